//! What actions do in the view of two captures. Part of `update`.

use super::overlays::scrolled;
use super::panes::act_on_panes;
use crate::tui::keys::Action;
use crate::tui::layout::Layout;
use crate::tui::message::Command;
use crate::tui::model::{Focus, Model};
use crate::tui::work::After;

pub(super) fn act(model: &mut Model, action: Action, commands: &mut Vec<Command>) {
    let layout = Layout::of(model);
    let in_detail = model.focus == Focus::Detail;
    let Some(compare) = &mut model.compare else {
        return;
    };
    let page = isize::try_from(layout.list_rows()).unwrap_or(1).max(1);
    match action {
        Action::Up
        | Action::Down
        | Action::PageUp
        | Action::PageDown
        | Action::Top
        | Action::Bottom
            if in_detail =>
        {
            compare.scroll = scrolled(compare.scroll, layout.detail_rows(), action);
        }
        Action::Up => compare.move_by(-1),
        Action::Down => compare.move_by(1),
        Action::PageUp => compare.move_by(-page),
        Action::PageDown => compare.move_by(page),
        Action::Top => compare.move_by(isize::MIN),
        Action::Bottom => compare.move_by(isize::MAX),
        Action::Fold => {
            compare.fold(true);
        }
        Action::Unfold => {
            let unfolded = compare.fold(false);
            if !unfolded && compare.selected().is_some() {
                model.focus = Focus::Detail;
            }
        }
        Action::FoldAll => compare.fold_all(),
        Action::NextFailure | Action::PreviousFailure => {
            if !compare.seek_failure(action == Action::NextFailure) {
                model.tell("no request fails now".to_owned());
            }
        }
        Action::Compare if in_detail && layout.list.is_none() => model.focus = Focus::List,
        Action::Compare => model.comparing = false,
        Action::Open => open(model),
        // The files, the keys, the palette.
        _ => act_on_panes(model, action, commands),
    }
}

/// Shows the selected request in the later capture.
fn open(model: &mut Model) {
    let one_pane = Layout::of(model).detail.is_none();
    let Some(compare) = &mut model.compare else {
        return;
    };
    let Some(fated) = compare.selected() else {
        if !compare.fold(true) {
            compare.fold(false);
        }
        return;
    };
    // Where there is room for one pane, the other is what is opened.
    if one_pane {
        model.focus = Focus::Detail;
        return;
    }
    let Some(&id) = fated.after.first() else {
        model.tell("this request is not in the later recording".to_owned());
        return;
    };
    model.comparing = false;
    model.focus = Focus::List;
    if !model.list.select_exchange(id) {
        model.filter.set(String::new());
        model.refilter_and(After::Select(id));
    }
    model.tell("= goes back to the comparison".to_owned());
}
