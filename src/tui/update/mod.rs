//! What a message changes. The only place where the model changes, and it knows no terminal, no
//! file and no clock: what has to be done outside comes back as commands.

mod comparing;
mod lines;
mod overlays;
mod panes;
mod selected;

pub use self::selected::follow_to;
use crossterm::event::KeyCode;

use super::clipboard::Copied;
use super::keys::{Action, Key};
use super::layout::Layout;
use super::message::{Command, Effects, Message, Saved};
use super::model::{Focus, InputState, Model, Overlay, Stage};
use super::pane::overview::Goal;
use super::work::After;
use super::{pointer, searching, text, travel};

/// Lines that one step of the wheel scrolls.
pub const WHEEL: i32 = 3;

/// Takes a message in.
#[expect(clippy::too_many_lines, reason = "one arm for each message")]
pub fn update(model: &mut Model, message: Message) -> Effects {
    let mut commands = Vec::new();
    let changed = match message {
        Message::Key(key) => press(model, key, &mut commands),
        Message::Paste(text) => lines::paste(model, &text),
        Message::Click(position) => {
            model.catch_up();
            let before = travel::here(model);
            let changed = pointer::click(model, position, &mut commands);
            if changed && travel::here(model) != before {
                model.travel.left(before);
            }
            changed
        }
        Message::Drag(position) => pointer::drag(model, position),
        Message::Release => {
            model.arrangement.dragging = false;
            false
        }
        Message::Wheel(position, lines) => {
            model.catch_up();
            pointer::wheel(model, position, lines)
        }
        Message::Resize(size) => {
            model.size = size;
            true
        }
        Message::Background(background) => {
            let looks = model.looks.as_mut();
            looks.is_some_and(|looks| {
                looks.background = Some(background);
                std::mem::replace(&mut model.theme, looks.theme()) != model.theme
            })
        }
        Message::Reading {
            input,
            progress,
            rows,
        } => {
            if model.reloading.is_some() {
                return Effects::default();
            }
            model.provisional.extend(rows);
            set_input(model, input, InputState::Reading(progress))
        }
        Message::Unreadable { input, reason } => {
            model.provisional.forget(input);
            set_input(model, input, InputState::Unreadable(reason))
        }
        Message::Judging if model.reloading.is_some() => false,
        Message::Judging => {
            model.stage = Stage::Judging;
            true
        }
        Message::Changed(files) => {
            let name = files.first().map(|file| file.display().to_string());
            if model.reload() {
                commands.push(Command::Reload);
                let name = text::value(&name.unwrap_or_default());
                model.tell(format!("{name} has changed and is read again"));
            }
            true
        }
        Message::NotRead(reason) => {
            model.keep_old(&reason);
            true
        }
        Message::Loaded(judged) if model.reloading.is_some() => {
            model.replace(*judged);
            true
        }
        Message::Loaded(judged) => {
            model.show(*judged);
            true
        }
        Message::Frame(size) => {
            model.size = size;
            model.catch_up();
            model.settle();
            true
        }
        Message::Tick => {
            model.works.tick();
            true
        }
        Message::Worked { number, done } => model.take_work(number, done),
        Message::Saved(saved) => {
            take_saved(model, saved);
            true
        }
        Message::Copied { what, place } => {
            take_copied(model, &what, place, &mut commands);
            true
        }
        Message::Bodies { id, bodies } => model.detail.take_bodies(id, bodies),
    };
    if changed && !model.stale {
        model.settle();
        commands.extend(model.bodies_wanted().map(Command::Fetch));
    }
    commands.append(&mut model.outbox);
    Effects {
        draw: changed,
        commands,
    }
}

fn set_input(model: &mut Model, input: usize, state: InputState) -> bool {
    match model.inputs.get_mut(input) {
        Some(input) => {
            input.state = state;
            true
        }
        None => false,
    }
}

/// Tells where a copied text is, and sends the terminal what puts it there.
fn take_copied(
    model: &mut Model,
    what: &str,
    place: Result<Copied, String>,
    commands: &mut Vec<Command>,
) {
    match place {
        Ok(copied) => {
            model.tell(format!(
                "copied {}: to {}",
                text::value(what),
                text::value(&copied.place)
            ));
            if !copied.sequence.is_empty() {
                commands.push(Command::Send(copied.sequence));
            }
        }
        Err(reason) => model.warn(format!("not copied: {}", text::value(&reason))),
    }
}

