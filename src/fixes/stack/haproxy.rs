//! `HAProxy`: the origin is kept in a transaction variable, `http-request return` answers
//! preflights, `http-after-response` also covers the errors that `HAProxy` answers itself.

use std::fmt::Write;

use super::Layer;
use super::Part;
use super::Situation;
use super::Stack;
use super::Trouble;
use crate::fixes::Policy;

/// The row in the table.
pub(super) const STACK: Stack = Stack {
    id: "haproxy",
    name: "HAProxy",
    signs: &[],
    ran_with: Some("HAProxy 2.6.12"),
    docs: "https://docs.haproxy.org/2.8/configuration.html#4.2-http-after-response",
    comment: "#",
    layer: Layer::Proxy,
    cannot: |_| None,
    parts,
    notes,
};

fn parts(policy: &Policy, _situation: &Situation<'_>) -> Vec<Part> {
    let mut text = String::new();
    let mut line = |line: &str| {
        let _ = writeln!(text, "    {line}");
    };
    let path = policy
        .path()
        .map(|path| format!(" {{ path -m beg {path} }}"))
        .unwrap_or_default();
    // Response rules cannot see the request any more: what they need is kept in variables.
    let allowed = if policy.any_origin() {
        if path.is_empty() {
            String::new()
        } else {
            line(&format!(
                "http-request set-var(txn.cors_path) bool(true) if{path}"
            ));
            " if { var(txn.cors_path) -m bool }".to_owned()
        }
    } else {
        for origin in policy.listed_origins() {
            line(&format!(
                "http-request set-var(txn.cors_origin) req.hdr(Origin) if {{ req.hdr(Origin) -m str {origin} }}{path}"
            ));
        }
        " if { var(txn.cors_origin) -m found }".to_owned()
    };
    line(&format!(
        "http-request set-var(txn.cors_preflight) bool(true) if METH_OPTIONS {{ req.hdr(Access-Control-Request-Method) -m found }}{path}"
    ));
    line("http-request return status 204 if { var(txn.cors_preflight) -m bool }");
    let origin = if policy.any_origin() {
        "*"
    } else {
        "%[var(txn.cors_origin)]"
    };
    let mut set = |name: &str, value: &str, condition: &str| {
        line(&format!(
            "http-after-response set-header {name} {value}{condition}"
        ));
    };
    set("Access-Control-Allow-Origin", origin, &allowed);
    if policy.credentials() {
        set("Access-Control-Allow-Credentials", "true", &allowed);
    }
    let preflight = " if { var(txn.cors_preflight) -m bool }";
    for (name, values) in [
        ("Methods", policy.methods()),
        ("Headers", policy.request_headers()),
    ] {
        if !values.is_empty() {
            let name = format!("Access-Control-Allow-{name}");
            set(&name, &format!("\"{}\"", values.join(", ")), preflight);
        }
    }
    if let Some(seconds) = policy.max_age() {
        set("Access-Control-Max-Age", &seconds.to_string(), preflight);
    }
    if !policy.exposed_headers().is_empty() {
        let values = format!("\"{}\"", policy.exposed_headers().join(", "));
        set("Access-Control-Expose-Headers", &values, &allowed);
    }
    if !policy.any_origin() {
        line("http-after-response add-header Vary Origin");
    }
    vec![Part {
        place: "in the frontend, before http-request auth and other http-request rules",
        text,
    }]
}

fn notes(policy: &Policy, situation: &Situation<'_>) -> Vec<String> {
    let mut notes = Vec::new();
    if situation.trouble == Some(Trouble::SetTwice) {
        notes.push("set-header replaces the headers of the application behind it.".into());
        if !policy.any_origin() {
            notes.push(
                "For origins that are not listed, the application's own headers still pass: \
                 http-response del-header Access-Control-Allow-Origin removes them."
                    .into(),
            );
        }
    }
    if situation.trouble == Some(Trouble::ErrorsWithoutHeaders) {
        notes.push(
            "http-after-response (HAProxy 2.2 and later) also covers 502, 503 and 504 of \
             HAProxy itself; http-response does not."
                .into(),
        );
    }
    notes
}
