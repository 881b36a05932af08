//! What actions do in the list and in the detail. Part of `update`.

use tui_input::InputRequest;

use super::overlays::scrolled;
use super::selected::{copy, filter_by, follow, toggle_filter};
use crate::report::group::GroupBy;
use crate::tui::keys::Action;
use crate::tui::layout::{self, Layout};
use crate::tui::message::Command;
use crate::tui::model::{Focus, Model, Overlay, Stage};
use crate::tui::pane::detail::Tab;
use crate::tui::pane::export::ExportDialog;
use crate::tui::pane::list::{ListLine, Order};
use crate::tui::pane::palette::PaletteBox;
use crate::tui::travel::{self, Letter};
use crate::tui::{beside, searching, trying};

pub(super) fn act_on_panes(model: &mut Model, action: Action, commands: &mut Vec<Command>) {
    if model.stage != Stage::Ready && needs_verdicts(action) {
        model.tell("still analysing".to_owned());
        return;
    }
    if regroup(model, action)
        || change_tab(model, action)
        || arrange(model, action)
        || go_about(model, action, commands)
    {
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
            let forwards = action == Action::NextFailure;
            if !searching::seek(model, forwards) {
                seek_failure(model, forwards);
            }
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
        Action::Compare => compare(model),
        Action::Overview => model.toggle_overview(),
        Action::OtherPane => {
            model.focus = match model.focus {
                Focus::List => Focus::Detail,
                Focus::Detail | Focus::Filter => Focus::List,
            };
        }
        Action::Beside => beside::toggle(model),
        Action::EditFilter => {
            model.focus = Focus::Filter;
            model.filter.input.handle(InputRequest::GoToEnd);
        }
        Action::ToggleFilter => toggle_filter(model),
        Action::FilterByOrigin | Action::FilterByHost | Action::FilterFailures => {
            filter_by(model, action);
        }
        Action::Servers => {
            let servers = PaletteBox::with(&model.keymap, "fix for ");
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
        Action::Palette => {
            let palette = PaletteBox::with(&model.keymap, "");
            model.overlays.push(Overlay::Palette(palette));
        }
        Action::Help => model.overlays.push(Overlay::Help(0)),
        Action::Rule => explain(model),
        _ => {}
    }
}

/// Changes what the panes show first, and how they share the screen. Gives whether the action does
/// that.
fn arrange(model: &mut Model, action: Action) -> bool {
    match action {
        Action::GroupMenu => model.overlays.push(Overlay::Grouping),
        Action::SortMenu => model.overlays.push(Overlay::Sorting),
        Action::FailuresFirst | Action::AsRecorded | Action::ByUrl | Action::NextOrder => {
            sort(model, action);
        }
        Action::Zoom => model.arrangement.zoom = !model.arrangement.zoom,
        Action::NarrowList | Action::WidenList => {
            layout::widen(model, action == Action::WidenList);
        }
        _ => return false,
    }
    true
}

/// Goes to where one was, to what is searched for, and to what the files are now. Gives whether
/// the action does that.
fn go_about(model: &mut Model, action: Action, commands: &mut Vec<Command>) -> bool {
    match action {
        Action::GoBack | Action::GoForward => travel::go(model, action == Action::GoBack),
        Action::Mark => model.overlays.push(Overlay::Letter(Letter::Mark)),
        Action::GoToMark => model.overlays.push(Overlay::Letter(Letter::GoTo)),
        Action::Search => searching::begin(model),
        Action::Reload => commands.extend(model.reload().then_some(Command::Reload)),
        Action::Watch => watch(model),
        Action::EndTour => model.tour = None,
        _ => return false,
    }
    true
}

/// Puts something else first.
fn sort(model: &mut Model, action: Action) {
    model.wanted.1 = match action {
        Action::FailuresFirst => Order::FailuresFirst,
        Action::AsRecorded => Order::Recorded,
        Action::ByUrl => Order::Url,
        _ => {
            let at = Order::ALL.iter().position(|&o| o == model.wanted.1);
            Order::ALL[(at.unwrap_or(0) + 1) % Order::ALL.len()]
        }
    };
    model.refilter();
    model.tell(format!("order: {}", model.wanted.1.words()));
}

fn watch(model: &mut Model) {
    model.watching = !model.watching;
    model.tell(if model.watching {
        "a file that changes is read again".to_owned()
    } else {
        "files are not watched any more".to_owned()
    });
}

/// Says what the rule means that was broken.
fn explain(model: &mut Model) {
    match model.detail.rule() {
        Some(rule) => model.overlays.push(Overlay::Rule(rule, 0)),
        None if model.list.selected_exchange().is_none() => {
            model.tell("select a request first".to_owned());
        }
        None => model.tell("no rule was broken here".to_owned()),
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
    model.wanted.0 = by;
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

/// Shows what changed between two recordings, or asks for the other one.
fn compare(model: &mut Model) {
    if model.compare.is_some() {
        model.comparing = true;
        model.focus = Focus::List;
    } else {
        let palette = PaletteBox::with(&model.keymap, "compare ");
        model.overlays.push(Overlay::Palette(palette));
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
            | Action::Compare
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

pub(super) fn open_tab(model: &mut Model, tab: Tab) {
    model.detail.open(tab);
    if model.arrangement.zoom || layout::one_at_a_time(model.size) {
        model.focus = Focus::Detail;
    }
}

fn back(model: &mut Model) {
    if model.stop_work() {
        return;
    }
    if model.focus == Focus::Detail && !model.detail.search.is_empty() {
        model.detail.search.clear();
    } else if model.focus == Focus::Detail {
        model.focus = Focus::List;
    } else if !model.filter.text().is_empty() {
        model.filter.set(String::new());
        model.refilter();
    } else {
        model.tell("q quits".to_owned());
    }
}

fn seek_failure(model: &mut Model, forwards: bool) {
    let columns = std::sync::Arc::clone(&model.columns);
    let failed = |id: crate::report::ExchangeId| columns.outcome(id).is_failure();
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
    let ids = std::sync::Arc::clone(model.list.ids());
    if ids.is_empty() {
        model.tell("there is nothing to export: no request is shown".to_owned());
        return;
    }
    let dialog = ExportDialog::new(&model.report, ids);
    model.overlays.push(Overlay::Export(dialog));
}
