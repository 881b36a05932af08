//! Exchanges put together by what they have in common.

use std::borrow::Cow;

use foldhash::HashMap;

use super::summary::rule_names;
use super::{Cause, ExchangeId, Report, Row};
use crate::http::Origin;
use crate::verdict::Outcome;

/// What exchanges are put together by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
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
    /// The capture that they are in.
    File,
}

impl GroupBy {
    /// All, in the order they are offered.
    pub const ALL: [Self; 8] = [
        Self::Cause,
        Self::Rule,
        Self::Origin,
        Self::Host,
        Self::Endpoint,
        Self::Page,
        Self::Agreement,
        Self::File,
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
            Self::File => "file",
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

impl Group {
    /// The cause, where they are together by one.
    #[must_use]
    pub fn cause_in<'a>(&self, report: &'a Report) -> Option<&'a Cause> {
        report.causes.get(self.cause? as usize)
    }
}

/// Puts exchanges together. The groups with the worst outcome come first, of those the largest,
/// of those the one that begins first.
#[must_use]
pub fn group(report: &Report, ids: &[ExchangeId], by: GroupBy) -> Vec<Group> {
    let mut places: HashMap<(Cow<'_, str>, Option<u32>), usize> = HashMap::default();
    let mut groups: Vec<Group> = Vec::new();
    for id in ids {
        let row = report.row(*id);
        let key = label(report, &row, by);
        let place = *places.entry(key).or_insert_with_key(|(label, cause)| {
            groups.push(Group {
                label: label.to_string(),
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

/// What an exchange is put together with others by, and the index of its cause where it is by that.
#[must_use]
pub fn label<'r>(report: &'r Report, row: &Row<'r>, by: GroupBy) -> (Cow<'r, str>, Option<u32>) {
    let cause = row
        .cause
        .filter(|_| by == GroupBy::Cause)
        .and_then(|number| Some((number, report.causes.get(number as usize)?)));
    if let Some((number, cause)) = cause {
        return (cause.title.as_str().into(), Some(number));
    }
    let label = match by {
        GroupBy::Cause | GroupBy::Rule if row.outcome == Outcome::Blocked => {
            rule_names(report, row).into()
        }
        GroupBy::Cause | GroupBy::Rule => row.outcome.word().into(),
        GroupBy::Origin => row.origin.unwrap_or("unknown").into(),
        GroupBy::Host => Origin::of_url(row.url)
            .map_or("no host".into(), |target| target.host().to_owned().into()),
        GroupBy::Endpoint => format!("{} {}", row.method, without_query(row.url)).into(),
        GroupBy::Page => row.page.unwrap_or("unknown").into(),
        GroupBy::Agreement if row.verdicts.browsers_disagree() => "browsers disagree".into(),
        GroupBy::Agreement => "browsers agree (as far as known)".into(),
        GroupBy::File => row.capture.file.as_str().into(),
    };
    (label, None)
}

/// A URL without its query and fragment.
pub(super) fn without_query(url: &str) -> &str {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Cause;
    use crate::report::summary::Summary;
    use std::path::Path;

    fn shop() -> Report {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
        let capture = crate::input::open(&folder.join("fixtures/shop.har"), &mut |_| {}).unwrap();
        Report::new(vec![capture])
    }

    #[test]
    fn everything_is_in_one_group() {
        let report = shop();
        let ids: Vec<ExchangeId> = report.ids().collect();
        for by in GroupBy::ALL {
            let groups = group(&report, &ids, by);
            let mut members: Vec<ExchangeId> =
                groups.iter().flat_map(|g| g.members.clone()).collect();
            members.sort();
            assert_eq!(members, ids, "{}", by.word());
            let places: Vec<usize> = groups.iter().map(|g| badness(g.outcome)).collect();
            assert!(places.is_sorted(), "{}: the worst first", by.word());
        }
    }

    #[test]
    fn causes_go_before_rules() {
        let mut report = shop();
        report.causes.clear();
        for exchange in &mut report.exchanges {
            exchange.cause = None;
        }
        let ids: Vec<ExchangeId> = report.ids().collect();
        let blocked: Vec<usize> = (0..ids.len())
            .filter(|i| report.row(ids[*i]).outcome == Outcome::Blocked)
            .collect();
        for (cause, place) in blocked.into_iter().take(2).enumerate() {
            report.causes.push(Cause {
                title: "OPTIONS has no route".to_owned(),
                ..Cause::default()
            });
            report.exchanges[place].cause = u32::try_from(cause).ok();
        }
        let groups = group(&report, &ids, GroupBy::Cause);
        let by_cause: Vec<_> = groups.iter().filter(|g| g.cause.is_some()).collect();
        assert_eq!(by_cause.len(), 2, "causes with the same title stay apart");
        assert!(by_cause.iter().all(|g| g.members.len() == 1));
        assert!(
            group(&report, &ids, GroupBy::Rule)
                .iter()
                .all(|g| g.cause.is_none())
        );
    }

    #[test]
    fn counts_add_up() {
        let report = shop();
        let ids: Vec<ExchangeId> = report.ids().collect();
        let summary = Summary::of(&report, &ids);
        assert_eq!(summary.exchanges, ids.len());
        assert_eq!(summary.outcomes.iter().sum::<usize>(), ids.len());
        assert_eq!(summary.failures(), 17);
        let of_rules: usize = summary.rules.iter().map(|(_, n)| n).sum();
        assert_eq!(of_rules, summary.count(Outcome::Blocked));
        for tallies in [&summary.hosts, &summary.origins] {
            assert_eq!(
                tallies.iter().map(|t| t.exchanges).sum::<usize>(),
                ids.len()
            );
            assert!(tallies.is_sorted_by_key(|t| std::cmp::Reverse(t.failures())));
        }
    }
}
