//! Google Cloud Storage: the bucket's CORS configuration.

use serde_json::json;

use super::Confidence;
use super::Layer;
use super::Part;
use super::Sign;
use super::Situation;
use super::Stack;
use super::methods_of_requests;
use crate::fixes::Policy;

/// The row in the table.
pub(super) const STACK: Stack = Stack {
    id: "gcs",
    name: "Google Cloud Storage",
    signs: &[
        Sign {
            header: "X-Goog-Generation",
            holds: "",
            confidence: Confidence::Certain,
        },
        Sign {
            header: "Server",
            holds: "UploadServer",
            confidence: Confidence::Likely,
        },
    ],
    ran_with: None,
    docs: "https://cloud.google.com/storage/docs/using-cors",
    comment: "#",
    layer: Layer::Other,
    cannot,
    parts,
    notes,
};

fn cannot(policy: &Policy) -> Option<&'static str> {
    policy
        .credentials()
        .then_some("a bucket never sends Access-Control-Allow-Credentials")
}

fn parts(policy: &Policy, _situation: &Situation<'_>) -> Vec<Part> {
    let any = ["*".to_owned()];
    let origins = if policy.any_origin() {
        &any[..]
    } else {
        policy.listed_origins()
    };
    // One list serves both: names that requests may send, and names that scripts may read.
    let mut headers = policy.request_headers().to_vec();
    headers.extend_from_slice(policy.exposed_headers());
    headers.sort();
    headers.dedup();
    let mut rule = json!({ "origin": origins, "method": methods_of_requests(policy) });
    if !headers.is_empty() {
        rule["responseHeader"] = json!(headers);
    }
    if let Some(seconds) = policy.max_age() {
        rule["maxAgeSeconds"] = json!(seconds);
    }
    vec![
        Part {
            place: "cors.json",
            text: format!("{:#}\n", json!([rule])),
        },
        Part {
            place: "then",
            text: "gcloud storage buckets update gs://BUCKET --cors-file=cors.json\n".to_owned(),
        },
    ]
}

fn notes(policy: &Policy, _situation: &Situation<'_>) -> Vec<String> {
    let mut notes = vec![
        "This replaces the bucket's CORS rules: read them first with gcloud storage buckets \
         describe gs://BUCKET --format=\"default(cors_config)\", and keep what they allow."
            .into(),
        "storage.cloud.google.com does not support cross-origin requests: call \
         storage.googleapis.com."
            .into(),
    ];
    if policy.credentials() {
        notes.push(
            "A bucket has no setting for credentials: send requests without them (a signed URL \
             needs none)."
                .into(),
        );
    }
    notes
}
