//! What holds for every format, also those to come.

use std::fs;

use super::*;
use crate::input;
use crate::report::{Cause, Fix};

/// Stands for everything that must not leave the machine.
const SECRET: &str = "s3cr3tValue";

/// A blocked request whose every value is out to do harm, and full of secrets.
fn hostile() -> Report {
    let nasty =
        "\u{1b}[2J\u{9b}31m\u{202e}x`|<script>alert(1)</script>](javascript:x)\u{200b}\r\n# y";
    let jwt = format!("eyJhbGciOiJI.{SECRET}eyJzdWIiOiIx.sig");
    let header = |name: &str, value: &str| serde_json::json!({ "name": name, "value": value });
    let url = format!(
        "https://user:{SECRET}@api.example/{jwt}/?access_token={SECRET}&q={nasty}#id_token={SECRET}"
    );
    let request_headers = [
        header("Origin", "https://shop.example"),
        header("Cookie", &format!("sid={SECRET}")),
        header("Authorization", &format!("Bearer {SECRET}")),
        header("X-Api-Key", SECRET),
        header(
            "Referer",
            &format!("https://shop.example/?session={SECRET}"),
        ),
        header(nasty, nasty),
    ];
    let response_headers = [
        header("Access-Control-Allow-Origin", nasty),
        header("Access-Control-Allow-Origin", &jwt),
        header("Set-Cookie", &format!("sid={SECRET}")),
        header("Server", nasty),
    ];
    let entry = |method: &str, error: &str| {
        serde_json::json!({
            "startedDateTime": nasty, "time": 1, "_resourceType": "fetch", "pageref": nasty,
            "_initiator": { "type": "script", "url": format!("https://shop.example/?key={SECRET}") },
            "request": {
                "method": method, "url": url, "httpVersion": nasty,
                "headers": request_headers, "cookies": [{ "name": "sid", "value": SECRET }],
                "queryString": [{ "name": "access_token", "value": SECRET }],
                "postData": { "mimeType": "text/plain", "text": SECRET }
            },
            "response": {
                "status": 200, "statusText": nasty, "headers": response_headers,
                "content": { "size": 1, "mimeType": nasty, "text": SECRET }, "_error": error
            },
            "cache": {}, "timings": {}
        })
    };
    let document = serde_json::json!({ "log": {
        "version": nasty,
        "creator": { "name": nasty, "version": nasty },
        "pages": [{ "id": nasty, "title": format!("https://shop.example/?token={SECRET}") }],
        "entries": [entry("GET", "net::ERR_FAILED"), entry(nasty, nasty), entry("PUT", "")]
    }});
    let bytes = document.to_string();
    let capture = input::read(&mut bytes.as_bytes(), nasty, &mut |_| {}).unwrap();
    Report::new(vec![capture])
}

fn written(format: &Format, report: &Report, options: &Options) -> String {
    let ids: Vec<ExchangeId> = report.ids().collect();
    let mut bytes = Vec::new();
    (format.write)(&mut bytes, report, &ids, options).unwrap();
    String::from_utf8(bytes).unwrap()
}

#[test]
fn no_format_lets_a_capture_command_the_reader() {
    let report = hostile();
    for format in FORMATS {
        for secrets in [false, true] {
            let options = Options {
                secrets,
                ..Options::default()
            };
            let text = written(format, &report, &options);
            let unprintable = |c: &char| *c != '\n' && crate::report::sanitize::is_unprintable(*c);
            assert_eq!(text.chars().find(unprintable), None, "{}", format.name);
            // Of the line ends, none is the capture's.
            assert!(!text.contains("\n# y"), "{}", format.name);
            assert!(text.contains("# y"), "{}", format.name);
        }
    }
}

#[test]
fn markdown_shows_markup_and_does_not_follow_it() {
    let text = written(format("markdown").unwrap(), &hostile(), &Options::default());
    let mut outside = String::new();
    // What stands in code spans is shown as it is.
    for (number, piece) in text.split('`').enumerate() {
        if number % 2 == 0 {
            outside.push_str(piece);
        }
    }
    assert!(!outside.contains("<script"), "{outside}");
    let links = outside.replace("\\]", "");
    assert!(!links.contains("](javascript"), "{outside}");
}

#[test]
fn no_format_gives_secrets_away() {
    let report = hostile();
    for format in FORMATS {
        let text = written(format, &report, &Options::default());
        assert!(!text.contains(SECRET), "{}: {text}", format.name);
        assert!(text.contains("redacted"), "{}", format.name);
    }
}

