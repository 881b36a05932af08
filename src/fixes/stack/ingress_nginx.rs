//! ingress-nginx: annotations of the Ingress, for which the controller answers preflights itself.

use std::fmt::Write;

use super::Layer;
use super::Part;
use super::Situation;
use super::Stack;
use super::methods;
use crate::fixes::Policy;

/// The row in the table.
pub(super) const STACK: Stack = Stack {
    id: "ingress-nginx",
    name: "ingress-nginx",
    signs: &[],
    ran_with: None,
    docs: "https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#enable-cors",
    comment: "#",
    layer: Layer::Proxy,
    cannot,
    parts,
    notes,
};

fn cannot(policy: &Policy) -> Option<&'static str> {
    policy
        .listed_origins()
        .iter()
        .any(|origin| !origin.starts_with("http"))
        .then_some("the annotation accepts only http and https origins")
}

fn parts(policy: &Policy, _situation: &Situation<'_>) -> Vec<Part> {
    let origins = if policy.any_origin() {
        "*".to_owned()
    } else {
        policy.listed_origins().join(", ")
    };
    let mut text = "metadata:\n  annotations:\n".to_owned();
    let mut line = |name: &str, value: &str| {
        let _ = writeln!(text, "    nginx.ingress.kubernetes.io/{name}: \"{value}\"");
    };
    line("enable-cors", "true");
    line("cors-allow-origin", &origins);
    for (name, values) in [
        ("cors-allow-methods", &methods(policy)[..]),
        ("cors-allow-headers", policy.request_headers()),
        ("cors-expose-headers", policy.exposed_headers()),
    ] {
        if !values.is_empty() {
            line(name, &values.join(", "));
        }
    }
    line(
        "cors-allow-credentials",
        if policy.credentials() {
            "true"
        } else {
            "false"
        },
    );
    if let Some(seconds) = policy.max_age() {
        line("cors-max-age", &seconds.to_string());
    }
    vec![Part {
        place: "the Ingress of the host",
        text,
    }]
}

fn notes(_policy: &Policy, _situation: &Situation<'_>) -> Vec<String> {
    vec![
        "The controller responds to OPTIONS itself, before auth-url, auth-type and the \
         application. cors-allow-headers replaces the default list: keep the names that other \
         pages need."
            .into(),
        "Without cors-allow-origin it sends * together with Allow-Credentials. Browsers do not \
         accept that for requests with cookies."
            .into(),
    ]
}
