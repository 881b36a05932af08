//! The answer for one exchange: may the page read the response, by whose rules, and what would
//! have to be known to say so.

mod assessment;
pub mod brief;
pub mod eliminate;
pub mod judge;
#[cfg(test)]
mod mechanism_tests;
mod message;
#[cfg(test)]
mod tests;
pub mod what_if;

pub use assessment::Assessment;
pub use brief::{Brief, Briefs};
pub use message::{Message, Shown, host_of, request_header, response_header};

use crate::browsers::Profile;
use crate::fetch::{Refusal, RefusalKind};

/// What became of an exchange.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Outcome {
    /// Cross-origin, checked, and the page may read the answer.
    Allowed,
    /// Refused by CORS or by another policy of the browser; the reason says which.
    Blocked,
    /// There was no answer to judge: connection, name, TLS, aborted.
    Failed,
    /// The page asked its own origin; nothing to check.
    SameOrigin,
    /// No CORS request (no-cors, navigation, not a browser's), and nothing stood in the way.
    NotCors,
    /// The capture does not hold what would decide it.
    Undetermined,
}

impl Outcome {
    /// All outcomes, worst first.
    pub const ALL: [Self; 6] = [
        Self::Blocked,
        Self::Failed,
        Self::Undetermined,
        Self::Allowed,
        Self::NotCors,
        Self::SameOrigin,
    ];

    /// The word used in reports and filters.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Allowed => "allowed",
            Self::Blocked => "blocked",
            Self::Failed => "failed",
            Self::SameOrigin => "same-origin",
            Self::NotCors => "not-cors",
            Self::Undetermined => "undetermined",
        }
    }

    /// One character that stands for it; never told by colour alone.
    #[must_use]
    pub const fn symbol(self) -> &'static str {
        match self {
            Self::Allowed => "✓",
            Self::Blocked => "✗",
            Self::Failed => "!",
            Self::SameOrigin => "=",
            Self::NotCors => "·",
            Self::Undetermined => "?",
        }
    }

    /// Whether the page went without an answer it wanted.
    #[must_use]
    pub const fn is_failure(self) -> bool {
        matches!(self, Self::Blocked | Self::Failed)
    }
}

/// A fact that a capture may leave open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Unknown {
    /// The request's credentials mode.
    Credentials,
    /// The request's origin.
    Origin,
    /// The request's mode.
    Mode,
    /// What the server answers to a preflight that was not sent or not recorded.
    Preflight,
    /// The response, or its headers.
    Response,
    /// The response's body.
    Body,
    /// The request's redirect mode.
    RedirectMode,
}

impl Unknown {
    /// All facts, in the order they are listed.
    pub const ALL: [Self; 7] = [
        Self::Credentials,
        Self::Origin,
        Self::Mode,
        Self::Preflight,
        Self::Response,
        Self::Body,
        Self::RedirectMode,
    ];

    /// The word used in reports.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Credentials => "credentials",
            Self::Origin => "origin",
            Self::Mode => "mode",
            Self::Preflight => "preflight",
            Self::Response => "response",
            Self::Body => "body",
            Self::RedirectMode => "redirect-mode",
        }
    }
}

/// A set of [`Unknown`]s.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Needs(u8);

impl Needs {
    /// The set of one.
    #[must_use]
    pub const fn of(unknown: Unknown) -> Self {
        Self(1 << unknown as u8)
    }

    /// Both sets together.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether nothing is needed.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The members, in order.
    pub fn iter(self) -> impl Iterator<Item = Unknown> {
        Unknown::ALL
            .into_iter()
            .filter(move |u| self.0 & (1 << *u as u8) != 0)
    }
}

/// The answer for one browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verdict {
    /// What became of it.
    pub outcome: Outcome,
    /// The check that refused it first, where it was blocked and the check is known.
    pub because: Option<Refusal>,
    /// What would have to be known, where it is undetermined.
    pub needs: Needs,
}

impl Verdict {
    /// An answer that needs no reason.
    #[must_use]
    pub const fn plain(outcome: Outcome) -> Self {
        Self {
            outcome,
            because: None,
            needs: Needs(0),
        }
    }

    /// Refused by this check.
    #[must_use]
    pub const fn blocked(because: Refusal) -> Self {
        Self {
            outcome: outcome_of(because.kind),
            because: Some(because),
            needs: Needs(0),
        }
    }

    /// Open, for want of these facts.
    #[must_use]
    pub const fn undetermined(needs: Needs) -> Self {
        Self {
            outcome: Outcome::Undetermined,
            because: None,
            needs,
        }
    }
}

/// What a refusal comes to. Where the page was let read the response, or nobody but the server
/// itself refused, the request failed; nothing was blocked.
pub(crate) const fn outcome_of(kind: RefusalKind) -> Outcome {
    match kind {
        RefusalKind::EventSourceRefused
        | RefusalKind::BodyIncomplete
        | RefusalKind::WebSocketRefused => Outcome::Failed,
        _ => Outcome::Blocked,
    }
}

/// The answers for one exchange.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verdicts {
    /// For the browser that made the capture.
    pub recorded_by: Verdict,
    /// For Chromium.
    pub chromium: Verdict,
    /// For Firefox.
    pub firefox: Verdict,
    /// For WebKit.
    pub webkit: Verdict,
    /// For a browser that follows the standard to the letter.
    pub standard: Verdict,
    /// Whether the recording says that the page got a response which, by its recorded headers,
    /// every rule refuses. It then tells nothing about how browsers differ.
    pub contradicts_headers: bool,
}

impl Verdicts {
    /// The answer for one profile.
    #[must_use]
    pub const fn of(&self, profile: Profile) -> &Verdict {
        match profile {
            Profile::Chromium => &self.chromium,
            Profile::Firefox => &self.firefox,
            Profile::WebKit => &self.webkit,
            Profile::Standard => &self.standard,
        }
    }

    /// Whether the three browsers' answers differ in outcome, as far as they are known.
    #[must_use]
    pub fn browsers_disagree(&self) -> bool {
        if self.contradicts_headers {
            return false;
        }
        let known: Vec<bool> = [self.chromium, self.firefox, self.webkit]
            .iter()
            .filter(|v| v.outcome != Outcome::Undetermined)
            .map(|v| v.outcome.is_failure())
            .collect();
        known.windows(2).any(|pair| pair[0] != pair[1])
    }
}
