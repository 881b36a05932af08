//! Small captures for tests, written as a table of entries.

use serde_json::{Value, json};

use crate::capture::Capture;

/// One entry of a test's capture.
#[derive(Debug, Clone)]
pub struct TestEntry(Value);

/// An entry that was answered: `entry("GET https://a.example/ 200")`.
pub fn entry(line: &str) -> TestEntry {
    let mut words = line.split(' ');
    let (method, url) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
    let status: i64 = words.next().and_then(|s| s.parse().ok()).unwrap_or(0);
    TestEntry(json!({
        "startedDateTime": "2026-11-22T10:00:00.000Z",
        "time": 10.0,
        "pageref": "page_1",
        "request": { "method": method, "url": url, "headers": [] },
        "response": { "status": status, "headers": [], "content": {}, "_error": null },
        "timings": { "send": 1, "wait": 1, "receive": 1 },
    }))
}

fn headers(text: &str) -> Value {
    text.lines()
        .filter_map(|line| line.trim().split_once(':'))
        .map(|(name, value)| json!({ "name": name, "value": value.strip_prefix(' ').unwrap_or(value) }))
        .collect()
}

impl TestEntry {
    /// Milliseconds after the start of the capture, and how long it took.
    pub fn at(mut self, start: u32, took: u32) -> Self {
        let (seconds, rest) = (start / 1000, start % 1000);
        self.0["startedDateTime"] = json!(format!("2026-11-22T10:00:{seconds:02}.{rest:03}Z"));
        self.0["time"] = json!(took);
        self
    }

    /// The request's headers, one a line.
    pub fn asks(mut self, text: &str) -> Self {
        self.0["request"]["headers"] = headers(text);
        self
    }

    /// The response's headers, one a line.
    pub fn says(mut self, text: &str) -> Self {
        self.0["response"]["headers"] = headers(text);
        self
    }

    /// `response._error`.
    pub fn error(mut self, text: &str) -> Self {
        self.0["response"]["_error"] = json!(text);
        self
    }

    /// Any other field, by its JSON Pointer's parts.
    pub fn with(mut self, path: &[&str], value: Value) -> Self {
        let mut at = &mut self.0;
        for key in path {
            at = &mut at[*key];
        }
        *at = value;
        self
    }

    /// `_resourceType`.
    pub fn kind(self, kind: &str) -> Self {
        self.with(&["_resourceType"], json!(kind))
    }
}

/// A capture of these entries, by that creator.
pub fn capture(creator: &str, entries: &[TestEntry]) -> Capture {
    let entries: Vec<&Value> = entries.iter().map(|entry| &entry.0).collect();
    let document = json!({ "log": {
        "version": "1.2",
        "creator": { "name": creator, "version": "1" },
        "pages": [{ "id": "page_1", "title": "https://page.example/" }],
        "entries": entries,
    }});
    crate::input::read(
        &mut document.to_string().as_bytes(),
        "test.har",
        &mut |_| {},
    )
    .expect("a capture written by serde_json can be read")
}
