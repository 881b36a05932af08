//! A document that does not want to be shown in this page's frame.

use super::{Blocked, Severity, declare_rule};
use crate::fetch::RefusalKind;
use crate::fetch::frames;
use crate::http::Origin;

declare_rule! {
    /// # What it means
    /// The document's own headers say which pages may show it in a frame, and this page is not
    /// among them. The browser shows an error page instead. This is not CORS: the page around the
    /// frame cannot read the document either way.
    /// # Common causes
    /// - `X-Frame-Options: DENY` or `SAMEORIGIN`.
    /// - `frame-ancestors` in the document's `Content-Security-Policy` does not list the page.
    /// # What to look at
    /// - `X-Frame-Options` and `Content-Security-Policy` of the document.
    /// # Example
    /// ```text
    /// https://shop.example/                   <iframe src="https://bank.example/pay">
    /// 200 OK                                  Content-Security-Policy: frame-ancestors 'self'
    /// ```
    /// # How to fix it
    /// Only the server of the document can allow it:
    /// ```text
    /// Content-Security-Policy: frame-ancestors 'self' https://shop.example
    /// ```
    /// `X-Frame-Options` cannot name another origin; remove it if `frame-ancestors` is set. If the
    /// server is not yours, use the URL that its owner offers for embedding.
    /// # What browsers say
    /// ```text
    /// Chromium  Refused to frame 'https://bank.example/' because an ancestor violates the following Content Security Policy directive: "frame-ancestors 'self'".
    /// Firefox   The loading of “https://bank.example/pay” in a frame is denied by “X-Frame-Options“ directive set to “DENY“.
    /// Safari    Refused to display 'https://bank.example/pay' in a frame because it set 'X-Frame-Options' to 'DENY'.
    /// ```
    RULE = {
        name: "frame-refused",
        refusal: RefusalKind::FrameRefused,
        grants: &["X-Frame-Options", "Content-Security-Policy"],
        says: says,
        summary: "the document does not allow this page to frame it",
        severity: Severity::Error,
        spec: "https://www.w3.org/TR/CSP3/#directive-frame-ancestors",
        also_known_as: &["X-Frame-Options", "frame-ancestors", "net::ERR_BLOCKED_BY_RESPONSE"],
    }
}

/// The refusal in one sentence.
fn says(blocked: &Blocked<'_>) -> String {
    let own = Origin::of_url(blocked.message.url).unwrap_or(Origin::Opaque);
    let page = blocked.brief.evidence.origin.value.as_ref();
    let header =
        page.and_then(|page| frames::may_be_framed(page, &own, blocked.message.response).err());
    let said = header.map_or_else(String::new, |header| {
        format!(
            ": {}: `{}`",
            header.header(),
            blocked.value(header.header())
        )
    });
    format!(
        "{} may not be shown in a frame of {}{said}. This is not a CORS error.",
        blocked.subject(),
        blocked.origin()
    )
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
