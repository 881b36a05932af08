//! The filter language: one for the command line and the screen.
//!
//! ```text
//! checkout origin:shop.example verdict:blocked       all three must hold
//! status:>=400 or verdict:failed,undetermined        either
//! method:PUT !(host:cdn.shop.example or path:/v1/)   not; parentheses
//! url:/\/items\/\d+/ "two words"                     a regular expression; quotes
//! ```
//!
//! A bare word is looked for in the URL, the origin, the method and the rule. Upper and lower case
//! are the same. Deciding takes time linear in the text looked at, whatever the filter.

mod field;
mod parse;
mod select;

use regex::Regex;

use super::sanitize::terminal;
use super::{Report, Row};
use crate::browsers::Profile;
use crate::exchange::{Preflight, Recorded};
use crate::fetch::{Phase, Refusal};
use crate::http::Origin;
use crate::verdict::{Outcome, Verdict};

pub use field::{FIELDS, Field, Key};
pub use select::narrows;

/// A filter, ready to be asked.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// `None` lets everything through.
    expression: Option<Expression>,
}

/// Why a text is not a filter.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct FilterError {
    /// The byte where it goes wrong.
    pub at: usize,
    /// What is wrong, and what would be right.
    pub message: String,
}

/// What a filter asks, as a tree.
#[derive(Debug, Clone)]
enum Expression {
    All(Vec<Expression>),
    Any(Vec<Expression>),
    Not(Box<Expression>),
    Term(Term),
}

/// One question.
#[derive(Debug, Clone)]
enum Term {
    /// A bare word.
    Anywhere(Regex),
    /// A text field.
    Text(Key, Regex),
    /// A rule that it broke or nearly broke.
    Finding(Regex),
    /// A field whose value the capture need not hold, and does not.
    Unknown(Key),
    /// A status between two, both included: of the last response or of a preflight's.
    Status(i32, i32),
    /// The verdict for the recording browser (`Key::Verdict`), or for the browser named.
    Verdict(Key, Outcome),
    Phase(Phase),
    Recorded(Recorded),
    /// Whether the browsers disagree.
    Disagree(bool),
}

impl Filter {
    /// Reads a filter. The empty text lets everything through.
    ///
    /// # Errors
    ///
    /// Where the text is not a filter: the place, and what would be right.
    pub fn parse(text: &str) -> Result<Self, FilterError> {
        let expression = parse::parse(text).map_err(|error| FilterError {
            at: error.at,
            // It repeats what was typed or pasted.
            message: terminal(&error.message).into_owned(),
        })?;
        Ok(Self { expression })
    }

    /// Whether the filter lets everything through.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.expression.is_none()
    }

    /// Whether the filter lets this exchange through.
    #[must_use]
    pub fn matches(&self, report: &Report, row: &Row<'_>) -> bool {
        self.expression
            .as_ref()
            .is_none_or(|expression| expression.holds(report, row))
    }

    /// The text of a clause that asks for exactly this value, quoted where it must be.
    #[must_use]
    pub fn clause(field: &str, value: &str) -> String {
        let plain = !value.is_empty()
            && !value.starts_with(['/', '>', '<'])
            && !value.contains(['"', '\\', '(', ')', '*', ','])
            && !value.contains(char::is_whitespace);
        if plain {
            return format!("{field}:{value}");
        }
        let escaped = value.replace('\\', "\\\\").replace('"', "\\\"");
        format!("{field}:\"{escaped}\"")
    }
}

impl Expression {
    fn holds(&self, report: &Report, row: &Row<'_>) -> bool {
        match self {
            Self::All(parts) => parts.iter().all(|part| part.holds(report, row)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(report, row)),
            Self::Not(inner) => !inner.holds(report, row),
            Self::Term(term) => term.holds(report, row),
        }
    }
}

