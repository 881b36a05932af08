//! `Cross-Origin-Resource-Policy`: whether a page may embed a response without CORS.
//!
//! <https://fetch.spec.whatwg.org/#cross-origin-resource-policy-header>

use super::RefusalKind;
use crate::http::{HeaderList, Origin, site};

/// The embedder policy of the page, as far as this check asks.
///
/// <https://html.spec.whatwg.org/multipage/browsers.html#coep>
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum EmbedderPolicy {
    /// `unsafe-none`, or no header.
    #[default]
    UnsafeNone,
    /// `require-corp`.
    RequireCorp,
    /// `credentialless`.
    Credentialless,
}

impl EmbedderPolicy {
    /// Reads the page's `Cross-Origin-Embedder-Policy`.
    #[must_use]
    pub fn of(page: &HeaderList<'_>) -> Self {
        let value = page.get("Cross-Origin-Embedder-Policy").unwrap_or_default();
        match value.split(';').next().map(str::trim) {
            Some("require-corp") => Self::RequireCorp,
            Some("credentialless") => Self::Credentialless,
            _ => Self::UnsafeNone,
        }
    }
}

/// Whether a response from `url` to a no-cors request from `origin` may be used.
///
/// # Errors
///
/// The kind of the refusal.
pub fn corp_check(
    origin: &Origin<'_>,
    url: &Origin<'_>,
    response: &HeaderList<'_>,
    embedder: EmbedderPolicy,
    carries_credentials: bool,
) -> Result<(), RefusalKind> {
    let policy = response.get("Cross-Origin-Resource-Policy");
    match policy.as_deref() {
        Some("same-origin") if !origin.same_origin(url) => Err(RefusalKind::CorpSameOrigin),
        Some("same-site") => {
            // Sites have a scheme too, so that an https answer is not for http pages.
            if origin.same_origin(url) || site::same_site(origin, url) {
                Ok(())
            } else {
                Err(RefusalKind::CorpSameSite)
            }
        }
        Some("same-origin" | "cross-origin") => Ok(()),
        // Nothing, and every value that is none of the three: the page's policy decides.
        _ => match embedder {
            EmbedderPolicy::UnsafeNone => Ok(()),
            EmbedderPolicy::Credentialless if !carries_credentials => Ok(()),
            EmbedderPolicy::RequireCorp | EmbedderPolicy::Credentialless => {
                if origin.same_origin(url) {
                    Ok(())
                } else {
                    Err(RefusalKind::CoepCorp)
                }
            }
        },
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
                corp_check(&origin, &url, &list, EmbedderPolicy::UnsafeNone, true).err(),
                expected,
                "{url} {value}"
            );
        }
    }

    #[test]
    fn without_the_header_the_page_decides() {
        use EmbedderPolicy as E;
        let page = Origin::of_url("https://a.example").unwrap();
        let other = Origin::of_url("https://cdn.test").unwrap();
        let rows = [
            (E::UnsafeNone, true, None),
            (E::RequireCorp, true, Some(RefusalKind::CoepCorp)),
            (E::RequireCorp, false, Some(RefusalKind::CoepCorp)),
            (E::Credentialless, true, Some(RefusalKind::CoepCorp)),
            (E::Credentialless, false, None),
        ];
        for (embedder, credentials, expected) in rows {
            let none = HeaderList::default();
            let found = corp_check(&page, &other, &none, embedder, credentials).err();
            assert_eq!(found, expected, "{embedder:?} {credentials}");
            assert_eq!(
                corp_check(&page, &page, &none, embedder, credentials),
                Ok(())
            );
            let open = HeaderList::new(vec![("Cross-Origin-Resource-Policy", "cross-origin")]);
            assert_eq!(
                corp_check(&page, &other, &open, embedder, credentials),
                Ok(())
            );
        }
    }

    #[test]
    fn embedder_policies_are_read_without_their_parameters() {
        for (value, expected) in [
            ("require-corp; report-to=\"x\"", EmbedderPolicy::RequireCorp),
            ("credentialless", EmbedderPolicy::Credentialless),
            ("unsafe-none", EmbedderPolicy::UnsafeNone),
            ("Require-Corp", EmbedderPolicy::UnsafeNone),
        ] {
            let list = HeaderList::new(vec![("cross-origin-embedder-policy", value)]);
            assert_eq!(EmbedderPolicy::of(&list), expected, "{value}");
        }
    }
}
