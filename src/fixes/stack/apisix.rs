//! Apache APISIX: the cors plugin of a route.

use std::fmt::Write;

use super::Layer;
use super::Part;
use super::Situation;
use super::Stack;
use super::methods;
use crate::fixes::Policy;

/// The row in the table.
pub(super) const STACK: Stack = Stack {
    id: "apisix",
    name: "Apache APISIX",
    signs: &[],
    ran_with: None,
    docs: "https://apisix.apache.org/docs/apisix/plugins/cors/",
    comment: "#",
    layer: Layer::Proxy,
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
    let mut text = format!("plugins:\n  cors:\n    allow_origins: \"{origins}\"\n");
    for (name, values) in [
        ("allow_methods", &methods(policy)[..]),
        ("allow_headers", policy.request_headers()),
        ("expose_headers", policy.exposed_headers()),
    ] {
        if !values.is_empty() {
            let _ = writeln!(text, "    {name}: \"{}\"", values.join(","));
        }
    }
    let _ = writeln!(text, "    allow_credential: {}", policy.credentials());
    if let Some(seconds) = policy.max_age() {
        let _ = writeln!(text, "    max_age: {seconds}");
    }
    vec![Part {
        place: "on the route or service (apisix.yaml, or PATCH /apisix/admin/routes/ID as JSON)",
        text,
    }]
}

fn notes(_policy: &Policy, _situation: &Situation<'_>) -> Vec<String> {
    vec![
        "The plugin responds to OPTIONS before the authentication plugins, but only on a route \
         that matches: the route's methods have to include OPTIONS."
            .into(),
    ]
}
