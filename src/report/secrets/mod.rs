//! Secrets taken out of what a capture holds, before it is written or copied anywhere: user names
//! and passwords, values of parameters, tokens, codes in paths. Told by names (`names`), by
//! structure (JSON, links inside links) and by the shape of values (`shape`).

mod names;
mod shape;

use std::borrow::Cow;
use std::ops::Range;

use serde_json::Value;

/// What stands where a secret stood.
pub const REDACTED: &str = "[redacted]";

/// Values inside values (a link that carries a link) are looked into this deep.
const NESTED: u8 = 4;

/// A URL, absolute or relative, without user name and password, without the values of parameters
/// that look secret by name or by shape, without secrets in its path, and without anything that
/// looks like a token. The rest stays as it was written.
#[must_use]
pub fn redact_url(url: &str) -> Cow<'_, str> {
    struck_out(url, &in_url(url))
}

/// Where in a URL secrets stand, in order.
#[must_use]
pub fn in_url(url: &str) -> Vec<Range<usize>> {
    nested(url, NESTED)
}

/// A header's value, or [`REDACTED`] in place of what is secret in it. The scheme of an
/// `Authorization` header stays. CORS headers are kept but for tokens and links in them.
#[must_use]
pub fn redact_header<'a>(name: &str, value: &'a str) -> Cow<'a, str> {
    struck_out(value, &in_header(name, value))
}

/// Where in a header's value secrets stand, in order.
#[must_use]
pub fn in_header(name: &str, value: &str) -> Vec<Range<usize>> {
    let lower = name.to_ascii_lowercase();
    if value.is_empty() || lower.starts_with("access-control-") || lower.starts_with("sec-fetch-") {
        return in_text(value);
    }
    let whole = || stretch(value, 0..value.len()).into_iter().collect();
    match lower.as_str() {
        "authorization" | "proxy-authorization" => match value.split_once(' ') {
            Some((scheme, _)) if is_word(scheme) => {
                let secret = scheme.len() + 1..value.len();
                stretch(value, secret).into_iter().collect()
            }
            _ => whole(),
        },
        // Challenges: their words (`realm`, `Bearer`) tell why a request failed.
        "www-authenticate" | "proxy-authenticate" => in_text(value),
        "url" | "location" | "referer" | "content-location" | "redirecturl" => in_url(value),
        _ if names::is_secret_header(&lower) => whole(),
        _ => in_text(value),
    }
}

/// Whether a value of this name commonly is a secret, such as `password`.
#[must_use]
pub fn is_secret_name(name: &str) -> bool {
    names::is_secret(name)
}

/// Whether a value looks made up by a machine: no person would write it by chance.
#[must_use]
pub fn is_random(value: &str) -> bool {
    shape::is_random_value(value)
}

/// Running text without what [`redact_url`] would take out of the addresses and words in it.
#[must_use]
pub fn redact_text(text: &str) -> Cow<'_, str> {
    struck_out(text, &in_text(text))
}

/// Where in running text secrets stand, in order.
#[must_use]
pub fn in_text(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    if text.is_ascii() {
        let delimiter = |byte: &u8| {
            matches!(
                byte,
                b' ' | b'\t'..=b'\r' | b'\'' | b'"' | b'`' | b'<' | b'>'
            )
        };
        for piece in text.as_bytes().split_inclusive(delimiter) {
            let end = piece.len() - usize::from(piece.last().is_some_and(delimiter));
            in_word(text, at, &text[at..at + end], &mut found);
            at += piece.len();
        }
        return found;
    }
    let delimiter = |c: char| c.is_whitespace() || matches!(c, '\'' | '"' | '`' | '<' | '>');
    for piece in text.split_inclusive(delimiter) {
        in_word(text, at, piece.trim_end_matches(delimiter), &mut found);
        at += piece.len();
    }
    found
}

