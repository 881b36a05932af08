//! Many captures at once, on all cores.

use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use super::capture::Capture;
use super::read::{OpenError, Progress, open};

/// Reads every file; the results are in the order of the paths. `progress` is told which of them
/// has come how far, from several threads.
#[must_use]
pub fn open_all(
    paths: &[PathBuf],
    progress: &(dyn Fn(usize, Progress) + Sync),
) -> Vec<Result<Capture, OpenError>> {
    let cores = thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let next = AtomicUsize::new(0);
    let read: Mutex<Vec<(usize, Result<Capture, OpenError>)>> = Mutex::default();
    let work = || {
        while let Some((number, path)) = take(&next, paths) {
            let result = open(path, &mut |so_far| progress(number, so_far));
            if let Ok(mut read) = read.lock() {
                read.push((number, result));
            }
        }
    };
    thread::scope(|scope| {
        for _ in 1..cores.min(paths.len()) {
            scope.spawn(work);
        }
        work();
    });
    let mut read = read.into_inner().unwrap_or_default();
    read.sort_by_key(|(number, _)| *number);
    read.into_iter().map(|(_, result)| result).collect()
}

/// The next path that nobody has taken.
fn take<'a>(next: &AtomicUsize, paths: &'a [PathBuf]) -> Option<(usize, &'a PathBuf)> {
    let number = next.fetch_add(1, Ordering::Relaxed);
    Some((number, paths.get(number)?))
}

#[cfg(test)]
mod tests {
    use super::open_all;

    #[test]
    fn results_are_in_the_order_of_the_paths() {
        let folder = tempfile::tempdir().expect("a folder");
        let paths: Vec<_> = (0..50)
            .map(|number| {
                let path = folder.path().join(format!("{number}.har"));
                let entry = format!(r#"{{"request": {{"url": "https://a.example/{number}"}}}}"#);
                let text = if number == 7 {
                    String::new()
                } else {
                    format!(r#"{{"log": {{"entries": [{entry}]}}}}"#)
                };
                std::fs::write(&path, text).expect("written");
                path
            })
            .collect();
        let read = open_all(&paths, &|_, _| {});
        assert_eq!(read.len(), 50);
        for (number, result) in read.iter().enumerate() {
            match result {
                Ok(capture) => {
                    let url = format!("https://a.example/{number}");
                    assert_eq!(capture.url(&capture.entries[0]), url);
                }
                Err(_) => assert_eq!(number, 7),
            }
        }
    }
}
