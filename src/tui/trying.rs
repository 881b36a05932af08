//! Trying changes on the capture, editing them and taking them back. Part of `update`.

use super::keys::Action;
use super::layout;
use super::model::{Focus, Model, Overlay};
use super::pane::detail::{Subject, Tab, fix};
use super::pane::list::ListLine;
use super::pane::suppose::SupposeBox;
use super::text;
use super::trials::{Make, Trials};
use crate::report::{Cause, Fix};
use crate::verdict::what_if::WhatIf;

/// Takes an action in that is about changes.
pub fn act(model: &mut Model, action: Action) {
    match action {
        Action::Try => try_fix(model),
        Action::TryAll => model.try_out(model.trials.clone(), Make::All, None),
        Action::TakeBack => take_back(model),
        Action::TakeAllBack => take_all_back(model),
        Action::SupposeCredentials => next_credentials(model),
        _ => edit(model),
    }
}

/// Tries the fix that is shown: that of the chosen server, or the best.
fn try_fix(model: &mut Model) {
    let cause = match (&model.detail.subject, model.list.selection()) {
        (Subject::Exchange(_, told), _) => told.cause.clone(),
        (Subject::Group(number, _), Some(ListLine::Group(_))) => {
            let groups = model.list.groups();
            groups
                .get(*number)
                .and_then(|group| group.cause(&model.report, model.list.grouping()))
                .and_then(|at| model.report.causes.get(at as usize))
                .cloned()
        }
        _ => None,
    };
    let Some(cause) = cause else {
        let words = match model.list.selected_exchange() {
            Some(id) if model.report.change(id).is_some() => {
                "a change is already tried on it; u undoes it"
            }
            Some(_) => "nothing here failed that a fix could change",
            None => "select a request first",
        };
        model.tell(words.to_owned());
        return;
    };
    let listed = fix::listed(&cause, model.detail.stack);
    let fixes = listed
        .into_iter()
        .map(|fix| (title(&cause, &fix), fix))
        .collect();
    let make = Make::Fix(Box::new(cause), fixes);
    model.try_out(model.trials.clone(), make, None);
}

fn title(cause: &Cause, fix: &Fix) -> String {
    let title = text::value(&fix.title);
    if cause.host.is_empty() || title.contains(&cause.host) {
        title
    } else {
        format!("{title} on {}", text::value(&cause.host))
    }
}

fn take_back(model: &mut Model) {
    let mut trials = model.trials.clone();
    let ids = model.list.selected_ids().iter();
    let step = ids.copied().find_map(|id| trials.take_back(id));
    match step {
        Some(step) => {
            let told = format!("undone: {}", step.title);
            model.try_out(trials, Make::Nothing, Some(told));
        }
        None if model.trials.is_empty() => model.tell("no change is tried".to_owned()),
        None => model.tell("no change is tried on this request; U undoes all changes".to_owned()),
    }
}

fn take_all_back(model: &mut Model) {
    if model.trials.is_empty() {
        model.tell("no change is tried".to_owned());
        return;
    }
    let told = "all changes undone: everything is as recorded".to_owned();
    model.try_out(Trials::default(), Make::Nothing, Some(told));
}

/// Opens the tab What if of the selected request; `None` where none is selected.
fn open(model: &mut Model) -> Option<()> {
    if model.list.selected_exchange().is_none() {
        model.tell("select a request first".to_owned());
        return None;
    }
    model.detail.open(Tab::WhatIf);
    if layout::one_at_a_time(model.size) {
        model.focus = Focus::Detail;
    }
    model.detail.experiment(&model.report);
    Some(())
}

fn edit(model: &mut Model) {
    if open(model).is_none() {
        return;
    }
    let (Some(experiment), Subject::Exchange(_, told)) =
        (&model.detail.experiment, &model.detail.subject)
    else {
        return;
    };
    let start = experiment.start(&model.report, &told.detail);
    let line = SupposeBox::new(experiment, start);
    model.overlays.push(Overlay::Suppose(line));
}

fn next_credentials(model: &mut Model) {
    if open(model).is_none() {
        return;
    }
    if let Some(experiment) = &model.detail.experiment {
        let change = experiment.next_credentials();
        take(model, "Other credentials".to_owned(), change);
    }
}

/// Takes the line that was typed for a message. Gives whether it was one.
pub fn accept(model: &mut Model) -> bool {
    let (Some(Overlay::Suppose(line)), Some(experiment)) =
        (model.overlays.last_mut(), &model.detail.experiment)
    else {
        return false;
    };
    match experiment.edited(line.message, line.input.value()) {
        Ok(change) => {
            let title = text::value(line.input.value().trim());
            model.overlays.pop();
            take(model, format!("Edited: {title}"), change);
            true
        }
        Err(problem) => {
            line.problem = Some(problem);
            false
        }
    }
}

fn take(model: &mut Model, title: String, change: Option<WhatIf>) {
    if let Some(id) = model.list.selected_exchange() {
        let mut trials = model.trials.clone();
        trials.edit(title, id, change);
        model.try_out(trials, Make::Nothing, None);
    }
}
