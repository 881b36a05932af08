//! Whole exchanges, judged by every browser's rules.

use super::eliminate::{conclude, survivors};
use super::*;
use crate::exchange::evidence::Context;
use crate::exchange::observe::Observed;
use crate::exchange::pair;
use crate::fetch::{Phase, RefusalKind as K};
use crate::input::har::testing::{TestEntry, capture, entry};

const AGENT: &str =
    "User-Agent: Mozilla/5.0 (X11) AppleWebKit/537.36 Chrome/156.0.0.0 Safari/537.36";
const OMIT: &str = "Origin: https://page.example\nSec-Fetch-Site: cross-site\nSec-Fetch-Mode: cors";

/// The conclusion for the first exchange that a proxy saw of Chromium: it knows no outcome, so
/// that the rules alone decide.
fn by_rules(entries: &[TestEntry]) -> eliminate::Conclusion {
    conclusion("mitmproxy", entries)
}

fn conclusion(creator: &str, entries: &[TestEntry]) -> eliminate::Conclusion {
    let capture = capture(creator, entries);
    let context = Context::of(&capture);
    let exchanges = pair(&capture);
    let observed = Observed::new(&capture, &exchanges[0]);
    let evidence = context.evidence(&capture, &observed);
    conclude(
        &capture,
        &observed,
        &evidence,
        &survivors(&capture, &observed, &evidence),
    )
}

fn get(asks: &str, says: &str) -> TestEntry {
    entry("GET https://api.example/x 200")
        .at(20, 5)
        .asks(&format!("{asks}\n{AGENT}"))
        .says(says)
}

fn outcomes(verdicts: &Verdicts) -> [&'static str; 4] {
    Profile::ALL.map(|profile| verdicts.of(profile).outcome.word())
}

fn because(verdict: Verdict) -> Option<(K, Phase)> {
    verdict.because.map(|refusal| (refusal.kind, refusal.phase))
}

#[test]
fn simple_requests() {
    let include = format!("{OMIT}\nCookie: a=b");
    let rows: &[(&str, &str, Option<K>)] = &[
        (OMIT, "Access-Control-Allow-Origin: *", None),
        (
            OMIT,
            "Access-Control-Allow-Origin: https://page.example",
            None,
        ),
        (OMIT, "X: y", Some(K::AllowOriginMissing)),
        (
            OMIT,
            "Access-Control-Allow-Origin: https://page.example/",
            Some(K::AllowOriginMismatch),
        ),
        (
            &include,
            "Access-Control-Allow-Origin: *",
            Some(K::AllowOriginWildcardWithCredentials),
        ),
        (
            &include,
            "Access-Control-Allow-Origin: https://page.example",
            Some(K::AllowCredentialsNotTrue),
        ),
        (
            &include,
            "Access-Control-Allow-Origin: https://page.example\n\
             Access-Control-Allow-Credentials: true",
            None,
        ),
    ];
    for (asks, says, expected) in rows {
        let verdicts = by_rules(&[get(asks, says)]).verdicts;
        let found = because(*verdicts.of(Profile::Chromium));
        assert_eq!(
            found,
            expected.map(|kind| (kind, Phase::Response)),
            "{asks} {says}"
        );
        let word = if expected.is_some() {
            "blocked"
        } else {
            "allowed"
        };
        assert_eq!(outcomes(&verdicts), [word; 4], "{asks} {says}");
    }
}

#[test]
fn where_the_browsers_differ_on_one_answer() {
    let rows: &[(&str, [&str; 4])] = &[
        (
            "Access-Control-Allow-Origin: \nAccess-Control-Allow-Origin: https://page.example",
            ["blocked", "allowed", "blocked", "blocked"],
        ),
        (
            "Access-Control-Allow-Origin: *\nAccess-Control-Allow-Origin: *",
            ["blocked", "blocked", "blocked", "blocked"],
        ),
    ];
    for (says, expected) in rows {
        assert_eq!(
            outcomes(&by_rules(&[get(OMIT, says)]).verdicts),
            *expected,
            "{says}"
        );
    }
}

