//! Packed recordings, and what is left of damaged ones.

use std::io::{Cursor, Write};
use std::path::Path;

use corslens::capture::Capture;
use corslens::input::{self, OpenError};
use zip::CompressionMethod;
use zip::write::SimpleFileOptions;

fn read(bytes: &[u8]) -> Result<Capture, OpenError> {
    input::read(&mut &*bytes, "x", &mut |_| {})
}

fn says(capture: &Capture, words: &str) -> bool {
    capture.notes.iter().any(|note| note.text.contains(words))
}

fn har(entries: u32) -> Vec<u8> {
    let entry = |number| {
        format!(r#"{{"request": {{"method": "GET", "url": "https://a.example/{number}"}}}}"#)
    };
    let entries: Vec<String> = (0..entries).map(entry).collect();
    format!(r#"{{"log": {{"entries": [{}]}}}}"#, entries.join(", ")).into_bytes()
}

/// An archive with a capture of 2000 entries behind two other files.
fn archive(method: CompressionMethod) -> Vec<u8> {
    let mut packer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(method);
    for (name, bytes) in [
        ("notes.txt", b"nothing".to_vec()),
        ("sub/picture.png", vec![7; 5000]),
        ("sub/a.har", har(2000)),
        ("z.txt", vec![b'z'; 1000]),
    ] {
        packer.start_file(name, options).unwrap();
        packer.write_all(&bytes).unwrap();
    }
    packer.finish().unwrap().into_inner()
}

#[test]
fn damaged_files_give_what_is_left_of_them() {
    // File, entries, why it was read in part, a note.
    let table = [
        (
            "wrong-checksum.gz",
            3,
            None,
            "the checksum of the compressed file does not match",
        ),
        (
            "trailing-zeros.gz",
            3,
            None,
            "zeros follow the end of the compressed data",
        ),
        (
            "tiny-trailing-zeros.gz",
            1,
            None,
            "zeros follow the end of the compressed data",
        ),
        (
            "cut-trailer.gz",
            3,
            None,
            "the end of the compressed file is cut off",
        ),
        (
            "cut-half.gz",
            13,
            Some("the rest of the file cannot be read"),
            "the rest of the file cannot be read",
        ),
        (
            "cut.zip",
            14,
            Some("the rest of the file cannot be read"),
            "the end of the zip archive",
        ),
    ];
    for (file, entries, why, note) in table {
        let path = Path::new("fixtures/damaged").join(file);
        let capture = input::open(&path, &mut |_| {}).unwrap();
        assert_eq!(capture.entries.len(), entries, "{file}");
        let partial = capture.partial.as_ref().map(|partial| partial.why.as_str());
        assert_eq!(partial.is_some(), why.is_some(), "{file}: {partial:?}");
        assert!(
            partial.unwrap_or("").contains(why.unwrap_or("")),
            "{file}: {partial:?}"
        );
        assert!(says(&capture, note), "{file}: {:?}", capture.notes);
    }
}

#[test]
fn an_archive_that_is_cut_anywhere_gives_what_is_before_the_cut() {
    for method in [CompressionMethod::Deflated, CompressionMethod::Stored] {
        let whole = archive(method);
        let capture = read(&whole).unwrap();
        assert_eq!(
            (capture.entries.len(), capture.read_in_part()),
            (2000, None)
        );
        assert!(capture.notes.is_empty(), "{:?}", capture.notes);
        let mut most = 0;
        for length in (0..whole.len()).step_by(whole.len() / 40) {
            let Ok(capture) = read(&whole[..length]) else {
                // Cut before the capture's first entry.
                assert_eq!(most, 0, "{method:?}: {length} of {}", whole.len());
                continue;
            };
            assert!(
                capture.partial.is_some(),
                "{method:?}: {length} of {}",
                whole.len()
            );
            assert!(capture.entries.len() >= most);
            most = capture.entries.len();
        }
        assert!(most > 1900, "{method:?}: {most}");
        // Only the list at its end is gone.
        let capture = read(&whole[..whole.len() - 30]).unwrap();
        assert_eq!(capture.entries.len(), 2000);
        assert_eq!(
            capture.partial.unwrap().why,
            "the end of the zip archive is cut off or damaged"
        );
    }
}

#[test]
fn a_bit_that_flipped_never_passes_in_silence() {
    let plain = read(&har(2000)).unwrap();
    for method in [CompressionMethod::Deflated, CompressionMethod::Stored] {
        let whole = archive(method);
        let find = |name: &[u8]| memchr::memmem::find(&whole, name).unwrap() + name.len();
        let (from, to) = (find(b"sub/a.har") + 40, find(b"z.txt") - 40);
        for at in (from..to).step_by((to - from) / 25) {
            let mut flipped = whole.clone();
            flipped[at] ^= 4;
            let Ok(capture) = read(&flipped) else {
                continue;
            };
            let told = capture.partial.is_some() || says(&capture, "does not match");
            assert!(told, "{method:?} {at}: {:?}", capture.notes);
            assert!(capture.entries.len() <= plain.entries.len());
        }
    }
}

#[test]
fn other_captures_of_an_archive_are_not_left_out_in_silence() {
    let mut packer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for name in ["b.har", "a.har", "c.HAR"] {
        packer
            .start_file(name, SimpleFileOptions::default())
            .unwrap();
        packer.write_all(&har(3)).unwrap();
    }
    let capture = read(&packer.finish().unwrap().into_inner()).unwrap();
    let why = capture.partial.unwrap().why;
    assert!(
        why.starts_with("only a.har of this archive was read, and not b.har, c.HAR"),
        "{why}"
    );
}
