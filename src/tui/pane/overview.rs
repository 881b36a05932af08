//! The view of the whole: what there is to see in it, and where each part of it leads.

use std::fmt::Write as _;
use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::list::{cause_words, status};
use crate::report::filter::Filter;
use crate::report::{ExchangeId, Report};
use crate::tui::overview::{Cell, Overview};
use crate::tui::text;
use crate::tui::theme::Theme;
use crate::verdict::Outcome;

/// How many origins, causes and hosts are listed.
const LISTED: usize = 12;

/// The width of the names at the left.
const NAMES: usize = 30;

/// The least width of a host's column.
const COLUMN: usize = 14;

/// The view.
#[derive(Debug)]
pub struct OverviewPane {
    /// What was counted.
    counted: Overview,
    /// The selected place among those that lead somewhere.
    selected: (usize, usize),
    /// The first line shown.
    scroll: usize,
}

/// A host in so many cells: what is cut off is the end of its name, never its port.
fn clip_host(host: &str, cells: usize) -> String {
    let port = host.rfind(':').map_or("", |colon| &host[colon..]);
    if text::width(host) <= cells || text::width(port) >= cells {
        return text::clip(host, cells).into_owned();
    }
    let name = &host[..host.len() - port.len()];
    format!("{}{port}", text::clip(name, cells - text::width(port)))
}

/// Where a part of the view leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Goal {
    /// To the list with this filter.
    Filter(String),
    /// To this exchange.
    Exchange(ExchangeId),
}

/// A line of the view.
struct Row {
    line: Line<'static>,
    /// Columns that lead somewhere.
    goals: Vec<(Range<usize>, Goal)>,
}

impl Row {
    fn plain(line: Line<'static>) -> Self {
        Self {
            line,
            goals: Vec::new(),
        }
    }
}

impl OverviewPane {
    /// Counts a report.
    #[must_use]
    pub fn of(report: &Report) -> Self {
        Self {
            counted: Overview::of(report),
            selected: (0, 0),
            scroll: 0,
        }
    }

    /// Moves the selection: to another line, and within a line.
    pub fn move_by(&mut self, report: &Report, theme: Theme, width: usize, step: (isize, isize)) {
        let lines: Vec<usize> = self
            .rows(report, theme, width)
            .iter()
            .map(|row| row.goals.len())
            .filter(|goals| *goals > 0)
            .collect();
        if lines.is_empty() {
            return;
        }
        let (line, column) = self.selected;
        let line = line.saturating_add_signed(step.0).min(lines.len() - 1);
        let column = column.saturating_add_signed(step.1).min(lines[line] - 1);
        self.selected = (line, column);
    }

    /// Where the selected part leads.
    #[must_use]
    pub fn goal(&self, report: &Report, theme: Theme, width: usize) -> Option<Goal> {
        let (line, column) = self.selected;
        let rows = self.rows(report, theme, width);
        let row = rows
            .into_iter()
            .filter(|row| !row.goals.is_empty())
            .nth(line)?;
        let (_, goal) = row.goals.into_iter().nth(column)?;
        Some(goal)
    }

    /// Selects what stands at a row and a column of the view. Gives whether it leads somewhere.
    pub fn select_at(
        &mut self,
        report: &Report,
        theme: Theme,
        width: usize,
        (row, column): (usize, usize),
    ) -> bool {
        let rows = self.rows(report, theme, width);
        let at = self.scroll + row;
        let Some(hit) = rows.get(at) else {
            return false;
        };
        let place = hit
            .goals
            .iter()
            .position(|(range, _)| range.contains(&column));
        let Some(place) = place else {
            return false;
        };
        let before = rows[..at].iter().filter(|row| !row.goals.is_empty());
        self.selected = (before.count(), place);
        true
    }

    /// Keeps the selected part in view.
    pub fn keep_in_view(&mut self, report: &Report, theme: Theme, size: (usize, usize)) {
        let rows = self.rows(report, theme, size.0);
        let with_goals = rows
            .iter()
            .enumerate()
            .filter(|(_, row)| !row.goals.is_empty());
        let at = with_goals
            .map(|(at, _)| at)
            .nth(self.selected.0)
            .unwrap_or(0);
        let height = size.1.max(1);
        if at < self.scroll + 2 {
            self.scroll = at.saturating_sub(2);
        } else if at >= self.scroll + height {
            self.scroll = at + 1 - height;
        }
        self.scroll = self.scroll.min(rows.len().saturating_sub(height));
    }

    /// Draws the view.
    pub fn draw(&self, report: &Report, theme: Theme, area: Rect, buffer: &mut Buffer) {
        let rows = self.rows(report, theme, area.width.into());
        let mut with_goals = 0;
        for (at, row) in rows.iter().enumerate() {
            let selected = !row.goals.is_empty() && with_goals == self.selected.0;
            with_goals += usize::from(!row.goals.is_empty());
            if at < self.scroll || at - self.scroll >= usize::from(area.height) {
                continue;
            }
            let y = area.y + u16::try_from(at - self.scroll).unwrap_or(0);
            buffer.set_line(area.x, y, &row.line, area.width);
            if let Some((range, _)) = row.goals.get(self.selected.1).filter(|_| selected) {
                let start = u16::try_from(range.start).unwrap_or(0);
                let length = u16::try_from(range.len()).unwrap_or(0);
                let place = Rect::new(area.x + start, y, length, 1).intersection(area);
                buffer.set_style(place, theme.selected());
            }
        }
    }