/// A preflighted request as a proxy sees it: the answer to the preflight, and the request if it
/// went on.
fn preflighted(ask: &str, status: u16, answer: &str, went_on: bool) -> Vec<TestEntry> {
    let mut entries = vec![
        entry(&format!("OPTIONS https://api.example/x {status}"))
            .at(0, 5)
            .asks(&format!("{OMIT}\n{ask}\n{AGENT}"))
            .says(answer),
    ];
    if went_on {
        entries.push(
            entry("PUT https://api.example/x 200")
                .at(9, 5)
                .asks(&format!("{OMIT}\nX-A: 1\n{AGENT}"))
                .says("Access-Control-Allow-Origin: *"),
        );
    }
    entries.push(entry("GET https://page.example/later 200").at(900, 1));
    entries
}

#[test]
fn each_browser_names_the_check_it_makes_first() {
    const ASK: &str = "Access-Control-Request-Method: PUT\nAccess-Control-Request-Headers: x-a";
    const ORIGIN: &str = "Access-Control-Allow-Origin: https://page.example\n\
                          Access-Control-Allow-Credentials: true";
    type Row = (u16, &'static str, [K; 3]);
    let rows: &[Row] = &[
        // status, lines besides the origin's, what Chromium, Firefox and WebKit name
        (
            404,
            "-",
            [
                K::AllowOriginMissing,
                K::AllowOriginMissing,
                K::PreflightStatusNotOk,
            ],
        ),
        (404, "", [K::PreflightStatusNotOk; 3]),
        (
            301,
            "-\nLocation: /y",
            [
                K::PreflightRedirect,
                K::AllowOriginMissing,
                K::PreflightRedirect,
            ],
        ),
        (301, "Location: /y", [K::PreflightRedirect; 3]),
        (301, "", [K::PreflightStatusNotOk; 3]),
        (204, "", [K::MethodNotAllowed; 3]),
        (
            204,
            "Access-Control-Allow-Methods: PUT",
            [K::HeaderNotAllowed; 3],
        ),
        (
            204,
            "Access-Control-Allow-Methods: a b\nAccess-Control-Allow-Headers: c d",
            [K::AllowMethodsInvalid; 3],
        ),
        (
            204,
            "Access-Control-Allow-Methods: GET\nAccess-Control-Allow-Headers: c d",
            [
                K::AllowHeadersInvalid,
                K::MethodNotAllowed,
                K::AllowHeadersInvalid,
            ],
        ),
    ];
    for (status, lines, expected) in rows {
        let answer = match lines.strip_prefix('-') {
            Some(rest) => rest.to_owned(),
            None => format!("{ORIGIN}\n{lines}"),
        };
        let verdicts = by_rules(&preflighted(ASK, *status, &answer, false)).verdicts;
        for (profile, kind) in Profile::ALL.into_iter().zip(expected) {
            let found = because(*verdicts.of(profile));
            assert_eq!(
                found,
                Some((*kind, Phase::Preflight)),
                "{status} {lines} {profile:?}"
            );
        }
    }
}

#[test]
fn the_standard_wants_authorization_named() {
    let ask = "Access-Control-Request-Method: PUT\nAccess-Control-Request-Headers: authorization";
    let answer = "Access-Control-Allow-Origin: *\nAccess-Control-Allow-Methods: *\n\
                  Access-Control-Allow-Headers: *";
    let verdicts = by_rules(&preflighted(ask, 204, answer, true)).verdicts;
    assert_eq!(
        outcomes(&verdicts),
        ["allowed", "allowed", "allowed", "blocked"]
    );
}

#[test]
fn a_redirect_away_from_a_foreign_origin_makes_it_null() {
    let hops = |second: &str| {
        [
            entry("GET https://api.example/a 302")
                .at(0, 5)
                .asks(&format!("{OMIT}\n{AGENT}"))
                .says("Access-Control-Allow-Origin: *\nLocation: https://cdn.example/b"),
            entry("GET https://cdn.example/b 200")
                .at(6, 5)
                .asks("Origin: null\nSec-Fetch-Site: cross-site\nSec-Fetch-Mode: cors")
                .says(&format!("Access-Control-Allow-Origin: {second}")),
        ]
    };
    for (value, expected) in [
        ("null", "allowed"),
        ("*", "allowed"),
        ("https://page.example", "blocked"),
    ] {
        assert_eq!(
            outcomes(&by_rules(&hops(value)).verdicts),
            [expected; 4],
            "{value}"
        );
    }
}

#[test]
fn an_empty_location_is_followed_by_some() {
    let answer = get(OMIT, "Access-Control-Allow-Origin: *\nLocation: ")
        .with(&["response", "status"], 302.into());
    let verdicts = by_rules(&[answer]).verdicts;
    assert_eq!(
        outcomes(&verdicts),
        ["allowed", "blocked", "blocked", "blocked"]
    );
}

#[test]
fn chromium_lets_client_hints_pass_without_asking() {
    let verdicts = by_rules(&[get(
        &format!("{OMIT}\nDPR: 2"),
        "Access-Control-Allow-Origin: *",
    )])
    .verdicts;
    assert_eq!(
        outcomes(&verdicts),
        ["allowed", "undetermined", "undetermined", "undetermined"]
    );
    assert_eq!(
        verdicts.of(Profile::Firefox).needs,
        Needs::of(Unknown::Preflight)
    );
}

#[test]
fn the_outcome_gives_the_credentials_away() {
    let same_site = OMIT.replace("cross-site", "same-site");
    let star = "Access-Control-Allow-Origin: *";
    // Nobody knows: a proxy saw it, and no cookie.
    let open = by_rules(&[get(&same_site, star)]);
    assert_eq!(open.verdicts.recorded_by.outcome, Outcome::Undetermined);
    assert_eq!(
        open.verdicts.recorded_by.needs,
        Needs::of(Unknown::Credentials)
    );
    // The browser delivered it, so that it went without; or refused it, so that it went with.
    let told = get(&same_site, star).kind("fetch");
    let delivered = conclusion("WebInspector", std::slice::from_ref(&told));
    assert_eq!(outcomes(&delivered.verdicts), ["allowed"; 4]);
    let refused = conclusion("WebInspector", &[told.error("net::ERR_FAILED")]);
    assert_eq!(
        refused.reasons[0].map(|r| r.kind),
        Some(K::AllowOriginWildcardWithCredentials)
    );
    assert_eq!(refused.reasons[1], None);
}

#[test]
fn two_reasons_are_left_where_the_capture_cannot_tell() {
    let asked = "Origin: https://page.example\nAccess-Control-Request-Method: PUT\nSec-Fetch-Site: same-site";
    let entries = [
        entry("PUT https://api.example/x 0")
            .at(0, 30)
            .kind("fetch")
            .error("net::ERR_FAILED"),
        entry("OPTIONS https://api.example/x 204")
            .at(1, 5)
            .kind("preflight")
            .asks(asked)
            .says("Access-Control-Allow-Origin: *"),
    ];
    let found = conclusion("WebInspector", &entries);
    assert_eq!(found.verdicts.recorded_by.outcome, Outcome::Blocked);
    assert_eq!(
        found.reasons.map(|reason| reason.map(|r| r.kind)),
        [
            Some(K::MethodNotAllowed),
            Some(K::AllowOriginWildcardWithCredentials)
        ]
    );
}

#[test]
fn what_was_sent_got_past_its_preflight() {
    // With credentials `True` would have stopped it; it was sent, so that it went without.
    let ask = "Access-Control-Request-Method: PUT\nSec-Fetch-Site: same-site";
    let answer = "Access-Control-Allow-Origin: https://page.example\n\
                  Access-Control-Allow-Credentials: True\nAccess-Control-Allow-Methods: PUT\n\
                  Access-Control-Allow-Headers: x-a";
    let mut entries = preflighted(ask, 204, answer, true);
    for entry in &mut entries {
        *entry = entry.clone().with(&["pageref"], "page_1".into());
    }
    let found = by_rules(&entries);
    assert_eq!(outcomes(&found.verdicts), ["allowed"; 4]);
}

#[test]
fn a_browser_is_believed_against_the_rules() {
    let odd = get(OMIT, "X: y").kind("fetch");
    let found = conclusion("WebInspector", &[odd]);
    assert_eq!(found.verdicts.recorded_by.outcome, Outcome::Allowed);
    assert_eq!(
        found.verdicts.of(Profile::Firefox).outcome,
        Outcome::Blocked
    );
}

#[test]
fn no_connection_is_the_same_for_everyone() {
    let down = entry("GET https://api.example/x 0")
        .kind("fetch")
        .error("net::ERR_CONNECTION_REFUSED");
    let found = conclusion("WebInspector", &[down]);
    assert_eq!(outcomes(&found.verdicts), ["failed"; 4]);
    assert_eq!(
        found.verdicts.recorded_by.because.map(|r| r.kind),
        Some(K::NetworkError)
    );
}

#[test]
fn elements_that_want_something_else() {
    let no_cors =
        "Sec-Fetch-Site: cross-site\nSec-Fetch-Mode: no-cors\nReferer: https://page.example/";
    let element = |dest: &str, says: &str| get(&format!("{no_cors}\nSec-Fetch-Dest: {dest}"), says);
    let rows: &[(&str, &str, [&str; 3])] = &[
        (
            "image",
            "Content-Type: image/svg+xml",
            ["not-cors", "not-cors", "not-cors"],
        ),
        (
            "image",
            "Content-Type: application/json",
            ["blocked", "blocked", "blocked"],
        ),
        (
            "script",
            "Content-Type: text/javascript",
            ["not-cors", "not-cors", "not-cors"],
        ),
        (
            "script",
            "Content-Type: text/html",
            ["blocked", "blocked", "not-cors"],
        ),
        (
            "script",
            "Content-Type: text/csv",
            ["blocked", "blocked", "blocked"],
        ),
        (
            "style",
            "Content-Type: text/css",
            ["not-cors", "not-cors", "not-cors"],
        ),
        (
            "style",
            "Content-Type: text/html",
            ["blocked", "blocked", "blocked"],
        ),
        (
            "empty",
            "Content-Type: text/html",
            ["not-cors", "not-cors", "not-cors"],
        ),
        (
            "image",
            "Content-Type: image/svg+xml\nCross-Origin-Resource-Policy: same-origin",
            ["blocked", "blocked", "blocked"],
        ),
    ];
    for (dest, says, expected) in rows {
        let found = outcomes(&by_rules(&[element(dest, says)]).verdicts);
        assert_eq!(found[..3], expected[..], "{dest} {says}");
    }
}

#[test]
fn requests_home_are_not_checked() {
    let home = entry("GET https://page.example/api 200")
        .asks("Sec-Fetch-Site: same-origin\nSec-Fetch-Mode: cors");
    assert_eq!(outcomes(&by_rules(&[home]).verdicts), ["same-origin"; 4]);
    let sandboxed = entry("GET https://page.example/api 200")
        .asks("Origin: null\nSec-Fetch-Site: cross-site\nSec-Fetch-Mode: cors");
    assert_eq!(outcomes(&by_rules(&[sandboxed]).verdicts), ["blocked"; 4]);
}

#[test]
fn programs_are_no_pages() {
    let call = entry("GET https://api.example/x 200").says("X: y");
    assert_eq!(
        outcomes(&conclusion("Insomnia REST Client", &[call]).verdicts),
        ["not-cors"; 4]
    );
}

#[test]
fn what_went_out_without_an_origin_was_no_cors_request() {
    let plain =
        entry("GET https://cdn.example/x.png 200").asks("Host: cdn.example\nAccept-Encoding: gzip");
    assert_eq!(
        outcomes(&conclusion("Charles Proxy", &[plain]).verdicts),
        ["not-cors"; 4]
    );
    let provisional =
        entry("GET https://cdn.example/x.png 200").asks("Referer: https://page.example/");
    let found = conclusion("Charles Proxy", &[provisional]);
    assert_eq!(found.verdicts.recorded_by.outcome, Outcome::Undetermined);
}

#[test]
fn what_never_left_the_browser_is_not_checked() {
    let made = get(OMIT, "X: y").with(&["response", "_fetchedViaServiceWorker"], true.into());
    assert_eq!(outcomes(&by_rules(&[made]).verdicts), ["allowed"; 4]);
    for url in [
        "data:text/plain,x",
        "blob:https://page.example/1",
        "chrome-extension://abc/x.js",
    ] {
        let inside = entry(&format!("GET {url} 200")).kind("fetch").says("A: b");
        let found = outcomes(&conclusion("WebInspector", &[inside]).verdicts);
        assert!(
            found
                .iter()
                .all(|word| ["not-cors", "same-origin"].contains(word)),
            "{url} {found:?}"
        );
    }
}

#[test]
fn a_bare_304_is_judged_by_the_stored_response() {
    let fresh = |says: &str| get(OMIT, says).with(&["response", "status"], 304.into());
    assert_eq!(
        by_rules(&[fresh("ETag: x")]).verdicts.recorded_by.outcome,
        Outcome::Undetermined
    );
    let own = fresh("Access-Control-Allow-Origin: *");
    assert_eq!(
        by_rules(&[own]).verdicts.recorded_by.outcome,
        Outcome::Allowed
    );
    let delivered = conclusion("WebInspector", &[fresh("ETag: x").kind("fetch")]);
    assert_eq!(delivered.verdicts.recorded_by.outcome, Outcome::Allowed);
}

#[test]
fn web_sockets_and_tunnels_are_no_cors_requests() {
    let socket = entry("GET wss://live.example/x 101").asks("Origin: https://page.example");
    assert_eq!(
        outcomes(&conclusion("Firefox", &[socket]).verdicts),
        ["not-cors"; 4]
    );
    let tunnel = entry("CONNECT https://api.example/ 200");
    assert_eq!(
        outcomes(&conclusion("Charles Proxy", &[tunnel]).verdicts),
        ["not-cors"; 4]
    );
    // Charles has no status for a tunnel that it did not decrypt; it is none that failed.
    for (method, outcome) in [("CONNECT", "not-cors"), ("GET", "failed")] {
        let tunnel = entry(&format!("{method} https://api.example/ -1"));
        assert_eq!(
            outcomes(&conclusion("Charles Proxy", &[tunnel]).verdicts),
            [outcome; 4],
            "{method}"
        );
    }
}

#[test]
fn what_the_recorder_leaves_out_is_no_evidence() {
    // chrome-har drops requests that failed, so that a missing one tells nothing.
    let ask = "Access-Control-Request-Method: PUT\nSec-Fetch-Site: same-site";
    let entries = preflighted(
        ask,
        204,
        "Access-Control-Allow-Origin: *\nAccess-Control-Allow-Methods: PUT",
        false,
    );
    assert_eq!(
        by_rules(&entries).verdicts.recorded_by.outcome,
        Outcome::Blocked
    );
    let dropped = conclusion("chrome-har", &entries);
    assert_eq!(dropped.verdicts.recorded_by.outcome, Outcome::Undetermined);
    // And a file without any request header cannot be asked about headers.
    let bare = entry("GET https://cdn.example/a.woff2 200")
        .kind("font")
        .says("Content-Type: font/woff2");
    assert_eq!(
        conclusion("some tool", &[bare])
            .verdicts
            .recorded_by
            .outcome,
        Outcome::Undetermined
    );
}

#[test]
fn a_request_home_that_the_page_cancelled_is_nobodys_fault() {
    let cancelled = |url: &str| {
        let line = format!("GET {url} 0");
        conclusion(
            "WebInspector",
            &[entry(&line).kind("fetch").error("net::ERR_ABORTED")],
        )
    };
    let home = cancelled("https://page.example/x");
    assert_eq!(home.verdicts.recorded_by.outcome, Outcome::SameOrigin);
    let away = cancelled("https://api.example/x");
    assert_eq!(away.verdicts.recorded_by.outcome, Outcome::Failed);
}

#[test]
fn a_body_that_the_page_still_makes_is_sent_as_such_by_chromium_alone() {
    let ask = "Access-Control-Request-Method: POST\nSec-Fetch-Site: cross-site";
    let star = "Access-Control-Allow-Origin: *";
    let upload = |kind: &str| {
        let mut entries = preflighted(ask, 204, star, true);
        entries[1] = entry("POST https://api.example/x 200")
            .at(20, 5)
            .kind(kind)
            .asks(&format!("{OMIT}\n{AGENT}"))
            .says(star);
        outcomes(&conclusion("WebInspector", &entries).verdicts)
    };
    assert_eq!(
        upload("fetch"),
        ["allowed", "undetermined", "undetermined", "allowed"]
    );
    // The page listens to its progress.
    assert_eq!(upload("xhr"), ["allowed"; 4]);
}

#[test]
fn chromium_asks_for_no_user_agent() {
    let asks = "Access-Control-Request-Method: GET\nAccess-Control-Request-Headers: user-agent";
    let entries = [
        entry("GET https://api.example/x 0")
            .at(0, 9)
            .asks(OMIT)
            .with(&["timings"], serde_json::json!({})),
        entry("OPTIONS https://api.example/x 403")
            .at(1, 5)
            .asks(&format!("{OMIT}\n{asks}")),
    ];
    assert_eq!(
        outcomes(&conclusion("Firefox", &entries).verdicts),
        ["undetermined", "blocked", "blocked", "blocked"]
    );
}

#[test]
fn a_redirect_that_was_refused_without_a_reason_was_one_that_the_page_forbade() {
    let redirect = |site: &str, says: &str| {
        let asks = OMIT.replace("cross-site", site);
        let answer = get(&asks, &format!("{says}\nLocation: https://cdn.example/y"))
            .kind("fetch")
            .error("net::ERR_FAILED")
            .with(&["response", "status"], 302.into());
        let found = conclusion("WebInspector", &[answer]);
        assert_eq!(outcomes(&found.verdicts), ["blocked"; 4], "{site} {says}");
        found.reasons.map(|reason| reason.map(|r| r.kind))
    };
    let star = "Access-Control-Allow-Origin: *";
    // Without credentials nothing forbade it; whether it had some, same-site requests do not show.
    assert_eq!(redirect("cross-site", star), [Some(K::RedirectMode), None]);
    assert_eq!(
        redirect("same-site", star),
        [
            Some(K::RedirectMode),
            Some(K::AllowOriginWildcardWithCredentials)
        ]
    );
    assert_eq!(
        redirect("same-site", "X: y"),
        [Some(K::AllowOriginMissing), None]
    );
}

#[test]
fn a_certificate_is_each_browsers_own_matter() {
    let failed = |error: &str| {
        let request = entry("GET https://api.example/x 0")
            .kind("fetch")
            .asks(&format!("{OMIT}\n{AGENT}"))
            .error(error);
        outcomes(&conclusion("WebInspector", &[request]).verdicts)
    };
    assert_eq!(
        failed("net::ERR_CERT_AUTHORITY_INVALID"),
        ["failed", "undetermined", "undetermined", "undetermined"]
    );
    assert_eq!(failed("net::ERR_CONNECTION_REFUSED"), ["failed"; 4]);
}

#[test]
fn what_a_cache_holds_for_one_origin_may_be_anothers_elsewhere() {
    let cached = |says: &str| {
        let request = get(OMIT, says)
            .kind("fetch")
            .with(&["_fromCache"], "disk".into());
        outcomes(&conclusion("WebInspector", &[request]).verdicts)
    };
    let own = "Access-Control-Allow-Origin: https://page.example";
    assert_eq!(cached(own), ["allowed"; 4]);
    assert_eq!(
        cached(&format!("{own}\nVary: Accept, Origin")),
        ["allowed", "undetermined", "undetermined", "undetermined"]
    );
}

#[test]
fn a_font_with_credentials_is_a_preload_which_webkit_checks_too() {
    let font = |more: &str| {
        let asks = format!("{OMIT}\nSec-Fetch-Dest: font\n{more}");
        let answer = get(
            &asks,
            "Access-Control-Allow-Origin: *\nContent-Type: font/woff2",
        );
        outcomes(&by_rules(&[answer]).verdicts)
    };
    assert_eq!(
        font("X-A: b"),
        ["allowed", "allowed", "not-cors", "allowed"]
    );
    assert_eq!(font("Sec-Fetch-Storage-Access: none"), ["blocked"; 4]);
}

#[test]
fn a_redirect_that_the_page_wanted_to_see_is_allowed_in_every_recording_of_chromium() {
    // A log of the DevTools protocol, as Chromium 148 wrote it.
    let log = [
        r#"{"method":"Network.requestWillBeSent","params":{"requestId":"1","documentURL":"https://shop.example/","request":{"url":"https://api.example/a","method":"GET","headers":{"User-Agent":"Chrome/148.0.0.0"}},"timestamp":7.5,"wallTime":1795573933.5,"initiator":{"type":"script"},"type":"Fetch"}}"#,
        r#"{"method":"Network.requestWillBeSentExtraInfo","params":{"requestId":"1","headers":{"Origin":"https://shop.example","Sec-Fetch-Mode":"cors","Sec-Fetch-Site":"cross-site","User-Agent":"Chrome/148.0.0.0"}}}"#,
        r#"{"method":"Network.responseReceivedExtraInfo","params":{"requestId":"1","headers":{"Access-Control-Allow-Origin":"https://shop.example","Location":"https://api.example/b"},"statusCode":302}}"#,
        r#"{"method":"Network.requestWillBeSent","params":{"requestId":"1","documentURL":"https://shop.example/","request":{"url":"https://api.example/b","method":"GET","headers":{"User-Agent":"Chrome/148.0.0.0"}},"timestamp":7.51,"wallTime":1795573933.51,"initiator":{"type":"script"},"type":"Fetch","redirectResponse":{"url":"https://api.example/a","status":302,"headers":{"Location":"https://api.example/b"}}}}"#,
        r#"{"method":"Network.loadingFailed","params":{"requestId":"1","timestamp":7.5102,"type":"Fetch","errorText":"net::ERR_ABORTED","canceled":true}}"#,
    ]
    .join("\n");
    let verdict = |log: &str| {
        let capture =
            crate::input::read(&mut log.as_bytes(), "log.jsonl", &mut |_| {}).expect("a log");
        let context = Context::of(&capture);
        let exchange = &pair(&capture)[0];
        Brief::new(&capture, &context, exchange)
            .verdicts
            .of(Profile::Chromium)
            .outcome
    };
    assert_eq!(verdict(&log), Outcome::Allowed);
    // It was sent, and cancelled later.
    let later = log.replace("7.5102", "9.51");
    assert_eq!(verdict(&later), Outcome::Failed);
}
