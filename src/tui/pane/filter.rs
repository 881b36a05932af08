//! The line of the filter: edited as one types, remembered, switched off and on.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use tui_input::Input;

use crate::report::Report;
use crate::report::columns::Columns;
use crate::report::filter::{Filter, FilterError};
use crate::tui::completion;
use crate::tui::text;
use crate::tui::theme::Theme;

/// The filter.
#[derive(Debug, Default)]
pub struct FilterBar {
    /// The text and its cursor.
    pub input: Input,
    /// Whether it is switched off.
    pub off: bool,
    /// The last text that could be understood; it stays in force while one types on.
    filter: Option<Filter>,
    /// Its text.
    understood: String,
    problem: Option<FilterError>,
    history: Vec<String>,
    /// The place in the history while one goes through it.
    recalled: Option<usize>,
    /// What was typed of a value before it was completed, while one goes through its completions.
    begun: Option<String>,
}

impl FilterBar {
    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        self.input.value()
    }

    /// What is wrong with the text.
    #[must_use]
    pub const fn problem(&self) -> Option<&FilterError> {
        self.problem.as_ref()
    }

    /// Whether anything is filtered.
    #[must_use]
    pub fn is_in_force(&self) -> bool {
        !self.off && self.filter.is_some()
    }

    /// What filters now.
    #[must_use]
    pub fn in_force(&self) -> Option<&Filter> {
        self.filter.as_ref().filter(|_| !self.off)
    }

    /// The text of what filters now; empty where nothing does.
    #[must_use]
    pub fn text_in_force(&self) -> &str {
        if self.is_in_force() {
            &self.understood
        } else {
            ""
        }
    }

    /// Sets the text.
    pub fn set(&mut self, text: String) {
        self.input = Input::new(text);
        self.read();
    }

    /// Reads the text after it was changed.
    pub fn read(&mut self) {
        self.off = false;
        self.begun = None;
        if self.text().trim().is_empty() {
            self.filter = None;
            self.problem = None;
            return;
        }
        match Filter::parse(self.text()) {
            Ok(filter) => {
                self.filter = Some(filter);
                self.understood = self.text().trim().to_owned();
                self.problem = None;
            }
            Err(problem) => self.problem = Some(problem),
        }
    }

    /// Completes the name or the value before the cursor; again: the next candidate. Gives whether
    /// there was one.
    pub fn complete(&mut self, report: &Report, columns: &Columns) -> bool {
        let before = self.before_cursor().to_owned();
        let begun = self
            .begun
            .take()
            .unwrap_or_else(|| completion::begun(&before).to_owned());
        let Some(completed) = completion::completed(report, columns, &before, &begun) else {
            return false;
        };
        let after = self.text()[before.len()..].to_owned();
        let cursor = completed.chars().count();
        self.input = Input::new(format!("{completed}{after}")).with_cursor(cursor);
        let before = self.off;
        self.read();
        self.off = before;
        self.begun = Some(begun);
        true
    }

    /// Puts the text into the history.
    pub fn remember(&mut self) {
        self.recalled = None;
        let text = self.text().trim().to_owned();
        if !text.is_empty() && self.problem.is_none() {
            self.history.retain(|old| *old != text);
            self.history.push(text);
        }
    }

    /// Takes the text used before (or after) from the history.
    pub fn recall(&mut self, older: bool) {
        let place = match (self.recalled, older) {
            (None, true) => self.history.len().checked_sub(1),
            (None, false) => None,
            (Some(at), true) => Some(at.saturating_sub(1)),
            (Some(at), false) => Some(at + 1).filter(|&at| at < self.history.len()),
        };
        if place.is_none() && self.recalled.is_none() {
            return;
        }
        self.recalled = place;
        let text = place.map_or_else(String::new, |at| self.history[at].clone());
        self.set(text);
    }

    /// Adds a condition, or takes it away if it is there.
    pub fn toggle(&mut self, condition: &str) {
        let text = self.text().trim();
        let without = if text == condition {
            Some("")
        } else {
            text.strip_suffix(condition)
                .and_then(|rest| rest.strip_suffix(' '))
                .or_else(|| {
                    let rest = text.strip_prefix(condition)?;
                    rest.strip_prefix(' ')
                })
        };
        let new = match without {
            Some(rest) => rest.trim().to_owned(),
            None if text.is_empty() || self.problem.is_some() => condition.to_owned(),
            // What was typed may hold an `or`, which must not take the new condition apart.
            None if text.contains(" or ") && !(text.starts_with('(') && text.ends_with(')')) => {
                format!("({text}) {condition}")
            }
            None => format!("{text} {condition}"),
        };
        self.set(new);
        self.remember();
    }

    /// Draws the line, and gives where the cursor is.
    pub fn draw(
        &self,
        editing: bool,
        counts: Option<(usize, usize)>,
        theme: Theme,
        area: Rect,
        buffer: &mut Buffer,
    ) -> Position {
        let count = counts.map_or_else(String::new, |(shown, all)| {
            format!("{}/{} ", text::count(shown), text::count(all))
        });
        let room = usize::from(area.width).saturating_sub(4 + text::width(&count));
        let scroll = self.input.visual_scroll(room);
        let mut line = vec![Span::styled(" / ", theme.accent())];
        if self.text().is_empty() && !editing {
            line.push(Span::styled(
                text::fit("everything is shown", room),
                theme.faint(),
            ));
        } else {
            let shown = skip(self.text(), scroll);
            let off = if self.off { " (off)" } else { "" };
            let style = if self.off {
                theme.faint()
            } else {
                ratatui::style::Style::new()
            };
            line.push(Span::styled(
                text::fit(&text::value(&format!("{shown}{off}")), room),
                style,
            ));
        }
        line.push(Span::styled(format!(" {count}"), theme.faint()));
        buffer.set_line(area.x, area.y, &Line::from(line), area.width);
        let column = self.input.visual_cursor().saturating_sub(scroll).min(room);
        Position::new(area.x + 3 + u16::try_from(column).unwrap_or(0), area.y)
    }

    /// The text up to the cursor.
    #[must_use]
    pub fn before_cursor(&self) -> &str {
        let text = self.text();
        let mut letters = text.char_indices();
        letters
            .nth(self.input.cursor())
            .map_or(text, |(end, _)| &text[..end])
    }

    /// Draws what is wrong with the text, under the place where it is; or what could be typed.
    pub fn draw_help(
        &self,
        (report, columns): (&Report, &Columns),
        theme: Theme,
        area: Rect,
        buffer: &mut Buffer,
    ) {
        let Some(problem) = &self.problem else {
            let hint = completion::hint(report, columns, self.before_cursor());
            let room = usize::from(area.width).saturating_sub(4);
            let hint = text::clip(&hint, room).into_owned();
            buffer.set_string(area.x + 3, area.y, hint, theme.faint());
            return;
        };
        let before = self.text().get(..problem.at).unwrap_or(self.text());
        let message = text::value(&problem.message);
        let room = usize::from(area.width).saturating_sub(text::width(&message) + 3);
        let column = (3 + text::width(before)).min(room.max(3));
        let line = Line::from(vec![
            Span::raw(" ".repeat(column)),
            Span::styled(format!("^ {message}"), theme.trouble()),
        ]);
        buffer.set_line(area.x, area.y, &line, area.width);
    }
}

