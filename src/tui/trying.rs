//! Trying changes on the capture, editing them and taking them back. Part of `update`.

use super::keys::Action;
use super::layout;
use super::model::{Focus, Model, Overlay};
use super::pane::detail::{Subject, Tab, fix};
use super::pane::list::ListLine;
use super::pane::suppose::SupposeBox;
use super::text;
use crate::report::{Cause, Changes, Fix};
use crate::verdict::what_if::WhatIf;

/// Takes an action in that is about changes.
pub fn act(model: &mut Model, action: Action) {
    match action {
        Action::Try => try_fix(model),
        Action::TryAll => try_all(model),
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
        (Subject::Group(number, _), Some(ListLine::Group(_))) => model
            .list
            .groups
            .get(*number)
            .and_then(|group| model.report.causes.get(group.cause? as usize))
            .cloned(),
        _ => None,
    };
    let Some(cause) = cause else {
        let words = match model.list.selected_exchange() {
            Some(id) if model.report.change(id).is_some() => {
                "a change is tried on it already; u takes it back"
            }
            Some(_) => "nothing failed here that a fix could change",
            None => "select a request first",
        };
        model.tell(words.to_owned());
        return;
    };
    let listed = fix::listed(&cause, model.detail.stack);
    let tried = listed.iter().find_map(|fix| {
        let changes = model.report.changes_of(&cause, fix);
        (!changes.is_empty()).then(|| (title(&cause, fix), changes))
    });
    let Some((title, changes)) = tried else {
        let words = if listed.is_empty() {
            "no fix is known; w edits the response by hand"
        } else {
            "this fix is advice: a capture cannot show what it does"
        };
        model.tell(words.to_owned());
        return;
    };
    if !model.trials.add(title, changes) {
        model.tell("this change is tried already; u takes it back".to_owned());
        return;
    }
    model.retry();
    told(model);
}

fn title(cause: &Cause, fix: &Fix) -> String {
    let title = text::value(&fix.title);
    if cause.host.is_empty() || title.contains(&cause.host) {
        title
    } else {
        format!("{title} on {}", text::value(&cause.host))
    }
}

/// Tries the best fix of every cause.
fn try_all(model: &mut Model) {
    let report = std::sync::Arc::clone(&model.report);
    let mut number = 0;
    let mut all = Changes::new();
    for cause in &report.causes {
        let best = cause.fixes.iter().find(|fix| fix.allows > 0);
        let changes = best.map(|fix| report.changes_of(cause, fix));
        let changes = changes.filter(|changes| !changes.is_empty());
        number += usize::from(changes.is_some());
        for (id, change) in changes.into_iter().flatten() {
            let change = match all.get(&id) {
                Some(earlier) => report.merged(id, earlier, change),
                None => change,
            };
            all.insert(id, change);
        }
    }
    let fixes = text::counted(number, "cause", "causes");
    if !model.trials.add(format!("The best fix of {fixes}"), all) {
        model.tell("there is no fix left to try".to_owned());
        return;
    }
    model.retry();
    told(model);
}

/// Says what a change did where the line for it is not on the screen.
fn told(model: &mut Model) {
    let hidden = layout::Layout::of(model).summary.is_none();
    if let Some(words) = model.trials.last().map(|step| model.trial_words(step))
        && hidden
    {
        model.tell(words);
    }
}

fn take_back(model: &mut Model) {
    let ids = match model.list.selection() {
        Some(ListLine::Exchange(_, id)) => vec![id],
        Some(ListLine::Group(number)) => model.list.groups[number].ids.clone(),
        None => Vec::new(),
    };
    let step = ids.into_iter().find_map(|id| model.trials.take_back(id));
    match step {
        Some(step) => {
            model.retry();
            model.tell(format!("taken back: {}", step.title));
        }
        None if model.trials.is_empty() => model.tell("nothing is tried".to_owned()),
        None => model.tell("nothing is tried on this request; U takes all back".to_owned()),
    }
}

fn take_all_back(model: &mut Model) {
    if model.trials.is_empty() {
        model.tell("nothing is tried".to_owned());
        return;
    }
    model.trials.clear();
    model.retry();
    model.tell("everything is as recorded again".to_owned());
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
        model.trials.edit(title, id, change);
        model.retry();
        told(model);
    }
}
