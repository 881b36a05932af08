//! The request that works beside the one that fails: one to the same host, as like it as there is.

use std::sync::Arc;

use super::model::Model;
use super::pane::detail::Tab;
use super::pane::list::host;
use crate::exchange::Preflight;
use crate::report::columns::{Columns, Decided};
use crate::report::group::GroupBy;
use crate::report::{ExchangeId, Report};
use crate::verdict::Outcome;

/// Sets a working request beside the selected one, or takes it away.
pub fn toggle(model: &mut Model) {
    let Some(id) = model.list.selected_exchange() else {
        model.tell("select a request first".to_owned());
        return;
    };
    if model.detail.beside.take().is_some() {
        model.detail.scroll = 0;
        return;
    }
    let report = Arc::clone(&model.report);
    match sibling(&report, &model.columns, id) {
        Some(other) => {
            model.detail.open(Tab::Headers);
            model.detail.scroll = 0;
            model.detail.beside = Some(other);
        }
        None => model.tell("no request to this host succeeded in the capture".to_owned()),
    }
}

/// So many requests that work are looked at, those that were recorded nearest.
const NEAREST: usize = 2000;

/// The request to the same host that works and is most like a request: with a preflight where that
/// has one, from the same origin, with the same method, on the nearest path.
#[must_use]
pub fn sibling(report: &Report, columns: &Columns, id: ExchangeId) -> Option<ExchangeId> {
    let row = report.row(id);
    let own = host(row.url);
    let has_preflight = preflight(report, id);
    let (targets, captures) = (
        columns.column(Decided::Target),
        columns.column(Decided::Capture),
    );
    let works = |other: &ExchangeId| {
        *other != id
            && columns.outcome(*other) == Outcome::Allowed
            && captures.of(*other) == captures.of(id)
            && columns.group(GroupBy::Host, *other) == columns.group(GroupBy::Host, id)
            && (targets.of(*other) == targets.of(id) || host(columns.url(report, *other)) == own)
            && !report.is_tried(*other)
    };
    let mut before = (0..id.0).rev().map(ExchangeId).filter(works).peekable();
    let all = u32::try_from(columns.len()).unwrap_or(u32::MAX);
    let mut after = (id.0 + 1..all).map(ExchangeId).filter(works).peekable();
    let mut nearest = Vec::new();
    while nearest.len() < NEAREST {
        let next = match (before.peek(), after.peek()) {
            (Some(one), Some(other)) if id.0 - one.0 < other.0 - id.0 => before.next(),
            (_, Some(_)) => after.next(),
            (_, None) => before.next(),
        };
        match next {
            Some(next) => nearest.push(next),
            None => break,
        }
    }
    nearest.into_iter().max_by_key(|&other| {
        let there = report.row(other);
        let shared = common(row.url, there.url);
        (
            has_preflight && preflight(report, other),
            there.origin == row.origin,
            there.method == row.method,
            shared,
            std::cmp::Reverse(other),
        )
    })
}

fn preflight(report: &Report, id: ExchangeId) -> bool {
    let exchange = &report.exchanges[id.0 as usize].exchange;
    let sent =
        |preflight: Preflight| matches!(preflight, Preflight::Sent(_) | Preflight::Cached(_));
    exchange.orphan.is_some() || exchange.hops.iter().any(|hop| sent(hop.preflight))
}

/// How many characters two texts begin with alike.
fn common(one: &str, other: &str) -> usize {
    let pairs = one.chars().zip(other.chars());
    pairs.take_while(|(a, b)| a == b).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::sample;

    #[test]
    fn the_sibling_works_on_the_same_host_and_has_a_preflight_where_one_failed() {
        let report = sample::fixture("shop.har");
        let columns = Columns::of(&report);
        let mut found = 0;
        for id in report
            .ids()
            .filter(|&id| report.row(id).outcome.is_failure())
        {
            let Some(other) = sibling(&report, &columns, id) else {
                continue;
            };
            found += 1;
            assert_eq!(report.row(other).outcome, Outcome::Allowed);
            assert_eq!(host(report.row(other).url), host(report.row(id).url));
        }
        assert!(found >= 4, "{found} failures have a sibling that works");
        let delete = report.ids().find(|&id| report.row(id).method == "DELETE");
        let other = sibling(&report, &columns, delete.expect("a request")).expect("a sibling");
        assert!(preflight(&report, other));
    }

    #[test]
    fn where_nothing_works_there_is_none() {
        let url = "https://api.example/";
        let report = sample::report(&[
            ("GET", url, "https://app.example", 200, &[]),
            ("GET", url, "https://app.example", 500, &[]),
        ]);
        assert_eq!(sibling(&report, &Columns::of(&report), ExchangeId(0)), None);
    }
}
