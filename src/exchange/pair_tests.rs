use super::*;
use crate::input::har::testing::{TestEntry, capture, entry};

const ASK: &str = "Origin: https://page.example\nAccess-Control-Request-Method: PUT";
const YES: &str = "Access-Control-Allow-Origin: https://page.example\n\
                   Access-Control-Allow-Methods: PUT\nAccess-Control-Allow-Headers: x-a";
const NO: &str = "Access-Control-Allow-Origin: https://other.example";

fn put(start: u32, took: u32, status: u16) -> TestEntry {
    let line = format!("PUT https://api.example/x {status}");
    entry(&line)
        .at(start, took)
        .kind("fetch")
        .asks("Origin: https://page.example")
}

fn preflight(start: u32, took: u32, answer: &str) -> TestEntry {
    entry("OPTIONS https://api.example/x 204")
        .at(start, took)
        .kind("preflight")
        .asks(ASK)
        .says(answer)
}

/// The entries of each exchange, hops with their preflights: `1<0 2` is entry 1 with preflight 0,
/// redirected to entry 2; `(3)` a preflight alone; `~` a cached one.
fn shape(creator: &str, entries: &[TestEntry]) -> String {
    let exchanges = pair(&capture(creator, entries));
    let words: Vec<String> = exchanges
        .iter()
        .map(|exchange| {
            let mut words: Vec<String> = exchange
                .hops
                .iter()
                .map(|hop| match hop.preflight {
                    Preflight::NotSeen => format!("{}", hop.entry.number()),
                    Preflight::Sent(id) => format!("{}<{}", hop.entry.number(), id.number()),
                    Preflight::Cached(id) => format!("{}~{}", hop.entry.number(), id.number()),
                })
                .collect();
            words.extend(exchange.orphan.map(|id| format!("({})", id.number())));
            words.join(" ")
        })
        .collect();
    words.join(" | ")
}

#[test]
fn chromium_starts_the_request_before_its_preflight() {
    let entries = [put(0, 50, 200), preflight(2, 20, YES)];
    assert_eq!(shape("WebInspector", &entries), "0<1");
    // The order in the file says nothing.
    let entries = [preflight(2, 20, YES), put(0, 50, 200)];
    assert_eq!(shape("WebInspector", &entries), "1<0");
    // A request that was over before the preflight started is another one.
    let entries = [put(0, 50, 200), preflight(500, 20, YES)];
    assert_eq!(shape("WebInspector", &entries), "0 | (1)");
}

#[test]
fn a_proxy_sees_the_preflight_first_and_nothing_after_one_that_failed() {
    let entries = [preflight(0, 5, YES), put(10, 20, 200)];
    assert_eq!(shape("mitmproxy", &entries), "1<0");
    let entries = [preflight(0, 5, NO), preflight(20, 5, YES), put(30, 20, 200)];
    assert_eq!(shape("mitmproxy", &entries), "(0) | 2<1");
}

#[test]
fn among_requests_in_flight_each_gets_a_preflight_that_explains_it() {
    // The one that was not sent goes with the answer that stopped it.
    let entries = [
        put(0, 50, 200),
        put(1, 50, 0).error("net::ERR_FAILED"),
        preflight(3, 20, NO),
        preflight(4, 20, YES),
    ];
    assert_eq!(shape("WebInspector", &entries), "0<3 | 1<2");
}

#[test]
fn a_request_that_needs_none_leaves_the_preflight_to_the_other() {
    let simple = entry("GET https://api.example/x 200")
        .at(0, 50)
        .asks("Origin: https://page.example");
    let needy = entry("GET https://api.example/x 200")
        .at(1, 50)
        .asks("Origin: https://page.example\nX-A: 1");
    let asked = entry("OPTIONS https://api.example/x 204")
        .at(2, 10)
        .kind("preflight")
        .asks(
            "Origin: https://page.example\nAccess-Control-Request-Method: GET\n\
               Access-Control-Request-Headers: x-a",
        )
        .says(YES);
    assert_eq!(shape("WebInspector", &[simple, needy, asked]), "0 | 1<2");
}

#[test]
fn an_options_request_of_the_page_is_no_preflight() {
    let own = entry("OPTIONS https://api.example/x 200")
        .at(0, 50)
        .kind("fetch");
    assert_eq!(shape("WebInspector", &[own]), "0");
}

