//! Reading HAR captures: any producer's, any size, damaged ones too.
//!
//! The words are those of the HAR 1.2 description: a capture has a *creator*, *pages* and
//! *entries*; an entry is one *request* with its *response*.

mod body;
pub mod capture;
mod decode;
pub mod dialect;
mod document;
mod entry;
mod excerpt;
mod files;
mod headers;
mod initiator;
mod json;
mod lines;
mod notes;
#[cfg(test)]
mod oracle;

mod parallel;
pub mod pointer;
mod producer;
pub mod read;
mod scan;
mod shape;
mod sniff;
mod source;
mod strings;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
mod time;
mod values;
mod window;

pub use capture::{Capture, Entry, EntryId, Note, Place, Span, Text};
pub use dialect::Dialect;
pub use excerpt::{Body, body, excerpt};
pub use files::{on_all_cores, open_all};
pub use read::{OpenError, Progress, Reader, open, read};
