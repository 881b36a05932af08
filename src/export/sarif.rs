//! The report as SARIF 2.1.0, for code scanning: a result for each request that failed or that
//! nearly did, with the rules' documentation as help.

use std::fmt::Write as _;
use std::io::{self, Write};

use serde::Serialize;

use super::Options;
use super::json::write_pretty;
use super::words::line;
use crate::report::shape::url_shape;
use crate::report::{Detail, ExchangeId, Finding, Report, Severity};
use crate::rules::{self, Rule};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// One run with all results.
pub fn write(
    out: &mut dyn Write,
    report: &Report,
    ids: &[ExchangeId],
    options: &Options,
) -> io::Result<()> {
    let mut used: Vec<&'static Rule> = Vec::new();
    let mut results = Vec::new();
    for id in ids {
        let detail = report.gist(*id);
        for finding in &detail.findings {
            let Some(rule) = rules::by_name(finding.rule) else {
                continue;
            };
            let place = used.iter().position(|used| used.name == rule.name);
            let index = place.unwrap_or_else(|| {
                used.push(rule);
                used.len() - 1
            });
            results.push(result(report, *id, &detail, finding, index, options));
        }
    }
    let run = Run {
        tool: Tool {
            driver: Driver {
                name: "corslens",
                version: env!("CARGO_PKG_VERSION"),
                rules: used.into_iter().map(Descriptor::of).collect(),
            },
        },
        column_kind: "unicodeCodePoints",
        results,
    };
    let log = Log {
        schema: SCHEMA,
        version: "2.1.0",
        runs: [run],
    };
    write_pretty(out, &log)
}

#[derive(Serialize)]
struct Log {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run {
    tool: Tool,
    column_kind: &'static str,
    results: Vec<Outcome>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
struct Driver {
    name: &'static str,
    version: &'static str,
    rules: Vec<Descriptor>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Descriptor {
    id: &'static str,
    short_description: Text,
    help: Help,
    help_uri: &'static str,
    default_configuration: Configuration,
}

#[derive(Serialize)]
struct Text {
    text: String,
}

#[derive(Serialize)]
struct Help {
    text: String,
    markdown: String,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Outcome {
    rule_id: &'static str,
    rule_index: usize,
    level: &'static str,
    message: Text,
    locations: [Location; 1],
    partial_fingerprints: Fingerprints,
    properties: Properties,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    physical_location: PhysicalLocation,
    logical_locations: Vec<LogicalLocation>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: ArtifactLocation,
}

#[derive(Serialize)]
struct ArtifactLocation {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct LogicalLocation {
    fully_qualified_name: String,
}

#[derive(Serialize)]
struct Fingerprints {
    #[serde(rename = "corslensRequest/v1")]
    request: String,
}

#[derive(Serialize)]
struct Properties {
    method: String,
    url: String,
    origin: Option<String>,
    verdict: &'static str,
    cause: Option<&'static str>,
    fix: Option<String>,
}

impl Descriptor {
    fn of(rule: &'static Rule) -> Self {
        Self {
            id: rule.name,
            short_description: Text {
                text: rule.summary.to_owned(),
            },
            help: Help {
                text: rule.documentation(),
                markdown: rule.documentation(),
            },
            help_uri: rule.spec,
            default_configuration: Configuration {
                level: rule.severity.word(),
            },
        }
    }
}

fn result(
    report: &Report,
    id: ExchangeId,
    detail: &Detail,
    finding: &Finding,
    rule_index: usize,
    options: &Options,
) -> Outcome {
    let row = report.row(id);
    let url = options.url(row.url).into_owned();
    let cause = row
        .cause
        .and_then(|cause| report.causes.get(cause as usize));
    let fix = cause.and_then(|cause| cause.fixes.first());
    let fix = fix.map(|fix| options.text(&fix.title).into_owned());
    let is_error = finding.severity == Severity::Error;
    let said = if is_error {
        &detail.headline
    } else {
        &finding.summary
    };
    let mut message = format!("{} {}: {}", row.method, url, options.text(said));
    if let Some(fix) = fix.as_deref().filter(|_| is_error) {
        // Writing to a string cannot fail.
        let _ = write!(message, " Fix: {fix}.");
    }
    Outcome {
        rule_id: finding.rule,
        rule_index,
        level: finding.severity.word(),
        message: Text {
            text: line(&message),
        },
        locations: [Location {
            physical_location: PhysicalLocation {
                artifact_location: ArtifactLocation {
                    uri: uri(&row.capture.file),
                },
            },
            logical_locations: finding
                .evidence
                .iter()
                .map(|place| LogicalLocation {
                    fully_qualified_name: place.place.clone(),
                })
                .collect(),
        }],
        partial_fingerprints: Fingerprints {
            request: fingerprint(&[
                finding.rule,
                row.method,
                &url_shape(&url),
                row.origin.unwrap_or_default(),
            ]),
        },
        properties: Properties {
            method: row.method.to_owned(),
            url: line(&url),
            origin: row.origin.map(str::to_owned),
            verdict: row.outcome.word(),
            cause: cause.map(|cause| cause.kind),
            fix,
        },
    }
}

/// A file's name as a relative reference. Nothing in it can be taken for a scheme.
fn uri(file: &str) -> String {
    let mut uri = String::with_capacity(file.len());
    for byte in file.replace('\\', "/").bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}

/// The same for the same request in every run: FNV-1a over what it is, not over where it stands.
fn fingerprint(parts: &[&str]) -> String {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for part in parts {
        for byte in part.bytes().chain([0]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
        }
    }
    format!("{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::{fingerprint, uri};

    #[test]
    fn names_of_files_are_references() {
        for (file, expected) in [
            ("fixtures/shop.har", "fixtures/shop.har"),
            ("C:\\my files\\a.har", "C%3A/my%20files/a.har"),
            ("javascript:alert(1)", "javascript%3Aalert%281%29"),
        ] {
            assert_eq!(uri(file), expected);
        }
    }

    #[test]
    fn fingerprints_tell_requests_apart_and_stay() {
        assert_eq!(fingerprint(&["a", "b"]), fingerprint(&["a", "b"]));
        assert_ne!(fingerprint(&["a", "b"]), fingerprint(&["ab", ""]));
        assert_eq!(fingerprint(&[]), "cbf29ce484222325");
    }
}
