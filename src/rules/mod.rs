//! What can be wrong with an exchange: one rule a file, and the table of them.
//!
//! A rule is what a reader looks up: its name, what it means, why it fails, how it is mended. The
//! rules that block are named after the checks in [`crate::fetch`]; the others look at exchanges
//! that work and say what is fragile about them.

mod allow_credentials_not_true;
mod allow_headers_invalid;
mod allow_methods_invalid;
mod allow_origin_invalid;
mod allow_origin_mismatch;
mod allow_origin_missing;
mod allow_origin_multiple;
mod allow_origin_wildcard_with_credentials;
mod authorization_not_covered;
mod blocked_by_client;
mod coep_corp;
mod content_security_policy;
mod corp_same_origin;
mod corp_same_site;
mod disallowed_by_mode;
mod header_not_allowed;
mod local_network_access;
mod method_not_allowed;
mod mime_type_mismatch;
mod mixed_content;
mod network_error;
mod opaque_response_blocked;
mod preflight_failed;
mod preflight_redirect;
mod preflight_status_not_ok;
mod redirect_contains_credentials;
mod redirect_mode;
mod redirect_scheme;
mod scheme_not_supported;
mod too_many_redirects;
mod unexplained;

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
    /// The lines of its documentation as they stand in the source, each with a space before it.
    lines: &'static [&'static str],
}

impl Rule {
    /// Its documentation, in Markdown: what it does, why it fails (or why it matters), an
    /// example, the fix, what browsers say. Every section has a heading of the first level.
    #[must_use]
    pub fn documentation(&self) -> String {
        let mut text = String::new();
        for line in self.lines {
            text.push_str(line.strip_prefix(' ').unwrap_or(line));
            text.push('\n');
        }
        text
    }

    /// The text under one heading of its documentation, such as `Fix`.
    #[must_use]
    pub fn section(&self, heading: &str) -> Option<String> {
        let mut text: Option<String> = None;
        for line in self.documentation().lines() {
            match (line.strip_prefix("# "), &mut text) {
                (Some(found), None) if found == heading => text = Some(String::new()),
                (Some(_), Some(_)) => break,
                (_, Some(text)) => {
                    text.push_str(line);
                    text.push('\n');
                }
                (_, None) => {}
            }
        }
        text.map(|text| text.trim().to_owned())
    }
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
            lines: &[$($line),+],
        };
    };
}
use declare_rule;

/// All rules, in the order in which they are listed.
pub static RULES: &[&Rule] = &[
    &allow_origin_missing::RULE,
    &allow_origin_wildcard_with_credentials::RULE,
    &allow_origin_multiple::RULE,
    &allow_origin_invalid::RULE,
    &allow_origin_mismatch::RULE,
    &allow_credentials_not_true::RULE,
    &preflight_status_not_ok::RULE,
    &preflight_redirect::RULE,
    &preflight_failed::RULE,
    &allow_methods_invalid::RULE,
    &allow_headers_invalid::RULE,
    &method_not_allowed::RULE,
    &header_not_allowed::RULE,
    &authorization_not_covered::RULE,
    &network_error::RULE,
    &redirect_contains_credentials::RULE,
    &redirect_scheme::RULE,
    &too_many_redirects::RULE,
    &redirect_mode::RULE,
    &disallowed_by_mode::RULE,
    &scheme_not_supported::RULE,
    &corp_same_origin::RULE,
    &corp_same_site::RULE,
    &coep_corp::RULE,
    &opaque_response_blocked::RULE,
    &mime_type_mismatch::RULE,
    &mixed_content::RULE,
    &local_network_access::RULE,
    &content_security_policy::RULE,
    &blocked_by_client::RULE,
    &unexplained::RULE,
];

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

/// The rules that a word stands for: a rule's name, a browser's code, or the name of MDN's page,
/// in small or capital letters.
#[must_use]
pub fn known_as(word: &str) -> Vec<&'static Rule> {
    RULES
        .iter()
        .copied()
        .filter(|rule| {
            std::iter::once(&rule.name)
                .chain(rule.also_known_as)
                .any(|name| name.eq_ignore_ascii_case(word))
        })
        .collect()
}
