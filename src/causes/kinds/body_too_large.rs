//! The body is too large for a limit on the way.

use super::declare_cause;

declare_cause! {
    /// # What happens
    /// A limit on the size of a request's body refused it with 413. The response came from in front of
    /// the CORS headers, so the page sees a CORS error instead.
    /// # Common causes
    /// nginx takes 1 MB, Express' body parser 100 KB unless they are told otherwise; gateways have fixed
    /// limits.
    /// # What to look at
    /// Status 413, and which server sent it.
    /// # Fix
    /// Raise the limit where it is set, and let CORS run before it.
    /// # Not to be mistaken for
    /// Another error without CORS headers.
    KIND = {
        name: "body-too-large",
        title: "the body is too large for a limit on the way",
        also_known_as: &["payload-too-large", "413"],
        settle: "The same request with a small body.",
        // The table of layers finds it.
        diagnose: |_| None,
    }
}
