//! What the mouse does. Part of `update`.

use ratatui::layout::{Position, Rect};

use super::footer;
use super::keys::Action;
use super::layout::{self, Layout};
use super::message::Command;
use super::model::{Focus, Model, Overlay, Stage};
use super::overlay;
use super::pane::detail;
use super::pane::list::ListLine;
use super::update::{act, follow_to, open_goal};

/// Takes in a press of the button. Gives whether anything changed.
pub fn click(model: &mut Model, position: Position, commands: &mut Vec<Command>) -> bool {
    let footer = Layout::of(model).footer;
    if footer.contains(position) {
        let action = footer::action_at(model, footer.width, position.x);
        let told = model.notice.take().is_some();
        if let Some(action) = action {
            act(model, action, commands);
        }
        return told || action.is_some();
    }
    let told = model.notice.take().is_some();
    click_inside(model, position, commands) || told
}

fn click_inside(model: &mut Model, position: Position, commands: &mut Vec<Command>) -> bool {
    if !model.overlays.is_empty() {
        return click_overlay(model, position, commands);
    }
    let layout = Layout::of(model);
    if layout.divider.is_some_and(|area| area.contains(position)) {
        model.arrangement.dragging = true;
        return false;
    }
    if let Some(area) = layout.filter
        && area.contains(position)
    {
        act(model, Action::EditFilter, commands);
        return true;
    }
    if let Some(area) = layout.overview
        && let Some(row) = layout::row_in(layout::body(area), position)
    {
        let width = model.size.width.into();
        let at = (row, usize::from(position.x - area.x));
        let hit = model
            .overview
            .as_mut()
            .is_some_and(|view| view.select_at(&model.report, model.theme, width, at));
        if hit {
            open_goal(model);
        }
        return hit;
    }
    if model.comparing {
        return click_comparison(model, &layout, position, commands);
    }
    if let Some(area) = layout.list
        && area.contains(position)
    {
        click_list(model, area, position);
        return true;
    }
    if let Some(area) = layout.detail
        && area.contains(position)
    {
        leave_filter(model);
        model.focus = Focus::Detail;
        if position.y == area.y {
            let column = position.x - area.x;
            let hit = detail::tabs(area.width)
                .into_iter()
                .find(|(_, place)| place.contains(&column));
            if let Some((tab, _)) = hit {
                model.detail.open(tab);
            }
        } else if model.detail.tab == detail::Tab::Why {
            // A piece of evidence leads to its place.
            let line = model.detail.scroll + usize::from(position.y - area.y - 1);
            let page = detail::page(model, layout.detail_columns());
            let links = &mut page.links.iter();
            if let Some((_, number)) = links.find(|(at, _)| *at == line) {
                follow_to(model, *number);
            }
        }
        return true;
    }
    if let Some(area) = layout.preview
        && area.contains(position)
        && model.list.selected_exchange().is_some()
    {
        leave_filter(model);
        model.focus = Focus::Detail;
        return true;
    }
    false
}

fn click_comparison(
    model: &mut Model,
    layout: &Layout,
    position: Position,
    commands: &mut Vec<Command>,
) -> bool {
    if layout.detail.is_some_and(|area| area.contains(position)) {
        model.focus = Focus::Detail;
        return true;
    }
    let row = layout
        .list
        .and_then(|area| layout::row_in(layout::body(area), position));
    let Some(row) = row else {
        return false;
    };
    model.focus = Focus::List;
    let again = model
        .compare
        .as_mut()
        .is_some_and(|compare| compare.select_row(row));
    // A second click on the same row opens it.
    if again {
        act(model, Action::Open, commands);
    }
    true
}

fn leave_filter(model: &mut Model) {
    if model.focus == Focus::Filter {
        model.filter.remember();
        model.focus = Focus::List;
    }
}

