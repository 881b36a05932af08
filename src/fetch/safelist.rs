//! Which request headers a page may set without asking first.
//!
//! <https://fetch.spec.whatwg.org/#cors-safelisted-request-header>

use crate::http::header::{is_token_byte, trim_ows};

/// Whether this header needs no permission from a preflight.
#[must_use]
pub fn is_cors_safelisted_request_header(name: &str, value: &str) -> bool {
    // Step 1: a long value is never safe. Lengths are in bytes.
    if value.len() > 128 {
        return false;
    }
    // Step 2: by name.
    let is = |known: &str| name.eq_ignore_ascii_case(known);
    if is("accept") {
        !value.bytes().any(is_cors_unsafe_byte)
    } else if is("accept-language") || is("content-language") {
        value
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b" *,-.;=".contains(&b))
    } else if is("content-type") {
        !value.bytes().any(is_cors_unsafe_byte)
            && mime_essence(value).is_some_and(|essence| {
                [
                    "application/x-www-form-urlencoded",
                    "multipart/form-data",
                    "text/plain",
                ]
                .contains(&essence.as_str())
            })
    } else {
        is("range") && is_simple_range(value)
    }
}

/// <https://fetch.spec.whatwg.org/#cors-unsafe-request-header-byte>
fn is_cors_unsafe_byte(byte: u8) -> bool {
    (byte < 0x20 && byte != b'\t') || byte == 0x7f || b"\"():<>?@[\\]{}".contains(&byte)
}

/// One range with a start, as a media element asks for it: `bytes=0-`, `bytes=10-20`.
///
/// <https://fetch.spec.whatwg.org/#simple-range-header-value>
fn is_simple_range(value: &str) -> bool {
    let Some((start, end)) = value.strip_prefix("bytes=").and_then(|v| v.split_once('-')) else {
        return false;
    };
    let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    if start.is_empty() || !digits(start) || !digits(end) {
        return false;
    }
    // Leading zeros aside, the longer number is the larger one; no number is too long for this.
    let (start, limit) = (start.trim_start_matches('0'), end.trim_start_matches('0'));
    end.is_empty() || (start.len(), start) <= (limit.len(), limit)
}

/// Type and subtype of a MIME type in lower case; `None` where it cannot be parsed.
///
/// <https://mimesniff.spec.whatwg.org/#parse-a-mime-type>
#[must_use]
pub fn mime_essence(value: &str) -> Option<String> {
    let value = value.trim_matches(['\r', '\n', ' ', '\t']);
    let (kind, rest) = value.split_once('/')?;
    let subtype = rest
        .split(';')
        .next()?
        .trim_end_matches(['\r', '\n', ' ', '\t']);
    let is_token = |s: &str| !s.is_empty() && s.bytes().all(is_token_byte);
    (is_token(kind) && is_token(subtype)).then(|| format!("{kind}/{subtype}").to_ascii_lowercase())
}

/// The names of the headers that need permission, in lower case, sorted, each once.
/// `limit_total` is the standard's rule that the safe values together may have 1024 bytes at
/// most.
///
/// <https://fetch.spec.whatwg.org/#cors-unsafe-request-header-names>
#[must_use]
pub fn cors_unsafe_request_header_names<'a>(
    headers: impl IntoIterator<Item = (&'a str, &'a str)>,
    limit_total: bool,
) -> Vec<String> {
    let mut names = Vec::new();
    let mut safe = Vec::new();
    let mut safe_bytes = 0;
    for (name, value) in headers {
        let value = trim_ows(value);
        if is_cors_safelisted_request_header(name, value) {
            safe.push(name.to_ascii_lowercase());
            safe_bytes += value.len();
        } else {
            names.push(name.to_ascii_lowercase());
        }
    }
    if limit_total && safe_bytes > 1024 {
        names.append(&mut safe);
    }
    names.sort_unstable();
    names.dedup();
    names
}

/// Whether script cannot set this request header: what is on the wire under this name was put
/// there by the browser.
///
/// <https://fetch.spec.whatwg.org/#forbidden-request-header>
#[must_use]
pub fn is_forbidden_request_header(name: &str) -> bool {
    let starts_with = |prefix: &str| {
        name.get(..prefix.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(prefix))
    };
    starts_with("sec-")
        || starts_with("proxy-")
        || is_one_of(
            name,
            &[
                "accept-charset",
                "accept-encoding",
                "access-control-request-headers",
                "access-control-request-method",
                "connection",
                "content-length",
                "cookie",
                "cookie2",
                "date",
                "dnt",
                "expect",
                "host",
                "keep-alive",
                "origin",
                "referer",
                "set-cookie",
                "te",
                "trailer",
                "transfer-encoding",
                "upgrade",
                "via",
            ],
        )
}

/// Whether a browser itself adds this header after the standard has looked at the list, so that
/// its presence on the wire does not show that the page set it.
#[must_use]
pub fn is_added_by_browsers(name: &str) -> bool {
    name.starts_with(':')
        || is_forbidden_request_header(name)
        || is_one_of(
            name,
            &[
                "user-agent",
                "cache-control",
                "pragma",
                "if-match",
                "if-none-match",
                "if-modified-since",
                "if-unmodified-since",
                "if-range",
                "priority",
                "purpose",
                "upgrade-insecure-requests",
                "x-client-data",
                "accept",
                "accept-language",
                "available-dictionary",
                "last-event-id",
            ],
        )
}

