//! Cloudflare Access: a login in front of a host.

use super::super::prelude::*;

/// The row in the table.
pub(super) const LAYER: Layer = Layer {
    id: "cloudflare-access",
    name: "Cloudflare Access",
    docs: "https://developers.cloudflare.com/cloudflare-one/identity/authorization-cookie/cors/",
    replies: &[Reply {
        key: "login",
        kind: Kind::Login,
        sure: Certain,
        signs: &[
            &[Leads("*.cloudflareaccess.com")],
            &[LeadsPath("/cdn-cgi/access/login")],
            &[Header("set-cookie", "CF_AppSession=")],
            &[Header("www-authenticate", "cloudflare-access")],
            &[Header("cf-access-domain", ""), Status(400, 403)],
            &[Header("cf-access-aud", ""), Status(400, 403)],
        ],
        what: "Cloudflare Access requires a login for {host}",
        why: "Cloudflare Access protects {host} and refuses every request without its cookie. A \
              preflight never carries cookies, so it is refused even for people who are logged \
              in. CORS headers of the application do not help, because it never receives the \
              request.",
        advice: &[
            Advice {
                actor: Console,
                title: "Make Cloudflare Access pass OPTIONS on, or respond to it",
                text: "# Zero Trust → Access → Applications → the application → Advanced settings → CORS settings\n\
                       #   Bypass options requests to origin: on (the application then has to \
                       handle OPTIONS)\n\
                       #   or fill in: allowed origin {origin}, methods, headers, allow credentials\n",
            },
            Advice {
                actor: Page,
                title: "Send the Access cookie with the request, after the user has logged in",
                text: "// open https://{host}/ once in a tab (it sets the cookie), then\n\
                       fetch(url, { credentials: \"include\" })\n",
            },
        ],
        headers: Headers::Never,
    }],
    ..Layer::ROW
};
