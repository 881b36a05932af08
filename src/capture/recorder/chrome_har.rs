//! chrome-har, browsertime and sitespeed.io, puppeteer-har, chrome-har-capturer: made from the
//! events of Chrome's debugging protocol.

use super::{Bodies, Clock, Habits, Missing, Order, Outcome, Recorder, Seat};
use crate::capture::Browser;

/// What is known of it.
pub(super) static HABITS: Habits = Habits {
    recorder: Recorder::ChromeHar,
    name: "chrome-har",
    word: "chrome-har",
    creators: &[
        "chrome-har",
        "browsertime",
        "sitespeed.io",
        "puppeteer-har",
        "chrome har capturer",
        "chromedp",
        "extendeddebuggingservice",
        "statuscake",
    ],
    telltales: &["_initiator_detail", "_requestId"],
    limits: &[
        "Failed requests are left out: only their preflights remain.",
        "Repeated headers may be joined, and request headers may be written twice.",
    ],
    limits_where_they_matter: false,
    seat: Seat::Tool(Some(Browser::Chromium)),
    order: Order::Varies,
    clock: Clock::Start,
    outcome: Outcome::NoResponse,
    bodies: Bodies::Untold,
    never_written: &[Missing::Failed],
    leaves_out_credentials: false,
    repeats_request_headers: true,
    upper_cases_methods: false,
};
