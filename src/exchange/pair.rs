//! Which preflight belongs to which request, and which entries are hops of one fetch.
//!
//! A HAR says neither. What can be relied on: a preflight names the method and the headers it
//! asks for, it has the request's URL and origin, and its time fits. Chromium and Firefox start a
//! request's clock before its preflight's, so that the request comes first; a proxy sees the
//! preflight first, and no request at all after one that failed.

use std::borrow::Cow;
use std::collections::HashMap;

use super::{Exchange, Hop, Preflight, cached};
use crate::fetch::cors_check::cors_check;
use crate::fetch::preflight::{Grants, requested_headers};
use crate::fetch::redirect::{self, Location};
use crate::fetch::safelist;
use crate::har::{Capture, Dialect, Entry, EntryId};
use crate::http::header::Extracted;
use crate::http::{HeaderList, Origin, method, status};

/// How far a preflight may start after its request, in microseconds, where nothing else limits
/// it. Measured: 189 ms at most, on a busy machine.
const LONGEST_LEAD: i64 = 10_000_000;

/// How far the clocks of two entries may disagree, in microseconds.
const SLACK: i64 = 10_000;

/// What pairing looks at in one entry.
struct Candidate<'a> {
    id: EntryId,
    url: &'a str,
    method: &'a str,
    origin: Option<&'a str>,
    start: i64,
    /// The end of what was measured, where anything was.
    end: i64,
    kind: Kind<'a>,
}

enum Kind<'a> {
    Preflight {
        /// `Access-Control-Request-Method`.
        method: &'a str,
        /// `Access-Control-Request-Headers`.
        headers: Vec<&'a str>,
        /// Whether its answer could let a request through, with or without credentials.
        could_pass: bool,
        /// Whether its answer could stop a request, with or without credentials.
        could_fail: bool,
        /// Whether a header shows that the request carries credentials; `None` where it cannot.
        credentials: Option<bool>,
        /// The request it was sent for, where the recorder says so.
        request: Option<&'a str>,
    },
    Request {
        /// Whether it reached the server.
        sent: bool,
        /// The headers that the page must have asked for.
        unsafe_names: Vec<String>,
        credentials: Option<bool>,
        request_id: Option<&'a str>,
    },
}

/// The exchanges of a capture, in the order of their first entry's time.
#[must_use]
pub fn pair(capture: &Capture) -> Vec<Exchange> {
    let candidates: Vec<Candidate<'_>> = capture
        .iter()
        .map(|(id, entry)| candidate(capture, id, entry))
        .collect();
    let preflights = assign_preflights(Order::of(capture), &candidates);
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
    capture.method(entry).eq_ignore_ascii_case("OPTIONS")
        && capture
            .request_headers(entry)
            .first("Access-Control-Request-Method")
            .is_some_and(|method| !method.is_empty())
}

