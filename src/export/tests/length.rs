//! Reports fit where they go, however much failed.

use super::super::*;
use super::{read, shop, written};
use crate::input;

#[test]
fn every_failure_has_a_row_in_markdown_and_a_section_where_all_is_asked_for() {
    let report = shop();
    for (extent, whole) in [(Extent::Fitting, false), (Extent::All, true)] {
        let options = Options {
            extent,
            ..Options::default()
        };
        let text = written(format("markdown").unwrap(), &report, &options);
        let titles = |start: &str| -> Vec<&str> {
            let lines = text.lines().filter(|line| line.starts_with(start));
            lines.filter_map(|line| line.split('`').nth(1)).collect()
        };
        let mut rows = titles("| ✗ | `");
        rows.extend(titles("| ! | `"));
        let mut shown = titles("### ✗ `");
        shown.extend(titles("### ! `"));
        assert_eq!(rows.len(), 17, "{text}");
        assert!(shown.len() == 17 || !whole && !shown.is_empty());
        assert!(shown.iter().all(|title| rows.contains(title)));
    }
}

/// So many refused requests to so many hosts, each under a path of its own.
fn refused(requests: usize, hosts: usize) -> Report {
    let entries: Vec<serde_json::Value> = (0..requests)
        .map(|number| {
            let url = format!(
                "https://api{}.example/{}/items/{number}?q={}",
                number % hosts,
                ["a", "b", "c", "d", "e", "f", "g"][number % 7],
                "|".repeat(300),
            );
            serde_json::json!({
                "startedDateTime": "2026-01-01T00:00:00.000Z", "time": 1, "_resourceType": "fetch",
                "request": { "method": "GET", "url": url, "headers": [
                    { "name": "Origin", "value": "https://shop.example" },
                    { "name": "Sec-Fetch-Mode", "value": "cors" },
                ] },
                "response": {
                    "status": 200, "headers": [{ "name": "Server", "value": "nginx" }],
                    "content": {}, "_error": "net::ERR_FAILED"
                },
            })
        })
        .collect();
    let document = serde_json::json!({ "log": {
        "creator": { "name": "WebInspector", "version": "537.36" }, "entries": entries
    }});
    read(&document.to_string(), "many.har")
}

#[test]
fn a_thousand_failures_fit_two_screens_and_a_ticket() {
    for hosts in [1, 3, 15, 40, 1000] {
        let report = refused(1000, hosts);
        let text = written(format("text").unwrap(), &report, &Options::default());
        let lines = text.lines().count();
        assert!((20..=110).contains(&lines), "{hosts} hosts: {lines} lines");
        assert!(text.contains("corslens check many.har --all"), "{text}");
        let markdown = written(format("markdown").unwrap(), &report, &Options::default());
        let size = markdown.chars().count();
        assert!((1000..60_000).contains(&size), "{hosts} hosts: {size}");
        assert!(markdown.contains("This report is shortened"), "{markdown}");
        // Nothing is left uncounted.
        if hosts == 1 {
            assert!(
                text.contains("more like GET api0.example/b/items/{id}"),
                "{text}"
            );
        } else {
            let uncounted = text.contains("more causes with ");
            assert_eq!(uncounted, hosts > 40, "{text}");
        }
        for (extent, most) in [(Extent::Summary, 10), (Extent::Top(1), 140)] {
            let options = Options {
                extent,
                ..Options::default()
            };
            let text = written(format("text").unwrap(), &report, &options);
            assert!(text.lines().count() <= most, "{extent:?}: {text}");
            let markdown = written(format("markdown").unwrap(), &report, &options);
            assert!(markdown.chars().count() < 60_000, "{extent:?}");
        }
    }
}

#[test]
fn all_is_said_of_every_failure_where_it_is_asked_for() {
    let report = refused(50, 1);
    let options = Options {
        extent: Extent::All,
        ..Options::default()
    };
    let text = written(format("text").unwrap(), &report, &options);
    assert_eq!(text.matches("\n✗ GET ").count(), 50);
    assert_eq!(text.matches("  where    entry ").count(), 50);
    let markdown = written(format("markdown").unwrap(), &report, &options);
    assert_eq!(markdown.matches("\n### ✗ ").count(), 50);
    assert!(!markdown.contains("This report is shortened"));
}

#[test]
fn a_summary_is_never_wider_than_the_terminal() {
    let options = Options {
        extent: Extent::Summary,
        width: Some(50),
        ..Options::default()
    };
    let text = written(format("text").unwrap(), &shop(), &options);
    assert!(text.lines().count() <= 10, "{text}");
    assert!(
        text.lines().all(|line| line.chars().count() <= 50),
        "{text}"
    );
}

#[test]
fn wrapped_text_stays_within_its_width() {
    let options = Options {
        width: Some(60),
        ..Options::default()
    };
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let capture = input::open(&folder.join("fixtures/shop.har"), &mut |_| {}).unwrap();
    let report = Report::new(vec![capture]);
    let text = written(format("text").unwrap(), &report, &options);
    for line in text.lines() {
        // A configuration to paste is not broken.
        if line.starts_with("    ") {
            continue;
        }
        // Only what has no space to break at may be longer.
        let words = line.split_whitespace().count();
        assert!(line.chars().count() <= 60 || words <= 3, "{line}");
    }
}

