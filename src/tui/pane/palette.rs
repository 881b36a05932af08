//! The palette: every command by name, found by a few of its letters.

use ratatui::text::{Line, Span};
use tui_input::Input;

use crate::tui::keys::{self, Action, Binding};
use crate::tui::text;
use crate::tui::theme::Theme;

/// The widest the box gets.
pub const WIDTH: usize = 72;

/// The palette.
#[derive(Debug, Default)]
pub struct PaletteBox {
    /// What was typed.
    pub input: Input,
    selected: usize,
}

impl PaletteBox {
    /// The commands that have what was typed, the best first.
    #[must_use]
    pub fn matches(&self) -> Vec<&'static Binding> {
        let mut found: Vec<(usize, &Binding)> = Action::ALL
            .iter()
            .filter_map(|&action| keys::of_action(action))
            .filter_map(|binding| Some((score(self.input.value(), binding)?, binding)))
            .collect();
        found.sort_by_key(|(score, _)| *score);
        found.into_iter().map(|(_, binding)| binding).collect()
    }

    /// The selected command.
    #[must_use]
    pub fn selected(&self) -> Option<Action> {
        let matches = self.matches();
        let last = matches.len().checked_sub(1)?;
        Some(matches[self.selected.min(last)].action)
    }

    /// Moves the selection, going round.
    pub fn move_by(&mut self, lines: isize) {
        let count = self.matches().len();
        if count > 0 {
            let at = self.selected.min(count - 1);
            self.selected = if lines < 0 {
                (at + count - 1) % count
            } else {
                (at + 1) % count
            };
        }
    }

    /// Selects the first command, after the text was changed.
    pub fn changed(&mut self) {
        self.selected = 0;
    }

    /// Selects the command at a row of those shown.
    pub fn select_row(&mut self, row: usize, rows: usize) -> bool {
        let count = self.matches().len();
        let at = self.first(count, rows) + row;
        if at < count {
            self.selected = at;
        }
        at < count
    }

    fn first(&self, count: usize, rows: usize) -> usize {
        let selected = self.selected.min(count.saturating_sub(1));
        (selected + 1).saturating_sub(rows)
    }

    /// The commands that there is room for.
    #[must_use]
    pub fn lines(&self, theme: Theme, width: usize, rows: usize) -> Vec<Line<'static>> {
        let matches = self.matches();
        let selected = self.selected.min(matches.len().saturating_sub(1));
        let first = self.first(matches.len(), rows);
        let column = 19;
        matches
            .iter()
            .enumerate()
            .skip(first)
            .take(rows)
            .map(|(number, binding)| {
                let keys = keys::names(binding);
                let room = width.saturating_sub(column + text::width(&keys) + 4);
                let line = Line::from(vec![
                    Span::raw(if number == selected { ">" } else { " " }),
                    Span::styled(text::fit(binding.action.name(), column), theme.strong()),
                    Span::raw(format!(" {} ", text::fit(binding.help, room))),
                    Span::styled(format!("{keys} "), theme.name()),
                ]);
                if number == selected {
                    line.patch_style(theme.selected())
                } else {
                    line
                }
            })
            .collect()
    }
}

/// How well a command fits, the least best; `None` where it does not.
fn score(typed: &str, binding: &Binding) -> Option<usize> {
    let typed = typed.trim().to_lowercase();
    let name = binding.action.name();
    if typed.is_empty() {
        return Some(0);
    }
    if name.starts_with(&typed) {
        return Some(0);
    }
    if name.contains(&typed) {
        return Some(1);
    }
    if binding.help.to_lowercase().contains(&typed) {
        return Some(2);
    }
    let mut letters = name.chars();
    typed
        .chars()
        .all(|wanted| letters.any(|letter| letter == wanted))
        .then_some(3)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(typed: &str) -> Option<Action> {
        PaletteBox {
            input: Input::new(typed.to_owned()),
            selected: 0,
        }
        .selected()
    }

    #[test]
    fn commands_are_found_by_name_help_and_letters() {
        for (typed, action) in [
            ("export", Some(Action::Export)),
            ("origin", Some(Action::FilterByOrigin)),
            ("clipboard nonsense", None),
            ("nxf", Some(Action::NextFailure)),
            ("granted", Some(Action::HeadersTab)),
            ("QUIT", Some(Action::Quit)),
        ] {
            assert_eq!(first(typed), action, "{typed}");
        }
    }

    #[test]
    fn every_command_of_the_panes_is_listed() {
        let listed = PaletteBox::default().matches();
        for action in Action::ALL {
            let there = listed.iter().any(|binding| binding.action == *action);
            assert_eq!(there, keys::of_action(*action).is_some(), "{action:?}");
        }
    }
}
