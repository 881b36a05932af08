//! Chrome, Edge, Brave, Opera, Electron: the network panel's export.

use super::{Bodies, Clock, Habits, Order, Outcome, Recorder, Seat};
use crate::capture::Browser;

/// What is known of it.
pub(super) static HABITS: Habits = Habits {
    recorder: Recorder::Chromium,
    name: "Chromium DevTools",
    word: "chromium",
    creators: &["webinspector", "chrome devtools"],
    telltales: &[],
    limits: &[
        "Every blocked request has the same error, net::ERR_FAILED: the reason is worked out from \
         the headers.",
        "The default export leaves out Cookie, Set-Cookie and Authorization, so it may not show \
         whether a request carried credentials. Export with sensitive data to include them.",
        "Only finished requests that passed the panel's filter are in the file.",
    ],
    limits_where_they_matter: true,
    seat: Seat::Panel(Browser::Chromium),
    order: Order::Varies,
    clock: Clock::Start,
    outcome: Outcome::ErrorTexts,
    bodies: Bodies::UnlessError,
    never_written: &[],
    leaves_out_credentials: true,
    repeats_request_headers: false,
    upper_cases_methods: false,
};
