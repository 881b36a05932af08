//! From a stream of bytes to the [`Capture`] of a HAR.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::document::{Document, Step};
use super::notes;
use super::parallel::{Division, Next, Pieces};
use super::sniff::{self, Beginning};
use super::state::Har;
use crate::capture::Capture;
use crate::input::reader::{OpenError, Opened, Progress, Reading};
use crate::input::source::Counted;

/// A HAR, read an entry at a time.
pub struct HarReader<'a> {
    document: Document<'a>,
    name: String,
    count: Arc<AtomicU64>,
    total: Option<u64>,
    /// How the file can be divided among threads, as long as that may still be.
    division: Option<Division>,
    /// The threads that read, and where the next piece must begin.
    pieces: Option<(Pieces, Next)>,
}

/// Begins to read a HAR.
pub fn open(opened: Opened<'_>) -> Result<Box<dyn Reading + '_>, OpenError> {
    Ok(Box::new(HarReader::new(opened)?))
}

impl<'a> HarReader<'a> {
    /// Begins to read a HAR.
    pub(super) fn new(mut opened: Opened<'a>) -> Result<Self, OpenError> {
        let beginning = sniff::beginning(&mut opened.window);
        if let Beginning::Else(what) = beginning {
            return Err(opened.refused(what));
        }
        if opened.window.broken().is_some() {
            return Err(opened.refused("cannot be read".to_owned()));
        }
        let division = opened
            .disk
            .filter(|disk| opened.direct && Division::may(disk.length()))
            .map(Division::of);
        let capture = Capture {
            file: opened.name.clone(),
            ..Capture::default()
        };
        let mut har = Har::new(opened.window, capture);
        for remark in opened.remarks {
            har.note(0, notes::Path::default(), remark);
        }
        if beginning == Beginning::Call {
            har.note(
                0,
                notes::Path::default(),
                "the capture is inside a function call (JSONP)",
            );
        }
        Ok(Self {
            document: Document::new(har),
            name: opened.name,
            count: opened.count,
            total: opened.total,
            division,
            pieces: None,
        })
    }

    /// Divides the file otherwise than is best.
    #[cfg(test)]
    pub(super) fn divide(&mut self, division: Division) {
        self.division = Some(division);
    }

    /// Reads an entry, or a piece that another thread has read.
    fn advance(&mut self) -> Step {
        let Some(division) = &self.division else {
            return self.document.step();
        };
        let Some((pieces, next)) = &mut self.pieces else {
            let step = self.document.step();
            let at = self.document.har.json.window.offset();
            if step == Step::Entry && !division.pays(at) {
                self.division = None;
            } else if step == Step::Entry
                && let Some(next) = self.document.next_entry_at()
            {
                let (Next::Entry(from) | Next::Behind(from)) = next;
                let beginning = self.document.har.entry_beginning();
                let pieces = Pieces::start(division, from, &beginning);
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
        let source = division.disk.from(at);
        self.count.store(at, Ordering::Relaxed);
        let source = Counted::new(source, Arc::clone(&self.count));
        self.document.go_on(next, Box::new(source));
        (self.division, self.pieces) = (None, None);
        Step::Other
    }
}

impl Reading for HarReader<'_> {
    fn batch(&mut self, entries: usize) -> bool {
        let until = self.capture().entries.len() + entries;
        while self.capture().entries.len() < until {
            if self.advance() == Step::Finished {
                return false;
            }
        }
        true
    }

    fn capture(&self) -> &Capture {
        &self.document.har.capture
    }

    fn progress(&self) -> Progress {
        Progress {
            bytes: self.count.load(Ordering::Relaxed),
            total: self.total,
            entries: self.capture().entries.len(),
        }
    }

    fn stop(&mut self, why: String) {
        self.document.stop(why);
        (self.division, self.pieces) = (None, None);
    }

    fn finish(mut self: Box<Self>) -> Result<Capture, OpenError> {
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
