//! The rows of the list, and which columns there is room for.

use std::borrow::Cow;
use std::fmt::Write as _;

use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use super::url::{fitted, host, path};
use super::words::{of_cause, short};
use super::{Group, Heading, List, ListLine};
use crate::exchange::{Hop, Preflight};
use crate::fetch::Phase;
use crate::report::group::GroupBy;
use crate::report::{ExchangeId, Report, Row};
use crate::tui::text;
use crate::tui::theme::Theme;
use crate::verdict::Outcome;

/// From this width on there is room for words beside the URL.
const WITH_WORDS: usize = 48;

/// The widest the words get.
const WORDS: usize = 28;

/// The widest a file's name gets.
const FILE: usize = 14;

/// The heading of a group.
fn group_line(
    group: &Group,
    heading: &Heading<'_>,
    theme: Theme,
    width: usize,
    selected: bool,
) -> Line<'static> {
    let count = if group.failures > 0 && group.failures < group.members {
        format!(
            "{} of {}",
            text::count(group.failures),
            text::count(group.members)
        )
    } else {
        text::count(group.members)
    };
    let room = width.saturating_sub(8 + text::width(&count));
    Line::from(vec![
        Span::raw(marker(selected)),
        Span::styled(if group.folded { "▸ " } else { "▾ " }, theme.faint()),
        Span::styled(
            format!("{} ", group.worst.symbol()),
            theme.outcome(group.worst),
        ),
        Span::styled(text::fit(&title(heading, room), room), theme.strong()),
        Span::styled(format!(" {count} "), theme.outcome(group.worst)),
    ])
}

/// The title as far as it fits. Where the rows are hidden that would tell it, the host of a cause
/// comes first.
fn title<'h>(group: &'h Heading<'_>, cells: usize) -> Cow<'h, str> {
    let whole = text::width(&group.title) <= cells && group.title.contains(group.host);
    if whole || group.cause.is_none() || group.host.is_empty() {
        return shorter(&group.title, group.host, cells);
    }
    let host = text::value(group.host);
    // The host and the few words that name the cause tell more than a cut sentence.
    if let Some(words) = group.words {
        return Cow::Owned(format!("{host}  {words}"));
    }
    let left = cells.saturating_sub(text::width(&host) + 3);
    // Without the host, in any case.
    let title = group.title.strip_prefix(group.host).map(str::trim_start);
    let title = title.map_or_else(|| group.title.clone(), text::sentence);
    Cow::Owned(format!("{host}  {}", shorter(&title, "", left)))
}

/// A title that is too long without the host that it begins with, which the rows under it tell,
/// and without the words that all the headers begin with.
fn shorter<'a>(title: &'a str, host: &str, cells: usize) -> Cow<'a, str> {
    if text::width(title) <= cells {
        return Cow::Borrowed(title);
    }
    let rest = title
        .strip_prefix(host)
        .and_then(|rest| rest.strip_prefix(' '))
        .filter(|_| !host.is_empty());
    let title = rest.map_or_else(|| title.to_owned(), text::sentence);
    Cow::Owned(title.replace("Access-Control-", ""))
}

const fn marker(selected: bool) -> &'static str {
    if selected { ">" } else { " " }
}

/// The status of the message that decided: that of the preflight with a `P` before it, where the
/// preflight was refused.
pub fn status(report: &Report, row: &Row<'_>) -> Option<String> {
    let exchange = &report.exchanges[row.id.0 as usize].exchange;
    let preflight_of = |hop: &Hop| match hop.preflight {
        Preflight::Sent(id) | Preflight::Cached(id) => Some(id),
        Preflight::NotSeen => None,
    };
    let sent = |status: &i32| *status > 0;
    let preflight = match row.refusal {
        Some(refusal) if refusal.phase == Phase::Preflight => {
            match exchange.hops.get(usize::from(refusal.hop)) {
                Some(hop) => preflight_of(hop),
                None => exchange.orphan,
            }
        }
        // Several reasons are possible, and the request itself was never sent.
        None if row.outcome == Outcome::Blocked && row.status.is_none_or(|status| status <= 0) => {
            exchange.hops.last().and_then(preflight_of)
        }
        _ if exchange.hops.is_empty() => exchange.orphan,
        _ => None,
    };
    match preflight {
        Some(id) => {
            let status = row.capture.entry(id).status.filter(sent)?;
            Some(format!("P{status}"))
        }
        None => row.status.filter(sent).map(|status| status.to_string()),
    }
}

