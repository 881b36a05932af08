//! Zip archives: which files are in one and where. One whose end is cut off has lost its list; then
//! its files are looked for one behind the other.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use flate2::Crc;
use flate2::read::DeflateDecoder;

use super::disk::Disk;
use super::remarks::Remarks;
use super::source::{Bytes, Counted};

/// Four bytes that every file in an archive begins with.
const FILE: [u8; 4] = *b"PK\x03\x04";

/// How many files are looked for in an archive without a list.
const MOST: usize = 10_000;

/// A file in an archive.
#[derive(Debug, Clone)]
pub struct Member {
    /// Its name, with the folders it is in.
    pub name: String,
    start: u64,
    /// How long it is in the archive.
    length: u64,
    packed: bool,
    /// What its bytes are checked with.
    crc: Option<u32>,
    /// Why it cannot be unpacked.
    trouble: Option<&'static str>,
}

/// An archive.
#[derive(Debug)]
pub struct Archive {
    disk: Arc<Disk>,
    /// Its files, in order.
    pub members: Vec<Member>,
    /// It has no list of its files: its end is cut off or damaged.
    pub damaged: bool,
}

impl Archive {
    /// Looks what is in an archive.
    pub fn open(file: File) -> Result<Self, String> {
        let failed = |error: &dyn std::fmt::Display| {
            format!("is a zip archive that cannot be read: {error}")
        };
        let about = file.metadata().map_err(|error| failed(&error))?;
        let list = file.try_clone().map_err(|error| failed(&error))?;
        let disk = Disk::new(Path::new(""), file, &about);
        let (members, damaged) = match listed(list).map_err(|error| failed(&error)) {
            Ok(members) => (members, false),
            Err(error) => match found(&disk) {
                Ok(members) if !members.is_empty() => (members, true),
                _ => return Err(error),
            },
        };
        Ok(Self {
            disk,
            members,
            damaged,
        })
    }

    /// The files whose names end so, whatever the case, sorted by their names.
    pub fn ending_in(&self, endings: &[&str]) -> Vec<&Member> {
        let ends = |name: &str| {
            let name = name.to_ascii_lowercase();
            endings.iter().any(|ending| name.ends_with(ending))
        };
        let mut members: Vec<_> = self.members.iter().filter(|m| ends(&m.name)).collect();
        members.sort_by(|a, b| a.name.cmp(&b.name));
        members
    }

    /// The HAR files in it, packed ones last.
    pub fn captures(&self) -> Vec<&Member> {
        let mut captures = self.ending_in(&[".har"]);
        captures.extend(self.ending_in(&[".har.gz"]));
        captures
    }

    /// The bytes of a file, unpacked. `count` counts what is read of the archive.
    pub fn read(
        &self,
        member: &Member,
        count: &Arc<AtomicU64>,
        remarks: &Remarks,
    ) -> Result<Bytes<'static>, String> {
        if let Some(trouble) = member.trouble {
            return Err(format!("is {trouble}; unpack it first"));
        }
        let bytes = Counted::new(self.disk.from(member.start), Arc::clone(count));
        let bytes = bytes.take(member.length);
        let bytes: Bytes<'static> = if member.packed {
            Box::new(DeflateDecoder::new(bytes))
        } else {
            Box::new(bytes)
        };
        Ok(Box::new(Checked {
            bytes,
            crc: Crc::new(),
            expected: member.crc,
            name: member.name.clone(),
            remarks: remarks.clone(),
        }))
    }
}

/// The files that the list at the archive's end names.
fn listed(file: File) -> Result<Vec<Member>, zip::result::ZipError> {
    let mut archive = zip::ZipArchive::new(BufReader::new(file))?;
    let names = archive.file_names().filter_map(Result::ok);
    let names: Vec<String> = names.map(Cow::into_owned).collect();
    let mut members = Vec::new();
    for name in names {
        let member = archive.by_name(&name)?;
        let (packed, known) = match member.compression() {
            zip::CompressionMethod::Stored => (false, true),
            zip::CompressionMethod::Deflated => (true, true),
            _ => (false, false),
        };
        members.push(Member {
            start: member
                .data_start()
                .ok_or(zip::result::ZipError::FileNotFound)?,
            length: member.compressed_size(),
            packed,
            crc: Some(member.crc32()),
            trouble: trouble(member.encrypted(), known),
            name,
        });
    }
    Ok(members)
}

fn trouble(encrypted: bool, known: bool) -> Option<&'static str> {
    if encrypted {
        Some("an encrypted zip archive")
    } else if !known {
        Some("a zip archive with an unknown compression method")
    } else {
        None
    }
}

/// The files of an archive without a list, each behind the one before.
fn found(disk: &Arc<Disk>) -> io::Result<Vec<Member>> {
    let mut members: Vec<Member> = Vec::new();
    let mut at = 0;
    while members.len() < MOST {
        let mut bytes = BufReader::new(disk.from(at));
        let mut fixed = [0; 30];
        if bytes.read_exact(&mut fixed).is_err() || fixed[..4] != FILE {
            break;
        }
        let number = |at: usize| u64::from(u16::from_le_bytes([fixed[at], fixed[at + 1]]));
        let (flags, method) = (number(6), number(8));
        let mut name = Vec::new();
        bytes.by_ref().take(number(26)).read_to_end(&mut name)?;
        let start = at + 30 + number(26) + number(28);
        let (length, known) = (number(18) | number(20) << 16, matches!(method, 0 | 8));
        let crc = u32::from_le_bytes([fixed[14], fixed[15], fixed[16], fixed[17]]);
        // Who writes as it packs knows these only behind the file.
        let later = flags & 8 != 0 || length == u64::from(u32::MAX);
        let mut member = Member {
            name: String::from_utf8_lossy(&name).into_owned(),
            start,
            length,
            packed: method == 8,
            crc: (!later).then_some(crc),
            trouble: trouble(flags & 1 != 0, known),
        };
        if later {
            member.length = u64::MAX;
            let length = if member.packed {
                packed_length(disk, start)
            } else {
                None
            };
            let next = length
                .map(|length| next_file(disk, start + length))
                .transpose()?;
            members.push(member);
            match next.flatten() {
                Some(next) => at = next,
                None => break,
            }
        } else {
            members.push(member);
            at = start + length;
        }
    }
    Ok(members)
}

/// How long a packed file is that says so only by its end; `None` where it has none.
fn packed_length(disk: &Arc<Disk>, start: u64) -> Option<u64> {
    let mut inflate = DeflateDecoder::new(disk.from(start));
    io::copy(&mut inflate, &mut io::sink()).ok()?;
    Some(inflate.total_in())
}

/// Where the next file begins: behind what is written at the end of the one before.
fn next_file(disk: &Arc<Disk>, from: u64) -> io::Result<Option<u64>> {
    let mut bytes = Vec::new();
    disk.from(from).take(64).read_to_end(&mut bytes)?;
    let at = memchr::memmem::find(&bytes, &FILE);
    Ok(at.map(|at| from + at as u64))
}

/// Compares a file with its checksum when it is read.
struct Checked {
    bytes: Bytes<'static>,
    crc: Crc,
    expected: Option<u32>,
    name: String,
    remarks: Remarks,
}

impl Read for Checked {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.bytes.read(buffer)?;
        self.crc.update(&buffer[..count]);
        if count == 0
            && !buffer.is_empty()
            && let Some(expected) = self.expected.take()
            && expected != self.crc.sum()
        {
            self.remarks.say(format!(
                "the checksum of {} in the archive does not match: it may be damaged",
                self.name
            ));
        }
        Ok(count)
    }
}
