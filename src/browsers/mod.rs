//! The browsers: where each leaves the standard, its codes, its console wording.

pub mod codes;
pub mod console;
pub mod profile;

use crate::capture::Browser;

/// Whose rules an exchange is judged by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Profile {
    /// Chrome and everything built on Chromium.
    Chromium,
    /// Firefox.
    Firefox,
    /// Safari and everything built on WebKit.
    WebKit,
    /// The Fetch standard to the letter.
    Standard,
}

impl Profile {
    /// The rules that a browser goes by.
    #[must_use]
    pub const fn of(browser: Browser) -> Self {
        match browser {
            Browser::Chromium => Self::Chromium,
            Browser::Firefox => Self::Firefox,
            Browser::WebKit => Self::WebKit,
        }
    }

    /// All profiles, in the order they are listed; the standard stands last.
    pub const ALL: [Self; 4] = [Self::Chromium, Self::Firefox, Self::WebKit, Self::Standard];

    /// Those that are browsers, in the same order.
    #[must_use]
    pub fn browsers() -> &'static [Self] {
        Self::ALL.split_last().map_or(&[], |(_, browsers)| browsers)
    }

    /// The word used in reports and filters.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::WebKit => "webkit",
            Self::Standard => "standard",
        }
    }

    /// The name a reader knows it by.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Chromium => "Chromium",
            Self::Firefox => "Firefox",
            Self::WebKit => "WebKit",
            Self::Standard => "the standard",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Profile;

    #[test]
    fn profiles_are_listed_in_the_order_of_their_numbers() {
        for (number, profile) in Profile::ALL.into_iter().enumerate() {
            assert_eq!(profile as usize, number);
        }
        assert!(!Profile::browsers().contains(&Profile::Standard));
        assert_eq!(Profile::browsers().len() + 1, Profile::ALL.len());
    }
}
