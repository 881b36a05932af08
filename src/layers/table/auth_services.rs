//! Identity services whose customers enter the origins that may call them.

use super::super::prelude::*;

/// Auth0.
pub(super) const AUTH0: Layer = Layer {
    id: "auth0",
    name: "Auth0",
    whose: Whose::Tenant,
    docs: "https://auth0.com/docs/get-started/applications/application-settings",
    replies: &[
        Reply {
            key: "login-page",
            kind: Kind::NotForPages,
            sure: Certain,
            signs: &[
                &[Host("*.auth0.com"), Path("/authorize")],
                &[Header("x-auth0-requestid", ""), Path("/authorize")],
            ],
            what: "Auth0's login page is for people, not for scripts",
            why: "A script cannot use a login page, whatever headers it sends.",
            advice: &[Advice {
                actor: Page,
                title: "Navigate to the login page instead of fetching it",
                text: "auth0.loginWithRedirect()\n",
            }],
            headers: Headers::Never,
        },
        Reply {
            key: "origin",
            kind: Kind::NotRegistered,
            sure: Likely,
            signs: &[&[Host("*.auth0.com")], &[Header("x-auth0-requestid", "")]],
            what: "Auth0 does not list the page's origin",
            why: "Auth0 allows only origins that are registered for the application. The response \
                  to a failed token request has no CORS headers.",
            advice: &[Advice {
                actor: Console,
                title: "Add the origin in the settings of the Auth0 application",
                text: "# Auth0 dashboard → Applications → the application → Settings → Application URIs\n\
                       #   Allowed Web Origins:    {origin}\n\
                       #   Allowed Origins (CORS): {origin}\n\
                       #   Credentials: Authentication Method None (a page cannot keep a secret)\n",
            }],
            headers: Headers::Never,
        },
    ],
    ..Layer::ROW
};

/// Okta.
pub(super) const OKTA: Layer = Layer {
    id: "okta",
    name: "Okta",
    whose: Whose::Tenant,
    docs: "https://developer.okta.com/docs/guides/enable-cors/main/",
    replies: &[
        Reply {
            key: "login-page",
            kind: Kind::NotForPages,
            sure: Certain,
            signs: &[
                &[Host("*.okta.com"), Path("/authorize")],
                &[Host("*.oktapreview.com"), Path("/authorize")],
            ],
            what: "Okta's login page is for people, not for scripts",
            why: "A script cannot use a login page, whatever headers it sends.",
            advice: &[Advice {
                actor: Page,
                title: "Navigate to the login page instead of fetching it",
                text: "oktaAuth.signInWithRedirect()\n",
            }],
            headers: Headers::Never,
        },
        Reply {
            key: "origin",
            kind: Kind::NotRegistered,
            sure: Likely,
            signs: &[&[Host("*.okta.com")], &[Host("*.oktapreview.com")]],
            what: "Okta does not list the page's origin",
            why: "Okta allows only origins that are registered as trusted, and only some \
                  operations of its API are open to pages.",
            advice: &[Advice {
                actor: Console,
                title: "Add the origin to Okta's Trusted Origins",
                text: "# Okta Admin Console → Security → API → Trusted Origins → Add Origin\n\
                       #   Origin URL: {origin}     Type: CORS\n",
            }],
            headers: Headers::Never,
        },
    ],
    ..Layer::ROW
};

