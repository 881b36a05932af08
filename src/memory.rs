//! How much memory recordings and what is found out about them may take.

use std::sync::OnceLock;

/// What a cause costs with its evidence and its fixes, at most; measured: 7.7 KB.
const CAUSE: u64 = 8192;

/// The memory that is taken where nothing tells how much there is: 2 GiB.
const UNTOLD: u64 = 2 << 30;

/// The memory that was asked for; else a share of what there is.
static ASKED: OnceLock<u64> = OnceLock::new();

/// Has recordings take no more memory than so many bytes, as far as that can be foreseen. The first
/// call counts.
pub fn limit(bytes: u64) {
    // A later call changes nothing: what is read already was read under the first.
    let _ = ASKED.set(bytes);
}

/// The memory that recordings may take: half of what the machine has left, or what its container or
/// its limits allow.
pub fn allowed() -> u64 {
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
pub fn most_causes() -> usize {
    usize::try_from(allowed() / 2 / CAUSE).unwrap_or(usize::MAX)
}

/// The words of a note that the limit is reached.
pub fn reached() -> String {
    let megabytes = allowed() >> 20;
    format!("the memory limit is reached ({megabytes} MiB; --max-memory changes it)")
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
