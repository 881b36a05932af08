//! Traefik.

use super::super::prelude::*;

/// The row in the table.
pub(super) const LAYER: Layer = Layer {
    id: "traefik",
    name: "Traefik",
    docs: "https://doc.traefik.io/traefik/middlewares/http/headers/",
    replies: &[Reply {
        key: "auth",
        kind: Kind::Login,
        sure: Certain,
        signs: &[&[Header("www-authenticate", "realm=\"traefik\""), Preflight]],
        what: "Traefik's login refuses OPTIONS",
        why: "Traefik's authentication middleware answered OPTIONS (realm \"traefik\"), which never \
              carries a password. Middlewares run in the order of the list: the one with the CORS \
              headers has to come first.",
        advice: &[Advice {
            actor: InFront,
            title: "List the headers middleware before the login in Traefik",
            text: "traefik.http.routers.api.middlewares=cors@docker,auth@docker\n\
                   # cors: the headers middleware with accessControlAllowOriginList; it answers OPTIONS itself\n",
        }],
        headers: Headers::Here,
    }],
    ..Layer::ROW
};
