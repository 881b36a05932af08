//! IIS: the CORS module, which answers OPTIONS before authentication.

use std::fmt::Write;

use super::Layer;
use super::Part;
use super::Situation;
use super::Stack;
use super::Trouble;
use crate::fixes::Policy;

/// The row in the table.
pub(super) const STACK: Stack = Stack {
    id: "iis",
    name: "IIS",
    signs: &[],
    ran_with: None,
    docs: "https://learn.microsoft.com/iis/extensions/cors-module/cors-module-configuration-reference",
    comment: "#",
    layer: Layer::Proxy,
    cannot: |_| None,
    parts,
    notes,
};

fn parts(policy: &Policy, _situation: &Situation<'_>) -> Vec<Part> {
    let any = ["*".to_owned()];
    let origins = if policy.any_origin() {
        &any[..]
    } else {
        policy.listed_origins()
    };
    let mut text = "<system.webServer>\n  <cors enabled=\"true\">\n".to_owned();
    for origin in origins {
        let _ = write!(text, "    <add origin=\"{origin}\"");
        if policy.credentials() {
            text.push_str(" allowCredentials=\"true\"");
        }
        if let Some(seconds) = policy.max_age() {
            let _ = write!(text, " maxAge=\"{seconds}\"");
        }
        text.push_str(">\n");
        for (list, values) in [
            ("allowHeaders", policy.request_headers()),
            ("allowMethods", policy.methods()),
            ("exposeHeaders", policy.exposed_headers()),
        ] {
            if values.is_empty() {
                continue;
            }
            let item = list.trim_end_matches('s');
            let _ = writeln!(text, "      <{list}>");
            for value in values {
                let name = if item == "allowMethod" {
                    "method"
                } else {
                    "header"
                };
                let _ = writeln!(text, "        <add {name}=\"{value}\" />");
            }
            let _ = writeln!(text, "      </{list}>");
        }
        text.push_str("    </add>\n");
    }
    text.push_str("  </cors>\n</system.webServer>\n");
    vec![Part {
        place: "web.config, with the IIS CORS module installed (https://www.iis.net/downloads/microsoft/iis-cors-module)",
        text,
    }]
}

fn notes(_policy: &Policy, situation: &Situation<'_>) -> Vec<String> {
    let mut notes = vec![
        "Remove Access-Control-… from <customHeaders> and from the application: set them in one \
         place only."
            .into(),
    ];
    if situation.trouble == Some(Trouble::PreflightUnauthorized) {
        notes.push(
            "The module responds to OPTIONS before Windows authentication; customHeaders are not \
             added to a 401."
                .into(),
        );
    }
    notes
}
