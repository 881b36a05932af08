//! A script or style sheet of the wrong type.

use super::{Blocked, Severity, declare_rule};
use crate::fetch::RefusalKind;

declare_rule! {
    /// # What it means
    /// The file has the `Content-Type` of something else, so the browser does not use it. This is
    /// not CORS. A style sheet must be `text/css`. A script must not be an image, audio, video or
    /// CSV; a module, and every script with `X-Content-Type-Options: nosniff`, must have a
    /// JavaScript type.
    /// # Common causes
    /// - The file does not exist, and the server responds with an HTML page instead of 404.
    /// - The server has no type for the file's extension.
    /// # What to look at
    /// - `Content-Type`, status and body of the response.
    /// # Example
    /// ```text
    /// <script src="https://cdn.example/app.js">        on https://shop.example
    /// 200 OK                               Content-Type: text/html, X-Content-Type-Options: nosniff
    /// ```
    /// # How to fix it
    /// Serve the file with its own type, and respond with 404 if it does not exist:
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
        grants: &["Content-Type", "X-Content-Type-Options"],
        says: says,
        summary: "the Content-Type does not fit a script, style sheet or image",
        severity: Severity::Error,
        spec: "https://fetch.spec.whatwg.org/#should-response-to-request-be-blocked-due-to-mime-type",
        also_known_as: &["nosniff-blocked", "content-type", "MIMEMISMATCH", "MimeTypeMismatch", "MimeTypeMismatch2", "BlockScriptWithWrongMimeType2", "BlockModuleWithWrongMimeType", "CSS Loader"],
    }
}

/// The refusal in one sentence.
fn says(blocked: &Blocked<'_>) -> String {
    format!(
        "{}, and the element cannot use it. This is not a CORS error.",
        blocked.declared()
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
