//! Whether the terminal's background is dark or light, as far as the terminal tells.
//!
//! The question goes out before the first frame, and nothing waits for the reply: it comes as keys
//! (`Alt-]`, `1`, `1`, …, `Ctrl-g`), which [`Listener`] takes out before anything else sees them,
//! however late they are. A terminal that does not reply costs nothing.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

/// Asks the terminal for the colour of its background (OSC 11).
pub const QUESTION: &[u8] = b"\x1b]11;?\x1b\\";

/// A reply is no longer than this.
const LONGEST: usize = 40;

/// The terminal's background.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Background {
    /// Dark.
    Dark,
    /// Light.
    Light,
}

impl Background {
    /// What `COLORFGBG` says: the numbers of the text's and the background's colour, of sixteen.
    #[must_use]
    pub fn of_colorfgbg(value: &str) -> Option<Self> {
        let number: u8 = value.rsplit(';').next()?.trim().parse().ok()?;
        match number {
            0..=6 | 8 => Some(Self::Dark),
            7 | 9..=15 => Some(Self::Light),
            _ => None,
        }
    }

    /// What a reply says, without what goes before the colour: `rgb:1e1e/1e1e/2e2e`.
    fn of_color(color: &str) -> Option<Self> {
        let parts = color
            .strip_prefix("rgb:")
            .or_else(|| color.strip_prefix("rgba:"))?;
        let mut parts = parts.split('/').map(|part| {
            let most = 16_u32.checked_pow(u32::try_from(part.len()).ok()?)?;
            let value = u32::from_str_radix(part, 16).ok()?;
            (most > 1).then(|| f64::from(value) / f64::from(most - 1))
        });
        let (red, green, blue) = (parts.next()??, parts.next()??, parts.next()??);
        // As light as the eye takes it for; half is where black and white text read equally well.
        let light = (0.2126 * red.powf(2.2) + 0.7152 * green.powf(2.2) + 0.0722 * blue.powf(2.2))
            .clamp(0.0, 1.0);
        Some(if light > 0.18 {
            Self::Light
        } else {
            Self::Dark
        })
    }
}

/// Whether a terminal of this name may be asked. Some print what they do not understand.
#[must_use]
pub fn may_be_asked(term: Option<&str>) -> bool {
    let old = |term: &str| {
        matches!(term, "" | "linux" | "dumb" | "ansi" | "cons25") || term.starts_with("vt")
    };
    cfg!(unix) && term.is_some_and(|term| !old(term))
}

/// Takes the reply out of what the terminal sends.
#[derive(Debug, Default)]
pub struct Listener {
    /// Whether a reply may still come.
    expecting: bool,
    /// What may be the beginning of one.
    held: Vec<Event>,
    /// The same as text.
    text: String,
}

/// What became of an event.
#[derive(Debug, PartialEq, Eq)]
pub enum Heard {
    /// It is not part of a reply, and neither is what was held before it.
    Events(Vec<Event>),
    /// It may be part of a reply.
    Nothing,
    /// It ended a reply.
    Background(Background),
}

impl Listener {
    /// Expects a reply.
    #[must_use]
    pub const fn new(expecting: bool) -> Self {
        Self {
            expecting,
            held: Vec::new(),
            text: String::new(),
        }
    }

    /// Whether a reply may still come.
    #[must_use]
    pub const fn is_expecting(&self) -> bool {
        self.expecting
    }

    /// Takes an event in.
    pub fn take(&mut self, event: Event) -> Heard {
        let begun = !self.held.is_empty();
        let key = match &event {
            Event::Key(key) if self.expecting && key.kind != KeyEventKind::Release => key,
            _ => return self.give_up(event),
        };
        match what(*key) {
            Part::Beginning if !begun => {}
            Part::Character(character) if begun && self.text.len() < LONGEST => {
                self.text.push(character);
            }
            Part::Escape if begun => {}
            Part::End if begun => {
                self.held.clear();
                let text = std::mem::take(&mut self.text);
                let color = text.strip_prefix("11;").and_then(Background::of_color);
                return color.map_or(Heard::Nothing, |background| {
                    self.expecting = false;
                    Heard::Background(background)
                });
            }
            _ => return self.give_up(event),
        }
        // What cannot become a reply is keys.
        if "11;".starts_with(&self.text) || self.text.starts_with("11;") {
            self.held.push(event);
            Heard::Nothing
        } else {
            self.give_up(event)
        }
    }

    fn give_up(&mut self, event: Event) -> Heard {
        self.text.clear();
        let mut events = std::mem::take(&mut self.held);
        events.push(event);
        Heard::Events(events)
    }
}

/// What a key is in a reply.
enum Part {
    Beginning,
    Character(char),
    /// The first half of an end that came in two.
    Escape,
    End,
    Other,
}

