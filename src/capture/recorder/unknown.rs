//! Nothing known.

use super::{Bodies, Clock, Habits, Missing, Order, Outcome, Recorder, Seat};

/// What is known of it.
pub(super) static HABITS: Habits = Habits {
    dialect: Recorder::Unknown,
    name: "an unknown producer",
    word: "unknown",
    creators: &[],
    telltales: &[],
    limits: &[
        "Who wrote this file is not known: that a request or a preflight is missing does not mean that it was not made.",
    ],
    limits_where_they_matter: false,
    seat: Seat::Unknown,
    order: Order::Varies,
    clock: Clock::Exchange,
    outcome: Outcome::NoResponse,
    bodies: Bodies::Untold,
    never_written: &[Missing::Failed],
    leaves_out_credentials: false,
    repeats_request_headers: false,
    upper_cases_methods: true,
};
