//! From a parsed JSON tree to a [`Capture`]: the slow path, and the oracle that the streaming
//! reader is tested against.

use serde_json::Value;

use super::capture::{
    BodyKind, Browser, Capture, Entry, Header, HeaderRange, Page, Producer, Text,
};
use super::dialect::Dialect;

/// The capture in a whole HAR document.
#[must_use]
pub fn capture(file: &str, document: &Value) -> Capture {
    let mut capture = Capture {
        file: file.to_owned(),
        ..Capture::default()
    };
    let log = document.get("log").unwrap_or(document);
    capture.producer = producer(log);
    for page in log
        .get("pages")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
    {
        if let Some(id) = text(&mut capture, page.get("id")) {
            let title = text(&mut capture, page.get("title"));
            capture.pages.push(Page { id, title });
        }
    }
    for (number, value) in log
        .get("entries")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .enumerate()
    {
        let entry = entry(&mut capture, number, value);
        capture.entries.push(entry);
    }
    if capture.producer.browser.is_none() {
        let agent = capture.entries.iter().find_map(|e| {
            capture
                .request_headers(e)
                .first("user-agent")
                .map(str::to_owned)
        });
        if let Some(agent) = agent {
            if let Some(at) = agent.find("Firefox/") {
                capture.producer.browser = Some(Browser::Firefox);
                capture.producer.browser_version = Some(agent[at + 8..].to_owned());
            } else if let Some(at) = agent.find("Chrome/") {
                capture.producer.browser = Some(Browser::Chromium);
                capture.producer.browser_version =
                    agent[at + 7..].split(' ').next().map(str::to_owned);
            } else if agent.contains("AppleWebKit/") {
                capture.producer.browser = Some(Browser::WebKit);
            }
        }
    }
    capture
}

fn producer(log: &Value) -> Producer {
    let name = log
        .pointer("/creator/name")
        .and_then(Value::as_str)
        .unwrap_or("")
        .to_owned();
    let version = log
        .pointer("/creator/version")
        .and_then(Value::as_str)
        .unwrap_or("")
        .to_owned();
    let dialect = match name.as_str() {
        "WebInspector" => Dialect::Chromium,
        "Firefox" => Dialect::Firefox,
        "WebKit Web Inspector" => Dialect::WebKit,
        "Playwright" | "playwright" => Dialect::Playwright,
        n if n.starts_with("mitmproxy") => Dialect::Mitmproxy,
        "chrome-har" => Dialect::ChromeHar,
        _ => Dialect::Unknown,
    };
    Producer {
        name,
        version,
        dialect,
        browser: None,
        browser_version: None,
    }
}

fn text(capture: &mut Capture, value: Option<&Value>) -> Option<Text> {
    match value? {
        Value::String(s) => capture.strings.intern(s),
        Value::Number(n) => capture.strings.intern(&n.to_string()),
        _ => None,
    }
}

fn some_text(capture: &mut Capture, value: Option<&Value>) -> Option<Text> {
    match value? {
        Value::String(s) if s.is_empty() => None,
        v => text(capture, Some(v)),
    }
}

fn headers(capture: &mut Capture, value: Option<&Value>) -> HeaderRange {
    let start = u32::try_from(capture.headers.len()).unwrap_or(u32::MAX);
    for header in value.and_then(Value::as_array).into_iter().flatten() {
        let name = text(capture, header.get("name"));
        let value = header
            .get("value")
            .and_then(Value::as_str)
            .unwrap_or("")
            .to_owned();
        if let (Some(name), Some(value)) = (name, capture.strings.intern(&value)) {
            capture.headers.push(Header { name, value });
        }
    }
    let end = u32::try_from(capture.headers.len()).unwrap_or(u32::MAX);
    HeaderRange { start, end }
}

