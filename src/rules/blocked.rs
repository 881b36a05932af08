//! A refusal that is put into a sentence: what its rule needs to name the values.

use std::borrow::Cow;

use crate::fetch::{Phase, Refusal};
use crate::http::header::Extracted;
use crate::verdict::judge::Hypothesis;
use crate::verdict::{Brief, Message, host_of};

/// A refusal in its exchange.
#[derive(Debug)]
pub struct Blocked<'b> {
    /// The exchange.
    pub brief: &'b Brief<'b>,
    /// What was refused.
    pub refusal: Refusal,
    /// What is taken for given: credentials, origin, mode.
    pub hypothesis: Option<&'b Hypothesis<'b>>,
    /// The message that failed the check.
    pub message: Message<'b>,
    /// Host and port of its URL.
    pub host: String,
}

impl<'b> Blocked<'b> {
    /// A refusal; `None` where its message is not recorded.
    #[must_use]
    pub fn new(
        brief: &'b Brief<'b>,
        refusal: Refusal,
        hypothesis: Option<&'b Hypothesis<'b>>,
    ) -> Option<Self> {
        let message = brief.message(refusal)?;
        Some(Self {
            brief,
            refusal,
            hypothesis,
            message,
            host: message.host(),
        })
    }

    /// The page's origin.
    pub(super) fn origin(&self) -> &str {
        self.brief.page()
    }

    /// The value of a response header; empty where it is absent.
    pub(super) fn value(&self, name: &str) -> String {
        let value = self.message.response.get(name);
        value.map(Cow::into_owned).unwrap_or_default()
    }

    /// The value of a response header as it is told; `None` where the recorder kept none.
    pub(super) fn quoted(&self, name: &str) -> Option<String> {
        let value = self.value(name);
        (!value.is_empty()).then(|| format!("`{value}`"))
    }

    /// What a response is declared as: "is `text/html`", "has no Content-Type", or, where the
    /// recorder kept nothing of it, that the type is not recorded.
    pub(super) fn declared(&self) -> String {
        match self.quoted("Content-Type") {
            Some(kind) => format!("{} is {kind}", self.subject()),
            None if self.message.answered() => format!("{} has no Content-Type", self.subject()),
            None => format!("{} is of a type that is not recorded", self.subject()),
        }
    }

    /// "the response from api.example".
    pub(super) fn response(&self) -> String {
        let what = match self.refusal.phase {
            Phase::Preflight => "the preflight's response",
            Phase::Redirect => "the redirect",
            Phase::Request | Phase::Response => "the response",
        };
        format!("{what} from {}", self.host)
    }

    /// The same at the start of a sentence.
    pub(super) fn subject(&self) -> String {
        let mut text = self.response();
        text.replace_range(..1, "T");
        text
    }

    /// Whether the request carries credentials, by what is taken for given.
    pub(super) fn include(&self) -> bool {
        self.hypothesis.is_some_and(|hypothesis| hypothesis.include)
    }

    /// Whether a redirect had made the origin `null` by the time of this refusal.
    pub(super) fn is_tainted(&self) -> bool {
        self.refusal.hop > 0
            && self.origin() != "null"
            && self.message.request.first("Origin") == Some("null")
    }

    /// The host that a redirect leads to.
    pub(super) fn target(&self) -> Option<String> {
        self.brief.target(self.refusal.hop).map(host_of)
    }

    /// That a header cannot be parsed, and where.
    pub(super) fn not_parsed(&self, name: &str, example: &str) -> String {
        let token = match self.message.response.extract(name) {
            Extracted::Failure { token } => token,
            Extracted::Absent | Extracted::List(_) => "",
        };
        format!(
            "{} has {name}: `{}`, which cannot be parsed at `{token}`; it must be names separated \
             by commas, as in `{example}`.",
            self.subject(),
            self.value(name)
        )
    }

    /// That a header does not list what the preflight asks for.
    pub(super) fn not_listed(&self, name: &str, needed: &str) -> String {
        let subject = self.subject();
        match self.message.response.get(name) {
            None => format!("{subject} has no {name}; it must list {needed}."),
            Some(value) if value == "*" && self.include() => format!(
                "{subject} has {name}: `*`, which does not count for a request with credentials; it \
                 must list {needed}."
            ),
            Some(value) => {
                format!("{subject} has {name}: `{value}`, which does not list {needed}.")
            }
        }
    }
}
