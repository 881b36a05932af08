//! A report with changes tried: some exchanges are judged again as if the server or the page had
//! been changed, the others are as recorded.

use std::collections::BTreeMap;

use super::{Cause, ExchangeId, Fix, Report};
use crate::exchange::{Exchange, Preflight};
use crate::fetch::Refusal;
use crate::spread;
use crate::verdict::what_if::WhatIf;
use crate::verdict::{Outcome, Verdicts};

/// Changes to exchanges.
pub type Changes = BTreeMap<ExchangeId, WhatIf>;

/// An exchange that was judged again.
#[derive(Debug, Clone)]
pub(crate) struct Tried {
    change: WhatIf,
    recorded: Verdicts,
    cause: Option<u32>,
    reasons: [Option<Refusal>; 2],
}

impl Report {
    /// This report with these changes in place of those that were tried before.
    #[must_use]
    pub fn trying(&self, changes: Changes) -> Self {
        let mut exchanges = self.exchanges.clone();
        for (id, tried) in &self.tried {
            let assessment = &mut exchanges[id.0 as usize];
            assessment.verdicts = tried.recorded;
            assessment.cause = tried.cause;
            assessment.reasons = tried.reasons;
        }
        let changes: Vec<(ExchangeId, WhatIf)> = changes.into_iter().collect();
        let judged = spread::each(&changes, true, |_, (id, change)| self.what_if(*id, change));
        let mut tried = BTreeMap::new();
        for ((id, change), verdicts) in changes.into_iter().zip(judged) {
            let assessment = &mut exchanges[id.0 as usize];
            let before = Tried {
                change,
                recorded: assessment.verdicts,
                cause: assessment.cause,
                reasons: assessment.reasons,
            };
            assessment.verdicts = verdicts;
            if !verdicts.recorded_by.outcome.is_failure() {
                assessment.cause = None;
            }
            assessment.reasons = [verdicts.recorded_by.because, None];
            tried.insert(id, before);
        }
        Self {
            captures: self.captures.clone(),
            exchanges,
            causes: self.causes.clone(),
            contexts: self.contexts.clone(),
            origins: self.origins.clone(),
            tried,
        }
    }

    /// The change that is tried on an exchange.
    #[must_use]
    pub fn change(&self, id: ExchangeId) -> Option<&WhatIf> {
        self.tried.get(&id).map(|tried| &tried.change)
    }

    /// Whether a change that is tried gives an exchange another verdict in some browser.
    #[must_use]
    pub fn is_tried(&self, id: ExchangeId) -> bool {
        self.tried.get(&id).is_some_and(|tried| {
            let now = &self.exchanges[id.0 as usize].verdicts;
            outcomes(now) != outcomes(&tried.recorded)
        })
    }

    /// Whether no change is tried.
    #[must_use]
    pub fn is_as_recorded(&self) -> bool {
        self.tried.is_empty()
    }

    /// The exchanges that a change that is tried gives another verdict in some browser, in order.
    pub fn tried(&self) -> impl Iterator<Item = ExchangeId> {
        self.tried.keys().copied().filter(|id| self.is_tried(*id))
    }

    /// The verdicts by what was recorded, whatever is tried.
    #[must_use]
    pub fn recorded_verdicts(&self, id: ExchangeId) -> &Verdicts {
        self.tried.get(&id).map_or_else(
            || &self.exchanges[id.0 as usize].verdicts,
            |tried| &tried.recorded,
        )
    }

    /// What a fix of a cause changes: for a change of the server every exchange with that host,
    /// for a change of the page the exchanges of the cause. Nothing for advice.
    #[must_use]
    pub fn changes_of(&self, cause: &Cause, fix: &Fix) -> Changes {
        let Some(trial) = &fix.trial else {
            return Changes::new();
        };
        let ids: Vec<ExchangeId> = match trial.host() {
            Some(_) => self
                .ids()
                .filter(|id| {
                    let assessment = &self.exchanges[id.0 as usize];
                    assessment.capture == cause.capture
                        && self
                            .urls(assessment.capture, &assessment.exchange)
                            .any(|url| trial.concerns(url))
                })
                .collect(),
            None => cause.exchanges.iter().map(|&at| ExchangeId(at)).collect(),
        };
        let change = |_: usize, id: &ExchangeId| {
            let change = trial.change(&self.brief(*id)?)?;
            Some((*id, change))
        };
        let changes = spread::each(&ids, true, change);
        changes.into_iter().flatten().collect()
    }

