//! Which preflight was sent for which request.

use std::borrow::Cow;

use foldhash::HashMap;

use super::free::Free;
use super::pair::{Candidate, LONGEST_LEAD, method_key, page_set_names};
use crate::browsers::Profile;
use crate::capture::recorder;
use crate::capture::{Browser, Capture, EntryId, Text};
use crate::fetch::cors_check::cors_check;
use crate::fetch::preflight::{Grants, requested_headers};
use crate::fetch::redirect;
use crate::fetch::safelist;
use crate::http::header::Extracted;
use crate::http::{HeaderList, Origin, method, status};

/// How far the clocks of two entries may disagree, in microseconds.
const SLACK: i64 = 10_000;

/// What a preflight asks and how it was answered; looked at only where a request may belong to it.
struct Asked<'a> {
    candidate: &'a Candidate<'a>,
    origin: Option<&'a str>,
    /// The names in `Access-Control-Request-Headers`, in lower case and sorted.
    sorted: Vec<String>,
    /// Whether its response could let a request through, with or without credentials.
    could_pass: bool,
    /// Whether its response could stop a request, with or without credentials.
    could_fail: bool,
    /// Whether a header shows that the request carries credentials; `None` where it cannot.
    credentials: Option<bool>,
}

/// What a request needs of a preflight; looked at only where one may belong to it.
struct Needs<'a> {
    candidate: &'a Candidate<'a>,
    origin: Option<&'a str>,
    /// The origin of its `Referer`, for want of an `Origin`.
    referer: Option<Origin<'a>>,
    /// Whether it reached the server.
    sent: bool,
    /// The headers that the page must have asked for, in lower case and sorted.
    unsafe_names: Vec<String>,
    credentials: Option<bool>,
}

