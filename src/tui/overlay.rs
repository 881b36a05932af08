//! What is laid over the panes: how large it is, and how it is drawn.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, BorderType, Clear, Widget};

use super::keys::{Action, Row};
use super::layout::{self, Layout};
use super::model::{Model, Overlay};
use super::pane::{copy, export, help, notes, palette, rule, suppose};
use super::travel::Letter;
use super::{pasted, searching, text, travel};

/// The rows of text that are seen of the text laid over the panes.
pub fn text_rows(model: &Model) -> usize {
    area(model).map_or(0, |area| area.height.saturating_sub(2).into())
}

/// The lines of the text laid over the panes.
pub fn text_lines(model: &Model) -> Vec<Line<'static>> {
    let columns = |widest: usize| widest.min(model.size.width.into()).saturating_sub(4);
    match model.overlays.last() {
        Some(Overlay::Help(_)) => help::lines(
            &model.keymap,
            model.focus,
            model.theme,
            columns(help::WIDTH),
        ),
        Some(Overlay::Notes(_)) => notes::lines(model, columns(notes::WIDTH)),
        Some(Overlay::Explained(explanation, _)) => {
            pasted::lines(explanation, model.theme, columns(rule::WIDTH))
        }
        Some(Overlay::Rule(rule, _)) => rule::lines(rule, model.theme, columns(rule::WIDTH)),
        _ => Vec::new(),
    }
}

fn text_area(model: &Model, widest: usize) -> Rect {
    let lines = u16::try_from(text_lines(model).len()).unwrap_or(u16::MAX);
    let highest = model.size.height.saturating_sub(3).max(4);
    let widest = u16::try_from(widest).unwrap_or(u16::MAX);
    layout::overlay(model.size, widest, lines.saturating_add(2).min(highest))
}

/// The first line shown of the text laid over the panes.
pub fn scroll(overlay: &mut Overlay) -> Option<&mut usize> {
    match overlay {
        Overlay::Help(scroll)
        | Overlay::Notes(scroll)
        | Overlay::Rule(_, scroll)
        | Overlay::Explained(_, scroll) => Some(scroll),
        Overlay::Palette(_)
        | Overlay::Suppose(_)
        | Overlay::Copy(_)
        | Overlay::Grouping
        | Overlay::Sorting
        | Overlay::Letter(_)
        | Overlay::Search(_)
        | Overlay::Export(_)
        | Overlay::Overwrite(_) => None,
    }
}

/// How many commands a palette of this area shows.
pub fn palette_rows(area: Rect) -> usize {
    area.height.saturating_sub(3).into()
}

/// The box of what is laid over the panes.
pub fn area(model: &Model) -> Option<Rect> {
    let columns = |widest: usize| u16::try_from(widest).unwrap_or(u16::MAX);
    Some(match model.overlays.last()? {
        Overlay::Help(_) => text_area(model, help::WIDTH),
        Overlay::Notes(_) => text_area(model, notes::WIDTH),
        Overlay::Rule(..) | Overlay::Explained(..) => text_area(model, rule::WIDTH),
        Overlay::Search(_) => return None,
        Overlay::Letter(what) => {
            let rows = travel::lines(model, *what, 60).len();
            let rows = u16::try_from(rows).unwrap_or(u16::MAX);
            layout::overlay(model.size, 64, rows.saturating_add(2))
        }
        Overlay::Grouping | Overlay::Sorting => {
            let rows = u16::try_from(menu_lines(model).len()).unwrap_or(u16::MAX);
            layout::overlay(model.size, 44, rows.saturating_add(2))
        }
        Overlay::Copy(menu) => {
            let rows = u16::try_from(menu.len()).unwrap_or(u16::MAX);
            layout::overlay(model.size, columns(copy::WIDTH), rows.saturating_add(2))
        }
        Overlay::Palette(_) => layout::overlay(model.size, columns(palette::WIDTH), 16),
        Overlay::Export(_) => layout::overlay(model.size, columns(export::WIDTH), 8),
        Overlay::Suppose(_) => {
            layout::overlay(model.size, columns(suppose::WIDTH), suppose::HEIGHT)
        }
        Overlay::Overwrite(_) => layout::overlay(model.size, columns(export::WIDTH), 5),
    })
}

