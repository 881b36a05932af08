//! One small capture for each thing that looks like CORS, or touches it, and is judged by its own
//! rules: what a page's policy, a cache, a worker, a frame or a recorder adds.

use super::{Brief, Profile};
use crate::exchange::evidence::Context;
use crate::exchange::pair;
use crate::input::har::testing::{TestEntry, capture, entry};

const CHROMIUM: &str = "WebInspector";
const FIREFOX: &str = "Firefox";
const AGENT: &str = "User-Agent: Mozilla/5.0 Chrome/156.0.0.0 Safari/537.36";
const FOREIGN: &str =
    "Origin: https://page.example\nSec-Fetch-Site: cross-site\nSec-Fetch-Mode: cors";
const STAR: &str = "Access-Control-Allow-Origin: *";
const OWN: &str = "Access-Control-Allow-Origin: https://page.example";

/// A request to another site.
fn get(status: u16) -> TestEntry {
    entry(&format!("GET https://api.example/x {status}"))
        .at(100, 20)
        .asks(&format!("{FOREIGN}\n{AGENT}"))
}

/// The page's document.
fn page(says: &str) -> TestEntry {
    entry("GET https://page.example/ 200")
        .at(0, 5)
        .kind("document")
        .asks(&format!("Sec-Fetch-Dest: document\n{AGENT}"))
        .says(says)
}

/// A request that Firefox lists without having sent it: no timings, no size.
fn unsent(line: &str, asks: &str) -> TestEntry {
    entry(line)
        .at(100, 0)
        .asks(asks)
        .with(&["timings"], serde_json::json!({}))
}

/// What is said of the last exchange of a capture: the recording browser's outcome, and the rule.
fn last(creator: &str, entries: &[TestEntry]) -> (&'static str, Option<&'static str>) {
    let capture = capture(creator, entries);
    let exchanges = pair(&capture);
    let exchange = exchanges.last().expect("there is a request");
    let brief = Brief::new(&capture, &Context::of(&capture), exchange);
    let own = brief.verdicts.recorded_by;
    (
        own.outcome.word(),
        own.because.map(|refusal| refusal.kind.name()),
    )
}

type Row = (
    &'static str,
    &'static str,
    Vec<TestEntry>,
    &'static str,
    Option<&'static str>,
);

fn hold(rows: Vec<Row>) {
    for (name, creator, entries, outcome, rule) in rows {
        assert_eq!(last(creator, &entries), (outcome, rule), "{name}");
    }
}

