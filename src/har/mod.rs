//! Reading HAR captures: any producer's, any size, damaged ones too.
//!
//! The words are those of the HAR 1.2 description: a capture has a *creator*, *pages* and
//! *entries*; an entry is one *request* with its *response*.

pub mod capture;
pub mod dialect;
pub mod pointer;
pub mod read;
pub mod tree;

pub use capture::{Capture, Entry, EntryId, Note, Place, Text};
pub use dialect::Dialect;
pub use read::{OpenError, Progress, open, read};
