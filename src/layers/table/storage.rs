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
    replies: &[Reply {
        key: "cookie-host",
        kind: Kind::WrongEndpoint,
        sure: Likely,
        signs: &[&[Host("storage.cloud.google.com")]],
        what: "storage.cloud.google.com is for people who are logged in, not for scripts",
        why: "This host answers with a redirect to Google's login and never with CORS headers. The \
              bucket's CORS configuration counts at storage.googleapis.com only.",
        advice: &[Advice {
            actor: Page,
            title: "Call storage.googleapis.com instead",
            text: "fetch(\"https://storage.googleapis.com/BUCKET/OBJECT\")\n\
                   // and set the bucket's CORS: gcloud storage buckets update gs://BUCKET --cors-file=cors.json\n",
        }],
        headers: Headers::Never,
    }],
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
        (
            Certain,
            &[Named(".blob.core."), Header("x-ms-request-id", "")],
        ),
    ],
    replies: &[Reply {
        key: "no-rule",
        kind: Kind::OriginRefused,
        sure: Certain,
        signs: &[
            &[Header("x-ms-error-code", "CorsPreflightFailure")],
            &[
                Header("server", "Windows-Azure-"),
                Preflight,
                Status(403, 403),
            ],
        ],
        what: "no CORS rule of the storage account covers the request",
        why: "Azure Storage answers a preflight that no rule covers with 403 (CorsPreflightFailure). \
              Origin, method and every header have to be in one rule of the service.",
        advice: &[],
        headers: Headers::Here,
    }],
};
