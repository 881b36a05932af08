//! A preflight without an answer.

use super::{Severity, declare_rule};
use crate::fetch::RefusalKind;

declare_rule! {
    /// # What it does
    /// Finds preflights (the `OPTIONS` request that the browser sends first to ask for
    /// permission) that got no answer at all.
    /// # Why it fails
    /// The connection failed: the server is down, the port or the name is wrong, the certificate
    /// was refused, the server closed the connection, or it wants a TLS client certificate, which
    /// preflights do not carry in every browser. No header was looked at, so this is not a matter
    /// of CORS headers, even where the console says so.
    /// # Example
    /// ```text
    /// OPTIONS https://api.example:8443/cart
    /// (no answer: net::ERR_CONNECTION_REFUSED)
    /// ```
    /// # Fix
    /// Mend the connection: try the address with `curl -i -X OPTIONS`. Where the server demands a
    /// TLS client certificate, exempt `OPTIONS` from it. Then the server must answer:
    /// ```text
    /// 204 No Content
    /// Access-Control-Allow-Origin: https://shop.example
    /// ```
    /// # What browsers say
    /// ```text
    /// Chromium  net::ERR_CONNECTION_REFUSED, or another net error; nothing about CORS
    /// Firefox   CORS request did not succeed
    /// Safari    Preflight response was blocked
    /// ```
    RULE = {
        name: "preflight-failed",
        refusal: RefusalKind::PreflightFailed,
        summary: "the preflight got no answer",
        severity: Severity::Error,
        spec: "https://fetch.spec.whatwg.org/#cors-preflight-fetch-0",
        also_known_as: &["InvalidResponse", "CORSDidNotSucceed", "CORSDidNotSucceed2"],
    }
}

#[cfg(test)]
mod tests {
    use super::super::cases::{get, passes, refuses, request};
    use super::RULE;

    #[test]
    fn table() {
        refuses(
            &RULE,
            &request("PUT")
                .preflight(0, &[])
                .failed("net::ERR_CONNECTION_REFUSED"),
        );
        passes(&RULE, &request("PUT").preflight(502, &[]).blocked());
        passes(&RULE, &get().failed("net::ERR_CONNECTION_REFUSED"));
    }
}
