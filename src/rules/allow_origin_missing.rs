//! No `Access-Control-Allow-Origin` at all.

use super::preflight_status_not_ok::preflight_status;
use super::{Blocked, Severity, declare_rule};
use crate::fetch::Phase;
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
    /// - The response is an error page (404, 500): something else went wrong first.
    /// - A gateway, firewall or login page responded instead of the application.
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
        asks: &["Origin", "Cookie"],
        grants: &["Access-Control-Allow-Origin"],
        says: says,
        summary: "the response has no Access-Control-Allow-Origin",
        severity: Severity::Error,
        spec: "https://fetch.spec.whatwg.org/#concept-cors-check",
        also_known_as: &["acao-missing", "preflight-acao-missing", "MissingAllowOriginHeader", "PreflightMissingAllowOriginHeader", "CORSMissingAllowOrigin", "CORSMissingAllowOrigin2"],
    }
}

/// The refusal in one sentence.
fn says(blocked: &Blocked<'_>) -> String {
    let Blocked { host, message, .. } = blocked;
    let (status, origin) = (message.status, blocked.origin());
    match blocked.refusal.phase {
        Phase::Preflight => match status {
            200..=299 => format!(
                "{host} responds to the preflight ({status}) without Access-Control-Allow-Origin, \
                 so {origin} is not allowed."
            ),
            _ => preflight_status(status, host),
        },
        Phase::Redirect => {
            let target = blocked.target();
            format!(
                "{host} redirects to {} ({status}) without Access-Control-Allow-Origin, which a \
                 redirect needs too.",
                target.as_deref().unwrap_or("another URL")
            )
        }
        Phase::Request | Phase::Response if blocked.is_tainted() => format!(
            "{host} responds with {status} without Access-Control-Allow-Origin. A redirect from \
             another origin led there, so the browser sends Origin: null instead of {origin}."
        ),
        Phase::Request | Phase::Response if status >= 400 => format!(
            "{host} responds with {status} without Access-Control-Allow-Origin, so the page sees a \
             CORS error instead of the {status}."
        ),
        Phase::Request | Phase::Response => format!(
            "{host} responds with {status} without Access-Control-Allow-Origin, so {origin} is \
             not allowed to read it."
        ),
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
