//! Spring: the framework's CORS processor, and Spring Security in front of it.

use super::super::prelude::*;

/// The row in the table.
pub(super) const LAYER: Layer = Layer {
    id: "spring",
    name: "Spring",
    docs: "https://docs.spring.io/spring-framework/reference/web/webmvc-cors.html",
    stack: Some("spring"),
    shows: &[
        (
            Certain,
            &[
                Line("vary", "Access-Control-Request-Method"),
                Line("vary", "Access-Control-Request-Headers"),
                Header(
                    "cache-control",
                    "no-cache, no-store, max-age=0, must-revalidate",
                ),
            ],
        ),
        (
            Likely,
            &[
                Line("vary", "Access-Control-Request-Method"),
                Line("vary", "Access-Control-Request-Headers"),
                Without("server"),
            ],
        ),
        (
            Likely,
            &[
                Header(
                    "cache-control",
                    "no-cache, no-store, max-age=0, must-revalidate",
                ),
                Line("x-xss-protection", "0"),
                Line("expires", "0"),
            ],
        ),
        (
            Likely,
            &[
                Header("set-cookie", "JSESSIONID="),
                Header("x-frame-options", "DENY"),
            ],
        ),
    ],
    replies: &[Reply {
        key: "invalid-cors-request",
        kind: Kind::OriginRefused,
        sure: Likely,
        signs: &[
            &[Body("Invalid CORS request")],
            &[
                Status(403, 403),
                Line("vary", "Access-Control-Request-Method"),
                Line("vary", "Access-Control-Request-Headers"),
                Without("access-control-allow-origin"),
            ],
        ],
        what: "Spring's CORS configuration refuses the request",
        why: "The three Vary headers come from Spring's CORS processor. It responds with 403 \
              (\"Invalid CORS request\" in the body) if its configuration does not list the \
              origin, the method or one of the requested headers; the handler is not called. \
              Behind a proxy it can also mistake a page of the same origin for another origin.",
        advice: &[Advice {
            actor: Server,
            title: "Add the origin where CORS is set up in Spring",
            text: "// one of: @CrossOrigin(origins = \"{origin}\") on the controller,\n\
                   // allowedOrigins(…) in WebMvcConfigurer.addCorsMappings, CorsConfiguration.setAllowedOrigins(…),\n\
                   // spring.cloud.gateway.globalcors in application.yml; and with Spring Security:\n\
                   http.cors(Customizer.withDefaults());\n\
                   // page and API on the same origin behind a proxy? then in \
                   application.properties:\n\
                   // server.forward-headers-strategy=framework\n",
        }],
        headers: Headers::Here,
    }],
    ..Layer::ROW
};
