//! The view of two captures: a list of what became of each request, and for the selected one what
//! both captures hold of it.

use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use super::detail::Page;
use super::list::{cause_words, fitted, status};
use crate::compare::Status;
use crate::report::{ExchangeId, Report};
use crate::tui::comparison::{Comparison, Fate, Fated};
use crate::tui::text;
use crate::tui::theme::Theme;
use crate::verdict::Outcome;

/// From this width on there is room for words beside the URL.
const WITH_WORDS: usize = 56;

/// The widest the words get.
const WORDS: usize = 28;

/// A line of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum At {
    Group(Fate),
    Request(usize),
}

/// The view.
#[derive(Debug)]
pub struct ComparePane {
    /// What is compared.
    pub comparison: Arc<Comparison>,
    /// The first line of the detail.
    pub scroll: usize,
    folded: Vec<Fate>,
    lines: Vec<At>,
    selected: usize,
    offset: usize,
}

impl ComparePane {
    /// With the first request selected that fails now.
    #[must_use]
    pub fn new(comparison: Arc<Comparison>) -> Self {
        let mut pane = Self {
            comparison,
            scroll: 0,
            folded: vec![Fate::Same],
            lines: Vec::new(),
            selected: 0,
            offset: 0,
        };
        pane.lay_out();
        pane.selected = usize::from(pane.lines.len() > 1);
        pane
    }

    fn lay_out(&mut self) {
        self.lines.clear();
        let all = self.comparison.all.iter().enumerate();
        let mut last = None;
        for (number, fated) in all {
            if last != Some(fated.fate) {
                last = Some(fated.fate);
                self.lines.push(At::Group(fated.fate));
            }
            if !self.folded.contains(&fated.fate) {
                self.lines.push(At::Request(number));
            }
        }
        self.selected = self.selected.min(self.lines.len().saturating_sub(1));
    }

    fn at(&self) -> Option<At> {
        self.lines.get(self.selected).copied()
    }

    /// The selected request.
    #[must_use]
    pub fn selected(&self) -> Option<&Fated> {
        match self.at()? {
            At::Request(number) => self.comparison.all.get(number),
            At::Group(_) => None,
        }
    }

    /// Moves the selection by so many lines.
    pub fn move_by(&mut self, lines: isize) {
        let last = self.lines.len().saturating_sub(1);
        self.selected = self.selected.saturating_add_signed(lines).min(last);
        self.scroll = 0;
    }

    /// Selects what stands at a row of the list. Gives whether it was selected already.
    pub fn select_row(&mut self, row: usize) -> bool {
        let line = self.offset + row;
        let before = self.selected;
        if line < self.lines.len() {
            self.selected = line;
            self.scroll = 0;
        }
        before == line
    }

    /// Selects the next request that fails now (or the one before), going round.
    pub fn seek_failure(&mut self, forwards: bool) -> bool {
        let count = self.lines.len();
        let fails = |at: &At| match at {
            At::Request(number) => matches!(
                self.comparison.all[*number].fate,
                Fate::NewlyFailing | Fate::StillFailing
            ),
            At::Group(_) => false,
        };
        let steps = 1..=count;
        let mut places = steps.map(|step| {
            let step = if forwards { step } else { count - step };
            (self.selected + step) % count
        });
        let found = places.find(|&line| fails(&self.lines[line]));
        if let Some(line) = found {
            self.selected = line;
            self.scroll = 0;
        }
        found.is_some()
    }

    /// Folds (`true`) or unfolds the group of what is selected. Gives whether anything changed.
    pub fn fold(&mut self, folded: bool) -> bool {
        let fate = match self.at() {
            Some(At::Group(fate)) => fate,
            Some(At::Request(number)) => self.comparison.all[number].fate,
            None => return false,
        };
        if self.folded.contains(&fate) == folded {
            return false;
        }
        self.folded.retain(|own| *own != fate);
        if folded {
            self.folded.push(fate);
        }
        self.lay_out();
        let heading = self.lines.iter().position(|line| *line == At::Group(fate));
        self.selected = heading.unwrap_or(0);
        true
    }

