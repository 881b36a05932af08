//! Netlify: header rules for static files; functions set their own.

use std::fmt::Write;

use super::Layer;
use super::Part;
use super::Situation;
use super::Stack;
use super::folder;
use crate::fixes::Policy;

/// The row in the table.
pub(super) const STACK: Stack = Stack {
    id: "netlify",
    name: "Netlify",
    signs: &[],
    ran_with: None,
    docs: "https://docs.netlify.com/routing/headers/",
    comment: "#",
    layer: Layer::Other,
    cannot: |_| None,
    parts,
    notes,
};

fn parts(policy: &Policy, situation: &Situation<'_>) -> Vec<Part> {
    let mut text = format!(
        "[[headers]]\n  for = \"{}/*\"\n  [headers.values]\n",
        folder(policy, situation)
    );
    for (name, value) in policy.response_headers(Some(policy.main_origin()), true) {
        let _ = writeln!(text, "    {name} = \"{value}\"");
    }
    if !policy.exposed_headers().is_empty() {
        let _ = writeln!(
            text,
            "    Access-Control-Expose-Headers = \"{}\"",
            policy.exposed_headers().join(", ")
        );
    }
    vec![Part {
        place: "netlify.toml",
        text,
    }]
}

fn notes(policy: &Policy, _situation: &Situation<'_>) -> Vec<String> {
    let mut notes = vec![
        "netlify.toml and _headers apply to static files only. A function has to send the same \
         headers in each of its responses, including errors, and respond to OPTIONS with 204. A \
         redirect of _redirects has none: request the final URL."
            .into(),
    ];
    if policy.listed_origins().len() > 1 {
        notes.push(format!(
            "A header rule can name one origin only. For several, use an edge function that \
             repeats the request's Origin if it is one of these: {}.",
            policy.listed_origins().join(" ")
        ));
    }
    notes
}
