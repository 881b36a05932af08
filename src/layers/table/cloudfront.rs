//! `CloudFront`: a CDN whose own errors look unlike those it passes on.

use super::super::prelude::*;

/// The row in the table.
pub(super) const LAYER: Layer = Layer {
    id: "cloudfront",
    name: "CloudFront",
    docs: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-403-permission-denied.html",
    stack: Some("cloudfront"),
    shows: &[
        (Certain, &[Header("via", "cloudfront")]),
        (Certain, &[Host("*.cloudfront.net")]),
    ],
    replies: &[
        Reply {
            key: "hit-without-headers",
            kind: Kind::Cached,
            sure: Likely,
            signs: &[&[
                Header("x-cache", "hit from cloudfront"),
                Request,
                Status(200, 399),
                Without("access-control-allow-origin"),
            ]],
            what: "CloudFront returns a cached copy without CORS headers",
            why: "The response comes from CloudFront's cache (X-Cache: Hit from cloudfront), not \
                  from the server or bucket behind it. A copy that was fetched for a request \
                  without Origin has no CORS headers. CloudFront keeps one copy for all pages \
                  unless Origin is part of the cache key. CORS rules of the bucket do not change \
                  cached copies.",
            advice: &[
                Advice {
                    actor: Console,
                    title: "Add the headers with a response headers policy in CloudFront",
                    text: "# CloudFront → Distributions → Behaviors → the behavior of {path} → Edit\n\
                           #   Response headers policy: SimpleCORS (any page, no cookies), or one of your own that\n\
                           #   lists {origin}\n\
                           # it applies to cached copies too\n",
                },
                Advice {
                    actor: Console,
                    title: "Forward Origin to the server behind it, and invalidate the copies",
                    text: "#   Origin request policy: CORS-S3Origin;  Cache policy: one that includes the header Origin\n\
                           aws cloudfront create-invalidation --distribution-id ID --paths \"/*\"\n\
                           # the bucket's own CORS rules have to list {origin} as well\n",
                },
            ],
            headers: Headers::Never,
        },
        Reply {
            key: "options-not-allowed",
            kind: Kind::NoRoute,
            sure: Likely,
            signs: &[&[Line("server", "CloudFront"), Preflight, Status(403, 403)]],
            what: "CloudFront does not accept OPTIONS",
            why: "CloudFront itself responded to OPTIONS (Server: CloudFront). A cache behavior \
                  accepts only the methods selected for it, by default GET and HEAD. A firewall \
                  rule or a missing alternate domain name can also cause a 403.",
            advice: &[Advice {
                actor: Console,
                title: "Allow OPTIONS in the CloudFront behavior, and forward Origin",
                text: "# CloudFront → Distributions → Behaviors → the behavior of {path} → Edit\n\
                       #   Allowed HTTP methods: GET, HEAD, OPTIONS, PUT, POST, PATCH, DELETE\n\
                       #   Origin request policy: CORS-S3Origin (S3) or AllViewerExceptHostHeader\n\
                       #   Response headers policy: CORS-With-Preflight, or one of your own\n",
            }],
            headers: Headers::Here,
        },
        Reply {
            key: "own-error",
            kind: Kind::Gateway,
            sure: Likely,
            signs: &[&[Line("server", "CloudFront"), Status(400, 599)]],
            what: "CloudFront itself rejected the request",
            why: "The response comes from CloudFront (Server: CloudFront), not from the server \
                  behind it. Possible reasons: a firewall or geographic rule, a missing \
                  signature, a method that the behavior does not accept, or a server that \
                  CloudFront cannot reach.",
            advice: &[Advice {
                actor: Console,
                title: "Find the reason in CloudFront, then add the headers to its errors",
                text: "# the response body names the reason; the standard log has it as \
                       x-edge-detailed-result-type\n\
                       # Behaviors → Response headers policy: a policy with CORS applies to \
                       errors too\n",
            }],
            headers: Headers::Never,
        },
    ],
    ..Layer::ROW
};
