//! `*` in answer to a request that carries credentials.

use super::{Severity, declare_rule};
use crate::fetch::RefusalKind;

declare_rule! {
    /// # What it does
    /// Finds answers with `Access-Control-Allow-Origin: *` to requests that carry credentials:
    /// cookies, a TLS client certificate, or a password that the browser remembers.
    /// # Why it fails
    /// `*` means that any site may read the answer. With the user's cookies in the request that
    /// would hand the user's data to any site, so browsers do not accept `*` there, and
    /// `Access-Control-Allow-Credentials: true` beside it does not help. The server must name the
    /// one origin it trusts.
    ///
    /// A request carries credentials where the page says `credentials: "include"` or
    /// `withCredentials = true`. An `Authorization` header that the page itself sets does not
    /// count.
    /// # Example
    /// ```text
    /// GET https://api.example/cart         Origin: https://shop.example, Cookie: …
    /// 200 OK                               Access-Control-Allow-Origin: *
    /// ```
    /// # Fix
    /// Compare the request's `Origin` with a list of trusted origins and send it back:
    /// ```text
    /// Access-Control-Allow-Origin: https://shop.example
    /// Access-Control-Allow-Credentials: true
    /// Vary: Origin
    /// ```
    /// Never send back just any origin together with `Access-Control-Allow-Credentials: true`.
    /// Where the request needs no cookies, take `credentials: "include"` out of the page instead;
    /// then `*` is enough.
    /// # What browsers say
    /// ```text
    /// Chromium  The value of the 'Access-Control-Allow-Origin' header in the response must not be the wildcard '*' when the request's credentials mode is 'include'.
    /// Firefox   Credential is not supported if the CORS header ‘Access-Control-Allow-Origin’ is ‘*’
    /// Safari    Cannot use wildcard in Access-Control-Allow-Origin when credentials flag is true.
    /// ```
    RULE = {
        name: "allow-origin-wildcard-with-credentials",
        refusal: RefusalKind::AllowOriginWildcardWithCredentials,
        summary: "the answer allows * to a request with credentials",
        severity: Severity::Error,
        spec: "https://fetch.spec.whatwg.org/#concept-cors-check",
        also_known_as: &[
            "WildcardOriginNotAllowed",
            "PreflightWildcardOriginNotAllowed",
            "CORSNotSupportingCredentials",
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
