//! Who stopped a request that the recorder lists as blocked or without a response: the page's own
//! policy, the local network's permission, a service worker, something else in the browser.
//!
//! What shows that a request never left the browser: Chromium's empty error text, and in Firefox
//! the absence of the `Sec-Fetch-*` headers, which it adds just before the network.

use std::collections::{HashMap, HashSet};

use super::observe::{Observed, ObservedHop, ResponseSource};
use super::{Fact, Recorded, RequestMode, is_panel_of};
use crate::browsers::profile;
use crate::capture::{Browser, Capture, Entry, EntryId, Text};
use crate::fetch::csp::{self, Kind};
use crate::fetch::local_network::{AddressSpace, needs_permission};
use crate::fetch::opaque::Destination;
use crate::fetch::redirect::Location;
use crate::fetch::{RefusalKind, ports};
use crate::http::{HeaderList, Origin};

/// Chromium's error for a request to the local network, on the request or on its preflight.
const LOCAL_NETWORK: [&str; 2] = [
    "net::ERR_BLOCKED_BY_LOCAL_NETWORK_ACCESS_CHECKS",
    "net::ERR_BLOCKED_BY_PRIVATE_NETWORK_ACCESS_CHECKS",
];

/// How long Chromium's entry for a request that never left it lasts at most, in milliseconds.
/// Measured: 0.9.
const LONGEST_STOP: f32 = 5.0;

/// Before about this version Chromium wrote the empty text for requests that were cancelled, too.
const EMPTY_MEANS_STOPPED_SINCE: u32 = 76;

/// The first version of Firefox that asks before it lets a page into the local network.
const FIREFOX_ASKS_SINCE: u32 = 153;

/// What the whole capture shows that helps to tell who stopped a request.
#[derive(Debug, Default)]
pub(super) struct Signs {
    /// Where each host is, by the addresses that answered.
    spaces: HashMap<String, AddressSpace>,
    /// The origins that the local network's permission was refused for.
    refused_local: HashSet<String>,
    /// How near those were, as far as it shows: the permission is one for all of them.
    refused_spaces: Vec<AddressSpace>,
    /// The pages that a service worker answered.
    served: HashSet<Text>,
    /// What workers asked for, and when.
    asked_by_workers: HashMap<Text, Vec<i64>>,
    /// Whether the entries of pages name their page, so that the others are a worker's.
    names_pages: bool,
    /// Whether the browser sends `Sec-Fetch-*`.
    fetch_metadata: bool,
}

/// What became of an exchange, and who decided it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found {
    pub recorded: Recorded,
    pub kind: Option<RefusalKind>,
    /// Whether the recorder keeps nothing of a response that was refused: a worker's request.
    pub response_hidden: bool,
}

/// A directive of the page's policy that forbids a request, and the page's document.
#[derive(Debug, Clone, Copy)]
pub struct Forbidden<'a> {
    /// The document's entry.
    pub document: EntryId,
    /// The directive.
    pub directive: &'static str,
    /// Its list, as written.
    pub sources: &'a str,
}

impl Signs {
    /// Takes note of one entry.
    pub fn see(&mut self, capture: &Capture, entry: &Entry, request: &HeaderList<'_>) {
        self.fetch_metadata |= request.contains("Sec-Fetch-Mode");
        let origin = || Origin::of_url(capture.url(entry));
        if let Some(space) = capture
            .optional(entry.server_ip)
            .and_then(AddressSpace::of_text)
            && let Some(origin) = origin()
        {
            self.spaces.insert(origin.host().to_owned(), space);
        }
        let error = capture.optional(entry.error);
        if error.is_some_and(|error| LOCAL_NETWORK.contains(&error))
            && let Some(origin) = origin()
        {
            self.refused_spaces.extend(space_by_name(origin.host()));
            self.refused_local.insert(origin.serialize().to_owned());
        }
        match (entry.page, entry.url, entry.started_at) {
            (Some(page), ..) => {
                self.names_pages = true;
                if entry.flags.service_worker {
                    self.served.insert(page);
                }
            }
            (None, Some(url), Some(at)) if is_panel_of(capture, Browser::Chromium) => {
                self.asked_by_workers.entry(url).or_default().push(at);
            }
            _ => {}
        }
    }

