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
            what: "oauth2-proxy sends the request to the login",
            why: "The session is over or its cookie was not sent, and oauth2-proxy (or the auth \
                  annotation of the ingress) redirects every request without a session to the \
                  login. A script cannot follow it there: a login page is for a person. The CORS \
                  headers of the login page are not what is missing.",
            advice: &[
                Advice {
                    actor: InFront,
                    title: "Answer 401 to scripts instead of the redirect, and let the page go to the login",
                    text: "# oauth2-proxy: --api-route=^/api/     (401 there instead of the login page)\n\
                           #               --skip-auth-preflight  (OPTIONS goes to the application)\n\
                           # ingress-nginx: leave auth-signin out on the ingress of the API; keep auth-url\n\
                           # the page, when it sees the 401:  location = \"/oauth2/start?rd=\" + location.pathname\n",
                },
                Advice {
                    actor: Page,
                    title: "Send the session cookie with the request",
                    text: "fetch(url, { credentials: \"include\" })   // and SameSite=None; Secure on the cookie\n\
                           // where page and API are on different sites\n",
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
            what: "a sign-in page answers OPTIONS",
            why: "OPTIONS got an HTML page with 403, as oauth2-proxy answers requests without a \
                  session: its sign-in page. A preflight never carries the session's cookie.",
            advice: &[Advice {
                actor: InFront,
                title: "Let the login pass OPTIONS on, and answer 401 to scripts",
                text: "# oauth2-proxy: --skip-auth-preflight  (OPTIONS goes to the application, which answers it)\n\
                       #               --api-route=^{path}     (401 instead of the sign-in page)\n",
            }],
            headers: Headers::Once("the login passes OPTIONS on to the application"),
        },
    ],
    ..Layer::ROW
};
