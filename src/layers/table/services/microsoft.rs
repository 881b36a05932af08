//! Services of Microsoft whose rules no customer sets.

use super::super::super::prelude::*;

/// `SharePoint` and `OneDrive`.
pub(in crate::layers) const SHAREPOINT: Layer = Layer {
    id: "sharepoint",
    name: "SharePoint",
    whose: Whose::Vendor,
    docs: "https://learn.microsoft.com/graph/api/driveitem-get-content",
    shows: &[(
        Certain,
        &[OneOf(&[
            "*.sharepoint.com",
            "onedrive.live.com",
            "1drv.ms",
            "*.microsoftpersonalcontent.com",
        ])],
    )],
    replies: &[
        Reply {
            key: "download",
            kind: Kind::NotForPages,
            sure: Likely,
            signs: &[
                &[Host("*.sharepoint.com"), Path("/download.aspx")],
                &[OneOf(&[
                    "onedrive.live.com",
                    "1drv.ms",
                    "*.microsoftpersonalcontent.com",
                ])],
            ],
            what: "SharePoint refuses the request because it has an Authorization header",
            why: "Microsoft Graph redirects a download to SharePoint. There the Authorization \
                  header needs a preflight, and SharePoint does not support it. Share links are \
                  for people and do not allow scripts either.",
            advice: &[
                Advice {
                    actor: Page,
                    title: "Get the download URL from Graph, then fetch it without Authorization",
                    text: "const item = await graph.api(\"/me/drive/items/ID\").select(\"id,@microsoft.graph.downloadUrl\").get();\n\
                       await fetch(item[\"@microsoft.graph.downloadUrl\"]);      // no extra \
                       headers\n",
                },
                Advice {
                    actor: Backend,
                    title: "Download the file on your own backend",
                    text: "// the page calls your server, which follows the redirect\n",
                },
            ],
            headers: Headers::Never,
        },
        Reply {
            key: "rest",
            kind: Kind::NotForPages,
            sure: Likely,
            signs: &[&[Host("*.sharepoint.com")]],
            what: "SharePoint's own REST API does not allow pages of other sites",
            why: "The REST API under /_api is for pages of the same SharePoint site and for \
                  servers. There is no list of allowed origins where you could add yours.",
            advice: &[
                Advice {
                    actor: Page,
                    title: "Use Microsoft Graph instead, which allows web pages",
                    text: "fetch(\"https://graph.microsoft.com/v1.0/sites/SITE/lists/LIST/items\", { headers: { Authorization: \"Bearer \" + token } })\n",
                },
                Advice {
                    actor: Page,
                    title: "Run inside SharePoint (SharePoint Framework), where CORS does not \
                            apply",
                    text: "this.context.spHttpClient.get(url, SPHttpClient.configurations.v1)      // same origin\n",
                },
                Advice {
                    actor: Backend,
                    title: "Call it from your own backend",
                    text: "// the page calls your server; the server calls {host} with an app-only token\n",
                },
            ],
            headers: Headers::Never,
        },
    ],
    ..Layer::ROW
};

/// Azure `DevOps`.
pub(in crate::layers) const DEVOPS: Layer = Layer {
    id: "azure-devops",
    name: "Azure DevOps",
    whose: Whose::Vendor,
    docs: "https://learn.microsoft.com/azure/devops/integrate/get-started/authentication/authentication-guidance",
    shows: &[(Certain, &[OneOf(&["dev.azure.com", "*.visualstudio.com"])])],
    replies: &[Reply {
        key: "sign-in",
        kind: Kind::Login,
        sure: Likely,
        signs: &[
            &[
                OneOf(&["dev.azure.com", "*.visualstudio.com"]),
                Status(300, 399),
            ],
            &[
                OneOf(&["dev.azure.com", "*.visualstudio.com"]),
                Status(203, 203),
            ],
            &[
                OneOf(&["dev.azure.com", "*.visualstudio.com"]),
                Status(401, 403),
            ],
        ],
        what: "Azure DevOps requires a sign-in",
        why: "If a request has no valid token, Azure DevOps responds with its sign-in page (302 \
              or 203), which has no CORS headers.",
        advice: &[
            Advice {
                actor: Page,
                title: "Send a valid token",
                text: "fetch(url, { headers: { Authorization: \"Bearer \" + token } })      // of Entra ID, scope 499b84ac-1321-427f-aa17-267ca6975798/.default\n\
                       // a personal access token goes as: \"Basic \" + btoa(\":\" + pat), and is visible to every visitor\n",
            },
            Advice {
                actor: Backend,
                title: "Call it from your own backend, where the token stays secret",
                text: "// the page calls your server; the server calls {host}\n",
            },
        ],
        headers: Headers::Never,
    }],
    ..Layer::ROW
};

/// Incoming webhooks of Teams.
pub(in crate::layers) const TEAMS: Layer = Layer {
    id: "teams-webhook",
    name: "Teams webhooks",
    whose: Whose::Vendor,
    docs: "https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/add-incoming-webhook",
    shows: &[
        (Certain, &[Host("*.webhook.office.com")]),
        (Certain, &[Host("outlook.office.com"), Under("/webhook")]),
    ],
    replies: &[Reply {
        key: "webhook",
        kind: Kind::NotForPages,
        sure: Likely,
        signs: &[
            &[Host("*.webhook.office.com")],
            &[Host("outlook.office.com"), Under("/webhook")],
        ],
        what: "Teams webhooks do not allow requests from web pages",
        why: "A webhook is for servers and sends no CORS headers. Its URL is a secret: anyone who \
                  reads it in a page can post to the channel.",
        advice: &[Advice {
            actor: Backend,
            title: "Post to the webhook from your own backend",
            text: "// the page calls your server; the server posts to the webhook. Create a new \
                   URL if this one was public\n",
        }],
        headers: Headers::Never,
    }],
    ..Layer::ROW
};

/// HTTP triggers of Logic Apps and Power Automate.
pub(in crate::layers) const LOGIC_APPS: Layer = Layer {
    id: "logic-apps",
    name: "Logic Apps and Power Automate",
    whose: Whose::Vendor,
    docs: "https://learn.microsoft.com/azure/logic-apps/logic-apps-http-endpoint",
    shows: &[
        (Certain, &[Host("*.logic.azure.com")]),
        (
            Certain,
            &[Host("*.api.powerplatform.com"), Path("/triggers/")],
        ),
    ],
    replies: &[Reply {
        key: "trigger",
        kind: Kind::NotForPages,
        sure: Possible,
        signs: &[
            &[Host("*.logic.azure.com")],
            &[Host("*.api.powerplatform.com"), Path("/triggers/")],
        ],
        what: "the HTTP trigger of Logic Apps or Power Automate refuses the page",
        why: "An HTTP trigger has no CORS setting, and reports differ on its responses. A request \
              without a preflight has the best chance. The URL is a secret.",
        advice: &[
            Advice {
                actor: Page,
                title: "Send the body as text, so no preflight is needed",
                text: "fetch(url, { method: \"POST\", body: JSON.stringify(data), headers: { \"Content-Type\": \"text/plain\" } })\n\
                       // in the flow: json(triggerBody()); the Response action can add the header Access-Control-Allow-Origin\n",
            },
            Advice {
                actor: Backend,
                title: "Call the trigger from your own backend or through API Management",
                text: "// the page calls your server, or API Management with a <cors> policy; the URL then stays secret\n",
            },
        ],
        headers: Headers::Never,
    }],
    ..Layer::ROW
};