fn candidate<'a>(capture: &'a Capture, id: EntryId, entry: &Entry) -> Candidate<'a> {
    let request = capture.request_headers(entry);
    let start = entry.started_at.unwrap_or_else(|| i64::from(entry.number));
    let credentials = request
        .first("Sec-Fetch-Site")
        .filter(|site| *site == "cross-site")
        .map(|_| request.contains("Sec-Fetch-Storage-Access"));
    let kind = if is_preflight(capture, entry) {
        let response = capture.response_headers(entry);
        let method = request.first("Access-Control-Request-Method").unwrap_or("");
        let headers: Vec<&str> = requested_headers(
            request
                .first("Access-Control-Request-Headers")
                .unwrap_or(""),
        )
        .collect();
        // Firefox does not look at the origin in an answer from the page's own origin.
        let own = capture.producer.dialect == Dialect::Firefox
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
        Kind::Preflight {
            method,
            headers,
            could_pass: omit || include,
            could_fail: !omit || !include,
            credentials: if capture.producer.dialect == Dialect::Firefox {
                credentials
            } else {
                None
            },
            request: capture.optional(entry.initiator_request),
        }
    } else {
        Kind::Request {
            sent: entry.status.is_some_and(|s| s > 0),
            unsafe_names: page_set_names(&request),
            credentials,
            request_id: capture.optional(entry.request_id),
        }
    };
    let duration = if capture.producer.dialect == Dialect::Mitmproxy {
        // Its `time` includes connecting, from before `startedDateTime`.
        entry.exchange_time
    } else {
        entry.time
    };
    Candidate {
        id,
        url: without_fragment(capture.url(entry)),
        method: capture.method(entry),
        origin: request.first("Origin"),
        start,
        end: start + microseconds(duration.unwrap_or(0.0)),
        kind,
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
fn assign_preflights(order: Order, candidates: &[Candidate<'_>]) -> Vec<Option<EntryId>> {
    let mut assigned = vec![None; candidates.len()];
    let mut used = vec![false; candidates.len()];
    let mut groups: HashMap<(&str, Cow<'_, str>), Group> = HashMap::new();
    let mut by_request_id: HashMap<&str, usize> = HashMap::new();
    for (index, candidate) in candidates.iter().enumerate() {
        if let Kind::Preflight { method, .. } = &candidate.kind {
            groups
                .entry((candidate.url, key(order, method)))
                .or_default()
                .0
                .push(index);
        }
    }
    for (index, candidate) in candidates.iter().enumerate() {
        if let Kind::Request { request_id, .. } = &candidate.kind {
            if let Some((_, requests)) =
                groups.get_mut(&(candidate.url, key(order, candidate.method)))
            {
                requests.push(index);
            }
            if let Some(id) = request_id {
                by_request_id.insert(id, index);
            }
        }
    }
    // chrome-har says it outright.
    for (index, candidate) in candidates.iter().enumerate() {
        if let Kind::Preflight {
            request: Some(request),
            ..
        } = &candidate.kind
            && let Some(&target) = by_request_id.get(request)
            && assigned[target].is_none()
        {
            assigned[target] = Some(candidate.id);
            used[index] = true;
        }
    }
    let mut groups: Vec<_> = groups.into_values().collect();
    groups.sort_unstable();
    for (preflights, requests) in &mut groups {
        preflights.sort_by_key(|&i| (candidates[i].start, i));
        requests.sort_by_key(|&i| (candidates[i].start, i));
        preflights.retain(|&i| !used[i]);
        requests.retain(|&i| assigned[i].is_none());
        match_group(order, candidates, preflights, requests, &mut assigned);
    }
    assigned
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

/// How many preflights a request looks at before it is left without one. Enough for any burst
/// of unlike requests to one URL, and what keeps a million alike from being quadratic.
const LOOK_AHEAD: usize = 256;

/// The preflights of a group that are not taken yet, by time.
struct Free<'a> {
    preflights: &'a [usize],
    /// For every position the next one that may be free.
    next: Vec<usize>,
}

impl<'a> Candidate<'a> {
    /// The method of the request, or the one that the preflight asks for.
    fn asks_for(&self) -> &'a str {
        match self.kind {
            Kind::Preflight { method, .. } => method,
            Kind::Request { .. } => self.method,
        }
    }
}

impl<'a> Free<'a> {
    fn new(preflights: &'a [usize]) -> Self {
        Self {
            preflights,
            next: (0..=preflights.len()).collect(),
        }
    }

    /// The first free position at or after `from`.
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

    fn take(&mut self, position: usize) -> usize {
        self.next[position] = position + 1;
        self.preflights[position]
    }

    /// Takes the first free preflight at or after `from` that `fits`, while `going` holds.
    fn take_first(
        &mut self,
        from: usize,
        going: impl Fn(usize) -> bool,
        fits: impl Fn(usize) -> bool,
    ) -> Option<usize> {
        let mut at = self.at(from);
        for _ in 0..LOOK_AHEAD {
            let &preflight = self.preflights.get(at)?;
            if !going(preflight) {
                return None;
            }
            if fits(preflight) {
                return Some(self.take(at));
            }
            at = self.at(at + 1);
        }
        None
    }
}

/// Pairs the preflights and requests of one URL and method, both sorted by time.
fn match_group(
    order: Order,
    candidates: &[Candidate<'_>],
    preflights: &[usize],
    requests: &[usize],
    assigned: &mut [Option<EntryId>],
) {
    let mut free = Free::new(preflights);
    // What must have had a preflight chooses first: a request that needs one, or that did not
    // reach the server.
    let must_have_one = |request: &usize| match &candidates[*request].kind {
        Kind::Request {
            sent, unsafe_names, ..
        } => {
            !sent
                || !unsafe_names.is_empty()
                || !method::is_cors_safelisted(candidates[*request].method)
        }
        Kind::Preflight { .. } => false,
    };
    for strict in [true, false] {
        for needy in [true, false] {
            for &request in requests.iter().filter(|r| must_have_one(r) == needy) {
                if assigned[request].is_some() {
                    continue;
                }
                let fits = |p: usize| fits(candidates, request, p, strict);
                let from = &candidates[request];
                let found = match order {
                    Order::PreflightFirst => free.take_first(
                        0,
                        |p| candidates[p].end <= from.start + SLACK / 2,
                        |p| from.start - candidates[p].end <= LONGEST_LEAD && fits(p),
                    ),
                    Order::RequestFirst { outlasts } => free.take_first(
                        preflights.partition_point(|&p| candidates[p].start < from.start),
                        |p| candidates[p].start - from.start <= LONGEST_LEAD,
                        |p| (!outlasts || candidates[p].start <= from.end + SLACK) && fits(p),
                    ),
                };
                assigned[request] = found.map(|p| candidates[p].id);
            }
        }
    }
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
        match capture.producer.dialect {
            Dialect::Firefox | Dialect::ChromeHar => Self::RequestFirst { outlasts: false },
            Dialect::Chromium
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
fn fits(candidates: &[Candidate<'_>], request: usize, preflight: usize, strict: bool) -> bool {
    let (request, preflight) = (&candidates[request], &candidates[preflight]);
    let Kind::Request {
        sent,
        unsafe_names,
        credentials: request_credentials,
        ..
    } = &request.kind
    else {
        return false;
    };
    let Kind::Preflight {
        headers,
        could_pass,
        could_fail,
        credentials,
        ..
    } = &preflight.kind
    else {
        return false;
    };
    let origins = match (request.origin, preflight.origin) {
        // After a redirect Firefox asks with the page's origin and sends `null`.
        (Some("null") | None, _) | (_, None) => true,
        (Some(a), Some(b)) => a == b,
    };
    if !origins || (*sent && !could_pass) {
        return false;
    }
    if !strict {
        return true;
    }
    let asked = |name: &String| headers.iter().any(|h| h.eq_ignore_ascii_case(name));
    let explained = |header: &&str| {
        safelist::is_added_by_browsers(header)
            || header.eq_ignore_ascii_case("authorization")
            || header.eq_ignore_ascii_case("content-type")
            || unsafe_names.iter().any(|n| n.eq_ignore_ascii_case(header))
    };
    let credentials_agree = match (request_credentials, credentials) {
        (Some(a), Some(b)) => a == b,
        _ => true,
    };
    (*sent || *could_fail)
        && credentials_agree
        && unsafe_names
            .iter()
            .filter(|n| !n.starts_with("authorization"))
            .all(asked)
        && headers.iter().all(explained)
}

/// For every entry the entry that its redirect led to, or `None`: a request, or a preflight
/// whose request never came.
fn link_redirects(
    capture: &Capture,
    candidates: &[Candidate<'_>],
    taken: &[bool],
) -> Vec<Option<usize>> {
    let mut next = vec![None; candidates.len()];
    if !candidates.iter().any(|c| is_redirect(capture, c)) {
        return next;
    }
    let mut by_url: HashMap<Cow<'_, str>, Vec<usize>> = HashMap::new();
    let mut order: Vec<usize> = (0..candidates.len()).collect();
    order.sort_by_key(|&i| (candidates[i].start, i));
    for &index in &order {
        let candidate = &candidates[index];
        if !taken[candidate.id.index()] {
            by_url
                .entry(redirect::bare(candidate.url))
                .or_default()
                .push(index);
        }
    }
    let mut claimed = vec![false; candidates.len()];
    for index in order {
        let candidate = &candidates[index];
        if !is_redirect(capture, candidate) {
            continue;
        }
        let entry = capture.entry(candidate.id);
        let response = capture.response_headers(entry);
        let redirect_url = capture.optional(entry.redirect_url);
        let Location::Url(target) = redirect::location(candidate.url, &response, redirect_url)
        else {
            continue;
        };
        let code = u16::try_from(entry.status.unwrap_or(0)).unwrap_or(0);
        let wanted = method::after_redirect(code, candidate.method);
        let Some(list) = by_url.get(&redirect::bare(&target)) else {
            continue;
        };
        let from = list.partition_point(|&i| candidates[i].start < candidate.start);
        let found = list[from..]
            .iter()
            .copied()
            .filter(|&i| i != index && !claimed[i] && candidates[i].asks_for() == wanted)
            .take(LOOK_AHEAD)
            .take_while(|&i| candidates[i].start - candidate.end <= LONGEST_LEAD)
            .min_by_key(|&i| ((candidates[i].start - candidate.end).abs(), i));
        if let Some(target) = found {
            claimed[target] = true;
            next[index] = Some(target);
        }
    }
    next
}

/// Whether an entry is a redirect that was followed.
fn is_redirect(capture: &Capture, candidate: &Candidate<'_>) -> bool {
    let entry = capture.entry(candidate.id);
    matches!(candidate.kind, Kind::Request { .. })
        && entry.status.is_some_and(status::is_redirect)
        && (capture.producer.dialect != Dialect::Chromium || entry.error.is_none())
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
    let mut exchanges = Vec::new();
    for first in order {
        if is_later_hop[first] {
            continue;
        }
        if matches!(candidates[first].kind, Kind::Preflight { .. }) {
            if !taken[first] {
                exchanges.push(Exchange {
                    hops: Vec::new(),
                    orphan: Some(candidates[first].id),
                });
            }
            continue;
        }
        let mut hops = Vec::new();
        let mut orphan = None;
        let mut at = Some(first);
        while let Some(index) = at {
            let candidate = &candidates[index];
            if matches!(candidate.kind, Kind::Preflight { .. }) {
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