    /// How near the host of a URL is, by its name or by the address that answered for it.
    pub fn space(&self, url: &Origin<'_>) -> Option<AddressSpace> {
        space_by_name(url.host()).or_else(|| self.spaces.get(url.host()).copied())
    }

    fn is_a_workers(&self, entry: &Entry) -> bool {
        self.names_pages && entry.page.is_none()
    }

    /// Whether a service worker stands behind this request of a page: it answered the page
    /// before, or asked for the same URL while the page waited.
    fn has_service_worker(&self, entry: &Entry) -> bool {
        let Some(page) = entry.page else { return false };
        if self.served.contains(&page) {
            return true;
        }
        let (Some(url), Some(at)) = (entry.url, entry.started_at) else {
            return false;
        };
        let end = at + entry.time.map_or(0, |time| milliseconds(time) * 1000) + 1000;
        self.asked_by_workers
            .get(&url)
            .is_some_and(|starts| starts.iter().any(|start| (at - 5000..=end).contains(start)))
    }
}

/// How near a host is by its address or its name alone.
fn space_by_name(host: &str) -> Option<AddressSpace> {
    AddressSpace::of_text(host).or_else(|| {
        if host == "localhost" || host.ends_with(".localhost") {
            Some(AddressSpace::Loopback)
        } else if host.rsplit('.').next() == Some("local") {
            Some(AddressSpace::Local)
        } else {
            None
        }
    })
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "casts of floats saturate, and no request lasts that long"
)]
fn milliseconds(time: f32) -> i64 {
    time.ceil() as i64
}

/// What else the capture shows of one exchange.
pub(super) struct Scene<'s, 'a> {
    pub capture: &'a Capture,
    pub observed: &'s Observed<'a>,
    pub origin: &'s Fact<Origin<'a>>,
    pub mode: Option<RequestMode>,
    pub event_source: bool,
    pub destination: Destination,
    /// The address that the page came from.
    pub page_space: Option<AddressSpace>,
    /// Whether the page's own policy forbids it.
    pub forbidden: bool,
}

impl Scene<'_, '_> {
    /// What became of it, and who decided that, by more than its own entry.
    pub fn refine(&self, signs: &Signs, recorded: Recorded, kind: Option<RefusalKind>) -> Found {
        let plain = Found {
            recorded,
            kind,
            response_hidden: false,
        };
        let found = |recorded, kind| Found {
            recorded,
            kind: Some(kind),
            ..plain
        };
        let blocked = |kind| found(Recorded::Blocked, kind);
        let capture = self.capture;
        let refused_local = |entry: &Entry| {
            capture
                .optional(entry.error)
                .is_some_and(|error| LOCAL_NETWORK.contains(&error))
        };
        let last_preflight = match self.observed.hops.last() {
            _ if self.observed.orphan.is_some() => self.observed.orphan.as_ref(),
            Some(hop) => hop.preflight.as_ref().filter(|p| !p.cached),
            None => None,
        };
        if last_preflight.is_some_and(|preflight| refused_local(preflight.entry)) {
            return blocked(RefusalKind::LocalNetworkAccess);
        }
        let Some(last) = self.observed.hops.last() else {
            return plain;
        };
        if self.mode == Some(RequestMode::WebSocket) {
            return self.socket(last, plain);
        }
        if last.answered() {
            let cancelled = capture.optional(last.entry.error) == Some("net::ERR_ABORTED");
            if cancelled && self.forbidden && matches!(last.location, Location::Url(_)) {
                return blocked(RefusalKind::ContentSecurityPolicy);
            }
            let no_stream = self.event_source
                && recorded == Recorded::Delivered
                && !crate::fetch::event_source::is_stream(last.status, &last.response);
            if no_stream {
                return blocked(RefusalKind::EventSourceRefused);
            }
            let no_picture = self.destination == Destination::Media
                && self.mode == Some(RequestMode::Cors)
                && recorded == Recorded::Delivered
                && last.is_no_media();
            if no_picture {
                return blocked(RefusalKind::MimeTypeMismatch);
            }
            return plain;
        }
        if is_panel_of(capture, Browser::Chromium) {
            self.chromium(signs, last, plain)
        } else if is_panel_of(capture, Browser::Firefox) {
            self.firefox(signs, last, plain)
        } else {
            plain
        }
    }

