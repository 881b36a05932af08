//! Entries become exchanges: which preflight belongs to which request, which entries are hops of
//! one fetch, and what the recording tells about each.

mod cached;
pub mod evidence;
mod fact;
mod free;
mod hops;
pub mod observe;
mod outcome;
pub mod pair;
mod preflights;
mod redirects;
mod stopped;
mod stored;
pub mod told;

use crate::capture::recorder::Seat;
use crate::capture::{Browser, Capture, EntryId};

pub use hops::Hops;
pub use pair::{is_preflight, pair};

pub use fact::{CredentialsMode, Fact, RequestMode, Source};

/// One fetch as the page asked for it: its preflights, its redirect hops, its final response.
/// (Our word; a HAR has only entries.)
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exchange {
    /// Its requests in order, redirects first. Empty where only a preflight was recorded.
    pub hops: Hops,
    /// The preflight whose request was never recorded: the whole exchange, or what followed the
    /// redirect of its last hop.
    pub orphan: Option<EntryId>,
}

/// One request of an exchange.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hop {
    /// Its entry.
    pub entry: EntryId,
    /// Its preflight.
    pub preflight: Preflight,
    /// The earlier entry whose stored response the browser used: the one that a 304 confirmed, or
    /// the one in the HTTP cache for which this request was refused. For a worker's request
    /// without a recorded response: the entry of the page that asked the same.
    pub stored: Option<EntryId>,
    /// An earlier entry of the same URL whose response was still fresh, so that another browser
    /// may have used it.
    pub rival: Option<EntryId>,
}

/// What a capture shows of the preflight of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Preflight {
    /// None was recorded.
    NotSeen,
    /// It was sent for this request.
    Sent(EntryId),
    /// None was sent, because the response to this earlier one was still in the preflight cache.
    Cached(EntryId),
}

/// Whether a capture comes from the network panel of this browser.
fn is_panel_of(capture: &Capture, browser: Browser) -> bool {
    capture.producer.recorder.habits().seat == Seat::Panel(browser)
}

/// What the recorder says became of an exchange.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Recorded {
    /// The browser refused the response.
    Blocked,
    /// The response reached the page.
    Delivered,
    /// There was no response.
    Failed,
    /// The recorder does not say.
    Unknown,
}

impl Recorded {
    /// The word used in reports.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Blocked => "blocked",
            Self::Delivered => "delivered",
            Self::Failed => "failed",
            Self::Unknown => "unknown",
        }
    }
}
