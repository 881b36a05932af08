//! Draws the model, and changes nothing.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::footer;
use super::layout::{self, Layout};
use super::model::{Focus, InputState, Model, Stage};
use super::overlay;
use super::pane::compare::ComparePane;
use super::pane::detail;
use super::pane::detail::Subject;
use super::{glyphs, searching, text, title, tour};

/// Draws everything.
pub fn draw(model: &Model, frame: &mut Frame<'_>) {
    let area = frame.area();
    let buffer = frame.buffer_mut();
    if layout::too_small(model.size) {
        draw_too_small(area, buffer);
        return;
    }
    let layout = Layout::of(model);
    title::draw_title(model, layout.title, buffer);
    if let Some(place) = layout.summary {
        title::draw_summary(model, place, buffer);
    }
    if let Some(place) = layout.limit {
        title::draw_limit(model, place, buffer);
    }
    let mut cursor = None;
    if let Some(place) = layout.filter {
        let editing = model.focus == Focus::Filter;
        let counts = (model.stage == Stage::Ready)
            .then_some((model.list.shown(), model.report.exchanges.len()));
        let at = model
            .filter
            .draw(editing, counts, model.theme, place, buffer);
        cursor = editing.then_some(at);
    }
    if let Some(place) = layout.help {
        model
            .filter
            .draw_help((&model.report, &model.columns), model.theme, place, buffer);
    }
    if let (Some(place), Some(overview)) = (layout.overview, &model.overview) {
        let name = Span::styled(" Overview ", model.theme.accent());
        draw_heading(model, place, &[name], "", buffer);
        overview.draw(&model.report, model.theme, layout::body(place), buffer);
    }
    let compare = model.compare.as_ref().filter(|_| model.comparing);
    if let Some(compare) = compare {
        draw_comparison(model, compare, &layout, buffer);
    }
    if let (Some(place), None) = (layout.list, compare) {
        draw_list(model, place, buffer);
    }
    if let Some(place) = layout.why {
        draw_why(model, place, buffer);
    }
    if let (Some(place), None) = (layout.detail, compare) {
        draw_heading(model, place, &[], "", buffer);
        detail::draw_tabs(model, place, buffer);
        let lines = detail::page(model, layout.detail_columns()).lines;
        draw_position(model, lines.len(), layout.detail_rows(), place, buffer);
        detail::draw(model, &lines, layout::body(place), buffer);
        searching::mark(model, layout::body(place), buffer);
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
    if let (Some(place), Some(tour)) = (layout.tour, model.tour) {
        tour::draw(model, tour, place, buffer);
    }
    footer::draw(model, layout.footer, buffer);
    if let Some(last) = model.overlays.last() {
        cursor = overlay::draw(model, last, buffer);
    }
    model.theme.finish(buffer);
    if model.ascii {
        glyphs::to_ascii(buffer);
    }
    if let Some(position) = cursor {
        frame.set_cursor_position(position);
    }
}

/// Why the selected request came out as it did, beside another tab of the detail.
fn draw_why(model: &Model, area: Rect, buffer: &mut Buffer) {
    let name = [Span::styled(" Why ", model.theme.faint())];
    draw_heading(model, area, &name, "", buffer);
    let inner = Rect {
        width: area.width.saturating_sub(1),
        ..layout::body(area)
    };
    let page = detail::page_of(model, detail::Tab::Why, inner.width.into());
    for (row, line) in (inner.y..inner.bottom()).zip(page.lines) {
        buffer.set_line(inner.x + 1, row, &line, inner.width.saturating_sub(1));
    }
    let line = area.right().saturating_sub(1);
    for row in area.top()..area.bottom() {
        let sign = if row == area.y { "┬" } else { "│" };
        buffer.set_string(line, row, sign, model.theme.faint());
    }
}

/// The view of two captures.
fn draw_comparison(model: &Model, compare: &ComparePane, layout: &Layout, buffer: &mut Buffer) {
    let theme = model.theme;
    let in_detail = model.focus == Focus::Detail;
    if let Some(place) = layout.list {
        let name = [ComparePane::title(theme, !in_detail)];
        draw_heading(model, place, &name, " failures first ", buffer);
        compare.draw(theme, !in_detail, layout::body(place), buffer);
    }
    if let Some(place) = layout.detail {
        let style = if in_detail {
            theme.accent()
        } else {
            theme.faint()
        };
        let name = [Span::styled(" before and after ", style)];
        let page = compare.page(theme, layout.detail_columns());
        let rows = layout.detail_rows();
        let right = if page.lines.len() > rows {
            let last = (compare.scroll + rows).min(page.lines.len());
            format!(" {last}/{} ", page.lines.len())
        } else {
            String::new()
        };
        draw_heading(model, place, &name, &right, buffer);
        let body = layout::body(place);
        let shown = page.lines.iter().skip(compare.scroll);
        for (row, line) in (body.y..body.bottom()).zip(shown) {
            buffer.set_line(body.x + 1, row, line, body.width.saturating_sub(1));
        }
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
            let order = format!(" {} ", model.list.order().words());
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
        "No request matches. Esc clears the filter, f turns it off."
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
                let read = title::read(progress);
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
            if let Some(group) = model.list.groups().get(*number) {
                let heading = group.heading(&model.report, model.list.grouping());
                let cause = heading
                    .cause
                    .and_then(|at| model.report.causes.get(at as usize));
                let words = cause.map_or("", |cause| cause.explanation.as_str());
                lines.extend(text::wrap(
                    &[Span::styled(heading.title, theme.strong())],
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
                lines.push(Line::styled(words, theme.changed()));
            }
            let headline = Span::styled(text::value(&told.detail.headline), Style::new());
            lines.extend(text::wrap(&[headline], width, 0));
        }
    }
    for (row, line) in (body.y..body.bottom()).zip(lines) {
        buffer.set_line(body.x + 1, row, &line, body.width.saturating_sub(1));
    }
}