/// Why a request failed, in a few words.
pub fn cause_words(report: &Report, row: &Row<'_>) -> &'static str {
    let cause = row.cause.and_then(|at| report.causes.get(at as usize));
    let words = cause.and_then(of_cause);
    let rule = || row.refusal.and_then(|refusal| short(refusal.kind.name()));
    words.or_else(rule).unwrap_or("")
}

/// Which columns there is room for. The URL is always there and takes what is left.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "each is one column")]
pub(super) struct Columns {
    width: usize,
    indent: usize,
    method: bool,
    status: bool,
    word: bool,
    resource: bool,
    origin: bool,
    whole_url: bool,
    file: bool,
}

/// What is said of a row besides what was recorded.
struct Seen<'r> {
    row: Row<'r>,
    number: usize,
    url: String,
    words: &'static str,
    /// Whether the heading of its group begins with its host.
    host_is_told: bool,
}

impl Columns {
    /// Those for a list of that width.
    pub(super) fn of(width: usize, grouping: Option<GroupBy>, files: usize) -> Self {
        Self {
            width,
            indent: if grouping.is_none() { 0 } else { 2 },
            method: width >= 28,
            status: width >= 40,
            word: width >= 100,
            resource: width >= 110,
            origin: width >= 130 && grouping != Some(GroupBy::Origin),
            whole_url: grouping != Some(GroupBy::Host),
            file: files > 1 && width >= 44 && grouping != Some(GroupBy::File),
        }
    }

    /// The rows that are seen, with their numbers; the words for a cause stand where no heading
    /// says them.
    pub(super) fn lines(
        self,
        report: &Report,
        list: &List,
        seen: &[(usize, ListLine)],
        theme: Theme,
    ) -> Vec<(usize, Line<'static>)> {
        let selected = list.line();
        let mut lines = Vec::new();
        let mut rows = Vec::new();
        // The rows of a group share its heading.
        let mut above: Option<(usize, Heading<'_>)> = None;
        for &(number, line) in seen {
            let (ListLine::Group(at) | ListLine::Exchange(at, _)) = line;
            let group = &list.groups()[at];
            let heading = match above.take() {
                Some((own, heading)) if own == at => heading,
                _ => group.heading(report, list.grouping()),
            };
            match line {
                ListLine::Group(_) => {
                    let on = number == selected;
                    lines.push((number, group_line(group, &heading, theme, self.width, on)));
                }
                ListLine::Exchange(_, id) => {
                    let named = heading.cause.is_some() && !group.alone;
                    let host = named && !heading.host.is_empty();
                    rows.push(self.seen(report, (named, host), number, id));
                }
            }
            above = Some((at, heading));
        }
        let widest = rows.iter().map(|seen| text::width(seen.words)).max();
        let words = match widest {
            Some(widest) if self.width >= WITH_WORDS => {
                widest.min(WORDS).min((self.width / 3).min(self.width - 37))
            }
            _ => 0,
        };
        let used = self.used();
        let room = self
            .width
            .saturating_sub(used + words + usize::from(words > 0) * 2 + 1);
        // A row without words has their room too.
        let rooms = |seen: &Seen<'_>| match seen.words {
            "" if words > 0 => room + words + 2,
            _ => room,
        };
        // Where there is no room for the whole, a host that the row above has is not said again.
        let mut previous = "";
        let narrow: Vec<String> = rows
            .iter()
            .map(|seen| {
                let host = host(seen.row.url);
                let before = std::mem::replace(&mut previous, host);
                let known = self.whole_url && (before == host || seen.host_is_told);
                let rest = path(seen.row.url);
                if known && rest.len() > 1 && text::width(&seen.url) > rooms(seen) {
                    format!("…{}", text::value(rest))
                } else {
                    seen.url.clone()
                }
            })
            .collect();
        let fit = fitted(&narrow, room);
        for ((seen, fit), narrow) in rows.iter().zip(fit).zip(&narrow) {
            let url = if seen.words.is_empty() && words > 0 {
                fitted(std::slice::from_ref(narrow), rooms(seen)).remove(0)
            } else {
                fit
            };
            let on = seen.number == selected;
            let line = self.line(report, seen, (&url, rooms(seen), words), theme, on);
            lines.push((seen.number, line));
        }
        lines
    }

