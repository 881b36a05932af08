//! Cloudflare R2: the bucket's CORS policy.

use serde_json::json;

use super::Layer;
use super::Part;
use super::Situation;
use super::Stack;
use super::s3;
use crate::fixes::Policy;

/// The row in the table.
pub(super) const STACK: Stack = Stack {
    id: "r2",
    name: "Cloudflare R2",
    signs: &[],
    ran_with: None,
    docs: "https://developers.cloudflare.com/r2/buckets/cors/",
    comment: "//",
    layer: Layer::Other,
    cannot: s3::cannot,
    parts,
    notes,
};

fn parts(policy: &Policy, _situation: &Situation<'_>) -> Vec<Part> {
    vec![Part {
        place: "Cloudflare dashboard → R2 → the bucket → Settings → CORS policy",
        text: format!("{:#}\n", json!([s3::rule(policy)])),
    }]
}

fn notes(policy: &Policy, _situation: &Situation<'_>) -> Vec<String> {
    let mut notes = vec![
        "This replaces the bucket's CORS rules: keep what they allow.".into(),
        "AllowedHeaders has to name content-type for uploads. Cloudflare caches a custom domain \
         of the bucket: purge it after a change."
            .into(),
    ];
    if policy.credentials() {
        notes.push("A bucket has no setting for credentials: send requests without them.".into());
    }
    notes
}
