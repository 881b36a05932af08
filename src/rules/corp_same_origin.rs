//! `Cross-Origin-Resource-Policy: same-origin`, and another origin.

use super::{Severity, declare_rule};
use crate::fetch::RefusalKind;

declare_rule! {
    /// # What it does
    /// Finds images, scripts, style sheets, media and other requests without CORS whose answer
    /// says `Cross-Origin-Resource-Policy: same-origin`, on a page of another origin.
    /// # Why it fails
    /// This is not CORS. The server says that no other origin may embed the file. Security
    /// middleware (helmet, for one) sends this header by default, to everything.
    /// # Example
    /// ```text
    /// <img src="https://cdn.example/logo.png">         on https://shop.example
    /// 200 OK                               Cross-Origin-Resource-Policy: same-origin
    /// ```
    /// # Fix
    /// For files that others may embed, send
    /// ```text
    /// Cross-Origin-Resource-Policy: cross-origin
    /// ```
    /// Or load it with CORS (`<img crossorigin>`), which this header does not stop; then the
    /// answer needs `Access-Control-Allow-Origin`.
    /// # What browsers say
    /// ```text
    /// Chromium  net::ERR_BLOCKED_BY_RESPONSE.NotSameOrigin
    /// Firefox   The resource at “…” was blocked due to its Cross-Origin-Resource-Policy header (or lack thereof).
    /// Safari    Cancelled load to … because it violates the resource's Cross-Origin-Resource-Policy response header.
    /// ```
    RULE = {
        name: "corp-same-origin",
        refusal: RefusalKind::CorpSameOrigin,
        summary: "Cross-Origin-Resource-Policy keeps it for its own origin",
        severity: Severity::Error,
        spec: "https://fetch.spec.whatwg.org/#cross-origin-resource-policy-header",
        also_known_as: &[
            "corp-not-same-origin",
            "net::ERR_BLOCKED_BY_RESPONSE.NotSameOrigin",
            "net::ERR_BLOCKED_BY_RESPONSE",
            "COEP",
        ],
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
                .answered(200, &["Cross-Origin-Resource-Policy: same-origin"])
                .failed("net::ERR_BLOCKED_BY_RESPONSE.NotSameOrigin"),
        );
        refuses(
            &RULE,
            &get()
                .by("image")
                .answered(
                    200,
                    &[
                        "Content-Type: image/png",
                        "Cross-Origin-Resource-Policy: same-origin",
                    ],
                )
                .blocked(),
        );
        passes(
            &RULE,
            &get().by("image").answered(
                200,
                &[
                    "Content-Type: image/png",
                    "Cross-Origin-Resource-Policy: Same-Origin",
                ],
            ),
        );
        passes(
            &RULE,
            &get().answered(
                200,
                &[
                    "Access-Control-Allow-Origin: *",
                    "Cross-Origin-Resource-Policy: same-origin",
                ],
            ),
        );
    }
}