fn is_one_of(name: &str, known: &[&str]) -> bool {
    known.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// The names that are safe with some values.
pub const MAY_BE_SAFE: [&str; 5] = [
    "accept",
    "accept-language",
    "content-language",
    "content-type",
    "range",
];

/// The client-hint names that Chromium lets pages set without a preflight; the standard and the
/// other browsers do not.
pub const CLIENT_HINTS: [&str; 8] = [
    "device-memory",
    "downlink",
    "dpr",
    "ect",
    "rtt",
    "save-data",
    "viewport-width",
    "width",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn safelist_table() {
        let long = "x".repeat(129);
        let rows: &[(&str, &str, bool)] = &[
            ("Accept", "application/json, */*;q=0.1", true),
            ("accept", "text/html\t", true),
            ("accept", "a(b", false),
            ("accept", &long, false),
            ("Accept-Language", "en-US,en;q=0.5", true),
            ("Accept-Language", "en_US", false),
            ("Content-Language", "de \"x\"", false),
            ("Content-Type", "text/plain", true),
            ("Content-Type", "TEXT/Plain;charset=utf-8", true),
            ("Content-Type", "text/plain;", true),
            ("Content-Type", "text /plain", false),
            ("Content-Type", "text/plain, x/y", false),
            ("Content-Type", "multipart/form-data; boundary=x", true),
            ("Content-Type", "application/json", false),
            ("Content-Type", "text/plain; charset=\"utf-8\"", false),
            ("Content-Type", "", false),
            ("Range", "bytes=0-", true),
            ("Range", "bytes=5-20", true),
            ("Range", "bytes=20-5", false),
            ("Range", "bytes=-500", false),
            ("Range", "bytes=0-1,4-5", false),
            ("Range", "Bytes=0-1", false),
            ("Range", "bytes= 0-1", false),
            ("X-Test", "1", false),
            ("Last-Event-ID", "1", false),
            ("DPR", "2", false),
        ];
        for (name, value, expected) in rows {
            let found = is_cors_safelisted_request_header(name, value);
            assert_eq!(found, *expected, "{name}: {value}");
        }
    }

    #[test]
    fn unsafe_names_are_sorted_lower_case_and_once() {
        let names = cors_unsafe_request_header_names(
            [("X-B", "1"), ("x-a", "1"), ("X-b", "2"), ("Accept", "*/*")],
            true,
        );
        assert_eq!(names, ["x-a", "x-b"]);
    }

    #[test]
    fn too_many_safe_bytes_make_all_of_them_unsafe() {
        let value = "a".repeat(128);
        let headers: Vec<_> = (0..9)
            .map(|_| ("Accept-Language", value.as_str()))
            .collect();
        assert_eq!(
            cors_unsafe_request_header_names(headers.clone(), true),
            ["accept-language"]
        );
        assert!(cors_unsafe_request_header_names(headers.clone(), false).is_empty());
        assert!(cors_unsafe_request_header_names(headers[..8].to_vec(), true).is_empty());
    }

    #[test]
    fn mime_types_table() {
        for (value, expected) in [
            (" text/HTML ; charset=x", Some("text/html")),
            ("text/", None),
            ("text", None),
            ("text/a b", None),
        ] {
            assert_eq!(mime_essence(value).as_deref(), expected, "{value}");
        }
    }

    #[test]
    fn what_script_cannot_set_and_what_browsers_add() {
        let rows: &[(&str, bool, bool)] = &[
            // name, forbidden, added by browsers
            ("Cookie", true, true),
            ("Sec-Fetch-Mode", true, true),
            ("proxy-authorization", true, true),
            ("Origin", true, true),
            ("Via", true, true),
            ("User-Agent", false, true),
            ("If-None-Match", false, true),
            (":authority", false, true),
            ("Authorization", false, false),
            ("Content-Type", false, false),
            ("X-Requested-With", false, false),
            ("Idempotency-Key", false, false),
            ("secret", false, false),
        ];
        for (name, forbidden, added) in rows {
            assert_eq!(is_forbidden_request_header(name), *forbidden, "{name}");
            assert_eq!(is_added_by_browsers(name), *added, "{name}");
        }
    }

    #[test]
    fn the_limits_are_met_exactly() {
        let at = "a".repeat(128);
        assert!(is_cors_safelisted_request_header("accept", &at));
        assert!(!is_cors_safelisted_request_header(
            "accept",
            &format!("{at}a")
        ));
        // Eight times 128 are 1024 bytes, which is allowed; one more is not.
        let mut headers: Vec<(&str, &str)> = vec![("accept", at.as_str()); 8];
        assert!(cors_unsafe_request_header_names(headers.clone(), true).is_empty());
        headers.push(("accept-language", "d"));
        assert_eq!(
            cors_unsafe_request_header_names(headers, true),
            ["accept", "accept-language"]
        );
        for byte in [0x00_u8, 0x08, 0x1f, 0x7f] {
            let value = char::from(byte).to_string();
            assert!(
                !is_cors_safelisted_request_header("accept", &value),
                "{byte:#x}"
            );
        }
        assert!(is_cors_safelisted_request_header("accept", "\t é/,;="));
        for value in ["bytes=5-5", "bytes=007-8", "bytes=9-10"] {
            assert!(is_cors_safelisted_request_header("range", value), "{value}");
        }
        for value in [
            "bytes=10-9",
            "bytes=1-2x",
            "bytes=x-2",
            "bytes=-",
            "bytes 1-2",
        ] {
            assert!(
                !is_cors_safelisted_request_header("range", value),
                "{value}"
            );
        }
    }
}
