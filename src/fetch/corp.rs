//! `Cross-Origin-Resource-Policy`: whether a page may embed a response without CORS.
//!
//! <https://fetch.spec.whatwg.org/#cross-origin-resource-policy-header>

use super::RefusalKind;
use crate::http::{HeaderList, Origin, site};

/// Whether a response from `url` to a no-cors request from `origin` may be used.
///
/// # Errors
///
/// The kind of the refusal.
pub fn corp_check(
    origin: &Origin<'_>,
    url: &Origin<'_>,
    response: &HeaderList<'_>,
) -> Result<(), RefusalKind> {
    match response.get("Cross-Origin-Resource-Policy").as_deref() {
        Some("same-origin") if !origin.same_origin(url) => Err(RefusalKind::CorpSameOrigin),
        Some("same-site") => {
            // An https answer is not for http pages, whatever their host.
            let downgrade = url.scheme() == "https" && origin.scheme() != "https";
            let one_site = origin.same_origin(url) || site::same_site(origin, url);
            if one_site && !downgrade {
                Ok(())
            } else {
                Err(RefusalKind::CorpSameSite)
            }
        }
        // `cross-origin`, nothing, and every value that is none of the three.
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn corp_table() {
        use RefusalKind as K;
        let rows = [
            (
                "https://a.example",
                "https://cdn.test",
                "same-origin",
                Some(K::CorpSameOrigin),
            ),
            (
                "https://a.example",
                "https://a.example",
                "same-origin",
                None,
            ),
            (
                "https://a.example",
                "https://b.a.example",
                "same-origin",
                Some(K::CorpSameOrigin),
            ),
            (
                "https://a.example",
                "https://b.a.example",
                "same-site",
                None,
            ),
            (
                "https://a.example",
                "https://cdn.test",
                "same-site",
                Some(K::CorpSameSite),
            ),
            (
                "http://a.example",
                "https://b.a.example",
                "same-site",
                Some(K::CorpSameSite),
            ),
            (
                "https://a.example",
                "https://cdn.test",
                "cross-origin",
                None,
            ),
            ("https://a.example", "https://cdn.test", "Same-Origin", None),
        ];
        for (origin, url, value, expected) in rows {
            let list = HeaderList::new(vec![("cross-origin-resource-policy", value)]);
            let (origin, url) = (
                Origin::of_url(origin).unwrap(),
                Origin::of_url(url).unwrap(),
            );
            assert_eq!(
                corp_check(&origin, &url, &list).err(),
                expected,
                "{url} {value}"
            );
        }
    }
}
