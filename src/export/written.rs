//! Reports that were written before, read again: what a baseline or one side of a comparison is
//! made of. Only what comparisons need is read, so that reports of later versions can be read too.

use serde::Deserialize;

use super::contract::SCHEMA;
use crate::compare::Subject;
use crate::fetch::RefusalKind;
use crate::verdict::Outcome;

/// Why a file is not a report that can be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum NotAReport {
    /// It is not JSON, or not of the shape.
    #[error("not a report of `corslens check --format json`: {0}")]
    Shape(#[from] serde_json::Error),
    /// It is a report of another version.
    #[error("its schema is `{0}`; this version of corslens reads {SCHEMA}")]
    Version(String),
}

/// Whether these bytes begin like a JSON report.
#[must_use]
pub fn begins_like_a_report(bytes: &[u8]) -> bool {
    let start: Vec<u8> = bytes
        .iter()
        .take(256)
        .copied()
        .filter(|byte| !byte.is_ascii_whitespace())
        .collect();
    start.starts_with(b"{\"schema\":\"corslens.report/")
}

/// The requests of a JSON report.
///
/// # Errors
///
/// Where it is not such a report.
pub fn subjects_of(bytes: &[u8]) -> Result<Vec<Subject>, NotAReport> {
    let document: Document = serde_json::from_slice(bytes)?;
    if document.schema != SCHEMA {
        return Err(NotAReport::Version(document.schema));
    }
    let title = |id: &str| {
        let cause = document.causes.iter().find(|cause| cause.id == id);
        cause.map(|cause| cause.title.clone())
    };
    let subjects = document.exchanges.iter().map(|exchange| {
        let verdict = &exchange.verdicts.recorded_by;
        let outcome = Outcome::ALL
            .into_iter()
            .find(|outcome| outcome.word() == verdict.verdict)
            .unwrap_or(Outcome::Undetermined);
        let origin = exchange.origin.value.as_deref();
        Subject {
            reason: exchange.reason(outcome),
            cause: exchange.cause.as_deref().and_then(title),
            number: exchange.id,
            ..Subject::new(&exchange.method, &exchange.url, origin, outcome)
        }
    });
    Ok(subjects.collect())
}

#[derive(Deserialize)]
struct Document {
    schema: String,
    exchanges: Vec<Exchange>,
    #[serde(default)]
    causes: Vec<Cause>,
}

#[derive(Deserialize)]
struct Exchange {
    id: u32,
    url: String,
    method: String,
    origin: Fact,
    verdicts: Verdicts,
    #[serde(default)]
    findings: Vec<Finding>,
    cause: Option<String>,
}

#[derive(Deserialize)]
struct Fact {
    value: Option<String>,
}

#[derive(Deserialize)]
struct Verdicts {
    recorded_by: Verdict,
}

#[derive(Deserialize)]
struct Verdict {
    verdict: String,
    because: Option<String>,
}

#[derive(Deserialize)]
struct Finding {
    rule: String,
    #[serde(default)]
    possible: bool,
}

#[derive(Deserialize)]
struct Cause {
    id: String,
    title: String,
}

impl Exchange {
    /// The rule that blocked it; those that may have, where the report leaves it open.
    fn reason(&self, outcome: Outcome) -> Option<String> {
        let because = &self.verdicts.recorded_by.because;
        if because.is_some() || outcome != Outcome::Blocked {
            return because.clone();
        }
        let mut rules: Vec<&str> = self
            .findings
            .iter()
            .filter(|finding| finding.possible)
            .map(|finding| finding.rule.as_str())
            .collect();
        rules.sort_unstable();
        rules.dedup();
        if rules.is_empty() {
            rules.push(RefusalKind::Unexplained.name());
        }
        Some(rules.join(" or "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_report_is_refused() {
        for (text, message) in [
            ("", "not a report of `corslens check --format json`"),
            (
                "{\"log\":{}}",
                "not a report of `corslens check --format json`",
            ),
            (
                "{\"schema\":\"corslens.report/9\",\"exchanges\":[]}",
                "its schema is `corslens.report/9`",
            ),
        ] {
            let error = subjects_of(text.as_bytes()).unwrap_err().to_string();
            assert!(error.starts_with(message), "{error}");
        }
        assert!(begins_like_a_report(
            b"{\n  \"schema\": \"corslens.report/1\""
        ));
        assert!(!begins_like_a_report(b"{\"log\": {"));
    }
}
