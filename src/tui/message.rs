//! What happens to the terminal UI, and what it wants done. Both are plain data.

use std::path::PathBuf;
use std::sync::Arc;

use ratatui::layout::{Position, Size};

use super::background::Background;
use super::clipboard::Copied;
use super::keys::Key;
use super::pane::provisional::ProvisionalRow;
use super::work::{Done, Job, Judged, Old};
use crate::capture::{EntryId, Span};
use crate::input::{Body, Progress};
use crate::report::ExchangeId;

/// Something happened.
#[derive(Debug)]
pub enum Message {
    /// A key was pressed.
    Key(Key),
    /// Text was pasted.
    Paste(String),
    /// A mouse button was pressed.
    Click(Position),
    /// The mouse was moved with its button pressed.
    Drag(Position),
    /// The button was let go.
    Release,
    /// The wheel was turned, by lines; upwards is negative.
    Wheel(Position, i32),
    /// The terminal has another size.
    Resize(Size),
    /// The terminal told what its background is.
    Background(Background),
    /// A file is being read.
    Reading {
        /// Its index among the inputs.
        input: usize,
        /// How far.
        progress: Progress,
        /// What was read since this was last told, as long as more rows are of use.
        rows: Vec<ProvisionalRow>,
    },
    /// A file could not be read; why, in one line.
    Unreadable {
        /// Its index among the inputs.
        input: usize,
        /// What to tell.
        reason: String,
    },
    /// All files are read; the verdicts are being worked out.
    Judging,
    /// Everything is there.
    Loaded(Box<Judged>),
    /// A frame is about to be drawn on a terminal of this size.
    Frame(Size),
    /// Work is under way for a while.
    Tick,
    /// A piece of work ended.
    Worked {
        /// Its number.
        number: u64,
        /// What came of it; nothing where it was stopped.
        done: Option<Done>,
    },
    /// Files that are shown have changed.
    Changed(Vec<PathBuf>),
    /// The files could not be read again; why.
    NotRead(String),
    /// An export ended.
    Saved(Saved),
    /// A copy ended.
    Copied {
        /// What was copied.
        what: String,
        /// Where it is now; or why it is nowhere.
        place: Result<Copied, String>,
    },
    /// Bodies were fetched.
    Bodies {
        /// The exchange that they are of.
        id: ExchangeId,
        /// Each with its entry, or why it cannot be shown.
        bodies: Vec<(EntryId, Result<Body, String>)>,
    },
}

/// How an export ended.
#[derive(Debug)]
pub enum Saved {
    /// The file is written.
    Written {
        /// Where.
        path: PathBuf,
        /// How many exchanges are in it.
        exchanges: usize,
    },
    /// There is a file of this name, and nothing was written.
    Exists(Save),
    /// It could not be written; why, in one line.
    Failed(String),
}

/// What is to be exported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Save {
    /// Where to.
    pub path: PathBuf,
    /// The index of the format in [`crate::export::FORMATS`].
    pub format: usize,
    /// What.
    pub ids: Arc<Vec<ExchangeId>>,
    /// Whether cookies, tokens and the like are written too.
    pub secrets: bool,
    /// Whether a file of this name may be replaced.
    pub overwrite: bool,
}

/// Bodies that are to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BodiesWanted {
    /// The exchange that they are of.
    pub id: ExchangeId,
    /// The input that they are in.
    pub input: usize,
    /// The entries, and where in the file their bodies stand.
    pub spans: Vec<(EntryId, Span)>,
}

/// Something to be done outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Copy this.
    Copy {
        /// What it is.
        what: String,
        /// The text itself.
        text: String,
    },
    /// Write this.
    Save(Save),
    /// Fetch these.
    Fetch(BodiesWanted),
    /// Do this beside the screen.
    Work(Box<Job>),
    /// Drop this beside the screen.
    Discard(Old),
    /// Send the terminal this, between two frames.
    Send(Vec<u8>),
    /// Read this file too, and judge everything again.
    Open(PathBuf),
    /// Read all files again, beside what is shown.
    Reload,
    /// Read this file, and compare what is shown with it.
    Compare(PathBuf),
    /// Clear the screen before the next frame.
    Redraw,
    /// Give the terminal back and stop until the shell continues the program.
    Suspend,
    /// End the program.
    Quit,
}

/// What a message led to.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Effects {
    /// Whether the screen has to be drawn.
    pub draw: bool,
    /// What is to be done outside, in order.
    pub commands: Vec<Command>,
}
