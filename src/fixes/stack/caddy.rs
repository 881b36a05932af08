//! Caddy: matchers pick origin and preflight; inside `route` the order is the written one, so the
//! preflight is answered before `basic_auth` and `reverse_proxy`.

use std::fmt::Write;

use super::Confidence;
use super::Layer;
use super::Part;
use super::Sign;
use super::Situation;
use super::Stack;
use super::Trouble;
use super::host;
use crate::fixes::Policy;

/// The row in the table.
pub(super) const STACK: Stack = Stack {
    id: "caddy",
    name: "Caddy",
    signs: &[
        Sign {
            header: "Server",
            holds: "Caddy",
            confidence: Confidence::Certain,
        },
        Sign {
            header: "Via",
            holds: "Caddy",
            confidence: Confidence::Certain,
        },
    ],
    ran_with: Some("Caddy 2.6.2"),
    docs: "https://caddyserver.com/docs/caddyfile/directives/header",
    comment: "#",
    layer: Layer::Proxy,
    cannot: |_| None,
    parts,
    notes,
};

fn parts(policy: &Policy, situation: &Situation<'_>) -> Vec<Part> {
    let mut text = format!("{} {{\n", host(situation));
    let path = policy
        .path()
        .map(|path| format!("\t\tpath {path} {path}/*\n"))
        .unwrap_or_default();
    text.push_str("\t@cors_preflight {\n\t\tmethod OPTIONS\n");
    text.push_str("\t\theader Access-Control-Request-Method *\n");
    let _ = writeln!(text, "{path}\t}}");
    let matcher = if policy.any_origin() {
        ""
    } else {
        text.push_str("\t@cors_origin {\n");
        for origin in policy.listed_origins() {
            let _ = writeln!(text, "\t\theader Origin {origin}");
        }
        let _ = writeln!(text, "{path}\t}}");
        "@cors_origin "
    };
    text.push_str("\troute {\n");
    let _ = writeln!(text, "\t\theader {matcher}{{");
    let origin = if policy.any_origin() {
        "*"
    } else {
        "{http.request.header.Origin}"
    };
    let _ = writeln!(text, "\t\t\tAccess-Control-Allow-Origin {origin}");
    if policy.credentials() {
        text.push_str("\t\t\tAccess-Control-Allow-Credentials true\n");
    }
    if !policy.exposed_headers().is_empty() {
        let _ = writeln!(
            text,
            "\t\t\tAccess-Control-Expose-Headers \"{}\"",
            policy.exposed_headers().join(", ")
        );
    }
    text.push_str("\t\t}\n");
    if !policy.any_origin() {
        text.push_str("\t\theader +Vary Origin\n");
    }
    let mut preflight = String::new();
    for (name, values) in [
        ("Methods", policy.methods()),
        ("Headers", policy.request_headers()),
    ] {
        if !values.is_empty() {
            let _ = writeln!(
                preflight,
                "\t\t\tAccess-Control-Allow-{name} \"{}\"",
                values.join(", ")
            );
        }
    }
    if let Some(seconds) = policy.max_age() {
        let _ = writeln!(preflight, "\t\t\tAccess-Control-Max-Age {seconds}");
    }
    if !preflight.is_empty() {
        let _ = write!(text, "\t\theader @cors_preflight {{\n{preflight}\t\t}}\n");
    }
    text.push_str("\t\trespond @cors_preflight 204\n");
    text.push_str("\t\t# basic_auth, forward_auth, reverse_proxy, file_server, … go here\n");
    text.push_str("\t}\n}\n");
    vec![Part {
        place: "Caddyfile",
        text,
    }]
}

fn notes(_policy: &Policy, situation: &Situation<'_>) -> Vec<String> {
    match situation.trouble {
        Some(Trouble::SetTwice) => vec![
            "If the application behind it sets these headers too: header_down \
             -Access-Control-Allow-* inside reverse_proxy removes its own."
                .into(),
        ],
        Some(Trouble::PreflightUnauthorized) => vec![
            "Authentication outside this route runs before it: move it inside, below respond."
                .into(),
        ],
        _ => Vec::new(),
    }
}
