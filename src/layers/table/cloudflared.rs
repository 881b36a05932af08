//! cloudflared's quick tunnels.

use super::super::prelude::*;

/// The row in the table.
pub(super) const LAYER: Layer = Layer {
    id: "cloudflared",
    name: "a Cloudflare tunnel",
    whose: Whose::Tenant,
    docs: "https://developers.cloudflare.com/cloudflare-one/connections/connect-networks/",
    replies: &[Reply {
        key: "down",
        kind: Kind::Gateway,
        sure: Likely,
        signs: &[
            &[Host("*.trycloudflare.com"), Status(502, 502)],
            &[Host("*.trycloudflare.com"), Status(520, 530)],
        ],
        what: "the Cloudflare tunnel cannot reach the application",
        why: "Cloudflare itself responded, because cloudflared is not connected or the local \
              server does not respond. Its error page has no CORS headers.",
        advice: &[Advice {
            actor: Server,
            title: "Start cloudflared and the local server again, and use the current URL",
            text: "cloudflared tunnel --url http://localhost:8000\n",
        }],
        headers: Headers::Never,
    }],
    ..Layer::ROW
};
