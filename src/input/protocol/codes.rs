//! The DevTools protocol's names for refusals.
//!
//! <https://chromedevtools.github.io/devtools-protocol/tot/Network/#type-CorsError>

use crate::capture::statement::Claim;
use crate::capture::{RefusalKind as K, RefusalKinds, Text};

/// A `CorsError`: the kinds it stands for, and whether it is about the preflight's response.
const CORS_ERRORS: &[(&str, &[K], Option<bool>)] = &[
    ("DisallowedByMode", &[K::DisallowedByMode], Some(false)),
    (
        "NoCorsRedirectModeNotFollow",
        &[K::RedirectMode],
        Some(false),
    ),
    (
        "WildcardOriginNotAllowed",
        &[K::AllowOriginWildcardWithCredentials],
        Some(false),
    ),
    (
        "MissingAllowOriginHeader",
        &[K::AllowOriginMissing],
        Some(false),
    ),
    (
        "MultipleAllowOriginValues",
        &[K::AllowOriginMultiple],
        Some(false),
    ),
    (
        "InvalidAllowOriginValue",
        &[K::AllowOriginInvalid],
        Some(false),
    ),
    (
        "AllowOriginMismatch",
        &[K::AllowOriginMismatch],
        Some(false),
    ),
    (
        "InvalidAllowCredentials",
        &[K::AllowCredentialsNotTrue],
        Some(false),
    ),
    ("CorsDisabledScheme", &[K::SchemeNotSupported], Some(false)),
    (
        "PreflightInvalidStatus",
        &[K::PreflightStatusNotOk],
        Some(true),
    ),
    (
        "PreflightDisallowedRedirect",
        &[K::PreflightRedirect],
        Some(true),
    ),
    (
        "PreflightWildcardOriginNotAllowed",
        &[K::AllowOriginWildcardWithCredentials],
        Some(true),
    ),
    (
        "PreflightMissingAllowOriginHeader",
        &[K::AllowOriginMissing],
        Some(true),
    ),
    (
        "PreflightMultipleAllowOriginValues",
        &[K::AllowOriginMultiple],
        Some(true),
    ),
    (
        "PreflightInvalidAllowOriginValue",
        &[K::AllowOriginInvalid],
        Some(true),
    ),
    (
        "PreflightAllowOriginMismatch",
        &[K::AllowOriginMismatch],
        Some(true),
    ),
    (
        "PreflightInvalidAllowCredentials",
        &[K::AllowCredentialsNotTrue],
        Some(true),
    ),
    (
        "InvalidAllowMethodsPreflightResponse",
        &[K::AllowMethodsInvalid],
        Some(true),
    ),
    (
        "InvalidAllowHeadersPreflightResponse",
        &[K::AllowHeadersInvalid],
        Some(true),
    ),
    (
        "MethodDisallowedByPreflightResponse",
        &[K::MethodNotAllowed],
        Some(true),
    ),
    (
        "HeaderDisallowedByPreflightResponse",
        &[K::HeaderNotAllowed, K::AuthorizationNotCovered],
        Some(true),
    ),
    (
        "RedirectContainsCredentials",
        &[K::RedirectContainsCredentials],
        Some(false),
    ),
    ("InsecurePrivateNetwork", &[K::LocalNetworkAccess], None),
    ("InsecureLocalNetwork", &[K::LocalNetworkAccess], None),
    (
        "InvalidPrivateNetworkAccess",
        &[K::LocalNetworkAccess],
        None,
    ),
    ("InvalidLocalNetworkAccess", &[K::LocalNetworkAccess], None),
    (
        "UnexpectedPrivateNetworkAccess",
        &[K::LocalNetworkAccess],
        None,
    ),
    (
        "PreflightMissingAllowPrivateNetwork",
        &[K::LocalNetworkAccess],
        Some(true),
    ),
    (
        "PreflightInvalidAllowPrivateNetwork",
        &[K::LocalNetworkAccess],
        Some(true),
    ),
    (
        "PreflightMissingPrivateNetworkAccessId",
        &[K::LocalNetworkAccess],
        Some(true),
    ),
    (
        "PreflightMissingPrivateNetworkAccessName",
        &[K::LocalNetworkAccess],
        Some(true),
    ),
    (
        "PrivateNetworkAccessPermissionUnavailable",
        &[K::LocalNetworkAccess],
        None,
    ),
    (
        "PrivateNetworkAccessPermissionDenied",
        &[K::LocalNetworkAccess],
        None,
    ),
    (
        "LocalNetworkAccessPermissionDenied",
        &[K::LocalNetworkAccess],
        None,
    ),
];

/// A `BlockedReason`, or the reason of an issue about a blocked response.
const BLOCKED_REASONS: &[(&str, K)] = &[
    ("csp", K::ContentSecurityPolicy),
    ("mixed-content", K::MixedContent),
    ("inspector", K::BlockedByClient),
    ("subresource-filter", K::BlockedByClient),
    ("content-type", K::MimeTypeMismatch),
    ("coep-frame-resource-needs-coep-header", K::CoepCorp),
    ("corp-not-same-origin", K::CorpSameOrigin),
    ("corp-not-same-site", K::CorpSameSite),
    (
        "corp-not-same-origin-after-defaulted-to-same-origin-by-coep",
        K::CoepCorp,
    ),
    (
        "corp-not-same-origin-after-defaulted-to-same-origin-by-dip",
        K::CoepCorp,
    ),
    (
        "corp-not-same-origin-after-defaulted-to-same-origin-by-coep-and-dip",
        K::CoepCorp,
    ),
    ("CorpNotSameOrigin", K::CorpSameOrigin),
    ("CorpNotSameSite", K::CorpSameSite),
    (
        "CorpNotSameOriginAfterDefaultedToSameOriginByCoep",
        K::CoepCorp,
    ),
    (
        "CorpNotSameOriginAfterDefaultedToSameOriginByDip",
        K::CoepCorp,
    ),
    (
        "CorpNotSameOriginAfterDefaultedToSameOriginByCoepAndDip",
        K::CoepCorp,
    ),
    ("CoepFrameResourceNeedsCoepHeader", K::CoepCorp),
    ("MixedContentBlocked", K::MixedContent),
];

/// What a `CorsError` claims. One that is not known says only that some check refused.
pub(super) fn cors_error(name: &str, subject: Option<Text>) -> Claim {
    let known = CORS_ERRORS.iter().find(|(known, ..)| *known == name);
    let (kinds, preflight) = known.map_or((&[][..], None), |(_, kinds, preflight)| {
        (*kinds, *preflight)
    });
    Claim::Refused {
        kinds: RefusalKinds::of(kinds),
        preflight,
        subject,
    }
}

/// What a reason for blocking claims; `None` where it is not one of these.
pub(super) fn blocked_reason(name: &str) -> Option<Claim> {
    let (_, kind) = BLOCKED_REASONS.iter().find(|(known, _)| *known == name)?;
    Some(Claim::Refused {
        kinds: RefusalKinds::of(&[*kind]),
        preflight: None,
        subject: None,
    })
}
