//! The files of a trace as one: each is preceded by a line that names it.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, Cursor, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use crate::input::archive::Archive;
use crate::input::reader::Opened;
use crate::input::remarks::Remarks;
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
#[cfg(feature = "program")]
pub(crate) fn is_of_a_trace(name: &str) -> bool {
    ENDINGS.iter().any(|ending| name.ends_with(ending))
}

/// The files of a trace in an archive; `None` where there are none.
pub(crate) fn in_zip(
    archive: &Archive,
    count: &Arc<AtomicU64>,
    remarks: &Remarks,
) -> Result<Option<Bytes<'static>>, String> {
    let mut files: VecDeque<(String, Open)> = VecDeque::new();
    for ending in ENDINGS {
        for member in archive.ending_in(&[ending]) {
            let bytes = archive.read(member, count, remarks)?;
            let open = move || -> io::Result<Bytes<'static>> { Ok(bytes) };
            files.push_back((member.name.clone(), Box::new(open) as Open));
        }
    }
    if files.is_empty() {
        return Ok(None);
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
