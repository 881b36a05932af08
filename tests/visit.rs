//! Recordings of one visit are read as one capture.

use corslens::capture::Capture;
use corslens::input::read;
use corslens::report::Report;

const ALLOWED: &str = r#"{"name":"access-control-allow-origin","value":"https://shop.example"}"#;

/// An entry of Firefox's network monitor.
fn entry(method: &str, url: &str, status: u16, headers: &str) -> String {
    format!(
        r#"{{"startedDateTime":"2026-11-25T09:11:02.000Z","time":1,"request":{{"method":"{method}","url":"{url}","headers":[{{"name":"Origin","value":"https://shop.example"}},{{"name":"Referer","value":"https://shop.example/"}}]}},"response":{{"status":{status},"statusText":"","headers":[{headers}],"content":{{"size":0}}}}}}"#
    )
}

fn har(entries: &[String]) -> Capture {
    let entries = entries.join(",");
    let text = format!(
        r#"{{"log":{{"version":"1.2","creator":{{"name":"Firefox","version":"153.0"}},"entries":[{entries}]}}}}"#
    );
    read(&mut text.as_bytes(), "app.har", &mut |_| {}).unwrap()
}

fn console(lines: &[&str]) -> Capture {
    read(&mut lines.join("\n").as_bytes(), "console.log", &mut |_| {}).unwrap()
}

fn firefox(url: &str, reason: &str) -> String {
    format!(
        "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at {url}. (Reason: {reason})."
    )
}

/// Each exchange in a few words: method, URL, verdict, rule, and the place of its first entry.
fn rows(report: &Report) -> Vec<String> {
    report
        .ids()
        .map(|id| {
            let row = report.row(id);
            let because = row.verdicts.recorded_by.because;
            let rule = because.map_or("", |reason| reason.kind.name());
            format!("{} {} {} {rule}", row.method, row.url, row.outcome.word())
                .trim()
                .to_owned()
        })
        .collect()
}

#[test]
fn a_line_finds_the_request_it_is_about_in_any_order_of_the_files() {
    let url = "https://api.example/a";
    let line = firefox(
        url,
        "Credential is not supported if the CORS header ‘Access-Control-Allow-Origin’ is ‘*’",
    );
    let any = r#"{"name":"access-control-allow-origin","value":"*"}"#;
    let entries = [
        entry("GET", url, 200, any),
        entry("GET", "https://api.example/b", 200, any),
    ];
    for swapped in [false, true] {
        let mut captures = vec![har(&entries), console(&[&line])];
        if swapped {
            captures.reverse();
        }
        let report = Report::new(captures);
        assert_eq!(report.captures().len(), 1);
        assert_eq!(report.captures()[0].file, "app.har");
        let id = report.ids().next().unwrap();
        let row = report.row(id);
        let because = row.verdicts.recorded_by.because.unwrap();
        assert_eq!(
            because.kind.name(),
            "allow-origin-wildcard-with-credentials"
        );
        let detail = report.detail(id);
        let cited = |sentence: &String| sentence.contains("console.log line 1");
        assert!(
            detail.explanation.iter().any(cited),
            "{:?}",
            detail.explanation
        );
        assert_eq!(detail.credentials.value.as_deref(), Some("include"));
    }
}

#[test]
fn a_request_that_no_recording_holds_is_seen_only_in_the_console() {
    let line = firefox(
        "https://api.example/missing",
        "CORS header ‘Access-Control-Allow-Origin’ missing",
    );
    let allowed = entry("GET", "https://api.example/b", 200, ALLOWED);
    let report = Report::new(vec![har(&[allowed]), console(&[&line])]);
    assert_eq!(
        rows(&report),
        [
            "GET https://api.example/b undetermined",
            "https://api.example/missing blocked allow-origin-missing",
        ]
    );
    let id = report.ids().nth(1).unwrap();
    let detail = report.detail(id);
    assert_eq!(
        detail.explanation,
        ["Only the console shows this request (console.log line 1); it is not in app.har."]
    );
}

