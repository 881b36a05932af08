//! `Cross-Origin-Resource-Policy: same-site`, and another site.

use super::corp_same_origin::says;
use super::{Severity, declare_rule};
use crate::fetch::RefusalKind;

declare_rule! {
    /// # What it means
    /// The response says `Cross-Origin-Resource-Policy: same-site`, and the page is of another
    /// site, or it came over http and the response over https. This is not CORS: it applies to
    /// requests without CORS, such as those of `<img>` and `<script>`.
    ///
    /// A site is a registered domain with its subdomains: `shop.example.com` and `cdn.example.com`
    /// are one site, `example.com` and `example-cdn.com` are two, and two customers on `github.io`
    /// are two as well.
    /// # Common causes
    /// - A security default on files that other sites are meant to use.
    /// - The page runs on another domain than before: a preview, a partner's site.
    /// # What to look at
    /// - `Cross-Origin-Resource-Policy` in the response, and the domains of the page and of the
    ///   file.
    /// # Example
    /// ```text
    /// <img src="https://example-cdn.com/logo.png">     on https://www.example.com
    /// 200 OK                               Cross-Origin-Resource-Policy: same-site
    /// ```
    /// # How to fix it
    /// Let the file's server send
    /// ```text
    /// Cross-Origin-Resource-Policy: cross-origin
    /// ```
    /// Or load it with CORS (`<img crossorigin>`), which this header does not affect; then the
    /// response needs `Access-Control-Allow-Origin`.
    /// # What browsers say
    /// ```text
    /// Chromium  net::ERR_BLOCKED_BY_RESPONSE.NotSameSite
    /// Firefox   The resource at “…” was blocked due to its Cross-Origin-Resource-Policy header (or lack thereof).
    /// Safari    Cancelled load to … because it violates the resource's Cross-Origin-Resource-Policy response header.
    /// ```
    RULE = {
        name: "corp-same-site",
        refusal: RefusalKind::CorpSameSite,
        grants: &["Cross-Origin-Resource-Policy"],
        says: says,
        summary: "Cross-Origin-Resource-Policy allows its own site only",
        severity: Severity::Error,
        spec: "https://fetch.spec.whatwg.org/#cross-origin-resource-policy-header",
        also_known_as: &["corp-not-same-site", "net::ERR_BLOCKED_BY_RESPONSE.NotSameSite", "net::ERR_BLOCKED_BY_RESPONSE", "NotSameSite", "COEP"],
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
