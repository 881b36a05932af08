//! Object stores of Google and Microsoft.

use super::super::prelude::*;

/// Google Cloud Storage by its host.
pub(super) const GCS: Layer = Layer {
    id: "gcs",
    name: "Google Cloud Storage",
    whose: Whose::Tenant,
    docs: "https://cloud.google.com/storage/docs/using-cors",
    stack: Some("gcs"),
    shows: &[
        (Certain, &[Host("storage.googleapis.com")]),
        (Certain, &[Host("*.storage.googleapis.com")]),
        (Likely, &[Host("firebasestorage.googleapis.com")]),
    ],
    replies: &[
        Reply {
            key: "cookie-host",
            kind: Kind::WrongEndpoint,
            sure: Likely,
            signs: &[&[Host("storage.cloud.google.com")]],
            what: "storage.cloud.google.com is for people who are logged in, not for scripts",
            why: "This host redirects to Google's login and never sends CORS headers. The \
                  bucket's CORS configuration applies to storage.googleapis.com only.",
            advice: &[Advice {
                actor: Page,
                title: "Call storage.googleapis.com instead",
                text: "fetch(\"https://storage.googleapis.com/BUCKET/OBJECT\")\n\
                   // and set the bucket's CORS: gcloud storage buckets update gs://BUCKET --cors-file=cors.json\n",
            }],
            headers: Headers::Never,
        },
        Reply {
            key: "signature",
            kind: Kind::Refused,
            sure: Likely,
            signs: &[
                &[
                    Host("storage.googleapis.com"),
                    Request,
                    Status(400, 403),
                    Query("X-Goog-Signature"),
                ],
                &[
                    Host("*.storage.googleapis.com"),
                    Request,
                    Status(400, 403),
                    Query("X-Goog-Signature"),
                ],
                &[
                    Host("storage.googleapis.com"),
                    Request,
                    Status(400, 403),
                    Query("GoogleAccessId"),
                ],
            ],
            what: "Cloud Storage refuses the signed request",
            why: "The request itself was refused. Usual reasons: the signature has expired, it \
                  was made for another method, object, host or Content-Type than the page sends, \
                  or the signing account lacks the permission. The error has no CORS headers, so \
                  the page sees a CORS error instead.",
            advice: &[
                Advice {
                    actor: Server,
                    title: "Sign the URL again, with exactly the method and the headers that the \
                            page sends",
                    text: "// Node.js: the page has to send the same contentType; the account \
                       needs storage.objects.create\n\
                       file.getSignedUrl({ version: \"v4\", action: \"write\", expires: Date.now() + 600000, contentType })\n\
                       // the body of the response names the reason: SignatureDoesNotMatch, ExpiredToken, AccessDenied\n",
                },
                Advice {
                    actor: Page,
                    title: "See what Cloud Storage responds to this URL",
                    text: "curl -i -X PUT -H \"Content-Type: TYPE\" --data-binary @file \"SIGNED URL\"\n",
                },
            ],
            headers: Headers::Once("the request itself is accepted"),
        },
    ],
};

/// Azure Storage.
pub(super) const AZURE: Layer = Layer {
    id: "azure-storage",
    name: "Azure Storage",
    whose: Whose::Tenant,
    docs: "https://learn.microsoft.com/rest/api/storageservices/cross-origin-resource-sharing--cors--support-for-the-azure-storage-services",
    stack: Some("azure-storage"),
    shows: &[
        (Certain, &[Header("server", "Windows-Azure-Blob")]),
        (Certain, &[Host("*.core.windows.net")]),
    ],
    replies: &[
        Reply {
            key: "no-rule",
            kind: Kind::OriginRefused,
            sure: Certain,
            signs: &[
                &[Header("x-ms-error-code", "CorsPreflightFailure")],
                &[Body("CorsPreflightFailure")],
                &[
                    Header("server", "Windows-Azure-"),
                    Preflight,
                    Status(403, 403),
                ],
                &[
                    Host("*.core.windows.net"),
                    Preflight,
                    Status(400, 403),
                    Without("access-control-allow-origin"),
                ],
            ],
            what: "no CORS rule of the storage account covers the request",
            why: "If no rule covers a preflight, Azure Storage responds with 403 \
                  (CorsPreflightFailure). The origin, the method and every header have to be in \
                  one rule of the service.",
            advice: &[],
            headers: Headers::Here,
        },
        Reply {
            key: "token",
            kind: Kind::Refused,
            sure: Likely,
            signs: &[&[
                Host("*.core.windows.net"),
                Request,
                Query("sig"),
                Status(400, 403),
                Without("access-control-allow-origin"),
            ]],
            what: "Azure Storage refuses the shared access signature",
            why: "The request itself was refused. Usual reasons: the signature has expired or is \
                  not valid yet, it lacks the permission (create, write), or the upload lacks the \
                  header x-ms-blob-type. The error has no CORS headers, so the page sees a CORS \
                  error instead.",
            advice: &[Advice {
                actor: Server,
                title: "Issue a new shared access signature with the needed permissions and times",
                text: "# sp=cw (create, write), st a few minutes in the past, se in the future, spr=https\n\
                   # page: headers: { \"x-ms-blob-type\": \"BlockBlob\", \"Content-Type\": file.type }\n\
                   # the header x-ms-error-code of the response names the reason\n",
            }],
            headers: Headers::Once("the request itself is accepted"),
        },
    ],
};
