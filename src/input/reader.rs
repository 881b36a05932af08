//! From a file or a stream to a [`Capture`], whatever kind of recording it holds.

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use super::INPUTS;
use super::disk::Disk;
use super::limits::{Room, Share};
use super::remarks::Remarks;
use super::source::{self, Counted};
use crate::capture::{Capture, Note, Place};
use crate::json::window::{self, Window};

/// Why a file gives no capture at all.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OpenError {
    /// The operating system said no.
    #[error("{file}: cannot be read: {reason}")]
    Unreadable {
        /// The name as given.
        file: String,
        /// What the operating system said.
        reason: String,
    },
    /// The file is not a recording that can be read.
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

/// A file that was opened and unpacked, of which nothing was taken yet.
pub struct Opened<'a> {
    /// Its bytes: unpacked, in UTF-8.
    pub window: Window<'a>,
    /// The name as given.
    pub name: String,
    /// How many bytes of the file were read, for the progress.
    pub count: Arc<AtomicU64>,
    /// The size of the file, where it is known.
    pub total: Option<u64>,
    /// The file, where it is one that can be read anywhere.
    pub disk: Option<Arc<Disk>>,
    /// The bytes are those of the file: nothing was undone.
    pub direct: bool,
    /// What the user should know of.
    pub remarks: Vec<String>,
    /// What turns out while it is read.
    late: Remarks,
}

impl Opened<'static> {
    /// Opens and unpacks a file; `-` is standard input.
    pub(super) fn file(path: &Path) -> Result<Self, OpenError> {
        let name = path.display().to_string();
        if name == "-" {
            return Self::new(Box::new(std::io::stdin()), &name, None, window::SIZE);
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
        if !about.is_file() {
            return Self::new(Box::new(file), &name, None, window::SIZE);
        }
        let disk = Disk::new(path, file, &about);
        let mut opened = Self::new(disk.from(0), &name, Some(disk.length()), window::SIZE)?;
        opened.disk = Some(disk);
        Ok(opened)
    }
}

impl<'a> Opened<'a> {
    /// Unpacks a stream, and has its first bytes ready in a window of `size` bytes.
    pub(super) fn new(
        stream: source::Bytes<'a>,
        name: &str,
        total: Option<u64>,
        size: usize,
    ) -> Result<Self, OpenError> {
        let count = Arc::new(AtomicU64::new(0));
        let counted = Counted::new(stream, Arc::clone(&count));
        let plain = source::plain(Box::new(counted), &count).map_err(|what| OpenError::NotHar {
            file: name.to_owned(),
            what,
        })?;
        Ok(Self {
            window: Window::new(plain.bytes, 0, size),
            name: name.to_owned(),
            count,
            total,
            direct: plain.direct,
            disk: None,
            remarks: plain.remarks.take(),
            late: plain.remarks,
        })
    }

    /// The error of a file that is not what its input reads; that it cannot be read at all goes
    /// first.
    pub(super) fn refused(&self, what: String) -> OpenError {
        let file = self.name.clone();
        match self.window.broken() {
            Some(error) => OpenError::Unreadable {
                file,
                reason: error.to_string(),
            },
            None => OpenError::NotHar { file, what },
        }
    }
}

/// What kind of recording a file holds, by what it begins with. `None` where nothing but the last
/// input, which takes everything, would read it, and where it cannot be opened.
#[must_use]
pub fn recognised(path: &Path) -> Option<&'static str> {
    let mut opened = Opened::file(path).ok()?;
    let (_, inputs) = INPUTS.split_last()?;
    let input = inputs
        .iter()
        .find(|input| (input.recognises)(&mut opened.window))?;
    Some(input.name)
}

/// Whether a file is an archive with a recording in it.
#[cfg(feature = "program")]
pub(crate) fn holds_a_capture(path: &Path) -> bool {
    let archive = File::open(path)
        .ok()
        .and_then(|file| super::archive::Archive::open(file).ok());
    archive.is_some_and(|archive| {
        let of_a_trace = |name: &str| super::is_of_a_trace(&name.to_ascii_lowercase());
        !archive.captures().is_empty()
            || archive
                .members
                .iter()
                .any(|member| of_a_trace(&member.name))
    })
}

