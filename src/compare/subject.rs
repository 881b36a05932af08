//! A request as comparisons see it.

use super::Endpoint;
use crate::report::secrets::{redact_text, redact_url};
use crate::report::shape::url_shape;
use crate::report::summary::rule_names;
use crate::report::{ExchangeId, Report};
use crate::verdict::Outcome;

/// A request as comparisons see it. Without secrets, not yet escaped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// What it is.
    pub endpoint: Endpoint,
    /// Its URL.
    pub url: String,
    /// What became of it.
    pub outcome: Outcome,
    /// The rule that blocked it, or what failed.
    pub reason: Option<String>,
    /// The title of its cause.
    pub cause: Option<String>,
    /// Its number in the report it is from.
    pub number: u32,
}

impl Subject {
    /// From what a report says of it.
    #[must_use]
    pub fn new(method: &str, url: &str, origin: Option<&str>, outcome: Outcome) -> Self {
        // Written reports have their secrets taken out already; so both sides have them out.
        let url = redact_url(url);
        Self {
            endpoint: Endpoint {
                shape: url_shape(&url),
                method: method.to_owned(),
                origin: origin.map(str::to_owned),
            },
            url: url.into_owned(),
            outcome,
            reason: None,
            cause: None,
            number: 0,
        }
    }
}

/// These exchanges of a report.
#[must_use]
pub fn subjects(report: &Report, ids: &[ExchangeId]) -> Vec<Subject> {
    ids.iter()
        .map(|id| {
            let row = report.row(*id);
            let cause = row
                .cause
                .and_then(|cause| report.causes.get(cause as usize));
            let reason = match (row.outcome, row.refusal) {
                (Outcome::Blocked, _) => Some(rule_names(report, &row)),
                (_, Some(refusal)) => Some(refusal.kind.name().to_owned()),
                _ => None,
            };
            Subject {
                reason,
                cause: cause.map(|cause| redact_text(&cause.title).into_owned()),
                number: id.0,
                ..Subject::new(row.method, row.url, row.origin, row.outcome)
            }
        })
        .collect()
}
