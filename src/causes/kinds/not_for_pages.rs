//! The service does not allow requests from web pages.

use super::declare_cause;

declare_cause! {
    /// # What happens
    /// The service belongs to somebody else and is meant for servers or for people. It sends no
    /// CORS headers to pages of other sites, or allows only requests that need no preflight.
    /// # Common causes
    /// APIs with secret keys, login pages and share links are not meant to be called from a page.
    /// # What to look at
    /// The host: who runs it? The status may well be 200.
    /// # Fix
    /// Call it from a backend of your own, use the vendor's script for browsers, navigate to a
    /// login page instead of fetching it, or send a request that needs no preflight. You cannot
    /// change somebody else's response.
    /// # Not to be mistaken for
    /// Your own part of a hosting platform (a bucket, a function): there CORS is one of your
    /// settings.
    KIND = {
        name: "not-for-pages",
        title: "the service does not allow requests from web pages",
        also_known_as: &["server-only-api", "third-party-api"],
        settle: "The service's documentation: does it offer calls from a browser?",
        // The table of layers finds it.
        diagnose: |_| None,
    }
}
