//! How the program ends.

use std::process::ExitCode;

use crate::report::{ExchangeId, Report};
use crate::verdict::Outcome;

/// What the exit status says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// 0: done, and nothing was found that should fail a build.
    Clean,
    /// 3: done, and nothing was found, but a capture was read only in part.
    Partial,
    /// 1: done, and something was found.
    Found,
    /// 2: it could not do its work, or not all of it.
    Trouble,
    /// 128 and the number of the signal that ended it.
    Signal(u8),
}

impl Exit {
    /// The number the shell sees.
    #[must_use]
    pub const fn code(self) -> u8 {
        match self {
            Self::Clean => 0,
            Self::Found => 1,
            Self::Trouble => 2,
            Self::Partial => 3,
            Self::Signal(number) => 128_u8.saturating_add(number),
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}

/// What makes the exit status 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum FailOn {
    /// A request that the browser blocked
    Blocked,
    /// The same, or a request without a response
    Failed,
    /// The same, or a request that cannot be decided
    Undetermined,
    /// A request that was blocked, or on which the browsers disagree
    Disagreement,
    /// Nothing
    Never,
}

impl FailOn {
    /// The exit status for these exchanges.
    #[must_use]
    pub fn judge(self, report: &Report, ids: &[ExchangeId]) -> Exit {
        let found = ids.iter().any(|id| {
            let row = report.row(*id);
            self.counts(row.outcome, row.verdicts.browsers_disagree())
        });
        if found { Exit::Found } else { Exit::Clean }
    }

    fn counts(self, outcome: Outcome, disagreement: bool) -> bool {
        match self {
            Self::Blocked => outcome == Outcome::Blocked,
            Self::Failed => outcome.is_failure(),
            Self::Undetermined => outcome.is_failure() || outcome == Outcome::Undetermined,
            Self::Disagreement => outcome == Outcome::Blocked || disagreement,
            Self::Never => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_counts_as_found() {
        use FailOn::{Blocked, Disagreement, Failed, Never, Undetermined};
        for (outcome, disagreement, counting) in [
            (
                Outcome::Blocked,
                false,
                &[Blocked, Failed, Undetermined, Disagreement][..],
            ),
            (Outcome::Failed, false, &[Failed, Undetermined]),
            (Outcome::Undetermined, false, &[Undetermined]),
            (Outcome::Allowed, false, &[]),
            (Outcome::Allowed, true, &[Disagreement]),
            (Outcome::NotCors, false, &[]),
            (Outcome::SameOrigin, false, &[]),
        ] {
            for fail_on in [Blocked, Failed, Undetermined, Disagreement, Never] {
                assert_eq!(
                    fail_on.counts(outcome, disagreement),
                    counting.contains(&fail_on),
                    "{fail_on:?} {outcome:?} {disagreement}"
                );
            }
        }
    }

    #[test]
    fn trouble_outweighs_what_was_found() {
        assert_eq!(Exit::Found.max(Exit::Trouble).code(), 2);
        assert_eq!(Exit::Found.max(Exit::Clean).code(), 1);
        assert_eq!(Exit::Clean.code(), 0);
        assert_eq!(Exit::Partial.max(Exit::Clean).code(), 3);
        assert_eq!(Exit::Partial.max(Exit::Found).code(), 1);
    }
}
