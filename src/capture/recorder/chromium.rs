//! Chrome, Edge, Brave, Opera, Electron: the network panel's export.

use super::{Habits, Recorder};

/// What is known of it.
pub(super) static HABITS: Habits = Habits {
    dialect: Recorder::Chromium,
    name: "Chromium DevTools",
    creators: &["webinspector", "chrome devtools"],
    telltales: &[],
    limits: &[
        "Blocked requests are listed with one text for every reason, net::ERR_FAILED: the reason is worked out from the headers.",
        "The default export leaves out Cookie, Set-Cookie and Authorization: whether a request carried credentials may stay open. Export with sensitive data to see them.",
        "Only requests that passed the panel's filter and were finished are in the file.",
    ],
    is_browser: true,
    is_proxy: false,
    records_outcome: true,
    records_preflights: true,
    drops_failed_requests: false,
    repeats_request_headers: false,
};
