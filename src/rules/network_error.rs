//! No answer at all.

use super::{Severity, declare_rule};
use crate::fetch::RefusalKind;

declare_rule! {
    /// # What it does
    /// Finds requests that got no answer: the server is down, the name or port is wrong, the
    /// certificate was refused, the connection broke, or the page gave up.
    /// # Why it fails
    /// This is not CORS: there are no headers to look at. Firefox and Safari print a message
    /// about cross-origin requests all the same.
    /// # Example
    /// ```text
    /// GET https://api.example:8443/items
    /// (no answer: net::ERR_CONNECTION_REFUSED)
    /// ```
    /// # Fix
    /// Try the address with `curl -v`. For a certificate of your own, open the address in a tab
    /// and look at what the browser says. `net::ERR_ABORTED` means that the page or the user
    /// left, or that script called `abort()`. When the connection is mended, the answer must
    /// carry
    /// ```text
    /// Access-Control-Allow-Origin: https://shop.example
    /// ```
    /// # What browsers say
    /// ```text
    /// Chromium  net::ERR_CONNECTION_REFUSED, net::ERR_NAME_NOT_RESOLVED, net::ERR_CERT_AUTHORITY_INVALID, …
    /// Firefox   CORS request did not succeed
    /// Safari    XMLHttpRequest cannot load https://… due to access control checks.
    /// ```
    RULE = {
        name: "network-error",
        refusal: RefusalKind::NetworkError,
        summary: "there was no answer",
        severity: Severity::Error,
        spec: "https://fetch.spec.whatwg.org/#concept-network-error",
        also_known_as: &[
            "CORSDidNotSucceed",
            "CORSDidNotSucceed2",
            "net::ERR_CONNECTION_REFUSED",
            "net::ERR_NAME_NOT_RESOLVED",
            "net::ERR_CONNECTION_RESET",
            "net::ERR_CONNECTION_TIMED_OUT",
            "net::ERR_EMPTY_RESPONSE",
            "net::ERR_INTERNET_DISCONNECTED",
            "net::ERR_CERT_AUTHORITY_INVALID",
            "net::ERR_CERT_COMMON_NAME_INVALID",
            "net::ERR_SSL_PROTOCOL_ERROR",
            "net::ERR_ABORTED",
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::super::cases::{get, passes, refuses};
    use super::RULE;

    #[test]
    fn table() {
        refuses(&RULE, &get().failed("net::ERR_NAME_NOT_RESOLVED"));
        refuses(&RULE, &get().failed("net::ERR_CONNECTION_REFUSED"));
        passes(
            &RULE,
            &get()
                .answered(204, &["Access-Control-Allow-Origin: *"])
                .failed("net::ERR_ABORTED"),
        );
        passes(&RULE, &get().answered(200, &[]).blocked());
    }
}
