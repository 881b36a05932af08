//! What keys and pasted text do in a line of text, and in the filter. Part of `update`.

use std::sync::Arc;

use crossterm::event::{KeyCode, KeyModifiers};
use tui_input::{Input, InputRequest};

use crate::tui::keys::{Action, Key};
use crate::tui::model::{Focus, Model, Overlay, Stage};
use crate::tui::pane::export::Field;
use crate::tui::work::After;
use crate::tui::{pasted, searching, text};

/// What a key that is bound to nothing does in a line of text.
pub(super) fn request(key: Key) -> Option<InputRequest> {
    let control = key.modifiers == KeyModifiers::CONTROL;
    match key.code {
        KeyCode::Char(c) if key.modifiers.is_empty() => Some(InputRequest::InsertChar(c)),
        KeyCode::Char('a') if control => Some(InputRequest::GoToStart),
        KeyCode::Char('e') if control => Some(InputRequest::GoToEnd),
        KeyCode::Backspace if key.modifiers.is_empty() => Some(InputRequest::DeletePrevChar),
        KeyCode::Char('h') if control => Some(InputRequest::DeletePrevChar),
        KeyCode::Delete => Some(InputRequest::DeleteNextChar),
        KeyCode::Left if control => Some(InputRequest::GoToPrevWord),
        KeyCode::Right if control => Some(InputRequest::GoToNextWord),
        KeyCode::Left => Some(InputRequest::GoToPrevChar),
        KeyCode::Right => Some(InputRequest::GoToNextChar),
        KeyCode::Home => Some(InputRequest::GoToStart),
        KeyCode::End => Some(InputRequest::GoToEnd),
        _ => None,
    }
}

pub(super) fn edit(model: &mut Model, request: InputRequest) -> bool {
    let space = matches!(request, InputRequest::InsertChar(' '));
    let mut changed = false;
    if let Some(Overlay::Export(dialog)) = model.overlays.last_mut() {
        changed = dialog.problem.take().is_some();
        if dialog.field == Field::Secrets && space {
            dialog.secrets = !dialog.secrets;
            return true;
        }
    }
    let Some(line) = line_of_text(model) else {
        return changed;
    };
    let Some(change) = line.handle(request) else {
        return changed;
    };
    if change.value {
        edited(model);
    }
    true
}

/// The line of text that gets the keys.
fn line_of_text(model: &mut Model) -> Option<&mut Input> {
    match model.overlays.last_mut() {
        Some(Overlay::Palette(palette)) => Some(&mut palette.input),
        Some(Overlay::Search(line)) => Some(&mut line.input),
        Some(Overlay::Suppose(line)) => {
            line.problem = None;
            Some(&mut line.input)
        }
        Some(Overlay::Export(dialog)) => {
            // Whoever types means the name.
            dialog.field = Field::Name;
            Some(&mut dialog.name)
        }
        None if model.focus == Focus::Filter => Some(&mut model.filter.input),
        _ => None,
    }
}

fn edited(model: &mut Model) {
    match model.overlays.last_mut() {
        Some(Overlay::Palette(palette)) => palette.changed(),
        Some(Overlay::Search(_)) => searching::typed(model),
        Some(Overlay::Export(dialog)) => dialog.renamed(),
        None if model.focus == Focus::Filter => {
            model.filter.read();
            // Somebody who types fast is not kept waiting after each letter.
            model.stale = true;
        }
        _ => {}
    }
}

pub(super) fn paste(model: &mut Model, text: &str) -> bool {
    let in_panes = model.overlays.is_empty();
    if in_panes && model.stage == Stage::Ready && find_pasted(model, text) {
        return true;
    }
    let Some(line) = line_of_text(model) else {
        if in_panes {
            model.tell("the pasted text is neither a console line nor a URL".to_owned());
        }
        return in_panes;
    };
    // A line of text is one line: line breaks become spaces.
    let mut space = false;
    for character in text.trim().chars().take(2000) {
        let break_here = character.is_control();
        if break_here && space {
            continue;
        }
        space = break_here;
        let character = if break_here { ' ' } else { character };
        line.handle(InputRequest::InsertChar(character));
    }
    edited(model);
    true
}

/// Selects the request that a pasted console line or URL is about, or explains the line. Gives
/// whether it was one.
fn find_pasted(model: &mut Model, text: &str) -> bool {
    match pasted::read(&model.report, text) {
        pasted::Pasted::Requests(ids) => {
            if !model.list.select_exchange(ids[0]) {
                // The filter hides it.
                model.filter.set(String::new());
                model.refilter_and(After::Select(ids[0]));
            }
            if model.focus == Focus::Filter {
                model.focus = Focus::List;
            }
            model.settle();
            model.tell(match ids.len() {
                1 => "this is the request of the pasted line".to_owned(),
                many => format!(
                    "{} requests fit the pasted line; this one fits best",
                    text::count(many)
                ),
            });
            true
        }
        pasted::Pasted::Known(explanation) => {
            model.overlays.push(Overlay::Explained(explanation, 0));
            true
        }
        pasted::Pasted::UnknownUrl if model.focus != Focus::Filter => {
            model.tell("no request in the capture has the pasted URL".to_owned());
            true
        }
        pasted::Pasted::UnknownUrl | pasted::Pasted::Other => false,
    }
}

pub(super) fn act_on_filter(model: &mut Model, action: Action) {
    match action {
        Action::Accept => {
            model.filter.remember();
            model.focus = Focus::List;
        }
        Action::Cancel => {
            model.filter.set(String::new());
            model.refilter();
            model.focus = Focus::List;
        }
        Action::OlderFilter | Action::NewerFilter => {
            model.filter.recall(action == Action::OlderFilter);
            model.refilter();
        }
        Action::Complete => {
            let report = Arc::clone(&model.report);
            model.stale |= model.filter.complete(&report, &model.columns);
        }
        Action::EraseLine | Action::EraseWord => erase(model, action),
        _ => {}
    }
}

pub(super) fn erase(model: &mut Model, action: Action) {
    let request = if action == Action::EraseWord {
        InputRequest::DeletePrevWord
    } else {
        InputRequest::DeleteLine
    };
    edit(model, request);
}
