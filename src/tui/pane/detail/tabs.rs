//! The tabs of the detail, and where they stand.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use crate::tui::model::Model;

/// A tab of the detail.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tab {
    /// What happened, in words.
    #[default]
    Why,
    /// What was asked, granted and needed.
    Headers,
    /// The standard's steps.
    Steps,
    /// What fixes it.
    Fix,
    /// The messages as recorded.
    Raw,
    /// The verdicts, had the server answered otherwise.
    WhatIf,
}

impl Tab {
    /// All, from left to right.
    pub const ALL: [Self; 6] = [
        Self::Why,
        Self::Headers,
        Self::Steps,
        Self::Fix,
        Self::Raw,
        Self::WhatIf,
    ];

    /// The name on the tab.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Why => "Why",
            Self::Headers => "Headers",
            Self::Steps => "Steps",
            Self::Fix => "Fix",
            Self::Raw => "Raw",
            Self::WhatIf => "What if",
        }
    }

    /// The one so many places to the right, going round.
    #[must_use]
    pub fn after(self, places: usize) -> Self {
        let at = Self::ALL.iter().position(|&tab| tab == self).unwrap_or(0);
        Self::ALL[(at + places) % Self::ALL.len()]
    }
}

/// Whether the tabs have their numbers in a heading of that width, and how far they are apart.
fn tab_style(width: u16) -> (bool, u16) {
    let names: usize = Tab::ALL.iter().map(|tab| tab.name().len()).sum();
    let fits = |(numbered, gap): &(bool, u16)| {
        let each = usize::from(*gap) + if *numbered { 4 } else { 2 };
        names + each * Tab::ALL.len() < width.into()
    };
    let styles = [(true, 1), (true, 0), (false, 1)];
    styles.into_iter().find(fits).unwrap_or((false, 0))
}

/// Where each tab stands in the heading, in columns from its left.
#[must_use]
pub fn tabs(width: u16) -> Vec<(Tab, std::ops::Range<u16>)> {
    let (numbered, gap) = tab_style(width);
    let mut at = 1;
    Tab::ALL
        .iter()
        .map(|&tab| {
            let start = at;
            let name = u16::try_from(tab.name().len()).unwrap_or(0);
            at += name + if numbered { 4 } else { 2 };
            let place = start..at;
            at += gap;
            (tab, place)
        })
        .collect()
}

/// Draws the tabs over the heading's rule. The active one stands in brackets, so that it is told
/// without colours too.
pub fn draw(model: &Model, area: Rect, buffer: &mut Buffer) {
    let theme = model.theme;
    let focused = model.detail_has_focus();
    for (number, (tab, place)) in (1..).zip(tabs(area.width)) {
        let active = tab == model.detail.tab;
        let style = match (active, focused) {
            (true, true) => theme.accent().add_modifier(Modifier::REVERSED),
            (true, false) => theme.accent(),
            (false, _) => theme.faint(),
        };
        let name = if tab_style(area.width).0 {
            format!("{number} {}", tab.name())
        } else {
            tab.name().to_owned()
        };
        let label = if active {
            format!("[{name}]")
        } else {
            format!(" {name} ")
        };
        let room = area.width.saturating_sub(place.start);
        let place = Rect::new(area.x + place.start, area.y, place.end - place.start, 1);
        // The rule under it is faint, and styles add up.
        buffer.set_style(place.intersection(area), Style::reset());
        buffer.set_stringn(place.x, place.y, label, room.into(), style);
    }
}
