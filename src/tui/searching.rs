//! Searching in the text of the detail. Part of `update` and of `view`.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use tui_input::Input;

use super::layout::Layout;
use super::model::{Focus, Model, Overlay};
use super::pane::detail;
use super::text;

/// What is searched for, and where it began.
#[derive(Debug, Default)]
pub struct SearchLine {
    /// What was typed.
    pub input: Input,
    /// How far the text was scrolled then.
    from: usize,
    /// What was searched for before.
    before: String,
}

/// Begins to search.
pub fn begin(model: &mut Model) {
    let before = std::mem::take(&mut model.detail.search);
    let from = model.detail.scroll;
    model.overlays.push(Overlay::Search(SearchLine {
        input: Input::default(),
        from,
        before,
    }));
}

/// Takes over what is typed so far: shows the first place from where the search began.
pub fn typed(model: &mut Model) {
    let Some(Overlay::Search(line)) = model.overlays.last() else {
        return;
    };
    let from = line.from;
    model.detail.search = line.input.value().to_owned();
    model.detail.scroll = from;
    let found = places(model);
    let at = found.iter().find(|at| **at >= from).or(found.first());
    show(model, at.copied().unwrap_or(from), from);
}

/// Ends the search: keeps what was found, or goes back to what was before.
pub fn end(model: &mut Model, keep: bool) {
    let Some(Overlay::Search(line)) = model.overlays.pop() else {
        return;
    };
    if !keep {
        model.detail.search = line.before;
        model.detail.scroll = line.from;
        return;
    }
    if line.input.value().is_empty() {
        model.detail.search = line.before;
    }
    let places = places(model).len();
    match places {
        0 => model.tell(format!("not found: {}", text::value(&model.detail.search))),
        1 => model.tell("found once".to_owned()),
        many => model.tell(format!("found in {many} lines; n and N lead to them")),
    }
}

/// Goes to the next place (or the one before). Gives whether a search is on.
pub fn seek(model: &mut Model, forwards: bool) -> bool {
    if model.focus != Focus::Detail || model.detail.search.is_empty() {
        return false;
    }
    let found = places(model);
    let now = model.detail.found.unwrap_or(model.detail.scroll);
    let next = if forwards {
        found.iter().find(|at| **at > now).or(found.first())
    } else {
        let before = found.iter().rev().find(|at| **at < now);
        before.or(found.last())
    };
    match next {
        Some(at) => show(model, *at, model.detail.scroll),
        None => model.tell(format!("not found: {}", text::value(&model.detail.search))),
    }
    true
}

/// Brings a line into view.
fn show(model: &mut Model, at: usize, scroll: usize) {
    model.detail.found = Some(at);
    let rows = Layout::of(model).detail_rows();
    if at < scroll || at >= scroll + rows.max(1) {
        model.detail.scroll = at.saturating_sub(rows / 3);
    }
}

/// The lines that have what is searched for.
fn places(model: &Model) -> Vec<usize> {
    let wanted = model.detail.search.to_lowercase();
    if wanted.is_empty() {
        return Vec::new();
    }
    let page = detail::page(model, Layout::of(model).detail_columns());
    let lines = page.lines.iter().enumerate();
    lines
        .filter(|(_, line)| line.to_string().to_lowercase().contains(&wanted))
        .map(|(at, _)| at)
        .collect()
}

/// Marks in what was drawn what is searched for.
pub fn mark(model: &Model, area: Rect, buffer: &mut Buffer) {
    let wanted: Vec<char> = model.detail.search.to_lowercase().chars().collect();
    if wanted.is_empty() {
        return;
    }
    for y in area.top()..area.bottom() {
        // One character a cell: what is wider leaves its second cell empty.
        let cells: Vec<char> = (area.left()..area.right())
            .map(|x| {
                let symbol = buffer[(x, y)].symbol();
                let first = symbol.chars().next().unwrap_or(' ');
                first.to_lowercase().next().unwrap_or(first)
            })
            .collect();
        let mut x = 0;
        while x + wanted.len() <= cells.len() {
            if cells[x..x + wanted.len()] == wanted[..] {
                let length = u16::try_from(wanted.len()).unwrap_or(u16::MAX);
                let start = area.x + u16::try_from(x).unwrap_or(0);
                let place = Rect::new(start, y, length, 1).intersection(area);
                buffer.set_style(place, model.theme.marked());
                x += wanted.len();
            } else {
                x += 1;
            }
        }
    }
}

/// Draws the line that one types in, and gives where the cursor is in it.
#[must_use]
pub fn draw(model: &Model, line: &SearchLine, area: Rect, buffer: &mut Buffer) -> u16 {
    let width = usize::from(area.width).saturating_sub(12);
    let scroll = line.input.visual_scroll(width);
    let shown: String = line.input.value().chars().skip(scroll).collect();
    let shown = text::value(&shown);
    buffer.set_style(area, ratatui::style::Style::reset());
    let spaces = " ".repeat(area.width.into());
    buffer.set_string(area.x, area.y, spaces, ratatui::style::Style::new());
    buffer.set_string(area.x, area.y, " search: ", model.theme.accent());
    buffer.set_stringn(
        area.x + 9,
        area.y,
        shown,
        width,
        ratatui::style::Style::new(),
    );
    let column = line.input.visual_cursor().saturating_sub(scroll);
    area.x + 9 + u16::try_from(column).unwrap_or(0)
}
