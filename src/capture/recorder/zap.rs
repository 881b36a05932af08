//! ZAP.

use super::{Habits, Recorder};

/// What is known of it.
pub(super) static HABITS: Habits = Habits {
    dialect: Recorder::Zap,
    name: "ZAP",
    creators: &["zap", "owasp zap"],
    telltales: &["_zapMessageId"],
    limits: &[
        "A proxy sees what went over the wire, not what the browser made of it: the outcome is worked out from the headers.",
        "Requests made by ZAP itself, not by a page, may be among them.",
        "Failed requests are dated 1970.",
    ],
    is_browser: false,
    is_proxy: true,
    records_outcome: false,
    records_preflights: true,
    drops_failed_requests: false,
    repeats_request_headers: false,
};
