//! Which preflight belongs to which request, and which entries are hops of one fetch.
//!
//! A capture says neither. What can be relied on: a preflight names the method and the headers
//! that it asks for, it has the request's URL, origin and page, and its time fits.

use std::borrow::Cow;

use super::{Exchange, Hop, Hops, Preflight, cached, preflights, redirects, stored};
use crate::capture::recorder::Clock;
use crate::capture::{Browser, Capture, Entry, EntryId, Text};
use crate::fetch::safelist;
use crate::http::HeaderList;

/// How far a preflight may start after its request, in microseconds, where nothing else limits
/// it. Measured: 189 ms at most, on a busy machine.
pub(super) const LONGEST_LEAD: i64 = 10_000_000;

/// What pairing looks at in every entry.
pub(super) struct Candidate<'a> {
    pub(super) id: EntryId,
    pub(super) url: &'a str,
    pub(super) method: &'a str,
    /// The method that it asks for, where it is a preflight.
    pub(super) asks: Option<&'a str>,
    /// The page that it belongs to.
    pub(super) page: Option<Text>,
    /// The browser that made it.
    pub(super) browser: Option<Browser>,
    pub(super) start: i64,
    /// The end of what was measured, where anything was.
    pub(super) end: i64,
}

/// The exchanges of a capture, in the order of their first entry's time.
#[must_use]
pub fn pair(capture: &Capture) -> Vec<Exchange> {
    let candidates: Vec<Candidate<'_>> = capture
        .iter()
        .map(|(id, entry)| candidate(capture, id, entry))
        .collect();
    let preflights = preflights::assign(capture, &candidates);
    let mut taken = vec![false; candidates.len()];
    for preflight in preflights.iter().flatten() {
        taken[preflight.index()] = true;
    }
    let next = redirects::link(capture, &candidates, &taken);
    let mut exchanges = assemble(&candidates, &preflights, &taken, &next);
    cached::fill(capture, &mut exchanges);
    stored::fill(capture, &mut exchanges);
    exchanges
}

/// Whether an entry is a preflight: `OPTIONS`, with the header that only preflights have.
#[must_use]
pub fn is_preflight(capture: &Capture, entry: &Entry) -> bool {
    asked_method(capture, entry).is_some()
}

/// The method that an entry asks for, if it is a preflight.
fn asked_method<'a>(capture: &'a Capture, entry: &Entry) -> Option<&'a str> {
    if !capture.method(entry).eq_ignore_ascii_case("OPTIONS") {
        return None;
    }
    capture
        .request_header(entry, "Access-Control-Request-Method")
        .filter(|method| !method.is_empty())
}

/// After every time that a recording may have, far from the end of what times can be.
const UNTIMED: i64 = i64::MAX / 2;

fn candidate<'a>(capture: &'a Capture, id: EntryId, entry: &Entry) -> Candidate<'a> {
    let duration = match capture.producer.recorder.habits().clock {
        Clock::Start => entry.time,
        Clock::Exchange => entry.exchange_time.or(entry.time),
    };
    let (start, end) = match entry.started_at {
        Some(start) => (start, start + microseconds(duration.unwrap_or(0.0))),
        // A console tells of failures, mostly without the time: behind what was recorded.
        None if entry.flags.only_told => (UNTIMED, UNTIMED),
        // The order in the file is all there is.
        None => (i64::from(entry.number), i64::from(entry.number)),
    };
    Candidate {
        id,
        url: without_fragment(capture.url(entry)),
        method: capture.method(entry),
        asks: asked_method(capture, entry),
        page: entry.page,
        browser: capture.browser_of(entry),
        start,
        end,
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "the clamp keeps it far below the limit"
)]
fn microseconds(milliseconds: f32) -> i64 {
    // A year at most: a capture may say anything, and times are added to it.
    const LONGEST: f32 = 365.0 * 86_400_000.0;
    (f64::from(milliseconds.clamp(0.0, LONGEST)) * 1000.0) as i64
}

fn without_fragment(url: &str) -> &str {
    url.split_once('#').map_or(url, |(url, _)| url)
}

/// The method by which entries find each other. A recorder that writes methods in upper case
/// leaves the one that a preflight asks for as it was.
pub(super) fn method_key(upper_cases: bool, method: &str) -> Cow<'_, str> {
    if upper_cases {
        Cow::Owned(method.to_ascii_uppercase())
    } else {
        Cow::Borrowed(method)
    }
}

/// The header names that a page must have set itself, as far as the wire tells.
pub(super) fn page_set_names(request: &HeaderList<'_>) -> Vec<String> {
    safelist::cors_unsafe_request_header_names(
        request
            .iter()
            .filter(|(name, _)| !safelist::is_added_by_browsers(name)),
        false,
    )
}

fn assemble(
    candidates: &[Candidate<'_>],
    preflights: &[Option<EntryId>],
    taken: &[bool],
    next: &[Option<usize>],
) -> Vec<Exchange> {
    let mut is_later_hop = vec![false; candidates.len()];
    for target in next.iter().flatten() {
        is_later_hop[*target] = true;
    }
    let mut order: Vec<usize> = (0..candidates.len()).collect();
    order.sort_by_key(|&i| (candidates[i].start, i));
    let later = is_later_hop.iter().filter(|later| **later).count();
    let hidden = later + taken.iter().filter(|taken| **taken).count();
    let mut exchanges = Vec::with_capacity(candidates.len().saturating_sub(hidden));
    for first in order {
        if is_later_hop[first] {
            continue;
        }
        if candidates[first].asks.is_some() {
            if !taken[first] {
                exchanges.push(Exchange {
                    hops: Hops::new(),
                    orphan: Some(candidates[first].id),
                });
            }
            continue;
        }
        let mut hops = Hops::new();
        let mut orphan = None;
        let mut at = Some(first);
        while let Some(index) = at {
            let candidate = &candidates[index];
            if candidate.asks.is_some() {
                orphan = Some(candidate.id);
                break;
            }
            let preflight = match preflights[index] {
                Some(id) => Preflight::Sent(id),
                None => Preflight::NotSeen,
            };
            hops.push(Hop {
                entry: candidate.id,
                preflight,
                stored: None,
                rival: None,
            });
            at = next[index];
        }
        exchanges.push(Exchange { hops, orphan });
    }
    exchanges
}

#[cfg(test)]
#[path = "pair_tests.rs"]
mod tests;
