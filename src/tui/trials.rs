//! The changes that are tried on the capture, in the order in which they were made.

use crate::report::{Changes, ExchangeId, Report};
use crate::verdict::what_if::WhatIf;

/// The changes that are tried.
#[derive(Debug, Default)]
pub struct Trials {
    steps: Vec<Step>,
}

/// One change, to as many exchanges as it concerns.
#[derive(Debug)]
pub struct Step {
    /// What it is, in a few words.
    pub title: String,
    /// The exchanges that it changes.
    pub changes: Changes,
}

impl Trials {
    /// Whether nothing is tried.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    /// How many changes are tried.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.steps.len()
    }

    /// The change that was made last.
    #[must_use]
    pub fn last(&self) -> Option<&Step> {
        self.steps.last()
    }

    /// Adds a change. The same one again is not added. Gives whether it was.
    pub fn add(&mut self, title: String, changes: Changes) -> bool {
        let known = self.steps.iter().any(|step| step.changes == changes);
        if changes.is_empty() || known {
            return false;
        }
        self.steps.push(Step { title, changes });
        true
    }

    /// Takes an edit of one exchange, in place of what was tried on it before.
    pub fn edit(&mut self, title: String, id: ExchangeId, change: Option<WhatIf>) {
        self.forget(id);
        if let Some(change) = change {
            let changes = Changes::from([(id, change)]);
            self.steps.push(Step { title, changes });
        }
    }

    /// Leaves one exchange out of all changes.
    fn forget(&mut self, id: ExchangeId) {
        for step in &mut self.steps {
            step.changes.remove(&id);
        }
        self.steps.retain(|step| !step.changes.is_empty());
    }

    /// Takes the last change back that concerns an exchange. Gives what it was.
    pub fn take_back(&mut self, id: ExchangeId) -> Option<Step> {
        let concerns = |step: &Step| step.changes.contains_key(&id);
        let at = self.steps.iter().rposition(concerns)?;
        Some(self.steps.remove(at))
    }

    /// Takes all changes back.
    pub fn clear(&mut self) {
        self.steps.clear();
    }

    /// All of them together: for each exchange one change on top of another.
    #[must_use]
    pub fn changes(&self, report: &Report) -> Changes {
        let mut all = Changes::new();
        for (id, change) in self.steps.iter().flat_map(|step| &step.changes) {
            let change = match all.get(id) {
                Some(earlier) => report.merged(*id, earlier, change.clone()),
                None => change.clone(),
            };
            all.insert(*id, change);
        }
        all
    }
}
