//! A page with `Document-Isolation-Policy`, and a file that does not agree to it.

use super::{Blocked, Severity, declare_rule};
use crate::fetch::RefusalKind;

declare_rule! {
    /// # What it means
    /// The page isolates itself with `Document-Isolation-Policy: isolate-and-require-corp`, so it
    /// accepts only files that agree to be embedded. This is not CORS. Only Chromium implements
    /// this policy; Firefox and Safari load the file.
    /// # Common causes
    /// - The page was isolated, and the files of other origins were not prepared for it.
    /// # What to look at
    /// - `Document-Isolation-Policy` of the page, `Cross-Origin-Resource-Policy` of the file.
    /// # Example
    /// ```text
    /// https://shop.example/                   Document-Isolation-Policy: isolate-and-require-corp
    /// <img src="https://cdn.example/logo.png">
    /// 200 OK                                  (no Cross-Origin-Resource-Policy)
    /// ```
    /// # How to fix it
    /// Let the file's server send
    /// ```text
    /// Cross-Origin-Resource-Policy: cross-origin
    /// ```
    /// Or load it with CORS (`<img crossorigin>` and `Access-Control-Allow-Origin`). If the file
    /// needs no cookies, the page can send `Document-Isolation-Policy: isolate-and-credentialless`
    /// instead.
    /// # What browsers say
    /// ```text
    /// Chromium  net::ERR_BLOCKED_BY_RESPONSE.NotSameOriginAfterDefaultedToSameOriginByDip
    /// ```
    RULE = {
        name: "dip-corp",
        refusal: RefusalKind::DipCorp,
        grants: &["Cross-Origin-Resource-Policy"],
        says: says,
        summary: "the page's isolation requires a Cross-Origin-Resource-Policy header",
        severity: Severity::Error,
        spec: "https://wicg.github.io/document-isolation-policy/",
        also_known_as: &["corp-not-same-origin-after-defaulted-to-same-origin-by-dip", "net::ERR_BLOCKED_BY_RESPONSE.NotSameOriginAfterDefaultedToSameOriginByDip", "NotSameOriginAfterDefaultedToSameOriginByDip", "Document-Isolation-Policy"],
    }
}

/// The refusal in one sentence.
fn says(blocked: &Blocked<'_>) -> String {
    format!(
        "{} has no Cross-Origin-Resource-Policy, and the page's Document-Isolation-Policy requires it. This is not a \
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
