//! From events to entries: each source of events is one request with its redirects; a preflight is
//! a source of its own.
//!
//! A NetLog says that a request was refused, and of a preflight by which header or method, but not
//! by which check: that follows from the headers, and from the credentials mode, which it does say.

use std::collections::HashMap;
use std::sync::Arc;

use super::codes;
use super::event::{Constants, Event, Kind, Params, Phase};
use crate::capture::statement::{About, At, Claim};
use crate::capture::{
    Capture, Entry, EntryId, Numbered, Part, RefusalKind, RefusalKinds, Statement, Text,
};
use crate::http::Origin;
use crate::input::events::Numbering;
use crate::input::fill;
use crate::input::lenient::{Num, Str};

/// A page or its browser stopped it, for no reason that is ours.
const ABORTED: &str = "net::ERR_ABORTED";

/// What Chromium writes as the initiator of a request that no page made.
const NO_PAGE: &str = "not an origin";

/// The requests of a log, while it is read.
pub(super) struct Requests {
    /// What is found.
    pub capture: Capture,
    constants: Constants,
    sources: Vec<Source>,
    by_id: HashMap<u32, usize>,
    /// Which source a preflight was sent for.
    parents: HashMap<u32, u32>,
}

/// A request with its redirects.
#[derive(Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one thing that was seen"
)]
struct Source {
    hops: Vec<Hop>,
    /// Between the two events in which the network layer hands out a redirect, or a response.
    redirecting: bool,
    responding: bool,
    /// How often a piece of the body was handed out, and when last.
    reads: u32,
    last_read: Option<i64>,
    cancelled: bool,
    /// No page made it.
    background: bool,
}

/// One hop.
#[derive(Default)]
struct Hop {
    entry: Entry,
    /// It went out.
    started: bool,
    initiator: Option<Text>,
    /// The event in which an opaque response was given up as its first bytes came.
    withheld: Option<u32>,
    /// The number of the error that its preflight met, and the event that says so.
    cors_error: Option<(f64, u32)>,
    claims: Vec<(u32, Claim)>,
    places: Vec<(Part, u32)>,
}

impl Hop {
    /// The first claim of its sort counts.
    fn refused(
        &mut self,
        event: u32,
        preflight: Option<bool>,
        kinds: RefusalKinds,
        subject: Option<Text>,
    ) {
        let known = self
            .claims
            .iter()
            .any(|(_, claim)| matches!(claim, Claim::Refused { .. }));
        if !known {
            let claim = Claim::Refused {
                kinds,
                preflight,
                subject,
            };
            self.claims.push((event, claim));
        }
    }
}

impl Requests {
    pub(super) fn new(capture: Capture, constants: Constants) -> Self {
        Self {
            capture,
            constants,
            sources: Vec::new(),
            by_id: HashMap::new(),
            parents: HashMap::new(),
        }
    }

    /// The constants of the log.
    pub(super) fn constants(&self) -> &Constants {
        &self.constants
    }

