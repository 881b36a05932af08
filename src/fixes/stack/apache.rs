//! Apache: `mod_setenvif` picks the origin, `Header always` sends it on errors too, `mod_rewrite`
//! in the virtual host answers preflights before any `Require`.

use std::fmt::Write;

use super::Confidence;
use super::Layer;
use super::Part;
use super::Sign;
use super::Situation;
use super::Stack;
use super::Trouble;
use super::anchored;
use super::pattern;
use crate::fixes::Policy;

/// The row in the table.
pub(super) const STACK: Stack = Stack {
    id: "apache",
    name: "Apache",
    signs: &[
        Sign {
            header: "Server",
            holds: "Apache/",
            confidence: Confidence::Certain,
        },
        Sign {
            header: "Server",
            holds: "Apache",
            confidence: Confidence::Likely,
        },
    ],
    ran_with: Some("Apache 2.4.67"),
    docs: "https://httpd.apache.org/docs/2.4/mod/mod_headers.html",
    comment: "#",
    layer: Layer::Proxy,
    cannot: |_| None,
    parts,
    notes,
};

fn parts(policy: &Policy, _situation: &Situation<'_>) -> Vec<Part> {
    let mut text = String::new();
    let mut line = |line: &str| {
        let _ = writeln!(text, "{line}");
    };
    let origin = if policy.any_origin() {
        "\"*\""
    } else {
        line(&format!(
            "SetEnvIf Origin \"{}\" CORS_ORIGIN=$0",
            anchored(policy.listed_origins())
        ));
        "\"%{CORS_ORIGIN}e\" env=CORS_ORIGIN"
    };
    line("SetEnvIf Access-Control-Request-Method . CORS_PREFLIGHT");
    line(
        "# Apache keeps the application's headers in a separate table: remove those, or the header is sent twice.",
    );
    let mut set = |name: &str, value: &str| {
        line(&format!("Header onsuccess unset {name}"));
        line(&format!("Header always set {name} {value}"));
    };
    set("Access-Control-Allow-Origin", origin);
    if policy.credentials() {
        set("Access-Control-Allow-Credentials", "true env=CORS_ORIGIN");
    }
    for (name, values) in [
        ("Methods", policy.methods()),
        ("Headers", policy.request_headers()),
    ] {
        if !values.is_empty() {
            let values = format!("\"{}\" env=CORS_PREFLIGHT", values.join(", "));
            set(&format!("Access-Control-Allow-{name}"), &values);
        }
    }
    if let Some(seconds) = policy.max_age() {
        set(
            "Access-Control-Max-Age",
            &format!("{seconds} env=CORS_PREFLIGHT"),
        );
    }
    if !policy.exposed_headers().is_empty() {
        let values = format!("\"{}\"", policy.exposed_headers().join(", "));
        set("Access-Control-Expose-Headers", &values);
    }
    if !policy.any_origin() {
        line("Header always merge Vary Origin");
    }
    line("RewriteEngine On");
    line("RewriteCond %{REQUEST_METHOD} =OPTIONS");
    line("RewriteCond %{ENV:CORS_PREFLIGHT} !=\"\"");
    match policy.path() {
        None => line("RewriteRule ^ - [R=204,L]"),
        Some(path) => line(&format!("RewriteRule ^{}(/|$) - [R=204,L]", pattern(path))),
    }
    vec![Part {
        place: "in <VirtualHost>, after a2enmod headers rewrite setenvif",
        text,
    }]
}

fn notes(policy: &Policy, situation: &Situation<'_>) -> Vec<String> {
    let mut notes = vec![
        "Not in .htaccess or <Directory>: there rewriting comes after authentication, so \
         preflights would need a password."
            .into(),
    ];
    if let Some(path) = policy.path() {
        notes.push(format!(
            "The whole virtual host gets these headers. For {path} alone put the Header lines \
             into <Location \"{path}\">."
        ));
    }
    if situation.trouble == Some(Trouble::ErrorsWithoutHeaders) {
        notes.push(
            "With always the headers are on errors too; without it only on 2xx and 3xx.".into(),
        );
    }
    notes
}
