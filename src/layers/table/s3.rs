//! Amazon S3 and stores that speak its protocol.

use super::super::prelude::*;

/// The row in the table.
pub(super) const LAYER: Layer = Layer {
    id: "s3",
    name: "Amazon S3",
    whose: Whose::Tenant,
    docs: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/cors-troubleshooting.html",
    stack: Some("s3"),
    shows: &[(Certain, &[Named(".s3."), Host("*.amazonaws.com")])],
    replies: &[
        Reply {
            key: "region",
            kind: Kind::WrongEndpoint,
            sure: Certain,
            signs: &[
                &[
                    Header("x-amz-bucket-region", ""),
                    Status(300, 399),
                    Query("X-Amz-Signature"),
                ],
                &[
                    Header("server", "AmazonS3"),
                    Status(300, 399),
                    Query("X-Amz-Signature"),
                ],
                &[
                    Header("server", "AmazonS3"),
                    Status(300, 399),
                    Query("Signature"),
                ],
            ],
            what: "S3 redirects the signed URL to the bucket's own region {region}",
            why: "The URL was signed for the global or another region's endpoint, and the bucket \
                  lives in {region}. S3 redirects there, a preflight may not be redirected, and the \
                  signature is only valid for the host it was made for: the page cannot simply call \
                  the new URL. CORS rules of the bucket are not looked at before that.",
            advice: &[Advice {
                actor: Server,
                title: "Sign the URL with the bucket's region, so that it names the regional endpoint",
                text: "// JavaScript (AWS SDK v3), where the URL is signed\n\
                       new S3Client({ region: \"{region}\" })\n\
                       # Python (boto3)\n\
                       boto3.client(\"s3\", region_name=\"{region}\", endpoint_url=\"https://s3.{region}.amazonaws.com\")\n\
                       # then see whether the bucket's CORS rules list {origin}\n",
            }],
            headers: Headers::Once("the URL is signed for the bucket's region"),
        },
        Reply {
            key: "endpoint",
            kind: Kind::WrongEndpoint,
            sure: Certain,
            signs: &[
                &[Header("x-amz-bucket-region", ""), Status(300, 399)],
                &[Header("server", "AmazonS3"), Status(301, 301), Preflight],
                &[Header("server", "AmazonS3"), Status(307, 307)],
            ],
            what: "S3 redirects to the bucket's own region {region}",
            why: "The endpoint that was asked is not the one of the bucket's region, {region} \
                  (x-amz-bucket-region). S3 answers with a redirect, which a preflight may not \
                  follow, and it looks at no CORS rules before that.",
            advice: &[Advice {
                actor: Page,
                title: "Use the endpoint of the bucket's region {region}",
                text: "// AWS SDK, where the client is made\n\
                       new S3Client({ region: \"{region}\" })\n\
                       // or in a plain URL\n\
                       // https://BUCKET.s3.{region}.amazonaws.com/KEY\n\
                       // https://s3.{region}.amazonaws.com/BUCKET/KEY     (a bucket with dots in its name)\n",
            }],
            headers: Headers::Once("the region's endpoint is used"),
        },
    ],
};
