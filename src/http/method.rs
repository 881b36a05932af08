//! Methods, as the Fetch standard sorts them.
//!
//! <https://fetch.spec.whatwg.org/#methods>

/// Whether the method needs no permission from a preflight: exactly `GET`, `HEAD` or `POST`.
///
/// <https://fetch.spec.whatwg.org/#cors-safelisted-method>
#[must_use]
pub fn is_cors_safelisted(method: &str) -> bool {
    matches!(method, "GET" | "HEAD" | "POST")
}

/// Upper-cases the six methods that `fetch()` and `XMLHttpRequest` normalize; `patch` is not one.
///
/// <https://fetch.spec.whatwg.org/#concept-method-normalize>
#[must_use]
pub fn normalize(method: &str) -> &str {
    ["DELETE", "GET", "HEAD", "OPTIONS", "POST", "PUT"]
        .into_iter()
        .find(|m| m.eq_ignore_ascii_case(method))
        .unwrap_or(method)
}

/// The method a request has after this redirect status.
///
/// <https://fetch.spec.whatwg.org/#http-redirect-fetch> step 12
#[must_use]
pub fn after_redirect(status: u16, method: &str) -> &str {
    match status {
        301 | 302 if method == "POST" => "GET",
        303 if method != "GET" && method != "HEAD" => "GET",
        _ => method,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn safelisted_means_byte_for_byte() {
        for (method, expected) in [
            ("GET", true),
            ("HEAD", true),
            ("POST", true),
            ("get", false),
            ("PUT", false),
            ("OPTIONS", false),
        ] {
            assert_eq!(is_cors_safelisted(method), expected, "{method}");
        }
    }

    #[test]
    fn patch_keeps_its_case() {
        assert_eq!(normalize("delete"), "DELETE");
        assert_eq!(normalize("patch"), "patch");
    }

    #[test]
    fn redirects_rewrite_the_method() {
        for (status, method, expected) in [
            (301, "POST", "GET"),
            (302, "POST", "GET"),
            (302, "PUT", "PUT"),
            (303, "PUT", "GET"),
            (303, "HEAD", "HEAD"),
            (307, "POST", "POST"),
            (308, "DELETE", "DELETE"),
        ] {
            assert_eq!(
                after_redirect(status, method),
                expected,
                "{status} {method}"
            );
        }
    }
}
