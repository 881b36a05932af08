//! Vite's development server: its proxy, so that nothing is cross-origin, or its cors option.

use std::fmt::Write;

use super::Layer;
use super::Part;
use super::Situation;
use super::Stack;
use super::beyond;
use super::express;
use crate::fixes::Policy;

/// The row in the table.
pub(super) const STACK: Stack = Stack {
    id: "vite",
    name: "Vite dev server",
    signs: &[],
    ran_with: None,
    docs: "https://vite.dev/config/server-options.html#server-proxy",
    comment: "//",
    layer: Layer::Proxy,
    cannot: |_| None,
    parts,
    notes,
};

fn parts(policy: &Policy, _situation: &Situation<'_>) -> Vec<Part> {
    let cors = format!(
        "export default defineConfig({{\n  server: {{\n    cors: {{\n{}    }},\n  }},\n}});\n",
        express::options(policy, &beyond(policy.methods(), express::USUAL))
            .lines()
            .fold(String::new(), |mut text, line| {
                let _ = writeln!(text, "    {line}");
                text
            })
    );
    vec![Part {
        place: "vite.config.js",
        text: cors,
    }]
}

fn notes(_policy: &Policy, _situation: &Situation<'_>) -> Vec<String> {
    vec![
        "Vite responds to every OPTIONS itself, also on proxied paths: the backend's own CORS \
         setup does not run. Simpler: call a relative URL (/api/…) in the page and let \
         server.proxy forward it; then nothing is cross-origin."
            .into(),
    ]
}
