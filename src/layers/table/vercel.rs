//! Vercel: the edge in front of deployments.

use super::super::prelude::*;

/// The row in the table.
pub(super) const LAYER: Layer = Layer {
    id: "vercel",
    name: "Vercel",
    whose: Whose::Tenant,
    docs: "https://vercel.com/docs/deployment-protection/methods-to-bypass-deployment-protection/options-allowlist",
    stack: Some("vercel"),
    shows: &[
        (Certain, &[Header("x-vercel-id", "")]),
        (Certain, &[Host("*.vercel.app")]),
    ],
    replies: &[
        Reply {
            key: "protection",
            kind: Kind::Login,
            sure: Certain,
            signs: &[
                &[Header("set-cookie", "_vercel_sso_nonce")],
                &[Leads("vercel.com"), LeadsPath("/sso-api")],
            ],
            what: "Vercel's Deployment Protection asks for a login before {host}",
            why: "The deployment is protected (Deployment Protection; previews are by default), and \
                  Vercel's edge refuses every request without a login before any code or headers() \
                  of the project runs. A preflight never carries a login.",
            advice: &[
                Advice {
                    actor: Console,
                    title: "Add the API path to the OPTIONS Allowlist of the project",
                    text: "# Vercel dashboard → Project → Settings → Deployment Protection → OPTIONS Allowlist → add {path}\n\
                           # that lets preflights through; the request itself is still refused without a login:\n\
                           # use the production domain, or switch the protection off for this deployment\n",
                },
                Advice {
                    actor: Page,
                    title: "Call the production domain, which is not protected",
                    text: "// previews (NAME-git-BRANCH.vercel.app) are protected, the production domain usually is not\n",
                },
            ],
            headers: Headers::Once("the path is on the OPTIONS Allowlist or the protection is off"),
        },
        Reply {
            key: "own-error",
            kind: Kind::Gateway,
            sure: Likely,
            signs: &[&[Header("x-vercel-error", ""), Status(400, 599)]],
            what: "Vercel responds with an error of its own",
            why: "Vercel's edge made this response (x-vercel-error): there is no such deployment, or \
                  the function crashed or took too long. Such errors have no CORS headers.",
            advice: &[Advice {
                actor: Server,
                title: "Repair the deployment or the function: see the logs in the Vercel dashboard",
                text: "# Vercel dashboard → Project → Logs, at the time of the request\n",
            }],
            headers: Headers::Never,
        },
    ],
};
