//! The palette: every command by name, found by a few of its letters.

use std::sync::Arc;

use ratatui::text::{Line, Span};
use tui_input::Input;

use crate::export::FORMATS;
use crate::fixes::stack::STACKS;
use crate::tui::keys::{Action, Keymap};
use crate::tui::text;
use crate::tui::theme::{Theme, ThemeName};

/// The widest the box gets.
pub const WIDTH: usize = 72;

/// The commands that a file's name follows: what each begins with, and what it is for.
const WITH_FILE: [(Run, &str, &str); 2] = [
    (
        Run::Open,
        "open ",
        "add a recording or console text of the same visit",
    ),
    (
        Run::Compare,
        "compare ",
        "what changed from this recording to another",
    ),
];

/// What a command of the palette does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Run {
    /// The same as a key.
    Action(Action),
    /// Shows fixes for a server, by its place in [`STACKS`]; `None` for those that were recognised.
    FixFor(Option<usize>),
    /// Opens the export dialog with a format, by its place in [`FORMATS`].
    Export(usize),
    /// Opens the file that is named behind the command.
    Open,
    /// Compares with the file that is named behind the command.
    Compare,
    /// Shows the screen in a theme.
    Theme(ThemeName),
}

/// A command of the palette.
#[derive(Debug, Clone)]
pub struct Entry {
    /// What it does.
    pub run: Run,
    name: String,
    help: &'static str,
    keys: String,
}

/// All commands: those with keys, the servers, the formats.
fn entries(keymap: &Keymap) -> impl Iterator<Item = Entry> + use<'_> {
    let actions = Action::ALL.iter().filter_map(|&action| {
        let row = keymap.of_action(action)?;
        Some(Entry {
            run: Run::Action(action),
            name: action.name().to_owned(),
            help: row.binding.help,
            keys: row.names(),
        })
    });
    let recognised = Entry {
        run: Run::FixFor(None),
        name: "fix for the server that was recognised".to_owned(),
        help: "",
        keys: String::new(),
    };
    let servers = STACKS.iter().enumerate().map(|(number, stack)| Entry {
        run: Run::FixFor(Some(number)),
        name: format!("fix for {}", stack.name),
        help: "",
        keys: String::new(),
    });
    let formats = FORMATS.iter().enumerate().map(|(number, format)| Entry {
        run: Run::Export(number),
        name: format!("export {}", format.name),
        help: format.help,
        keys: String::new(),
    });
    let themes = ThemeName::ALL.iter().map(|(theme, name, help)| Entry {
        run: Run::Theme(*theme),
        name: format!("theme {name}"),
        help,
        keys: String::new(),
    });
    let with_file = WITH_FILE.iter().map(|(run, start, help)| Entry {
        run: *run,
        name: format!("{start}FILE"),
        help,
        keys: String::new(),
    });
    actions
        .chain([recognised])
        .chain(with_file)
        .chain(servers)
        .chain(formats)
        .chain(themes)
}

/// The palette.
#[derive(Debug, Default)]
pub struct PaletteBox {
    /// What was typed.
    pub input: Input,
    keymap: Arc<Keymap>,
    selected: usize,
}

impl PaletteBox {
    /// With something typed already.
    #[must_use]
    pub fn with(keymap: &Arc<Keymap>, typed: &str) -> Self {
        Self {
            input: Input::new(typed.to_owned()),
            keymap: Arc::clone(keymap),
            selected: 0,
        }
    }

    /// The command that a file's name follows, where one is begun, and what was typed of the name.
    fn begun(&self) -> Option<(Run, &str)> {
        let typed = self.input.value().trim_start();
        WITH_FILE.iter().find_map(|(run, start, _)| {
            let name = typed.strip_prefix(start)?;
            Some((*run, name.trim()))
        })
    }

    /// The file's name behind the command.
    #[must_use]
    pub fn file(&self) -> Option<&str> {
        let (_, name) = self.begun()?;
        Some(name).filter(|name| !name.is_empty())
    }

    /// The commands that have what was typed, the best first.
    #[must_use]
    pub fn matches(&self) -> Vec<Entry> {
        if let Some((run, _)) = self.begun() {
            return entries(&self.keymap)
                .filter(|entry| entry.run == run)
                .collect();
        }
        let mut found: Vec<(usize, Entry)> = entries(&self.keymap)
            .filter_map(|entry| Some((score(self.input.value(), &entry)?, entry)))
            .collect();
        found.sort_by_key(|(score, _)| *score);
        found.into_iter().map(|(_, entry)| entry).collect()
    }

