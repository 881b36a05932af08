//! What stands around the entries, in every arrangement that is met: `log` with its members in any
//! order, a bare `log`, arrays of captures or of entries, a single entry; and finding the next
//! entry again after damage.

use std::sync::Arc;

use super::entry::{Draft, EntryBeginning};
use super::marks::Marks;
use super::member::Named;
use super::notes::Path;
use super::parallel::{self, Next, Piece};
use super::pointer::HarFile;
use super::state::Har;
use crate::capture::Recorder;
use crate::capture::{Capture, Entry, Page, Place};
use crate::input::source::Bytes;
use crate::json::tokens::{Stop, Value};
use crate::json::window::{self, Window};

/// An object or array around the entries that is open.
#[derive(Debug, Clone, Copy)]
enum Open {
    /// An array of captures, or of entries.
    List { first: bool },
    /// A capture, a `log`, or an entry without anything around it.
    Object { first: bool, start: u64, log: bool },
    /// The array of entries.
    Entries { first: bool },
}

/// How far reading came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Step {
    /// An entry was read.
    Entry,
    /// Something else was read.
    Other,
    /// The file is read.
    Finished,
}

/// Reads a file from its first byte to its last.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one thing that was seen"
)]
pub struct Document<'a> {
    /// The tokens.
    pub har: Har<'a>,
    open: Vec<Open>,
    /// The number that the next entry has.
    next: u32,
    /// The pointer of the array of entries.
    entries_at: &'static str,
    /// There was a `log`.
    log: bool,
    /// There was an array of entries, or an entry.
    entries: bool,
    /// How many captures the file holds.
    captures: u32,
    /// The names of the members of the outermost object, or of the first in the outermost array, for
    /// the message that it is not a HAR.
    names: Vec<String>,
    damaged: bool,
    /// Why and how far it was read, where the rest is missing.
    partial: Option<(String, u64, u64)>,
    /// Its beginning is missing.
    head_missing: bool,
    /// How many entries were damaged, and left out.
    left_out: u64,
    finished: bool,
    browser: (String, String),
    /// The marks of the recorder.
    marks: Marks,
    /// The line where segments read by others go on.
    line: u64,
}

/// The members that every request in a session of Charles (`.chlsj`) begins with.
const CHARLES: [&str; 3] = ["scheme", "host", "path"];

/// The members of a `log`, or of an object that may be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LogMember {
    Log,
    Entries,
    Creator,
    Browser,
    Pages,
    OfEntry(Named),
    Other,
}

impl LogMember {
    fn of(name: &[u8], log: bool) -> Self {
        match name {
            b"log" if !log => Self::Log,
            b"entries" => Self::Entries,
            b"creator" => Self::Creator,
            b"browser" => Self::Browser,
            b"pages" => Self::Pages,
            _ => match Named::of(name) {
                member if !log && member.member.marks_an_entry() => Self::OfEntry(member),
                _ => Self::Other,
            },
        }
    }
}

impl<'a> Document<'a> {
    /// Reading from the first byte.
    pub fn new(har: Har<'a>) -> Self {
        Self {
            har,
            open: Vec::new(),
            next: 0,
            entries_at: "/log/entries",
            log: false,
            entries: false,
            captures: 0,
            names: Vec::new(),
            damaged: false,
            partial: None,
            head_missing: false,
            left_out: 0,
            finished: false,
            browser: (String::new(), String::new()),
            marks: Marks::default(),
            line: 1,
        }
    }

    /// Reads on to the next entry or the end.
    pub fn step(&mut self) -> Step {
        if self.finished {
            return Step::Finished;
        }
        match self.try_step() {
            Ok(Step::Finished) => {
                self.finished = true;
                Step::Finished
            }
            Ok(step) => step,
            Err(stop) => self.recover(stop),
        }
    }

    fn try_step(&mut self) -> Result<Step, Stop> {
        match self.open.last().copied() {
            None => self.outside(),
            Some(Open::List { mut first }) => {
                let more = self.har.json.element(&mut first)?;
                self.replace(Open::List { first });
                if !more {
                    self.open.pop();
                    return Ok(Step::Other);
                }
                if self.har.json.value()? == Value::Object {
                    self.begin_object();
                } else {
                    self.har.skip_noted(
                        Path::default(),
                        "should be a capture or an entry; it was skipped",
                    )?;
                }
                Ok(Step::Other)
            }
            Some(Open::Object { first, start, log }) => self.object_member(first, start, log),
            Some(Open::Entries { mut first }) => {
                let more = self.har.json.element(&mut first)?;
                self.replace(Open::Entries { first });
                if !more {
                    self.open.pop();
                    return Ok(Step::Other);
                }
                let start = self.har.json.window.offset();
                if self.har.json.value()? == Value::Object {
                    self.har.json.window.take(1);
                    return self.entry(start, None);
                }
                self.har.in_entry(Some(self.next));
                self.har
                    .skip_noted(Path::default(), "should be an entry; it was skipped")?;
                self.next += 1;
                self.har.in_entry(None);
                Ok(Step::Other)
            }
        }
    }

