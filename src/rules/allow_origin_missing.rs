//! No `Access-Control-Allow-Origin` at all.

use super::{Severity, declare_rule};
use crate::fetch::RefusalKind;

declare_rule! {
    /// # What it does
    /// Finds answers from another origin without an `Access-Control-Allow-Origin` header: final
    /// responses, redirects, and answers to preflights (the `OPTIONS` request that the browser
    /// sends first to ask for permission).
    /// # Why it fails
    /// A page may read an answer from another origin only where the server says so. Without the
    /// header nobody may, whatever else the answer holds. curl shows the answer because curl asks
    /// nobody.
    ///
    /// Often the header is missing only where something went wrong first: an error page, a
    /// gateway or a firewall answered in the application's place, or `OPTIONS` was turned away by
    /// authentication. Look at the status before you look at the CORS configuration.
    /// # Example
    /// ```text
    /// GET https://api.example/items        Origin: https://shop.example
    /// 200 OK                               (no Access-Control-Allow-Origin)
    /// ```
    /// # Fix
    /// Send this with every answer of the route, error answers and answers to `OPTIONS` included:
    /// ```text
    /// Access-Control-Allow-Origin: https://shop.example
    /// Vary: Origin
    /// ```
    /// Where the answer is for everyone and the request carries no credentials,
    /// `Access-Control-Allow-Origin: *` does as well, and needs no `Vary`.
    /// # What browsers say
    /// ```text
    /// Chromium  No 'Access-Control-Allow-Origin' header is present on the requested resource.
    /// Firefox   CORS header ‘Access-Control-Allow-Origin’ missing
    /// Safari    Origin https://shop.example is not allowed by Access-Control-Allow-Origin. Status code: 200
    /// ```
    RULE = {
        name: "allow-origin-missing",
        refusal: RefusalKind::AllowOriginMissing,
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

#[cfg(test)]
mod tests {
    use super::super::cases::{get, passes, refuses, request};
    use super::RULE;

    #[test]
    fn table() {
        refuses(&RULE, &get().answered(200, &[]).blocked());
        refuses(
            &RULE,
            &get().answered(500, &["Content-Type: text/html"]).blocked(),
        );
        refuses(
            &RULE,
            &get()
                .redirected(
                    "https://api.example/old",
                    302,
                    &["Location: https://api.example/items"],
                )
                .blocked(),
        );
        refuses(&RULE, &request("PUT").preflight(401, &[]).blocked());
        passes(
            &RULE,
            &get().answered(200, &["access-control-allow-origin: *"]),
        );
        passes(
            &RULE,
            &get()
                .answered(200, &["Access-Control-Allow-Origin: "])
                .blocked(),
        );
        passes(
            &RULE,
            &get().to("https://shop.example/items").answered(200, &[]),
        );
        passes(
            &RULE,
            &get()
                .by("image")
                .answered(200, &["Content-Type: image/png"]),
        );
    }
}
