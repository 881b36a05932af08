//! Chromium's NetLog.

use super::{Bodies, Clock, Habits, Order, Outcome, Recorder, Seat};
use crate::capture::Browser;

/// What is known of it.
pub(super) static HABITS: Habits = Habits {
    dialect: Recorder::NetLog,
    name: "Chromium NetLog",
    word: "netlog",
    creators: &[],
    telltales: &[],
    limits: &[
        "A NetLog says that a response was refused and not by which check: that follows from its headers and from the credentials mode, which it does say.",
        "What the page itself stops (mixed content, its Content Security Policy) never reaches the network and is not in a NetLog.",
        "Headers of responses that came from the browser's cache are not in it.",
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
