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
            what: "Vercel's Deployment Protection requires a login for {host}",
            why: "The deployment is protected (Deployment Protection; on by default for \
                  previews). Vercel's edge refuses every request without a login before the \
                  project's code or headers() apply. A preflight never carries a login.",
            advice: &[
                Advice {
                    actor: Console,
                    title: "Add the API path to the OPTIONS Allowlist of the project",
                    text: "# Vercel dashboard → Project → Settings → Deployment Protection → OPTIONS Allowlist → add {path}\n\
                           # that lets preflights through; the request itself is still refused without a login:\n\
                           # use the production domain, or turn the protection off for this \
                           deployment\n",
                },
                Advice {
                    actor: Page,
                    title: "Call the production domain: it is not protected",
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
            why: "This response comes from Vercel's edge (x-vercel-error): the deployment does \
                  not exist, or the function crashed or took too long. These errors have no CORS \
                  headers.",
            advice: &[Advice {
                actor: Server,
                title: "Fix the deployment or the function: see the logs in the Vercel dashboard",
                text: "# Vercel dashboard → Project → Logs, at the time of the request\n",
            }],
            headers: Headers::Never,
        },
    ],
};
