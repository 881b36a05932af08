//! chrome-har, browsertime and sitespeed.io, puppeteer-har, chrome-har-capturer: made from the
//! events of Chrome's debugging protocol.

use super::{Habits, Recorder};

/// What is known of it.
pub(super) static HABITS: Habits = Habits {
    dialect: Recorder::ChromeHar,
    name: "chrome-har",
    creators: &[
        "chrome-har",
        "browsertime",
        "sitespeed.io",
        "puppeteer-har",
        "chrome har capturer",
        "chromedp",
        "extendeddebuggingservice",
        "statuscake",
    ],
    telltales: &["_initiator_detail", "_requestId"],
    limits: &[
        "Requests that failed are left out: a preflight without its request is what remains of them.",
        "Headers that came more than once may be joined, and request headers may be written twice.",
    ],
    is_browser: true,
    is_proxy: false,
    records_outcome: false,
    records_preflights: true,
    drops_failed_requests: true,
    repeats_request_headers: true,
};
