//! Bytes of a capture's file that are not held in memory, such as a body.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::Arc;

use super::capture::Span;
use super::source;

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

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::excerpt;
    use crate::har;

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
            let capture = har::open(path, &mut |_| {}).expect("a capture");
            let span = capture.entries[0].body;
            assert_eq!(excerpt(path, span, u64::MAX).expect("a body"), shown);
            assert_eq!(excerpt(path, span, 3).expect("a body"), shown[..3]);
        }
    }
}
