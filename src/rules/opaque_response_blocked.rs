//! An answer that no element could use (ORB).

use super::{Severity, declare_rule};
use crate::fetch::RefusalKind;

declare_rule! {
    /// # What it does
    /// Finds images, scripts and media from other origins whose answer is data: HTML, JSON, XML,
    /// CSV, or an error page.
    /// # Why it fails
    /// This is not CORS. Chromium and Firefox keep data of other origins out of the page's
    /// process, where an element asked for it that could not use it. Most often the address is
    /// wrong or the server answered with an error page: an `<img>` got HTML.
    ///
    /// A `fetch` with `mode: "no-cors"` to an API ends here as well, or gets an answer that
    /// script cannot read. That mode mends nothing.
    /// # Example
    /// ```text
    /// <img src="https://api.example/logo"> on https://shop.example
    /// 404 Not Found                        Content-Type: application/json, X-Content-Type-Options: nosniff
    /// ```
    /// # Fix
    /// Mend the address, or the answer's status and `Content-Type` (an image must say
    /// `image/png`, and so on). To read data from another origin, use `fetch` without `no-cors`
    /// and let the server send
    /// ```text
    /// Access-Control-Allow-Origin: https://shop.example
    /// Vary: Origin
    /// ```
    /// # What browsers say
    /// ```text
    /// Chromium  net::ERR_BLOCKED_BY_ORB
    /// Firefox   The resource at “…” was blocked by OpaqueResponseBlocking. Reason: “…”.
    /// Safari    (does not do this)
    /// ```
    RULE = {
        name: "opaque-response-blocked",
        refusal: RefusalKind::OpaqueResponseBlocked,
        summary: "the answer is not of a kind that an element could use",
        severity: Severity::Error,
        spec: "https://github.com/annevk/orb",
        also_known_as: &["net::ERR_BLOCKED_BY_ORB", "ORB", "OpaqueResponseBlocking", "CORB"],
    }
}

#[cfg(test)]
mod tests {
    use super::super::cases::{get, passes, refuses};
    use super::RULE;

    #[test]
    fn table() {
        refuses(
            &RULE,
            &get()
                .by("image")
                .answered(
                    404,
                    &[
                        "Content-Type: application/json",
                        "X-Content-Type-Options: nosniff",
                    ],
                )
                .failed("net::ERR_BLOCKED_BY_ORB"),
        );
        refuses(
            &RULE,
            &get()
                .by("script")
                .answered(200, &["Content-Type: text/csv"])
                .blocked(),
        );
        passes(
            &RULE,
            &get()
                .by("image")
                .answered(200, &["Content-Type: image/svg+xml"]),
        );
        passes(
            &RULE,
            &get()
                .answered(200, &["Content-Type: application/json"])
                .blocked(),
        );
    }
}
