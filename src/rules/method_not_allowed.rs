//! A method that the preflight was not granted.

use super::{Blocked, Severity, declare_rule};
use crate::fetch::RefusalKind;

declare_rule! {
    /// # What it means
    /// `GET`, `HEAD` and `POST` need no permission. Every other method must be listed in
    /// `Access-Control-Allow-Methods` of the preflight's response. This one is not, so the request
    /// was never sent. `*` covers it only if the request carries no credentials.
    /// # Common causes
    /// - The method is not in the list, or the header is missing.
    /// - The case differs: `fetch` sends `patch` as `patch`, and `PATCH` in the list does not cover
    ///   it.
    /// - `*` is in the list and the request carries credentials.
    /// - The header is misspelt (`Access-Control-Allow-Method`), or the server sends `Allow`
    ///   instead.
    /// # What to look at
    /// - `Access-Control-Allow-Methods` in the response to `OPTIONS`.
    /// # Example
    /// ```text
    /// OPTIONS https://api.example/cart     Access-Control-Request-Method: PATCH
    /// 204 No Content                       Access-Control-Allow-Methods: GET, PUT
    /// ```
    /// # How to fix it
    /// List the method in the response to `OPTIONS`:
    /// ```text
    /// Access-Control-Allow-Methods: GET, PUT, PATCH
    /// ```
    /// Also write `PATCH` in upper case in the page.
    /// # What browsers say
    /// ```text
    /// Chromium  Method PATCH is not allowed by Access-Control-Allow-Methods in preflight response.
    /// Firefox   Did not find method in CORS header ‘Access-Control-Allow-Methods’
    /// Safari    Method PATCH is not allowed by Access-Control-Allow-Methods.
    /// ```
    RULE = {
        name: "method-not-allowed",
        refusal: RefusalKind::MethodNotAllowed,
        asks: &["Access-Control-Request-Method"],
        grants: &["Access-Control-Allow-Methods"],
        says: says,
        summary: "the method is not in Access-Control-Allow-Methods",
        severity: Severity::Error,
        spec: "https://fetch.spec.whatwg.org/#cors-preflight-fetch-0",
        also_known_as: &["MethodDisallowedByPreflightResponse", "CORSMethodNotFound"],
    }
}

/// The refusal in one sentence.
fn says(blocked: &Blocked<'_>) -> String {
    let method = blocked.message.preflight.map_or("", |p| p.method);
    blocked.not_listed("Access-Control-Allow-Methods", method)
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