#[test]
fn a_hostile_capture_stays_inside_what_each_format_marks_off() {
    let report = hostile();
    let of = |name: &str| written(format(name).unwrap(), &report, &Options::default());
    // No cell is a formula, and every row has as many cells as the first.
    let text = of("csv");
    let mut rows = ::csv::ReaderBuilder::new().from_reader(text.as_bytes());
    let rows: Vec<::csv::StringRecord> = rows.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), report.exchanges.len());
    let formula = |cell: &str| cell.starts_with(['=', '+', '-', '@']);
    assert!(rows.iter().all(|row| !row.iter().any(formula)));
    // Every line is a command of ours.
    for line in of("github").lines() {
        assert!(
            line.starts_with("::error title=")
                || line.starts_with("::warning title=")
                || line.starts_with("::notice title="),
            "{line}"
        );
    }
    // XML and JSON are read back whole.
    let junit = quick_junit::Report::deserialize_from_str(&of("junit")).unwrap();
    assert_eq!(junit.test_suites.len(), 1);
    assert!(!of("junit").contains("<script"));
    for name in ["sarif", "agent"] {
        let document: serde_json::Value = serde_json::from_str(&of(name)).unwrap();
        assert!(document.is_object(), "{name}");
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

#[test]
fn secrets_are_written_when_asked_for() {
    let options = Options {
        secrets: true,
        ..Options::default()
    };
    let report = hostile();
    for format in FORMATS {
        let text = written(format, &report, &options);
        assert!(text.contains(SECRET), "{}", format.name);
        // Bodies never are.
        assert!(
            !text.contains(&format!("\"text\": \"{SECRET}\"")),
            "{}",
            format.name
        );
    }
}

#[test]
fn causes_come_with_their_fix() {
    let mut report = hostile();
    let blocked = report
        .exchanges
        .iter()
        .position(|e| e.verdicts.recorded_by.outcome == crate::verdict::Outcome::Blocked);
    let number = u32::try_from(blocked.unwrap()).unwrap();
    report.exchanges[number as usize].cause = Some(0);
    report.causes = vec![Cause {
        id: "options-without-route@api.example".to_owned(),
        kind: "options-without-route",
        title: "OPTIONS has no route \u{1b}[31m".to_owned(),
        explanation: format!("It is answered by https://api.example/?token={SECRET}."),
        confidence: "likely",
        exchanges: vec![number],
        evidence: Vec::new(),
        fixes: vec![Fix {
            stack: "nginx".to_owned(),
            title: "Answer OPTIONS".to_owned(),
            text: format!("if (OPTIONS) {{\n    return 204; # key={SECRET} ``` \u{202e}\n}}"),
            allows: 1,
            ..Fix::default()
        }],
        ..Cause::default()
    }];
    for exchange in &mut report.exchanges {
        exchange.cause = exchange.cause.filter(|cause| *cause == 0);
    }
    for name in ["text", "markdown", "json"] {
        let text = written(format(name).unwrap(), &report, &Options::default());
        for expected in ["OPTIONS has no route", "Answer OPTIONS", "return 204;"] {
            assert!(text.contains(expected), "{name}: {expected}");
        }
        assert!(!text.contains(['\u{1b}', '\u{202e}']), "{name}");
        assert!(!text.contains(&format!("token={SECRET}")), "{name}");
    }
    // A cause of which no exchange is written is not written either.
    let json = format("json").unwrap();
    let mut bytes = Vec::new();
    (json.write)(&mut bytes, &report, &[], &Options::default()).unwrap();
    assert!(
        !String::from_utf8(bytes)
            .unwrap()
            .contains("options-without-route")
    );
}

/// A request that a Caddy server does not allow: its configuration is indented with tabs.
fn refused_by_caddy() -> Report {
    let header = |name: &str, value: &str| serde_json::json!({ "name": name, "value": value });
    let document = serde_json::json!({ "log": {
        "version": "1.2",
        "creator": { "name": "WebInspector", "version": "537.36" },
        "entries": [{
            "startedDateTime": "2026-01-01T00:00:00.000Z", "time": 1, "_resourceType": "fetch",
            "request": {
                "method": "GET", "url": "https://api.example/items", "httpVersion": "h2",
                "headers": [
                    header("Origin", "https://shop.example"),
                    header("Sec-Fetch-Mode", "cors"),
                ],
                "cookies": [], "queryString": []
            },
            "response": {
                "status": 200, "statusText": "",
                "headers": [header("Server", "Caddy"), header("Content-Type", "text/plain")],
                "content": { "size": 0, "mimeType": "text/plain" }, "_error": "net::ERR_FAILED"
            },
            "cache": {}, "timings": {}
        }]
    }});
    let bytes = document.to_string();
    let capture = input::read(&mut bytes.as_bytes(), "caddy.har", &mut |_| {}).unwrap();
    Report::new(vec![capture])
}

#[test]
fn fixes_can_be_pasted_from_the_reports_that_show_them() {
    let mut report = refused_by_caddy();
    let fix = &mut report.causes[0].fixes[0];
    assert!(fix.text.contains("\n\t\theader "), "{}", fix.text);
    // Longer than any other line of a report.
    fix.text.push_str("\t# ");
    fix.text.push_str(&"x".repeat(5000));
    let expected = fix.text.clone();
    for (name, before, indent) in [("text", "in Caddy (", "    "), ("markdown", "```text", "")] {
        let text = written(format(name).unwrap(), &report, &Options::default());
        let pasted: Vec<&str> = text
            .lines()
            .skip_while(|line| !line.contains(before))
            .skip(1)
            .take_while(|line| !line.starts_with("```"))
            .map_while(|line| {
                line.strip_prefix(indent)
                    .or(line.is_empty().then_some(line))
            })
            .collect();
        assert_eq!(pasted.join("\n").trim_end(), expected, "{name}");
    }
}

#[test]
fn nothing_in_a_fix_ends_its_block_in_markdown() {
    let mut report = refused_by_caddy();
    report.causes[0].fixes[0].text = "a\n`````\n# b\n```".to_owned();
    let text = written(format("markdown").unwrap(), &report, &Options::default());
    assert!(
        text.contains("\n``````text\na\n`````\n# b\n```\n``````\n"),
        "{text}"
    );
}

fn read(document: &str, name: &str) -> Report {
    Report::new(vec![
        input::read(&mut document.as_bytes(), name, &mut |_| {}).unwrap(),
    ])
}

fn shop() -> Report {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    Report::new(vec![
        input::open(&folder.join("fixtures/shop.har"), &mut |_| {}).unwrap(),
    ])
}

#[test]
fn every_failure_has_a_row_in_markdown_and_a_section_where_all_is_asked_for() {
    let report = shop();
    for (extent, sections) in [(Extent::Fitting, 16), (Extent::All, 17)] {
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
        assert_eq!(shown.len(), sections);
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
    for hosts in [1, 3, 15, 1000] {
        let report = refused(1000, hosts);
        let text = written(format("text").unwrap(), &report, &Options::default());
        let lines = text.lines().count();
        assert!((20..=100).contains(&lines), "{hosts} hosts: {lines} lines");
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
            assert!(text.contains("more causes with ") == (hosts > 9), "{text}");
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
fn the_table_of_formats_is_whole() {
    for format in FORMATS {
        let same = |f: &&Format| f.name == format.name || f.extension == format.extension;
        assert_eq!(FORMATS.iter().filter(same).count(), 1, "{}", format.name);
        let empty = written(format, &Report::default(), &Options::default());
        assert!(empty.is_empty() || empty.ends_with('\n'), "{}", format.name);
    }
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
fn a_file_is_replaced_whole_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.json");
    fs::write(&path, "before").unwrap();
    let report = hostile();
    let ids: Vec<ExchangeId> = report.ids().collect();

    let failing = Format {
        name: "failing",
        extension: "x",
        help: "",
        for_people: true,
        write: |out, _, _, _| {
            out.write_all(b"half of it")?;
            Err(io::Error::other("no more"))
        },
    };
    let error = save(&path, &failing, &report, &ids, &Options::default()).unwrap_err();
    assert_eq!(error.to_string(), "no more");
    assert_eq!(fs::read_to_string(&path).unwrap(), "before");

    let json = format("json").unwrap();
    save(&path, json, &report, &ids, &Options::default()).unwrap();
    assert_eq!(
        fs::read_to_string(&path).unwrap(),
        written(json, &report, &Options::default())
    );
    assert_eq!(folder.path().read_dir().unwrap().count(), 1);
}

#[cfg(unix)]
#[test]
fn links_and_permissions_stay() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("target.txt");
    let link = folder.path().join("link.txt");
    fs::write(&target, "").unwrap();
    fs::set_permissions(&target, fs::Permissions::from_mode(0o640)).unwrap();
    std::os::unix::fs::symlink(&target, &link).unwrap();

    let report = Report::default();
    save(&link, &FORMATS[0], &report, &[], &Options::default()).unwrap();
    assert!(link.symlink_metadata().unwrap().is_symlink());
    assert!(!fs::read(&target).unwrap().is_empty());
    let mode = target.metadata().unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o640);
}
