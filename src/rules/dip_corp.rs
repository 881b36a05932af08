//! A page with `Document-Isolation-Policy`, and a file that does not agree to it.

use super::{Severity, declare_rule};
use crate::fetch::RefusalKind;

declare_rule! {
    /// # What it does
    /// Finds files from other origins without `Cross-Origin-Resource-Policy`, on a page that demands
    /// it by `Document-Isolation-Policy: isolate-and-require-corp`.
    /// # Why it fails
    /// This is not CORS. The page isolates itself and so accepts only files that agree to be
    /// embedded. Only Chromium knows this policy; Firefox and Safari load the file.
    /// # Example
    /// ```text
    /// https://shop.example/                   Document-Isolation-Policy: isolate-and-require-corp
    /// <img src="https://cdn.example/logo.png">
    /// 200 OK                                  (no Cross-Origin-Resource-Policy)
    /// ```
    /// # Fix
    /// Let the file's server send
    /// ```text
    /// Cross-Origin-Resource-Policy: cross-origin
    /// ```
    /// Or load it with CORS (`<img crossorigin>` and `Access-Control-Allow-Origin`). Or let the
    /// page send `Document-Isolation-Policy: isolate-and-credentialless`, where the file needs no
    /// cookies.
    /// # What browsers say
    /// ```text
    /// Chromium  net::ERR_BLOCKED_BY_RESPONSE.NotSameOriginAfterDefaultedToSameOriginByDip
    /// ```
    RULE = {
        name: "dip-corp",
        refusal: RefusalKind::DipCorp,
        summary: "the page's isolation demands a Cross-Origin-Resource-Policy header",
        severity: Severity::Error,
        spec: "https://wicg.github.io/document-isolation-policy/",
        also_known_as: &["corp-not-same-origin-after-defaulted-to-same-origin-by-dip", "net::ERR_BLOCKED_BY_RESPONSE.NotSameOriginAfterDefaultedToSameOriginByDip", "Document-Isolation-Policy"],
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
                    "net::ERR_BLOCKED_BY_RESPONSE.NotSameOriginAfterDefaultedToSameOriginByDip",
                ),
        );
        passes(
            &RULE,
            &get()
                .by("image")
                .answered(200, &["Content-Type: image/png"])
                .failed(
                    "net::ERR_BLOCKED_BY_RESPONSE.NotSameOriginAfterDefaultedToSameOriginByCoep",
                ),
        );
    }
}
