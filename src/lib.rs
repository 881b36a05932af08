//! Finds out what a browser blocked in a recording of web traffic, why, and what to change.
//!
//! Read a recording into a [`capture::Capture`], and judge it with [`report::Report::new`]. The
//! report has a row for every request as the page made it, with its verdict in the browser that
//! made the recording and in Chromium, Firefox, WebKit and the Fetch standard:
//!
//! ```
//! use corslens::input;
//! use corslens::report::Report;
//! use corslens::verdict::Outcome;
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let har = r#"{ "log": {
//!   "creator": { "name": "WebInspector", "version": "537.36" },
//!   "pages": [ { "id": "page_1", "title": "https://shop.example/" } ],
//!   "entries": [ {
//!     "pageref": "page_1",
//!     "_resourceType": "fetch",
//!     "startedDateTime": "2026-11-22T10:00:00.000Z",
//!     "request": {
//!       "method": "GET",
//!       "url": "https://api.example/cart",
//!       "headers": [ { "name": "Origin", "value": "https://shop.example" },
//!                    { "name": "Sec-Fetch-Mode", "value": "cors" } ]
//!     },
//!     "response": {
//!       "status": 200,
//!       "headers": [ { "name": "Access-Control-Allow-Origin", "value": "https://shop.test" } ],
//!       "_error": "net::ERR_FAILED"
//!     }
//!   } ]
//! } }"#;
//!
//! let capture = input::read(&mut har.as_bytes(), "cart.har", &mut |_progress| {})?;
//! let report = Report::new(vec![capture]);
//!
//! let id = report.ids().next().ok_or("no request")?;
//! assert_eq!(report.row(id).outcome, Outcome::Blocked);
//! assert_eq!(report.detail(id).findings[0].rule, "allow-origin-mismatch");
//! println!("{}", report.detail(id).headline);
//!
//! // What is behind the failures, and what to paste where.
//! for cause in report.causes() {
//!     println!("{}", cause.title);
//!     for fix in &cause.fixes {
//!         println!("{}:\n{}", fix.title, fix.text);
//!     }
//! }
//! # Ok(())
//! # }
//! ```
//!
//! [`input::open`] reads a file instead, and [`explain::explain`] tells what a rule, a browser's
//! error code or a console message means. A recording doesn't hold everything: where it leaves a
//! fact open and the verdict depends on it, the verdict is [`verdict::Outcome::Undetermined`] and
//! names the fact.
//!
//! # Features
//!
//! - `program` (default): the command line and the screen, and the features below.
//! - `export`: reports in every format.
//! - `parallel`: reads and judges on all cores.
//!
//! Without default features the crate is the engine alone. It needs no terminal, starts no threads
//! unless a large file is read, and builds for `wasm32-unknown-unknown`.
//!
//! # The way of the data
//!
//! Each module uses only those above it in the list of modules that `src/lib.rs` holds
//! (`tests/architecture.rs` checks it):
//!
//! ```text
//! bytes ──input──▶ Capture ──exchange──▶ Exchange + evidence ──fetch, browsers──▶ Judgement
//!                                                                                  │
//!                 export, tui ◀── report: Report, rows, details ◀── layers, rules, fixes, causes
//! ```

mod spread;

mod memory;

pub mod http;

pub mod json;

pub mod capture;

pub mod console;

pub mod input;

pub mod visit;

pub mod fetch;

pub mod browsers;

pub mod exchange;

pub mod verdict;

pub mod layers;

pub mod rules;

pub mod fixes;

pub mod causes;

pub mod report;

pub mod compare;

pub mod explain;

#[cfg(feature = "export")]
pub mod export;

#[cfg(feature = "program")]
pub mod tui;

#[cfg(feature = "program")]
pub mod cli;
