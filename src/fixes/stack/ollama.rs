//! Ollama: the environment variable with the origins that may ask it.

use super::Layer;
use super::Part;
use super::Situation;
use super::Stack;
use crate::fixes::Policy;

/// The row in the table.
pub(super) const STACK: Stack = Stack {
    id: "ollama",
    name: "Ollama",
    signs: &[],
    ran_with: None,
    docs: "https://github.com/ollama/ollama/blob/main/docs/faq.mdx",
    comment: "#",
    layer: Layer::Application,
    cannot: |_| None,
    parts,
    notes,
};

fn parts(policy: &Policy, _situation: &Situation<'_>) -> Vec<Part> {
    let origins = if policy.any_origin() {
        "*".to_owned()
    } else {
        policy.listed_origins().join(",")
    };
    vec![
        Part {
            place: "Linux: sudo systemctl edit ollama.service, then sudo systemctl restart ollama",
            text: format!("[Service]\nEnvironment=\"OLLAMA_ORIGINS={origins}\"\n"),
        },
        Part {
            place: "macOS, then quit Ollama and start it again",
            text: format!("launchctl setenv OLLAMA_ORIGINS \"{origins}\"\n"),
        },
        Part {
            place: "Windows: quit Ollama, then run this in a new terminal (or use the system's \
                    environment variables)",
            text: format!("setx OLLAMA_ORIGINS \"{origins}\"\n"),
        },
    ]
}

fn notes(_policy: &Policy, _situation: &Situation<'_>) -> Vec<String> {
    vec![
        "The service reads the variable when it starts: setting it in a shell does not affect an \
         Ollama that is already running. To allow every extension: \
         chrome-extension://*,moz-extension://*."
            .into(),
        "Ollama allows a fixed list of request headers (Authorization, Content-Type, Accept, \
         X-Requested-With, x-stainless-*); others cannot be added."
            .into(),
    ]
}
