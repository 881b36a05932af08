//! A redirect too many.

use super::{Blocked, Severity, declare_rule};
use crate::fetch::RefusalKind;

declare_rule! {
    /// # What it means
    /// Browsers give up after 20 redirects. Nearly always it is a loop. Firefox and Safari also
    /// treat an empty `Location` as a redirect to the same URL, without end.
    /// # Common causes
    /// - Two rules undo each other: one adds a slash and one removes it.
    /// - A proxy forces `https` in front of a server that sees only `http`.
    /// - The login waits for a cookie that this request does not carry.
    /// # What to look at
    /// - The chain of `Location` headers (`curl -sIL`): where does it repeat?
    /// # Example
    /// ```text
    /// GET https://api.example/items        302 Location: /items/
    /// GET https://api.example/items/       302 Location: /items
    /// ```
    /// # How to fix it
    /// Remove the rule that sends the request back. Behind a proxy that terminates TLS, let the
    /// server trust `X-Forwarded-Proto`. Then every remaining response needs:
    /// ```text
    /// Access-Control-Allow-Origin: https://shop.example
    /// ```
    /// # What browsers say
    /// ```text
    /// Chromium  net::ERR_TOO_MANY_REDIRECTS
    /// Firefox   CORS request did not succeed
    /// Safari    Load cannot follow more than 20 redirections
    /// ```
    RULE = {
        name: "too-many-redirects",
        refusal: RefusalKind::TooManyRedirects,
        grants: &["Location"],
        says: says,
        summary: "the request was redirected more than 20 times",
        severity: Severity::Error,
        spec: "https://fetch.spec.whatwg.org/#http-redirect-fetch",
        also_known_as: &["net::ERR_TOO_MANY_REDIRECTS", "NS_ERROR_REDIRECT_LOOP", "CORSDidNotSucceed2"],
    }
}

/// The refusal in one sentence.
fn says(blocked: &Blocked<'_>) -> String {
    format!(
        "{} redirects in a loop; browsers give up after 20 redirects.",
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
                .answered(302, &["Access-Control-Allow-Origin: *", "Location: /items"])
                .failed("net::ERR_TOO_MANY_REDIRECTS"),
        );
        passes(
            &RULE,
            &get()
                .redirected(
                    "https://api.example/old",
                    302,
                    &[
                        "Access-Control-Allow-Origin: *",
                        "Location: https://api.example/items",
                    ],
                )
                .answered(200, &["Access-Control-Allow-Origin: *"]),
        );
    }
}
