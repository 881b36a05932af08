//! Mode `same-origin`, and another origin.

use super::{Severity, declare_rule};
use crate::fetch::RefusalKind;

declare_rule! {
    /// # What it does
    /// Finds requests of mode `same-origin` that go to another origin.
    /// # Why it fails
    /// The page asked for its own origin only: `fetch` with `mode: "same-origin"`, or a kind of
    /// request that is always so, such as the script of a `Worker`. Nothing the server sends can
    /// change it.
    /// # Example
    /// ```text
    /// new Worker("https://cdn.example/worker.js")      on https://shop.example
    /// ```
    /// # Fix
    /// Serve the file from the page's own origin (for a worker: a small script of your own that
    /// imports the other one). For `fetch`, take out `mode: "same-origin"`; then the answer
    /// needs:
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
        summary: "the page asks for its own origin only",
        severity: Severity::Error,
        spec: "https://fetch.spec.whatwg.org/#concept-main-fetch",
        also_known_as: &["DisallowedByMode", "SOP"],
    }
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
