//! Any recording, from its first byte to every report: nothing panics, and nothing that a terminal
//! would obey gets through.

#![no_main]

use corslens::export::{FORMATS, Options};
use corslens::input;
use corslens::report::{ExchangeId, Report};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let mut stream = bytes;
    let Ok(capture) = input::read(&mut stream, "fuzz", &mut |_| {}) else {
        return;
    };
    let report = Report::new(vec![capture]);
    let ids: Vec<ExchangeId> = report.ids().collect();
    for id in &ids {
        let recorded = report.recorded_answers(*id);
        let _ = report.what_if(*id, &recorded);
    }
    for format in FORMATS {
        let mut written = Vec::new();
        (format.write)(&mut written, &report, &ids, &Options::default())
            .expect("memory can be written to");
        let text = String::from_utf8(written).expect("reports are UTF-8");
        let bad = text.chars().find(|c| c.is_control() && !matches!(c, '\n' | '\r'));
        assert_eq!(bad, None, "{} has a control character", format.name);
    }
});
