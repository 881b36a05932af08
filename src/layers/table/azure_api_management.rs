//! Azure API Management.

use super::super::prelude::*;

const POLICY: Advice = Advice {
    actor: Console,
    title: "Add the origin to the cors policy of API Management",
    text: "<!-- API Management → APIs → All operations → Inbound processing → policy editor, first in <inbound> -->\n\
           <cors allow-credentials=\"false\">\n  <allowed-origins>\n    <origin>{origin}</origin>\n  </allowed-origins>\n  <allowed-methods preflight-result-max-age=\"300\">\n    <method>*</method>\n  </allowed-methods>\n  <allowed-headers>\n    <header>*</header>\n  </allowed-headers>\n</cors>\n\
           <!-- at the scope of the API, not of a product: a preflight has no subscription key.\n     \
           With cookies: allow-credentials=\"true\". Keep the origins that are listed already. -->\n",
};

/// The row in the table.
pub(super) const LAYER: Layer = Layer {
    id: "azure-api-management",
    name: "Azure API Management",
    whose: Whose::Tenant,
    docs: "https://learn.microsoft.com/azure/api-management/cors-policy",
    replies: &[
        Reply {
            key: "origin-not-listed",
            kind: Kind::OriginRefused,
            sure: Likely,
            signs: &[&[
                Host("*.azure-api.net"),
                Status(200, 200),
                Line("content-length", "0"),
                Without("access-control-allow-origin"),
            ]],
            what: "the cors policy of API Management does not list the origin {origin}",
            why: "If its <cors> policy does not list the origin, API Management responds with an \
                  empty 200 and no CORS headers. The backend behind it never received the \
                  request, so headers there do not help.",
            advice: &[POLICY],
            headers: Headers::Never,
        },
        Reply {
            key: "key-on-options",
            kind: Kind::Login,
            sure: Certain,
            signs: &[
                &[
                    Header("www-authenticate", "AzureApiManagementKey"),
                    Preflight,
                ],
                &[Host("*.azure-api.net"), Status(401, 401), Preflight],
            ],
            what: "API Management requires a subscription key for OPTIONS",
            why: "A preflight never carries a key, so a product or API that requires one refuses \
                  it. A cors policy at the scope of the API responds to OPTIONS before that.",
            advice: &[POLICY],
            headers: Headers::Never,
        },
        Reply {
            key: "no-operation",
            kind: Kind::NoRoute,
            sure: Likely,
            signs: &[&[Host("*.azure-api.net"), Status(404, 405), Preflight]],
            what: "API Management has no operation for OPTIONS",
            why: "API Management has no operation with the method OPTIONS. With a cors policy it \
                  responds to preflights without one.",
            advice: &[POLICY],
            headers: Headers::Never,
        },
        Reply {
            key: "own-error",
            kind: Kind::Gateway,
            sure: Likely,
            signs: &[
                &[
                    Header("www-authenticate", "AzureApiManagementKey"),
                    Status(401, 401),
                ],
                &[
                    Host("*.azure-api.net"),
                    Status(429, 429),
                    Without("access-control-allow-origin"),
                ],
            ],
            what: "API Management refuses the request itself",
            why: "The subscription key is missing or wrong (401), or a quota is used up (429). The \
                  response has no CORS headers, so the page sees a CORS error instead.",
            advice: &[
                Advice {
                    actor: Page,
                    title: "Send a valid subscription key",
                    text: "fetch(url, { headers: { \"Ocp-Apim-Subscription-Key\": key } })\n\
                           // a key in a page is public: prefer a token that API Management validates\n",
                },
                POLICY,
            ],
            headers: Headers::Never,
        },
    ],
    ..Layer::ROW
};
