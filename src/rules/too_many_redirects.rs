//! A redirect too many.

use super::{Severity, declare_rule};
use crate::fetch::RefusalKind;

declare_rule! {
    /// # What it does
    /// Finds requests that were redirected more than 20 times.
    /// # Why it fails
    /// Browsers give up after 20 redirects. Most often two rules send the request back and forth:
    /// one adds a slash and one removes it, or a proxy forces `https` before a server that
    /// believes it is asked over `http`. A request without the cookie that the login would set
    /// can go round, too. Firefox and Safari also take an empty `Location` for a redirect to the
    /// same address, for ever.
    /// # Example
    /// ```text
    /// GET https://api.example/items        302 Location: /items/
    /// GET https://api.example/items/       302 Location: /items
    /// ```
    /// # Fix
    /// Follow the chain with `curl -sIL` and take out the rule that sends it back. Behind a proxy
    /// that ends TLS, let the server trust `X-Forwarded-Proto`. Then every answer that is left
    /// needs:
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
        summary: "it was redirected more than 20 times",
        severity: Severity::Error,
        spec: "https://fetch.spec.whatwg.org/#http-redirect-fetch",
        also_known_as: &[
            "net::ERR_TOO_MANY_REDIRECTS",
            "NS_ERROR_REDIRECT_LOOP",
            "CORSDidNotSucceed2",
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