#[test]
fn identical_requests_share_what_their_lines_agree_on() {
    let url = "https://api.example/a";
    let line = firefox(url, "CORS header ‘Access-Control-Allow-Origin’ missing");
    let blocked = entry("GET", url, 200, "");
    let report = Report::new(vec![
        har(&[blocked.clone(), blocked]),
        console(&[&line, &line]),
    ]);
    let row = "GET https://api.example/a blocked allow-origin-missing";
    assert_eq!(rows(&report), [row, row]);
}

#[test]
fn lines_about_one_request_are_one_report() {
    let url = "https://api.example/a";
    let failed = firefox(url, "CORS request did not succeed");
    let redirected = firefox(url, "CORS request external redirect not allowed");
    let status = firefox(url, "CORS preflight response did not succeed");
    let warning = "The script from “https://api.example/s.js” was loaded even though its MIME type (“text/css”) is not a valid JavaScript MIME type.";
    let opaque = "The resource at “https://api.example/s.js” was blocked by OpaqueResponseBlocking. Reason: “Javascript validation failed”.";
    let header = firefox(url, "CORS header ‘Access-Control-Allow-Origin’ missing");
    let tables: [(&[&str], &[&str]); 5] = [
        (
            &[&header, &failed, &failed],
            &["https://api.example/a blocked allow-origin-missing"],
        ),
        (
            &[&redirected, &status, &failed],
            &["https://api.example/a blocked preflight-redirect"],
        ),
        (&[&failed], &["https://api.example/a failed network-error"]),
        (
            &[&header, warning],
            &["https://api.example/a blocked allow-origin-missing"],
        ),
        (&[warning, opaque], &["https://api.example/s.js blocked"]),
    ];
    for (lines, expected) in tables {
        let found = rows(&Report::new(vec![console(lines)]));
        assert_eq!(found.len(), expected.len(), "{lines:?} {found:?}");
        for (found, expected) in found.iter().zip(expected) {
            assert!(found.starts_with(expected), "{lines:?}: {found}");
        }
    }
}

#[test]
fn a_line_that_contradicts_the_capture_is_said() {
    let chromium = r#"{"log":{"version":"1.2","creator":{"name":"WebInspector","version":"537.36"},"entries":[{"_resourceType":"fetch","startedDateTime":"2026-11-25T09:11:02.000Z","time":1,"request":{"method":"GET","url":"https://api.example/a","headers":[{"name":"Origin","value":"https://shop.example"}]},"response":{"status":200,"statusText":"","headers":[{"name":"access-control-allow-origin","value":"*"}],"content":{"size":2},"_error":null}}]}}"#;
    let har = read(&mut chromium.as_bytes(), "app.har", &mut |_| {}).unwrap();
    let line = "Access to fetch at 'https://api.example/a' from origin 'https://shop.example' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.";
    let report = Report::new(vec![har, console(&[line])]);
    assert_eq!(rows(&report), ["GET https://api.example/a allowed"]);
    let notes = &report.captures()[0].notes;
    assert_eq!(notes.len(), 1);
    assert!(
        notes[0]
            .text
            .starts_with("console.log line 1 says that the browser refused"),
        "{}",
        notes[0].text
    );
}

#[test]
fn many_lines_about_many_identical_requests_cost_no_more_than_each_by_itself() {
    const MANY: usize = 2000;
    let url = "https://api.example/a";
    let line = firefox(url, "CORS header ‘Access-Control-Allow-Origin’ missing");
    let entries = vec![entry("GET", url, 200, ""); MANY];
    let lines = vec![line.as_str(); MANY];
    let report = Report::new(vec![har(&entries), console(&lines)]);
    let capture = &report.captures()[0];
    assert_eq!(capture.entries.len(), MANY);
    assert!(capture.statements.len() <= 3 * MANY);
    assert!(rows(&report).iter().all(|row| row.contains("blocked")));
}

