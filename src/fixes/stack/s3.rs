//! S3: the bucket's CORS rules.

use serde_json::{Value, json};

use super::Confidence;
use super::Layer;
use super::Part;
use super::Sign;
use super::Situation;
use super::Stack;
use super::Trouble;
use crate::fixes::Policy;

/// The methods that a rule can name.
const KNOWN: [&str; 5] = ["GET", "PUT", "POST", "DELETE", "HEAD"];

/// The row in the table.
pub(super) const STACK: Stack = Stack {
    id: "s3",
    name: "Amazon S3",
    signs: &[
        Sign {
            header: "Server",
            holds: "AmazonS3",
            confidence: Confidence::Certain,
        },
        Sign {
            header: "X-Amz-Id-2",
            holds: "",
            confidence: Confidence::Likely,
        },
    ],
    ran_with: None,
    docs: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/ManageCorsUsing.html",
    comment: "#",
    layer: Layer::Other,
    cannot,
    parts,
    notes,
};

/// Also the limit of stores that take the same rules.
pub(super) fn cannot(policy: &Policy) -> Option<&'static str> {
    policy
        .methods()
        .iter()
        .any(|method| !KNOWN.contains(&method.as_str()))
        .then_some("a bucket's rules support only GET, HEAD, POST, PUT and DELETE")
}

fn parts(policy: &Policy, _situation: &Situation<'_>) -> Vec<Part> {
    let rule = rule(policy);
    vec![
        Part {
            place: "cors.json",
            text: format!("{:#}\n", json!({ "CORSRules": [rule] })),
        },
        Part {
            place: "then",
            text:
                "aws s3api put-bucket-cors --bucket BUCKET --cors-configuration file://cors.json\n"
                    .to_owned(),
        },
    ]
}

/// The rule for the bucket; Cloudflare R2 takes the same.
pub(super) fn rule(policy: &Policy) -> Value {
    let any = ["*".to_owned()];
    let origins = if policy.any_origin() {
        &any[..]
    } else {
        policy.listed_origins()
    };
    // The list counts for the requests themselves too.
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
    rule
}

fn notes(policy: &Policy, situation: &Situation<'_>) -> Vec<String> {
    let mut notes = vec![
        "This replaces all CORS rules of the bucket: read them first with aws s3api \
         get-bucket-cors, and keep what they allow."
            .into(),
        "The console's editor takes only what is inside \"CORSRules\".".into(),
    ];
    if policy.credentials() {
        notes.push(
            "A bucket has no setting for credentials. Check with curl -i -H Origin:… whether its \
             response has Access-Control-Allow-Credentials; if not, send requests without them."
                .into(),
        );
    }
    let unknown: Vec<&str> = policy
        .methods()
        .iter()
        .map(String::as_str)
        .filter(|method| !KNOWN.contains(method))
        .collect();
    if !unknown.is_empty() {
        notes.push(format!(
            "S3 has no {}: such requests cannot go to a bucket.",
            unknown.join(" or ")
        ));
    }
    if situation.trouble == Some(Trouble::Cached) {
        notes.push(
            "If a request has no Origin, the response of S3 has neither CORS headers nor Vary, \
             and the browser reuses it later. Load the image with crossorigin everywhere, or put \
             CloudFront with a response headers policy in front."
                .into(),
        );
    }
    notes
}
