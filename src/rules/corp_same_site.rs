//! `Cross-Origin-Resource-Policy: same-site`, and another site.

use super::{Severity, declare_rule};
use crate::fetch::RefusalKind;

declare_rule! {
    /// # What it does
    /// Finds images, scripts, style sheets, media and other requests without CORS whose answer
    /// says `Cross-Origin-Resource-Policy: same-site`, on a page of another site.
    /// # Why it fails
    /// This is not CORS. The server says that only pages of its own site may embed the file. One
    /// site is one registered domain with its subdomains: `shop.example.com` and
    /// `cdn.example.com` are one, `example.com` and `example-cdn.com` are two, and two customers
    /// on `github.io` are two as well. What came over `https` is not for an `http` page, even of
    /// the same site.
    /// # Example
    /// ```text
    /// <img src="https://example-cdn.com/logo.png">     on https://www.example.com
    /// 200 OK                               Cross-Origin-Resource-Policy: same-site
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
    /// Chromium  net::ERR_BLOCKED_BY_RESPONSE.NotSameSite
    /// Firefox   The resource at “…” was blocked due to its Cross-Origin-Resource-Policy header (or lack thereof).
    /// Safari    Cancelled load to … because it violates the resource's Cross-Origin-Resource-Policy response header.
    /// ```
    RULE = {
        name: "corp-same-site",
        refusal: RefusalKind::CorpSameSite,
        summary: "Cross-Origin-Resource-Policy keeps it for its own site",
        severity: Severity::Error,
        spec: "https://fetch.spec.whatwg.org/#cross-origin-resource-policy-header",
        also_known_as: &[
            "corp-not-same-site",
            "net::ERR_BLOCKED_BY_RESPONSE.NotSameSite",
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
                .answered(200, &["Cross-Origin-Resource-Policy: same-site"])
                .failed("net::ERR_BLOCKED_BY_RESPONSE.NotSameSite"),
        );
        refuses(
            &RULE,
            &get()
                .by("image")
                .answered(
                    200,
                    &[
                        "Content-Type: image/png",
                        "Cross-Origin-Resource-Policy: same-site",
                    ],
                )
                .blocked(),
        );
        passes(
            &RULE,
            &get()
                .by("image")
                .to("https://cdn.shop.example/a.png")
                .answered(
                    200,
                    &[
                        "Content-Type: image/png",
                        "Cross-Origin-Resource-Policy: same-site",
                    ],
                ),
        );
        passes(
            &RULE,
            &get().by("image").answered(
                200,
                &[
                    "Content-Type: image/png",
                    "Cross-Origin-Resource-Policy: cross-origin",
                ],
            ),
        );
    }
}
