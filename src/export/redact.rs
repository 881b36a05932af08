//! A HAR file that is safe to send: without cookies, tokens, bodies and whatever else looks like a
//! secret, and with everything that verdicts rest on. The same secret gets the same placeholder
//! everywhere, so that requests still belong together.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use regex::Regex;
use serde_json::{Map, Value};

use crate::capture::BodyKind;
use crate::input::har;
use crate::report::secrets;

/// What stands where a body stood. That there was one shows that the page got it, and what it began
/// like decides whether browsers let another site use it.
const BODIES: [(BodyKind, &str); 6] = [
    (BodyKind::Unknown, " "),
    (BodyKind::Html, "<!doctype html><!-- body removed -->"),
    (BodyKind::Xml, "<removed/>"),
    (BodyKind::Json, "{\"body\": \"removed\"}"),
    (BodyKind::Media, "GIF89a body removed"),
    (BodyKind::Other, BODY),
];
const BODY: &str = "body removed";

fn body_of(kind: BodyKind) -> &'static str {
    let found = BODIES.iter().find(|(known, _)| *known == kind);
    found.map_or(BODY, |(_, text)| text)
}

/// Why a file cannot be redacted.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum NotRedacted {
    /// It is not JSON from beginning to end.
    #[error("only a whole HAR file can be redacted: {0}")]
    Json(#[from] serde_json::Error),
    /// It is JSON of another kind.
    #[error("only HAR files can be redacted: there is no log with entries in it")]
    NotHar,
}

/// A HAR without secrets.
#[derive(Debug)]
pub struct Redacted {
    /// The document.
    pub document: Value,
    /// How often something of each kind was removed, by the name of the kind.
    pub removed: BTreeMap<&'static str, usize>,
    /// How many different secrets there were.
    pub secrets: usize,
}

/// Takes the secrets out of a HAR.
///
/// # Errors
///
/// Where it is not a whole HAR.
pub fn redact(bytes: &[u8]) -> Result<Redacted, NotRedacted> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut document: Value = serde_json::from_slice(bytes)?;
    if !document["log"]["entries"].is_array() {
        return Err(NotRedacted::NotHar);
    }
    let mut redactor = Redactor::default();
    redactor.value(&mut document, "", "");
    // A secret that was found in one place may stand elsewhere, in a place where nothing tells.
    redactor.everywhere(&mut document);
    Ok(Redacted {
        document,
        removed: redactor.removed,
        secrets: redactor.placeholders.len(),
    })
}

#[derive(Default)]
struct Redactor {
    /// The placeholder of each secret, which is kept decoded: in URLs it may be encoded.
    placeholders: HashMap<String, String>,
    removed: BTreeMap<&'static str, usize>,
}

