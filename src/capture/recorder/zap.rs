//! ZAP.

use super::{Bodies, Clock, Habits, Missing, Order, Outcome, Recorder, Seat};

/// What is known of it.
pub(super) static HABITS: Habits = Habits {
    recorder: Recorder::Zap,
    name: "ZAP",
    word: "zap",
    creators: &["zap", "owasp zap"],
    telltales: &["_zapMessageId"],
    limits: &[
        "A proxy records the traffic, not what the browser did with it: the outcome is worked out \
         from the headers.",
        "Requests made by ZAP itself, not by a page, may be included.",
        "Folders of ZAP's site tree, which were never requested, are left out.",
    ],
    limits_where_they_matter: false,
    seat: Seat::Wire,
    order: Order::PreflightFirst,
    clock: Clock::Exchange,
    outcome: Outcome::NoResponse,
    bodies: Bodies::Untold,
    never_written: &[Missing::Unsent],
    leaves_out_credentials: false,
    repeats_request_headers: false,
    upper_cases_methods: true,
};
