//! An `Access-Control-Allow-Headers` that cannot be parsed.

use super::{Severity, declare_rule};
use crate::fetch::RefusalKind;

declare_rule! {
    /// # What it does
    /// Finds answers to preflights whose `Access-Control-Allow-Headers` is not a list of header
    /// names with commas between.
    /// # Why it fails
    /// One bad element spoils the whole header, even where all needed names are listed rightly
    /// beside it. Usual forms: spaces in place of commas, quotes, brackets (an array printed as
    /// it is), semicolons, a colon with a value.
    /// # Example
    /// ```text
    /// OPTIONS https://api.example/cart     Access-Control-Request-Headers: content-type
    /// 204 No Content                       Access-Control-Allow-Headers: Content-Type Authorization
    /// ```
    /// # Fix
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
        summary: "Access-Control-Allow-Headers cannot be parsed",
        severity: Severity::Error,
        spec: "https://fetch.spec.whatwg.org/#cors-preflight-fetch-0",
        also_known_as: &["InvalidAllowHeadersPreflightResponse", "CORSInvalidAllowHeader"],
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
