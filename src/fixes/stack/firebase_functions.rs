//! Cloud Functions for Firebase: the cors option of a function.

use super::Layer;
use super::Part;
use super::Situation;
use super::Stack;
use super::quoted;
use crate::fixes::Policy;

/// The row in the table.
pub(super) const STACK: Stack = Stack {
    id: "firebase-functions",
    name: "Cloud Functions for Firebase",
    signs: &[],
    ran_with: None,
    docs: "https://firebase.google.com/docs/functions/http-events",
    comment: "//",
    layer: Layer::Application,
    cannot: |_| None,
    parts,
    notes,
};

fn parts(policy: &Policy, _situation: &Situation<'_>) -> Vec<Part> {
    let cors = if policy.any_origin() {
        "true /* every page: \"*\" */".to_owned()
    } else {
        format!("[{}]", quoted(policy.listed_origins(), '"'))
    };
    let text = format!(
        "const {{ onRequest }} = require(\"firebase-functions/v2/https\");\n\n\
         exports.NAME = onRequest({{ cors: {cors}, invoker: \"public\" }}, (req, res) => {{\n  \
           // …\n\
         }});\n"
    );
    vec![Part { place: "", text }]
}

fn notes(policy: &Policy, _situation: &Situation<'_>) -> Vec<String> {
    let mut notes = vec![
        "The option is off by default (on for onCall functions). It handles OPTIONS and allows \
         every method and header."
            .into(),
        "invoker: public lets requests reach the code. Without it Google responds with 403.".into(),
    ];
    if policy.credentials() {
        notes.push(
            "For cookies use the cors package inside the function, with credentials: true.".into(),
        );
    }
    notes
}
