//! Django: django-cors-headers, its middleware above every other, so that it also sees errors and
//! redirects of the others.

use std::fmt::Write;

use super::Confidence;
use super::Layer;
use super::Part;
use super::Sign;
use super::Situation;
use super::Stack;
use super::Trouble;
use super::pattern;
use super::quoted;
use super::quoted_lines;
use crate::fixes::Policy;

/// The row in the table.
pub(super) const STACK: Stack = Stack {
    id: "django",
    name: "Django",
    signs: &[
        Sign {
            header: "Server",
            holds: "WSGIServer/",
            confidence: Confidence::Likely,
        },
        Sign {
            header: "Set-Cookie",
            holds: "csrftoken=",
            confidence: Confidence::Likely,
        },
    ],
    ran_with: Some("Django 5.2.19, django-cors-headers 4.9.0"),
    docs: "https://github.com/adamchainz/django-cors-headers",
    comment: "#",
    layer: Layer::Application,
    cannot: |_| None,
    parts,
    notes,
};

fn parts(policy: &Policy, _situation: &Situation<'_>) -> Vec<Part> {
    let mut text = "\
INSTALLED_APPS += [\"corsheaders\"]
MIDDLEWARE.insert(0, \"corsheaders.middleware.CorsMiddleware\")

"
    .to_owned();
    if policy.any_origin() {
        text.push_str("CORS_ALLOW_ALL_ORIGINS = True\n");
    } else {
        text.push_str("CORS_ALLOWED_ORIGINS = [\n");
        text.push_str(&quoted_lines(policy.listed_origins(), '"', "    "));
        text.push_str("]\n");
    }
    for (name, values) in [
        ("METHODS", &more(policy.methods(), METHODS)),
        ("HEADERS", &more(policy.request_headers(), HEADERS)),
    ] {
        // The package's own lists stay.
        if !values.is_empty() {
            let own = format!("default_{}", name.to_ascii_lowercase());
            let _ = writeln!(
                text,
                "from corsheaders.defaults import {own}\n\
                 CORS_ALLOW_{name} = (*{own}, {})",
                quoted(values, '"')
            );
        }
    }
    if !policy.exposed_headers().is_empty() {
        let lines = quoted_lines(policy.exposed_headers(), '"', "    ");
        let _ = write!(text, "CORS_EXPOSE_HEADERS = [\n{lines}]\n");
    }
    if policy.credentials() {
        text.push_str("CORS_ALLOW_CREDENTIALS = True\n");
    }
    if let Some(seconds) = policy.max_age() {
        let _ = writeln!(text, "CORS_PREFLIGHT_MAX_AGE = {seconds}");
    }
    if let Some(path) = policy.path() {
        let _ = writeln!(text, "CORS_URLS_REGEX = r\"^{}(/|$)\"", pattern(path));
    }
    vec![Part {
        place: "settings.py, after MIDDLEWARE (pip install django-cors-headers)",
        text,
    }]
}

/// What the package allows by itself.
const METHODS: &[&str] = &["DELETE", "GET", "OPTIONS", "PATCH", "POST", "PUT", "HEAD"];
const HEADERS: &[&str] = &[
    "accept",
    "authorization",
    "content-type",
    "user-agent",
    "x-csrftoken",
    "x-requested-with",
];

fn more(wanted: &[String], own: &[&str]) -> Vec<String> {
    let more = wanted.iter().filter(|name| !own.contains(&name.as_str()));
    more.cloned().collect()
}

fn notes(policy: &Policy, situation: &Situation<'_>) -> Vec<String> {
    let mut notes = Vec::new();
    if policy.credentials() {
        notes.push(
            "Pages of other sites send the session cookie only with SESSION_COOKIE_SAMESITE = \
             \"None\" and SESSION_COOKIE_SECURE = True; for POST, PUT, PATCH and DELETE add the \
             origins to CSRF_TRUSTED_ORIGINS too."
                .into(),
        );
    }
    if situation.trouble == Some(Trouble::PreflightRedirected) {
        notes.push(
            "APPEND_SLASH redirects a URL without its final slash. With the middleware first, \
             preflights are handled before that. Better: call the URL with the slash."
                .into(),
        );
    }
    notes
}
