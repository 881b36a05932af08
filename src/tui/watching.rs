//! Whether the files that are shown have changed. Part of `runtime`.

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// How often is looked.
pub const EVERY: Duration = Duration::from_millis(500);

/// What tells one state of a file from another.
type Stamp = Option<(SystemTime, u64)>;

/// Files that are watched.
#[derive(Debug, Default)]
pub struct Watch {
    files: Vec<PathBuf>,
    /// As they were read.
    read: Vec<Stamp>,
    /// As they were when last looked at.
    seen: Vec<Stamp>,
}

impl Watch {
    /// Watches files from how they are now.
    #[must_use]
    pub fn of(files: &[PathBuf]) -> Self {
        let read: Vec<Stamp> = files.iter().map(|file| stamp(file)).collect();
        Self {
            files: files.to_vec(),
            seen: read.clone(),
            read,
        }
    }

    /// The files that are others than what was read, once nobody writes to them any more: each was
    /// the same when last looked at. They are told once.
    pub fn changed(&mut self) -> Vec<PathBuf> {
        let now: Vec<Stamp> = self.files.iter().map(|file| stamp(file)).collect();
        let changed: Vec<usize> = (0..now.len())
            .filter(|&at| now[at].is_some() && now[at] != self.read[at] && now[at] == self.seen[at])
            .collect();
        for &at in &changed {
            self.read[at] = now[at];
        }
        self.seen = now;
        changed
            .into_iter()
            .map(|at| self.files[at].clone())
            .collect()
    }
}

fn stamp(file: &Path) -> Stamp {
    let about = file.metadata().ok().filter(std::fs::Metadata::is_file)?;
    Some((about.modified().ok()?, about.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_told_once_and_only_when_it_is_whole() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.har");
        std::fs::write(&file, "1").unwrap();
        let mut watch = Watch::of(&[file.clone(), PathBuf::from("-")]);
        assert!(watch.changed().is_empty());
        std::fs::write(&file, "12").unwrap();
        assert!(watch.changed().is_empty(), "somebody may still write");
        std::fs::write(&file, "123").unwrap();
        assert!(watch.changed().is_empty());
        assert_eq!(watch.changed().as_slice(), std::slice::from_ref(&file));
        assert!(watch.changed().is_empty());
        std::fs::remove_file(&file).unwrap();
        assert!(watch.changed().is_empty(), "there is nothing to read");
        std::fs::write(&file, "new").unwrap();
        assert!(watch.changed().is_empty());
        assert_eq!(watch.changed(), [file]);
    }
}
