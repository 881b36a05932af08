//! From events to entries: which events belong to one request, which headers went over the wire
//! at which hop, and what the browser said became of it.
//!
//! A request has one id from its first hop to its last; a preflight has an id of its own and names
//! that of its request. What went over the wire comes in `…ExtraInfo` events, one a hop, which may
//! come before or after the event that the hop itself is.

use std::collections::HashMap;
use std::sync::Arc;

use super::codes;
use super::event::{Params, Response};
use crate::capture::statement::{At, Claim};
use crate::capture::{Capture, Entry, EntryId, HeaderRange, Numbered, Page, Part, Text};
use crate::input::events::Numbering;
use crate::input::fill;
use crate::input::lenient::Str;

/// The requests of a log, while it is read.
pub(super) struct Requests {
    /// What is found.
    pub capture: Capture,
    all: Vec<Request>,
    by_id: HashMap<Text, usize>,
    pages: HashMap<Text, Text>,
    /// The difference between the clock on the wall and the one that events have, in microseconds.
    clock: Option<i64>,
    /// What stands in another event than the one its entry begins with.
    elsewhere: Vec<(u32, Part, u32)>,
    /// Requests that began before the log did.
    unseen: usize,
    /// An `…ExtraInfo` event was seen, which only Chromium writes.
    pub(super) extra_info: bool,
}

/// One request with all its hops.
#[derive(Default)]
struct Request {
    hops: Vec<Hop>,
    sent: Vec<Sent>,
    received: Vec<Received>,
}

/// One hop.
struct Hop {
    entry: EntryId,
    /// Whether an event with what went over the wire belongs to it; `None` where nothing says.
    has_extra: Option<bool>,
    /// When it began, by the clock of the events.
    began: Option<i64>,
    /// It is over: answered, redirected or failed.
    over: bool,
    /// The page got the response's headers, in this event.
    delivered: Option<u32>,
    failed: bool,
}

/// What went over the wire of a hop's request.
struct Sent {
    event: u32,
    headers: HeaderRange,
    /// A cookie belongs to it, sent or not.
    cookies: bool,
    page_space: Option<Text>,
}

/// What came over the wire of a hop's response.
struct Received {
    event: u32,
    headers: HeaderRange,
    status: Option<i32>,
    space: Option<Text>,
}

impl Requests {
    pub(super) fn new(capture: Capture) -> Self {
        Self {
            capture,
            all: Vec::new(),
            by_id: HashMap::new(),
            pages: HashMap::new(),
            clock: None,
            elsewhere: Vec::new(),
            unseen: 0,
            extra_info: false,
        }
    }

    /// Takes in one event.
    pub(super) fn event(&mut self, number: u32, method: &str, params: &Params<'_>) {
        self.extra_info |= method.ends_with("ExtraInfo");
        match method {
            "Network.requestWillBeSent" => self.will_be_sent(number, params),
            "Network.requestWillBeSentExtraInfo" => self.sent(number, params),
            "Network.responseReceivedExtraInfo" => self.received(number, params),
            "Network.responseReceived" => self.response(number, params),
            "Network.requestServedFromCache" => {
                let cached = self.text("memory");
                if let Some(entry) = self.last_entry(&params.request_id) {
                    entry.from_cache = cached;
                }
            }
            "Network.loadingFinished" => self.finished(params),
            "Network.loadingFailed" => self.failed(number, params),
            "Network.webSocketCreated" => self.web_socket(number, params),
            "Network.webSocketWillSendHandshakeRequest" => self.handshake(number, params),
            "Network.webSocketHandshakeResponseReceived" => self.shaken(number, params),
            "Network.webSocketFrameError" => {
                let error = self.text(params.error_message.get());
                if let Some(entry) = self.last_entry(&params.request_id)
                    && entry.status.is_none()
                {
                    entry.error = error;
                }
            }
            "Audits.issueAdded" => self.issue(number, params),
            _ => self.console(number, params),
        }
    }

    pub(super) fn text(&mut self, text: &str) -> Option<Text> {
        fill::text(&mut self.capture, text)
    }

    /// The request with that id, a new one where it is not known.
    fn request(&mut self, id: &Str<'_>) -> Option<usize> {
        let id = self.text(id.get())?;
        Some(*self.by_id.entry(id).or_insert_with(|| {
            self.all.push(Request::default());
            self.all.len() - 1
        }))
    }

    fn last_entry(&mut self, id: &Str<'_>) -> Option<&mut Entry> {
        let at = self.request(id)?;
        let hop = self.all[at].hops.last()?;
        self.capture.entries.get_mut(hop.entry.index())
    }

