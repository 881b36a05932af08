//! Two captures beside each other: what became of each request, in groups.

use std::fmt::Write as _;
use std::sync::Arc;

use super::text;
use crate::compare::{Status, compare, subjects};
use crate::report::{ExchangeId, Report};
use crate::verdict::Outcome;

/// What became of requests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// They fail now, and did not before.
    NewlyFailing,
    /// They failed, and cannot be decided now.
    Open,
    /// They failed, and still do.
    StillFailing,
    /// They failed, and work now.
    Fixed,
    /// They are not requested any more.
    Gone,
    /// They were not requested before, and work.
    New,
    /// They worked, and still do.
    Same,
}

impl Fate {
    /// All, in the order they are told.
    pub const ALL: [Self; 7] = [
        Self::NewlyFailing,
        Self::Open,
        Self::StillFailing,
        Self::Fixed,
        Self::Gone,
        Self::New,
        Self::Same,
    ];

    /// In the heading of the group.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::NewlyFailing => "newly failing",
            Self::Open => "failed before, undecided now",
            Self::StillFailing => "still failing",
            Self::Fixed => "fixed",
            Self::Gone => "gone",
            Self::New => "new",
            Self::Same => "unchanged",
        }
    }

    /// The outcome whose colour and sign it has; `None` for what is neither good nor bad.
    #[must_use]
    pub const fn outcome(self) -> Option<Outcome> {
        match self {
            Self::NewlyFailing | Self::StillFailing => Some(Outcome::Blocked),
            Self::Open => Some(Outcome::Undetermined),
            Self::Fixed => Some(Outcome::Allowed),
            Self::Gone | Self::New | Self::Same => None,
        }
    }

    /// Its sign.
    #[must_use]
    pub const fn sign(self) -> &'static str {
        match self.outcome() {
            Some(outcome) => outcome.symbol(),
            None => match self {
                Self::Gone => "–",
                Self::New => "+",
                _ => "=",
            },
        }
    }

    const fn of(status: Status) -> Self {
        match status {
            Status::Broken | Status::NewFailure => Self::NewlyFailing,
            Status::Changed | Status::StillFails => Self::StillFailing,
            Status::Open => Self::Open,
            Status::Fixed => Self::Fixed,
            Status::Gone => Self::Gone,
            Status::New => Self::New,
            Status::Same => Self::Same,
        }
    }
}

/// What became of one kind of request: method, host, shape of the path, origin.
#[derive(Debug)]
pub struct Fated {
    /// What became of it.
    pub fate: Fate,
    /// The same, as reports have it.
    pub status: Status,
    /// Whether one of its requests failed before.
    pub failed: bool,
    /// Its requests before, those that failed first.
    pub before: Vec<ExchangeId>,
    /// Its requests after, those that failed first.
    pub after: Vec<ExchangeId>,
}

/// Two captures beside each other.
#[derive(Debug)]
pub struct Comparison {
    /// The earlier one.
    pub before: Arc<Report>,
    /// The later one.
    pub after: Arc<Report>,
    /// Every kind of request, group after group.
    pub all: Vec<Fated>,
}

impl Comparison {
    /// Compares two reports.
    #[must_use]
    pub fn of(before: Arc<Report>, after: Arc<Report>) -> Self {
        let of = |report: &Report| subjects(report, &report.ids().collect::<Vec<_>>());
        let sides = [of(&before), of(&after)];
        let ids = |report: &Report, side: &[&crate::compare::Subject]| {
            let mut ids: Vec<ExchangeId> = side
                .iter()
                .map(|subject| ExchangeId(subject.number))
                .collect();
            ids.sort_by_key(|&id| !report.row(id).outcome.is_failure());
            ids
        };
        let mut all: Vec<Fated> = compare(&sides[0], &sides[1])
            .into_iter()
            .map(|change| Fated {
                fate: Fate::of(change.status),
                failed: change.before.iter().any(|own| own.outcome.is_failure()),
                status: change.status,
                before: ids(&before, &change.before),
                after: ids(&after, &change.after),
            })
            .collect();
        all.sort_by_key(|fated| Fate::ALL.iter().position(|own| *own == fated.fate));
        Self { before, after, all }
    }

    /// How many kinds of requests came out this way.
    #[must_use]
    pub fn count(&self, fate: Fate) -> usize {
        self.all.iter().filter(|own| own.fate == fate).count()
    }

    /// The whole in a sentence.
    #[must_use]
    pub fn sentence(&self) -> String {
        let fixed = self.count(Fate::Fixed);
        let failed = fixed + self.count(Fate::StillFailing) + self.count(Fate::Open);
        let broken = self.count(Fate::NewlyFailing);
        let lost = self.all.iter();
        let lost = lost
            .filter(|own| own.fate == Fate::Gone && own.failed)
            .count();
        let mut sentence = match failed {
            0 if lost > 0 => format!(
                "{} before and {} not occur any more.",
                text::counted(lost, "request failed", "requests failed"),
                if lost == 1 { "does" } else { "do" },
            ),
            0 if broken == 0 => "Nothing failed before, and nothing fails now.".to_owned(),
            0 => "Nothing failed before.".to_owned(),
            _ => format!(
                "{} of {} {} fixed.",
                text::count(fixed),
                text::counted(failed, "failing request", "failing requests"),
                if fixed == 1 { "is" } else { "are" },
            ),
        };
        if broken > 0 {
            let requests = text::counted(broken, "request fails", "requests fail");
            let _ = write!(sentence, " {requests} that did not before.");
        } else if failed + lost > 0 {
            sentence.push_str(" Nothing fails that did not before.");
        }
        sentence
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::sample;

    #[test]
    fn every_request_has_one_fate() {
        let allow: &[(&str, &str)] = &[
            ("Access-Control-Allow-Origin", "https://app.example"),
            ("Access-Control-Allow-Credentials", "true"),
        ];
        let page = "https://app.example";
        let before = sample::report(&[
            ("GET", "https://api.example/fixed", page, 200, &[]),
            ("GET", "https://api.example/still", page, 200, &[]),
            ("GET", "https://api.example/broken", page, 200, allow),
            ("GET", "https://api.example/same", page, 200, allow),
            ("GET", "https://api.example/gone", page, 200, allow),
        ]);
        let after = sample::report(&[
            ("GET", "https://api.example/fixed", page, 200, allow),
            ("GET", "https://api.example/still", page, 200, &[]),
            ("GET", "https://api.example/broken", page, 200, &[]),
            ("GET", "https://api.example/same", page, 200, allow),
            ("GET", "https://api.example/new", page, 200, allow),
        ]);
        let comparison = Comparison::of(before, after);
        let fates: Vec<Fate> = comparison.all.iter().map(|fated| fated.fate).collect();
        let expected = [
            Fate::NewlyFailing,
            Fate::StillFailing,
            Fate::Fixed,
            Fate::Gone,
            Fate::New,
            Fate::Same,
        ];
        assert_eq!(fates, expected);
        assert_eq!(
            comparison.sentence(),
            "1 of 2 failing requests is fixed. 1 request fails that did not before."
        );
    }
}
