//! The state of reading a HAR: the tokens, what was found, and what was odd.

use std::borrow::Cow;

use super::lines::Expected;
use super::marks::Marks;
use super::member::{Field, Named};
use super::notes::{Notes, Path, Remark};
use crate::capture::Capture;
use crate::capture::strings::Text;
use crate::json::shape::Shape;
use crate::json::tokens::{Content, Json, Sink};
use crate::json::window::Window;

/// What was odd, and where one is.
#[derive(Debug, Default)]
pub struct Remarks {
    /// What was odd.
    pub notes: Notes,
    /// The entry being read.
    entry: Option<u32>,
}

impl Remarks {
    fn note(&mut self, window: &Window<'_>, offset: u64, path: Path, text: Cow<'static, str>) {
        if !self.notes.repeats(path.pattern, text.clone()) {
            let remark = Remark {
                offset,
                line: window.line(offset),
                entry: self.entry,
                path,
                text,
            };
            self.notes.keep(remark);
        }
    }
}

impl Sink for Remarks {
    fn odd(&mut self, window: &Window<'_>, offset: u64, what: &'static str) {
        self.note(window, offset, Path::default(), what.into());
    }
}

/// How the objects of a file are written whose members are read one after another.
#[derive(Debug, Default)]
pub struct Shapes {
    pub entry: Shape<Named>,
    pub request: Shape<Option<Field>>,
    pub post_data: Shape<bool>,
    pub response: Shape<Result<Field, Marks>>,
    pub content: Shape<u32>,
    pub timings: Shape<Result<(usize, &'static str), Marks>>,
    pub initiator: Shape<u32>,
    pub stack: Shape<u32>,
    pub call_frame: Shape<bool>,
    pub header: Shape<u32>,
    pub message: Shape<u32>,
}

/// The state of reading.
pub struct Har<'a> {
    /// The tokens, and what was odd.
    pub json: Json<'a, Remarks>,
    /// What was found.
    pub capture: Capture,
    /// The header lines that are likely to come: of the request, of the response.
    pub expected: [Expected; 2],
    /// How the other objects are written in this file.
    pub shapes: Shapes,
}

impl<'a> Har<'a> {
    /// Reading that begins where the window begins.
    pub fn new(window: Window<'a>, capture: Capture) -> Self {
        Self {
            json: Json::new(window, Remarks::default()),
            capture,
            expected: Default::default(),
            shapes: Shapes::default(),
        }
    }

    /// Notes something about the value that begins at `offset`.
    pub fn note(&mut self, offset: u64, path: Path, text: impl Into<Cow<'static, str>>) {
        let (window, remarks) = (&self.json.window, &mut self.json.sink);
        remarks.note(window, offset, path, text.into());
    }

    /// The entry that is being read from here on, by its number; `None` between entries.
    pub fn in_entry(&mut self, number: Option<u32>) {
        self.json.sink.entry = number;
    }

    /// The entry that is being read.
    pub fn entry_number(&self) -> Option<u32> {
        self.json.sink.entry
    }

    /// The handle of the string that was read last.
    #[inline]
    pub fn intern(&mut self, content: Content) -> Option<Text> {
        self.capture.strings.intern_bytes(self.json.bytes(content))
    }
}
