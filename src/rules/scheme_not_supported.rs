//! A URL that CORS knows nothing of.

use super::{Blocked, Severity, declare_rule};
use crate::fetch::RefusalKind;

declare_rule! {
    /// # What it means
    /// Scripts can request other origins only over `http` and `https`, because only these have
    /// response headers that can give permission. Nothing was sent.
    /// # Common causes
    /// - The page was opened from disk (`file:///…/index.html`) and requests files from the same
    /// folder.
    /// - The scheme is missing or misspelt: `localhost:3000/x` has the scheme `localhost`.
    /// # What to look at
    /// - The address of the page and the URL of the request.
    /// # Example
    /// ```text
    /// fetch("data.json")                   on file:///home/me/index.html
    /// ```
    /// # How to fix it
    /// Serve the page over http, also on your own machine (`python3 -m http.server`, `npx serve`,
    /// the dev server of your framework). Then the page and its files have one origin and need no
    /// CORS header. Files on another host need:
    /// ```text
    /// Access-Control-Allow-Origin: http://localhost:8000
    /// ```
    /// # What browsers say
    /// ```text
    /// Chromium  Cross origin requests are only supported for protocol schemes: http, https, ….
    /// Firefox   CORS request not http
    /// ```
    RULE = {
        name: "scheme-not-supported",
        refusal: RefusalKind::SchemeNotSupported,
        says: says,
        summary: "the URL is not http or https",
        severity: Severity::Error,
        spec: "https://fetch.spec.whatwg.org/#concept-main-fetch",
        also_known_as: &["cors-disabled-scheme", "CorsDisabledScheme", "CORSRequestNotHttp", "CORS Not HTTP", "net::ERR_UNKNOWN_URL_SCHEME"],
    }
}

/// The refusal in one sentence.
fn says(blocked: &Blocked<'_>) -> String {
    format!(
        "`{}` is not an http or https URL, which CORS requests need.",
        blocked.message.url
    )
}

#[cfg(test)]
mod tests {
    use super::super::cases::{get, passes, refuses};
    use super::RULE;

    #[test]
    fn table() {
        refuses(&RULE, &get().to("file:///home/me/data.json").blocked());
        passes(&RULE, &get().answered(200, &[]).blocked());
    }
}