impl Term {
    fn holds(&self, report: &Report, row: &Row<'_>) -> bool {
        match self {
            Self::Anywhere(pattern) => {
                pattern.is_match(row.url)
                    || row.origin.is_some_and(|origin| pattern.is_match(origin))
                    || pattern.is_match(row.method)
                    || refusals(report, row).any(|r| pattern.is_match(r.kind.name()))
            }
            Self::Text(key, pattern) => text_holds(*key, pattern, report, row),
            Self::Finding(pattern) => {
                let findings = report.gist(row.id).findings;
                findings.iter().any(|f| pattern.is_match(f.rule))
            }
            Self::Unknown(key) => match key {
                Key::Origin => row.origin.is_none(),
                Key::Page => row.page.is_none(),
                Key::Type => row.resource.is_none(),
                Key::Cause => row.cause.is_none(),
                _ => row.status.is_none_or(|status| status <= 0),
            },
            Self::Status(low, high) => {
                statuses(report, row).any(|status| (*low..=*high).contains(&status))
            }
            Self::Verdict(key, outcome) => verdict(*key, row).outcome == *outcome,
            Self::Phase(phase) => refusals(report, row).any(|r| r.phase == *phase),
            Self::Recorded(recorded) => row.recorded == *recorded,
            Self::Disagree(wanted) => row.verdicts.browsers_disagree() == *wanted,
        }
    }
}

fn text_holds(key: Key, pattern: &Regex, report: &Report, row: &Row<'_>) -> bool {
    match key {
        Key::Origin => row.origin.is_some_and(|origin| {
            pattern.is_match(origin) || host_holds(pattern, Origin::of_header(origin))
        }),
        Key::Host => Origin::of_url(row.url).is_some_and(|origin| {
            pattern.is_match(origin.serialize()) || host_holds(pattern, Some(origin))
        }),
        Key::Path => pattern.is_match(path(row.url)),
        Key::Method => pattern.is_match(row.method),
        Key::Rule => refusals(report, row).any(|r| pattern.is_match(r.kind.name())),
        Key::Cause => row
            .cause
            .and_then(|cause| report.causes.get(cause as usize))
            .is_some_and(|cause| pattern.is_match(&cause.id) || pattern.is_match(&cause.title)),
        Key::Type => row.resource.is_some_and(|kind| pattern.is_match(kind)),
        Key::Page => row.page.is_some_and(|page| pattern.is_match(page)),
        Key::File => pattern.is_match(&row.capture.file),
        // The fields with words and numbers for values have terms of their own.
        _ => pattern.is_match(row.url),
    }
}

/// The host alone, and with its port.
fn host_holds(pattern: &Regex, origin: Option<Origin<'_>>) -> bool {
    origin.is_some_and(|origin| {
        let text = origin.serialize();
        let authority = text.split_once("://").map_or("", |(_, rest)| rest);
        pattern.is_match(origin.host()) || pattern.is_match(authority)
    })
}

fn path(url: &str) -> &str {
    let start = url.find("://").map_or(0, |i| i + 3);
    let rest = &url[start..];
    let from = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let path = &rest[from..];
    &path[..path.find(['?', '#']).unwrap_or(path.len())]
}

/// The verdict that a key asks for: of a profile, or of the recording browser.
pub(crate) fn verdict<'a>(key: Key, row: &Row<'a>) -> &'a Verdict {
    let profile = match key {
        Key::Chromium => Profile::Chromium,
        Key::Firefox => Profile::Firefox,
        Key::WebKit => Profile::WebKit,
        Key::Standard => Profile::Standard,
        _ => return &row.verdicts.recorded_by,
    };
    row.verdicts.of(profile)
}

/// What refused it in the recording browser: known, or one of two.
fn refusals(report: &Report, row: &Row<'_>) -> impl Iterator<Item = Refusal> {
    let reasons = report
        .exchanges
        .get(row.id.0 as usize)
        .map_or([None, None], |assessment| assessment.reasons);
    row.refusal.into_iter().chain(reasons.into_iter().flatten())
}

/// The status of the last response and those of the preflights that were sent for it.
fn statuses(report: &Report, row: &Row<'_>) -> impl Iterator<Item = i32> {
    let exchange = report
        .exchanges
        .get(row.id.0 as usize)
        .map(|assessment| &assessment.exchange);
    let hops = exchange.map_or(&[][..], |exchange| &exchange.hops);
    let sent = hops.iter().filter_map(|hop| match hop.preflight {
        Preflight::Sent(entry) => Some(entry),
        Preflight::NotSeen | Preflight::Cached(_) => None,
    });
    let orphan = exchange.and_then(|exchange| exchange.orphan);
    let entries = sent.chain(orphan);
    let answers = entries.filter_map(|entry| row.capture.entry(entry).status);
    row.status.into_iter().chain(answers)
}

#[cfg(test)]
mod tests;
