//! Fastify: `@fastify/cors`, registered before every plugin that asks for a login.

use super::Confidence;
use super::Layer;
use super::Part;
use super::Sign;
use super::Situation;
use super::Stack;
use super::express;
use super::methods_of_requests;
use crate::fixes::Policy;

/// The row in the table.
pub(super) const STACK: Stack = Stack {
    id: "fastify",
    name: "Fastify",
    // Fastify keeps connections for 72 seconds unless told otherwise; other Node servers for 5.
    signs: &[Sign {
        header: "Keep-Alive",
        holds: "timeout=72",
        confidence: Confidence::Possible,
    }],
    ran_with: Some("Fastify 5.12.8, @fastify/cors 11.4.3"),
    docs: "https://github.com/fastify/fastify-cors",
    comment: "//",
    layer: Layer::Application,
    cannot: |_| None,
    parts,
    notes,
};

fn parts(policy: &Policy, _situation: &Situation<'_>) -> Vec<Part> {
    // Without the await the plugin loads later, and hooks added meanwhile run before it.
    let methods = if policy.methods().is_empty() {
        Vec::new()
    } else {
        methods_of_requests(policy)
    };
    let text = format!(
        "import cors from \"@fastify/cors\"; // npm install @fastify/cors\n\n\
         await fastify.register(cors, {{\n{}}});\n",
        express::options(policy, &methods)
    );
    vec![Part {
        place: "before every other register(), addHook() and route",
        text,
    }]
}

fn notes(policy: &Policy, _situation: &Situation<'_>) -> Vec<String> {
    let mut notes = vec![
        "Keep the await. Without it a login hook that is added later runs before the plugin and \
         refuses preflights. In CommonJS put it into an async function."
            .into(),
    ];
    if policy.methods().is_empty() {
        notes.push("Without methods the plugin allows GET, HEAD and POST only.".into());
    }
    if let Some(path) = policy.path() {
        notes.push(format!(
            "The whole server gets these headers. For {path} alone register it inside a plugin \
             with that prefix."
        ));
    }
    notes
}
