//! `Timing-Allow-Origin`: whether a page may see how long the parts of a request took. It never
//! blocks anything.
//!
//! <https://fetch.spec.whatwg.org/#concept-tao-check>

use crate::http::HeaderList;

/// Whether the page may see the times of this response. `origin` is the request's, serialised,
/// and so `null` once a redirect has tainted it.
#[must_use]
pub fn timing_allow_check(origin: &str, response: &HeaderList<'_>) -> bool {
    // Step 3: the values; a response without the header shows nothing.
    response
        .get_decode_split("Timing-Allow-Origin")
        // Steps 4 and 5: `*`, or the origin of the request.
        .is_some_and(|values| values.iter().any(|value| value == "*" || value == origin))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn timing_table() {
        for (value, origin, expected) in [
            (None, "https://a.example", false),
            (Some("*"), "https://a.example", true),
            (
                Some("https://b.example, https://a.example"),
                "https://a.example",
                true,
            ),
            (Some("https://a.example/"), "https://a.example", false),
            (Some("null"), "null", true),
            (Some("\"*\""), "https://a.example", false),
        ] {
            let lines = value.map(|value| ("timing-allow-origin", value));
            let list = HeaderList::new(lines.into_iter().collect());
            assert_eq!(timing_allow_check(origin, &list), expected, "{value:?}");
        }
    }
}
