//! An `Access-Control-Allow-Origin` that is not an origin.

use super::{Blocked, Severity, declare_rule};
use crate::fetch::RefusalKind;
use crate::http::difference::difference;

declare_rule! {
    /// # What it means
    /// The value of `Access-Control-Allow-Origin` is neither `*` nor an origin. An origin is
    /// scheme, host and port, such as `https://shop.example` or `http://localhost:3000`. Anything
    /// else equals no page's origin, so the browser keeps the response from the page.
    /// # Common causes
    /// - The scheme is missing: `shop.example`.
    /// - A pattern such as `*.example`. Wildcard subdomains are not supported.
    /// - A placeholder or variable that was not filled in, or an empty value.
    /// - The value is wrapped in quotes or brackets.
    /// # What to look at
    /// - The header's value, character for character, and the setting that it comes from.
    /// # Example
    /// ```text
    /// GET https://api.example/items        Origin: https://shop.example
    /// 200 OK                               Access-Control-Allow-Origin: *.example
    /// ```
    /// # How to fix it
    /// Compare the request's `Origin` with the list or pattern on the server, and send that origin
    /// back:
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
        asks: &["Origin", "Cookie"],
        grants: &["Access-Control-Allow-Origin"],
        says: says,
        summary: "Access-Control-Allow-Origin is not an origin",
        severity: Severity::Error,
        spec: "https://fetch.spec.whatwg.org/#concept-cors-check",
        also_known_as: &["acao-invalid", "preflight-acao-invalid", "InvalidAllowOriginValue", "PreflightInvalidAllowOriginValue", "CORSAllowOriginNotMatchingOrigin"],
    }
}

/// The refusal in one sentence.
fn says(blocked: &Blocked<'_>) -> String {
    let value = blocked.value("Access-Control-Allow-Origin");
    let origin = blocked.origin();
    let fault = difference(&value, origin).map_or_else(
        || "it is not a valid origin".to_owned(),
        |fault| fault.to_string(),
    );
    format!(
        "{} has Access-Control-Allow-Origin: `{value}`, which is not {origin}: {fault}.",
        blocked.subject()
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
