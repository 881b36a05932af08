//! An address that the page's own policy does not allow.

use super::{Blocked, Severity, declare_rule};
use crate::fetch::RefusalKind;

declare_rule! {
    /// # What it means
    /// The page's own `Content-Security-Policy` lists where it may connect (`connect-src`), load
    /// scripts (`script-src`), images (`img-src`) and so on. This URL is not in the list, so the
    /// request was never sent. A redirect to such a URL is stopped too. This is not CORS: the other
    /// server has no part in it.
    /// # Common causes
    /// - The host is new and is not in the directive yet.
    /// - A redirect leads to a host that is not listed.
    /// # What to look at
    /// - `Content-Security-Policy` of the page, in its header or a `<meta>` element.
    /// # Example
    /// ```text
    /// https://shop.example/                Content-Security-Policy: connect-src 'self'
    /// fetch("https://api.example/items")
    /// ```
    /// # How to fix it
    /// Let the page's server (not the API) list the URL:
    /// ```text
    /// Content-Security-Policy: connect-src 'self' https://api.example
    /// ```
    /// # What browsers say
    /// ```text
    /// Chromium  Refused to connect to 'https://api.example/items' because it violates the following Content Security Policy directive: "connect-src 'self'".
    /// Firefox   Content-Security-Policy: The page’s settings blocked the loading of a resource (connect-src) at https://api.example/items …
    /// Safari    Blocked by Content Security Policy.
    /// ```
    RULE = {
        name: "content-security-policy",
        refusal: RefusalKind::ContentSecurityPolicy,
        says: says,
        summary: "the page's Content-Security-Policy forbids the URL",
        severity: Severity::Error,
        spec: "https://w3c.github.io/webappsec-csp/#directive-connect-src",
        also_known_as: &["csp-blocked", "csp", "CSP_CSPGenericViolation", "CSP_CSPStyleViolation", "net::ERR_BLOCKED_BY_CSP"],
    }
}

/// The refusal in one sentence.
fn says(blocked: &Blocked<'_>) -> String {
    let host = &blocked.host;
    match &blocked.brief.evidence.forbidden {
        Some(found) => format!(
            "The page's own Content-Security-Policy forbids requests to {host}: {} {}. The request \
             was never sent. This is not a CORS error.",
            found.directive, found.sources
        ),
        None => format!(
            "The page's own Content-Security-Policy forbids requests to {host}. This is not a CORS \
             error."
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::super::cases::{get, passes, refuses};
    use super::RULE;

    #[test]
    fn table() {
        refuses(&RULE, &get().failed("net::ERR_BLOCKED_BY_CSP"));
        passes(&RULE, &get().blocked());
    }
}
