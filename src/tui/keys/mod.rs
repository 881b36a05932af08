//! Every key of the terminal UI, in one table. The help, the footer, the palette and the table in
//! `docs/` are made from it; the user's configuration may change keys of it.

mod action;
mod context;
mod key;
mod keymap;
mod table;

use std::fmt::Write as _;

pub use self::action::Action;
pub use self::context::Context;
pub use self::key::{Key, WRITING};
pub use self::keymap::{Conflict, Keymap, Row};
pub use self::table::{BINDINGS, Binding};

/// The keys as Markdown tables, for the README; those of boxes that name their keys themselves are
/// left out.
#[must_use]
pub fn markdown() -> String {
    let mut text = String::new();
    let explained = [
        Context::Palette,
        Context::Overwrite,
        Context::Suppose,
        Context::Copy,
        Context::Letter,
        Context::Search,
        Context::Text,
    ];
    for context in Context::ALL {
        if explained.contains(&context) {
            continue;
        }
        let _ = writeln!(text, "| {} | |\n|---|---|", context.heading());
        for binding in BINDINGS.iter().filter(|b| b.context == context) {
            let keys: Vec<String> = binding.keys.iter().map(|k| format!("`{k}`")).collect();
            let _ = writeln!(text, "| {} | {} |", keys.join(" "), binding.help);
        }
        text.push('\n');
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_binding_has_help() {
        for binding in BINDINGS {
            assert!(!binding.help.is_empty(), "{:?}", binding.action);
            assert!(!binding.keys.is_empty(), "{:?}", binding.action);
        }
    }

    #[test]
    fn no_key_means_two_things_in_one_context() {
        assert_eq!(Keymap::default().conflicts(), []);
    }

    #[test]
    fn names_of_contexts_are_unique() {
        for (at, one) in Context::ALL.iter().enumerate() {
            for other in &Context::ALL[at + 1..] {
                assert_ne!(one.name(), other.name());
            }
        }
    }

    #[test]
    fn every_action_has_a_binding() {
        for action in Action::ALL {
            assert!(
                BINDINGS.iter().any(|binding| binding.action == *action),
                "{action:?}"
            );
        }
    }

    #[test]
    fn names_of_actions_are_unique() {
        for (at, one) in Action::ALL.iter().enumerate() {
            for other in &Action::ALL[at + 1..] {
                assert_ne!(one.name(), other.name());
            }
        }
    }

    #[test]
    fn the_table_for_the_readme_has_every_key_of_the_panes() {
        let table = markdown();
        for binding in BINDINGS {
            if matches!(
                binding.context,
                Context::List | Context::Detail | Context::Panes
            ) {
                assert!(table.contains(&format!("| {} |\n", binding.help)));
            }
        }
    }
}
