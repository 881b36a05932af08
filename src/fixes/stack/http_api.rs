//! API Gateway, HTTP APIs: one CORS configuration, which answers preflights and replaces what the
//! integration sends.

use std::fmt::Write;

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
    id: "api-gateway-http",
    name: "AWS API Gateway (HTTP API)",
    signs: &[Sign {
        header: "Apigw-Requestid",
        holds: "",
        confidence: Confidence::Certain,
    }],
    ran_with: None,
    docs: "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html",
    comment: "#",
    layer: Layer::Other,
    cannot: |_| None,
    parts,
    notes,
};

fn parts(policy: &Policy, _situation: &Situation<'_>) -> Vec<Part> {
    let mut text = "\
Api:
  Type: AWS::Serverless::HttpApi
  Properties:
    CorsConfiguration:
"
    .to_owned();
    let any = ["*".to_owned()];
    let origins = if policy.any_origin() {
        &any[..]
    } else {
        policy.listed_origins()
    };
    for (name, values) in [
        ("AllowOrigins", origins),
        ("AllowMethods", &methods(policy)[..]),
        ("AllowHeaders", policy.request_headers()),
        ("ExposeHeaders", policy.exposed_headers()),
    ] {
        if !values.is_empty() {
            let _ = writeln!(text, "      {name}:");
            for value in values {
                let _ = writeln!(text, "        - \"{value}\"");
            }
        }
    }
    if policy.credentials() {
        text.push_str("      AllowCredentials: true\n");
    }
    if let Some(seconds) = policy.max_age() {
        let _ = writeln!(text, "      MaxAge: {seconds}");
    }
    vec![Part {
        place: "template.yaml (SAM)",
        text,
    }]
}

fn notes(_policy: &Policy, situation: &Situation<'_>) -> Vec<String> {
    let mut notes = vec![
        "Once this is set, the gateway removes the Access-Control headers of the integration."
            .into(),
    ];
    if situation.trouble == Some(Trouble::PreflightUnauthorized) {
        notes.push(
            "A $default or ANY route with an authorizer also catches OPTIONS: add a route \
             OPTIONS /{proxy+} without authorizer."
                .into(),
        );
    }
    notes
}
