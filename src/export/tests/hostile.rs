//! Nothing in a capture reaches past its place in a report, and no secret leaves the machine.

use super::super::*;
use super::written;
use crate::input;
use crate::report::{Cause, Fix};

/// Stands for everything that must not leave the machine.
const SECRET: &str = "s3cr3tValue";

/// A blocked request whose every value is out to do harm, and full of secrets.
pub(super) fn hostile() -> Report {
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
        explanation: format!("The response is of https://api.example/?token={SECRET}."),
        confidence: "likely",
        exchanges: vec![number],
        evidence: Vec::new(),
        fixes: vec![Fix {
            stack: "nginx".to_owned(),
            title: "Respond to OPTIONS".to_owned(),
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
        for expected in ["OPTIONS has no route", "Respond to OPTIONS", "return 204;"] {
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
