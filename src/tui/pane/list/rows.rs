//! The rows of the list, and which columns there is room for.

use std::borrow::Cow;
use std::fmt::Write as _;

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::Group;
use crate::report::Row;
use crate::report::group::GroupBy;
use crate::tui::text;
use crate::tui::theme::Theme;

/// The heading of a group.
pub(super) fn group_line(
    group: &Group,
    theme: Theme,
    width: usize,
    selected: bool,
) -> Line<'static> {
    let count = if group.failures > 0 && group.failures < group.ids.len() {
        format!(
            "{} of {}",
            text::count(group.failures),
            text::count(group.ids.len())
        )
    } else {
        text::count(group.ids.len())
    };
    let room = width.saturating_sub(7 + text::width(&count));
    Line::from(vec![
        Span::raw(marker(selected)),
        Span::styled(if group.folded { "▸ " } else { "▾ " }, theme.faint()),
        Span::styled(
            format!("{} ", group.worst.symbol()),
            theme.outcome(group.worst),
        ),
        Span::styled(text::fit(&heading(group, room), room), theme.strong()),
        Span::styled(format!(" {count} "), theme.faint()),
    ])
}

/// The title as far as it fits. Where the rows are hidden that would tell it, the host of a cause
/// comes first.
fn heading(group: &Group, cells: usize) -> Cow<'_, str> {
    let whole = text::width(&group.title) <= cells && group.title.contains(&group.host);
    if whole || !group.folded || group.cause.is_none() || group.host.is_empty() {
        return shorter(&group.title, &group.host, cells);
    }
    let host = text::value(&group.host);
    let left = cells.saturating_sub(text::width(&host) + 3);
    // Without the host, in any case.
    let title = group.title.strip_prefix(&group.host).map(str::trim_start);
    let title = title.map_or_else(|| group.title.clone(), text::sentence);
    Cow::Owned(format!("{host} · {}", shorter(&title, "", left)))
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
}

impl Columns {
    /// Those for a list of that width.
    pub(super) fn of(width: usize, grouping: Option<GroupBy>) -> Self {
        Self {
            width,
            indent: if grouping.is_none() { 0 } else { 2 },
            method: width >= 28,
            status: width >= 50,
            word: width >= 60,
            resource: width >= 90,
            origin: width >= 120 && grouping != Some(GroupBy::Origin),
            whole_url: grouping != Some(GroupBy::Host),
        }
    }

    /// The row of an exchange.
    pub(super) fn line(self, row: &Row<'_>, theme: Theme, selected: bool) -> Line<'static> {
        let style = theme.outcome(row.outcome);
        let mut verdict = format!("{} ", row.outcome.symbol());
        if self.word {
            let _ = write!(verdict, "{:<13}", row.outcome.word());
        }
        let mut spans = vec![
            Span::raw(marker(selected)),
            Span::raw(" ".repeat(self.indent)),
            Span::styled(verdict, style),
        ];
        let mut column = |content: &str, cells: usize, style: Style| {
            spans.push(Span::styled(text::fit(content, cells), style));
            spans.push(Span::raw(" "));
        };
        if self.method {
            column(&text::value(row.method), 7, Style::new());
        }
        if self.status {
            let status = row.status.filter(|&status| status > 0);
            column(
                &status.map_or_else(|| "–".to_owned(), |s| s.to_string()),
                3,
                theme.faint(),
            );
        }
        if self.resource {
            column(&text::value(row.resource.unwrap_or("")), 10, theme.faint());
        }
        let origin = if self.origin { 28 } else { 0 };
        let used: usize = spans.iter().map(Span::width).sum();
        let room = self.width.saturating_sub(used + origin + 1);
        let url = if self.whole_url {
            row.url.strip_prefix("https://").unwrap_or(row.url)
        } else {
            path(row.url)
        };
        spans.push(Span::raw(text::fit(&short(&text::value(url), room), room)));
        if self.origin {
            let from = row
                .origin
                .map_or_else(String::new, |o| format!(" {}", text::value(o)));
            spans.push(Span::styled(text::fit(&from, origin), theme.faint()));
        }
        Line::from(spans)
    }
}

fn path(url: &str) -> &str {
    let host = host(url);
    url.find(host).map_or(url, |at| &url[at + host.len()..])
}

/// A URL that fits: without its query if need be, then without its middle. The host and the end of
/// the path tell most.
fn short(url: &str, cells: usize) -> String {
    if text::width(url) <= cells {
        return url.to_owned();
    }
    let path = match url.split_once('?') {
        Some((path, _)) => format!("{path}?…"),
        None => url.to_owned(),
    };
    text::clip_middle(&path, cells)
}

/// The host of a URL with its port, or the URL where it has none.
pub fn host(url: &str) -> &str {
    let Some((_, rest)) = url.split_once("://") else {
        return url;
    };
    let authority = rest.split(['/', '?', '#', '\\']).next().unwrap_or(rest);
    authority
        .rsplit_once('@')
        .map_or(authority, |(_, host)| host)
}
