//! The lines of a Playwright trace, as far as they tell of requests.

use serde::Deserialize;

use crate::input::lenient::{Flag, Lines, Num, Object, Str};

/// A look at a line's type without reading the line. `None` where it does not come first.
pub(super) fn kind(line: &[u8]) -> Option<&[u8]> {
    let start = &line[..line.len().min(256)];
    let at = memchr::memmem::find(start, b"\"type\"")?;
    let value = start[at + b"\"type\"".len()..].trim_ascii_start();
    let value = value.strip_prefix(b":")?.trim_ascii_start();
    let value = value.strip_prefix(b"\"")?;
    let length = memchr::memchr(b'"', value)?;
    Some(&value[..length])
}

/// Whether lines of that type are read.
pub(super) fn is_read(kind: &[u8]) -> bool {
    const READ: [&[u8]; 8] = [
        super::archive::MEMBER,
        b"context-options",
        b"resource-snapshot",
        b"console",
        b"event",
        b"object",
        b"before",
        b"action",
    ];
    READ.contains(&kind)
}

/// A line.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Line<'a> {
    #[serde(rename = "type", borrow)]
    pub kind: Str<'a>,
    /// Of a member of an archive.
    #[serde(borrow)]
    pub name: Str<'a>,
    #[serde(borrow)]
    pub snapshot: Object<Box<Snapshot<'a>>>,
    #[serde(borrow)]
    pub class: Str<'a>,
    #[serde(borrow)]
    pub method: Str<'a>,
    #[serde(borrow)]
    pub api_name: Str<'a>,
    #[serde(borrow)]
    pub params: Object<Params<'a>>,
    /// Of a console line in traces before version 4.
    #[serde(borrow)]
    pub initializer: Object<Params<'a>>,
    #[serde(borrow)]
    pub text: Str<'a>,
    #[serde(borrow)]
    pub location: Object<Location<'a>>,
    pub time: Num,
    pub wall_time: Num,
    pub monotonic_time: Num,
    #[serde(borrow)]
    pub browser_name: Str<'a>,
    #[serde(borrow)]
    pub playwright_version: Str<'a>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Params<'a> {
    #[serde(borrow)]
    pub text: Str<'a>,
    #[serde(borrow)]
    pub location: Object<Location<'a>>,
    #[serde(borrow)]
    pub error: Object<Box<Caught<'a>>>,
}

/// An error of a page: older traces have it one level higher.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Caught<'a> {
    #[serde(borrow)]
    pub error: Object<Box<Caught<'a>>>,
    #[serde(borrow)]
    pub message: Str<'a>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Location<'a> {
    #[serde(borrow)]
    pub url: Str<'a>,
}

/// A request with its response, shaped as an entry of a HAR.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Snapshot<'a> {
    #[serde(borrow)]
    pub pageref: Str<'a>,
    #[serde(borrow)]
    pub started_date_time: Str<'a>,
    pub time: Num,
    #[serde(borrow)]
    pub request: Object<Request<'a>>,
    #[serde(borrow)]
    pub response: Object<Response<'a>>,
    #[serde(rename = "serverIPAddress", borrow)]
    pub server_address: Str<'a>,
    #[serde(rename = "_resourceType", borrow)]
    pub resource_type: Str<'a>,
    #[serde(rename = "_wasFulfilled")]
    pub was_fulfilled: Flag,
    #[serde(rename = "_wasAborted")]
    pub was_aborted: Flag,
    #[serde(rename = "_apiRequest")]
    pub api_request: Flag,
    #[serde(rename = "_apiRequestRef", borrow)]
    pub api_request_ref: Str<'a>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Request<'a> {
    #[serde(borrow)]
    pub method: Str<'a>,
    #[serde(borrow)]
    pub url: Str<'a>,
    #[serde(borrow)]
    pub http_version: Str<'a>,
    #[serde(borrow)]
    pub headers: Lines<'a>,
    #[serde(borrow)]
    pub post_data: Object<PostData<'a>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct PostData<'a> {
    #[serde(borrow)]
    pub mime_type: Str<'a>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Response<'a> {
    pub status: Num,
    #[serde(borrow)]
    pub status_text: Str<'a>,
    #[serde(borrow)]
    pub http_version: Str<'a>,
    #[serde(borrow)]
    pub headers: Lines<'a>,
    #[serde(borrow)]
    pub content: Object<Content<'a>>,
    #[serde(rename = "redirectURL", borrow)]
    pub redirect_url: Str<'a>,
    #[serde(rename = "_failureText", borrow)]
    pub failure_text: Str<'a>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Content<'a> {
    pub size: Num,
    #[serde(borrow)]
    pub mime_type: Str<'a>,
}

#[cfg(test)]
mod tests {
    use super::{is_read, kind};

    #[test]
    fn the_type_of_a_line_is_seen_without_reading_it() {
        let table: &[(&str, Option<&str>)] = &[
            (r#"{"type":"console","text":"x"}"#, Some("console")),
            (
                r#"{"version": 10, "type": "context-options"}"#,
                Some("context-options"),
            ),
            (r#"{"callId":"1"}"#, None),
            (r#"{"type":7}"#, None),
        ];
        for (line, expected) in table {
            assert_eq!(kind(line.as_bytes()), expected.map(str::as_bytes), "{line}");
        }
        assert!(is_read(b"console") && !is_read(b"frame-snapshot"));
    }
}
