//! Every kind of cause has a fixture that shows it and one that only looks like it, and says of
//! itself what a reader wants to know. `tests/fixtures.rs` checks that the fixtures are judged as
//! they expect.

mod support;

use std::collections::HashSet;
use std::path::PathBuf;

use corslens::causes::{self, CAUSES};
use corslens::input;
use corslens::report::{Proof, Report};
use corslens::verdict::Outcome;
use serde_json::Value;

#[test]
fn every_kind_has_its_fixture_and_a_look_alike() {
    for kind in CAUSES {
        let shown = expected(&format!("{}.har", kind.name));
        assert!(
            shown.iter().all(|cause| cause == kind.name) && !shown.is_empty(),
            "{}: {shown:?}",
            kind.name
        );
        let other = expected(&format!("{}.not.har", kind.name));
        assert!(
            other.iter().all(|cause| cause != kind.name) && !other.is_empty(),
            "{}: {other:?}",
            kind.name
        );
        for cause in other {
            assert!(causes::by_name(&cause).is_some(), "{cause}");
        }
    }
}

#[test]
fn every_kind_is_documented_and_well_named() {
    let mut names = HashSet::new();
    for kind in CAUSES {
        let kebab = |name: &str| {
            name.chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
        };
        assert!(kebab(kind.name), "{}", kind.name);
        for name in std::iter::once(&kind.name).chain(kind.also_known_as) {
            assert!(names.insert(*name), "{name} is there twice");
        }
        for heading in [
            "What happens",
            "Common causes",
            "What to look at",
            "Fix",
            "Not to be mistaken for",
        ] {
            assert!(
                !kind.section(heading).is_empty(),
                "{}: {heading}",
                kind.name
            );
        }
        assert!(
            !kind.settle.is_empty() && kind.title.len() < 70,
            "{}",
            kind.name
        );
    }
}

/// Each failing request of the shop's capture, and what its builder broke.
const SHOP: &[(&str, &str)] = &[
    (
        "/fonts/inter-roman.woff2",
        "cors-not-configured@static.shop-cdn.example",
    ),
    ("/js/chat.js", "cors-not-configured@static.shop-cdn.example"),
    ("/v2/cart", "wildcard-with-credentials@api.shop.example"),
    (
        "/v2/cart/items",
        "new-request-header@api.shop.example:content-type",
    ),
    (
        "/v2/cart/items/9",
        "preflight-not-routed@api.shop.example:405",
    ),
    ("/v2/profile", "method-not-listed@api.shop.example:PATCH"),
    ("/session", "login-redirect@auth.example"),
    ("/suggest", "gateway-answered@search.example:unreachable"),
    ("/flags.json", "origin-misspelt@config.example:slash"),
    ("/v1/reviews", "headers-set-twice@reviews.example"),
    ("/ip", "origin-misspelt@geo.example:scheme"),
    ("/data/stores.json", "cached-response@edge.shop-cdn.example"),
    ("/admin", "preflight-unauthorized@graphql.example"),
    ("/prices", "insecure-url@legacy.example"),
    ("/v2/inventory", "error-without-headers@api.shop.example"),
    ("/v1/coupons", "redirect-without-headers@old-api.example"),
    ("/health", "connection-failed@down.example:9443:refused"),
];

#[test]
fn the_shops_failures_have_the_causes_that_its_builder_meant() {
    let report = report("fixtures/shop.har");
    let mut found: Vec<(String, String)> = Vec::new();
    for id in report.ids() {
        let row = report.row(id);
        if !row.outcome.is_failure() {
            assert_eq!(row.cause, None, "{}", row.url);
            continue;
        }
        let (_, path) = row.url.split_once("example").unwrap();
        let path = path.split('?').next().unwrap();
        let path = path.trim_start_matches(":9443").to_owned();
        let cause = row
            .cause
            .map(|cause| report.causes()[cause as usize].id.clone());
        found.push((path, cause.unwrap_or_default()));
    }
    found.sort();
    let mut expected: Vec<(String, String)> = SHOP
        .iter()
        .map(|(path, cause)| ((*path).to_owned(), (*cause).to_owned()))
        .collect();
    expected.sort();
    assert_eq!(found, expected);
}

