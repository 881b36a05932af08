//! Traefik: the headers middleware, first in the router's chain; it answers preflights itself.

use std::fmt::Write;

use super::Layer;
use super::Part;
use super::Situation;
use super::Stack;
use super::Trouble;
use super::methods;
use crate::fixes::Policy;

/// The row in the table.
pub(super) const STACK: Stack = Stack {
    id: "traefik",
    name: "Traefik",
    signs: &[],
    ran_with: Some("Traefik 3.7.15"),
    docs: "https://doc.traefik.io/traefik/middlewares/http/headers/#cors-headers",
    comment: "#",
    layer: Layer::Proxy,
    cannot: |_| None,
    parts,
    notes,
};

fn parts(policy: &Policy, _situation: &Situation<'_>) -> Vec<Part> {
    let mut text = "http:\n  middlewares:\n    cors:\n      headers:\n".to_owned();
    let mut list = |name: &str, values: &[String]| {
        if !values.is_empty() {
            let _ = writeln!(text, "        {name}:");
            for value in values {
                let _ = writeln!(text, "          - \"{value}\"");
            }
        }
    };
    if policy.any_origin() {
        list("accessControlAllowOriginList", &["*".to_owned()]);
    }
    list("accessControlAllowOriginList", policy.listed_origins());
    list("accessControlAllowMethods", &methods(policy));
    list("accessControlAllowHeaders", policy.request_headers());
    list("accessControlExposeHeaders", policy.exposed_headers());
    if policy.credentials() {
        text.push_str("        accessControlAllowCredentials: true\n");
    }
    if let Some(seconds) = policy.max_age() {
        let _ = writeln!(text, "        accessControlMaxAge: {seconds}");
    }
    if !policy.any_origin() {
        text.push_str("        addVaryHeader: true\n");
    }
    text.push_str("  routers:\n    api:  # the router that serves these requests\n");
    text.push_str(
        "      middlewares:\n        - cors  # first, before basicAuth and forwardAuth\n",
    );
    vec![Part {
        place: "dynamic configuration",
        text,
    }]
}

fn notes(_policy: &Policy, situation: &Situation<'_>) -> Vec<String> {
    let mut notes = vec![
        "In Kubernetes the same keys are under spec.headers of a Middleware; as labels they \
         are traefik.http.middlewares.cors.headers.accesscontrolalloworiginlist=…"
            .into(),
    ];
    if situation.trouble == Some(Trouble::ErrorsWithoutHeaders) {
        notes.push(
            "A 404 of Traefik itself (no router matched) runs no middleware: check the router's \
             rule."
                .into(),
        );
    }
    notes
}
