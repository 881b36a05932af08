//! A group of the list, and what its heading says.

use std::ops::Range;

use super::url::host;
use super::words::of_cause;
use crate::http::Origin;
use crate::report::group::{GroupBy, label};
use crate::report::{ExchangeId, Report};
use crate::rules;
use crate::tui::text;
use crate::verdict::Outcome;

/// Exchanges with something in common: a stretch of the list's exchanges.
#[derive(Debug, Clone, Copy)]
pub struct Group {
    /// What they have in common, as a number.
    pub number: u32,
    /// Where they begin among the exchanges of the list.
    pub start: usize,
    /// How many they are.
    pub members: usize,
    /// How many of them are failures.
    pub failures: usize,
    /// The worst of their outcomes.
    pub worst: Outcome,
    /// The earliest of them, which tells what they have in common.
    pub first: ExchangeId,
    /// Whether all of them were sent to one place.
    pub one_target: bool,
    /// Whether the rows are hidden.
    pub folded: bool,
    /// Whether a single row stands for the whole group.
    pub alone: bool,
}

impl Group {
    /// Where they stand among the exchanges of the list.
    #[must_use]
    pub const fn range(&self) -> Range<usize> {
        self.start..self.start + self.members
    }

    /// How many lines it takes; `headed`: groups have headings.
    pub(super) const fn lines(&self, headed: bool) -> usize {
        match (headed, self.alone, self.folded) {
            (false, ..) | (true, true, _) => self.members,
            (true, false, true) => 1,
            (true, false, false) => self.members + 1,
        }
    }

    /// The index of the cause that explains them.
    #[must_use]
    pub fn cause(&self, report: &Report, by: Option<GroupBy>) -> Option<u32> {
        let causes = u32::try_from(report.causes.len()).unwrap_or(u32::MAX);
        (by == Some(GroupBy::Cause) && self.number < causes).then_some(self.number)
    }

    /// What its heading says.
    #[must_use]
    pub fn heading<'r>(&self, report: &'r Report, by: Option<GroupBy>) -> Heading<'r> {
        let cause = self.cause(report, by);
        let host = if self.one_target {
            host(report.row(self.first).url)
        } else {
            ""
        };
        Heading {
            title: by.map_or_else(String::new, |by| group_title(report, by, self.first)),
            cause,
            host,
            words: cause
                .and_then(|at| report.causes.get(at as usize))
                .and_then(of_cause),
        }
    }
}

/// What the heading of a group says.
#[derive(Debug, Clone)]
pub struct Heading<'r> {
    /// What they have in common, in words.
    pub title: String,
    /// The index of the cause that explains them.
    pub cause: Option<u32>,
    /// The host that all of them were sent to, which titles may begin with; empty where there are
    /// several.
    pub host: &'r str,
    /// The few words for the cause, where there is one.
    pub words: Option<&'static str>,
}

/// What the group of an exchange has in common, in words.
pub fn group_title(report: &Report, by: GroupBy, id: ExchangeId) -> String {
    let (label, _) = label(report, &report.row(id), by);
    title(&label, by)
}

/// The label of a group in words for people.
fn title(label: &str, by: GroupBy) -> String {
    if matches!(by, GroupBy::Cause | GroupBy::Rule) {
        if let Some(rule) = rules::by_name(label) {
            return text::sentence(rule.summary);
        }
        if let Some(outcome) = Outcome::ALL.into_iter().find(|o| o.word() == label) {
            return match outcome {
                Outcome::Allowed => "Allowed",
                Outcome::Blocked => "Blocked",
                Outcome::Failed => "No response",
                Outcome::SameOrigin => "Same origin",
                Outcome::NotCors => "Not subject to CORS",
                Outcome::Undetermined => "Undetermined",
            }
            .to_owned();
        }
    }
    text::value(label)
}

/// What a filter on the target host is made from.
#[must_use]
pub fn target_host(url: &str) -> Option<String> {
    let origin = Origin::of_url(url)?;
    let host = origin.host();
    (!host.is_empty()).then(|| host.to_owned())
}