#[test]
fn causes_hold_exactly_the_exchanges_that_name_them() {
    for path in support::fixtures() {
        let Ok(capture) = input::open(&path, &mut |_| {}) else {
            continue;
        };
        let report = Report::new(vec![capture]);
        let mut ids = HashSet::new();
        for (number, cause) in report.causes().iter().enumerate() {
            let place = format!("{}: {}", path.display(), cause.id);
            assert!(ids.insert(&cause.id), "{place} is there twice");
            assert!(causes::by_name(cause.kind).is_some(), "{place}");
            assert!(
                !cause.title.is_empty() && !cause.evidence.is_empty(),
                "{place}"
            );
            assert_eq!(
                cause.confidence == "certain",
                cause.settle.is_empty(),
                "{place}"
            );
            let own: Vec<u32> = report
                .ids()
                .filter(|id| report.row(*id).cause == u32::try_from(number).ok())
                .map(|id| id.0)
                .collect();
            assert_eq!(own, cause.exchanges, "{place}");
        }
        for id in report.ids() {
            let row = report.row(id);
            assert!(
                row.cause.is_none() || row.outcome.is_failure(),
                "{}",
                row.url
            );
        }
    }
}

#[test]
fn pointers_of_causes_lead_to_what_they_say() {
    for kind in CAUSES {
        let path = folder().join(format!("{}.har", kind.name));
        let document: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        for cause in report(&path.to_string_lossy()).causes() {
            for evidence in &cause.evidence {
                let place = format!("{}: {}", path.display(), evidence.place);
                let found = document.pointer(&evidence.place).expect(&place);
                let Some(value) = &evidence.value else {
                    assert!(found.is_array(), "{place}");
                    continue;
                };
                match found {
                    Value::Object(line) => {
                        assert_eq!(line["value"].as_str(), Some(value.as_str()), "{place}");
                    }
                    Value::String(text) => assert_eq!(text, value, "{place}"),
                    other => assert_eq!(&other.to_string(), value, "{place}"),
                }
            }
        }
    }
}

#[test]
fn every_cause_comes_with_a_fix() {
    for kind in CAUSES {
        let path = format!("fixtures/causes/{}.har", kind.name);
        for cause in report(&path).causes() {
            assert!(!cause.fixes.is_empty(), "{}", cause.id);
            if cause.policy.is_some() {
                let nginx = corslens::fixes::Stack::named("nginx").unwrap();
                assert!(cause.fix_for(nginx).unwrap().text.contains("add_header"));
            }
        }
    }
}

#[test]
fn fixes_mend_what_they_are_shown_for() {
    for path in support::fixtures() {
        let Ok(capture) = input::open(&path, &mut |_| {}) else {
            continue;
        };
        for cause in Report::new(vec![capture]).causes() {
            for fix in &cause.fixes {
                let place = format!("{}: {} {}", path.display(), cause.id, fix.title);
                // Advice cannot be tried on a capture, so nothing is claimed for it.
                let tried = fix.proof != Proof::Advice;
                assert_eq!(fix.allows > 0, tried, "{place}");
                assert!(fix.allows <= cause.exchanges.len(), "{place}");
                assert!(!fix.text.is_empty(), "{place}");
            }
        }
    }
    for cause in report("fixtures/shop.har").causes() {
        for fix in cause.fixes.iter().filter(|fix| fix.proof != Proof::Advice) {
            assert_eq!(
                fix.allows,
                cause.exchanges.len(),
                "{}: {}",
                cause.id,
                fix.title
            );
        }
    }
}

#[test]
fn pasting_a_policy_takes_away_nothing_that_the_server_allows() {
    let report = report("fixtures/shop.har");
    let causes = report.causes();
    let own = causes
        .iter()
        .filter(|cause| cause.host == "api.shop.example");
    let policies: Vec<_> = own.filter_map(|cause| cause.policy.as_ref()).collect();
    assert!(policies.len() > 1);
    for policy in policies {
        assert_eq!(
            policy.methods(),
            ["GET", "POST", "PUT", "PATCH", "DELETE"],
            "PUT is listed today"
        );
        assert_eq!(
            policy.request_headers(),
            [
                "accept",
                "authorization",
                "content-type",
                "x-requested-with"
            ]
        );
    }
}