#[test]
fn what_is_not_cors_is_not_judged_as_cors() {
    let handshake = |status| {
        entry(&format!("GET http://live.example/s {status}"))
            .asks("Origin: http://page.example\nConnection: Upgrade\nUpgrade: WebSocket\nSec-WebSocket-Key: AA==")
    };
    let socket = |status| {
        entry(&format!("GET wss://live.example/s {status}")).asks("Origin: https://page.example")
    };
    let frame = |says: &str| {
        get(200)
            .kind("document")
            .asks(
                "Sec-Fetch-Dest: iframe\nSec-Fetch-Mode: navigate\nReferer: https://page.example/",
            )
            .says(says)
    };
    let stream = |status, mime: &str| {
        get(status)
            .kind("eventsource")
            .says(&format!("{STAR}\nContent-Type: {mime}"))
    };
    hold(vec![
        ("a proxy's handshake", "Charles Proxy", vec![handshake(101)], "not-cors", None),
        ("mitmproxy's", "mitmproxy", vec![handshake(101)], "not-cors", None),
        ("WebPageTest's", "WebPagetest", vec![handshake(101)], "not-cors", None),
        ("one of no known recorder", "something", vec![handshake(101)], "not-cors", None),
        ("a refused one", "mitmproxy", vec![handshake(403)], "failed", Some("websocket-refused")),
        ("Firefox's", FIREFOX, vec![socket(101)], "not-cors", None),
        ("a refused one in Firefox", FIREFOX, vec![socket(403)], "failed", Some("websocket-refused")),
        (
            "a refused one in Chromium",
            CHROMIUM,
            vec![socket(0).kind("websocket").with(
                &["_webSocketMessages"],
                serde_json::json!([{"type": "error", "data": "Error during WebSocket handshake: Unexpected response code: 403"}]),
            )],
            "failed",
            Some("websocket-refused"),
        ),
        ("a stream", CHROMIUM, vec![stream(200, "text/event-stream")], "allowed", None),
        ("a stream with a wrong type", CHROMIUM, vec![stream(200, "text/html")], "failed", Some("event-source-refused")),
        ("a stream with a wrong status", CHROMIUM, vec![stream(503, "text/event-stream")], "failed", Some("event-source-refused")),
        (
            "a frame that forbids it",
            CHROMIUM,
            vec![page(""), frame("X-Frame-Options: DENY").error("net::ERR_BLOCKED_BY_RESPONSE")],
            "blocked",
            Some("frame-refused"),
        ),
        (
            "a frame that forbids it, in Firefox",
            FIREFOX,
            vec![page(""), frame("Content-Security-Policy: frame-ancestors 'self'")],
            "blocked",
            Some("frame-refused"),
        ),
        ("a frame that does not", FIREFOX, vec![page(""), frame("X-A: b")], "not-cors", None),
        (
            "a port that browsers refuse",
            FIREFOX,
            vec![unsent("GET https://api.example:6000/x 0", "Origin: https://page.example")],
            "blocked",
            Some("port-blocked"),
        ),
        ("the same in Chromium", CHROMIUM, vec![get(0).error("net::ERR_UNSAFE_PORT")], "blocked", Some("port-blocked")),
        (
            "a body that was cut short",
            CHROMIUM,
            vec![get(200).says(STAR).kind("fetch").error("net::ERR_CONTENT_LENGTH_MISMATCH")],
            "failed",
            Some("body-incomplete"),
        ),
        ("a tunnel that was refused", "BrowserMob Proxy", vec![entry("CONNECT https://api.example 502")], "failed", Some("network-error")),
        (
            "old Chrome's cancelled request",
            CHROMIUM,
            vec![entry("GET https://page.example/x 0").kind("xhr").asks("User-Agent: Chrome/35.0").error("")],
            "failed",
            Some("network-error"),
        ),
        ("a test that aborts", "Playwright", vec![get(0).with(&["response", "_failureText"], "net::ERR_FAILED".into())], "failed", Some("network-error")),
    ]);
}

#[test]
fn readable_is_said_only_where_it_is_shown() {
    let bare = || entry("GET https://api.example/x 200").says(STAR);
    let put = |asks: &str| {
        entry("PUT https://api.example/x 200")
            .asks(&format!("Origin: https://page.example\n{asks}"))
            .says(STAR)
    };
    hold(vec![
        (
            "no Origin, mode unknown",
            "chrome-har",
            vec![bare()],
            "undetermined",
            None,
        ),
        (
            "only CORS sends PUT",
            "Charles Proxy",
            vec![put("X-A: b")],
            "undetermined",
            None,
        ),
        (
            "and nobody else a JSON body",
            "Charles Proxy",
            vec![put("Content-Type: application/json\nCookie: a=b")],
            "blocked",
            Some("allow-origin-wildcard-with-credentials"),
        ),
    ]);
}

#[test]
fn fonts_are_cors_requests_without_credentials() {
    let font = |says: &str| {
        entry("GET https://cdn.example/a.woff2 200")
            .kind("font")
            .asks("Origin: https://page.example\nSec-Fetch-Site: same-site\nReferer: https://page.example/a.css")
            .says(&format!("Content-Type: font/woff2\n{says}"))
    };
    hold(vec![
        ("with *", FIREFOX, vec![font(STAR)], "allowed", None),
        (
            "a proxy saw it",
            "Charles Proxy",
            vec![font(STAR)],
            "allowed",
            None,
        ),
        (
            "without permission",
            FIREFOX,
            vec![font("X-A: b")],
            "blocked",
            Some("allow-origin-missing"),
        ),
        (
            "Safari asks nobody",
            "WebKit Web Inspector",
            vec![font("X-A: b")],
            "not-cors",
            None,
        ),
    ]);
}

