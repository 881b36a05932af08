//! Spring `WebFlux`, and Spring Cloud Gateway, which is made with it: one filter before the routes and
//! before Spring Security.

use super::Layer;
use super::Part;
use super::Situation;
use super::Stack;
use super::Trouble;
use super::spring;
use crate::fixes::Policy;

/// The row in the table.
pub(super) const STACK: Stack = Stack {
    id: "spring-webflux",
    name: "Spring Cloud Gateway or WebFlux",
    signs: &[],
    ran_with: None,
    docs: "https://docs.spring.io/spring-framework/reference/web/webflux-cors.html",
    comment: "//",
    layer: Layer::Application,
    cannot: |_| None,
    parts,
    notes,
};

fn parts(policy: &Policy, _situation: &Situation<'_>) -> Vec<Part> {
    let path = policy.path().unwrap_or_default();
    let text = format!(
        "\
@Bean
@Order(Ordered.HIGHEST_PRECEDENCE)
CorsWebFilter corsWebFilter() {{
    CorsConfiguration policy = new CorsConfiguration();
{}    UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
    source.registerCorsConfiguration(\"{path}/**\", policy);
    return new CorsWebFilter(source);
}}
",
        spring::configuration(policy)
    );
    vec![Part {
        place: "in a @Configuration class (org.springframework.web.cors.reactive)",
        text,
    }]
}

fn notes(_policy: &Policy, situation: &Situation<'_>) -> Vec<String> {
    let mut notes = vec![
        "In Spring Cloud Gateway you can write the same in application.yml: \
         spring.cloud.gateway.globalcors.cors-configurations.'[/**]' with allowed-origins, \
         allowed-methods, allowed-headers and allow-credentials; use one of the two."
            .into(),
    ];
    if situation.trouble == Some(Trouble::SetTwice) {
        notes.push(
            "Where the service behind sends the headers too, keep one: the gateway's filter \
             DedupeResponseHeader=Access-Control-Allow-Origin Access-Control-Allow-Credentials, \
             RETAIN_FIRST."
                .into(),
        );
    }
    notes
}
