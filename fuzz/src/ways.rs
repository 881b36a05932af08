//! One recording read in two ways, whole and in small pieces through gzip, gives one report.

#![no_main]

use std::io::{Read, Write};

use corslens::export::{self, Options};
use corslens::input;
use corslens::report::{ExchangeId, Report};
use flate2::Compression;
use flate2::write::GzEncoder;

/// Hands out a few bytes at a time.
struct Pieces<'a>(&'a [u8]);

impl Read for Pieces<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let take = buffer.len().min(13).min(self.0.len());
        buffer[..take].copy_from_slice(&self.0[..take]);
        self.0 = &self.0[take..];
        Ok(take)
    }
}

fn report(mut stream: impl Read + Send) -> Option<String> {
    let capture = input::read(&mut stream, "fuzz", &mut |_| {}).ok()?;
    let report = Report::new(vec![capture]);
    let ids: Vec<ExchangeId> = report.ids().collect();
    let mut written = Vec::new();
    let format = export::format("jsonl").expect("there is such a format");
    (format.write)(&mut written, &report, &ids, &Options::default()).expect("memory");
    String::from_utf8(written).ok()
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    // What is packed already would be unpacked twice.
    if bytes.starts_with(&[0x1f, 0x8b]) || bytes.starts_with(b"PK") {
        return;
    }
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(bytes).expect("memory");
    let packed = packed.finish().expect("memory");
    let whole = report(bytes);
    let pieces = report(Pieces(bytes));
    let packed = report(packed.as_slice());
    assert_eq!(whole, pieces, "in pieces");
    assert_eq!(whole, packed, "packed");
});
