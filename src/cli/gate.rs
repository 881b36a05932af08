//! Which failures a build knows of already: those of an earlier report (`--baseline`), and those
//! that somebody allowed for a while (`--allow`).

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;

use serde::Deserialize;

use super::exit::Exit;
use crate::compare::{self, Status, Subject, subjects};
use crate::export::written;
use crate::report::evidence::cannot_show_failures;
use crate::report::filter::Filter;
use crate::report::{ExchangeId, Report};

/// What is known, before anything is judged.
#[derive(Debug, Default)]
pub struct Gate {
    baseline: Option<(String, Vec<Subject>)>,
    allowed: Option<(String, Vec<Allowed>)>,
}

/// What is left of a report without what is known.
#[derive(Debug)]
pub struct Judged {
    /// The exchanges that are not known failures.
    pub unknown: Vec<ExchangeId>,
    /// One line each, for standard error.
    pub remarks: Vec<String>,
    /// What the rules themselves come to, whatever was found.
    pub exit: Exit,
}

/// A failure that is allowed for a while.
#[derive(Debug)]
struct Allowed {
    filter: Filter,
    text: String,
    reason: String,
    expires: jiff::civil::Date,
}

/// The file of allowed failures.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct AllowFile {
    #[serde(default)]
    allow: Vec<AllowEntry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct AllowEntry {
    filter: String,
    reason: String,
    expires: toml::Value,
}

impl Gate {
    /// Reads what is known.
    ///
    /// # Errors
    ///
    /// Where a file cannot be read or is not what it should be: one line.
    pub fn rules(baseline: Option<&Path>, allow: Option<&Path>) -> Result<Self, String> {
        let baseline = baseline.map(|path| {
            let name = path.display().to_string();
            let bytes = std::fs::read(path).map_err(|error| format!("{name}: {error}"))?;
            let subjects =
                written::subjects_of(&bytes).map_err(|error| format!("{name}: {error}"))?;
            Ok::<_, String>((name, subjects))
        });
        let allowed = allow.map(|path| {
            let name = path.display().to_string();
            let text = std::fs::read_to_string(path).map_err(|error| format!("{name}: {error}"))?;
            let allowed = allowed(&text).map_err(|error| format!("{name}: {error}"))?;
            Ok::<_, String>((name, allowed))
        });
        Ok(Self {
            baseline: baseline.transpose()?,
            allowed: allowed.transpose()?,
        })
    }

    /// Takes what is known out of these exchanges.
    pub fn judge(&self, report: &Report, ids: &[ExchangeId], require_evidence: bool) -> Judged {
        self.judge_on(report, ids, require_evidence, today())
    }

    fn judge_on(
        &self,
        report: &Report,
        ids: &[ExchangeId],
        require_evidence: bool,
        today: jiff::civil::Date,
    ) -> Judged {
        let mut judged = Judged {
            unknown: ids.to_vec(),
            remarks: Vec::new(),
            exit: Exit::Clean,
        };
        let mut known = BTreeSet::new();
        if let Some((name, before)) = &self.baseline {
            judged.compare(name, before, report, &mut known);
        }
        if let Some((name, allowed)) = &self.allowed {
            judged.allow(name, allowed, report, today, &mut known);
        }
        judged.unknown.retain(|id| !known.contains(id));
        for capture in report.captures() {
            if let Some(why) = cannot_show_failures(capture) {
                // An empty capture is nobody's mistake unless it is to prove something.
                if require_evidence || !capture.entries.is_empty() {
                    let line = format!("{}: it cannot show CORS failures: {why}", capture.file);
                    judged.remarks.push(line);
                }
                if require_evidence {
                    judged.exit = judged.exit.max(Exit::Found);
                }
            }
        }
        judged
    }
}

impl Judged {
    fn compare(
        &mut self,
        name: &str,
        before: &[Subject],
        report: &Report,
        known: &mut BTreeSet<ExchangeId>,
    ) {
        let after = subjects(report, &self.unknown);
        let changes = compare::compare(before, &after);
        let mut counts = [0; 4];
        for change in &changes {
            let place = match change.status {
                Status::Broken | Status::NewFailure => 0,
                Status::StillFails => 1,
                Status::Changed => 2,
                Status::Fixed => 3,
                _ => continue,
            };
            counts[place] += 1;
            if matches!(change.status, Status::StillFails | Status::Changed) {
                let failing = change.after.iter().filter(|s| s.outcome.is_failure());
                known.extend(failing.map(|subject| ExchangeId(subject.number)));
            }
        }
        let [new, same, other, fixed] = counts;
        let mut remark = format!("{name}: {new} new, {same} known, {fixed} fixed");
        if other > 0 {
            // Writing to a string cannot fail.
            let _ = write!(remark, ", {other} known that now fail for another reason");
        }
        self.remarks.push(remark);
    }

