//! A recording gives the same report by any way in: as a file, from standard input, and packed.

#[path = "support/mutate.rs"]
mod mutate;
#[path = "support/program.rs"]
mod program;

use std::fs;
use std::io::{Cursor, Read, Write};
use std::process::Stdio;

use corslens::export::{self, Options};
use corslens::input;
use corslens::report::{ExchangeId, Report};
use flate2::Compression;
use flate2::read::MultiGzDecoder;
use flate2::write::GzEncoder;
use mutate::{Numbers, mutate};
use program::{corslens, finished};
use zip::write::SimpleFileOptions;

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::fast());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

fn zipped(bytes: &[u8]) -> Vec<u8> {
    let mut packer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    packer
        .start_file("a.har", SimpleFileOptions::default())
        .unwrap();
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap().into_inner()
}

fn unpacked(name: &str) -> Vec<u8> {
    let packed = fs::read(format!("fixtures/damaged/{name}")).unwrap();
    let mut plain = Vec::new();
    MultiGzDecoder::new(packed.as_slice())
        .read_to_end(&mut plain)
        .unwrap();
    plain
}

/// The report, or why there is none.
fn report(format: &str, capture: Result<corslens::capture::Capture, input::OpenError>) -> String {
    match capture {
        Ok(mut capture) => {
            "x".clone_into(&mut capture.file);
            let report = Report::new(vec![capture]);
            let ids: Vec<ExchangeId> = report.ids().collect();
            let mut out = Vec::new();
            let format = export::format(format).unwrap();
            (format.write)(&mut out, &report, &ids, &Options::default()).unwrap();
            String::from_utf8(out).unwrap()
        }
        Err(error) => error.to_string(),
    }
}

fn stream(format: &str, bytes: &[u8]) -> String {
    report(format, input::read(&mut &*bytes, "x", &mut |_| {}))
}

fn file(format: &str, bytes: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x");
    fs::write(&path, bytes).unwrap();
    let report = report(format, input::open(&path, &mut |_| {}));
    report.replace(&path.display().to_string(), "x")
}

fn same_by_every_way(bytes: &[u8], round: usize) {
    let expected = stream("json", bytes);
    let ways = [
        ("a file", file("json", bytes)),
        ("gzip", stream("json", &gzipped(bytes))),
        ("a gzip file", file("json", &gzipped(bytes))),
        ("zip", stream("json", &zipped(bytes))),
        ("a zip file", file("json", &zipped(bytes))),
    ];
    for (way, found) in ways {
        if found != expected {
            let at = found
                .bytes()
                .zip(expected.bytes())
                .take_while(|(a, b)| a == b)
                .count();
            let near = |text: &str| {
                text.chars()
                    .skip(at.saturating_sub(80))
                    .take(200)
                    .collect::<String>()
            };
            panic!(
                "round {round}, {way}:\n{}\nis not\n{}",
                near(&found),
                near(&expected)
            );
        }
    }
}

#[test]
fn mutated_captures_give_one_report_by_every_way() {
    let small = fs::read("fixtures/seed/get-nothing.har").unwrap();
    let seeds = [small, unpacked("pieces-1.gz"), unpacked("pieces-2.gz")];
    let mut numbers = Numbers(0x2545_f491_4f6c_dd1d);
    for round in 0..150 {
        let mut bytes = seeds[round % seeds.len()].clone();
        if round >= seeds.len() {
            mutate(&mut bytes, &mut numbers);
        }
        same_by_every_way(&bytes, round);
    }
}

#[test]
fn a_large_capture_that_is_read_in_parallel_gives_the_same_report() {
    let whole = unpacked("late-mark.gz");
    assert!(file("text", &whole) == stream("text", &whole));
    let mut numbers = Numbers(77);
    let mut damaged = whole;
    for _ in 0..40 {
        mutate(&mut damaged, &mut numbers);
        if damaged.len() < 5_000_000 {
            break;
        }
    }
    assert!(file("text", &damaged) == stream("text", &damaged));
}

#[test]
fn the_program_says_the_same_of_standard_input() {
    let bytes = unpacked("pieces-2.gz");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.har").display().to_string();
    fs::write(&path, &bytes).unwrap();
    let run = |name: &str, packed: &[u8]| {
        let mut child = corslens(&["check", name, "--format", "json"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(packed).unwrap();
        let found = finished(&child.wait_with_output().unwrap());
        let named = format!("\"file\": \"{name}\"");
        (
            found.out.replacen(&named, "\"file\": \"-\"", 1),
            found.status,
        )
    };
    let whole = program::run(&["check", &path]);
    assert!(whole.err.contains("read in part"), "{}", whole.err);
    let expected = run("-", &bytes);
    assert_eq!(expected, run("-", &gzipped(&bytes)));
    assert_eq!(expected, run("-", &zipped(&bytes)));
    assert_eq!(expected, run(&path, b""));
}
