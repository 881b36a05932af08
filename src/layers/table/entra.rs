//! Microsoft's identity platform (Entra ID, Azure AD, B2C).

use super::super::Test;
use super::super::prelude::*;

const HOSTS: &[&[Test]] = &[
    &[Host("login.microsoftonline.com"), Path("/token")],
    &[Host("login.microsoftonline.us"), Path("/token")],
    &[Host("login.windows.net"), Path("/token")],
    &[Host("*.b2clogin.com"), Path("/token")],
    &[Host("*.ciamlogin.com"), Path("/token")],
];

/// The row in the table.
pub(super) const LAYER: Layer = Layer {
    id: "entra",
    name: "Microsoft Entra ID",
    whose: Whose::Vendor,
    docs: "https://learn.microsoft.com/entra/identity-platform/scenario-spa-app-registration",
    shows: &[
        (Certain, &[Host("login.microsoftonline.com")]),
        (Certain, &[Host("login.microsoftonline.us")]),
        (Certain, &[Host("login.windows.net")]),
        (Certain, &[Host("*.b2clogin.com")]),
        (Certain, &[Host("*.ciamlogin.com")]),
    ],
    replies: &[
        Reply {
            key: "not-a-spa",
            kind: Kind::NotRegistered,
            sure: Likely,
            signs: HOSTS,
            what: "Microsoft's token endpoint does not allow this page",
            why: "The token endpoint allows a page only if the redirect URI is registered for the \
                  platform Single-page application (SPA). A redirect URI of type Web, a client \
                  secret or the grant client_credentials is for servers only (error \
                  AADSTS9002326). It is Microsoft's server: you cannot change its response \
                  headers.",
            advice: &[
                Advice {
                    actor: Console,
                    title: "Register the redirect URI as a single-page application (SPA)",
                    text: "# Entra admin centre → App registrations → the app → Authentication\n\
                           #   Add a platform → Single-page application → the page's redirect URI\n\
                           #   and remove the same URI from the platform Web\n\
                           # in the page: MSAL.js 2 or later (code flow with PKCE), without a client secret\n",
                },
                Advice {
                    actor: Backend,
                    title: "If a secret is needed, request the token on your own backend",
                    text: "# client_credentials and client_secret belong on a server: the page \
                           calls your backend,\n\
                           # and the backend calls {host}. Replace a secret that was in the \
                           page.\n",
                },
            ],
            headers: Headers::Never,
        },
        Reply {
            key: "login-page",
            kind: Kind::NotForPages,
            sure: Certain,
            signs: &[
                &[Body("AADSTS9002326")],
                &[Host("login.microsoftonline.com")],
                &[Host("login.microsoftonline.us")],
                &[Host("login.windows.net")],
                &[Host("*.b2clogin.com")],
            ],
            what: "Microsoft's login page is for people, not for scripts",
            why: "A script cannot use a login page, with whatever headers.",
            advice: &[Advice {
                actor: Page,
                title: "Navigate to the login page instead of fetching it",
                text: "msalInstance.loginRedirect()       // or location.assign(loginUrl)\n",
            }],
            headers: Headers::Never,
        },
    ],
    ..Layer::ROW
};