    /// Between documents: at the beginning, or after the end.
    fn outside(&mut self) -> Result<Step, Stop> {
        let after = self.captures > 0;
        let Ok(byte) = self.har.json.token() else {
            return Ok(Step::Finished);
        };
        match byte {
            b'{' => self.begin_object(),
            b'[' => {
                self.har.json.window.take(1);
                self.captures += 1;
                self.open.push(Open::List { first: true });
                self.entries_at = "";
            }
            _ if after => return Err(Stop::Damage("other data follows the end of the capture")),
            _ => {
                self.head_missing = true;
                return Err(Stop::Damage("the beginning of the capture is missing"));
            }
        }
        Ok(Step::Other)
    }

    fn begin_object(&mut self) {
        let start = self.har.json.window.offset();
        self.har.json.window.take(1);
        self.captures += 1;
        self.open.push(Open::Object {
            first: true,
            start,
            log: false,
        });
    }

    fn object_member(&mut self, mut first: bool, start: u64, log: bool) -> Result<Step, Stop> {
        // Of an array, those of its first element.
        let outermost = match self.open.as_slice() {
            [Open::Object { .. }] => true,
            [Open::List { .. }, Open::Object { .. }] => self.captures == 2,
            _ => false,
        } && self.names.len() < 8;
        let names = &mut self.names;
        let member = self.har.json.member(&mut first, |name| {
            if outermost {
                names.push(String::from_utf8_lossy(&name[..name.len().min(40)]).into_owned());
            }
            LogMember::of(name, log)
        })?;
        self.replace(Open::Object { first, start, log });
        let Some(member) = member else {
            self.open.pop();
            return Ok(Step::Other);
        };
        match member {
            LogMember::Log => {
                self.log = true;
                if self.har.object(Path::to("/log"))? {
                    let start = self.har.json.window.offset();
                    self.open.push(Open::Object {
                        first: true,
                        start,
                        log: true,
                    });
                }
            }
            LogMember::Entries => self.begin_entries(log)?,
            LogMember::Creator => {
                let (name, version) = self.name_and_version()?;
                if self.har.capture.producer.name.is_empty() {
                    self.har.capture.producer.recorder = Recorder::of_creator(&name);
                    self.har.capture.producer.name = name;
                    self.har.capture.producer.version = version;
                }
            }
            LogMember::Browser => self.browser = self.name_and_version()?,
            LogMember::Pages => self.pages()?,
            LogMember::OfEntry(member) => {
                self.open.pop();
                return self.entry(start, Some(member));
            }
            LogMember::Other => self.har.json.skip()?,
        }
        Ok(Step::Other)
    }

    fn begin_entries(&mut self, log: bool) -> Result<(), Stop> {
        let path = Path::to(if log { "/log/entries" } else { "/entries" });
        if self.har.json.value()? != Value::Array {
            return self
                .har
                .skip_noted(path, "should be the array of entries; it was skipped");
        }
        if self.entries {
            let offset = self.har.json.window.offset();
            self.har.note(
                offset,
                path,
                "the file has entries in more than one place; they are shown together",
            );
        } else {
            self.entries_at = match (log, self.open.first()) {
                (true, Some(Open::List { .. })) => "/0/log/entries",
                (true, _) => "/log/entries",
                (false, Some(Open::List { .. })) => "/0/entries",
                (false, _) => "/entries",
            };
        }
        self.entries = true;
        self.har.json.window.take(1);
        self.open.push(Open::Entries { first: true });
        Ok(())
    }

    /// An entry whose `{` was taken.
    fn entry(&mut self, start: u64, begun: Option<Named>) -> Result<Step, Stop> {
        self.har.in_entry(Some(self.next));
        let headers = self.har.capture.headers.len();
        let draft = self.har.entry(start, begun)?;
        self.har.in_entry(None);
        // An object without `log.entries` around it may be anything that has a `request`.
        let url = self.har.capture.url(&draft.entry);
        let requests = draft.has_request && (url.contains(':') || draft.entry.started.is_some());
        if begun.is_some() && !requests {
            self.har.capture.headers.truncate(headers);
            return Ok(Step::Other);
        }
        self.keep(draft);
        Ok(Step::Entry)
    }

