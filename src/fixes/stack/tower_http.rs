//! Rust: tower-http's `CorsLayer`, added last and so outermost.

use std::fmt::Write;

use super::Confidence;
use super::Layer;
use super::Part;
use super::Sign;
use super::Situation;
use super::Stack;
use super::methods;
use crate::fixes::Policy;

/// The row in the table.
pub(super) const STACK: Stack = Stack {
    id: "tower-http",
    name: "Rust (tower-http)",
    // What `CorsLayer` adds to every response, in lower case; rs/cors spells it in upper case.
    signs: &[Sign {
        header: "Vary",
        holds: "origin, access-control-request-method, access-control-request-headers",
        confidence: Confidence::Possible,
    }],
    ran_with: Some("tower-http 0.6.11"),
    docs: "https://docs.rs/tower-http/latest/tower_http/cors/",
    comment: "//",
    layer: Layer::Application,
    cannot: |_| None,
    parts,
    notes,
};

fn parts(policy: &Policy, _situation: &Situation<'_>) -> Vec<Part> {
    let mut text = "let cors = CorsLayer::new()\n".to_owned();
    if policy.any_origin() {
        text.push_str("    .allow_origin(Any)\n");
    } else {
        text.push_str("    .allow_origin([\n");
        for origin in policy.listed_origins() {
            let _ = writeln!(text, "        HeaderValue::from_static(\"{origin}\"),");
        }
        text.push_str("    ])\n");
    }
    let methods: Vec<String> = methods(policy).iter().map(|m| method(m)).collect();
    let _ = writeln!(text, "    .allow_methods([{}])", methods.join(", "));
    for (name, values) in [
        ("allow_headers", policy.request_headers()),
        ("expose_headers", policy.exposed_headers()),
    ] {
        if !values.is_empty() {
            let names: Vec<String> = values
                .iter()
                .map(|value| format!("HeaderName::from_static(\"{value}\")"))
                .collect();
            let _ = writeln!(text, "    .{name}([{}])", names.join(", "));
        }
    }
    if policy.credentials() {
        text.push_str("    .allow_credentials(true)\n");
    }
    if let Some(seconds) = policy.max_age() {
        let _ = writeln!(text, "    .max_age(Duration::from_secs({seconds}))");
    }
    text.truncate(text.trim_end().len());
    text.push_str(";\nlet app = app.layer(cors);\n");
    vec![Part {
        place: "after every route and every other layer (tower-http with feature cors)",
        text,
    }]
}

/// The method as the `http` crate spells it.
fn method(name: &str) -> String {
    match name {
        "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE" | "OPTIONS" => {
            format!("Method::{name}")
        }
        _ => format!("Method::from_bytes(b\"{name}\").unwrap()"),
    }
}

fn notes(_policy: &Policy, _situation: &Situation<'_>) -> Vec<String> {
    vec![
        "A layer applies only to what was added before it: routes and layers added after this one \
         have no headers. A panic closes the connection without a response, unless you add \
         CatchPanicLayer inside this layer."
            .into(),
    ]
}
