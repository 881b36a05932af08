//! Where a recording holds a browser's error and nothing of the response, no sentence shows an empty
//! value or a status that is none.

use corslens::capture::RefusalKind;
use corslens::export::{self, Options};
use corslens::input;
use corslens::report::{ExchangeId, Report};
use serde_json::json;

/// Error texts that mean no refusal by themselves.
const OTHER_ERRORS: [&str; 8] = [
    "net::ERR_FAILED",
    "net::ERR_BLOCKED_BY_RESPONSE",
    "net::ERR_BLOCKED_BY_RESPONSE.NotSameOriginAfterDefaultedToSameOriginByCoep",
    "net::ERR_CONTENT_LENGTH_MISMATCH",
    "net::ERR_CONNECTION_REFUSED",
    "net::ERR_CERT_AUTHORITY_INVALID",
    "net::ERR_SSL_PROTOCOL_ERROR",
    "net::ERR_ABORTED",
];
const RESOURCES: [&str; 8] = [
    "fetch",
    "image",
    "script",
    "stylesheet",
    "font",
    "document",
    "eventsource",
    "websocket",
];

/// The report on a request of which only an error is recorded.
fn report(playwright: bool, error: &str, resource: &str) -> String {
    let (creator, status, member) = if playwright {
        ("Playwright", -1, "_failureText")
    } else {
        ("WebInspector", 0, "_error")
    };
    let scheme = if resource == "websocket" {
        "wss"
    } else {
        "https"
    };
    let mut entry = json!({
        "pageref": "page_1",
        "startedDateTime": "2026-11-25T10:00:00.000Z",
        "time": 5,
        "_resourceType": resource,
        "request": {
            "method": "GET",
            "url": format!("{scheme}://img.example/a"),
            "headers": [{ "name": "Referer", "value": "https://shop.example/" }],
        },
        "response": {
            "status": status,
            "headers": [],
            "content": { "size": -1, "mimeType": "x-unknown" },
        },
    });
    entry["response"][member] = json!(error);
    let har = json!({ "log": {
        "creator": { "name": creator, "version": "1.52.0" },
        "browser": { "name": "chromium", "version": "140.0" },
        "pages": [{ "id": "page_1", "title": "https://shop.example/" }],
        "entries": [entry],
    }});
    let bytes = serde_json::to_vec(&har).unwrap();
    let capture = input::read(&mut bytes.as_slice(), "error.har", &mut |_| {}).unwrap();
    let report = Report::new(vec![capture]);
    let ids: Vec<ExchangeId> = report.ids().collect();
    let mut text = Vec::new();
    let format = export::format("text").unwrap();
    (format.write)(&mut text, &report, &ids, &Options::default()).unwrap();
    String::from_utf8(text).unwrap()
}

#[test]
fn what_is_not_recorded_is_not_shown_as_empty() {
    let mut errors: Vec<&str> = OTHER_ERRORS.to_vec();
    for kind in RefusalKind::ALL {
        errors.extend_from_slice(kind.row().errors);
    }
    assert!(errors.len() > 15, "{errors:?}");
    let mut wrong = Vec::new();
    for error in errors {
        for resource in RESOURCES {
            for playwright in [true, false] {
                let text = report(playwright, error, resource);
                // What the recorder leaves out is told at the top, and the evidence as it stands.
                let told = text.lines().skip_while(|line| !line.is_empty());
                let evidence = |line: &str| line.contains(" at /log/");
                for line in told.filter(|line| !evidence(line)) {
                    for empty in [
                        "``",
                        "(0)",
                        "(-1)",
                        "status 0",
                        "status -1",
                        "with 0",
                        "with -1",
                    ] {
                        if line.contains(empty) {
                            wrong.push(format!("{error} {resource}: {}", line.trim()));
                        }
                    }
                }
            }
        }
    }
    wrong.sort();
    wrong.dedup();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_failure_that_is_no_cors_request_has_no_console_line_about_cors() {
    let entry = |mode: &str, url: &str| {
        json!({
            "startedDateTime": "2026-11-25T10:00:00.000Z",
            "time": 0,
            "request": { "method": "GET", "url": url, "headers": [
                { "name": "Referer", "value": "https://shop.example/" },
                { "name": "Sec-Fetch-Mode", "value": mode },
            ]},
            "response": { "status": 0, "headers": [], "content": { "size": 0 } },
        })
    };
    let har = json!({ "log": {
        "creator": { "name": "Firefox", "version": "153.0" },
        "entries": [
            entry("cors", "https://api.example/other"),
            entry("cors", "https://shop.example/own"),
            entry("no-cors", "https://img.example/a.png"),
        ],
    }});
    let bytes = serde_json::to_vec(&har).unwrap();
    let capture = input::read(&mut bytes.as_slice(), "failed.har", &mut |_| {}).unwrap();
    let report = Report::new(vec![capture]);
    let lines: Vec<bool> = report
        .ids()
        .map(|id| {
            let detail = report.detail(id);
            let found = &detail.findings[0];
            assert_eq!(found.rule, "network-error");
            found.console.firefox.is_some()
        })
        .collect();
    assert_eq!(lines, [true, false, false]);
}

/// ZAP exports the folders of its site tree as entries, with the headers of a request below them.
#[test]
fn a_folder_of_zaps_site_tree_is_no_request_that_failed() {
    let entry = |path: &str, kind: serde_json::Value, status: i32| {
        json!({
            "startedDateTime": "1970-01-01T00:00:00Z",
            "time": 0,
            "request": {
                "method": "GET",
                "url": format!("https://api.example{path}"),
                "httpVersion": "HTTP/1.1",
                "headers": [{"name": "Origin", "value": "https://shop.example"}]
            },
            "response": {"status": status, "statusText": "", "headers": []},
            "_zapMessageId": 1,
            "_zapMessageType": kind
        })
    };
    let har = json!({"log": {"creator": {"name": "ZAP"}, "entries": [
        entry("/v2", json!(0), 0),
        entry("/v2/old", json!("0"), 0),
        // Requests: one that got a response, and two that did not.
        entry("/v2/items", json!(0), 200),
        entry("/v2/down", json!(1), 0),
        entry("/v2/gone", json!("10"), 0),
    ]}});
    let text = har.to_string();
    let capture = input::read(&mut text.as_bytes(), "zap.har", &mut |_| {}).unwrap();
    let kept: Vec<(u32, &str)> = capture
        .entries
        .iter()
        .map(|entry| (entry.number, capture.url(entry)))
        .collect();
    assert_eq!(
        kept,
        [
            (2, "https://api.example/v2/items"),
            (3, "https://api.example/v2/down"),
            (4, "https://api.example/v2/gone"),
        ]
    );
}
