//! From a file to plain UTF-8: what is packed is unpacked and what is UTF-16 is decoded, as it
//! streams by.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, Cursor, Read, Seek, SeekFrom};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use encoding_rs::{CoderResult, Decoder};
use flate2::read::{DeflateDecoder, MultiGzDecoder};

use super::python::{self, Python};
use super::trace;

/// How many layers of packing are undone: a `.har.gz` inside a `.zip` is two.
const MOST_LAYERS: usize = 4;

/// A source of bytes.
pub type Bytes<'a> = Box<dyn Read + Send + 'a>;

/// What a file turned out to be.
pub struct Plain<'a> {
    /// The bytes, unpacked and in UTF-8.
    pub bytes: Bytes<'a>,
    /// The bytes are those of the file: nothing was undone, offsets are the file's own.
    pub direct: bool,
    /// What was undone that the user should know of.
    pub remarks: Vec<&'static str>,
}

/// Counts what is read, for the progress.
pub struct Counted<R> {
    source: R,
    count: Arc<AtomicU64>,
}

impl<R> Counted<R> {
    /// Counts what is read from `source`.
    pub fn new(source: R, count: Arc<AtomicU64>) -> Self {
        Self { source, count }
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.source.read(buffer)?;
        self.count.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}

/// Unpacks and decodes a stream. `Err` where it is packed in a way that cannot be undone; what and
/// why is in the message.
pub fn plain<'a>(mut bytes: Bytes<'a>, count: &Arc<AtomicU64>) -> Result<Plain<'a>, String> {
    let mut direct = true;
    let mut remarks = Vec::new();
    for _ in 0..MOST_LAYERS {
        let start = beginning(&mut bytes).map_err(|error| format!("cannot be read: {error}"))?;
        let again = Cursor::new(start.clone()).chain(bytes);
        match start.as_slice() {
            [0x1f, 0x8b, ..] => {
                bytes = Box::new(MultiGzDecoder::new(again));
                direct = false;
            }
            [b'P', b'K', 3 | 5, 4 | 6, ..] => {
                bytes = in_zip(again, count)?;
                direct = false;
            }
            [0x28, 0xb5, 0x2f, 0xfd, ..] => {
                return Err("is packed with zstd; unpack it first (`zstd -d`)".to_owned());
            }
            [b'B', b'Z', b'h', ..] => {
                return Err("is packed with bzip2; unpack it first (`bunzip2`)".to_owned());
            }
            [0xfd, b'7', b'z', b'X', b'Z', ..] => {
                return Err("is packed with xz; unpack it first (`unxz`)".to_owned());
            }
            [b'7', b'z', 0xbc, 0xaf, ..] => {
                return Err("is a 7z archive; unpack it first".to_owned());
            }
            [0xff, 0xfe, ..] | [b'{' | b'[' | b' ' | b'\r' | b'\n', 0, ..] => {
                return Ok(Plain {
                    bytes: Box::new(Decoded::new(again, encoding_rs::UTF_16LE)),
                    direct: false,
                    remarks,
                });
            }
            [0xfe, 0xff, ..] | [0, b'{' | b'[' | b' ' | b'\r' | b'\n', ..] => {
                return Ok(Plain {
                    bytes: Box::new(Decoded::new(again, encoding_rs::UTF_16BE)),
                    direct: false,
                    remarks,
                });
            }
            start if python::begins(start) => {
                remarks.push(
                    "the file is in Python's notation, not in JSON (`json.dump` writes JSON); it was read as what it stands for",
                );
                return Ok(Plain {
                    bytes: Box::new(Python::new(again)),
                    direct: false,
                    remarks,
                });
            }
            _ => {
                if start.is_empty() && !direct {
                    remarks.push("the packed file is empty");
                }
                return Ok(Plain {
                    bytes: Box::new(again),
                    direct,
                    remarks,
                });
            }
        }
    }
    Err("is packed more than once over; unpack it first".to_owned())
}

/// The first bytes, fewer where the stream has fewer.
fn beginning(bytes: &mut Bytes<'_>) -> io::Result<Vec<u8>> {
    let mut start = Vec::new();
    bytes.by_ref().take(16).read_to_end(&mut start)?;
    Ok(start)
}

