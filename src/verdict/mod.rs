//! The verdict for one exchange: may the page read the response, by whose rules, and what would
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
    /// Cross-origin, checked, and the page may read the response.
    Allowed,
    /// Refused by CORS or by another policy of the browser; the reason says which.
    Blocked,
    /// There was no response to judge: connection, name, TLS, aborted.
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

    /// Whether the page went without a response it wanted.
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
    /// How the server responds to a preflight that was not sent or not recorded.
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

/// The verdict for one browser.
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
    /// A verdict that needs no reason.
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

/// The verdicts for one exchange: one for each profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verdicts {
    /// For the browser that made the capture.
    pub recorded_by: Verdict,
    /// In the order of [`Profile::ALL`].
    by_profile: [Verdict; Profile::ALL.len()],
    /// Whether the recording says that the page got a response which, by its recorded headers,
    /// every rule refuses. It then tells nothing about how browsers differ.
    pub contradicts_headers: bool,
}

impl Verdicts {
    /// Asks for the verdict of each profile.
    #[must_use]
    pub fn new(recorded_by: Verdict, of: impl FnMut(Profile) -> Verdict) -> Self {
        Self {
            recorded_by,
            by_profile: Profile::ALL.map(of),
            contradicts_headers: false,
        }
    }

    /// The same for everyone.
    #[must_use]
    pub fn all(verdict: Verdict) -> Self {
        Self::new(verdict, |_| verdict)
    }

    /// The verdict for one profile.
    #[must_use]
    pub const fn of(&self, profile: Profile) -> &Verdict {
        &self.by_profile[profile as usize]
    }

    /// The verdicts of the browsers, without the standard's.
    pub fn of_browsers(&self) -> impl Iterator<Item = (Profile, &Verdict)> {
        Profile::browsers()
            .iter()
            .map(|&profile| (profile, self.of(profile)))
    }

    /// Whether the browsers' verdicts differ in outcome, as far as they are known.
    #[must_use]
    pub fn browsers_disagree(&self) -> bool {
        if self.contradicts_headers {
            return false;
        }
        let mut known = self
            .of_browsers()
            .map(|(_, verdict)| verdict.outcome)
            .filter(|outcome| *outcome != Outcome::Undetermined)
            .map(Outcome::is_failure);
        let first = known.next();
        known.any(|failed| Some(failed) != first)
    }
}
