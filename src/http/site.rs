//! Sites: which hosts belong together.
//!
//! <https://html.spec.whatwg.org/multipage/browsers.html#sites>

use super::Origin;

/// The value of a `Sec-Fetch-Site` request header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum FetchSite {
    /// Same origin all along.
    SameOrigin,
    /// Same site, another origin.
    SameSite,
    /// Another site.
    CrossSite,
    /// The person asked, not a page.
    None,
}

impl FetchSite {
    /// Reads the header's value.
    #[must_use]
    pub fn of_header(value: &str) -> Option<Self> {
        Some(match value {
            "same-origin" => Self::SameOrigin,
            "same-site" => Self::SameSite,
            "cross-site" => Self::CrossSite,
            "none" => Self::None,
            _ => return None,
        })
    }
}

/// Whether two origins are of one site: the same scheme, and the same registrable domain by the
/// public suffix list (or the same host, where a host has no registrable domain).
///
/// <https://html.spec.whatwg.org/multipage/browsers.html#same-site>
#[must_use]
pub fn same_site(a: &Origin<'_>, b: &Origin<'_>) -> bool {
    let (scheme_a, scheme_b) = (a.scheme(), b.scheme());
    !scheme_a.is_empty() && scheme_a == scheme_b && schemelessly_same_site(a, b)
}

/// The same without a look at the schemes.
///
/// <https://html.spec.whatwg.org/multipage/browsers.html#schemelessly-same-site>
#[must_use]
pub fn schemelessly_same_site(a: &Origin<'_>, b: &Origin<'_>) -> bool {
    if a.scheme().is_empty() || b.scheme().is_empty() {
        return false;
    }
    let (a, b) = (a.host(), b.host());
    a == b
        || matches!(
            (registrable_domain(a), registrable_domain(b)),
            (Some(a), Some(b)) if a == b
        )
}

/// The registrable domain of a host: the public suffix and one label more. `None` for addresses
/// and for public suffixes themselves.
fn registrable_domain(host: &str) -> Option<&str> {
    let is_address = host.starts_with('[') || host.parse::<std::net::Ipv4Addr>().is_ok();
    if is_address {
        None
    } else {
        psl::domain_str(host)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sites_table() {
        let rows = [
            ("https://a.example", "https://a.example:8443", true),
            ("https://a.example", "http://a.example", false),
            ("https://a.example", "https://b.test", false),
            ("https://a.example", "https://api.a.example", true),
            ("https://a.github.io", "https://b.github.io", false),
            ("https://shop.co.uk", "https://other.co.uk", false),
            ("http://127.0.0.1:1", "http://127.0.0.1:2", true),
            ("http://127.0.0.1", "http://10.0.0.1", false),
            ("http://localhost:3000", "http://localhost:4000", true),
        ];
        for (a, b, expected) in rows {
            let (a, b) = (Origin::of_url(a).unwrap(), Origin::of_url(b).unwrap());
            assert_eq!(same_site(&a, &b), expected, "{a} {b}");
        }
    }
}
