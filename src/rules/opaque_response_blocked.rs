//! A response that no element could use (ORB).

use super::{Blocked, Severity, declare_rule};
use crate::fetch::RefusalKind;

declare_rule! {
    /// # What it means
    /// An element requested an image, script or style sheet without CORS and got JSON, HTML or an
    /// error page. Chromium and Firefox keep such responses out of the page's process (opaque
    /// response blocking, earlier cross-origin read blocking). This is not CORS, and no CORS header
    /// changes it.
    ///
    /// A `fetch` with `mode: "no-cors"` to an API ends here too, or gets a response that script
    /// cannot read. That mode does not fix CORS errors.
    /// # Common causes
    /// - The URL is wrong, or the server responds with an error page or a login page.
    /// - The `Content-Type` is wrong, and `X-Content-Type-Options: nosniff` stops the browser from
    /// looking at the content.
    /// - JSON was requested with `<script>`.
    /// # What to look at
    /// - Status, `Content-Type` and `X-Content-Type-Options` of the response.
    /// # Example
    /// ```text
    /// <img src="https://api.example/logo"> on https://shop.example
    /// 404 Not Found                        Content-Type: application/json, X-Content-Type-Options: nosniff
    /// ```
    /// # How to fix it
    /// Fix the URL, or the response's status and `Content-Type` (an image must say `image/png`, and
    /// so on). To read data from another origin, use `fetch` without `no-cors` and let the server
    /// send
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
        grants: &["Content-Type", "X-Content-Type-Options"],
        says: says,
        summary: "the response is not something that the element can use",
        severity: Severity::Error,
        spec: "https://github.com/annevk/orb",
        also_known_as: &["orb-blocked", "net::ERR_BLOCKED_BY_ORB", "ORB", "OpaqueResponseBlocking", "OpaqueResponseBlocked", "CORB", "ResponseWasBlockedByORB", "ResourceBlockedORB"],
    }
}

/// The refusal in one sentence.
fn says(blocked: &Blocked<'_>) -> String {
    format!(
        "{}, and the browser does not give it to an element that requested something else (opaque \
         response blocking). This is not a CORS error.",
        blocked.declared()
    )
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
