//! Firefox's network monitor, and the browsers built on it, which write their own name as creator.

use super::{Habits, Recorder};

/// What is known of it.
pub(super) static HABITS: Habits = Habits {
    dialect: Recorder::Firefox,
    name: "Firefox Network Monitor",
    creators: &[
        "firefox",
        "librewolf",
        "waterfox",
        "tor browser",
        "mullvad browser",
        "floorp",
        "zen",
        "icecat",
        "palemoon",
        "pale moon",
        "seamonkey",
    ],
    telltales: &["_securityState"],
    limits: &[
        "A response that the page was not allowed to read looks like any other: Firefox writes no outcome, so it is worked out from the headers.",
        "There is no initiator and no resource type.",
    ],
    is_browser: true,
    is_proxy: false,
    records_outcome: false,
    records_preflights: true,
    drops_failed_requests: false,
    repeats_request_headers: false,
};
