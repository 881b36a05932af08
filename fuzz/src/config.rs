//! Any configuration is read or refused, line by line.

#![no_main]

use std::io::Write;

use corslens::cli::config::load;

libfuzzer_sys::fuzz_target!(|text: &str| {
    let mut file = tempfile::NamedTempFile::new().expect("a file");
    file.write_all(text.as_bytes()).expect("a file that can be written to");
    if let Err(mistakes) = load(file.path()) {
        assert!(!mistakes.is_empty());
        for mistake in mistakes {
            let bad = mistake.chars().find(|c| c.is_control());
            assert_eq!(bad, None, "{mistake:?}");
        }
    }
});
