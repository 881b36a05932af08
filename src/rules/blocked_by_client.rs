//! An extension stopped it.

use super::{Blocked, Severity, declare_rule};
use crate::fetch::RefusalKind;

declare_rule! {
    /// # What it means
    /// An extension (an ad blocker, for example), a policy of the administrator, or request
    /// blocking in the developer tools stopped the request. This is not CORS: the request never
    /// left the browser, so the server's headers do not matter.
    /// # Common causes
    /// - The URL looks like advertising or tracking to a block list: `ads`, `analytics`,
    ///   `tracking`.
    /// - An administrator's policy blocks the host.
    /// # What to look at
    /// - The same page in a private window without extensions.
    /// # Example
    /// ```text
    /// GET https://api.example/analytics/events
    /// (no response: net::ERR_BLOCKED_BY_CLIENT)
    /// ```
    /// # How to fix it
    /// To reach users with a blocker, use another path or host, or serve the data from the page's
    /// own origin, and make the page work without the response. Once the request is sent, the
    /// response's header matters:
    /// ```text
    /// Access-Control-Allow-Origin: https://shop.example
    /// ```
    /// # What browsers say
    /// ```text
    /// Chromium  net::ERR_BLOCKED_BY_CLIENT
    /// Safari    Blocked by content extension
    /// ```
    RULE = {
        name: "blocked-by-client",
        refusal: RefusalKind::BlockedByClient,
        says: says,
        summary: "an extension or a block list stopped the request",
        severity: Severity::Error,
        spec: "https://fetch.spec.whatwg.org/#concept-network-error",
        also_known_as: &["net::ERR_BLOCKED_BY_CLIENT", "net::ERR_BLOCKED_BY_ADMINISTRATOR", "net::ERR_BLOCKED_IN_INCOGNITO_BY_ADMINISTRATOR", "inspector", "subresource-filter", "Blocked by DevTools"],
    }
}

/// The refusal in one sentence.
fn says(blocked: &Blocked<'_>) -> String {
    format!(
        "An extension or a policy of the browser blocked the request to {}. This is not a CORS \
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
        refuses(&RULE, &get().failed("net::ERR_BLOCKED_BY_CLIENT"));
        refuses(&RULE, &get().failed("net::ERR_BLOCKED_BY_ADMINISTRATOR"));
        passes(&RULE, &get().failed("net::ERR_ABORTED"));
    }
}
