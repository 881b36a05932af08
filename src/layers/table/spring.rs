//! Spring: the framework's CORS processor, and Spring Security in front of it.

use super::super::prelude::*;

/// Spring on Netty: `WebFlux`, and Spring Cloud Gateway, which is made with it. It has classes of its
/// own for CORS. Where both rows of Spring fit, this one comes first.
pub(super) const REACTIVE: Layer = Layer {
    id: "spring-webflux",
    name: "Spring Cloud Gateway or WebFlux",
    docs: "https://docs.spring.io/spring-cloud-gateway/reference/spring-cloud-gateway-server-webflux/cors-configuration.html",
    stack: Some("spring-webflux"),
    shows: &[
        // The gateway's rate limiter.
        (
            Certain,
            &[
                Header("x-ratelimit-burst-capacity", ""),
                Header("x-ratelimit-replenish-rate", ""),
            ],
        ),
        // Spring for certain, and called what it is.
        (
            Certain,
            &[
                Line("vary", "Access-Control-Request-Method"),
                Line("vary", "Access-Control-Request-Headers"),
                Header(
                    "cache-control",
                    "no-cache, no-store, max-age=0, must-revalidate",
                ),
                Named("gateway"),
            ],
        ),
        (
            Likely,
            &[
                Line("vary", "Access-Control-Request-Method"),
                Line("vary", "Access-Control-Request-Headers"),
                Without("server"),
                Named("gateway"),
            ],
        ),
        // Spring Security writes this by itself only in WebFlux.
        (
            Certain,
            &[
                Line("vary", "Access-Control-Request-Method"),
                Line("vary", "Access-Control-Request-Headers"),
                Header(
                    "cache-control",
                    "no-cache, no-store, max-age=0, must-revalidate",
                ),
                Line("referrer-policy", "no-referrer"),
                Line("x-xss-protection", "0"),
            ],
        ),
    ],
    // The processor for servlets writes a body; this one does not.
    replies: &[Reply {
        key: "refused",
        kind: Kind::OriginRefused,
        sure: Likely,
        signs: &[&[
            Status(403, 403),
            Line("vary", "Access-Control-Request-Method"),
            Line("vary", "Access-Control-Request-Headers"),
            Line("content-length", "0"),
            Without("access-control-allow-origin"),
        ]],
        what: "Spring's CORS configuration refuses the request",
        why: "The three Vary headers are those of Spring's CORS processor, and the empty body is that of \
              WebFlux, which Spring Cloud Gateway is made with. It responds with 403 where its \
              configuration does not list the origin, the method or one of the headers that were \
              asked for; no route was called.",
        advice: &[],
        headers: Headers::Here,
    }],
    ..Layer::ROW
};

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
            title: "Let Spring know the page's address, where both have one origin behind a proxy",
            text: "# application.properties: scheme and host as the proxy was asked, from X-Forwarded-…\n\
                   server.forward-headers-strategy=framework\n",
        }],
        headers: Headers::Here,
    }],
    ..Layer::ROW
};