impl<'a> Asked<'a> {
    fn new(capture: &'a Capture, candidate: &'a Candidate<'a>) -> Self {
        let entry = capture.entry(candidate.id);
        let row = Profile::recording(capture, entry).unwrap_or_else(|| Profile::Standard.row(None));
        let request = capture.request_headers(entry);
        let response = capture.response_headers(entry);
        let method = candidate.asks.unwrap_or("");
        let headers: Vec<&str> = requested_headers(
            request
                .first("Access-Control-Request-Headers")
                .unwrap_or(""),
        )
        .collect();
        let own = row.ways.own_origin_preflight_unchecked
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
        let storage_access = row.headers.storage_access;
        let shows_credentials = storage_access.is_some_and(|header| header.on_preflights);
        let (omit, include) = (passes(false), passes(true));
        let mut sorted: Vec<String> = headers.iter().map(|h| h.to_ascii_lowercase()).collect();
        sorted.sort_unstable();
        Self {
            candidate,
            origin: request.first("Origin"),
            could_pass: omit || include,
            could_fail: !omit || !include,
            credentials: credentials(&request).filter(|_| shows_credentials),
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
            referer: request.first("Referer").and_then(Origin::of_url),
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
pub(super) fn assign(capture: &Capture, candidates: &[Candidate<'_>]) -> Vec<Option<EntryId>> {
    let mut assigned = vec![None; candidates.len()];
    let groups = groups(capture, candidates);
    if groups.is_empty() {
        return assigned;
    }
    let used = assign_by_id(capture, candidates, &mut assigned);
    let groups: Vec<(Vec<Asked<'_>>, Vec<Needs<'_>>)> = groups
        .iter()
        .map(|(preflights, requests)| {
            let asked: Vec<Asked<'_>> = preflights
                .iter()
                .filter(|&&i| !used[i])
                .map(|&i| Asked::new(capture, &candidates[i]))
                .collect();
            let needs = if asked.is_empty() {
                Vec::new()
            } else {
                requests
                    .iter()
                    .filter(|&&i| assigned[i].is_none())
                    .map(|&i| Needs::new(capture, &candidates[i]))
                    .collect()
            };
            (asked, needs)
        })
        .filter(|(asked, needs)| !asked.is_empty() && !needs.is_empty())
        .collect();
    let all = |order: Order| -> Vec<Vec<Option<usize>>> {
        groups
            .iter()
            .map(|(asked, needs)| match_group(order, asked, needs))
            .collect()
    };
    let found = match capture.producer.recorder.habits().order {
        recorder::Order::PreflightFirst => all(Order::PreflightFirst),
        recorder::Order::Varies if marks_preflights(capture) => {
            all(Order::RequestFirst { outlasts: true })
        }
        recorder::Order::Varies => {
            let request_first = all(Order::RequestFirst { outlasts: false });
            let preflight_first = all(Order::PreflightFirst);
            // A file has one order throughout: the one that explains more of it.
            let by_request = Fit::of(&groups, &request_first);
            let by_preflight = Fit::of(&groups, &preflight_first);
            if by_preflight.is_better_than(&by_request) {
                preflight_first
            } else {
                request_first
            }
        }
    };
    for ((asked, needs), found) in groups.iter().zip(found) {
        for (request, found) in needs.iter().zip(found) {
            if let Some(at) = found {
                assigned[request.candidate.id.index()] = Some(asked[at].candidate.id);
            }
        }
    }
    assigned
}

/// The preflights and the requests of each URL and method that has a preflight, by time; those of
/// each browser where there are several. A page may have set the `User-Agent` of a request, so that
/// it tells no browser: it is any browser's.
fn groups(capture: &Capture, candidates: &[Candidate<'_>]) -> Vec<Group> {
    let upper_cases = capture.producer.recorder.habits().upper_cases_methods;
    let mut groups: HashMap<(&str, Cow<'_, str>, Option<Browser>), Group> = HashMap::default();
    let mut browsers: Vec<Option<Browser>> = Vec::new();
    for (index, candidate) in candidates.iter().enumerate() {
        if let Some(method) = candidate.asks {
            let browser = candidate.browser;
            let key = (candidate.url, method_key(upper_cases, method), browser);
            groups.entry(key).or_default().0.push(index);
            if !browsers.contains(&browser) {
                browsers.push(browser);
            }
        }
    }
    if groups.is_empty() {
        return Vec::new();
    }
    for (index, candidate) in candidates.iter().enumerate() {
        if candidate.asks.is_some() {
            continue;
        }
        let own = [candidate.browser];
        let browsers = if own[0].is_some() {
            &own[..]
        } else {
            &browsers
        };
        let key = |browser| {
            let method = method_key(upper_cases, candidate.method);
            (candidate.url, method, browser)
        };
        let found = browsers
            .iter()
            .find(|&&browser| groups.contains_key(&key(browser)));
        if let Some(&browser) = found
            && let Some((_, requests)) = groups.get_mut(&key(browser))
        {
            requests.push(index);
        }
    }
    let mut groups: Vec<Group> = groups.into_values().collect();
    groups.sort_unstable();
    for (preflights, requests) in &mut groups {
        preflights.sort_by_key(|&i| (candidates[i].start, i));
        requests.sort_by_key(|&i| (candidates[i].start, i));
    }
    groups
}

/// The preflights and the requests of one URL and method.
type Group = (Vec<usize>, Vec<usize>);

/// Whether the recorder says which requests are preflights, as Chromium does since it lists a
/// request before its preflight.
fn marks_preflights(capture: &Capture) -> bool {
    capture.entries.iter().any(|entry| {
        [entry.resource_type, entry.initiator_type]
            .into_iter()
            .any(|word| {
                capture
                    .optional(word)
                    .is_some_and(|word| word.eq_ignore_ascii_case("preflight"))
            })
    })
}

/// The requests that have an id in the recording, in the order of the file: several where one was
/// redirected.
pub(super) fn by_request_id(
    capture: &Capture,
    candidates: &[Candidate<'_>],
) -> HashMap<Text, Vec<usize>> {
    let mut by_id: HashMap<Text, Vec<usize>> = HashMap::default();
    for (index, candidate) in candidates.iter().enumerate() {
        if candidate.asks.is_none()
            && let Some(id) = capture.entry(candidate.id).request_id
        {
            by_id.entry(id).or_default().push(index);
        }
    }
    by_id
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
    let by_id = by_request_id(capture, candidates);
    for (index, candidate) in candidates.iter().enumerate() {
        // Of the hops of one request that one which asks for the same.
        let hops = named(candidate).and_then(|request| by_id.get(&request));
        let hop = hops.into_iter().flatten().find(|&&hop| {
            assigned[hop].is_none()
                && redirect::bare(candidates[hop].url) == redirect::bare(candidate.url)
        });
        if let Some(&hop) = hop {
            assigned[hop] = Some(candidate.id);
            used[index] = true;
        }
    }
    used
}

/// In which order a capture holds a preflight and its request.
#[derive(Clone, Copy)]
enum Order {
    /// Over the wire.
    PreflightFirst,
    /// From the page's side: the request waits for its preflight.
    RequestFirst {
        /// Whether the request's `time` lasts until after its preflight, as Chromium's does.
        /// Others add up the parts only.
        outlasts: bool,
    },
}

/// How much of a capture an order explains.
struct Fit {
    /// How many requests have a preflight.
    pairs: usize,
    /// The time between the messages of the pairs, in microseconds.
    apart: i64,
}

impl Fit {
    fn of(groups: &[(Vec<Asked<'_>>, Vec<Needs<'_>>)], found: &[Vec<Option<usize>>]) -> Self {
        let mut fit = Self { pairs: 0, apart: 0 };
        for ((asked, needs), found) in groups.iter().zip(found) {
            for (request, found) in needs.iter().zip(found) {
                let Some(at) = found else { continue };
                let (request, preflight) = (request.candidate, asked[*at].candidate);
                let apart = if request.start > preflight.start {
                    request.start - preflight.end
                } else {
                    preflight.start - request.start
                };
                fit.pairs += 1;
                fit.apart = fit.apart.saturating_add(apart.abs());
            }
        }
        fit
    }

    fn is_better_than(&self, other: &Self) -> bool {
        self.pairs > other.pairs || (self.pairs == other.pairs && self.apart < other.apart)
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
                            let waited = from.start - asked[at].candidate.end;
                            waited >= -SLACK / 2 && fits(request, &asked[at], strict)
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

/// Whether nothing speaks against the pair.
fn fits(request: &Needs<'_>, preflight: &Asked<'_>, strict: bool) -> bool {
    let origins = match (request.origin, preflight.origin) {
        // After a redirect Firefox asks with the page's origin and sends `null`.
        (Some("null") | None, _) | (_, None) => true,
        (Some(a), Some(b)) => a == b,
    };
    let pages = same_page(request.candidate, preflight.candidate);
    if !origins || !pages || (request.sent && !preflight.could_pass) {
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
    // A request that was never sent has no `Origin` in Chromium's export.
    let referers_agree = match (request.origin, &request.referer, preflight.origin) {
        (None, Some(page @ Origin::Tuple(_)), Some(origin)) if origin != "null" => {
            page.serialize() == origin
        }
        _ => true,
    };
    (request.sent || preflight.could_fail)
        && credentials_agree
        && referers_agree
        && request
            .unsafe_names
            .iter()
            .filter(|n| !n.starts_with("authorization"))
            .all(asked)
        && preflight.sorted.iter().all(explained)
}

/// Whether a preflight may have been sent for a request of that page. The preflight of a page's
/// request belongs to the page. So does the preflight of a worker's request, which itself may
/// belong to none. A preflight without a page is that of a service worker.
fn same_page(request: &Candidate<'_>, preflight: &Candidate<'_>) -> bool {
    match (request.page, preflight.page) {
        (Some(request), Some(preflight)) => request == preflight,
        (Some(_), None) => false,
        (None, _) => true,
    }
}
