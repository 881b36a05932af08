//! Where each browser leaves the standard, as data: one row for each version from which on it
//! does something else. Each field says how it was seen.

use super::Profile;
use crate::capture::{Capture, Entry};
use crate::fetch::cache::{DEFAULT_MAX_AGE, MaxAgeRules};

/// In which order a browser looks at the response to a preflight. The order decides which fault is
/// named, never whether the request is blocked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
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
#[non_exhaustive]
pub enum PreflightOrigin {
    /// The one the request itself will name: `null` once it left a foreign origin.
    Request,
    /// Always the page's.
    Page,
}

/// What a browser does with a 3xx whose `Location` is empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum EmptyLocation {
    /// It hands the response to the page as it is.
    NoRedirect,
    /// It follows it, to the same URL again, until it has had too many.
    Follow,
}

/// One browser, from one version on.
#[derive(Debug)]
pub struct Row {
    /// Which browser.
    pub profile: Profile,
    /// The first major version that does it so; 0 for all before the next row.
    pub since: u32,
    /// Where it leaves the standard.
    pub ways: Ways,
    /// What its request headers tell.
    pub headers: HeaderHabits,
}

/// What the request headers of a browser tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeaderHabits {
    /// Which requests carry `Sec-Fetch-Storage-Access` if they go to another site with
    /// credentials. `None`: none do.
    pub storage_access: Option<StorageAccess>,
}

/// Which cross-site requests with credentials carry `Sec-Fetch-Storage-Access`, besides those that
/// a page itself makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StorageAccess {
    /// Their preflights do too.
    pub on_preflights: bool,
    /// Requests that follow a redirect do too.
    pub on_later_hops: bool,
    /// Requests of workers, and `fetch()` with `keepalive`, do too.
    pub from_workers: bool,
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
    /// The origin in the response to a preflight of the page's own origin is not looked at.
    /// Firefox: two cases, in both of which the method was still checked.
    pub own_origin_preflight_unchecked: bool,
    /// Among several `Access-Control-Allow-Origin` lines, empty ones do not count. Firefox, over
    /// HTTP/1.1 and HTTP/2.
    pub empty_allow_origin_lines_dropped: bool,
    /// The eight client-hint names need no preflight. Chromium.
    pub client_hints_are_safe: bool,
    /// A `User-Agent` that the page sets is dropped, and so asked for in no preflight. Chromium.
    pub drops_user_agent: bool,
    /// `fetch()` can send a body while the page still makes it. Firefox sends the text that such a
    /// body has in place of it, and WebKit nothing.
    pub streams_uploads: bool,
    /// The values of safelisted headers may have 1024 bytes together. Not in WebKit's code.
    pub limits_safelisted_total: bool,
    /// `Access-Control-Allow-Headers: *` does not cover `Authorization`. In the standard only:
    /// Chromium and Firefox warn, WebKit is silent, all three allow it.
    pub authorization_must_be_named: bool,
    /// `*` in `Access-Control-Allow-Methods` and `Access-Control-Allow-Headers` stands for every
    /// name. Chromium since 63, Firefox since 69; before that it was a name like any other.
    pub lists_take_wildcards: bool,
    /// See [`EmptyLocation`].
    pub empty_location: EmptyLocation,
    /// It keeps opaque responses of the wrong kind from elements. Not WebKit.
    pub blocks_opaque_responses: bool,
    /// It keeps back what is declared as a script and turns out to be JSON. Chromium.
    pub sniffs_scripts_for_json: bool,
    /// It complains of the type of a script (and with `nosniff` of a style sheet) before it
    /// looks at opaque responses. Firefox names those `MIMEMISMATCH`.
    pub script_type_before_opaque: bool,
    /// Fonts are CORS requests. Not in WebKit: without `Origin` on 16 of 16 requests, and in use
    /// with a wrong `Access-Control-Allow-Origin` in 8 of 8 cases.
    pub fonts_use_cors: bool,
    /// It knows `Document-Isolation-Policy`. Chromium.
    pub knows_document_isolation: bool,
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
    drops_user_agent: false,
    streams_uploads: true,
    limits_safelisted_total: true,
    authorization_must_be_named: true,
    lists_take_wildcards: true,
    empty_location: EmptyLocation::Follow,
    blocks_opaque_responses: false,
    sniffs_scripts_for_json: false,
    script_type_before_opaque: false,
    fonts_use_cors: true,
    knows_document_isolation: false,
    max_age: MaxAgeRules {
        limit: u64::MAX,
        unreadable: Some(DEFAULT_MAX_AGE),
        digits_only: true,
    },
};

const CHROMIUM: Ways = Ways {
    order: PreflightOrder::RedirectFirst,
    client_hints_are_safe: true,
    drops_user_agent: true,
    authorization_must_be_named: false,
    empty_location: EmptyLocation::NoRedirect,
    blocks_opaque_responses: true,
    sniffs_scripts_for_json: true,
    knows_document_isolation: true,
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
    streams_uploads: false,
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
    streams_uploads: false,
    limits_safelisted_total: false,
    authorization_must_be_named: false,
    fonts_use_cors: false,
    max_age: MaxAgeRules {
        limit: 600,
        unreadable: Some(DEFAULT_MAX_AGE),
        digits_only: false,
    },
    ..STANDARD
};