    /// A server that does not accept a handshake responds with another status than 101.
    fn socket(&self, last: &ObservedHop<'_>, plain: Found) -> Found {
        let failed = |kind| Found {
            recorded: Recorded::Failed,
            kind,
            response_hidden: false,
        };
        let entry = last.entry;
        let error = self
            .capture
            .optional(entry.error.or(entry.socket_error))
            .unwrap_or("");
        if LOCAL_NETWORK.iter().any(|text| error.ends_with(text)) {
            return Found {
                recorded: Recorded::Blocked,
                kind: Some(RefusalKind::LocalNetworkAccess),
                response_hidden: false,
            };
        }
        if error.contains("Unexpected response code")
            || (last.status > 0 && last.status != 101 && last.source == ResponseSource::Network)
        {
            return failed(Some(RefusalKind::WebSocketRefused));
        }
        if error.is_empty() || plain.kind.is_some() {
            plain
        } else {
            failed(None)
        }
    }

    fn chromium(&self, signs: &Signs, last: &ObservedHop<'_>, plain: Found) -> Found {
        let blocked = |kind| Found {
            recorded: Recorded::Blocked,
            kind: Some(kind),
            ..plain
        };
        let Some(error) = self.capture.optional(last.entry.error) else {
            return plain;
        };
        if plain.kind.is_some() {
            return plain;
        }
        match error {
            "" if last.entry.time.is_some_and(|time| time < LONGEST_STOP)
                && profile::major(self.capture, last.entry)
                    .is_none_or(|major| major >= EMPTY_MEANS_STOPPED_SINCE) =>
            {
                blocked(if self.forbidden {
                    RefusalKind::ContentSecurityPolicy
                } else {
                    RefusalKind::StoppedInBrowser
                })
            }
            "net::ERR_FAILED" if last.preflight.is_some() => Found {
                response_hidden: signs.is_a_workers(last.entry),
                ..plain
            },
            "net::ERR_FAILED" => {
                if self.is_local(signs, last) {
                    blocked(RefusalKind::LocalNetworkAccess)
                } else if signs.is_a_workers(last.entry) {
                    Found {
                        response_hidden: true,
                        ..plain
                    }
                } else if signs.has_service_worker(last.entry) {
                    blocked(RefusalKind::ServiceWorker)
                } else {
                    plain
                }
            }
            _ => plain,
        }
    }

    fn firefox(&self, signs: &Signs, last: &ObservedHop<'_>, plain: Found) -> Found {
        let blocked = |kind| Found {
            recorded: Recorded::Blocked,
            kind: Some(kind),
            ..plain
        };
        if plain.kind.is_some() {
            return plain;
        }
        let metadata = last.request.contains("Sec-Fetch-Mode");
        let tried = !last.entry.flags.timings_empty
            || last.preflight.as_ref().is_some_and(|p| p.status == 0);
        if tried {
            let asks = profile::major(self.capture, last.entry)
                .is_some_and(|major| major >= FIREFOX_ASKS_SINCE);
            return if asks && self.is_local(signs, last) {
                blocked(RefusalKind::LocalNetworkAccess)
            } else {
                plain
            };
        }
        if last.preflight.is_some() {
            return plain;
        }
        if !metadata {
            let would_send_it =
                signs.fetch_metadata && last.url_origin.is_potentially_trustworthy();
            if ports::is_bad(last.url) {
                return blocked(RefusalKind::PortBlocked);
            }
            if self.forbidden {
                return blocked(RefusalKind::ContentSecurityPolicy);
            }
            if !would_send_it || plain.recorded == Recorded::Unknown {
                return plain;
            }
            return if self.wanted_its_own_origin(last) {
                blocked(RefusalKind::DisallowedByMode)
            } else if self.observed.hops.len() > 1 {
                // The target of a redirect that was refused.
                plain
            } else {
                blocked(RefusalKind::StoppedInBrowser)
            };
        }
        // Its size is not even zero: nobody opened a connection for it.
        if last.entry.content_size.is_none() && plain.recorded != Recorded::Unknown {
            return blocked(RefusalKind::ServiceWorker);
        }
        plain
    }

