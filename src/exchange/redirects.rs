//! Which entries are hops of one fetch.

use std::borrow::Cow;

use foldhash::HashMap;

use super::free::Free;
use super::pair::{Candidate, LONGEST_LEAD, method_key};
use super::preflights::by_request_id;
use crate::capture::{Browser, Capture};
use crate::fetch::redirect::{self, Location};
use crate::http::{method, status};

/// For every entry the entry that its redirect led to, or `None`: a request, or a preflight
/// whose request never came.
pub(super) fn link(
    capture: &Capture,
    candidates: &[Candidate<'_>],
    taken: &[bool],
) -> Vec<Option<usize>> {
    let mut next = vec![None; candidates.len()];
    let mut redirects: Vec<(usize, String)> = Vec::new();
    let mut known = vec![false; candidates.len()];
    let requests: Vec<Vec<usize>> = by_request_id(capture, candidates).into_values().collect();
    for hops in &requests {
        for pair in hops.windows(2) {
            if is_redirect(capture, &candidates[pair[0]]) {
                next[pair[0]] = Some(pair[1]);
                known[pair[1]] = true;
            }
        }
    }
    for (index, candidate) in candidates.iter().enumerate() {
        if next[index].is_some() || !is_redirect(capture, candidate) {
            continue;
        }
        let entry = capture.entry(candidate.id);
        let response = capture.response_headers(entry);
        let redirect_url = capture.optional(entry.redirect_url);
        // What an extension serves is not another address of the same file.
        if let Location::Url(target) = redirect::location(candidate.url, &response, redirect_url)
            && !redirect::leads_to_an_extension(&target)
        {
            redirects.push((index, target));
        }
    }
    if redirects.is_empty() {
        return next;
    }
    redirects.sort_by_key(|(index, _)| (candidates[*index].start, *index));
    let upper = capture.producer.recorder.habits().upper_cases_methods;
    let wanted = |(index, target): (usize, _)| {
        let method = after_redirect(capture, &candidates[index]);
        let method = method_key(upper, method);
        (redirect::bare(target), method, candidates[index].browser)
    };
    // What redirects led to, and by time what was asked there.
    let mut targets: HashMap<Wanted<'_>, Target> = redirects
        .iter()
        .map(|(index, target)| (wanted((*index, target.as_str())), Default::default()))
        .collect();
    for (index, candidate) in candidates.iter().enumerate() {
        let asks_for = method_key(upper, candidate.asks.unwrap_or(candidate.method));
        if !taken[candidate.id.index()]
            && !known[index]
            && let Some((list, _)) =
                targets.get_mut(&(redirect::bare(candidate.url), asks_for, candidate.browser))
        {
            list.push(index);
        }
    }
    for (index, target) in &redirects {
        let candidate = &candidates[*index];
        let Some((list, free)) = targets.get_mut(&wanted((*index, target.as_str()))) else {
            continue;
        };
        if free.is_empty() {
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

/// The URL, method and browser of a request that a redirect led to.
type Wanted<'a> = (Cow<'a, str>, Cow<'a, str>, Option<Browser>);

/// The requests to one URL that redirects led to, by time, and which of them are not claimed yet.
type Target = (Vec<usize>, Free);

/// Whether an entry is a redirect that was followed.
fn is_redirect(capture: &Capture, candidate: &Candidate<'_>) -> bool {
    let entry = capture.entry(candidate.id);
    candidate.asks.is_none()
        && entry.status.is_some_and(status::is_redirect)
        && capture.optional(entry.error).is_none_or(str::is_empty)
}
