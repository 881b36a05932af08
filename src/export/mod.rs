//! Reports written out: one format a file, and the table of them.
//!
//! A format gets the report and the exchanges to write, and writes them to a stream. What it
//! writes has its own types ([`contract`]), so that no change inside changes a file format.

pub mod contract;
mod json;
mod jsonl;
mod markdown;
mod text;
mod words;

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::report::secrets::{redact_header, redact_text, redact_url};
use crate::report::{ExchangeId, Report};

/// A way to write a report out.
#[derive(Debug)]
pub struct Format {
    /// Its name, as in `--format text`.
    pub name: &'static str,
    /// What files of it end with, without the dot.
    pub extension: &'static str,
    /// What it is good for, in one line.
    pub help: &'static str,
    /// Writes these exchanges of the report.
    pub write: fn(&mut dyn Write, &Report, &[ExchangeId], &Options) -> io::Result<()>,
}

/// All formats, in the order they are listed.
pub const FORMATS: &[Format] = &[
    Format {
        name: "text",
        extension: "txt",
        help: "to read: what failed, why, and what is needed",
        write: text::write,
    },
    Format {
        name: "json",
        extension: "json",
        help: "everything, for programs: one object of the shape corslens.report/1",
        write: json::write,
    },
    Format {
        name: "jsonl",
        extension: "jsonl",
        help: "one exchange a line, each as in json",
        write: jsonl::write,
    },
    Format {
        name: "markdown",
        extension: "md",
        help: "for a ticket: a table of what failed, then each with its evidence",
        write: markdown::write,
    },
];

/// How to write.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// Write cookies, tokens and secret query values as they stand in the capture.
    pub secrets: bool,
    /// Wrap text at this column; `None` leaves every sentence on its line.
    pub width: Option<usize>,
    /// Colour the text.
    pub colour: bool,
}

impl Options {
    /// A sentence, fit to leave the machine.
    fn text<'a>(&self, text: &'a str) -> Cow<'a, str> {
        if self.secrets {
            Cow::Borrowed(text)
        } else {
            redact_text(text)
        }
    }

    /// A URL, fit to leave the machine.
    fn url<'a>(&self, url: &'a str) -> Cow<'a, str> {
        if self.secrets {
            Cow::Borrowed(url)
        } else {
            redact_url(url)
        }
    }

    /// The value of a header or field, fit to leave the machine.
    fn value<'a>(&self, name: &str, value: &'a str) -> Cow<'a, str> {
        if self.secrets {
            Cow::Borrowed(value)
        } else {
            redact_header(name, value)
        }
    }
}

/// The format of that name.
#[must_use]
pub fn format(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
}

/// Whether a report written to this path would take the place of one of the files it is made from.
#[must_use]
pub fn replaces_one_of(path: &Path, inputs: &[PathBuf]) -> bool {
    let Ok(path) = path.canonicalize() else {
        return false;
    };
    // Pipes and devices are not replaced, only written to.
    path.is_file()
        && inputs
            .iter()
            .filter_map(|input| input.canonicalize().ok())
            .any(|input| input == path)
}

/// Writes a file whole or not at all: what was there before stays until the new one is complete.
///
/// # Errors
///
/// Where the folder cannot be written to, or the disk is full.
pub fn save(
    path: &Path,
    format: &Format,
    report: &Report,
    ids: &[ExchangeId],
    options: &Options,
) -> io::Result<()> {
    // A link stays a link: the file it leads to is the one replaced.
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    if path.exists() && !path.is_file() {
        // A device or pipe cannot be replaced, only written to.
        let mut out = BufWriter::new(File::options().write(true).open(&path)?);
        (format.write)(&mut out, report, ids, options)?;
        return out.flush();
    }
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut builder = tempfile::Builder::new();
    builder.prefix(".corslens-");
    open_to_others(&mut builder);
    let file = builder.tempfile_in(folder)?;
    let mut out = BufWriter::new(file);
    (format.write)(&mut out, report, ids, options)?;
    let file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
    if let Ok(old) = path.metadata() {
        file.as_file().set_permissions(old.permissions())?;
    }
    file.as_file().sync_all()?;
    file.persist(&path)?;
    Ok(())
}

/// A temporary file is private; this one becomes a file like any other, of whose permissions the
/// system takes away what the umask forbids.
#[cfg(unix)]
fn open_to_others(builder: &mut tempfile::Builder<'_, '_>) {
    use std::os::unix::fs::PermissionsExt;
    builder.permissions(std::fs::Permissions::from_mode(0o666));
}

#[cfg(not(unix))]
fn open_to_others(_builder: &mut tempfile::Builder<'_, '_>) {}

#[cfg(test)]
mod tests;
