//! Counts over the exchanges of a report, or over those that a filter let through.

use std::collections::BTreeMap;

use super::{ExchangeId, Report, Row};
use crate::fetch::RefusalKind;
use crate::http::Origin;
use crate::verdict::Outcome;

/// How many there are of everything.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// All exchanges counted.
    pub exchanges: usize,
    /// Those between two origins.
    pub cross_origin: usize,
    /// Per outcome, in the order of [`Outcome::ALL`].
    pub outcomes: [usize; Outcome::ALL.len()],
    /// Those on which Chromium, Firefox and WebKit disagree.
    pub disagreements: usize,
    /// Per rule that blocked, most first; named as [`rule_names`] does.
    pub rules: Vec<(String, usize)>,
    /// Per origin that asked, most failures first.
    pub origins: Vec<Tally>,
    /// Per host that was asked, most failures first.
    pub hosts: Vec<Tally>,
}

/// The counts for one origin or host.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// The origin or host.
    pub name: String,
    /// Its exchanges.
    pub exchanges: usize,
    /// Per outcome, in the order of [`Outcome::ALL`].
    pub outcomes: [usize; Outcome::ALL.len()],
}

impl Summary {
    /// Counts these exchanges.
    #[must_use]
    pub fn of(report: &Report, ids: &[ExchangeId]) -> Self {
        let mut summary = Self::default();
        let mut rules: BTreeMap<String, usize> = BTreeMap::new();
        let mut origins = BTreeMap::new();
        let mut hosts = BTreeMap::new();
        for id in ids {
            let row = report.row(*id);
            let place = place(row.outcome);
            summary.exchanges += 1;
            summary.cross_origin += usize::from(is_cross_origin(&row));
            summary.outcomes[place] += 1;
            summary.disagreements += usize::from(row.verdicts.browsers_disagree());
            if row.outcome == Outcome::Blocked {
                *rules.entry(rule_names(report, &row)).or_default() += 1;
            }
            count(&mut origins, row.origin.unwrap_or("unknown"), place);
            let target = Origin::of_url(row.url);
            count(&mut hosts, target.as_ref().map_or("", Origin::host), place);
        }
        summary.rules = rules.into_iter().collect();
        summary
            .rules
            .sort_by_key(|(_, exchanges)| std::cmp::Reverse(*exchanges));
        summary.origins = sorted(origins);
        summary.hosts = sorted(hosts);
        summary
    }

    /// How many came out this way.
    #[must_use]
    pub fn count(&self, outcome: Outcome) -> usize {
        self.outcomes[place(outcome)]
    }

    /// How many did not get the response that they wanted.
    #[must_use]
    pub fn failures(&self) -> usize {
        self.count(Outcome::Blocked) + self.count(Outcome::Failed)
    }
}

impl Tally {
    /// How many came out this way.
    #[must_use]
    pub fn count(&self, outcome: Outcome) -> usize {
        self.outcomes[place(outcome)]
    }

    /// How many did not get the response that they wanted.
    #[must_use]
    pub fn failures(&self) -> usize {
        self.count(Outcome::Blocked) + self.count(Outcome::Failed)
    }
}

/// Whether two origins are involved, as far as the capture tells.
#[must_use]
pub fn is_cross_origin(row: &Row<'_>) -> bool {
    match row.outcome {
        Outcome::SameOrigin => false,
        Outcome::Allowed | Outcome::Blocked => true,
        Outcome::Undetermined | Outcome::NotCors | Outcome::Failed => {
            let from = row.origin.and_then(Origin::of_header);
            let to = Origin::of_url(row.url);
            matches!((from, to), (Some(from), Some(to)) if !from.same_origin(&to))
        }
    }
}

/// The rule that refused it; the two that may have, where the capture leaves it open;
/// `unexplained` where it tells nothing.
#[must_use]
pub fn rule_names(report: &Report, row: &Row<'_>) -> String {
    let reasons = report.exchanges[row.id.0 as usize].reasons;
    match (row.refusal, reasons) {
        (Some(refusal), _) => refusal.kind.name().to_owned(),
        (None, [Some(one), Some(other)]) if one.kind != other.kind => {
            let mut names = [one.kind.name(), other.kind.name()];
            names.sort_unstable();
            names.join(" or ")
        }
        (None, [Some(one), _]) => one.kind.name().to_owned(),
        (None, [None, _]) => RefusalKind::Unexplained.name().to_owned(),
    }
}

fn place(outcome: Outcome) -> usize {
    Outcome::ALL
        .iter()
        .position(|o| *o == outcome)
        .unwrap_or_default()
}

fn count(tallies: &mut BTreeMap<String, Tally>, name: &str, place: usize) {
    if !tallies.contains_key(name) {
        let tally = Tally {
            name: name.to_owned(),
            ..Tally::default()
        };
        tallies.insert(name.to_owned(), tally);
    }
    if let Some(tally) = tallies.get_mut(name) {
        tally.exchanges += 1;
        tally.outcomes[place] += 1;
    }
}

fn sorted(tallies: BTreeMap<String, Tally>) -> Vec<Tally> {
    let mut sorted: Vec<Tally> = tallies.into_values().collect();
    sorted.sort_by_key(|tally| std::cmp::Reverse((tally.failures(), tally.exchanges)));
    sorted
}
