//! Mode `same-origin`, and another origin.

use super::{Blocked, Severity, declare_rule};
use crate::fetch::RefusalKind;

declare_rule! {
    /// # What it means
    /// The request has the mode `same-origin`, and the URL is of another origin. Nothing was sent,
    /// and no header of the server changes that.
    /// # Common causes
    /// - `new Worker(…)` with a script of another host. Worker scripts must come from the page's
    ///   own origin.
    /// - `fetch` with `mode: "same-origin"`.
    /// # What to look at
    /// - The code that starts the request.
    /// # Example
    /// ```text
    /// new Worker("https://cdn.example/worker.js")      on https://shop.example
    /// ```
    /// # How to fix it
    /// Serve the file from the page's own origin. For a worker, a small script of your own that
    /// imports the other one is enough. For `fetch`, remove `mode: "same-origin"`; then the
    /// response needs:
    /// ```text
    /// Access-Control-Allow-Origin: https://shop.example
    /// ```
    /// # What browsers say
    /// ```text
    /// Chromium  Cross origin requests are not allowed by request mode.
    /// Firefox   Security Error: Content at https://shop.example may not load data from https://cdn.example/worker.js.
    /// Safari    Unsafe attempt to load URL … from origin …. Domains, protocols and ports must match.
    /// ```
    RULE = {
        name: "disallowed-by-mode",
        refusal: RefusalKind::DisallowedByMode,
        says: says,
        summary: "the request may only go to the page's own origin",
        severity: Severity::Error,
        spec: "https://fetch.spec.whatwg.org/#concept-main-fetch",
        also_known_as: &["DisallowedByMode", "SOP"],
    }
}

/// The refusal in one sentence.
fn says(blocked: &Blocked<'_>) -> String {
    format!(
        "The request has the mode same-origin, and {} is another origin than {}.",
        blocked.host,
        blocked.origin()
    )
}

#[cfg(test)]
mod tests {
    use super::super::cases::{get, passes, refuses};
    use super::RULE;

    #[test]
    fn table() {
        refuses(
            &RULE,
            &get().header("Sec-Fetch-Mode", "same-origin").blocked(),
        );
        passes(
            &RULE,
            &get()
                .to("https://shop.example/worker.js")
                .header("Sec-Fetch-Mode", "same-origin")
                .answered(200, &[]),
        );
    }
}
