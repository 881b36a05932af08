//! The files of a trace as one: each is preceded by a line that names it.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, Cursor, Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use flate2::read::DeflateDecoder;

use crate::input::reader::Opened;
use crate::input::source::{Bytes, Counted};
use crate::json::window::{SIZE, Window};

/// The type of the line that stands before a file.
pub(crate) const MEMBER: &[u8] = b"corslens-member";

/// How the names of the files end that are read, in the order they are read in.
const ENDINGS: [&str; 2] = [".network", ".trace"];

/// Opens a file when its turn comes.
type Open = Box<dyn FnOnce() -> io::Result<Bytes<'static>> + Send>;

/// Files one after another.
struct Joined {
    files: VecDeque<(String, Open)>,
    current: Bytes<'static>,
}

impl Read for Joined {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let count = self.current.read(buffer)?;
            if count > 0 || buffer.is_empty() {
                return Ok(count);
            }
            let Some((name, open)) = self.files.pop_front() else {
                return Ok(0);
            };
            let name = serde_json::Value::String(name);
            let kind = String::from_utf8_lossy(MEMBER);
            let line = format!("{{\"type\":\"{kind}\",\"name\":{name}}}\n");
            let end = Cursor::new("\n");
            self.current = Box::new(Cursor::new(line).chain(open()?).chain(end));
        }
    }
}

/// Whether a file with that name is one of a trace.
pub(crate) fn is_of_a_trace(name: &str) -> bool {
    ENDINGS.iter().any(|ending| name.ends_with(ending))
}

/// The files of a trace in an archive; `None` where there are none.
pub(crate) fn in_zip(
    file: &File,
    count: &Arc<AtomicU64>,
) -> Result<Option<Bytes<'static>>, String> {
    let broken =
        |error: zip::result::ZipError| format!("is a zip archive that cannot be read: {error}");
    let failed = |error: io::Error| format!("is a zip archive that cannot be read: {error}");
    let mut archive = zip::ZipArchive::new(file.try_clone().map_err(failed)?).map_err(broken)?;
    let mut names: Vec<String> = archive
        .file_names()
        .filter_map(|name| Some(name.ok()?.into_owned()))
        .filter(|name| is_of_a_trace(name))
        .collect();
    if names.is_empty() {
        return Ok(None);
    }
    let rank = |name: &String| ENDINGS.iter().position(|ending| name.ends_with(ending));
    names.sort_by(|a, b| rank(a).cmp(&rank(b)).then_with(|| a.cmp(b)));
    let mut files: VecDeque<(String, Open)> = VecDeque::new();
    for name in names {
        let member = archive.by_name(&name).map_err(broken)?;
        let packed = match member.compression() {
            zip::CompressionMethod::Stored => false,
            zip::CompressionMethod::Deflated => true,
            _ => {
                return Err(
                    "is a zip archive packed in a way that is not known; unpack it first"
                        .to_owned(),
                );
            }
        };
        if member.encrypted() {
            return Err("is an encrypted zip archive; unpack it first".to_owned());
        }
        let start = member.data_start();
        let start =
            start.ok_or("is a zip archive that cannot be read: a member has no place in it")?;
        let length = member.compressed_size();
        let mut file = file.try_clone().map_err(failed)?;
        let count = Arc::clone(count);
        let open = move || -> io::Result<Bytes<'static>> {
            // All handles of the archive share one position; only one member is read at a time.
            file.seek(SeekFrom::Start(start))?;
            let member = Counted::new(file, count).take(length);
            Ok(if packed {
                Box::new(DeflateDecoder::new(member))
            } else {
                Box::new(member)
            })
        };
        files.push_back((name, Box::new(open) as Open));
    }
    Ok(Some(Box::new(Joined {
        files,
        current: Box::new(io::empty()),
    })))
}

/// Has the file that was unpacked beside this one read too: the console stands in one, the requests
/// in the other.
pub(super) fn with_neighbours(opened: &mut Opened<'_>, path: &Path) {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let Some(stem) = ENDINGS.iter().find_map(|ending| name.strip_suffix(ending)) else {
        return;
    };
    let mut files: VecDeque<(String, Open)> = VecDeque::new();
    let mut total = 0;
    for ending in ENDINGS {
        let name = format!("{stem}{ending}");
        let Ok(file) = File::open(path.with_file_name(&name)) else {
            continue;
        };
        total += file.metadata().map_or(0, |about| about.len());
        let count = Arc::clone(&opened.count);
        let open =
            move || -> io::Result<Bytes<'static>> { Ok(Box::new(Counted::new(file, count))) };
        files.push_back((name, Box::new(open) as Open));
    }
    if files.len() < 2 {
        return;
    }
    opened.total = Some(total);
    opened.window = Window::new(
        Box::new(Joined {
            files,
            current: Box::new(io::empty()),
        }),
        0,
        SIZE,
    );
}
