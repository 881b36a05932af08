//! Azure Functions: the platform's own CORS setting, which answers before the function runs.

use std::fmt::Write;

use super::Confidence;
use super::Layer;
use super::Part;
use super::Sign;
use super::Situation;
use super::Stack;
use super::Trouble;
use crate::fixes::Policy;

/// The row in the table.
pub(super) const STACK: Stack = Stack {
    id: "azure-functions",
    name: "Azure Functions",
    signs: &[Sign {
        header: "Request-Context",
        holds: "appId=",
        confidence: Confidence::Possible,
    }],
    ran_with: None,
    docs: "https://learn.microsoft.com/azure/azure-functions/functions-how-to-use-azure-function-app-settings#cors",
    comment: "#",
    layer: Layer::Other,
    cannot: |_| None,
    parts,
    notes,
};

fn parts(policy: &Policy, _situation: &Situation<'_>) -> Vec<Part> {
    let origins = if policy.any_origin() {
        "'*'".to_owned()
    } else {
        let quoted: Vec<String> = policy
            .listed_origins()
            .iter()
            .map(|origin| format!("'{origin}'"))
            .collect();
        quoted.join(" ")
    };
    let mut text = String::new();
    let _ = writeln!(
        text,
        "az functionapp cors add --resource-group GROUP --name APP --allowed-origins {origins}"
    );
    if policy.credentials() {
        text.push_str(
            "az functionapp cors credentials --resource-group GROUP --name APP --enable true\n",
        );
    }
    let local = if policy.any_origin() {
        "*".to_owned()
    } else {
        policy.listed_origins().join(",")
    };
    let mut settings = serde_json::json!({ "Host": { "CORS": local } });
    if policy.credentials() {
        settings["Host"]["CORSCredentials"] = serde_json::json!(true);
    }
    vec![
        Part {
            place: "in Azure",
            text,
        },
        Part {
            place: "local.settings.json, for func start",
            text: format!("{settings:#}\n"),
        },
    ]
}

fn notes(policy: &Policy, situation: &Situation<'_>) -> Vec<String> {
    let mut notes = vec![
        "The platform responds to preflights itself and allows every method and header; it has no \
         setting for either."
            .into(),
    ];
    if !policy.exposed_headers().is_empty() {
        notes.push(format!(
            "Access-Control-Expose-Headers: {} has to come from the function's own response.",
            policy.exposed_headers().join(", ")
        ));
    }
    if situation.trouble == Some(Trouble::SetTwice) {
        notes.push(
            "Remove Access-Control-Allow-Origin from the function's code: the platform adds it."
                .into(),
        );
    }
    notes
}
