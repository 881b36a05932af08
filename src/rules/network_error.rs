//! No response at all.

use super::{Blocked, Severity, declare_rule};
use crate::capture::recorder;
use crate::fetch::RefusalKind;

declare_rule! {
    /// # What it means
    /// The request got no response at all. This is not a CORS error: there are no headers to check.
    /// Firefox and Safari print a message about cross-origin requests anyway, because scripts must
    /// not be able to tell the difference.
    /// # Common causes
    /// - The server is down, or the host or port is wrong.
    /// - The browser does not trust the certificate.
    /// - The connection broke, or a firewall or VPN drops it.
    /// - The request was cancelled: the page or the user left, or script called `abort()`
    ///   (`net::ERR_ABORTED`, `NS_BINDING_ABORTED`).
    /// # What to look at
    /// - The same URL opened in a tab of the same browser: what does the browser show?
    /// - The error of the request in the network panel.
    /// # Example
    /// ```text
    /// GET https://api.example:8443/items
    /// (no response: net::ERR_CONNECTION_REFUSED)
    /// ```
    /// # How to fix it
    /// Try the URL with `curl -v`, and fix the connection. No header helps until there is a
    /// response. The response then still needs:
    /// ```text
    /// Access-Control-Allow-Origin: https://shop.example
    /// ```
    /// # What browsers say
    /// ```text
    /// Chromium  net::ERR_CONNECTION_REFUSED, net::ERR_NAME_NOT_RESOLVED, net::ERR_CERT_AUTHORITY_INVALID, …
    /// Firefox   CORS request did not succeed; after a preflight also: Multiple CORS header ‘Access-Control-Allow-Origin’ not allowed
    /// Safari    XMLHttpRequest cannot load https://… due to access control checks.
    /// ```
    RULE = {
        name: "network-error",
        refusal: RefusalKind::NetworkError,
        says: says,
        summary: "there was no response",
        severity: Severity::Error,
        spec: "https://fetch.spec.whatwg.org/#concept-network-error",
        also_known_as: &["actual-network-error", "CORSDidNotSucceed", "CORSDidNotSucceed2", "CORS Failed", "net::ERR_CONNECTION_REFUSED", "net::ERR_CONNECTION_RESET", "net::ERR_CONNECTION_CLOSED", "net::ERR_CONNECTION_TIMED_OUT", "net::ERR_TIMED_OUT", "net::ERR_NAME_NOT_RESOLVED", "net::ERR_ADDRESS_UNREACHABLE", "net::ERR_INTERNET_DISCONNECTED", "net::ERR_NETWORK_CHANGED", "net::ERR_EMPTY_RESPONSE", "net::ERR_ABORTED", "net::ERR_SSL_PROTOCOL_ERROR", "net::ERR_SSL_CLIENT_AUTH_CERT_NEEDED", "net::ERR_CERT_AUTHORITY_INVALID", "net::ERR_CERT_COMMON_NAME_INVALID", "net::ERR_CERT_DATE_INVALID", "net::ERR_HTTP2_PROTOCOL_ERROR", "net::ERR_QUIC_PROTOCOL_ERROR", "NS_ERROR_CONNECTION_REFUSED", "NS_ERROR_UNKNOWN_HOST", "NS_ERROR_NET_RESET", "NS_ERROR_DOM_BAD_URI", "NS_BINDING_ABORTED"],
    }
}

/// The refusal in one sentence.
fn says(blocked: &Blocked<'_>) -> String {
    let host = &blocked.host;
    let habits = blocked.brief.capture.producer.recorder.habits();
    match blocked.brief.recorded_error() {
        Some("net::ERR_ABORTED" | "NS_BINDING_ABORTED") => format!(
            "The request to {host} was cancelled before a response came: the page stopped it, or \
             the user left the page. This is not a CORS error."
        ),
        Some(error) => format!("{host} did not respond ({error}); this is not a CORS error."),
        // A proxy sees only requests that the browser sent.
        None if habits.seat == recorder::Seat::Wire => format!(
            "The request to {host} got no response: it was cancelled, or the connection failed. \
             This is not a CORS error."
        ),
        None => format!(
            "The request to {host} got no response: it was cancelled, stopped inside the browser, \
             or the connection failed. This is not a CORS error."
        ),
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
