//! Firewalls and bot checks of several vendors.

use super::super::prelude::*;

const ADVICE: &[Advice] = &[Advice {
    actor: Console,
    title: "Exempt the API and OPTIONS from the firewall or bot check",
    text: "# in the firewall's console: allow {host}{path} for OPTIONS and for the page's own requests;\n\
           # the reference or incident number in the body identifies this request in its log.\n\
           # you cannot add headers to such a page\n",
}];

const WHY: &str = "A firewall or bot check mistook the request for an attack or a robot, and \
                   responded itself. A script cannot pass such a check. The server behind it \
                   never received the request.";

/// The row in the table.
pub(super) const LAYER: Layer = Layer {
    id: "bot-wall",
    name: "a firewall or bot check",
    docs: "https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS",
    replies: &[
        Reply {
            key: "akamai",
            kind: Kind::Gateway,
            sure: Likely,
            signs: &[&[Header("server", "AkamaiGHost"), Status(400, 599)]],
            what: "Akamai rejected the request to {host}",
            why: WHY,
            advice: ADVICE,
            headers: Headers::Never,
        },
        Reply {
            key: "imperva",
            kind: Kind::Gateway,
            sure: Likely,
            signs: &[
                &[
                    Header("x-cdn", "imperva"),
                    Html,
                    Without("access-control-allow-origin"),
                ],
                &[
                    Header("x-iinfo", ""),
                    Html,
                    Without("access-control-allow-origin"),
                ],
            ],
            what: "Imperva rejected the request to {host}",
            why: WHY,
            advice: ADVICE,
            headers: Headers::Never,
        },
        Reply {
            key: "sucuri",
            kind: Kind::Gateway,
            sure: Certain,
            signs: &[&[Header("x-sucuri-block", "")]],
            what: "Sucuri rejected the request to {host}",
            why: WHY,
            advice: ADVICE,
            headers: Headers::Never,
        },
        Reply {
            key: "datadome",
            kind: Kind::Gateway,
            sure: Likely,
            signs: &[&[Header("x-datadome", ""), Status(403, 403)]],
            what: "DataDome rejected the request to {host}",
            why: WHY,
            advice: ADVICE,
            headers: Headers::Never,
        },
        Reply {
            key: "vercel",
            kind: Kind::Gateway,
            sure: Certain,
            signs: &[&[Header("x-vercel-mitigated", "")]],
            what: "Vercel's firewall responds instead of {host}",
            why: WHY,
            advice: ADVICE,
            headers: Headers::Never,
        },
        Reply {
            key: "azure",
            kind: Kind::Gateway,
            sure: Likely,
            signs: &[&[
                Header("server", "Microsoft-Azure-Application-Gateway"),
                Status(400, 599),
            ]],
            what: "Azure Application Gateway responds instead of {host}",
            why: "The response comes from the gateway: 403 from its firewall, 502 because it \
                  cannot reach the application. Rewrite rules for headers do not apply to its own \
                  error pages.",
            advice: &[Advice {
                actor: Console,
                title: "Read the gateway's log, then exempt the API from the rule or fix the \
                        backend",
                text: "# 403: Application Gateway → WAF policy → exclusions, or a custom rule with Allow\n\
                       # 502: Application Gateway → Backend health\n",
            }],
            headers: Headers::Never,
        },
    ],
    ..Layer::ROW
};
