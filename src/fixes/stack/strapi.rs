//! Strapi: the `strapi::cors` middleware.

use std::fmt::Write;

use super::Layer;
use super::Part;
use super::Situation;
use super::Stack;
use super::beyond;
use super::express;
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
    let methods = beyond(policy.methods(), express::USUAL);
    let own = ["content-type", "authorization", "origin", "accept"];
    let headers = beyond(policy.request_headers(), &own);
    for (name, values) in [
        ("methods", &methods[..]),
        ("headers", &headers[..]),
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
        "Without these lists Strapi allows the usual methods and the headers Content-Type, \
         Authorization, Origin and Accept; a list takes their place."
            .into(),
        "keepHeadersOnError is false by default; then errors lack the headers.".into(),
    ]
}
