//! Azure API Management: the cors policy.

use std::fmt::Write;

use super::Layer;
use super::Part;
use super::Situation;
use super::Stack;
use super::methods_of_requests;
use crate::fixes::Policy;

/// The row in the table.
pub(super) const STACK: Stack = Stack {
    id: "azure-api-management",
    name: "Azure API Management",
    signs: &[],
    ran_with: None,
    docs: "https://learn.microsoft.com/azure/api-management/cors-policy",
    comment: "//",
    layer: Layer::Proxy,
    cannot: |_| None,
    parts,
    notes,
};

fn parts(policy: &Policy, _situation: &Situation<'_>) -> Vec<Part> {
    let mut text = format!(
        "<cors allow-credentials=\"{}\">\n  <allowed-origins>\n",
        policy.credentials()
    );
    if policy.any_origin() {
        text.push_str("    <origin>*</origin>\n");
    }
    for origin in policy.listed_origins() {
        let _ = writeln!(text, "    <origin>{origin}</origin>");
    }
    text.push_str("  </allowed-origins>\n");
    let age = policy
        .max_age()
        .map(|seconds| format!(" preflight-result-max-age=\"{seconds}\""))
        .unwrap_or_default();
    for (list, attribute, item, values) in [
        (
            "allowed-methods",
            &age[..],
            "method",
            &methods_of_requests(policy)[..],
        ),
        ("allowed-headers", "", "header", policy.request_headers()),
        ("expose-headers", "", "header", policy.exposed_headers()),
    ] {
        if !values.is_empty() {
            let _ = writeln!(text, "  <{list}{attribute}>");
            for value in values {
                let _ = writeln!(text, "    <{item}>{value}</{item}>");
            }
            let _ = writeln!(text, "  </{list}>");
        }
    }
    text.push_str("</cors>\n");
    vec![Part {
        place: "APIs → All operations → Inbound processing → policy editor, first in <inbound>",
        text,
    }]
}

fn notes(_policy: &Policy, _situation: &Situation<'_>) -> Vec<String> {
    vec![
        "At the scope of the API, not of a product: a preflight has no subscription key. Keep the \
         origins that are listed already."
            .into(),
    ]
}
