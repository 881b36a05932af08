//! How much may be read: a hostile recording, or a very large one, is read up to a limit, and what
//! was read until then is kept.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::capture::{Capture, Header, Page, Statement};
use crate::memory::{allowed, reached};

/// What an entry costs with its verdicts, where nothing is wrong with it; measured: about 400 bytes
/// with four headers. As much again is left for what is found out about those that fail.
const ENTRY: u64 = 1024;

/// How much is unpacked of a file at most: 16 GiB.
pub(super) const MOST_UNPACKED: u64 = 16 << 30;

/// The room for several recordings that are read together.
#[derive(Debug, Clone, Default)]
pub struct Room(Arc<AtomicU64>);

/// What one recording takes of the room.
#[derive(Debug)]
pub(super) struct Share {
    room: Room,
    taken: u64,
}

impl Share {
    /// Nothing as yet.
    pub(super) fn of(room: &Room) -> Self {
        Self {
            room: room.clone(),
            taken: 0,
        }
    }

    /// Takes what a recording needs by now; why no more of it can be read, where there is no more
    /// room.
    pub(super) fn take(&mut self, capture: &Capture) -> Option<String> {
        let needed = weight(capture);
        let more = needed.saturating_sub(self.taken);
        self.taken += more;
        let all = self.room.0.fetch_add(more, Ordering::Relaxed) + more;
        let allowed = allowed();
        if all > allowed {
            return Some(reached());
        }
        let full = capture.strings.is_full();
        full.then(|| "it holds more text than can be kept (1 GiB)".to_owned())
    }
}

/// How much memory a recording takes, roughly.
fn weight(capture: &Capture) -> u64 {
    let each = |count: usize, size: usize| count as u64 * size as u64;
    let entries = (capture.entries.len() as u64).saturating_mul(ENTRY);
    entries
        + each(capture.headers.len(), size_of::<Header>())
        + each(capture.pages.len(), size_of::<Page>())
        + each(capture.statements.len(), size_of::<Statement>())
        + capture.strings.weight()
}