#[test]
fn nothing_in_a_console_can_harm_a_terminal() {
    use corslens::export::{FORMATS, Options};

    let hostile = "Access to fetch at 'https://api.example/\u{202e}a\u{1b}]0;pwned\u{7}\u{8}' from origin 'https://shop.example' has been blocked by CORS policy: The 'Access-Control-Allow-Origin' header has a value '\u{1b}[2J\u{9b}31m' that is not equal to the supplied origin.";
    let report = Report::new(vec![console(&[hostile])]);
    let ids: Vec<_> = report.ids().collect();
    for format in FORMATS {
        let mut out = Vec::new();
        (format.write)(&mut out, &report, &ids, &Options::default()).unwrap();
        let text = String::from_utf8(out).unwrap();
        let harms = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
        assert!(!text.contains(harms), "{}: {text}", format.name);
    }
}

/// A recording of the corpus.
fn recorded(file: &str) -> Capture {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/corpus/logs");
    corslens::input::open(&path.join(file), &mut |_| {}).unwrap()
}

#[test]
fn a_har_and_the_logs_of_its_visit_are_one_capture() {
    for (log, cited) in [
        ("chrome/001.cdp.jsonl.gz", "001.cdp.jsonl.gz"),
        ("chrome/netlog.json.gz", "netlog.json.gz"),
    ] {
        let har = recorded("chrome/001.har.gz");
        let requests = har.entries.len();
        for log_first in [false, true] {
            let mut captures = vec![recorded("chrome/001.har.gz"), recorded(log)];
            if log_first {
                captures.reverse();
            }
            captures.push(recorded("chrome/001.devtools-console.log.gz"));
            let report = Report::new(captures);
            let [capture] = report.captures() else {
                panic!("{log}: {} captures", report.captures().len());
            };
            assert!(capture.file.ends_with("001.har.gz"), "{log}");
            assert_eq!(capture.joined.len(), 2, "{log}");
            assert!(
                capture.entries.len() < requests + requests / 4,
                "{log}: {requests} requests became {}",
                capture.entries.len()
            );
            let of_the_log =
                |statement: &&corslens::capture::Statement| capture.cite(statement).contains(cited);
            let told = capture.statements.iter().filter(of_the_log).count();
            assert!(told > 50, "{log}: {told}");
            let blocked = report
                .ids()
                .filter(|id| report.row(*id).outcome.is_failure());
            assert!(blocked.count() >= 30, "{log}");
        }
    }
}

#[test]
fn recordings_of_other_visits_stay_apart() {
    let two = |one, other| {
        Report::new(vec![recorded(one), recorded(other)])
            .captures()
            .len()
    };
    assert_eq!(two("chrome/000.har.gz", "chrome/001.har.gz"), 2);
    assert_eq!(two("chrome/000.har.gz", "chrome/001.cdp.jsonl.gz"), 2);
    assert_eq!(two("firefox/001.har.gz", "chrome/001.cdp.jsonl.gz"), 2);
    assert_eq!(two("chrome/001.cdp.jsonl.gz", "chrome/002.cdp.jsonl.gz"), 2);
}

#[test]
fn what_safari_says_of_several_faults_is_not_put_down_to_credentials() {
    let lines = [
        "[Error] Origin https://shop.example is not allowed by Access-Control-Allow-Origin. Status code: 200",
        "[Error] Fetch API cannot load https://api.example/items due to access control checks.",
    ];
    let report = Report::new(vec![console(&lines)]);
    let id = report.ids().next().unwrap();
    let detail = report.detail(id);
    let rules: Vec<&str> = detail.findings.iter().map(|found| found.rule).collect();
    assert_eq!(rules, ["allow-origin-missing", "allow-origin-mismatch"]);
    assert!(detail.findings.iter().all(|found| found.possible));
    let unknowns = detail.unknowns.join("\n");
    assert!(unknowns.contains("has no responses"), "{unknowns}");
    assert!(!unknowns.contains("credentials"), "{unknowns}");
}
