//! Koa: `@koa/cors`.

use std::fmt::Write;

use super::Layer;
use super::Part;
use super::Situation;
use super::Stack;
use super::beyond;
use super::express;
use super::quoted;
use crate::fixes::Policy;

/// The row in the table.
pub(super) const STACK: Stack = Stack {
    id: "koa",
    name: "Koa",
    signs: &[],
    ran_with: None,
    docs: "https://github.com/koajs/cors",
    comment: "//",
    layer: Layer::Application,
    cannot: |_| None,
    parts,
    notes,
};

fn parts(policy: &Policy, _situation: &Situation<'_>) -> Vec<Part> {
    let mut text = "const cors = require(\"@koa/cors\"); // npm install @koa/cors\n\n".to_owned();
    if policy.any_origin() {
        text.push_str("app.use(cors({\n  origin: \"*\",\n");
    } else {
        let _ = write!(
            text,
            "const origins = new Set([{}]);\n\napp.use(cors({{\n  \
             origin: (ctx) => (origins.has(ctx.get(\"Origin\")) ? ctx.get(\"Origin\") : \"\"),\n",
            quoted(policy.listed_origins(), '"')
        );
    }
    let methods = beyond(policy.methods(), express::USUAL);
    for (name, values) in [
        // Without a list every header that is asked for is allowed.
        ("allowMethods", &methods[..]),
        ("exposeHeaders", policy.exposed_headers()),
    ] {
        if !values.is_empty() {
            let _ = writeln!(text, "  {name}: [{}],", quoted(values, '"'));
        }
    }
    if policy.credentials() {
        text.push_str("  credentials: true,\n");
    }
    if let Some(seconds) = policy.max_age() {
        let _ = writeln!(text, "  maxAge: {seconds},");
    }
    text.push_str("}));\n");
    vec![Part {
        place: "before every other app.use()",
        text,
    }]
}

fn notes(_policy: &Policy, _situation: &Situation<'_>) -> Vec<String> {
    Vec::new()
}
