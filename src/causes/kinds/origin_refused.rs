//! The server refuses the request because of its origin.

use super::declare_cause;

declare_cause! {
    /// # What happens
    /// The server looked at the Origin header and refused the request itself, usually with 403: its list
    /// of allowed origins does not have the page. This is not a missing header but a refusal.
    /// # Common causes
    /// Some CORS libraries refuse instead of leaving the headers out: Spring, gin (Ollama),
    /// Elasticsearch, Ktor, Quarkus, actix, API Management.
    /// # What to look at
    /// Status 403 (or an empty 200) without CORS headers, with an Origin in the request; curl without
    /// Origin works.
    /// # Fix
    /// Add the page's origin to the server's list of allowed origins.
    /// # Not to be mistaken for
    /// A 403 because of a login or a firewall, which comes whatever the Origin header says.
    KIND = {
        name: "origin-refused",
        title: "the server refuses the request because of its origin",
        also_known_as: &["origin-rejected", "forbidden-origin"],
        settle: "The same request with curl, once with the Origin header and once without.",
        // The table of layers finds it.
        diagnose: |_| None,
    }
}
