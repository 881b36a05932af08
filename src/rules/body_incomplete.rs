//! A body that ended too early.

use super::{Severity, declare_rule};
use crate::fetch::RefusalKind;

declare_rule! {
    /// # What it does
    /// Finds responses whose body is shorter than `Content-Length` says, or broke off.
    /// # Why it fails
    /// This is not CORS: the response passed every check. The connection broke while the body came,
    /// so `fetch()` rejects or the body cannot be read.
    /// # Example
    /// ```text
    /// GET https://api.example/items
    /// 200 OK                                  Content-Length: 5000 (11 bytes came)
    /// ```
    /// # Fix
    /// Look at the server and the proxies in front of it: a crash or a timeout while writing, or a
    /// `Content-Length` from before compression. The CORS headers are fine as they are, such as
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
        summary: "the body ended before its announced length",
        severity: Severity::Error,
        spec: "https://www.rfc-editor.org/rfc/rfc9112#section-6.3",
        also_known_as: &["net::ERR_CONTENT_LENGTH_MISMATCH", "net::ERR_INCOMPLETE_CHUNKED_ENCODING"],
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
