//! Builds that know of failures, and what a change fixed or broke.

#[path = "support/program.rs"]
mod program;
#[path = "support/mod.rs"]
mod support;

use std::fs;
use std::path::{Path, PathBuf};

use corslens::compare::{Status, compare, subjects};
use corslens::export::{self, Options, written};
use corslens::input;
use corslens::report::{ExchangeId, Report};
use program::{Run, run};

const SHOP: &str = "fixtures/shop.har";

/// The shop with the cart's wildcard replaced by the origin of the page.
fn repaired(folder: &Path) -> PathBuf {
    let text = fs::read_to_string(support::root().join(SHOP)).unwrap();
    let mut document: serde_json::Value = serde_json::from_str(&text).unwrap();
    let entry = &mut document["log"]["entries"][7];
    assert_eq!(entry["request"]["url"], "https://api.shop.example/v2/cart");
    entry["response"].as_object_mut().unwrap().remove("_error");
    for header in entry["response"]["headers"].as_array_mut().unwrap() {
        if header["name"] == "access-control-allow-origin" {
            header["value"] = "https://shop.example".into();
        }
    }
    let path = folder.join("repaired.har");
    fs::write(&path, document.to_string()).unwrap();
    path
}

fn words(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[test]
fn what_a_change_fixed_and_broke() {
    let folder = tempfile::tempdir().unwrap();
    let repaired = repaired(folder.path());
    let Run { out, err, status } = run(&["compare", SHOP, words(&repaired)]);
    assert_eq!((status, err.as_str()), (Some(0), ""), "{out}");
    let sides = format!(
        "before: {SHOP}, 27 requests\nafter:  {}, 27 requests\n",
        words(&repaired)
    );
    assert_eq!(
        out.strip_prefix(&sides).and_then(|out| out.lines().next()),
        Some("1 endpoint fixed, nothing broke."),
        "{out}"
    );
    assert!(
        out.contains("✓ GET https://api.shop.example/v2/cart from https://shop.example\n  before  blocked (allow-origin-wildcard-with-credentials): "),
        "{out}"
    );
    assert!(out.contains("    16 fail as before"), "{out}");
    let Run { out, status, .. } = run(&["compare", words(&repaired), SHOP]);
    assert_eq!(status, Some(1));
    assert!(
        out.contains("\n1 endpoint broke, nothing was fixed.\n"),
        "{out}"
    );
    assert!(
        out.contains("\n## broken: 1 endpoint did not fail before and fails now\n"),
        "{out}"
    );
    let Run { out, status, .. } = run(&["compare", SHOP, SHOP]);
    assert_eq!(status, Some(0));
    assert!(
        out.contains("\nNothing broke and nothing was fixed.\n"),
        "{out}"
    );
    // A filter hides the change.
    let filter = ["--filter", "host:auth.example"];
    let arguments = [&["compare", words(&repaired), SHOP][..], &filter].concat();
    assert_eq!(run(&arguments).status, Some(0));
}

#[test]
fn a_report_stands_for_its_recording() {
    let folder = tempfile::tempdir().unwrap();
    let repaired = repaired(folder.path());
    let report = folder.path().join("before.json");
    assert_eq!(run(&["check", SHOP, "-o", words(&report)]).status, Some(1));
    for format in ["text", "markdown", "json", "html"] {
        let from_report = run(&["compare", words(&report), words(&repaired), "-f", format]);
        let from_capture = run(&["compare", SHOP, words(&repaired), "-f", format]);
        // But for the name of the file.
        let rest = |out: &str| out.replace(words(&report), SHOP);
        assert_eq!(rest(&from_report.out), from_capture.out);
    }
    let Run { out, .. } = run(&["compare", words(&report), words(&repaired), "-f", "json"]);
    let document: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(document["schema"], "corslens.comparison/1");
    assert_eq!(document["broke"], false);
    assert_eq!(document["changes"][0]["status"], "fixed");
    assert_eq!(document["changes"][0]["before"][0]["verdict"], "blocked");
}

#[test]
fn what_cannot_be_compared_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let bad = folder.path().join("bad.json");
    fs::write(
        &bad,
        "{\"schema\": \"corslens.report/7\", \"exchanges\": []}",
    )
    .unwrap();
    for (before, message) in [
        ("none.har", "none.har"),
        (words(&bad), "its schema is `corslens.report/7`"),
    ] {
        let Run { status, err, .. } = run(&["compare", before, SHOP]);
        assert_eq!(status, Some(2));
        assert!(err.contains(message), "{err}");
        let Run { status, .. } = run(&["check", SHOP, "--baseline", before]);
        assert_eq!(status, Some(2));
    }
}

#[test]
fn a_written_report_says_the_same_as_the_report() {
    // The corpora hold thousands of the same kind.
    let large = |path: &PathBuf| path.components().any(|part| part.as_os_str() == "corpus");
    for path in support::fixtures().into_iter().filter(|path| !large(path)) {
        let Ok(capture) = input::open(&path, &mut |_| {}) else {
            continue;
        };
        let report = Report::new(vec![capture]);
        let ids: Vec<ExchangeId> = report.ids().collect();
        let mut bytes = Vec::new();
        let json = export::format("json").unwrap();
        (json.write)(&mut bytes, &report, &ids, &Options::default()).unwrap();
        let read = written::subjects_of(&bytes).unwrap();
        let now = subjects(&report, &ids);
        assert_eq!(read, now, "{}", path.display());
        let unchanged = |status| matches!(status, Status::Same | Status::StillFails);
        let changes = compare(&read, &now);
        assert!(changes.iter().all(|change| unchanged(change.status)));
    }
}

