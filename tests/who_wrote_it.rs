//! Who wrote a capture and which browser made its requests, also where the file does not say so or
//! says something else.

use corslens::capture::{Browser, Capture, Recorder};
use corslens::input;
use serde_json::{Value, json};

const IPHONE: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 \
                      (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1";

/// The shop, recorded with Chromium, with something changed in its log.
fn shop(change: impl FnOnce(&mut Value)) -> Capture {
    let mut har: Value =
        serde_json::from_slice(&std::fs::read("fixtures/shop.har").unwrap()).unwrap();
    change(&mut har["log"]);
    let text = har.to_string();
    input::read(&mut text.as_bytes(), "shop.har", &mut |_| {}).unwrap()
}

fn entries(log: &mut Value) -> impl Iterator<Item = &mut Value> {
    log["entries"].as_array_mut().unwrap().iter_mut()
}

fn set_user_agent(log: &mut Value, agent: &str) {
    for entry in entries(log) {
        for header in entry["request"]["headers"].as_array_mut().unwrap() {
            if header["name"]
                .as_str()
                .unwrap()
                .eq_ignore_ascii_case("user-agent")
            {
                header["value"] = agent.into();
            }
        }
    }
}

#[test]
fn the_marks_of_a_recorder_outlast_its_name() {
    let remove = |log: &mut Value| {
        log.as_object_mut().unwrap().remove("creator");
    };
    let rename = |log: &mut Value| log["creator"]["name"] = "har-cleaner".into();
    let empty = |log: &mut Value| log["creator"] = json!({});
    let null = |log: &mut Value| log["creator"] = Value::Null;
    let changes: [fn(&mut Value); 4] = [remove, rename, empty, null];
    for (number, change) in changes.into_iter().enumerate() {
        let capture = shop(change);
        assert_eq!(capture.producer.recorder, Recorder::Chromium, "{number}");
        assert_eq!(
            capture.producer.browser,
            Some(Browser::Chromium),
            "{number}"
        );
    }
}

#[test]
fn without_marks_and_name_nobody_is_named() {
    let capture = shop(|log| {
        log.as_object_mut().unwrap().remove("creator");
        for entry in entries(log) {
            let entry = entry.as_object_mut().unwrap();
            entry.retain(|name, _| !name.starts_with('_'));
            for part in ["request", "response", "timings"] {
                let part = entry[part].as_object_mut().unwrap();
                part.retain(|name, _| !name.starts_with('_'));
            }
        }
    });
    assert_eq!(capture.producer.recorder, Recorder::Unknown);
    assert_eq!(capture.producer.browser, Some(Browser::Chromium));
}

#[test]
fn devtools_that_imitate_a_device_are_chromium() {
    let capture = shop(|log| set_user_agent(log, IPHONE));
    assert_eq!(capture.producer.browser, Some(Browser::Chromium));
    for (_, entry) in capture.iter() {
        assert_eq!(capture.browser_of(entry), Some(Browser::Chromium));
    }
}

#[test]
fn several_browsers_behind_one_proxy_are_told_apart_by_request() {
    use Browser::{Chromium, Firefox};
    let path = std::path::Path::new("fixtures/field/proxy-two-browsers.har");
    let capture = input::open(path, &mut |_| {}).unwrap();
    assert_eq!(capture.producer.browser, None);
    let found: Vec<_> = capture
        .iter()
        .map(|(_, entry)| capture.browser_of(entry).unwrap())
        .collect();
    let expected = [Chromium, Firefox, Firefox, Chromium, Firefox, Firefox];
    assert_eq!(found, expected);
    let (_, entry) = capture.iter().next().unwrap();
    let version = capture.browser_and_version_of(entry).unwrap().1;
    assert_eq!(version, Some("62.0.3202.94"));
}

#[test]
fn a_program_behind_the_proxy_of_a_browser_is_not_the_browser() {
    let capture = shop(|log| {
        log["creator"] = json!({"name": "mitmproxy", "version": "11"});
        let agent = json!([{"name": "user-agent", "value": "curl/8.5.0"}]);
        entries(log).last().unwrap()["request"]["headers"] = agent;
    });
    assert_eq!(capture.producer.browser, Some(Browser::Chromium));
    let (_, last) = capture.iter().last().unwrap();
    assert_eq!(capture.browser_of(last), None);
}

#[test]
fn resource_types_are_known_in_any_case() {
    let plain = shop(|_| {});
    let loud = shop(|log| {
        for entry in entries(log) {
            let upper = entry["_resourceType"].as_str().unwrap().to_uppercase();
            entry["_resourceType"] = upper.into();
        }
    });
    for ((_, a), (_, b)) in plain.iter().zip(loud.iter()) {
        let types = [
            plain.optional(a.resource_type),
            loud.optional(b.resource_type),
        ];
        assert_eq!(types[0], types[1]);
    }
}
