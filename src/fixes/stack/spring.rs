//! Spring Boot: one filter before Spring Security, so that preflights meet no login and errors
//! keep the headers.

use std::fmt::Write;

use super::Confidence;
use super::Layer;
use super::Part;
use super::Sign;
use super::Situation;
use super::Stack;
use super::Trouble;
use super::methods_of_requests;
use super::quoted;
use crate::fixes::Policy;

/// The row in the table.
pub(super) const STACK: Stack = Stack {
    id: "spring",
    name: "Spring Boot",
    signs: &[
        Sign {
            header: "X-Application-Context",
            holds: "",
            confidence: Confidence::Certain,
        },
        // What Spring Security writes unless told otherwise.
        Sign {
            header: "Cache-Control",
            holds: "no-cache, no-store, max-age=0, must-revalidate",
            confidence: Confidence::Possible,
        },
        Sign {
            header: "Set-Cookie",
            holds: "JSESSIONID=",
            confidence: Confidence::Possible,
        },
    ],
    ran_with: None,
    docs: "https://docs.spring.io/spring-framework/reference/web/webmvc-cors.html",
    comment: "//",
    layer: Layer::Application,
    cannot: |_| None,
    parts,
    notes,
};

fn parts(policy: &Policy, _situation: &Situation<'_>) -> Vec<Part> {
    let mut text = "\
@Bean
FilterRegistrationBean<CorsFilter> corsFilter() {
    CorsConfiguration policy = new CorsConfiguration();
"
    .to_owned();
    text.push_str(&configuration(policy));
    let path = policy.path().unwrap_or_default();
    let _ = write!(
        text,
        "    UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
    source.registerCorsConfiguration(\"{path}/**\", policy);
    FilterRegistrationBean<CorsFilter> filter =
            new FilterRegistrationBean<>(new CorsFilter(source));
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE); // before Spring Security
    return filter;
}}
"
    );
    vec![Part {
        place: "in a @Configuration class",
        text,
    }]
}

/// The lines that fill a `CorsConfiguration`.
pub(super) fn configuration(policy: &Policy) -> String {
    let mut text = String::new();
    let origins = if policy.any_origin() {
        "\"*\"".to_owned()
    } else {
        quoted(policy.listed_origins(), '"')
    };
    let _ = writeln!(text, "    policy.setAllowedOrigins(List.of({origins}));");
    for (name, values) in [
        ("AllowedMethods", &methods_of_requests(policy)[..]),
        ("AllowedHeaders", policy.request_headers()),
        ("ExposedHeaders", policy.exposed_headers()),
    ] {
        if !values.is_empty() {
            let _ = writeln!(
                text,
                "    policy.set{name}(List.of({}));",
                quoted(values, '"')
            );
        }
    }
    if policy.credentials() {
        text.push_str("    policy.setAllowCredentials(true);\n");
    }
    if let Some(seconds) = policy.max_age() {
        let _ = writeln!(text, "    policy.setMaxAge({seconds}L);");
    }
    text
}

fn notes(_policy: &Policy, situation: &Situation<'_>) -> Vec<String> {
    let mut notes = Vec::new();
    if situation.trouble == Some(Trouble::SetTwice) {
        notes.push(
            "Remove @CrossOrigin, addCorsMappings and http.cors(…): set the headers in one place \
             only."
                .into(),
        );
    }
    if situation.trouble == Some(Trouble::PreflightUnauthorized) {
        notes.push(
            "Spring Security requires a token for OPTIONS too; the order above puts this filter \
             before it."
                .into(),
        );
    }
    notes.push(
        "In WebFlux use a CorsWebFilter bean from org.springframework.web.cors.reactive.".into(),
    );
    notes
}