#[test]
fn workers_and_service_workers_are_told_apart_from_the_page() {
    let of_worker = |entry: TestEntry| entry.with(&["pageref"], serde_json::Value::Null);
    let hidden = || of_worker(get(0).kind("fetch").error("net::ERR_FAILED"));
    let preflight = entry("OPTIONS https://api.example/x 204")
        .at(101, 5)
        .kind("preflight")
        .asks("Origin: https://page.example\nAccess-Control-Request-Method: GET\nAccess-Control-Request-Headers: x-a")
        .says(&format!("{STAR}\nAccess-Control-Allow-Headers: x-a"));
    hold(vec![
        // The response is not kept, so that credentials are not shown by elimination.
        (
            "a worker's refused response",
            CHROMIUM,
            vec![page(""), hidden()],
            "blocked",
            Some("unexplained"),
        ),
        (
            "also after a preflight",
            CHROMIUM,
            vec![page(""), preflight, hidden()],
            "blocked",
            Some("unexplained"),
        ),
        (
            "a response that a service worker made",
            FIREFOX,
            vec![get(200).with(&["request", "headersSize"], 0.into())],
            "allowed",
            None,
        ),
        (
            "a request that a service worker gave no response to",
            FIREFOX,
            vec![
                page(""),
                unsent("GET https://api.example/x 0", FOREIGN)
                    .with(&["response", "content"], serde_json::json!({})),
            ],
            "blocked",
            Some("service-worker"),
        ),
        (
            "the worker's entry beside the page's",
            CHROMIUM,
            vec![
                page(""),
                of_worker(get(200).kind("fetch").at(110, 5)).error("net::ERR_FAILED"),
                get(0).kind("fetch").at(105, 20).error("net::ERR_FAILED"),
            ],
            "blocked",
            Some("allow-origin-missing"),
        ),
    ]);
}

#[test]
fn caches_explain_what_they_held() {
    let first = |says: &str| {
        entry("GET https://api.example/x 200")
            .at(10, 5)
            .kind("image")
            .says(&format!("Cache-Control: max-age=600\nETag: \"1\"\n{says}"))
    };
    let refused = || get(0).kind("fetch").error("net::ERR_FAILED");
    let confirmed = || {
        get(304)
            .asks(&format!("{FOREIGN}\nIf-None-Match: \"1\"\n{AGENT}"))
            .kind("fetch")
    };
    let put = |at| {
        entry("PUT https://api.example/x 200")
            .at(at, 5)
            .asks(&format!("{FOREIGN}\nX-A: b\n{AGENT}"))
            .says(OWN)
    };
    let preflight = entry("OPTIONS https://api.example/x 204")
        .at(10, 5)
        .asks(&format!("{FOREIGN}\nAccess-Control-Request-Method: PUT\nAccess-Control-Request-Headers: x-a\n{AGENT}"))
        .says(&format!("{OWN}\nAccess-Control-Allow-Methods: PUT\nAccess-Control-Allow-Headers: x-a\nAccess-Control-Max-Age: 600"));
    let elsewhere = |entry: TestEntry| entry.with(&["pageref"], "page_2".into());
    hold(vec![
        (
            "an image without CORS first",
            CHROMIUM,
            vec![first(""), refused()],
            "blocked",
            Some("allow-origin-missing"),
        ),
        (
            "the response to another origin",
            CHROMIUM,
            vec![
                first("Access-Control-Allow-Origin: https://other.example"),
                refused(),
            ],
            "blocked",
            Some("allow-origin-mismatch"),
        ),
        (
            "nothing was stored",
            CHROMIUM,
            vec![refused()],
            "blocked",
            Some("unexplained"),
        ),
        (
            "a 304 of what is allowed",
            FIREFOX,
            vec![first(STAR), confirmed()],
            "undetermined",
            None,
        ),
        (
            "a 304 of what is not",
            FIREFOX,
            vec![first(""), confirmed()],
            "blocked",
            Some("allow-origin-missing"),
        ),
        (
            "a preflight that another page sent",
            "mitmproxy",
            vec![elsewhere(preflight), elsewhere(put(20)), put(200)],
            "allowed",
            None,
        ),
    ]);
}

