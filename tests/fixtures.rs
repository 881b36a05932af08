//! Fixtures that carry their own expectation, in `log._expect`:
//!
//! ```json
//! "_expect": [ { "method": "PUT", "url": "http://service.example.com/read-only",
//!                "verdict": "blocked", "rule": "method-not-allowed", "phase": "preflight" } ]
//! ```
//!
//! `verdict` is for the browser that made the capture; `rule`, `phase`, `cause` (a kind of cause),
//! `fix` (the title of its first fix) and the verdicts of other browsers (`"firefox": "blocked"`) are checked where they are given;
//! `rules` where the capture leaves it open which of two was named.

mod support;

use std::fs::File;
use std::io::Read;
use std::path::Path;

use corslens::browsers::Profile;
use corslens::input;
use corslens::report::{Report, Row};
use serde_json::Value;

#[test]
fn fixtures_are_judged_as_they_expect() {
    let mut checked = 0;
    for path in support::fixtures() {
        let Some(expectations) = expectations(&path) else {
            continue;
        };
        let capture = input::open(&path, &mut |_| {}).unwrap();
        let report = Report::new(vec![capture]);
        for expected in &expectations {
            let place = format!("{}: {expected}", path.display());
            let text = |key: &str| expected[key].as_str();
            let found: Vec<Row<'_>> = report
                .ids()
                .map(|id| report.row(id))
                .filter(|row| Some(row.url) == text("url") && Some(row.method) == text("method"))
                // Tells requests of one URL apart: the page's and its service worker's.
                .filter(|row| {
                    let first = report.exchanges()[row.id.0 as usize].first_entry();
                    let entry = first.map(|entry| u64::from(entry.number()));
                    expected["entry"].is_null() || expected["entry"].as_u64() == entry
                })
                .collect();
            let [row] = found.as_slice() else {
                panic!("{place}: {} exchanges", found.len());
            };
            assert_eq!(Some(row.outcome.word()), text("verdict"), "{place}");
            if expected.get("rule").is_some() {
                assert_eq!(row.refusal.map(|r| r.kind.name()), text("rule"), "{place}");
            }
            if let Some(rules) = expected["rules"].as_array() {
                let reasons = report.exchanges()[row.id.0 as usize].reasons;
                let mut named: Vec<&str> =
                    reasons.iter().flatten().map(|r| r.kind.name()).collect();
                named.sort_unstable();
                assert_eq!(rules, &named, "{place}");
            }
            if expected.get("phase").is_some() {
                assert_eq!(
                    row.refusal.map(|r| r.phase.word()),
                    text("phase"),
                    "{place}"
                );
            }
            if expected.get("cause").is_some() {
                let kind = row.cause.map(|cause| report.causes()[cause as usize].kind);
                assert_eq!(kind, text("cause"), "{place}");
            }
            if expected.get("fix").is_some() {
                let cause = row.cause.map(|cause| &report.causes()[cause as usize]);
                let first = cause.and_then(|cause| cause.fixes.first());
                assert_eq!(first.map(|fix| fix.title.as_str()), text("fix"), "{place}");
            }
            for profile in Profile::ALL {
                if let Some(verdict) = text(profile.word()) {
                    let judged = row.verdicts.of(profile).outcome.word();
                    assert_eq!(judged, verdict, "{} {place}", profile.name());
                }
            }
            checked += 1;
        }
    }
    assert!(checked >= 12, "only {checked} expectations");
}

fn expectations(path: &Path) -> Option<Vec<Value>> {
    let mut bytes = Vec::new();
    File::open(path).unwrap().read_to_end(&mut bytes).unwrap();
    if path.extension().is_some_and(|extension| extension == "gz") {
        let mut plain = Vec::new();
        flate2::read::GzDecoder::new(bytes.as_slice())
            .read_to_end(&mut plain)
            .unwrap();
        bytes = plain;
    }
    // Damaged on purpose: nothing to expect.
    let document: Value = serde_json::from_slice(&bytes).ok()?;
    document.pointer("/log/_expect")?.as_array().cloned()
}