#[test]
fn what_the_server_lists_reaches_a_policy_as_plain_names_only() {
    let path = folder().join("method-not-listed.har");
    let text = std::fs::read_to_string(path).unwrap();
    let capture = input::read(&mut text.as_bytes(), "one.har", &mut |_| {}).unwrap();
    let before = Report::new(vec![capture]).causes()[0]
        .policy
        .clone()
        .unwrap();
    let (at, list) = listed(&text);
    let more = format!("{list}, LINK, *, $x, o'clock, OPTIONS");
    let mut changed = text.clone();
    changed.replace_range(at..at + list.len(), &more);
    let capture = input::read(&mut changed.as_bytes(), "one.har", &mut |_| {}).unwrap();
    let cause = Report::new(vec![capture]).causes()[0].clone();
    let after = cause.policy.unwrap();
    let added: Vec<_> = after
        .methods()
        .iter()
        .filter(|name| !before.methods().contains(name))
        .collect();
    assert_eq!(added, ["LINK"]);
    assert!(cause.notes.iter().any(|note| note.contains("every method")));
}

/// Where the first list of allowed methods of a capture stands.
fn listed(text: &str) -> (usize, String) {
    let name = text.find("Access-Control-Allow-Methods").unwrap();
    let key = name + text[name..].find("\"value\"").unwrap() + 7;
    let start = key + text[key + 1..].find('"').unwrap() + 2;
    let end = start + text[start..].find('"').unwrap();
    (start, text[start..end].to_owned())
}

#[test]
fn the_fixes_of_one_host_go_to_one_place() {
    let report = report("fixtures/shop.har");
    let causes = report.causes();
    let nginx = corslens::fixes::Stack::named("nginx").unwrap();
    let mut seen = 0;
    for cause in causes
        .iter()
        .filter(|cause| cause.host == "api.shop.example")
    {
        // Express sends the headers of the host's good answers.
        assert!(
            cause.fixes.iter().any(|fix| fix.stack == "express"),
            "{}",
            cause.id
        );
        let before = cause.fix_for(nginx).unwrap().text;
        let own = before
            .matches("add_header Access-Control-Allow-Origin")
            .count();
        if cause.kind == "preflight-not-routed" {
            // nginx answered here, and no preflight came further.
            assert_eq!(cause.fixes[0].stack, "nginx");
            assert_eq!(own, 1, "preflights only: {before}");
        } else {
            assert!(cause.fixes.iter().all(|fix| fix.stack != "nginx"));
            assert_eq!(own, 2);
            assert!(before.contains("proxy_hide_header Access-Control-Allow-Origin;"));
        }
        seen += 1;
    }
    assert!(seen > 2);
}

#[test]
fn a_server_that_cannot_do_it_is_not_offered() {
    let report = report("fixtures/shop.har");
    let causes = report.causes();
    let cart = causes
        .iter()
        .find(|cause| cause.kind == "method-not-listed");
    let cart = cart.unwrap();
    let bucket = corslens::fixes::Stack::named("gcs").unwrap();
    assert!(cart.policy.as_ref().unwrap().credentials());
    assert_eq!(cart.fix_for(bucket), None);
    assert!(cart.cannot(bucket).unwrap().contains("Credentials"));
}

#[test]
fn a_change_that_would_not_mend_is_not_shown() {
    let stacks = |kind: &str| -> Vec<String> {
        let report = report("fixtures/shop.har");
        let cause = report.causes().iter().find(|cause| cause.kind == kind);
        let fixes = cause.unwrap().fixes.iter();
        let tried = fixes.filter(|fix| fix.proof != Proof::Advice);
        tried.map(|fix| fix.stack.clone()).collect()
    };
    // Headers on the redirect alone do not help: the next host is asked with `Origin: null`.
    assert_eq!(stacks("redirect-without-headers"), ["client"]);
    // Nor does anything that a server says help against mixed content.
    assert_eq!(stacks("insecure-url"), ["client"]);
    assert_eq!(stacks("connection-failed"), [""; 0]);
}

