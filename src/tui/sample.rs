//! What the tests of the screen show: captures read from text, and a detail with everything in it.

use std::sync::Arc;

use super::pane::detail::Told;
use crate::input;
use crate::report::{
    Codes, Comparison, Console, Detail, FactText, Finding, Report, Severity, Shown, Step,
    StepOutcome,
};

/// Text that would take over a terminal.
pub const HOSTILE: &str = "\u{1b}[31m\u{1b}]0;owned\u{7}\u{202e}evil\r\n\u{9b}2J";

/// The report on a file in `fixtures`.
pub fn fixture(name: &str) -> Arc<Report> {
    let path = [env!("CARGO_MANIFEST_DIR"), "fixtures", name]
        .iter()
        .collect::<std::path::PathBuf>();
    let mut capture = input::open(&path, &mut |_| {}).expect("a capture");
    capture.file = format!("fixtures/{name}");
    Arc::new(Report::new(vec![capture]))
}

/// A request: method, URL, origin, status, response headers.
type Request<'a> = (&'a str, &'a str, &'a str, u16, &'a [(&'a str, &'a str)]);

/// The report on a capture with these requests.
pub fn report(requests: &[Request<'_>]) -> Arc<Report> {
    let entries: Vec<serde_json::Value> = requests
        .iter()
        .map(|(method, url, origin, status, headers)| {
            let headers: Vec<_> = headers
                .iter()
                .map(|(name, value)| serde_json::json!({ "name": name, "value": value }))
                .collect();
            serde_json::json!({
                "startedDateTime": "2026-11-22T10:00:00.000Z",
                "time": 12,
                "request": {
                    "method": method, "url": url, "httpVersion": "HTTP/2",
                    "headers": [
                        { "name": "Origin", "value": origin },
                        { "name": "Sec-Fetch-Mode", "value": "cors" },
                    ],
                },
                "response": {
                    "status": status, "statusText": "", "httpVersion": "HTTP/2",
                    "headers": headers, "content": { "size": 3, "mimeType": "text/plain" },
                },
                "timings": { "send": 1, "wait": 10, "receive": 1 },
            })
        })
        .collect();
    let text = serde_json::json!({ "log": {
        "version": "1.2", "creator": { "name": HOSTILE, "version": "1" }, "entries": entries,
    } })
    .to_string();
    let capture = input::read(&mut text.as_bytes(), "sample.har", &mut |_| {}).expect("a capture");
    Arc::new(Report::new(vec![capture]))
}

/// Requests with text that is hard to show.
pub fn hostile() -> Arc<Report> {
    let long = format!("https://api.example/{}", "very-long-path/".repeat(2000));
    let owned = format!("https://api.example/{HOSTILE}");
    report(&[
        (
            "GET",
            &owned,
            "https://app.example",
            200,
            &[("X-Note", HOSTILE)],
        ),
        (
            "GET",
            &long,
            "https://app.example",
            200,
            &[("Access-Control-Allow-Origin", "*")],
        ),
        (
            HOSTILE,
            "https://漢字.example/漢字/漢字?漢=字",
            "https://漢字.example",
            200,
            &[],
        ),
        ("GET", "not a url", HOSTILE, 0, &[]),
        ("GET", "", "", 0, &[]),
    ])
}

/// The detail with everything in it, as the pane has it.
pub fn told() -> Told {
    Told {
        detail: detail(),
        ..Told::default()
    }
}

/// A detail with every kind of thing in it.
#[expect(clippy::too_many_lines, reason = "it is a list of samples")]
pub fn detail() -> Detail {
    let step = |message: &str, step, text: &str, outcome, compared: Option<(&str, &str)>| Step {
        message: message.to_owned(),
        step,
        text: text.to_owned(),
        outcome,
        compared: compared.map(|(wanted, there)| (wanted.to_owned(), there.to_owned())),
    };
    let comparison = |message: &str,
                      asked: Option<(&'static str, &str)>,
                      granted_name,
                      granted: Option<&str>,
                      needed: Option<&str>,
                      enough| Comparison {
        message: message.to_owned(),
        asked_name: asked.map(|(name, _)| name),
        asked: asked.map(|(_, value)| value.to_owned()),
        granted_name,
        granted: granted.map(str::to_owned),
        needed: needed.map(str::to_owned),
        enough,
    };
    Detail {
        headline: "The response allows https://app.example/, but the page is https://app.example."
            .to_owned(),
        explanation: vec![
            "The server responded, and the browser kept the response from the page.".to_owned(),
            "An origin has no slash at its end; the browser compares character by character."
                .to_owned(),
        ],
        origin: FactText {
            value: Some("https://app.example".to_owned()),
            source: "recorded",
            why: "the request's Origin header".to_owned(),
        },
        mode: FactText {
            value: Some("cors".to_owned()),
            source: "inferred",
            why: "a preflight was sent".to_owned(),
        },
        credentials: FactText {
            value: None,
            source: "assumed",
            why: "cookies are left out of this capture".to_owned(),
        },
        findings: vec![Finding {
            rule: "allow-origin-mismatch",
            phase: "response",
            hop: 0,
            severity: Severity::Error,
            possible: false,
            summary: format!("Access-Control-Allow-Origin is another origin {HOSTILE}"),
            evidence: vec![
                Shown {
                    place: "/log/entries/1/response/headers/0".to_owned(),
                    name: "Access-Control-Allow-Origin".to_owned(),
                    value: Some("https://app.example/".to_owned()),
                },
                Shown {
                    place: "/log/entries/1/response/headers".to_owned(),
                    name: "Vary".to_owned(),
                    value: None,
                },
            ],
            codes: Codes {
                chromium: Some("AllowOriginMismatch".to_owned()),
                firefox: Some("CORSAllowOriginNotMatchingOrigin".to_owned()),
                mdn: Some("CORSAllowOriginNotMatchingOrigin".to_owned()),
            },
            console: Console {
                chromium: Some("Access to fetch at 'https://api.example/' was blocked.".to_owned()),
                firefox: Some("Cross-Origin Request Blocked: (Reason: …).".to_owned()),
                webkit: Some("Origin https://app.example is not allowed.".to_owned()),
            },
        }],
        steps: vec![
            step(
                "preflight",
                "CORS-preflight fetch 7",
                "the status is 200 to 299",
                StepOutcome::Passed,
                None,
            ),
            step(
                "preflight",
                "CORS-preflight fetch 7.6",
                "no header has to be listed",
                StepOutcome::Skipped,
                None,
            ),
            step(
                "response",
                "CORS check 4",
                "the allowed origin is the request's",
                StepOutcome::Failed,
                Some(("https://app.example", "https://app.example/")),
            ),
            step(
                "response",
                "CORS check 6",
                "credentials are allowed",
                StepOutcome::AlsoFailed,
                Some(("true", "")),
            ),
            step(
                "response",
                "ORB",
                "the body is not of a kind that is kept back",
                StepOutcome::Open,
                None,
            ),
        ],
        comparisons: vec![
            comparison(
                "preflight",
                Some(("Access-Control-Request-Method", "PATCH")),
                "Access-Control-Allow-Methods",
                Some("GET, POST, PUT"),
                Some("GET, POST, PUT, PATCH"),
                Some(false),
            ),
            comparison(
                "preflight",
                Some(("Access-Control-Request-Headers", "content-type,x-trace")),
                "Access-Control-Allow-Headers",
                Some("Content-Type"),
                Some("content-type, x-trace"),
                Some(false),
            ),
            comparison(
                "response",
                Some(("Origin", "https://app.example")),
                "Access-Control-Allow-Origin",
                Some("https://app.example/"),
                Some("https://app.example"),
                Some(false),
            ),
            comparison(
                "response",
                Some(("credentials mode", "include")),
                "Access-Control-Allow-Credentials",
                None,
                Some("true"),
                Some(false),
            ),
            comparison(
                "response",
                None,
                "Cross-Origin-Resource-Policy",
                None,
                None,
                None,
            ),
            comparison("response", None, "Vary", Some("Origin"), None, Some(true)),
        ],
        unknowns: vec![
            "Whether cookies were sent is not in the capture; export it with sensitive data."
                .to_owned(),
        ],
    }
}
