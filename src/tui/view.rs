//! Draws the model, and changes nothing.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::keys::{Action, BINDINGS};
use super::layout::{self, Layout};
use super::model::{Focus, InputState, Model, Stage};
use super::overlay;
use super::pane::detail;
use super::pane::detail::{Subject, Tab};
use super::text;
use crate::capture::Browser;
use crate::input::Progress;
use crate::verdict::Outcome;

/// Draws everything.
pub fn draw(model: &Model, frame: &mut Frame<'_>) {
    let area = frame.area();
    let buffer = frame.buffer_mut();
    if layout::too_small(model.size) {
        draw_too_small(area, buffer);
        return;
    }
    let layout = Layout::of(model);
    draw_title(model, layout.title, buffer);
    if let Some(place) = layout.summary {
        draw_summary(model, place, buffer);
    }
    if let Some(place) = layout.limit {
        draw_limit(model, place, buffer);
    }
    let mut cursor = None;
    if let Some(place) = layout.filter {
        let editing = model.focus == Focus::Filter;
        let counts = (model.stage == Stage::Ready)
            .then_some((model.list.shown, model.report.exchanges.len()));
        let at = model
            .filter
            .draw(editing, counts, model.theme, place, buffer);
        cursor = editing.then_some(at);
    }
    if let Some(place) = layout.help {
        model.filter.draw_help(model.theme, place, buffer);
    }
    if let Some(place) = layout.list {
        draw_list(model, place, buffer);
    }
    if let Some(place) = layout.detail {
        draw_heading(model, place, &[], "", buffer);
        detail::draw_tabs(model, place, buffer);
        let lines = detail::page(model, layout.detail_columns()).lines;
        draw_position(model, lines.len(), layout.detail_rows(), place, buffer);
        detail::draw(model, &lines, layout::body(place), buffer);
    }
    if let Some(place) = layout.divider {
        for row in place.top()..place.bottom() {
            let line = if row == place.y { "┬" } else { "│" };
            buffer.set_string(place.x, row, line, model.theme.faint());
        }
    }
    if let Some(place) = layout.preview {
        draw_preview(model, place, buffer);
    }
    draw_footer(model, layout.footer, buffer);
    if let Some(last) = model.overlays.last() {
        cursor = overlay::draw(model, last, buffer);
    }
    if let Some(position) = cursor {
        frame.set_cursor_position(position);
    }
}

fn draw_too_small(area: Rect, buffer: &mut Buffer) {
    let words = text::wrap(
        &[Span::raw("corslens needs 20 columns and 5 rows")],
        area.width.into(),
        0,
    );
    for (row, line) in (area.top()..area.bottom()).zip(words) {
        buffer.set_line(area.x, row, &line, area.width);
    }
}

