//! Istio: the `corsPolicy` of a `VirtualService`.

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
    id: "istio",
    name: "Istio",
    signs: &[],
    ran_with: None,
    docs: "https://istio.io/latest/docs/reference/config/networking/virtual-service/#CorsPolicy",
    comment: "#",
    layer: Layer::Proxy,
    cannot: |_| None,
    parts,
    notes,
};

fn parts(policy: &Policy, _situation: &Situation<'_>) -> Vec<Part> {
    let mut text = "spec:\n  http:\n    - corsPolicy:\n        allowOrigins:\n".to_owned();
    if policy.any_origin() {
        text.push_str("          - regex: \".*\"\n");
    }
    for origin in policy.listed_origins() {
        let _ = writeln!(text, "          - exact: \"{origin}\"");
    }
    for (name, values) in [
        ("allowMethods", &methods(policy)[..]),
        ("allowHeaders", policy.request_headers()),
        ("exposeHeaders", policy.exposed_headers()),
    ] {
        if !values.is_empty() {
            let _ = writeln!(text, "        {name}: [{}]", quoted(values, '"'));
        }
    }
    let _ = writeln!(text, "        allowCredentials: {}", policy.credentials());
    if let Some(seconds) = policy.max_age() {
        let _ = writeln!(text, "        maxAge: \"{seconds}s\"");
    }
    vec![Part {
        place: "the VirtualService of the host, in its http route (beside route)",
        text,
    }]
}

fn notes(_policy: &Policy, _situation: &Situation<'_>) -> Vec<String> {
    vec![
        "An AuthorizationPolicy or RequestAuthentication that requires a token refuses OPTIONS \
         first: add a rule that allows the method OPTIONS."
            .into(),
    ]
}
