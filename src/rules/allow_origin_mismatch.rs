//! An `Access-Control-Allow-Origin` for somebody else.

use super::{Severity, declare_rule};
use crate::fetch::RefusalKind;

declare_rule! {
    /// # What it does
    /// Finds answers whose `Access-Control-Allow-Origin` names another origin than the one that
    /// asks.
    /// # Why it fails
    /// The value must equal the request's `Origin` byte for byte. A slash at the end, `http` for
    /// `https`, another port, `www.`, capital letters, `:443` written out, or `127.0.0.1` for
    /// `localhost` all make it another origin.
    ///
    /// Two causes hide behind a value that looks right for somebody else: a cache gave out an
    /// answer made for another page (`Vary: Origin` is missing), or a redirect left the first
    /// host, after which browsers send `Origin: null`.
    /// # Example
    /// ```text
    /// GET https://api.example/items        Origin: https://shop.example
    /// 200 OK                               Access-Control-Allow-Origin: https://shop.example/
    /// ```
    /// # Fix
    /// Send back the request's `Origin` exactly, where it is on your list:
    /// ```text
    /// Access-Control-Allow-Origin: https://shop.example
    /// Vary: Origin
    /// ```
    /// Where the request arrives with `Origin: null` after a redirect, call the final address
    /// directly. Do not allow `null`.
    /// # What browsers say
    /// ```text
    /// Chromium  The 'Access-Control-Allow-Origin' header has a value 'https://shop.example/' that is not equal to the supplied origin.
    /// Firefox   CORS header ‘Access-Control-Allow-Origin’ does not match ‘https://shop.example/’
    /// Safari    Origin https://shop.example is not allowed by Access-Control-Allow-Origin. Status code: 200
    /// ```
    RULE = {
        name: "allow-origin-mismatch",
        refusal: RefusalKind::AllowOriginMismatch,
        summary: "Access-Control-Allow-Origin names another origin",
        severity: Severity::Error,
        spec: "https://fetch.spec.whatwg.org/#concept-cors-check",
        also_known_as: &[
            "AllowOriginMismatch",
            "PreflightAllowOriginMismatch",
            "CORSAllowOriginNotMatchingOrigin",
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
                .answered(200, &["Access-Control-Allow-Origin: https://shop.example/"])
                .blocked(),
        );
        refuses(
            &RULE,
            &get()
                .answered(200, &["Access-Control-Allow-Origin: http://shop.example"])
                .blocked(),
        );
        refuses(
            &RULE,
            &get()
                .answered(
                    200,
                    &["Access-Control-Allow-Origin: https://shop.example:443"],
                )
                .blocked(),
        );
        refuses(
            &RULE,
            &get()
                .answered(200, &["Access-Control-Allow-Origin: https://Shop.example"])
                .blocked(),
        );
        refuses(
            &RULE,
            &get()
                .answered(200, &["Access-Control-Allow-Origin: null"])
                .blocked(),
        );
        refuses(
            &RULE,
            &get()
                .redirected(
                    "https://old.example/items",
                    302,
                    &[
                        "Access-Control-Allow-Origin: *",
                        "Location: https://api.example/items",
                    ],
                )
                .answered(200, &["Access-Control-Allow-Origin: https://shop.example"])
                .blocked(),
        );
        passes(
            &RULE,
            &get().answered(
                200,
                &["Access-Control-Allow-Origin: \thttps://shop.example "],
            ),
        );
    }
}