#[test]
fn a_report_for_a_model_stays_within_its_budget() {
    for requests in [3, 300] {
        let report = refused(requests, 100);
        for tokens in [500, 2000, 8000] {
            let options = Options {
                tokens: Some(tokens),
                ..Options::default()
            };
            let text = written(format("agent").unwrap(), &report, &options);
            assert!(
                text.len() <= tokens * 3,
                "{requests} {tokens}: {}",
                text.len()
            );
            let document: serde_json::Value = serde_json::from_str(&text).unwrap();
            let told = document["causes"].as_array().unwrap().len();
            let left_out = document["causes_left_out"].as_u64().unwrap();
            assert_eq!(told as u64 + left_out, requests.min(100) as u64);
        }
    }
}

/// The demo shop, so many times with hosts of its own and each of those so many times over: 16 causes
/// and 17 failures each.
fn shops(hosts: usize, times: usize) -> Report {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/shop.har");
    let shop = std::fs::read_to_string(path).unwrap();
    let mut document: serde_json::Value = serde_json::from_str(&shop).unwrap();
    let mut entries = Vec::new();
    for time in 0..times {
        for host in 0..hosts {
            let shop = shop.replace(".example", &format!("{host}.example"));
            let shop: serde_json::Value = serde_json::from_str(&shop).unwrap();
            for entry in shop["log"]["entries"].as_array().unwrap() {
                let mut entry = entry.clone();
                let started = entry["startedDateTime"].as_str().unwrap().to_owned();
                let started = format!("2026-10-01T09:{time:02}{}", &started[16..]);
                entry["startedDateTime"] = started.into();
                entries.push(entry);
            }
        }
    }
    document["log"]["entries"] = entries.into();
    read(&document.to_string(), "shops.har")
}

#[test]
fn many_causes_fit_two_screens_and_say_how_to_see_the_rest() {
    for (hosts, times) in [(1, 1), (1, 30), (3, 1), (3, 20), (30, 1)] {
        let report = shops(hosts, times);
        for width in [None, Some(80), Some(120)] {
            let options = Options {
                width,
                ..Options::default()
            };
            let text = written(format("text").unwrap(), &report, &options);
            // A line that is not wrapped takes as many rows as it needs in a log.
            let width = width.unwrap_or(120);
            let rows = |line: &str| line.chars().count().div_ceil(width).max(1);
            let rows: usize = text.lines().map(rows).sum();
            assert!(
                (60..=120).contains(&rows),
                "{hosts} {times}: {rows}\n{text}"
            );
            let words: Vec<&str> = text.split_whitespace().collect();
            let words = words.join(" ");
            for expected in [
                "; in full: --filter cause:cors-not-configured",
                "corslens check shops.har --filter cause:cors-not-configured",
                "corslens check shops.har --all",
            ] {
                assert!(words.contains(expected), "{expected}: {text}");
            }
            // Every cause of one shop is at least named.
            let named = words.matches(" in full: ").count() + words.matches("; fix: ").count();
            assert!(hosts > 1 || named >= 16, "{named}: {text}");
        }
        let markdown = written(format("markdown").unwrap(), &report, &Options::default());
        let size = markdown.chars().count();
        assert!(size < 35_000, "{hosts} {times}: {size}");
        assert!(markdown.contains("This report is shortened"), "{markdown}");
    }
}

#[test]
fn a_summary_names_the_fix_of_each_cause() {
    for (width, expected) in [
        (
            None,
            "1 more path: 2 requests  fix: Allow it in Amazon S3\n",
        ),
        (Some(70), "…  fix: Allow it in Amazon S3\n"),
    ] {
        let options = Options {
            extent: Extent::Summary,
            width,
            ..Options::default()
        };
        let text = written(format("text").unwrap(), &shop(), &options);
        assert!(text.contains(expected), "{text}");
        assert_eq!(text.matches("  fix: ").count(), 5, "{text}");
        assert!(text.lines().count() <= 10, "{text}");
    }
    let options = Options {
        extent: Extent::Summary,
        ..Options::default()
    };
    let text = written(format("markdown").unwrap(), &shop(), &options);
    assert_eq!(text.matches("; fix: ").count(), 5, "{text}");
}

#[test]
fn one_cause_or_two_are_told_in_full() {
    let report = shop();
    let ids: Vec<ExchangeId> = report.ids().collect();
    for causes in [1, 2] {
        let ids: Vec<ExchangeId> = ids
            .iter()
            .copied()
            .filter(|id| report.row(*id).cause.is_some_and(|cause| cause < causes))
            .collect();
        for name in ["text", "markdown"] {
            let mut bytes = Vec::new();
            let write = format(name).unwrap().write;
            write(&mut bytes, &report, &ids, &Options::default()).unwrap();
            let text = String::from_utf8(bytes).unwrap();
            assert!(!text.contains("--filter"), "{text}");
            assert!(text.contains("aws s3api put-bucket-cors"), "{text}");
        }
    }
}