    fn rows(&self, report: &Report, theme: Theme, width: usize) -> Vec<Row> {
        let mut rows = Vec::new();
        self.matrix(theme, width, &mut rows);
        self.causes(report, theme, width, &mut rows);
        self.preflights(theme, width, &mut rows);
        self.timeline(report, theme, width, &mut rows);
        rows
    }

    fn heading(words: &str, theme: Theme, rows: &mut Vec<Row>) {
        if !rows.is_empty() {
            rows.push(Row::plain(Line::default()));
        }
        rows.push(Row::plain(Line::styled(
            format!(" {words}"),
            theme.accent(),
        )));
    }

    fn matrix(&self, theme: Theme, width: usize, rows: &mut Vec<Row>) {
        let counted = &self.counted;
        Self::heading("Requests between origins", theme, rows);
        if counted.origins.is_empty() {
            rows.push(Row::plain(Line::styled(
                " No request went to another origin.",
                Style::new(),
            )));
            return;
        }
        let columns = width.saturating_sub(NAMES + 2) / COLUMN;
        let shown = counted.hosts.len().min(columns.max(1));
        // Few hosts are named whole, with their ports.
        let longest = counted
            .hosts
            .iter()
            .take(shown)
            .map(|host| text::width(host));
        let column = longest
            .max()
            .map_or(COLUMN, |longest| longest + 1)
            .min(width.saturating_sub(NAMES + 2) / shown.max(1))
            .max(COLUMN);
        let mut head = vec![Span::raw(" ".repeat(NAMES + 1))];
        for host in counted.hosts.iter().take(shown) {
            let name = text::fit(&clip_host(&text::value(host), column - 1), column - 1);
            head.push(Span::styled(format!("{name} "), theme.name()));
        }
        let more = counted.hosts.len() - shown;
        if more > 0 {
            head.push(Span::styled(
                format!("+{}", text::count(more)),
                theme.faint(),
            ));
        }
        rows.push(Row::plain(Line::from(head)));
        for (from, origin) in counted.origins.iter().take(LISTED).enumerate() {
            let name = text::fit(&text::value(origin), NAMES - 1);
            let mut spans = vec![Span::raw(format!(" {name} "))];
            let mut goals = vec![(1..NAMES, Goal::Filter(Filter::clause("origin", origin)))];
            for (to, host) in counted.hosts.iter().take(shown).enumerate() {
                let cell = counted.cells.get(&(from, to)).copied();
                let start = NAMES + 1 + to * column;
                let before = spans.iter().map(Span::width).sum::<usize>();
                spans.push(Span::raw(" ".repeat(start.saturating_sub(before))));
                spans.extend(cell_spans(cell, theme));
                if cell.is_some() {
                    let clause = format!(
                        "{} {}",
                        Filter::clause("origin", origin),
                        Filter::clause("host", name_of(host))
                    );
                    goals.push((start..start + column - 1, Goal::Filter(clause)));
                }
            }
            rows.push(Row {
                line: Line::from(spans),
                goals,
            });
        }
        let more = counted.origins.len().saturating_sub(LISTED);
        if more > 0 {
            rows.push(Row::plain(Line::styled(
                format!(
                    " and {}",
                    text::counted(more, "more origin", "more origins")
                ),
                theme.faint(),
            )));
        }
    }

    fn causes(&self, report: &Report, theme: Theme, width: usize, rows: &mut Vec<Row>) {
        if self.counted.causes.is_empty() {
            return;
        }
        Self::heading("Causes", theme, rows);
        // On a narrow screen the bars give way to the words.
        let narrow = width < 80;
        let longest = if narrow { 4 } else { 12 };
        let room = width.saturating_sub(NAMES + longest + 9);
        let most = self.counted.causes.first().map_or(1, |(_, count)| *count);
        for (cause, count) in self.counted.causes.iter().take(LISTED) {
            let Some(cause) = report.causes.get(*cause as usize) else {
                continue;
            };
            let first = cause
                .exchanges
                .first()
                .map(|&at| report.row(ExchangeId(at)));
            let words = first.map_or("", |row| cause_words(report, &row));
            let bar = "▇".repeat((count * longest).div_ceil(most.max(1)).min(longest));
            let name = text::fit(&text::value(&cause.host), NAMES - 1);
            let tested = if !narrow && cause.fixes.iter().any(|fix| fix.allows > 0) {
                "fix tested"
            } else {
                ""
            };
            let spans = vec![
                Span::raw(format!(" {name} ")),
                Span::styled(
                    text::fit(&bar, longest + 1),
                    theme.outcome(Outcome::Blocked),
                ),
                Span::raw(format!("{:>5}  ", text::count(*count))),
                Span::raw(text::fit(words, room.min(30))),
                Span::styled(format!(" {tested}"), theme.faint()),
            ];
            let mut filter = Filter::clause("cause", cause.kind);
            if let Some(row) = first.filter(|row| super::list::host(row.url) == cause.host) {
                filter = format!(
                    "{filter} {}",
                    Filter::clause("host", name_of(super::list::host(row.url)))
                );
            }
            rows.push(Row {
                line: Line::from(spans),
                goals: vec![(1..width.saturating_sub(1), Goal::Filter(filter))],
            });
        }
    }