#[test]
fn redirects_are_hops_of_one_exchange() {
    let entries = [
        entry("POST https://api.example/a 302")
            .at(0, 10)
            .says("Location: /b"),
        entry("GET https://api.example/b 307")
            .at(11, 10)
            .says("Location: https://u:p@cdn.example/c"),
        entry("GET https://cdn.example/c 200").at(22, 10),
        entry("GET https://api.example/b 200").at(900, 10),
    ];
    assert_eq!(shape("WebInspector", &entries), "0 1 2 | 3");
}

#[test]
fn a_redirect_keeps_its_method_by_its_status() {
    let entries = [
        entry("PUT https://api.example/a 307")
            .at(0, 10)
            .says("Location: /b"),
        entry("GET https://api.example/b 200").at(11, 10),
        entry("PUT https://api.example/b 200").at(12, 10),
    ];
    assert_eq!(shape("WebInspector", &entries), "0 2 | 1");
}

#[test]
fn a_redirect_that_the_browser_refused_leads_nowhere() {
    let entries = [
        entry("GET https://api.example/a 302")
            .at(0, 10)
            .says("Location: /b")
            .error("net::ERR_FAILED"),
        entry("GET https://api.example/b 200").at(11, 10),
    ];
    assert_eq!(shape("WebInspector", &entries), "0 | 1");
}

#[test]
fn a_preflight_without_its_request_can_follow_a_redirect() {
    let entries = [
        preflight(0, 5, YES),
        put(6, 5, 307).says("Location: https://api.example/y"),
        entry("OPTIONS https://api.example/y 204")
            .at(12, 5)
            .asks(ASK)
            .says(NO),
    ];
    assert_eq!(shape("mitmproxy", &entries), "1<0 (2)");
}

#[test]
fn an_answer_to_a_preflight_is_kept_as_long_as_it_says() {
    let kept = format!("{YES}\nAccess-Control-Max-Age: 20");
    let later = |start| put(start, 10, 200);
    let entries = [
        put(0, 50, 200),
        preflight(2, 20, &kept),
        later(15_000),
        later(30_000),
    ];
    assert_eq!(shape("WebInspector", &entries), "0<1 | 2~1 | 3");
    // It covers what it lists, for the origin that asked.
    let other = later(1_000).asks("Origin: https://other.example");
    assert_eq!(
        shape(
            "WebInspector",
            &[put(0, 50, 200), preflight(2, 20, &kept), other]
        ),
        "0<1 | 2"
    );
    let more = later(1_000).asks("Origin: https://page.example\nX-B: 1");
    assert_eq!(
        shape(
            "WebInspector",
            &[put(0, 50, 200), preflight(2, 20, &kept), more]
        ),
        "0<1 | 2"
    );
}

#[test]
fn chrome_har_says_which_preflight_belongs_to_which_request() {
    let ask = preflight(5, 5, YES).with(
        &["_initiator_detail"],
        "{\"type\":\"preflight\",\"requestId\":\"7.2\"}".into(),
    );
    let first = put(0, 50, 200).with(&["_requestId"], "7.1".into());
    let second = put(1, 50, 200).with(&["_requestId"], "7.2".into());
    assert_eq!(shape("chrome-har", &[first, second, ask]), "0 | 1<2");
}

#[test]
fn mitmproxy_writes_methods_in_upper_case() {
    let ask = entry("OPTIONS https://api.example/x 204")
        .at(0, 5)
        .asks("Origin: https://page.example\nAccess-Control-Request-Method: patch")
        .says("Access-Control-Allow-Origin: *\nAccess-Control-Allow-Methods: patch");
    let sent = entry("PATCH https://api.example/x 200")
        .at(9, 5)
        .asks("Origin: https://page.example");
    assert_eq!(shape("mitmproxy", &[ask, sent]), "1<0");
}

#[test]
fn hundreds_of_preflights_that_failed_do_not_hide_the_one_that_did_not() {
    let mut entries: Vec<TestEntry> = (0..300).map(|n| preflight(n * 5, 1, NO)).collect();
    entries.push(preflight(20_000, 5, YES));
    entries.push(put(20_010, 5, 200));
    assert!(shape("mitmproxy", &entries).ends_with("| 301<300"));
}
