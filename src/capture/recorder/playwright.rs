//! Playwright's `recordHar`.

use super::{Habits, Recorder};

/// What is known of it.
pub(super) static HABITS: Habits = Habits {
    dialect: Recorder::Playwright,
    name: "Playwright",
    creators: &["playwright"],
    telltales: &["_failureText", "_monotonicTime", "_apiRequestRef"],
    limits: &[
        "Preflights are never in this file.",
        "A failed request has the status -1, no response headers and no Origin header: that it failed is certain, why is not.",
        "While routes are set, Playwright answers preflights itself: the file may show success that no server gave.",
    ],
    is_browser: true,
    is_proxy: false,
    records_outcome: true,
    records_preflights: false,
    drops_failed_requests: false,
    repeats_request_headers: false,
};
