//! Chromium's NetLog.

use super::{Bodies, Clock, Habits, Order, Outcome, Recorder, Seat};
use crate::capture::Browser;

/// What is known of it.
pub(super) static HABITS: Habits = Habits {
    recorder: Recorder::NetLog,
    name: "Chromium NetLog",
    word: "netlog",
    creators: &[],
    telltales: &[],
    limits: &[
        "A NetLog says that a response was refused, but not by which check. That follows from the \
         headers and the credentials mode, which it does have.",
        "Requests that the page itself stops (mixed content, its Content Security Policy) never \
         reach the network and are not in a NetLog.",
        "Headers of responses from the browser's cache are not in it.",
    ],
    limits_where_they_matter: false,
    seat: Seat::Tool(Some(Browser::Chromium)),
    order: Order::Varies,
    clock: Clock::Start,
    outcome: Outcome::Stated,
    bodies: Bodies::Untold,
    never_written: &[],
    leaves_out_credentials: false,
    repeats_request_headers: false,
    upper_cases_methods: false,
};