fn click_list(model: &mut Model, area: Rect, position: Position) {
    leave_filter(model);
    model.focus = Focus::List;
    if position.y == area.y && model.stage == Stage::Ready {
        // The heading says what the list is grouped by, and at its end what comes first.
        let order = u16::try_from(model.list.order().words().len() + 3).unwrap_or(0);
        let sorting = position.x + order >= area.right();
        let menu = if sorting {
            Overlay::Sorting
        } else {
            Overlay::Grouping
        };
        model.overlays.push(menu);
        return;
    }
    let row = layout::row_in(layout::body(area), position);
    if model.stage != Stage::Ready {
        if let Some(row) = row.and_then(|row| model.provisional.row_at(row)) {
            model.provisional.select(row);
        }
        return;
    }
    let Some(line) = row.and_then(|row| model.list.line_at(row)) else {
        return;
    };
    let before = model.list.selection();
    model.list.select(line);
    let on_sign = position.x < area.x + 3;
    match model.list.selection() {
        // A click on the sign of a group folds it, and so does a second one anywhere.
        Some(ListLine::Group(_)) if on_sign || before == model.list.selection() => {
            model.list.toggle();
        }
        Some(ListLine::Group(_)) => {}
        // A second click on the same row opens it.
        now if now == before => model.focus = Focus::Detail,
        _ => {}
    }
}

fn click_overlay(model: &mut Model, position: Position, commands: &mut Vec<Command>) -> bool {
    let Some(area) = overlay::area(model) else {
        return false;
    };
    if !area.contains(position) {
        model.overlays.pop();
        return true;
    }
    if let Some(Overlay::Palette(palette)) = model.overlays.last_mut() {
        let rows = overlay::palette_rows(area);
        let row = usize::from(position.y.saturating_sub(area.y));
        if row >= 2 && palette.select_row(row - 2, rows) {
            act(model, Action::Accept, commands);
            return true;
        }
    }
    if let Some(Overlay::Export(dialog)) = model.overlays.last_mut() {
        let row = usize::from(position.y.saturating_sub(area.y));
        let column = usize::from(position.x.saturating_sub(area.x + 2));
        return row >= 1
            && dialog.click(row - 1, column, usize::from(area.width.saturating_sub(4)));
    }
    if let Some(Overlay::Grouping | Overlay::Sorting) = model.overlays.last() {
        let row = usize::from(position.y.saturating_sub(area.y));
        let action = row
            .checked_sub(1)
            .and_then(|row| overlay::menu_action(model, row));
        if let Some(action) = action {
            act(model, action, commands);
        }
        return action.is_some();
    }
    if let Some(Overlay::Copy(menu)) = model.overlays.last_mut() {
        let row = usize::from(position.y.saturating_sub(area.y));
        if row >= 1 && menu.select_row(row - 1) {
            act(model, Action::Accept, commands);
            return true;
        }
    }
    false
}

/// Takes in that the mouse is moved with its button pressed. Gives whether anything changed.
pub fn drag(model: &mut Model, position: Position) -> bool {
    let before = model.arrangement.split;
    if model.arrangement.dragging {
        layout::move_divider(model, position.x);
    }
    model.arrangement.split != before
}

/// Takes in a turn of the wheel. Gives whether anything changed.
pub fn wheel(model: &mut Model, position: Position, lines: i32) -> bool {
    let steps = isize::try_from(lines).unwrap_or(0);
    let rows = overlay::text_rows(model);
    let length = overlay::text_lines(model).len();
    if let Some(first) = model.overlays.last_mut().and_then(overlay::scroll) {
        let to = first.saturating_add_signed(steps);
        *first = to.min(length.saturating_sub(rows));
        return true;
    }
    match model.overlays.last_mut() {
        Some(Overlay::Palette(palette)) => {
            palette.move_by(steps.signum());
            return true;
        }
        Some(_) => return false,
        None => {}
    }
    let layout = Layout::of(model);
    let width = model.size.width.into();
    if let Some(overview) = &mut model.overview {
        overview.move_by(&model.report, model.theme, width, (steps, 0));
        return true;
    }
    if let Some(compare) = model.compare.as_mut().filter(|_| model.comparing) {
        if layout.detail.is_some_and(|area| area.contains(position)) {
            compare.scroll = compare.scroll.saturating_add_signed(steps);
        } else {
            compare.move_by(steps);
        }
        return true;
    }
    if layout.list.is_some_and(|area| area.contains(position)) {
        let rows = layout.list_rows();
        if model.stage == Stage::Ready {
            model.list.scroll_by(steps, rows);
        } else {
            model.provisional.scroll_by(steps, rows);
        }
        return true;
    }
    if layout.detail.is_some_and(|area| area.contains(position)) {
        model.detail.scroll = model.detail.scroll.saturating_add_signed(steps);
        return true;
    }
    false
}