    /// The URLs that an exchange was sent to.
    fn urls<'r>(
        &'r self,
        capture: u32,
        exchange: &'r Exchange,
    ) -> impl Iterator<Item = &'r str> + use<'r> {
        let capture = &self.captures[capture as usize];
        let hops = exchange.hops.iter().flat_map(|hop| {
            let preflight = match hop.preflight {
                Preflight::Sent(id) => Some(id),
                Preflight::Cached(_) | Preflight::NotSeen => None,
            };
            preflight.into_iter().chain([hop.entry])
        });
        hops.chain(exchange.orphan)
            .map(|id| capture.url(capture.entry(id)))
    }

    /// One change on top of another: what the later one leaves as recorded stays as the earlier
    /// one has it.
    #[must_use]
    pub fn merged(&self, id: ExchangeId, earlier: &WhatIf, later: WhatIf) -> WhatIf {
        let recorded = self.recorded_answers(id);
        let mut merged = later;
        for answer in &mut merged.answers {
            if recorded.answer(answer.message) == Some(answer)
                && let Some(before) = earlier.answer(answer.message)
            {
                *answer = before.clone();
            }
        }
        for before in &earlier.answers {
            if merged.answer(before.message).is_none() {
                merged.answers.push(before.clone());
            }
        }
        merged.credentials = merged.credentials.or(earlier.credentials);
        merged.origin = merged.origin.or_else(|| earlier.origin.clone());
        merged.url = merged.url.or_else(|| earlier.url.clone());
        merged.follow = merged.follow.or_else(|| earlier.follow.clone());
        merged.bodies_fit |= earlier.bodies_fit;
        for name in &earlier.without_request_headers {
            if !merged.without_request_headers.contains(name) {
                merged.without_request_headers.push(name.clone());
            }
        }
        merged
    }
}

fn outcomes(verdicts: &Verdicts) -> Vec<Outcome> {
    std::iter::once(&verdicts.recorded_by)
        .chain(verdicts.of_browsers().map(|(_, verdict)| verdict))
        .map(|verdict| verdict.outcome)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    fn shop() -> Report {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
        let capture = crate::input::open(&folder.join("fixtures/shop.har"), &mut |_| {}).unwrap();
        Report::new(vec![capture])
    }

    fn failures(report: &Report) -> usize {
        let failed = report
            .ids()
            .filter(|&id| report.row(id).outcome.is_failure());
        failed.count()
    }

    #[test]
    fn every_fix_lets_through_what_it_says_and_breaks_nothing() {
        let report = shop();
        for cause in &report.causes {
            for fix in cause.fixes.iter().filter(|fix| fix.allows > 0) {
                let changes = report.changes_of(cause, fix);
                assert!(!changes.is_empty(), "{}: {}", cause.id, fix.title);
                let tried = report.trying(changes);
                let fixed = cause
                    .exchanges
                    .iter()
                    .filter(|&&at| !tried.row(ExchangeId(at)).outcome.is_failure());
                assert_eq!(fixed.count(), fix.allows, "{}: {}", cause.id, fix.title);
                for id in report.ids() {
                    let (before, after) = (report.row(id).outcome, tried.row(id).outcome);
                    assert!(before.is_failure() || !after.is_failure(), "{}", fix.title);
                    assert_eq!(
                        tried.is_tried(id),
                        before != after,
                        "{}",
                        report.row(id).url
                    );
                    assert_eq!(tried.recorded_verdicts(id).recorded_by.outcome, before);
                }
            }
        }
    }

    #[test]
    fn what_was_tried_is_taken_back() {
        let report = shop();
        let cause = &report.causes[0];
        let tried = report.trying(report.changes_of(cause, &cause.fixes[0]));
        assert!(failures(&tried) < failures(&report));
        let back = tried.trying(Changes::new());
        assert_eq!(failures(&back), failures(&report));
        for id in report.ids() {
            assert_eq!(back.row(id).cause, report.row(id).cause);
            assert!(!back.is_tried(id));
        }
    }

    #[test]
    fn all_best_fixes_together_fix_what_each_of_them_fixes() {
        let report = shop();
        let mut all = Changes::new();
        for cause in &report.causes {
            let Some(fix) = cause.fixes.first() else {
                continue;
            };
            for (id, change) in report.changes_of(cause, fix) {
                let change = match all.get(&id) {
                    Some(earlier) => report.merged(id, earlier, change),
                    None => change,
                };
                all.insert(id, change);
            }
        }
        let tried = report.trying(all);
        for cause in &report.causes {
            let whole = cause
                .fixes
                .first()
                .is_some_and(|fix| fix.allows == cause.exchanges.len());
            for &at in cause.exchanges.iter().filter(|_| whole) {
                assert!(
                    !tried.row(ExchangeId(at)).outcome.is_failure(),
                    "{}",
                    cause.id
                );
            }
        }
    }
}