/// Where in a word of running text secrets stand; the word begins at `at`.
fn in_word(text: &str, at: usize, word: &str, found: &mut Vec<Range<usize>>) {
    let core = word.trim_end_matches(['.', ',', ';', ':', '!', ')', '’', '”']);
    if shape::is_plain_word(core) {
    } else if !core.contains(['/', '.']) && shape::is_random_value(core) {
        found.extend(stretch(text, at..at + core.len()));
    } else {
        let inside = nested(core, NESTED).into_iter();
        found.extend(inside.map(|range| at + range.start..at + range.end));
    }
}

/// A stretch to strike out, unless it is empty or struck out already.
fn stretch(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    (range.start < range.end && text[range.clone()] != *REDACTED).then_some(range)
}

/// A text but for these stretches of it.
fn struck_out<'a>(text: &'a str, stretches: &[Range<usize>]) -> Cow<'a, str> {
    if stretches.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    let mut copied = 0;
    for stretch in stretches {
        shown.push_str(&text[copied..stretch.start]);
        shown.push_str(REDACTED);
        copied = stretch.end;
    }
    shown.push_str(&text[copied..]);
    Cow::Owned(shown)
}

/// The stretches of a text that are to be struck out. They come in order, but for tokens.
struct Redaction<'a> {
    text: &'a str,
    stretches: Vec<Range<usize>>,
    last: usize,
}

impl<'a> Redaction<'a> {
    fn of(text: &'a str) -> Self {
        Self {
            text,
            stretches: Vec::new(),
            last: 0,
        }
    }

    fn strike(&mut self, from: usize, to: usize) {
        if from >= self.last
            && let Some(stretch) = stretch(self.text, from..to)
        {
            self.stretches.push(stretch);
            self.last = to;
        }
    }

    /// In order, and none of them inside another.
    fn finish(mut self) -> Vec<Range<usize>> {
        tokens(self.text, &mut self.stretches);
        if self.stretches.len() > 1 {
            self.stretches.sort_by_key(|stretch| stretch.start);
            self.stretches.dedup_by(|later, earlier| {
                let together = later.start < earlier.end;
                if together {
                    earlier.end = earlier.end.max(later.end);
                }
                together
            });
        }
        self.stretches
    }
}

fn nested(url: &str, depth: u8) -> Vec<Range<usize>> {
    let mut redaction = Redaction::of(url);
    let authority = authority(url);
    if let Some((start, end)) = authority
        && let Some(at) = url[start..end].rfind('@')
    {
        redaction.strike(start, start + at);
    }
    let path = authority.map_or(0, |(_, end)| end);
    let parameters = url[path..].find(['?', '#']).map_or(url.len(), |i| path + i);
    redact_path(&mut redaction, path, parameters, depth);
    redact_parameters(&mut redaction, parameters, depth);
    redaction.finish()
}

/// Segment by segment: what stands behind `/reset/`, `;jsessionid=…`, and whatever is too random
/// for a name.
fn redact_path(redaction: &mut Redaction<'_>, from: usize, to: usize, depth: u8) {
    let url = redaction.text;
    let mut expected = false;
    let mut start = from;
    for segment in url[from..to].split(['/', '\\']) {
        let mut at = start;
        for (number, part) in segment.split(';').enumerate() {
            let end = at + part.len();
            let value = part.find(['=', ':']).map(|i| at + i + 1);
            if let Some(value) = value.filter(|value| *value < end) {
                let name = &url[at..value - 1];
                if (number > 0 && names::is_secret(&decode(name)))
                    || is_secret_value(&url[value..end], depth)
                {
                    redaction.strike(value, end);
                }
            } else {
                let plain = decode(part);
                if shape::is_random_segment(&plain) || (expected && shape::is_code(&plain)) {
                    redaction.strike(at, end);
                }
            }
            at = end + 1;
        }
        start += segment.len() + 1;
        expected = expected || (start < to && names::leads_to_a_secret(&decode(segment)));
    }
}

