//! Microsoft dev tunnels and the forwarded ports of VS Code.

use super::super::prelude::*;

/// The row in the table.
pub(super) const LAYER: Layer = Layer {
    id: "dev-tunnels",
    name: "Microsoft dev tunnels",
    whose: Whose::Tenant,
    docs: "https://learn.microsoft.com/azure/developer/dev-tunnels/security",
    replies: &[Reply {
        key: "private-port",
        kind: Kind::Login,
        sure: Likely,
        signs: &[
            &[Host("*.devtunnels.ms"), Status(300, 399)],
            &[
                Host("*.devtunnels.ms"),
                Status(401, 403),
                Without("access-control-allow-origin"),
            ],
        ],
        what: "the tunnelled port is private",
        why: "The tunnel of {host} requires a sign-in before it forwards anything. A script \
              cannot sign in there, and a preflight never carries cookies. The application behind \
              the tunnel never received the request.",
        advice: &[
            Advice {
                actor: Console,
                title: "Make the port public",
                text: "# VS Code: Ports panel → right-click the port → Port Visibility → Public\n\
                       devtunnel host -p 8000 --allow-anonymous\n",
            },
            Advice {
                actor: Page,
                title: "Call the API through the page's own dev server",
                text: "// fetch(\"/api/…\"), and let the dev server forward /api to the other port\n",
            },
        ],
        headers: Headers::Never,
    }],
    ..Layer::ROW
};