    fn will_be_sent(&mut self, number: u32, params: &Params<'_>) {
        let (Some(at), Some(request)) = (self.request(&params.request_id), &params.request.0)
        else {
            return;
        };
        let now = params.timestamp.0.and_then(fill::microseconds);
        if let Some(response) = &params.redirect_response.0 {
            let has_extra = params.redirect_has_extra_info.0;
            self.answer(at, number, response, has_extra, now);
        } else if self.all[at].hops.last().is_some_and(|hop| hop.over) {
            // The id is used again: several logs in one, or a browser that was started anew.
            self.settle(at);
            self.all[at] = Request::default();
        }
        if let (Some(wall), Some(now)) = (params.wall_time.0.and_then(fill::microseconds), now) {
            self.clock = Some(wall - now);
        }
        let started_at = params.wall_time.0.and_then(fill::microseconds);
        let started_at = started_at.or(now.zip(self.clock).map(|(now, clock)| now + clock));
        let initiator = params.initiator.0.as_ref();
        let frame = initiator
            .and_then(|initiator| initiator.stack.0.as_ref())
            .and_then(|stack| stack.call_frames.0.iter().find_map(|frame| web(&frame.url)));
        let initiator_url = initiator.and_then(|i| web(&i.url)).or(frame);
        let page = self.page(params);
        let entry = Entry {
            number,
            started: started_at.and_then(|at| fill::moment(&mut self.capture, at)),
            started_at,
            page,
            method: self.text(request.method.get()),
            url: self.text(request.url.get()),
            request_headers: fill::headers(&mut self.capture, &request.headers.0),
            resource_type: self.kind(&params.kind),
            initiator_type: initiator.and_then(|i| self.text(i.kind.get())),
            initiator_url: initiator_url.and_then(|url| self.text(url)),
            initiator_request: initiator.and_then(|i| self.text(i.request_id.get())),
            request_id: self.text(params.request_id.get()),
            ..Entry::default()
        };
        self.begin(at, entry, now);
    }

    fn begin(&mut self, at: usize, entry: Entry, began: Option<i64>) {
        let id = EntryId::new(u32::try_from(self.capture.entries.len()).unwrap_or(u32::MAX));
        self.capture.entries.push(entry);
        self.all[at].hops.push(Hop {
            entry: id,
            has_extra: None,
            began,
            over: false,
            delivered: None,
            failed: false,
        });
    }

    /// The kind of resource, as other recorders write it.
    fn kind(&mut self, kind: &Str<'_>) -> Option<Text> {
        self.text(&kind.get().to_ascii_lowercase())
    }

    /// The page that a request belongs to, known by its loader and named by its document.
    fn page(&mut self, params: &Params<'_>) -> Option<Text> {
        let title = self.text(params.document_url.get())?;
        // A worker has no loader.
        let id = self.text(params.loader_id.get()).unwrap_or(title);
        let capture = &mut self.capture;
        self.pages.entry(id).or_insert_with(|| {
            let title = Some(title);
            capture.pages.push(Page { id, title });
            id
        });
        Some(id)
    }

    fn sent(&mut self, number: u32, params: &Params<'_>) {
        let Some(at) = self.request(&params.request_id) else {
            return;
        };
        let space = params.client_security_state.0.as_ref();
        let sent = Sent {
            event: number,
            headers: fill::headers(&mut self.capture, &params.headers.0),
            cookies: !params.associated_cookies.0.is_empty(),
            page_space: space.and_then(|state| self.text(state.space.get())),
        };
        self.all[at].sent.push(sent);
    }

    fn received(&mut self, number: u32, params: &Params<'_>) {
        let Some(at) = self.request(&params.request_id) else {
            return;
        };
        let received = Received {
            event: number,
            headers: fill::headers(&mut self.capture, &params.headers.0),
            status: params.status_code.0.and_then(fill::status),
            space: self.text(params.resource_space.get()),
        };
        self.all[at].received.push(received);
    }

    fn response(&mut self, number: u32, params: &Params<'_>) {
        let (Some(at), Some(response)) = (self.request(&params.request_id), &params.response.0)
        else {
            return;
        };
        if self.all[at].hops.is_empty() {
            self.unseen += 1;
            return;
        }
        let now = params.timestamp.0.and_then(fill::microseconds);
        self.answer(at, number, response, params.has_extra_info.0, now);
        let kind = self.kind(&params.kind);
        if let Some(hop) = self.all[at].hops.last_mut() {
            hop.delivered = Some(number);
            let entry = &mut self.capture.entries[hop.entry.index()];
            entry.resource_type = entry.resource_type.or(kind);
        }
    }

