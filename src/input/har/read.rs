//! From a file or a stream to a [`Capture`].

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::document::{Document, Step};
use super::notes;
use super::parallel::{Division, Next, Pieces};
use super::sniff::{self, Beginning};
use crate::capture::Capture;
use crate::input::source::{self, Counted};
use crate::json::tokens::Json;
use crate::json::window::{self, Window};

/// Why a file gives no capture at all.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The operating system said no.
    #[error("{file}: cannot be read: {reason}")]
    Unreadable {
        /// The name as given.
        file: String,
        /// What the operating system said.
        reason: String,
    },
    /// The file is no HAR.
    #[error("{file}: {what}")]
    NotHar {
        /// The name as given.
        file: String,
        /// What is wrong, where, and what to do.
        what: String,
    },
}

/// How far reading has come.
#[derive(Debug, Clone, Copy, Default)]
pub struct Progress {
    /// Bytes read so far.
    pub bytes: u64,
    /// The size of the file, where it is known.
    pub total: Option<u64>,
    /// Entries found so far.
    pub entries: usize,
}

/// A file that was there a moment ago.
struct Gone;

impl Read for Gone {
    fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
        Err(std::io::Error::other("it was changed while it was read"))
    }
}

/// How many entries are read between two reports of progress.
const BATCH: usize = 64;

/// Reads the capture in a file; `-` is standard input.
///
/// # Errors
///
/// [`OpenError`] where the file cannot be read, or is no HAR.
pub fn open(path: &Path, progress: &mut dyn FnMut(Progress)) -> Result<Capture, OpenError> {
    let mut reader = Reader::open(path)?;
    while reader.batch(BATCH) {
        progress(reader.progress());
    }
    reader.finish()
}

/// Reads a capture from a stream.
///
/// # Errors
///
/// [`OpenError`] where the stream cannot be read, or holds no HAR.
pub fn read(
    reader: &mut (dyn Read + Send),
    name: &str,
    progress: &mut dyn FnMut(Progress),
) -> Result<Capture, OpenError> {
    let mut reader = Reader::new(Box::new(reader), name, None, window::SIZE)?;
    while reader.batch(BATCH) {
        progress(reader.progress());
    }
    reader.finish()
}

/// Reads a capture a batch of entries at a time, so that the first can be shown while the rest is
/// read.
///
/// ```
/// # fn main() -> Result<(), corslens::input::OpenError> {
/// let file = br#"{"log": {"entries": [{"request": {"method": "GET", "url": "https://a.example/"}}]}}"#;
/// let mut reader = corslens::input::Reader::of(file.as_slice(), "capture.har")?;
/// while reader.batch(64) {
///     // `reader.capture()` holds the entries so far.
/// }
/// assert_eq!(reader.finish()?.entries.len(), 1);
/// # Ok(())
/// # }
/// ```
pub struct Reader<'a> {
    document: Document<'a>,
    name: String,
    count: Arc<AtomicU64>,
    total: Option<u64>,
    /// The file is read as it is.
    direct: bool,
    /// How the file can be divided among threads, as long as that may still be.
    division: Option<Division>,
    /// The threads that read, and where the next piece must begin.
    pieces: Option<(Pieces, Next)>,
}

