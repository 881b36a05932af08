//! Responses that the browser took from its HTTP cache, and which earlier entry holds them.
//!
//! A 304 confirms a stored response, and that is what is checked. Chromium also refuses a request
//! for what a stored response lacks, and then writes neither status nor headers: an image that was
//! first loaded without `crossorigin` and then with it, or the response to another origin.
//!
//! Of a refused response to a worker Chromium writes neither status nor headers either. What the
//! server answered to the same request of a page shows them.

use foldhash::HashMap;

use super::{Exchange, Hop, Preflight, is_panel_of};
use crate::capture::{Browser, Capture, Entry, EntryId, Text};
use crate::fetch::cors_check::cors_check;
use crate::fetch::http_cache::{lifetime, varies_alike};
use crate::http::HeaderList;

/// How many earlier responses of one URL are looked at.
const LOOK_BACK: usize = 16;

/// Finds the stored responses. `exchanges` are in the order of their time.
pub(super) fn fill(capture: &Capture, exchanges: &mut [Exchange]) {
    let mut earlier: HashMap<Text, Vec<EntryId>> = HashMap::default();
    let mut asked_by_pages: HashMap<Text, EntryId> = HashMap::default();
    for exchange in exchanges {
        for hop in &mut exchange.hops {
            let entry = capture.entry(hop.entry);
            let Some(url) = entry.url else { continue };
            if is_panel_of(capture, Browser::Chromium) {
                if entry.page.is_some() && entry.status.is_some_and(|status| status > 0) {
                    asked_by_pages.insert(url, hop.entry);
                } else if let Some(&twin) = asked_by_pages.get(&url)
                    && is_hidden_from_a_worker(capture, entry)
                    && asks_the_same(capture, entry, twin)
                {
                    hop.stored = Some(twin);
                    continue;
                }
            }
            if !matches!(capture.method(entry), "GET" | "HEAD") {
                continue;
            }
            if let Some(known) = earlier.get(&url) {
                find(capture, hop, entry, known);
            }
            if capture.method(entry) == "GET" && can_be_stored(capture, entry) {
                earlier.entry(url).or_default().push(hop.entry);
            }
        }
    }
}

fn can_be_stored(capture: &Capture, entry: &Entry) -> bool {
    entry
        .status
        .is_some_and(|status| status >= 200 && status != 304 && status != 206)
        && {
            let response = capture.response_headers(entry);
            !response.is_empty()
                && (lifetime(&response).is_some()
                    || response.contains("ETag")
                    || response.contains("Last-Modified"))
        }
}

fn find(capture: &Capture, hop: &mut Hop, entry: &Entry, known: &[EntryId]) {
    let request = capture.request_headers(entry);
    let candidates = || known.iter().rev().take(LOOK_BACK).copied();
    if entry.status == Some(304) {
        // A header that the 304 has itself takes the place of the stored one.
        if !capture
            .response_headers(entry)
            .contains("Access-Control-Allow-Origin")
        {
            hop.stored = candidates().find(|&id| confirms(capture, &request, id));
        }
        return;
    }
    let Some(at) = entry.started_at else { return };
    let fresh = |id: &EntryId| is_fresh(capture, *id, at, &request);
    if was_refused_unseen(capture, hop, entry) {
        let origin = asks_as(&request);
        hop.stored = candidates().find(fresh).filter(|&id| {
            let stored = capture.response_headers(capture.entry(id));
            origin.is_none_or(|origin| {
                cors_check(origin, false, &stored).is_err()
                    || cors_check(origin, true, &stored).is_err()
            })
        });
    } else if entry.status.is_some_and(|status| status > 0) {
        let allows = |headers: &HeaderList<'_>| {
            headers
                .get("Access-Control-Allow-Origin")
                .map(std::borrow::Cow::into_owned)
        };
        let own = allows(&capture.response_headers(entry));
        hop.rival = candidates()
            .find(fresh)
            .filter(|&id| allows(&capture.response_headers(capture.entry(id))) != own);
    }
}

/// Whether Chromium refused it without a word of the response, and without a preflight that could
/// have been at fault.
fn was_refused_unseen(capture: &Capture, hop: &Hop, entry: &Entry) -> bool {
    is_panel_of(capture, Browser::Chromium)
        && hop.preflight == Preflight::NotSeen
        && entry.status.unwrap_or(0) <= 0
        && entry.page.is_some()
        && capture.optional(entry.error) == Some("net::ERR_FAILED")
}

/// Whether a worker's request was refused; those of pages name their page.
fn is_hidden_from_a_worker(capture: &Capture, entry: &Entry) -> bool {
    entry.page.is_none()
        && entry.status.unwrap_or(0) <= 0
        && capture.optional(entry.error) == Some("net::ERR_FAILED")
}

/// Whether a page asked the same for the same origin, and its response was refused too.
fn asks_the_same(capture: &Capture, entry: &Entry, twin: EntryId) -> bool {
    let request = capture.request_headers(entry);
    let of_page = capture.entry(twin);
    let asked = capture.request_headers(of_page);
    capture.method(entry) == capture.method(of_page)
        && asks_as(&request).is_some_and(|origin| Some(origin) == asks_as(&asked))
        && capture.optional(of_page.error) == Some("net::ERR_FAILED")
        && !capture.response_headers(of_page).is_empty()
}

/// The origin that it asks as; `None` where the headers do not hold it, as those of a request that
/// was not sent often do not.
fn asks_as<'a>(request: &HeaderList<'a>) -> Option<&'a str> {
    request.first("Origin").or_else(|| {
        let referer = request.first("Referer")?;
        let host = referer.find("://")? + 3;
        let end = referer[host..]
            .find('/')
            .map_or(referer.len(), |at| host + at);
        Some(&referer[..end])
    })
}

fn confirms(capture: &Capture, request: &HeaderList<'_>, id: EntryId) -> bool {
    let stored = capture.response_headers(capture.entry(id));
    let weak = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    if let (Some(asked), Some(tag)) = (request.get("If-None-Match"), stored.get("ETag")) {
        return asked.split(',').any(|asked| weak(asked) == weak(&tag));
    }
    matches!(
        (request.first("If-Modified-Since"), stored.first("Last-Modified")),
        (Some(since), Some(modified)) if since == modified
    )
}

fn is_fresh(capture: &Capture, id: EntryId, at: i64, request: &HeaderList<'_>) -> bool {
    let entry = capture.entry(id);
    let stored = capture.response_headers(entry);
    let (Some(from), Some(seconds)) = (entry.started_at, lifetime(&stored)) else {
        return false;
    };
    let age = at.saturating_sub(from) / 1_000_000;
    age >= 0
        && u64::try_from(age).is_ok_and(|age| age < seconds)
        && varies_alike(&stored, &capture.request_headers(entry), request)
}