fn entry(capture: &mut Capture, number: usize, value: &Value) -> Entry {
    let mut entry = Entry {
        number: u32::try_from(number).unwrap_or(u32::MAX),
        ..Entry::default()
    };
    let request = value.get("request").unwrap_or(&Value::Null);
    let response = value.get("response").unwrap_or(&Value::Null);
    entry.started = text(capture, value.get("startedDateTime"));
    entry.started_at = entry
        .started
        .and_then(|t| capture.text(t).parse::<jiff::Timestamp>().ok())
        .map(jiff::Timestamp::as_microsecond);
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds fit")]
    {
        entry.time = value.get("time").and_then(Value::as_f64).map(|t| t as f32);
        let timing = |name: &str| {
            value
                .pointer(&format!("/timings/{name}"))
                .and_then(Value::as_f64)
                .map(|t| t.max(0.0))
        };
        entry.exchange_time = match (timing("send"), timing("wait"), timing("receive")) {
            (None, None, None) => None,
            (a, b, c) => Some((a.unwrap_or(0.) + b.unwrap_or(0.) + c.unwrap_or(0.)) as f32),
        };
        entry.status = response
            .get("status")
            .and_then(Value::as_i64)
            .map(|s| s as i32);
    }
    entry.page = text(capture, value.get("pageref"));
    entry.method = text(capture, request.get("method"));
    entry.url = text(capture, request.get("url"));
    entry.http_version = some_text(capture, request.get("httpVersion"));
    entry.request_headers = headers(capture, request.get("headers"));
    entry.post_mime = some_text(capture, request.pointer("/postData/mimeType"));
    entry.status_text = some_text(capture, response.get("statusText"));
    entry.response_http_version = some_text(capture, response.get("httpVersion"));
    entry.response_headers = headers(capture, response.get("headers"));
    entry.redirect_url = some_text(capture, response.get("redirectURL"));
    entry.mime = some_text(capture, response.pointer("/content/mimeType"));
    entry.content_size = response.pointer("/content/size").and_then(Value::as_i64);
    entry.error = some_text(
        capture,
        response.get("_error").or_else(|| value.get("_error")),
    );
    if response.get("_error").is_some_and(Value::is_string) && entry.error.is_none() {
        entry.error = capture.strings.intern("");
    }
    entry.failure_text = some_text(capture, response.get("_failureText"));
    entry.server_ip = some_text(capture, value.get("serverIPAddress"));
    entry.connection = some_text(capture, value.get("connection"));
    entry.connection_id = some_text(capture, value.get("_connectionId"));
    entry.resource_type = some_text(capture, value.get("_resourceType"));
    entry.initiator_type = some_text(
        capture,
        value
            .pointer("/_initiator/type")
            .or_else(|| value.get("_initiator_type")),
    );
    let stack_url = first_stack_url(value.pointer("/_initiator/stack"));
    entry.initiator_url = some_text(
        capture,
        value
            .pointer("/_initiator/url")
            .or_else(|| value.get("_initiator").filter(|v| v.is_string()))
            .or(stack_url),
    );
    entry.initiator_request = some_text(capture, value.pointer("/_initiator/requestId"));
    entry.request_id = some_text(capture, value.get("_requestId"));
    entry.from_cache = some_text(
        capture,
        value.get("_fromCache").or_else(|| value.get("_fetchType")),
    );
    entry.flags.has_response = response.is_object();
    entry.flags.timings_empty = value
        .get("timings")
        .and_then(Value::as_object)
        .is_some_and(serde_json::Map::is_empty);
    entry.flags.request_headers_size_zero =
        request.get("headersSize").and_then(Value::as_i64) == Some(0);
    entry.flags.service_worker = response
        .get("_fetchedViaServiceWorker")
        .and_then(Value::as_bool)
        .unwrap_or(false);
    entry.flags.has_body = response.pointer("/content/text").is_some();
    entry.body_kind = response
        .pointer("/content/text")
        .and_then(Value::as_str)
        .map_or(BodyKind::Unknown, body_kind);
    entry
}

fn first_stack_url(stack: Option<&Value>) -> Option<&Value> {
    let mut stack = stack;
    while let Some(frames) = stack {
        for frame in frames
            .get("callFrames")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
        {
            if let Some(url) = frame.get("url")
                && url.as_str().is_some_and(|u| u.starts_with("http"))
            {
                return Some(url);
            }
        }
        stack = frames.get("parent");
    }
    None
}

/// What a body looks like from its first bytes.
#[must_use]
pub fn body_kind(text: &str) -> BodyKind {
    let start = text.trim_start();
    if start.is_empty() {
        BodyKind::Unknown
    } else if start.starts_with('<') {
        let lower = start.get(..14).unwrap_or(start).to_ascii_lowercase();
        if lower.starts_with("<?xml") {
            BodyKind::Xml
        } else {
            BodyKind::Html
        }
    } else if start.starts_with(['{', '[']) || start.starts_with(")]}'") {
        BodyKind::Json
    } else {
        BodyKind::Other
    }
}
