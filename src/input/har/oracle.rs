//! The same captures read in the plainest way, from a parsed tree: what the streaming reader is
//! tried against.

use serde_json::Value;

use super::body;
use super::initiator::is_extension;
use super::values::resource_type;
use crate::capture::strings::Text;
use crate::capture::time;
use crate::capture::{Capture, Entry, Header, HeaderRange, Page};

/// The entries and pages of a whole document, `{"log": …}`.
pub fn capture(document: &Value) -> Capture {
    let mut capture = Capture::default();
    let log = &document["log"];
    for page in elements(&log["pages"]) {
        if let Some(id) = text(&mut capture, &page["id"]) {
            let title = text(&mut capture, &page["title"]);
            capture.pages.push(Page { id, title });
        }
    }
    for (number, value) in elements(&log["entries"]).enumerate() {
        if value.is_object() {
            let number = u32::try_from(number).unwrap_or(u32::MAX);
            let entry = entry(&mut capture, number, value);
            capture.entries.push(entry);
        }
    }
    capture
}

/// An entry with its texts in place of their handles, and without its places in the file.
pub fn described(capture: &Capture, entry: &Entry) -> String {
    let optional = |text| capture.optional(text);
    format!(
        "{:?}",
        (
            (
                entry.number,
                entry.body_kind,
                entry.started_at,
                entry.time,
                entry.exchange_time
            ),
            (entry.status, entry.content_size, entry.flags),
            [
                entry.started,
                entry.page,
                entry.method,
                entry.url,
                entry.http_version,
                entry.post_mime,
                entry.status_text,
                entry.response_http_version,
                entry.redirect_url,
                entry.mime,
                entry.error,
                entry.failure_text,
                entry.socket_error,
                entry.server_ip,
                entry.connection,
                entry.connection_id,
                entry.resource_type,
                entry.initiator_type,
                entry.initiator_url,
                entry.initiator_request,
                entry.request_id,
                entry.from_cache,
            ]
            .map(optional),
            capture.request_headers(entry),
            capture.response_headers(entry),
        )
    )
}

