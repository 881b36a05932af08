//! The menu of what can be copied.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::tui::copying::Item;
use crate::tui::text;
use crate::tui::theme::Theme;

/// The widest the box gets.
pub const WIDTH: usize = 76;

/// The menu.
#[derive(Debug)]
pub struct CopyBox {
    items: Vec<Item>,
    selected: usize,
}

impl CopyBox {
    /// With these items, the first of them selected.
    #[must_use]
    pub const fn new(items: Vec<Item>) -> Self {
        Self { items, selected: 0 }
    }

    /// How many items there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.items.len()
    }

    /// The selected item.
    #[must_use]
    pub fn selected(&self) -> Option<&Item> {
        self.items.get(self.selected)
    }

    /// The item with that key.
    #[must_use]
    pub fn by_key(&self, key: char) -> Option<&Item> {
        self.items.iter().find(|item| item.key == key)
    }

    /// Moves the selection, going round.
    pub fn move_by(&mut self, lines: isize) {
        let count = self.items.len().max(1);
        let step = if lines < 0 { count - 1 } else { 1 };
        self.selected = (self.selected + step) % count;
    }

    /// Selects the item at a row. Gives whether there is one.
    pub fn select_row(&mut self, row: usize) -> bool {
        let there = row < self.items.len();
        if there {
            self.selected = row;
        }
        there
    }

    /// The rows of the menu, each with the beginning of what it copies.
    #[must_use]
    pub fn lines(&self, theme: Theme, width: usize) -> Vec<Line<'static>> {
        let row = |(number, item): (usize, &Item)| {
            let name = text::value(&item.name);
            let first = item.text.lines().next().unwrap_or("");
            let shown = text::width(&name) + 6;
            let begun = text::value(first);
            let begun = text::clip(&begun, width.saturating_sub(shown + 2)).into_owned();
            let on = number == self.selected;
            let line = Line::from(vec![
                Span::raw(if on { ">" } else { " " }),
                Span::styled(format!("{} ", item.key), theme.accent()),
                Span::styled(
                    text::clip(&name, width.saturating_sub(4)).into_owned(),
                    Style::new(),
                ),
                Span::styled(format!("  {begun}"), theme.faint()),
            ]);
            if on {
                let all = " ".repeat(width.saturating_sub(line.width()));
                let mut line = line;
                line.push_span(Span::raw(all));
                theme.bar(line)
            } else {
                line
            }
        };
        self.items.iter().enumerate().map(row).collect()
    }
}