    /// Where the next entry begins, if one follows the last. Otherwise where to read on, for
    /// [`Document::go_on`].
    pub fn next_entry_at(&mut self) -> Option<Next> {
        if !matches!(self.open.last(), Some(Open::Entries { first: false })) {
            return None;
        }
        let behind = self.har.json.window.mark();
        self.line = self.har.json.window.line(behind);
        Some(match parallel::between(&mut self.har) {
            Ok(true) => {
                let next = self.har.json.window.offset();
                self.line = self.har.json.window.line(next);
                Next::Entry(next)
            }
            _ => Next::Behind(behind),
        })
    }

    /// Takes in what was read of a segment, if it begins where the one before ended: at `expected`.
    pub fn absorb(&mut self, expected: Next, piece: Piece) -> Option<Next> {
        let (Next::Entry(at) | Next::Behind(at)) = expected;
        match piece.first {
            None if at >= piece.end => return Some(expected),
            Some(first) if expected == Next::Entry(first) => {}
            _ => return None,
        }
        // Lines are counted from 1, so two counts of one line differ by what comes before.
        let lines = self.line - piece.first_line;
        self.line = piece.next_line + lines;
        self.har
            .json
            .sink
            .notes
            .absorb(piece.notes, lines, self.next);
        self.marks |= piece.marks;
        let number = self.next;
        self.next += u32::try_from(piece.capture.entries.len()).unwrap_or(0);
        self.har.capture.absorb(piece.capture, number);
        Some(piece.next)
    }

    /// Reads on from another place in the file, with the array of entries open.
    pub fn go_on(&mut self, next: Next, source: Bytes<'a>) {
        let (offset, first) = match next {
            Next::Entry(offset) => (offset, true),
            Next::Behind(offset) => (offset, false),
        };
        self.har.json.window = Window::new(source, offset, window::SIZE).counting_from(self.line);
        self.replace(Open::Entries { first });
    }

    fn keep(&mut self, draft: Draft) {
        let Draft {
            mut entry, marks, ..
        } = draft;
        entry.number = self.next;
        self.next += 1;
        self.entries = true;
        self.marks |= marks;
        self.har.capture.entries.push(entry);
    }

    /// `creator` and `browser`: an object, or (Optic) a string.
    fn name_and_version(&mut self) -> Result<(String, String), Stop> {
        let path = Path::to("/log/creator");
        let (mut name, mut version) = (None, None);
        if self.har.json.value()? == Value::Object {
            self.har.json.window.take(1);
            let mut first = true;
            while let Some(member) = self.har.json.member(&mut first, |name| match name {
                b"name" => 0,
                b"version" => 1,
                _ => 2,
            })? {
                match member {
                    0 => name = self.har.text(path)?,
                    1 => version = self.har.text(path)?,
                    _ => self.har.json.skip()?,
                }
            }
        } else {
            name = self.har.text(path)?;
        }
        let text = |text| self.har.capture.optional(text).unwrap_or("").to_owned();
        Ok((text(name), text(version)))
    }

    fn pages(&mut self) -> Result<(), Stop> {
        let path = Path::to("/log/pages");
        match self.har.json.value()? {
            Value::Array => self.har.json.window.take(1),
            Value::Word => {
                return self.har.null(path, "should be an array; it was skipped");
            }
            _ => {
                return self
                    .har
                    .skip_noted(path, "should be an array; it was skipped");
            }
        }
        let mut first_page = true;
        while self.har.json.element(&mut first_page)? {
            if !self.har.object(path)? {
                continue;
            }
            let (mut id, mut title) = (None, None);
            let mut first = true;
            while let Some(member) = self.har.json.member(&mut first, |name| match name {
                b"id" => 0,
                b"title" => 1,
                _ => 2,
            })? {
                match member {
                    0 => id = self.har.text(path)?,
                    1 => title = self.har.text(path)?,
                    _ => self.har.json.skip()?,
                }
            }
            if let Some(id) = id {
                self.har.capture.pages.push(Page { id, title });
            }
        }
        Ok(())
    }

    fn replace(&mut self, open: Open) {
        if let Some(last) = self.open.last_mut() {
            *last = open;
        }
    }

    /// Says what is broken, and goes on at the next entry.
    fn recover(&mut self, stop: Stop) -> Step {
        let mut stop = stop;
        let was = self.har.entry_number().is_some()
            && matches!(self.open.last(), Some(Open::Entries { .. }));
        if let Stop::Damage(what) = stop {
            let offset = self.har.json.window.offset();
            let text = match self.har.entry_number() {
                Some(_) => format!("{what}; the entry is left out"),
                None => what.to_owned(),
            };
            self.har.note(offset, Path::default(), text);
            self.damaged = true;
        }
        if was {
            self.next += 1;
            self.left_out += u64::from(stop != Stop::End);
        }
        loop {
            self.har.in_entry(None);
            if stop == Stop::End {
                self.ended();
                return Step::Finished;
            }
            match self.next_entry() {
                Ok(draft) => {
                    self.keep(draft);
                    self.har.in_entry(None);
                    self.open_entries();
                    self.replace(Open::Entries { first: false });
                    self.captures = self.captures.max(1);
                    return Step::Entry;
                }
                Err(again) => stop = again,
            }
        }
    }

