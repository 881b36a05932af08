//! `Cross-Origin-Resource-Policy`: whether a page may embed a response without CORS.
//!
//! <https://fetch.spec.whatwg.org/#cross-origin-resource-policy-header>

use super::RefusalKind;
use crate::http::{HeaderList, Origin, site};

/// The embedder policy of the page, as far as this check asks.
///
/// <https://html.spec.whatwg.org/multipage/browsers.html#coep>
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
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

impl EmbedderPolicy {
    /// Reads the page's `Document-Isolation-Policy`, which asks the same of what the page embeds.
    /// Only Chromium knows it.
    ///
    /// <https://wicg.github.io/document-isolation-policy/>
    #[must_use]
    pub fn of_document_isolation(page: &HeaderList<'_>) -> Self {
        let value = page.get("Document-Isolation-Policy").unwrap_or_default();
        match value.split(';').next().map(str::trim) {
            Some("isolate-and-require-corp") => Self::RequireCorp,
            Some("isolate-and-credentialless") => Self::Credentialless,
            _ => Self::UnsafeNone,
        }
    }
}

/// Whether a response from `url` to a no-cors request from `origin` may be used.
///
/// <https://fetch.spec.whatwg.org/#cross-origin-resource-policy-internal-check>
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
    // Step 2: the value; several lines are one value, which is none of the three.
    let policy = response.get("Cross-Origin-Resource-Policy");
    let named = policy
        .as_deref()
        .filter(|value| matches!(*value, "same-origin" | "same-site" | "cross-origin"));
    // Steps 3 and 4: without a valid value the page's policy decides.
    let assumed = match (named, embedder) {
        (Some(value), _) => value,
        (None, EmbedderPolicy::RequireCorp) => "same-origin",
        (None, EmbedderPolicy::Credentialless) if carries_credentials => "same-origin",
        (None, EmbedderPolicy::UnsafeNone | EmbedderPolicy::Credentialless) => return Ok(()),
    };
    // Step 5
    match assumed {
        "same-origin" if !origin.same_origin(url) => Err(match named {
            Some(_) => RefusalKind::CorpSameOrigin,
            None => RefusalKind::CoepCorp,
        }),
        // The sites are compared without their schemes, but what came over https is not for
        // pages that came over http.
        "same-site"
            if !(site::schemelessly_same_site(origin, url)
                && (origin.scheme() == "https" || url.scheme() != "https")) =>
        {
            Err(RefusalKind::CorpSameSite)
        }
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
            ("https://a.example", "http://b.a.example", "same-site", None),
            ("http://a.example", "http://b.a.example", "same-site", None),
            (
                "https://a.example",
                "http://cdn.test",
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
    fn document_isolation_asks_the_same() {
        for (value, expected) in [
            ("isolate-and-require-corp", EmbedderPolicy::RequireCorp),
            (
                "isolate-and-credentialless; report-to=\"x\"",
                EmbedderPolicy::Credentialless,
            ),
            ("none", EmbedderPolicy::UnsafeNone),
        ] {
            let list = HeaderList::new(vec![("document-isolation-policy", value)]);
            assert_eq!(
                EmbedderPolicy::of_document_isolation(&list),
                expected,
                "{value}"
            );
            assert_eq!(EmbedderPolicy::of(&list), EmbedderPolicy::UnsafeNone);
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