    /// Takes the response to the hop that is under way.
    fn answer(
        &mut self,
        at: usize,
        number: u32,
        response: &Response<'_>,
        has_extra: Option<bool>,
        now: Option<i64>,
    ) {
        let Some(hop) = self.all[at].hops.last_mut() else {
            return;
        };
        hop.has_extra = has_extra;
        hop.over = true;
        let (id, began) = (hop.entry, hop.began);
        let capture = &mut self.capture;
        let headers = fill::headers(capture, &response.headers.0);
        let sent = fill::headers(capture, &response.request_headers.0);
        let texts = [
            response.status_text.get(),
            response.mime_type.get(),
            response.protocol.get(),
            response.remote_address.get(),
            response.connection_id.get(),
        ];
        let [status_text, mime, version, address, connection] =
            texts.map(|text| fill::text(capture, text));
        let from_cache = [
            (response.from_disk_cache.0, "disk"),
            (response.from_prefetch_cache.0, "prefetch"),
        ];
        let from_cache = from_cache
            .iter()
            .find(|(is, _)| *is == Some(true))
            .and_then(|(_, name)| fill::text(capture, name));
        let entry = &mut capture.entries[id.index()];
        entry.flags.has_response = true;
        entry.flags.service_worker = response.from_service_worker.0 == Some(true);
        entry.status = response.status.0.and_then(fill::status);
        entry.status_text = status_text;
        entry.response_headers = headers;
        if sent.start < sent.end {
            entry.request_headers = sent;
        }
        entry.mime = mime;
        entry.response_http_version = version;
        entry.server_ip = address;
        // Zero stands for none.
        entry.connection_id = connection.filter(|_| response.connection_id.get() != "0");
        entry.from_cache = from_cache.or(entry.from_cache);
        entry.time = began
            .zip(now)
            .and_then(|(from, to)| fill::between(from, to));
        self.note(id, Part::Status, number);
        self.note(id, Part::ResponseHeaders, number);
    }

    /// Keeps that a part of an entry stands in another event.
    fn note(&mut self, entry: EntryId, part: Part, event: u32) {
        let number = self.capture.entry(entry).number;
        if number != event {
            self.elsewhere.push((number, part, event));
        }
    }

    fn finished(&mut self, params: &Params<'_>) {
        let Some(at) = self.request(&params.request_id) else {
            return;
        };
        let now = params.timestamp.0.and_then(fill::microseconds);
        if let Some(hop) = self.all[at].hops.last_mut() {
            hop.over = true;
            let time = hop
                .began
                .zip(now)
                .and_then(|(from, to)| fill::between(from, to));
            let entry = &mut self.capture.entries[hop.entry.index()];
            entry.time = time.or(entry.time);
        }
    }

    fn failed(&mut self, number: u32, params: &Params<'_>) {
        self.finished(params);
        let Some(at) = self.request(&params.request_id) else {
            return;
        };
        let Some(hop) = self.all[at].hops.last_mut() else {
            self.unseen += 1;
            return;
        };
        hop.failed = true;
        let entry = hop.entry;
        // Mixed content has a reason and no text.
        let error = self.capture.strings.intern(params.error_text.get());
        self.capture.entries[entry.index()].error = error;
        self.note(entry, Part::Error, number);
        let kind = self.kind(&params.kind);
        if let Some(kind) = kind {
            self.capture.entries[entry.index()]
                .resource_type
                .get_or_insert(kind);
        }
        if let Some(claim) = codes::blocked_reason(params.blocked_reason.get()) {
            self.state(number, entry, claim);
        }
        self.cors_error(number, entry, &params.cors_error_status);
    }

    fn web_socket(&mut self, number: u32, params: &Params<'_>) {
        let Some(at) = self.request(&params.request_id) else {
            return;
        };
        let initiator = params.initiator.0.as_ref();
        let entry = Entry {
            number,
            method: self.text("GET"),
            url: self.text(params.url.get()),
            resource_type: self.text("websocket"),
            initiator_url: initiator
                .and_then(|i| web(&i.url))
                .and_then(|url| self.text(url)),
            request_id: self.text(params.request_id.get()),
            ..Entry::default()
        };
        self.begin(at, entry, None);
    }

    fn handshake(&mut self, number: u32, params: &Params<'_>) {
        let Some(request) = &params.request.0 else {
            return;
        };
        let headers = fill::headers(&mut self.capture, &request.headers.0);
        let started_at = params.wall_time.0.and_then(fill::microseconds);
        let started = started_at.and_then(|at| fill::moment(&mut self.capture, at));
        if let Some(entry) = self.last_entry(&params.request_id) {
            entry.request_headers = headers;
            entry.started = started;
            entry.started_at = started_at;
            let number = (entry.number, Part::RequestHeaders, number);
            self.elsewhere.push(number);
        }
    }

    fn shaken(&mut self, number: u32, params: &Params<'_>) {
        let (Some(at), Some(response)) = (self.request(&params.request_id), &params.response.0)
        else {
            return;
        };
        self.answer(at, number, response, None, None);
    }

