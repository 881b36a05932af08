//! Damage to recordings other than HAR: what stands before it and behind it is read, and what is
//! not a recording is refused in one line.

use std::io::Read as _;
use std::path::Path;

use corslens::capture::Capture;
use corslens::input::{OpenError, read};
use corslens::report::Report;

const LOGS: [&str; 3] = [
    "chrome/003.cdp.jsonl.gz",
    "chrome/netlog.json.gz",
    "firefox/001.saved-console.log.gz",
];

/// A recording of the corpus, decompressed.
fn bytes(file: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/corpus/logs");
    let file = std::fs::read(path.join(file)).unwrap();
    let mut bytes = Vec::new();
    if file.starts_with(b"\x1f\x8b") {
        flate2::read::GzDecoder::new(file.as_slice())
            .read_to_end(&mut bytes)
            .unwrap();
        bytes
    } else {
        file
    }
}

fn open(mut bytes: &[u8]) -> Result<Capture, OpenError> {
    read(&mut bytes, "recording", &mut |_| {})
}

/// How many requests it shows or speaks of.
fn requests(capture: Capture) -> usize {
    Report::new(vec![capture]).ids().count()
}

/// Positions all over a file; the same ones every time.
fn positions(length: usize) -> impl Iterator<Item = usize> {
    let mut state = 0x2545_f491_usize;
    (0..24).map(move |_| {
        state = state.wrapping_mul(0x9e37_79b9).wrapping_add(0x7f4a_7c15) % (1 << 31);
        state % length
    })
}

#[test]
fn a_recording_that_is_cut_gives_what_stands_before_the_cut() {
    for file in LOGS {
        let whole = bytes(file);
        let all = requests(open(&whole).unwrap());
        assert!(all > 10, "{file}: {all}");
        let mut cuts: Vec<usize> = positions(whole.len()).collect();
        cuts.sort_unstable();
        let mut before = 0;
        for cut in cuts {
            let Ok(capture) = open(&whole[..cut]) else {
                assert_eq!(before, 0, "{file}: cut at {cut}");
                continue;
            };
            let found = requests(capture);
            assert!(found <= all, "{file}: cut at {cut}");
            // A line that says why may be behind the cut, and the next ones as well.
            assert!(found + 2 >= before, "{file}: cut at {cut}");
            before = found;
        }
        assert!(before > all / 2, "{file}: {before} of {all}");
    }
}

#[test]
fn garbage_in_a_recording_costs_few_requests_or_is_said() {
    for file in LOGS {
        let whole = bytes(file);
        let all = requests(open(&whole).unwrap());
        for at in positions(whole.len()).take(8) {
            for garbage in [&b"\xff\xfe}{]\""[..], b"\n\n{\"method\":", b"\x1b[31m"] {
                let mut damaged = whole.clone();
                damaged.splice(at..at, garbage.iter().copied());
                // What the whole file rests on may be gone: a NetLog's table of names.
                let Ok(capture) = open(&damaged) else {
                    assert!(at < 64 * 1024, "{file}: garbage at {at}");
                    continue;
                };
                // A brace that nothing closes can take the rest with it; that is said.
                let partial = capture.partial.is_some();
                let found = requests(capture);
                assert!(
                    (found + 4 >= all || partial) && found <= all + 4,
                    "{file}: garbage at {at}: {found}"
                );
            }
        }
    }
}

#[test]
fn a_damaged_trace_is_read_or_refused() {
    let whole = bytes("playwright/trace.zip");
    for at in positions(whole.len()) {
        let _ = open(&whole[..at]);
        let mut damaged = whole.clone();
        damaged[at] ^= 0x55;
        if let Ok(capture) = open(&damaged) {
            let _ = requests(capture);
        }
    }
}

#[test]
fn what_is_not_a_recording_is_refused_in_one_line() {
    let files: [&[u8]; 9] = [
        b"",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0",
        b"<!doctype html><title>x</title>",
        b"time,level,message\n1,info,started\n",
        b"{\"method\":\"GET\",\"url\":\"https://a.example/\"}\n",
        b"{\"constants\":{}}",
        b"127.0.0.1 - - [25/Nov/2026] \"GET / HTTP/1.1\" 200\n",
        b"{\"traceEvents\":[{\"name\":\"x\"}]}",
    ];
    for file in files {
        let name = String::from_utf8_lossy(file);
        match open(file) {
            Err(error) => assert_eq!(error.to_string().lines().count(), 1, "{name}"),
            Ok(capture) => assert!(capture.entries.is_empty(), "{name}"),
        }
    }
}
