//! Insomnia, Postman, Polly.JS, k6 and others: programs, not pages, made the requests.

use super::{Habits, Recorder};

/// What is known of it.
pub(super) static HABITS: Habits = Habits {
    dialect: Recorder::ApiClient,
    name: "an API client",
    creators: &[
        "insomnia",
        "postman",
        "newman",
        "polly.js",
        "httpsnippet",
        "k6",
        "har-to-k6",
        "optic",
        "akita",
        "capture-har",
        "pcap2har",
        "bruno",
        "hoppscotch",
        "alta proxy",
    ],
    telltales: &["_recordingName", "settingEncodeUrl"],
    limits: &[
        "No browser made these requests, so CORS did not apply to them: what is said is what a browser would have done.",
    ],
    is_browser: false,
    is_proxy: false,
    records_outcome: false,
    records_preflights: false,
    drops_failed_requests: false,
    repeats_request_headers: false,
};
