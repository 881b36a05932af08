//! What the screen is made of, one file each: a pane's state, what changes it, and how it is
//! drawn.

pub mod compare;
pub mod copy;
pub mod detail;
pub mod export;
pub mod filter;
pub mod help;
pub mod list;
pub mod notes;
pub mod overview;
pub mod palette;
pub mod provisional;
pub mod rule;
pub mod suppose;
