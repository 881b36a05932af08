//! What the rules that do not block look at, and what they hand back.

use std::borrow::Cow;

use crate::capture::{Capture, Entry, Part};
use crate::exchange::evidence::Evidence;
use crate::exchange::observe::Observed;
use crate::exchange::{CredentialsMode, RequestMode};
use crate::fetch::redirect::Location;
use crate::fetch::{Phase, Refusal, RefusalKind};
use crate::http::{HeaderList, Origin};
use crate::verdict::{Outcome, Verdicts};

/// One exchange and what is known about it.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'s> {
    /// Its capture.
    pub capture: &'s Capture,
    /// Its requests and preflights.
    pub observed: &'s Observed<'s>,
    /// What the capture tells about it.
    pub evidence: &'s Evidence<'s>,
    /// The credentials mode, where it is recorded or only one goes with the outcome.
    pub credentials: Option<CredentialsMode>,
    /// The answers.
    pub verdicts: &'s Verdicts,
    /// The checks that the recording browser may have named.
    pub reasons: [Option<Refusal>; 2],
    /// Whether the recording contradicts the rules, whatever is assumed.
    pub contradicted: bool,
}

/// A rule that an exchange broke without being blocked for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// With which message.
    pub phase: Phase,
    /// At which hop, counted from 0.
    pub hop: u16,
    /// One sentence with the values; nothing secret stands in it.
    pub summary: String,
    /// Where in the capture it shows.
    pub exhibits: Vec<Exhibit>,
}

/// A place in the capture that shows something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exhibit {
    /// Where in the capture's file.
    pub pointer: String,
    /// The header or field.
    pub name: String,
    /// Its value as recorded; `None` where it is absent, which is what it shows.
    pub value: Option<String>,
}

/// One message of a CORS exchange with another origin that got an answer.
#[derive(Debug, Clone, Copy)]
pub(super) struct Message<'s> {
    /// Preflight, redirect or response.
    pub phase: Phase,
    /// At which hop.
    pub hop: u16,
    /// Its capture.
    pub capture: &'s Capture,
    /// Its entry.
    pub entry: &'s Entry,
    /// The request's URL.
    pub url: &'s str,
    /// The request's method.
    pub method: &'s str,
    /// The request's headers.
    pub request: &'s HeaderList<'s>,
    /// The response's status.
    pub status: i32,
    /// The response's headers.
    pub response: &'s HeaderList<'s>,
}

impl<'s> Subject<'s> {
    /// The messages of the exchange on which CORS headers count, in order: what went to another
    /// origin by a CORS request and was answered. None where the mode or the origin is open.
    pub(super) fn messages(&self) -> Vec<Message<'s>> {
        let mut messages = Vec::new();
        let (Some(page), Some(RequestMode::Cors)) =
            (&self.evidence.origin.value, self.evidence.mode.value)
        else {
            return messages;
        };
        let mut cross = false;
        for (hop, number) in self.observed.hops.iter().zip(0u16..) {
            cross |= !page.same_origin(&hop.url_origin);
            if !cross {
                continue;
            }
            if let Some(preflight) = &hop.preflight
                && !preflight.cached
                && preflight.status > 0
            {
                messages.push(Message::of_preflight(self.capture, preflight, number));
            }
            // What stands in another entry is looked at there.
            if hop.answered() && hop.stored.is_none() {
                messages.push(Message {
                    phase: match hop.location {
                        Location::None => Phase::Response,
                        Location::Url(_) | Location::Invalid => Phase::Redirect,
                    },
                    hop: number,
                    capture: self.capture,
                    entry: hop.entry,
                    url: hop.url,
                    method: hop.method,
                    request: &hop.request,
                    status: hop.status,
                    response: &hop.response,
                });
            }
        }
        if let Some(preflight) = &self.observed.orphan
            && preflight.status > 0
        {
            let hop = u16::try_from(self.observed.hops.len()).unwrap_or(u16::MAX);
            messages.push(Message::of_preflight(self.capture, preflight, hop));
        }
        messages
    }

    /// The preflights among the messages.
    pub(super) fn preflights(&self) -> Vec<Message<'s>> {
        let mut messages = self.messages();
        messages.retain(|message| message.phase == Phase::Preflight);
        messages
    }

    /// The final response, where the page was let read it.
    pub(super) fn delivered(&self) -> Option<Message<'s>> {
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

impl<'s> Message<'s> {
    fn of_preflight(
        capture: &'s Capture,
        preflight: &'s crate::exchange::observe::ObservedPreflight<'s>,
        hop: u16,
    ) -> Self {
        Self {
            phase: Phase::Preflight,
            hop,
            capture,
            entry: preflight.entry,
            url: preflight.url,
            method: preflight.method,
            request: &preflight.request,
            status: preflight.status,
            response: &preflight.response,
        }
    }

    /// Where a part of it stands in the capture's file.
    pub fn place(&self, part: Part) -> String {
        self.capture.place(self.entry, part)
    }

    /// This rule broken by this message.
    pub fn broken(&self, summary: String, exhibits: Vec<Exhibit>) -> Broken {
        Broken {
            phase: self.phase,
            hop: self.hop,
            summary,
            exhibits,
        }
    }

    /// Every line of a response header; the header's absence where there is none.
    pub fn shows(&self, name: &str) -> Vec<Exhibit> {
        let lines = lines(self.response, name, |line| {
            self.place(Part::ResponseHeader(line))
        });
        if lines.is_empty() {
            return vec![Exhibit {
                pointer: self.place(Part::ResponseHeaders),
                name: name.to_owned(),
                value: None,
            }];
        }
        lines
    }

    /// Every line of a request header.
    pub fn asked(&self, name: &str) -> Vec<Exhibit> {
        lines(self.request, name, |line| {
            self.place(Part::RequestHeader(line))
        })
    }

    /// The host that answered, with its port where that is not the default one.
    pub fn host(&self) -> String {
        let Some(origin) = Origin::of_url(self.url) else {
            return "the server".to_owned();
        };
        match (origin.host(), origin.port()) {
            ("", _) => "the server".to_owned(),
            (host, Some(port)) => format!("{host}:{port}"),
            (host, None) => host.to_owned(),
        }
    }

    /// "The answer to the preflight", "The redirect", "The answer".
    pub const fn subject(&self) -> &'static str {
        match self.phase {
            Phase::Preflight => "The answer to the preflight",
            Phase::Redirect => "The redirect",
            Phase::Request | Phase::Response => "The answer",
        }
    }
}

/// Every line of a header in a list.
pub(super) fn lines(
    headers: &HeaderList<'_>,
    name: &str,
    pointer: impl Fn(usize) -> String,
) -> Vec<Exhibit> {
    headers
        .iter()
        .enumerate()
        .filter(|(_, (found, _))| found.eq_ignore_ascii_case(name))
        .map(|(line, (found, value))| Exhibit {
            pointer: pointer(line),
            name: found.to_owned(),
            value: Some(value.to_owned()),
        })
        .collect()
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
