//! The table of keys as the user has it.

use super::{Action, BINDINGS, Binding, Context, Key};

/// Which keys do what: the table, with the user's own keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keymap {
    /// The keys of each row of the table.
    keys: Vec<Vec<Key>>,
}

/// A row of the table.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    /// Any of these keys; none where the user took them away.
    pub keys: &'a [Key],
    /// Where, and what they do.
    pub binding: &'static Binding,
}

impl Row<'_> {
    /// The keys, in words.
    #[must_use]
    pub fn names(&self) -> String {
        let names: Vec<String> = self.keys.iter().map(ToString::to_string).collect();
        names.join(" ")
    }
}

/// A key that would do two things.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Conflict {
    /// The key.
    pub key: Key,
    /// What it would do, and where.
    pub one: (Context, Action),
    /// What it would do as well.
    pub other: (Context, Action),
}

impl Default for Keymap {
    fn default() -> Self {
        Self {
            keys: BINDINGS.iter().map(|row| row.keys.to_vec()).collect(),
        }
    }
}

impl Keymap {
    /// The rows, in the order in which footer and help list them.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        let rows = self.keys.iter().zip(BINDINGS);
        rows.map(|(keys, binding)| Row { keys, binding })
    }

    /// What a key does where a context holds.
    #[must_use]
    pub fn find(&self, key: Key, context: Context) -> Option<Action> {
        self.rows()
            .find(|row| row.binding.context.overlaps(context) && row.keys.contains(&key))
            .map(|row| row.binding.action)
    }

    /// The row of an action in the panes or everywhere, as the palette shows it.
    #[must_use]
    pub fn of_action(&self, action: Action) -> Option<Row<'_>> {
        self.rows().find(|row| {
            row.binding.action == action
                && matches!(
                    row.binding.context,
                    Context::List
                        | Context::Detail
                        | Context::Panes
                        | Context::Grouping
                        | Context::Sorting
                        | Context::Everywhere
                )
        })
    }

    /// Gives an action other keys: in one context, or in all where it has any but `everywhere`,
    /// which keeps the way out. Gives whether it has a row there.
    pub fn rebind(&mut self, context: Option<Context>, action: Action, keys: &[Key]) -> bool {
        let of_action = |binding: &Binding| binding.action == action;
        let only = BINDINGS
            .iter()
            .filter(|row| of_action(row))
            .all(|row| row.context == Context::Everywhere);
        let mut found = false;
        for (row, binding) in self.keys.iter_mut().zip(BINDINGS) {
            let meant = context.map_or(only || binding.context != Context::Everywhere, |context| {
                binding.context == context
            });
            if of_action(binding) && meant {
                keys.clone_into(row);
                found = true;
            }
        }
        found
    }

    /// The keys that would do two things in one place.
    #[must_use]
    pub fn conflicts(&self) -> Vec<Conflict> {
        let rows: Vec<Row<'_>> = self.rows().collect();
        let mut conflicts = Vec::new();
        for (at, one) in rows.iter().enumerate() {
            for other in &rows[at + 1..] {
                if !one.binding.context.overlaps(other.binding.context) {
                    continue;
                }
                let both = one.keys.iter().filter(|key| other.keys.contains(key));
                conflicts.extend(both.map(|key| Conflict {
                    key: *key,
                    one: (one.binding.context, one.binding.action),
                    other: (other.binding.context, other.binding.action),
                }));
            }
        }
        conflicts
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::keys::key::{ctrl, key};

    #[test]
    fn an_action_gets_other_keys_in_one_place_or_in_all() {
        let mut keymap = Keymap::default();
        assert!(keymap.rebind(None, Action::Down, &[key('t')]));
        for context in [Context::List, Context::Detail, Context::Overview] {
            assert_eq!(keymap.find(key('t'), context), Some(Action::Down));
            assert_ne!(keymap.find(key('j'), context), Some(Action::Down));
        }
        assert!(keymap.rebind(Some(Context::List), Action::Down, &[key('v')]));
        assert_eq!(keymap.find(key('v'), Context::List), Some(Action::Down));
        assert_eq!(keymap.find(key('t'), Context::Detail), Some(Action::Down));
        assert!(!keymap.rebind(Some(Context::Filter), Action::Down, &[key('v')]));
    }

    #[test]
    fn the_way_out_stays_unless_it_is_named() {
        let mut keymap = Keymap::default();
        keymap.rebind(None, Action::Quit, &[key('Q')]);
        assert_eq!(keymap.find(ctrl('c'), Context::List), Some(Action::Quit));
        assert_eq!(keymap.find(key('q'), Context::List), None);
    }

    #[test]
    fn conflicts_are_found_where_both_keys_work() {
        let mut keymap = Keymap::default();
        assert_eq!(keymap.conflicts(), []);
        keymap.rebind(None, Action::Export, &[key('n')]);
        let conflicts = keymap.conflicts();
        let expected = Conflict {
            key: key('n'),
            one: (Context::Panes, Action::NextFailure),
            other: (Context::Panes, Action::Export),
        };
        assert!(conflicts.contains(&expected), "{conflicts:?}");
    }
}
