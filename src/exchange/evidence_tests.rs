use super::super::{Preflight, pair};
use super::*;
use crate::input::har::testing::{TestEntry, capture, entry};

const AGENT: &str =
    "User-Agent: Mozilla/5.0 (X11) AppleWebKit/537.36 Chrome/156.0.0.0 Safari/537.36";
const CROSS: &str =
    "Origin: https://page.example\nSec-Fetch-Site: cross-site\nSec-Fetch-Mode: cors";

/// What is known about the last exchange of a capture.
fn last<R>(creator: &str, entries: &[TestEntry], look: impl Fn(&Evidence<'_>) -> R) -> R {
    let capture = capture(creator, entries);
    let context = Context::of(&capture);
    let exchanges = pair(&capture);
    let observed = Observed::new(&capture, exchanges.last().expect("there is an entry"));
    look(&context.evidence(&capture, &observed))
}

fn get(headers: &str) -> TestEntry {
    entry("GET https://api.example/x 200").asks(&format!("{headers}\n{AGENT}"))
}

#[test]
fn credentials_show_on_the_wire() {
    use CredentialsMode::{Include, Omit};
    let rows: &[(&str, Option<CredentialsMode>)] = &[
        ("Cookie: a=b", Some(Include)),
        ("Sec-Fetch-Storage-Access: active", Some(Include)),
        ("X-A: 1", Some(Omit)),
    ];
    for (line, expected) in rows {
        let found = last("WebInspector", &[get(&format!("{CROSS}\n{line}"))], |e| {
            e.credentials.value
        });
        assert_eq!(found, *expected, "{line}");
    }
    // Within one site the header is never sent, and its absence tells nothing.
    let same = CROSS.replace("cross-site", "same-site");
    assert_eq!(
        last("WebInspector", &[get(&same)], |e| e.credentials.value),
        None
    );
    // Nor does it in a browser too old to send it.
    let old = entry("GET https://api.example/x 200").asks(&format!(
        "{CROSS}\nUser-Agent: Mozilla/5.0 AppleWebKit/537.36 Chrome/120.0.0.0"
    ));
    assert_eq!(last("WebInspector", &[old], |e| e.credentials.value), None);
}

#[test]
fn a_preflights_connection_carries_no_credentials() {
    let same = CROSS.replace("cross-site", "same-site");
    let ask = entry("OPTIONS https://api.example/y 204")
        .kind("preflight")
        .asks("Origin: https://page.example\nAccess-Control-Request-Method: PUT")
        .with(&["_connectionId"], "12".into());
    let on = |id: &str| get(&same).at(50, 10).with(&["_connectionId"], id.into());
    let credentials = |id| {
        last("WebInspector", &[ask.clone(), on(id)], |e| {
            e.credentials.value
        })
    };
    assert_eq!(credentials("12"), Some(CredentialsMode::Omit));
    assert_eq!(credentials("13"), None);
}

#[test]
fn authorization_that_no_preflight_asked_for_came_from_the_browser() {
    let same = CROSS.replace("cross-site", "same-site");
    let ask = |names: &str| {
        entry("OPTIONS https://api.example/x 204")
            .at(2, 2)
            .kind("preflight")
            .asks(&format!(
                "Origin: https://page.example\nAccess-Control-Request-Method: GET\n\
             Access-Control-Request-Headers: {names}"
            ))
            .says("Access-Control-Allow-Origin: *\nAccess-Control-Allow-Headers: *")
    };
    let sent = get(&format!("{same}\nX-A: 1\nAuthorization: Basic x")).at(0, 20);
    let credentials = |names| {
        last("WebInspector", &[sent.clone(), ask(names)], |e| {
            e.credentials.value
        })
    };
    assert_eq!(credentials("x-a"), Some(CredentialsMode::Include));
    assert_eq!(credentials("authorization,x-a"), None);
}

#[test]
fn a_missing_cookie_tells_where_the_browser_has_one() {
    let same = CROSS.replace("cross-site", "same-site");
    let with = |url: &str, at| {
        entry(&format!("GET {url} 200"))
            .at(at, 1)
            .asks(&format!("{same}\nCookie: a=b\n{AGENT}"))
    };
    let without = |at| get(&same).at(at, 1);
    let jar = [
        with("https://api.example/a", 0),
        with("https://api.example/b", 10),
    ];
    let credentials = |more: TestEntry| {
        let entries = [jar[0].clone(), jar[1].clone(), more];
        last("WebInspector", &entries, |e| e.credentials.value)
    };
    assert_eq!(credentials(without(20)), Some(CredentialsMode::Omit));
    // A cookie may be for one path only, and may have been set later.
    let narrow = [with("https://api.example/a/b", 0), without(20)];
    assert_eq!(last("WebInspector", &narrow, |e| e.credentials.value), None);
    let late = [
        without(0),
        with("https://api.example/a", 5),
        with("https://api.example/b", 6),
    ];
    let capture = capture("WebInspector", &late);
    let context = Context::of(&capture);
    let observed = Observed::new(&capture, &pair(&capture)[0]);
    assert_eq!(
        context.evidence(&capture, &observed).credentials.value,
        None
    );
}

#[test]
fn the_origin_is_looked_for_in_this_order() {
    let origin = |entries: &[TestEntry]| {
        last("WebInspector", entries, |e| {
            (
                e.origin.value.as_ref().map(|o| o.serialize().to_owned()),
                e.origin.source,
            )
        })
    };
    let found = |text: &str, source| (Some(text.to_owned()), source);
    let bare = || entry("GET https://api.example/x 200");
    let rows = [
        (
            bare().asks("Origin: null\nReferer: https://r.example/"),
            found("null", Source::Recorded),
        ),
        (
            bare().asks("Sec-Fetch-Site: same-origin"),
            found("https://api.example", Source::Inferred),
        ),
        (
            bare().asks("Referer: https://r.example/x"),
            found("https://r.example", Source::Inferred),
        ),
        (bare(), found("https://page.example", Source::Inferred)),
        (
            bare().with(&["pageref"], "".into()).with(
                &["_initiator"],
                serde_json::json!({
                    "type": "script", "url": "https://s.example/a.js"
                }),
            ),
            found("https://s.example", Source::Inferred),
        ),
        (
            bare().with(&["pageref"], "".into()),
            (None, Source::Inferred),
        ),
    ];
    for (number, (entry, expected)) in rows.into_iter().enumerate() {
        assert_eq!(origin(&[entry]), expected, "row {number}");
    }
    // What was never sent has no Origin in Chromium's export; its preflight has.
    let unsent = entry("PUT https://api.example/x 0")
        .at(0, 9)
        .error("net::ERR_FAILED");
    let ask = entry("OPTIONS https://api.example/x 404")
        .at(1, 2)
        .kind("preflight")
        .asks("Origin: https://p.example\nAccess-Control-Request-Method: PUT");
    assert_eq!(
        origin(&[unsent, ask]),
        found("https://p.example", Source::Recorded)
    );
}

#[test]
fn the_mode_is_looked_for_in_this_order() {
    use RequestMode::{Cors, Navigate, NoCors, WebSocket};
    let bare = || entry("GET https://api.example/x 200");
    let rows = [
        (bare().asks("Sec-Fetch-Mode: no-cors"), Some(NoCors)),
        (bare().kind("xhr"), Some(Cors)),
        (bare().kind("font"), Some(Cors)),
        (bare().kind("fetch").says("A: b"), Some(Cors)),
        (bare().kind("fetch"), Some(NoCors)),
        (bare().kind("document"), Some(Navigate)),
        (bare().kind("websocket"), Some(WebSocket)),
        (bare().kind("ping"), Some(NoCors)),
        (bare().kind("image"), Some(NoCors)),
        (
            bare().kind("script").asks("Origin: https://page.example"),
            Some(Cors),
        ),
        (bare().asks("Origin: https://page.example"), Some(Cors)),
        (bare().asks("Origin: https://api.example"), None),
        (bare(), None),
    ];
    for (number, (entry, expected)) in rows.into_iter().enumerate() {
        assert_eq!(
            last("WebInspector", &[entry], |e| e.mode.value),
            expected,
            "row {number}"
        );
    }
}

#[test]
fn what_chromium_writes_of_an_outcome() {
    use Recorded::{Blocked, Delivered, Failed, Unknown};
    use RefusalKind as K;
    let answered = || entry("GET https://api.example/x 200").asks("Origin: https://page.example");
    let unsent = || entry("GET https://api.example/x 0");
    let rows = [
        (answered(), (Delivered, None)),
        (answered().error("net::ERR_ABORTED"), (Delivered, None)),
        (answered().error("net::ERR_FAILED"), (Blocked, None)),
        (unsent().error("net::ERR_FAILED"), (Blocked, None)),
        (unsent().error("net::ERR_ABORTED"), (Failed, None)),
        (unsent().error("net::ERR_NAME_NOT_RESOLVED"), (Failed, None)),
        (
            unsent().error("net::ERR_BLOCKED_BY_CLIENT"),
            (Blocked, Some(K::BlockedByClient)),
        ),
        (
            unsent().error("net::ERR_BLOCKED_BY_CSP"),
            (Blocked, Some(K::ContentSecurityPolicy)),
        ),
        (
            answered().error("net::ERR_BLOCKED_BY_ORB"),
            (Blocked, Some(K::OpaqueResponseBlocked)),
        ),
        (
            answered().error("net::ERR_BLOCKED_BY_RESPONSE.NotSameSite"),
            (Blocked, Some(K::CorpSameSite)),
        ),
        (unsent(), (Unknown, None)),
        (
            entry("GET http://api.example/x 0")
                .asks("Referer: https://page.example/")
                .error(""),
            (Blocked, Some(K::MixedContent)),
        ),
        (
            answered()
                .with(&["response", "status"], 302.into())
                .says("Location: /y"),
            (Unknown, None),
        ),
    ];
    for (number, (entry, expected)) in rows.into_iter().enumerate() {
        let found = last("WebInspector", &[entry], |e| (e.recorded, e.recorded_kind));
        assert_eq!(found, expected, "row {number}");
    }
}

#[test]
fn what_firefox_writes_of_an_outcome() {
    let unsent = |timings: serde_json::Value| {
        entry("GET https://api.example/x 0")
            .asks("Origin: https://page.example")
            .with(&["timings"], timings)
    };
    let recorded = |entry| last("Firefox", &[entry], |e| e.recorded);
    // Never sent: stopped by its preflight, or by something that the capture does not show.
    let ask = entry("OPTIONS https://api.example/x 404").at(1, 2).asks(
        "Origin: https://page.example\nAccess-Control-Request-Method: GET\n\
         Access-Control-Request-Headers: x-a",
    );
    let never = unsent(serde_json::json!({}));
    assert_eq!(recorded(never.clone()), Recorded::Failed);
    let with = |never: TestEntry| last("Firefox", &[never, ask.clone()], |e| e.recorded);
    let headers = "Origin: https://page.example\nX-A: 1";
    assert_eq!(with(never.asks(headers)), Recorded::Blocked);
    assert_eq!(
        recorded(unsent(
            serde_json::json!({"send": 0, "wait": 0, "receive": 0})
        )),
        Recorded::Failed
    );
    assert_eq!(
        recorded(entry("GET https://api.example/x 200")),
        Recorded::Unknown
    );
}

#[test]
fn from_the_internet_into_the_local_network_needs_permission() {
    let page = |address: &str| {
        entry("GET https://page.example/ 200")
            .kind("document")
            .with(&["serverIPAddress"], address.into())
    };
    let unsent = entry("GET http://192.168.0.9/x 0")
        .at(9, 1)
        .kind("fetch")
        .asks("Referer: http://page.example/")
        .error("net::ERR_FAILED");
    let kind = |address| {
        last("WebInspector", &[page(address), unsent.clone()], |e| {
            e.recorded_kind
        })
    };
    assert_eq!(kind("93.184.216.34"), Some(RefusalKind::LocalNetworkAccess));
    assert_eq!(kind("192.168.0.2"), None);
}

#[test]
fn preflights_that_nothing_followed() {
    let ask = entry("OPTIONS https://api.example/x 204")
        .at(0, 5)
        .asks("Origin: https://page.example\nAccess-Control-Request-Method: PUT");
    let later = entry("GET https://page.example/ 200").at(900, 5);
    let capture = capture("mitmproxy", &[ask.clone(), later]);
    let context = Context::of(&capture);
    let exchanges = pair(&capture);
    assert!(exchanges[0].hops.is_empty() && exchanges[1].hops[0].preflight == Preflight::NotSeen);
    let observed = Observed::new(&capture, &exchanges[0]);
    assert!(context.evidence(&capture, &observed).not_followed);
    // The recording may have ended before the request.
    assert!(!last("mitmproxy", &[ask], |e| e.not_followed));
}

#[test]
fn a_worker_asks_for_nothing_before_it_was_started() {
    let firefox = "User-Agent: Mozilla/5.0 (X11; rv:153.0) Gecko/20100101 Firefox/153.0";
    let script = entry("GET https://page.example/worker.js 200")
        .at(100, 5)
        .asks(&format!("Sec-Fetch-Dest: worker\n{firefox}"));
    let with_credentials = entry("GET https://cdn.example/x 200").asks(&format!(
        "{CROSS}\nSec-Fetch-Storage-Access: none\n{firefox}"
    ));
    let request = |at: u32, dest: &str| {
        entry("GET https://api.example/x 200")
            .at(at, 5)
            .asks(&format!("{CROSS}\nSec-Fetch-Dest: {dest}\n{firefox}"))
    };
    let credentials = |at, dest: &str| {
        let entries = [with_credentials.clone(), script.clone(), request(at, dest)];
        let capture = capture("Firefox", &entries);
        let context = Context::of(&capture);
        let exchanges = pair(&capture);
        let of_api = exchanges
            .iter()
            .map(|exchange| Observed::new(&capture, exchange))
            .find(|observed| observed.hops[0].url.contains("api"))
            .expect("it is there");
        context.evidence(&capture, &of_api).credentials.value
    };
    assert_eq!(credentials(50, "empty"), Some(CredentialsMode::Omit));
    assert_eq!(credentials(150, "empty"), None);
    assert_eq!(credentials(150, "image"), Some(CredentialsMode::Omit));
}

#[test]
fn a_workers_hidden_response_is_the_one_that_a_page_got() {
    let asks = "Origin: https://page.example\nReferer: https://page.example/";
    let of_page = |error: Option<&str>, says: &str| {
        let request = entry("PATCH https://api.example/x 200")
            .at(0, 5)
            .kind("fetch")
            .asks(asks)
            .says(says);
        match error {
            Some(error) => request.error(error),
            None => request,
        }
    };
    let of_worker = entry("PATCH https://api.example/x 0")
        .at(20, 5)
        .kind("fetch")
        .asks(asks)
        .error("net::ERR_FAILED")
        .with(&["pageref"], serde_json::Value::Null);
    let stored = |first: TestEntry, second: &TestEntry| {
        let capture = capture("WebInspector", &[first, second.clone()]);
        pair(&capture)[1].hops[0].stored.is_some()
    };
    let refused = of_page(Some("net::ERR_FAILED"), "Access-Control-Allow-Origin: null");
    assert!(stored(refused.clone(), &of_worker));
    // A page's own request, and one that the page was let read, tell nothing.
    let again = of_worker.clone().with(&["pageref"], "page_1".into());
    assert!(!stored(refused, &again));
    let allowed = of_page(None, "Access-Control-Allow-Origin: https://page.example");
    assert!(!stored(allowed, &of_worker));
}