#[test]
fn long_and_hostile_values_do_not_blow_up_what_is_said() {
    let path = folder().join("preflight-not-routed.har");
    let text = std::fs::read_to_string(path).unwrap();
    let long = "x".repeat(100_000);
    for (from, to) in [
        ("api.example", format!("{long}.example")),
        ("api.example", format!("[{long}")),
        ("https://shop.example", format!("https://{long}")),
        ("DELETE", long.clone()),
        ("nginx/1.25.3", format!("\\u001b[31m{long}")),
        ("GET, DELETE", long.clone()),
    ] {
        let har = text.replace(from, &to);
        let capture = input::read(&mut har.as_bytes(), "hostile.har", &mut |_| {}).unwrap();
        for cause in Report::new(vec![capture]).causes() {
            assert!(cause.title.len() < 1_000, "{from}");
            assert!(cause.explanation.len() < 10_000, "{from}");
            assert!(cause.id.len() < 1_000, "{from}");
        }
    }
}

#[test]
fn the_id_of_a_cause_holds_nothing_of_a_url_behind_its_host() {
    for kind in CAUSES {
        let path = folder().join(format!("{}.har", kind.name));
        let text = std::fs::read_to_string(path).unwrap();
        for url in [
            "api.example/x?token=s3cr3t",
            "https://[api/x?token=s3cr3t",
            "?s3cr3t",
        ] {
            let har = text
                .replace("https://api.example/", &format!("{url}&"))
                .replace("https://other.example/", &format!("{url}&"));
            let capture = input::read(&mut har.as_bytes(), "hostile.har", &mut |_| {}).unwrap();
            for cause in Report::new(vec![capture]).causes() {
                assert!(!cause.id.contains("s3cr3t"), "{}", cause.id);
            }
        }
    }
}

#[test]
fn authorization_under_a_wildcard_is_the_header_that_is_missing() {
    let har = r#"{"log":{"version":"1.2","creator":{"name":"proxy","version":"1"},"entries":[
        {"startedDateTime":"2026-01-01T00:00:00.000Z","time":1,"timings":{},"cache":{},
         "request":{"method":"OPTIONS","url":"https://api.example/v1","httpVersion":"HTTP/1.1",
          "headers":[{"name":"Origin","value":"https://shop.example"},
           {"name":"Access-Control-Request-Method","value":"GET"},
           {"name":"Access-Control-Request-Headers","value":"authorization"}]},
         "response":{"status":204,"statusText":"","httpVersion":"HTTP/1.1","content":{},
          "headers":[{"name":"Access-Control-Allow-Origin","value":"*"},
           {"name":"Access-Control-Allow-Headers","value":"*"}]}}]}}"#;
    let capture = input::read(&mut har.as_bytes(), "one.har", &mut |_| {}).unwrap();
    let report = Report::new(vec![capture]);
    let [cause] = report.causes() else {
        panic!("{:?}", report.causes())
    };
    assert_eq!(cause.kind, "new-request-header");
    assert!(cause.title.contains("authorization"), "{}", cause.title);
    assert!(!cause.fixes.is_empty());
    for fix in cause.fixes.iter().filter(|fix| fix.proof != Proof::Advice) {
        assert!(fix.text.contains("authorization"), "{}", fix.text);
    }
}

/// A capture by a proxy: method, status, request header, response header, all to one URL.
fn one_url(entries: &[(&str, u16, &str, &str)]) -> Report {
    let header = |line: &str| match line.split_once(": ") {
        Some((name, value)) => format!(r#",{{"name":"{name}","value":"{value}"}}"#),
        None => String::new(),
    };
    let entries: Vec<String> = entries
        .iter()
        .enumerate()
        .map(|(number, (method, status, request, response))| {
            format!(
                r#"{{"startedDateTime":"2026-01-01T00:00:0{number}.000Z","time":1,"timings":{{}},
                "cache":{{}},"request":{{"method":"{method}","url":"https://api.example/v1",
                "httpVersion":"HTTP/1.1","headers":[
                {{"name":"Origin","value":"https://shop.example"}}{}]}},
                "response":{{"status":{status},"statusText":"","httpVersion":"HTTP/1.1",
                "content":{{}},"headers":[{{"name":"X-Any","value":"1"}}{}]}}}}"#,
                header(request),
                header(response)
            )
        })
        .collect();
    let har = format!(
        r#"{{"log":{{"version":"1.2","creator":{{"name":"proxy","version":"1"}},"entries":[{}]}}}}"#,
        entries.join(",")
    );
    Report::new(vec![
        input::read(&mut har.as_bytes(), "one.har", &mut |_| {}).unwrap(),
    ])
}

