//! Services for messages, mail, forms and automation.

use super::super::super::prelude::*;

/// Slack.
pub(in crate::layers) const SLACK: Layer = Layer {
    id: "slack",
    name: "Slack",
    whose: Whose::Vendor,
    docs: "https://api.slack.com/web",
    shows: &[
        (Certain, &[Host("slack.com"), Under("/api")]),
        (Certain, &[Host("hooks.slack.com")]),
    ],
    replies: &[Reply {
        key: "preflight",
        kind: Kind::NotForPages,
        sure: Likely,
        signs: &[
            &[Host("slack.com"), Under("/api")],
            &[Host("hooks.slack.com")],
        ],
        what: "Slack allows only requests that need no preflight",
        why: "Slack allows no extra request headers from pages: it refuses Authorization, \
              Content-Type: application/json and tracing headers. A token or webhook URL in a \
              page is public.",
        advice: &[
            Advice {
                actor: Backend,
                title: "Call Slack from your own backend, where the token stays secret",
                text: "// the page calls your server; the server calls {host}\n",
            },
            Advice {
                actor: Page,
                title: "Send a form without extra headers",
                text: "fetch(url, { method: \"POST\", body: new URLSearchParams({ token, … }) })      // Web API\n\
                       fetch(webhook, { method: \"POST\", body: JSON.stringify({ text }) })            // webhook: no Content-Type, no credentials\n",
            },
        ],
        headers: Headers::Never,
    }],
    ..Layer::ROW
};

/// Discord.
pub(in crate::layers) const DISCORD: Layer = Layer {
    id: "discord",
    name: "Discord",
    whose: Whose::Vendor,
    docs: "https://discord.com/developers/docs/reference",
    shows: &[(Certain, &[OneOf(&["discord.com", "discordapp.com"])])],
    replies: &[Reply {
        key: "api",
        kind: Kind::NotForPages,
        sure: Likely,
        signs: &[&[OneOf(&["discord.com", "discordapp.com"])]],
        what: "Discord does not allow the page",
        why: "Discord's API and webhooks are meant for servers and bots. Their headers for pages \
              have changed over the years, and errors have none. A bot token or webhook URL in a \
              page is public. discordapp.com and http URLs redirect, and browsers do not follow \
              redirects of a preflight.",
        advice: &[
            Advice {
                actor: Backend,
                title: "Call Discord from your own backend",
                text: "// the page calls your server; the server calls https://discord.com/api with the token or webhook\n",
            },
            Advice {
                actor: Page,
                title: "Use the final host, without extra headers",
                text: "fetch(\"https://discord.com/api/webhooks/…\", { method: \"POST\", body: new URLSearchParams({ content }) })\n",
            },
        ],
        headers: Headers::Never,
    }],
    ..Layer::ROW
};

/// `SendGrid`.
pub(in crate::layers) const SENDGRID: Layer = Layer {
    id: "sendgrid",
    name: "SendGrid",
    whose: Whose::Vendor,
    docs: "https://docs.sendgrid.com/for-developers/sending-email/cors",
    shows: &[
        (Certain, &[Host("api.sendgrid.com")]),
        (Certain, &[Header("x-no-cors-reason", "")]),
    ],
    replies: &[Reply {
        key: "api",
        kind: Kind::NotForPages,
        sure: Likely,
        signs: &[
            &[Host("api.sendgrid.com")],
            &[Header("x-no-cors-reason", "")],
        ],
        what: "SendGrid does not allow requests from web pages",
        why: "SendGrid allows only the origin of its own documentation. The API key belongs on a \
              server.",
        advice: &[Advice {
            actor: Backend,
            title: "Send mail from your own backend",
            text: "// the page calls your server; the server calls {host} with the key. Replace a key that was in a page\n",
        }],
        headers: Headers::Never,
    }],
    ..Layer::ROW
};