    fn seen(
        self,
        report: &Report,
        (is_named, host_is_told): (bool, bool),
        number: usize,
        id: ExchangeId,
    ) -> Seen<'_> {
        let row = report.row(id);
        let url = if self.whole_url {
            row.url.strip_prefix("https://").unwrap_or(row.url)
        } else {
            path(row.url)
        };
        Seen {
            url: text::value(url),
            words: if is_named {
                ""
            } else {
                cause_words(report, &row)
            },
            host_is_told,
            number,
            row,
        }
    }

    /// What the columns before the URL and the last ones take.
    const fn used(self) -> usize {
        let mut used = 1 + self.indent + 2;
        if self.word {
            used += 13;
        }
        if self.method {
            used += 8;
        }
        if self.status {
            used += 5;
        }
        if self.resource {
            used += 11;
        }
        if self.origin {
            used += 28;
        }
        if self.file {
            used += FILE + 1;
        }
        used
    }

    /// The row of an exchange.
    fn line(
        self,
        report: &Report,
        seen: &Seen<'_>,
        (url, room, words): (&str, usize, usize),
        theme: Theme,
        selected: bool,
    ) -> Line<'static> {
        let row = &seen.row;
        let style = theme.outcome(row.outcome);
        let changed = report.is_tried(row.id);
        let mut indent = " ".repeat(self.indent);
        if changed {
            indent.pop();
            indent.insert(0, '~');
        }
        let mut spans = vec![
            Span::raw(marker(selected)),
            Span::styled(indent, theme.changed()),
            Span::styled(row.outcome.symbol(), style),
        ];
        // What the recording says against its own headers is not a plain verdict.
        if row.verdicts.contradicts_headers {
            spans.push(Span::styled("≠", theme.outcome(Outcome::Failed)));
        } else {
            spans.push(Span::raw(" "));
        }
        if self.word {
            let mut word = String::new();
            let _ = write!(word, "{:<13}", row.outcome.word());
            spans.push(Span::styled(word, style));
        }
        let mut column = |content: &str, cells: usize, style: Style| {
            spans.push(Span::styled(text::fit(content, cells), style));
            spans.push(Span::raw(" "));
        };
        if self.method {
            column(&text::value(row.method), 7, Style::new());
        }
        if self.status {
            let status = status(report, row);
            let (status, style) = match status {
                Some(status) if status.starts_with('P') => {
                    (status, theme.faint().add_modifier(Modifier::BOLD))
                }
                Some(status) => (format!(" {status}"), theme.faint()),
                None => ("   –".to_owned(), theme.faint()),
            };
            column(&status, 4, style);
        }
        if self.resource {
            column(&text::value(row.resource.unwrap_or("")), 10, theme.faint());
        }
        spans.push(Span::raw(text::fit(url, room)));
        if words > 0 && !seen.words.is_empty() {
            let words = text::fit(seen.words, words);
            spans.push(Span::styled(format!("  {words}"), theme.faint()));
        }
        if self.origin {
            let from = row
                .origin
                .map_or_else(String::new, |o| format!(" {}", text::value(o)));
            spans.push(Span::styled(text::fit(&from, 28), theme.faint()));
        }
        if self.file {
            let name = text::value(text::file_name(&row.capture.file));
            let name = format!(" {}", text::fit(&name, FILE));
            spans.push(Span::styled(name, theme.faint()));
        }
        Line::from(spans)
    }
}
