//! Whether a capture can show CORS failures at all. Where it cannot, "nothing was blocked" says
//! nothing.

use crate::capture::Capture;
use crate::capture::recorder::{Missing, Seat};

/// Why a capture cannot show that requests were blocked; `None` where it can.
#[must_use]
pub fn cannot_show_failures(capture: &Capture) -> Option<&'static str> {
    // A browser's own words show them, whatever the recorder leaves out.
    if !capture.statements.is_empty() {
        return None;
    }
    if capture.entries.is_empty() {
        return Some("it has no requests");
    }
    let habits = capture.producer.recorder.habits();
    if habits.seat == Seat::Client {
        return Some("no browser made these requests, so none could be blocked");
    }
    if habits.seat == Seat::Unknown {
        return Some(
            "its recorder is unknown, and so is what it leaves out; record the page with Chrome \
             or Firefox",
        );
    }
    if habits.never_writes(Missing::Failed) {
        return Some(
            "this recorder leaves out failed requests; record the page with Chrome or Firefox",
        );
    }
    if capture.entries.iter().any(|entry| entry.flags.fulfilled) {
        return Some("routes of a test responded instead of the server; record without routes");
    }
    None
}

#[cfg(test)]
mod tests {
    use super::cannot_show_failures;
    use crate::capture::{Capture, Entry, Producer, Recorder};

    #[test]
    fn captures_that_cannot_show_failures() {
        for (recorder, fulfilled, shows) in [
            (Recorder::Chromium, false, true),
            (Recorder::Firefox, false, true),
            (Recorder::WebKit, false, false),
            (Recorder::ApiClient, false, false),
            (Recorder::Playwright, false, true),
            (Recorder::Playwright, true, false),
            (Recorder::Mitmproxy, false, true),
            // Who knows what it leaves out.
            (Recorder::Unknown, false, false),
        ] {
            let mut entry = Entry::default();
            entry.flags.fulfilled = fulfilled;
            let capture = Capture {
                producer: Producer {
                    recorder,
                    ..Producer::default()
                },
                entries: vec![entry],
                ..Capture::default()
            };
            let found = cannot_show_failures(&capture);
            assert_eq!(found.is_none(), shows, "{recorder:?} {fulfilled}");
        }
        assert!(cannot_show_failures(&Capture::default()).is_some());
    }
}
