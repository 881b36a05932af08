//! One exchange with everything the capture shows of it, laid out for judging.

use super::{Exchange, Preflight};
use crate::browsers::Profile;
use crate::browsers::profile::{Row, Ways};
use crate::capture::recorder::{Bodies, Seat};
use crate::capture::{Browser, Capture, Entry, EntryId};
use crate::fetch::opaque;
use crate::fetch::preflight::requested_headers;
use crate::fetch::redirect::{self, Location};
use crate::fetch::safelist;
use crate::http::{HeaderList, Origin, status};

/// An exchange's requests and preflights, in order.
#[derive(Debug, Clone)]
pub struct Observed<'a> {
    /// Its hops; empty where only a preflight was recorded, and without the one that Chromium
    /// lists for a redirect that the page wanted to see itself (`redirect: "manual"`).
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
    /// The preflight that was sent for it, or the earlier one whose response was still good.
    pub preflight: Option<ObservedPreflight<'a>>,
    /// Whether the request's body was sent while the page still made it.
    pub streams_upload: bool,
    /// Who gave the response.
    pub source: ResponseSource,
    /// The earlier entry in which the response's headers stand, where they do not stand in this
    /// one: from the browser's HTTP cache, confirmed by a 304, or given to a page where a worker
    /// asked the same.
    pub stored: Option<(EntryId, &'a Entry)>,
    /// The headers of another response of the same URL that was still fresh.
    pub rival: Option<HeaderList<'a>>,
}

/// Who gave a response.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ResponseSource {
    /// The server, as far as the capture shows.
    Network,
    /// The browser's HTTP cache.
    BrowserCache,
    /// A service worker of the page.
    ServiceWorker,
}

/// What a capture shows of a response's body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum RecordedBody {
    /// It does not say.
    Unknown,
    /// The page got it.
    Delivered,
    /// The server sent one and an opaque response's reader did not get it.
    Withheld,
    /// It ended before the length that the server announced.
    Cut,
}

/// One preflight and its response.
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
    /// Whether the response redirects.
    pub redirects: bool,
    /// Whether it was sent for an earlier request.
    pub cached: bool,
}

