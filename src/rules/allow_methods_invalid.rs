//! An `Access-Control-Allow-Methods` that cannot be parsed.

use super::{Blocked, Severity, declare_rule};
use crate::fetch::RefusalKind;

declare_rule! {
    /// # What it means
    /// `Access-Control-Allow-Methods` in the preflight's response must be method names separated by
    /// commas. One bad element makes the whole header invalid: the preflight fails even if the
    /// method is listed correctly, and even for a `GET`.
    /// # Common causes
    /// - An array is printed as it is, with brackets or quotes.
    /// - Spaces or semicolons instead of commas.
    /// # What to look at
    /// - `Access-Control-Allow-Methods` in the response to `OPTIONS`.
    /// # Example
    /// ```text
    /// OPTIONS https://api.example/cart     Access-Control-Request-Method: PUT
    /// 204 No Content                       Access-Control-Allow-Methods: ['GET', 'PUT']
    /// ```
    /// # How to fix it
    /// Send names separated by commas:
    /// ```text
    /// Access-Control-Allow-Methods: GET, PUT
    /// ```
    /// # What browsers say
    /// ```text
    /// Chromium  Cannot parse Access-Control-Allow-Methods response header field in preflight response.
    /// Firefox   invalid token ‘['GET'’ in CORS header ‘Access-Control-Allow-Methods’
    /// Safari    Header Access-Control-Allow-Methods has an invalid value: ['GET', 'PUT']
    /// ```
    RULE = {
        name: "allow-methods-invalid",
        refusal: RefusalKind::AllowMethodsInvalid,
        grants: &["Access-Control-Allow-Methods"],
        says: says,
        summary: "Access-Control-Allow-Methods cannot be parsed",
        severity: Severity::Error,
        spec: "https://fetch.spec.whatwg.org/#cors-preflight-fetch-0",
        also_known_as: &["acam-invalid", "InvalidAllowMethodsPreflightResponse", "CORSInvalidAllowMethod"],
    }
}

/// The refusal in one sentence.
fn says(blocked: &Blocked<'_>) -> String {
    blocked.not_parsed("Access-Control-Allow-Methods", "GET, PUT")
}

#[cfg(test)]
mod tests {
    use super::super::cases::{get, passes, refuses, request};
    use super::RULE;

    #[test]
    fn table() {
        refuses(
            &RULE,
            &request("PUT")
                .preflight(
                    204,
                    &[
                        "Access-Control-Allow-Origin: https://shop.example",
                        "Access-Control-Allow-Credentials: true",
                        "Access-Control-Allow-Methods: GET PUT",
                    ],
                )
                .blocked(),
        );
        refuses(
            &RULE,
            &request("PUT")
                .preflight(
                    204,
                    &[
                        "Access-Control-Allow-Origin: https://shop.example",
                        "Access-Control-Allow-Credentials: true",
                        "Access-Control-Allow-Methods: PUT, ['GET']",
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
                        "Access-Control-Allow-Methods: GET; PUT",
                    ],
                )
                .blocked(),
        );
        passes(
            &RULE,
            &request("PUT")
                .preflight(
                    204,
                    &[
                        "Access-Control-Allow-Origin: *",
                        "Access-Control-Allow-Methods: ,PUT,,",
                    ],
                )
                .answered(200, &["Access-Control-Allow-Origin: *"]),
        );
    }
}