#[test]
fn a_url_that_is_not_there_is_no_matter_of_options() {
    let preflight = ("OPTIONS", 404, "Access-Control-Request-Method: PUT", "");
    for (get, is_there) in [(404, false), (200, true)] {
        let report = one_url(&[
            ("GET", get, "", "Access-Control-Allow-Origin: *"),
            preflight,
        ]);
        let cause = report
            .causes()
            .iter()
            .find(|cause| cause.kind == "preflight-not-routed")
            .unwrap();
        assert_eq!(cause.title.contains("no route for OPTIONS"), is_there);
        // Where there is nothing, only the URL can be corrected.
        let tried = |fix: &corslens::report::Fix| fix.proof != Proof::Advice;
        assert_eq!(cause.fixes.iter().any(tried), is_there, "{}", cause.title);
        assert_eq!(cause.policy.is_some(), is_there);
    }
}

#[test]
fn one_url_with_and_without_the_headers_is_said_to_be_one() {
    let report = one_url(&[
        ("GET", 200, "", "Access-Control-Allow-Origin: *"),
        ("GET", 200, "Cookie: a=1", "Server: other"),
    ]);
    let [cause] = report.causes() else {
        panic!("{:?}", report.causes())
    };
    assert!(cause.title.contains("same URL"), "{}", cause.title);
    assert!(!cause.title.contains("other paths"));
    let says = "cookies sent, none seen; Server other, none";
    assert!(cause.explanation.contains(says), "{}", cause.explanation);
}

#[test]
fn the_same_fault_in_two_captures_is_a_cause_of_each() {
    let capture = || input::open(&folder().join("origin-misspelt.har"), &mut |_| {}).unwrap();
    let one = Report::new(vec![capture()]);
    let two = Report::new(vec![capture(), capture()]);
    let ids = |report: &Report| -> Vec<String> {
        report
            .causes()
            .iter()
            .map(|cause| cause.id.clone())
            .collect()
    };
    let mut both = ids(&two);
    both.sort();
    let mut expected: Vec<String> = ids(&one)
        .iter()
        .flat_map(|id| [format!("{id}#0"), format!("{id}#1")])
        .collect();
    expected.sort();
    assert_eq!(both, expected);
    for cause in two.causes() {
        let number = cause.capture;
        assert!(cause.id.ends_with(&format!("#{number}")));
        for exchange in &cause.exchanges {
            let row = two.row(corslens::report::ExchangeId(*exchange));
            assert!(std::ptr::eq(
                row.capture,
                &raw const two.captures()[number as usize]
            ));
        }
    }
}

#[test]
fn a_failure_without_an_answer_never_blames_cors() {
    for path in support::fixtures() {
        let Ok(capture) = input::open(&path, &mut |_| {}) else {
            continue;
        };
        let report = Report::new(vec![capture]);
        for id in report.ids() {
            let row = report.row(id);
            if row.outcome == Outcome::Failed {
                let kind = row.cause.map(|cause| report.causes()[cause as usize].kind);
                assert_eq!(
                    kind,
                    Some("connection-failed"),
                    "{} {}",
                    path.display(),
                    row.url
                );
            }
        }
    }
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/causes")
}

fn report(path: &str) -> Report {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path);
    Report::new(vec![input::open(&path, &mut |_| {}).unwrap()])
}

/// The causes that a fixture expects.
fn expected(name: &str) -> Vec<String> {
    let path = folder().join(name);
    let bytes = std::fs::read(&path).unwrap_or_else(|_| panic!("{} is missing", path.display()));
    let document: Value = serde_json::from_slice(&bytes).unwrap();
    document["log"]["_expect"]
        .as_array()
        .unwrap()
        .iter()
        .map(|expected| expected["cause"].as_str().unwrap().to_owned())
        .collect()
}
