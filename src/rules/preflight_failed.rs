//! A preflight without a response.

use super::{Blocked, Severity, declare_rule};
use crate::fetch::RefusalKind;

declare_rule! {
    /// # What it means
    /// The browser sent a preflight (`OPTIONS`) first, and got no response: the connection, the
    /// name lookup or TLS failed. No header was checked, so this is not a CORS error, even if the
    /// console says so. The request itself was never sent.
    /// # Common causes
    /// - The server is down, or the host or port is wrong.
    /// - The browser does not trust the certificate.
    /// - The server requires a TLS client certificate, and not every browser sends one with a
    /// preflight.
    /// - A firewall drops `OPTIONS`.
    /// # What to look at
    /// - The network error of the `OPTIONS` request, and the same URL opened in a tab.
    /// # Example
    /// ```text
    /// OPTIONS https://api.example:8443/cart
    /// (no response: net::ERR_CONNECTION_REFUSED)
    /// ```
    /// # How to fix it
    /// Fix the connection: try the URL with `curl -i -X OPTIONS`. If the server requires a TLS
    /// client certificate, exempt `OPTIONS` from it. Then the server must respond:
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
        says: says,
        summary: "the preflight got no response",
        severity: Severity::Error,
        spec: "https://fetch.spec.whatwg.org/#cors-preflight-fetch-0",
        also_known_as: &["preflight-network-error", "InvalidResponse", "CORSDidNotSucceed", "CORSDidNotSucceed2"],
    }
}

/// The refusal in one sentence.
fn says(blocked: &Blocked<'_>) -> String {
    let host = &blocked.host;
    match blocked.brief.recorded_error() {
        Some(error) => {
            format!("{host} did not respond to the preflight ({error}); this is not a CORS error.")
        }
        None => format!("{host} did not respond to the preflight; this is not a CORS error."),
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
