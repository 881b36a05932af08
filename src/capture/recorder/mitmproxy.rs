//! mitmproxy, with its own export or one of the older scripts.

use super::{Habits, Recorder};

/// What is known of it.
pub(super) static HABITS: Habits = Habits {
    dialect: Recorder::Mitmproxy,
    name: "mitmproxy",
    creators: &["mitmproxy"],
    telltales: &[],
    limits: &[
        "A proxy sees what went over the wire, not what the browser made of it: the outcome is worked out from the headers.",
        "Requests that the browser did not send after a failed preflight, and answers from its caches, are not in the file.",
    ],
    is_browser: false,
    is_proxy: true,
    records_outcome: false,
    records_preflights: true,
    drops_failed_requests: false,
    repeats_request_headers: false,
};
