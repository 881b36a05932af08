//! WebPageTest and the HTTP Archive.

use super::{Habits, Recorder};

/// What is known of it.
pub(super) static HABITS: Habits = Habits {
    dialect: Recorder::WebPageTest,
    name: "WebPageTest",
    creators: &["webpagetest", "webpagetest.org", "http archive"],
    telltales: &["_ttfb_ms", "_score_cache"],
    limits: &[
        "There is no outcome: whether the page was allowed to read a response is worked out from the headers.",
        "Cookies, bodies that were sent, and status texts are left out.",
    ],
    is_browser: true,
    is_proxy: false,
    records_outcome: false,
    records_preflights: true,
    drops_failed_requests: false,
    repeats_request_headers: false,
};
