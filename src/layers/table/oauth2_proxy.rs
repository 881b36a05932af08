//! oauth2-proxy and other logins that a web server asks about every request.

use super::super::prelude::*;

/// The row in the table.
pub(super) const LAYER: Layer = Layer {
    id: "oauth2-proxy",
    name: "oauth2-proxy",
    docs: "https://oauth2-proxy.github.io/oauth2-proxy/configuration/overview",
    replies: &[
        Reply {
            key: "login",
            kind: Kind::Login,
            sure: Certain,
            signs: &[
                &[LeadsPath("/oauth2/start")],
                &[LeadsPath("/oauth2/sign_in")],
                &[Header("set-cookie", "_oauth2_proxy")],
            ],
            what: "oauth2-proxy redirects the request to the login",
            why: "The session has expired or its cookie was not sent. oauth2-proxy (or the auth \
                  annotation of the ingress) redirects every request without a session to the \
                  login. A script cannot log in there, so CORS headers on the login page would \
                  not help.",
            advice: &[
                Advice {
                    actor: InFront,
                    title: "Respond to scripts with 401 instead of the redirect, and make the \
                            page navigate to the login",
                    text: "# oauth2-proxy: --api-route=^/api/     (401 there instead of the login page)\n\
                           #               --skip-auth-preflight  (OPTIONS goes to the application)\n\
                           # ingress-nginx: leave auth-signin out on the ingress of the API; keep auth-url\n\
                           # the page, when it sees the 401:  location = \"/oauth2/start?rd=\" + location.pathname\n",
                },
                Advice {
                    actor: Page,
                    title: "Send the session cookie with the request",
                    text: "fetch(url, { credentials: \"include\" })   // and SameSite=None; \
                           Secure on the cookie\n\
                       // if page and API are on different sites\n",
                },
            ],
            headers: Headers::Never,
        },
        Reply {
            key: "sign-in-page",
            kind: Kind::Login,
            sure: Possible,
            signs: &[&[
                Status(403, 403),
                Html,
                Preflight,
                Header(
                    "cache-control",
                    "no-cache, no-store, must-revalidate, max-age=0",
                ),
            ]],
            what: "OPTIONS gets a sign-in page",
            why: "OPTIONS got a 403 with an HTML page. oauth2-proxy responds like this to \
                  requests without a session: with its sign-in page. A preflight never carries \
                  the session's cookie.",
            advice: &[Advice {
                actor: InFront,
                title: "Make the login pass OPTIONS on, and respond to scripts with 401",
                text: "# oauth2-proxy: --skip-auth-preflight  (the application then has to handle \
                       OPTIONS)\n\
                       #               --api-route=^{path}     (401 instead of the sign-in page)\n",
            }],
            headers: Headers::Once("the login passes OPTIONS on to the application"),
        },
    ],
    ..Layer::ROW
};
