//! Elasticsearch and `OpenSearch`: http.cors in the node's configuration.

use std::fmt::Write;

use super::Layer;
use super::Part;
use super::Situation;
use super::Stack;
use super::methods_of_requests;
use super::pattern;
use crate::fixes::Policy;

/// The row in the table.
pub(super) const STACK: Stack = Stack {
    id: "elasticsearch",
    name: "Elasticsearch",
    signs: &[],
    ran_with: None,
    docs: "https://www.elastic.co/guide/en/elasticsearch/reference/current/modules-network.html",
    comment: "#",
    layer: Layer::Application,
    cannot: |_| None,
    parts,
    notes,
};

fn parts(policy: &Policy, _situation: &Situation<'_>) -> Vec<Part> {
    let origins = match policy.listed_origins() {
        [] => "\"*\"".to_owned(),
        [one] => format!("\"{one}\""),
        many => {
            let patterns: Vec<String> = many.iter().map(|origin| pattern(origin)).collect();
            format!("'/{}/'", patterns.join("|").replace('/', "\\/"))
        }
    };
    let mut headers = ["X-Requested-With", "Content-Type", "Content-Length"]
        .map(str::to_owned)
        .to_vec();
    for name in policy.request_headers() {
        if !headers.iter().any(|known| known.eq_ignore_ascii_case(name)) {
            headers.push(name.clone());
        }
    }
    let mut text = String::new();
    let _ = writeln!(text, "http.cors.enabled: true");
    let _ = writeln!(text, "http.cors.allow-origin: {origins}");
    let _ = writeln!(
        text,
        "http.cors.allow-methods: {}",
        methods_of_requests(policy).join(", ")
    );
    let _ = writeln!(text, "http.cors.allow-headers: {}", headers.join(", "));
    if policy.credentials() {
        let _ = writeln!(text, "http.cors.allow-credentials: true");
    }
    if !policy.exposed_headers().is_empty() {
        let _ = writeln!(
            text,
            "http.cors.expose-headers: {}",
            policy.exposed_headers().join(", ")
        );
    }
    if let Some(seconds) = policy.max_age() {
        let _ = writeln!(text, "http.cors.max-age: {seconds}");
    }
    vec![Part {
        place: "elasticsearch.yml of every node (OpenSearch: opensearch.yml), then restart it",
        text,
    }]
}

fn notes(policy: &Policy, _situation: &Situation<'_>) -> Vec<String> {
    let mut notes = vec![
        "Authorization is not allowed by default.".into(),
        "A cluster that pages can reach is open to their visitors. It is safer to query it from \
         your own backend."
            .into(),
    ];
    if policy.listed_origins().len() > 1 {
        notes.push(format!(
            "To allow several origins, write one regular expression between slashes: {}.",
            policy.listed_origins().join(" ")
        ));
    }
    notes
}
