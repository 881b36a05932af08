//! Each browser's own name for a refusal, and the page of MDN that tells about it.

use super::console::{Blame, Initiator};
use crate::fetch::{Phase, Refusal, RefusalKind};

/// Chromium's `Network.CorsError` name, else its blocked reason or `net::` error.
#[must_use]
pub const fn chromium(refusal: Refusal) -> Option<&'static str> {
    use RefusalKind as K;
    let preflight = matches!(refusal.phase, Phase::Preflight);
    Some(match (refusal.kind, preflight) {
        (K::AllowOriginMissing, false) => "MissingAllowOriginHeader",
        (K::AllowOriginMissing, true) => "PreflightMissingAllowOriginHeader",
        (K::AllowOriginWildcardWithCredentials, false) => "WildcardOriginNotAllowed",
        (K::AllowOriginWildcardWithCredentials, true) => "PreflightWildcardOriginNotAllowed",
        (K::AllowOriginMultiple, false) => "MultipleAllowOriginValues",
        (K::AllowOriginMultiple, true) => "PreflightMultipleAllowOriginValues",
        (K::AllowOriginInvalid, false) => "InvalidAllowOriginValue",
        (K::AllowOriginInvalid, true) => "PreflightInvalidAllowOriginValue",
        (K::AllowOriginMismatch, false) => "AllowOriginMismatch",
        (K::AllowOriginMismatch, true) => "PreflightAllowOriginMismatch",
        (K::AllowCredentialsNotTrue, false) => "InvalidAllowCredentials",
        (K::AllowCredentialsNotTrue, true) => "PreflightInvalidAllowCredentials",
        (K::PreflightStatusNotOk, _) => "PreflightInvalidStatus",
        (K::PreflightRedirect, _) => "PreflightDisallowedRedirect",
        (K::AllowMethodsInvalid, _) => "InvalidAllowMethodsPreflightResponse",
        (K::AllowHeadersInvalid, _) => "InvalidAllowHeadersPreflightResponse",
        (K::MethodNotAllowed, _) => "MethodDisallowedByPreflightResponse",
        (K::HeaderNotAllowed | K::AuthorizationNotCovered, _) => {
            "HeaderDisallowedByPreflightResponse"
        }
        (K::RedirectContainsCredentials, _) => "RedirectContainsCredentials",
        (K::DisallowedByMode, _) => "DisallowedByMode",
        (K::SchemeNotSupported, _) => "CorsDisabledScheme",
        (K::RedirectScheme, _) => "net::ERR_UNSAFE_REDIRECT",
        (K::TooManyRedirects, _) => "net::ERR_TOO_MANY_REDIRECTS",
        (K::CorpSameOrigin, _) => "corp-not-same-origin",
        (K::CorpSameSite, _) => "corp-not-same-site",
        (K::CoepCorp, _) => "corp-not-same-origin-after-defaulted-to-same-origin-by-coep",
        (K::OpaqueResponseBlocked, _) => "net::ERR_BLOCKED_BY_ORB",
        (K::MixedContent, _) => "mixed-content",
        (K::LocalNetworkAccess, _) => "LocalNetworkAccessPermissionDenied",
        (K::ContentSecurityPolicy, _) => "csp",
        (K::DipCorp, _) => "corp-not-same-origin-after-defaulted-to-same-origin-by-dip",
        (K::FrameRefused, _) => "net::ERR_BLOCKED_BY_RESPONSE",
        (K::PortBlocked, _) => "net::ERR_UNSAFE_PORT",
        (K::BodyIncomplete, _) => "net::ERR_CONTENT_LENGTH_MISMATCH",
        (K::StoppedInBrowser, _) => "inspector",
        (K::BlockedByClient, _) => "net::ERR_BLOCKED_BY_CLIENT",
        (K::RedirectMode | K::ServiceWorker, _) => "net::ERR_FAILED",
        (
            K::NetworkError
            | K::PreflightFailed
            | K::MimeTypeMismatch
            | K::WebSocketRefused
            | K::EventSourceRefused
            | K::Unexplained,
            _,
        ) => {
            return None;
        }
    })
}

/// The category of the message in Firefox's console.
#[must_use]
pub const fn firefox(refusal: Refusal) -> Option<&'static str> {
    use RefusalKind as K;
    Some(match refusal.kind {
        K::AllowOriginMissing => "CORSMissingAllowOrigin2",
        K::AllowOriginWildcardWithCredentials => "CORSNotSupportingCredentials",
        K::AllowOriginMultiple | K::AllowOriginInvalid | K::AllowOriginMismatch => {
            "CORSAllowOriginNotMatchingOrigin"
        }
        K::AllowCredentialsNotTrue => "CORSMissingAllowCredentials",
        K::PreflightStatusNotOk => "CORSPreflightDidNotSucceed3",
        K::PreflightRedirect => "CORSExternalRedirectNotAllowed",
        K::NetworkError
        | K::PreflightFailed
        | K::RedirectContainsCredentials
        // To ftp:, mailto: or javascript:.
        | K::RedirectScheme
        | K::PortBlocked
        | K::TooManyRedirects => "CORSDidNotSucceed2",
        K::AllowMethodsInvalid => "CORSInvalidAllowMethod",
        K::AllowHeadersInvalid => "CORSInvalidAllowHeader",
        K::MethodNotAllowed => "CORSMethodNotFound",
        K::HeaderNotAllowed | K::AuthorizationNotCovered => "CORSMissingAllowHeaderFromPreflight2",
        K::SchemeNotSupported => "CORSRequestNotHttp",
        K::CorpSameOrigin | K::CorpSameSite | K::CoepCorp => "COEP",
        K::OpaqueResponseBlocked => "ORB",
        K::MimeTypeMismatch => "MIMEMISMATCH",
        K::MixedContent => "Mixed Content Blocker",
        K::DisallowedByMode => "SOP",
        K::ContentSecurityPolicy => "CSP_CSPGenericViolation",
        K::FrameRefused => "X-Frame-Options",
        K::EventSourceRefused => "Event Source",
        K::WebSocketRefused => "Web Socket",
        K::ServiceWorker => "Service Worker Interception",
        K::RedirectMode
        | K::LocalNetworkAccess
        | K::BlockedByClient
        | K::DipCorp
        | K::StoppedInBrowser
        | K::BodyIncomplete
        | K::Unexplained => return None,
    })
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
pub const fn mdn(kind: RefusalKind) -> Option<&'static str> {
    use RefusalKind as K;
    Some(match kind {
        K::AllowOriginMissing => "CORSMissingAllowOrigin",
        K::AllowOriginWildcardWithCredentials => "CORSNotSupportingCredentials",
        K::AllowOriginMultiple => "CORSMultipleAllowOriginNotAllowed",
        K::AllowOriginInvalid | K::AllowOriginMismatch => "CORSAllowOriginNotMatchingOrigin",
        K::AllowCredentialsNotTrue => "CORSMissingAllowCredentials",
        K::PreflightStatusNotOk => "CORSPreflightDidNotSucceed",
        K::PreflightRedirect => "CORSExternalRedirectNotAllowed",
        K::NetworkError | K::PreflightFailed => "CORSDidNotSucceed",
        K::AllowMethodsInvalid => "CORSInvalidAllowMethod",
        K::AllowHeadersInvalid => "CORSInvalidAllowHeader",
        K::MethodNotAllowed => "CORSMethodNotFound",
        K::HeaderNotAllowed | K::AuthorizationNotCovered => "CORSMissingAllowHeaderFromPreflight",
        K::SchemeNotSupported | K::RedirectScheme => "CORSRequestNotHttp",
        _ => return None,
    })
}