/// The program's name and the file at the left, the counts in the colours of their verdicts at the
/// right; what has no room goes, the counts of failures last.
fn draw_title(model: &Model, area: Rect, buffer: &mut Buffer) {
    let theme = model.theme;
    buffer.set_style(area, theme.title());
    let width = usize::from(area.width);
    let ready = model.stage == Stage::Ready;
    let mut counts = if ready { counts(model) } else { Vec::new() };
    let size = |counts: &[(u8, String, Style)]| -> usize {
        counts
            .iter()
            .map(|(_, words, _)| text::width(words) + 2)
            .sum()
    };
    // Every fact with how soon it goes when there is no room for it.
    let mut facts: Vec<(u8, String)> = vec![(0, file(model))];
    if ready {
        if let Some(producer) = producer(model) {
            facts.push((2, producer));
        }
        let entries = model.totals.entries;
        facts.push((4, text::counted(entries, "entry", "entries")));
        if model.report.captures.iter().any(|c| c.partial.is_some()) {
            facts.push((1, "read in part".to_owned()));
        }
        if !model.trials.is_empty() {
            let changes = text::counted(model.trials.len(), "change", "changes");
            facts.push((1, format!("TRYING {changes}")));
        }
    }
    match model.stage {
        Stage::Reading => {
            facts.push((1, "reading".to_owned()));
            facts.extend(progress(model).map(|progress| (2, progress)));
        }
        Stage::Judging => facts.push((1, "judging".to_owned())),
        Stage::Ready => {}
    }
    if !ready && model.entries_read() > 0 {
        let entries = text::counted(model.entries_read(), "entry", "entries");
        facts.push((3, entries));
    }
    let name = " corslens  ";
    let length = |facts: &[(u8, String)]| -> usize {
        let each = facts.iter().map(|(_, fact)| text::width(fact) + 3);
        text::width(name) + each.sum::<usize>()
    };
    while length(&facts) + size(&counts) > width {
        let fact = facts.iter().map(|(rank, _)| *rank).max().unwrap_or(0);
        let count = counts.iter().map(|(rank, ..)| *rank).max().unwrap_or(0);
        if fact == 0 && count == 0 {
            break;
        }
        if fact >= count {
            facts.retain(|(rank, _)| *rank != fact);
        } else {
            counts.retain(|(rank, ..)| *rank != count);
        }
    }
    let mut line = vec![Span::styled(name, theme.strong())];
    for (number, (_, fact)) in facts.into_iter().enumerate() {
        if number > 0 {
            line.push(Span::raw(" · "));
        }
        line.push(Span::raw(fact));
    }
    let room = width.saturating_sub(size(&counts));
    buffer.set_line(
        area.x,
        area.y,
        &Line::from(line),
        u16::try_from(room).unwrap_or(0),
    );
    let mut right = Vec::new();
    for (_, words, style) in counts {
        right.push(Span::styled(format!("{words}  "), style));
    }
    let place = area.x + u16::try_from(room).unwrap_or(0);
    buffer.set_line(place, area.y, &Line::from(right), area.width);
}

/// The counts for the title, each with how soon it goes.
fn counts(model: &Model) -> Vec<(u8, String, Style)> {
    let theme = model.theme;
    let totals = model.totals;
    let mut counts = Vec::new();
    let mut add = |rank: u8, outcome: Outcome, number: usize, words: &str| {
        if number > 0 {
            let words = format!("{} {}{words}", outcome.symbol(), text::count(number));
            counts.push((rank, words, theme.in_title(outcome)));
        }
    };
    add(0, Outcome::Blocked, totals.blocked, " blocked");
    add(1, Outcome::Failed, totals.failed, " no response");
    add(5, Outcome::Undetermined, totals.undetermined, " open");
    add(6, Outcome::Allowed, totals.allowed, " allowed");
    counts
}

/// The whole in a sentence; while a change is tried, what it does.
fn draw_summary(model: &Model, area: Rect, buffer: &mut Buffer) {
    let theme = model.theme;
    let width = usize::from(area.width).saturating_sub(2);
    let (words, keys) = match model.trials.last() {
        Some(step) => (model.trial_words(step), "u take back  U all"),
        None if model.totals.failures() > 0 => (model.standing.sentence.clone(), "A tries them"),
        None => (model.standing.sentence.clone(), ""),
    };
    buffer.set_stringn(
        area.x + 1,
        area.y,
        text::clip(&words, width),
        width,
        theme.strong(),
    );
    let left = width.saturating_sub(text::width(&words));
    if text::width(keys) + 3 <= left {
        let column = area.right() - u16::try_from(text::width(keys)).unwrap_or(0) - 1;
        buffer.set_string(column, area.y, keys, theme.faint());
    }
}

/// What the recorder leaves out, as far as it fits.
fn draw_limit(model: &Model, area: Rect, buffer: &mut Buffer) {
    let theme = model.theme;
    let limits = &model.standing.limits;
    let more = match limits.len() {
        0 | 1 => "  ! more".to_owned(),
        many => format!("  ! {} more", many - 1),
    };
    let Some(first) = limits.first() else {
        return;
    };
    let whole = limits.len() == 1 && text::width(first) + 2 < area.width.into();
    let more = if whole { String::new() } else { more };
    let room = usize::from(area.width).saturating_sub(2 + text::width(&more));
    let words = text::clip(first, room);
    let line = Line::from(vec![
        Span::raw(" "),
        Span::styled(words.into_owned(), theme.outcome(Outcome::Failed)),
        Span::styled(more, theme.faint()),
    ]);
    buffer.set_line(area.x, area.y, &line, area.width);
}

