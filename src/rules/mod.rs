//! What can be wrong with an exchange: one rule a file, and the table of them.
//!
//! A rule is what a reader looks up: its name, what it means, its causes and its fix. The rules that
//! block are named after the checks in [`crate::fetch`]; the others look at exchanges that work and
//! say what is fragile about them. What a rule's file says is all there is: the screen, `corslens
//! explain` and `docs/rules.md` print the same text.

mod allow_credentials_not_true;
mod allow_credentials_with_wildcard;
mod allow_headers_invalid;
mod allow_methods_invalid;
mod allow_origin_invalid;
mod allow_origin_mismatch;
mod allow_origin_missing;
mod allow_origin_multiple;
mod allow_origin_null;
mod allow_origin_wildcard_with_credentials;
mod authorization_covered_by_wildcard_only;
mod authorization_not_covered;
mod blocked_by_client;
mod body_incomplete;
mod browsers_disagree;
mod coep_corp;
mod content_security_policy;
mod corp_same_origin;
mod corp_same_site;
mod cors_header_misspelt;
mod cors_header_sent_by_client;
mod cors_headers_on_wrong_message;
mod dip_corp;
mod disallowed_by_mode;
mod event_source_refused;
mod expose_headers_invalid;
mod expose_headers_missing;
mod expose_headers_on_preflight_only;
mod expose_headers_wildcard_with_credentials;
mod frame_refused;
mod header_not_allowed;
mod local_network_access;
mod local_network_granted;
mod max_age_capped;
mod max_age_invalid;
mod method_not_allowed;
mod mime_type_mismatch;
mod mixed_content;
mod network_error;
mod opaque_response_blocked;
mod port_blocked;
mod preflight_failed;
mod preflight_redirect;
mod preflight_status_not_ok;
mod redirect_contains_credentials;
mod redirect_mode;
mod redirect_scheme;
mod scheme_not_supported;
mod service_worker;
mod stopped_in_browser;
mod too_many_redirects;
mod unexplained;
mod vary_origin_missing;
mod websocket_refused;

mod blocked;
#[cfg(test)]
mod cases;
mod documentation;
mod subject;

use crate::fetch::RefusalKind;
use crate::verdict::Brief;

pub use blocked::Blocked;
pub(crate) use cors_header_misspelt::meant;
pub use documentation::{Block, Section, sections};
pub(crate) use local_network_access::is_insecure;
pub use subject::Broken;

/// How much breaking a rule matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Severity {
    /// It blocked the request (or may have, where two reasons are possible).
    Error,
    /// It would block next, blocks in another browser, or works by luck.
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

/// How a rule that does not block finds what it is about.
pub type Check = fn(&Brief<'_>) -> Vec<Broken>;

/// One rule.
#[derive(Debug)]
pub struct Rule {
    /// Its name, in kebab case; stable, used in reports and filters.
    pub name: &'static str,
    /// The refusal that it names; `None` for a rule that does not block.
    pub refusal: Option<RefusalKind>,
    /// The request headers that show it.
    pub asks: &'static [&'static str],
    /// The response headers that show it, or whose absence does.
    pub grants: &'static [&'static str],
    /// The refusal in one sentence, with its values; `None` for a rule that does not block.
    pub says: Option<fn(&Blocked<'_>) -> String>,
    /// Looks for it in an exchange; `None` for a rule that blocks, which the engine itself finds.
    pub check: Option<Check>,
    /// What is wrong in general, in words that can follow a count: "the response has no …".
    pub summary: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// The section of the standard it comes from.
    pub spec: &'static str,
    /// The browsers' and MDN's names for it.
    pub also_known_as: &'static [&'static str],
    /// The lines of its documentation as they are in the source, each with a space before it.
    lines: &'static [&'static str],
}

impl Rule {
    /// Its documentation, in Markdown: what it means, why it matters (where it does not block),
    /// common causes, what to look at, an example, the fix, what browsers say. Every section has
    /// a heading of the first level.
    #[must_use]
    pub fn documentation(&self) -> String {
        let mut text = String::new();
        for line in self.lines {
            text.push_str(line.strip_prefix(' ').unwrap_or(line));
            text.push('\n');
        }
        text
    }

    /// The same, in pieces.
    #[must_use]
    pub fn sections(&self) -> Vec<Section> {
        sections(&self.documentation())
    }
}

/// Declares `RULE` with the doc comment as its documentation.
macro_rules! declare_rule {
    (
        $(#[doc = $line:literal])+
        RULE = {
            name: $name:literal,
            $(refusal: $refusal:expr,)?
            $(asks: $asks:expr,)?
            $(grants: $grants:expr,)?
            $(says: $says:expr,)?
            $(check: $check:expr,)?
            summary: $summary:literal,
            severity: $severity:expr,
            spec: $spec:literal,
            also_known_as: $names:expr $(,)?
        }
    ) => {
        $(#[doc = $line])+
        pub(super) static RULE: super::Rule = super::Rule {
            name: $name,
            refusal: declare_rule!(@optional $($refusal)?),
            asks: declare_rule!(@names $($asks)?),
            grants: declare_rule!(@names $($grants)?),
            says: declare_rule!(@optional $($says)?),
            check: declare_rule!(@optional $($check)?),
            summary: $summary,
            severity: $severity,
            spec: $spec,
            also_known_as: $names,
            lines: &[$($line),+],
        };
    };
    (@names) => { &[] };
    (@names $names:expr) => { $names };
    (@optional) => { None };
    (@optional $value:expr) => { Some($value) };
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
    &event_source_refused::RULE,
    &frame_refused::RULE,
    &dip_corp::RULE,
    &port_blocked::RULE,
    &websocket_refused::RULE,
    &service_worker::RULE,
    &stopped_in_browser::RULE,
    &body_incomplete::RULE,
    &unexplained::RULE,
    &vary_origin_missing::RULE,
    &allow_origin_null::RULE,
    &authorization_covered_by_wildcard_only::RULE,
    &allow_credentials_with_wildcard::RULE,
    &browsers_disagree::RULE,
    &cors_header_misspelt::RULE,
    &cors_header_sent_by_client::RULE,
    &cors_headers_on_wrong_message::RULE,
    &max_age_invalid::RULE,
    &max_age_capped::RULE,
    &expose_headers_missing::RULE,
    &expose_headers_invalid::RULE,
    &expose_headers_wildcard_with_credentials::RULE,
    &expose_headers_on_preflight_only::RULE,
    &local_network_granted::RULE,
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

/// What the rules that do not block have to say about an exchange, in the order of [`RULES`].
#[must_use]
pub fn notes(brief: &Brief<'_>) -> Vec<(&'static Rule, Broken)> {
    let mut notes = Vec::new();
    for rule in RULES {
        if let Some(check) = rule.check {
            notes.extend(check(brief).into_iter().map(|broken| (*rule, broken)));
        }
    }
    notes
}
