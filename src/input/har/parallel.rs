//! One large file read by several threads. Each takes a segment of the file, guesses where the
//! first entry in it begins, and reads on from there to the first entry of the next segment. A
//! segment counts only if the one before it ended exactly where it was guessed to begin; so a wrong
//! guess costs time, never an entry, and the result is that of reading from front to back.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, LazyLock};
use std::thread;

use super::entry::{Draft, EntryBeginning};
use super::marks::Marks;
use super::notes::Notes;
use super::state::Har;
use crate::capture::Capture;
use crate::input::disk::Disk;
use crate::json::tokens::Stop;
use crate::json::window::{self, Window};
use crate::spread;

/// How a file is divided.
#[derive(Debug, Clone)]
pub struct Division {
    /// The file, which is plain.
    pub disk: Arc<Disk>,
    /// How long a segment is.
    pub segment: u64,
    /// How many threads read.
    pub threads: usize,
}

/// To be asked for once: the system looks into several files to tell.
static CORES: LazyLock<usize> =
    LazyLock::new(|| thread::available_parallelism().map_or(1, std::num::NonZero::get));

/// A file of fewer segments is read sooner than it is divided.
const LEAST_SEGMENTS: u64 = 4;
/// In longer segments more memory is held, in shorter ones more is read twice: the entry that a
/// segment ends in is passed over by the thread that reads the next.
const LONGEST_SEGMENT: u64 = 4 * 1024 * 1024;
const SHORTEST_SEGMENT: u64 = 1024 * 1024;
/// More threads than this wait for one another, and hold memory.
const MOST_THREADS: usize = 8;

/// One file of many is divided only if it is larger than this: the others keep all cores busy.
const LARGE: u64 = 64 * 1024 * 1024;

impl Division {
    /// Whether a file of that length may be divided.
    pub fn may(length: u64) -> bool {
        let one_of_many = spread::is_shared();
        length >= if one_of_many { LARGE } else { 0 }
    }

    /// How a file is best divided on this machine.
    pub fn of(disk: Arc<Disk>) -> Self {
        Self {
            segment: (disk.length() / 8).clamp(SHORTEST_SEGMENT, LONGEST_SEGMENT),
            threads: CORES.min(MOST_THREADS),
            disk,
        }
    }

    /// Whether it is worth it.
    pub fn pays(&self, from: u64) -> bool {
        self.threads > 1 && self.disk.length().saturating_sub(from) >= LEAST_SEGMENTS * self.segment
    }
}

/// What was read of a segment.
pub struct Piece {
    /// Where its first entry begins; `None` where none seems to begin in it.
    pub first: Option<u64>,
    /// Where the segment ends.
    pub end: u64,
    /// The line of that, counted in the segment.
    pub first_line: u64,
    /// The entries, numbered from 0.
    pub capture: Capture,
    /// What was odd about them, in lines of the segment.
    pub notes: Notes,
    /// The marks of the recorder.
    pub marks: Marks,
    /// Where it goes on.
    pub next: Next,
    /// The line of that, counted in the segment.
    pub next_line: u64,
}

/// Where reading goes on after a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Next {
    /// An entry begins here.
    Entry(u64),
    /// Behind the last entry; what follows is no further entry, or a broken one.
    Behind(u64),
}

/// The threads that read, and their pieces in the order of the file.
pub struct Pieces {
    threads: Vec<Receiver<Option<Piece>>>,
    turn: usize,
}

impl Pieces {
    /// Begins to read at `from`, where an entry begins; `beginning` is how the first of the file
    /// does.
    pub fn start(division: &Division, from: u64, beginning: &EntryBeginning) -> Self {
        let threads = (0..division.threads)
            .map(|number| {
                let (sender, receiver) = sync_channel(1);
                let worker = Worker {
                    division: division.clone(),
                    beginning: beginning.clone(),
                };
                thread::spawn(move || worker.segments(from, number as u64, &sender));
                receiver
            })
            .collect();
        Self { threads, turn: 0 }
    }

    /// The next piece; `None` where a segment could not be read, and after the last.
    pub fn next(&mut self) -> Option<Piece> {
        let piece = self.threads[self.turn].recv().ok().flatten();
        self.turn = (self.turn + 1) % self.threads.len();
        piece
    }
}

/// What a thread needs to know.
struct Worker {
    division: Division,
    beginning: EntryBeginning,
}

impl Worker {
    /// Reads every segment that is this thread's, until nobody wants more.
    fn segments(&self, from: u64, number: u64, sender: &SyncSender<Option<Piece>>) {
        let mut start = from + number * self.division.segment;
        while start < self.division.disk.length() {
            let piece = self.segment(start);
            if sender.send(piece).is_err() {
                return;
            }
            start += self.division.segment * self.division.threads as u64;
        }
    }

    fn segment(&self, start: u64) -> Option<Piece> {
        let window = Window::new(self.division.disk.from(start), start, window::SIZE);
        let end = start + self.division.segment;
        let mut har = Har::new(window, Capture::default());
        let mut piece = Piece {
            first: None,
            end,
            first_line: 1,
            capture: Capture::default(),
            notes: Notes::default(),
            marks: Marks::default(),
            next: Next::Entry(end),
            next_line: 1,
        };
        loop {
            // A long body may fill the segment.
            let Ok((first, member)) = har.find_entry(end, &self.beginning) else {
                return Some(piece);
            };
            if first >= end {
                return Some(piece);
            }
            let line = har.json.window.line(first);
            // What was odd on the way belongs to the segment before.
            har.json.sink.notes = Notes::default();
            // A broken entry is for the one who reads from front to back.
            har.in_entry(Some(0));
            let draft = har.entry(first, Some(member)).ok()?;
            if draft.has_request || member.member.marks_an_entry() {
                (piece.first, piece.first_line) = (Some(first), line);
                keep(&mut har, &mut piece, draft, 0);
                break;
            }
            // What is no entry may begin like one.
            har.capture.headers.clear();
        }
        read_on(&mut har, &mut piece)?;
        let (Next::Entry(next) | Next::Behind(next)) = piece.next;
        piece.next_line = har.json.window.line(next);
        piece.capture = har.capture;
        piece.notes = har.json.sink.notes;
        Some(piece)
    }
}

/// Reads on behind an entry, up to the first that begins in another segment.
fn read_on(har: &mut Har<'_>, piece: &mut Piece) -> Option<()> {
    loop {
        har.in_entry(None);
        let behind = har.json.window.mark();
        if between(har) != Ok(true) {
            piece.next = Next::Behind(behind);
            return Some(());
        }
        let start = har.json.window.offset();
        if start >= piece.end {
            piece.next = Next::Entry(start);
            return Some(());
        }
        har.json.window.take(1);
        let number = u32::try_from(har.capture.entries.len()).ok()?;
        har.in_entry(Some(number));
        let draft = har.entry(start, None).ok()?;
        keep(har, piece, draft, number);
    }
}

fn keep(har: &mut Har<'_>, piece: &mut Piece, draft: Draft, number: u32) {
    let mut entry = draft.entry;
    entry.number = number;
    har.capture.entries.push(entry);
    piece.marks |= draft.marks;
}

/// Passes from one entry to the next; whether there is one.
pub fn between(har: &mut Har<'_>) -> Result<bool, Stop> {
    if har.json.token()? != b',' {
        return Ok(false);
    }
    har.json.window.take(1);
    Ok(har.json.token()? == b'{')
}
