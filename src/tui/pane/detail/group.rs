//! A group of the list: what its exchanges have in common, how many came out how, who requested what from whom.

use std::collections::BTreeMap;

use ratatui::style::Style;
use ratatui::text::Span;

use super::{Page, fix, why};
use crate::report::Report;
use crate::tui::pane::list::{Group, host};
use crate::tui::text;
use crate::tui::totals::Common;
use crate::verdict::Outcome;

/// How many names of one sort are listed.
const LISTED: usize = 12;

/// What there is to count in a group.
#[derive(Debug, Default)]
pub struct Overview {
    outcomes: BTreeMap<Outcome, usize>,
    origins: Vec<(String, usize)>,
    hosts: Vec<(String, usize)>,
}

impl Overview {
    /// Counts a group.
    pub(super) fn of(report: &Report, group: &Group) -> Self {
        let mut outcomes = BTreeMap::new();
        let mut origins = BTreeMap::new();
        let mut hosts = BTreeMap::new();
        for &id in &group.ids {
            let row = report.row(id);
            *outcomes.entry(row.outcome).or_default() += 1;
            if let Some(origin) = row.origin {
                *origins.entry(origin).or_default() += 1;
            }
            *hosts.entry(host(row.url)).or_default() += 1;
        }
        Self {
            outcomes,
            origins: most_first(origins),
            hosts: most_first(hosts),
        }
    }
}

fn most_first(names: BTreeMap<&str, usize>) -> Vec<(String, usize)> {
    let mut names: Vec<(&str, usize)> = names.into_iter().collect();
    names.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let owned = names
        .into_iter()
        .map(|(name, count)| (name.to_owned(), count));
    owned.collect()
}

pub(super) fn write(
    report: &Report,
    group: &Group,
    overview: &Overview,
    common: Option<Common>,
    page: &mut Page,
) {
    let theme = page.theme;
    // A cause says its title itself.
    if group.cause.is_none() && !group.title.is_empty() {
        page.text(&group.title, theme.strong());
    }
    page.text(
        &text::counted(group.ids.len(), "request", "requests"),
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
    if let Some(cause) = group.cause.and_then(|at| report.causes.get(at as usize)) {
        let heading = match cause.exchanges.len() {
            0 | 1 => "Cause",
            _ => "Cause, as one of them shows it",
        };
        why::write_cause(cause, heading, page);
        if let Some(best) = cause.fixes.first() {
            fix::write_fix(cause, best, common, page);
        }
    }
    names(page, "Requested by", &overview.origins);
    names(page, "Requests to", &overview.hosts);
}

fn names(page: &mut Page, heading: &str, names: &[(String, usize)]) {
    if names.is_empty() {
        return;
    }
    page.heading(heading);
    for (name, count) in names.iter().take(LISTED) {
        let faint = page.theme.faint();
        page.spans(
            &[
                Span::raw(format!("  {}", text::value(name))),
                Span::styled(format!("  {}", text::count(*count)), faint),
            ],
            4,
        );
    }
    let more = names.len().saturating_sub(LISTED);
    if more > 0 {
        page.indented(2, &format!("and {} more", text::count(more)), Style::new());
    }
}
