//! Object stores beside those of Amazon, Google and Microsoft: the bucket's own rules decide.

use super::super::prelude::*;

/// Providers whose stores speak the protocol of S3.
const PROVIDERS: &[&str] = &[
    "*.digitaloceanspaces.com",
    "*.backblazeb2.com",
    "*.wasabisys.com",
    "*.linodeobjects.com",
    "*.vultrobjects.com",
    "*.scw.cloud",
    "*.ovh.net",
    "*.cloud.ovh.net",
    "*.idrivee2.com",
    "*.storage.tigris.dev",
    "*.fly.storage.tigris.dev",
    "*.contabostorage.com",
    "*.your-objectstorage.com",
];

/// Cloudflare R2.
pub(in crate::layers) const R2: Layer = Layer {
    id: "r2",
    name: "Cloudflare R2",
    whose: Whose::Tenant,
    docs: "https://developers.cloudflare.com/r2/buckets/cors/",
    stack: Some("r2"),
    shows: &[(
        Certain,
        &[OneOf(&["*.r2.cloudflarestorage.com", "*.r2.dev"])],
    )],
    replies: &[
        Reply {
            key: "no-rule",
            kind: Kind::OriginRefused,
            sure: Certain,
            signs: &[&[
                OneOf(&["*.r2.cloudflarestorage.com", "*.r2.dev"]),
                Preflight,
                Status(400, 403),
                Without("access-control-allow-origin"),
            ]],
            what: "no CORS policy of the R2 bucket covers the request",
            why: "The store allows web pages only where a CORS rule of the bucket covers the origin, the \
                  method and every requested header. The rule belongs to the bucket, not to the \
                  application that signs the URLs. A custom domain may also hand out cached copies \
                  from before the policy: purge its cache.",
            advice: &[],
            headers: Headers::Here,
        },
        Reply {
            key: "no-rule-for-request",
            kind: Kind::NotConfigured,
            sure: Likely,
            signs: &[&[
                OneOf(&["*.r2.cloudflarestorage.com", "*.r2.dev"]),
                Status(200, 299),
                Without("access-control-allow-origin"),
            ]],
            what: "no CORS policy of the R2 bucket covers the request",
            why: "The store allows web pages only where a CORS rule of the bucket covers the origin, the \
                  method and every requested header. The rule belongs to the bucket, not to the \
                  application that signs the URLs. A custom domain may also hand out cached copies \
                  from before the policy: purge its cache.",
            advice: &[],
            headers: Headers::Here,
        },
        Reply {
            key: "signature",
            kind: Kind::Refused,
            sure: Likely,
            signs: &[&[
                OneOf(&["*.r2.cloudflarestorage.com", "*.r2.dev"]),
                Request,
                Status(400, 403),
                Query("X-Amz-Signature"),
            ]],
            what: "the store refuses the signed request",
            why: "The preflight was answered, so the rules are there; the request itself was refused. \
                  A signature that has expired, or was made for another method, host, key or \
                  Content-Type than the page sends, or keys without the permission, get 403. The error \
                  can lack the CORS headers, so the page sees a CORS error instead of it.",
            advice: &[
                Advice {
                    actor: Server,
                    title: "Sign the URL anew, with exactly the method, the key and the headers that the page sends",
                    text: "// the signed Content-Type has to be the one that the page sends; keep the life of the URL long enough\n\
                       // send no Authorization header with a signed URL\n\
                       // the body of the response names it: SignatureDoesNotMatch, AccessDenied, Request has expired\n",
                },
                Advice {
                    actor: Page,
                    title: "See what the store says about this URL",
                    text: "curl -i -X PUT -H \"Content-Type: TYPE\" --data-binary @file \"SIGNED URL\"\n",
                },
            ],
            headers: Headers::Never,
        },
    ],
};