impl<'a> Observed<'a> {
    /// Lays out an exchange.
    #[must_use]
    pub fn new(capture: &'a Capture, exchange: &Exchange) -> Self {
        let mut hops: Vec<ObservedHop<'a>> = exchange
            .hops
            .iter()
            .map(|hop| {
                let entry = capture.entry(hop.entry);
                let url = capture.url(entry);
                let stored = hop.stored.map(|id| (id, capture.entry(id)));
                let response = capture.response_headers(stored.map_or(entry, |(_, from)| from));
                let mut status = entry.status.unwrap_or(0).max(0);
                if let Some((_, from)) = stored
                    && status == 0
                {
                    status = from.status.unwrap_or(0).max(0);
                }
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
                    streams_upload: streams_upload(capture, entry, hop.preflight),
                    source: source(capture, entry),
                    stored,
                    rival: hop
                        .rival
                        .map(|id| capture.response_headers(capture.entry(id))),
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
        if exchange.orphan.is_none() && ends_in_a_phantom(capture, &hops) {
            hops.pop();
            if let Some(last) = hops.last_mut() {
                last.location = Location::None;
            }
        }
        let orphan = exchange
            .orphan
            .map(|id| ObservedPreflight::new(capture, id, false));
        let mut observed = Self {
            hops,
            orphan,
            browser: None,
        };
        observed.browser = observed
            .first_entry()
            .and_then(|entry| Profile::recording(capture, entry));
        observed
    }

    /// The entry of its first request, or of the preflight that is all there is of it.
    #[must_use]
    pub fn first_entry(&self) -> Option<&'a Entry> {
        let hop = self.hops.first().map(|hop| hop.entry);
        hop.or(self.orphan.as_ref().map(|preflight| preflight.entry))
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

/// Whether the last entry is the one that Chromium adds where the page asked for a redirect with
/// `redirect: "manual"`: cancelled at once, and with the headers of a request that was not sent.
/// The redirect itself has no error; with `redirect: "error"` it has one.
fn ends_in_a_phantom(capture: &Capture, hops: &[ObservedHop<'_>]) -> bool {
    let [.., redirect, last] = hops else {
        return false;
    };
    capture.producer.browser == Some(Browser::Chromium)
        && redirect.answered()
        && redirect.entry.error.is_none()
        && !last.answered()
        && last.preflight.is_none()
        && capture.optional(last.entry.error) == Some("net::ERR_ABORTED")
        && last.entry.time.is_some_and(|time| time < LONGEST_PHANTOM)
        && !last
            .request
            .iter()
            .any(|(name, _)| name.starts_with(':') || name.eq_ignore_ascii_case("Sec-Fetch-Mode"))
}

/// How long such an entry lasts at most, in milliseconds. Measured: 18 on a busy machine.
const LONGEST_PHANTOM: f32 = 100.0;

fn source(capture: &Capture, entry: &Entry) -> ResponseSource {
    let answered = entry.status.is_some_and(|status| status > 0);
    if !answered {
        return ResponseSource::Network;
    }
    if entry.flags.service_worker {
        return ResponseSource::ServiceWorker;
    }
    match capture.producer.recorder.habits().seat {
        Seat::Panel(Browser::Chromium) if entry.from_cache.is_some() => {
            ResponseSource::BrowserCache
        }
        // No address, no connection, and no request that was measured: it came from inside the
        // browser. What the HTTP cache holds came over the network once, and says when, or for how
        // long it is good.
        Seat::Panel(Browser::Firefox)
            if entry.server_ip.is_none()
                && entry.connection.is_none()
                && entry.flags.request_headers_size_zero =>
        {
            let response = capture.response_headers(entry);
            let kept = ["Date", "Cache-Control", "Expires", "ETag", "Last-Modified"]
                .into_iter()
                .any(|name| response.contains(name));
            if kept && matches!(capture.method(entry), "GET" | "HEAD") {
                ResponseSource::BrowserCache
            } else {
                ResponseSource::ServiceWorker
            }
        }
        _ => ResponseSource::Network,
    }
}

/// Whether a request streams its body: `fetch()` with nothing that needs a preflight, which had
/// one all the same. (With `XMLHttpRequest`, the page listens to the upload's progress.)
fn streams_upload(capture: &Capture, entry: &Entry, preflight: Preflight) -> bool {
    let Preflight::Sent(id) = preflight else {
        return false;
    };
    let asked = capture.request_headers(capture.entry(id));
    capture.method(entry) == "POST"
        && capture.optional(entry.resource_type) == Some("fetch")
        && ![
            "Access-Control-Request-Headers",
            "Access-Control-Request-Private-Network",
            "Access-Control-Request-Local-Network",
        ]
        .into_iter()
        .any(|name| asked.contains(name))
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
            let response = capture.response_headers(entry);
            let length = response.first("Content-Length");
            let announced = length.and_then(|length| length.parse::<i64>().ok());
            match entry.content_size {
                Some(size)
                    if size > 0
                        && announced.is_some_and(|announced| announced > size)
                        && !response.contains("Content-Encoding")
                        && capture.request_header(entry, "Sec-Fetch-Dest") == Some("empty") =>
                {
                    RecordedBody::Cut
                }
                Some(0) if length != Some("0") => RecordedBody::Withheld,
                Some(size) if size > 0 => RecordedBody::Delivered,
                _ => RecordedBody::Unknown,
            }
        }
        Bodies::KeptBackAreEmpty | Bodies::Untold => RecordedBody::Unknown,
    }
}

impl ObservedHop<'_> {
    /// Whether the request reached a server that answered. Firefox writes status 0 with the
    /// response's headers where the frame or the page was gone before the response ended.
    #[must_use]
    pub fn answered(&self) -> bool {
        self.status > 0 || !self.response.is_empty()
    }

    /// What opaque response blocking looks at.
    #[must_use]
    pub fn opaque_response(&self) -> opaque::Response {
        opaque::Response::of(&self.response, self.status, self.entry.body_kind)
    }

    /// Whether the response cannot be the picture, sound or film that an element wants.
    #[must_use]
    pub fn is_no_media(&self) -> bool {
        opaque::is_no_media(&self.opaque_response(), self.entry.content_size)
    }

    /// Whether the browser's HTTP cache had a part in the response.
    #[must_use]
    pub fn cache_had_a_part(&self) -> bool {
        (self.stored.is_some() && self.entry.page.is_some())
            || self.status == 304
            || self.source == ResponseSource::BrowserCache
    }
}

impl<'a> ObservedPreflight<'a> {
    /// Whether there was a response. Its status is unknown where Firefox lost it.
    #[must_use]
    pub fn answered(&self) -> bool {
        self.status > 0 || !self.response.is_empty()
    }

    /// The same response, seen as the one to what this later request would have asked.
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
