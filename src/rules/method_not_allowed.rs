//! A method that the preflight was not granted.

use super::{Severity, declare_rule};
use crate::fetch::RefusalKind;

declare_rule! {
    /// # What it does
    /// Finds requests whose method the answer to the preflight does not list in
    /// `Access-Control-Allow-Methods`.
    /// # Why it fails
    /// `GET`, `HEAD` and `POST` need no permission; every other method must be listed, letter for
    /// letter. `*` covers them only where the request carries no credentials. A method in lower
    /// case stays so: `fetch` sends `patch` as `patch`, and `PATCH` in the list does not cover
    /// it. The header `Allow` has nothing to do with it.
    /// # Example
    /// ```text
    /// OPTIONS https://api.example/cart     Access-Control-Request-Method: PATCH
    /// 204 No Content                       Access-Control-Allow-Methods: GET, PUT
    /// ```
    /// # Fix
    /// List the method in the answer to `OPTIONS`:
    /// ```text
    /// Access-Control-Allow-Methods: GET, PUT, PATCH
    /// ```
    /// Write `PATCH` in capitals in the page, too.
    /// # What browsers say
    /// ```text
    /// Chromium  Method PATCH is not allowed by Access-Control-Allow-Methods in preflight response.
    /// Firefox   Did not find method in CORS header ‘Access-Control-Allow-Methods’
    /// Safari    Method PATCH is not allowed by Access-Control-Allow-Methods.
    /// ```
    RULE = {
        name: "method-not-allowed",
        refusal: RefusalKind::MethodNotAllowed,
        summary: "the method is not in Access-Control-Allow-Methods",
        severity: Severity::Error,
        spec: "https://fetch.spec.whatwg.org/#cors-preflight-fetch-0",
        also_known_as: &["MethodDisallowedByPreflightResponse", "CORSMethodNotFound"],
    }
}

#[cfg(test)]
mod tests {
    use super::super::cases::{passes, refuses, request};
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
                        "Access-Control-Allow-Methods: GET, DELETE",
                        "Allow: PUT",
                    ],
                )
                .blocked(),
        );
        refuses(
            &RULE,
            &request("patch")
                .preflight(
                    204,
                    &[
                        "Access-Control-Allow-Origin: https://shop.example",
                        "Access-Control-Allow-Credentials: true",
                        "Access-Control-Allow-Methods: PATCH",
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
                        "Access-Control-Allow-Methods: *",
                    ],
                )
                .answered(200, &["Access-Control-Allow-Origin: *"]),
        );
        passes(
            &RULE,
            &request("POST")
                .asking("x-a")
                .preflight(
                    204,
                    &[
                        "Access-Control-Allow-Origin: *",
                        "Access-Control-Allow-Headers: *",
                    ],
                )
                .answered(200, &["Access-Control-Allow-Origin: *"]),
        );
    }
}
