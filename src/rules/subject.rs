//! What the rules that do not block look at, and what they hand back.

use std::borrow::Cow;

use crate::exchange::RequestMode;
use crate::fetch::{Phase, RefusalKind};
use crate::http::HeaderList;
use crate::verdict::{Brief, Message, Outcome, Shown};

/// A rule that an exchange broke without being blocked for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// With which message.
    pub phase: Phase,
    /// At which hop, counted from 0.
    pub hop: u16,
    /// One sentence with the values; nothing secret is in it.
    pub summary: String,
    /// Where in the capture it shows.
    pub exhibits: Vec<Shown>,
    /// The headers that the response must expose to repair it, with those that it exposes already;
    /// empty where something else is wrong.
    pub expose: Vec<String>,
}

impl Brief<'_> {
    /// The messages of the exchange on which CORS headers count, in order: what went to another
    /// origin by a CORS request and got a response. None where the mode or the origin is open.
    pub(super) fn messages(&self) -> Vec<Message<'_>> {
        let (Some(page), Some(RequestMode::Cors)) =
            (&self.evidence.origin.value, self.evidence.mode.value)
        else {
            return Vec::new();
        };
        let cached = |message: &Message<'_>| {
            message.is_preflight() && message.preflight.is_some_and(|preflight| preflight.cached)
        };
        // What stands in another entry is looked at there.
        self.checked(page)
            .into_iter()
            .map(|checked| checked.message)
            .filter(|message| message.answered() && !cached(message) && !message.is_stored())
            .collect()
    }

    /// The preflights among the messages.
    pub(super) fn preflights(&self) -> Vec<Message<'_>> {
        let mut messages = self.messages();
        messages.retain(Message::is_preflight);
        messages
    }

    /// The final response, where the page was let read it.
    pub(super) fn delivered(&self) -> Option<Message<'_>> {
        if self.verdicts.recorded_by.outcome != Outcome::Allowed {
            return None;
        }
        let last = self.messages().pop()?;
        (last.phase == Phase::Response).then_some(last)
    }

    /// Whether the recording browser refused it for this reason, or may have.
    pub(super) fn is_refused_for(&self, kind: RefusalKind) -> bool {
        self.reasons
            .iter()
            .chain([&self.verdicts.recorded_by.because])
            .flatten()
            .any(|refusal| refusal.kind == kind)
    }

    /// Whether the cache was switched off while this was recorded ("Disable cache" in the
    /// network panel, a forced reload): preflights are then made anew each time.
    pub(super) fn cache_is_off(&self) -> bool {
        let off = |request: &HeaderList<'_>| {
            request.first("Cache-Control") == Some("no-cache")
                && request.first("Pragma") == Some("no-cache")
        };
        self.observed.hops.iter().any(|hop| off(&hop.request))
            || self.observed.preflights().any(|p| off(&p.request))
    }
}

impl Message<'_> {
    /// A rule broken by this message.
    pub(super) fn broken(&self, summary: String, exhibits: Vec<Shown>) -> Broken {
        Broken {
            phase: self.phase,
            hop: self.hop,
            summary,
            exhibits,
            expose: Vec::new(),
        }
    }

    /// "The preflight response", "The redirect", "The response".
    pub(super) const fn subject(&self) -> &'static str {
        match self.phase {
            Phase::Preflight => "The preflight response",
            Phase::Redirect => "The redirect",
            Phase::Request | Phase::Response => "The response",
        }
    }
}

/// A value as a sentence shows it: the first 60 characters.
pub(super) fn short(value: &str) -> Cow<'_, str> {
    match value.char_indices().nth(60) {
        None => Cow::Borrowed(value),
        Some((end, _)) => Cow::Owned(format!("{}…", &value[..end])),
    }
}

/// "a", "a and b", "a, b and c".
pub(super) fn and(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_values_are_cut_between_characters() {
        assert_eq!(short("true"), "true");
        assert_eq!(short(&"ä".repeat(61)), format!("{}…", "ä".repeat(60)));
    }

    #[test]
    fn words_are_joined_as_in_a_sentence() {
        let words = |n: usize| {
            ["a", "b", "c"][..n]
                .iter()
                .map(ToString::to_string)
                .collect()
        };
        for (n, text) in [(0, ""), (1, "a"), (2, "a and b"), (3, "a, b and c")] {
            let words: Vec<String> = words(n);
            assert_eq!(and(&words), text);
        }
    }
}
