//! What a recording says of an exchange in so many words, about the entries that it names.

use foldhash::HashMap;

use super::observe::Observed;
use crate::capture::statement::Claim;
use crate::capture::{Capture, EntryId, RefusalKinds, Text};

/// The statements of a capture, by the entry that each is about.
#[derive(Debug, Default)]
pub(super) struct Statements(HashMap<EntryId, Vec<u32>>);

/// What is said of one exchange.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Told {
    /// That it was refused.
    pub refused: Option<Refused>,
    /// That the page got the response.
    pub delivered: bool,
    /// That there was no response.
    pub failed: bool,
    /// Whether its credentials mode lets cookies through, and what shows it.
    pub include: Option<(bool, &'static str)>,
    /// The origin that it was made from.
    pub origin: Option<Text>,
    /// The browser's own sentence about it, by its position in the statements of the capture.
    pub sentence: Option<u32>,
}

/// A refusal, as far as the recording describes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refused {
    /// Which check it was: one of these. Empty where the recording does not say.
    pub kinds: RefusalKinds,
    /// Whether the preflight's response was refused; `None` where the recording does not say.
    pub preflight: Option<bool>,
}

impl Statements {
    pub(super) fn of(capture: &Capture) -> Self {
        let mut by_entry: HashMap<EntryId, Vec<u32>> = HashMap::default();
        for (number, statement) in (0..).zip(&capture.statements) {
            if let Some(entry) = statement.about.entry {
                by_entry.entry(entry).or_default().push(number);
            }
        }
        Self(by_entry)
    }

    /// What is said of an exchange: of its requests, and of the preflight that nothing followed.
    pub(super) fn about(&self, capture: &Capture, observed: &Observed<'_>) -> Told {
        let mut told = Told::default();
        if self.0.is_empty() {
            return told;
        }
        let last = observed.hops.len().saturating_sub(1);
        let hops = observed.hops.iter().enumerate();
        let orphan = observed.orphan.iter().map(|preflight| (preflight.id, true));
        let entries = hops.map(|(number, hop)| (hop.id, number == last));
        let entries = entries.chain(orphan);
        for (entry, is_last) in entries {
            for number in self.0.get(&entry).into_iter().flatten() {
                let Some(statement) = capture.statements.get(*number as usize) else {
                    continue;
                };
                match statement.claim {
                    Claim::Refused {
                        kinds, preflight, ..
                    } => told.refuse(Refused { kinds, preflight }),
                    Claim::Delivered => told.delivered |= is_last,
                    Claim::Failed(_) => told.failed |= is_last,
                    Claim::Credentials { include, why } => {
                        told.include = told.include.or(Some((include, why)));
                    }
                    Claim::Origin => told.origin = told.origin.or(statement.about.origin),
                    Claim::Words(_) => told.sentence = told.sentence.or(Some(*number)),
                    Claim::Spaces { .. } => {}
                }
            }
        }
        told
    }
}

impl Told {
    /// The more exact of two statements counts.
    fn refuse(&mut self, refused: Refused) {
        match &mut self.refused {
            Some(known) => {
                let shared = known.kinds.shared(refused.kinds);
                if known.kinds.is_empty() {
                    known.kinds = refused.kinds;
                } else if !shared.is_empty() {
                    known.kinds = shared;
                }
                known.preflight = known.preflight.or(refused.preflight);
            }
            None => self.refused = Some(refused),
        }
    }
}