/// The text without its first `cells`.
fn skip(text: &str, cells: usize) -> &str {
    let mut used = 0;
    for (at, character) in text.char_indices() {
        if used >= cells {
            return &text[at..];
        }
        used += text::width(character.encode_utf8(&mut [0; 4]));
    }
    if used >= cells && cells > 0 { "" } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_condition_is_added_and_taken_away() {
        for (before, after) in [
            ("", "origin:a"),
            ("origin:a", ""),
            ("status:500", "status:500 origin:a"),
            ("status:500 origin:a", "status:500"),
            ("origin:a status:500", "status:500"),
            ("a or b", "(a or b) origin:a"),
            ("origin:ab", "origin:ab origin:a"),
        ] {
            let mut bar = FilterBar::default();
            bar.set(before.to_owned());
            bar.toggle("origin:a");
            assert_eq!(bar.text(), after, "from {before:?}");
        }
    }

    #[test]
    fn the_history_goes_back_and_forth() {
        let mut bar = FilterBar::default();
        for text in ["one", "two", "one"] {
            bar.set(text.to_owned());
            bar.remember();
        }
        bar.set(String::new());
        let mut seen = Vec::new();
        for older in [true, true, true, false, false] {
            bar.recall(older);
            seen.push(bar.text().to_owned());
        }
        assert_eq!(seen, ["one", "two", "two", "one", ""]);
    }
}
