//! `Authorization` asked for, and only `*` granted: blocked by the standard alone.

use super::{Severity, declare_rule};
use crate::fetch::RefusalKind;

declare_rule! {
    /// # What it does
    /// Finds requests with an `Authorization` header whose preflight was answered without that
    /// name in `Access-Control-Allow-Headers`, which a browser that follows the standard to the
    /// letter blocks.
    /// # Why it fails
    /// The standard says that `*` does not stand for `Authorization`: it must be listed by name.
    /// Chromium, Firefox and Safari still let `*` cover it; Chromium and Firefox print a warning
    /// that this will end, and Chromium has an enterprise policy that ends it today.
    /// # Example
    /// ```text
    /// OPTIONS https://api.example/me       Access-Control-Request-Headers: authorization
    /// 204 No Content                       Access-Control-Allow-Headers: *
    /// ```
    /// # Fix
    /// Name it beside the wildcard:
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
        summary: "Authorization is covered only by *",
        severity: Severity::Error,
        spec: "https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name",
        also_known_as: &[
            "CorsNonWildcardRequestHeadersSupport",
            "CORSAllowHeaderFromPreflightDeprecation",
            "CORSMissingAllowHeaderFromPreflight",
            "CORSMissingAllowHeaderFromPreflight2",
            "HeaderDisallowedByPreflightResponse",
        ],
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
