//! Gitpod: ports of a workspace are private until they are made public.

use super::super::prelude::*;

/// The row in the table.
pub(super) const LAYER: Layer = Layer {
    id: "gitpod",
    name: "Gitpod",
    whose: Whose::Tenant,
    docs: "https://www.gitpod.io/docs/configure/workspaces/ports",
    replies: &[Reply {
        key: "private-port",
        kind: Kind::Login,
        sure: Certain,
        signs: &[
            &[
                Host("*.gitpod.io"),
                Status(401, 403),
                Without("access-control-allow-origin"),
            ],
            &[
                Host("*.gitpod.dev"),
                Status(401, 403),
                Without("access-control-allow-origin"),
            ],
            &[Host("*.gitpod.io"), LeadsPath("login")],
        ],
        what: "the workspace port is private",
        why: "The port of {host} is private, so Gitpod responds instead of the application. A \
              preflight never carries the cookie that Gitpod requires, not even with credentials: \
              include. CORS headers of the application do not help while the port is private.",
        advice: &[
            Advice {
                actor: Console,
                title: "Make the port public",
                text: "gp ports visibility 8080:public      # the port of this URL\n\
                       # or in .gitpod.yml:\n\
                       # ports:\n\
                       #   - port: 8080\n\
                       #     visibility: public\n",
            },
            Advice {
                actor: Page,
                title: "Call the API through the page's own dev server",
                text: "// fetch(\"/api/…\"), and let the dev server forward /api to localhost:8080\n",
            },
        ],
        headers: Headers::Never,
    }],
    ..Layer::ROW
};