/// `MinIO`.
pub(in crate::layers) const MINIO: Layer = Layer {
    id: "minio",
    name: "MinIO",
    whose: Whose::Tenant,
    docs: "https://min.io/docs/minio/linux/reference/minio-server/settings.html",
    stack: Some("minio"),
    shows: &[(Certain, &[Header("server", "MinIO")])],
    replies: &[
        Reply {
            key: "no-rule",
            kind: Kind::OriginRefused,
            sure: Certain,
            signs: &[&[
                Header("server", "MinIO"),
                Preflight,
                Status(400, 403),
                Without("access-control-allow-origin"),
            ]],
            what: "MinIO does not list the page's origin",
            why: "MinIO allows every origin unless its setting for CORS names others; a proxy in \
                  front of it that adds headers as well sets them twice.",
            advice: &[],
            headers: Headers::Here,
        },
        Reply {
            key: "no-rule-for-request",
            kind: Kind::NotConfigured,
            sure: Likely,
            signs: &[&[
                Header("server", "MinIO"),
                Status(200, 299),
                Without("access-control-allow-origin"),
            ]],
            what: "MinIO does not list the page's origin",
            why: "MinIO allows every origin unless its setting for CORS names others; a proxy in \
                  front of it that adds headers as well sets them twice.",
            advice: &[],
            headers: Headers::Here,
        },
        Reply {
            key: "signature",
            kind: Kind::Refused,
            sure: Likely,
            signs: &[&[
                Header("server", "MinIO"),
                Request,
                Status(400, 403),
                Query("X-Amz-Signature"),
            ]],
            what: "the store refuses the signed request",
            why: "The preflight was answered, so the rules are there; the request itself was refused. \
                  A signature that has expired, or was made for another method, host, key or \
                  Content-Type than the page sends, or keys without the permission, get 403. The error \
                  can lack the CORS headers, so the page sees a CORS error instead of it.",
            advice: &[
                Advice {
                    actor: Server,
                    title: "Sign the URL anew, with exactly the method, the key and the headers that the page sends",
                    text: "// the signed Content-Type has to be the one that the page sends; keep the life of the URL long enough\n\
                       // send no Authorization header with a signed URL\n\
                       // the body of the response names it: SignatureDoesNotMatch, AccessDenied, Request has expired\n",
                },
                Advice {
                    actor: Page,
                    title: "See what the store says about this URL",
                    text: "curl -i -X PUT -H \"Content-Type: TYPE\" --data-binary @file \"SIGNED URL\"\n",
                },
            ],
            headers: Headers::Never,
        },
    ],
};

/// Stores that speak the protocol of S3.
pub(in crate::layers) const S3_LIKE: Layer = Layer {
    id: "s3-compatible",
    name: "an S3-compatible store",
    whose: Whose::Tenant,
    docs: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/ManageCorsUsing.html",
    stack: Some("s3"),
    shows: &[(Certain, &[OneOf(PROVIDERS)])],
    replies: &[
        Reply {
            key: "no-rule",
            kind: Kind::OriginRefused,
            sure: Certain,
            signs: &[&[
                OneOf(PROVIDERS),
                Preflight,
                Status(400, 403),
                Without("access-control-allow-origin"),
            ]],
            what: "no CORS rule of the bucket covers the request",
            why: "The store allows web pages only where a CORS rule of the bucket covers the origin, the \
                  method and every requested header. The rule belongs to the bucket, not to the \
                  application that signs the URLs.",
            advice: &[Advice {
                actor: Console,
                title: "Set the same rule in the provider's console",
                text: "# DigitalOcean Spaces: the space → Settings → CORS Configurations (its CDN has to be purged afterwards)\n\
                       # Backblaze B2: b2 bucket update BUCKET --cors-rules, or Bucket Settings → CORS Rules\n\
                       # Wasabi, Scaleway, OVH, Linode, Vultr: aws s3api put-bucket-cors with --endpoint-url of the provider\n",
            }],
            headers: Headers::Here,
        },
        Reply {
            key: "no-rule-for-request",
            kind: Kind::NotConfigured,
            sure: Likely,
            signs: &[&[
                OneOf(PROVIDERS),
                Status(200, 299),
                Without("access-control-allow-origin"),
            ]],
            what: "no CORS rule of the bucket covers the request",
            why: "The store allows web pages only where a CORS rule of the bucket covers the origin, the \
                  method and every requested header. The rule belongs to the bucket, not to the \
                  application that signs the URLs.",
            advice: &[Advice {
                actor: Console,
                title: "Set the same rule in the provider's console",
                text: "# DigitalOcean Spaces: the space → Settings → CORS Configurations (its CDN has to be purged afterwards)\n\
                       # Backblaze B2: b2 bucket update BUCKET --cors-rules, or Bucket Settings → CORS Rules\n\
                       # Wasabi, Scaleway, OVH, Linode, Vultr: aws s3api put-bucket-cors with --endpoint-url of the provider\n",
            }],
            headers: Headers::Here,
        },
        Reply {
            key: "signature",
            kind: Kind::Refused,
            sure: Likely,
            signs: &[&[
                OneOf(PROVIDERS),
                Request,
                Status(400, 403),
                Query("X-Amz-Signature"),
            ]],
            what: "the store refuses the signed request",
            why: "The preflight was answered, so the rules are there; the request itself was refused. \
                  A signature that has expired, or was made for another method, host, key or \
                  Content-Type than the page sends, or keys without the permission, get 403. The error \
                  can lack the CORS headers, so the page sees a CORS error instead of it.",
            advice: &[
                Advice {
                    actor: Server,
                    title: "Sign the URL anew, with exactly the method, the key and the headers that the page sends",
                    text: "// the signed Content-Type has to be the one that the page sends; keep the life of the URL long enough\n\
                       // send no Authorization header with a signed URL\n\
                       // the body of the response names it: SignatureDoesNotMatch, AccessDenied, Request has expired\n",
                },
                Advice {
                    actor: Page,
                    title: "See what the store says about this URL",
                    text: "curl -i -X PUT -H \"Content-Type: TYPE\" --data-binary @file \"SIGNED URL\"\n",
                },
            ],
            headers: Headers::Never,
        },
    ],
};
