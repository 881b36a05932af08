//! Keycloak: CORS headers come from the client's Web origins, and errors come without them.

use super::super::prelude::*;

const ORIGINS: Advice = Advice {
    actor: Console,
    title: "Add the page's origin to the client's Web origins in Keycloak",
    text: "# Keycloak admin console → the realm → Clients → the client → Settings → Access settings\n\
           #   Web origins: {origin}       (no slash at the end; + allows those of the valid \
           redirect URIs)\n\
           #   Client authentication: Off  (a page cannot keep a client secret)\n",
};

/// The row in the table.
pub(super) const LAYER: Layer = Layer {
    id: "keycloak",
    name: "Keycloak",
    docs: "https://www.keycloak.org/docs/latest/server_admin/",
    replies: &[
        Reply {
            key: "token-expired",
            kind: Kind::Refused,
            sure: Likely,
            signs: &[
                &[
                    Path("/protocol/openid-connect/userinfo"),
                    Request,
                    Status(401, 403),
                    Without("access-control-allow-origin"),
                ],
                &[
                    Path("/admin/realms/"),
                    Request,
                    Status(401, 403),
                    Without("access-control-allow-origin"),
                ],
                &[
                    Path("/realms/"),
                    Header("www-authenticate", "invalid_token"),
                    Request,
                    Without("access-control-allow-origin"),
                ],
            ],
            what: "Keycloak does not accept the token, and sends the error without CORS headers",
            why: "Keycloak reads the allowed origins from the token in the request. If the token \
                  has expired, belongs to another realm or lacks the role (or the scope openid), \
                  Keycloak responds with 401 or 403 and no CORS headers, so the page sees a CORS \
                  error instead.",
            advice: &[
                Advice {
                    actor: Page,
                    title: "Refresh the token before the request, and check its role and scope",
                    text: "await keycloak.updateToken(30)        // keycloak-js; then send keycloak.token\n\
                           // userinfo needs the scope openid; the admin API a role of realm-management\n\
                           curl -i \"{url}\" -H \"Authorization: Bearer TOKEN\"        # the body names the error\n",
                },
                ORIGINS,
            ],
            headers: Headers::Never,
        },
        Reply {
            key: "token-refused",
            kind: Kind::NotRegistered,
            sure: Likely,
            signs: &[&[
                Path("/protocol/openid-connect/"),
                Path("/realms/"),
                Request,
                Status(400, 499),
                Without("access-control-allow-origin"),
            ]],
            what: "Keycloak refuses the request and sends the error without CORS headers",
            why: "Keycloak adds CORS headers only if it recognises the client and the client's \
                  Web origins list the page. The preflight always succeeds, so it proves nothing. \
                  The body, which the page cannot read, names the error (invalid_grant: the code \
                  was already used or has expired; unauthorized_client or invalid_client: a wrong \
                  client or a missing secret).",
            advice: &[
                ORIGINS,
                Advice {
                    actor: Page,
                    title: "Read the error in the response's body, and correct the token request",
                    text: "curl -i \"{url}\" -d grant_type=… -d client_id=… -d code=…   # error, error_description\n\
                           # invalid_grant: a code works only once and for one minute; \
                           redirect_uri and code_verifier have to match\n\
                           # Keycloak's log has the same error as an event\n",
                },
            ],
            headers: Headers::Never,
        },
        Reply {
            key: "login-page",
            kind: Kind::NotForPages,
            sure: Likely,
            signs: &[&[Path("/protocol/openid-connect/auth"), Path("/realms/")]],
            what: "Keycloak's login page is for people, not for scripts",
            why: "This URL shows a login page. A script cannot use it, whatever headers it sends.",
            advice: &[Advice {
                actor: Page,
                title: "Navigate to the login page instead of fetching it",
                text: "keycloak.login()            // keycloak-js; or location.assign(loginUrl)\n",
            }],
            headers: Headers::Never,
        },
        Reply {
            key: "web-origins",
            kind: Kind::NotRegistered,
            sure: Likely,
            signs: &[&[Path("/protocol/openid-connect/"), Path("/realms/")]],
            what: "Keycloak does not list the page's origin for this client",
            why: "Keycloak sends CORS headers only to origins in the client's Web origins, and \
                  {origin} is not one of them.",
            advice: &[ORIGINS],
            headers: Headers::Never,
        },
    ],
    ..Layer::ROW
};
