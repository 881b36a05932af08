//! Nothing in a capture reaches a snippet that is to be pasted in a way that its language would take
//! for more than a name, a path or a host. Every capture of a cause is changed so that its hosts,
//! paths, methods, headers and origins carry what ends a string, a command or a comment.

#[expect(dead_code, reason = "only a part of it is needed here")]
mod support;

use std::fs;
use std::path::PathBuf;

use corslens::input;
use corslens::report::Report;
use serde_json::{Value, json};

/// What stands behind the mark in every changed value.
const PAYLOADS: [&str; 18] = [
    "'",
    "\"",
    "`",
    "\\",
    "$",
    "${x}",
    "$(x)",
    "\n",
    "*/",
    ">",
    ";",
    "|",
    "&",
    "</script>",
    "{{x}}",
    "<%= x %>",
    "\u{2028}",
    "'); alert(1); ('",
];
const MARK: &str = "INJ";

/// Where in a capture values are changed.
const PLACES: [&str; 6] = ["path", "host", "method", "request", "response", "name"];

/// The captures that show a cause each.
fn captures() -> Vec<PathBuf> {
    let folder = support::root().join("fixtures/causes");
    let mut found: Vec<PathBuf> = folder
        .read_dir()
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            let name = path.to_string_lossy();
            name.ends_with(".har") && !name.ends_with(".not.har")
        })
        .collect();
    found.sort();
    assert!(found.len() > 20, "{found:?}");
    found
}

fn change(capture: &mut Value, place: &str, payload: &str) {
    let poison = format!("{MARK}{payload}");
    for entry in capture["log"]["entries"].as_array_mut().unwrap() {
        let url = entry["request"]["url"]
            .as_str()
            .unwrap_or_default()
            .to_owned();
        let (scheme, rest) = url.split_once("://").unwrap_or(("https", "a.example/"));
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        match place {
            "path" => entry["request"]["url"] = json!(format!("{scheme}://{host}/{path}{poison}")),
            "host" => {
                entry["request"]["url"] = json!(format!("{scheme}://{poison}.{host}/{path}"));
            }
            "method" => {
                entry["request"]["method"] = json!(poison);
            }
            "name" => {
                if let Some(headers) = entry["request"]["headers"].as_array_mut() {
                    headers.push(json!({ "name": poison, "value": "1" }));
                    headers.push(json!({
                        "name": "Access-Control-Request-Headers",
                        "value": poison.to_lowercase(),
                    }));
                }
            }
            part => {
                if let Some(headers) = entry[part]["headers"].as_array_mut() {
                    for header in headers {
                        let value = header["value"].as_str().unwrap_or_default();
                        header["value"] = json!(format!("{value}{poison}"));
                    }
                }
            }
        }
    }
}

/// The lines of all fixes of a capture that hold the mark.
fn marked(capture: &Value) -> Vec<(String, String)> {
    let bytes = serde_json::to_vec(capture).unwrap();
    let capture = input::read(&mut bytes.as_slice(), "paste.har", &mut |_| {}).unwrap();
    let report = Report::new(vec![capture]);
    let mut found = Vec::new();
    for cause in report.causes() {
        for fix in &cause.fixes {
            for line in fix.text.lines() {
                if line.to_uppercase().contains(MARK) {
                    found.push((format!("{}, {}", cause.kind, fix.title), line.to_owned()));
                }
            }
        }
    }
    found
}

/// Whether a line gives a payload away: the mark with one of its characters as it was.
fn bites(line: &str, payload: &str) -> bool {
    let upper = line.to_uppercase();
    upper.match_indices(MARK).any(|(at, _)| {
        let after = &upper[at + MARK.len()..];
        let first: String = payload.to_uppercase().chars().take(1).collect();
        after.starts_with(&first)
    })
}

#[test]
fn nothing_that_is_pasted_can_bite() {
    let mut bitten = Vec::new();
    for path in captures() {
        let whole: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
        for place in PLACES {
            for payload in PAYLOADS {
                let mut capture = whole.clone();
                change(&mut capture, place, payload);
                for (fix, line) in marked(&capture) {
                    // A list of the names of headers to leave out is to be read: one a line.
                    let to_read = fix.contains("Stop sending") && !line.contains([' ', '"', '(']);
                    if !to_read && bites(&line, payload) {
                        bitten.push(format!("{place} {payload:?}: {fix}: {line}"));
                    }
                }
            }
        }
    }
    bitten.sort();
    bitten.dedup();
    assert!(bitten.is_empty(), "{} lines: {bitten:#?}", bitten.len());
}

#[test]
fn a_line_that_gives_a_payload_away_is_seen() {
    assert!(!bites("fetch(\"https://injured'.example\")", "'"));
    assert!(bites("fetch(\"https://inj'.example\")", "'"));
    assert!(!bites("fetch(\"https://a.example/inj%27\")", "'"));
}
