//! A service worker that gave no response.

use super::{Severity, declare_rule};
use crate::fetch::RefusalKind;

declare_rule! {
    /// # What it does
    /// Finds requests that a service worker of the page took over and did not answer: it threw an
    /// error, its own request was refused, or it handed on an opaque response.
    /// # Why it fails
    /// The page gets a network error, whatever the server did. The worker's own request is the one
    /// that CORS is about; in Chromium's captures it is an entry of its own, without a page.
    /// # Example
    /// ```text
    /// GET https://api.example/items           (from the page: net::ERR_FAILED)
    /// GET https://api.example/items           (from sw.js: 200, no Access-Control-Allow-Origin)
    /// ```
    /// # Fix
    /// Look at the worker's request for the same URL, and fix that: most often its response lacks
    /// ```text
    /// Access-Control-Allow-Origin: https://shop.example
    /// ```
    /// Let the worker call `fetch(event.request)` rather than `fetch(event.request.url, { mode:
    /// 'no-cors' })`, and catch errors. To see whether it is the worker, tick `Bypass for network`
    /// in the developer tools.
    /// # What browsers say
    /// ```text
    /// Chromium  The FetchEvent for "…" resulted in a network error response: …
    /// Firefox   Failed to load ‘…’. A ServiceWorker passed an opaque Response to FetchEvent.respondWith() while handling a ‘cors’ FetchEvent.
    /// Safari    FetchEvent.respondWith received an error: …
    /// ```
    RULE = {
        name: "service-worker",
        refusal: RefusalKind::ServiceWorker,
        summary: "the page's service worker gave no usable response",
        severity: Severity::Error,
        spec: "https://w3c.github.io/ServiceWorker/#on-fetch-request-algorithm",
        also_known_as: &["Service Worker Interception", "net::ERR_FAILED"],
    }
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
