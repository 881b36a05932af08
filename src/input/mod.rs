//! Reading recordings: one folder an input, told apart by what the file holds. Each fills the
//! model of [`crate::capture`]. A new input is its folder and one row in [`INPUTS`].

mod archive;
mod console;
mod disk;
mod events;
mod files;
mod fill;
mod gzip;
pub mod har;
mod lenient;
mod limits;
mod log;
mod netlog;
mod protocol;
mod python;
mod reader;
mod remarks;
pub(crate) mod source;
mod trace;

pub use crate::memory::limit as limit_memory;
pub use files::open_all;
pub use har::{Body, body, excerpt};
pub use limits::Room;
#[cfg(feature = "program")]
pub(crate) use reader::holds_a_capture;
pub use reader::{OpenError, Progress, Reader, open, read, recognised};
#[cfg(feature = "program")]
pub(crate) use trace::archive::is_of_a_trace;

use crate::json::window::Window;
use reader::{Opened, Reading};

/// A kind of recording that can be read.
pub struct Input {
    /// What users call it.
    pub name: &'static str,
    /// Whether these bytes begin one. It may look as far as it needs to ([`Window::ensure`]) and
    /// takes nothing.
    recognises: fn(&mut Window<'_>) -> bool,
    /// Begins to read it.
    open: Begin,
}

/// Begins to read a recording.
type Begin = for<'a> fn(Opened<'a>) -> Result<Box<dyn Reading + 'a>, OpenError>;

/// Every input, one row each; the first that recognises a file reads it. A HAR comes last: it
/// takes everything else, and says of what is not one what it seems to be.
pub static INPUTS: &[Input] = &[
    Input {
        name: "DevTools protocol log",
        recognises: protocol::recognises,
        open: protocol::open,
    },
    Input {
        name: "NetLog",
        recognises: netlog::recognises,
        open: netlog::open,
    },
    Input {
        name: "Playwright trace",
        recognises: trace::recognises,
        open: trace::open,
    },
    Input {
        name: "console log",
        recognises: console::recognises,
        open: console::open,
    },
    Input {
        name: "HAR",
        recognises: |_| true,
        open: har::read::open,
    },
];