fn what(key: KeyEvent) -> Part {
    let modifiers = key.modifiers - KeyModifiers::SHIFT;
    match (key.code, modifiers) {
        (KeyCode::Char(']'), KeyModifiers::ALT) => Part::Beginning,
        (KeyCode::Char('\\'), KeyModifiers::ALT | KeyModifiers::NONE)
        | (KeyCode::Char('g'), KeyModifiers::CONTROL) => Part::End,
        (KeyCode::Esc, _) => Part::Escape,
        (KeyCode::Char(character), KeyModifiers::NONE)
            if character.is_ascii_hexdigit() || ";:/rgba".contains(character) =>
        {
            Part::Character(character)
        }
        _ => Part::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The events that the terminal's bytes come as.
    fn events(text: &str) -> Vec<Event> {
        let mut events = Vec::new();
        let mut characters = text.chars();
        while let Some(character) = characters.next() {
            let (character, modifiers) = match character {
                '\u{1b}' => match characters.next() {
                    Some(next) => (next, KeyModifiers::ALT),
                    None => ('\u{1b}', KeyModifiers::NONE),
                },
                '\u{7}' => ('g', KeyModifiers::CONTROL),
                upper if upper.is_ascii_uppercase() => (upper, KeyModifiers::SHIFT),
                other => (other, KeyModifiers::NONE),
            };
            let code = if character == '\u{1b}' {
                KeyCode::Esc
            } else {
                KeyCode::Char(character)
            };
            events.push(Event::Key(KeyEvent::new(code, modifiers)));
        }
        events
    }

    /// What is left of the terminal's bytes, and what they said.
    fn heard(bytes: &[&str]) -> (Vec<Event>, Option<Background>) {
        let mut listener = Listener::new(true);
        let (mut left, mut background) = (Vec::new(), None);
        for event in bytes.iter().flat_map(|text| events(text)) {
            match listener.take(event) {
                Heard::Events(events) => left.extend(events),
                Heard::Nothing => {}
                Heard::Background(said) => background = Some(said),
            }
        }
        (left, background)
    }

    #[test]
    fn a_reply_is_taken_out_of_the_keys_whenever_it_comes() {
        use Background::{Dark, Light};
        for (bytes, left, background) in [
            (
                &["\u{1b}]11;rgb:0000/0000/0000\u{1b}\\"][..],
                "",
                Some(Dark),
            ),
            (&["\u{1b}]11;rgb:1e1e/1E1E/2E2E\u{7}"], "", Some(Dark)),
            (&["\u{1b}]11;rgb:00/2b/36\u{7}"], "", Some(Dark)),
            (&["\u{1b}]11;rgb:fdfd/f6f6/e3e3\u{1b}\\"], "", Some(Light)),
            (
                &["\u{1b}]11;rgba:ffff/ffff/ffff/ffff\u{7}"],
                "",
                Some(Light),
            ),
            // In the midst of what somebody types, and cut before its last byte.
            (&["jk\u{1b}]11;rgb:ff/ff/ff\u{7}n"], "jkn", Some(Light)),
            (&["\u{1b}]11;rgb:ff/ff/ff\u{1b}", "\\n"], "n", Some(Light)),
            // Not understood, yet not typed either.
            (&["\u{1b}]11;rgb:gg\u{7}n"], "\u{1b}]11;rgb:gg\u{7}n", None),
            (&["\u{1b}]11;rgb:/a/b\u{7}n"], "n", None),
            // Somebody's own keys.
            (&["\u{1b}]n"], "\u{1b}]n", None),
            (&["\u{1b}]12\u{7}"], "\u{1b}]12\u{7}", None),
            (&["11;rgb"], "11;rgb", None),
        ] {
            let (rest, said) = heard(bytes);
            if !left.contains("gg") {
                assert_eq!(rest, events(left), "{bytes:?}");
            }
            assert_eq!(said, background, "{bytes:?}");
        }
    }

    #[test]
    fn nothing_is_held_where_no_reply_is_expected() {
        let mut listener = Listener::new(false);
        for event in events("\u{1b}]11;") {
            assert_eq!(listener.take(event.clone()), Heard::Events(vec![event]));
        }
    }

    #[test]
    fn the_environment_may_say_it() {
        use Background::{Dark, Light};
        for (value, background) in [
            ("15;0", Some(Dark)),
            ("0;15", Some(Light)),
            ("0;default;15", Some(Light)),
            ("12;8", Some(Dark)),
            ("0;7", Some(Light)),
            ("15;default", None),
            ("", None),
            ("0;99", None),
        ] {
            assert_eq!(Background::of_colorfgbg(value), background, "{value}");
        }
    }

    #[test]
    fn terminals_that_would_print_the_question_are_not_asked() {
        for (term, asked) in [
            (Some("xterm-256color"), cfg!(unix)),
            (Some("tmux-256color"), cfg!(unix)),
            (Some("linux"), false),
            (Some("vt100"), false),
            (Some("dumb"), false),
            (None, false),
        ] {
            assert_eq!(may_be_asked(term), asked, "{term:?}");
        }
    }
}
