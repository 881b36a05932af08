//! The plain headers, for any server: what a response to an allowed page carries.

use std::fmt::Write;

use super::Layer;
use super::Part;
use super::Situation;
use super::Stack;
use super::Trouble;
use crate::fixes::Policy;

/// The row in the table.
pub(super) const STACK: Stack = Stack {
    id: "headers",
    name: "plain headers",
    signs: &[],
    ran_with: None,
    docs: "https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS",
    comment: "#",
    layer: Layer::Other,
    cannot: |_| None,
    parts,
    notes,
};

fn parts(policy: &Policy, _situation: &Situation<'_>) -> Vec<Part> {
    let origin = Some(policy.main_origin());
    let write = |start: &str, is_preflight: bool| {
        let mut text = start.to_owned();
        for (name, value) in policy.response_headers(origin, is_preflight) {
            let _ = writeln!(text, "{name}: {value}");
        }
        text
    };
    let mut parts = vec![Part {
        place: "every response, errors and redirects too",
        text: write("", false),
    }];
    if policy.may_ask_first() {
        parts.push(Part {
            place: "the response to OPTIONS with Access-Control-Request-Method, before any login",
            text: write("HTTP/1.1 204 No Content\n", true),
        });
    }
    parts
}

fn notes(policy: &Policy, situation: &Situation<'_>) -> Vec<String> {
    let mut notes = Vec::new();
    let origins = policy.listed_origins();
    if !origins.is_empty() {
        notes.push(format!(
            "If the request's Origin is exactly one of these, repeat it: {}. Otherwise send no \
             Access-Control-Allow-Origin.",
            origins.join(" ")
        ));
    }
    if situation.trouble == Some(Trouble::Cached) {
        notes.push("Then empty the cache once: what it holds has the old headers.".into());
    }
    if situation.trouble == Some(Trouble::SetTwice) {
        notes.push("Only one layer may send these headers: remove them from the other.".into());
    }
    notes
}
