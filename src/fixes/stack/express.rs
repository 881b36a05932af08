//! Express: the `cors` middleware before everything else, so preflights meet no login and errors
//! keep the headers.

use std::fmt::Write;

use super::Confidence;
use super::Layer;
use super::Part;
use super::Sign;
use super::Situation;
use super::Stack;
use super::Trouble;
use super::beyond;
use super::quoted;
use crate::fixes::Policy;

/// The row in the table.
pub(super) const STACK: Stack = Stack {
    id: "express",
    name: "Express",
    signs: &[Sign {
        header: "X-Powered-By",
        holds: "Express",
        confidence: Confidence::Certain,
    }],
    ran_with: Some("Express 5.3.0, cors 2.8.6"),
    docs: "https://expressjs.com/en/resources/middleware/cors.html",
    comment: "//",
    layer: Layer::Application,
    cannot: |_| None,
    parts,
    notes,
};

fn parts(policy: &Policy, _situation: &Situation<'_>) -> Vec<Part> {
    let mut text = "const cors = require(\"cors\"); // npm install cors\n\napp.use(".to_owned();
    if let Some(path) = policy.path() {
        let _ = write!(text, "\"{path}\", ");
    }
    text.push_str("cors({\n");
    text.push_str(&options(policy, &beyond(policy.methods(), USUAL)));
    text.push_str("}));\n");
    vec![Part {
        place: "before every other app.use() and every route",
        text,
    }]
}

/// The methods that the `cors` middleware allows where none are listed. It allows every header then.
pub(super) const USUAL: &[&str] = &["GET", "HEAD", "PUT", "PATCH", "POST", "DELETE"];

/// The options that the `cors` middleware and Fastify's plugin have in common. Request headers are
/// not listed: without a list they allow those that are asked for.
pub(super) fn options(policy: &Policy, methods: &[String]) -> String {
    let mut text = String::new();
    if policy.any_origin() {
        text.push_str("  origin: \"*\",\n");
    } else {
        let _ = writeln!(
            text,
            "  origin: [{}],",
            quoted(policy.listed_origins(), '"')
        );
    }
    for (name, values) in [
        ("methods", methods),
        ("exposedHeaders", policy.exposed_headers()),
    ] {
        if !values.is_empty() {
            let _ = writeln!(text, "  {name}: [{}],", quoted(values, '"'));
        }
    }
    if policy.credentials() {
        text.push_str("  credentials: true,\n");
    }
    if let Some(seconds) = policy.max_age() {
        let _ = writeln!(text, "  maxAge: {seconds},");
    }
    text
}

fn notes(_policy: &Policy, situation: &Situation<'_>) -> Vec<String> {
    match situation.trouble {
        Some(Trouble::PreflightUnauthorized) => vec![
            "The middleware responds to OPTIONS itself, so a login that is registered after it \
             never gets a preflight."
                .into(),
        ],
        Some(Trouble::SetTwice) => vec![
            "Remove res.header(\"Access-Control-Allow-Origin\", …) from the handlers, and the \
             headers from the proxy in front."
                .into(),
        ],
        Some(Trouble::ErrorsWithoutHeaders) => vec![
            "Errors of a proxy in front (502, 503, 413) do not come from Express: set the headers \
             there too."
                .into(),
        ],
        _ => Vec::new(),
    }
}
