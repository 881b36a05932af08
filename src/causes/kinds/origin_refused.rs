//! The server refuses the request because of its origin.

use super::declare_cause;

declare_cause! {
    /// # What happens
    /// The server refused the request because of its Origin header, usually with 403: the page is
    /// not on its list of allowed origins. It did not just leave the CORS headers out.
    /// # Common causes
    /// Some CORS libraries refuse the request instead of leaving the headers out: Spring, gin
    /// (Ollama), Elasticsearch, Ktor, Quarkus, actix, API Management.
    /// # What to look at
    /// Status 403 (or an empty 200) without CORS headers, with an Origin in the request; curl without
    /// Origin works.
    /// # Fix
    /// Add the page's origin to the server's list of allowed origins.
    /// # Not to be mistaken for
    /// A 403 of a login or a firewall, which does not depend on the Origin header.
    KIND = {
        name: "origin-refused",
        title: "the server refuses the request because of its origin",
        also_known_as: &["origin-rejected", "forbidden-origin"],
        settle: "The same request with curl, once with the Origin header and once without.",
        // The table of layers finds it.
        diagnose: |_| None,
    }
}
