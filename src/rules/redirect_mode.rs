//! A redirect that the page does not want.

use super::{Blocked, Severity, declare_rule};
use crate::fetch::RefusalKind;

declare_rule! {
    /// # What it means
    /// The page made the request with `redirect: "error"`, or with `redirect: "manual"` together
    /// with `mode: "no-cors"`, and the server redirects. The server's headers do not matter. A
    /// capture does not contain this option. The only sign is a redirect that was not followed for
    /// no other reason.
    /// # Common causes
    /// - The URL has moved.
    /// - The login has expired, and the server redirects to a login page.
    /// # What to look at
    /// - `Location` in the response, and the `redirect` option of the call.
    /// # Example
    /// ```text
    /// fetch("https://api.example/items", { redirect: "error" })
    /// 301 Moved Permanently                Location: https://api.example/v2/items
    /// ```
    /// # How to fix it
    /// Request the URL that the redirect leads to, or remove `redirect: "error"` from the page.
    /// Then every hop needs:
    /// ```text
    /// Access-Control-Allow-Origin: https://shop.example
    /// ```
    /// # What browsers say
    /// ```text
    /// Chromium  net::ERR_FAILED
    /// Safari    Not allowed to follow a redirection while loading https://api.example/items
    /// ```
    RULE = {
        name: "redirect-mode",
        refusal: RefusalKind::RedirectMode,
        grants: &["Location"],
        says: says,
        summary: "the page forbids redirects for this request",
        severity: Severity::Error,
        spec: "https://fetch.spec.whatwg.org/#concept-request-redirect-mode",
        also_known_as: &["redirect-mode-error", "no-cors-redirect-mode", "NoCorsRedirectModeNotFollow", "net::ERR_FAILED"],
    }
}

/// The refusal in one sentence.
fn says(blocked: &Blocked<'_>) -> String {
    format!(
        "{} redirects, and the request forbids redirects.",
        blocked.host
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
                .answered(
                    301,
                    &[
                        "Access-Control-Allow-Origin: *",
                        "Location: https://api.example/v2/items",
                    ],
                )
                .blocked(),
        );
        passes(
            &RULE,
            &get()
                .answered(301, &["Location: https://api.example/v2/items"])
                .blocked(),
        );
        passes(
            &RULE,
            &get()
                .redirected(
                    "https://api.example/old",
                    301,
                    &[
                        "Access-Control-Allow-Origin: *",
                        "Location: https://api.example/items",
                    ],
                )
                .answered(200, &["Access-Control-Allow-Origin: *"]),
        );
    }
}
