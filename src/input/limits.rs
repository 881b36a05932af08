//! How much may be read: a hostile recording, or a very large one, is read up to a limit, and what
//! was read until then is kept.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

use crate::capture::{Capture, Header, Page, Statement};

/// What an entry costs with its verdicts, where nothing is wrong with it; measured: 440 bytes with
/// four headers. As much again is left for what is found out about those that fail.
const ENTRY: u64 = 1024;

/// What a cause costs with its evidence and its fixes, at most; measured: 7.7 KB.
const CAUSE: u64 = 8192;

/// How much is unpacked of a file at most: 16 GiB.
pub(super) const MOST_UNPACKED: u64 = 16 << 30;

/// The memory that is taken where nothing tells how much there is: 2 GiB.
const UNTOLD: u64 = 2 << 30;

/// The memory that was asked for; else a share of what there is.
static ASKED: OnceLock<u64> = OnceLock::new();

/// Has recordings take no more memory than so many bytes, as far as that can be foreseen. The first
/// call counts.
pub fn limit_memory(bytes: u64) {
    // A later call changes nothing: what is read already was read under the first.
    let _ = ASKED.set(bytes);
}

/// The memory that recordings may take: half of what the machine has left, or what its container or
/// its limits allow.
fn allowed() -> u64 {
    static SHARE: OnceLock<u64> = OnceLock::new();
    match ASKED.get() {
        Some(asked) => *asked,
        None => *SHARE.get_or_init(|| there_is(|path| std::fs::read_to_string(path).ok()) / 2),
    }
}

/// The memory there is for this process, told by files of Linux.
fn there_is(read: impl Fn(&str) -> Option<String>) -> u64 {
    let number = |text: &str| text.split_whitespace().find_map(|word| word.parse().ok());
    let line = |path: &str, name: &str| {
        let text = read(path)?;
        let rest = text.lines().find_map(|line| line.strip_prefix(name))?;
        number(rest)
    };
    let files = [
        "/sys/fs/cgroup/memory.max",
        "/sys/fs/cgroup/memory.high",
        "/sys/fs/cgroup/memory/memory.limit_in_bytes",
    ];
    let mut limits: Vec<u64> = files
        .iter()
        .filter_map(|file| number(&read(file)?))
        .collect();
    let free: Option<u64> = line("/proc/meminfo", "MemAvailable:");
    limits.extend(free.map(|kilobytes| kilobytes.saturating_mul(1024)));
    limits.extend(line("/proc/self/limits", "Max address space"));
    limits.into_iter().min().unwrap_or(UNTOLD)
}

/// How many causes may be kept: half of the memory is for them.
pub(crate) fn most_causes() -> usize {
    usize::try_from(allowed() / 2 / CAUSE).unwrap_or(usize::MAX)
}

/// The words of a note that the limit is reached.
pub(crate) fn reached() -> String {
    let megabytes = allowed() >> 20;
    format!("the limit for memory is reached ({megabytes} MiB; --max-memory changes it)")
}

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

#[cfg(test)]
mod tests {
    use super::{UNTOLD, there_is};

    #[test]
    fn the_smallest_limit_counts() {
        let machine = |path: &str| match path {
            "/proc/meminfo" => Some("MemTotal: 9 kB\nMemAvailable:  4000 kB\n".to_owned()),
            _ => None,
        };
        assert_eq!(there_is(machine), 4_096_000);
        let container = |path: &str| match path {
            "/sys/fs/cgroup/memory.max" => Some("1000000\n".to_owned()),
            "/sys/fs/cgroup/memory.high" => Some("max\n".to_owned()),
            path => machine(path),
        };
        assert_eq!(there_is(container), 1_000_000);
        let limited = |path: &str| match path {
            "/proc/self/limits" => {
                Some("Max address space         500000        unlimited    bytes\n".to_owned())
            }
            path => container(path),
        };
        assert_eq!(there_is(limited), 500_000);
        assert_eq!(there_is(|_| None), UNTOLD);
    }
}
