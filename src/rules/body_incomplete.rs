//! A body that ended too early.

use super::{Blocked, Severity, declare_rule};
use crate::fetch::RefusalKind;

declare_rule! {
    /// # What it means
    /// The response passed every check, but the connection broke while the body was sent, so
    /// `fetch()` rejects or the body cannot be read. This is not CORS.
    /// # Common causes
    /// - The server or a proxy crashed or timed out while it sent the body.
    /// - `Content-Length` was computed before compression.
    /// # What to look at
    /// - `Content-Length`, and the log of the server and of the proxies in front of it.
    /// # Example
    /// ```text
    /// GET https://api.example/items
    /// 200 OK                                  Content-Length: 5000 (11 bytes came)
    /// ```
    /// # How to fix it
    /// Let the server send as many bytes as it announces. The CORS headers are fine as they are,
    /// for example:
    /// ```text
    /// Access-Control-Allow-Origin: https://shop.example
    /// ```
    /// # What browsers say
    /// ```text
    /// Chromium  net::ERR_CONTENT_LENGTH_MISMATCH, net::ERR_INCOMPLETE_CHUNKED_ENCODING
    /// Firefox   NetworkError when attempting to fetch resource.
    /// ```
    RULE = {
        name: "body-incomplete",
        refusal: RefusalKind::BodyIncomplete,
        grants: &["Content-Length"],
        says: says,
        summary: "the body ended before its announced length",
        severity: Severity::Error,
        spec: "https://www.rfc-editor.org/rfc/rfc9112#section-6.3",
        also_known_as: &["net::ERR_CONTENT_LENGTH_MISMATCH", "net::ERR_INCOMPLETE_CHUNKED_ENCODING"],
    }
}

/// The refusal in one sentence.
fn says(blocked: &Blocked<'_>) -> String {
    format!(
        "The page may read {}, but its body ended early. This is not a CORS error.",
        blocked.response()
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
                .answered(200, &["Access-Control-Allow-Origin: *"])
                .failed("net::ERR_CONTENT_LENGTH_MISMATCH"),
        );
        passes(
            &RULE,
            &get()
                .answered(200, &["Access-Control-Allow-Origin: *"])
                .failed("net::ERR_ABORTED"),
        );
    }
}
