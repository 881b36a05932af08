//! What holds for every capture, however odd: the engine never panics, and never says that a page
//! may read an answer which the standard's CORS check refuses.

use std::cell::Cell;

use corslens::browsers::Profile;
use corslens::capture::Capture;
use corslens::exchange::Preflight;
use corslens::http::Origin;
use corslens::input;
use corslens::report::{Assessment, Finding, Report};
use corslens::rules;
use corslens::verdict::Outcome;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};

const PAGE: &str = "https://shop.example";

/// A producer, and whether it tells what became of a request.
const PRODUCERS: [&str; 6] = [
    "WebInspector",
    "Firefox",
    "Playwright",
    "WebKit Web Inspector",
    "mitmproxy",
    "",
];

const URLS: [&str; 9] = [
    "https://api.example/items",
    "https://api.example/items",
    "https://api.example/items/",
    "https://files.example/9",
    "https://shop.example/own",
    "http://api.example/items",
    "http://[::1]:8080/x",
    "data:text/plain,x",
    "no url at all",
];

const REQUEST_HEADERS: [(&str, &[&str]); 10] = [
    ("Origin", &[PAGE, PAGE, PAGE, "null", "https://", "*"]),
    (
        "Sec-Fetch-Mode",
        &["cors", "cors", "no-cors", "navigate", "same-origin"],
    ),
    (
        "Sec-Fetch-Site",
        &["cross-site", "same-site", "same-origin"],
    ),
    ("Sec-Fetch-Storage-Access", &["active", "none"]),
    ("Cookie", &["a=b"]),
    ("Cookie", &["a=b"]),
    ("Authorization", &["Bearer x"]),
    ("X-A", &["1"]),
    (
        "Access-Control-Request-Method",
        &["PUT", "GET", "patch", ""],
    ),
    (
        "Access-Control-Request-Headers",
        &["x-a", "x-a,authorization", ",,"],
    ),
];

const RESPONSE_HEADERS: [(&str, &[&str]); 11] = [
    (
        "Access-Control-Allow-Origin",
        &[
            PAGE,
            PAGE,
            "*",
            "*",
            "null",
            "",
            "https://shop.example/",
            "*, *",
            " \thttps://shop.example",
        ],
    ),
    (
        "Access-Control-Allow-Credentials",
        &["true", "true", "True", "true, true"],
    ),
    (
        "Access-Control-Allow-Methods",
        &["PUT", "*", "GET PUT", "", "patch"],
    ),
    (
        "Access-Control-Allow-Headers",
        &["x-a", "*", "x-a, authorization", "[x-a]"],
    ),
    ("Access-Control-Expose-Headers", &["*", "ETag", "a b"]),
    (
        "Access-Control-Max-Age",
        &["600", "-1", "10m", "99999999999999999999"],
    ),
    (
        "Location",
        &[
            "https://files.example/9",
            "/items/",
            "",
            "mailto:x",
            "https://u:p@api.example/",
        ],
    ),
    ("Vary", &["Origin", "*"]),
    (
        "Content-Type",
        &["application/json", "text/html", "image/png"],
    ),
    (
        "Cross-Origin-Resource-Policy",
        &["same-origin", "same-site", "cross-origin"],
    ),
    ("X-Total-Count", &["1"]),
];

