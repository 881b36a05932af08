//! The Fetch standard's algorithms, as pure functions: one file an algorithm, each step with its
//! number. They decide; they explain nothing.
//!
//! Followed: the Fetch standard as of 2 July 2026.

pub mod cache;
pub mod corp;
pub mod cors_check;
pub mod csp;
pub mod event_source;
pub mod exposed;
pub mod frames;
pub mod http_cache;
pub mod local_network;
pub mod mixed_content;
pub mod opaque;
pub mod ports;
pub mod preflight;
pub mod redirect;
pub mod safelist;
pub mod timing;

mod refusal;

pub use refusal::{Phase, Refusal, RefusalKind};
