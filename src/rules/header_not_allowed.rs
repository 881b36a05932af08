//! A request header that the preflight was not granted.

use super::{Severity, declare_rule};
use crate::fetch::RefusalKind;

declare_rule! {
    /// # What it does
    /// Finds requests with a header that the answer to the preflight does not list in
    /// `Access-Control-Allow-Headers`.
    /// # Why it fails
    /// Headers that a form could not send need permission, each by its name: `Authorization`,
    /// `X-…`, tracing headers, and `Content-Type` with a value such as `application/json`. `*`
    /// covers them only where the request carries no credentials. Capital letters do not matter.
    /// The answer must list them although the preflight itself does not carry them.
    /// # Example
    /// ```text
    /// OPTIONS https://api.example/cart     Access-Control-Request-Headers: content-type,x-request-id
    /// 204 No Content                       Access-Control-Allow-Headers: Content-Type
    /// ```
    /// # Fix
    /// List every name from `Access-Control-Request-Headers` that you accept:
    /// ```text
    /// Access-Control-Allow-Headers: Content-Type, X-Request-Id
    /// ```
    /// Where a library adds the header (tracing, error reports), tell it to leave requests to
    /// this host alone.
    /// # What browsers say
    /// ```text
    /// Chromium  Request header field x-request-id is not allowed by Access-Control-Allow-Headers in preflight response.
    /// Firefox   header ‘x-request-id’ is not allowed according to header ‘Access-Control-Allow-Headers’ from CORS preflight response
    /// Safari    Request header field x-request-id is not allowed by Access-Control-Allow-Headers.
    /// ```
    RULE = {
        name: "header-not-allowed",
        refusal: RefusalKind::HeaderNotAllowed,
        summary: "a request header is not in Access-Control-Allow-Headers",
        severity: Severity::Error,
        spec: "https://fetch.spec.whatwg.org/#cors-preflight-fetch-0",
        also_known_as: &[
            "HeaderDisallowedByPreflightResponse",
            "CORSMissingAllowHeaderFromPreflight",
            "CORSMissingAllowHeaderFromPreflight2",
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
                .asking("x-a")
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
            &get()
                .asking("x-a,x-b")
                .preflight(
                    204,
                    &[
                        "Access-Control-Allow-Origin: https://shop.example",
                        "Access-Control-Allow-Credentials: true",
                        "Access-Control-Allow-Headers: x-a",
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
                        "Access-Control-Allow-Headers: X-A",
                    ],
                )
                .answered(200, &["Access-Control-Allow-Origin: *"]),
        );
        passes(
            &RULE,
            &get()
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
