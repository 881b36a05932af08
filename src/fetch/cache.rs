//! How long the response to a preflight stands for later requests.
//!
//! <https://fetch.spec.whatwg.org/#cors-preflight-cache>

use crate::http::HeaderList;

/// How a browser reads `Access-Control-Max-Age`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MaxAgeRules {
    /// The longest time it keeps a response, in seconds.
    pub limit: u64,
    /// What it takes where the header is there but is not a number; `None` keeps nothing.
    pub unreadable: Option<u64>,
    /// Whether a sign or a fraction makes the value unreadable.
    pub digits_only: bool,
}

/// The time that the standard takes where the server says nothing, in seconds.
pub const DEFAULT_MAX_AGE: u64 = 5;

/// For how many seconds a response may be used again; `None` where it is not kept at all.
///
/// <https://fetch.spec.whatwg.org/#cors-preflight-fetch-0> steps 7.9 to 7.11
#[must_use]
pub fn max_age(response: &HeaderList<'_>, rules: MaxAgeRules) -> Option<u64> {
    // Steps 7.9 and 7.10: the number of seconds, five where the header is absent. What counts as
    // a number, and what stands in for something else, differs by browser.
    let Some(value) = response.get("Access-Control-Max-Age") else {
        return Some(DEFAULT_MAX_AGE);
    };
    let readable = if rules.digits_only {
        (!value.is_empty() && value.bytes().all(|b| b.is_ascii_digit()))
            .then(|| value.parse::<u64>().unwrap_or(u64::MAX))
    } else {
        value
            .parse::<i64>()
            .ok()
            .map(|seconds| u64::try_from(seconds).unwrap_or(0))
    };
    // Step 7.11: the browser's own limit.
    match readable.or(rules.unreadable) {
        None | Some(0) => None,
        Some(seconds) => Some(seconds.min(rules.limit)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LENIENT: MaxAgeRules = MaxAgeRules {
        limit: 7200,
        unreadable: Some(DEFAULT_MAX_AGE),
        digits_only: false,
    };
    const STRICT: MaxAgeRules = MaxAgeRules {
        limit: 86_400,
        unreadable: None,
        digits_only: true,
    };

    #[test]
    fn max_age_table() {
        let rows: &[(Option<&str>, Option<u64>, Option<u64>)] = &[
            (None, Some(5), Some(5)),
            (Some("600"), Some(600), Some(600)),
            (Some("86400"), Some(7200), Some(86_400)),
            (Some("0"), None, None),
            (Some("-1"), None, None),
            (Some("10m"), Some(5), None),
            (Some(""), Some(5), None),
        ];
        for (value, lenient, strict) in rows {
            let lines = value
                .map(|v| ("Access-Control-Max-Age", v))
                .into_iter()
                .collect();
            let list = HeaderList::new(lines);
            assert_eq!(max_age(&list, LENIENT), *lenient, "{value:?}");
            assert_eq!(max_age(&list, STRICT), *strict, "{value:?}");
        }
    }
}
