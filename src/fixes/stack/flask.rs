//! Flask: Flask-CORS adds the headers to every response, errors among them; a first
//! `before_request` answers preflights before any login and for paths without a route.

use std::fmt::Write;

use super::Confidence;
use super::Layer;
use super::Part;
use super::Sign;
use super::Situation;
use super::Stack;
use super::beyond;
use super::express;
use super::pattern;
use super::quoted;
use crate::fixes::Policy;

/// The row in the table.
pub(super) const STACK: Stack = Stack {
    id: "flask",
    name: "Flask",
    signs: &[Sign {
        header: "Server",
        holds: "Werkzeug/",
        confidence: Confidence::Likely,
    }],
    ran_with: Some("Flask 3.1.3, Flask-CORS 6.0.5"),
    docs: "https://corydolphin.github.io/flask-cors/",
    comment: "#",
    layer: Layer::Application,
    cannot: |_| None,
    parts,
    notes,
};

fn parts(policy: &Policy, _situation: &Situation<'_>) -> Vec<Part> {
    // A string with a bracket in it is taken for a pattern, so an IPv6 origin has to be one. And
    // a single origin has to be one as well: Flask-CORS adds `Vary: Origin` only for several
    // origins or a pattern, though it leaves the headers out for every other origin.
    let single = policy.listed_origins().len() == 1;
    let origins: Vec<String> = policy
        .listed_origins()
        .iter()
        .map(|origin| {
            if single || origin.contains('[') {
                format!("re.compile(r\"^{}$\")", pattern(origin))
            } else {
                format!("\"{origin}\"")
            }
        })
        .collect();
    let mut text = String::new();
    if origins.iter().any(|origin| origin.starts_with("re.")) {
        text.push_str("import re\n\n");
    }
    text.push_str("from flask import request\nfrom flask_cors import CORS\n\n");
    text.push_str("CORS(\n    app,\n");
    if let Some(path) = policy.path() {
        let _ = writeln!(text, "    resources=r\"{}(/.*)?\",", pattern(path));
    }
    if policy.any_origin() {
        text.push_str("    origins=\"*\",\n    send_wildcard=True,\n");
    } else {
        let _ = writeln!(text, "    origins=[{}],", origins.join(", "));
    }
    let methods = beyond(policy.methods(), express::USUAL);
    for (name, values) in [
        // Without a list every header that is asked for is allowed.
        ("methods", &methods[..]),
        ("expose_headers", policy.exposed_headers()),
    ] {
        if !values.is_empty() {
            let _ = writeln!(text, "    {name}=[{}],", quoted(values, '"'));
        }
    }
    if policy.credentials() {
        text.push_str("    supports_credentials=True,\n");
    }
    if let Some(seconds) = policy.max_age() {
        let _ = writeln!(text, "    max_age={seconds},");
    }
    text.push_str(
        ")


@app.before_request
def respond_to_preflight():
    if request.method == \"OPTIONS\" and \"Access-Control-Request-Method\" in request.headers:
        return \"\", 204
",
    );
    vec![Part {
        place: "right after app = Flask(…) (pip install flask-cors)",
        text,
    }]
}

fn notes(_policy: &Policy, _situation: &Situation<'_>) -> Vec<String> {
    vec![
        "before_request functions run in the order they are registered: keep this one above \
         those that ask for a login."
            .into(),
    ]
}
