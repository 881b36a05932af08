//! No `Access-Control-Allow-Origin` at all.

use super::{Severity, declare_rule};
use crate::fetch::RefusalKind;

declare_rule! {
    /// # What it means
    /// A page may read a response from another origin only if the server allows it with the
    /// `Access-Control-Allow-Origin` header. This response does not have it, so the browser keeps
    /// the response from the page, whatever else it contains. The same holds for redirects and for
    /// the response to a preflight (the `OPTIONS` request that the browser sends first).
    ///
    /// curl and Postman work because they do not enforce CORS.
    /// # Common causes
    /// - The header is missing only because something else went wrong first: an error page (404,
    ///   500), or a gateway, firewall or login page that responded instead of the application.
    /// - The server has no CORS configuration, or it does not cover this path, method or origin.
    /// - `OPTIONS` is rejected by authentication before the CORS code runs.
    /// - The header is set, but not on error responses or redirects.
    /// # What to look at
    /// - The status of the response. If it is an error, find out why before you touch the CORS
    ///   configuration.
    /// - Who sent the response: the `Server` and `Via` headers and the body.
    /// # Example
    /// ```text
    /// GET https://api.example/items        Origin: https://shop.example
    /// 200 OK                               (no Access-Control-Allow-Origin)
    /// ```
    /// # How to fix it
    /// Send this with every response of the route, including error responses and responses to
    /// `OPTIONS`:
    /// ```text
    /// Access-Control-Allow-Origin: https://shop.example
    /// Vary: Origin
    /// ```
    /// If everyone may read the response and the request carries no credentials,
    /// `Access-Control-Allow-Origin: *` is enough and needs no `Vary`.
    /// # What browsers say
    /// ```text
    /// Chromium  No 'Access-Control-Allow-Origin' header is present on the requested resource.
    /// Firefox   CORS header ‘Access-Control-Allow-Origin’ missing
    /// Safari    Origin https://shop.example is not allowed by Access-Control-Allow-Origin. Status code: 200
    /// ```
    RULE = {
        name: "allow-origin-missing",
        refusal: RefusalKind::AllowOriginMissing,
        summary: "the response has no Access-Control-Allow-Origin",
        severity: Severity::Error,
        spec: "https://fetch.spec.whatwg.org/#concept-cors-check",
        also_known_as: &["acao-missing", "preflight-acao-missing", "MissingAllowOriginHeader", "PreflightMissingAllowOriginHeader", "CORSMissingAllowOrigin", "CORSMissingAllowOrigin2"],
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
