//! A script or style sheet of the wrong type.

use super::{Severity, declare_rule};
use crate::fetch::RefusalKind;

declare_rule! {
    /// # What it does
    /// Finds scripts, style sheets and images that came with the `Content-Type` of something
    /// else.
    /// # Why it fails
    /// This is not CORS. A style sheet must be `text/css`. A script must not be an image, sound,
    /// film or CSV; with `X-Content-Type-Options: nosniff` it must have a JavaScript type. Most
    /// often the file is not there and the server answered with an HTML page.
    /// # Example
    /// ```text
    /// <script src="https://cdn.example/app.js">        on https://shop.example
    /// 200 OK                               Content-Type: text/html, X-Content-Type-Options: nosniff
    /// ```
    /// # Fix
    /// Serve the file with its own type, and what is not there with status 404:
    /// ```text
    /// Content-Type: text/javascript
    /// ```
    /// # What browsers say
    /// ```text
    /// Chromium  Refused to execute script from '…' because its MIME type ('text/html') is not executable, and strict MIME type checking is enabled.
    /// Firefox   The resource from “…” was blocked due to MIME type (“text/html”) mismatch (X-Content-Type-Options: nosniff).
    /// ```
    RULE = {
        name: "mime-type-mismatch",
        refusal: RefusalKind::MimeTypeMismatch,
        summary: "the Content-Type is not that of a script, style sheet or image",
        severity: Severity::Error,
        spec: "https://fetch.spec.whatwg.org/#should-response-to-request-be-blocked-due-to-mime-type",
        also_known_as: &[
            "content-type",
            "MIMEMISMATCH",
            "MimeTypeMismatch",
            "MimeTypeMismatch2",
            "CSS Loader",
        ],
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
            &get()
                .by("stylesheet")
                .answered(200, &["Content-Type: text/javascript"])
                .blocked(),
        );
        passes(
            &RULE,
            &get()
                .by("stylesheet")
                .answered(200, &["Content-Type: text/css"]),
        );
    }
}
