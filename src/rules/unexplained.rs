//! Blocked, and the capture does not hold why.

use super::{Severity, declare_rule};
use crate::fetch::RefusalKind;

declare_rule! {
    /// # What it does
    /// Marks requests that the browser stopped although nothing in the capture shows a fault, or
    /// where the message that would show it was not recorded.
    /// # Why it fails
    /// The capture says that the request was blocked and holds no answer to look at. The reason
    /// may be a Content Security Policy, an extension, a service worker, `redirect: "error"`, or
    /// a preflight that was not recorded (Playwright and Safari record none).
    /// # Example
    /// ```text
    /// GET https://api.example/items
    /// (no answer: net::ERR_FAILED)
    /// ```
    /// # Fix
    /// Record it again: open the developer tools before the page loads, set the network panel's
    /// filter to All, clear its search, tick `Preserve log`, and export "with sensitive data".
    /// The line in the console names the reason; `corslens explain` knows the lines of all
    /// browsers. What most such requests lack in the end is
    /// ```text
    /// Access-Control-Allow-Origin: https://shop.example
    /// ```
    /// # What browsers say
    /// ```text
    /// Chromium  net::ERR_FAILED
    /// Firefox   NetworkError when attempting to fetch resource.
    /// Safari    Load failed
    /// ```
    RULE = {
        name: "unexplained",
        refusal: RefusalKind::Unexplained,
        summary: "it was blocked, and the capture does not hold why",
        severity: Severity::Error,
        spec: "https://fetch.spec.whatwg.org/#http-cors-protocol",
        also_known_as: &["net::ERR_FAILED"],
    }
}

#[cfg(test)]
mod tests {
    use super::super::cases::{get, passes, refuses};
    use super::RULE;

    #[test]
    fn table() {
        refuses(&RULE, &get().blocked());
        refuses(
            &RULE,
            &get()
                .answered(200, &["Access-Control-Allow-Origin: *"])
                .blocked(),
        );
        passes(&RULE, &get().answered(200, &[]).blocked());
    }
}