impl Redactor {
    /// `name` is the member that the value is of, `list` the one that the array around it is of.
    fn value(&mut self, value: &mut Value, name: &str, list: &str) {
        match value {
            Value::Object(members) => self.object(members, name, list),
            Value::Array(elements) => {
                for element in elements {
                    self.value(element, "", name);
                }
            }
            Value::String(text) => self.string(text, name),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    fn object(&mut self, members: &mut Map<String, Value>, name: &str, list: &str) {
        match (name, list) {
            ("content" | "postData", _) => self.body(members),
            (_, "_webSocketMessages") => self.message(members),
            _ => {}
        }
        let of = text(members, "name").unwrap_or_default().to_owned();
        for (member, value) in members.iter_mut() {
            let Value::String(text) = value else {
                self.value(value, member, list);
                continue;
            };
            match (list, member.as_str()) {
                ("cookies", "value") => self.whole(text, "cookies"),
                ("headers", "value") => self.header(text, &of),
                ("queryString" | "params", "value") => self.parameter(text, &of),
                _ => self.string(text, member),
            }
        }
    }

    fn string(&mut self, text: &mut String, name: &str) {
        let is_url = text.contains("://") && !text.contains(char::is_whitespace);
        if BODIES.iter().any(|(_, body)| text == body) {
            return;
        }
        let found = if is_url || matches!(name, "url" | "redirectURL") {
            secrets::in_url(text)
        } else {
            secrets::in_text(text)
        };
        let kind = if is_url || name == "url" {
            "values in URLs"
        } else {
            "other tokens"
        };
        self.replace(text, found, kind);
    }

    fn body(&mut self, members: &mut Map<String, Value>) {
        let base64 = text(members, "encoding") == Some("base64");
        let given = text(members, "text").filter(|text| !text.is_empty());
        let stand_in = given.map(|text| body_of(har::body_kind(text.as_bytes(), base64)));
        if let Some(stand_in) = stand_in.filter(|stand_in| given != Some(stand_in)) {
            members.insert("text".to_owned(), stand_in.into());
            // It is not encoded any more.
            members.shift_remove("encoding");
            self.count("bodies");
        }
        if let Some(Value::Array(params)) = members.get_mut("params") {
            let mut removed = 0;
            for param in params.iter_mut().filter_map(Value::as_object_mut) {
                if let Some(value @ Value::String(_)) = param.get_mut("value")
                    && *value != BODY
                {
                    *value = BODY.into();
                    removed += 1;
                }
            }
            for _ in 0..removed {
                self.count("form fields");
            }
        }
    }

    /// What was said over a socket is a body; that it broke is not.
    fn message(&mut self, members: &mut Map<String, Value>) {
        let given = text(members, "data").is_some_and(|data| data != BODY);
        if given && text(members, "type") != Some("error") {
            members.insert("data".to_owned(), BODY.into());
            self.count("bodies");
        }
    }

    fn header(&mut self, value: &mut String, name: &str) {
        match name.to_ascii_lowercase().as_str() {
            "cookie" => {
                let pairs = value.split(';').map(|pair| self.cookie(pair));
                *value = pairs.collect::<Vec<_>>().join(";");
            }
            // Several may be joined by line breaks. Their attributes stay: they decide when a
            // cookie is sent.
            "set-cookie" => {
                let lines = value.split('\n').map(|line| {
                    let (pair, attributes) = line.split_once(';').unwrap_or((line, ""));
                    let pair = self.cookie(pair);
                    if attributes.is_empty() {
                        pair
                    } else {
                        format!("{pair};{attributes}")
                    }
                });
                *value = lines.collect::<Vec<_>>().join("\n");
            }
            _ => {
                let found = secrets::in_header(name, value);
                let whole = found.first() == Some(&(0..value.len()));
                let kind = if whole || name.to_ascii_lowercase().contains("auth") {
                    "values of secret headers"
                } else {
                    "tokens in headers"
                };
                self.replace(value, found, kind);
            }
        }
    }

    fn cookie(&mut self, pair: &str) -> String {
        let (name, value) = match pair.split_once('=') {
            Some((name, value)) => (format!("{name}="), value),
            None => (String::new(), pair),
        };
        if value.trim().is_empty() {
            return pair.to_owned();
        }
        let mut value = value.to_owned();
        self.whole(&mut value, "cookies");
        format!("{name}{value}")
    }

    fn parameter(&mut self, value: &mut String, name: &str) {
        if value == BODY || value.is_empty() {
            return;
        }
        // As it would be looked at in a URL.
        let prefix = format!("?{name}=");
        let in_url = secrets::in_url(&format!("{prefix}{value}"));
        if secrets::is_secret_name(name) || !in_url.is_empty() {
            self.whole(value, "values in URLs");
        }
    }

    fn whole(&mut self, text: &mut String, kind: &'static str) {
        if !text.is_empty() {
            let found = std::iter::once(0..text.len()).collect();
            self.replace(text, found, kind);
        }
    }

    fn replace(&mut self, text: &mut String, found: Vec<Range<usize>>, kind: &'static str) {
        for range in found.into_iter().rev() {
            if is_placeholder(&text[range.clone()]) {
                continue;
            }
            let placeholder = self.placeholder(&text[range.clone()]);
            text.replace_range(range, &placeholder);
            self.count(kind);
        }
    }

    fn placeholder(&mut self, secret: &str) -> String {
        let next = self.placeholders.len() + 1;
        let secret = secrets::decode(secret.trim()).into_owned();
        let placeholder = self.placeholders.entry(secret);
        placeholder
            .or_insert_with(|| format!("{PLACEHOLDER}{next}"))
            .clone()
    }

    fn count(&mut self, kind: &'static str) {
        *self.removed.entry(kind).or_default() += 1;
    }

    /// Replaces the secrets that no person would write by chance wherever they stand.
    fn everywhere(&mut self, document: &mut Value) {
        let mut random: Vec<&str> = self
            .placeholders
            .keys()
            .map(String::as_str)
            .filter(|secret| secret.len() >= 10 && secrets::is_random(secret))
            .collect();
        // The longest first: one may hold another.
        random.sort_unstable_by_key(|secret| (std::cmp::Reverse(secret.len()), *secret));
        let mut found = 0;
        // So many in one pattern that it stays small.
        for part in random.chunks(500) {
            let words: Vec<String> = part.iter().map(|secret| regex::escape(secret)).collect();
            // A pattern of escaped words is valid; one that is too large finds nothing.
            let Ok(pattern) = Regex::new(&words.join("|")) else {
                continue;
            };
            each_string(document, &mut |text| {
                if !pattern.is_match(text) {
                    return;
                }
                let replaced = pattern.replace_all(text, |found_here: &regex::Captures<'_>| {
                    found += 1;
                    let secret = &found_here[0];
                    self.placeholders.get(secret).cloned().unwrap_or_default()
                });
                *text = replaced.into_owned();
            });
        }
        if found > 0 {
            self.removed.insert("repetitions of these elsewhere", found);
        }
    }
}

/// How placeholders begin: they may stand in a URL, a header and a user name.
const PLACEHOLDER: &str = "redacted-";

fn is_placeholder(text: &str) -> bool {
    let number = text.strip_prefix(PLACEHOLDER);
    text == secrets::REDACTED
        || number.is_some_and(|number| {
            !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
        })
}

fn text<'a>(members: &'a Map<String, Value>, name: &str) -> Option<&'a str> {
    members.get(name).and_then(Value::as_str)
}

