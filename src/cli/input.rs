//! From the paths on the command line to captures.

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use crate::capture::Capture;
use crate::input;

/// Folders inside folders are looked into this deep.
const DEEPEST: usize = 64;

/// A capture has begun after this many bytes of a `.json` file.
const BEGINNING: u64 = 512;

/// The files that the paths name.
#[derive(Debug, Default)]
pub struct Expanded {
    /// The captures, in the order of the paths.
    pub files: Vec<PathBuf>,
    /// One line for each folder that gave none, and for each part of one that cannot be read.
    pub troubles: Vec<String>,
    /// One line for each folder in which there was something else too.
    pub remarks: Vec<String>,
}

/// What was read, and what could not be.
#[derive(Debug, Default)]
pub struct Read {
    /// The captures, in the order of the paths.
    pub captures: Vec<Capture>,
    /// One line for each path that gave none.
    pub troubles: Vec<String>,
    /// One line for each folder in which there was something else too.
    pub remarks: Vec<String>,
}

/// Reads every capture of these.
#[must_use]
pub fn read_all(expanded: Expanded) -> Read {
    let mut read = Read {
        captures: Vec::new(),
        troubles: expanded.troubles,
        remarks: expanded.remarks,
    };
    for result in input::open_all(&expanded.files, &|_, _| {}) {
        match result {
            Ok(capture) => read.captures.push(capture),
            Err(error) => read.troubles.push(error.to_string()),
        }
    }
    read
}

/// Files as they are; of folders the captures in them, sorted; a line for each folder without, and
/// one for each in which other files were passed over.
#[must_use]
pub fn expand(paths: &[PathBuf]) -> Expanded {
    let mut expanded = Expanded::default();
    for path in paths {
        if path.as_os_str() == "-" || !path.is_dir() {
            expanded.files.push(path.clone());
            continue;
        }
        let before = expanded.files.len();
        let before_troubles = expanded.troubles.len();
        let mut passed_over = 0;
        captures_in(path, DEEPEST, &mut expanded, &mut passed_over);
        let troubled = expanded.troubles.len() > before_troubles;
        let others = match passed_over {
            0 => String::new(),
            1 => "1 other file was skipped".to_owned(),
            count => format!("{count} other files were skipped"),
        };
        if expanded.files.len() == before && troubled {
            // There may be captures in what cannot be read.
        } else if expanded.files.len() == before {
            let mut trouble = format!(
                "{}: no capture in this folder (files named *.har, *.har.gz or *.zip, and *.json, \
                 *.jsonl, *.log, *.txt, *.network or *.trace that contain one)",
                path.display()
            );
            if !others.is_empty() {
                trouble.push_str("; ");
                trouble.push_str(&others);
            }
            expanded.troubles.push(trouble);
        } else if !others.is_empty() {
            let remark = format!("{}: {others}", path.display());
            expanded.remarks.push(remark);
        }
    }
    expanded
}

/// Looks through a folder. What cannot be read is named, and the rest is looked at all the same.
fn captures_in(folder: &Path, depth: usize, expanded: &mut Expanded, passed_over: &mut usize) {
    let mut unreadable = |path: &Path, why: &dyn std::fmt::Display| {
        let trouble = format!("{}: cannot be read: {why}", path.display());
        expanded.troubles.push(trouble);
    };
    let entries = match folder.read_dir() {
        Ok(entries) => entries,
        Err(error) => return unreadable(folder, &error),
    };
    let mut inside = Vec::new();
    for entry in entries {
        // After an error the system may have no more to tell, or the same for ever.
        match entry {
            Ok(entry) => inside.push(entry),
            Err(error) => {
                unreadable(folder, &error);
                break;
            }
        }
    }
    inside.sort_by_key(std::fs::DirEntry::file_name);
    for entry in inside {
        let path = entry.path();
        let Ok(kind) = entry.file_type() else {
            *passed_over += 1;
            continue;
        };
        // Links to folders are not followed: they can lead in circles.
        if kind.is_dir() && depth > 0 {
            captures_in(&path, depth - 1, expanded, passed_over);
        } else if kind.is_dir() {
            let trouble = format!("{}: nested too deeply; it was skipped", path.display());
            expanded.troubles.push(trouble);
        } else if is_capture(&path) {
            expanded.files.push(path);
        } else {
            *passed_over += 1;
        }
    }
}

