//! Facts that a capture leaves open or tells only between the lines.

/// A fact about an exchange, and how it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fact<T> {
    /// The value; `None` where it is open.
    pub value: Option<T>,
    /// How it is known.
    pub source: Source,
    /// What it rests on, in a few words.
    pub why: &'static str,
}

/// How a fact is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Source {
    /// It stands in the capture.
    Recorded,
    /// It follows from what stands in the capture.
    Inferred,
    /// Nothing in the capture tells; this is what such requests commonly have.
    Assumed,
}

impl Source {
    /// The word used in reports.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Recorded => "recorded",
            Self::Inferred => "inferred",
            Self::Assumed => "assumed",
        }
    }
}

/// Whether a request carries cookies and other credentials.
///
/// <https://fetch.spec.whatwg.org/#concept-request-credentials-mode>; `omit` and `same-origin`
/// are one to a cross-origin request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CredentialsMode {
    /// `include`.
    Include,
    /// `omit` or `same-origin`.
    Omit,
}

impl CredentialsMode {
    /// The word used in reports.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Include => "include",
            Self::Omit => "omit",
        }
    }
}

/// <https://fetch.spec.whatwg.org/#concept-request-mode>
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RequestMode {
    /// `cors`.
    Cors,
    /// `no-cors`.
    NoCors,
    /// `same-origin`.
    SameOrigin,
    /// `navigate`.
    Navigate,
    /// `websocket` or `webtransport`.
    WebSocket,
}

impl RequestMode {
    /// The word used in reports; the standard's.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Cors => "cors",
            Self::NoCors => "no-cors",
            Self::SameOrigin => "same-origin",
            Self::Navigate => "navigate",
            Self::WebSocket => "websocket",
        }
    }
}
