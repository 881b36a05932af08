//! An address that the page's own policy does not allow.

use super::{Severity, declare_rule};
use crate::fetch::RefusalKind;

declare_rule! {
    /// # What it does
    /// Finds requests that the page's own `Content-Security-Policy` does not allow.
    /// # Why it fails
    /// This is not CORS. The page's policy lists where it may connect (`connect-src`), load
    /// scripts (`script-src`), images (`img-src`) and so on. What is not listed is never sent;
    /// the other server is not asked. A redirect to an address that is not listed is stopped,
    /// too.
    /// # Example
    /// ```text
    /// https://shop.example/                Content-Security-Policy: connect-src 'self'
    /// fetch("https://api.example/items")
    /// ```
    /// # Fix
    /// Let the page's server (not the API) list the address, in its header or its `<meta>`
    /// element:
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
        summary: "the page's Content-Security-Policy forbids the address",
        severity: Severity::Error,
        spec: "https://w3c.github.io/webappsec-csp/#directive-connect-src",
        also_known_as: &["csp", "net::ERR_BLOCKED_BY_CSP", "CSP", "CSP_CSPGenericViolation"],
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
