//! What can be wrong with an exchange: one rule a file, and the table of them.
//!
//! A rule is what a reader looks up: its name, what it means, why it fails, how it is mended. The
//! rules that block are named after the checks in [`crate::fetch`]; the others look at exchanges
//! that work and say what is fragile about them.

mod allow_origin_missing;

use crate::fetch::RefusalKind;

/// How much breaking a rule matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// It blocked the request (or may have, where two are possible).
    Error,
    /// It would block next, or blocks in another browser, or works by luck.
    Warning,
    /// Worth knowing.
    Note,
}

impl Severity {
    /// The word used in reports.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// One rule.
#[derive(Debug)]
pub struct Rule {
    /// Its name, in kebab case; stable, used in reports and filters.
    pub name: &'static str,
    /// The refusal it stands for; `None` for a rule that does not block.
    pub refusal: Option<RefusalKind>,
    /// What is wrong, in general, as it reads after a count: "the response has no …".
    pub summary: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// The section of the standard it comes from.
    pub spec: &'static str,
    /// The browsers' and MDN's names for it.
    pub also_known_as: &'static [&'static str],
    /// Its documentation, in Markdown: what it does, why it fails, an example, the fix.
    pub documentation: &'static str,
}

/// Declares `RULE` with the doc comment as its documentation.
macro_rules! declare_rule {
    (
        $(#[doc = $line:literal])+
        RULE = {
            name: $name:literal,
            refusal: $refusal:expr,
            summary: $summary:literal,
            severity: $severity:expr,
            spec: $spec:literal,
            also_known_as: $names:expr $(,)?
        }
    ) => {
        $(#[doc = $line])+
        pub(super) static RULE: super::Rule = super::Rule {
            name: $name,
            refusal: $refusal,
            summary: $summary,
            severity: $severity,
            spec: $spec,
            also_known_as: $names,
            documentation: concat!($($line, "\n"),+),
        };
    };
}
use declare_rule;

/// All rules, in the order in which they are listed.
pub static RULES: &[&Rule] = &[&allow_origin_missing::RULE];

/// The rule with that name.
#[must_use]
pub fn by_name(name: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.name == name)
}

/// The rule that a refusal breaks.
#[must_use]
pub fn of(kind: RefusalKind) -> Option<&'static Rule> {
    RULES
        .iter()
        .copied()
        .find(|rule| rule.refusal == Some(kind))
}
