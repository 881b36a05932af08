//! Reading Chromium's NetLog (`chrome://net-export`, `--log-net-log`), in each capture mode, and
//! cut off anywhere, as it is when the browser is killed.
//!
//! Its events have numbers for their types; the constants at the beginning say which number stands
//! for what in the browser that wrote it.

mod codes;
mod event;
mod requests;

use event::{Constants, Event};
use requests::Requests;

use super::events::{Events, Holds, Next};
use super::log::{self, Log, Notes};
use super::reader::{OpenError, Opened, Reading};
use crate::capture::{Browser, Capture, Recorder};
use crate::json::window::Window;

/// Whether a file begins as a NetLog: an object whose first member is its constants.
pub(super) fn recognises(window: &mut Window<'_>) -> bool {
    let from = log::prelude(window);
    window.ensure(from + 64);
    let start = &window.rest()[from..];
    let name = start.strip_prefix(b"{").map(<[u8]>::trim_ascii_start);
    name.and_then(|name| name.strip_prefix(b"\"constants\""))
        .is_some_and(|rest| rest.trim_ascii_start().starts_with(b":"))
}

/// Begins to read a log.
pub(super) fn open(opened: Opened<'_>) -> Result<Box<dyn Reading + '_>, OpenError> {
    log::open(opened, |window, capture| {
        let mut events = Events::new(window);
        events.enter();
        Reader {
            events,
            state: State::Before(capture),
            notes: Notes::default(),
        }
    })
}

/// A log that is being read.
struct Reader<'a> {
    events: Events<'a>,
    state: State,
    notes: Notes,
}

enum State {
    /// The constants were not met yet.
    Before(Capture),
    /// The events are being read.
    Events(Box<Requests>),
    /// The log holds no constants, or they cannot be read.
    Unreadable(Capture, &'static str),
}

impl Reader<'_> {
    /// Reads what comes before the events.
    fn head(&mut self) -> bool {
        let State::Before(capture) = &mut self.state else {
            // The events without their constants are numbers.
            return false;
        };
        let capture = std::mem::take(capture);
        let mut constants = None;
        while let Some((name, holds)) = self.events.member() {
            match (name.as_str(), holds) {
                ("constants", Holds::Object) => {
                    constants = self.events.object().and_then(Constants::read);
                    if constants.is_none() {
                        break;
                    }
                }
                ("events", Holds::Array) => {
                    let Some(constants) = constants else { break };
                    self.state = State::Events(Box::new(Requests::new(capture, constants)));
                    return true;
                }
                (_, Holds::Object) => {
                    if self.events.object().is_none() {
                        break;
                    }
                }
                (_, Holds::Array) => break,
                (_, Holds::Word) => {}
            }
        }
        let what = if constants.is_some() {
            "is a NetLog that is cut off before its first event; record it again and stop the recording before you copy the file"
        } else {
            "is a NetLog whose constants are missing or damaged, so its numbers have no meaning; \
             record it again"
        };
        self.state = State::Unreadable(capture, what);
        false
    }
}

impl Log for Reader<'_> {
    fn capture(&self) -> &Capture {
        match &self.state {
            State::Before(capture) | State::Unreadable(capture, _) => capture,
            State::Events(requests) => &requests.capture,
        }
    }

    fn step(&mut self) -> bool {
        let State::Events(requests) = &mut self.state else {
            return self.head();
        };
        match self.events.next() {
            Next::Event(number, bytes) => {
                let kind = event::glance(bytes).map(|kind| requests.constants().kind(kind));
                if kind == Some(None) {
                    return true;
                }
                match serde_json::from_slice::<Event<'_>>(bytes) {
                    Ok(event) => requests.event(number, &event),
                    Err(_) => self
                        .notes
                        .unreadable(self.events.numbering().unit(), number),
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
        let requests = match self.state {
            State::Events(requests) => requests,
            State::Unreadable(_, what) => return Err(what.to_owned()),
            State::Before(_) => return Err("is empty".to_owned()),
        };
        let (name, version) = requests.constants().client.clone();
        let (mut capture, background) = requests.finish(self.events.numbering());
        match background {
            0 => {}
            1 => self
                .notes
                .say("1 request of the browser itself (not of a page) was left out"),
            count => self.notes.say(format!(
                "{count} requests of the browser itself (not of a page) were left out"
            )),
        }
        self.notes.finish(&mut capture);
        capture.producer.recorder = Recorder::NetLog;
        capture.settle_browser(Some((Browser::Chromium, version.clone())));
        capture.producer.name = name;
        capture.producer.version = version;
        capture.settle();
        Ok(capture)
    }
}
