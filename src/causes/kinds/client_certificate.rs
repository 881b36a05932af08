//! The preflight is refused because a client certificate is missing.

use super::declare_cause;

declare_cause! {
    /// # What happens
    /// The server requires a client certificate (mutual TLS). Browsers send none with a preflight, so it
    /// is refused before any CORS header can be added, and the request is never sent.
    /// # Common causes
    /// The setting that asks for one (nginx: `ssl_verify_client` on) holds for every request,
    /// OPTIONS too.
    /// # What to look at
    /// 400 with an HTML page of nginx to OPTIONS, or a TLS error; the same URL works with curl --cert.
    /// # Fix
    /// Make the certificate optional and require it for every method but OPTIONS; or serve the API from
    /// a host without client certificates, or from the page's own origin.
    /// # Not to be mistaken for
    /// A 400 of the application, which answers other OPTIONS requests of the host correctly.
    KIND = {
        name: "client-certificate",
        title: "the preflight is refused because a client certificate is missing",
        also_known_as: &["mtls", "mutual-tls"],
        settle: "curl -i -X OPTIONS to the URL, once with --cert and once without.",
        // The table of layers finds it.
        diagnose: |_| None,
    }
}
