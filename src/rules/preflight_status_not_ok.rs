//! A preflight answered with an error.

use super::{Severity, declare_rule};
use crate::fetch::RefusalKind;

declare_rule! {
    /// # What it does
    /// Finds preflights (the `OPTIONS` request that the browser sends first to ask for
    /// permission) that were answered with a status outside 200 to 299.
    /// # Why it fails
    /// Permission counts only in a successful answer, whatever its headers say. 401 and 403:
    /// authentication stands before the CORS handling, and a preflight never carries cookies or
    /// tokens. 404, 405 and 501: the server has no route for `OPTIONS` here. 429, 502 and 503: a
    /// gateway answered in the server's place.
    ///
    /// Chromium and Firefox name this fault only where the answer carries good CORS headers;
    /// without them they report the missing `Access-Control-Allow-Origin` instead.
    /// # Example
    /// ```text
    /// OPTIONS https://api.example/cart     Origin: https://shop.example
    ///                                      Access-Control-Request-Method: DELETE
    /// 405 Method Not Allowed               Access-Control-Allow-Origin: https://shop.example
    /// ```
    /// # Fix
    /// Answer `OPTIONS` requests that carry `Access-Control-Request-Method` before
    /// authentication, routing and rate limits:
    /// ```text
    /// 204 No Content
    /// Access-Control-Allow-Origin: https://shop.example
    /// Access-Control-Allow-Methods: DELETE
    /// Access-Control-Allow-Headers: (the names in Access-Control-Request-Headers)
    /// ```
    /// # What browsers say
    /// ```text
    /// Chromium  Response to preflight request doesn't pass access control check: It does not have HTTP ok status.
    /// Firefox   CORS preflight response did not succeed
    /// Safari    Preflight response is not successful. Status code: 405
    /// ```
    RULE = {
        name: "preflight-status-not-ok",
        refusal: RefusalKind::PreflightStatusNotOk,
        summary: "the answer to the preflight is not 200 to 299",
        severity: Severity::Error,
        spec: "https://fetch.spec.whatwg.org/#cors-preflight-fetch-0",
        also_known_as: &[
            "PreflightInvalidStatus",
            "CORSPreflightDidNotSucceed",
            "CORSPreflightDidNotSucceed2",
            "CORSPreflightDidNotSucceed3",
        ],
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
                    405,
                    &[
                        "Access-Control-Allow-Origin: https://shop.example",
                        "Access-Control-Allow-Credentials: true",
                        "Access-Control-Allow-Methods: PUT",
                    ],
                )
                .blocked(),
        );
        refuses(
            &RULE,
            &request("PUT")
                .preflight(
                    304,
                    &[
                        "Access-Control-Allow-Origin: https://shop.example",
                        "Access-Control-Allow-Credentials: true",
                        "Access-Control-Allow-Methods: PUT",
                    ],
                )
                .blocked(),
        );
        refuses(
            &RULE,
            &request("PUT")
                .preflight(
                    302,
                    &[
                        "Access-Control-Allow-Origin: https://shop.example",
                        "Access-Control-Allow-Credentials: true",
                    ],
                )
                .blocked(),
        );
        passes(&RULE, &request("PUT").preflight(405, &[]).blocked());
        passes(
            &RULE,
            &request("PUT")
                .preflight(
                    206,
                    &[
                        "Access-Control-Allow-Origin: *",
                        "Access-Control-Allow-Methods: PUT",
                    ],
                )
                .answered(200, &["Access-Control-Allow-Origin: *"]),
        );
    }
}
