//! `CloudFront`: a response headers policy on the behaviour, `OPTIONS` among its methods, and
//! `Origin` passed on where the origin server looks at it.

use serde_json::Value;
use serde_json::json;

use super::Confidence;
use super::Layer;
use super::Part;
use super::Sign;
use super::Situation;
use super::Stack;
use super::Trouble;
use super::methods;
use crate::fixes::Policy;

/// The row in the table.
pub(super) const STACK: Stack = Stack {
    id: "cloudfront",
    name: "CloudFront",
    signs: &[
        Sign {
            header: "Via",
            holds: "(CloudFront)",
            confidence: Confidence::Certain,
        },
        Sign {
            header: "X-Amz-Cf-Id",
            holds: "",
            confidence: Confidence::Certain,
        },
        Sign {
            header: "Server",
            holds: "CloudFront",
            confidence: Confidence::Certain,
        },
    ],
    ran_with: None,
    docs: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/adding-response-headers.html",
    comment: "#",
    layer: Layer::Proxy,
    cannot: |_| None,
    parts,
    notes,
};

fn parts(policy: &Policy, _situation: &Situation<'_>) -> Vec<Part> {
    let list =
        |values: &[String]| -> Value { json!({ "Quantity": values.len(), "Items": values }) };
    let any = ["*".to_owned()];
    let origins = if policy.any_origin() {
        &any[..]
    } else {
        policy.listed_origins()
    };
    // The list of headers may not be empty; Accept needs no permission anyway.
    let no_header = ["accept".to_owned()];
    let headers = if policy.request_headers().is_empty() {
        &no_header[..]
    } else {
        policy.request_headers()
    };
    let (known, _) = known_methods(policy);
    let mut cors = json!({
        "AccessControlAllowOrigins": list(origins),
        "AccessControlAllowMethods": list(&known),
        "AccessControlAllowHeaders": list(headers),
        "AccessControlAllowCredentials": policy.credentials(),
        "OriginOverride": true,
    });
    if !policy.exposed_headers().is_empty() {
        cors["AccessControlExposeHeaders"] = list(policy.exposed_headers());
    }
    if let Some(seconds) = policy.max_age() {
        cors["AccessControlMaxAgeSec"] = json!(seconds);
    }
    vec![
        Part {
            place: "policy.json",
            text: format!("{:#}\n", json!({ "Name": "cors", "CorsConfig": cors })),
        },
        Part {
            place: "then, and choose it as the behaviour's response headers policy",
            text: "aws cloudfront create-response-headers-policy \
                   --response-headers-policy-config file://policy.json\n"
                .to_owned(),
        },
    ]
}

/// The methods that a policy can name, and the others.
fn known_methods(policy: &Policy) -> (Vec<String>, Vec<String>) {
    let known = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
    methods(policy)
        .into_iter()
        .partition(|method| known.contains(&method.as_str()))
}

fn notes(policy: &Policy, situation: &Situation<'_>) -> Vec<String> {
    let mut notes = vec![
        "The behaviour must allow OPTIONS (at least GET, HEAD, OPTIONS). Otherwise CloudFront \
         responds to preflights with 403."
            .into(),
        "If the origin server's response depends on Origin, choose the origin request policy \
         CORS-S3Origin (S3) or CORS-CustomOrigin, and a cache policy with Origin in its key."
            .into(),
    ];
    let (_, unknown) = known_methods(policy);
    if !unknown.is_empty() {
        notes.push(format!(
            "CloudFront does not pass on {}.",
            unknown.join(" or ")
        ));
    }
    match situation.trouble {
        Some(Trouble::SetTwice) => notes.push(
            "OriginOverride makes CloudFront replace the origin server's headers instead of \
             adding to them."
                .into(),
        ),
        Some(Trouble::Cached) => notes.push(
            "Invalidate the paths once, because cached responses keep their old headers. A \
             response headers policy applies to cached responses too."
                .into(),
        ),
        _ => {}
    }
    notes
}
