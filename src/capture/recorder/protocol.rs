//! Logs of the DevTools protocol.

use super::{Bodies, Clock, Habits, Order, Outcome, Recorder, Seat};

/// What is known of it.
pub(super) static HABITS: Habits = Habits {
    recorder: Recorder::Protocol,
    name: "DevTools protocol log",
    word: "devtools-protocol",
    creators: &[],
    telltales: &[],
    limits: &[
        "Requests sent before the log begins are not in it.",
        "The log covers only the targets that it was attached to: requests of workers and of \
         frames of other sites may be missing.",
    ],
    limits_where_they_matter: false,
    seat: Seat::Tool(None),
    order: Order::Varies,
    clock: Clock::Start,
    outcome: Outcome::Stated,
    bodies: Bodies::UnlessError,
    never_written: &[],
    leaves_out_credentials: false,
    repeats_request_headers: false,
    upper_cases_methods: false,
};