fn each_string(value: &mut Value, change: &mut impl FnMut(&mut String)) {
    match value {
        Value::String(text) => change(text),
        Value::Array(elements) => {
            for element in elements {
                each_string(element, change);
            }
        }
        Value::Object(members) => {
            for (_, member) in members.iter_mut() {
                each_string(member, change);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry() -> Value {
        let token = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl";
        serde_json::json!({ "log": {
            "creator": { "name": "WebInspector", "version": "537.36" },
            "pages": [{ "id": "page_1", "title": format!("https://shop.example/?session={token}") }],
            "entries": [{
                "_initiator": { "type": "script", "stack": { "callFrames": [
                    { "functionName": "load", "url": "https://u:pw@shop.example/app.js?key=k1" }
                ] } },
                "request": {
                    "method": "POST",
                    "url": format!("https://api.example/reset/482913/{token}?access_token=a%2Fb&page=2"),
                    "headers": [
                        { "name": "Origin", "value": "https://shop.example" },
                        { "name": "Cookie", "value": "sid=Zq8rT2wLp0Xy; theme=dark" },
                        { "name": "Authorization", "value": format!("Bearer {token}") },
                        { "name": "X-Api-Key", "value": "k1" },
                        { "name": "Access-Control-Request-Headers", "value": "authorization,x-api-key" },
                    ],
                    "queryString": [
                        { "name": "access_token", "value": "a/b" }, { "name": "page", "value": "2" }
                    ],
                    "cookies": [{ "name": "sid", "value": "Zq8rT2wLp0Xy", "httpOnly": true }],
                    "postData": { "mimeType": "application/json", "text": "{\"password\":\"p\"}",
                                  "params": [{ "name": "a", "value": "b" }] },
                },
                "response": {
                    "status": 200,
                    "headers": [
                        { "name": "Set-Cookie", "value": "sid=Zq8rT2wLp0Xy; Path=/; SameSite=None\nb=1" },
                        { "name": "Access-Control-Allow-Origin", "value": "https://shop.example" },
                        { "name": "X-Trace", "value": "for Zq8rT2wLp0Xy/1" },
                    ],
                    "content": { "size": 9, "mimeType": "text/plain", "encoding": "base64", "text": "c2VjcmV0" },
                },
            }],
        }})
    }

    #[test]
    fn every_place_of_a_secret_is_looked_at() {
        let redacted = redact(entry().to_string().as_bytes()).unwrap();
        let text = redacted.document.to_string();
        for secret in [
            "eyJhbGci",
            "482913",
            "a%2Fb",
            "a/b",
            "u:pw",
            "k1",
            "Zq8rT2wLp0Xy",
            "dark",
            "password",
            "c2VjcmV0",
            "base64",
        ] {
            assert!(!text.contains(secret), "{secret}: {text}");
        }
        for kept in [
            "theme=redacted-",
            "; Path=/; SameSite=None",
            "Bearer redacted-",
            "authorization,x-api-key",
            "page=2",
            "\"application/json\"",
            "https://shop.example",
            "\"size\":9",
            "for redacted-",
        ] {
            assert!(text.contains(kept), "{kept}: {text}");
        }
        assert_eq!(redacted.removed["bodies"], 2);
        assert_eq!(redacted.removed["form fields"], 1);
    }

    #[test]
    fn the_same_secret_has_the_same_placeholder() {
        let redacted = redact(entry().to_string().as_bytes()).unwrap();
        let request = &redacted.document["log"]["entries"][0]["request"];
        let cookie = request["cookies"][0]["value"].as_str().unwrap();
        assert!(cookie.starts_with("redacted-"), "{cookie}");
        let header = request["headers"][1]["value"].as_str().unwrap();
        assert!(
            header.starts_with(&format!("sid={cookie}; theme=")),
            "{header}"
        );
        let query = request["queryString"][0]["value"].as_str().unwrap();
        assert!(
            request["url"]
                .as_str()
                .unwrap()
                .ends_with(&format!("?access_token={query}&page=2"))
        );
        let response = &redacted.document["log"]["entries"][0]["response"];
        assert_eq!(response["headers"][2]["value"], format!("for {cookie}/1"));
        // Once more changes nothing.
        let bytes = redacted.document.to_string();
        let again = redact(bytes.as_bytes()).unwrap();
        assert_eq!(again.document, redacted.document);
        assert_eq!(
            (again.secrets, again.removed.len()),
            (0, 0),
            "{:?}",
            again.removed
        );
    }

    #[test]
    fn a_stand_in_begins_like_the_body() {
        for (kind, text) in BODIES {
            assert_eq!(har::body_kind(text.as_bytes(), false), kind, "{text}");
        }
    }

    #[test]
    fn what_is_no_whole_har_is_refused() {
        for (bytes, message) in [
            (
                &b"{\"log\":{\"entries\":["[..],
                "only a whole HAR file can be redacted",
            ),
            (b"{\"log\":{}}", "only HAR files can be redacted"),
            (b"[]", "only HAR files can be redacted"),
        ] {
            let error = redact(bytes).unwrap_err().to_string();
            assert!(error.starts_with(message), "{error}");
        }
    }
}
