//! Which response headers script may see.
//!
//! <https://fetch.spec.whatwg.org/#cors-safelisted-response-header-name>

use crate::http::HeaderList;
use crate::http::header::Extracted;

/// Whether every page may see this response header without being told so.
#[must_use]
pub fn is_cors_safelisted_response_header(name: &str) -> bool {
    [
        "cache-control",
        "content-language",
        "content-length",
        "content-type",
        "expires",
        "last-modified",
        "pragma",
    ]
    .iter()
    .any(|safe| safe.eq_ignore_ascii_case(name))
}

/// Whether no page may ever see this response header.
///
/// <https://fetch.spec.whatwg.org/#forbidden-response-header-name>
#[must_use]
pub fn is_forbidden_response_header(name: &str) -> bool {
    name.eq_ignore_ascii_case("set-cookie") || name.eq_ignore_ascii_case("set-cookie2")
}

/// The names of the response's headers that a page of another origin may see, in the order of
/// the response, each once.
///
/// <https://fetch.spec.whatwg.org/#concept-response-cors-exposed-header-name-list>
#[must_use]
pub fn exposed_header_names<'a>(
    response: &HeaderList<'a>,
    include_credentials: bool,
) -> Vec<&'a str> {
    // A list that cannot be read exposes nothing, and blocks nothing.
    let listed = match response.extract("Access-Control-Expose-Headers") {
        Extracted::List(names) => names,
        Extracted::Absent | Extracted::Failure { .. } => Vec::new(),
    };
    let everything = !include_credentials && listed.contains(&"*");
    let mut names: Vec<&str> = Vec::new();
    for (name, _) in response.iter() {
        let exposed = !is_forbidden_response_header(name)
            && (everything
                || is_cors_safelisted_response_header(name)
                || listed
                    .iter()
                    .any(|listed| listed.eq_ignore_ascii_case(name)));
        if exposed && !names.iter().any(|known| known.eq_ignore_ascii_case(name)) {
            names.push(name);
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exposure_table() {
        let rows: &[(Option<&str>, bool, &[&str])] = &[
            (None, false, &["Content-Type"]),
            (Some("ETag"), false, &["Content-Type", "ETag"]),
            (
                Some("etag, x-total"),
                true,
                &["Content-Type", "ETag", "X-Total"],
            ),
            (
                Some("*"),
                false,
                &[
                    "Content-Type",
                    "ETag",
                    "X-Total",
                    "*",
                    "Access-Control-Expose-Headers",
                ],
            ),
            (Some("*"), true, &["Content-Type", "*"]),
            (Some("e tag"), false, &["Content-Type"]),
            (Some("set-cookie"), false, &["Content-Type"]),
        ];
        for (listed, include, expected) in rows {
            let mut lines = vec![
                ("Content-Type", "text/plain"),
                ("ETag", "\"1\""),
                ("etag", "\"2\""),
                ("X-Total", "3"),
                ("Set-Cookie", "a=b"),
                ("*", "a header of that name"),
            ];
            lines.extend(listed.map(|value| ("Access-Control-Expose-Headers", value)));
            let mut found = exposed_header_names(&HeaderList::new(lines), *include);
            let mut expected = expected.to_vec();
            found.sort_unstable();
            expected.sort_unstable();
            assert_eq!(found, expected, "{listed:?} {include}");
        }
    }

    #[test]
    fn safelisted_names_have_no_case() {
        for name in [
            "Cache-Control",
            "CONTENT-LANGUAGE",
            "content-length",
            "Expires",
        ] {
            assert!(is_cors_safelisted_response_header(name), "{name}");
        }
        for name in ["Last-Modified", "pragma"] {
            assert!(is_cors_safelisted_response_header(name), "{name}");
        }
        assert!(!is_cors_safelisted_response_header("Content-Encoding"));
        assert!(is_forbidden_response_header("set-cookie2"));
        assert!(!is_forbidden_response_header("cookie"));
    }
}
