//! The page's origin is not entered at the service.

use super::declare_cause;

declare_cause! {
    /// # What happens
    /// The service allows only the origins that its customer has entered in its console, or only clients
    /// of a certain type. This page's origin is not among them, or the request itself was refused and the
    /// error came without CORS headers.
    /// # Common causes
    /// A new domain or port of the page; a client that is registered as a web server application instead
    /// of a single-page application.
    /// # What to look at
    /// The service's list: Web origins (Keycloak), Allowed Web Origins (Auth0), Trusted Origins (Okta),
    /// platform Single-page application (Entra). Also the error in the response's body.
    /// # Fix
    /// Enter the origin there, exactly as the browser sends it.
    /// # Not to be mistaken for
    /// A server of your own, where the list is in its configuration.
    KIND = {
        name: "origin-not-registered",
        title: "the page's origin is not entered at the service",
        also_known_as: &["web-origins", "trusted-origins"],
        settle: "The service's console: its list of origins, and the type of the client.",
        // The table of layers finds it.
        diagnose: |_| None,
    }
}