    fn allow(
        &mut self,
        name: &str,
        allowed: &[Allowed],
        report: &Report,
        today: jiff::civil::Date,
        known: &mut BTreeSet<ExchangeId>,
    ) {
        for entry in allowed {
            let (text, reason, expires) = (&entry.text, &entry.reason, entry.expires);
            if expires < today {
                let line = format!("{name}: `{text}` expired on {expires} ({reason})");
                self.remarks.push(line);
                self.exit = self.exit.max(Exit::Found);
                continue;
            }
            let matching = self.unknown.iter().copied().filter(|id| {
                let row = report.row(*id);
                row.outcome.is_failure() && entry.filter.matches(report, &row)
            });
            let matching: Vec<ExchangeId> = matching.collect();
            if matching.is_empty() {
                let line = format!("{name}: `{text}` no longer matches any failure ({reason})");
                self.remarks.push(line);
            }
            known.extend(matching);
        }
    }
}

fn today() -> jiff::civil::Date {
    jiff::tz::TimeZone::UTC
        .to_datetime(jiff::Timestamp::now())
        .date()
}

/// Reads a file of allowed failures.
fn allowed(text: &str) -> Result<Vec<Allowed>, String> {
    let file: AllowFile = toml::from_str(text).map_err(|error| {
        let message = error.message().to_owned();
        let line = error
            .span()
            .map(|span| text[..span.start].lines().count().max(1));
        match line {
            Some(line) => format!("line {line}: {message}"),
            None => message,
        }
    })?;
    let entries = file.allow.into_iter().enumerate();
    entries
        .map(|(number, entry)| {
            let place = format!("entry {}", number + 1);
            let filter = Filter::parse(&entry.filter)
                .map_err(|error| format!("{place}: filter: {error}"))?;
            if filter.is_empty() {
                return Err(format!(
                    "{place}: an empty filter would allow every failure"
                ));
            }
            if entry.reason.trim().is_empty() {
                return Err(format!("{place}: the reason is empty"));
            }
            let date = match &entry.expires {
                toml::Value::String(text) => text.clone(),
                toml::Value::Datetime(date) => date.to_string(),
                other => other.type_str().to_owned(),
            };
            let expires = date.parse().map_err(|_| {
                format!("{place}: expires must be a date such as 2027-03-31, not {date}")
            })?;
            Ok(Allowed {
                filter,
                text: entry.filter,
                reason: entry.reason,
                expires,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shop() -> Report {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
        let capture = crate::input::open(&folder.join("fixtures/shop.har"), &mut |_| {}).unwrap();
        Report::new(vec![capture])
    }

    const ALLOW: &str = "
        [[allow]]
        filter = \"host:auth.example\"
        reason = \"SHOP-1\"
        expires = 2026-12-31

        [[allow]]
        filter = \"host:nowhere.example\"
        reason = \"SHOP-2\"
        expires = \"2026-12-31\"
    ";

    fn judge(text: &str, today: &str) -> Judged {
        let gate = Gate {
            allowed: Some(("allow.toml".to_owned(), allowed(text).unwrap())),
            ..Gate::default()
        };
        let report = shop();
        let ids: Vec<ExchangeId> = report.ids().collect();
        gate.judge_on(&report, &ids, false, today.parse().unwrap())
    }

    #[test]
    fn allowed_failures_are_known_until_they_expire() {
        let judged = judge(ALLOW, "2026-12-31");
        assert_eq!(judged.unknown.len(), 26);
        assert_eq!(judged.exit, Exit::Clean);
        assert_eq!(
            judged.remarks,
            ["allow.toml: `host:nowhere.example` no longer matches any failure (SHOP-2)"]
        );
        let judged = judge(ALLOW, "2027-01-01");
        assert_eq!(judged.unknown.len(), 27);
        assert_eq!(judged.exit, Exit::Found);
        assert_eq!(
            judged.remarks[0],
            "allow.toml: `host:auth.example` expired on 2026-12-31 (SHOP-1)"
        );
        // Only failures are allowed; the rest is reported as ever.
        let all = "[[allow]]\nfilter = \"shop\"\nreason = \"x\"\nexpires = 2026-12-31";
        assert_eq!(judge(all, "2026-01-01").unknown.len(), 10);
    }

    #[test]
    fn mistakes_in_the_file_are_told() {
        for (text, message) in [
            (
                "[[allow]]\nfilter = \"x\"",
                "line 1: missing field `reason`",
            ),
            ("[[alow]]", "line 1: unknown field `alow`"),
            (
                "[[allow]]\nfilter = \"x\"\nreason = \"y\"\nexpires = \"soon\"",
                "entry 1: expires must be a date such as 2027-03-31, not soon",
            ),
            (
                "[[allow]]\nfilter = \"orign:x\"\nreason = \"y\"\nexpires = 2027-01-01",
                "entry 1: filter: unknown field `orign`",
            ),
            (
                "[[allow]]\nfilter = \"\"\nreason = \"y\"\nexpires = 2027-01-01",
                "entry 1: an empty filter would allow every failure",
            ),
            (
                "[[allow]]\nfilter = \"x\"\nreason = \" \"\nexpires = 2027-01-01",
                "entry 1: the reason is empty",
            ),
        ] {
            let error = allowed(text).unwrap_err();
            assert!(error.starts_with(message), "{error}");
        }
    }
}
