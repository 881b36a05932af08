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
                  (x-amz-bucket-region). S3 responds with a redirect, which a preflight may not \
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
        Reply {
            key: "no-rule",
            kind: Kind::OriginRefused,
            sure: Certain,
            signs: &[
                &[Body("CORS is not enabled for this bucket")],
                &[Body("This CORS request is not allowed")],
                &[Header("server", "AmazonS3"), Preflight, Status(403, 403)],
                &[
                    Named(".s3."),
                    Host("*.amazonaws.com"),
                    Preflight,
                    Status(403, 403),
                ],
            ],
            what: "no CORS rule of the bucket covers the request",
            why: "S3 answers a preflight with 403 where the bucket has no CORS rules, or where none of \
                  them covers the origin, the method and every requested header together. The rules \
                  belong to the bucket, not to the application that signs the URLs. A request to the \
                  service itself (a list of buckets) can never be allowed.",
            advice: &[Advice {
                actor: Console,
                title: "Set the rules in the S3 console",
                text: "# S3 → the bucket → Permissions → Cross-origin resource sharing (CORS) → Edit\n\
                       # the editor takes what stands inside \"CORSRules\"\n",
            }],
            headers: Headers::Here,
        },
        Reply {
            key: "signature",
            kind: Kind::Refused,
            sure: Likely,
            signs: &[
                &[
                    Header("server", "AmazonS3"),
                    Request,
                    Status(400, 403),
                    Query("X-Amz-Signature"),
                ],
                &[
                    Header("server", "AmazonS3"),
                    Request,
                    Status(400, 403),
                    Query("Signature"),
                ],
                &[Body("SignatureDoesNotMatch"), Request],
                &[Body("ExpiredToken"), Request, Header("server", "AmazonS3")],
            ],
            what: "S3 refuses the signed request",
            why: "S3 refused the request itself. A signature that has expired, or that was made for \
                  another method, key, host or Content-Type than the page sends, or keys without the \
                  permission, get 403 (400 where the page also sends Authorization). The page sees a \
                  CORS error because the error came without CORS headers: no rule of the bucket covers \
                  this method for the origin, or there are none.",
            advice: &[
                Advice {
                    actor: Server,
                    title: "Sign the URL anew, with exactly the method, the key and the headers that the page sends",
                    text: "// AWS SDK v3: the ContentType that is signed is the one that the page has to send\n\
                           const url = await getSignedUrl(s3, new PutObjectCommand({ Bucket, Key, ContentType: file.type }), { expiresIn: 600 });\n\
                           // page: fetch(url, { method: \"PUT\", headers: { \"Content-Type\": file.type }, body: file })\n\
                           // no Authorization header; the keys need s3:PutObject. The body of the response names the reason:\n\
                           // SignatureDoesNotMatch, AccessDenied, Request has expired\n",
                },
                Advice {
                    actor: Page,
                    title: "See what S3 says about this URL",
                    text: "curl -i -X PUT -H \"Content-Type: TYPE\" --data-binary @file \"SIGNED URL\"\n",
                },
            ],
            headers: Headers::Once("the request itself is accepted"),
        },
    ],
};