#[test]
fn the_pages_own_policy_stops_requests_before_the_network() {
    let stopped = |kind: &str, time: f32| {
        entry("GET https://api.example/x 0")
            .kind(kind)
            .error("")
            .with(&["startedDateTime"], "2026-11-22T10:00:00.100Z".into())
            .with(&["time"], time.into())
            .asks(AGENT)
    };
    let policy = |text: &str| page(&format!("Content-Security-Policy: {text}"));
    let report_only = page("Content-Security-Policy-Report-Only: connect-src 'self'");
    let in_firefox = || {
        unsent(
            "GET https://api.example/x 0",
            "Accept: */*\nOrigin: https://page.example",
        )
    };
    let named = Some("content-security-policy");
    let other = Some("stopped-in-browser");
    let mixed = entry("GET http://api.example/x 0")
        .at(100, 0)
        .kind("fetch")
        .error("")
        .asks(AGENT);
    hold(vec![
        (
            "connect-src",
            CHROMIUM,
            vec![policy("connect-src 'self'"), stopped("fetch", 0.05)],
            "blocked",
            named,
        ),
        (
            "img-src",
            CHROMIUM,
            vec![policy("img-src 'none'"), stopped("image", 0.05)],
            "blocked",
            named,
        ),
        (
            "default-src",
            CHROMIUM,
            vec![policy("default-src 'self'"), stopped("script", 0.05)],
            "blocked",
            named,
        ),
        (
            "another directive",
            CHROMIUM,
            vec![policy("img-src 'self'"), stopped("fetch", 0.05)],
            "blocked",
            other,
        ),
        (
            "the host is allowed",
            CHROMIUM,
            vec![
                policy("connect-src https://api.example"),
                stopped("fetch", 0.05),
            ],
            "blocked",
            other,
        ),
        (
            "a policy that only reports",
            CHROMIUM,
            vec![report_only, stopped("fetch", 0.05)],
            "blocked",
            other,
        ),
        (
            "mixed content",
            CHROMIUM,
            vec![page(""), mixed],
            "blocked",
            Some("mixed-content"),
        ),
        (
            "in Firefox",
            FIREFOX,
            vec![policy("connect-src 'self'"), in_firefox()],
            "blocked",
            named,
        ),
        (
            "in Firefox, by something else",
            FIREFOX,
            vec![
                page("").asks("Sec-Fetch-Mode: navigate\nSec-Fetch-Dest: document"),
                in_firefox(),
            ],
            "blocked",
            other,
        ),
    ]);
}

#[test]
fn isolation_is_named_only_where_the_page_has_it() {
    let image = |site: &str, says: &str| {
        get(200)
            .kind("image")
            .asks(&format!("Referer: https://page.example/\nSec-Fetch-Mode: no-cors\nSec-Fetch-Dest: image\nSec-Fetch-Site: {site}\n{AGENT}"))
            .says(&format!("Content-Type: image/png\n{says}"))
            .with(
                &["response", "content"],
                serde_json::json!({"size": 70, "mimeType": "image/png", "encoding": "base64", "text": "iVBORw0KGgo="}),
            )
    };
    let coep = page("Cross-Origin-Embedder-Policy: require-corp");
    let dip = page("Document-Isolation-Policy: isolate-and-require-corp");
    hold(vec![
        (
            "a plain page",
            FIREFOX,
            vec![page(""), image("cross-site", "")],
            "not-cors",
            None,
        ),
        (
            "COEP",
            FIREFOX,
            vec![coep.clone(), image("cross-site", "")],
            "blocked",
            Some("coep-corp"),
        ),
        (
            "COEP, and the file says so",
            FIREFOX,
            vec![
                coep,
                image("cross-site", "Cross-Origin-Resource-Policy: cross-origin"),
            ],
            "not-cors",
            None,
        ),
        (
            "CORP alone",
            FIREFOX,
            vec![
                page(""),
                image("cross-site", "Cross-Origin-Resource-Policy: same-origin"),
            ],
            "blocked",
            Some("corp-same-origin"),
        ),
        (
            "CORP same-site",
            FIREFOX,
            vec![
                page(""),
                image("cross-site", "Cross-Origin-Resource-Policy: same-site"),
            ],
            "blocked",
            Some("corp-same-site"),
        ),
        (
            "DIP, which Firefox does not know",
            FIREFOX,
            vec![dip.clone(), image("cross-site", "")],
            "not-cors",
            None,
        ),
        (
            "DIP in Chromium",
            CHROMIUM,
            vec![
                dip,
                image("cross-site", "").error(
                    "net::ERR_BLOCKED_BY_RESPONSE.NotSameOriginAfterDefaultedToSameOriginByDip",
                ),
            ],
            "blocked",
            Some("dip-corp"),
        ),
        (
            "ORB",
            CHROMIUM,
            vec![
                page(""),
                image("cross-site", "").error("net::ERR_BLOCKED_BY_ORB"),
            ],
            "blocked",
            Some("opaque-response-blocked"),
        ),
    ]);
}