/// Draws a box, and gives where the cursor is in it.
pub fn draw(model: &Model, overlay: &Overlay, buffer: &mut Buffer) -> Option<Position> {
    let theme = model.theme;
    if let Overlay::Search(line) = overlay {
        let place = Layout::of(model).footer;
        let column = searching::draw(model, line, place, buffer);
        return Some(Position::new(column, place.y));
    }
    let place = area(model)?;
    let inner = draw_box(model, place, &title_of(model, overlay), buffer);
    let width = usize::from(inner.width);
    match overlay {
        Overlay::Grouping | Overlay::Sorting => {
            draw_text(&menu_lines(model), 0, inner, buffer);
            None
        }
        Overlay::Letter(what) => {
            draw_text(&travel::lines(model, *what, width), 0, inner, buffer);
            None
        }
        Overlay::Search(_) => None,
        Overlay::Copy(menu) => {
            draw_text(&menu.lines(theme, width), 0, inner, buffer);
            None
        }
        Overlay::Help(scroll)
        | Overlay::Notes(scroll)
        | Overlay::Rule(_, scroll)
        | Overlay::Explained(_, scroll) => {
            draw_text(&text_lines(model), *scroll, inner, buffer);
            None
        }
        Overlay::Palette(palette) => {
            let scroll = palette.input.visual_scroll(width.saturating_sub(3));
            let typed: String = palette.input.value().chars().skip(scroll).collect();
            let line = Line::from(vec![Span::styled(": ", theme.accent()), Span::raw(typed)]);
            buffer.set_line(inner.x, inner.y, &line, inner.width);
            let rows = palette_rows(place);
            let lines = palette.lines(theme, width, rows);
            if lines.is_empty() && inner.height > 1 {
                buffer.set_stringn(
                    inner.x + 2,
                    inner.y + 1,
                    "no such command",
                    width,
                    theme.faint(),
                );
            }
            draw_text(&lines, 0, layout::body(inner), buffer);
            let column = palette.input.visual_cursor().saturating_sub(scroll);
            Some(Position::new(
                inner.x + 2 + u16::try_from(column).unwrap_or(0),
                inner.y,
            ))
        }
        Overlay::Export(dialog) => {
            let (lines, cursor) = dialog.lines(theme, width);
            draw_text(&lines, 0, inner, buffer);
            cursor.map(|(column, row)| {
                Position::new(
                    inner.x + u16::try_from(column).unwrap_or(0),
                    inner.y + u16::try_from(row).unwrap_or(0),
                )
            })
        }
        Overlay::Suppose(line) => {
            let (lines, column) = line.lines(theme, width);
            draw_text(&lines, 0, inner, buffer);
            let column = u16::try_from(column).unwrap_or(0);
            Some(Position::new(inner.x + column, inner.y))
        }
        Overlay::Overwrite(save) => {
            let name = text::value(&save.path.display().to_string());
            let mut lines = text::wrap(
                &[Span::raw(format!("{name} exists already. Overwrite it?"))],
                width,
                0,
            );
            lines.truncate(2);
            lines.push(Line::styled("y overwrites, n goes back", theme.faint()));
            draw_text(&lines, 0, inner, buffer);
            None
        }
    }
}

fn title_of(model: &Model, overlay: &Overlay) -> String {
    let title = match overlay {
        Overlay::Rule(rule, _) => return format!(" {} ", rule.name),
        Overlay::Suppose(line) => {
            let title = model.detail.experiment.as_ref();
            let title = title.map_or_else(String::new, |own| own.title(line.message));
            return format!(" Edit {title} ");
        }
        Overlay::Copy(_) => " Copy ",
        Overlay::Grouping => " Group ",
        Overlay::Sorting => " Sort ",
        Overlay::Letter(Letter::Mark) => " Mark ",
        Overlay::Letter(Letter::GoTo) => " Marks ",
        Overlay::Search(_) => " Search ",
        Overlay::Explained(..) => " Not in this capture. What the pasted line means ",
        Overlay::Help(_) => " Keys ",
        Overlay::Notes(_) => " Problems and limits ",
        Overlay::Palette(_) => " Commands ",
        Overlay::Export(_) => " Export what is shown ",
        Overlay::Overwrite(_) => " Overwrite? ",
    };
    title.to_owned()
}

/// What the menu that is open offers: what each of its keys does.
fn menu_rows(model: &Model) -> impl Iterator<Item = Row<'_>> {
    let several = model.report.captures.len() > 1;
    let context = model.context();
    let rows = model.keymap.rows();
    rows.filter(move |row| row.binding.context == context)
        .filter(|row| row.binding.action != Action::Cancel)
        .filter(move |row| row.binding.action != Action::ByFile || several)
}

/// What a row of the menu that is open does.
pub fn menu_action(model: &Model, row: usize) -> Option<Action> {
    menu_rows(model).nth(row).map(|row| row.binding.action)
}

fn menu_lines(model: &Model) -> Vec<Line<'static>> {
    let theme = model.theme;
    menu_rows(model)
        .map(|row| {
            Line::from(vec![
                Span::styled(format!("{}  ", row.names()), theme.accent()),
                Span::raw(row.binding.help),
            ])
        })
        .collect()
}

fn draw_box(model: &Model, area: Rect, title: &str, buffer: &mut Buffer) -> Rect {
    let theme = model.theme;
    Clear.render(area, buffer);
    let block = Block::bordered()
        .border_type(BorderType::Rounded)
        .border_style(theme.faint())
        .title(Span::styled(title.to_owned(), theme.accent()));
    let inner = block.inner(area);
    block.render(area, buffer);
    Rect {
        x: inner.x + 1,
        width: inner.width.saturating_sub(2),
        ..inner
    }
}

fn draw_text(lines: &[Line<'_>], scroll: usize, area: Rect, buffer: &mut Buffer) {
    for (row, line) in (area.top()..area.bottom()).zip(lines.iter().skip(scroll)) {
        buffer.set_line(area.x, row, line, area.width);
        buffer.set_style(Rect::new(area.x, row, area.width, 1), line.style);
    }
}