#[test]
fn a_build_fails_only_on_what_is_new() {
    let folder = tempfile::tempdir().unwrap();
    let repaired = repaired(folder.path());
    let baseline = folder.path().join("baseline.json");
    assert_eq!(
        run(&["check", SHOP, "-o", words(&baseline)]).status,
        Some(1)
    );
    let against = |capture: &str| run(&["check", capture, "--baseline", words(&baseline)]);

    let Run { out, err, status } = against(SHOP);
    assert_eq!(status, Some(0), "{err}");
    assert!(
        err.ends_with("baseline.json: 0 new, 17 known, 0 fixed\n"),
        "{err}"
    );
    assert!(
        out.contains("none was blocked. 17 known failures are left out."),
        "{out}"
    );

    let Run { err, status, .. } = against(words(&repaired));
    assert_eq!(status, Some(0), "{err}");
    assert!(
        err.ends_with("baseline.json: 0 new, 16 known, 1 fixed\n"),
        "{err}"
    );

    let before = folder.path().join("before.json");
    run(&["check", words(&repaired), "-o", words(&before)]);
    let Run { out, err, status } = run(&["check", SHOP, "--baseline", words(&before)]);
    assert_eq!(status, Some(1), "{err}");
    assert!(
        err.ends_with("before.json: 1 new, 16 known, 0 fixed\n"),
        "{err}"
    );
    assert!(
        out.contains("✗ GET https://api.shop.example/v2/cart\n"),
        "{out}"
    );
    assert!(!out.contains("https://auth.example/session"), "{out}");
    // The formats for programs hold everything: the next baseline is made of one.
    let again = run(&["check", SHOP, "--baseline", words(&before), "-f", "json"]);
    assert_eq!(again.out, run(&["check", SHOP, "-f", "json"]).out);
}

#[test]
fn a_build_allows_what_somebody_answers_for() {
    let folder = tempfile::tempdir().unwrap();
    let allow = folder.path().join("allow.toml");
    let entry = |filter: &str, expires: &str| {
        format!("[[allow]]\nfilter = {filter:?}\nreason = \"SHOP-17\"\nexpires = {expires}\n")
    };
    let check = |text: String| {
        fs::write(&allow, text).unwrap();
        run(&["check", SHOP, "--allow", words(&allow)])
    };
    let Run { err, status, out } = check(entry("verdict:blocked", "9999-12-31"));
    assert_eq!((status, err.as_str()), (Some(0), ""));
    assert!(out.contains("16 known failures are left out."), "{out}");
    let Run { err, status, .. } = check(entry("verdict:blocked", "2001-01-01"));
    assert_eq!(status, Some(1));
    assert!(
        err.contains("`verdict:blocked` expired on 2001-01-01 (SHOP-17)"),
        "{err}"
    );
    let Run { err, status, .. } = check(entry("host:nowhere.example", "9999-12-31"));
    assert_eq!(status, Some(1));
    assert!(
        err.contains("`host:nowhere.example` no longer matches any failure"),
        "{err}"
    );
    let Run { err, status, .. } = check("[[allow]]\nfilter = \"x\"\n".to_owned());
    assert_eq!(status, Some(2));
    assert!(
        err.contains("allow.toml: line 1: missing field `reason`"),
        "{err}"
    );
}

#[test]
fn a_capture_that_cannot_show_failures_is_no_proof() {
    let folder = tempfile::tempdir().unwrap();
    let text = fs::read_to_string(support::root().join(SHOP)).unwrap();
    let safari = folder.path().join("safari.har");
    let text = text.replace("\"WebInspector\"", "\"WebKit Web Inspector\"");
    fs::write(&safari, text).unwrap();
    let check = |more: &[&str]| {
        let always = ["check", words(&safari), "--fail-on", "never"];
        run(&[&always[..], more].concat())
    };
    let Run { err, status, .. } = check(&[]);
    assert_eq!(status, Some(0));
    assert!(err.contains("it cannot show CORS failures"), "{err}");
    assert_eq!(check(&["--require-evidence"]).status, Some(1));
    let Run { err, status, .. } = run(&["check", SHOP, "--fail-on", "never", "--require-evidence"]);
    assert_eq!((status, err.as_str()), (Some(0), ""));
}

#[test]
fn several_reports_come_from_one_run() {
    let folder = tempfile::tempdir().unwrap();
    let [text, json] = ["report.txt", "report.json"].map(|name| folder.path().join(name));
    let Run { out, status, .. } = run(&[
        "check",
        SHOP,
        "-o",
        words(&text),
        "-o",
        words(&json),
        "-o",
        "-",
        "-f",
        "markdown",
    ]);
    assert_eq!(status, Some(1));
    assert_eq!(out, run(&["check", SHOP, "-f", "markdown"]).out);
    assert_eq!(fs::read_to_string(text).unwrap(), run(&["check", SHOP]).out);
    assert_eq!(
        fs::read_to_string(json).unwrap(),
        run(&["check", SHOP, "-f", "json"]).out
    );
}
