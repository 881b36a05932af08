//! Firebug and its NetExport.

use super::{Habits, Recorder};

/// What is known of it.
pub(super) static HABITS: Habits = Habits {
    dialect: Recorder::Firebug,
    name: "Firebug",
    creators: &["firebug", "netexport"],
    telltales: &[],
    limits: &[
        "There is no outcome: whether the page was allowed to read a response is worked out from the headers, by today's rules.",
    ],
    is_browser: true,
    is_proxy: false,
    records_outcome: false,
    records_preflights: true,
    drops_failed_requests: false,
    repeats_request_headers: false,
};
