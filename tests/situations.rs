//! Situations that people report, one a row in `fixtures/situations.json`: what a page asked, what
//! came back, which cause that is and what is said first to change. Each is built into a capture as
//! Chromium writes one. Rows that only look like another stand among them.

use corslens::input;
use corslens::report::{Proof, Report};
use serde_json::{Value, json};

#[test]
fn situations_have_their_cause_and_their_first_fix() {
    let rows: Vec<Value> =
        serde_json::from_str(include_str!("../fixtures/situations.json")).unwrap();
    let mut wrong = Vec::new();
    for row in &rows {
        let report = report(row);
        let [cause] = report.causes() else {
            wrong.push(format!("{}: {} causes", row["name"], report.causes().len()));
            continue;
        };
        let first = &cause.fixes[0];
        if row["cause"] != cause.id || row["fix"] != first.title {
            wrong.push(format!("{}: {} / {}", row["name"], cause.id, first.title));
        }
        assert!(first.proof != Proof::Tested || first.allows > 0, "{row}");
        for fix in &cause.fixes {
            let braces = ["{host}", "{origin}", "{url}", "{names}", "{path}"];
            let filled = braces.iter().all(|place| !fix.text.contains(place));
            assert!(filled, "{}: {}", row["name"], fix.text);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(rows.len() > 150);
}

/// The capture of a row, judged.
fn report(row: &Value) -> Report {
    let text = |name: &str| row[name].as_str().unwrap_or("");
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let (page, method, url) = (text("page"), text("method"), text("url"));
    let mut entries = Vec::new();
    for other in list(&row["others"]) {
        let asked = headers(&base(page, page, "empty"));
        let (method, url) = (other[0].as_str(), other[1].as_str());
        let answer = list(&other);
        entries.push(entry(method, url, &asked, &answer[2..], ""));
    }
    let preflight = list(&row["preflight"]);
    if !preflight.is_empty() {
        let mut asked = base(page, page, "empty");
        asked.push(format!("access-control-request-method: {method}"));
        if !text("asks").is_empty() {
            asked.push(format!("access-control-request-headers: {}", text("asks")));
        }
        let mut entry = entry(Some("OPTIONS"), Some(url), &headers(&asked), &preflight, "");
        entry["_resourceType"] = json!("preflight");
        entry["_initiator"] = json!({ "type": "preflight", "url": page, "requestId": "4.2" });
        // Chromium starts the request before its preflight.
        entry["startedDateTime"] = json!("2026-11-24T10:00:01.002Z");
        entries.push(entry);
    }
    let dest = row["dest"].as_str().unwrap_or("empty");
    let sends: Vec<String> = list(&row["sends"])
        .iter()
        .filter_map(|line| line.as_str().map(str::to_owned))
        .collect();
    let asked = |origin: &str| {
        let mut asked = base(page, origin, dest);
        asked.extend(sends.iter().cloned());
        headers(&asked)
    };
    for hop in list(&row["hops"]) {
        let answer = list(&hop);
        entries.push(entry(
            Some(method),
            hop[0].as_str(),
            &asked(page),
            &answer[1..],
            "",
        ));
    }
    let answer = list(&row["response"]);
    if answer.is_empty() {
        let asked = headers(&[format!("Referer: {page}/")]);
        let mut entry = entry(
            Some(method),
            Some(url),
            &asked,
            &[json!(0)],
            "net::ERR_FAILED",
        );
        entry["request"]["httpVersion"] = json!("");
        entry["response"]["httpVersion"] = json!("");
        entries.push(entry);
    } else {
        let at = row["at"].as_str().unwrap_or(url);
        let origin = row["origin"].as_str().unwrap_or(page);
        entries.push(entry(
            Some(method),
            Some(at),
            &asked(origin),
            &answer,
            "net::ERR_FAILED",
        ));
    }
    // The body stands at the preflight's response where that was refused.
    if let Some(body) = row["body"].as_str() {
        let at = entries
            .iter()
            .position(|entry| entry["_resourceType"] == "preflight");
        let at = at
            .filter(|_| answer.is_empty())
            .unwrap_or(entries.len() - 1);
        entries[at]["response"]["content"]["text"] = json!(body);
    }
    let har = json!({ "log": {
        "version": "1.2",
        "creator": { "name": "WebInspector", "version": "537.36" },
        "pages": [{ "startedDateTime": "2026-11-24T10:00:00.000Z", "id": "page_1",
            "title": format!("{page}/"), "pageTimings": {} }],
        "entries": entries,
    }});
    let har = har.to_string();
    let capture = input::read(&mut har.as_bytes(), "row.har", &mut |_| {}).unwrap();
    Report::new(vec![capture])
}

fn base(page: &str, origin: &str, dest: &str) -> Vec<String> {
    vec![
        "accept: */*".to_owned(),
        format!("origin: {origin}"),
        format!("referer: {page}/"),
        format!("sec-fetch-dest: {dest}"),
        "sec-fetch-mode: cors".to_owned(),
        "sec-fetch-site: cross-site".to_owned(),
        "user-agent: Mozilla/5.0 (X11; Linux x86_64) Chrome/156.0.0.0 Safari/537.36".to_owned(),
    ]
}

fn headers(lines: &[String]) -> Value {
    let pairs = lines.iter().filter_map(|line| line.split_once(": "));
    pairs
        .map(|(name, value)| json!({ "name": name, "value": value }))
        .collect()
}

/// An entry with a status and header lines as its response.
fn entry(
    method: Option<&str>,
    url: Option<&str>,
    asked: &Value,
    answer: &[Value],
    error: &str,
) -> Value {
    let lines: Vec<String> = answer[1..]
        .iter()
        .filter_map(|line| line.as_str().map(str::to_owned))
        .collect();
    let find = |name: &str| {
        lines.iter().find_map(|line| {
            let (found, value) = line.split_once(": ")?;
            found.eq_ignore_ascii_case(name).then(|| value.to_owned())
        })
    };
    let status = answer[0].as_i64().unwrap_or(0);
    let redirect = find("location").filter(|_| (300..400).contains(&status));
    let error = if error.is_empty() {
        Value::Null
    } else {
        json!(error)
    };
    json!({
        "_initiator": { "type": "script", "stack": { "callFrames": [] } },
        "_resourceType": "fetch",
        "cache": {},
        "pageref": "page_1",
        "startedDateTime": "2026-11-24T10:00:01.000Z",
        "time": 60.0,
        "timings": { "blocked": 1, "dns": -1, "ssl": -1, "connect": -1, "send": 0.2, "wait": 20, "receive": 1 },
        "request": { "method": method, "url": url, "httpVersion": "http/2.0", "headers": asked,
            "queryString": [], "cookies": [], "headersSize": -1, "bodySize": 0 },
        "response": { "status": status, "statusText": "", "httpVersion": "http/2.0",
            "headers": headers(&lines), "cookies": [],
            "content": { "size": 0, "mimeType": find("content-type").unwrap_or_else(|| "x-unknown".to_owned()) },
            "redirectURL": redirect.unwrap_or_default(), "headersSize": -1, "bodySize": -1,
            "_transferSize": 0, "_error": error },
    })
}
