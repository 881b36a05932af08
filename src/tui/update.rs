//! What a message changes. The only place where the model changes, and it knows no terminal, no
//! file and no clock: what has to be done outside comes back as commands.

use std::path::PathBuf;
use std::sync::Arc;

use crossterm::event::{KeyCode, KeyModifiers};
use tui_input::{Input, InputRequest};

use super::keys::{self, Action, Key};
use super::layout::{self, Layout};
use super::message::{Command, Effects, Message, Saved};
use super::model::{Focus, InputState, Model, Overlay, Stage};
use super::overlay;
use super::pane::copy::CopyBox;
use super::pane::detail::{self, Tab};
use super::pane::export::{ExportDialog, Field};
use super::pane::list::{ListLine, Order, target_host};
use super::pane::overview::{Goal, OverviewPane};
use super::pane::palette::{PaletteBox, Run};
use super::{beside, copying, pasted, pointer, text, trying};
use crate::report::Row;
use crate::report::filter::Filter;
use crate::report::group::GroupBy;
use crate::report::secrets;

/// Lines that one step of the wheel scrolls.
pub const WHEEL: i32 = 3;

/// Takes a message in.
pub fn update(model: &mut Model, message: Message) -> Effects {
    let mut commands = Vec::new();
    let changed = match message {
        Message::Key(key) => press(model, key, &mut commands),
        Message::Paste(text) => paste(model, &text),
        Message::Click(position) => {
            model.catch_up();
            pointer::click(model, position, &mut commands)
        }
        Message::Wheel(position, lines) => {
            model.catch_up();
            pointer::wheel(model, position, lines)
        }
        Message::Resize(size) => {
            model.size = size;
            true
        }
        Message::Reading {
            input,
            progress,
            rows,
        } => {
            model.provisional.extend(rows);
            set_input(model, input, InputState::Reading(progress))
        }
        Message::Unreadable { input, reason } => {
            model.provisional.forget(input);
            set_input(model, input, InputState::Unreadable(reason))
        }
        Message::Judging => {
            model.stage = Stage::Judging;
            true
        }
        Message::Loaded(report) => {
            model.show(report);
            true
        }
        Message::Saved(saved) => {
            take_saved(model, saved);
            true
        }
        Message::Copied { what, place } => {
            match place {
                Ok(copied) => {
                    model.tell(format!(
                        "copied {}: to {}",
                        text::value(&what),
                        text::value(&copied.place)
                    ));
                    if !copied.sequence.is_empty() {
                        commands.push(Command::Send(copied.sequence));
                    }
                }
                Err(reason) => model.warn(format!("not copied: {}", text::value(&reason))),
            }
            true
        }
        Message::Bodies { id, bodies } => model.detail.take_bodies(id, bodies),
    };
    if changed && !model.stale {
        model.settle();
        commands.extend(model.bodies_wanted().map(Command::Fetch));
    }
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
    match keys::find(key, model.context()) {
        Some(action) => {
            model.catch_up();
            act(model, action, commands);
            true
        }
        None if copy_by_key(model, key, commands) => true,
        None => match request(key) {
            Some(request) => edit(model, request) || told,
            None => told,
        },
    }
}