/// Webhooks of Zapier and Make.
pub(in crate::layers) const AUTOMATION: Layer = Layer {
    id: "automation-webhook",
    name: "this webhook service",
    whose: Whose::Vendor,
    docs: "https://help.zapier.com/hc/en-us/articles/8496291737485",
    shows: &[(
        Certain,
        &[OneOf(&[
            "hooks.zapier.com",
            "hook.eu1.make.com",
            "hook.eu2.make.com",
            "hook.us1.make.com",
            "hook.us2.make.com",
            "hook.integromat.com",
        ])],
    )],
    replies: &[Reply {
        key: "preflight",
        kind: Kind::NotForPages,
        sure: Likely,
        signs: &[&[OneOf(&[
            "hooks.zapier.com",
            "hook.eu1.make.com",
            "hook.eu2.make.com",
            "hook.us1.make.com",
            "hook.us2.make.com",
            "hook.integromat.com",
        ])]],
        what: "{host} accepts only requests that need no preflight",
        why: "The webhook allows no extra request headers, so preflights fail: for Content-Type: \
              application/json or any header of your own. It accepts the same JSON without that \
              header.",
        advice: &[
            Advice {
                actor: Page,
                title: "Send the body as text, without extra headers",
                text: "fetch(url, { method: \"POST\", body: JSON.stringify(data) })      // no headers: then no preflight is sent\n\
                       // a form works too: body: new URLSearchParams(data)\n",
            },
            Advice {
                actor: Backend,
                title: "Call the webhook from your own backend, where its URL stays secret",
                text: "// the page calls your server; the server calls {host}\n",
            },
        ],
        headers: Headers::Never,
    }],
    ..Layer::ROW
};

/// Forms of mail services and form services.
pub(in crate::layers) const MAIL_FORMS: Layer = Layer {
    id: "mail-form",
    name: "this form service",
    whose: Whose::Vendor,
    docs: "https://mailchimp.com/help/add-a-signup-form-to-your-website/",
    shows: &[(
        Certain,
        &[OneOf(&[
            "*.list-manage.com",
            "formspree.io",
            "formsubmit.co",
            "api.web3forms.com",
        ])],
    )],
    replies: &[
        Reply {
            key: "mailchimp",
            kind: Kind::NotForPages,
            sure: Likely,
            signs: &[&[Host("*.list-manage.com")]],
            what: "Mailchimp's form address accepts forms, not fetch",
            why: "The address of an embedded form responds with a page for people, without CORS \
                  headers.",
            advice: &[
                Advice {
                    actor: Page,
                    title: "Submit a plain form, or use the form's JSONP address",
                    text: "<form action=\"https://ACCOUNT.list-manage.com/subscribe/post?u=…&id=…\" method=\"post\" target=\"_blank\">\n\
                       <!-- in place: /subscribe/post-json?…&c=callback as a script -->\n",
                },
                Advice {
                    actor: Backend,
                    title: "Use the Marketing API from your own backend",
                    text: "// the page calls your server; the server calls https://DC.api.mailchimp.com/3.0/lists/ID/members with the key\n",
                },
            ],
            headers: Headers::Never,
        },
        Reply {
            key: "redirect",
            kind: Kind::NotForPages,
            sure: Likely,
            signs: &[&[OneOf(&[
                "formspree.io",
                "formsubmit.co",
                "api.web3forms.com",
            ])]],
            what: "the form service responds with a web page instead of JSON",
            why: "Form services redirect a form to a thank-you page, without CORS headers, unless the \
                  request asks for JSON. An unconfirmed form or a domain that is not allowed looks the \
                  same.",
            advice: &[
                Advice {
                    actor: Page,
                    title: "Ask for JSON",
                    text: "fetch(url, { method: \"POST\", body: new FormData(form), headers: { Accept: \"application/json\" } })\n",
                },
                Advice {
                    actor: Console,
                    title: "Check in the service's dashboard whether the form is confirmed and \
                            the page's domain is allowed",
                    text: "# the form's settings → allowed or restricted domains: {origin}\n",
                },
            ],
            headers: Headers::Never,
        },
    ],
    ..Layer::ROW
};