#[test]
fn redirect_modes_show_in_chromium_and_not_in_firefox() {
    let redirect = || {
        get(302)
            .kind("fetch")
            .says(&format!("{STAR}\nLocation: https://api.example/y"))
    };
    let phantom = entry("GET https://api.example/y 0")
        .at(121, 1)
        .kind("fetch")
        .asks("Referer: https://page.example/")
        .error("net::ERR_ABORTED");
    let later = entry("GET https://page.example/z 200").at(900, 5);
    let of_first = |creator: &str, entries: &[TestEntry]| {
        let capture = capture(creator, entries);
        let exchange = &pair(&capture)[0];
        let brief = Brief::new(&capture, &Context::of(&capture), exchange);
        let own = brief.verdicts.recorded_by;
        (own.outcome.word(), own.because.map(|r| r.kind.name()))
    };
    assert_eq!(
        of_first(CHROMIUM, &[redirect(), phantom]),
        ("allowed", None),
        "manual"
    );
    assert_eq!(
        of_first(CHROMIUM, &[redirect().error("net::ERR_FAILED")]),
        ("blocked", Some("redirect-mode")),
        "error"
    );
    let asks = format!("{FOREIGN}\nSec-Fetch-Storage-Access: none");
    let granted = redirect().asks(&asks).says(&format!(
        "{OWN}\nAccess-Control-Allow-Credentials: true\nLocation: https://api.example/y"
    ));
    assert_eq!(
        of_first(FIREFOX, &[granted, later]),
        ("undetermined", None),
        "either, in Firefox"
    );
}

#[test]
fn each_browser_has_its_way_with_redirected_preflighted_requests() {
    // The second server answers the preflight of Firefox and WebKit only for the page's origin.
    let ask = "Access-Control-Request-Method: GET\nAccess-Control-Request-Headers: x-a";
    let first = entry("GET https://api.example/x 302")
        .at(20, 5)
        .asks(&format!("{FOREIGN}\nX-A: b\n{AGENT}"))
        .says(&format!("{OWN}\nLocation: https://cdn.example/y"));
    let asked = |url: &str, at, origin: &str| {
        entry(&format!("OPTIONS {url} 204"))
            .at(at, 5)
            .asks(&format!(
                "Origin: {origin}\nSec-Fetch-Site: cross-site\n{ask}\n{AGENT}"
            ))
            .says(&format!(
                "Access-Control-Allow-Origin: {origin}\nAccess-Control-Allow-Headers: x-a"
            ))
    };
    let second = entry("GET https://cdn.example/y 200")
        .at(50, 5)
        .asks(&format!(
            "Origin: null\nSec-Fetch-Site: cross-site\nSec-Fetch-Mode: cors\nX-A: b\n{AGENT}"
        ))
        .says("Access-Control-Allow-Origin: null");
    let entries = [
        asked("https://api.example/x", 10, "https://page.example"),
        first,
        asked("https://cdn.example/y", 30, "null"),
        second,
    ];
    let capture = capture("mitmproxy", &entries);
    let exchange = &pair(&capture)[0];
    assert_eq!(exchange.hops.len(), 2);
    let brief = Brief::new(&capture, &Context::of(&capture), exchange);
    let outcome = |profile: Profile| brief.verdicts.of(profile).outcome.word();
    assert_eq!(outcome(Profile::Chromium), "allowed");
    // Firefox names the page there, which this response does not allow.
    assert_eq!(outcome(Profile::Firefox), "blocked");
}
