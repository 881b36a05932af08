//! A login in front of the application refused the request.

use super::declare_cause;

declare_cause! {
    /// # What happens
    /// A login in front of the application (of the platform, a gateway or a proxy) refused the
    /// request. Its response has no CORS headers, so the page sees a CORS error instead of the 401
    /// or 403.
    /// # Common causes
    /// The token or session is missing, expired or made for another audience, or the port or service is
    /// private.
    /// # What to look at
    /// The status, WWW-Authenticate, and headers that only the login sends.
    /// # Fix
    /// Send valid credentials, or open the service to the caller in the platform's settings. The
    /// application cannot add headers to this response.
    /// # Not to be mistaken for
    /// A 401 of the application itself, to which its own CORS layer can add headers. A redirect to
    /// a login page.
    KIND = {
        name: "login-in-front",
        title: "a login in front of the application refused the request",
        also_known_as: &["platform-login", "auth-proxy"],
        settle: "The same request with curl and a valid token or cookie.",
        // The table of layers finds it.
        diagnose: |_| None,
    }
}
