//! Safari's and WebKitGTK's Web Inspector.

use super::{Habits, Recorder};

/// What is known of it.
pub(super) static HABITS: Habits = Habits {
    dialect: Recorder::WebKit,
    name: "Safari Web Inspector",
    creators: &["webkit web inspector", "safari"],
    telltales: &["_fetchType"],
    limits: &[
        "Failed requests and preflights are never in this export: a CORS failure cannot be seen in it. Record the same page with Chrome or Firefox.",
        "Of redirected requests only the last address is in the file.",
        "Headers that came more than once are joined into one line.",
    ],
    is_browser: true,
    is_proxy: false,
    records_outcome: false,
    records_preflights: false,
    drops_failed_requests: true,
    repeats_request_headers: false,
};
