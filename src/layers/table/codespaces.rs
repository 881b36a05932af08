//! GitHub Codespaces: forwarded ports are private until they are made public.

use super::super::prelude::*;

/// The row in the table.
pub(super) const LAYER: Layer = Layer {
    id: "codespaces",
    name: "GitHub Codespaces",
    whose: Whose::Tenant,
    docs: "https://docs.github.com/codespaces/developing-in-a-codespace/forwarding-ports-in-your-codespace",
    replies: &[Reply {
        key: "private-port",
        kind: Kind::Login,
        sure: Certain,
        signs: &[
            &[Host("*.app.github.dev"), Leads("github.dev")],
            &[Host("*.app.github.dev"), LeadsPath("signin")],
            &[Host("*.app.github.dev"), Status(401, 401)],
            &[Host("*.githubpreview.dev"), LeadsPath("signin")],
            &[Host("*.githubpreview.dev"), Status(401, 401)],
            &[LeadsPath("/pf-signin")],
        ],
        what: "the forwarded port of the codespace is private",
        why: "The port of {host} is private, so GitHub requires a sign-in before it forwards \
              anything. A script cannot sign in there, and a preflight never carries cookies. The \
              application behind the port never received the request, so its CORS headers do not \
              help.",
        advice: &[
            Advice {
                actor: Console,
                title: "Make the port public",
                text: "# VS Code: Ports panel → right-click the port → Port Visibility → Public\n\
                       # or: gh codespace ports visibility PORT:public\n\
                       # a rebuild of the codespace can set the port back to private\n\
                       # everyone who has the URL can then call it; the application's own CORS\n\
                       # headers have to allow the page\n",
            },
            Advice {
                actor: Page,
                title: "Call the API through the page's own server, so only one port is needed",
                text: "// fetch(\"/api/…\"), and make the dev server of the page forward /api to \
                       the other\n\
                       // port on localhost (Vite: server.proxy, Next.js: rewrites, webpack: devServer.proxy)\n",
            },
        ],
        headers: Headers::Never,
    }],
    ..Layer::ROW
};
