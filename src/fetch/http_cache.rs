//! The browser's HTTP cache: for how long a stored response stands, and for which requests.
//!
//! <https://www.rfc-editor.org/rfc/rfc9111#section-4>

use crate::http::HeaderList;

/// For how many seconds a browser may use a stored response without asking the server, by what
/// the server says in so many words; `None` where it does not say, or forbids it. What browsers
/// guess from `Last-Modified` is not counted.
///
/// <https://www.rfc-editor.org/rfc/rfc9111#section-4.2.1>
#[must_use]
pub fn lifetime(response: &HeaderList<'_>) -> Option<u64> {
    let mut max_age = None;
    for line in response.lines("Cache-Control") {
        for part in line.split(',') {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            let name = name.trim();
            if name.eq_ignore_ascii_case("no-store") || name.eq_ignore_ascii_case("no-cache") {
                return None;
            }
            if name.eq_ignore_ascii_case("max-age") {
                max_age = value.trim().trim_matches('"').parse::<u64>().ok();
            }
        }
    }
    max_age.filter(|&seconds| seconds > 0)
}

/// Whether a response that was stored for one request may serve another, by its `Vary`.
///
/// <https://www.rfc-editor.org/rfc/rfc9111#section-4.1>
#[must_use]
pub fn varies_alike(
    response: &HeaderList<'_>,
    stored_for: &HeaderList<'_>,
    request: &HeaderList<'_>,
) -> bool {
    response
        .lines("Vary")
        .flat_map(|line| line.split(','))
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .all(|name| name != "*" && stored_for.get(name) == request.get(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lifetimes_table() {
        for (value, expected) in [
            ("max-age=600", Some(600)),
            ("public, Max-Age=\"60\"", Some(60)),
            ("max-age=0", None),
            ("max-age=600, no-cache", None),
            ("no-store", None),
            ("public", None),
            ("max-age=x", None),
        ] {
            let response = HeaderList::new(vec![("cache-control", value)]);
            assert_eq!(lifetime(&response), expected, "{value}");
        }
        assert_eq!(lifetime(&HeaderList::default()), None);
    }

    #[test]
    fn vary_table() {
        let with = HeaderList::new(vec![("Origin", "https://a.example")]);
        let without = HeaderList::default();
        for (vary, expected) in [
            ("Origin", false),
            ("origin, Accept-Encoding", false),
            ("Accept-Encoding", true),
            ("*", false),
            ("", true),
        ] {
            let response = HeaderList::new(vec![("Vary", vary)]);
            assert_eq!(varies_alike(&response, &without, &with), expected, "{vary}");
            assert_eq!(varies_alike(&response, &with, &with), vary != "*", "{vary}");
        }
    }
}
