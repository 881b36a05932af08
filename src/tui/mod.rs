//! The terminal UI.
//!
//! ```text
//! keys, mouse, files ──runtime──▶ Message ──update──▶ Model ──view──▶ screen
//!        ▲                                   │
//!        └─────────────runtime◀── Command ◀──┘
//! ```
//!
//! `update` changes the `Model` and knows no terminal, file or clock. `view` draws the model and
//! changes nothing. `runtime`, `loading`, `bodies` and `screen` alone have a terminal, tokio and
//! threads. Every key
//! stands in one table: [`keys::BINDINGS`].

mod background;
mod beside;
mod bodies;
mod clipboard;
mod comparison;
mod completion;
mod copying;
mod footer;
mod glyphs;
pub mod keys;
mod layout;
mod loading;
mod message;
mod model;
mod overlay;
mod overview;
mod pane;
#[cfg(test)]
mod panics;
mod pasted;
mod pointer;
mod runtime;
#[cfg(test)]
mod sample;
mod screen;
mod searching;
#[cfg(test)]
mod sessions;
mod standing;
#[cfg(any(test, fuzzing))]
pub mod stress;
mod text;
mod theme;
mod title;
mod totals;
mod tour;
mod travel;
mod trials;
mod trying;
mod update;
mod view;
mod watching;
mod work;
mod working;

pub use pane::list::Order;
pub use runtime::{Ended, Options, run};
pub use theme::ThemeName;
