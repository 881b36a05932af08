//! Bytes of a capture's file that are not held in memory, such as a body.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::Arc;

use crate::capture::Span;
use crate::input::source;
use crate::json::decode::unescape;

/// The first `most` bytes of what stands at `span` in the file, which is unpacked and decoded as it
/// was when it was read. Nothing where the file has become shorter since.
///
/// # Errors
///
/// The file cannot be read, or is standard input.
pub fn excerpt(path: &Path, span: Span, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let length = u64::from(span.len).min(most);
    let plain =
        source::plain(Box::new(File::open(path)?), &Arc::default()).map_err(io::Error::other)?;
    if plain.direct {
        let mut file = File::open(path)?;
        file.seek(SeekFrom::Start(span.start))?;
        file.take(length).read_to_end(&mut bytes)?;
    } else {
        let mut rest = plain.bytes;
        io::copy(&mut rest.by_ref().take(span.start), &mut io::sink())?;
        rest.take(length).read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

/// The beginning of a body, or all of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    /// Its text.
    pub text: String,
    /// Whether there is more.
    pub cut: bool,
}

/// The body that stands at `span` in the file: what its first `most` bytes there say.
///
/// # Errors
///
/// The file cannot be read, or not again, or there is no body in this place any more.
pub fn body(path: &Path, span: Span, most: u64) -> io::Result<Body> {
    if path == Path::new("-") {
        return Err(io::Error::other(
            "standard input cannot be read a second time",
        ));
    }
    // Opening a pipe would wait for somebody who writes into it.
    if !path.metadata()?.is_file() {
        return Err(io::Error::other("the file cannot be read a second time"));
    }
    let changed = || io::Error::other("the file has changed since it was read");
    // A value stands behind a colon.
    let before = span.start.min(8);
    let with_before = Span {
        start: span.start - before,
        len: span.len.saturating_add(8),
    };
    let length = u64::from(span.len).min(most);
    let bytes = excerpt(path, with_before, before + length)?;
    let (before, text) = usize::try_from(before)
        .ok()
        .and_then(|before| bytes.split_at_checked(before))
        .filter(|(_, text)| text.len() as u64 == length)
        .ok_or_else(changed)?;
    let before = before.trim_ascii_end();
    if !(before.is_empty() || before.ends_with(b":")) {
        return Err(changed());
    }
    let cut = length < u64::from(span.len);
    let text = text.strip_prefix(b"\"").ok_or_else(changed)?;
    let text = if cut {
        whole_characters(text)
    } else {
        text.strip_suffix(b"\"").ok_or_else(changed)?
    };
    let mut plain = Vec::with_capacity(text.len());
    unescape(text, &mut plain);
    Ok(Body {
        text: String::from_utf8_lossy(&plain).into_owned(),
        cut,
    })
}

/// What was cut anywhere, without an escape or a character of which a part is missing.
fn whole_characters(text: &[u8]) -> &[u8] {
    // The longest is `\u` with its digits.
    let tail = text.len().saturating_sub(6);
    let mut end = tail;
    // Where a backslash is itself escaped is known from the beginning only.
    let slashes = text[..end].iter().rev().take_while(|&&b| b == b'\\');
    end -= slashes.count() % 2;
    let mut at = end;
    while at < text.len() {
        let length = match text[at] {
            b'\\' if text.get(at + 1) == Some(&b'u') => 6,
            b'\\' | 0xc0..0xe0 => 2,
            ..0xc0 => 1,
            0xe0..0xf0 => 3,
            0xf0.. => 4,
        };
        at += length;
        if at <= text.len() {
            end = at;
        }
    }
    &text[..end]
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::{Body, body, excerpt, whole_characters};

    fn file(text: &str) -> (tempfile::NamedTempFile, crate::capture::Capture) {
        let file = tempfile::NamedTempFile::new().expect("a temporary file");
        let value = serde_json::to_string(text).expect("a string");
        let capture = format!(
            r#"{{"log": {{"entries": [{{"request": {{}}, "response": {{"content": {{"text": {value}}}}}}}]}}}}"#
        );
        std::fs::write(file.path(), capture).expect("written");
        let capture = crate::input::open(file.path(), &mut |_| {}).expect("a capture");
        (file, capture)
    }

    #[test]
    fn a_body_is_its_text_and_not_how_it_is_written() {
        let text = "{\"a\": \"\\\"\"}\nsecond line \u{1f600} \u{1}";
        let (file, capture) = file(text);
        let shown = body(file.path(), capture.entries[0].body, 1000).expect("a body");
        assert_eq!((shown.text.as_str(), shown.cut), (text, false));
    }

    #[test]
    fn a_body_that_is_cut_ends_with_a_whole_character() {
        let text = "é\\\n\u{1f600}\u{1}\\\\\"".repeat(4);
        let (file, capture) = file(&text);
        let span = capture.entries[0].body;
        for most in 1..u64::from(span.len) {
            let Body { text: shown, cut } = body(file.path(), span, most).expect("a body");
            assert!(text.starts_with(&shown), "{shown:?}");
            assert!(shown.len() as u64 + 12 >= most / 6 && cut);
        }
    }

    #[test]
    fn parts_of_characters_at_the_end_are_left_out() {
        for (text, whole) in [
            (r"abc\u00e", "abc"),
            (r"abc\u00e9", r"abc\u00e9"),
            (r"abc\", "abc"),
            (r"abc\\", r"abc\\"),
            (r"\\\\\\\\\\\\\\\\\", r"\\\\\\\\\\\\\\\\"),
            ("", ""),
        ] {
            assert_eq!(
                whole_characters(text.as_bytes()),
                whole.as_bytes(),
                "{text}"
            );
        }
        assert_eq!(
            whole_characters("abc€".as_bytes().split_last().expect("bytes").1),
            b"abc"
        );
    }

    #[test]
    fn a_file_that_has_changed_is_not_taken_for_what_it_was() {
        let (file, capture) = file("a body of some length");
        let span = capture.entries[0].body;
        let original = std::fs::read_to_string(file.path()).expect("the file");
        let moved = original.replacen('{', "{ ", 1);
        for changed in [moved.as_str(), &original[..original.len() / 2], "", "[]"] {
            std::fs::write(file.path(), changed).expect("written");
            let error = body(file.path(), span, 1000).expect_err("another file");
            assert_eq!(error.to_string(), "the file has changed since it was read");
        }
        let folder = tempfile::tempdir().expect("a folder");
        for path in [std::path::Path::new("-"), folder.path()] {
            let error = body(path, span, 1000).expect_err("no file");
            assert!(error.to_string().ends_with("cannot be read a second time"));
        }
    }

    #[test]
    fn a_body_is_found_again_in_plain_and_in_packed_files() {
        let file = br#"{"log": {"entries": [{"request": {}, "response": {"content": {"text": "{\"a\": 1}"}}}]}}"#;
        let shown = br#""{\"a\": 1}""#;
        let plain = tempfile::NamedTempFile::new().expect("a temporary file");
        std::fs::write(plain.path(), file).expect("written");
        let packed = tempfile::NamedTempFile::new().expect("a temporary file");
        let mut zipper = flate2::write::GzEncoder::new(&packed, flate2::Compression::fast());
        zipper.write_all(file).expect("written");
        zipper.finish().expect("written");
        for path in [plain.path(), packed.path()] {
            let capture = crate::input::open(path, &mut |_| {}).expect("a capture");
            let span = capture.entries[0].body;
            assert_eq!(excerpt(path, span, u64::MAX).expect("a body"), shown);
            assert_eq!(excerpt(path, span, 3).expect("a body"), shown[..3]);
        }
    }
}