    /// Folds all groups, or unfolds them if all are folded.
    pub fn fold_all(&mut self) {
        let headings = |line: &&At| matches!(line, At::Group(_));
        let all = self.lines.iter().filter(headings).count() == self.lines.len();
        self.folded = if all { Vec::new() } else { Fate::ALL.to_vec() };
        self.lay_out();
    }

    /// Moves what is seen so that the selection is in it.
    pub fn keep_in_view(&mut self, rows: usize) {
        if rows == 0 {
            return;
        }
        self.offset = self.offset.min(self.lines.len().saturating_sub(rows));
        if self.selected < self.offset {
            self.offset = self.selected.saturating_sub(1);
        } else if self.selected >= self.offset + rows {
            self.offset = self.selected + 1 - rows;
        }
    }

    /// Draws the list.
    pub fn draw(&self, theme: Theme, focused: bool, area: Rect, buffer: &mut Buffer) {
        let width = usize::from(area.width);
        let seen: Vec<(usize, At)> = self
            .lines
            .iter()
            .copied()
            .enumerate()
            .skip(self.offset)
            .take(area.height.into())
            .collect();
        let told: Vec<&str> = seen.iter().map(|(_, at)| self.words(*at)).collect();
        let widest = told
            .iter()
            .map(|words| text::width(words))
            .max()
            .unwrap_or(0);
        let words = if width >= WITH_WORDS {
            widest.min(WORDS).min(width / 3)
        } else {
            0
        };
        let room = width.saturating_sub(17 + words + usize::from(words > 0) * 2);
        let urls: Vec<String> = seen
            .iter()
            .map(|(_, at)| match at {
                At::Request(number) => {
                    let (report, id) = self.shown(&self.comparison.all[*number]);
                    let url = report.row(id).url;
                    text::value(url.strip_prefix("https://").unwrap_or(url))
                }
                At::Group(_) => String::new(),
            })
            .collect();
        let rows = seen.iter().zip(fitted(&urls, room)).zip(told);
        for (row, (((number, at), url), told)) in rows.enumerate() {
            let on = *number == self.selected;
            let line = match at {
                At::Group(fate) => self.heading(*fate, on, theme),
                At::Request(number) => {
                    let fated = &self.comparison.all[*number];
                    self.row(fated, (&url, room), (told, words), on, theme)
                }
            };
            let place = Rect::new(
                area.x,
                area.y + u16::try_from(row).unwrap_or(0),
                area.width,
                1,
            );
            buffer.set_line(place.x, place.y, &line, place.width);
            if on {
                let style = if focused {
                    theme.selected()
                } else {
                    theme.selected_elsewhere()
                };
                buffer.set_style(place, style);
            }
        }
    }

