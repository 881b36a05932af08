//! What can be told about a capture's producer only when all of it is read.

use std::collections::HashSet;

use super::marks::Marks;
use crate::capture::{Browser, Capture, Recorder};

/// Names recorder and browser, and undoes the recorder's habits. `named`: the name and version in
/// `log.browser`. `marks`: those of all entries.
pub fn settle(capture: &mut Capture, named: &(String, String), marks: Marks) {
    let by_name = browser_named(&named.0).map(|browser| (browser, named.1.clone()));
    if capture.producer.recorder == Recorder::Unknown {
        capture.settle_browser(by_name.clone());
        let recorder = marks.recorder(capture.producer.browser);
        capture.producer.recorder = recorder.unwrap_or_default();
    }
    if capture.producer.recorder.habits().repeats_request_headers {
        drop_repeated_headers(capture);
    }
    let producer = &capture.producer;
    let by_recorder = producer.recorder.habits().seat.browser().map(|browser| {
        // Firefox signs with its own name and version; the others with that of their tools.
        let own = browser == Browser::Firefox && producer.name.eq_ignore_ascii_case("firefox");
        let version = if own { producer.version.as_str() } else { "" };
        (browser, version.to_owned())
    });
    capture.settle_browser(by_name.or(by_recorder));
}

fn browser_named(name: &str) -> Option<Browser> {
    let name = name.to_lowercase();
    let table: &[(&str, Browser)] = &[
        ("firefox", Browser::Firefox),
        ("chrom", Browser::Chromium),
        ("edge", Browser::Chromium),
        ("opera", Browser::Chromium),
        ("brave", Browser::Chromium),
        ("webkit", Browser::WebKit),
        ("safari", Browser::WebKit),
    ];
    let found = table.iter().find(|(word, _)| name.contains(word))?;
    Some(found.1)
}

/// chrome-har appends the headers that went over the wire to those it knew before.
pub fn drop_repeated_headers(capture: &mut Capture) {
    for entry in &mut capture.entries {
        let start = entry.request_headers.start as usize;
        let end = entry.request_headers.end as usize;
        let mut kept = start;
        let mut known = HashSet::new();
        for at in start..end {
            let line = capture.headers[at];
            let name = capture.strings.get(line.name).to_ascii_lowercase();
            if known.insert((name, line.value)) {
                capture.headers[kept] = line;
                kept += 1;
            }
        }
        entry.request_headers.end = u32::try_from(kept).unwrap_or(u32::MAX);
    }
}
