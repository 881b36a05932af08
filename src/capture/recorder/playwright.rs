//! Playwright's `recordHar`.

use super::{Bodies, Clock, Habits, Missing, Order, Outcome, Recorder, Seat};

/// What is known of it.
pub(super) static HABITS: Habits = Habits {
    recorder: Recorder::Playwright,
    name: "Playwright",
    word: "playwright",
    creators: &["playwright"],
    telltales: &["_failureText", "_monotonicTime", "_apiRequestRef"],
    limits: &[
        "Preflights are never in this file.",
        "A failed request has the status -1, no response headers and no Origin header: the file \
         shows that it failed, but not why.",
        "While routes are set, Playwright responds to preflights itself: the file may show \
         success that the server would not allow.",
    ],
    limits_where_they_matter: false,
    seat: Seat::Tool(None),
    order: Order::Varies,
    clock: Clock::Start,
    outcome: Outcome::AnyFailure,
    bodies: Bodies::UnlessError,
    never_written: &[Missing::Preflights],
    leaves_out_credentials: false,
    repeats_request_headers: false,
    upper_cases_methods: false,
};
