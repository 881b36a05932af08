//! Cloudflare in front of a host: challenges, firewall rules and errors of its own.

use super::super::prelude::*;

/// The row in the table.
pub(super) const LAYER: Layer = Layer {
    id: "cloudflare",
    name: "Cloudflare",
    docs: "https://developers.cloudflare.com/cloudflare-challenges/challenge-types/challenge-pages/detect-response/",
    shows: &[(Certain, &[Header("server", "cloudflare")])],
    replies: &[
        Reply {
            key: "challenge",
            kind: Kind::Gateway,
            sure: Certain,
            signs: &[&[Header("cf-mitigated", "")]],
            what: "Cloudflare's firewall responds with a challenge instead of {host}",
            why: "The response has cf-mitigated: Cloudflare mistook the request for a bot and \
                  responded with a challenge page. A script cannot solve it. The server behind it \
                  never received the request, and you cannot add headers to a challenge page.",
            advice: &[Advice {
                actor: Console,
                title: "Exempt the API from the challenge in Cloudflare",
                text: "# Cloudflare dashboard → the zone → Security → WAF → Custom rules → Create rule\n\
                       #   when: Hostname equals {host} and URI Path starts with {path}\n\
                       #   then: Skip (all remaining custom rules, managed rules, bot fight mode)\n\
                       # a preflight carries no clearance cookie: OPTIONS has to be skipped as well\n",
            }],
            headers: Headers::Never,
        },
        Reply {
            key: "worker-exception",
            kind: Kind::Gateway,
            sure: Likely,
            signs: &[
                &[Host("*.workers.dev"), Html, Status(500, 503)],
                &[Host("*.pages.dev"), Html, Status(500, 503)],
            ],
            what: "the Worker failed before it could respond",
            why: "If the code of a Worker throws an exception or takes too long, Cloudflare \
                  responds with an error page (1101 or 1102). That has no CORS headers, so the \
                  page sees a CORS error instead of the 500.",
            advice: &[Advice {
                actor: Server,
                title: "Fix the exception in the Worker, and handle errors in its code",
                text: "npx wrangler tail                    # shows the exception of the next request\n\
                       // export default { async fetch(request, env) {\n\
                       //   try { return withCors(await handle(request, env)); }\n\
                       //   catch (error) { return withCors(new Response(\"error\", { status: 500 })); }\n\
                       // } }\n",
            }],
            headers: Headers::Once("the Worker catches its exceptions"),
        },
        Reply {
            key: "own-page",
            kind: Kind::Gateway,
            sure: Possible,
            signs: &[
                &[
                    Header("server", "cloudflare"),
                    Html,
                    Status(403, 403),
                    Without("cf-cache-status"),
                ],
                &[
                    Header("server", "cloudflare"),
                    Html,
                    Status(503, 503),
                    Without("cf-cache-status"),
                ],
            ],
            what: "Cloudflare may have rejected the request to {host}",
            why: "The response is an HTML page that came through Cloudflare without \
                  cf-cache-status. A firewall rule or bot check of Cloudflare responds like this, \
                  before the cache and the server behind it. A page of the server itself could \
                  look the same.",
            advice: &[Advice {
                actor: Console,
                title: "Look the request up in Cloudflare, and exempt the API from the rule that stopped it",
                text: "# Cloudflare dashboard → the zone → Security → Events: search for the Ray ID (header CF-Ray)\n\
                       # then Security → WAF → Custom rules: Skip for {host}{path}, OPTIONS included\n",
            }],
            headers: Headers::Never,
        },
        Reply {
            key: "origin-error",
            kind: Kind::Gateway,
            sure: Certain,
            signs: &[&[Header("server", "cloudflare"), Status(520, 530)]],
            what: "Cloudflare could not get a response from the server behind {host}",
            why: "This status comes from Cloudflare: the server behind it is down, too slow or \
                  not reachable (521 down, 522 and 524 too slow, 525 and 526 TLS, 530 DNS or \
                  tunnel). The missing CORS headers only hide that from the page.",
            advice: &[Advice {
                actor: Server,
                title: "Fix the server behind Cloudflare: see its log for that moment",
                text: "# is it running, and does it accept connections from Cloudflare's addresses?\n\
                       # the Ray ID (header CF-Ray) identifies this request in the Cloudflare dashboard\n",
            }],
            headers: Headers::Never,
        },
    ],
    ..Layer::ROW
};