/// How far the files are that are read or were.
fn progress(model: &Model) -> Option<String> {
    let mut begun = false;
    let mut all = Progress {
        total: Some(0),
        ..Progress::default()
    };
    for input in &model.inputs {
        match &input.state {
            InputState::Reading(progress) => {
                begun = true;
                all.bytes += progress.bytes;
                all.total = all.total.zip(progress.total).map(|(all, one)| all + one);
            }
            // How long it is nobody has looked yet.
            InputState::Waiting => all.total = None,
            InputState::Unreadable(_) => {}
        }
    }
    begun.then(|| read(&all))
}

fn read(progress: &Progress) -> String {
    match progress.total {
        Some(total) => format!("{} of {}", text::bytes(progress.bytes), text::bytes(total)),
        None => text::bytes(progress.bytes),
    }
}

fn file(model: &Model) -> String {
    let base = |name: &str| {
        let last = name
            .rsplit('/')
            .find(|part| !part.is_empty())
            .unwrap_or(name);
        text::value(if name == "-" { "standard input" } else { last })
    };
    let names: Vec<&str> = if model.stage == Stage::Ready {
        model
            .report
            .captures
            .iter()
            .map(|c| c.file.as_str())
            .collect()
    } else {
        model
            .inputs
            .iter()
            .map(|input| input.name.as_str())
            .collect()
    };
    match names.as_slice() {
        [] => String::new(),
        [name] => base(name),
        [name, rest @ ..] => format!("{} and {} more", base(name), text::count(rest.len())),
    }
}

fn producer(model: &Model) -> Option<String> {
    let [capture] = model.report.captures.as_slice() else {
        return None;
    };
    let producer = &capture.producer;
    let browser = match producer.browser {
        Some(Browser::Chromium) => Some("Chromium"),
        Some(Browser::Firefox) => Some("Firefox"),
        Some(Browser::WebKit) => Some("WebKit"),
        None => None,
    };
    let (name, version) = match browser {
        Some(name) => (name, producer.browser_version.as_deref().unwrap_or("")),
        None => (producer.name.as_str(), producer.version.as_str()),
    };
    let major = version.split('.').next().unwrap_or("");
    let text = text::value(&format!("{name} {major}"));
    let text = text::clip(text.trim(), 30).into_owned();
    (!text.is_empty()).then_some(text)
}

