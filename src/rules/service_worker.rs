//! A service worker that gave no response.

use super::{Blocked, Severity, declare_rule};
use crate::fetch::RefusalKind;

declare_rule! {
    /// # What it means
    /// A service worker of the page took the request over and failed: it threw an error, its own
    /// request was blocked, or it returned an opaque response. The page gets a network error,
    /// whatever the server did. CORS applies to the worker's own request; in Chromium's captures
    /// that is a separate entry without a page.
    /// # Common causes
    /// - The worker's own request fails the CORS check.
    /// - `fetch(url, { mode: "no-cors" })` in the worker, for a request that the page wants to
    ///   read.
    /// - An error in the worker's code.
    /// # What to look at
    /// - The worker's entry for the same URL.
    /// - The request with `Bypass for network` ticked in the developer tools: does it work without
    ///   the worker?
    /// # Example
    /// ```text
    /// GET https://api.example/items           (from the page: net::ERR_FAILED)
    /// GET https://api.example/items           (from sw.js: 200, no Access-Control-Allow-Origin)
    /// ```
    /// # How to fix it
    /// Fix the response to the worker's request. Most often it lacks
    /// ```text
    /// Access-Control-Allow-Origin: https://shop.example
    /// ```
    /// Let the worker call `fetch(event.request)`, and catch errors.
    /// # What browsers say
    /// ```text
    /// Chromium  The FetchEvent for "…" resulted in a network error response: …
    /// Firefox   Failed to load ‘…’. A ServiceWorker passed an opaque Response to FetchEvent.respondWith() while handling a ‘cors’ FetchEvent.
    /// Safari    FetchEvent.respondWith received an error: …
    /// ```
    RULE = {
        name: "service-worker",
        refusal: RefusalKind::ServiceWorker,
        says: says,
        summary: "the page's service worker gave no usable response",
        severity: Severity::Error,
        spec: "https://w3c.github.io/ServiceWorker/#on-fetch-request-algorithm",
        also_known_as: &["Service Worker Interception", "net::ERR_FAILED"],
    }
}

/// The refusal in one sentence.
fn says(blocked: &Blocked<'_>) -> String {
    format!(
        "A service worker of the page took over the request to {} and gave no usable response. If \
         the capture has the worker's own request, it shows why.",
        blocked.host
    )
}

#[cfg(test)]
mod tests {
    use super::super::cases::{get, passes};
    use super::RULE;

    #[test]
    fn table() {
        passes(&RULE, &get().blocked());
    }
}
