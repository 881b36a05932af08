//! A tour of the screen: hints that follow what one does. Part of `update` and of `view`.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::keys::Action;
use super::model::Model;
use super::text;

/// A hint, and the actions after which it has been followed. `{}` stands for the key of the first.
struct Hint {
    words: &'static str,
    actions: &'static [Action],
}

const HINTS: [Hint; 7] = [
    Hint {
        words: "The left lists what was blocked, the right says why. {} goes to the next.",
        actions: &[Action::NextFailure, Action::PreviousFailure],
    },
    Hint {
        words: "{} shows what was asked, granted and needed.",
        actions: &[Action::HeadersTab],
    },
    Hint {
        words: "{} shows the fix for the server that responded; y copies it.",
        actions: &[Action::FixTab, Action::Servers, Action::NextStack],
    },
    Hint {
        words: "{} tries the fix: everything is judged again; u takes it back.",
        actions: &[Action::Try, Action::TryAll],
    },
    Hint {
        words: "{} shows only requests from the same origin; again: all.",
        actions: &[
            Action::FilterByOrigin,
            Action::FilterByHost,
            Action::FilterFailures,
            Action::EditFilter,
        ],
    },
    Hint {
        words: "{} shows the whole: origins, hosts, causes, a timeline.",
        actions: &[Action::Overview],
    },
    Hint {
        words: "{} finds any command: try spring, or theme.",
        actions: &[Action::Palette],
    },
];

/// How far the tour is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tour {
    followed: [bool; HINTS.len()],
}

impl Tour {
    /// Takes in what was done.
    pub fn did(&mut self, action: Action) {
        let hints = HINTS.iter().zip(&mut self.followed);
        for (hint, followed) in hints {
            *followed |= hint.actions.contains(&action);
        }
    }

    /// The first hint that was not followed yet, with its number.
    fn next(self) -> Option<(usize, &'static Hint)> {
        let at = self.followed.iter().position(|followed| !followed)?;
        Some((at + 1, &HINTS[at]))
    }
}

/// Draws the hint.
pub fn draw(model: &Model, tour: Tour, area: Rect, buffer: &mut Buffer) {
    let key = |action: Action| {
        let row = model.keymap.of_action(action);
        let key = row.and_then(|row| row.keys.first().copied());
        key.map_or_else(String::new, |key| key.to_string())
    };
    let end = key(Action::EndTour);
    let (before, words) = match tour.next() {
        Some((number, hint)) => (
            format!(" tour {number}/{}: ", HINTS.len()),
            hint.words.replace("{}", &key(hint.actions[0])),
        ),
        None => (
            " tour ".to_owned(),
            "That was the tour. Open your own: corslens FILE; ? lists all keys.".to_owned(),
        ),
    };
    let after = format!(" {end} ends the tour ");
    let width = usize::from(area.width);
    let room = width.saturating_sub(text::width(&before) + 1);
    let with_end = text::width(&words) + text::width(&after) <= room;
    let theme = model.theme;
    buffer.set_style(area, theme.selected());
    let line = Line::from(vec![
        Span::raw(before),
        Span::raw(text::clip(&words, room).into_owned()),
    ]);
    buffer.set_line(area.x, area.y, &theme.bar(line), area.width);
    if with_end {
        let start = area.right() - u16::try_from(text::width(&after)).unwrap_or(0);
        buffer.set_string(start, area.y, after, theme.selected());
    }
}
