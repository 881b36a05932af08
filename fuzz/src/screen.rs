//! A session on the screen: random keys, text, the mouse, other sizes, exports that end one way or
//! another.

#![no_main]

use std::sync::{Arc, LazyLock};

use corslens::input;
use corslens::report::Report;
use corslens::tui::stress;

static REPORTS: LazyLock<Vec<Arc<Report>>> = LazyLock::new(|| {
    let files: [&[u8]; 3] = [
        include_bytes!("../../fixtures/shop.har"),
        include_bytes!("../../fixtures/corpus/logs/chrome/000.cdp.jsonl.gz"),
        include_bytes!("../../fixtures/corpus/credentials/firefox/000.har.gz"),
    ];
    files
        .into_iter()
        .map(|mut bytes| {
            let capture = input::read(&mut bytes, "capture.har", &mut |_| {}).expect("a capture");
            Arc::new(Report::new(vec![capture]))
        })
        .collect()
});

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some((first, session)) = bytes.split_first() else {
        return;
    };
    stress::play(&REPORTS[usize::from(*first) % REPORTS.len()], session);
});
