//! What things look like, by what they are: bad, good, less important, code. Each has a sign, a
//! word or an attribute beside its colour, so that no colour is needed to read the screen; and
//! blocked and allowed are red and blue, which people who cannot tell red from green can tell
//! apart.

#[cfg(test)]
mod contrast;
mod palette;

use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier, Style};
use ratatui::text::Line;

use self::palette::{Ink, Palette};
use super::background::Background;
use crate::verdict::Outcome;

/// A theme that can be asked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ThemeName {
    /// Dark or light, as the terminal's background is.
    #[default]
    Auto,
    /// For a dark background.
    Dark,
    /// For a light background.
    Light,
    /// White and saturated colours on black.
    HighContrast,
    /// Colours that people with any kind of colour blindness tell apart.
    ColorBlind,
    /// Attributes only: bold, dim, underlined, reversed.
    NoColor,
}

impl ThemeName {
    /// All of them, each with its name and what it is for.
    pub const ALL: [(Self, &'static str, &'static str); 6] = [
        (
            Self::Auto,
            "auto",
            "dark or light, by the terminal's background",
        ),
        (Self::Dark, "dark", "for a dark background"),
        (Self::Light, "light", "for a light background"),
        (
            Self::HighContrast,
            "high-contrast",
            "white and saturated colours on black",
        ),
        (
            Self::ColorBlind,
            "color-blind",
            "colours that are told apart with any kind of colour blindness",
        ),
        (
            Self::NoColor,
            "no-color",
            "bold, dim, underlined and reversed only",
        ),
    ];

    /// The theme of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let named = Self::ALL.iter().find(|(_, its, _)| *its == name);
        named.map(|(theme, ..)| *theme)
    }
}

/// The colours that a terminal shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// None, or so few that no contrast can be promised.
    None,
    /// 256.
    Indexed,
    /// All.
    Exact,
}

impl Depth {
    /// What a terminal shows whose environment has these variables.
    #[must_use]
    pub fn of(term: Option<&str>, colorterm: Option<&str>) -> Self {
        let few = |term: &str| {
            matches!(term, "linux" | "dumb" | "ansi" | "cons25") || term.starts_with("vt")
        };
        if term.is_some_and(few) {
            Self::None
        } else if matches!(colorterm, Some("truecolor" | "24bit")) {
            Self::Exact
        } else {
            Self::Indexed
        }
    }
}

/// What decides what things look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Looks {
    /// The theme that was asked for.
    pub name: ThemeName,
    /// The colours that the terminal shows.
    pub depth: Depth,
    /// The terminal's background, where it is known.
    pub background: Option<Background>,
}

impl Looks {
    /// What the environment says of the terminal, with a theme.
    #[must_use]
    pub fn of(name: ThemeName, variable: impl Fn(&str) -> Option<String>) -> Self {
        let term = variable("TERM");
        let colorterm = variable("COLORTERM");
        let background = variable("COLORFGBG");
        Self {
            name,
            depth: Depth::of(term.as_deref(), colorterm.as_deref()),
            background: background.and_then(|value| Background::of_colorfgbg(&value)),
        }
    }

    /// The theme that comes of it.
    #[must_use]
    pub fn theme(self) -> Theme {
        Theme::new(self.name, self.depth, self.background)
    }
}

/// The styles of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    palette: Option<&'static Palette>,
    /// Whether the terminal shows all colours, not 256 only.
    exact: bool,
    /// Whether the theme paints the background, since the terminal's own does not suit it.
    painted: bool,
}

#[expect(
    clippy::unused_self,
    reason = "what looks the same in all themes is asked of the theme all the same"
)]
impl Theme {
    /// Without colours: bold, underline, dim and reverse only, as `NO_COLOR` asks.
    pub const MONO: Self = Self {
        palette: None,
        exact: false,
        painted: false,
    };

    /// For the tests.
    #[cfg(any(test, fuzzing))]
    pub const COLOR: Self = Self {
        palette: Some(&palette::DARK),
        exact: true,
        painted: false,
    };

