//! `Cross-Origin-Resource-Policy: same-origin`, and another origin.

use super::{Blocked, Severity, declare_rule};
use crate::fetch::RefusalKind;

declare_rule! {
    /// # What it means
    /// The response says `Cross-Origin-Resource-Policy: same-origin`, and the page is of another
    /// origin. This is not CORS: it applies to requests without CORS, such as those of `<img>` and
    /// `<script>`.
    /// # Common causes
    /// - A security default (helmet, a proxy, a hosting service) on files that other sites are
    ///   meant to use.
    /// # What to look at
    /// - `Cross-Origin-Resource-Policy` in the response.
    /// # Example
    /// ```text
    /// <img src="https://cdn.example/logo.png">         on https://shop.example
    /// 200 OK                               Cross-Origin-Resource-Policy: same-origin
    /// ```
    /// # How to fix it
    /// Let the file's server send
    /// ```text
    /// Cross-Origin-Resource-Policy: cross-origin
    /// ```
    /// If only pages of the same site use the file, `same-site` is enough. Or load it with CORS
    /// (`<img crossorigin>`), which this header does not affect; then the response needs
    /// `Access-Control-Allow-Origin`.
    /// # What browsers say
    /// ```text
    /// Chromium  net::ERR_BLOCKED_BY_RESPONSE.NotSameOrigin
    /// Firefox   The resource at “…” was blocked due to its Cross-Origin-Resource-Policy header (or lack thereof).
    /// Safari    Cancelled load to … because it violates the resource's Cross-Origin-Resource-Policy response header.
    /// ```
    RULE = {
        name: "corp-same-origin",
        refusal: RefusalKind::CorpSameOrigin,
        grants: &["Cross-Origin-Resource-Policy"],
        says: says,
        summary: "Cross-Origin-Resource-Policy allows its own origin only",
        severity: Severity::Error,
        spec: "https://fetch.spec.whatwg.org/#cross-origin-resource-policy-header",
        also_known_as: &["corp-blocked", "corp-not-same-origin", "net::ERR_BLOCKED_BY_RESPONSE.NotSameOrigin", "net::ERR_BLOCKED_BY_RESPONSE", "NotSameOrigin", "CORP", "Cross-Origin-Resource-Policy", "NS_ERROR_DOM_CORP_FAILED", "COEP"],
    }
}

/// The refusal in one sentence.
pub(super) fn says(blocked: &Blocked<'_>) -> String {
    let header = match blocked.quoted("Cross-Origin-Resource-Policy") {
        Some(value) => format!("Cross-Origin-Resource-Policy: {value}"),
        None => "its Cross-Origin-Resource-Policy (not recorded) forbids it".to_owned(),
    };
    format!(
        "{} may not be embedded by {}: {header}. This is not a CORS error.",
        blocked.subject(),
        blocked.origin()
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