/// A rule over a pane with its name in it, and something at its right end.
fn draw_heading(model: &Model, area: Rect, name: &[Span<'_>], right: &str, buffer: &mut Buffer) {
    let theme = model.theme;
    let rule = "─".repeat(area.width.into());
    buffer.set_string(area.x, area.y, rule, theme.faint());
    let line = Line::from(name.to_vec());
    let named = u16::try_from(line.width()).unwrap_or(0);
    // The rule under it is faint, and styles add up.
    let place = Rect::new(area.x + 1, area.y, named, 1).intersection(area);
    buffer.set_style(place, Style::reset());
    buffer.set_line(area.x + 1, area.y, &line, area.width.saturating_sub(1));
    let room = usize::from(area.width).saturating_sub(line.width() + 2);
    let right_width = text::width(right);
    if right_width > 0 && right_width < room {
        let column = area.right() - u16::try_from(right_width).unwrap_or(0) - 1;
        buffer.set_string(column, area.y, right, theme.faint());
    }
}

fn draw_list(model: &Model, area: Rect, buffer: &mut Buffer) {
    let theme = model.theme;
    let focused = model.focus == Focus::List;
    let style = if focused {
        theme.accent()
    } else {
        theme.faint()
    };
    let name = [Span::styled(format!(" {} ", model.list.heading()), style)];
    let body = layout::body(area);
    match model.stage {
        Stage::Ready => {
            let order = format!(" {} ", model.list.order.words());
            draw_heading(model, area, &name, &order, buffer);
            if model.list.is_empty() {
                draw_empty(model, body, buffer);
            } else {
                model.list.draw(&model.report, theme, focused, body, buffer);
            }
        }
        Stage::Reading | Stage::Judging if model.provisional.is_empty() => {
            draw_heading(model, area, &name, "", buffer);
            draw_progress(model, body, buffer);
        }
        Stage::Reading | Stage::Judging => {
            let name = [Span::styled(" not judged yet ", style)];
            let shown = model.provisional.len();
            let first = if shown < model.entries_read() {
                format!(" the first {} ", text::count(shown))
            } else {
                String::new()
            };
            draw_heading(model, area, &name, &first, buffer);
            model.provisional.draw(theme, focused, body, buffer);
        }
    }
}

fn draw_empty(model: &Model, area: Rect, buffer: &mut Buffer) {
    let words = if model.report.exchanges.is_empty() {
        "There is no request in the capture."
    } else if model.filter.problem().is_some() {
        "The filter is not complete."
    } else {
        "No request matches. Esc clears the filter, f switches it off."
    };
    let words = text::wrap(
        &[Span::raw(words)],
        usize::from(area.width).saturating_sub(4),
        0,
    );
    for (row, line) in (area.y + 1..area.bottom()).zip(words) {
        buffer.set_line(area.x + 2, row, &line, area.width);
    }
}

fn draw_progress(model: &Model, area: Rect, buffer: &mut Buffer) {
    let theme = model.theme;
    let width = usize::from(area.width).saturating_sub(4);
    let mut lines = Vec::new();
    if model.stage == Stage::Judging {
        lines.push(Line::styled("Working out the verdicts …", theme.strong()));
    }
    for input in &model.inputs {
        let name = text::value(&input.name);
        match &input.state {
            InputState::Waiting => {
                lines.push(Line::from(vec![
                    Span::raw(name),
                    Span::styled("  waiting", theme.faint()),
                ]));
            }
            InputState::Unreadable(reason) => {
                let reason = Span::styled(format!("! {}", text::value(reason)), theme.trouble());
                lines.extend(text::wrap(&[reason], width, 2));
            }
            InputState::Reading(progress) => {
                let read = read(progress);
                let entries = text::counted(progress.entries, "entry", "entries");
                lines.push(Line::from(vec![
                    Span::raw(name),
                    Span::styled(format!("  {read}, {entries}"), theme.faint()),
                ]));
                if let Some(total) = progress.total.filter(|&total| total > 0) {
                    let cells = width.min(40);
                    let done =
                        u64::try_from(cells).unwrap_or(0) * progress.bytes.min(total) / total;
                    let done = usize::try_from(done).unwrap_or(0);
                    lines.push(Line::from(vec![
                        Span::styled("━".repeat(done), theme.accent()),
                        Span::styled("─".repeat(cells - done), theme.faint()),
                    ]));
                }
            }
        }
    }
    for (row, line) in (area.y + 1..area.bottom()).zip(lines) {
        buffer.set_line(area.x + 2, row, &line, area.width.saturating_sub(2));
    }
}

fn draw_position(model: &Model, lines: usize, rows: usize, area: Rect, buffer: &mut Buffer) {
    let tabs_end = detail::tabs(area.width)
        .last()
        .map_or(0, |(_, place)| place.end);
    if lines <= rows {
        return;
    }
    let last = (model.detail.scroll + rows).min(lines);
    let words = format!(" {last}/{lines} ");
    let width = u16::try_from(words.len()).unwrap_or(0);
    if tabs_end + width + 1 < area.width {
        buffer.set_string(area.right() - width - 1, area.y, words, model.theme.faint());
    }
}

/// What the selected row says, in a few lines.
fn draw_preview(model: &Model, area: Rect, buffer: &mut Buffer) {
    let theme = model.theme;
    draw_heading(model, area, &[], "", buffer);
    let body = layout::body(area);
    let width = usize::from(body.width).saturating_sub(2);
    let mut lines = Vec::new();
    match &model.detail.subject {
        Subject::Nothing => {
            if let Some(row) = model.provisional.selected() {
                lines = row.lines(theme, width);
            }
        }
        Subject::Group(number, _) => {
            if let Some(group) = model.list.groups.get(*number) {
                let cause = group
                    .cause
                    .and_then(|at| model.report.causes.get(at as usize));
                let words = cause.map_or("", |cause| cause.explanation.as_str());
                lines.extend(text::wrap(
                    &[Span::styled(group.title.clone(), theme.strong())],
                    width,
                    0,
                ));
                lines.extend(text::wrap(&[Span::raw(text::value(words))], width, 0));
            }
        }
        Subject::Exchange(id, told) => {
            let row = model.report.row(*id);
            let origin = row.origin.unwrap_or("an unknown origin");
            let first = [
                Span::styled(
                    format!("{} {} ", row.outcome.symbol(), row.outcome.word()),
                    theme.outcome(row.outcome),
                ),
                Span::styled(format!("from {}", text::value(origin)), theme.faint()),
            ];
            lines.extend(text::wrap(&first, width, 0).into_iter().take(1));
            if model.report.change(*id).is_some() {
                let recorded = model.report.recorded_verdicts(*id).recorded_by.outcome;
                let words = format!(
                    "~ with the change; recorded: {} {}",
                    recorded.symbol(),
                    recorded.word()
                );
                lines.push(Line::styled(words, theme.strong()));
            }
            let headline = Span::styled(text::value(&told.detail.headline), Style::new());
            lines.extend(text::wrap(&[headline], width, 0));
        }
    }
    for (row, line) in (body.y..body.bottom()).zip(lines) {
        buffer.set_line(body.x + 1, row, &line, body.width.saturating_sub(1));
    }
}

/// Whether a key does something in what is on the screen now.
fn is_of_use(model: &Model, action: Action) -> bool {
    let tab = model.detail.tab;
    match action {
        Action::NextStack => tab == Tab::Fix,
        Action::Follow => matches!(tab, Tab::Why | Tab::Raw),
        Action::Suppose if model.overlays.is_empty() => tab == Tab::WhatIf,
        Action::Try => match &model.detail.subject {
            Subject::Exchange(_, told) => told.cause.is_some(),
            Subject::Group(..) => tab == Tab::Fix,
            Subject::Nothing => false,
        },
        _ => true,
    }
}

/// The keys that are most useful here, as many as there is room for; or what was just done.
fn draw_footer(model: &Model, area: Rect, buffer: &mut Buffer) {
    let theme = model.theme;
    let width = usize::from(area.width);
    if let Some(notice) = &model.notice {
        let style = if notice.trouble {
            theme.trouble()
        } else {
            theme.strong()
        };
        let words = text::value(&notice.text);
        buffer.set_stringn(
            area.x + 1,
            area.y,
            text::clip(&words, width - 2),
            width,
            style,
        );
        return;
    }
    let context = model.context();
    let hints: Vec<(String, &str)> = BINDINGS
        .iter()
        .filter(|binding| binding.context.overlaps(context) && is_of_use(model, binding.action))
        .filter_map(|binding| Some((binding.keys.first()?.to_string(), binding.hint?)))
        .collect();
    // Help and the way out are worth more than what stands before them.
    let last = hints.len().saturating_sub(2);
    let size = |hint: &(String, &str)| text::width(&hint.0) + text::width(hint.1) + 3;
    let mut left = width.saturating_sub(hints[last..].iter().map(size).sum());
    let mut line = Vec::new();
    for (number, hint) in hints.iter().enumerate() {
        if number < last {
            if size(hint) > left {
                continue;
            }
            left -= size(hint);
        }
        line.push(Span::raw(" "));
        line.push(Span::styled(hint.0.clone(), theme.accent()));
        line.push(Span::styled(format!(" {} ", hint.1), theme.faint()));
    }
    buffer.set_line(area.x, area.y, &Line::from(line), area.width);
}
