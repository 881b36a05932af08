//! WebPageTest and the HTTP Archive.

use super::{Bodies, Clock, Habits, Order, Outcome, Recorder, Seat};

/// What is known of it.
pub(super) static HABITS: Habits = Habits {
    recorder: Recorder::WebPageTest,
    name: "WebPageTest",
    word: "webpagetest",
    creators: &["webpagetest", "webpagetest.org", "http archive"],
    telltales: &["_ttfb_ms", "_score_cache"],
    limits: &[
        "The file does not say whether the page was allowed to read a response: that is worked \
         out from the headers.",
        "Cookies, request bodies and status texts are left out.",
    ],
    limits_where_they_matter: false,
    seat: Seat::Tool(None),
    order: Order::Varies,
    clock: Clock::Exchange,
    outcome: Outcome::NoResponse,
    bodies: Bodies::Untold,
    never_written: &[],
    leaves_out_credentials: false,
    repeats_request_headers: false,
    upper_cases_methods: false,
};
