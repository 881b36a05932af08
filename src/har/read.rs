//! From bytes to a [`Capture`].

use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::capture::Capture;
use super::tree;

/// Why a file gives no capture at all.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The operating system said no.
    #[error("{file}: cannot be read: {reason}")]
    Unreadable {
        /// The name as given.
        file: String,
        /// What the operating system said.
        reason: String,
    },
    /// The file is no HAR.
    #[error("{file}: {what}")]
    NotHar {
        /// The name as given.
        file: String,
        /// What is wrong, where, and what to do.
        what: String,
    },
}

/// How far reading has come.
#[derive(Debug, Clone, Copy, Default)]
pub struct Progress {
    /// Bytes read so far.
    pub bytes: u64,
    /// The size of the file, where it is known.
    pub total: Option<u64>,
    /// Entries found so far.
    pub entries: usize,
}

/// Reads the capture in a file; `-` is standard input.
///
/// # Errors
///
/// [`OpenError`] where the file cannot be read, or is no HAR.
pub fn open(path: &Path, progress: &mut dyn FnMut(Progress)) -> Result<Capture, OpenError> {
    let name = path.display().to_string();
    let mut file = File::open(path).map_err(|error| OpenError::Unreadable {
        file: name.clone(),
        reason: error.to_string(),
    })?;
    read(&mut file, &name, progress)
}

/// Reads a capture from a stream.
///
/// # Errors
///
/// [`OpenError`] where the stream cannot be read, or holds no HAR.
pub fn read(
    reader: &mut dyn Read,
    name: &str,
    _progress: &mut dyn FnMut(Progress),
) -> Result<Capture, OpenError> {
    let mut bytes = Vec::new();
    reader
        .read_to_end(&mut bytes)
        .map_err(|error| OpenError::Unreadable {
            file: name.to_owned(),
            reason: error.to_string(),
        })?;
    if bytes.starts_with(&[0x1f, 0x8b]) {
        let mut plain = Vec::new();
        let mut unpacked = flate2::read::GzDecoder::new(bytes.as_slice());
        unpacked
            .read_to_end(&mut plain)
            .map_err(|error| OpenError::NotHar {
                file: name.to_owned(),
                what: error.to_string(),
            })?;
        bytes = plain;
    }
    let tree: serde_json::Value =
        serde_json::from_slice(&bytes).map_err(|error| OpenError::NotHar {
            file: name.to_owned(),
            what: error.to_string(),
        })?;
    Ok(tree::capture(name, &tree))
}