/// Query and fragment, parameter by parameter.
fn redact_parameters(redaction: &mut Redaction<'_>, from: usize, depth: u8) {
    let url = redaction.text;
    let mut start = from;
    while start < url.len() {
        let from = start + 1;
        let mut end = url[from..]
            .find(['&', '?', '#', ';'])
            .map_or(url.len(), |i| from + i);
        let piece = &url[from..end];
        if let Some(mark) = piece.find('=').or_else(|| piece.find(':')) {
            let value = from + mark + 1;
            let name = decode(piece[..mark].trim_start_matches("amp;"));
            if names::is_secret(&name) && value < url.len() {
                // Such a value may hold any character but the one that begins the next parameter.
                end = url[value..].find('&').map_or(url.len(), |i| value + i);
                redaction.strike(value, end);
            } else if is_secret_value(&url[value..end], depth) {
                redaction.strike(value, end);
            }
        } else if is_secret_value(piece, depth) {
            redaction.strike(from, end);
        }
        start = end;
    }
}

/// Whether a value holds a secret whatever its name: by its shape, or by what is written in it.
fn is_secret_value(value: &str, depth: u8) -> bool {
    if value.is_empty() || value == REDACTED {
        return false;
    }
    let mut inner = Cow::Borrowed(value);
    for _ in 0..=NESTED {
        if holds_secrets(&inner, depth) {
            return true;
        }
        let decoded = decode(&inner);
        if decoded == inner {
            // Encoded, words look more random than they are.
            return !inner.contains("//") && shape::is_random_value(&inner);
        }
        inner = Cow::Owned(decoded.into_owned());
    }
    // Nobody encodes a value this often without meaning to hide something.
    true
}

fn holds_secrets(value: &str, depth: u8) -> bool {
    if let Some(json) = json(value) {
        return json_holds_secrets(&json, depth);
    }
    if value.contains(['/', '?', '#', '=', '@']) {
        let Some(depth) = depth.checked_sub(1) else {
            return true;
        };
        return !nested(value, depth).is_empty();
    }
    false
}

fn json(value: &str) -> Option<Value> {
    let begins = value.trim_start().starts_with(['{', '[']);
    begins.then(|| serde_json::from_str(value).ok()).flatten()
}

fn json_holds_secrets(json: &Value, depth: u8) -> bool {
    let Some(depth) = depth.checked_sub(1) else {
        return true;
    };
    match json {
        Value::Object(members) => members.iter().any(|(name, value)| {
            let given = match value {
                Value::String(text) => !text.is_empty(),
                Value::Number(_) => true,
                _ => false,
            };
            (given && names::is_secret(name)) || json_holds_secrets(value, depth)
        }),
        Value::Array(elements) => elements.iter().any(|e| json_holds_secrets(e, depth)),
        Value::String(text) => is_secret_value(text, depth),
        _ => false,
    }
}

/// Where the authority of a URL stands, as browsers see it: they take any number of slashes, and
/// backslashes for slashes, where the scheme is one of the web's.
fn authority(url: &str) -> Option<(usize, usize)> {
    let slash = |c: char| matches!(c, '/' | '\\');
    let scheme = url
        .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '+' | '.' | '-')))
        .filter(|at| *at > 0 && url[*at..].starts_with(':'));
    let start = if let Some(colon) = scheme {
        let name = url[..colon].to_ascii_lowercase();
        let rest = &url[colon + 1..];
        match name.as_str() {
            "http" | "https" | "ws" | "wss" | "ftp" => {
                url.len() - rest.trim_start_matches(slash).len()
            }
            "blob" | "filesystem" | "view-source" => {
                let (start, end) = authority(rest)?;
                return Some((colon + 1 + start, colon + 1 + end));
            }
            _ => colon + 1 + rest.strip_prefix("//").map(|_| 2)?,
        }
    } else {
        let rest = url.trim_start_matches(slash);
        (url.len() - rest.len() >= 2).then(|| url.len() - rest.len())?
    };
    let end = url[start..]
        .find(['/', '\\', '?', '#'])
        .map_or(url.len(), |i| start + i);
    Some((start, end))
}

