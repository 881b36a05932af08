//! A request header that the preflight was not granted.

use super::{Blocked, Severity, declare_rule};
use crate::fetch::RefusalKind;

declare_rule! {
    /// # What it means
    /// The page sends a header that needs permission, and the preflight's response does not list it
    /// in `Access-Control-Allow-Headers`. The request was never sent. Permission is needed for
    /// headers such as `Authorization`, `X-…` and tracing headers, and for a `Content-Type` such as
    /// `application/json`. `*` covers them only if the request carries no credentials. Case does
    /// not matter.
    /// # Common causes
    /// - The page or a library started to send a new header: tracing, CSRF protection, a framework.
    /// - JSON bodies: any body other than a form or plain text needs `Content-Type` in the list.
    /// - `*` is in the list and the request carries credentials.
    /// - The header is misspelt (`Access-Control-Allow-Header`).
    /// # What to look at
    /// - `Access-Control-Request-Headers` of `OPTIONS`, compared with
    /// `Access-Control-Allow-Headers` of its response. Browsers report only the first missing name.
    /// # Example
    /// ```text
    /// OPTIONS https://api.example/cart     Access-Control-Request-Headers: content-type,x-request-id
    /// 204 No Content                       Access-Control-Allow-Headers: Content-Type
    /// ```
    /// # How to fix it
    /// List every name from `Access-Control-Request-Headers` that you accept:
    /// ```text
    /// Access-Control-Allow-Headers: Content-Type, X-Request-Id
    /// ```
    /// If a library adds the header (tracing, error reports), configure it to skip requests to this
    /// host.
    /// # What browsers say
    /// ```text
    /// Chromium  Request header field x-request-id is not allowed by Access-Control-Allow-Headers in preflight response.
    /// Firefox   header ‘x-request-id’ is not allowed according to header ‘Access-Control-Allow-Headers’ from CORS preflight response
    /// Safari    Request header field x-request-id is not allowed by Access-Control-Allow-Headers.
    /// ```
    RULE = {
        name: "header-not-allowed",
        refusal: RefusalKind::HeaderNotAllowed,
        asks: &["Access-Control-Request-Headers"],
        grants: &["Access-Control-Allow-Headers"],
        says: says,
        summary: "a request header is not in Access-Control-Allow-Headers",
        severity: Severity::Error,
        spec: "https://fetch.spec.whatwg.org/#cors-preflight-fetch-0",
        also_known_as: &["HeaderDisallowedByPreflightResponse", "CORSMissingAllowHeaderFromPreflight", "CORSMissingAllowHeaderFromPreflight2", "CORS Missing Allow Header"],
    }
}

/// The refusal in one sentence.
pub(super) fn says(blocked: &Blocked<'_>) -> String {
    let missing = blocked
        .brief
        .missing_headers(blocked.refusal, blocked.include());
    let names = if missing.is_empty() {
        "authorization".to_owned()
    } else {
        missing.join(", ")
    };
    blocked.not_listed("Access-Control-Allow-Headers", &names)
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
