//! The Fetch standard's algorithms, as pure functions: one file an algorithm, each step with its
//! number. They decide; they explain nothing.
//!
//! Followed: the Fetch standard as of 2 July 2026.

mod refusal;

pub use refusal::{Phase, Refusal, RefusalKind};
