//! The body is too large for a limit on the way.

use super::declare_cause;

declare_cause! {
    /// # What happens
    /// A server in front of the application refused the request with 413, because its body is over
    /// a size limit. That response was made before any CORS headers were added, so the page sees a
    /// CORS error instead.
    /// # Common causes
    /// By default nginx accepts 1 MB and the body parser of Express 100 KB; gateways have fixed
    /// limits.
    /// # What to look at
    /// Status 413, and which server sent it.
    /// # Fix
    /// Raise the limit where it is set, and let CORS run before it.
    /// # Not to be mistaken for
    /// Another error without CORS headers.
    KIND = {
        name: "body-too-large",
        title: "the request body is over a size limit",
        also_known_as: &["payload-too-large", "413"],
        settle: "The same request with a small body.",
        // The table of layers finds it.
        diagnose: |_| None,
    }
}
