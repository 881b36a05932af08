//! Quarkus: its CORS filter in application.properties.

use std::fmt::Write;

use super::Layer;
use super::Part;
use super::Situation;
use super::Stack;
use super::methods_of_requests;
use crate::fixes::Policy;

/// The row in the table.
pub(super) const STACK: Stack = Stack {
    id: "quarkus",
    name: "Quarkus",
    signs: &[],
    ran_with: None,
    docs: "https://quarkus.io/guides/security-cors",
    comment: "#",
    layer: Layer::Application,
    cannot: |_| None,
    parts,
    notes,
};

fn parts(policy: &Policy, _situation: &Situation<'_>) -> Vec<Part> {
    let origins = if policy.any_origin() {
        "*".to_owned()
    } else {
        policy.listed_origins().join(",")
    };
    let mut text = format!("quarkus.http.cors.enabled=true\nquarkus.http.cors.origins={origins}\n");
    let _ = writeln!(
        text,
        "quarkus.http.cors.methods={}",
        methods_of_requests(policy).join(",")
    );
    for (name, values) in [
        ("headers", policy.request_headers()),
        ("exposed-headers", policy.exposed_headers()),
    ] {
        if !values.is_empty() {
            let _ = writeln!(text, "quarkus.http.cors.{name}={}", values.join(","));
        }
    }
    if policy.credentials() {
        text.push_str("quarkus.http.cors.access-control-allow-credentials=true\n");
    }
    if let Some(seconds) = policy.max_age() {
        let _ = writeln!(text, "quarkus.http.cors.access-control-max-age={seconds}S");
    }
    vec![Part {
        place: "src/main/resources/application.properties",
        text,
    }]
}

fn notes(_policy: &Policy, _situation: &Situation<'_>) -> Vec<String> {
    vec!["Before Quarkus 3.22 the first line is quarkus.http.cors=true.".into()]
}
