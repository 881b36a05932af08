//! `*` in the response to a request that carries credentials.

use super::{Blocked, Severity, declare_rule};
use crate::fetch::RefusalKind;

declare_rule! {
    /// # What it means
    /// The request carries credentials (cookies, a TLS client certificate, or a password that the
    /// browser remembers), and the response says `Access-Control-Allow-Origin: *`. With credentials
    /// `*` does not count, because it would let any site read the user's data.
    /// `Access-Control-Allow-Credentials: true` does not help: the response must name the one
    /// origin that may read it.
    ///
    /// A request carries credentials if the page says `credentials: "include"` or `withCredentials
    /// = true`. An `Authorization` header that the page sets itself does not count as credentials.
    /// # Common causes
    /// - The server allows everyone with `*`, and the page (or its HTTP client by default) sends
    ///   cookies.
    /// - A proxy in front of the application replaces the origin with `*`.
    /// # What to look at
    /// - The call in the page: does it really need cookies?
    /// - Both responses, to the preflight and to the request itself.
    /// # Example
    /// ```text
    /// GET https://api.example/cart         Origin: https://shop.example, Cookie: …
    /// 200 OK                               Access-Control-Allow-Origin: *
    /// ```
    /// # How to fix it
    /// Compare the request's `Origin` with a list of trusted origins and send that origin back:
    /// ```text
    /// Access-Control-Allow-Origin: https://shop.example
    /// Access-Control-Allow-Credentials: true
    /// Vary: Origin
    /// ```
    /// Never send back every origin together with `Access-Control-Allow-Credentials: true`. If the
    /// request needs no cookies, remove `credentials: "include"` from the page instead; then `*` is
    /// enough.
    /// # What browsers say
    /// ```text
    /// Chromium  The value of the 'Access-Control-Allow-Origin' header in the response must not be the wildcard '*' when the request's credentials mode is 'include'.
    /// Firefox   Credential is not supported if the CORS header ‘Access-Control-Allow-Origin’ is ‘*’
    /// Safari    Cannot use wildcard in Access-Control-Allow-Origin when credentials flag is true.
    /// ```
    RULE = {
        name: "allow-origin-wildcard-with-credentials",
        refusal: RefusalKind::AllowOriginWildcardWithCredentials,
        asks: &["Origin", "Cookie"],
        grants: &["Access-Control-Allow-Origin"],
        says: says,
        summary: "the response allows * to a request with credentials",
        severity: Severity::Error,
        spec: "https://fetch.spec.whatwg.org/#concept-cors-check",
        also_known_as: &["acao-wildcard-with-credentials", "preflight-acao-wildcard-with-credentials", "wildcard-with-credentials-refused", "WildcardOriginNotAllowed", "PreflightWildcardOriginNotAllowed", "CORSNotSupportingCredentials", "CORS No Allow Credentials"],
    }
}

/// The refusal in one sentence.
fn says(blocked: &Blocked<'_>) -> String {
    format!(
        "{} allows every origin (`*`), which does not cover a request with credentials; it must say \
         {} and Access-Control-Allow-Credentials: true.",
        blocked.subject(),
        blocked.origin()
    )
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
                .with_credentials()
                .answered(200, &["Access-Control-Allow-Origin: *"])
                .blocked(),
        );
        refuses(
            &RULE,
            &get()
                .with_credentials()
                .answered(
                    200,
                    &[
                        "Access-Control-Allow-Origin: *",
                        "Access-Control-Allow-Credentials: true",
                    ],
                )
                .blocked(),
        );
        passes(
            &RULE,
            &get().answered(200, &["Access-Control-Allow-Origin: *"]),
        );
        passes(
            &RULE,
            &get()
                .with_credentials()
                .answered(200, &["Access-Control-Allow-Origin: *, *"])
                .blocked(),
        );
    }
}