    /// Takes in one event.
    pub(super) fn event(&mut self, number: u32, event: &Event<'_>) {
        let source = event.source.0.as_ref().and_then(|source| source.id.id());
        let kind = event
            .number
            .id()
            .and_then(|number| self.constants.kind(number));
        let (Some(id), Some(kind)) = (source, kind) else {
            return;
        };
        let at = *self.by_id.entry(id).or_insert_with(|| {
            self.sources.push(Source::default());
            self.sources.len() - 1
        });
        let none = Params::default();
        let params = event.params.0.as_ref().unwrap_or(&none);
        let phase = self.constants.phase(event.phase.0);
        let time = self.time(event.time);
        match (kind, phase) {
            (Kind::CorsRequest, Phase::Begin) => self.cors_request(at, id, number, time, params),
            (Kind::CorsRequest, _) => self.cors_ended(at, number, time),
            (Kind::PreflightSent, _) => {
                if let Some(child) = dependency(params) {
                    self.parents.insert(child, id);
                }
            }
            (Kind::CreatedBy, _) => {
                if let Some(parent) = dependency(params) {
                    self.parents.insert(id, parent);
                }
            }
            (Kind::PreflightError, _) => self.preflight_error(at, number, params),
            (Kind::StartJob, Phase::Begin) => self.start_job(at, id, number, time, params),
            (Kind::Alive | Kind::StartJob, Phase::End) => {
                self.ended(at, kind, number, time, params);
            }
            (Kind::Alive | Kind::StartJob, _) => {}
            (Kind::SentHeaders, _) => self.sent(at, number, params),
            (Kind::ReceivedHeaders, _) => self.received(at, number, params),
            (Kind::ReceivedRedirect, phase) => self.sources[at].redirecting = phase == Phase::Begin,
            (Kind::Redirected, _) => self.sources[at].redirecting = false,
            (Kind::ResponseStarted, phase) => self.sources[at].responding = phase == Phase::Begin,
            (Kind::LocalNetworkCheck, _) => self.local_network(at, number, params),
            (Kind::Cookie, _) => {
                if let Some(hop) = self.sources[at].hops.last_mut() {
                    credentials(
                        hop,
                        number,
                        true,
                        "the browser looked for cookies to send with it",
                    );
                }
            }
            (Kind::BodyRead, _) => {
                let source = &mut self.sources[at];
                source.reads = source.reads.saturating_add(1);
                source.last_read = time;
            }
            (Kind::Cancelled, _) => self.cancelled(at, number, params),
        }
    }

    /// An event's time in microseconds since 1970.
    fn time(&self, ticks: Num) -> Option<i64> {
        fill::microseconds((ticks.0? + self.constants.tick_offset) / 1000.0)
    }

    fn text(&mut self, text: &str) -> Option<Text> {
        fill::text(&mut self.capture, text)
    }

    fn begin(&mut self, at: usize, id: u32, number: u32, time: Option<i64>, url: &str) {
        let started = time.and_then(|at| fill::moment(&mut self.capture, at));
        let entry = Entry {
            number,
            started,
            started_at: time,
            url: self.text(url),
            request_id: self.text(&id.to_string()),
            ..Entry::default()
        };
        self.sources[at].hops.push(Hop {
            entry,
            ..Hop::default()
        });
    }

    fn cors_request(
        &mut self,
        at: usize,
        id: u32,
        number: u32,
        time: Option<i64>,
        params: &Params<'_>,
    ) {
        self.begin(at, id, number, time, params.url.get());
        let Some(request) = &params.request_headers.0 else {
            return;
        };
        let method = self.text(first_word(request.line.get()));
        let headers = fill::headers(&mut self.capture, &request.headers.0);
        if let Some(hop) = self.sources[at].hops.last_mut() {
            hop.entry.method = method;
            hop.entry.request_headers = headers;
        }
    }

    /// The end of a request. Where it comes while the network layer hands out a redirect or a
    /// response, the checks refused what was handed out.
    fn cors_ended(&mut self, at: usize, number: u32, time: Option<i64>) {
        let source = &mut self.sources[at];
        let refused = source.redirecting || source.responding;
        // Nothing else gives up a response in the moment its first bytes come.
        let at_first_bytes = source.reads == 1 && source.last_read == time;
        let Some(hop) = source.hops.last_mut() else {
            return;
        };
        if hop.entry.error.is_some() {
            return;
        }
        if refused || !hop.started {
            hop.refused(
                number,
                refused.then_some(false),
                RefusalKinds::default(),
                None,
            );
        } else if at_first_bytes && is_opaque(&self.capture, &hop.entry) {
            hop.withheld = Some(number);
        }
    }

    fn cancelled(&mut self, at: usize, number: u32, params: &Params<'_>) {
        let error = params
            .net_error
            .0
            .and_then(|error| self.constants.net_error(error));
        let error = error.filter(|error| error != ABORTED);
        let error = error.and_then(|error| self.text(&error));
        let source = &mut self.sources[at];
        source.cancelled = true;
        let Some(hop) = source.hops.last_mut() else {
            return;
        };
        if let Some(error) = error
            && hop.entry.error.is_none()
        {
            hop.entry.error = Some(error);
            hop.places.push((Part::Error, number));
        } else if let Some(number) = hop.withheld {
            let kinds = RefusalKinds::of(&[RefusalKind::OpaqueResponseBlocked]);
            hop.refused(number, Some(false), kinds, None);
        }
    }

