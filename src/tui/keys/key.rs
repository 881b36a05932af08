//! A key, and how it is written.

use std::fmt;
use std::fmt::Write as _;
use std::str::FromStr;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// A key with its modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key {
    /// The key.
    pub code: KeyCode,
    /// What is held with it. Shift is not told apart from the character it makes.
    pub modifiers: KeyModifiers,
}

pub(super) const fn key(character: char) -> Key {
    plain(KeyCode::Char(character))
}

pub(super) const fn plain(code: KeyCode) -> Key {
    Key {
        code,
        modifiers: KeyModifiers::NONE,
    }
}

pub(super) const fn ctrl(character: char) -> Key {
    Key {
        code: KeyCode::Char(character),
        modifiers: KeyModifiers::CONTROL,
    }
}

impl From<KeyEvent> for Key {
    fn from(event: KeyEvent) -> Self {
        let kept = KeyModifiers::CONTROL | KeyModifiers::ALT;
        Self {
            code: event.code,
            modifiers: event.modifiers & kept,
        }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.modifiers.contains(KeyModifiers::CONTROL) {
            f.write_str("Ctrl-")?;
        }
        if self.modifiers.contains(KeyModifiers::ALT) {
            f.write_str("Alt-")?;
        }
        match self.code {
            KeyCode::Char(' ') => f.write_str("Space"),
            KeyCode::Char(character) => f.write_char(character),
            KeyCode::Up => f.write_str("↑"),
            KeyCode::Down => f.write_str("↓"),
            KeyCode::Left => f.write_str("←"),
            KeyCode::Right => f.write_str("→"),
            KeyCode::BackTab => f.write_str("Shift-Tab"),
            KeyCode::PageUp => f.write_str("PgUp"),
            KeyCode::PageDown => f.write_str("PgDn"),
            KeyCode::F(number) => write!(f, "F{number}"),
            code => write!(f, "{code:?}"),
        }
    }
}

/// Keys that are not a character, as they may be written; the first name is the usual one.
const NAMED: &[(KeyCode, &[&str])] = &[
    (KeyCode::Enter, &["Enter", "Return"]),
    (KeyCode::Esc, &["Esc", "Escape"]),
    (KeyCode::Tab, &["Tab"]),
    (KeyCode::BackTab, &["Shift-Tab", "BackTab"]),
    (KeyCode::Up, &["Up", "↑"]),
    (KeyCode::Down, &["Down", "↓"]),
    (KeyCode::Left, &["Left", "←"]),
    (KeyCode::Right, &["Right", "→"]),
    (KeyCode::Home, &["Home"]),
    (KeyCode::End, &["End"]),
    (KeyCode::PageUp, &["PgUp", "PageUp"]),
    (KeyCode::PageDown, &["PgDn", "PageDown"]),
    (KeyCode::Backspace, &["Backspace"]),
    (KeyCode::Delete, &["Delete", "Del"]),
    (KeyCode::Insert, &["Insert", "Ins"]),
    (KeyCode::Char(' '), &["Space"]),
];

/// How keys are written, for whoever wrote one otherwise.
pub const WRITING: &str = "write a character, F1 to F12, Enter, Esc, Tab, Shift-Tab, Space, Up, Down, \
                           Left, Right, Home, End, PgUp, PgDn, Backspace, Delete or Insert, with \
                           Ctrl- or Alt- before it if need be";

impl Key {
    /// As it is written in the configuration, in ASCII.
    #[must_use]
    pub fn written(self) -> String {
        let plain = Self {
            modifiers: KeyModifiers::NONE,
            ..self
        };
        let named = NAMED.iter().find(|(code, _)| *code == self.code);
        let name = named.map_or_else(|| plain.to_string(), |(_, names)| names[0].to_owned());
        let whole = self.to_string();
        let shown = plain.to_string();
        format!("{}{name}", whole.strip_suffix(&shown).unwrap_or_default())
    }

    /// Whether it types a character where text is typed.
    #[must_use]
    pub fn types(self) -> bool {
        matches!(self.code, KeyCode::Char(_)) && self.modifiers.is_empty()
    }
}

impl FromStr for Key {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let mut rest = text;
        let mut modifiers = KeyModifiers::NONE;
        while let Some((held, after)) = rest.split_once(['-', '+'])
            && !after.is_empty()
        {
            modifiers |= match held.to_ascii_lowercase().as_str() {
                "ctrl" | "control" | "c" => KeyModifiers::CONTROL,
                "alt" | "meta" | "a" => KeyModifiers::ALT,
                // Part of the name: Shift-Tab.
                _ => break,
            };
            rest = after;
        }
        let names = |names: &[&str]| names.iter().any(|name| name.eq_ignore_ascii_case(rest));
        let function = || rest.strip_prefix(['F', 'f'])?.parse().ok();
        let mut characters = rest.chars();
        let known = NAMED.iter().find(|(_, its)| names(its));
        let code = match (known, characters.next(), characters.next()) {
            (Some((code, _)), ..) => *code,
            (None, Some(character), None) if !character.is_control() => KeyCode::Char(character),
            _ => match function() {
                Some(number @ 1..=12) => KeyCode::F(number),
                _ => return Err(()),
            },
        };
        Ok(Self { code, modifiers })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_named_as_people_name_them() {
        for (key, name) in [
            (key('j'), "j"),
            (key(' '), "Space"),
            (ctrl('d'), "Ctrl-d"),
            (plain(KeyCode::F(1)), "F1"),
            (plain(KeyCode::PageDown), "PgDn"),
            (plain(KeyCode::BackTab), "Shift-Tab"),
            (plain(KeyCode::Enter), "Enter"),
        ] {
            assert_eq!(key.to_string(), name);
        }
    }

    #[test]
    fn keys_are_read_as_they_are_written() {
        for (text, expected) in [
            ("j", key('j')),
            ("J", key('J')),
            ("-", key('-')),
            ("+", key('+')),
            ("'", key('\'')),
            ("space", key(' ')),
            ("Ctrl-d", ctrl('d')),
            ("ctrl+d", ctrl('d')),
            ("C-d", ctrl('d')),
            ("Ctrl--", ctrl('-')),
            ("F5", plain(KeyCode::F(5))),
            ("↑", plain(KeyCode::Up)),
            ("pageup", plain(KeyCode::PageUp)),
            ("Shift-Tab", plain(KeyCode::BackTab)),
        ] {
            assert_eq!(text.parse(), Ok(expected), "{text}");
            assert_eq!(expected.written().parse(), Ok(expected), "{text}");
        }
        for text in ["", "jj", "F13", "Hyper-x", "Ctrl-", "\n"] {
            assert!(text.parse::<Key>().is_err(), "{text}");
        }
    }
}
