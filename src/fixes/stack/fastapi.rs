//! `FastAPI` and Starlette: `CORSMiddleware` wrapped around the whole application.
//! `app.add_middleware` puts it inside the handler that turns an exception into a 500, which then
//! has no headers (<https://github.com/fastapi/fastapi/issues/775>).

use std::fmt::Write;

use super::Confidence;
use super::Layer;
use super::Part;
use super::Sign;
use super::Situation;
use super::Stack;
use super::Trouble;
use super::quoted;
use crate::fixes::Policy;

/// The row in the table.
pub(super) const STACK: Stack = Stack {
    id: "fastapi",
    name: "FastAPI",
    signs: &[Sign {
        header: "Server",
        holds: "uvicorn",
        confidence: Confidence::Likely,
    }],
    ran_with: Some("FastAPI 0.165.0, Starlette 1.10.0"),
    docs: "https://fastapi.tiangolo.com/tutorial/cors/",
    comment: "#",
    layer: Layer::Application,
    cannot: |_| None,
    parts,
    notes,
};

fn parts(policy: &Policy, _situation: &Situation<'_>) -> Vec<Part> {
    let mut text = "\
from fastapi.middleware.cors import CORSMiddleware

app = CORSMiddleware(
    app,
"
    .to_owned();
    if policy.any_origin() {
        text.push_str("    allow_origins=[\"*\"],\n");
    } else {
        let _ = writeln!(
            text,
            "    allow_origins=[{}],",
            quoted(policy.listed_origins(), '"')
        );
    }
    for (name, values) in [
        ("allow_methods", policy.methods()),
        ("allow_headers", policy.request_headers()),
        ("expose_headers", policy.exposed_headers()),
    ] {
        if !values.is_empty() {
            let _ = writeln!(text, "    {name}=[{}],", quoted(values, '"'));
        }
    }
    if policy.credentials() {
        text.push_str("    allow_credentials=True,\n");
    }
    if let Some(seconds) = policy.max_age() {
        let _ = writeln!(text, "    max_age={seconds},");
    }
    text.push_str(")\n");
    vec![Part {
        place: "at the very end of main.py, after all routes and app.add_middleware()",
        text,
    }]
}

fn notes(_policy: &Policy, situation: &Situation<'_>) -> Vec<String> {
    let mut notes = Vec::new();
    if situation.trouble == Some(Trouble::ErrorsWithoutHeaders) {
        notes.push(
            "With app.add_middleware(CORSMiddleware, …), the response to an unhandled exception \
             is made outside of it, without these headers. Wrapped like this, every response has \
             them."
                .into(),
        );
    }
    if situation.trouble == Some(Trouble::SetTwice) {
        notes.push("Remove app.add_middleware(CORSMiddleware, …).".into());
    }
    notes
}
