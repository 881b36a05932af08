//! localtunnel: a tunnel with a reminder page.

use super::super::prelude::*;

/// The row in the table.
pub(super) const LAYER: Layer = Layer {
    id: "localtunnel",
    name: "localtunnel",
    whose: Whose::Tenant,
    docs: "https://github.com/localtunnel/localtunnel/issues/405",
    replies: &[
        Reply {
            key: "reminder",
            kind: Kind::Interstitial,
            sure: Certain,
            signs: &[&[Host("*.loca.lt"), Status(511, 511)]],
            what: "localtunnel shows its reminder page instead of the application",
            why: "localtunnel shows browsers a reminder page (511) until somebody at this IP \
                  address has confirmed it. That page has no CORS headers. The application behind \
                  the tunnel never received the request.",
            advice: &[
                Advice {
                    actor: Visitor,
                    title: "Open the tunnel's URL once in a tab and confirm the reminder page",
                    text: "# open https://{host}/ , enter the password it asks for (the public IP address\n\
                           # of the machine that runs the tunnel), then try again\n",
                },
                Advice {
                    actor: Page,
                    title: "Send the header bypass-tunnel-reminder",
                    text: "fetch(url, { headers: { \"bypass-tunnel-reminder\": \"1\" } })\n\
                           // it needs a preflight, and that may get the reminder page too;\n\
                           // other tunnels (cloudflared, for instance) have no such page\n",
                },
            ],
            headers: Headers::Never,
        },
        Reply {
            key: "gone",
            kind: Kind::Gateway,
            sure: Likely,
            signs: &[
                &[Host("*.loca.lt"), Status(502, 504)],
                &[
                    Host("*.loca.lt"),
                    Status(404, 404),
                    Without("access-control-allow-origin"),
                ],
            ],
            what: "the localtunnel address is not connected to an application",
            why: "This response comes from the tunnel's server: no client is connected under this \
                  name, or the local server does not respond.",
            advice: &[Advice {
                actor: Server,
                title: "Start the tunnel and the local server again, and use the current URL",
                text: "npx localtunnel --port 8000\n",
            }],
            headers: Headers::Never,
        },
    ],
    ..Layer::ROW
};
