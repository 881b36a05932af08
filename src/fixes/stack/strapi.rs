//! Strapi: the `strapi::cors` middleware.

use std::fmt::Write;

use super::Layer;
use super::Part;
use super::Situation;
use super::Stack;
use super::methods_of_requests;
use super::quoted;
use crate::fixes::Policy;

/// The row in the table.
pub(super) const STACK: Stack = Stack {
    id: "strapi",
    name: "Strapi",
    signs: &[],
    ran_with: None,
    docs: "https://docs.strapi.io/cms/configurations/middlewares#cors",
    comment: "//",
    layer: Layer::Application,
    cannot: |_| None,
    parts,
    notes,
};

fn parts(policy: &Policy, _situation: &Situation<'_>) -> Vec<Part> {
    let mut text = "{\n  name: \"strapi::cors\",\n  config: {\n".to_owned();
    if policy.any_origin() {
        text.push_str("    origin: [\"*\"],\n");
    } else {
        let _ = writeln!(
            text,
            "    origin: [{}],",
            quoted(policy.listed_origins(), '"')
        );
    }
    for (name, values) in [
        ("methods", &methods_of_requests(policy)[..]),
        ("headers", policy.request_headers()),
        ("expose", policy.exposed_headers()),
    ] {
        if !values.is_empty() {
            let _ = writeln!(text, "    {name}: [{}],", quoted(values, '"'));
        }
    }
    let _ = writeln!(text, "    credentials: {},", policy.credentials());
    if let Some(seconds) = policy.max_age() {
        let _ = writeln!(text, "    maxAge: {seconds},");
    }
    text.push_str("    keepHeadersOnError: true,\n  },\n},\n");
    vec![Part {
        place: "config/middlewares.js, in place of \"strapi::cors\" (Strapi 4 and 5)",
        text,
    }]
}

fn notes(_policy: &Policy, _situation: &Situation<'_>) -> Vec<String> {
    vec![
        "The list of headers replaces the default (Content-Type, Authorization, Origin, Accept): \
         keep those that other pages need."
            .into(),
        "keepHeadersOnError is false by default; then errors lack the headers.".into(),
    ]
}