    fn preflights(&self, theme: Theme, width: usize, rows: &mut Vec<Row>) {
        let preflights = &self.counted.preflights;
        if preflights.count == 0 {
            return;
        }
        Self::heading("Preflights", theme, rows);
        let mut words = format!(
            " {}, {:.0} ms in total",
            text::counted(preflights.count, "preflight", "preflights"),
            preflights.time
        );
        if preflights.avoidable > 0 {
            let avoidable = text::count(preflights.avoidable);
            let _ = write!(
                words,
                "; Access-Control-Max-Age: 600 would avoid {avoidable}"
            );
        }
        rows.push(Row::plain(Line::raw(words)));
        let longest = preflights.hosts.first().map_or(1.0, |host| host.2).max(1.0);
        for (name, count, time) in preflights.hosts.iter().take(LISTED) {
            let cells = (0..12u8).filter(|cell| f32::from(*cell) * longest < time * 12.0);
            let bar = "▇".repeat(cells.count());
            let host = text::fit(&text::value(name), NAMES - 1);
            let spans = vec![
                Span::raw(format!(" {host} ")),
                Span::styled(text::fit(&bar, 13), theme.name()),
                Span::raw(format!("{:>5}  {time:.0} ms", text::count(*count))),
            ];
            let clause = Filter::clause("host", name_of(name));
            rows.push(Row {
                line: Line::from(spans),
                goals: vec![(1..width.saturating_sub(1), Goal::Filter(clause))],
            });
        }
    }

    fn timeline(&self, report: &Report, theme: Theme, width: usize, rows: &mut Vec<Row>) {
        let Some((begin, end)) = self.counted.span() else {
            return;
        };
        let names = width.saturating_sub(24).min(44);
        let room = width.saturating_sub(names + 6);
        if room < 10 {
            return;
        }
        let length = (end - begin).max(1);
        Self::heading(
            &format!(
                "Timeline  {} ms   ╌ preflight  ━ request or redirect",
                text::count(usize::try_from(length / 1000).unwrap_or(0))
            ),
            theme,
            rows,
        );
        let place = |at: i64| {
            let cells = i64::try_from(room).unwrap_or(1) - 2;
            usize::try_from((at - begin) * cells / length)
                .unwrap_or(0)
                .min(room - 2)
        };
        for bar in &self.counted.bars {
            let row = report.row(bar.id);
            let style = theme.outcome(row.outcome);
            let status = status(report, &row).unwrap_or_else(|| "–".to_owned());
            let url = row.url.strip_prefix("https://").unwrap_or(row.url);
            let url = text::clip_middle(&text::value(url), names.saturating_sub(14));
            let mut cells: Vec<&str> = vec![" "; room];
            let mut last = 0;
            for (is_preflight, from, to) in &bar.parts {
                let (from, to) = (place(*from), place(*to));
                for cell in &mut cells[from..=to] {
                    *cell = if *is_preflight { "╌" } else { "━" };
                }
                last = last.max(to);
            }
            cells[last + 1] = row.outcome.symbol();
            let spans = vec![
                Span::styled(format!(" {} ", row.outcome.symbol()), style),
                Span::raw(text::fit(&text::value(row.method), 7)),
                Span::styled(format!(" {status:>4} "), theme.faint()),
                Span::raw(text::fit(&url, names.saturating_sub(14))),
                Span::raw(" "),
                Span::styled(cells.concat(), style),
            ];
            rows.push(Row {
                line: Line::from(spans),
                goals: vec![(1..names.min(width), Goal::Exchange(bar.id))],
            });
        }
        if self.counted.more_bars > 0 {
            let more = text::counted(self.counted.more_bars, "more request", "more requests");
            rows.push(Row::plain(Line::styled(
                format!(" and {more}"),
                theme.faint(),
            )));
        }
    }
}

/// The name of a host without its port, as filters know it.
fn name_of(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.chars().all(|c| c.is_ascii_digit()) => name,
        _ => host,
    }
}

fn cell_spans(cell: Option<Cell>, theme: Theme) -> Vec<Span<'static>> {
    let Some(cell) = cell else {
        return vec![Span::styled("·", theme.faint())];
    };
    let counts = [
        (Outcome::Blocked, cell.failed),
        (Outcome::Undetermined, cell.open),
        (Outcome::Allowed, cell.allowed),
    ];
    let mut spans = Vec::new();
    for (outcome, count) in counts {
        if count > 0 {
            let words = format!("{}{} ", outcome.symbol(), text::count(count));
            spans.push(Span::styled(words, theme.outcome(outcome)));
        }
    }
    spans
}