    fn start_job(
        &mut self,
        at: usize,
        id: u32,
        number: u32,
        time: Option<i64>,
        params: &Params<'_>,
    ) {
        let url = params.url.get();
        // The first hop of a request that CORS is about began before.
        let waiting = self.sources[at].hops.last().is_some_and(|hop| {
            !hop.started
                && hop
                    .entry
                    .url
                    .is_some_and(|known| self.capture.text(known) == url)
        });
        if !waiting {
            self.begin(at, id, number, time, url);
        }
        let method = self.text(params.method.get());
        let initiator = self.text(params.initiator.get());
        let is_page = ["main frame", "sub frame"].contains(&params.request_type.get())
            || params.load_flags.0.is_some_and(|flags| {
                self.constants.has_flag(flags, "MAIN_FRAME_DEPRECATED") == Some(true)
            });
        let is_preflight = self.parents.contains_key(&id);
        let kind = match (is_page, is_preflight) {
            (true, _) => Some("document"),
            (_, true) => Some("preflight"),
            _ => None,
        };
        let resource_type = kind.and_then(|kind| self.text(kind));
        let saves_no_cookies = params
            .load_flags
            .0
            .and_then(|flags| self.constants.has_flag(flags, "DO_NOT_SAVE_COOKIES"));
        let source = &mut self.sources[at];
        source.background |= params.initiator.get() == NO_PAGE && !is_page;
        let Some(hop) = source.hops.last_mut() else {
            return;
        };
        hop.started = true;
        hop.entry.method = method.or(hop.entry.method);
        hop.entry.resource_type = resource_type;
        hop.initiator = initiator.filter(|_| params.initiator.get() != NO_PAGE);
        if let Some(without) = saves_no_cookies
            && !is_preflight
        {
            let why = if without {
                "its load flags keep cookies out"
            } else {
                "its load flags let cookies through"
            };
            credentials(hop, number, !without, why);
        }
    }

    fn preflight_error(&mut self, at: usize, number: u32, params: &Params<'_>) {
        let subject = self.text(params.failed_parameter.get());
        let error = params.error.get();
        let error = (error != "ERR_FAILED" && !error.is_empty()).then(|| format!("net::{error}"));
        let error = error.and_then(|error| self.text(&error));
        let Some(hop) = self.sources[at].hops.last_mut() else {
            return;
        };
        if let Some(error) = error {
            // There was no response to refuse.
            hop.entry.error = Some(error);
            hop.places.push((Part::Error, number));
            hop.claims.push((number, Claim::Failed(Some(error))));
        } else {
            hop.refused(number, Some(true), RefusalKinds::default(), subject);
            hop.cors_error = params.cors_error.0.map(|error| (error, number));
        }
    }

    fn sent(&mut self, at: usize, number: u32, params: &Params<'_>) {
        let method = self.text(first_word(params.line.get()));
        let headers = fill::headers(&mut self.capture, &params.headers.0);
        let Some(hop) = self.sources[at].hops.last_mut() else {
            return;
        };
        hop.entry.request_headers = headers;
        hop.entry.method = hop.entry.method.or(method);
        hop.places.push((Part::RequestHeaders, number));
    }

    fn received(&mut self, at: usize, number: u32, params: &Params<'_>) {
        let Some(((first, _), lines)) = params.headers.0.split_first() else {
            return;
        };
        let mut words = first.splitn(3, ' ');
        let version = words.next().and_then(|version| self.text(version));
        let status = words.next().and_then(|code| code.parse().ok());
        let status_text = words.next().and_then(|text| self.text(text));
        let headers = fill::headers(&mut self.capture, lines);
        let Some(hop) = self.sources[at].hops.last_mut() else {
            return;
        };
        let entry = &mut hop.entry;
        entry.flags.has_response = true;
        (entry.status, entry.status_text) = (status, status_text);
        entry.response_http_version = version;
        entry.response_headers = headers;
        hop.places.push((Part::Status, number));
        hop.places.push((Part::ResponseHeaders, number));
    }

