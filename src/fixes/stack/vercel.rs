//! Vercel: headers of the project, for static files and functions alike.

use super::Layer;
use super::Part;
use super::Situation;
use super::Stack;
use super::Trouble;
use super::folder;
use crate::fixes::Policy;
use serde_json::json;

/// The row in the table.
pub(super) const STACK: Stack = Stack {
    id: "vercel",
    name: "Vercel",
    signs: &[],
    ran_with: None,
    docs: "https://vercel.com/kb/guide/how-to-enable-cors",
    comment: "//",
    layer: Layer::Other,
    cannot: |_| None,
    parts,
    notes,
};

fn parts(policy: &Policy, situation: &Situation<'_>) -> Vec<Part> {
    let header = |(name, value): (&'static str, String)| json!({ "key": name, "value": value });
    let origin = Some(policy.main_origin());
    let headers: Vec<_> = policy
        .response_headers(origin, true)
        .into_iter()
        .map(header)
        .collect();
    let mut headers = headers;
    if !policy.exposed_headers().is_empty() {
        headers.push(header((
            "Access-Control-Expose-Headers",
            policy.exposed_headers().join(", "),
        )));
    }
    let source = format!("{}/(.*)", folder(policy, situation));
    let file = json!({ "headers": [{ "source": source, "headers": headers }] });
    vec![Part {
        place: "vercel.json",
        text: format!("{file:#}\n"),
    }]
}

fn notes(policy: &Policy, situation: &Situation<'_>) -> Vec<String> {
    let mut notes = vec![
        "A function still has to respond to OPTIONS with 204: if (request.method === \"OPTIONS\") \
         return new Response(null, { status: 204 })."
            .into(),
        "Deployment Protection (on previews) refuses preflights first: add the path to the \
         OPTIONS Allowlist."
            .into(),
    ];
    if situation.trouble == Some(Trouble::RedirectsWithoutHeaders) {
        notes.push(
            "Vercel makes its redirects (a slash, cleanUrls, redirects) before it looks at these \
             headers: a redirect of its own has none of them."
                .into(),
        );
    }
    if policy.listed_origins().len() > 1 {
        notes.push(format!(
            "vercel.json can name one origin only. For several, set the header in the function: \
             repeat the request's Origin if it is one of these: {}.",
            policy.listed_origins().join(" ")
        ));
    }
    notes
}
