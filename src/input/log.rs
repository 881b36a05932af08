//! What readers of logs share: going on event by event, and notes about what was passed over.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::events::Oddity;
use super::reader::{OpenError, Opened, Progress, Reading};
use crate::capture::{Capture, Note, Place};
use crate::json::window::Window;

/// Of more notes, only the number is told.
const MOST_NOTES: usize = 20;

/// How many events are read for each entry that is asked for.
const EVENTS_FOR_AN_ENTRY: usize = 16;

/// A log that is read event by event.
pub(super) trait Log: Send {
    /// Reads an event; `false` when the log is read.
    fn step(&mut self) -> bool;

    /// What is read so far.
    fn capture(&self) -> &Capture;

    /// The capture, when the log is read. What is wrong, where the file is not such a log.
    fn finish(self) -> Result<Capture, String>;
}

/// A log with the file it stands in.
struct InFile<L> {
    log: L,
    name: String,
    count: Arc<AtomicU64>,
    total: Option<u64>,
    finished: bool,
    /// Why it was read no further.
    stopped: Option<String>,
}

/// Begins to read a log; `begin` is handed the window, behind what a log may begin with, and the
/// empty capture.
pub(super) fn open<'a, L: Log + 'a>(
    mut opened: Opened<'a>,
    begin: impl FnOnce(Window<'a>, Capture) -> L,
) -> Result<Box<dyn Reading + 'a>, OpenError> {
    let before = prelude(&mut opened.window);
    opened.window.take(before);
    if opened.window.broken().is_some() {
        return Err(opened.refused("cannot be read".to_owned()));
    }
    let notes = opened.remarks.iter().map(|remark| Note {
        place: Place::default(),
        text: remark.clone(),
    });
    let capture = Capture {
        file: opened.name.clone(),
        notes: notes.collect(),
        ..Capture::default()
    };
    Ok(Box::new(InFile {
        log: begin(opened.window, capture),
        name: opened.name,
        count: opened.count,
        total: opened.total,
        finished: false,
        stopped: None,
    }))
}

/// How many bytes a file has before its first event: a byte order mark, and blanks.
pub(super) fn prelude(window: &mut Window<'_>) -> usize {
    window.ensure(64);
    let mark = if window.rest().starts_with(b"\xef\xbb\xbf") {
        3
    } else {
        0
    };
    let mut length = mark;
    loop {
        let rest = window.rest();
        let Some(further) = rest[length..].iter().position(|byte| *byte > b' ') else {
            let seen = rest.len();
            length = seen;
            window.ensure(seen + 1);
            // A file of blanks alone is not read to its end for this.
            if window.rest().len() == seen || seen > 4096 {
                return length;
            }
            continue;
        };
        return length + further;
    }
}

/// Whether a file begins as a HAR or a `NetLog`: that needs no further look, for which the bytes may
/// be long in coming.
pub(super) fn is_another(start: &[u8]) -> bool {
    let name = start.strip_prefix(b"{").map(<[u8]>::trim_ascii_start);
    let others: [&[u8]; 2] = [b"\"log\"", b"\"constants\""];
    name.is_some_and(|name| others.iter().any(|other| name.starts_with(other)))
}

impl<L: Log> Reading for InFile<L> {
    fn batch(&mut self, entries: usize) -> bool {
        for _ in 0..entries.saturating_mul(EVENTS_FOR_AN_ENTRY) {
            if self.finished {
                break;
            }
            self.finished = !self.log.step();
        }
        !self.finished
    }

    fn capture(&self) -> &Capture {
        self.log.capture()
    }

    fn progress(&self) -> Progress {
        Progress {
            bytes: self.count.load(Ordering::Relaxed),
            total: self.total,
            entries: self.capture().entries.len(),
        }
    }

    fn stop(&mut self, why: String) {
        self.finished = true;
        self.stopped = Some(why);
    }

    fn finish(mut self: Box<Self>) -> Result<Capture, OpenError> {
        while self.batch(1) {}
        let InFile {
            log, name, stopped, ..
        } = *self;
        let capture = log.finish();
        let mut capture = capture.map_err(|what| OpenError::NotHar { file: name, what })?;
        if let Some(why) = stopped {
            capture.is_partial(why.clone(), Place::default());
            capture.notes.push(Note {
                place: Place::default(),
                text: format!("{why}; everything before that was read"),
            });
        }
        Ok(capture)
    }
}

/// Notes about a log: the first ones, and how many more.
#[derive(Debug, Default)]
pub(super) struct Notes {
    kept: Vec<Note>,
    further: usize,
    /// Why the log was not read whole.
    partial: Option<String>,
}

impl Notes {
    /// Something that was passed over.
    pub(super) fn odd(&mut self, odd: &Oddity) {
        self.keep(Note {
            place: Place {
                line: Some(odd.line),
                offset: Some(odd.offset),
                ..Place::default()
            },
            text: odd.what.to_owned(),
        });
    }

    /// An event that cannot be read.
    pub(super) fn unreadable(&mut self, unit: &str, number: u32) {
        self.keep(Note {
            place: Place::default(),
            text: format!("{unit} {number} is not a readable event; it was skipped"),
        });
    }

    fn keep(&mut self, note: Note) {
        if self.kept.len() < MOST_NOTES {
            self.kept.push(note);
        } else {
            self.further += 1;
        }
    }

    /// Something about the log as a whole.
    pub(super) fn say(&mut self, text: impl Into<String>) {
        self.kept.push(Note {
            place: Place::default(),
            text: text.into(),
        });
    }

    /// The end of the log: where it did not end as it should.
    pub(super) fn ended(&mut self, broken: Option<&std::io::Error>, cut: bool) {
        match broken {
            Some(error) => {
                let why = format!("the file could not be read to the end: {error}");
                self.partial = Some(why.clone());
                self.say(why);
            }
            None if cut => {
                self.partial = Some("the log is cut off".to_owned());
                self.say("the log is cut off; everything before that was read");
            }
            None => {}
        }
    }

    /// Gives the notes to the capture.
    pub(super) fn finish(mut self, capture: &mut Capture) {
        if self.further > 0 {
            let text = format!("{} more events were skipped", self.further);
            self.say(text);
        }
        capture.notes.append(&mut self.kept);
        if let Some(why) = self.partial {
            capture.is_partial(why, Place::default());
        }
    }
}
