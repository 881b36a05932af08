//! A refusal: which check said no, and at which message of the exchange.

pub use crate::capture::RefusalKind;

/// Which message of an exchange a check looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Phase {
    /// The request itself, before anything was sent.
    Request,
    /// The response to a preflight.
    Preflight,
    /// A redirect response.
    Redirect,
    /// The final response.
    Response,
}

impl Phase {
    /// The word used in reports.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Preflight => "preflight",
            Self::Redirect => "redirect",
            Self::Response => "response",
        }
    }
}

/// A check that said no.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Refusal {
    /// What was wrong.
    pub kind: RefusalKind,
    /// With which message.
    pub phase: Phase,
    /// At which hop of the exchange, counted from 0.
    pub hop: u16,
}
