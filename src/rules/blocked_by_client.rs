//! An extension stopped it.

use super::{Severity, declare_rule};
use crate::fetch::RefusalKind;

declare_rule! {
    /// # What it does
    /// Finds requests that an extension (an ad blocker, for one), an administrator's policy, or
    /// request blocking in the developer tools stopped.
    /// # Why it fails
    /// This is not CORS. The request never left the browser, so the server's headers do not
    /// matter. Addresses with words such as `ads`, `analytics` or `tracking` are on public block
    /// lists.
    /// # Example
    /// ```text
    /// GET https://api.example/analytics/events
    /// (no answer: net::ERR_BLOCKED_BY_CLIENT)
    /// ```
    /// # Fix
    /// Try it in a private window without extensions. To reach users with a blocker, give the
    /// address another name, or serve it from the page's own origin; and let the page go on
    /// without the answer. Only then does the answer's header count:
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
        summary: "an extension or a block list stopped it",
        severity: Severity::Error,
        spec: "https://fetch.spec.whatwg.org/#concept-network-error",
        also_known_as: &[
            "net::ERR_BLOCKED_BY_CLIENT",
            "net::ERR_BLOCKED_BY_ADMINISTRATOR",
            "inspector",
            "subresource-filter",
        ],
    }
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
