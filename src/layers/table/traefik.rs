//! Traefik.

use super::super::prelude::*;

/// The row in the table.
pub(super) const LAYER: Layer = Layer {
    id: "traefik",
    name: "Traefik",
    stack: Some("traefik"),
    docs: "https://doc.traefik.io/traefik/middlewares/http/headers/",
    replies: &[
        Reply {
            key: "no-router",
            kind: Kind::NoRoute,
            sure: Possible,
            signs: &[&[
                Status(404, 404),
                Line("content-type", "text/plain; charset=utf-8"),
                Line("x-content-type-options", "nosniff"),
                Line("content-length", "19"),
                Without("server"),
            ]],
            what: "no route matches: Traefik or a Go router responds with 404 page not found",
            why: "A plain text body of 19 bytes with nosniff and no Server header is \"404 page \
                  not found\". Traefik sends it if no router matches the host, the path or the \
                  method; Go's own router does the same. The CORS setup behind it did not run.",
            advice: &[Advice {
                actor: InFront,
                title: "Make a router match the host and path, for OPTIONS too",
                text: "# Traefik: the rule has Host(`{host}`) and no Method(…) that leaves OPTIONS out; entry point and\n\
                   # TLS match; the dashboard (Routers) shows what is active\n\
                   # Go: mux.HandleFunc(\"OPTIONS {path}\", …), or the CORS handler around the whole mux\n",
            }],
            headers: Headers::Once("a route matches OPTIONS"),
        },
        Reply {
            key: "auth",
            kind: Kind::Login,
            sure: Certain,
            signs: &[&[Header("www-authenticate", "realm=\"traefik\""), Preflight]],
            what: "Traefik's login refuses OPTIONS",
            why: "Traefik's authentication middleware refused OPTIONS (realm \"traefik\"), \
                  because a preflight never carries a password. Middlewares run in the order of \
                  the list: the one with the CORS headers has to come first.",
            advice: &[Advice {
                actor: InFront,
                title: "List the headers middleware before the login in Traefik",
                text: "traefik.http.routers.api.middlewares=cors@docker,auth@docker\n\
                   # cors: the headers middleware with accessControlAllowOriginList; it responds \
                   to OPTIONS itself\n",
            }],
            headers: Headers::Here,
        },
    ],
    ..Layer::ROW
};
