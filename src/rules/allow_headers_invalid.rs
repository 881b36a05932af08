//! An `Access-Control-Allow-Headers` that cannot be parsed.

use super::{Blocked, Severity, declare_rule};
use crate::fetch::RefusalKind;

declare_rule! {
    /// # What it means
    /// `Access-Control-Allow-Headers` in the preflight's response must be header names separated by
    /// commas. One bad element makes the whole header invalid: the preflight fails even if all
    /// needed names are listed correctly.
    /// # Common causes
    /// - An array is printed as it is, with brackets or quotes.
    /// - Spaces or semicolons instead of commas.
    /// - A colon with a value after the name.
    /// # What to look at
    /// - `Access-Control-Allow-Headers` in the response to `OPTIONS`.
    /// # Example
    /// ```text
    /// OPTIONS https://api.example/cart     Access-Control-Request-Headers: content-type
    /// 204 No Content                       Access-Control-Allow-Headers: Content-Type Authorization
    /// ```
    /// # How to fix it
    /// Send names separated by commas:
    /// ```text
    /// Access-Control-Allow-Headers: Content-Type, Authorization
    /// ```
    /// # What browsers say
    /// ```text
    /// Chromium  Cannot parse Access-Control-Allow-Headers response header field in preflight response.
    /// Firefox   invalid token ‘Content-Type Authorization’ in CORS header ‘Access-Control-Allow-Headers’
    /// Safari    Header Access-Control-Allow-Headers has an invalid value: Content-Type Authorization
    /// ```
    RULE = {
        name: "allow-headers-invalid",
        refusal: RefusalKind::AllowHeadersInvalid,
        grants: &["Access-Control-Allow-Headers"],
        says: says,
        summary: "Access-Control-Allow-Headers cannot be parsed",
        severity: Severity::Error,
        spec: "https://fetch.spec.whatwg.org/#cors-preflight-fetch-0",
        also_known_as: &["acah-invalid", "InvalidAllowHeadersPreflightResponse", "CORSInvalidAllowHeader"],
    }
}

/// The refusal in one sentence.
fn says(blocked: &Blocked<'_>) -> String {
    blocked.not_parsed("Access-Control-Allow-Headers", "content-type, x-request-id")
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
                .asking("x-a")
                .preflight(
                    204,
                    &[
                        "Access-Control-Allow-Origin: https://shop.example",
                        "Access-Control-Allow-Credentials: true",
                        "Access-Control-Allow-Headers: x-a x-b",
                    ],
                )
                .blocked(),
        );
        refuses(
            &RULE,
            &get()
                .asking("x-a")
                .preflight(
                    204,
                    &[
                        "Access-Control-Allow-Origin: https://shop.example",
                        "Access-Control-Allow-Credentials: true",
                        "Access-Control-Allow-Headers: x-a",
                        "Access-Control-Allow-Headers: \"x-b\"",
                    ],
                )
                .blocked(),
        );
        passes(
            &RULE,
            &get()
                .asking("x-a")
                .preflight(
                    204,
                    &[
                        "Access-Control-Allow-Origin: *",
                        "Access-Control-Allow-Headers: x-b, , X-A",
                    ],
                )
                .answered(200, &["Access-Control-Allow-Origin: *"]),
        );
    }
}
