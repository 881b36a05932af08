//! Following a redirect: where it goes, whether it may, and what becomes of the origin.
//!
//! <https://fetch.spec.whatwg.org/#http-redirect-fetch>

use std::borrow::Cow;

use url::Url;

use super::RefusalKind;
use crate::http::{HeaderList, Origin};

/// Where a redirect response leads.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Location {
    /// No `Location`: the response is one like any other.
    None,
    /// An absolute URL, resolved against the current one, without its fragment.
    Url(String),
    /// Several lines, or no URL.
    Invalid,
}

/// The redirect's target (steps 2 to 4 and the location URL algorithm).
#[must_use]
pub fn location(
    current_url: &str,
    response: &HeaderList<'_>,
    redirect_url: Option<&str>,
) -> Location {
    let mut lines = response.lines("location");
    let value = match (lines.next(), lines.next()) {
        (Some(first), Some(second)) if first != second => return Location::Invalid,
        (Some(first), _) => first,
        (None, _) => match redirect_url {
            Some(value) => value,
            None => return Location::None,
        },
    };
    resolve(current_url, value).map_or(Location::Invalid, Location::Url)
}

/// `value` as an absolute URL, seen from `base`, without its fragment.
#[must_use]
pub fn resolve(base: &str, value: &str) -> Option<String> {
    let mut url = Url::parse(base).ok()?.join(value).ok()?;
    url.set_fragment(None);
    Some(url.into())
}

/// The URL without user name, password and fragment: recorders drop them.
#[must_use]
pub fn bare(url: &str) -> Cow<'_, str> {
    if !url.contains(['@', '#']) {
        return Cow::Borrowed(url);
    }
    let Ok(mut parsed) = Url::parse(url) else {
        return Cow::Borrowed(url);
    };
    parsed.set_fragment(None);
    // Both fail only for URLs that cannot have any, which then have none.
    let _ = parsed.set_username("");
    let _ = parsed.set_password(None);
    Cow::Owned(parsed.into())
}

/// Why a cross-origin request may not follow this redirect. `cors` says that the request's
/// response tainting is `cors` already.
///
/// # Errors
///
/// The kind of the refusal.
pub fn may_follow(
    target: &str,
    origin: &Origin<'_>,
    cors: bool,
    hop: usize,
) -> Result<(), RefusalKind> {
    // Step 6: only http and https are followed.
    let Ok(url) = Url::parse(target) else {
        return Err(RefusalKind::RedirectScheme);
    };
    if !matches!(url.scheme(), "http" | "https") {
        return Err(RefusalKind::RedirectScheme);
    }
    // Step 7: twenty redirects and no more.
    if hop >= 20 {
        return Err(RefusalKind::TooManyRedirects);
    }
    // Steps 9 and 10: no user name or password in a URL of another origin, nor anywhere once the
    // request has left its own.
    let has_userinfo = !url.username().is_empty() || url.password().is_some();
    let other = Origin::of_url(target).is_none_or(|target| !origin.same_origin(&target));
    if has_userinfo && (other || cors) {
        return Err(RefusalKind::RedirectContainsCredentials);
    }
    Ok(())
}

/// Whether going from `current` to `next` makes the request's origin `null` from then on: it
/// leaves an origin that is not its own.
///
/// <https://fetch.spec.whatwg.org/#concept-request-tainted-origin>
#[must_use]
pub fn taints(origin: &Origin<'_>, current: &Origin<'_>, next: &Origin<'_>) -> bool {
    !current.same_origin(next) && !origin.same_origin(current)
}

/// Whether a redirect leads into an extension of the browser. No server sends such a redirect:
/// the extension responds in the server's place.
#[must_use]
pub fn leads_to_an_extension(target: &str) -> bool {
    [
        "chrome-extension:",
        "moz-extension:",
        "safari-web-extension:",
    ]
    .iter()
    .any(|scheme| target.starts_with(scheme))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locations_are_resolved() {
        let base = "https://a.example/x/y?z";
        for (value, expected) in [
            ("/login", "https://a.example/login"),
            ("//b.example/x", "https://b.example/x"),
            ("http://b.example:80/#top", "http://b.example/"),
            ("mailto:a@b.example", "mailto:a@b.example"),
            ("", "https://a.example/x/y?z"),
        ] {
            let list = HeaderList::new(vec![("Location", value)]);
            assert_eq!(
                location(base, &list, None),
                Location::Url(expected.to_owned())
            );
        }
        assert_eq!(location(base, &HeaderList::default(), None), Location::None);
        let twice = HeaderList::new(vec![("Location", "/a"), ("Location", "/b")]);
        assert_eq!(location(base, &twice, None), Location::Invalid);
    }

    #[test]
    fn following_table() {
        use RefusalKind as K;
        let origin = Origin::of_url("https://page.example").unwrap();
        let rows = [
            ("https://api.example/", false, 0, None),
            (
                "https://u:p@api.example/",
                false,
                0,
                Some(K::RedirectContainsCredentials),
            ),
            ("https://u@page.example/", false, 0, None),
            (
                "https://u@page.example/",
                true,
                0,
                Some(K::RedirectContainsCredentials),
            ),
            ("file:///etc/passwd", false, 0, Some(K::RedirectScheme)),
            ("mailto:a@b.example", false, 0, Some(K::RedirectScheme)),
            ("https://api.example/", true, 19, None),
            ("https://api.example/", true, 20, Some(K::TooManyRedirects)),
        ];
        for (target, cors, hop, expected) in rows {
            assert_eq!(
                may_follow(target, &origin, cors, hop).err(),
                expected,
                "{target}"
            );
        }
    }

    #[test]
    fn only_leaving_a_foreign_origin_taints() {
        let origin = |text: &'static str| Origin::of_url(text).unwrap();
        let page = origin("https://page.example");
        let rows = [
            ("https://page.example", "https://api.example", false),
            ("https://api.example", "https://page.example", true),
            ("https://api.example", "https://cdn.example", true),
            ("https://api.example", "https://api.example:8443", true),
            ("https://api.example", "https://api.example", false),
        ];
        for (current, next, expected) in rows {
            assert_eq!(
                taints(&page, &origin(current), &origin(next)),
                expected,
                "{current}"
            );
        }
    }

    #[test]
    fn recorders_drop_user_names_and_fragments() {
        assert_eq!(bare("https://u:p@a.example/x#y"), "https://a.example/x");
        assert_eq!(bare("https://a.example/X"), "https://a.example/X");
    }
}
