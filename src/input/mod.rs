//! Reading recordings: one folder an input, told apart by what the file holds. Each fills the
//! model of [`crate::capture`].

mod files;
pub mod har;
pub(crate) mod source;

pub use files::open_all;
pub use har::{Body, OpenError, Progress, Reader, body, excerpt, open, read};
