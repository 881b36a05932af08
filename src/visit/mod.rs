//! Several recordings of one visit become one capture, and what they say in a browser's own words
//! finds the requests that it is about.
//!
//! ```text
//! captures ──together──▶ one for each visit ──spoken──▶ reports ──find──▶ statements about entries
//!                                                          └──only──▶ entries of requests that
//!                                                                      only the console shows
//! ```

mod find;
mod only;
mod spoken;
mod together;

use crate::capture::Capture;
use crate::capture::statement::Claim;

/// Joins the recordings of one visit, and has the lines of consoles find their requests. What
/// belongs to no other recording stays as it is.
#[must_use]
pub fn join(captures: Vec<Capture>) -> Vec<Capture> {
    let mut captures = together::together(captures);
    for capture in &mut captures {
        settle(capture);
    }
    captures
}

/// Whether a statement is a browser's sentence that nobody has read yet.
fn is_unread(statement: &crate::capture::Statement) -> bool {
    matches!(statement.claim, Claim::Words(_)) && statement.about.entry.is_none()
}

/// Reads what a capture holds of a browser's sentences.
fn settle(capture: &mut Capture) {
    if !capture.statements.iter().any(is_unread) {
        return;
    }
    let reports = spoken::reports(capture);
    let unmatched = find::attach(capture, reports);
    only::add(capture, unmatched);
    capture.settle();
}
