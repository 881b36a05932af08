//! From a file to plain UTF-8: what is packed is unpacked and what is UTF-16 is decoded, as it
//! streams by.

use std::io::{self, Cursor, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::archive::Archive;
use super::gzip::{self, Gunzip};
use super::limits::MOST_UNPACKED;
use super::python::{self, Python};
use super::remarks::Remarks;
use super::trace;
use encoding_rs::{CoderResult, Decoder};

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
    /// What the user should know of: what was undone, and what turns out while it is read.
    pub remarks: Remarks,
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

/// The beginning of what a file unpacks to: a small file can unpack to more than anybody reads.
struct Limited<R> {
    source: R,
    left: u64,
    remarks: Remarks,
}

impl<R: Read> Read for Limited<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.left == 0 {
            self.remarks
                .miss("the limit for decompressed data is reached (16 GiB)");
            return Ok(0);
        }
        let most = usize::try_from(self.left).unwrap_or(usize::MAX);
        let most = most.min(buffer.len());
        let count = self.source.read(&mut buffer[..most])?;
        self.left -= count as u64;
        Ok(count)
    }
}

/// Unpacks and decodes a stream. `Err` where it is packed in a way that cannot be undone; what and
/// why is in the message.
pub fn plain<'a>(mut bytes: Bytes<'a>, count: &Arc<AtomicU64>) -> Result<Plain<'a>, String> {
    let mut direct = true;
    let remarks = Remarks::default();
    for _ in 0..MOST_LAYERS {
        let start = beginning(&mut bytes).map_err(|error| format!("cannot be read: {error}"))?;
        let again = Cursor::new(start.clone()).chain(bytes);
        match start.as_slice() {
            [a, b, ..] if [*a, *b] == gzip::MAGIC => {
                bytes = Box::new(Limited {
                    source: Gunzip::new(again, remarks.clone()),
                    left: MOST_UNPACKED,
                    remarks: remarks.clone(),
                });
                direct = false;
            }
            [b'P', b'K', 3 | 5, 4 | 6, ..] => {
                bytes = Box::new(Limited {
                    source: in_zip(again, count, &remarks)?,
                    left: MOST_UNPACKED,
                    remarks: remarks.clone(),
                });
                direct = false;
            }
            [0x28, 0xb5, 0x2f, 0xfd, ..] => {
                return Err("is compressed with zstd; decompress it first (`zstd -d`)".to_owned());
            }
            [b'B', b'Z', b'h', ..] => {
                return Err("is compressed with bzip2; decompress it first (`bunzip2`)".to_owned());
            }
            [0xfd, b'7', b'z', b'X', b'Z', ..] => {
                return Err("is compressed with xz; decompress it first (`unxz`)".to_owned());
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
                remarks.say(
                    "the file is in Python's notation, not in JSON (`json.dump` writes JSON); it \
                     was converted",
                );
                return Ok(Plain {
                    bytes: Box::new(Python::new(again)),
                    direct: false,
                    remarks,
                });
            }
            _ => {
                if start.is_empty() && !direct {
                    remarks.say("the compressed file is empty");
                }
                return Ok(Plain {
                    bytes: Box::new(again),
                    direct,
                    remarks,
                });
            }
        }
    }
    Err("is compressed several times over; decompress it first".to_owned())
}

/// The first bytes, fewer where the stream has fewer.
fn beginning(bytes: &mut Bytes<'_>) -> io::Result<Vec<u8>> {
    let mut start = Vec::new();
    bytes.by_ref().take(16).read_to_end(&mut start)?;
    Ok(start)
}

/// The capture inside a zip archive (Playwright writes such), which needs to be read from its end:
/// the archive is put into an unnamed temporary file.
fn in_zip<'a>(
    mut archive: impl Read + 'a,
    count: &Arc<AtomicU64>,
    remarks: &Remarks,
) -> Result<Bytes<'a>, String> {
    let failed = |error: io::Error| format!("is a zip archive that cannot be read: {error}");
    let mut file = tempfile::tempfile().map_err(failed)?;
    io::copy(&mut archive, &mut file).map_err(failed)?;
    let archive = Archive::open(file)?;
    if archive.damaged {
        remarks.miss("the end of the zip archive is cut off or damaged");
    }
    count.store(0, Ordering::Relaxed);
    let captures = archive.captures();
    if let Some((first, others)) = captures.split_first() {
        if !others.is_empty() {
            let names: Vec<&str> = others.iter().map(|other| other.name.as_str()).collect();
            remarks.miss(format!(
                "only {} of this archive was read, and not {}; unpack it, and open the folder",
                first.name,
                names.join(", ")
            ));
        }
        return archive.read(first, count, remarks);
    }
    if let Some(trace) = trace::archive::in_zip(&archive, count, remarks)? {
        return Ok(trace);
    }
    match archive.ending_in(&[".json"]).first() {
        Some(json) => archive.read(json, count, remarks),
        None => Err(
            "is a zip archive that contains neither a .har file nor a Playwright trace".to_owned(),
        ),
    }
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
