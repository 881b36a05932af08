//! The list while captures are read: the entries so far as they come, none of them judged yet.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::capture::{Capture, EntryId};
use crate::tui::text;
use crate::tui::theme::Theme;

/// So many entries are shown before they are judged. Nobody reads more of them in that time, and
/// a capture may hold a million.
pub const MOST: usize = 2000;

/// Of a URL or a method so many characters are kept.
const LONGEST: usize = 1000;

/// An entry that is read and not judged yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProvisionalRow {
    /// The input that it is in.
    pub input: usize,
    /// Which of its entries.
    pub entry: EntryId,
    /// Its method.
    pub method: String,
    /// Its URL.
    pub url: String,
    /// Its status, where it has one.
    pub status: Option<i32>,
}

impl ProvisionalRow {
    /// The row of an entry that was just read.
    #[must_use]
    pub fn of(input: usize, capture: &Capture, id: EntryId) -> Self {
        let entry = capture.entry(id);
        let cut = |text: &str| text.chars().take(LONGEST).collect();
        Self {
            input,
            entry: id,
            method: cut(capture.method(entry)),
            url: cut(capture.url(entry)),
            status: entry.status.filter(|&status| status > 0),
        }
    }
}

/// The entries that are read, before the verdicts are there.
#[derive(Debug, Default)]
pub struct Provisional {
    rows: Vec<ProvisionalRow>,
    selected: usize,
    offset: usize,
    /// Whether somebody has chosen a row.
    chosen: bool,
}

impl Provisional {
    /// Takes rows that were read since.
    pub fn extend(&mut self, rows: Vec<ProvisionalRow>) {
        let room = MOST.saturating_sub(self.rows.len());
        self.rows.extend(rows.into_iter().take(room));
    }

    /// Forgets the rows of an input that turned out to be no capture.
    pub fn forget(&mut self, input: usize) {
        let before = self.rows.iter().take(self.selected);
        let gone = before.filter(|row| row.input == input).count();
        self.chosen &= self.selected().is_some_and(|row| row.input != input);
        self.rows.retain(|row| row.input != input);
        self.selected = (self.selected - gone).min(self.last());
    }

    /// Whether there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// The selected row.
    #[must_use]
    pub fn selected(&self) -> Option<&ProvisionalRow> {
        self.rows.get(self.selected)
    }

    /// The row that somebody has chosen.
    #[must_use]
    pub fn chosen(&self) -> Option<&ProvisionalRow> {
        self.selected().filter(|_| self.chosen)
    }

    fn last(&self) -> usize {
        self.rows.len().saturating_sub(1)
    }

    /// Moves the selection by so many rows.
    pub fn move_by(&mut self, rows: isize) {
        self.select(self.selected.saturating_add_signed(rows));
    }

    /// Selects a row.
    pub fn select(&mut self, row: usize) {
        self.selected = row.min(self.last());
        self.chosen = !self.rows.is_empty();
    }

    /// The row that is seen so many rows down.
    #[must_use]
    pub fn row_at(&self, row: usize) -> Option<usize> {
        Some(self.offset + row).filter(|&row| row < self.rows.len())
    }

    /// Moves what is seen by so many rows, and the selection only where it would go out of view.
    pub fn scroll_by(&mut self, by: isize, rows: usize) {
        let last = self.rows.len().saturating_sub(rows);
        self.offset = self.offset.saturating_add_signed(by).min(last);
        let bottom = (self.offset + rows).saturating_sub(1).min(self.last());
        let selected = self.selected.clamp(self.offset.min(bottom), bottom);
        if selected != self.selected {
            self.select(selected);
        }
    }

    /// Moves what is seen so that the selection is in it.
    pub fn keep_in_view(&mut self, rows: usize) {
        if rows == 0 {
            return;
        }
        self.offset = self.offset.min(self.rows.len().saturating_sub(rows));
        self.offset = self.offset.min(self.selected);
        self.offset = self.offset.max((self.selected + 1).saturating_sub(rows));
    }

