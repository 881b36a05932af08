//! Authelia, authentik and Pomerium: logins in front of other applications.

use super::super::prelude::*;

/// The row in the table.
pub(super) const LAYER: Layer = Layer {
    id: "forward-auth",
    name: "the login proxy",
    docs: "https://www.authelia.com/configuration/security/access-control/",
    replies: &[
        Reply {
            key: "authelia",
            kind: Kind::Login,
            sure: Likely,
            signs: &[&[LeadsQuery("rd="), LeadsQuery("rm=")]],
            what: "Authelia redirects the request to its login",
            why: "Authelia redirects every request without a session to its portal. A script cannot \
                  log in there, and a preflight never carries the session's cookie.",
            advice: &[Advice {
                actor: InFront,
                title: "Let OPTIONS bypass Authelia",
                text: "access_control:\n  rules:\n    - domain: '{host}'\n      methods: ['OPTIONS']\n      policy: 'bypass'\n\
                       # scripts that send X-Requested-With: XMLHttpRequest get 401 instead of the redirect\n",
            }],
            headers: Headers::Once("Authelia lets OPTIONS through to the application"),
        },
        Reply {
            key: "authentik",
            kind: Kind::Login,
            sure: Likely,
            signs: &[
                &[LeadsPath("/outpost.goauthentik.io/")],
                &[Header("set-cookie", "authentik_proxy")],
            ],
            what: "authentik redirects the request to its login",
            why: "The authentik outpost redirects every request without a session. A script cannot \
                  log in there, and a preflight never carries the session's cookie.",
            advice: &[Advice {
                actor: InFront,
                title: "Add the API to the unauthenticated paths of the authentik provider",
                text: "# authentik → Applications → Providers → the proxy provider → Advanced protocol settings →\n\
                       #   Unauthenticated Paths: ^{path}      (the API then checks its own token)\n",
            }],
            headers: Headers::Once("authentik lets OPTIONS through to the application"),
        },
        Reply {
            key: "pomerium",
            kind: Kind::Login,
            sure: Likely,
            signs: &[&[LeadsPath("/.pomerium/")]],
            what: "Pomerium redirects the request to its login",
            why: "Pomerium redirects every request without a session. A preflight never carries the \
                  session's cookie.",
            advice: &[Advice {
                actor: InFront,
                title: "Make Pomerium pass preflights on",
                text: "routes:\n  - from: https://{host}\n    cors_allow_preflight: true\n",
            }],
            headers: Headers::Once("Pomerium lets OPTIONS through to the application"),
        },
    ],
    ..Layer::ROW
};
