//! Object stores beside those of Amazon, Google and Microsoft: the bucket's own rules decide.

use super::super::prelude::*;
use super::bucket;

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

const R2_WHY: &str = "R2 allows web pages only if one CORS rule of the bucket covers the origin, the \
    method and every requested header. The rule belongs to the bucket, not to the application that \
    signs the URLs. A custom domain may also return cached copies from before the policy: purge its \
    cache.";

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
            signs: &[&[
                OneOf(&["*.r2.cloudflarestorage.com", "*.r2.dev"]),
                Preflight,
                Status(400, 403),
                Without("access-control-allow-origin"),
            ]],
            what: "no CORS policy of the R2 bucket covers the request",
            why: R2_WHY,
            ..bucket::NO_RULE
        },
        Reply {
            signs: &[&[
                OneOf(&["*.r2.cloudflarestorage.com", "*.r2.dev"]),
                Status(200, 299),
                Without("access-control-allow-origin"),
            ]],
            what: "no CORS policy of the R2 bucket covers the request",
            why: R2_WHY,
            ..bucket::NO_RULE_FOR_REQUEST
        },
        Reply {
            signs: &[&[
                OneOf(&["*.r2.cloudflarestorage.com", "*.r2.dev"]),
                Request,
                Status(400, 403),
                Query("X-Amz-Signature"),
            ]],
            ..bucket::SIGNATURE
        },
    ],
};

const MINIO_WHY: &str = "MinIO allows every origin unless its CORS setting names others. If a proxy in \
    front of it adds the headers too, they are sent twice.";

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
            signs: &[&[
                Header("server", "MinIO"),
                Preflight,
                Status(400, 403),
                Without("access-control-allow-origin"),
            ]],
            what: "MinIO does not list the page's origin",
            why: MINIO_WHY,
            ..bucket::NO_RULE
        },
        Reply {
            signs: &[&[
                Header("server", "MinIO"),
                Status(200, 299),
                Without("access-control-allow-origin"),
            ]],
            what: "MinIO does not list the page's origin",
            why: MINIO_WHY,
            ..bucket::NO_RULE_FOR_REQUEST
        },
        Reply {
            signs: &[&[
                Header("server", "MinIO"),
                Request,
                Status(400, 403),
                Query("X-Amz-Signature"),
            ]],
            ..bucket::SIGNATURE
        },
    ],
};

const PROVIDER_RULE: Advice = Advice {
    actor: Console,
    title: "Set the same rule in the provider's console",
    text: "# DigitalOcean Spaces: the space → Settings → CORS Configurations (its CDN has to be purged afterwards)\n\
           # Backblaze B2: b2 bucket update BUCKET --cors-rules, or Bucket Settings → CORS Rules\n\
           # Wasabi, Scaleway, OVH, Linode, Vultr: aws s3api put-bucket-cors with --endpoint-url of the provider\n",
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
            signs: &[&[
                OneOf(PROVIDERS),
                Preflight,
                Status(400, 403),
                Without("access-control-allow-origin"),
            ]],
            advice: &[PROVIDER_RULE],
            ..bucket::NO_RULE
        },
        Reply {
            signs: &[&[
                OneOf(PROVIDERS),
                Status(200, 299),
                Without("access-control-allow-origin"),
            ]],
            advice: &[PROVIDER_RULE],
            ..bucket::NO_RULE_FOR_REQUEST
        },
        Reply {
            signs: &[&[
                OneOf(PROVIDERS),
                Request,
                Status(400, 403),
                Query("X-Amz-Signature"),
            ]],
            ..bucket::SIGNATURE
        },
    ],
};
