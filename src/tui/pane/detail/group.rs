//! A group of the list: what its exchanges have in common, how many came out how, who requested what from whom.

use std::collections::BTreeMap;

use ratatui::style::Style;
use ratatui::text::Span;

use super::{Page, fix, why};
use crate::report::columns::{Column, Columns, Decided};
use crate::report::group::GroupBy;
use crate::report::{ExchangeId, Report};
use crate::tui::pane::list::{Group, host};
use crate::tui::text;
use crate::tui::totals::Common;
use crate::verdict::Outcome;

/// How many names of one sort are listed.
const LISTED: usize = 12;

/// What there is to count in a group.
#[derive(Debug, Default)]
pub struct Overview {
    outcomes: Vec<(Outcome, usize)>,
    origins: Names,
    hosts: Names,
}

/// The names that most exchanges have, and how many names there are.
#[derive(Debug, Default)]
struct Names {
    most: Vec<(String, usize)>,
    all: usize,
}

impl Overview {
    /// Counts the exchanges of a group.
    pub(super) fn of(report: &Report, columns: &Columns, ids: &[ExchangeId]) -> Self {
        let mut outcomes = [0; Outcome::ALL.len()];
        for &id in ids {
            outcomes[usize::from(columns.rank(id))] += 1;
        }
        let mut counted: Vec<(Outcome, usize)> = Outcome::ALL
            .into_iter()
            .zip(outcomes)
            .filter(|(_, count)| *count > 0)
            .collect();
        counted.sort_by_key(|(outcome, _)| *outcome);
        Self {
            outcomes: counted,
            origins: Names::of(columns.column(Decided::Origin), ids, |id| {
                report.row(id).origin.map(str::to_owned)
            }),
            hosts: Names::of(columns.column(Decided::Target), ids, |id| {
                Some(host(report.row(id).url).to_owned())
            }),
        }
    }
}

impl Names {
    fn of(
        column: &Column,
        ids: &[ExchangeId],
        name: impl Fn(ExchangeId) -> Option<String>,
    ) -> Self {
        let mut counts = vec![0_usize; column.samples().len()];
        for &id in ids {
            counts[column.of(id) as usize] += 1;
        }
        let mut most: Vec<(usize, ExchangeId)> = counts
            .into_iter()
            .zip(column.samples())
            .filter(|(count, _)| *count > 0)
            .map(|(count, id)| (count, *id))
            .collect();
        let all = most.len();
        // Names are made for those only that may be listed.
        let more_first = |(count, id): &(usize, ExchangeId)| (std::cmp::Reverse(*count), *id);
        let kept = 4 * LISTED;
        if all > kept {
            most.select_nth_unstable_by_key(kept, more_first);
            most.truncate(kept);
        }
        let mut named: BTreeMap<String, usize> = BTreeMap::new();
        let mut unnamed = 0;
        for (count, id) in most {
            match name(id) {
                Some(name) => *named.entry(name).or_default() += count,
                None => unnamed += 1,
            }
        }
        let listed = named.len();
        let mut most: Vec<(String, usize)> = named.into_iter().collect();
        most.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        Self {
            most,
            all: if all > kept { all - unnamed } else { listed },
        }
    }
}

pub(super) fn write(
    (report, by): (&Report, Option<GroupBy>),
    group: &Group,
    overview: &Overview,
    common: Option<Common>,
    page: &mut Page,
) {
    let theme = page.theme;
    let heading = group.heading(report, by);
    // A cause says its title itself.
    if heading.cause.is_none() && !heading.title.is_empty() {
        page.text(&heading.title, theme.strong());
    }
    page.text(
        &text::counted(group.members, "request", "requests"),
        theme.faint(),
    );
    page.gap();
    for (outcome, count) in &overview.outcomes {
        page.spans(
            &[
                Span::styled(
                    format!("  {} {:<13}", outcome.symbol(), outcome.word()),
                    theme.outcome(*outcome),
                ),
                Span::raw(text::count(*count)),
            ],
            2,
        );
    }
    if let Some(cause) = heading.cause.and_then(|at| report.causes.get(at as usize)) {
        let words = match cause.exchanges.len() {
            0 | 1 => "Cause",
            _ => "Cause, shown for one of them",
        };
        why::write_cause(cause, words, page);
        if let Some(best) = cause.fixes.first() {
            fix::write_fix(cause, best, common, page);
        }
    }
    names(page, "Requested by", &overview.origins);
    names(page, "Requests to", &overview.hosts);
}

fn names(page: &mut Page, heading: &str, names: &Names) {
    if names.most.is_empty() {
        return;
    }
    page.heading(heading);
    for (name, count) in names.most.iter().take(LISTED) {
        let faint = page.theme.faint();
        page.spans(
            &[
                Span::raw(format!("  {}", text::value(name))),
                Span::styled(format!("  {}", text::count(*count)), faint),
            ],
            4,
        );
    }
    let more = names.all.saturating_sub(LISTED);
    if more > 0 {
        page.indented(2, &format!("and {} more", text::count(more)), Style::new());
    }
}