    fn local_network(&mut self, at: usize, number: u32, params: &Params<'_>) {
        let [page, resource] = [&params.client_address_space, &params.resource_address_space]
            .map(Str::get)
            .map(|space| Some(space).filter(|space| *space != "unknown"))
            .map(|space| space.and_then(|space| self.text(space)));
        let address = endpoint(params.transport_info.get()).and_then(|ip| self.text(ip));
        let Some(hop) = self.sources[at].hops.last_mut() else {
            return;
        };
        hop.entry.server_ip = address;
        if resource.is_some() {
            hop.claims.push((number, Claim::Spaces { page, resource }));
        }
    }

    /// A request is over, well or not.
    fn ended(
        &mut self,
        at: usize,
        kind: Kind,
        number: u32,
        time: Option<i64>,
        params: &Params<'_>,
    ) {
        let error = params
            .net_error
            .0
            .and_then(|error| self.constants.net_error(error));
        let error = error.and_then(|error| self.text(&error));
        let source = &mut self.sources[at];
        let cancelled = source.cancelled;
        let Some(hop) = source.hops.last_mut() else {
            return;
        };
        let entry = &mut hop.entry;
        entry.time = entry
            .started_at
            .zip(time)
            .and_then(|(from, to)| fill::between(from, to));
        if error.is_some() && entry.error.is_none() {
            entry.error = error;
            hop.places.push((Part::Error, number));
        }
        let whole = kind == Kind::Alive && !cancelled && hop.entry.error.is_none();
        if whole && hop.started && hop.entry.status.is_some() {
            hop.claims.push((number, Claim::Delivered));
        }
    }

    /// The capture, when the log is read, and how many requests of the browser's own were left
    /// out.
    pub(super) fn finish(mut self, numbering: Numbering) -> (Capture, usize) {
        let mut background = 0;
        let mut hops = Vec::new();
        let sources = std::mem::take(&mut self.sources);
        for source in sources {
            if source.background {
                background += 1;
                continue;
            }
            hops.extend(source.hops);
        }
        hops.sort_by_key(|hop| hop.entry.number);
        self.narrow(&mut hops);
        let mut places = Numbered::new(numbering.unit());
        for mut hop in hops {
            let id = EntryId::new(u32::try_from(self.capture.entries.len()).unwrap_or(u32::MAX));
            let own = self
                .capture
                .optional(hop.entry.request_id)
                .and_then(|id| id.parse().ok());
            let parent = own.and_then(|id: u32| self.parents.get(&id).copied());
            hop.entry.initiator_request = parent.and_then(|id| self.text(&id.to_string()));
            self.origin(id, &mut hop, numbering);
            for (part, number) in hop.places {
                places.note(hop.entry.number, part, number);
            }
            for (number, claim) in hop.claims {
                self.state(id, number, numbering, claim, None);
            }
            self.capture.entries.push(hop.entry);
        }
        self.capture.source = Some(Arc::new(places));
        (self.capture, background)
    }

    /// Gives the refusals of preflights their kinds, where the number that stands for one and the
    /// preflight's response agree.
    fn narrow(&self, hops: &mut [Hop]) {
        if hops.iter().all(|hop| hop.cors_error.is_none()) {
            return;
        }
        let mut responses: HashMap<u32, Vec<usize>> = HashMap::new();
        for (at, hop) in hops.iter().enumerate() {
            let own = self
                .capture
                .optional(hop.entry.request_id)
                .and_then(|id| id.parse().ok());
            if let Some(parent) = own.and_then(|id: u32| self.parents.get(&id)) {
                responses.entry(*parent).or_default().push(at);
            }
        }
        for at in 0..hops.len() {
            let hop = &hops[at];
            let Some((error, event)) = hop.cors_error else {
                continue;
            };
            let own = self
                .capture
                .optional(hop.entry.request_id)
                .and_then(|id| id.parse().ok());
            // The last one that came before the error.
            let preflight = own
                .and_then(|id: u32| responses.get(&id))
                .and_then(|all| all.iter().rev().find(|at| hops[**at].entry.number < event));
            let kind = preflight.and_then(|preflight| {
                let preflight = &hops[*preflight].entry;
                codes::preflight_error(error, preflight, &self.capture.response_headers(preflight))
            });
            for (_, claim) in &mut hops[at].claims {
                if let Claim::Refused { kinds, .. } = claim
                    && let Some(kind) = kind
                {
                    *kinds = RefusalKinds::of(&[kind]);
                }
            }
        }
    }