fn elements(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn text(capture: &mut Capture, value: &Value) -> Option<Text> {
    match value {
        Value::String(text) => capture.strings.intern(text),
        Value::Number(number) => capture.strings.intern(&number.to_string()),
        _ => None,
    }
}

fn some_text(capture: &mut Capture, value: &Value) -> Option<Text> {
    match value {
        Value::String(text) if text.is_empty() => None,
        value => text(capture, value),
    }
}

fn number(value: &Value) -> Option<f64> {
    match value {
        Value::String(text) => text.trim().parse().ok().filter(|n: &f64| n.is_finite()),
        value => value.as_f64(),
    }
}

#[expect(clippy::cast_possible_truncation, reason = "as the reader does")]
fn whole(value: &Value) -> Option<i64> {
    number(value).map(|n| n as i64)
}

fn truth(value: &Value) -> bool {
    value == &Value::Bool(true)
}

fn headers(capture: &mut Capture, value: &Value) -> HeaderRange {
    let start = capture.headers.len();
    match value {
        Value::Array(headers) => {
            for header in headers {
                let (name, value) = match header {
                    Value::Object(_) => (&header["name"], header.get("value")),
                    Value::Array(pair) => (pair.first().unwrap_or(&Value::Null), pair.get(1)),
                    _ => continue,
                };
                let lines = value.map(values).unwrap_or_default();
                let lines = if lines.is_empty() {
                    vec![String::new()]
                } else {
                    lines
                };
                push(capture, name, lines);
            }
        }
        Value::Object(map) => {
            for (name, value) in map {
                push(capture, &Value::from(name.as_str()), values(value));
            }
        }
        _ => {}
    }
    let place = |at| u32::try_from(at).unwrap_or(u32::MAX);
    HeaderRange {
        start: place(start),
        end: place(capture.headers.len()),
    }
}

fn push(capture: &mut Capture, name: &Value, lines: Vec<String>) {
    let Some(name) = text(capture, name) else {
        return;
    };
    for line in lines {
        if let Some(value) = capture.strings.intern(&line) {
            capture.headers.push(Header { name, value });
        }
    }
}

fn values(value: &Value) -> Vec<String> {
    let one = |value: &Value| match value {
        Value::String(text) if text.contains('\n') => text
            .split('\n')
            .map(|line| line.strip_suffix('\r').unwrap_or(line).to_owned())
            .collect(),
        Value::String(text) => vec![text.clone()],
        Value::Number(number) => vec![number.to_string()],
        _ => vec![String::new()],
    };
    match value {
        Value::Array(values) => values.iter().flat_map(one).collect(),
        Value::Object(object) => object.get("value").map(one).unwrap_or_default(),
        value => one(value),
    }
}

fn entry(capture: &mut Capture, number_here: u32, value: &Value) -> Entry {
    let mut entry = Entry {
        number: number_here,
        ..Entry::default()
    };
    let (request, response) = (&value["request"], &value["response"]);
    entry.started = text(capture, &value["startedDateTime"]);
    entry.started_at = entry
        .started
        .and_then(|text| time::microseconds(capture.text(text)));
    #[expect(clippy::cast_possible_truncation, reason = "as the reader does")]
    {
        entry.time = number(&value["time"]).map(|t| t as f32);
        let parts: Vec<f64> = ["send", "wait", "receive"]
            .iter()
            .filter_map(|part| number(&value["timings"][part]))
            .map(|part| part.max(0.0))
            .collect();
        entry.exchange_time = (!parts.is_empty()).then(|| parts.iter().sum::<f64>() as f32);
    }
    entry.status = whole(&response["status"]).and_then(|s| s.try_into().ok());
    entry.page = text(capture, &value["pageref"]);
    entry.method = text(capture, &request["method"]);
    entry.url = text(capture, &request["url"]);
    entry.http_version = some_text(capture, &request["httpVersion"]);
    entry.request_headers = headers(capture, &request["headers"]);
    entry.post_mime = some_text(capture, &request["postData"]["mimeType"]);
    entry.status_text = some_text(capture, &response["statusText"]);
    entry.response_http_version = some_text(capture, &response["httpVersion"]);
    entry.response_headers = headers(capture, &response["headers"]);
    entry.redirect_url = some_text(capture, &response["redirectURL"]);
    let content = &response["content"];
    entry.mime = some_text(capture, &content["mimeType"]);
    entry.content_size = whole(&content["size"]);
    entry.error =
        text(capture, &response["_error"]).or_else(|| some_text(capture, &value["_error"]));
    entry.failure_text = some_text(capture, &response["_failureText"]);
    let message = &value["_webSocketMessages"][0];
    if message["type"] == "error" {
        entry.socket_error = some_text(capture, &message["data"]);
    }
    entry.server_ip = some_text(capture, &value["serverIPAddress"]);
    entry.connection = some_text(capture, &value["connection"]);
    entry.connection_id = some_text(capture, &value["_connectionId"]);
    entry.resource_type = some_text(capture, &value["_resourceType"])
        .or_else(|| some_text(capture, &value["_request_type"]))
        .and_then(|text| match resource_type(capture.text(text)) {
            Some(known) => capture.strings.intern(&known),
            None => Some(text),
        });
    initiator(capture, &mut entry, value);
    entry.request_id = some_text(capture, &value["_requestId"]);
    entry.from_cache = some_text(capture, &value["_fromCache"])
        .or_else(|| some_text(capture, &value["_fetchType"]));
    let flags = &mut entry.flags;
    flags.has_response = response.is_object();
    flags.timings_empty = value["timings"]
        .as_object()
        .is_some_and(serde_json::Map::is_empty);
    flags.request_headers_size_zero = number(&request["headersSize"]) == Some(0.0);
    flags.service_worker = truth(&response["_fetchedViaServiceWorker"])
        || truth(&value["_fetchedViaServiceWorker"])
        || value["_fetchType"] == "Service Worker";
    flags.fulfilled = truth(&value["_wasFulfilled"]);
    flags.aborted = truth(&value["_wasAborted"]);
    flags.api_request = some_text(capture, &value["_apiRequestRef"]).is_some();
    flags.folder = some_text(capture, &value["_zapMessageType"])
        .is_some_and(|kind| capture.strings.get(kind) == "0");
    flags.has_body = content["text"].is_string();
    let base64 = content["encoding"]
        .as_str()
        .is_some_and(|e| e.eq_ignore_ascii_case("base64"));
    flags.body_in_base64 = base64;
    let text = content["text"].as_str().unwrap_or("").as_bytes();
    entry.body_kind = body::kind(text, base64);
    let beginning = &text[..text.len().min(body::LOOKED_AT_IN_ERRORS - 1)];
    entry.phrases = body::phrases(beginning, base64, entry.status);
    entry
}

fn initiator(capture: &mut Capture, entry: &mut Entry, value: &Value) {
    let initiator = &value["_initiator"];
    entry.initiator_type = some_text(capture, &initiator["type"])
        .or_else(|| some_text(capture, &value["_initiator_type"]));
    entry.initiator_url = some_text(capture, initiator)
        .or_else(|| some_text(capture, &initiator["url"]))
        .or_else(|| some_text(capture, stack_url(&initiator["stack"])));
    let detail: Value = value["_initiator_detail"]
        .as_str()
        .and_then(|detail| serde_json::from_str(detail).ok())
        .unwrap_or_default();
    entry.initiator_request = some_text(capture, &initiator["requestId"])
        .or_else(|| some_text(capture, &detail["requestId"]));
}

fn stack_url(stack: &Value) -> &Value {
    let web = |url: &str| url.starts_with("http:") || url.starts_with("https:");
    let extension = |url: &str| is_extension(url.as_bytes());
    let first = |is: &dyn Fn(&str) -> bool| {
        let mut stack = stack;
        while stack.is_object() {
            let mut urls = elements(&stack["callFrames"]).map(|frame| &frame["url"]);
            if let Some(url) = urls.find(|url| url.as_str().is_some_and(is)) {
                return Some(url);
            }
            stack = &stack["parent"];
        }
        None
    };
    first(&web)
        .or_else(|| first(&extension))
        .unwrap_or(&Value::Null)
}
