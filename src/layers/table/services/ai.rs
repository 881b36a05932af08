//! AI services.

use super::super::super::prelude::*;

/// The Anthropic API.
pub(in crate::layers) const ANTHROPIC: Layer = Layer {
    id: "anthropic",
    name: "the Anthropic API",
    whose: Whose::Vendor,
    docs: "https://docs.anthropic.com/en/api/client-sdks",
    shows: &[(Certain, &[Host("api.anthropic.com")])],
    replies: &[Reply {
        key: "opt-in",
        kind: Kind::NotRegistered,
        sure: Likely,
        signs: &[&[Host("api.anthropic.com")]],
        what: "the Anthropic API allows web pages only if they opt in",
        why: "Requests from pages need the header anthropic-dangerous-direct-browser-access, \
              because every visitor can then see the key. Some organisations cannot opt in at all.",
        advice: &[
            Advice {
                actor: Backend,
                title: "Call it from your own backend, where the key stays secret",
                text: "// the page calls your server; the server calls {host}\n",
            },
            Advice {
                actor: Page,
                title: "Opt in, if every visitor uses their own key",
                text: "new Anthropic({ apiKey, dangerouslyAllowBrowser: true })\n\
                       // plain fetch: headers: { \"anthropic-dangerous-direct-browser-access\": \"true\", … }\n",
            },
        ],
        headers: Headers::Never,
    }],
    ..Layer::ROW
};

/// The `OpenAI` API.
pub(in crate::layers) const OPENAI: Layer = Layer {
    id: "openai",
    name: "the OpenAI API",
    whose: Whose::Vendor,
    docs: "https://platform.openai.com/docs/api-reference/authentication",
    shows: &[(Certain, &[Host("api.openai.com")])],
    replies: &[Reply {
        key: "error",
        kind: Kind::NotForPages,
        sure: Possible,
        signs: &[&[
            Host("api.openai.com"),
            Request,
            Status(400, 599),
            Without("access-control-allow-origin"),
        ]],
        what: "the OpenAI API responds with an error without CORS headers",
        why: "The API allows web pages, but some of its errors have no CORS headers. So the page \
              sees a CORS error instead of the status: a wrong URL or model (404), a key that is \
              not valid (401), a limit (429).",
        advice: &[
            Advice {
                actor: Backend,
                title: "Call it from your own backend, where the key stays secret and errors can be read",
                text: "// the page calls your server; the server calls {host}. Replace a key that was in a page\n",
            },
            Advice {
                actor: Page,
                title: "Find out the real error: URL, model, key or limit",
                text: "curl -i \"{url}\" -H \"Authorization: Bearer $OPENAI_API_KEY\" -H \"Content-Type: application/json\" -d @request.json\n",
            },
        ],
        headers: Headers::Never,
    }],
    ..Layer::ROW
};

/// AI services for servers only.
pub(in crate::layers) const AI_APIS: Layer = Layer {
    id: "ai-api",
    name: "this AI service",
    whose: Whose::Vendor,
    docs: "https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS",
    shows: &[(
        Certain,
        &[OneOf(&[
            "api.replicate.com",
            "integrate.api.nvidia.com",
            "api.deepl.com",
            "api-free.deepl.com",
        ])],
    )],
    replies: &[Reply {
        key: "api",
        kind: Kind::NotForPages,
        sure: Likely,
        signs: &[&[OneOf(&[
            "api.replicate.com",
            "integrate.api.nvidia.com",
            "api.deepl.com",
            "api-free.deepl.com",
        ])]],
        what: "{host} does not allow requests from web pages",
        why: "The API is meant for servers: its key must not be in a page.",
        advice: &[Advice {
            actor: Backend,
            title: "Call it from your own backend or a small function",
            text: "// the page calls your server (or a Cloudflare Worker, Vercel or Netlify function);\n\
                       // the server calls {host} with the key. Replace a key that was in a page\n",
        }],
        headers: Headers::Never,
    }],
    ..Layer::ROW
};
