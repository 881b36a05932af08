//! A public page and an address of the local network.

use super::{Severity, declare_rule};
use crate::fetch::RefusalKind;

declare_rule! {
    /// # What it does
    /// Finds requests from a page on the internet to an address of the user's own machine or
    /// local network (`localhost`, `192.168.…`, `….local`) that the browser did not permit.
    /// # Why it fails
    /// This is not CORS. Chromium (from version 142) asks the user whether a site may reach the
    /// local network, and only pages over `https` may ask. It is looked at before any header, so
    /// that no header of the server can give the permission. Before that, some versions of
    /// Chromium wanted `Access-Control-Allow-Private-Network: true` in the answer to a preflight.
    /// # Example
    /// ```text
    /// fetch("http://localhost:3000/status")            on https://tool.example
    /// ```
    /// # Fix
    /// Serve the page over `https`, ask the user to allow the local network for this site, or
    /// serve the page from the local network as well. In managed browsers a policy can allow the
    /// site. CORS headers are needed beside the permission:
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
        summary: "access to the local network was not permitted",
        severity: Severity::Error,
        spec: "https://wicg.github.io/local-network-access/",
        also_known_as: &[
            "LocalNetworkAccessPermissionDenied",
            "InsecureLocalNetwork",
            "InvalidLocalNetworkAccess",
            "InsecurePrivateNetwork",
            "InvalidPrivateNetworkAccess",
            "UnexpectedPrivateNetworkAccess",
            "PreflightMissingAllowPrivateNetwork",
            "PreflightInvalidAllowPrivateNetwork",
            "PreflightMissingAllowExternal",
            "PreflightInvalidAllowExternal",
            "PreflightMissingPrivateNetworkAccessId",
            "PreflightMissingPrivateNetworkAccessName",
            "PrivateNetworkAccessPermissionUnavailable",
            "PrivateNetworkAccessPermissionDenied",
            "net::ERR_BLOCKED_BY_LOCAL_NETWORK_ACCESS_CHECKS",
            "net::ERR_BLOCKED_BY_PRIVATE_NETWORK_ACCESS_CHECKS",
        ],
    }
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