    /// The entry of the request that something is about: its last hop so far.
    pub(super) fn entry_of(&mut self, id: &Str<'_>) -> Option<EntryId> {
        let id = self.text(id.get())?;
        let at = *self.by_id.get(&id)?;
        self.all[at].hops.last().map(|hop| hop.entry)
    }

    /// Gives the hops of a request what went over the wire, and says what became of it.
    fn settle(&mut self, at: usize) {
        let Request {
            hops,
            sent,
            received,
        } = std::mem::take(&mut self.all[at]);
        let last = hops.len().saturating_sub(1);
        let (mut sent, mut received) =
            (sent.into_iter().peekable(), received.into_iter().peekable());
        for (number, hop) in hops.iter().enumerate() {
            if hop.has_extra != Some(false) {
                let is_last = number == last;
                let fits = |capture: &Capture, sent: &Sent| {
                    asks_for(capture, sent.headers, capture.url(capture.entry(hop.entry)))
                };
                let mut found = sent.next_if(|sent| fits(&self.capture, sent));
                // Where a server asked for a password, one hop was sent twice.
                while is_last && let Some(again) = sent.next_if(|sent| fits(&self.capture, sent)) {
                    found = Some(again);
                }
                if let Some(sent) = found {
                    self.was_sent(hop.entry, &sent);
                }
                let mut found = received.next();
                while is_last && let Some(again) = received.next() {
                    found = Some(again);
                }
                if let Some(received) = found {
                    self.was_received(hop.entry, &received);
                }
            }
            if let Some(event) = hop.delivered
                && !hop.failed
            {
                self.state(event, hop.entry, Claim::Delivered);
            }
        }
    }

    fn was_sent(&mut self, id: EntryId, sent: &Sent) {
        if sent.headers.start < sent.headers.end {
            self.capture.entries[id.index()].request_headers = sent.headers;
            self.note(id, Part::RequestHeaders, sent.event);
        }
        if sent.cookies {
            let claim = Claim::Credentials {
                include: true,
                why: "the browser looked for cookies to send with it",
            };
            self.state(sent.event, id, claim);
        }
        if sent.page_space.is_some() {
            let claim = Claim::Spaces {
                page: sent.page_space,
                resource: None,
            };
            self.state(sent.event, id, claim);
        }
    }

    fn was_received(&mut self, id: EntryId, received: &Received) {
        let entry = &mut self.capture.entries[id.index()];
        // A stored response that the server confirmed is the one that counts.
        let confirmed = received.status == Some(304) && entry.status.is_some_and(|s| s != 304);
        if received.headers.start < received.headers.end && !confirmed {
            entry.flags.has_response = true;
            entry.response_headers = received.headers;
            let had = entry.status.is_some();
            entry.status = entry.status.or(received.status);
            self.note(id, Part::ResponseHeaders, received.event);
            if !had {
                self.note(id, Part::Status, received.event);
            }
        }
        if received.space.is_some() {
            let claim = Claim::Spaces {
                page: None,
                resource: received.space,
            };
            self.state(received.event, id, claim);
        }
    }

    /// The capture, when the log is read.
    pub(super) fn finish(mut self, numbering: Numbering) -> (Capture, usize) {
        for at in 0..self.all.len() {
            self.settle(at);
        }
        if numbering == Numbering::Lines {
            for statement in &mut self.capture.statements {
                if let At::Event(number) = statement.place {
                    statement.place = At::Line(number);
                }
            }
        }
        let mut places = Numbered::new(numbering.unit());
        for (entry, part, event) in &self.elsewhere {
            places.note(*entry, *part, *event);
        }
        self.capture.source = Some(Arc::new(places));
        (self.capture, self.unseen)
    }
}

/// A URL that can be the origin of a request.
fn web<'u>(url: &'u Str<'_>) -> Option<&'u str> {
    let url = url.get();
    (url.starts_with("http:") || url.starts_with("https:")).then_some(url)
}

/// Whether headers that went over the wire can be those of a request for that URL.
fn asks_for(capture: &Capture, headers: HeaderRange, url: &str) -> bool {
    let lines = &capture.headers[headers.start as usize..headers.end as usize];
    let value = |name: &str| {
        lines
            .iter()
            .find(|line| capture.text(line.name).eq_ignore_ascii_case(name))
            .map(|line| capture.text(line.value))
    };
    let path = value(":path").is_none_or(|path| {
        let bare = url.split('#').next().unwrap_or("");
        bare.ends_with(path) || bare.ends_with(path.trim_end_matches('/'))
    });
    let host = value(":authority").or_else(|| value("host"));
    path && host.is_none_or(|host| url.contains(host))
}
