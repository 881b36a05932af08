//! Lambda function URLs: the URL's own CORS configuration, which answers preflights.

use super::Layer;
use super::Part;
use super::Situation;
use super::Stack;
use super::Trouble;
use super::methods;
use crate::fixes::Policy;
use serde_json::json;

/// The row in the table.
pub(super) const STACK: Stack = Stack {
    id: "lambda-url",
    name: "AWS Lambda function URL",
    signs: &[],
    ran_with: None,
    docs: "https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html#urls-cors",
    comment: "#",
    layer: Layer::Other,
    cannot: |_| None,
    parts,
    notes,
};

fn parts(policy: &Policy, _situation: &Situation<'_>) -> Vec<Part> {
    let any = ["*".to_owned()];
    let origins = if policy.any_origin() {
        &any[..]
    } else {
        policy.listed_origins()
    };
    let mut cors = json!({ "AllowOrigins": origins, "AllowMethods": methods(policy) });
    if !policy.request_headers().is_empty() {
        cors["AllowHeaders"] = json!(policy.request_headers());
    }
    if !policy.exposed_headers().is_empty() {
        cors["ExposeHeaders"] = json!(policy.exposed_headers());
    }
    if policy.credentials() {
        cors["AllowCredentials"] = json!(true);
    }
    if let Some(seconds) = policy.max_age() {
        cors["MaxAge"] = json!(seconds);
    }
    vec![
        Part {
            place: "cors.json",
            text: format!("{cors:#}\n"),
        },
        Part {
            place: "then (console: Lambda → the function → Configuration → Function URL → CORS)",
            text: "aws lambda update-function-url-config --function-name FUNCTION --cors file://cors.json\n"
                .to_owned(),
        },
    ]
}

fn notes(_policy: &Policy, situation: &Situation<'_>) -> Vec<String> {
    let mut notes = vec![
        "Remove Access-Control-Allow-Origin from the function's code: otherwise the header is \
         there twice, and browsers refuse that. Set it in one place only."
            .into(),
    ];
    notes.push(
        "This replaces the function URL's CORS settings: read them first with aws lambda \
         get-function-url-config, and keep what they allow."
            .into(),
    );
    if situation.trouble != Some(Trouble::SetTwice) {
        notes.push(
            "OPTIONS is not a value of AllowMethods; the function URL handles it by itself.".into(),
        );
    }
    notes
}