    /// Draws the rows.
    pub fn draw(&self, theme: Theme, focused: bool, area: Rect, buffer: &mut Buffer) {
        let shown = self.rows.iter().enumerate().skip(self.offset);
        for (y, (number, row)) in (area.y..area.bottom()).zip(shown) {
            let place = Rect::new(area.x, y, area.width, 1);
            let selected = number == self.selected;
            let line = row.line(theme, area.width.into(), selected);
            buffer.set_line(place.x, place.y, &line, place.width);
            if selected {
                let style = if focused {
                    theme.selected()
                } else {
                    theme.selected_elsewhere()
                };
                buffer.set_style(place, style);
            }
        }
    }
}

impl ProvisionalRow {
    fn line(&self, theme: Theme, width: usize, selected: bool) -> Line<'static> {
        let mut spans = vec![
            Span::raw(if selected { ">" } else { " " }),
            Span::styled("… ", theme.faint()),
        ];
        if width >= 28 {
            spans.push(Span::raw(text::fit(&text::value(&self.method), 7) + " "));
        }
        if width >= 40 {
            let status = self
                .status
                .map_or_else(|| "–".to_owned(), |s| s.to_string());
            spans.push(Span::styled(text::fit(&status, 3) + " ", theme.faint()));
        }
        let used: usize = spans.iter().map(Span::width).sum();
        let room = width.saturating_sub(used + 1);
        let url = self.url.strip_prefix("https://").unwrap_or(&self.url);
        let url = text::clip_middle(&text::value(url), room);
        spans.push(Span::raw(text::fit(&url, room)));
        Line::from(spans)
    }

    /// What there is to say about it, broken to a width.
    #[must_use]
    pub fn lines(&self, theme: Theme, width: usize) -> Vec<Line<'static>> {
        let status = match self.status {
            Some(status) => format!("… status {status}, not judged yet"),
            None => "… not judged yet".to_owned(),
        };
        let request = [
            Span::styled(text::value(&self.method) + " ", theme.strong()),
            Span::styled(text::value(&self.url), Style::new()),
        ];
        let mut lines = text::wrap(&[Span::styled(status, theme.faint())], width, 0);
        lines.extend(text::wrap(&request, width, 0));
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(input: usize, entry: u32) -> ProvisionalRow {
        ProvisionalRow {
            input,
            entry: EntryId::new(entry),
            method: "GET".to_owned(),
            url: "https://a.example/".to_owned(),
            status: Some(200),
        }
    }

    #[test]
    fn no_more_rows_are_kept_than_anybody_reads() {
        let mut list = Provisional::default();
        for batch in 0..10 {
            list.extend((0..999).map(|at| row(0, batch * 999 + at)).collect());
        }
        assert_eq!(list.len(), MOST);
        list.select(usize::MAX);
        assert_eq!(list.selected(), Some(&row(0, 1999)));
    }

    #[test]
    fn a_very_long_url_is_cut() {
        let url = "x".repeat(100_000);
        let text = format!(r#"{{"log": {{"entries": [{{"request": {{"url": "{url}"}}}}]}}}}"#);
        let capture =
            crate::input::read(&mut text.as_bytes(), "long.har", &mut |_| {}).expect("a capture");
        let row = ProvisionalRow::of(0, &capture, EntryId::new(0));
        assert_eq!(row.url.len(), LONGEST);
    }

    #[test]
    fn rows_of_a_file_that_is_no_capture_go_and_the_selection_stays() {
        let mut list = Provisional::default();
        list.extend((0..3).map(|at| row(0, at)).collect());
        list.extend((0..3).map(|at| row(1, at)).collect());
        list.select(4);
        list.forget(0);
        assert_eq!((list.len(), list.chosen()), (3, Some(&row(1, 1))));
        list.forget(1);
        assert_eq!((list.len(), list.chosen()), (0, None));
    }
}