    /// Has the array of entries open, where damage may have hidden that it is.
    fn open_entries(&mut self) {
        let entries = |open: &Open| matches!(open, Open::Entries { .. });
        if let Some(at) = self.open.iter().rposition(entries) {
            self.open.truncate(at + 1);
            return;
        }
        let object = |log| Open::Object {
            first: false,
            start: 0,
            log,
        };
        self.open = vec![object(false), object(true), Open::Entries { first: false }];
    }

    /// Finds the next object that begins like an entry and is one, wherever it stands.
    fn next_entry(&mut self) -> Result<Draft, Stop> {
        loop {
            let (start, member) = self.har.find_entry(u64::MAX, &EntryBeginning::default())?;
            self.har.in_entry(Some(self.next));
            let headers = self.har.capture.headers.len();
            let draft = self.har.entry(start, Some(member))?;
            if draft.has_request {
                return Ok(draft);
            }
            self.har.capture.headers.truncate(headers);
        }
    }

    /// The file ended while something was open.
    fn ended(&mut self) {
        self.finished = true;
        if let Some(error) = self.har.json.window.broken() {
            let text = format!(
                "the rest of the file cannot be read ({error}); the entries before it are \
                         shown"
            );
            self.is_partial(format!("the rest of the file cannot be read ({error})"));
            let offset = self.har.json.window.offset();
            self.har.note(offset, Path::default(), text);
        } else if !self.open.is_empty() && (!self.damaged || self.har.entry_number().is_some()) {
            self.is_partial("the file is cut off");
            let offset = self.har.json.window.offset();
            self.har.note(
                offset,
                Path::default(),
                "the file is cut off here; the entries before that are shown",
            );
        }
    }

    /// Reads no further, and that is why.
    pub fn stop(&mut self, why: String) {
        self.finished = true;
        let offset = self.har.json.window.offset();
        let text = format!("{why}; the entries before that are shown");
        self.har.note(offset, Path::default(), text);
        self.is_partial(why);
    }

    /// What is missing is behind the place that was read last.
    fn is_partial(&mut self, why: impl Into<String>) {
        let window = &self.har.json.window;
        let offset = window.offset();
        let line = window.line(offset);
        self.partial
            .get_or_insert_with(|| (why.into(), offset, line));
    }

    /// Whether the file was a HAR as far as it was read; else what it is.
    pub fn verdict(&self) -> Result<(), String> {
        if self.entries {
            return Ok(());
        }
        Err(if self.log {
            "has a `log` without `entries`, so it has no requests; record and export the capture \
             again"
                .to_owned()
        } else if CHARLES
            .iter()
            .all(|name| self.names.iter().any(|own| own == name))
        {
            "is a Charles session, not a HAR; in Charles choose File > Export Session and the \
             format HTTP Archive (.har)"
                .to_owned()
        } else if !self.names.is_empty() {
            let names: Vec<_> = self
                .names
                .iter()
                .map(|name| format!("`{}`", name.escape_debug()))
                .collect();
            format!(
                "is JSON, but not a HAR: it has {} where a HAR has `log`; export the network panel as HAR",
                names.join(", ")
            )
        } else {
            "is JSON, but not a HAR: there is no `log` with `entries`; export the network panel as HAR"
                .to_owned()
        })
    }

    /// What was read.
    pub fn finish(mut self) -> Capture {
        if self.har.capture.entries.is_empty() {
            let offset = self.har.json.window.offset();
            self.har
                .note(offset, Path::default(), "the capture has no entries");
        }
        let (mut capture, notes) = (self.har.capture, self.har.json.sink.notes);
        capture.notes = notes.finish(self.entries_at);
        capture.source = Some(Arc::new(HarFile {
            entries_at: self.entries_at,
        }));
        if let Some((why, offset, line)) = self.partial {
            let until = Place {
                offset: Some(offset),
                line: Some(line),
                ..Place::default()
            };
            capture.is_partial(why, until);
        }
        if self.head_missing {
            capture.is_partial("its beginning is missing", Place::default());
        }
        match self.left_out {
            0 => {}
            1 => capture.is_partial("1 damaged entry was left out", Place::default()),
            count => {
                let why = format!("{count} damaged entries were left out");
                capture.is_partial(why, Place::default());
            }
        }
        // Nobody requested a folder.
        let is_folder =
            |entry: &Entry| entry.flags.folder && entry.status.is_none_or(|status| status <= 0);
        capture.entries.retain(|entry| !is_folder(entry));
        super::producer::settle(&mut capture, &self.browser, self.marks);
        capture.settle();
        capture
    }
}
