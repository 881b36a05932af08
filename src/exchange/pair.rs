//! Which preflight belongs to which request, and which entries are hops of one fetch.
//!
//! A HAR says neither. What can be relied on: a preflight names the method and the headers it
//! asks for, it has the request's URL and origin, and its time fits. Chromium and Firefox start a
//! request's clock before its preflight's, so that the request comes first; a proxy sees the
//! preflight first, and no request at all after one that failed.

use std::borrow::Cow;

use foldhash::HashMap;

use super::{Exchange, Hop, Preflight, cached};
use crate::capture::{Capture, Entry, EntryId, Recorder, Text};
use crate::fetch::cors_check::cors_check;
use crate::fetch::preflight::{Grants, requested_headers};
use crate::fetch::redirect::{self, Location};
use crate::fetch::safelist;
use crate::http::header::Extracted;
use crate::http::{HeaderList, Origin, method, status};

/// How far a preflight may start after its request, in microseconds, where nothing else limits
/// it. Measured: 189 ms at most, on a busy machine.
const LONGEST_LEAD: i64 = 10_000_000;

/// How far the clocks of two entries may disagree, in microseconds.
const SLACK: i64 = 10_000;

/// What pairing looks at in every entry.
struct Candidate<'a> {
    id: EntryId,
    url: &'a str,
    method: &'a str,
    /// The method that it asks for, where it is a preflight.
    asks: Option<&'a str>,
    start: i64,
    /// The end of what was measured, where anything was.
    end: i64,
}

/// What a preflight asks and how it was answered; looked at only where a request may belong to it.
struct Asked<'a> {
    candidate: &'a Candidate<'a>,
    origin: Option<&'a str>,
    /// The names in `Access-Control-Request-Headers`, in lower case and sorted.
    sorted: Vec<String>,
    /// Whether its answer could let a request through, with or without credentials.
    could_pass: bool,
    /// Whether its answer could stop a request, with or without credentials.
    could_fail: bool,
    /// Whether a header shows that the request carries credentials; `None` where it cannot.
    credentials: Option<bool>,
}

/// What a request needs of a preflight; looked at only where one may belong to it.
struct Needs<'a> {
    candidate: &'a Candidate<'a>,
    origin: Option<&'a str>,
    /// Whether it reached the server.
    sent: bool,
    /// The headers that the page must have asked for, in lower case and sorted.
    unsafe_names: Vec<String>,
    credentials: Option<bool>,
}

/// The exchanges of a capture, in the order of their first entry's time.
#[must_use]
pub fn pair(capture: &Capture) -> Vec<Exchange> {
    let candidates: Vec<Candidate<'_>> = capture
        .iter()
        .map(|(id, entry)| candidate(capture, id, entry))
        .collect();
    let preflights = assign_preflights(capture, &candidates);
    let mut taken = vec![false; candidates.len()];
    for preflight in preflights.iter().flatten() {
        taken[preflight.index()] = true;
    }
    let next = link_redirects(capture, &candidates, &taken);
    let mut exchanges = assemble(&candidates, &preflights, &taken, &next);
    cached::fill(capture, &mut exchanges);
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

fn candidate<'a>(capture: &'a Capture, id: EntryId, entry: &Entry) -> Candidate<'a> {
    let start = entry.started_at.unwrap_or_else(|| i64::from(entry.number));
    let duration = if capture.producer.recorder == Recorder::Mitmproxy {
        // Its `time` includes connecting, from before `startedDateTime`.
        entry.exchange_time
    } else {
        entry.time
    };
    Candidate {
        id,
        url: without_fragment(capture.url(entry)),
        method: capture.method(entry),
        asks: asked_method(capture, entry),
        start,
        end: start + microseconds(duration.unwrap_or(0.0)),
    }
}

impl<'a> Asked<'a> {
    fn new(capture: &'a Capture, candidate: &'a Candidate<'a>) -> Self {
        let entry = capture.entry(candidate.id);
        let request = capture.request_headers(entry);
        let response = capture.response_headers(entry);
        let method = candidate.asks.unwrap_or("");
        let headers: Vec<&str> = requested_headers(
            request
                .first("Access-Control-Request-Headers")
                .unwrap_or(""),
        )
        .collect();
        // Firefox does not look at the origin in an answer from the page's own origin.
        let firefox = capture.producer.recorder == Recorder::Firefox;
        let own = firefox
            && Origin::of_url(capture.url(entry))
                .is_some_and(|url| request.first("Origin") == Some(url.serialize()));
        let passes = |include| {
            preflight_passes(
                own,
                entry.status,
                &request,
                &response,
                method,
                &headers,
                include,
            )
        };
        let (omit, include) = (passes(false), passes(true));
        let mut sorted: Vec<String> = headers.iter().map(|h| h.to_ascii_lowercase()).collect();
        sorted.sort_unstable();
        Self {
            candidate,
            origin: request.first("Origin"),
            could_pass: omit || include,
            could_fail: !omit || !include,
            credentials: credentials(&request).filter(|_| firefox),
            sorted,
        }
    }
}

