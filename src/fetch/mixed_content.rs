//! Mixed content: a secure page that asks over plain http.
//!
//! <https://w3c.github.io/webappsec-mixed-content/#should-block-fetch>

use crate::http::Origin;

/// Whether browsers refuse a request from this page to this URL before anything is sent.
#[must_use]
pub fn is_blocked(page: &Origin<'_>, url: &Origin<'_>) -> bool {
    page.scheme() == "https" && url.scheme() == "http" && !url.is_potentially_trustworthy()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mixed_content_table() {
        for (page, url, expected) in [
            ("https://a.example", "http://b.example/x", true),
            ("https://a.example", "http://a.example/", true),
            ("https://a.example", "https://b.example", false),
            ("http://a.example", "http://b.example", false),
            ("https://a.example", "http://localhost:3000", false),
            ("https://a.example", "http://127.0.0.1", false),
            ("https://a.example", "http://192.168.0.1", true),
            ("https://a.example", "ws://b.example", false),
        ] {
            let (page, target) = (Origin::of_url(page).unwrap(), Origin::of_url(url).unwrap());
            assert_eq!(is_blocked(&page, &target), expected, "{url}");
        }
    }
}
