//! A document that does not want to be shown in this page's frame.

use super::{Severity, declare_rule};
use crate::fetch::RefusalKind;

declare_rule! {
    /// # What it does
    /// Finds documents for a frame whose `X-Frame-Options` or `frame-ancestors` does not allow the
    /// page around it.
    /// # Why it fails
    /// This is not CORS. The document says who may show it in a frame, and the browser shows an
    /// error page in its place. The page around it may not read it either way.
    /// # Example
    /// ```text
    /// https://shop.example/                   <iframe src="https://bank.example/pay">
    /// 200 OK                                  Content-Security-Policy: frame-ancestors 'self'
    /// ```
    /// # Fix
    /// Only the server of the document can allow it:
    /// ```text
    /// Content-Security-Policy: frame-ancestors 'self' https://shop.example
    /// ```
    /// `X-Frame-Options` cannot name another origin; remove it where `frame-ancestors` is set. If
    /// the server belongs to someone else, use the address that they offer for embedding.
    /// # What browsers say
    /// ```text
    /// Chromium  Refused to frame 'https://bank.example/' because an ancestor violates the following Content Security Policy directive: "frame-ancestors 'self'".
    /// Firefox   The loading of “https://bank.example/pay” in a frame is denied by “X-Frame-Options“ directive set to “DENY“.
    /// Safari    Refused to display 'https://bank.example/pay' in a frame because it set 'X-Frame-Options' to 'DENY'.
    /// ```
    RULE = {
        name: "frame-refused",
        refusal: RefusalKind::FrameRefused,
        summary: "the document may not be shown in a frame of this page",
        severity: Severity::Error,
        spec: "https://www.w3.org/TR/CSP3/#directive-frame-ancestors",
        also_known_as: &["X-Frame-Options", "frame-ancestors", "net::ERR_BLOCKED_BY_RESPONSE"],
    }
}

#[cfg(test)]
mod tests {
    use super::super::cases::{get, passes};
    use super::RULE;

    #[test]
    fn table() {
        passes(&RULE, &get().answered(200, &["X-Frame-Options: DENY"]));
    }
}