/// Amazon Cognito's hosted pages.
pub(super) const COGNITO: Layer = Layer {
    id: "cognito",
    name: "Amazon Cognito",
    whose: Whose::Tenant,
    docs: "https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-userpools-server-contract-reference.html",
    replies: &[
        Reply {
            key: "login-page",
            kind: Kind::NotForPages,
            sure: Certain,
            signs: &[
                &[Host("*.amazoncognito.com"), Path("/oauth2/authorize")],
                &[Host("*.amazoncognito.com"), Path("/login")],
                &[Host("*.amazoncognito.com"), Path("/logout")],
            ],
            what: "Cognito's login page is for people, not for scripts",
            why: "A script cannot use a login page, whatever headers it sends.",
            advice: &[Advice {
                actor: Page,
                title: "Navigate to the login page instead of fetching it",
                text: "signInWithRedirect()        // Amplify; or location.assign(loginUrl)\n",
            }],
            headers: Headers::Never,
        },
        Reply {
            key: "wrong-path",
            kind: Kind::WrongEndpoint,
            sure: Certain,
            signs: &[
                &[Host("*.amazoncognito.com"), Under("/oauth/token")],
                &[Host("*.amazoncognito.com"), Under("/token")],
                &[Host("*.amazoncognito.com"), Status(404, 405)],
            ],
            what: "Cognito has no such endpoint",
            why: "The token endpoint of Cognito is /oauth2/token. For other paths Cognito \
                  responds with 404 or 405 and no CORS headers, so the page sees a CORS error \
                  instead.",
            advice: &[Advice {
                actor: Page,
                title: "Use the path /oauth2/token, and an app client without a secret",
                text: "fetch(\"https://{host}/oauth2/token\", { method: \"POST\", body: new URLSearchParams({ grant_type, client_id, code, redirect_uri, code_verifier }) })\n\
                       // Amplify: oauth.domain is the domain alone; it is not a userPoolEndpoint\n",
            }],
            headers: Headers::Never,
        },
        Reply {
            key: "token",
            kind: Kind::NotRegistered,
            sure: Likely,
            signs: &[&[Host("*.amazoncognito.com")]],
            what: "Cognito's endpoint does not allow this page",
            why: "The token endpoint is /oauth2/token. It allows web pages for app clients \
                  without a secret. For another path, or a client with a secret, the error has no \
                  CORS headers.",
            advice: &[Advice {
                actor: Console,
                title: "Use an app client without a secret, and the path /oauth2/token",
                text: "# Cognito → User pools → App integration → App clients → Create: public client, no client secret\n\
                       # asked: {url}\n",
            }],
            headers: Headers::Never,
        },
    ],
    ..Layer::ROW
};

/// Google's sign-in.
pub(super) const GOOGLE: Layer = Layer {
    id: "google-sign-in",
    name: "Google sign-in",
    whose: Whose::Vendor,
    docs: "https://developers.google.com/identity/oauth2/web/guides/overview",
    shows: &[(Certain, &[Host("accounts.google.com")])],
    replies: &[Reply {
        key: "login-page",
        kind: Kind::NotForPages,
        sure: Certain,
        signs: &[
            &[Host("accounts.google.com"), Request],
            &[Host("accounts.google.com"), Preflight],
        ],
        what: "Google's login page is for people, not for scripts",
        why: "accounts.google.com is only for people; scripts cannot use it, whatever headers \
              they send. If a request was redirected here, the visitor is not logged in, or the \
              resource is not public.",
        advice: &[Advice {
            actor: Page,
            title: "Navigate to the login, or use Google Identity Services",
            text: "google.accounts.oauth2.initTokenClient({ client_id, scope, callback }).requestAccessToken()\n\
                   // Google Cloud console → Credentials → the OAuth client → Authorized JavaScript origins: {origin}\n",
        }],
        headers: Headers::Never,
    }],
    ..Layer::ROW
};

/// Sanity's content API.
pub(super) const SANITY: Layer = Layer {
    id: "sanity",
    name: "Sanity",
    whose: Whose::Tenant,
    docs: "https://www.sanity.io/docs/cors",
    replies: &[Reply {
        key: "origin",
        kind: Kind::NotRegistered,
        sure: Certain,
        signs: &[&[Host("*.api.sanity.io")], &[Host("*.apicdn.sanity.io")]],
        what: "Sanity does not list the page's origin",
        why: "Sanity allows only origins that are registered in the project's settings.",
        advice: &[Advice {
            actor: Console,
            title: "Add the origin to the CORS origins of the Sanity project",
            text: "# sanity.io/manage → the project → API → CORS origins → Add CORS origin\n\
                   #   Origin: {origin}     Allow credentials: only with tokens or cookies\n\
                   npx sanity cors add {origin}\n",
        }],
        headers: Headers::Never,
    }],
    ..Layer::ROW
};

/// Salesforce.
pub(super) const SALESFORCE: Layer = Layer {
    id: "salesforce",
    name: "Salesforce",
    whose: Whose::Tenant,
    docs: "https://help.salesforce.com/s/articleView?id=sf.extend_code_cors.htm",
    replies: &[Reply {
        key: "origin",
        kind: Kind::NotRegistered,
        sure: Likely,
        signs: &[&[Host("*.my.salesforce.com")]],
        what: "Salesforce does not list the page's origin",
        why: "Salesforce allows only origins that are registered in the organisation's settings.",
        advice: &[Advice {
            actor: Console,
            title: "Add the origin to Salesforce's CORS allow list",
            text: "# Setup → Security → CORS → Allowed Origins List → New: {origin}\n\
                   # for the token endpoint also tick: Enable CORS for OAuth endpoints\n",
        }],
        headers: Headers::Never,
    }],
    ..Layer::ROW
};