/// The capture inside a zip archive (Playwright writes such), which needs to be read from its end:
/// the archive is put into an unnamed temporary file.
fn in_zip<'a>(mut archive: impl Read + 'a, count: &Arc<AtomicU64>) -> Result<Bytes<'a>, String> {
    let failed = |error: io::Error| format!("is a zip archive that cannot be read: {error}");
    let mut file = tempfile::tempfile().map_err(failed)?;
    io::copy(&mut archive, &mut file).map_err(failed)?;
    file.seek(SeekFrom::Start(0)).map_err(failed)?;
    let chosen = capture_in(&mut file, &[".har", ".har.gz"])?;
    if chosen.is_none()
        && let Some(trace) = trace::archive::in_zip(&file, count)?
    {
        count.store(0, Ordering::Relaxed);
        return Ok(trace);
    }
    let chosen = match chosen {
        Some(chosen) => Some(chosen),
        None => capture_in(&mut file, &[".json"])?,
    };
    let Some((start, length, packed)) = chosen else {
        return Err("is a zip archive without a .har file or a Playwright trace in it".to_owned());
    };
    file.seek(SeekFrom::Start(start)).map_err(failed)?;
    count.store(0, Ordering::Relaxed);
    let member = Counted::new(file, Arc::clone(count)).take(length);
    Ok(if packed {
        Box::new(DeflateDecoder::new(member))
    } else {
        Box::new(member)
    })
}

/// Where the first file in an archive stands whose name ends so, how long it is there, and whether
/// it is packed.
fn capture_in(file: &mut File, endings: &[&str]) -> Result<Option<(u64, u64, bool)>, String> {
    let broken =
        |error: zip::result::ZipError| format!("is a zip archive that cannot be read: {error}");
    let mut archive = zip::ZipArchive::new(file).map_err(broken)?;
    let names = archive.file_names().filter_map(Result::ok);
    let names: Vec<String> = names.map(Cow::into_owned).collect();
    let ends = |name: &str, end: &str| {
        name.len() >= end.len()
            && name.as_bytes()[name.len() - end.len()..].eq_ignore_ascii_case(end.as_bytes())
    };
    let chosen = endings
        .iter()
        .find_map(|end| names.iter().filter(|name| ends(name, end)).min());
    let Some(chosen) = chosen else {
        return Ok(None);
    };
    let member = archive.by_name(chosen).map_err(broken)?;
    let packed = match member.compression() {
        zip::CompressionMethod::Stored => false,
        zip::CompressionMethod::Deflated => true,
        _ => {
            return Err(
                "is a zip archive packed in a way that is not known; unpack it first".to_owned(),
            );
        }
    };
    if member.encrypted() {
        return Err("is an encrypted zip archive; unpack it first".to_owned());
    }
    let start = member.data_start();
    let start = start.ok_or("is a zip archive that cannot be read: a member has no place in it")?;
    Ok(Some((start, member.compressed_size(), packed)))
}

/// UTF-16 decoded to UTF-8 as it is read.
struct Decoded<R> {
    source: R,
    decoder: Decoder,
    input: Vec<u8>,
    from: usize,
    to: usize,
    output: Vec<u8>,
    given: usize,
    ended: bool,
    done: bool,
}

impl<R: Read> Decoded<R> {
    fn new(source: R, encoding: &'static encoding_rs::Encoding) -> Self {
        Self {
            source,
            decoder: encoding.new_decoder_with_bom_removal(),
            input: vec![0; 16 * 1024],
            from: 0,
            to: 0,
            output: Vec::new(),
            given: 0,
            ended: false,
            done: false,
        }
    }

    fn decode(&mut self) -> io::Result<()> {
        if self.from == self.to && !self.ended {
            self.from = 0;
            self.to = self.source.read(&mut self.input)?;
            self.ended = self.to == 0;
        }
        self.output.resize(64 * 1024, 0);
        let input = &self.input[self.from..self.to];
        let (result, read, written, _) =
            self.decoder
                .decode_to_utf8(input, &mut self.output, self.ended);
        self.from += read;
        self.output.truncate(written);
        self.given = 0;
        self.done = self.ended && result == CoderResult::InputEmpty;
        Ok(())
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.given == self.output.len() {
            if self.done {
                return Ok(0);
            }
            self.decode()?;
        }
        let count = buffer.len().min(self.output.len() - self.given);
        buffer[..count].copy_from_slice(&self.output[self.given..self.given + count]);
        self.given += count;
        Ok(count)
    }
}
