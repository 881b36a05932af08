//! A page with `Cross-Origin-Embedder-Policy`, and a file that does not agree to it.

use super::{Severity, declare_rule};
use crate::fetch::RefusalKind;

declare_rule! {
    /// # What it does
    /// Finds files from other origins without `Cross-Origin-Resource-Policy`, on a page that
    /// demands it by `Cross-Origin-Embedder-Policy: require-corp`.
    /// # Why it fails
    /// This is not CORS. The page isolates itself (to use `SharedArrayBuffer`, for one) and so
    /// accepts only files that agree to be embedded. A file without the header counts as
    /// `same-origin`.
    /// # Example
    /// ```text
    /// https://shop.example/                Cross-Origin-Embedder-Policy: require-corp
    /// <img src="https://cdn.example/logo.png">
    /// 200 OK                               (no Cross-Origin-Resource-Policy)
    /// ```
    /// # Fix
    /// Let the file's server send
    /// ```text
    /// Cross-Origin-Resource-Policy: cross-origin
    /// ```
    /// Or load it with CORS (`<img crossorigin>` and `Access-Control-Allow-Origin`). Or let the
    /// page send `Cross-Origin-Embedder-Policy: credentialless`, where the file needs no cookies.
    /// # What browsers say
    /// ```text
    /// Chromium  net::ERR_BLOCKED_BY_RESPONSE.NotSameOriginAfterDefaultedToSameOriginByCoep
    /// Firefox   The resource at “…” was blocked due to its Cross-Origin-Resource-Policy header (or lack thereof).
    /// ```
    RULE = {
        name: "coep-corp",
        refusal: RefusalKind::CoepCorp,
        summary: "the page demands a Cross-Origin-Resource-Policy header",
        severity: Severity::Error,
        spec: "https://html.spec.whatwg.org/multipage/browsers.html#coep",
        also_known_as: &[
            "corp-not-same-origin-after-defaulted-to-same-origin-by-coep",
            "corp-not-same-origin-after-defaulted-to-same-origin-by-coep-and-dip",
            "coep-frame-resource-needs-coep-header",
            "net::ERR_BLOCKED_BY_RESPONSE.NotSameOriginAfterDefaultedToSameOriginByCoep",
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
                .answered(200, &["Content-Type: image/png"])
                .failed(
                    "net::ERR_BLOCKED_BY_RESPONSE.NotSameOriginAfterDefaultedToSameOriginByCoep",
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