impl<'a> Reader<'a> {
    /// Begins to read a file; `-` is standard input.
    pub fn open(path: &Path) -> Result<Reader<'static>, OpenError> {
        let name = path.display().to_string();
        if name == "-" {
            return Reader::new(Box::new(std::io::stdin()), &name, None, window::SIZE);
        }
        let unreadable = |error: std::io::Error| OpenError::Unreadable {
            file: name.clone(),
            reason: error.to_string(),
        };
        let file = File::open(path).map_err(unreadable)?;
        let about = file.metadata().map_err(unreadable)?;
        if about.is_dir() {
            return Err(OpenError::NotHar {
                file: name,
                what: "is a folder, not a capture; give a file, or a folder with .har files"
                    .to_owned(),
            });
        }
        let total = about.is_file().then_some(about.len());
        let mut reader = Reader::new(Box::new(file), &name, total, window::SIZE)?;
        reader.division = total
            .filter(|&length| reader.direct && Division::may(length))
            .map(|length| Division::of(path, length));
        Ok(reader)
    }

    /// Divides the file otherwise than is best.
    #[cfg(test)]
    pub(super) fn divide(&mut self, division: Division) {
        self.division = Some(division);
    }

    /// Begins to read a stream.
    pub fn of(stream: impl Read + Send + 'a, name: &str) -> Result<Self, OpenError> {
        Self::new(Box::new(stream), name, None, window::SIZE)
    }

    /// Begins to read a stream whose length may be known, with a window of `size` bytes.
    pub(super) fn new(
        stream: source::Bytes<'a>,
        name: &str,
        total: Option<u64>,
        size: usize,
    ) -> Result<Self, OpenError> {
        let not_har = |what: String| OpenError::NotHar {
            file: name.to_owned(),
            what,
        };
        let count = Arc::new(AtomicU64::new(0));
        let counted = Counted::new(stream, Arc::clone(&count));
        let plain = source::plain(Box::new(counted), &count).map_err(not_har)?;
        let direct = plain.direct;
        let mut window = Window::new(plain.bytes, 0, size);
        let beginning = sniff::beginning(&mut window);
        if let Some(error) = window.broken() {
            return Err(OpenError::Unreadable {
                file: name.to_owned(),
                reason: error.to_string(),
            });
        }
        let capture = Capture {
            file: name.to_owned(),
            ..Capture::default()
        };
        let mut json = Json::new(window, capture);
        for remark in plain.remarks {
            json.note(0, notes::Path::default(), remark);
        }
        match beginning {
            Beginning::Json => {}
            Beginning::Call => {
                json.note(
                    0,
                    notes::Path::default(),
                    "the capture stands inside a function call (JSONP)",
                );
            }
            Beginning::Else(what) => return Err(not_har(what)),
        }
        Ok(Self {
            document: Document::new(json),
            name: name.to_owned(),
            count,
            total,
            direct,
            division: None,
            pieces: None,
        })
    }

    /// Reads on until `entries` more are read; `false` when the file is read.
    pub fn batch(&mut self, entries: usize) -> bool {
        let until = self.capture().entries.len() + entries;
        while self.capture().entries.len() < until {
            if self.advance() == Step::Finished {
                return false;
            }
        }
        true
    }

    /// Reads an entry, or a piece that another thread has read.
    fn advance(&mut self) -> Step {
        let Some(division) = &self.division else {
            return self.document.step();
        };
        let Some((pieces, next)) = &mut self.pieces else {
            let step = self.document.step();
            let at = self.document.json.window.offset();
            if step == Step::Entry && !division.pays(at) {
                self.division = None;
            } else if step == Step::Entry
                && let Some(next) = self.document.next_entry_at()
            {
                let (Next::Entry(from) | Next::Behind(from)) = next;
                let beginning = self.document.json.entry_beginning();
                let pieces = Pieces::start(division, from, self.document.looking(), &beginning);
                self.pieces = Some((pieces, next));
            }
            return step;
        };
        if let Some(piece) = pieces.next()
            && let Some(further) = self.document.absorb(*next, piece)
        {
            let (Next::Entry(at) | Next::Behind(at)) = further;
            self.count.store(at, Ordering::Relaxed);
            *next = further;
            return Step::Entry;
        }
        let next = *next;
        let (Next::Entry(at) | Next::Behind(at)) = next;
        let source = division.open_at(at).unwrap_or_else(|| Box::new(Gone));
        self.count.store(at, Ordering::Relaxed);
        let source = Counted::new(source, Arc::clone(&self.count));
        self.document.go_on(next, Box::new(source));
        (self.division, self.pieces) = (None, None);
        Step::Other
    }

    /// What is read so far. Who wrote it, and the notes, are there only in the end.
    #[must_use]
    pub fn capture(&self) -> &Capture {
        &self.document.json.capture
    }

    /// How far reading has come.
    #[must_use]
    pub fn progress(&self) -> Progress {
        Progress {
            bytes: self.count.load(Ordering::Relaxed),
            total: self.total,
            entries: self.capture().entries.len(),
        }
    }

    /// Reads the rest. An error if it is no HAR.
    pub fn finish(mut self) -> Result<Capture, OpenError> {
        while self.advance() != Step::Finished {}
        match self.document.verdict() {
            Ok(()) => Ok(self.document.finish()),
            Err(what) => Err(OpenError::NotHar {
                file: self.name,
                what,
            }),
        }
    }
}
