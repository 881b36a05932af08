//! What people paste: anything that `corslens explain` is asked about, and lines of a console.

#![no_main]

use corslens::console;
use corslens::explain::{self, Answer};

libfuzzer_sys::fuzz_target!(|text: &str| {
    if let Answer::Found(article) = explain::explain(text) {
        for width in [None, Some(20), Some(80)] {
            let shown = article.text(width);
            let bad = shown.chars().find(|c| c.is_control() && *c != '\n');
            assert_eq!(bad, None, "an article has a control character");
        }
    }
    for line in text.lines().take(20) {
        let whole = console::recognise(line);
        let _ = console::cut_off(line);
        let said = console::said(line);
        // What may say something is looked for in whole files, quickly.
        if said.is_some() {
            assert!(console::may_say(line.as_bytes()), "{line}");
        }
        drop(whole);
    }
});
