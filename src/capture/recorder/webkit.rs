//! Safari's and WebKitGTK's Web Inspector.

use super::{Bodies, Clock, Habits, Missing, Order, Outcome, Recorder, Seat};
use crate::capture::Browser;

/// What is known of it.
pub(super) static HABITS: Habits = Habits {
    recorder: Recorder::WebKit,
    name: "Safari Web Inspector",
    word: "webkit",
    creators: &["webkit web inspector", "safari"],
    telltales: &["_fetchType"],
    limits: &[
        "Failed requests and preflights are never in this export: a CORS failure cannot be seen in it. Record the same page with Chrome or Firefox.",
        "Of redirected requests only the final URL is in the file.",
        "Repeated headers are joined into one line.",
    ],
    limits_where_they_matter: false,
    seat: Seat::Panel(Browser::WebKit),
    order: Order::Varies,
    clock: Clock::Start,
    outcome: Outcome::NoResponse,
    bodies: Bodies::Untold,
    never_written: &[Missing::Failed, Missing::Preflights],
    leaves_out_credentials: false,
    repeats_request_headers: false,
    upper_cases_methods: false,
};