/// Copies what the key stands for in the menu of what can be copied. Gives whether it does.
fn copy_by_key(model: &mut Model, key: Key, commands: &mut Vec<Command>) -> bool {
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

/// What a key that is bound to nothing does in a line of text.
fn request(key: Key) -> Option<InputRequest> {
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

/// The line of text that gets the keys.
fn line_of_text(model: &mut Model) -> Option<&mut Input> {
    match model.overlays.last_mut() {
        Some(Overlay::Palette(palette)) => Some(&mut palette.input),
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

fn edit(model: &mut Model, request: InputRequest) -> bool {
    let space = matches!(request, InputRequest::InsertChar(' '));
    if let Some(Overlay::Export(dialog)) = model.overlays.last_mut() {
        dialog.problem = None;
        if dialog.field == Field::Secrets && space {
            dialog.secrets = !dialog.secrets;
            return true;
        }
    }
    let Some(line) = line_of_text(model) else {
        return false;
    };
    let Some(change) = line.handle(request) else {
        return false;
    };
    if change.value {
        edited(model);
    }
    true
}

fn edited(model: &mut Model) {
    match model.overlays.last_mut() {
        Some(Overlay::Palette(palette)) => palette.changed(),
        Some(Overlay::Export(dialog)) => dialog.renamed(),
        None if model.focus == Focus::Filter => {
            model.filter.read();
            // Somebody who types fast is not kept waiting after each letter.
            model.stale = true;
        }
        _ => {}
    }
}

fn paste(model: &mut Model, text: &str) -> bool {
    let in_panes = model.overlays.is_empty();
    if in_panes && model.stage == Stage::Ready && find_pasted(model, text) {
        return true;
    }
    let Some(line) = line_of_text(model) else {
        if in_panes {
            model.tell("not a console line or a URL: nothing to look for".to_owned());
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
                model.refilter();
                model.list.select_exchange(ids[0]);
            }
            if model.focus == Focus::Filter {
                model.focus = Focus::List;
            }
            model.settle();
            model.tell(match ids.len() {
                1 => "this is the request of the pasted line".to_owned(),
                many => format!(
                    "{} requests fit the pasted line; this is the likeliest",
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
            model.tell("no request in the capture was sent to the pasted URL".to_owned());
            true
        }
        pasted::Pasted::UnknownUrl | pasted::Pasted::Other => false,
    }
}

pub(super) fn act(model: &mut Model, action: Action, commands: &mut Vec<Command>) {
    match action {
        Action::Quit => commands.push(Command::Quit),
        Action::Suspend => commands.push(Command::Suspend),
        Action::Redraw => commands.push(Command::Redraw),
        _ => match model.overlays.last() {
            None if model.overview.is_some() => act_on_overview(model, action, commands),
            None if model.focus == Focus::Filter => act_on_filter(model, action),
            None => act_on_panes(model, action, commands),
            Some(_) => act_on_overlay(model, action, commands),
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
            return act_on_panes(model, action, commands);
        }
        _ => return act_on_panes(model, action, commands),
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
            model.refilter();
            let report = Arc::clone(&model.report);
            model.list.select_first_failure(&report);
        }
        Some(Goal::Exchange(id)) => {
            model.list.select_exchange(id);
        }
        None => {}
    }
}

fn act_on_filter(model: &mut Model, action: Action) {
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
            model.stale |= model.filter.complete(&report);
        }
        Action::EraseLine | Action::EraseWord => erase(model, action),
        _ => {}
    }
}

fn erase(model: &mut Model, action: Action) {
    let request = if action == Action::EraseWord {
        InputRequest::DeletePrevWord
    } else {
        InputRequest::DeleteLine
    };
    edit(model, request);
}

fn act_on_overlay(model: &mut Model, action: Action, commands: &mut Vec<Command>) {
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
            Action::Accept => {
                let (chosen, file) = (palette.selected(), palette.file().map(PathBuf::from));
                match (chosen, file) {
                    (Some(Run::Open), Some(file)) => {
                        model.overlays.pop();
                        model.open(&file);
                        commands.push(Command::Open(file));
                    }
                    // The name is still to come.
                    (Some(Run::Open), None) => *palette = PaletteBox::with("open "),
                    (Some(chosen), _) => {
                        model.overlays.pop();
                        run(model, chosen, commands);
                    }
                    (None, _) => {}
                }
            }
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
                None => dialog.problem = Some("A file needs a name.".to_owned()),
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
        Some(Overlay::Grouping) => {
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
        // It needs a file's name, which only the palette itself has.
        Run::Open => {}
    }
}

/// Where an action scrolls to in a text of which so many rows are seen.
fn scrolled(from: usize, rows: usize, action: Action) -> usize {
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

/// Groups the list by something else. Gives whether the action does that.
fn regroup(model: &mut Model, action: Action) -> bool {
    let by = match action {
        Action::ByCause => Some(GroupBy::Cause),
        Action::ByRule => Some(GroupBy::Rule),
        Action::ByOrigin => Some(GroupBy::Origin),
        Action::ByHost => Some(GroupBy::Host),
        Action::ByEndpoint => Some(GroupBy::Endpoint),
        Action::ByPage => Some(GroupBy::Page),
        Action::ByAgreement => Some(GroupBy::Agreement),
        Action::ByFile => Some(GroupBy::File),
        Action::ByNothing => None,
        _ => return false,
    };
    model.list.group_by(by);
    model.refilter();
    true
}

/// Changes the tab. Gives whether the action does that.
fn change_tab(model: &mut Model, action: Action) -> bool {
    let tab = match action {
        Action::NextTab => model.detail.tab.after(1),
        Action::PreviousTab => model.detail.tab.after(Tab::ALL.len() - 1),
        Action::WhyTab => Tab::Why,
        Action::HeadersTab => Tab::Headers,
        Action::StepsTab => Tab::Steps,
        Action::FixTab => Tab::Fix,
        Action::RawTab => Tab::Raw,
        Action::WhatIfTab => Tab::WhatIf,
        _ => return false,
    };
    open_tab(model, tab);
    true
}

fn act_on_panes(model: &mut Model, action: Action, commands: &mut Vec<Command>) {
    if model.stage != Stage::Ready && needs_verdicts(action) {
        model.tell("still analysing".to_owned());
        return;
    }
    if regroup(model, action) || change_tab(model, action) {
        return;
    }
    match action {
        Action::Up
        | Action::Down
        | Action::PageUp
        | Action::PageDown
        | Action::HalfPageUp
        | Action::HalfPageDown
        | Action::Top
        | Action::Bottom => move_in_pane(model, action),
        Action::Open => match model.list.selection() {
            Some(ListLine::Group(_)) => model.list.toggle(),
            Some(ListLine::Exchange(..)) => model.focus = Focus::Detail,
            None if !model.provisional.is_empty() => model.focus = Focus::Detail,
            None => {}
        },
        Action::Back => back(model),
        Action::NextFailure | Action::PreviousFailure => {
            seek_failure(model, action == Action::NextFailure);
        }
        Action::NextExchange | Action::PreviousExchange if model.stage != Stage::Ready => {
            let by = if action == Action::NextExchange {
                1
            } else {
                -1
            };
            model.provisional.move_by(by);
        }
        Action::NextExchange | Action::PreviousExchange => {
            model.list.seek(action == Action::NextExchange, |_| true);
        }
        Action::Fold => {
            model.list.fold(true);
        }
        Action::Unfold => {
            let unfolded = model.list.fold(false);
            if !unfolded && model.list.selected_exchange().is_some() {
                model.focus = Focus::Detail;
            }
        }
        Action::FoldAll => model.list.fold_all(),
        Action::Overview => model.overview = Some(OverviewPane::of(&model.report)),
        Action::GroupMenu => model.overlays.push(Overlay::Grouping),
        Action::OtherPane => {
            model.focus = match model.focus {
                Focus::List => Focus::Detail,
                Focus::Detail | Focus::Filter => Focus::List,
            };
        }
        Action::Beside => beside::toggle(model),
        Action::NextOrder => {
            let at = Order::ALL.iter().position(|&o| o == model.list.order);
            model.list.order = Order::ALL[(at.unwrap_or(0) + 1) % Order::ALL.len()];
            model.refilter();
            model.tell(format!("sorted: {}", model.list.order.words()));
        }
        Action::EditFilter => {
            model.focus = Focus::Filter;
            model.filter.input.handle(InputRequest::GoToEnd);
        }
        Action::ToggleFilter => toggle_filter(model),
        Action::FilterByOrigin | Action::FilterByHost | Action::FilterFailures => {
            filter_by(model, action);
        }
        Action::Servers => {
            let servers = PaletteBox::with("fix for ");
            model.overlays.push(Overlay::Palette(servers));
        }
        Action::NextStack => model.detail.next_stack(),
        Action::Try
        | Action::TryAll
        | Action::TakeBack
        | Action::TakeAllBack
        | Action::Suppose
        | Action::SupposeCredentials => trying::act(model, action),
        Action::Follow => follow(model),
        Action::Bodies => {
            model.detail.toggle_bodies();
            open_tab(model, Tab::Raw);
        }
        Action::Export => export(model),
        Action::Copy | Action::CopyUrl => copy(model, action, commands),
        Action::Notes => model.overlays.push(Overlay::Notes(0)),
        Action::Palette => model.overlays.push(Overlay::Palette(PaletteBox::default())),
        Action::Help => model.overlays.push(Overlay::Help(0)),
        Action::Rule => match model.detail.rule() {
            Some(rule) => model.overlays.push(Overlay::Rule(rule, 0)),
            None if model.list.selected_exchange().is_none() => {
                model.tell("select a request first".to_owned());
            }
            None => model.tell("no rule was broken here".to_owned()),
        },
        _ => {}
    }
}

/// Whether an action is about what is only known when everything is read.
const fn needs_verdicts(action: Action) -> bool {
    matches!(
        action,
        Action::NextFailure
            | Action::PreviousFailure
            | Action::FilterByOrigin
            | Action::FilterByHost
            | Action::FilterFailures
            | Action::Export
            | Action::Copy
            | Action::CopyUrl
            | Action::Rule
            | Action::Suppose
            | Action::SupposeCredentials
            | Action::Try
            | Action::TryAll
            | Action::Overview
            | Action::TakeBack
            | Action::TakeAllBack
            | Action::Follow
    )
}

fn move_in_pane(model: &mut Model, action: Action) {
    let layout = Layout::of(model);
    if model.focus == Focus::Detail {
        let to = scrolled(model.detail.scroll, layout.detail_rows(), action);
        model.detail.scroll = to;
        return;
    }
    let page = isize::try_from(layout.list_rows()).unwrap_or(1).max(1);
    let by = match action {
        Action::Up => -1,
        Action::Down => 1,
        Action::PageUp => -page,
        Action::PageDown => page,
        Action::HalfPageUp => -(page / 2).max(1),
        Action::HalfPageDown => (page / 2).max(1),
        Action::Top => isize::MIN,
        _ => isize::MAX,
    };
    if model.stage == Stage::Ready {
        model.list.move_by(by);
    } else {
        model.provisional.move_by(by);
    }
}

fn open_tab(model: &mut Model, tab: Tab) {
    model.detail.open(tab);
    if layout::one_at_a_time(model.size) {
        model.focus = Focus::Detail;
    }
}

fn back(model: &mut Model) {
    if model.focus == Focus::Detail {
        model.focus = Focus::List;
    } else if !model.filter.text().is_empty() {
        model.filter.set(String::new());
        model.refilter();
    } else {
        model.tell("q quits".to_owned());
    }
}

fn seek_failure(model: &mut Model, forwards: bool) {
    let report = std::sync::Arc::clone(&model.report);
    let failed = |id: crate::report::ExchangeId| {
        let assessment = &report.exchanges[id.0 as usize];
        assessment.verdicts.recorded_by.outcome.is_failure()
    };
    let before = model.list.line();
    if !model.list.seek(forwards, failed) {
        model.tell("no failures here".to_owned());
    } else if forwards && model.list.line() <= before {
        model.tell("from the first failure again".to_owned());
    } else if !forwards && model.list.line() >= before {
        model.tell("from the last failure again".to_owned());
    }
}

fn export(model: &mut Model) {
    let ids: Vec<_> = model.list.ids().collect();
    if ids.is_empty() {
        model.tell("nothing is shown to export".to_owned());
        return;
    }
    let dialog = ExportDialog::new(&model.report, ids);
    model.overlays.push(Overlay::Export(dialog));
}

fn toggle_filter(model: &mut Model) {
    if model.filter.text().is_empty() {
        model.tell("there is no filter; / makes one".to_owned());
    } else {
        model.filter.off = !model.filter.off;
        model.refilter();
    }
}

fn filter_by(model: &mut Model, action: Action) {
    let condition = match action {
        Action::FilterFailures => Ok("verdict:blocked,failed".to_owned()),
        Action::FilterByOrigin => {
            shared(model, "these requests come from several origins", |row| {
                let origin = row.origin.map(|origin| Filter::clause("origin", origin));
                origin.ok_or("the capture does not tell this request's origin")
            })
        }
        _ => shared(model, "these requests go to several hosts", |row| {
            let host = target_host(row.url).map(|host| Filter::clause("host", &host));
            host.ok_or("this request's URL has no host")
        }),
    };
    match condition {
        Ok(condition) => {
            model.filter.toggle(&condition);
            model.refilter();
        }
        Err(reason) => model.tell(reason.to_owned()),
    }
}

/// The condition of the selected request, or the one that all requests of the selected group have.
fn shared(
    model: &Model,
    several: &'static str,
    condition: impl Fn(&Row<'_>) -> Result<String, &'static str>,
) -> Result<String, &'static str> {
    let ids = match model.list.selection() {
        Some(ListLine::Exchange(_, id)) => vec![id],
        Some(ListLine::Group(number)) => model.list.groups[number].ids.clone(),
        None => Vec::new(),
    };
    let mut conditions = ids.iter().map(|&id| condition(&model.report.row(id)));
    let first = conditions.next().ok_or("select a request first")??;
    if conditions.all(|other| other.as_ref() == Ok(&first)) {
        Ok(first)
    } else {
        Err(several)
    }
}

fn copy(model: &mut Model, action: Action, commands: &mut Vec<Command>) {
    let report = Arc::clone(&model.report);
    let group_fix = |number: usize| {
        let cause = model.list.groups.get(number)?.cause?;
        let cause = report.causes.get(cause as usize)?;
        let fix = detail::fix::chosen(cause, model.detail.stack)?;
        Some((format!("fix: {}", fix.title), copying::of_fix(&fix)))
    };
    match (model.list.selection(), &model.detail.subject) {
        (Some(ListLine::Exchange(_, id)), detail::Subject::Exchange(shown, told))
            if *shown == id =>
        {
            if action == Action::CopyUrl {
                let url = secrets::redact_url(report.row(id).url);
                commands.push(Command::Copy {
                    what: "the URL".to_owned(),
                    text: copying::for_url(&url),
                });
                return;
            }
            let edited = report
                .change(id)
                .map(|_| detail::what_if::Experiment::new(&report, id).changed_lines());
            let items = copying::items(&report, id, told, model.detail.stack, edited);
            model.overlays.push(Overlay::Copy(CopyBox::new(items)));
        }
        (Some(ListLine::Group(number)), _) if action == Action::Copy => match group_fix(number) {
            Some((what, text)) => commands.push(Command::Copy { what, text }),
            None => model.tell("select a request first".to_owned()),
        },
        _ => model.tell("select a request first".to_owned()),
    }
}

/// Shows the next piece of evidence in the messages as they were recorded.
fn follow(model: &mut Model) {
    let detail::Subject::Exchange(_, told) = &model.detail.subject else {
        return;
    };
    let count = detail::why::evidence(told).len();
    if count == 0 {
        open_tab(model, Tab::Raw);
        return;
    }
    let next = model.detail.followed.map_or(0, |at| (at + 1) % count);
    follow_to(model, next);
}

/// Shows a piece of evidence in the messages as they were recorded.
pub(super) fn follow_to(model: &mut Model, number: usize) {
    let (detail::Subject::Exchange(id, told), report) = (&model.detail.subject, &model.report)
    else {
        return;
    };
    let evidence = detail::why::evidence(told);
    let Some(shown) = evidence.get(number) else {
        return;
    };
    let place = shown.place.clone();
    let count = evidence.len();
    let own = detail::raw::role(report, *id, &place).is_some();
    if !own {
        model.tell(format!(
            "{} of {count}: in another request, at {}",
            number + 1,
            text::value(&place)
        ));
        model.detail.followed = Some(number);
        return;
    }
    let value = shown.value.as_deref().map_or_else(
        || format!("no {}", text::value(&shown.name)),
        |value| format!("{}: {}", text::value(&shown.name), text::value(value)),
    );
    model.tell(format!(
        "{} of {count}: {value}; Enter shows the next",
        number + 1
    ));
    model.detail.open(Tab::Raw);
    model.focus = Focus::Detail;
    model.detail.followed = Some(number);
    model.detail.target = Some(place);
    let layout = Layout::of(model);
    let marked = detail::page(model, layout.detail_columns()).marked;
    let rows = layout.detail_rows();
    model.detail.scroll = marked.unwrap_or(0).saturating_sub(rows / 3);
}
