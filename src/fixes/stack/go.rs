//! Go: rs/cors around the outermost handler.

use std::fmt::Write;

use super::Confidence;
use super::Layer;
use super::Part;
use super::Sign;
use super::Situation;
use super::Stack;
use super::methods_of_requests;
use super::quoted;
use crate::fixes::Policy;

/// The row in the table.
pub(super) const STACK: Stack = Stack {
    id: "go",
    name: "Go (rs/cors)",
    // What rs/cors adds to the response to a preflight.
    signs: &[Sign {
        header: "Vary",
        holds: "Origin, Access-Control-Request-Method, Access-Control-Request-Headers",
        confidence: Confidence::Possible,
    }],
    ran_with: Some("rs/cors 1.7.0"),
    docs: "https://pkg.go.dev/github.com/rs/cors",
    comment: "//",
    layer: Layer::Application,
    cannot: |_| None,
    parts,
    notes,
};

fn parts(policy: &Policy, _situation: &Situation<'_>) -> Vec<Part> {
    let mut text = "handler := cors.New(cors.Options{\n".to_owned();
    let any = ["*".to_owned()];
    let origins = if policy.any_origin() {
        &any[..]
    } else {
        policy.listed_origins()
    };
    for (name, values) in [
        ("AllowedOrigins", origins),
        ("AllowedMethods", &methods_of_requests(policy)[..]),
        ("AllowedHeaders", policy.request_headers()),
        ("ExposedHeaders", policy.exposed_headers()),
    ] {
        if !values.is_empty() {
            let _ = writeln!(text, "\t{name}: []string{{{}}},", quoted(values, '"'));
        }
    }
    if policy.credentials() {
        text.push_str("\tAllowCredentials: true,\n");
    }
    if let Some(seconds) = policy.max_age() {
        let _ = writeln!(text, "\tMaxAge: {seconds},");
    }
    text.push_str("}).Handler(mux)\n");
    vec![Part {
        place: "outside every other handler (go get github.com/rs/cors), then serve handler",
        text,
    }]
}

fn notes(policy: &Policy, _situation: &Situation<'_>) -> Vec<String> {
    policy
        .path()
        .map(|path| format!("For {path} alone wrap that route's handler instead of the mux."))
        .into_iter()
        .collect()
}
