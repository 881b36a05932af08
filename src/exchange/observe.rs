//! One exchange with everything the capture shows of it, laid out for judging.

use super::{Exchange, Preflight};
use crate::browsers::Profile;
use crate::browsers::profile::{Row, Ways};
use crate::capture::recorder::Bodies;
use crate::capture::{Capture, Entry, EntryId};
use crate::fetch::preflight::requested_headers;
use crate::fetch::redirect::{self, Location};
use crate::fetch::safelist;
use crate::http::{HeaderList, Origin, status};

/// An exchange's requests and preflights, in order.
#[derive(Debug, Clone)]
pub struct Observed<'a> {
    /// Its hops; empty where only a preflight was recorded.
    pub hops: Vec<ObservedHop<'a>>,
    /// The last preflight, where its request was never recorded; it follows the hops.
    pub orphan: Option<ObservedPreflight<'a>>,
    /// The browser that made the requests, in its version, where that is known.
    pub browser: Option<&'static Row>,
}

/// One request and its response.
#[derive(Debug, Clone)]
pub struct ObservedHop<'a> {
    /// Its entry.
    pub id: EntryId,
    /// Its entry.
    pub entry: &'a Entry,
    /// Its URL, as recorded.
    pub url: &'a str,
    /// The URL's origin; opaque where the URL cannot be parsed.
    pub url_origin: Origin<'a>,
    /// Its method.
    pub method: &'a str,
    /// The request's headers.
    pub request: HeaderList<'a>,
    /// The response's headers.
    pub response: HeaderList<'a>,
    /// The response's status; 0 where there was none.
    pub status: i32,
    /// Where the response leads, if it is a redirect.
    pub location: Location,
    /// What became of the body.
    pub body: RecordedBody,
    /// The preflight that was sent for it, or the earlier one whose answer was still good.
    pub preflight: Option<ObservedPreflight<'a>>,
}

/// What a capture shows of a response's body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecordedBody {
    /// It does not say.
    Unknown,
    /// The page got it.
    Delivered,
    /// The server sent one and an opaque response's reader did not get it.
    Withheld,
}

/// One preflight and its answer.
#[derive(Debug, Clone)]
pub struct ObservedPreflight<'a> {
    /// Its entry.
    pub id: EntryId,
    /// Its entry.
    pub entry: &'a Entry,
    /// Its URL.
    pub url: &'a str,
    /// Its request headers.
    pub request: HeaderList<'a>,
    /// Its response headers.
    pub response: HeaderList<'a>,
    /// Its status; 0 where there was none.
    pub status: i32,
    /// `Access-Control-Request-Method`.
    pub method: &'a str,
    /// The names in `Access-Control-Request-Headers`.
    pub headers: Vec<&'a str>,
    /// Whether the answer redirects.
    pub redirects: bool,
    /// Whether it was sent for an earlier request.
    pub cached: bool,
}

impl<'a> Observed<'a> {
    /// Lays out an exchange.
    #[must_use]
    pub fn new(capture: &'a Capture, exchange: &Exchange) -> Self {
        let hops = exchange
            .hops
            .iter()
            .map(|hop| {
                let entry = capture.entry(hop.entry);
                let url = capture.url(entry);
                let response = capture.response_headers(entry);
                let status = entry.status.unwrap_or(0).max(0);
                let location = if status::is_redirect(status) {
                    redirect::location(url, &response, capture.optional(entry.redirect_url))
                } else {
                    Location::None
                };
                ObservedHop {
                    id: hop.entry,
                    entry,
                    url,
                    url_origin: Origin::of_url(url).unwrap_or(Origin::Opaque),
                    method: capture.method(entry),
                    request: capture.request_headers(entry),
                    response,
                    status,
                    location,
                    body: recorded_body(capture, entry),
                    preflight: match hop.preflight {
                        Preflight::NotSeen => None,
                        Preflight::Sent(id) => Some(ObservedPreflight::new(capture, id, false)),
                        Preflight::Cached(id) => {
                            Some(ObservedPreflight::new(capture, id, true).asked_by(capture, entry))
                        }
                    },
                }
            })
            .collect();
        let orphan = exchange
            .orphan
            .map(|id| ObservedPreflight::new(capture, id, false));
        Self {
            hops,
            orphan,
            browser: Profile::recording(&capture.producer),
        }
    }

    /// The ways of a browser: of the version that made the requests, or of today's version of
    /// any other.
    #[must_use]
    pub fn ways(&self, profile: Profile) -> &'static Ways {
        match self.browser {
            Some(row) if row.profile == profile => &row.ways,
            _ => profile.ways(),
        }
    }

    /// The preflights that were sent, in order.
    pub fn preflights(&self) -> impl Iterator<Item = &ObservedPreflight<'a>> {
        self.hops
            .iter()
            .filter_map(|hop| hop.preflight.as_ref())
            .filter(|preflight| !preflight.cached)
            .chain(&self.orphan)
    }
}

fn recorded_body(capture: &Capture, entry: &Entry) -> RecordedBody {
    let status = entry.status.unwrap_or(0);
    match capture.producer.recorder.habits().bodies {
        Bodies::UnlessError => {
            let error = capture.optional(entry.error.or(entry.failure_text));
            match error {
                Some("net::ERR_BLOCKED_BY_ORB") => RecordedBody::Withheld,
                None if status > 0 => RecordedBody::Delivered,
                _ => RecordedBody::Unknown,
            }
        }
        Bodies::KeptBackAreEmpty
            if entry.flags.has_body && status::is_ok(status) && !matches!(status, 204 | 205) =>
        {
            let length = capture.response_headers(entry).first("Content-Length");
            match entry.content_size {
                Some(0) if length != Some("0") => RecordedBody::Withheld,
                Some(size) if size > 0 => RecordedBody::Delivered,
                _ => RecordedBody::Unknown,
            }
        }
        Bodies::KeptBackAreEmpty | Bodies::Untold => RecordedBody::Unknown,
    }
}

impl ObservedHop<'_> {
    /// Whether the request reached a server that answered.
    #[must_use]
    pub fn answered(&self) -> bool {
        self.status > 0
    }
}

impl<'a> ObservedPreflight<'a> {
    /// The same answer, seen as the answer to what this later request would have asked.
    fn asked_by(mut self, capture: &'a Capture, entry: &Entry) -> Self {
        self.method = capture.method(entry);
        self.headers = capture
            .request_headers(entry)
            .iter()
            .filter(|(name, value)| {
                !safelist::is_added_by_browsers(name)
                    && !safelist::is_cors_safelisted_request_header(name, value)
            })
            .map(|(name, _)| name)
            .collect();
        self
    }

    fn new(capture: &'a Capture, id: EntryId, cached: bool) -> Self {
        let entry = capture.entry(id);
        let request = capture.request_headers(entry);
        let response = capture.response_headers(entry);
        let status = entry.status.unwrap_or(0).max(0);
        let headers = requested_headers(
            request
                .first("Access-Control-Request-Headers")
                .unwrap_or(""),
        )
        .collect();
        let has_location = response
            .first("Location")
            .is_some_and(|value| !value.is_empty())
            || entry.redirect_url.is_some();
        Self {
            id,
            entry,
            url: capture.url(entry),
            status,
            method: request.first("Access-Control-Request-Method").unwrap_or(""),
            headers,
            redirects: status::is_redirect(status) && has_location,
            cached,
            request,
            response,
        }
    }
}
