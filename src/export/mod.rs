//! Reports written out: one format a file, and the table of them.
//!
//! A format gets the report and the exchanges to write, and writes them to a stream. What it
//! writes has its own types ([`contract`]), so that no change inside changes a file format.

mod agent;
pub mod comparison;
pub mod contract;
mod csv;
mod extent;
mod github;
mod html;
mod item;
mod json;
mod jsonl;
mod junit;
mod markdown;
mod next;
pub mod redact;
mod sarif;
mod save;
mod text;
pub(crate) mod words;
pub mod written;

use std::borrow::Cow;
use std::io::{self, Write};

pub use extent::Extent;
#[cfg(target_os = "linux")]
pub(crate) use save::target_of_links;
pub use save::{replaces_one_of, save, save_with};

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
    /// Whether it is for people and builds: it leaves out known failures.
    pub for_people: bool,
    /// Writes these exchanges of the report.
    pub write: fn(&mut dyn Write, &Report, &[ExchangeId], &Options) -> io::Result<()>,
}

/// All formats, in the order they are listed.
pub const FORMATS: &[Format] = &[
    Format {
        name: "text",
        extension: "txt",
        help: "to read: what failed, why, and what is needed",
        for_people: true,
        write: text::write,
    },
    Format {
        name: "json",
        extension: "json",
        help: "everything, for programs: one object of the shape corslens.report/1",
        for_people: false,
        write: json::write,
    },
    Format {
        name: "jsonl",
        extension: "jsonl",
        help: "one exchange a line, each as in json",
        for_people: false,
        write: jsonl::write,
    },
    Format {
        name: "html",
        extension: "html",
        help: "one page to open in a browser or to send: causes, fixes, a table to filter",
        for_people: true,
        write: html::write,
    },
    Format {
        name: "csv",
        extension: "csv",
        help: "one request a row, for spreadsheets and warehouses",
        for_people: false,
        write: csv::write,
    },
    Format {
        name: "sarif",
        extension: "sarif",
        help: "for code scanning: SARIF 2.1.0, with help for each rule",
        for_people: true,
        write: sarif::write,
    },
    Format {
        name: "junit",
        extension: "xml",
        help: "for build servers: JUnit XML, a test case for each cross-origin request",
        for_people: true,
        write: junit::write,
    },
    Format {
        name: "github",
        extension: "annotations",
        help: "annotations for a GitHub workflow, one for each cause",
        for_people: true,
        write: github::write,
    },
    Format {
        name: "agent",
        extension: "agent",
        help: "for language models: compact JSON within a budget of tokens",
        for_people: true,
        write: agent::write,
    },
    Format {
        name: "markdown",
        extension: "md",
        help: "for a ticket: a table of what failed, then each with its evidence",
        for_people: true,
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
    /// How much text and Markdown say. The formats for programs say everything.
    pub extent: Extent,
    /// How many failures that are known already were left out.
    pub known: usize,
    /// How many tokens the report for a language model may take.
    pub tokens: Option<usize>,
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

    /// The same of a sentence that is not needed any more.
    fn taken(&self, text: String) -> String {
        match self.text(&text) {
            Cow::Borrowed(_) => text,
            Cow::Owned(redacted) => redacted,
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

#[cfg(test)]
mod tests;