    /// The theme of a name on a terminal. Where the terminal's background is not known, a theme
    /// is taken to suit it.
    #[must_use]
    pub fn new(name: ThemeName, depth: Depth, background: Option<Background>) -> Self {
        let dark = background != Some(Background::Light);
        let (palette, painted) = match (name, dark) {
            (ThemeName::NoColor, _) => return Self::MONO,
            _ if depth == Depth::None => return Self::MONO,
            (ThemeName::Dark, _) => (&palette::DARK, !dark),
            (ThemeName::Light, _) => (&palette::LIGHT, background == Some(Background::Dark)),
            (ThemeName::HighContrast, _) => (&palette::HIGH_CONTRAST, true),
            (ThemeName::ColorBlind, true) => (&palette::DARK_SAFE, false),
            (ThemeName::ColorBlind, false) => (&palette::LIGHT_SAFE, false),
            (ThemeName::Auto, true) => (&palette::DARK, false),
            (ThemeName::Auto, false) => (&palette::LIGHT, false),
        };
        Self {
            palette: Some(palette),
            exact: depth == Depth::Exact,
            painted,
        }
    }

    fn ink(self, role: impl Fn(&Palette) -> Ink) -> Style {
        match self.palette {
            Some(palette) => Style::new().fg(role(palette).color(self.exact)),
            None => Style::new(),
        }
    }

    /// Text on a background of our own; reversed where there are no colours.
    fn on(self, role: impl Fn(&Palette) -> (Ink, Ink)) -> Style {
        match self.palette {
            Some(palette) => {
                let (text, ground) = role(palette);
                Style::new()
                    .fg(text.color(self.exact))
                    .bg(ground.color(self.exact))
            }
            // One bar in one colour, whatever the row is made of.
            None => Style::new()
                .fg(Color::Reset)
                .add_modifier(Modifier::REVERSED)
                .remove_modifier(Modifier::DIM),
        }
    }

    /// Text that matters less.
    #[must_use]
    pub fn faint(self) -> Style {
        match self.palette {
            Some(_) => self.ink(|palette| palette.dim),
            None => Style::new().add_modifier(Modifier::DIM),
        }
    }

