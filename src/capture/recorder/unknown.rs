//! Nothing known.

use super::{Bodies, Clock, Habits, Missing, Order, Outcome, Recorder, Seat};

/// What is known of it.
pub(super) static HABITS: Habits = Habits {
    recorder: Recorder::Unknown,
    name: "an unknown producer",
    word: "unknown",
    creators: &[],
    telltales: &[],
    limits: &[
        "The program that wrote this file is unknown: a request or preflight that is missing here \
         may still have been sent.",
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
