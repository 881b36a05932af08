//! `NestJS`: `enableCors`.

use super::Layer;
use super::Part;
use super::Situation;
use super::Stack;
use super::beyond;
use super::express;
use crate::fixes::Policy;

/// The row in the table.
pub(super) const STACK: Stack = Stack {
    id: "nestjs",
    name: "NestJS",
    signs: &[],
    ran_with: None,
    docs: "https://docs.nestjs.com/security/cors",
    comment: "//",
    layer: Layer::Application,
    cannot: |_| None,
    parts,
    notes,
};

fn parts(policy: &Policy, _situation: &Situation<'_>) -> Vec<Part> {
    vec![Part {
        place: "main.ts, before app.listen()",
        text: format!(
            "app.enableCors({{\n{}}});\n",
            express::options(policy, &beyond(policy.methods(), express::USUAL))
        ),
    }]
}

fn notes(_policy: &Policy, _situation: &Situation<'_>) -> Vec<String> {
    vec!["For a WebSocket gateway the same goes into @WebSocketGateway({ cors: … }).".into()]
}
