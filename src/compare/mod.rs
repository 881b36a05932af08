//! What changed between two reports. Requests are matched by what they are, never by their place in
//! a file: method, host, the shape of the path, and the origin that asked.
//!
//! ```text
//! before ─▶ Subject… ─┐
//!                     ├─▶ one Change for each endpoint: fixed, broken, …
//! after  ─▶ Subject… ─┘
//! ```
//!
//! A page may ask an endpoint any number of times. What counts is whether it failed, and why: that
//! a poll was repeated 50 times before and 47 times after is no change.

mod subject;

use std::collections::BTreeMap;

pub use subject::{Subject, subjects};

/// What a request is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Endpoint {
    /// Host and path shape, such as `api.example/v1/items/{id}`.
    pub shape: String,
    /// The method.
    pub method: String,
    /// The origin that asked, where it is known.
    pub origin: Option<String>,
}

/// What became of an endpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Status {
    /// It worked before and fails now.
    Broken,
    /// It was not asked before and fails.
    NewFailure,
    /// It failed before and fails now for another reason.
    Changed,
    /// It failed before; whether it still does cannot be decided.
    Open,
    /// It failed before and works now.
    Fixed,
    /// It fails as before.
    StillFails,
    /// It was not asked before and does not fail.
    New,
    /// It is not asked any more.
    Gone,
    /// It did not fail and does not.
    Same,
}

impl Status {
    /// All, in the order they are told.
    pub const ALL: [Self; 9] = [
        Self::Broken,
        Self::NewFailure,
        Self::Changed,
        Self::Open,
        Self::Fixed,
        Self::StillFails,
        Self::New,
        Self::Gone,
        Self::Same,
    ];

    /// The word used in reports.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Broken => "broken",
            Self::NewFailure => "new-failure",
            Self::Changed => "changed",
            Self::Open => "open",
            Self::Fixed => "fixed",
            Self::StillFails => "still-fails",
            Self::New => "new",
            Self::Gone => "gone",
            Self::Same => "same",
        }
    }

    /// What it means, said of so many endpoints.
    #[must_use]
    pub const fn meaning(self, number: usize) -> &'static str {
        let (one, many) = match self {
            Self::Broken => (
                "did not fail before and fails now",
                "did not fail before and fail now",
            ),
            Self::NewFailure => ("is new and fails", "are new and fail"),
            Self::Changed => (
                "fails for another reason than before",
                "fail for a different reason than before",
            ),
            Self::Open => (
                "failed before and cannot be decided now",
                "failed before and cannot be decided now",
            ),
            Self::Fixed => (
                "failed before and works now",
                "failed before and succeed now",
            ),
            Self::StillFails => ("fails as before", "fail as before"),
            Self::New => ("is new and does not fail", "are new and do not fail"),
            Self::Gone => ("is not requested any more", "are no longer requested"),
            Self::Same => ("does not fail, as before", "do not fail, as before"),
        };
        if number == 1 { one } else { many }
    }

    /// Whether something broke.
    #[must_use]
    pub const fn is_broken(self) -> bool {
        matches!(self, Self::Broken | Self::NewFailure)
    }
}

/// An endpoint, before and after.
#[derive(Debug, Clone)]
pub struct Change<'a> {
    /// Which endpoint.
    pub endpoint: Endpoint,
    /// What became of it.
    pub status: Status,
    /// Its requests before, in order.
    pub before: Vec<&'a Subject>,
    /// Its requests after, in order.
    pub after: Vec<&'a Subject>,
}

/// Sets two sides against each other: one change for each endpoint, what broke first.
#[must_use]
pub fn compare<'a>(before: &'a [Subject], after: &'a [Subject]) -> Vec<Change<'a>> {
    let mut endpoints: BTreeMap<Endpoint, (Vec<&Subject>, Vec<&Subject>)> = BTreeMap::new();
    for subject in before {
        let sides = endpoints.entry(subject.endpoint.clone()).or_default();
        sides.0.push(subject);
    }
    for subject in after {
        let sides = endpoints.entry(subject.endpoint.clone()).or_default();
        sides.1.push(subject);
    }
    join_unknown_origins(&mut endpoints);
    let mut changes: Vec<Change> = endpoints
        .into_iter()
        .map(|(endpoint, (before, after))| Change {
            endpoint,
            status: status(&before, &after),
            before,
            after,
        })
        .collect();
    changes.sort_by_key(|change| change.status);
    changes
}

type Endpoints<'a> = BTreeMap<Endpoint, (Vec<&'a Subject>, Vec<&'a Subject>)>;

/// One capture may tell the origin and the other leave it out. Where an endpoint without an origin
/// stands on one side only, and on the other side there is one of the same method and path, they
/// are the same.
fn join_unknown_origins(endpoints: &mut Endpoints<'_>) {
    let unknown: Vec<Endpoint> = endpoints
        .keys()
        .filter(|endpoint| endpoint.origin.is_none())
        .cloned()
        .collect();
    for endpoint in unknown {
        let one_sided = |sides: &(Vec<&Subject>, Vec<&Subject>)| match sides {
            (before, after) if after.is_empty() => Some((!before.is_empty(), false)),
            (before, _) if before.is_empty() => Some((false, true)),
            _ => None,
        };
        let Some(side) = endpoints.get(&endpoint).and_then(one_sided) else {
            continue;
        };
        let mut others = endpoints.iter().filter(|(other, sides)| {
            other.shape == endpoint.shape
                && other.method == endpoint.method
                && other.origin.is_some()
                && one_sided(sides).is_some_and(|other| other != side)
        });
        let (Some((other, _)), None) = (others.next(), others.next()) else {
            continue;
        };
        let other = other.clone();
        let sides = endpoints.remove(&endpoint).unwrap_or_default();
        let target = endpoints.entry(other).or_default();
        target.0.extend(sides.0);
        target.1.extend(sides.1);
    }
}

fn status(before: &[&Subject], after: &[&Subject]) -> Status {
    let reasons = |side: &[&Subject]| {
        let mut reasons: Vec<String> = side
            .iter()
            .filter(|subject| subject.outcome.is_failure())
            .map(|subject| subject.reason.clone().unwrap_or_default())
            .collect();
        reasons.sort_unstable();
        reasons.dedup();
        reasons
    };
    let (failed, fails) = (reasons(before), reasons(after));
    let all_open = after
        .iter()
        .all(|subject| subject.outcome == crate::verdict::Outcome::Undetermined);
    match (before.is_empty(), after.is_empty()) {
        (_, true) => Status::Gone,
        (true, false) if fails.is_empty() => Status::New,
        (true, false) => Status::NewFailure,
        (false, false) => match (failed.is_empty(), fails.is_empty()) {
            (true, true) => Status::Same,
            (true, false) => Status::Broken,
            (false, true) if all_open => Status::Open,
            (false, true) => Status::Fixed,
            (false, false) if failed == fails => Status::StillFails,
            (false, false) => Status::Changed,
        },
    }
}

#[cfg(test)]
mod tests;
