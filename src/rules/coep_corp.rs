//! A page with `Cross-Origin-Embedder-Policy`, and a file that does not agree to it.

use super::{Blocked, Severity, declare_rule};
use crate::fetch::RefusalKind;

declare_rule! {
    /// # What it means
    /// The page isolates itself with `Cross-Origin-Embedder-Policy: require-corp` (to use
    /// `SharedArrayBuffer`, for example). Such a page accepts only files that agree to be embedded:
    /// with `Cross-Origin-Resource-Policy`, or loaded with CORS. A file without the header counts
    /// as `same-origin`. This is not CORS.
    /// # Common causes
    /// - The page was isolated, and the files of other origins were not prepared for it.
    /// - A document in a frame has no `Cross-Origin-Embedder-Policy` of its own.
    /// # What to look at
    /// - `Cross-Origin-Embedder-Policy` of the page, `Cross-Origin-Resource-Policy` of the file.
    /// # Example
    /// ```text
    /// https://shop.example/                Cross-Origin-Embedder-Policy: require-corp
    /// <img src="https://cdn.example/logo.png">
    /// 200 OK                               (no Cross-Origin-Resource-Policy)
    /// ```
    /// # How to fix it
    /// Let the file's server send
    /// ```text
    /// Cross-Origin-Resource-Policy: cross-origin
    /// ```
    /// Or load it with CORS (`<img crossorigin>` and `Access-Control-Allow-Origin`). If the file
    /// needs no cookies, the page can send `Cross-Origin-Embedder-Policy: credentialless` instead.
    /// # What browsers say
    /// ```text
    /// Chromium  net::ERR_BLOCKED_BY_RESPONSE.NotSameOriginAfterDefaultedToSameOriginByCoep
    /// Firefox   The resource at “…” was blocked due to its Cross-Origin-Resource-Policy header (or lack thereof).
    /// ```
    RULE = {
        name: "coep-corp",
        refusal: RefusalKind::CoepCorp,
        grants: &["Cross-Origin-Resource-Policy"],
        says: says,
        summary: "the page requires a Cross-Origin-Resource-Policy header",
        severity: Severity::Error,
        spec: "https://html.spec.whatwg.org/multipage/browsers.html#coep",
        also_known_as: &["coep-corp-blocked", "corp-not-same-origin-after-defaulted-to-same-origin-by-coep", "corp-not-same-origin-after-defaulted-to-same-origin-by-coep-and-dip", "coep-frame-resource-needs-coep-header", "net::ERR_BLOCKED_BY_RESPONSE.NotSameOriginAfterDefaultedToSameOriginByCoep", "net::ERR_BLOCKED_BY_RESPONSE", "NotSameOriginAfterDefaultedToSameOriginByCoep", "COEP", "Cross-Origin-Embedder-Policy", "NS_ERROR_DOM_COEP_FAILED"],
    }
}

/// The refusal in one sentence.
fn says(blocked: &Blocked<'_>) -> String {
    format!(
        "{} has no Cross-Origin-Resource-Policy, and the page's Cross-Origin-Embedder-Policy requires it. This is not a \
         CORS error.",
        blocked.subject()
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
