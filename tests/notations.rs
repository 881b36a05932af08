//! Recordings that are not written as JSON has it, and JSON that is not a recording.

use std::path::Path;

use corslens::capture::Capture;
use corslens::input::{self, OpenError};

fn open(name: &str) -> Result<Capture, OpenError> {
    input::open(&Path::new("fixtures/input").join(name), &mut |_| {})
}

fn read(text: &str) -> Result<Capture, OpenError> {
    input::read(&mut text.as_bytes(), "x.har", &mut |_| {})
}

fn urls(capture: &Capture) -> Vec<&str> {
    capture
        .iter()
        .map(|(_, entry)| capture.url(entry))
        .collect()
}

#[test]
fn pythons_notation_is_read_and_told() {
    let capture = open("python-notation.har").unwrap();
    assert_eq!(urls(&capture), ["https://api.example/x"]);
    assert_eq!(capture.producer.name, "BrowserMob Proxy");
    assert_eq!(capture.notes.len(), 1);
    assert!(capture.notes[0].text.contains("Python's notation"));
    assert_eq!(capture.read_in_part(), None);
    let (_, entry) = capture.iter().next().unwrap();
    let body = input::excerpt(
        Path::new("fixtures/input/python-notation.har"),
        entry.span,
        1 << 16,
    );
    assert!(body.is_ok());
}

#[test]
fn comments_are_passed_over_wherever_they_stand() {
    let capture = open("comments.har").unwrap();
    assert_eq!(urls(&capture), ["https://api.example/x"]);
    let (_, entry) = capture.iter().next().unwrap();
    assert_eq!(capture.request_header(entry, "Accept"), Some("*/*"));
    assert_eq!(capture.request_header(entry, "Off"), None);
    assert!(capture.notes[0].text.contains("a comment"));
    assert_eq!(capture.read_in_part(), None);
}

#[test]
fn a_comment_that_never_ends_is_a_cut_file() {
    let capture = read(
        r#"{"log": {"entries": [{"request": {"method": "GET", "url": "https://a.example/"}} /* "#,
    );
    assert_eq!(capture.unwrap().partial.unwrap().why, "the file is cut off");
}

#[test]
fn json_that_is_not_a_recording_is_named_for_what_it_is() {
    let table = [
        (
            open("charles-session.chlsj"),
            "is a Charles session, not a HAR; in Charles choose File",
        ),
        (
            open("any-array.json"),
            "is JSON, but not a HAR: it has `request` where a HAR has `log`",
        ),
        (
            read(r#"[{"name": "users", "request": {"method": "GET", "url": "/v1/users"}}]"#),
            "is JSON, but not a HAR",
        ),
        (
            read(r#"[{"id": 1}, {"id": 2}]"#),
            "it has `id` where a HAR has `log`",
        ),
        (read("[1, 2]"), "is JSON, but not a HAR"),
        (read("{'id': 1}"), "it has `id` where a HAR has `log`"),
        (read("// nothing\n"), "is JSON, but not a HAR"),
    ];
    for (result, says) in table {
        let error = result.unwrap_err().to_string();
        assert!(error.contains(says), "{says} is not in: {error}");
        assert_eq!(error.lines().count(), 1, "{error}");
    }
}

#[test]
fn entries_without_a_log_around_them_are_read() {
    let entry = r#"{"startedDateTime": "2026-01-01T00:00:00Z", "request": {"method": "GET", "url": "https://a.example/"}}"#;
    for text in [entry.to_owned(), format!("[{entry}]")] {
        assert_eq!(urls(&read(&text).unwrap()), ["https://a.example/"]);
    }
}
