//! What is counted once of a report: its outcomes, and the causes that one change fixes together.

use foldhash::HashMap;

use crate::report::columns::Columns;
use crate::report::{Cause, Report};
use crate::verdict::Outcome;

/// What one change fixes besides the cause that it is shown with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Common {
    /// The causes.
    pub causes: usize,
    /// Their requests.
    pub requests: usize,
}

/// Causes that one change fixes together: those of one host whose best fix is the same text.
#[derive(Debug, Default)]
pub struct Shared(Vec<Option<Common>>);

impl Shared {
    /// Looks for them in a report.
    #[must_use]
    pub fn among(report: &Report) -> Self {
        let mut together: HashMap<(u32, &str, &str), Common> = HashMap::default();
        let key = |cause: &'_ Cause| -> Option<(u32, String, String)> {
            let best = cause.fixes.first().filter(|fix| fix.allows > 0)?;
            Some((cause.capture, cause.host.clone(), best.text.clone()))
        };
        let keys: Vec<_> = report.causes.iter().map(key).collect();
        for (cause, key) in report.causes.iter().zip(&keys) {
            if let Some((capture, host, text)) = key {
                let common = together.entry((*capture, host, text)).or_insert(Common {
                    causes: 0,
                    requests: 0,
                });
                common.causes += 1;
                common.requests += cause.exchanges.len();
            }
        }
        let of = |key: &Option<(u32, String, String)>| {
            let (capture, host, text) = key.as_ref()?;
            let common = together.get(&(*capture, host.as_str(), text.as_str()))?;
            Some(*common).filter(|common| common.causes > 1)
        };
        Self(keys.iter().map(of).collect())
    }

    /// What the best fix of a cause fixes besides, where it fixes more than this cause.
    #[must_use]
    pub fn of(&self, cause: Option<u32>) -> Option<Common> {
        self.0.get(cause? as usize).copied().flatten()
    }
}

/// Counts over all exchanges.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Totals {
    /// Entries of all captures.
    pub entries: usize,
    /// Exchanges between two origins, as far as the captures tell.
    pub cross_origin: usize,
    /// Exchanges that were blocked.
    pub blocked: usize,
    /// Exchanges that got no response.
    pub failed: usize,
    /// Exchanges that were allowed.
    pub allowed: usize,
    /// Exchanges whose recording contradicts its own headers.
    pub contradicted: usize,
    /// Exchanges that are undetermined.
    pub undetermined: usize,
    /// Notes about the files.
    pub notes: usize,
}

impl Totals {
    /// Exchanges that went without the response that they wanted.
    #[must_use]
    pub const fn failures(&self) -> usize {
        self.blocked + self.failed
    }

    /// Counts a report.
    #[must_use]
    pub fn of(report: &Report, columns: &Columns) -> Self {
        let mut totals = Self {
            entries: report.captures.iter().map(|c| c.entries.len()).sum(),
            notes: report.captures.iter().map(|c| c.notes.len()).sum(),
            ..Self::default()
        };
        for id in report.ids() {
            match columns.outcome(id) {
                Outcome::Blocked => totals.blocked += 1,
                Outcome::Failed => totals.failed += 1,
                Outcome::Allowed => totals.allowed += 1,
                Outcome::Undetermined => totals.undetermined += 1,
                Outcome::SameOrigin | Outcome::NotCors => {}
            }
            totals.contradicted += usize::from(columns.contradicts(id));
            totals.cross_origin += usize::from(columns.is_cross_origin(id));
        }
        totals
    }
}