/// Header lines: mostly such as mean something (the first of the table most often of all), some
/// of them twice, some of any text at all.
fn headers(
    known: &'static [(&'static str, &'static [&'static str])],
) -> impl Strategy<Value = Value> {
    let of = |(name, values): (&'static str, &'static [&'static str])| {
        select(values).prop_map(move |value| (name.to_owned(), value.to_owned()))
    };
    let first = prop::option::weighted(0.7, of(known[0]));
    let second = prop::option::weighted(0.5, of(known[1]));
    let odd_value =
        (select(known), any::<String>()).prop_map(|((name, _), value)| (name.to_owned(), value));
    let line = prop_oneof![
        12 => select(known).prop_flat_map(of),
        1 => odd_value,
        1 => any::<(String, String)>(),
    ];
    let lines = (first, second, prop::collection::vec(line, 0..5));
    lines.prop_map(|(first, second, others)| {
        first
            .into_iter()
            .chain(second)
            .chain(others)
            .map(|(name, value)| json!({ "name": name, "value": value }))
            .collect()
    })
}

fn entry() -> impl Strategy<Value = Value> {
    let method = prop_oneof![
        6 => select(&["GET", "GET", "PUT", "POST", "OPTIONS", "patch"][..]).prop_map(str::to_owned),
        1 => any::<String>(),
    ];
    let status = prop_oneof![
        8 => select(&[200, 200, 204, 206, 302, 304, 308, 401, 405, 500, 0, -1][..]),
        1 => any::<i32>(),
    ];
    let error = select(vec![
        Value::Null,
        Value::Null,
        json!(""),
        json!("net::ERR_FAILED"),
        json!("net::ERR_ABORTED"),
        json!("net::ERR_CONNECTION_REFUSED"),
        json!("net::ERR_BLOCKED_BY_ORB"),
        json!(7),
    ]);
    let resource = select(&["fetch", "xhr", "image", "script", "preflight", "font", ""][..]);
    let time = prop_oneof![
        6 => (0..400_u32).prop_map(|ms| json!(format!("2026-11-22T10:00:00.{ms:03}Z"))),
        1 => any::<String>().prop_map(Value::from),
        1 => Just(Value::Null),
    ];
    let took = prop_oneof![6 => (0.0..80.0_f64).boxed(), 1 => any::<f64>().boxed()];
    (
        (method, select(&URLS[..]), status, error, resource),
        (
            time,
            took,
            headers(&REQUEST_HEADERS),
            headers(&RESPONSE_HEADERS),
        ),
    )
        .prop_map(
            |((method, url, status, error, resource), (time, took, request, response))| {
                json!({
                    "startedDateTime": time,
                    "time": took,
                    "pageref": "page_1",
                    "_resourceType": resource,
                    "request": { "method": method, "url": url, "headers": request },
                    "response": { "status": status, "headers": response, "_error": error,
                                  "redirectURL": "", "content": { "size": 2, "mimeType": "x" } },
                    "timings": {},
                })
            },
        )
}

fn har(producer: impl Strategy<Value = &'static str>) -> impl Strategy<Value = Value> {
    (producer, prop::collection::vec(entry(), 1..6)).prop_map(|(producer, entries)| {
        json!({ "log": {
            "version": "1.2",
            "creator": { "name": producer, "version": "1" },
            "pages": [ { "id": "page_1", "title": "https://shop.example/" } ],
            "entries": entries,
        } })
    })
}

fn read(document: &Value) -> Capture {
    let text = document.to_string();
    input::read(&mut text.as_bytes(), "generated.har", &mut |_| {}).expect("it is a HAR")
}

fn runner() -> TestRunner {
    TestRunner::new(Config {
        cases: 1500,
        failure_persistence: None,
        ..Config::default()
    })
}

#[test]
fn nothing_in_a_capture_makes_the_engine_panic() {
    let noted = Cell::new(0_usize);
    let blocked = Cell::new(0_usize);
    runner()
        .run(&har(select(&PRODUCERS[..])), |document| {
            let report = Report::new(vec![read(&document)]);
            for id in report.ids() {
                let row = report.row(id);
                blocked.set(blocked.get() + usize::from(row.outcome == Outcome::Blocked));
                let detail = report.detail(id);
                prop_assert!(!detail.headline.is_empty());
                noted.set(
                    noted.get()
                        + detail
                            .findings
                            .iter()
                            .filter(|finding| is_note(finding))
                            .count(),
                );
            }
            Ok(())
        })
        .unwrap();
    assert!(
        noted.get() > 0 && blocked.get() > 0,
        "too tame to show anything"
    );
}

#[test]
fn a_request_that_took_longer_than_time_itself_is_paired() {
    let entry = |at: &str| {
        json!({
            "startedDateTime": at,
            "time": 1e300,
            "request": { "method": "GET", "url": URLS[0], "headers": [] },
            "response": { "status": 200, "headers": [] },
        })
    };
    let entries = [entry("9999-12-31T23:59:59Z"), entry("2026-11-22T10:00:00Z")];
    let capture = read(&json!({ "log": { "entries": entries } }));
    assert_eq!(Report::new(vec![capture]).exchanges().len(), 2);
}

fn is_note(finding: &Finding) -> bool {
    rules::by_name(finding.rule).is_some_and(|rule| rule.check.is_some())
}

/// A proxy tells nothing about the outcome, so that the answer rests on the headers alone.
#[test]
fn what_the_cors_check_refuses_is_never_called_allowed() {
    let allowed = Cell::new(0_usize);
    let refused = Cell::new(0_usize);
    runner()
        .run(&har(Just("mitmproxy")), |document| {
            let report = Report::new(vec![read(&document)]);
            for id in report.ids() {
                let row = report.row(id);
                let assessment = &report.exchanges()[id.0 as usize];
                let plain = plainly_readable(row.capture, assessment, row.origin);
                let is_allowed = row.verdicts.of(Profile::Standard).outcome == Outcome::Allowed;
                allowed.set(allowed.get() + usize::from(is_allowed));
                refused.set(refused.get() + usize::from(!plain));
                prop_assert!(plain || !is_allowed, "exchange {id:?} of {document}");
            }
            Ok(())
        })
        .unwrap();
    assert!(
        allowed.get() > 20 && refused.get() > 20,
        "too tame to show anything"
    );
}

/// Whether the final response, and the preflight of the first request, pass the CORS check with
/// credentials or without: the standard's words and nothing of the engine's.
fn plainly_readable(capture: &Capture, assessment: &Assessment, origin: Option<&str>) -> bool {
    let (Some(origin), hops) = (origin, &assessment.exchange.hops) else {
        return true;
    };
    let Some(last) = hops.last() else { return true };
    let home = |url: &str| Origin::of_url(url).is_some_and(|url| url.serialize() == origin);
    let urls: Vec<&str> = hops
        .iter()
        .map(|hop| capture.url(capture.entry(hop.entry)))
        .collect();
    if urls.iter().all(|url| home(url)) {
        return true;
    }
    let left = urls.windows(2).any(|pair| {
        let other = Origin::of_url(pair[0]) != Origin::of_url(pair[1]);
        other && !home(pair[0])
    });
    let preflight = match hops[0].preflight {
        Preflight::Sent(id) if !home(urls[0]) => Some(id),
        _ => None,
    };
    // A cookie that goes to another origin shows the credentials mode.
    let with_cookie = hops.iter().zip(&urls).any(|(hop, url)| {
        let request = capture.request_headers(capture.entry(hop.entry));
        !home(url) && request.contains("Cookie")
    });
    let modes: &[bool] = if with_cookie { &[true] } else { &[false, true] };
    modes.iter().any(|&include| {
        let final_origin = if left { "null" } else { origin };
        passes(capture, last.entry, final_origin, include)
            && preflight.is_none_or(|id| {
                let ok = capture
                    .entry(id)
                    .status
                    .is_some_and(|s| (200..=299).contains(&s));
                ok && passes(capture, id, origin, include)
            })
    })
}

fn passes(
    capture: &Capture,
    entry: corslens::capture::EntryId,
    origin: &str,
    include: bool,
) -> bool {
    let response = capture.response_headers(capture.entry(entry));
    let combined = |name: &str| {
        let lines: Vec<&str> = response
            .iter()
            .filter(|(found, _)| found.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.trim_matches([' ', '\t']))
            .collect();
        (!lines.is_empty()).then(|| lines.join(", "))
    };
    match combined("Access-Control-Allow-Origin") {
        None => false,
        Some(value) if value == "*" && !include => true,
        Some(value) => {
            let credentials = combined("Access-Control-Allow-Credentials");
            value == origin && (!include || credentials.as_deref() == Some("true"))
        }
    }
}
