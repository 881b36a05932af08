//! What actions do with the selected request or group: filter by it, copy it, follow its evidence.
//! Part of `update`.

use std::sync::Arc;

use super::panes::open_tab;
use crate::report::Row;
use crate::report::columns::Decided;
use crate::report::filter::Filter;
use crate::report::secrets;
use crate::tui::keys::Action;
use crate::tui::layout::Layout;
use crate::tui::message::Command;
use crate::tui::model::{Focus, Model, Overlay};
use crate::tui::pane::copy::CopyBox;
use crate::tui::pane::detail::{self, Tab};
use crate::tui::pane::list::{ListLine, target_host};
use crate::tui::{copying, text};

pub(super) fn toggle_filter(model: &mut Model) {
    if model.filter.text().is_empty() {
        model.tell("there is no filter; press / to write one".to_owned());
    } else {
        model.filter.off = !model.filter.off;
        model.refilter();
    }
}

pub(super) fn filter_by(model: &mut Model, action: Action) {
    let condition = match action {
        Action::FilterFailures => Ok("verdict:blocked,failed".to_owned()),
        Action::FilterByOrigin => {
            let several = "these requests come from several origins";
            shared(model, Decided::Origin, several, |row| {
                let origin = row.origin.map(|origin| Filter::clause("origin", origin));
                origin.ok_or("the capture does not show this request's origin")
            })
        }
        _ => shared(
            model,
            Decided::Target,
            "these requests go to several hosts",
            |row| {
                let host = target_host(row.url).map(|host| Filter::clause("host", &host));
                host.ok_or("this request's URL has no host")
            },
        ),
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
    decided: Decided,
    several: &'static str,
    condition: impl Fn(&Row<'_>) -> Result<String, &'static str>,
) -> Result<String, &'static str> {
    let ids = model.list.selected_ids();
    let first = ids.first().ok_or("select a request first")?;
    let condition = condition(&model.report.row(*first))?;
    if model.columns.share(decided, ids) {
        Ok(condition)
    } else {
        Err(several)
    }
}

pub(super) fn copy(model: &mut Model, action: Action, commands: &mut Vec<Command>) {
    let report = Arc::clone(&model.report);
    let group_fix = |number: usize| {
        let group = model.list.groups().get(number)?;
        let cause = group.cause(&report, model.list.grouping())?;
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
pub(super) fn follow(model: &mut Model) {
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
pub fn follow_to(model: &mut Model, number: usize) {
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
