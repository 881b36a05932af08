//! The preflight is refused because a client certificate is missing.

use super::declare_cause;

declare_cause! {
    /// # What happens
    /// The server requires a client certificate (mutual TLS). Browsers never send one with a
    /// preflight. So the preflight is refused before any CORS header is added, and the request is
    /// never sent.
    /// # Common causes
    /// The setting that requires one (nginx: `ssl_verify_client on`) applies to every request,
    /// including OPTIONS.
    /// # What to look at
    /// OPTIONS gets 400 with an HTML page of nginx, or a TLS error; the same URL works with curl
    /// --cert.
    /// # Fix
    /// Make the certificate optional and require it for every method but OPTIONS; or serve the API from
    /// a host without client certificates, or from the page's own origin.
    /// # Not to be mistaken for
    /// A 400 of the application, which responds correctly to other OPTIONS requests.
    KIND = {
        name: "client-certificate",
        title: "the preflight is refused because a client certificate is missing",
        also_known_as: &["mtls", "mutual-tls"],
        settle: "curl -i -X OPTIONS to the URL, once with --cert and once without.",
        // The table of layers finds it.
        diagnose: |_| None,
    }
}
