//! Stopped inside the browser, by something the capture does not show.

use super::{Blocked, Severity, declare_rule};
use crate::fetch::RefusalKind;

declare_rule! {
    /// # What it means
    /// The request ended at once, inside the browser, and neither mixed content nor the policy in
    /// the page's headers explains it. This is not CORS, and the server never received the request.
    /// # Common causes
    /// - A `Content-Security-Policy` in a `<meta>` element of the page.
    /// - An extension, tracking protection, or request blocking in the developer tools.
    /// # What to look at
    /// - The browser's console at the same moment.
    /// - The same page in a private window without extensions.
    /// - The `Request blocking` panel of the developer tools.
    /// # Example
    /// ```text
    /// GET https://api.example/items
    /// (no response; stopped in less than a millisecond)
    /// ```
    /// # How to fix it
    /// Change what the console names. Once the request is sent, the server's response matters:
    /// ```text
    /// Access-Control-Allow-Origin: https://shop.example
    /// ```
    /// # What browsers say
    /// ```text
    /// Chromium  net::ERR_BLOCKED_BY_CLIENT, or (blocked:csp), (blocked:devtools) in the network panel
    /// Firefox   NetworkError when attempting to fetch resource.
    /// ```
    RULE = {
        name: "stopped-in-browser",
        refusal: RefusalKind::StoppedInBrowser,
        says: says,
        summary: "something inside the browser stopped the request",
        severity: Severity::Error,
        spec: "https://fetch.spec.whatwg.org/#concept-network-error",
        also_known_as: &["inspector", "blocked:devtools", "blocked:other"],
    }
}

/// The refusal in one sentence.
fn says(blocked: &Blocked<'_>) -> String {
    format!(
        "Something inside the browser stopped the request to {} before it was sent: a Content \
         Security Policy in the page's HTML, an extension, or request blocking. The server never \
         received it. This is not a CORS error.",
        blocked.host
    )
}

#[cfg(test)]
mod tests {
    use super::super::cases::{get, passes, refuses};
    use super::RULE;

    #[test]
    fn table() {
        refuses(&RULE, &get().failed(""));
        passes(&RULE, &get().failed("net::ERR_ABORTED"));
        passes(&RULE, &get().blocked());
    }
}
