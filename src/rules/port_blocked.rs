//! A port that browsers do not talk to.

use super::{Blocked, Severity, declare_rule};
use crate::fetch::RefusalKind;

declare_rule! {
    /// # What it means
    /// Browsers refuse about eighty ports that belong to other protocols, such as 25 (mail) or 6667
    /// (chat). The request never leaves the browser. This is not CORS.
    /// # Common causes
    /// - A development server on a port such as 6000 or 6667.
    /// # What to look at
    /// - The port in the URL.
    /// # Example
    /// ```text
    /// GET https://api.example:6000/items
    /// (no response: net::ERR_UNSAFE_PORT)
    /// ```
    /// # How to fix it
    /// Let the server listen on another port, such as 443, 8443, 3000 or 8080. Its responses then
    /// need
    /// ```text
    /// Access-Control-Allow-Origin: https://shop.example
    /// ```
    /// # What browsers say
    /// ```text
    /// Chromium  net::ERR_UNSAFE_PORT
    /// Firefox   This address is restricted
    /// Safari    Not allowed to use restricted network port
    /// ```
    RULE = {
        name: "port-blocked",
        refusal: RefusalKind::PortBlocked,
        says: says,
        summary: "browsers do not connect to this port",
        severity: Severity::Error,
        spec: "https://fetch.spec.whatwg.org/#port-blocking",
        also_known_as: &["net::ERR_UNSAFE_PORT", "CORSDidNotSucceed2"],
    }
}

/// The refusal in one sentence.
fn says(blocked: &Blocked<'_>) -> String {
    format!(
        "Browsers do not connect to the port of {}, so the request was not sent. This is not a CORS \
         error.",
        blocked.host
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
                .to("https://api.example:6667/items")
                .failed("net::ERR_UNSAFE_PORT"),
        );
        passes(
            &RULE,
            &get()
                .to("https://api.example:8443/items")
                .failed("net::ERR_CONNECTION_REFUSED"),
        );
    }
}
