//! Charles.

use super::{Bodies, Clock, Habits, Missing, Order, Outcome, Recorder, Seat};

/// What is known of it.
pub(super) static HABITS: Habits = Habits {
    recorder: Recorder::Charles,
    name: "Charles",
    word: "charles",
    creators: &["charles"],
    telltales: &["_charlesStatus"],
    limits: &[
        "A proxy records the traffic, not what the browser did with it: the outcome is worked out \
         from the headers.",
        "Requests that the browser did not send (after a failed preflight) and responses from its \
         caches are not in the file.",
        "Hosts whose TLS was not decrypted appear as CONNECT without content.",
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
