//! A file on disk that several may read at once, and that somebody else may change meanwhile.

use std::fs::{File, Metadata};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

/// A file that was opened once. It stays the same file whatever becomes of its name.
#[derive(Debug)]
pub struct Disk {
    path: PathBuf,
    file: File,
    length: u64,
    modified: Option<SystemTime>,
}

/// Reads a file from some byte on.
struct Stretch {
    disk: Arc<Disk>,
    at: u64,
}

impl Disk {
    /// A file that was opened, with what the system said of it then.
    pub fn new(path: &Path, file: File, about: &Metadata) -> Arc<Self> {
        Arc::new(Self {
            path: path.to_owned(),
            file,
            length: about.len(),
            modified: about.modified().ok(),
        })
    }

    /// Opens a file.
    #[cfg(test)]
    pub fn open(path: &Path) -> io::Result<Arc<Self>> {
        let file = File::open(path)?;
        let about = file.metadata()?;
        Ok(Self::new(path, file, &about))
    }

    /// Where it was when it was opened.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// How long it was when it was opened.
    pub fn length(&self) -> u64 {
        self.length
    }

    /// Its bytes from that one on.
    pub fn from(self: &Arc<Self>, offset: u64) -> Box<dyn Read + Send> {
        Box::new(Stretch {
            disk: Arc::clone(self),
            at: offset,
        })
    }

    /// What somebody did to it since it was opened; `None` where it is as it was.
    pub fn change(&self) -> Option<&'static str> {
        let about = self.file.metadata().ok()?;
        if about.len() < self.length {
            Some("the file got shorter while it was being read")
        } else if about.len() > self.length {
            Some("the file got longer while it was being read")
        } else if about.modified().ok() != self.modified {
            Some("the file was changed while it was being read")
        } else {
            None
        }
    }
}

impl Read for Stretch {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = read_at(&self.disk.file, buffer, self.at)?;
        self.at += count as u64;
        Ok(count)
    }
}

#[cfg(unix)]
fn read_at(file: &File, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
    std::os::unix::fs::FileExt::read_at(file, buffer, offset)
}

#[cfg(windows)]
fn read_at(file: &File, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
    std::os::windows::fs::FileExt::seek_read(file, buffer, offset)
}

/// Where there are no threads either, nobody can come between.
#[cfg(not(any(unix, windows)))]
fn read_at(mut file: &File, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
    io::Seek::seek(&mut file, io::SeekFrom::Start(offset))?;
    file.read(buffer)
}

#[cfg(test)]
mod tests {
    use std::fs::OpenOptions;
    use std::io::Write;

    use super::Disk;

    fn text(disk: &std::sync::Arc<Disk>, offset: u64) -> String {
        let mut text = String::new();
        disk.from(offset).read_to_string(&mut text).unwrap();
        text
    }

    #[test]
    fn several_read_a_file_at_once_even_when_its_name_is_gone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        std::fs::write(&path, "0123456789").unwrap();
        let disk = Disk::open(&path).unwrap();
        assert_eq!(text(&disk, 7), "789");
        std::fs::rename(&path, folder.path().join("b")).unwrap();
        std::fs::write(&path, "another").unwrap();
        assert_eq!(text(&disk, 0), "0123456789");
        assert_eq!(text(&disk, 99), "");
        assert_eq!(disk.change(), None);
    }

    #[test]
    fn a_file_that_is_changed_says_so() {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), "0123456789").unwrap();
        let disk = Disk::open(file.path()).unwrap();
        let mut open = OpenOptions::new().append(true).open(file.path()).unwrap();
        open.write_all(b"more").unwrap();
        assert!(disk.change().unwrap().contains("longer"));
        open.set_len(3).unwrap();
        assert!(disk.change().unwrap().contains("shorter"));
        open.set_len(10).unwrap();
        let later = std::time::SystemTime::now() + std::time::Duration::from_secs(60);
        open.set_modified(later).unwrap();
        assert!(disk.change().unwrap().contains("was changed"));
    }
}
