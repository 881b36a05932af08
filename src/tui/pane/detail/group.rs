//! A group of the list: what its exchanges have in common, how many came out how, who asked whom.

use std::collections::BTreeMap;

use ratatui::style::Style;
use ratatui::text::Span;

use super::{Page, why};
use crate::report::Report;
use crate::tui::pane::list::{Group, target_host};
use crate::tui::text;
use crate::verdict::Outcome;

/// How many names of one sort are listed.
const LISTED: usize = 12;

pub(super) fn write(report: &Report, group: &Group, page: &mut Page) {
    let theme = page.theme;
    if !group.title.is_empty() {
        page.text(&group.title, theme.strong());
    }
    page.text(
        &text::counted(group.ids.len(), "request", "requests"),
        theme.faint(),
    );
    let mut outcomes: BTreeMap<Outcome, usize> = BTreeMap::new();
    let mut origins: BTreeMap<&str, usize> = BTreeMap::new();
    let mut hosts: BTreeMap<String, usize> = BTreeMap::new();
    for &id in &group.ids {
        let row = report.row(id);
        *outcomes.entry(row.outcome).or_default() += 1;
        if let Some(origin) = row.origin {
            *origins.entry(origin).or_default() += 1;
        }
        if let Some(host) = target_host(row.url) {
            *hosts.entry(host).or_default() += 1;
        }
    }
    page.gap();
    for outcome in Outcome::ALL {
        if let Some(&count) = outcomes.get(&outcome) {
            page.spans(
                &[
                    Span::styled(
                        format!("  {} {:<13}", outcome.symbol(), outcome.word()),
                        theme.outcome(outcome),
                    ),
                    Span::raw(text::count(count)),
                ],
                2,
            );
        }
    }
    if let Some(cause) = group.cause.and_then(|at| report.causes.get(at as usize)) {
        why::write_cause(cause, page);
    }
    names(
        page,
        "Asked by",
        origins.into_iter().map(|(name, n)| (name.to_owned(), n)),
    );
    names(page, "Asked", hosts.into_iter());
}

fn names(page: &mut Page, heading: &str, names: impl Iterator<Item = (String, usize)>) {
    let mut names: Vec<(String, usize)> = names.collect();
    if names.is_empty() {
        return;
    }
    names.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    page.heading(heading);
    let more = names.len().saturating_sub(LISTED);
    for (name, count) in names.into_iter().take(LISTED) {
        let faint = page.theme.faint();
        page.spans(
            &[
                Span::raw(format!("  {}", text::value(&name))),
                Span::styled(format!("  {}", text::count(count)), faint),
            ],
            4,
        );
    }
    if more > 0 {
        page.indented(2, &format!("and {} more", text::count(more)), Style::new());
    }
}
