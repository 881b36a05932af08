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
            why: "The URL was signed for the global endpoint or for another region, but the \
                  bucket is in {region}. S3 redirects there, and browsers do not follow redirects \
                  of a preflight. The signature is only valid for the host it was made for, so \
                  the page cannot simply call the new URL. The bucket's CORS rules play no role \
                  yet.",
            advice: &[Advice {
                actor: Server,
                title: "Sign the URL with the bucket's region, so that it names the regional endpoint",
                text: "// JavaScript (AWS SDK v3), where the URL is signed\n\
                       new S3Client({ region: \"{region}\" })\n\
                       # Python (boto3)\n\
                       boto3.client(\"s3\", region_name=\"{region}\", endpoint_url=\"https://s3.{region}.amazonaws.com\")\n\
                       # then check whether the bucket's CORS rules list {origin}\n",
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
            why: "The URL does not name the endpoint of the bucket's region, {region} \
                  (x-amz-bucket-region). S3 responds with a redirect, and browsers do not follow \
                  redirects of a preflight. The bucket's CORS rules play no role yet.",
            advice: &[Advice {
                actor: Page,
                title: "Use the endpoint of the bucket's region {region}",
                text: "// AWS SDK, where the client is created\n\
                       new S3Client({ region: \"{region}\" })\n\
                       // or in a plain URL\n\
                       // https://BUCKET.s3.{region}.amazonaws.com/KEY\n\
                       // https://s3.{region}.amazonaws.com/BUCKET/KEY     (a bucket with dots in its name)\n",
            }],
            headers: Headers::Once("the endpoint of that region is used"),
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
            why: "S3 responds to a preflight with 403 if no CORS rule of the bucket covers the \
                  origin, the method and every requested header together. The rules belong to the \
                  bucket, not to the application that signs the URLs. Requests to the service \
                  itself (a list of buckets) can never be allowed.",
            advice: &[Advice {
                actor: Console,
                title: "Set the rules in the S3 console",
                text: "# S3 → the bucket → Permissions → Cross-origin resource sharing (CORS) → Edit\n\
                       # the editor accepts only what is inside \"CORSRules\"\n",
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
            why: "S3 refused the request itself, with 403 (400 if the page also sends \
                  Authorization). Usual reasons: the signature has expired, it was made for \
                  another method, key, host or Content-Type than the page sends, or the keys lack \
                  the permission. The page sees a CORS error because the error has no CORS \
                  headers: no CORS rule of the bucket covers this method for the origin.",
            advice: &[
                Advice {
                    actor: Server,
                    title: "Sign the URL again, with exactly the method, the key and the headers \
                            that the page sends",
                    text: "// AWS SDK v3: the page has to send the ContentType that is signed\n\
                           const url = await getSignedUrl(s3, new PutObjectCommand({ Bucket, Key, ContentType: file.type }), { expiresIn: 600 });\n\
                           // page: fetch(url, { method: \"PUT\", headers: { \"Content-Type\": file.type }, body: file })\n\
                           // no Authorization header; the keys need s3:PutObject. The body of the response names the reason:\n\
                           // SignatureDoesNotMatch, AccessDenied, Request has expired\n",
                },
                Advice {
                    actor: Page,
                    title: "See what S3 responds to this URL",
                    text: "curl -i -X PUT -H \"Content-Type: TYPE\" --data-binary @file \"SIGNED URL\"\n",
                },
            ],
            headers: Headers::Once("the request itself is accepted"),
        },
    ],
};
