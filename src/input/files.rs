//! Many captures at once, on all cores.

use std::path::PathBuf;

use super::limits::Room;
use super::reader::{BATCH, OpenError, Progress, Reader};
use crate::capture::Capture;
use crate::spread;

/// Reads every file; the results are in the order of the paths. `progress` is told which of them
/// has come how far, from several threads.
#[must_use]
pub fn open_all(
    paths: &[PathBuf],
    progress: &(dyn Fn(usize, Progress) + Sync),
) -> Vec<Result<Capture, OpenError>> {
    let room = Room::default();
    spread::each(paths, true, |number, path| {
        let mut reader = Reader::open_within(path, &room)?;
        while reader.batch(BATCH) {
            progress(number, reader.progress());
        }
        reader.finish()
    })
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
