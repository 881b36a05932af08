//! Reading logs of the DevTools protocol, which Chromium's debugger, Puppeteer, Selenium,
//! browsertime and Lighthouse write: events as `{"method", "params"}`, a line each or in an array,
//! bare or wrapped.
//!
//! Such a log holds what a HAR leaves out: the browser's own reason for each refusal.

mod codes;
mod event;
mod requests;
mod said;
#[cfg(test)]
mod tests;

use event::{Inner, Message, Params, Wrapped};
use requests::Requests;

use super::events::{Events, Next};
use super::log::{self, Log, Notes};
use super::reader::{OpenError, Opened, Reading};
use crate::capture::{Browser, Capture, Recorder};
use crate::json::window::Window;

/// Events inside of events are looked for this deep.
const DEEPEST: usize = 4;

/// How much of a file is looked at to find an event.
const BEGINNING: usize = 64 * 1024;

/// Whether a file begins as a log of the protocol: with an event, or an array of events.
pub(super) fn recognises(window: &mut Window<'_>) -> bool {
    let from = log::prelude(window);
    if log::is_another(&window.rest()[from..]) {
        return false;
    }
    window.ensure(from + BEGINNING);
    let rest = &window.rest()[from..];
    let mut start = &rest[..rest.len().min(BEGINNING)];
    // A line or two of something else may stand before the events.
    while !matches!(start.first(), None | Some(b'{' | b'[')) {
        let line = memchr::memchr(b'\n', start).map_or(start.len(), |at| at + 1);
        start = start[line..].trim_ascii_start();
    }
    let start = start.strip_prefix(b"[").unwrap_or(start).trim_ascii_start();
    let first = start.strip_prefix(b"{").map(<[u8]>::trim_ascii_start);
    // HAR files, and the captures of other inputs, hold no such names where an event's stands.
    first.is_some_and(|first| first.starts_with(b"\"")) && event::is_protocol(start)
}

/// Begins to read a log.
pub(super) fn open(opened: Opened<'_>) -> Result<Box<dyn Reading + '_>, OpenError> {
    log::open(opened, |window, capture| Reader {
        events: Events::new(window),
        requests: Requests::new(capture),
        notes: Notes::default(),
        known: 0,
    })
}

/// A log that is being read.
struct Reader<'a> {
    events: Events<'a>,
    requests: Requests,
    notes: Notes,
    /// How many events were of the protocol.
    known: usize,
}

impl Log for Reader<'_> {
    fn capture(&self) -> &Capture {
        &self.requests.capture
    }

    fn step(&mut self) -> bool {
        match self.events.next() {
            Next::Event(number, bytes) => {
                let Some(read) = event::glance(bytes) else {
                    return true;
                };
                self.known += 1;
                if !read {
                    return true;
                }
                let wrapped = serde_json::from_slice::<Wrapped<'_>>(bytes);
                let requests = &mut self.requests;
                let known = wrapped.map(|wrapped| {
                    unwrap(&wrapped, DEEPEST, &mut |method, params| {
                        requests.event(number, method, params);
                    });
                });
                // How they are counted is known behind the first event.
                if known.is_err() {
                    self.notes
                        .unreadable(self.events.numbering().unit(), number);
                }
                true
            }
            Next::Odd(odd) => {
                self.notes.odd(&odd);
                true
            }
            Next::End { cut } => {
                self.notes.ended(self.events.broken(), cut);
                false
            }
        }
    }

    fn finish(mut self) -> Result<Capture, String> {
        if self.known == 0 {
            return Err("holds no event of the DevTools protocol".to_owned());
        }
        let extra_info = self.requests.extra_info;
        let (mut capture, unseen) = self.requests.finish(self.events.numbering());
        if capture.entries.is_empty() {
            self.notes
                .say("the log holds no request: record it with Network.enable");
        }
        if unseen > 0 {
            self.notes.say(format!(
                "{unseen} responses belong to requests that were sent before the log begins; they were left out"
            ));
        }
        self.notes.finish(&mut capture);
        capture.producer.recorder = Recorder::Protocol;
        // Older versions of Firefox spoke this protocol too. Chromium may only imitate it.
        let browser = match capture.first_user_agent() {
            Some((Browser::Firefox, _)) if !extra_info => Browser::Firefox,
            _ => Browser::Chromium,
        };
        capture.settle_browser(Some((browser, String::new())));
        capture.settle();
        Ok(capture)
    }
}

/// Hands on the event in whatever is wrapped around it.
fn unwrap(wrapped: &Wrapped<'_>, depth: usize, hand_on: &mut dyn FnMut(&str, &Params<'_>)) {
    if depth == 0 {
        return;
    }
    let mut text = |text: &str| {
        if let Ok(inner) = serde_json::from_str::<Wrapped<'_>>(text) {
            unwrap(&inner, depth - 1, hand_on);
        }
    };
    match (&wrapped.params.0, &wrapped.message) {
        (Some(params), _) if !wrapped.method.get().is_empty() => match &params.message {
            Message::Text(inner) => text(inner),
            _ => hand_on(wrapped.method.get(), params),
        },
        (_, Inner::Event(inner)) => unwrap(inner, depth - 1, hand_on),
        (_, Inner::Text(inner)) => text(inner),
        (_, Inner::None) => {}
    }
}
