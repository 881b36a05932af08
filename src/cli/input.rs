//! From the paths on the command line to captures.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use crate::har::{self, Capture};

/// Folders inside folders are looked into this deep.
const DEEPEST: usize = 16;

/// What was read, and what could not be.
#[derive(Debug, Default)]
pub struct Read {
    /// The captures, in the order of the paths.
    pub captures: Vec<Capture>,
    /// One line for each path that gave none.
    pub troubles: Vec<String>,
}

/// Reads every capture that the paths name.
#[must_use]
pub fn read_all(paths: &[PathBuf]) -> Read {
    let mut read = Read::default();
    let (files, troubles) = expand(paths);
    read.troubles = troubles;
    for result in har::open_all(&files, &|_, _| {}) {
        match result {
            Ok(capture) => read.captures.push(capture),
            Err(error) => read.troubles.push(error.to_string()),
        }
    }
    read
}

/// Files as they are; of folders the captures in them, sorted; and a line for each folder without.
#[must_use]
pub fn expand(paths: &[PathBuf]) -> (Vec<PathBuf>, Vec<String>) {
    let mut files = Vec::new();
    let mut troubles = Vec::new();
    for path in paths {
        if path.as_os_str() == "-" || !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let before = files.len();
        if let Err(error) = captures_in(path, DEEPEST, &mut files) {
            troubles.push(format!("{}: cannot be read: {error}", path.display()));
        } else if files.len() == before {
            troubles.push(format!(
                "{}: no capture in this folder (files named *.har, *.har.gz or *.har.zip, or *.json with one inside)",
                path.display()
            ));
        }
    }
    (files, troubles)
}

fn captures_in(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) -> io::Result<()> {
    let mut entries: Vec<_> = folder.read_dir()?.collect::<io::Result<_>>()?;
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        // Links to folders are not followed: they can lead in circles.
        if entry.file_type()?.is_dir() {
            if depth > 0 {
                captures_in(&path, depth - 1, files)?;
            }
        } else if is_capture_name(&path) || is_capture_in_json(&path) {
            files.push(path);
        }
    }
    Ok(())
}

fn is_capture_name(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let name = name.to_ascii_lowercase();
    [".har", ".har.gz", ".har.zip"]
        .iter()
        .any(|ending| name.ends_with(ending))
}

/// Whether a file named `*.json` begins as a capture does: an object whose first member is `log`,
/// an object. Other JSON is common in folders, and is nobody's mistake.
fn is_capture_in_json(path: &Path) -> bool {
    let is_json = path
        .extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("json"));
    if !is_json {
        return false;
    }
    let mut start = Vec::new();
    let read = File::open(path).and_then(|file| file.take(256).read_to_end(&mut start));
    let mut rest = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&start);
    read.is_ok()
        && [&b"{"[..], b"\"log\"", b":", b"{"].iter().all(|token| {
            let after = rest.trim_ascii_start().strip_prefix(*token);
            rest = after.unwrap_or_default();
            after.is_some()
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_give_their_captures_in_order() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["b.har", "a.HAR.gz", "notes.txt", "deep/c.har"] {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "").unwrap();
        }
        let (files, troubles) = expand(&[folder.path().to_owned(), PathBuf::from("-")]);
        let names: Vec<_> = files
            .iter()
            .map(|f| f.strip_prefix(folder.path()).unwrap_or(f).to_str().unwrap())
            .collect();
        assert_eq!(names, ["a.HAR.gz", "b.har", "deep/c.har", "-"]);
        assert!(troubles.is_empty());
    }

    #[test]
    fn json_in_a_folder_counts_only_where_it_begins_as_a_capture() {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in [
            ("a.json", "\u{feff}{ \"log\" : {\n"),
            ("b.json", "{\"log\":true}"),
            ("c.json", "{\"name\":\"log\"}"),
            ("d.json", ""),
            ("e.JSON", "{\"log\":{\"version\":\"1.2\"}}"),
        ] {
            std::fs::write(folder.path().join(name), text).unwrap();
        }
        let (files, _) = expand(&[folder.path().to_owned()]);
        let names: Vec<_> = files.iter().filter_map(|file| file.file_name()).collect();
        assert_eq!(names, ["a.json", "e.JSON"]);
    }

    #[test]
    fn a_folder_without_captures_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let (files, troubles) = expand(&[folder.path().to_owned()]);
        assert!(files.is_empty());
        assert!(troubles[0].contains("no capture in this folder (files named *.har, "));
    }
}
