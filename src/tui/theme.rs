//! What things look like. Colours are the sixteen that the user's own palette defines; the verdict
//! is told by symbol and word as well, and blocked and allowed are red and blue, which people who
//! cannot tell red from green can tell apart.

use ratatui::style::{Color, Modifier, Style};

use crate::verdict::Outcome;

/// The styles of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    color: bool,
}

#[expect(
    clippy::unused_self,
    reason = "what looks the same in all themes is asked of the theme all the same"
)]
impl Theme {
    /// With colours.
    pub const COLOR: Self = Self { color: true };

    /// Without: bold, underline, dim and reverse only, as `NO_COLOR` asks.
    pub const MONO: Self = Self { color: false };

    const fn paint(self, color: Color) -> Style {
        if self.color {
            Style::new().fg(color)
        } else {
            Style::new()
        }
    }

    /// Text that matters less.
    pub const fn faint(self) -> Style {
        Style::new().add_modifier(Modifier::DIM)
    }

    /// Text that matters more.
    pub const fn strong(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    /// Names of panes, keys, marks of what has the focus.
    pub const fn accent(self) -> Style {
        self.paint(Color::Cyan).add_modifier(Modifier::BOLD)
    }

    /// Names of headers and fields.
    pub const fn name(self) -> Style {
        self.paint(Color::Cyan)
    }

    /// The selected row of the pane that has the focus.
    pub const fn selected(self) -> Style {
        // One bar in one colour, whatever the row is made of.
        Style::new()
            .fg(Color::Reset)
            .add_modifier(Modifier::REVERSED)
            .remove_modifier(Modifier::DIM)
    }

    /// The selected row of a pane that has not.
    pub const fn selected_elsewhere(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    /// A line that something points to.
    pub const fn marked(self) -> Style {
        Style::new().add_modifier(Modifier::REVERSED)
    }

    /// Configuration to paste.
    pub const fn code(self) -> Style {
        Style::new()
    }

    /// The title bar.
    pub const fn title(self) -> Style {
        Style::new().add_modifier(Modifier::REVERSED)
    }

    /// A count of the title bar.
    pub const fn in_title(self, _: Outcome) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    /// The part of a value that makes the difference.
    pub const fn difference(self, outcome: Outcome) -> Style {
        self.outcome(outcome)
            .add_modifier(Modifier::UNDERLINED)
            .add_modifier(Modifier::BOLD)
    }

    /// Trouble of our own, such as a file that cannot be written.
    pub const fn trouble(self) -> Style {
        self.paint(Color::LightRed).add_modifier(Modifier::BOLD)
    }

    /// What goes with an outcome.
    pub const fn outcome(self, outcome: Outcome) -> Style {
        match outcome {
            Outcome::Blocked => self.paint(Color::LightRed).add_modifier(Modifier::BOLD),
            Outcome::Failed => self.paint(Color::Yellow).add_modifier(Modifier::BOLD),
            Outcome::Undetermined => self.paint(Color::Magenta),
            Outcome::Allowed => self.paint(Color::LightBlue),
            Outcome::SameOrigin | Outcome::NotCors => self.faint(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_colours_nothing_is_coloured() {
        let mut styles = vec![
            Theme::MONO.faint(),
            Theme::MONO.strong(),
            Theme::MONO.accent(),
            Theme::MONO.name(),
            Theme::MONO.selected(),
            Theme::MONO.selected_elsewhere(),
            Theme::MONO.title(),
            Theme::MONO.trouble(),
        ];
        for outcome in Outcome::ALL {
            styles.push(Theme::MONO.outcome(outcome));
            styles.push(Theme::MONO.difference(outcome));
        }
        for style in styles {
            assert!(matches!(style.fg, None | Some(Color::Reset)));
            assert_eq!(style.bg, None);
        }
    }

    #[test]
    fn no_colour_is_told_from_another_by_red_and_green_alone() {
        for outcome in Outcome::ALL {
            assert_ne!(Theme::COLOR.outcome(outcome).fg, Some(Color::Green));
            assert_ne!(Theme::COLOR.outcome(outcome).fg, Some(Color::LightGreen));
        }
    }
}
