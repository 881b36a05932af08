//! Cloudflare R2: the bucket's CORS policy.

use serde_json::json;

use super::Layer;
use super::Part;
use super::Situation;
use super::Stack;
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
    cannot,
    parts,
    notes,
};

/// The methods that a rule can name.
const KNOWN: [&str; 5] = ["GET", "PUT", "POST", "DELETE", "HEAD"];

fn cannot(policy: &Policy) -> Option<&'static str> {
    policy
        .methods()
        .iter()
        .any(|method| !KNOWN.contains(&method.as_str()))
        .then_some("a bucket's rules support only GET, HEAD, POST, PUT and DELETE")
}

fn parts(policy: &Policy, _situation: &Situation<'_>) -> Vec<Part> {
    let any = ["*".to_owned()];
    let origins = if policy.any_origin() {
        &any[..]
    } else {
        policy.listed_origins()
    };
    let methods: Vec<&str> = KNOWN
        .into_iter()
        .filter(|known| {
            matches!(*known, "GET" | "HEAD") || policy.methods().iter().any(|m| m == known)
        })
        .collect();
    let mut rule = json!({ "AllowedOrigins": origins, "AllowedMethods": methods });
    if !policy.request_headers().is_empty() {
        rule["AllowedHeaders"] = json!(policy.request_headers());
    }
    if !policy.exposed_headers().is_empty() {
        rule["ExposeHeaders"] = json!(policy.exposed_headers());
    }
    if let Some(seconds) = policy.max_age() {
        rule["MaxAgeSeconds"] = json!(seconds);
    }
    vec![Part {
        place: "Cloudflare dashboard → R2 → the bucket → Settings → CORS policy",
        text: format!("{:#}\n", json!([rule])),
    }]
}

fn notes(policy: &Policy, _situation: &Situation<'_>) -> Vec<String> {
    let mut notes = vec![
        "AllowedHeaders has to name content-type for uploads. Cloudflare caches a custom domain \
         of the bucket: purge it after a change."
            .into(),
    ];
    if policy.credentials() {
        notes.push("A bucket has no setting for credentials: send requests without them.".into());
    }
    notes
}
