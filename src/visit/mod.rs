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
mod twice;

use crate::capture::statement::{About, At, Claim};
use crate::capture::{Capture, EntryId, Statement, Translation};

/// Joins the recordings of one visit, and has the lines of consoles find their requests. What
/// belongs to no other recording stays as it is.
#[must_use]
pub fn join(captures: Vec<Capture>) -> Vec<Capture> {
    let mut captures = together::together(twice::together(captures));
    for capture in &mut captures {
        settle(capture);
    }
    captures
}

/// Whether a statement is a browser's sentence that nobody has read yet.
fn is_unread(statement: &Statement) -> bool {
    matches!(statement.claim, Claim::Words(_)) && statement.about.entry.is_none()
}

/// A statement of another recording, about an entry of this one.
fn translated(
    statement: &Statement,
    texts: &Translation,
    recording: u16,
    entry: Option<EntryId>,
) -> Option<Statement> {
    let text = |text: Option<_>| text.and_then(|text| texts.get(text));
    let About {
        url,
        initial,
        method,
        origin,
        kind,
        status,
        time,
        ..
    } = statement.about;
    Some(Statement {
        recording,
        place: match statement.place {
            At::Named(name) => At::Named(texts.get(name)?),
            place => place,
        },
        about: About {
            entry,
            url: text(url),
            initial: text(initial),
            method: text(method),
            origin: text(origin),
            kind: text(kind),
            status,
            time,
        },
        claim: match statement.claim {
            Claim::Words(words) => Claim::Words(texts.get(words)?),
            Claim::Failed(error) => Claim::Failed(text(error)),
            Claim::Refused {
                kinds,
                preflight,
                subject,
            } => Claim::Refused {
                kinds,
                preflight,
                subject: text(subject),
            },
            Claim::Spaces { page, resource } => Claim::Spaces {
                page: text(page),
                resource: text(resource),
            },
            claim @ (Claim::Delivered | Claim::Credentials { .. } | Claim::Origin) => claim,
        },
    })
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
