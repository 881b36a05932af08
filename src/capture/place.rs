//! Where a cited value stands in its file. Each input has its own way to say that (a JSON Pointer,
//! the line of a text, the number of an event), so the input that read a capture hands in a
//! [`Source`], and everybody else asks [`Capture::place`].

use std::fmt::Debug;

use super::{Capture, Entry, Recording};

/// A part of an entry that can be cited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Part {
    /// The entry as a whole.
    Entry,
    /// The request's URL.
    Url,
    /// The request's method.
    Method,
    /// The request's headers.
    RequestHeaders,
    /// One line of the request's headers, counted from 0.
    RequestHeader(usize),
    /// The response's status.
    Status,
    /// The response's status text.
    StatusText,
    /// The response's headers.
    ResponseHeaders,
    /// One line of the response's headers, counted from 0.
    ResponseHeader(usize),
    /// The response's body.
    Body,
    /// What the recorder says went wrong: [`Entry::error`].
    Error,
    /// The same in the recorder's second place for it: [`Entry::failure_text`].
    FailureText,
    /// The error text of a WebSocket whose handshake failed.
    SocketError,
}

impl Part {
    /// What it is called where an input has no name of its own for it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Part::Entry => "entry",
            Part::Url => "url",
            Part::Method => "method",
            Part::RequestHeaders | Part::RequestHeader(_) => "request headers",
            Part::Status => "status",
            Part::StatusText => "status text",
            Part::Body => "body",
            Part::ResponseHeaders | Part::ResponseHeader(_) => "response headers",
            Part::Error | Part::FailureText | Part::SocketError => "error",
        }
    }

    /// The next larger part that it belongs to.
    #[must_use]
    pub const fn whole(self) -> Part {
        match self {
            Part::RequestHeader(_) => Part::RequestHeaders,
            Part::ResponseHeader(_) => Part::ResponseHeaders,
            Part::StatusText => Part::Status,
            _ => Part::Entry,
        }
    }
}

/// The input that a capture was read from, as far as it is needed after reading.
pub trait Source: Debug + Send + Sync {
    /// Where a part of an entry stands in the file, as a reader of the file would look it up:
    /// `/log/entries/3/response/status`, `line 12`, `event 340`. An absent header is looked up
    /// with the [`Part::whole`] of its lines.
    fn place(&self, entry: &Entry, part: Part) -> String;

    /// What the file calls that part.
    fn field(&self, part: Part) -> &'static str {
        part.name()
    }
}

/// Captures that no file was read for, and those whose input says nothing better.
#[derive(Debug)]
struct ByNumber;

impl Source for ByNumber {
    fn place(&self, entry: &Entry, _: Part) -> String {
        format!("entry {}", entry.number)
    }
}

/// Places that are numbers: the lines of a text, the events of a log. [`Entry::number`] is where
/// the entry begins.
///
/// ```
/// # use corslens::capture::{Entry, Numbered, Part, Source};
/// let mut events = Numbered::new("event");
/// events.note(340, Part::ResponseHeaders, 352);
/// let entry = Entry { number: 340, ..Entry::default() };
/// assert_eq!(events.place(&entry, Part::Url), "event 340");
/// assert_eq!(events.place(&entry, Part::ResponseHeader(3)), "event 352");
/// ```
#[derive(Debug)]
pub struct Numbered {
    unit: &'static str,
    elsewhere: std::collections::HashMap<(u32, Part), u32>,
}

impl Numbered {
    /// Places that are called `line 12`, where `unit` is `line`.
    #[must_use]
    pub fn new(unit: &'static str) -> Self {
        Self {
            unit,
            elsewhere: std::collections::HashMap::new(),
        }
    }

    /// A part of the entry with that number stands at another place than the entry begins at.
    pub fn note(&mut self, entry: u32, part: Part, place: u32) {
        if place != entry {
            self.elsewhere.insert((entry, part), place);
        }
    }
}

impl Source for Numbered {
    fn place(&self, entry: &Entry, part: Part) -> String {
        let number = [part, part.whole()]
            .iter()
            .find_map(|part| self.elsewhere.get(&(entry.number, *part)))
            .unwrap_or(&entry.number);
        format!("{} {number}", self.unit)
    }
}

impl Capture {
    /// Where a part of an entry stands in the capture's file.
    #[must_use]
    pub fn place(&self, entry: &Entry, part: Part) -> String {
        let (file, source) = match self.recording(entry.recording) {
            Some(other) => (Some(&other.file), &other.source),
            None => (None, &self.source),
        };
        let place = match source {
            Some(source) => source.place(entry, part),
            None => ByNumber.place(entry, part),
        };
        match file {
            Some(file) => format!("{file} {place}"),
            None => place,
        }
    }

    /// The recording with that number; `None` for the capture's own file, which is 0.
    #[must_use]
    pub fn recording(&self, number: u16) -> Option<&Recording> {
        self.joined.get(usize::from(number).checked_sub(1)?)
    }

    /// What the capture's file calls a part of an entry.
    #[must_use]
    pub fn field(&self, part: Part) -> &'static str {
        match &self.source {
            Some(source) => source.field(part),
            None => part.name(),
        }
    }

    /// What the recorder says went wrong with an entry, and which part of the entry says so.
    #[must_use]
    pub fn recorded_error(&self, entry: &Entry) -> Option<(Part, &str)> {
        [
            (Part::Error, entry.error),
            (Part::FailureText, entry.failure_text),
            (Part::SocketError, entry.socket_error),
        ]
        .into_iter()
        .find_map(|(part, text)| Some((part, self.optional(text).filter(|text| !text.is_empty())?)))
    }
}

#[cfg(test)]
mod tests {
    use super::{Capture, Entry, Numbered, Part, Source};

    #[test]
    fn a_capture_without_a_source_counts_its_entries() {
        let capture = Capture::default();
        let entry = Entry {
            number: 3,
            ..Entry::default()
        };
        assert_eq!(capture.place(&entry, Part::Status), "entry 3");
        assert_eq!(capture.field(Part::Error), "error");
    }

    #[test]
    fn a_part_stands_with_the_larger_part_it_belongs_to_unless_noted_otherwise() {
        let mut lines = Numbered::new("line");
        lines.note(3, Part::ResponseHeaders, 9);
        lines.note(3, Part::ResponseHeader(1), 11);
        let entry = Entry {
            number: 3,
            ..Entry::default()
        };
        let table = [
            (Part::Entry, "line 3"),
            (Part::Url, "line 3"),
            (Part::RequestHeader(1), "line 3"),
            (Part::ResponseHeaders, "line 9"),
            (Part::ResponseHeader(0), "line 9"),
            (Part::ResponseHeader(1), "line 11"),
        ];
        for (part, place) in table {
            assert_eq!(lines.place(&entry, part), place);
        }
    }
}