/// Without percent-encoding; text that has none stays where it is.
/// A text without percent-encoding.
#[must_use]
pub fn decode(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return Cow::Borrowed(text);
    }
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = |i: usize| bytes.get(i).and_then(|b| char::from(*b).to_digit(16));
        match (bytes[at], hex(at + 1), hex(at + 2)) {
            (b'%', Some(high), Some(low)) => {
                // Two hex digits are at most 255.
                decoded.push(u8::try_from(high * 16 + low).unwrap_or_default());
                at += 3;
            }
            (byte, ..) => {
                decoded.push(byte);
                at += 1;
            }
        }
    }
    Cow::Owned(String::from_utf8_lossy(&decoded).into_owned())
}

/// Finds JSON Web Tokens, signed or encrypted, wherever they stand: `eyJ…`, a dot, and more of the
/// same alphabet. Parts in the middle may be empty.
fn tokens(text: &str, found: &mut Vec<Range<usize>>) {
    let is_base64 = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
    let bytes = text.as_bytes();
    let mut from = 0;
    while let Some(start) = text[from..].find("eyJ").map(|i| from + i) {
        let run = |at: usize| bytes[at..].iter().take_while(|b| is_base64(**b)).count();
        let mut end = start + run(start);
        from = end;
        let begins_here = start == 0 || !is_base64(bytes[start - 1]);
        if !begins_here || end - start < 8 || bytes.get(end) != Some(&b'.') {
            continue;
        }
        let mut last = end;
        while bytes.get(end) == Some(&b'.') {
            end += 1 + run(end + 1);
            if bytes[end - 1] != b'.' {
                last = end;
            }
        }
        found.push(start..last);
        from = end;
    }
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_leave_urls() {
        for (url, expected) in [
            ("https://a.example/x?q=1#top", "https://a.example/x?q=1#top"),
            (
                "https://a.example/?token=abc&q=1",
                "https://a.example/?token=[redacted]&q=1",
            ),
            (
                "https://a.example/?q=1&apiKey=abc",
                "https://a.example/?q=1&apiKey=[redacted]",
            ),
            (
                "https://a.example/?X-Amz-Signature=1f",
                "https://a.example/?X-Amz-Signature=[redacted]",
            ),
            (
                "https://a.example/cb?code=1&state=2",
                "https://a.example/cb?code=[redacted]&state=[redacted]",
            ),
            (
                "https://a.example/cb#access_token=1&x=y",
                "https://a.example/cb#access_token=[redacted]&x=y",
            ),
            ("https://u:p@a.example/x", "https://[redacted]@a.example/x"),
            ("//u@a.example/", "//[redacted]@a.example/"),
            (
                "/login?SAMLRequest=fZ&author=me",
                "/login?SAMLRequest=[redacted]&author=me",
            ),
            (
                "https://a.example/?t%6Fken=abc",
                "https://a.example/?t%6Fken=[redacted]",
            ),
            (
                "https://a.example/?country_code=de&token=",
                "https://a.example/?country_code=de&token=",
            ),
            (
                "https://a.example/eyJhbGciOi.eyJzdWIi.c2ln/x",
                "https://a.example/[redacted]/x",
            ),
            (
                "https://a.example/?next=https%3A%2F%2Fb.example%2F%3Ftoken%3D1",
                "https://a.example/?next=[redacted]",
            ),
            (
                "https://a.example/@u/x?mail=a@b.example",
                "https://a.example/@u/x?mail=a@b.example",
            ),
            ("", ""),
        ] {
            assert_eq!(redact_url(url), expected);
            assert_eq!(redact_url(&redact_url(url)), expected, "twice is as once");
        }
    }

    #[test]
    fn secrets_leave_urls_by_their_structure() {
        for (url, expected) in [
            (
                "https://a.example/?next=https%253A%252F%252Fb.example%252F%253Ftoken%253D1",
                "https://a.example/?next=[redacted]",
            ),
            (
                "https://a.example/app;jsessionid=1F2/x;v=2?y=1",
                "https://a.example/app;jsessionid=[redacted]/x;v=2?y=1",
            ),
            (
                "https://a.example/graphql?variables=%7B%22password%22%3A%22p%22%7D&x=1",
                "https://a.example/graphql?variables=[redacted]&x=1",
            ),
            (
                "https://a.example/e?data={\"page\":2,\"size\":20}",
                "https://a.example/e?data={\"page\":2,\"size\":20}",
            ),
            (
                "https://a.example/?secret=ab;c?d#e&x=1",
                "https://a.example/?secret=[redacted]&x=1",
            ),
            (
                "https://a.example/?x=1;access_token=abc&user[code]=7&amp;token=1",
                "https://a.example/?x=1;access_token=[redacted]&user[code]=[redacted]&amp;token=[redacted]",
            ),
            ("https:/u:p@a.example/x", "https:/[redacted]@a.example/x"),
            (
                "https:\\\\u:p@a.example/x",
                "https:\\\\[redacted]@a.example/x",
            ),
            (
                "blob:https://u:p@a.example/x",
                "blob:https://[redacted]@a.example/x",
            ),
            (
                "https://hooks.a.example/services/T000/B000/x9y8Z7w6q5",
                "https://hooks.a.example/services/T000/B000/[redacted]",
            ),
            (
                "https://a.example/users/3fa85f64-5717-4562-b3fc-2c963f66afa6/cart",
                "https://a.example/users/3fa85f64-5717-4562-b3fc-2c963f66afa6/cart",
            ),
            (
                "https://a.example/p?name=The%20Green%20Web%20Foundation",
                "https://a.example/p?name=The%20Green%20Web%20Foundation",
            ),
            (
                "https://a.example/password/reset/482913",
                "https://a.example/password/reset/[redacted]",
            ),
            (
                "https://a.example/s/eyJhbGciOiJkaXIifQ..aXY.c2VjcmV0.dGFn/x",
                "https://a.example/s/[redacted]/x",
            ),
            (
                "https://cdn.a.example/v.m3u8?hdnts=exp=17~acl=/*~hmac=ab",
                "https://cdn.a.example/v.m3u8?hdnts=[redacted]",
            ),
        ] {
            assert_eq!(redact_url(url), expected);
            assert_eq!(redact_url(&redact_url(url)), expected, "twice is as once");
        }
    }

    #[test]
    fn secrets_leave_headers() {
        for (name, value, expected) in [
            ("Cookie", "sid=1; a=b", "[redacted]"),
            ("set-cookie", "sid=1; Secure", "[redacted]"),
            ("Authorization", "Bearer abc", "Bearer [redacted]"),
            ("Authorization", "abc", "[redacted]"),
            ("X-Api-Key", "k", "[redacted]"),
            ("X-CSRFToken", "k", "[redacted]"),
            ("Access-Control-Allow-Credentials", "true", "true"),
            (
                "Access-Control-Request-Headers",
                "authorization,x-api-key",
                "authorization,x-api-key",
            ),
            (
                "WWW-Authenticate",
                "Bearer realm=\"x\"",
                "Bearer realm=\"x\"",
            ),
            ("Location", "/cb?code=1", "/cb?code=[redacted]"),
            ("X-Debug", "jwt=eyJhbGciOi.eyJzdWIi.c2ln", "jwt=[redacted]"),
            ("Keep-Alive", "timeout=5", "timeout=5"),
        ] {
            assert_eq!(redact_header(name, value), expected, "{name}");
        }
    }

    #[test]
    fn secrets_leave_sentences() {
        for (text, expected) in [
            (
                "Access to fetch at 'https://a.example/?key=1' from origin 'https://b.example' has been blocked.",
                "Access to fetch at 'https://a.example/?key=[redacted]' from origin 'https://b.example' has been blocked.",
            ),
            (
                "went to https://a.example/?token=1.",
                "went to https://a.example/?token=[redacted].",
            ),
            ("nothing here, ok?", "nothing here, ok?"),
        ] {
            assert_eq!(redact_text(text), expected);
        }
    }
}
