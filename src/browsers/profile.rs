//! Where each browser leaves the standard, as data. Each field says how it was seen.

use super::Profile;
use crate::fetch::cache::{DEFAULT_MAX_AGE, MaxAgeRules};

/// In which order a browser looks at the answer to a preflight. The order decides which fault is
/// named, never whether the request is blocked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PreflightOrder {
    /// Redirect, origin and credentials, status, both token lists, method, headers (Chromium).
    RedirectFirst,
    /// Origin and credentials, redirect, status, method list, method, header list, headers
    /// (Firefox).
    OriginFirst,
    /// Status, origin and credentials, both token lists, method, headers (WebKit).
    StatusFirst,
}

/// Which origin a browser names in the preflight of a redirected request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PreflightOrigin {
    /// The one the request itself will name: `null` once it left a foreign origin.
    Request,
    /// Always the page's.
    Page,
}

/// What a browser does with a 3xx whose `Location` is empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EmptyLocation {
    /// It hands the response to the page as it is.
    NoRedirect,
    /// It follows it, to the same URL again, until it has had too many.
    Follow,
}

/// One browser's ways.
#[derive(Debug, Clone, Copy)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one observed difference"
)]
pub struct Ways {
    /// See [`PreflightOrder`].
    pub order: PreflightOrder,
    /// See [`PreflightOrigin`]. Firefox: 58 of 58 redirected preflights.
    pub preflight_origin: PreflightOrigin,
    /// Every later hop of a request that had a preflight gets one too, simple ones included.
    /// Firefox.
    pub preflights_stick: bool,
    /// The origin in the answer to a preflight of the page's own origin is not looked at.
    /// Firefox: two cases, in both of which the method was still checked.
    pub own_origin_preflight_unchecked: bool,
    /// Among several `Access-Control-Allow-Origin` lines, empty ones do not count. Firefox, over
    /// HTTP/1.1 and HTTP/2.
    pub empty_allow_origin_lines_dropped: bool,
    /// The eight client-hint names need no preflight. Chromium.
    pub client_hints_are_safe: bool,
    /// The values of safelisted headers may have 1024 bytes together. Not in WebKit's code.
    pub limits_safelisted_total: bool,
    /// `Access-Control-Allow-Headers: *` does not cover `Authorization`. In the standard only:
    /// Chromium and Firefox warn, WebKit is silent, all three allow it.
    pub authorization_must_be_named: bool,
    /// See [`EmptyLocation`].
    pub empty_location: EmptyLocation,
    /// It keeps opaque responses of the wrong kind from elements. Not WebKit.
    pub blocks_opaque_responses: bool,
    /// It keeps back what is declared as a script and turns out to be JSON. Chromium.
    pub sniffs_scripts_for_json: bool,
    /// It complains of the type of a script (and with `nosniff` of a style sheet) before it
    /// looks at opaque responses. Firefox names those `MIMEMISMATCH`.
    pub script_type_before_opaque: bool,
    /// How it reads `Access-Control-Max-Age`.
    pub max_age: MaxAgeRules,
}

const STANDARD: Ways = Ways {
    order: PreflightOrder::OriginFirst,
    preflight_origin: PreflightOrigin::Request,
    preflights_stick: false,
    own_origin_preflight_unchecked: false,
    empty_allow_origin_lines_dropped: false,
    client_hints_are_safe: false,
    limits_safelisted_total: true,
    authorization_must_be_named: true,
    empty_location: EmptyLocation::Follow,
    blocks_opaque_responses: false,
    sniffs_scripts_for_json: false,
    script_type_before_opaque: false,
    max_age: MaxAgeRules {
        limit: u64::MAX,
        unreadable: Some(DEFAULT_MAX_AGE),
        digits_only: true,
    },
};

const CHROMIUM: Ways = Ways {
    order: PreflightOrder::RedirectFirst,
    client_hints_are_safe: true,
    authorization_must_be_named: false,
    empty_location: EmptyLocation::NoRedirect,
    blocks_opaque_responses: true,
    sniffs_scripts_for_json: true,
    max_age: MaxAgeRules {
        limit: 7200,
        unreadable: Some(DEFAULT_MAX_AGE),
        digits_only: false,
    },
    ..STANDARD
};

const FIREFOX: Ways = Ways {
    preflight_origin: PreflightOrigin::Page,
    preflights_stick: true,
    own_origin_preflight_unchecked: true,
    empty_allow_origin_lines_dropped: true,
    authorization_must_be_named: false,
    blocks_opaque_responses: true,
    script_type_before_opaque: true,
    max_age: MaxAgeRules {
        limit: 86_400,
        unreadable: None,
        digits_only: true,
    },
    ..STANDARD
};

const WEBKIT: Ways = Ways {
    order: PreflightOrder::StatusFirst,
    limits_safelisted_total: false,
    authorization_must_be_named: false,
    max_age: MaxAgeRules {
        limit: 600,
        unreadable: Some(DEFAULT_MAX_AGE),
        digits_only: false,
    },
    ..STANDARD
};

impl Profile {
    /// This browser's ways.
    #[must_use]
    pub const fn ways(self) -> &'static Ways {
        match self {
            Self::Chromium => &CHROMIUM,
            Self::Firefox => &FIREFOX,
            Self::WebKit => &WEBKIT,
            Self::Standard => &STANDARD,
        }
    }
}