    /// Gives an entry the origin that the log names, and drops what it says of credentials where the
    /// request stays at home.
    fn origin(&mut self, id: EntryId, hop: &mut Hop, numbering: Numbering) {
        let Some(initiator) = hop.initiator else {
            return;
        };
        hop.entry.initiator_url = Some(initiator);
        let word = self.capture.text(initiator);
        // An opaque origin is followed by what it came from.
        let opaque = word.starts_with("null");
        let at_home = !opaque
            && Origin::of_url(word).is_some_and(|page| {
                let url = hop.entry.url.map_or("", |url| self.capture.text(url));
                Origin::of_url(url).is_some_and(|url| page.same_origin(&url))
            });
        if at_home {
            hop.claims
                .retain(|(_, claim)| !matches!(claim, Claim::Credentials { .. }));
        }
        if opaque {
            let number = hop.entry.number;
            let origin = self.text("null");
            self.state(id, number, numbering, Claim::Origin, origin);
        }
    }

    fn state(
        &mut self,
        entry: EntryId,
        number: u32,
        numbering: Numbering,
        claim: Claim,
        origin: Option<Text>,
    ) {
        self.capture.statements.push(Statement {
            recording: 0,
            place: match numbering {
                Numbering::Lines => At::Line(number),
                Numbering::Positions => At::Event(number),
            },
            about: About {
                entry: Some(entry),
                origin,
                ..About::default()
            },
            claim,
        });
    }
}

/// Keeps what shows a hop's credentials mode; what comes later is better informed only where it
/// says that cookies were looked for.
fn credentials(hop: &mut Hop, event: u32, include: bool, why: &'static str) {
    let known = hop
        .claims
        .iter()
        .any(|(_, claim)| matches!(claim, Claim::Credentials { .. }));
    if !known {
        hop.claims
            .push((event, Claim::Credentials { include, why }));
    }
}

/// Whether a request is for an element's opaque response: without CORS, and not a page's own
/// `fetch`, which is handed an empty one.
fn is_opaque(capture: &Capture, entry: &Entry) -> bool {
    capture.request_header(entry, "Sec-Fetch-Mode") == Some("no-cors")
        && capture
            .request_header(entry, "Sec-Fetch-Dest")
            .is_some_and(|dest| dest != "empty")
        && capture.request_header(entry, "Sec-Fetch-Site") != Some("same-origin")
}

fn dependency(params: &Params<'_>) -> Option<u32> {
    params.source_dependency.0.as_ref()?.id.id()
}

/// The method of a request line.
fn first_word(line: &str) -> &str {
    line.split([' ', '\r']).next().unwrap_or("")
}

/// The address in `TransportInfo{ type = …, endpoint = 127.0.0.1:443, … }`.
fn endpoint(info: &str) -> Option<&str> {
    let from = info.find("endpoint = ")? + "endpoint = ".len();
    let endpoint = info[from..].split([',', ' ']).next()?;
    let (address, _) = endpoint.rsplit_once(':')?;
    Some(address.trim_start_matches('[').trim_end_matches(']')).filter(|ip| !ip.is_empty())
}

#[cfg(test)]
mod tests {
    use super::endpoint;

    #[test]
    fn the_server_s_address_is_taken_from_the_transport() {
        let table = [
            (
                "TransportInfo{ type = kDirect, endpoint = 127.0.0.1:443, x }",
                Some("127.0.0.1"),
            ),
            ("TransportInfo{ endpoint = [::1]:8444, x }", Some("::1")),
            ("TransportInfo{ type = kCached, endpoint = , x }", None),
            ("", None),
        ];
        for (info, expected) in table {
            assert_eq!(endpoint(info), expected, "{info}");
        }
    }
}
