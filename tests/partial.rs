//! A recording that is read in part says so everywhere, and does not pass a build in silence.

#[path = "support/program.rs"]
mod program;

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::PathBuf;

use corslens::capture::Capture;
use corslens::input::{self, Reader};
use program::run;

const SHOP: &str = "fixtures/shop.har";

/// Behind the last entry before anything is blocked.
const NOTHING_BLOCKED_YET: usize = 24_000;

fn read(bytes: &[u8]) -> Option<Capture> {
    input::read(&mut &*bytes, "x.har", &mut |_| {}).ok()
}

fn file(folder: &tempfile::TempDir, name: &str, bytes: &[u8]) -> String {
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    path.display().to_string()
}

#[test]
fn a_cut_capture_ends_a_build_with_a_status_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let shop = fs::read(SHOP).unwrap();
    let cut = file(&folder, "cut.har", &shop[..NOTHING_BLOCKED_YET]);
    let found = run(&["check", &cut]);
    assert_eq!(found.status, Some(3));
    let line = format!(
        "corslens: {cut}: read in part (5 entries, up to line 855, byte 24000): the file is cut off\n"
    );
    assert_eq!(found.err, line);
    assert!(
        found.out.contains("read in part (5 entries"),
        "{}",
        found.out
    );
    assert_eq!(run(&["check", &cut, "--fail-on", "never"]).status, Some(3));

    let passes = run(&["check", &cut, "--partial-ok"]);
    assert_eq!((passes.status, passes.err), (Some(0), line));

    // What else fails a build goes first.
    let later = file(&folder, "later.har", &shop[..shop.len() - 4000]);
    assert_eq!(run(&["check", &later]).status, Some(1));
    assert_eq!(run(&["check", &cut, "no-such.har"]).status, Some(2));
}

#[test]
fn every_format_says_that_it_was_read_in_part() {
    let folder = tempfile::tempdir().unwrap();
    let shop = fs::read(SHOP).unwrap();
    let cut = file(&folder, "cut.har", &shop[..NOTHING_BLOCKED_YET]);
    for format in ["text", "markdown", "json"] {
        let found = run(&["check", &cut, "--format", format]);
        assert!(
            found.out.contains("read in part"),
            "{format}: {}",
            found.out
        );
    }
}

#[test]
fn wherever_it_is_cut_it_is_not_taken_for_a_whole_one() {
    let shop = fs::read(SHOP).unwrap();
    let whole = shop.trim_ascii_end().len();
    assert_eq!(read(&shop).unwrap().read_in_part(), None);
    assert_eq!(read(&shop[..whole]).unwrap().read_in_part(), None);
    for length in (0..whole).step_by(997).chain(whole - 10..whole) {
        let Some(capture) = read(&shop[..length]) else {
            continue;
        };
        assert!(capture.partial.is_some(), "{length} of {whole} bytes");
    }
}

#[test]
fn damage_that_costs_an_entry_is_told_and_what_costs_nothing_is_not() {
    let entry = r#"{"request": {"method": "GET", "url": "https://a.example/"}}"#;
    let har = |entries: &str| format!(r#"{{"log": {{"entries": [{entries}]}}}}"#);
    let table = [
        (har(entry), None),
        (har(&format!("{entry}, {entry}")) + "\n\0\0", None),
        (
            har(&format!(r#"{{"request": {{"method" "GET"}}}}, {entry}"#)),
            Some("read in part (1 entry): 1 damaged entry was left out"),
        ),
        (
            format!(r#""x"}}, {entry}]}}}}"#),
            Some("read in part (1 entry): its beginning is missing"),
        ),
    ];
    for (text, expected) in table {
        let capture = read(text.as_bytes()).unwrap();
        assert_eq!(capture.read_in_part().as_deref(), expected, "{text}");
    }
}

#[test]
fn logs_that_are_cut_off_say_so_too() {
    let event = r#"{"method":"Network.requestWillBeSent","params":{"requestId":"1","request":{"method":"GET","url":"https://a.example/"},"timestamp":1,"wallTime":1770000000,"type":"Fetch"}}"#;
    let whole = read(format!("[{event},{event}]").as_bytes()).unwrap();
    assert_eq!(whole.read_in_part(), None);
    let cut = read(format!("[{event},{event}").as_bytes()).unwrap();
    assert_eq!(cut.partial.unwrap().why, "the log is cut off");
}

#[test]
fn a_file_that_is_changed_while_it_is_read_says_so() {
    let shop = fs::read(SHOP).unwrap();
    let half = shop.len() as u64 / 2;
    let folder = tempfile::tempdir().unwrap();
    let changed = |name: &str, change: fn(&PathBuf, u64)| {
        let path = folder.path().join(name);
        fs::write(&path, &shop).unwrap();
        let mut reader = Reader::open(&path).unwrap();
        assert!(reader.batch(2));
        change(&path, half);
        reader.finish().unwrap()
    };
    let shorter = changed("shorter.har", |path, half| {
        let file = OpenOptions::new().write(true).open(path).unwrap();
        file.set_len(half).unwrap();
    });
    assert_eq!(
        shorter.partial.unwrap().why,
        "the file got shorter while it was being read"
    );
    let longer = changed("longer.har", |path, _| {
        let mut file = OpenOptions::new().append(true).open(path).unwrap();
        file.write_all(b"\n").unwrap();
    });
    assert_eq!(
        longer.partial.unwrap().why,
        "the file got longer while it was being read"
    );

    // Whoever has it open still has all of it.
    let whole = input::open(SHOP.as_ref(), &mut |_| {}).unwrap();
    let gone = changed("gone.har", |path, _| fs::remove_file(path).unwrap());
    assert_eq!(gone.read_in_part(), None);
    assert_eq!(gone.entries.len(), whole.entries.len());
    let replaced = changed("replaced.har", |path, _| {
        let other = path.with_extension("new");
        fs::write(&other, "another").unwrap();
        fs::rename(other, path).unwrap();
    });
    assert_eq!(replaced.read_in_part(), None);
    assert_eq!(replaced.entries.len(), whole.entries.len());
}
