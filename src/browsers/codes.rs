//! Each browser's own name for a refusal, and the page of MDN that tells about it.

use super::console::{Blame, Initiator};
use crate::fetch::{Phase, Refusal, RefusalKind};

/// Chromium's `Network.CorsError` name, else its blocked reason or `net::` error.
#[must_use]
pub fn chromium(refusal: Refusal) -> Option<&'static str> {
    let row = refusal.kind.row();
    row.chromium_preflight
        .filter(|_| refusal.phase == Phase::Preflight)
        .or(row.chromium)
}

/// The category of the message in Firefox's console.
#[must_use]
pub fn firefox(refusal: Refusal) -> Option<&'static str> {
    refusal.kind.row().firefox
}

/// The same, where the category depends on more than the check: a redirect to `file:`, a style
/// sheet of the wrong type without `nosniff`, and a connection that was closed after the preflight
/// had passed (4 of 4 over HTTP/1.1, in Firefox 140 and 153; over HTTP/2 and without a preflight
/// it is the other one).
#[must_use]
pub fn firefox_in_context(blame: &Blame<'_>) -> Option<&'static str> {
    match blame.refusal.kind {
        RefusalKind::RedirectScheme
            if blame
                .location
                .is_some_and(|target| target.starts_with("file:")) =>
        {
            Some("SOP")
        }
        RefusalKind::NetworkError if blame.is_out_of_reach() => None,
        RefusalKind::NetworkError if blame.after_preflight => {
            Some("CORSMultipleAllowOriginNotAllowed")
        }
        RefusalKind::MimeTypeMismatch
            if blame.initiator == Initiator::Style
                && !blame.response.contains("X-Content-Type-Options") =>
        {
            Some("CSS Loader")
        }
        RefusalKind::ContentSecurityPolicy => Some(match blame.initiator {
            Initiator::Style => "CSP_CSPStyleViolation",
            Initiator::Font => "CSS Loader",
            Initiator::Script => "Script Loader",
            _ => "CSP_CSPGenericViolation",
        }),
        _ => firefox(blame.refusal),
    }
}

/// The last part of the address of MDN's page, under `Web/HTTP/Guides/CORS/Errors/`.
#[must_use]
pub fn mdn(kind: RefusalKind) -> Option<&'static str> {
    kind.row().mdn
}
