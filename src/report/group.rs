//! Exchanges put together by what they have in common.

use std::collections::BTreeMap;

use super::summary::rule_names;
use super::{ExchangeId, Report, Row};
use crate::http::Origin;
use crate::verdict::Outcome;

/// What exchanges are put together by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum GroupBy {
    /// Their cause; the rule where there is none; the outcome where nothing failed.
    Cause,
    /// The rule that refused them; the outcome where none did.
    Rule,
    /// The origin that asked.
    Origin,
    /// The host that was asked.
    Host,
    /// Method, host and path.
    Endpoint,
    /// The page they were made for.
    Page,
    /// Whether the browsers agree.
    Agreement,
}

impl GroupBy {
    /// All, in the order they are offered.
    pub const ALL: [Self; 7] = [
        Self::Cause,
        Self::Rule,
        Self::Origin,
        Self::Host,
        Self::Endpoint,
        Self::Page,
        Self::Agreement,
    ];

    /// The word used in menus.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Cause => "cause",
            Self::Rule => "rule",
            Self::Origin => "request origin",
            Self::Host => "target host",
            Self::Endpoint => "endpoint",
            Self::Page => "page",
            Self::Agreement => "browser disagreement",
        }
    }
}

/// Exchanges that have something in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// What they have in common; as hostile as the capture.
    pub label: String,
    /// The worst outcome among them.
    pub outcome: Outcome,
    /// The index of the cause, where they are together by one.
    pub cause: Option<u32>,
    /// They, in the order given.
    pub members: Vec<ExchangeId>,
}

/// Puts exchanges together. The groups with the worst outcome come first, of those the largest,
/// of those the one that begins first.
#[must_use]
pub fn group(report: &Report, ids: &[ExchangeId], by: GroupBy) -> Vec<Group> {
    let mut places: BTreeMap<(String, Option<u32>), usize> = BTreeMap::new();
    let mut groups: Vec<Group> = Vec::new();
    for id in ids {
        let row = report.row(*id);
        let key = label(report, &row, by);
        let place = *places.entry(key).or_insert_with_key(|(label, cause)| {
            groups.push(Group {
                label: label.clone(),
                outcome: row.outcome,
                cause: *cause,
                members: Vec::new(),
            });
            groups.len() - 1
        });
        let group = &mut groups[place];
        group.outcome = worse(group.outcome, row.outcome);
        group.members.push(*id);
    }
    groups.sort_by_key(|group| {
        (
            badness(group.outcome),
            std::cmp::Reverse(group.members.len()),
        )
    });
    groups
}

fn label(report: &Report, row: &Row<'_>, by: GroupBy) -> (String, Option<u32>) {
    let cause = row
        .cause
        .filter(|_| by == GroupBy::Cause)
        .and_then(|number| Some((number, report.causes.get(number as usize)?)));
    if let Some((number, cause)) = cause {
        return (cause.title.clone(), Some(number));
    }
    let target = Origin::of_url(row.url);
    let host = target.as_ref().map_or("no host", Origin::host);
    let label = match by {
        GroupBy::Cause | GroupBy::Rule if row.outcome == Outcome::Blocked => {
            rule_names(report, row)
        }
        GroupBy::Cause | GroupBy::Rule => row.outcome.word().to_owned(),
        GroupBy::Origin => row.origin.unwrap_or("unknown").to_owned(),
        GroupBy::Host => host.to_owned(),
        GroupBy::Endpoint => format!("{} {}", row.method, without_query(row.url)),
        GroupBy::Page => row.page.unwrap_or("unknown").to_owned(),
        GroupBy::Agreement if row.verdicts.browsers_disagree() => "browsers disagree".to_owned(),
        GroupBy::Agreement => "browsers agree, as far as known".to_owned(),
    };
    (label, None)
}

fn without_query(url: &str) -> &str {
    &url[..url.find(['?', '#']).unwrap_or(url.len())]
}

fn worse(a: Outcome, b: Outcome) -> Outcome {
    if badness(a) <= badness(b) { a } else { b }
}

/// The place among the outcomes, worst first.
fn badness(outcome: Outcome) -> usize {
    Outcome::ALL
        .iter()
        .position(|o| *o == outcome)
        .unwrap_or(Outcome::ALL.len())
}