    fn heading(&self, fate: Fate, on: bool, theme: Theme) -> Line<'static> {
        let folded = self.folded.contains(&fate);
        let style = fate
            .outcome()
            .map_or_else(|| theme.faint(), |own| theme.outcome(own));
        Line::from(vec![
            Span::raw(if on { ">" } else { " " }),
            Span::styled(if folded { "▸ " } else { "▾ " }, theme.faint()),
            Span::styled(format!("{} ", fate.sign()), style),
            Span::styled(fate.words(), theme.strong()),
            Span::styled(
                format!("  {}", text::count(self.comparison.count(fate))),
                style,
            ),
        ])
    }

    /// The side that a row is about: the later, where there is one.
    fn shown(&self, fated: &Fated) -> (&Report, ExchangeId) {
        let after = fated.after.first();
        let before = fated.before.first().copied();
        match after {
            Some(id) => (&self.comparison.after, *id),
            None => (&self.comparison.before, before.unwrap_or(ExchangeId(0))),
        }
    }

    /// Why a request fails, in a few words; of one that is fixed, why it failed.
    fn words(&self, at: At) -> &'static str {
        let At::Request(number) = at else {
            return "";
        };
        let fated = &self.comparison.all[number];
        let (report, id) = match fated.before.first() {
            Some(&before) if fated.fate == Fate::Fixed => (&*self.comparison.before, before),
            _ => self.shown(fated),
        };
        cause_words(report, &report.row(id))
    }

    fn row(
        &self,
        fated: &Fated,
        (url, room): (&str, usize),
        (told, words): (&str, usize),
        on: bool,
        theme: Theme,
    ) -> Line<'static> {
        let (report, id) = self.shown(fated);
        let row = report.row(id);
        let status = status(report, &row).unwrap_or_else(|| "–".to_owned());
        let mut spans = vec![
            Span::raw(if on { ">  " } else { "   " }),
            Span::styled(row.outcome.symbol(), theme.outcome(row.outcome)),
            Span::raw(" "),
            Span::raw(text::fit(&text::value(row.method), 7)),
            Span::styled(format!("{status:>4} "), theme.faint()),
            Span::raw(text::fit(url, room)),
        ];
        if words > 0 {
            let told = text::fit(told, words);
            spans.push(Span::styled(format!("  {told}"), theme.faint()));
        }
        Line::from(spans)
    }

    /// The text about what is selected.
    #[must_use]
    pub fn page(&self, theme: Theme, width: usize) -> Page {
        let mut page = Page::new(theme, width.saturating_sub(2));
        match self.at() {
            Some(At::Request(number)) => self.write(&self.comparison.all[number], &mut page),
            Some(At::Group(fate)) => {
                page.text(fate.words(), theme.strong());
                let count = self.comparison.count(fate);
                page.text(&text::counted(count, "request", "requests"), theme.faint());
            }
            None => page.text("There is no request in either capture.", Style::new()),
        }
        page
    }

    fn write(&self, fated: &Fated, page: &mut Page) {
        let (report, id) = self.shown(fated);
        let row = report.row(id);
        page.request(&row);
        let style = fated
            .fate
            .outcome()
            .map_or_else(|| page.theme.strong(), |own| page.theme.outcome(own));
        let meaning = match fated.status {
            Status::Broken => "It did not fail before and fails now.",
            Status::NewFailure => "It is new and fails.",
            Status::Changed => "It still fails, for another reason than before.",
            Status::Open => "It failed before; whether it still does cannot be decided.",
            Status::Fixed => "It failed before and does not fail now.",
            Status::StillFails => "It fails as before.",
            Status::New => "It is new and does not fail.",
            Status::Gone => "It is not requested any more.",
            Status::Same => "It did not fail before and does not fail now.",
        };
        page.spans(
            &[
                Span::styled(
                    format!("{} {}", fated.fate.sign(), fated.fate.words()),
                    style,
                ),
                Span::raw("  "),
                Span::raw(meaning),
            ],
            2,
        );
        let sides = [
            ("before", &self.comparison.before, &fated.before),
            ("after", &self.comparison.after, &fated.after),
        ];
        for (name, report, ids) in sides {
            page.heading(name);
            let Some(&id) = ids.first() else {
                page.indented(2, "not requested", page.theme.faint());
                continue;
            };
            let row = report.row(id);
            let outcome = row.outcome;
            let many = match ids.len() {
                1 => String::new(),
                many => format!(", one of {}", text::count(many)),
            };
            let file = text::value(text::file_name(&row.capture.file));
            page.spans(
                &[
                    Span::raw("  "),
                    Span::styled(
                        format!("{} {}", outcome.symbol(), outcome.word()),
                        page.theme.outcome(outcome),
                    ),
                    Span::styled(format!("  in {file}{many}"), page.theme.faint()),
                ],
                2,
            );
            if outcome.is_failure() || outcome == Outcome::Undetermined {
                let headline = text::value(&report.detail(id).headline);
                page.indented(2, &headline, Style::new());
            }
        }
        let sides = [
            fated
                .before
                .first()
                .map(|&id| (&*self.comparison.before, id)),
            fated.after.first().map(|&id| (&*self.comparison.after, id)),
        ];
        if let [Some(before), Some(after)] = sides {
            super::detail::write_beside(before, after, ("before", "after"), page);
        }
    }

    /// The heading over the list.
    #[must_use]
    pub fn title(theme: Theme, focused: bool) -> Span<'static> {
        let style = if focused {
            theme.accent().add_modifier(Modifier::BOLD)
        } else {
            theme.faint()
        };
        Span::styled(" what changed ", style)
    }
}
