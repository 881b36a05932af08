//! Kong: an API gateway.

use super::super::prelude::*;

/// The row in the table.
pub(super) const LAYER: Layer = Layer {
    id: "kong",
    name: "Kong",
    docs: "https://developer.konghq.com/plugins/cors/",
    stack: Some("kong"),
    shows: &[
        (Certain, &[Header("server", "kong/")]),
        (Certain, &[Header("via", "kong/")]),
        (Certain, &[Header("x-kong-upstream-latency", "")]),
        (Certain, &[Header("x-kong-response-latency", "")]),
    ],
    replies: &[
        Reply {
            key: "auth",
            kind: Kind::Login,
            sure: Certain,
            signs: &[&[
                Header("x-kong-response-latency", ""),
                Without("x-kong-upstream-latency"),
                Preflight,
                Status(401, 403),
            ]],
            what: "Kong refuses OPTIONS without a key or token",
            why: "Kong itself refused OPTIONS (it sent X-Kong-Response-Latency and no upstream \
                  latency), because an authentication plugin applies to preflights too. A \
                  preflight never carries a key or token. The service behind Kong never received \
                  the request.",
            advice: &[Advice {
                actor: InFront,
                title: "Make the authentication plugin skip OPTIONS",
                text: "# on the key-auth, jwt or oauth2 plugin:\n\
                       config:\n  run_on_preflight: false\n\
                       # the service behind Kong then has to handle OPTIONS itself\n",
            }],
            headers: Headers::Here,
        },
        Reply {
            key: "no-route",
            kind: Kind::NoRoute,
            sure: Likely,
            signs: &[&[
                Header("x-kong-response-latency", ""),
                Without("x-kong-upstream-latency"),
                Status(404, 405),
            ]],
            what: "Kong has no route for this request",
            why: "Kong itself responded: no route matches this host, path and method. If a \
                  route's methods do not list OPTIONS, it never matches a preflight, and no \
                  plugin runs.",
            advice: &[Advice {
                actor: InFront,
                title: "Add OPTIONS to the methods of the Kong route, and the cors plugin to its service",
                text: "routes:\n  - name: ROUTE\n    paths: [\"{path}\"]\n    methods: [GET, POST, PUT, PATCH, DELETE, OPTIONS]   # or leave methods out\n    plugins:\n      - name: cors\n",
            }],
            headers: Headers::Once("Kong routes OPTIONS to the service or to its cors plugin"),
        },
        Reply {
            key: "own-error",
            kind: Kind::Gateway,
            sure: Certain,
            signs: &[&[
                Header("x-kong-response-latency", ""),
                Without("x-kong-upstream-latency"),
                Status(400, 599),
            ]],
            what: "Kong responds instead of the service behind it",
            why: "This response comes from Kong: a plugin refused the request (rate limit, size, \
                  key), or Kong cannot reach the service behind it.",
            advice: &[Advice {
                actor: InFront,
                title: "Find the reason in Kong's log, and add the cors plugin, which adds the \
                        headers to errors",
                text: "# 429 rate-limiting, 413 request-size-limiting, 502/503/504 the upstream service\n\
                       plugins:\n  - name: cors\n    config:\n      origins: [\"{origin}\"]\n",
            }],
            headers: Headers::Never,
        },
    ],
    ..Layer::ROW
};
