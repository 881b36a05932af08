//! Insomnia, Postman, Polly.JS, k6 and others: programs, not pages, made the requests.

use super::{Bodies, Clock, Habits, Order, Outcome, Recorder, Seat};

/// What is known of it.
pub(super) static HABITS: Habits = Habits {
    recorder: Recorder::ApiClient,
    name: "an API client",
    word: "api-client",
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
        "No browser made these requests, so CORS did not apply to them. The verdicts say what a \
         browser would have done.",
    ],
    limits_where_they_matter: false,
    seat: Seat::Client,
    order: Order::Varies,
    clock: Clock::Exchange,
    outcome: Outcome::NoResponse,
    bodies: Bodies::Untold,
    never_written: &[],
    leaves_out_credentials: false,
    repeats_request_headers: false,
    upper_cases_methods: false,
};
