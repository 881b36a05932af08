//! A preflight whose response is an error.

use super::{Blocked, Severity, declare_rule};
use crate::fetch::RefusalKind;

declare_rule! {
    /// # What it means
    /// The browser sent a preflight (`OPTIONS`) first, and its response had a status outside 200 to
    /// 299. The preflight then fails, whatever the headers say, and the request itself is never
    /// sent.
    ///
    /// Chromium and Firefox report this only if the response has valid CORS headers. Without them
    /// they report the missing `Access-Control-Allow-Origin` instead.
    /// # Common causes
    /// - 401 or 403: authentication runs before the CORS code. A preflight never carries cookies or
    ///   tokens.
    /// - 404, 405 or 501: the server has no route for `OPTIONS` on this path.
    /// - 429, 502 or 503: a gateway or rate limit responded instead of the application.
    /// # What to look at
    /// - The status of the `OPTIONS` request, and `WWW-Authenticate`, `Allow` and `Server` in its
    ///   response.
    /// # Example
    /// ```text
    /// OPTIONS https://api.example/cart     Origin: https://shop.example
    ///                                      Access-Control-Request-Method: DELETE
    /// 405 Method Not Allowed               Access-Control-Allow-Origin: https://shop.example
    /// ```
    /// # How to fix it
    /// Respond to `OPTIONS` requests that have `Access-Control-Request-Method` before
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
        says: says,
        summary: "the status of the preflight's response is not 200 to 299",
        severity: Severity::Error,
        spec: "https://fetch.spec.whatwg.org/#cors-preflight-fetch-0",
        also_known_as: &["PreflightInvalidStatus", "CORSPreflightDidNotSucceed", "CORSPreflightDidNotSucceed2", "CORSPreflightDidNotSucceed3", "PreflightResponseInvalid"],
    }
}

/// The refusal in one sentence.
fn says(blocked: &Blocked<'_>) -> String {
    preflight_status(blocked.message.status, &blocked.host)
}

/// The same, by the status alone.
pub(super) fn preflight_status(status: i32, host: &str) -> String {
    match status {
        401 => format!(
            "{host} rejects the preflight ({status}): it requires a login, which a preflight never \
             carries."
        ),
        403 => format!("{host} rejects the preflight ({status})."),
        404 | 405 | 501 => format!(
            "{host} does not support OPTIONS on this path ({status}), so the preflight fails."
        ),
        300..=399 => format!("{host} responds to the preflight with a redirect ({status})."),
        429 => format!("{host} rejects the preflight because of a rate limit ({status})."),
        500..=599 => format!("{host} fails with an error on the preflight ({status})."),
        _ => format!("{host} responds to the preflight with {status}; it must be 200 to 299."),
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
