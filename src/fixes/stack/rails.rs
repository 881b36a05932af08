//! Rails: rack-cors, before every other middleware.

use std::fmt::Write;

use super::Confidence;
use super::Layer;
use super::Part;
use super::Sign;
use super::Situation;
use super::Stack;
use super::methods;
use super::pattern;
use super::quoted;
use crate::fixes::Policy;

/// The row in the table.
pub(super) const STACK: Stack = Stack {
    id: "rails",
    name: "Rails",
    signs: &[
        Sign {
            header: "X-Runtime",
            holds: "0.",
            confidence: Confidence::Likely,
        },
        Sign {
            header: "Server",
            holds: "Phusion Passenger",
            confidence: Confidence::Likely,
        },
        Sign {
            header: "X-Powered-By",
            holds: "Phusion Passenger",
            confidence: Confidence::Likely,
        },
    ],
    ran_with: Some("rack-cors 1.1.1"),
    docs: "https://github.com/cyu/rack-cors",
    comment: "#",
    layer: Layer::Application,
    cannot: |_| None,
    parts,
    notes,
};

fn parts(policy: &Policy, _situation: &Situation<'_>) -> Vec<Part> {
    let mut text = "\
Rails.application.config.middleware.insert_before 0, Rack::Cors do
  allow do
"
    .to_owned();
    text.push_str(&rules(policy));
    text.push_str("  end\nend\n");
    vec![Part {
        place: "config/initializers/cors.rb (bundle add rack-cors)",
        text,
    }]
}

fn rules(policy: &Policy) -> String {
    let mut text = String::new();
    if policy.any_origin() {
        text.push_str("    origins \"*\"\n");
    } else {
        // Strings of another scheme, and null, would be read as host names.
        let origins: Vec<String> = policy
            .listed_origins()
            .iter()
            .map(|origin| {
                if origin.starts_with("http") {
                    format!("\"{origin}\"")
                } else {
                    format!("%r{{\\A{}\\z}}", pattern(origin))
                }
            })
            .collect();
        let _ = writeln!(text, "    origins {}", origins.join(", "));
    }
    let path = policy.path().unwrap_or_default();
    let _ = writeln!(text, "    resource \"{path}/*\",");
    if !policy.request_headers().is_empty() {
        let names = quoted(policy.request_headers(), '"');
        let _ = writeln!(text, "      headers: [{names}],");
    }
    if !policy.exposed_headers().is_empty() {
        let names = quoted(policy.exposed_headers(), '"');
        let _ = writeln!(text, "      expose: [{names}],");
    }
    if policy.credentials() {
        text.push_str("      credentials: true,\n");
    }
    if let Some(seconds) = policy.max_age() {
        let _ = writeln!(text, "      max_age: {seconds},");
    }
    let methods: Vec<String> = methods(policy)
        .iter()
        .map(|method| format!(":\"{}\"", method.to_ascii_lowercase()))
        .collect();
    let _ = writeln!(text, "      methods: [{}]", methods.join(", "));
    text
}

fn notes(policy: &Policy, _situation: &Situation<'_>) -> Vec<String> {
    if policy.credentials() {
        vec![
            "Pages of other sites send the session cookie only with same_site: :none and secure: \
             true on the session store."
                .into(),
        ]
    } else {
        Vec::new()
    }
}
