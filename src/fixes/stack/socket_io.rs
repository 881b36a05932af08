//! Socket.IO: the cors option of the server, which the `cors()` of Express does not replace.

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
    id: "socket-io",
    name: "Socket.IO",
    signs: &[],
    ran_with: None,
    docs: "https://socket.io/docs/v4/handling-cors/",
    comment: "//",
    layer: Layer::Application,
    cannot: |_| None,
    parts,
    notes,
};

fn parts(policy: &Policy, _situation: &Situation<'_>) -> Vec<Part> {
    let text = format!(
        "const io = new Server(httpServer, {{\n  cors: {{\n{}  }},\n}});\n",
        express::options(policy, &beyond(policy.methods(), express::USUAL))
            .lines()
            .fold(String::new(), |mut text, line| {
                let _ = writeln!(text, "  {line}");
                text
            })
    );
    vec![Part {
        place: "where the Socket.IO server is created",
        text,
    }]
}

fn notes(policy: &Policy, _situation: &Situation<'_>) -> Vec<String> {
    let mut notes = vec![
        "Express's app.use(cors()) does not apply to Socket.IO's own path.".into(),
        "If no cookies are needed, turn credentials off in the client: io(url, { withCredentials: \
         false })."
            .into(),
    ];
    if policy.credentials() {
        notes
            .push("With credentials the origin must be named: origin: \"*\" does not work.".into());
    }
    notes
}
