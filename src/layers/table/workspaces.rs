//! Cloud workspaces and previews whose ports are not open to everybody.

use super::super::prelude::*;

/// The row in the table.
pub(super) const LAYER: Layer = Layer {
    id: "workspace-preview",
    name: "the workspace's preview service",
    whose: Whose::Tenant,
    docs: "https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS",
    replies: &[Reply {
        key: "private-port",
        kind: Kind::Login,
        sure: Possible,
        signs: &[
            &[
                Host("*.cloudworkstations.dev"),
                Status(300, 403),
                Without("access-control-allow-origin"),
            ],
            &[
                Host("*.cloudshell.dev"),
                Status(300, 403),
                Without("access-control-allow-origin"),
            ],
            &[
                Host("*.csb.app"),
                Status(300, 403),
                Without("access-control-allow-origin"),
            ],
            &[
                Host("*.replit.dev"),
                Status(300, 403),
                Without("access-control-allow-origin"),
            ],
            &[
                Host("*.repl.co"),
                Status(300, 403),
                Without("access-control-allow-origin"),
            ],
            &[
                Host("*.webcontainer.io"),
                Status(300, 403),
                Without("access-control-allow-origin"),
            ],
        ],
        what: "the workspace requires a sign-in before it forwards anything",
        why: "Previews of cloud workspaces are often private. The preview service then responds \
              instead of the application, without CORS headers.",
        advice: &[
            Advice {
                actor: Console,
                title: "Make the port or the preview public",
                text: "# in the workspace's list of ports or in its sharing settings\n\
                       # open https://{host}/ in a tab to see whether a sign-in page appears\n",
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
