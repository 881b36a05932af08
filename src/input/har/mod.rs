//! Reading HAR captures: any producer's, any size, damaged ones too.
//!
//! The words are those of the HAR 1.2 description: a capture has a *creator*, *pages* and
//! *entries*; an entry is one *request* with its *response*.

mod body;
mod document;
mod entry;
mod excerpt;
mod headers;
mod initiator;
mod lines;
mod marks;
mod member;
mod notes;
#[cfg(test)]
mod oracle;
mod parallel;
mod pointer;
pub(super) mod producer;
pub(super) mod read;
mod sniff;
mod socket;
mod state;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
mod values;
#[cfg(test)]
mod ways;

pub use body::kind as body_kind;
pub use excerpt::{Body, body, excerpt};