/// A recording that is being read.
pub trait Reading: Send {
    /// Reads on until `entries` more are read; `false` when the file is read.
    fn batch(&mut self, entries: usize) -> bool;

    /// What is read so far. Who wrote it, and the notes, may be there only in the end.
    fn capture(&self) -> &Capture;

    /// How far reading has come.
    fn progress(&self) -> Progress;

    /// Reads no further: the next batch is the end, and that is why.
    fn stop(&mut self, why: String);

    /// Reads the rest. An error if it is not what it seemed to be.
    fn finish(self: Box<Self>) -> Result<Capture, OpenError>;
}

/// How many entries are read between two reports of progress.
pub(super) const BATCH: usize = 64;

/// Reads the capture in a file; `-` is standard input.
///
/// # Errors
///
/// [`OpenError`] where the file cannot be read, or is no recording that is known.
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
/// [`OpenError`] where the stream cannot be read, or holds no recording that is known.
pub fn read(
    reader: &mut (dyn Read + Send),
    name: &str,
    progress: &mut dyn FnMut(Progress),
) -> Result<Capture, OpenError> {
    let mut reader = Reader::of(reader, name)?;
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
    reading: Box<dyn Reading + 'a>,
    /// The file, to be asked in the end whether it was changed.
    disk: Option<Arc<Disk>>,
    remarks: Remarks,
    share: Share,
    /// There was no more room.
    stopped: bool,
}

impl<'a> Reader<'a> {
    /// Begins to read a file; `-` is standard input.
    pub fn open(path: &Path) -> Result<Reader<'static>, OpenError> {
        Reader::open_within(path, &Room::default())
    }

    /// As [`Reader::open`], for one of several that are read together.
    pub fn open_within(path: &Path, room: &Room) -> Result<Reader<'static>, OpenError> {
        Reader::new(Opened::file(path)?, room)
    }

    /// Begins to read a stream.
    pub fn of(stream: impl Read + Send + 'a, name: &str) -> Result<Self, OpenError> {
        let opened = Opened::new(Box::new(stream), name, None, window::SIZE)?;
        Self::new(opened, &Room::default())
    }

    /// Finds out what it is, and begins to read it.
    fn new(mut opened: Opened<'a>, room: &Room) -> Result<Self, OpenError> {
        let window = &mut opened.window;
        // The last row takes what no other recognises, and says what is wrong with it.
        let found = INPUTS.iter().find(|input| (input.recognises)(window));
        let input = found.or(INPUTS.last());
        let (disk, remarks) = (opened.disk.clone(), opened.late.clone());
        match input {
            Some(input) => (input.open)(opened).map(|reading| Self {
                reading,
                disk,
                remarks,
                share: Share::of(room),
                stopped: false,
            }),
            None => Err(opened.refused("no input is known".to_owned())),
        }
    }

    /// Reads on until `entries` more are read; `false` when the file is read.
    pub fn batch(&mut self, entries: usize) -> bool {
        if self.stopped || !self.reading.batch(entries) {
            return false;
        }
        if let Some(why) = self.share.take(self.reading.capture()) {
            self.reading.stop(why);
            self.stopped = true;
        }
        !self.stopped
    }

    /// What is read so far. Who wrote it, and the notes, are there only in the end.
    #[must_use]
    pub fn capture(&self) -> &Capture {
        self.reading.capture()
    }

    /// How far reading has come.
    #[must_use]
    pub fn progress(&self) -> Progress {
        self.reading.progress()
    }

    /// Reads the rest. An error if it is not what it seemed to be.
    pub fn finish(mut self) -> Result<Capture, OpenError> {
        while self.batch(BATCH) {}
        let mut capture = self.reading.finish()?;
        let remarks = self.remarks.take().into_iter().map(|text| Note {
            place: Place::default(),
            text,
        });
        capture.notes.extend(remarks);
        if let Some(missing) = self.remarks.missing() {
            capture.is_partial(missing, Place::default());
        }
        if let Some(change) = self.disk.and_then(|disk| disk.change()) {
            // That it ends too early, if it does, comes from this.
            let until = capture.partial.take().map(|partial| partial.until);
            capture.is_partial(change, until.unwrap_or_default());
            capture.notes.push(Note {
                place: Place::default(),
                text: format!("{change}: the report may mix old and new content"),
            });
        }
        Ok(capture)
    }
}
