//! Playwright's traces.

use super::{Bodies, Clock, Habits, Missing, Order, Outcome, Recorder, Seat};

/// What is known of it.
pub(super) static HABITS: Habits = Habits {
    recorder: Recorder::PlaywrightTrace,
    name: "Playwright trace",
    word: "playwright-trace",
    creators: &[],
    telltales: &[],
    limits: &[
        "Preflights are never in a trace.",
        "A failed request has the status -1 and no response headers: the reason comes from the \
         console lines in the trace.",
        "While routes are set, Playwright responds to preflights itself: the trace may show \
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
