//! Nothing known.

use super::{Habits, Recorder};

/// What is known of it.
pub(super) static HABITS: Habits = Habits {
    dialect: Recorder::Unknown,
    name: "an unknown producer",
    creators: &[],
    telltales: &[],
    limits: &[
        "Who wrote this file is not known: that a request or a preflight is missing does not mean that it was not made.",
    ],
    is_browser: false,
    is_proxy: false,
    records_outcome: false,
    records_preflights: true,
    drops_failed_requests: false,
    repeats_request_headers: false,
};
