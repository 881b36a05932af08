//! Firebug and its NetExport.

use super::{Bodies, Clock, Habits, Order, Outcome, Recorder, Seat};
use crate::capture::Browser;

/// What is known of it.
pub(super) static HABITS: Habits = Habits {
    recorder: Recorder::Firebug,
    name: "Firebug",
    word: "firebug",
    creators: &["firebug", "netexport"],
    telltales: &[],
    limits: &[
        "The file does not say whether the page was allowed to read a response: that is worked \
         out from the headers, by today's rules.",
    ],
    limits_where_they_matter: false,
    seat: Seat::Tool(Some(Browser::Firefox)),
    order: Order::Varies,
    clock: Clock::Start,
    outcome: Outcome::NoResponse,
    bodies: Bodies::Untold,
    never_written: &[],
    leaves_out_credentials: false,
    repeats_request_headers: false,
    upper_cases_methods: false,
};
