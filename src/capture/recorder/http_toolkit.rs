//! HTTP Toolkit.

use super::{Habits, Recorder};

/// What is known of it.
pub(super) static HABITS: Habits = Habits {
    dialect: Recorder::HttpToolkit,
    name: "HTTP Toolkit",
    creators: &["http toolkit"],
    telltales: &["_requestBodyStatus"],
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