    /// Whether it is `fetch()` with mode `same-origin` to another origin: without `Origin`, and
    /// with the `Accept` of a script's request.
    fn wanted_its_own_origin(&self, last: &ObservedHop<'_>) -> bool {
        let path = last.url.split(['?', '#']).next().unwrap_or("");
        let is_script = std::path::Path::new(path)
            .extension()
            .is_some_and(|end| end.eq_ignore_ascii_case("js") || end.eq_ignore_ascii_case("mjs"));
        self.observed.hops.len() == 1
            && !last.request.contains("Origin")
            && last.request.first("Accept") == Some("*/*")
            && !is_script
            && self
                .origin
                .value
                .as_ref()
                .is_some_and(|origin| !origin.same_origin(&last.url_origin))
    }

    /// Whether it went from a page further out to this machine or the local network.
    fn is_local(&self, signs: &Signs, last: &ObservedHop<'_>) -> bool {
        let target = signs.space(&last.url_origin);
        if signs.refused_local.contains(last.url_origin.serialize())
            || target.is_some_and(|target| signs.refused_spaces.contains(&target))
        {
            return true;
        }
        matches!(
            (self.page_space, target),
            (Some(page), Some(target)) if needs_permission(page, target)
        )
    }
}

/// The directive of the page's policy that forbids the exchange's last request, or the redirect
/// that it ends in. Frames of another origin have a policy of their own.
pub(super) fn forbidden<'a>(
    capture: &'a Capture,
    observed: &Observed<'a>,
    origin: &Fact<Origin<'a>>,
    document: EntryId,
) -> Option<Forbidden<'a>> {
    let page = capture.entry(document);
    let own = Origin::of_url(capture.url(page))?;
    if origin
        .value
        .as_ref()
        .is_some_and(|origin| !origin.same_origin(&own))
    {
        return None;
    }
    let headers = capture.response_headers(page);
    if !headers.contains("Content-Security-Policy") {
        return None;
    }
    let last = observed.hops.last()?;
    if last.id == document {
        return None;
    }
    let (url, redirected) = match &last.location {
        Location::Url(target) => (target.as_str(), true),
        Location::None | Location::Invalid => (last.url, observed.hops.len() > 1),
    };
    kinds(capture, last).iter().find_map(|&kind| {
        let found = csp::violated(&headers, &own, url, kind, redirected)?;
        Some(Forbidden {
            document,
            directive: found.directive,
            sources: found.sources,
        })
    })
}

/// What is asked for. Firefox writes no kind for what it stopped, but `Accept` tells some apart.
fn kinds(capture: &Capture, hop: &ObservedHop<'_>) -> Vec<Kind> {
    let named = hop
        .request
        .first("Sec-Fetch-Dest")
        .or_else(|| capture.optional(hop.entry.resource_type));
    if let Some(word) = named {
        return Kind::of(word).into_iter().collect();
    }
    let accept = hop.request.first("Accept").unwrap_or("");
    if accept.starts_with("text/css") {
        vec![Kind::Style]
    } else if accept.starts_with("image/") {
        vec![Kind::Image]
    } else if accept.starts_with("application/font") {
        vec![Kind::Font]
    } else if accept.starts_with("audio/") || accept.starts_with("video/") {
        vec![Kind::Media]
    } else if accept.starts_with("text/html") {
        vec![Kind::Frame]
    } else if hop.url.starts_with("ws") {
        vec![Kind::Connect]
    } else {
        vec![Kind::Connect, Kind::Script]
    }
}
