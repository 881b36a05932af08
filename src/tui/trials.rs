//! The changes that are tried on the capture, in the order in which they were made.

use std::fmt::Write as _;
use std::sync::Arc;

use super::text;
use super::totals::Totals;
use super::work::Ticket;
use crate::report::columns::Columns;
use crate::report::{Cause, Changes, ExchangeId, Fix, Report};
use crate::verdict::what_if::WhatIf;
use crate::verdict::{Outcome, Verdicts};

/// The changes that are tried.
#[derive(Debug, Clone, Default)]
pub struct Trials {
    steps: Vec<Arc<Step>>,
}

/// One change, to as many exchanges as it concerns.
#[derive(Debug, Clone)]
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
        self.steps.last().map(AsRef::as_ref)
    }

    /// Adds a change. The same one again is not added. Gives whether it was.
    pub fn add(&mut self, title: String, changes: Changes) -> bool {
        let known = self.steps.iter().any(|step| step.changes == changes);
        if changes.is_empty() || known {
            return false;
        }
        self.steps.push(Arc::new(Step { title, changes }));
        true
    }

    /// Takes an edit of one exchange, in place of what was tried on it before.
    pub fn edit(&mut self, title: String, id: ExchangeId, change: Option<WhatIf>) {
        self.forget(id);
        if let Some(change) = change {
            let changes = Changes::from([(id, change)]);
            self.steps.push(Arc::new(Step { title, changes }));
        }
    }

    /// Leaves one exchange out of all changes.
    fn forget(&mut self, id: ExchangeId) {
        for step in &mut self.steps {
            if step.changes.contains_key(&id) {
                Arc::make_mut(step).changes.remove(&id);
            }
        }
        self.steps.retain(|step| !step.changes.is_empty());
    }

    /// Takes the last change back that concerns an exchange. Gives what it was.
    pub fn take_back(&mut self, id: ExchangeId) -> Option<Arc<Step>> {
        let concerns = |step: &Arc<Step>| step.changes.contains_key(&id);
        let at = self.steps.iter().rposition(concerns)?;
        Some(self.steps.remove(at))
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

/// A change that is still to be worked out.
#[derive(Debug, Clone)]
pub enum Make {
    /// The first of these fixes of a cause that changes anything; the title of each.
    Fix(Box<Cause>, Vec<(String, Fix)>),
    /// The best fix of every cause.
    All,
    /// None: only what is tried already.
    Nothing,
}

/// A capture with changes tried.
#[derive(Debug)]
pub struct Tried {
    /// The changes.
    pub trials: Trials,
    /// What is said about the capture with them.
    pub report: Arc<Report>,
    /// Its columns.
    pub columns: Arc<Columns>,
    /// Its counts.
    pub totals: Totals,
    /// What the last change does, in a sentence.
    pub words: String,
}

impl Make {
    /// Works the change out and judges again with it. `None` where it was stopped; an error where
    /// there is nothing to try.
    pub fn run(
        &self,
        report: &Report,
        columns: &Columns,
        mut trials: Trials,
        ticket: &Ticket,
    ) -> Option<Result<Tried, &'static str>> {
        match self {
            Self::Fix(cause, fixes) => {
                let made = fixes.iter().find_map(|(title, fix)| {
                    let changes = report.changes_of(cause, fix);
                    (!changes.is_empty()).then_some((title, changes))
                });
                let Some((title, changes)) = made else {
                    return Some(Err(if fixes.is_empty() {
                        "no fix is known; w edits the response by hand"
                    } else {
                        "this fix is advice: a capture cannot show what it does"
                    }));
                };
                if !trials.add(title.clone(), changes) {
                    return Some(Err("this change is tried already; u takes it back"));
                }
            }
            Self::All => {
                let (title, changes) = best_of_all(report, ticket)?;
                if !trials.add(title, changes) {
                    return Some(Err("there is no fix left to try"));
                }
            }
            Self::Nothing => {}
        }
        if !ticket.go_on(0) {
            return None;
        }
        let report = report.trying(trials.changes(report));
        if !ticket.go_on(0) {
            return None;
        }
        let columns = columns.again(&report);
        let totals = Totals::of(&report, &columns);
        let last = trials.last();
        let words = last.map_or_else(String::new, |last| words(&report, &totals, last));
        Some(Ok(Tried {
            trials,
            report: Arc::new(report),
            columns: Arc::new(columns),
            totals,
            words,
        }))
    }
}

/// The best fix of every cause, in one change.
fn best_of_all(report: &Report, ticket: &Ticket) -> Option<(String, Changes)> {
    let mut number = 0;
    let mut all = Changes::new();
    ticket.begin(report.causes.len());
    for cause in &report.causes {
        if !ticket.go_on(1) {
            return None;
        }
        let best = cause.fixes.iter().find(|fix| fix.allows > 0);
        let changes = best.map(|fix| report.changes_of(cause, fix));
        let changes = changes.filter(|changes| !changes.is_empty());
        number += usize::from(changes.is_some());
        for (id, change) in changes.into_iter().flatten() {
            let change = match all.get(&id) {
                Some(earlier) => report.merged(id, earlier, change),
                None => change,
            };
            all.insert(id, change);
        }
    }
    let causes = text::counted(number, "cause", "causes");
    Some((format!("The best fix of {causes}"), all))
}

/// What a change does, in a sentence.
fn words(report: &Report, totals: &Totals, last: &Step) -> String {
    let failures = |verdicts: &Verdicts| verdicts.recorded_by.outcome.is_failure();
    let (mut fixed, mut broken, mut passes) = (0, 0, 0);
    for id in report.tried() {
        let now = report.row(id).verdicts;
        let before = report.recorded_verdicts(id);
        let open = now.recorded_by.outcome == Outcome::Undetermined;
        match (failures(before), failures(now)) {
            (true, false) if open => passes += 1,
            (true, false) => fixed += 1,
            (false, true) => broken += 1,
            _ => {}
        }
    }
    let left = totals.failures();
    let before = (left + fixed + passes).saturating_sub(broken);
    let mut words = format!(
        "{}: {} → {} failures",
        last.title,
        text::count(before),
        text::count(left)
    );
    if passes > 0 {
        let requests = text::counted(passes, "request", "requests");
        let _ = write!(
            words,
            "; {requests} more pass the preflight, then stay open"
        );
    }
    if broken == 0 {
        words.push_str("; none gets worse.");
    } else {
        let requests = text::counted(broken, "request gets", "requests get");
        let _ = write!(words, "; {requests} worse.");
    }
    words
}