fn take_saved(model: &mut Model, saved: Saved) {
    match saved {
        Saved::Written { path, exchanges } => {
            model
                .overlays
                .retain(|overlay| !matches!(overlay, Overlay::Export(_) | Overlay::Overwrite(_)));
            let requests = text::counted(exchanges, "request", "requests");
            let path = text::value(&path.display().to_string());
            model.tell(format!("wrote {requests} to {path}"));
        }
        Saved::Exists(save) => model.overlays.push(Overlay::Overwrite(save)),
        Saved::Failed(reason) => match model.overlays.last_mut() {
            Some(Overlay::Export(dialog)) => dialog.problem = Some(reason),
            _ => model.warn(reason),
        },
    }
}

fn press(model: &mut Model, key: Key, commands: &mut Vec<Command>) -> bool {
    let told = model.notice.take().is_some();
    match model.keymap.find(key, model.context()) {
        Some(action) => {
            model.catch_up();
            let before = travel::is_jump(action).then(|| travel::here(model));
            act(model, action, commands);
            // What was refused because files are still being read was not done.
            if let Some(tour) = model.tour.as_mut().filter(|_| model.stage == Stage::Ready) {
                tour.did(action);
            }
            if let Some(before) = before
                && travel::here(model) != before
            {
                model.travel.left(before);
            }
            true
        }
        None if letter(key).is_some_and(|letter| travel::take_letter(model, letter)) => true,
        None if overlays::copy_by_key(model, key, commands) => true,
        None => match lines::request(key) {
            Some(request) => lines::edit(model, request) || told,
            None => told,
        },
    }
}

/// The letter that a key types.
fn letter(key: Key) -> Option<char> {
    match key.code {
        KeyCode::Char(letter) if key.modifiers.is_empty() => Some(letter),
        _ => None,
    }
}

pub(super) fn act(model: &mut Model, action: Action, commands: &mut Vec<Command>) {
    match action {
        Action::Quit => commands.push(Command::Quit),
        Action::Suspend => commands.push(Command::Suspend),
        Action::Redraw => commands.push(Command::Redraw),
        _ => match model.overlays.last() {
            None if model.overview.is_some() => act_on_overview(model, action, commands),
            None if model.comparing => comparing::act(model, action, commands),
            None if model.focus == Focus::Filter => lines::act_on_filter(model, action),
            None => panes::act_on_panes(model, action, commands),
            Some(Overlay::Search(_)) => match action {
                Action::Accept | Action::Cancel => searching::end(model, action == Action::Accept),
                _ => lines::erase(model, action),
            },
            Some(_) => overlays::act_on_overlay(model, action, commands),
        },
    }
}

fn act_on_overview(model: &mut Model, action: Action, commands: &mut Vec<Command>) {
    let page = isize::try_from(Layout::of(model).overview_rows()).unwrap_or(1);
    let step = match action {
        Action::Up => (-1, 0),
        Action::Down => (1, 0),
        Action::Left => (0, -1),
        Action::Right => (0, 1),
        Action::PageUp => (-page, 0),
        Action::PageDown => (page, 0),
        Action::Open => return open_goal(model),
        Action::Overview => {
            model.overview = None;
            return;
        }
        Action::EditFilter => {
            model.overview = None;
            return panes::act_on_panes(model, action, commands);
        }
        _ => return panes::act_on_panes(model, action, commands),
    };
    let width = model.size.width.into();
    if let Some(overview) = &mut model.overview {
        overview.move_by(&model.report, model.theme, width, step);
    }
}

/// Shows in the list what is selected in the view of the whole.
pub(super) fn open_goal(model: &mut Model) {
    let width = model.size.width.into();
    let overview = model.overview.take();
    let goal = overview.and_then(|view| view.goal(&model.report, model.theme, width));
    model.focus = Focus::List;
    match goal {
        Some(Goal::Filter(filter)) => {
            model.filter.set(filter);
            model.filter.remember();
            model.refilter_and(After::FirstFailure);
        }
        Some(Goal::Exchange(id)) => {
            model.list.select_exchange(id);
        }
        None => {}
    }
}
