//! Envoy: the CORS filter first in the chain, the policy on the virtual host.

use std::fmt::Write;

use super::Confidence;
use super::Layer;
use super::Part;
use super::Sign;
use super::Situation;
use super::Stack;
use super::Trouble;
use super::methods;
use crate::fixes::Policy;

/// The row in the table.
pub(super) const STACK: Stack = Stack {
    id: "envoy",
    name: "Envoy",
    signs: &[
        Sign {
            header: "Server",
            holds: "envoy",
            confidence: Confidence::Certain,
        },
        Sign {
            header: "X-Envoy-Upstream-Service-Time",
            holds: "",
            confidence: Confidence::Certain,
        },
    ],
    ran_with: Some("Envoy 1.40.0"),
    docs: "https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/cors_filter",
    comment: "#",
    layer: Layer::Proxy,
    cannot: |_| None,
    parts,
    notes,
};

fn parts(policy: &Policy, _situation: &Situation<'_>) -> Vec<Part> {
    // Envoy echoes the origin for "*" too, so its responses always depend on it. Headers that a
    // route adds are missing on what Envoy answers itself.
    let filters = "\
- name: envoy.filters.http.header_mutation
  typed_config:
    \"@type\": type.googleapis.com/envoy.extensions.filters.http.header_mutation.v3.HeaderMutation
    mutations:
      response_mutations:
        - append:
            header: { key: Vary, value: Origin }
- name: envoy.filters.http.cors
  typed_config:
    \"@type\": type.googleapis.com/envoy.extensions.filters.http.cors.v3.Cors
"
    .to_owned();
    let mut host = "\
typed_per_filter_config:
  envoy.filters.http.cors:
    \"@type\": type.googleapis.com/envoy.extensions.filters.http.cors.v3.CorsPolicy
    allow_origin_string_match:
"
    .to_owned();
    if policy.any_origin() {
        host.push_str("    - exact: \"*\"\n");
    }
    for origin in policy.listed_origins() {
        let _ = writeln!(host, "    - exact: \"{origin}\"");
    }
    let _ = writeln!(
        host,
        "    allow_methods: \"{}\"",
        methods(policy).join(", ")
    );
    for (name, values) in [
        ("allow_headers", policy.request_headers()),
        ("expose_headers", policy.exposed_headers()),
    ] {
        if !values.is_empty() {
            let _ = writeln!(host, "    {name}: \"{}\"", values.join(", "));
        }
    }
    if let Some(seconds) = policy.max_age() {
        let _ = writeln!(host, "    max_age: \"{seconds}\"");
    }
    if policy.credentials() {
        host.push_str("    allow_credentials: true\n");
    }
    vec![
        Part {
            place: "http_filters: first in the list, before jwt_authn, ext_authz and ratelimit",
            text: filters,
        },
        Part {
            place: "in the virtual host (or the route)",
            text: host,
        },
    ]
}

fn notes(_policy: &Policy, situation: &Situation<'_>) -> Vec<String> {
    let mut notes =
        vec!["In Istio the same policy is corsPolicy on the VirtualService's http route.".into()];
    if situation.trouble == Some(Trouble::SetTwice) {
        notes.push(
            "The filter replaces the headers of the application behind it. For origins that are \
             not listed, the application's own headers still pass: response_headers_to_remove on \
             the route removes them."
                .into(),
        );
    }
    notes
}
