//! The lines of a browser's console.

use super::{Bodies, Clock, Habits, Missing, Order, Outcome, Recorder, Seat};

/// What is known of it.
pub(super) static HABITS: Habits = Habits {
    recorder: Recorder::Console,
    name: "a browser's console",
    word: "console",
    creators: &[],
    telltales: &[],
    limits: &[
        "A console names the failed requests and the check that refused them. It has no headers \
         and no responses, so no fix can be tested. Export the network panel as HAR too, and open \
         both files.",
    ],
    limits_where_they_matter: false,
    seat: Seat::Tool(None),
    order: Order::Varies,
    clock: Clock::Start,
    outcome: Outcome::Stated,
    bodies: Bodies::Untold,
    never_written: &[Missing::Preflights, Missing::Responses],
    leaves_out_credentials: true,
    repeats_request_headers: false,
    upper_cases_methods: false,
};
