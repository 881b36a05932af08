//! How a capture stands: in one sentence, and what its recorders leave out.

use std::fmt::Write as _;

use foldhash::HashSet;

use super::text;
use super::totals::Totals;
use crate::export::words;
use crate::report::Report;

/// How a capture stands.
#[derive(Debug, Default)]
pub struct Standing {
    /// The whole in a sentence or two.
    pub sentence: String,
    /// What the recorders leave out, each once.
    pub limits: Vec<&'static str>,
    /// Whether a fix can be tried.
    pub fixable: bool,
}

impl Standing {
    /// Looks at a report in which nothing is tried.
    #[must_use]
    pub fn of(report: &Report, totals: &Totals) -> Self {
        let mut limits: Vec<&'static str> = Vec::new();
        for capture in report.captures.iter() {
            for limit in words::limits(capture) {
                if !limits.contains(limit) {
                    limits.push(limit);
                }
            }
        }
        Self {
            sentence: sentence(report, totals),
            limits,
            fixable: report
                .causes
                .iter()
                .flat_map(|cause| &cause.fixes)
                .any(|fix| fix.allows > 0),
        }
    }
}

fn sentence(report: &Report, totals: &Totals) -> String {
    if report.exchanges.is_empty() {
        return "There is no request in the capture.".to_owned();
    }
    let failed = totals.failures();
    if failed == 0 {
        return all_clear(totals);
    }
    let all = text::counted(
        totals.cross_origin.max(failed),
        "cross-origin request",
        "cross-origin requests",
    );
    let were = if failed == 1 { "was" } else { "were" };
    let what = match (totals.blocked, totals.failed) {
        (_, 0) => format!("{} of {all} {were} blocked", text::count(failed)),
        (0, _) => format!("{} of {all} got no response", text::count(failed)),
        (blocked, failed) => format!(
            "{} of {all} {} blocked, {} got no response",
            text::count(blocked),
            if blocked == 1 { "was" } else { "were" },
            text::count(failed)
        ),
    };
    let causes = match report.causes.len() {
        0 => String::new(),
        many => format!(": {}", text::counted(many, "cause", "causes")),
    };
    format!("{what}{causes}.{}", changes(report, failed))
}

/// How many changes fix how many of the failures.
fn changes(report: &Report, failed: usize) -> String {
    let mut changes = HashSet::default();
    let mut hosts = HashSet::default();
    let mut fixed = 0;
    for cause in &report.causes {
        if let Some(fix) = cause.fixes.iter().find(|fix| fix.allows > 0) {
            changes.insert((cause.capture, cause.host.as_str(), fix.text.as_str()));
            hosts.insert((cause.capture, cause.host.as_str()));
            fixed += fix.allows;
        }
    }
    if changes.is_empty() {
        return String::new();
    }
    let them = match fixed {
        _ if fixed >= failed && failed == 1 => "it".to_owned(),
        _ if fixed >= failed => "all of them".to_owned(),
        _ => text::count(fixed),
    };
    let verb = if changes.len() == 1 { "fixes" } else { "fix" };
    format!(
        " {} on {} {verb} {them}.",
        text::counted(changes.len(), "change", "changes"),
        text::counted(hosts.len(), "host", "hosts"),
    )
}

fn all_clear(totals: &Totals) -> String {
    let cross_origin = text::counted(
        totals.cross_origin,
        "cross-origin request",
        "cross-origin requests",
    );
    let mut sentence = match (totals.cross_origin, totals.undetermined) {
        (0, 0) => "No request went to another origin: nothing could be blocked by CORS.".to_owned(),
        (_, 0) => format!("Nothing was blocked: none of {cross_origin} failed."),
        (_, open) => format!(
            "Nothing was blocked for certain: {cross_origin}, {} cannot be decided from the \
             capture.",
            text::count(open)
        ),
    };
    if totals.contradicted > 0 {
        let _ = write!(
            sentence,
            " In {} the recording contradicts its own headers (≠).",
            text::counted(totals.contradicted, "request", "requests")
        );
    }
    sentence
}