    /// Text that matters more.
    #[must_use]
    pub const fn strong(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    /// Names of panes, keys, marks of what has the focus.
    #[must_use]
    pub fn accent(self) -> Style {
        self.name().add_modifier(Modifier::BOLD)
    }

    /// Names of headers and fields.
    #[must_use]
    pub fn name(self) -> Style {
        self.ink(|palette| palette.accent)
    }

    /// The selected row of the pane that has the focus.
    #[must_use]
    pub fn selected(self) -> Style {
        self.on(|palette| palette.selected)
    }

    /// The selected row of a pane that has not.
    #[must_use]
    pub const fn selected_elsewhere(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    /// A line that something points to.
    #[must_use]
    pub fn marked(self) -> Style {
        self.selected()
    }

    /// Configuration to paste.
    #[must_use]
    pub fn code(self) -> Style {
        self.ink(|palette| palette.code)
    }

    /// What is tried, or differs from what was recorded. Its sign is `~`.
    #[must_use]
    pub fn changed(self) -> Style {
        self.ink(|palette| palette.changed)
            .add_modifier(Modifier::BOLD)
    }

    /// The title bar.
    #[must_use]
    pub fn title(self) -> Style {
        self.on(|palette| palette.bar)
    }

    /// A count of the title bar.
    #[must_use]
    pub fn in_title(self, outcome: Outcome) -> Style {
        self.outcome(outcome)
            .remove_modifier(Modifier::DIM)
            .add_modifier(Modifier::BOLD)
    }

    /// The part of a value that makes the difference.
    #[must_use]
    pub fn difference(self, outcome: Outcome) -> Style {
        self.outcome(outcome)
            .add_modifier(Modifier::UNDERLINED)
            .add_modifier(Modifier::BOLD)
    }

    /// Trouble of our own, such as a file that cannot be written.
    #[must_use]
    pub fn trouble(self) -> Style {
        self.outcome(Outcome::Blocked)
    }

    /// What goes with an outcome.
    #[must_use]
    pub fn outcome(self, outcome: Outcome) -> Style {
        match outcome {
            Outcome::Blocked => self.ink(|palette| palette.bad).add_modifier(Modifier::BOLD),
            Outcome::Failed => self
                .ink(|palette| palette.warning)
                .add_modifier(Modifier::BOLD),
            Outcome::Undetermined => self.ink(|palette| palette.open),
            Outcome::Allowed => self.ink(|palette| palette.good),
            Outcome::SameOrigin | Outcome::NotCors => self.faint(),
        }
    }

    /// A selected line of a menu: one bar, whatever its parts are.
    #[must_use]
    pub fn bar(self, mut line: Line<'_>) -> Line<'_> {
        for span in &mut line.spans {
            span.style = span.style.patch(self.selected());
        }
        line.patch_style(self.selected())
    }

    /// Gives what was drawn the theme's own text and background, where the theme paints them.
    pub fn finish(self, buffer: &mut Buffer) {
        let Some(palette) = self.palette.filter(|_| self.painted) else {
            return;
        };
        let text = palette.text.color(self.exact);
        let ground = palette.ground.color(self.exact);
        for cell in &mut buffer.content {
            if cell.fg == Color::Reset {
                cell.fg = text;
            }
            if cell.bg == Color::Reset {
                cell.bg = ground;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_colours_nothing_is_coloured() {
        let mono = [
            (ThemeName::NoColor, Depth::Exact),
            (ThemeName::Auto, Depth::None),
            (ThemeName::HighContrast, Depth::None),
        ];
        for (name, depth) in mono {
            assert_eq!(
                Theme::new(name, depth, Some(Background::Light)),
                Theme::MONO
            );
        }
        let mut styles = vec![
            Theme::MONO.faint(),
            Theme::MONO.strong(),
            Theme::MONO.accent(),
            Theme::MONO.name(),
            Theme::MONO.selected(),
            Theme::MONO.selected_elsewhere(),
            Theme::MONO.changed(),
            Theme::MONO.code(),
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
    fn the_background_chooses_the_theme_that_suits_it() {
        use Background::{Dark, Light};
        for (name, background, palette, painted) in [
            (ThemeName::Auto, None, &palette::DARK, false),
            (ThemeName::Auto, Some(Dark), &palette::DARK, false),
            (ThemeName::Auto, Some(Light), &palette::LIGHT, false),
            (ThemeName::Dark, None, &palette::DARK, false),
            (ThemeName::Dark, Some(Light), &palette::DARK, true),
            (ThemeName::Light, None, &palette::LIGHT, false),
            (ThemeName::Light, Some(Light), &palette::LIGHT, false),
            (ThemeName::Light, Some(Dark), &palette::LIGHT, true),
            (ThemeName::ColorBlind, None, &palette::DARK_SAFE, false),
            (
                ThemeName::ColorBlind,
                Some(Light),
                &palette::LIGHT_SAFE,
                false,
            ),
            (
                ThemeName::HighContrast,
                Some(Light),
                &palette::HIGH_CONTRAST,
                true,
            ),
        ] {
            let theme = Theme::new(name, Depth::Indexed, background);
            assert_eq!(theme.palette, Some(palette), "{name:?} {background:?}");
            assert_eq!(theme.painted, painted, "{name:?} {background:?}");
        }
    }

    #[test]
    fn colours_are_those_that_the_terminal_shows() {
        for (term, colorterm, depth) in [
            (Some("xterm-256color"), None, Depth::Indexed),
            (Some("xterm-256color"), Some(""), Depth::Indexed),
            (Some("xterm-256color"), Some("truecolor"), Depth::Exact),
            (Some("xterm-kitty"), Some("24bit"), Depth::Exact),
            (Some("tmux-256color"), None, Depth::Indexed),
            (Some("linux"), Some("truecolor"), Depth::None),
            (Some("vt220"), None, Depth::None),
            (None, None, Depth::Indexed),
        ] {
            assert_eq!(Depth::of(term, colorterm), depth, "{term:?} {colorterm:?}");
        }
    }

    #[test]
    fn themes_are_found_by_their_names() {
        for (theme, name, _) in ThemeName::ALL {
            assert_eq!(ThemeName::named(name), Some(theme));
        }
        assert_eq!(ThemeName::named("solarized"), None);
    }
}
