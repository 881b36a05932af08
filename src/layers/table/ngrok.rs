//! ngrok: a tunnel, which answers browsers with a page of its own before it lets them through.

use super::super::prelude::*;

/// The row in the table.
pub(super) const LAYER: Layer = Layer {
    id: "ngrok",
    name: "ngrok",
    whose: Whose::Tenant,
    docs: "https://ngrok.com/docs/errors/err_ngrok_6024/",
    replies: &[
        Reply {
            key: "warning",
            kind: Kind::Interstitial,
            sure: Certain,
            signs: &[
                &[Header("ngrok-error-code", "ERR_NGROK_6024")],
                &[Header("ngrok-error-code", "ERR_NGROK_6022")],
            ],
            what: "ngrok shows its own warning page instead of the application",
            why: "The free plan of ngrok responds to a browser's first request with a warning \
                  page (ngrok-error-code: {code}). That page has no CORS headers. The application \
                  behind the tunnel never received the request, so its headers do not help.",
            advice: &[
                Advice {
                    actor: Page,
                    title: "Send the header ngrok-skip-browser-warning with every request",
                    text: "fetch(url, { headers: { \"ngrok-skip-browser-warning\": \"1\" } })\n\
                           // any value works. The header needs a preflight, so the application \
                           has\n\
                       // to list it too:\n\
                           // Access-Control-Allow-Headers: …, ngrok-skip-browser-warning\n",
                },
                Advice {
                    actor: Console,
                    title: "Use a paid ngrok plan: it shows no warning page",
                    text: "# or reach the API without a tunnel, for instance through the dev server's proxy\n",
                },
            ],
            headers: Headers::Never,
        },
        Reply {
            key: "offline",
            kind: Kind::Gateway,
            sure: Certain,
            signs: &[&[Header("ngrok-error-code", "ERR_NGROK_")]],
            what: "ngrok responds instead of the application: {code}",
            why: "The response comes from ngrok, not from the application ({code}). Usual \
                  reasons: the agent is not running, the tunnel has another name, or the local \
                  port is wrong. ngrok's own errors have no CORS headers.",
            advice: &[Advice {
                actor: Server,
                title: "Start the ngrok agent and the local server again, and use the current tunnel URL",
                text: "ngrok http 8000        # the port on which the application listens\n\
                       # then use the printed URL in the page; https://ngrok.com/docs/errors explains {code}\n",
            }],
            headers: Headers::Never,
        },
    ],
    ..Layer::ROW
};
