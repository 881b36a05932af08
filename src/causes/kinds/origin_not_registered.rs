//! The page's origin is not entered at the service.

use super::declare_cause;

declare_cause! {
    /// # What happens
    /// The service allows only origins that its customer registered in its console, or only clients
    /// of a certain type. This page's origin is not registered; or the request itself was refused,
    /// and the error came without CORS headers.
    /// # Common causes
    /// The page has a new domain or port; or the client is registered as a web server application
    /// instead of a single-page application.
    /// # What to look at
    /// The service's list: Web origins (Keycloak), Allowed Web Origins (Auth0), Trusted Origins (Okta),
    /// platform Single-page application (Entra). Also the error in the response's body.
    /// # Fix
    /// Register the origin there, exactly as the browser sends it.
    /// # Not to be mistaken for
    /// A server of your own, where the list is in its configuration.
    KIND = {
        name: "origin-not-registered",
        title: "the page's origin is not registered with the service",
        also_known_as: &["web-origins", "trusted-origins"],
        settle: "The service's console: its list of origins, and the type of the client.",
        // The table of layers finds it.
        diagnose: |_| None,
    }
}
