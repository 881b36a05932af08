//! What actions do in what is laid over the panes. Part of `update`.

use std::path::PathBuf;

use crossterm::event::KeyCode;
use tui_input::InputRequest;

use super::act;
use super::lines::{edit, erase};
use super::panes::{act_on_panes, open_tab};
use crate::tui::keys::{Action, Key};
use crate::tui::message::Command;
use crate::tui::model::{Model, Overlay, Stage};
use crate::tui::pane::detail::Tab;
use crate::tui::pane::export::Field;
use crate::tui::pane::palette::{PaletteBox, Run};
use crate::tui::{overlay, trying};

/// Copies what the key stands for in the menu of what can be copied. Gives whether it does.
pub(super) fn copy_by_key(model: &mut Model, key: Key, commands: &mut Vec<Command>) -> bool {
    let (Some(Overlay::Copy(menu)), KeyCode::Char(letter)) = (model.overlays.last(), key.code)
    else {
        return false;
    };
    let Some(item) = menu.by_key(letter).cloned() else {
        return false;
    };
    model.overlays.pop();
    commands.push(Command::Copy {
        what: item.name,
        text: item.text,
    });
    true
}

pub(super) fn act_on_overlay(model: &mut Model, action: Action, commands: &mut Vec<Command>) {
    if action == Action::Cancel {
        model.overlays.pop();
        return;
    }
    let rows = overlay::text_rows(model);
    let length = overlay::text_lines(model).len();
    if let Some(first) = model.overlays.last_mut().and_then(overlay::scroll) {
        *first = scrolled(*first, rows, action).min(length.saturating_sub(rows));
        return;
    }
    match model.overlays.last_mut() {
        Some(Overlay::Palette(palette)) => match action {
            Action::NextField => palette.move_by(1),
            Action::PreviousField => palette.move_by(-1),
            Action::Accept => accept_command(model, commands),
            _ => erase(model, action),
        },
        Some(Overlay::Export(dialog)) => match (action, dialog.field) {
            (Action::NextField, _) => dialog.next_field(true),
            (Action::PreviousField, _) => dialog.next_field(false),
            (Action::NextValue | Action::PreviousValue, Field::Format) => {
                dialog.next_format(action == Action::NextValue);
            }
            (Action::NextValue | Action::PreviousValue, Field::Secrets) => {
                dialog.secrets = !dialog.secrets;
            }
            (Action::NextValue, Field::Name) => {
                edit(model, InputRequest::GoToNextChar);
            }
            (Action::PreviousValue, Field::Name) => {
                edit(model, InputRequest::GoToPrevChar);
            }
            (Action::Accept, _) => match dialog.save() {
                Some(save) => commands.push(Command::Save(save)),
                None => dialog.problem = Some("Enter a file name.".to_owned()),
            },
            _ => erase(model, action),
        },
        Some(Overlay::Suppose(_)) if action == Action::Accept => {
            trying::accept(model);
        }
        Some(Overlay::Suppose(line)) => {
            let Some(experiment) = &model.detail.experiment else {
                return;
            };
            match action {
                Action::NextField | Action::PreviousField => {
                    line.next_message(experiment, action == Action::NextField);
                }
                Action::NextValue => line.offer(experiment, 1),
                Action::PreviousValue => line.offer(experiment, -1),
                _ => erase(model, action),
            }
        }
        Some(Overlay::Grouping | Overlay::Sorting) => {
            model.overlays.pop();
            act_on_panes(model, action, commands);
        }
        Some(Overlay::Copy(menu)) => match action {
            Action::NextField => menu.move_by(1),
            Action::PreviousField => menu.move_by(-1),
            Action::Accept => {
                let item = menu.selected().cloned();
                model.overlays.pop();
                commands.extend(item.map(|item| Command::Copy {
                    what: item.name,
                    text: item.text,
                }));
            }
            _ => {}
        },
        Some(Overlay::Overwrite(save)) if action == Action::Accept => {
            let mut save = save.clone();
            save.overwrite = true;
            model.overlays.pop();
            commands.push(Command::Save(save));
        }
        _ => {}
    }
}

/// Takes the command that is selected in the palette.
fn accept_command(model: &mut Model, commands: &mut Vec<Command>) {
    let Some(Overlay::Palette(palette)) = model.overlays.last_mut() else {
        return;
    };
    let (chosen, file) = (palette.selected(), palette.file().map(PathBuf::from));
    let Some(chosen) = chosen else {
        return;
    };
    let Some(file) = file.filter(|_| matches!(chosen, Run::Open | Run::Compare)) else {
        match chosen {
            // The name is still to come.
            Run::Open => *palette = PaletteBox::with(&model.keymap, "open "),
            Run::Compare => *palette = PaletteBox::with(&model.keymap, "compare "),
            _ => {
                model.overlays.pop();
                run(model, chosen, commands);
            }
        }
        return;
    };
    model.overlays.pop();
    if model.compare.is_some() {
        model.tell("two recordings are compared already".to_owned());
    } else if chosen == Run::Open {
        model.open(&file);
        commands.push(Command::Open(file));
    } else if model.stage == Stage::Ready {
        model.compare_with(&file);
        commands.push(Command::Compare(file));
    } else {
        model.tell("still analysing".to_owned());
    }
}

/// Runs a command of the palette.
fn run(model: &mut Model, chosen: Run, commands: &mut Vec<Command>) {
    match chosen {
        Run::Action(action) => act(model, action, commands),
        Run::FixFor(stack) => {
            model.overview = None;
            model.detail.stack = stack;
            open_tab(model, Tab::Fix);
        }
        Run::Export(format) => {
            act_on_panes(model, Action::Export, commands);
            if let Some(Overlay::Export(dialog)) = model.overlays.last_mut() {
                dialog.set_format(format);
            }
        }
        Run::Theme(name) => model.wear(name),
        // It needs a file's name, which only the palette itself has.
        Run::Open | Run::Compare => {}
    }
}

/// Where an action scrolls to in a text of which so many rows are seen.
pub(super) fn scrolled(from: usize, rows: usize, action: Action) -> usize {
    match action {
        Action::Up => from.saturating_sub(1),
        Action::Down => from + 1,
        Action::PageUp => from.saturating_sub(rows.saturating_sub(1).max(1)),
        Action::PageDown => from + rows.saturating_sub(1).max(1),
        Action::HalfPageUp => from.saturating_sub((rows / 2).max(1)),
        Action::HalfPageDown => from + (rows / 2).max(1),
        Action::Top => 0,
        Action::Bottom => usize::MAX / 2,
        _ => from,
    }
}