/// By its name; where that can stand for anything else as well, also by what is in it.
fn is_capture(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let name = name.to_ascii_lowercase();
    let ends = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
    let sure = ends(&[".har", ".har.gz", ".har.zip"]);
    match path.metadata() {
        // A pipe, a socket or a device would have to be waited for, whatever its name.
        Ok(about) if !about.is_file() => return false,
        Ok(_) if sure => return true,
        Ok(_) => {}
        // A link that leads nowhere. Whoever opens it says so.
        Err(_) => return sure,
    }
    let log = name.strip_suffix(".gz").unwrap_or(&name);
    let log = [".json", ".jsonl", ".ndjson", ".log", ".txt"]
        .iter()
        .any(|end| log.ends_with(end));
    let trace = ends(&[".network", ".trace"]);
    if (log || trace || ends(&[".zip"])) && File::open(path).is_err() {
        // Nobody can tell what is in it. Whoever opens it says so.
        return true;
    }
    if trace {
        return is_trace(path);
    }
    if log && input::recognised(path).is_some() {
        return true;
    }
    (ends(&[".json"]) && begins_like_a_capture(path))
        || (ends(&[".zip"]) && input::holds_a_capture(path))
}

/// Whether it is a file of a Playwright trace that is read by itself: the console's file is read
/// with the requests' one beside it, and says little without any.
fn is_trace(path: &Path) -> bool {
    let requests = path.with_extension("network");
    (requests == path || !requests.is_file()) && input::recognised(path).is_some()
}

/// Whether it is an object whose first member is `log`, an object. Other JSON is common in folders,
/// and is nobody's mistake.
fn begins_like_a_capture(path: &Path) -> bool {
    let mut start = Vec::new();
    let read = File::open(path).and_then(|file| file.take(BEGINNING).read_to_end(&mut start));
    start.retain(|byte| !byte.is_ascii_whitespace());
    let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&start);
    read.is_ok() && start.starts_with(b"{\"log\":{")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_give_their_captures_in_order_and_count_the_rest() {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in [
            ("b.har", ""),
            ("a.HAR.gz", ""),
            ("notes.txt", ""),
            ("deep/c.har", ""),
            (
                "deep/trace.json",
                "\u{feff}{\n \"log\" : { \"entries\": []}}",
            ),
            ("deep/package.json", "{\"name\": \"log\"}"),
            ("empty.zip", "no archive"),
        ] {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        for (name, member) in [("trace.zip", "network.har"), ("site.zip", "index.html")] {
            let file = File::create(folder.path().join(name)).unwrap();
            let mut archive = zip::ZipWriter::new(file);
            archive
                .start_file(member, zip::write::SimpleFileOptions::default())
                .unwrap();
            archive.finish().unwrap();
        }
        let expanded = expand(&[folder.path().to_owned(), PathBuf::from("-")]);
        let names: Vec<_> = expanded
            .files
            .iter()
            .map(|f| f.strip_prefix(folder.path()).unwrap_or(f).to_str().unwrap())
            .collect();
        assert_eq!(
            names,
            [
                "a.HAR.gz",
                "b.har",
                "deep/c.har",
                "deep/trace.json",
                "trace.zip",
                "-"
            ]
        );
        assert!(expanded.troubles.is_empty());
        let [remark] = expanded.remarks.as_slice() else {
            panic!("{:?}", expanded.remarks);
        };
        assert!(remark.ends_with(": 4 other files were skipped"), "{remark}");
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
        let files = expand(&[folder.path().to_owned()]).files;
        let names: Vec<_> = files.iter().filter_map(|file| file.file_name()).collect();
        assert_eq!(names, ["a.json", "e.JSON"]);
    }

    #[test]
    fn a_folder_without_captures_is_named() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("notes.txt"), "").unwrap();
        let expanded = expand(&[folder.path().to_owned()]);
        assert!(expanded.files.is_empty() && expanded.remarks.is_empty());
        let trouble = &expanded.troubles[0];
        assert!(
            trouble.contains(": no capture in this folder ("),
            "{trouble}"
        );
        assert!(trouble.ends_with("; 1 other file was skipped"), "{trouble}");
    }
}