/// Before `Access-Control-Max-Age` was capped at two hours.
const CHROMIUM_63: Ways = Ways {
    max_age: MaxAgeRules {
        limit: 600,
        ..CHROMIUM.max_age
    },
    ..CHROMIUM
};

const SILENT: HeaderHabits = HeaderHabits {
    storage_access: None,
};

const fn row(profile: Profile, since: u32, ways: Ways, headers: HeaderHabits) -> Row {
    Row {
        profile,
        since,
        ways,
        headers,
    }
}

/// Every browser, its versions in order.
pub static ROWS: &[Row] = &[
    row(
        Profile::Chromium,
        0,
        Ways {
            lists_take_wildcards: false,
            ..CHROMIUM_63
        },
        SILENT,
    ),
    row(Profile::Chromium, 63, CHROMIUM_63, SILENT),
    row(Profile::Chromium, 76, CHROMIUM, SILENT),
    row(
        Profile::Chromium,
        133,
        CHROMIUM,
        HeaderHabits {
            storage_access: Some(StorageAccess {
                on_preflights: false,
                on_later_hops: true,
                from_workers: true,
            }),
        },
    ),
    row(
        Profile::Firefox,
        0,
        Ways {
            lists_take_wildcards: false,
            ..FIREFOX
        },
        SILENT,
    ),
    row(Profile::Firefox, 69, FIREFOX, SILENT),
    // The first version that was seen to send it. From workers and with keepalive: 24 of 24
    // requests with credentials went without.
    row(
        Profile::Firefox,
        153,
        FIREFOX,
        HeaderHabits {
            storage_access: Some(StorageAccess {
                on_preflights: true,
                on_later_hops: false,
                from_workers: false,
            }),
        },
    ),
    row(Profile::WebKit, 0, WEBKIT, SILENT),
    row(Profile::Standard, 0, STANDARD, SILENT),
];

/// What no row holds: nobody's ways but the standard's.
static NOBODY: Row = row(Profile::Standard, 0, STANDARD, SILENT);

impl Profile {
    /// What this browser does in that major version, or today where the version is not known.
    #[must_use]
    pub fn row(self, version: Option<u32>) -> &'static Row {
        ROWS.iter()
            .rev()
            .filter(|row| row.profile == self)
            .find(|row| version.is_none_or(|version| row.since <= version))
            .unwrap_or(&NOBODY)
    }

    /// The ways of this browser's version of today.
    #[must_use]
    pub fn ways(self) -> &'static Ways {
        &self.row(None).ways
    }

    /// The browser that made the request of an entry, in its version.
    #[must_use]
    pub fn recording(capture: &Capture, entry: &Entry) -> Option<&'static Row> {
        let (browser, _) = capture.browser_and_version_of(entry)?;
        Some(Self::of(browser).row(major(capture, entry)))
    }
}

/// The major version of the browser that made the request of an entry.
#[must_use]
pub fn major(capture: &Capture, entry: &Entry) -> Option<u32> {
    let (_, version) = capture.browser_and_version_of(entry)?;
    version?.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::{ROWS, major};
    use crate::browsers::Profile;
    use crate::capture::{Browser, Capture, Entry, Producer};

    fn capture(browser: Browser, version: &str) -> Capture {
        Capture {
            producer: Producer {
                browser: Some(browser),
                browser_version: Some(version.to_owned()).filter(|version| !version.is_empty()),
                ..Producer::default()
            },
            ..Capture::default()
        }
    }

    #[test]
    fn every_browser_has_a_row_from_its_first_version_on() {
        for profile in Profile::ALL {
            let since: Vec<u32> = ROWS
                .iter()
                .filter(|row| row.profile == profile)
                .map(|row| row.since)
                .collect();
            assert_eq!(since.first(), Some(&0), "{}", profile.name());
            assert!(since.is_sorted_by(|a, b| a < b), "{}", profile.name());
        }
    }

    #[test]
    fn a_capture_gets_the_row_of_its_version() {
        let table = [
            (Browser::Chromium, "47.0.2526.106", 0),
            (Browser::Chromium, "63.0", 63),
            (Browser::Chromium, "75.0.3770.142", 63),
            (Browser::Chromium, "120.0.0.0", 76),
            (Browser::Chromium, "156.0.8078.79", 133),
            (Browser::Chromium, "", 133),
            (Browser::Chromium, "unknown", 133),
            (Browser::Firefox, "68.0", 0),
            (Browser::Firefox, "115.0", 69),
            (Browser::Firefox, "153.0", 153),
            (Browser::WebKit, "18.5", 0),
        ];
        for (browser, version, since) in table {
            let row = Profile::recording(&capture(browser, version), &Entry::default());
            assert_eq!(
                row.map(|row| row.since),
                Some(since),
                "{browser:?} {version}"
            );
        }
        assert_eq!(major(&Capture::default(), &Entry::default()), None);
    }

    #[test]
    fn old_versions_take_no_wildcards_and_keep_answers_for_less_long() {
        let ways = |profile: Profile, version| profile.row(Some(version)).ways;
        assert!(!ways(Profile::Chromium, 62).lists_take_wildcards);
        assert!(ways(Profile::Chromium, 63).lists_take_wildcards);
        assert!(!ways(Profile::Firefox, 68).lists_take_wildcards);
        assert_eq!(ways(Profile::Chromium, 75).max_age.limit, 600);
        assert_eq!(ways(Profile::Chromium, 76).max_age.limit, 7200);
    }
}
