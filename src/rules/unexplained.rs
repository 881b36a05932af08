//! Blocked, and the capture does not hold why.

use super::{Blocked, Severity, declare_rule};
use crate::fetch::RefusalKind;

declare_rule! {
    /// # What it means
    /// The recording says that the request failed, but nothing in it shows which check refused it.
    /// # Common causes
    /// - The recorder left the headers or the preflight out (Playwright and Safari record no
    ///   preflights).
    /// - A Content Security Policy, an extension, a service worker or `redirect: "error"`.
    /// - Chromium uses `net::ERR_FAILED` for every CORS failure and for many other failures.
    /// # What to look at
    /// - The browser's console at the same moment: paste its line after `corslens explain`.
    /// # Example
    /// ```text
    /// GET https://api.example/items
    /// (no response: net::ERR_FAILED)
    /// ```
    /// # How to fix it
    /// Record it again: open the developer tools before the page loads, set the filter of the
    /// network panel to All, clear its search, tick `Preserve log`, and export "with sensitive
    /// data". Usually the response then turns out to lack
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
        says: says,
        summary: "the request was blocked, and the capture does not show why",
        severity: Severity::Error,
        spec: "https://fetch.spec.whatwg.org/#http-cors-protocol",
        also_known_as: &["net::ERR_FAILED"],
    }
}

/// The refusal in one sentence.
fn says(blocked: &Blocked<'_>) -> String {
    format!(
        "The browser blocked the request to {}, and nothing in the capture shows why.",
        blocked.host
    )
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