    /// The selected command.
    #[must_use]
    pub fn selected(&self) -> Option<Run> {
        let matches = self.matches();
        let last = matches.len().checked_sub(1)?;
        Some(matches[self.selected.min(last)].run)
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
            .map(|(number, entry)| {
                let name = text::fit(&entry.name, column.max(text::width(&entry.name)));
                let room = width.saturating_sub(text::width(&name) + text::width(&entry.keys) + 4);
                let line = Line::from(vec![
                    Span::raw(if number == selected { ">" } else { " " }),
                    Span::styled(name, theme.strong()),
                    Span::raw(format!(" {} ", text::fit(entry.help, room))),
                    Span::styled(format!("{} ", entry.keys), theme.name()),
                ]);
                if number == selected {
                    theme.bar(line)
                } else {
                    line
                }
            })
            .collect()
    }
}

/// How well a command fits, the least best; `None` where it does not. Every word that was typed has
/// to be in its name or its description.
fn score(typed: &str, entry: &Entry) -> Option<usize> {
    let typed = typed.trim().to_lowercase();
    let name = entry.name.to_lowercase();
    if typed.is_empty() || name.starts_with(&typed) {
        return Some(0);
    }
    if name.contains(&typed) {
        return Some(1);
    }
    let help = entry.help.to_lowercase();
    let mut words = typed.split_whitespace();
    if words.clone().all(|word| name.contains(word)) {
        return Some(2);
    }
    if words.all(|word| name.contains(word) || help.contains(word)) {
        return Some(3);
    }
    let mut letters = name.chars();
    let spelt = matches!(entry.run, Run::Action(_))
        && typed
            .chars()
            .all(|wanted| letters.any(|letter| letter == wanted));
    spelt.then_some(4)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(text: &str) -> PaletteBox {
        PaletteBox::with(&Arc::default(), text)
    }

    fn first(text: &str) -> Option<Run> {
        typed(text).selected()
    }

    #[test]
    fn commands_are_found_by_name_help_and_letters() {
        for (typed, action) in [
            ("export", Some(Action::Export)),
            ("origin", Some(Action::FilterByOrigin)),
            ("clipboard nonsense", None),
            ("nxf", Some(Action::NextFailure)),
            ("allowed", Some(Action::HeadersTab)),
            ("QUIT", Some(Action::Quit)),
            ("group host", Some(Action::ByHost)),
        ] {
            assert_eq!(first(typed), action.map(Run::Action), "{typed}");
        }
    }

    #[test]
    fn servers_and_formats_are_found_by_a_part_of_their_names() {
        for typed in ["spring", "fix spring", "fix for spring"] {
            let Some(Run::FixFor(Some(number))) = first(typed) else {
                panic!("{typed}: {:?}", first(typed));
            };
            assert_eq!(STACKS[number].name, "Spring Boot");
        }
        let Some(Run::Export(number)) = first("export mark") else {
            panic!("{:?}", first("export mark"));
        };
        assert_eq!(FORMATS[number].name, "markdown");
        assert_eq!(first("recognised"), Some(Run::FixFor(None)));
        assert_eq!(first("theme light"), Some(Run::Theme(ThemeName::Light)));
    }

    #[test]
    fn a_file_is_named_behind_its_command() {
        for (typed, file) in [
            ("open console.log", Some("console.log")),
            ("open  my files/a b.har ", Some("my files/a b.har")),
            ("open ", None),
        ] {
            assert_eq!(first(typed), Some(Run::Open), "{typed}");
            assert_eq!(super::tests::typed(typed).file(), file, "{typed}");
        }
        assert_ne!(first("reopen console.log"), Some(Run::Open));
    }

    #[test]
    fn every_command_of_the_panes_is_listed() {
        let listed = PaletteBox::default().matches();
        for action in Action::ALL {
            let there = listed.iter().any(|entry| entry.run == Run::Action(*action));
            assert_eq!(
                there,
                Keymap::default().of_action(*action).is_some(),
                "{action:?}"
            );
        }
    }
}
