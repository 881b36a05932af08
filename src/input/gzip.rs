//! Unpacking gzip, also what is damaged: a checksum that does not fit, an end that is cut off, and
//! bytes behind the end are told, and keep nobody from what was unpacked.
//!
//! <https://www.rfc-editor.org/rfc/rfc1952>

use std::io::{self, BufRead, BufReader, Read};

use flate2::Crc;
use flate2::bufread::DeflateDecoder;

use super::remarks::Remarks;

/// Two bytes that every member of a file begins with.
pub const MAGIC: [u8; 2] = [0x1f, 0x8b];

/// What comes next in the file.
enum State<R: Read> {
    /// A member, or the end of the file.
    Between(BufReader<R>),
    /// What is packed in a member.
    Member(DeflateDecoder<BufReader<R>>, Crc),
    /// Nothing.
    End,
}

/// What a packed file holds.
pub struct Gunzip<R: Read> {
    state: State<R>,
    /// How many members were read.
    members: u64,
    remarks: Remarks,
}

impl<R: Read> Gunzip<R> {
    /// What `source` holds. What is damaged is told to `remarks`.
    pub fn new(source: R, remarks: Remarks) -> Self {
        Self {
            state: State::Between(BufReader::new(source)),
            members: 0,
            remarks,
        }
    }

    /// Goes to the next member. What is no member ends the file.
    fn begin(&mut self, mut source: BufReader<R>) -> io::Result<()> {
        let start = source.fill_buf()?;
        if start.is_empty() && self.members > 0 {
            return Ok(());
        }
        if self.members > 0 && start[0] != MAGIC[0] {
            let zeros = start.iter().all(|byte| *byte == 0);
            self.remarks.say(if zeros {
                "zeros follow the end of the compressed data; they were skipped"
            } else {
                "other data follows the end of the compressed data; it was skipped"
            });
            return Ok(());
        }
        self.members += 1;
        header(&mut source).map_err(|error| match error.kind() {
            io::ErrorKind::UnexpectedEof => {
                io::Error::new(error.kind(), "unexpected end of file in a gzip header")
            }
            _ => error,
        })?;
        self.state = State::Member(DeflateDecoder::new(source), Crc::new());
        Ok(())
    }

    /// Compares what was unpacked with what the file says of it.
    fn end(&mut self, mut source: BufReader<R>, crc: &Crc) {
        let (mut sum, mut amount) = ([0; 4], [0; 4]);
        let read = source.read_exact(&mut sum);
        if read.and_then(|()| source.read_exact(&mut amount)).is_err() {
            self.remarks
                .say("the end of the compressed file is cut off, after all of its content");
            return;
        }
        if u32::from_le_bytes(sum) != crc.sum() || u32::from_le_bytes(amount) != crc.amount() {
            self.remarks
                .say("the checksum of the compressed file does not match: it may be damaged");
        }
        self.state = State::Between(source);
    }
}

impl<R: Read> Read for Gunzip<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            match &mut self.state {
                State::End => return Ok(0),
                State::Member(inflate, crc) => {
                    let count = inflate.read(buffer)?;
                    crc.update(&buffer[..count]);
                    if count > 0 || buffer.is_empty() {
                        return Ok(count);
                    }
                }
                State::Between(_) => {}
            }
            match std::mem::replace(&mut self.state, State::End) {
                State::Member(inflate, crc) => self.end(inflate.into_inner(), &crc),
                State::Between(source) => self.begin(source)?,
                State::End => {}
            }
        }
    }
}

/// Passes over the header of a member.
fn header(source: &mut impl BufRead) -> io::Result<()> {
    let mut fixed = [0; 10];
    source.read_exact(&mut fixed)?;
    let [a, b, method, flags, ..] = fixed;
    if [a, b] != MAGIC || method != 8 {
        return Err(io::Error::new(
            io::ErrorKind::InvalidData,
            "it begins like gzip, but the rest is not gzip",
        ));
    }
    let [checked, extra, name, comment] = [1, 2, 3, 4].map(|bit| flags & 1 << bit != 0);
    if extra {
        let mut length = [0; 2];
        source.read_exact(&mut length)?;
        let length = u64::from(u16::from_le_bytes(length));
        io::copy(&mut source.take(length), &mut io::sink())?;
    }
    for _ in [name, comment].iter().filter(|there| **there) {
        // A name without an end would fill the memory.
        source.take(1 << 16).skip_until(0)?;
    }
    if checked {
        source.read_exact(&mut [0; 2])?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};

    use flate2::{Compression, GzBuilder};

    use super::{Gunzip, Remarks};

    fn packed(text: &str) -> Vec<u8> {
        let builder = GzBuilder::new().filename("a.har").comment("b").extra("xy");
        let mut packer = builder.write(Vec::new(), Compression::default());
        packer.write_all(text.as_bytes()).unwrap();
        packer.finish().unwrap()
    }

    /// What is unpacked, whether to the end, and what is remarked.
    fn unpacked(bytes: &[u8]) -> (String, bool, Vec<String>) {
        let remarks = Remarks::default();
        let mut text = Vec::new();
        let done = Gunzip::new(bytes, remarks.clone()).read_to_end(&mut text);
        let text = String::from_utf8_lossy(&text).into_owned();
        (text, done.is_ok(), remarks.take())
    }

    #[test]
    fn members_follow_one_another() {
        let both = [packed("one, "), packed("two")].concat();
        assert_eq!(unpacked(&both), ("one, two".to_owned(), true, Vec::new()));
    }

    #[test]
    fn damage_behind_the_contents_is_told_and_costs_nothing() {
        let whole = packed("contents");
        let end = whole.len();
        let mut checksum = whole.clone();
        checksum[end - 6] ^= 1;
        let mut length = whole.clone();
        length[end - 1] ^= 1;
        let table = [
            (checksum, "the checksum"),
            (length, "the checksum"),
            (
                whole[..end - 3].to_vec(),
                "the end of the compressed file is cut off",
            ),
            (
                whole[..end - 8].to_vec(),
                "the end of the compressed file is cut off",
            ),
            ([&whole[..], &[0; 600]].concat(), "zeros follow"),
            ([&whole[..], b"\nmore"].concat(), "other data follows"),
        ];
        for (bytes, says) in table {
            let (text, done, remarks) = unpacked(&bytes);
            assert_eq!((text.as_str(), done), ("contents", true), "{says}");
            let [remark] = remarks.as_slice() else {
                panic!("{says}: {remarks:?}");
            };
            assert!(remark.starts_with(says), "{remark}");
        }
    }

    #[test]
    fn damage_in_the_contents_gives_what_comes_before_it() {
        let long: Vec<String> = (0..9000).map(|number| number.to_string()).collect();
        let long = long.join(" ");
        let whole = packed(&long);
        let (text, done, _) = unpacked(&whole[..whole.len() / 2]);
        assert!(!done && text.len() > 1000 && long.starts_with(&text));
        let (text, done, _) = unpacked(&whole[..9]);
        assert_eq!((text.as_str(), done), ("", false));
    }
}
