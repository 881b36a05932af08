//! A URL that CORS knows nothing of.

use super::{Severity, declare_rule};
use crate::fetch::RefusalKind;

declare_rule! {
    /// # What it does
    /// Finds requests made by script to URLs that are neither `http` nor `https`, such as
    /// `file:`.
    /// # Why it fails
    /// Permission is given by response headers, and only `http` and `https` have them. Most often
    /// a page was opened from the disk (`file:///…/index.html`) and asks for the files beside it.
    /// # Example
    /// ```text
    /// fetch("data.json")                   on file:///home/me/index.html
    /// ```
    /// # Fix
    /// Serve the page over http, also on your own machine (`python3 -m http.server`, `npx serve`,
    /// the dev server of your framework). Page and files then have one origin and need no CORS
    /// header. Files on another host need:
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
        summary: "the URL is neither http nor https",
        severity: Severity::Error,
        spec: "https://fetch.spec.whatwg.org/#concept-main-fetch",
        also_known_as: &["CorsDisabledScheme", "CORSRequestNotHttp", "net::ERR_UNKNOWN_URL_SCHEME"],
    }
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
