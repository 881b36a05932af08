//! `Authorization` asked for, and only `*` granted: blocked by the standard alone.

use super::header_not_allowed::says;
use super::{Severity, declare_rule};
use crate::fetch::RefusalKind;

declare_rule! {
    /// # What it means
    /// The page sends `Authorization`, and the preflight's response allows `*` only. The standard
    /// says that `*` does not cover `Authorization`: it must be listed by name. Chromium, Firefox
    /// and Safari still accept `*`. Chromium and Firefox print a warning that this will end, and a
    /// Chromium enterprise policy ends it today.
    /// # Common causes
    /// - The server allows every header with `*`.
    /// # What to look at
    /// - `Access-Control-Allow-Headers` in the response to `OPTIONS`.
    /// # Example
    /// ```text
    /// OPTIONS https://api.example/me       Access-Control-Request-Headers: authorization
    /// 204 No Content                       Access-Control-Allow-Headers: *
    /// ```
    /// # How to fix it
    /// List it in addition to the wildcard:
    /// ```text
    /// Access-Control-Allow-Headers: *, Authorization
    /// ```
    /// # What browsers say
    /// ```text
    /// Chromium  Authorization will not be covered by the wildcard symbol (*) in CORS Access-Control-Allow-Headers handling. (a warning)
    /// Firefox   When the `Access-Control-Allow-Headers` is `*`, the `Authorization` header is not covered. (a warning)
    /// Safari    (nothing)
    /// ```
    RULE = {
        name: "authorization-not-covered",
        refusal: RefusalKind::AuthorizationNotCovered,
        asks: &["Access-Control-Request-Headers"],
        grants: &["Access-Control-Allow-Headers"],
        says: says,
        summary: "Authorization is covered only by *",
        severity: Severity::Error,
        spec: "https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name",
        also_known_as: &["authorization-not-covered-by-wildcard", "CorsNonWildcardRequestHeadersSupport", "CORSAllowHeaderFromPreflightDeprecation", "CORSMissingAllowHeaderFromPreflight", "CORSMissingAllowHeaderFromPreflight2", "HeaderDisallowedByPreflightResponse"],
    }
}

#[cfg(test)]
mod tests {
    use super::super::cases::{get, only_the_standard_refuses, passes};
    use super::RULE;

    #[test]
    fn table() {
        only_the_standard_refuses(
            &RULE,
            &get()
                .asking("authorization")
                .preflight(
                    204,
                    &[
                        "Access-Control-Allow-Origin: *",
                        "Access-Control-Allow-Headers: *",
                    ],
                )
                .answered(200, &["Access-Control-Allow-Origin: *"]),
        );
        passes(
            &RULE,
            &get()
                .asking("authorization")
                .preflight(
                    204,
                    &[
                        "Access-Control-Allow-Origin: *",
                        "Access-Control-Allow-Headers: *, authorization",
                    ],
                )
                .answered(200, &["Access-Control-Allow-Origin: *"]),
        );
    }
}
