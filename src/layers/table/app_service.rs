//! Azure App Service: the platform answers for a site that is stopped, and its authentication
//! (Easy Auth) before the application.

use super::super::prelude::*;

/// The row in the table.
pub(super) const LAYER: Layer = Layer {
    id: "azure-app-service",
    name: "Azure App Service",
    whose: Whose::Tenant,
    docs: "https://learn.microsoft.com/azure/app-service/app-service-web-tutorial-rest-api",
    stack: Some("azure-app-service"),
    shows: &[
        (Certain, &[Host("*.azurewebsites.net")]),
        (Likely, &[Header("set-cookie", "ARRAffinity")]),
    ],
    replies: &[
        Reply {
            key: "easy-auth",
            kind: Kind::Login,
            sure: Certain,
            signs: &[
                &[Header("x-ms-middleware-request-id", "")],
                &[LeadsPath("/.auth/login/")],
                &[Header("set-cookie", "AppServiceAuthSession")],
                &[
                    Host("*.azurewebsites.net"),
                    Leads("login.microsoftonline.com"),
                ],
                &[Host("*.azurewebsites.net"), Leads("login.windows.net")],
            ],
            what: "the authentication of Azure App Service refused the request",
            why: "App Service authentication (Easy Auth) checks every request before the \
                  application does. It found no valid token or session. Its 401 or redirect has \
                  no CORS headers, so the page sees a CORS error instead. Code in the application \
                  cannot change that.",
            advice: &[
                Advice {
                    actor: Page,
                    title: "Send a valid token: App Service authentication got none, or did not \
                            accept it",
                    text: "fetch(url, { headers: { Authorization: \"Bearer \" + token } })\n\
                           // has it expired, and is its audience the client ID of {host}'s app \
                           registration?\n",
                },
                Advice {
                    actor: Console,
                    title: "Set up CORS in App Service, and respond with 401 to unauthenticated \
                            requests",
                    text: "az webapp cors add --resource-group GROUP --name APP --allowed-origins {origin}\n\
                           # portal: the app → API → CORS; with cookies also \"Enable Access-Control-Allow-Credentials\"\n\
                           # portal: the app → Authentication → Edit → Unauthenticated requests:\n\
                           #   HTTP 401 (an API), or Allow unauthenticated access (the code checks the token itself)\n",
                },
            ],
            headers: Headers::Never,
        },
        Reply {
            key: "forbidden-address",
            kind: Kind::Gateway,
            sure: Likely,
            signs: &[&[Header("x-ms-forbidden-ip", "")]],
            what: "Azure App Service refuses the request: the app is stopped or the address is \
                   not allowed",
            why: "The platform itself responded with 403 (x-ms-forbidden-ip). The app's access \
                  restrictions do not list the visitor's address, or the app is stopped. The \
                  application never received the request, so CORS headers do not help.",
            advice: &[Advice {
                actor: Console,
                title: "Start the app, and check its access restrictions",
                text: "az webapp start --resource-group GROUP --name APP\n\
                       # portal: the app → Settings → Networking → Public network access → Access restrictions:\n\
                       #   add the visitor's address, or allow everybody\n",
            }],
            headers: Headers::Never,
        },
        Reply {
            key: "stopped",
            kind: Kind::Gateway,
            sure: Likely,
            signs: &[
                &[
                    Host("*.azurewebsites.net"),
                    Status(403, 403),
                    Html,
                    Without("access-control-allow-origin"),
                ],
                &[Host("*.azurewebsites.net"), Status(502, 503), Html],
            ],
            what: "Azure App Service responds instead of the application, which is stopped, \
                   failing or not open to this address",
            why: "The platform responded with an HTML page. 403 means that the app is stopped or \
                  that its access restrictions refuse the address; 502 and 503 mean that it does \
                  not start. The application never received the request.",
            advice: &[Advice {
                actor: Console,
                title: "Start the app, and check its log and its access restrictions",
                text: "az webapp start --resource-group GROUP --name APP\n\
                       az webapp log tail --resource-group GROUP --name APP\n\
                       # portal: the app → Settings → Networking → Access restrictions\n",
            }],
            headers: Headers::Never,
        },
    ],
};
