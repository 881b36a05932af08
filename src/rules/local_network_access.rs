//! A public page and an address of the local network.

use super::{Blocked, Severity, declare_rule};
use crate::fetch::RefusalKind;
use crate::verdict::Brief;

declare_rule! {
    /// # What it means
    /// A page from the internet requests an address of the user's own machine or local network
    /// (`localhost`, `192.168.…`, `….local`), and the browser did not permit it. Chromium asks the
    /// user first (from version 142), Firefox too (from version 153), and only pages over `https`
    /// may ask. The check comes before any header, so no header of the server gives the permission.
    /// This is not CORS.
    /// # Common causes
    /// - The user or a policy denied the permission.
    /// - The page came over http, or it is in a frame without `allow="local-network-access"`, so
    ///   the browser never asked.
    /// - `targetAddressSpace` in the call does not name the server's address space.
    /// # What to look at
    /// - The permission for local network access in the site's settings.
    /// - Whether the page and the frame came over https.
    /// # Example
    /// ```text
    /// fetch("http://localhost:3000/status")            on https://tool.example
    /// ```
    /// # How to fix it
    /// Serve the page over `https` and ask the user to allow the local network for this site, or
    /// serve the page from the local network as well. In managed browsers a policy can allow the
    /// site. The response also needs CORS headers:
    /// ```text
    /// Access-Control-Allow-Origin: https://tool.example
    /// ```
    /// # What browsers say
    /// ```text
    /// Chromium  Permission was denied for this request to access the `loopback` address space.
    ///           The request client is not a secure context and the resource is in more-private address space `local`.
    /// ```
    RULE = {
        name: "local-network-access",
        refusal: RefusalKind::LocalNetworkAccess,
        says: says,
        summary: "access to the local network was not permitted",
        severity: Severity::Error,
        spec: "https://wicg.github.io/local-network-access/",
        also_known_as: &["lna-permission-denied", "lna-insecure-context", "lna-target-mismatch", "LNA", "local-network", "loopback-network", "targetAddressSpace", "LocalNetworkAccessPermissionDenied", "InsecureLocalNetwork", "InvalidLocalNetworkAccess", "InsecurePrivateNetwork", "InvalidPrivateNetworkAccess", "BlockFromInsecureToMorePrivate", "NS_ERROR_LOCAL_NETWORK_ACCESS_DENIED", "net::ERR_BLOCKED_BY_LOCAL_NETWORK_ACCESS_CHECKS"],
    }
}

/// The refusal in one sentence.
fn says(blocked: &Blocked<'_>) -> String {
    let (host, origin) = (&blocked.host, blocked.origin());
    if is_insecure(blocked.brief) {
        return format!(
            "The page came over plain http, so the browser does not let {origin} reach {host} (on \
             this machine or the local network). There is no prompt and no setting: the page \
             needs https. Response headers do not help."
        );
    }
    format!(
        "The browser did not let {origin} reach {host} (on this machine or the local network). \
         Response headers do not help."
    )
}

/// Whether the page came over plain http from elsewhere: Chromium then lets it into no network that
/// is nearer, and does not ask.
pub(crate) fn is_insecure(brief: &Brief<'_>) -> bool {
    let origin = brief.evidence.origin.value.as_ref();
    origin.is_some_and(|origin| !origin.is_potentially_trustworthy())
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
                .to("http://localhost:3000/status")
                .failed("net::ERR_BLOCKED_BY_LOCAL_NETWORK_ACCESS_CHECKS"),
        );
        refuses(
            &RULE,
            &get()
                .to("http://192.168.1.10/")
                .failed("net::ERR_BLOCKED_BY_PRIVATE_NETWORK_ACCESS_CHECKS"),
        );
        passes(
            &RULE,
            &get()
                .to("http://localhost:3000/status")
                .failed("net::ERR_CONNECTION_REFUSED"),
        );
    }
}
