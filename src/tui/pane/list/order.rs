//! In which order the list is.

/// What comes first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Order {
    /// Failures, then what is open, then the rest.
    #[default]
    FailuresFirst,
    /// What was recorded first.
    Recorded,
    /// By URL.
    Url,
}

impl Order {
    /// All, in the order in which they follow one another.
    pub const ALL: [Self; 3] = [Self::FailuresFirst, Self::Recorded, Self::Url];

    /// In words.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::FailuresFirst => "failures first",
            Self::Recorded => "as recorded",
            Self::Url => "by URL",
        }
    }
}