impl<'a> Needs<'a> {
    fn new(capture: &'a Capture, candidate: &'a Candidate<'a>) -> Self {
        let entry = capture.entry(candidate.id);
        let request = capture.request_headers(entry);
        Self {
            candidate,
            origin: request.first("Origin"),
            sent: entry.status.is_some_and(|s| s > 0),
            unsafe_names: page_set_names(&request),
            credentials: credentials(&request),
        }
    }

    /// Whether it must have had a preflight: it needs one, or did not reach the server.
    fn must_have_one(&self) -> bool {
        !self.sent
            || !self.unsafe_names.is_empty()
            || !method::is_cors_safelisted(self.candidate.method)
    }
}

/// Whether a header shows that a request carries credentials, or that it does not.
fn credentials(request: &HeaderList<'_>) -> Option<bool> {
    request
        .first("Sec-Fetch-Site")
        .filter(|site| *site == "cross-site")
        .map(|_| request.contains("Sec-Fetch-Storage-Access"))
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

/// The header names that a page must have set itself, as far as the wire tells.
pub(super) fn page_set_names(request: &HeaderList<'_>) -> Vec<String> {
    safelist::cors_unsafe_request_header_names(
        request
            .iter()
            .filter(|(name, _)| !safelist::is_added_by_browsers(name)),
        false,
    )
}

fn preflight_passes(
    origin_unchecked: bool,
    status: Option<i32>,
    request: &HeaderList<'_>,
    response: &HeaderList<'_>,
    method: &str,
    headers: &[&str],
    include: bool,
) -> bool {
    let Some(origin) = request.first("Origin") else {
        return true;
    };
    let grants = Grants::of(response);
    status.is_some_and(status::is_ok)
        && (origin_unchecked || cors_check(origin, include, response).is_ok())
        && !matches!(grants.methods, Extracted::Failure { .. })
        && !matches!(grants.headers, Extracted::Failure { .. })
        && grants.allows_method(method, include)
        && headers.iter().all(|h| grants.allows_header(h, include))
}

/// For every entry the preflight that was sent for it, or `None`.
fn assign_preflights(capture: &Capture, candidates: &[Candidate<'_>]) -> Vec<Option<EntryId>> {
    let order = Order::of(capture);
    let mut assigned = vec![None; candidates.len()];
    let mut groups: HashMap<(&str, Cow<'_, str>), Group> = HashMap::default();
    for (index, candidate) in candidates.iter().enumerate() {
        if let Some(method) = candidate.asks {
            let key = (candidate.url, key(order, method));
            groups.entry(key).or_default().0.push(index);
        }
    }
    if groups.is_empty() {
        return assigned;
    }
    for (index, candidate) in candidates.iter().enumerate() {
        if candidate.asks.is_none()
            && let Some((_, requests)) =
                groups.get_mut(&(candidate.url, key(order, candidate.method)))
        {
            requests.push(index);
        }
    }
    let used = assign_by_id(capture, candidates, &mut assigned);
    let mut groups: Vec<_> = groups.into_values().collect();
    groups.sort_unstable();
    for (preflights, requests) in &mut groups {
        preflights.sort_by_key(|&i| (candidates[i].start, i));
        requests.sort_by_key(|&i| (candidates[i].start, i));
        preflights.retain(|&i| !used[i]);
        requests.retain(|&i| assigned[i].is_none());
        if preflights.is_empty() || requests.is_empty() {
            continue;
        }
        let asked: Vec<Asked<'_>> = preflights
            .iter()
            .map(|&i| Asked::new(capture, &candidates[i]))
            .collect();
        let needs: Vec<Needs<'_>> = requests
            .iter()
            .map(|&i| Needs::new(capture, &candidates[i]))
            .collect();
        let found = match_group(order, &asked, &needs);
        for (&request, found) in requests.iter().zip(found) {
            assigned[request] = found.map(|at| asked[at].candidate.id);
        }
    }
    assigned
}

/// Assigns the preflights whose request the recorder names, as chrome-har does; which those are.
fn assign_by_id(
    capture: &Capture,
    candidates: &[Candidate<'_>],
    assigned: &mut [Option<EntryId>],
) -> Vec<bool> {
    let mut used = vec![false; candidates.len()];
    let named = |candidate: &Candidate<'_>| {
        candidate.asks?;
        capture.entry(candidate.id).initiator_request
    };
    if !candidates.iter().any(|c| named(c).is_some()) {
        return used;
    }
    let by_id: HashMap<Text, usize> = candidates
        .iter()
        .enumerate()
        .filter(|(_, candidate)| candidate.asks.is_none())
        .filter_map(|(index, c)| Some((capture.entry(c.id).request_id?, index)))
        .collect();
    for (index, candidate) in candidates.iter().enumerate() {
        if let Some(request) = named(candidate)
            && let Some(&target) = by_id.get(&request)
            && assigned[target].is_none()
        {
            assigned[target] = Some(candidate.id);
            used[index] = true;
        }
    }
    used
}

/// The preflights and the requests of one URL and method.
type Group = (Vec<usize>, Vec<usize>);

/// The method by which preflights and requests find each other. mitmproxy writes a request's in
/// upper case, and leaves the one that its preflight asks for as it was.
fn key(order: Order, method: &str) -> Cow<'_, str> {
    match order {
        Order::PreflightFirst => Cow::Owned(method.to_ascii_uppercase()),
        Order::RequestFirst { .. } => Cow::Borrowed(method),
    }
}

/// How many preflights a request looks at before it is left without one, and how many requests a
/// redirect. Enough for any burst of unlike requests to one URL, and what keeps a million alike
/// from being quadratic.
const LOOK_AHEAD: usize = 256;

/// Which positions of a list are not taken yet.
#[derive(Default)]
struct Free {
    /// For every position the next one that may be free.
    next: Vec<usize>,
}

impl Free {
    fn new(length: usize) -> Self {
        Self {
            next: (0..=length).collect(),
        }
    }

    /// The first free position at or after `from`; the length of the list where there is none.
    fn at(&mut self, from: usize) -> usize {
        let mut root = from;
        while self.next[root] != root {
            root = self.next[root];
        }
        let mut at = from;
        while self.next[at] != root {
            at = std::mem::replace(&mut self.next[at], root);
        }
        root
    }

    /// The free positions at and after `from`, as far as anyone looks.
    fn from(&mut self, from: usize) -> impl Iterator<Item = usize> {
        let last = self.next.len() - 1;
        let mut at = from;
        let free = std::iter::from_fn(move || {
            let found = self.at(at);
            at = found + 1;
            (found < last).then_some(found)
        });
        free.take(LOOK_AHEAD)
    }

    fn take(&mut self, position: usize) {
        self.next[position] = position + 1;
    }
}

/// Pairs the preflights and requests of one URL and method, both sorted by time: the position of
/// its preflight for every request.
fn match_group(order: Order, asked: &[Asked<'_>], needs: &[Needs<'_>]) -> Vec<Option<usize>> {
    let mut found = vec![None; needs.len()];
    let mut free = Free::new(asked.len());
    // What must have had a preflight chooses first.
    for strict in [true, false] {
        for needy in [true, false] {
            for (request, found) in needs.iter().zip(&mut found) {
                if found.is_some() || request.must_have_one() != needy {
                    continue;
                }
                let from = request.candidate;
                *found = match order {
                    Order::PreflightFirst => free
                        .from(
                            asked
                                .partition_point(|p| p.candidate.start < from.start - LONGEST_LEAD),
                        )
                        .take_while(|&at| asked[at].candidate.start <= from.start)
                        .find(|&at| {
                            asked[at].candidate.end <= from.start + SLACK / 2
                                && fits(request, &asked[at], strict)
                        }),
                    Order::RequestFirst { outlasts } => free
                        .from(asked.partition_point(|p| p.candidate.start < from.start))
                        .take_while(|&at| asked[at].candidate.start - from.start <= LONGEST_LEAD)
                        .find(|&at| {
                            (!outlasts || asked[at].candidate.start <= from.end + SLACK)
                                && fits(request, &asked[at], strict)
                        }),
                };
                if let Some(at) = *found {
                    free.take(at);
                }
            }
        }
    }
    found
}

/// In which order a recorder writes a preflight and its request.
#[derive(Clone, Copy)]
enum Order {
    /// Over the wire, as proxies see it. Chromium did so too up to version 79.
    PreflightFirst,
    /// From the page's side: the request waits for its preflight.
    RequestFirst {
        /// Whether the request's `time` lasts until after its preflight, as Chromium's does.
        /// Firefox adds up the parts only.
        outlasts: bool,
    },
}

impl Order {
    fn of(capture: &Capture) -> Self {
        match capture.producer.recorder {
            Recorder::Firefox | Recorder::ChromeHar => Self::RequestFirst { outlasts: false },
            Recorder::Chromium
                if capture
                    .entries
                    .iter()
                    .any(|e| capture.optional(e.resource_type) == Some("preflight")) =>
            {
                Self::RequestFirst { outlasts: true }
            }
            _ => Self::PreflightFirst,
        }
    }
}

/// Whether nothing speaks against the pair.
fn fits(request: &Needs<'_>, preflight: &Asked<'_>, strict: bool) -> bool {
    let origins = match (request.origin, preflight.origin) {
        // After a redirect Firefox asks with the page's origin and sends `null`.
        (Some("null") | None, _) | (_, None) => true,
        (Some(a), Some(b)) => a == b,
    };
    if !origins || (request.sent && !preflight.could_pass) {
        return false;
    }
    if !strict {
        return true;
    }
    let asked = |name: &String| preflight.sorted.binary_search(name).is_ok();
    let explained = |header: &String| {
        safelist::is_added_by_browsers(header)
            || header.eq_ignore_ascii_case("authorization")
            || header.eq_ignore_ascii_case("content-type")
            || request.unsafe_names.binary_search(header).is_ok()
    };
    let credentials_agree = match (request.credentials, preflight.credentials) {
        (Some(a), Some(b)) => a == b,
        _ => true,
    };
    (request.sent || preflight.could_fail)
        && credentials_agree
        && request
            .unsafe_names
            .iter()
            .filter(|n| !n.starts_with("authorization"))
            .all(asked)
        && preflight.sorted.iter().all(explained)
}

/// For every entry the entry that its redirect led to, or `None`: a request, or a preflight
/// whose request never came.
fn link_redirects(
    capture: &Capture,
    candidates: &[Candidate<'_>],
    taken: &[bool],
) -> Vec<Option<usize>> {
    let mut next = vec![None; candidates.len()];
    let mut redirects: Vec<(usize, String)> = Vec::new();
    for (index, candidate) in candidates.iter().enumerate() {
        if !is_redirect(capture, candidate) {
            continue;
        }
        let entry = capture.entry(candidate.id);
        let response = capture.response_headers(entry);
        let redirect_url = capture.optional(entry.redirect_url);
        if let Location::Url(target) = redirect::location(candidate.url, &response, redirect_url) {
            redirects.push((index, target));
        }
    }
    if redirects.is_empty() {
        return next;
    }
    redirects.sort_by_key(|(index, _)| (candidates[*index].start, *index));
    let wanted = |(index, target)| {
        (
            redirect::bare(target),
            after_redirect(capture, &candidates[index]),
        )
    };
    // What redirects led to, and by time what was asked there.
    let mut targets: HashMap<(Cow<'_, str>, &str), Target> = redirects
        .iter()
        .map(|(index, target)| (wanted((*index, target.as_str())), Default::default()))
        .collect();
    for (index, candidate) in candidates.iter().enumerate() {
        let asks_for = candidate.asks.unwrap_or(candidate.method);
        if !taken[candidate.id.index()]
            && let Some((list, _)) = targets.get_mut(&(redirect::bare(candidate.url), asks_for))
        {
            list.push(index);
        }
    }
    for (index, target) in &redirects {
        let candidate = &candidates[*index];
        let Some((list, free)) = targets.get_mut(&wanted((*index, target.as_str()))) else {
            continue;
        };
        if free.next.is_empty() {
            list.sort_by_key(|&i| (candidates[i].start, i));
            *free = Free::new(list.len());
        }
        // Only what comes later, so that no two redirects lead to each other.
        let from = list.partition_point(|&i| (candidates[i].start, i) <= (candidate.start, *index));
        let found = free
            .from(from)
            .take_while(|&at| candidates[list[at]].start - candidate.end <= LONGEST_LEAD)
            .min_by_key(|&at| ((candidates[list[at]].start - candidate.end).abs(), list[at]));
        if let Some(at) = found {
            free.take(at);
            next[*index] = Some(list[at]);
        }
    }
    next
}

/// The method of the request that follows a redirect.
fn after_redirect<'a>(capture: &Capture, candidate: &Candidate<'a>) -> &'a str {
    let status = capture.entry(candidate.id).status.unwrap_or(0);
    method::after_redirect(u16::try_from(status).unwrap_or(0), candidate.method)
}

/// The requests to one URL that redirects led to, by time, and which of them are not claimed yet.
type Target = (Vec<usize>, Free);

/// Whether an entry is a redirect that was followed.
fn is_redirect(capture: &Capture, candidate: &Candidate<'_>) -> bool {
    let entry = capture.entry(candidate.id);
    candidate.asks.is_none()
        && entry.status.is_some_and(status::is_redirect)
        && (capture.producer.recorder != Recorder::Chromium || entry.error.is_none())
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
                    hops: Vec::new(),
                    orphan: Some(candidates[first].id),
                });
            }
            continue;
        }
        // Few are redirected.
        let mut hops = Vec::with_capacity(1);
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
