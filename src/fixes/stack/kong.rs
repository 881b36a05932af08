//! Kong: the cors plugin, which answers preflights before the authentication plugins.

use std::fmt::Write;

use super::Layer;
use super::Part;
use super::Situation;
use super::Stack;
use super::methods;
use super::quoted;
use crate::fixes::Policy;

/// The row in the table.
pub(super) const STACK: Stack = Stack {
    id: "kong",
    name: "Kong",
    signs: &[],
    ran_with: None,
    docs: "https://developer.konghq.com/plugins/cors/",
    comment: "#",
    layer: Layer::Proxy,
    cannot: |_| None,
    parts,
    notes,
};

fn parts(policy: &Policy, _situation: &Situation<'_>) -> Vec<Part> {
    let origins = if policy.any_origin() {
        "\"*\"".to_owned()
    } else {
        quoted(policy.listed_origins(), '"')
    };
    let mut text = format!("plugins:\n  - name: cors\n    config:\n      origins: [{origins}]\n");
    for (name, values) in [
        ("methods", &methods(policy)[..]),
        ("headers", policy.request_headers()),
        ("exposed_headers", policy.exposed_headers()),
    ] {
        if !values.is_empty() {
            let _ = writeln!(text, "      {name}: [{}]", quoted(values, '"'));
        }
    }
    let _ = writeln!(text, "      credentials: {}", policy.credentials());
    if let Some(seconds) = policy.max_age() {
        let _ = writeln!(text, "      max_age: {seconds}");
    }
    vec![Part {
        place: "kong.yml, on the service (or POST /services/SERVICE/plugins)",
        text,
    }]
}

fn notes(_policy: &Policy, _situation: &Situation<'_>) -> Vec<String> {
    vec![
        "The cors plugin runs before key-auth, jwt and oauth2, so preflights need no login.".into(),
        "If a route's methods do not list OPTIONS, Kong responds with 404 before any plugin runs."
            .into(),
    ]
}
