//! Firefox's network monitor, and the browsers built on it, which write their own name as creator.

use super::{Bodies, Clock, Habits, Order, Outcome, Recorder, Seat};
use crate::capture::Browser;

/// What is known of it.
pub(super) static HABITS: Habits = Habits {
    recorder: Recorder::Firefox,
    name: "Firefox Network Monitor",
    word: "firefox",
    creators: &[
        "firefox",
        "librewolf",
        "waterfox",
        "tor browser",
        "mullvad browser",
        "floorp",
        "zen",
        "icecat",
        "palemoon",
        "pale moon",
        "seamonkey",
    ],
    telltales: &["_securityState"],
    limits: &[
        "A response that the page was not allowed to read looks like any other. Firefox exports \
         no outcome, so it is worked out from the headers.",
        "The file has no initiators and no resource types.",
    ],
    limits_where_they_matter: true,
    seat: Seat::Panel(Browser::Firefox),
    order: Order::Varies,
    clock: Clock::Start,
    outcome: Outcome::EmptyTimings,
    bodies: Bodies::KeptBackAreEmpty,
    never_written: &[],
    leaves_out_credentials: false,
    repeats_request_headers: false,
    upper_cases_methods: false,
};
