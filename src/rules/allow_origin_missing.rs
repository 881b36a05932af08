//! No `Access-Control-Allow-Origin` at all.

use super::{Severity, declare_rule};
use crate::fetch::RefusalKind;

declare_rule! {
    /// # What it does
    /// Finds cross-origin responses, preflights and redirects without an
    /// `Access-Control-Allow-Origin` header.
    /// # Why it fails
    /// A page may read an answer from another origin only where the server says so. Without the
    /// header nobody may, whatever else the answer holds.
    /// # Example
    /// ```text
    /// GET https://api.example/items        Origin: https://shop.example
    /// 200 OK                               (no Access-Control-Allow-Origin)
    /// ```
    /// # Fix
    /// Send `Access-Control-Allow-Origin: https://shop.example` (and `Vary: Origin`) with every
    /// answer of the route, error answers and answers to `OPTIONS` included. Where the answer is
    /// for everyone and the request carries no credentials, `*` does as well.
    RULE = {
        name: "allow-origin-missing",
        refusal: Some(RefusalKind::AllowOriginMissing),
        summary: "the answer has no Access-Control-Allow-Origin",
        severity: Severity::Error,
        spec: "https://fetch.spec.whatwg.org/#concept-cors-check",
        also_known_as: &[
            "MissingAllowOriginHeader",
            "PreflightMissingAllowOriginHeader",
            "CORSMissingAllowOrigin",
            "CORSMissingAllowOrigin2",
        ],
    }
}
