//! An `Access-Control-Allow-Origin` that is no origin.

use super::{Severity, declare_rule};
use crate::fetch::RefusalKind;

declare_rule! {
    /// # What it does
    /// Finds answers whose `Access-Control-Allow-Origin` is neither `*` nor an origin.
    /// # Why it fails
    /// An origin is scheme, host and port, such as `https://shop.example` or
    /// `http://localhost:3000`. A host without scheme, a pattern such as `*.example`, quotes, an
    /// empty value or a variable that nobody filled in equal no page's origin. There is no
    /// wildcard for subdomains.
    /// # Example
    /// ```text
    /// GET https://api.example/items        Origin: https://shop.example
    /// 200 OK                               Access-Control-Allow-Origin: *.example
    /// ```
    /// # Fix
    /// Compare the request's `Origin` with the list or pattern on the server, and send the origin
    /// itself:
    /// ```text
    /// Access-Control-Allow-Origin: https://shop.example
    /// Vary: Origin
    /// ```
    /// # What browsers say
    /// ```text
    /// Chromium  The 'Access-Control-Allow-Origin' header contains the invalid value '*.example'.
    /// Firefox   CORS header ‘Access-Control-Allow-Origin’ does not match ‘*.example’
    /// Safari    Origin https://shop.example is not allowed by Access-Control-Allow-Origin. Status code: 200
    /// ```
    RULE = {
        name: "allow-origin-invalid",
        refusal: RefusalKind::AllowOriginInvalid,
        summary: "Access-Control-Allow-Origin is not an origin",
        severity: Severity::Error,
        spec: "https://fetch.spec.whatwg.org/#concept-cors-check",
        also_known_as: &[
            "InvalidAllowOriginValue",
            "PreflightInvalidAllowOriginValue",
            "CORSAllowOriginNotMatchingOrigin",
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
                .answered(200, &["Access-Control-Allow-Origin: shop.example"])
                .blocked(),
        );
        refuses(
            &RULE,
            &get()
                .answered(200, &["Access-Control-Allow-Origin: *.example"])
                .blocked(),
        );
        refuses(
            &RULE,
            &get()
                .answered(200, &["Access-Control-Allow-Origin: "])
                .blocked(),
        );
        refuses(
            &RULE,
            &get()
                .answered(200, &["Access-Control-Allow-Origin: ${ORIGIN}"])
                .blocked(),
        );
        passes(
            &RULE,
            &get()
                .answered(200, &["Access-Control-Allow-Origin: https://other.example"])
                .blocked(),
        );
    }
}
