//! corslens opens a HAR capture and tells, for every cross-origin request in it, whether the
//! browser let the page read the answer, why not, and what one change mends it.
//!
//! The way of the data, and the modules it passes through. Each module uses only those above it
//! (`tests/architecture.rs` holds that):
//!
//! ```text
//! bytes ──input──▶ Capture ──exchange──▶ Exchange + evidence ──fetch, browsers──▶ Judgement
//!                                                                                  │
//!                 export, tui ◀── report: Report, rows, details ◀── layers, rules, fixes, causes
//! ```

mod spread;

pub mod http;

pub mod json;

pub mod capture;

pub mod input;

pub mod fetch;

pub mod browsers;

pub mod exchange;

pub mod verdict;

pub mod layers;

pub mod rules;

pub mod fixes;

pub mod causes;

pub mod report;

pub mod explain;

#[cfg(feature = "export")]
pub mod export;

#[cfg(feature = "program")]
pub mod tui;

#[cfg(feature = "program")]
pub mod cli;
