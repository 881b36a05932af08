//! What a message changes. The only place where the model changes, and it knows no terminal, no
//! file and no clock: what has to be done outside comes back as commands.

use crossterm::event::{KeyCode, KeyModifiers};
use tui_input::{Input, InputRequest};

use super::completion;
use super::keys::{self, Action, Key};
use super::layout::{self, Layout};
use super::message::{Command, Effects, Message, Saved};
use super::model::{Focus, InputState, Model, Overlay, Stage};
use super::overlay;
use super::pane::detail::{self, Tab};
use super::pane::export::{ExportDialog, Field};
use super::pane::list::{ListLine, Order, target_host};
use super::pane::palette::PaletteBox;
use super::pane::suppose::SupposeBox;
use super::pointer;
use super::text;
use crate::report::Row;
use crate::report::filter::Filter;
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
        None => match request(key) {
            Some(request) => edit(model, request) || told,
            None => told,
        },
    }
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
        None if model.focus == Focus::Filter => {
            model.filter.read();
            // Somebody who types fast is not kept waiting after each letter.
            model.stale = true;
        }
        _ => {}
    }
}

fn paste(model: &mut Model, text: &str) -> bool {
    let Some(line) = line_of_text(model) else {
        return false;
    };
    // A line of text is one line; what does not belong on one is left out.
    for character in text.chars().filter(|c| !c.is_control()).take(2000) {
        line.handle(InputRequest::InsertChar(character));
    }
    edited(model);
    true
}

pub(super) fn act(model: &mut Model, action: Action, commands: &mut Vec<Command>) {
    match action {
        Action::Quit => commands.push(Command::Quit),
        Action::Suspend => commands.push(Command::Suspend),
        Action::Redraw => commands.push(Command::Redraw),
        _ => match model.overlays.last() {
            None if model.focus == Focus::Filter => act_on_filter(model, action),
            None => act_on_panes(model, action, commands),
            Some(_) => act_on_overlay(model, action, commands),
        },
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
            let rest = completion::rest(&model.report, model.filter.before_cursor());
            for character in rest.iter().flat_map(|rest| rest.chars()) {
                edit(model, InputRequest::InsertChar(character));
            }
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
                if let Some(chosen) = palette.selected() {
                    model.overlays.pop();
                    act(model, chosen, commands);
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
        Some(Overlay::Suppose(line)) => {
            let Some(experiment) = &mut model.detail.experiment else {
                return;
            };
            match action {
                Action::NextField | Action::PreviousField => {
                    line.next_message(experiment, action == Action::NextField);
                }
                Action::NextValue => line.offer(experiment, 1),
                Action::PreviousValue => line.offer(experiment, -1),
                Action::Accept => {
                    match experiment.edit(&model.report, line.message, line.input.value()) {
                        Ok(()) => {
                            model.overlays.pop();
                        }
                        Err(problem) => line.problem = Some(problem),
                    }
                }
                _ => erase(model, action),
            }
        }
        Some(Overlay::Overwrite(save)) if action == Action::Accept => {
            let mut save = save.clone();
            save.overwrite = true;
            model.overlays.pop();
            commands.push(Command::Save(save));
        }
        _ => {}
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

fn act_on_panes(model: &mut Model, action: Action, commands: &mut Vec<Command>) {
    if model.stage != Stage::Ready && needs_verdicts(action) {
        model.tell("nothing is judged yet".to_owned());
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
        Action::NextGrouping | Action::PreviousGrouping => {
            model.list.next_grouping(action == Action::NextGrouping);
            model.refilter();
        }
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
        Action::NextTab => model.detail.open(model.detail.tab.after(1)),
        Action::PreviousTab => model
            .detail
            .open(model.detail.tab.after(Tab::ALL.len() - 1)),
        Action::WhyTab => open_tab(model, Tab::Why),
        Action::HeadersTab => open_tab(model, Tab::Headers),
        Action::StepsTab => open_tab(model, Tab::Steps),
        Action::FixTab => open_tab(model, Tab::Fix),
        Action::NextStack | Action::PreviousStack => {
            model.detail.next_stack(action == Action::NextStack);
        }
        Action::RawTab => open_tab(model, Tab::Raw),
        Action::WhatIfTab => open_tab(model, Tab::WhatIf),
        Action::Suppose | Action::SupposeCredentials | Action::SupposeNothing => {
            suppose(model, action);
        }
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

fn suppose(model: &mut Model, action: Action) {
    if model.list.selected_exchange().is_none() {
        model.tell("select a request first".to_owned());
        return;
    }
    open_tab(model, Tab::WhatIf);
    if action == Action::SupposeNothing {
        model.detail.experiment = None;
        return;
    }
    model.detail.experiment(&model.report);
    let Some(experiment) = &mut model.detail.experiment else {
        return;
    };
    if action == Action::SupposeCredentials {
        experiment.next_credentials(&model.report);
    } else {
        let line = SupposeBox::new(experiment);
        model.overlays.push(Overlay::Suppose(line));
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
            | Action::SupposeNothing
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
    if !model.list.seek(forwards, failed) {
        model.tell("no failures here".to_owned());
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
    let Some(id) = model.list.selected_exchange() else {
        model.tell("select a request first".to_owned());
        return;
    };
    let row = model.report.row(id);
    let url = secrets::redact_url(row.url);
    let (text, what) = if action == Action::CopyUrl {
        (text::value(&url), "the URL")
    } else {
        let detail = match &model.detail.subject {
            detail::Subject::Exchange(shown, detail) if *shown == id => detail.as_ref(),
            _ => return,
        };
        let cause = row
            .cause
            .and_then(|at| model.report.causes.get(at as usize));
        let fix = cause.and_then(|cause| detail::fix::chosen(cause, model.detail.stack));
        // Where only the fix is looked at, it is the fix that is to be pasted.
        let alone = fix.is_some() && model.detail.tab == Tab::Fix;
        let mut text = if alone {
            String::new()
        } else {
            format!(
                "{} {}\n{}\n",
                text::value(row.method),
                text::value(&url),
                text::value(&secrets::redact_text(&detail.headline))
            )
        };
        for line in fix.iter().flat_map(|fix| fix.text.lines()) {
            text.push_str(&text::code(&secrets::redact_text(line), "\t"));
            text.push('\n');
        }
        let what = match (alone, fix.is_some()) {
            (true, _) => "the fix",
            (false, true) => "the headline and the fix",
            (false, false) => "the headline",
        };
        (text, what)
    };
    model.tell(format!("copied {what} (OSC 52)"));
    commands.push(Command::Copy(text));
}
