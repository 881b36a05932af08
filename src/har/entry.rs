//! One entry: which of its fields are kept, and in which forms producers write them.

use super::body;
use super::capture::{BodyKind, Entry, Header, HeaderRange, Span};
use super::decode;
use super::dialect::Dialect;
use super::json::{Content, Json, Stop, Value};
use super::notes::Path;
use super::strings::Text;
use super::time;

/// Of an entry with more header lines, the rest is left out.
const MOST_HEADERS: usize = 100_000;
/// Of an entry with longer headers in sum, the rest is left out.
const MOST_HEADER_BYTES: usize = 4 * 1024 * 1024;

/// An entry as it was read, before it has its place in the capture.
#[derive(Debug, Default)]
pub struct Draft {
    /// What was read.
    pub entry: Entry,
    /// There is a `request` object.
    pub has_request: bool,
    /// A field was seen that only one producer writes.
    pub telltale: Option<Dialect>,
    initiator: Initiator,
    fetch_type: Option<Text>,
    own_error: Option<Text>,
    /// `WebPageTest`'s name for the resource type.
    request_type: Option<Text>,
    header_bytes: usize,
}

/// What the forms of `_initiator` say.
#[derive(Debug, Default)]
struct Initiator {
    kind: Option<Text>,
    url: Option<Text>,
    stack_url: Option<Text>,
    request: Option<Text>,
}

/// The members of an entry that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Member {
    Started,
    Time,
    Timings,
    PageRef,
    Request,
    Response,
    Cache,
    ServerIp,
    Connection,
    ConnectionId,
    ResourceType,
    RequestType,
    Initiator,
    InitiatorType,
    InitiatorDetail,
    RequestId,
    FromCache,
    FetchType,
    ServiceWorker,
    Fulfilled,
    Aborted,
    ApiRequest,
    Error,
    Other,
}

impl Member {
    /// The member of that name.
    pub fn of(name: &[u8]) -> Self {
        match name {
            b"startedDateTime" => Self::Started,
            b"time" => Self::Time,
            b"timings" => Self::Timings,
            b"pageref" => Self::PageRef,
            b"request" => Self::Request,
            b"response" => Self::Response,
            b"cache" => Self::Cache,
            b"serverIPAddress" => Self::ServerIp,
            b"connection" => Self::Connection,
            b"_connectionId" => Self::ConnectionId,
            b"_resourceType" => Self::ResourceType,
            b"_request_type" => Self::RequestType,
            b"_initiator" => Self::Initiator,
            b"_initiator_type" => Self::InitiatorType,
            b"_initiator_detail" => Self::InitiatorDetail,
            b"_requestId" => Self::RequestId,
            b"_fromCache" => Self::FromCache,
            b"_fetchType" => Self::FetchType,
            b"_fetchedViaServiceWorker" => Self::ServiceWorker,
            b"_wasFulfilled" => Self::Fulfilled,
            b"_wasAborted" => Self::Aborted,
            b"_apiRequestRef" => Self::ApiRequest,
            b"_error" => Self::Error,
            _ => Self::Other,
        }
    }

    /// Whether an object that has it is an entry rather than a `log`.
    pub fn marks_an_entry(self) -> bool {
        !matches!(self, Self::Other | Self::Error | Self::Time)
    }

    /// Where it stands in the entry.
    fn pointer(self) -> &'static str {
        match self {
            Self::Started => "/startedDateTime",
            Self::Time => "/time",
            Self::Timings => "/timings",
            Self::PageRef => "/pageref",
            Self::Request => "/request",
            Self::Response => "/response",
            Self::Cache => "/cache",
            Self::ServerIp => "/serverIPAddress",
            Self::Connection => "/connection",
            Self::ConnectionId => "/_connectionId",
            Self::ResourceType => "/_resourceType",
            Self::RequestType => "/_request_type",
            Self::Initiator => "/_initiator",
            Self::InitiatorType => "/_initiator_type",
            Self::InitiatorDetail => "/_initiator_detail",
            Self::RequestId => "/_requestId",
            Self::FromCache => "/_fromCache",
            Self::FetchType => "/_fetchType",
            Self::ServiceWorker => "/_fetchedViaServiceWorker",
            Self::Fulfilled => "/_wasFulfilled",
            Self::Aborted => "/_wasAborted",
            Self::ApiRequest => "/_apiRequestRef",
            Self::Error => "/_error",
            Self::Other => "",
        }
    }
}

/// Which members of an object were seen.
#[derive(Debug, Clone, Copy, Default)]
struct Seen(u32);

impl Seen {
    /// Whether the member came before.
    fn again(&mut self, member: u32) -> bool {
        let bit = 1 << member;
        let again = self.0 & bit != 0;
        self.0 |= bit;
        again
    }
}

const TWICE: &str = "the member stands here twice; the last one is taken";
const NO_TEXT: &str = "should be a string; it was passed over";
const NO_NUMBER: &str = "should be a number; it was passed over";
const NO_OBJECT: &str = "should be an object; it was passed over";
const NO_ARRAY: &str = "should be an array; it was passed over";

fn at(pattern: &'static str) -> Path {
    Path {
        pattern,
        index: None,
    }
}

impl Json<'_> {
    /// Reads an entry whose `{` at `start` was taken, and, if `begun`, the name of its first member
    /// and the colon too. `looking`: the producer is not known yet.
    pub fn entry(
        &mut self,
        start: u64,
        begun: Option<Member>,
        looking: bool,
    ) -> Result<Draft, Stop> {
        let headers = self.capture.headers.len();
        let mut draft = Draft::default();
        match self.entry_members(&mut draft, begun, looking) {
            Ok(()) => {
                draft.finish(self.window.offset(), start);
                Ok(draft)
            }
            Err(stop) => {
                self.capture.headers.truncate(headers);
                Err(stop)
            }
        }
    }

    /// Finds the next object that begins like an entry, wherever it stands before `limit`: where it
    /// begins, and its first member, whose name and colon are taken.
    pub fn find_entry(&mut self, limit: u64) -> Result<(u64, Member), Stop> {
        loop {
            if self.window.offset() >= limit {
                return Err(Stop::End);
            }
            let Some(at) = memchr::memchr(b'{', self.window.rest()) else {
                self.window.take_all();
                if !self.window.more() {
                    return Err(Stop::End);
                }
                continue;
            };
            self.window.take(at);
            let start = self.window.mark();
            self.window.take(1);
            if self.token()? != b'"' {
                continue;
            }
            let content = self.string()?;
            let member = Member::of(self.bytes(content));
            if !member.marks_an_entry() || self.token()? != b':' {
                continue;
            }
            self.window.take(1);
            return Ok((start, member));
        }
    }

    fn entry_members(
        &mut self,
        draft: &mut Draft,
        begun: Option<Member>,
        looking: bool,
    ) -> Result<(), Stop> {
        let mut seen = Seen::default();
        let mut first = true;
        if let Some(member) = begun {
            first = false;
            seen.again(member as u32);
            self.entry_member(draft, member)?;
        }
        loop {
            let searching = looking && draft.telltale.is_none();
            let name = |name: &[u8]| {
                let telltale = (searching && name.starts_with(b"_"))
                    .then(|| Dialect::of_field(name))
                    .flatten();
                (Member::of(name), telltale)
            };
            let Some((member, telltale)) = self.member(&mut first, name)? else {
                return Ok(());
            };
            draft.telltale = draft.telltale.or(telltale);
            if member != Member::Other && seen.again(member as u32) {
                let offset = self.window.offset();
                self.note(offset, at(member.pointer()), TWICE);
            }
            self.entry_member(draft, member)?;
        }
    }

    fn entry_member(&mut self, draft: &mut Draft, member: Member) -> Result<(), Stop> {
        let path = at(member.pointer());
        match member {
            Member::Request => return self.request(draft),
            Member::Response => return self.response(draft),
            Member::Timings => return self.timings(draft),
            Member::Initiator => return self.initiator(draft),
            Member::Other | Member::Cache => return self.skip(),
            Member::Started => {
                draft.entry.started = self.text(path)?;
                draft.entry.started_at = draft
                    .entry
                    .started
                    .and_then(|text| time::microseconds(self.capture.strings.get(text)));
                if draft.entry.started.is_some() && draft.entry.started_at.is_none() {
                    let offset = self.window.offset();
                    self.note(offset, path, "is no date and time");
                }
            }
            Member::Time => draft.entry.time = self.number(path)?.map(to_f32),
            Member::PageRef => draft.entry.page = self.text(path)?,
            Member::ServerIp => draft.entry.server_ip = self.some_text(path)?,
            Member::Connection => draft.entry.connection = self.some_text(path)?,
            Member::ConnectionId => draft.entry.connection_id = self.some_text(path)?,
            Member::ResourceType => draft.entry.resource_type = self.some_text(path)?,
            Member::RequestType => draft.request_type = self.some_text(path)?,
            Member::InitiatorType => draft.entry.initiator_type = self.some_text(path)?,
            Member::InitiatorDetail => self.initiator_detail(draft, path)?,
            Member::RequestId => draft.entry.request_id = self.some_text(path)?,
            Member::FromCache => draft.entry.from_cache = self.some_text(path)?,
            Member::FetchType => draft.fetch_type = self.fetch_type(draft, path)?,
            Member::ServiceWorker => draft.entry.flags.service_worker |= self.truth()?,
            Member::Fulfilled => draft.entry.flags.fulfilled = self.truth()?,
            Member::Aborted => draft.entry.flags.aborted = self.truth()?,
            Member::ApiRequest => {
                draft.entry.flags.api_request = self.some_text(path)?.is_some();
            }
            Member::Error => draft.own_error = self.some_text(path)?,
        }
        Ok(())
    }

    /// Safari's `_fetchType`, one of whose values is a fact of its own.
    fn fetch_type(&mut self, draft: &mut Draft, path: Path) -> Result<Option<Text>, Stop> {
        let kind = self.some_text(path)?;
        if kind.is_some_and(|kind| self.capture.strings.get(kind) == "Service Worker") {
            draft.entry.flags.service_worker = true;
        }
        Ok(kind)
    }

    fn request(&mut self, draft: &mut Draft) -> Result<(), Stop> {
        draft.has_request = false;
        let entry = &mut draft.entry;
        (entry.method, entry.url, entry.http_version, entry.post_mime) = (None, None, None, None);
        entry.request_headers = HeaderRange::default();
        entry.flags.request_headers_size_zero = false;
        if !self.object(at("/request"))? {
            return Ok(());
        }
        draft.has_request = true;
        let mut seen = Seen::default();
        let mut first = true;
        while let Some(member) = self.member(&mut first, |name| match name {
            b"method" => Some((0, "/request/method")),
            b"url" => Some((1, "/request/url")),
            b"httpVersion" => Some((2, "/request/httpVersion")),
            b"headers" => Some((3, "/request/headers")),
            b"headersSize" => Some((4, "/request/headersSize")),
            b"postData" => Some((5, "/request/postData")),
            _ => None,
        })? {
            let Some((number, pointer)) = member else {
                self.skip()?;
                continue;
            };
            self.note_if_again(&mut seen, number, pointer);
            let path = at(pointer);
            match number {
                0 => draft.entry.method = self.text(path)?,
                1 => draft.entry.url = self.text(path)?,
                2 => draft.entry.http_version = self.some_text(path)?,
                3 => {
                    let paths = ["/request/headers", "/request/headers/*"];
                    draft.entry.request_headers =
                        self.headers(0, paths, &mut draft.header_bytes)?;
                }
                4 => {
                    let size = self.number(path)?;
                    draft.entry.flags.request_headers_size_zero = size == Some(0.0);
                }
                _ => draft.entry.post_mime = self.post_mime()?,
            }
        }
        Ok(())
    }

    fn post_mime(&mut self) -> Result<Option<Text>, Stop> {
        let mut mime = None;
        if self.object(at("/request/postData"))? {
            let mut first = true;
            while let Some(is_mime) = self.member(&mut first, |name| name == b"mimeType")? {
                if is_mime {
                    mime = self.some_text(at("/request/postData/mimeType"))?;
                } else {
                    self.skip()?;
                }
            }
        }
        Ok(mime)
    }

    fn response(&mut self, draft: &mut Draft) -> Result<(), Stop> {
        let entry = &mut draft.entry;
        (entry.status, entry.status_text, entry.response_http_version) = (None, None, None);
        (entry.redirect_url, entry.error, entry.failure_text) = (None, None, None);
        (entry.mime, entry.content_size) = (None, None);
        entry.body = Span::default();
        entry.body_kind = BodyKind::Unknown;
        entry.response_headers = HeaderRange::default();
        entry.flags.has_response = false;
        entry.flags.has_body = false;
        if !self.object(at("/response"))? {
            return Ok(());
        }
        draft.entry.flags.has_response = true;
        let mut seen = Seen::default();
        let mut first = true;
        while let Some(member) = self.member(&mut first, |name| match name {
            b"status" => Ok((0, "/response/status")),
            b"statusText" => Ok((1, "/response/statusText")),
            b"httpVersion" => Ok((2, "/response/httpVersion")),
            b"headers" => Ok((3, "/response/headers")),
            b"redirectURL" => Ok((4, "/response/redirectURL")),
            b"content" => Ok((5, "/response/content")),
            b"_error" => Ok((6, "/response/_error")),
            b"_failureText" => Ok((7, "/response/_failureText")),
            b"_fetchedViaServiceWorker" => Ok((8, "/response/_fetchedViaServiceWorker")),
            b"_charlesStatus" => Err(Some(Dialect::Charles)),
            _ => Err(None),
        })? {
            let (number, pointer) = match member {
                Ok(member) => member,
                Err(telltale) => {
                    draft.telltale = draft.telltale.or(telltale);
                    self.skip()?;
                    continue;
                }
            };
            self.note_if_again(&mut seen, number, pointer);
            let path = at(pointer);
            match number {
                0 => draft.entry.status = self.whole_number(path)?.and_then(|n| n.try_into().ok()),
                1 => draft.entry.status_text = self.some_text(path)?,
                2 => draft.entry.response_http_version = self.some_text(path)?,
                3 => {
                    let paths = ["/response/headers", "/response/headers/*"];
                    draft.entry.response_headers =
                        self.headers(1, paths, &mut draft.header_bytes)?;
                }
                4 => draft.entry.redirect_url = self.some_text(path)?,
                5 => self.content(&mut draft.entry)?,
                // Chromium writes an empty text for mixed content.
                6 => draft.entry.error = self.text(path)?,
                7 => {
                    draft.entry.failure_text = self.some_text(path)?;
                    draft.telltale = draft.telltale.or(Some(Dialect::Playwright));
                }
                _ => draft.entry.flags.service_worker |= self.truth()?,
            }
        }
        Ok(())
    }

    fn content(&mut self, entry: &mut Entry) -> Result<(), Stop> {
        if !self.object(at("/response/content"))? {
            return Ok(());
        }
        // Which encoding it is may be said only after the body.
        let mut beginning = Vec::new();
        let mut base64 = false;
        let mut first = true;
        while let Some(member) = self.member(&mut first, |name| match name {
            b"text" => 0,
            b"mimeType" => 1,
            b"size" => 2,
            b"encoding" => 3,
            _ => 4,
        })? {
            match member {
                0 => self.body(entry, &mut beginning)?,
                1 => entry.mime = self.some_text(at("/response/content/mimeType"))?,
                2 => entry.content_size = self.whole_number(at("/response/content/size"))?,
                3 => {
                    let encoding = self.text(at("/response/content/encoding"))?;
                    base64 = encoding.is_some_and(|encoding| {
                        self.capture
                            .strings
                            .get(encoding)
                            .eq_ignore_ascii_case("base64")
                    });
                }
                _ => self.skip()?,
            }
        }
        entry.flags.body_in_base64 = base64;
        entry.body_kind = body::kind(&beginning, base64);
        Ok(())
    }

    /// Passes over a body, keeping its first bytes and where it stands.
    fn body(&mut self, entry: &mut Entry, beginning: &mut Vec<u8>) -> Result<(), Stop> {
        beginning.clear();
        entry.body = Span::default();
        entry.flags.has_body = false;
        if self.value()? != Value::String {
            return self.skip();
        }
        let start = self.window.offset();
        self.window.ensure(body::LOOKED_AT);
        let rest = self.window.rest();
        let mut raw = &rest[1..rest.len().min(body::LOOKED_AT)];
        if let Some(end) = super::scan::StringEnd::default().find(raw) {
            raw = &raw[..end];
        }
        decode::unescape(raw, beginning);
        self.skip_string()?;
        entry.flags.has_body = true;
        entry.body = Span {
            start,
            len: u32::try_from(self.window.offset() - start).unwrap_or(u32::MAX),
        };
        Ok(())
    }

    fn timings(&mut self, draft: &mut Draft) -> Result<(), Stop> {
        draft.entry.exchange_time = None;
        draft.entry.flags.timings_empty = false;
        if !self.object(at("/timings"))? {
            return Ok(());
        }
        let mut parts: [Option<f64>; 3] = [None; 3];
        let mut first = true;
        while let Some(part) = self.member(&mut first, |name| match name {
            b"send" => Some((0, "/timings/send")),
            b"wait" => Some((1, "/timings/wait")),
            b"receive" => Some((2, "/timings/receive")),
            _ => None,
        })? {
            match part {
                Some((part, pointer)) => {
                    let part: &mut Option<f64> = &mut parts[part];
                    *part = self.number(at(pointer))?;
                }
                None => self.skip()?,
            }
        }
        draft.entry.flags.timings_empty = first;
        if parts.iter().any(Option::is_some) {
            let sum = parts.iter().flatten().map(|part| part.max(0.0)).sum();
            draft.entry.exchange_time = Some(to_f32(sum));
        }
        Ok(())
    }

    /// Chromium writes an object; chrome-har and `WebPageTest` a URL.
    fn initiator(&mut self, draft: &mut Draft) -> Result<(), Stop> {
        draft.initiator = Initiator::default();
        match self.value()? {
            Value::String | Value::Word => {
                draft.initiator.url = self.some_text(at("/_initiator"))?;
                return Ok(());
            }
            Value::Array => return self.skip_noted(at("/_initiator"), NO_OBJECT),
            Value::Object => self.window.take(1),
        }
        let mut first = true;
        while let Some(member) = self.member(&mut first, |name| match name {
            b"type" => 0,
            b"url" => 1,
            b"requestId" => 2,
            b"stack" => 3,
            _ => 4,
        })? {
            let initiator = &mut draft.initiator;
            match member {
                0 => initiator.kind = self.some_text(at("/_initiator/type"))?,
                1 => initiator.url = self.some_text(at("/_initiator/url"))?,
                2 => initiator.request = self.some_text(at("/_initiator/requestId"))?,
                3 => initiator.stack_url = self.stack_url()?,
                _ => self.skip()?,
            }
        }
        Ok(())
    }

    /// The first http(s) URL of a stack's frames, else of its parent's. Stacks of a hundred parents
    /// are common, so they are walked without recursion.
    fn stack_url(&mut self) -> Result<Option<Text>, Stop> {
        if self.value()? != Value::Object {
            self.skip()?;
            return Ok(None);
        }
        self.window.take(1);
        let mut best: Option<(u64, Text)> = None;
        // How many stacks are open, each the parent of the one around it.
        let mut depth = 1_u64;
        let mut first = true;
        loop {
            let member = self.member(&mut first, |name| match name {
                b"callFrames" => 0,
                b"parent" => 1,
                _ => 2,
            })?;
            let unseen = best.is_none_or(|(known, _)| depth < known);
            match member {
                None => {
                    depth -= 1;
                    if depth == 0 {
                        return Ok(best.map(|(_, url)| url));
                    }
                    first = false;
                }
                Some(0) if unseen && self.value()? == Value::Array => {
                    self.window.take(1);
                    if let Some(url) = self.frames_url()? {
                        best = Some((depth, url));
                        if depth == 1 {
                            // Nothing better can come.
                            self.skip_out(1, b'}')?;
                            return Ok(Some(url));
                        }
                    }
                }
                Some(1) if unseen && self.value()? == Value::Object => {
                    self.window.take(1);
                    depth += 1;
                    first = true;
                }
                Some(_) => self.skip()?,
            }
        }
    }

    /// The first http(s) URL of call frames whose `[` was taken.
    fn frames_url(&mut self) -> Result<Option<Text>, Stop> {
        let mut first_frame = true;
        while self.element(&mut first_frame)? {
            if self.value()? != Value::Object {
                self.skip()?;
                continue;
            }
            self.window.take(1);
            let mut first = true;
            while let Some(is_url) = self.member(&mut first, |name| name == b"url")? {
                if !is_url || self.value()? != Value::String {
                    self.skip()?;
                    continue;
                }
                let content = self.string()?;
                let url = self.bytes(content);
                if url.starts_with(b"http:") || url.starts_with(b"https:") {
                    let url = self.intern(content);
                    self.skip_out(2, b']')?;
                    return Ok(url);
                }
            }
        }
        Ok(None)
    }

    /// chrome-har keeps the whole initiator as JSON inside a string.
    fn initiator_detail(&mut self, draft: &mut Draft, path: Path) -> Result<(), Stop> {
        const KEY: &[u8] = b"\"requestId\":\"";
        if self.value()? != Value::String {
            return self.skip_noted(path, NO_TEXT);
        }
        let content = self.string()?;
        let detail = self.bytes(content);
        let id = memchr::memmem::find(detail, KEY).and_then(|at| {
            let id = &detail[at + KEY.len()..];
            let id = &id[..memchr::memchr(b'"', id)?];
            (!id.is_empty()).then(|| id.to_vec())
        });
        draft.entry.initiator_request = id.and_then(|id| self.capture.strings.intern_bytes(&id));
        Ok(())
    }

    /// The header lines of a message, in any of the forms they are written in.
    fn headers(
        &mut self,
        side: usize,
        [whole, line]: [&'static str; 2],
        bytes: &mut usize,
    ) -> Result<HeaderRange, Stop> {
        let start = self.capture.headers.len();
        match self.value()? {
            Value::Array => {
                self.window.take(1);
                self.expected[side].begin();
                let mut first = true;
                let mut index = 0;
                while self.element(&mut first)? {
                    let path = Path {
                        pattern: line,
                        index: Some(index),
                    };
                    self.header(path, start, bytes)?;
                    index += 1;
                    index += self.expected_headers(side, start, bytes);
                }
            }
            // A map from name to value or values.
            Value::Object => {
                self.window.take(1);
                let mut first = true;
                while let Some(name) = self.member(&mut first, <[u8]>::to_vec)? {
                    let name = self.capture.strings.intern_bytes(&name);
                    let values = self.capture.headers.len();
                    self.header_values(at(whole), name, start, bytes)?;
                    self.name_lines(values, name);
                }
            }
            Value::String => self.skip_noted(at(whole), NO_ARRAY)?,
            Value::Word => self.null(at(whole), NO_ARRAY)?,
        }
        Ok(HeaderRange::new(start, self.capture.headers.len()))
    }

    /// Reads as many header lines as are written in the usual way, from behind one to behind
    /// another. Returns how many there were.
    fn expected_headers(&mut self, side: usize, section: usize, bytes: &mut usize) -> u32 {
        let mut count = 0;
        let mut learned = false;
        while self.capture.headers.len() - section < MOST_HEADERS {
            let rest = self.window.rest();
            let strings = &mut self.capture.strings;
            if let Some(line) = self.expected[side].read(&self.frame, rest, strings) {
                *bytes += strings.bytes(line.value).len();
                if *bytes > MOST_HEADER_BYTES {
                    break;
                }
                self.capture.headers.push(Header {
                    name: line.name,
                    value: line.value,
                });
                self.window.take(line.length);
                count += 1;
            } else if learned || rest.first() != Some(&b',') || !self.frame.learn(rest) {
                break;
            } else {
                learned = true;
            }
        }
        count
    }

    /// One element of an array of headers.
    fn header(&mut self, path: Path, section: usize, bytes: &mut usize) -> Result<(), Stop> {
        let lines = self.capture.headers.len();
        let mut name = None;
        match self.value()? {
            Value::Object => {
                self.window.take(1);
                let mut first = true;
                while let Some(member) = self.member(&mut first, |name| match name {
                    b"name" => 0,
                    b"value" => 1,
                    _ => 2,
                })? {
                    match member {
                        0 => name = self.text(path)?,
                        1 => {
                            self.capture.headers.truncate(lines);
                            self.header_values(path, name, section, bytes)?;
                        }
                        _ => self.skip()?,
                    }
                }
            }
            // Slack writes pairs.
            Value::Array => {
                self.window.take(1);
                let mut first = true;
                let mut index = 0;
                while self.element(&mut first)? {
                    match index {
                        0 => name = self.text(path)?,
                        1 => self.header_values(path, name, section, bytes)?,
                        _ => self.skip()?,
                    }
                    index += 1;
                }
            }
            Value::String | Value::Word => {
                return self.skip_noted(
                    path,
                    "should be a header's name and value; it was passed over",
                );
            }
        }
        match name {
            Some(_) if self.capture.headers.len() == lines => {
                // A name alone: the value is empty.
                let value = self.capture.strings.intern("");
                self.push_line(path, name, value, section, bytes);
            }
            Some(_) => self.name_lines(lines, name),
            None => {
                self.capture.headers.truncate(lines);
                let offset = self.window.offset();
                self.note(offset, path, "a header without a name; it was passed over");
            }
        }
        Ok(())
    }

    /// Gives the lines from `from` on their name, which may have come after the value.
    fn name_lines(&mut self, from: usize, name: Option<Text>) {
        if let Some(name) = name {
            for line in &mut self.capture.headers[from..] {
                line.name = name;
            }
        }
    }

    /// The value of a header: a string, several strings (Polly.JS), or an object that holds one
    /// (`WebDriver` `BiDi`).
    fn header_values(
        &mut self,
        path: Path,
        name: Option<Text>,
        section: usize,
        bytes: &mut usize,
    ) -> Result<(), Stop> {
        match self.value()? {
            Value::Array => {
                self.window.take(1);
                let mut first = true;
                while self.element(&mut first)? {
                    self.header_value(path, name, section, bytes)?;
                }
            }
            Value::Object => {
                self.window.take(1);
                let mut first = true;
                while let Some(is_value) = self.member(&mut first, |name| name == b"value")? {
                    if is_value {
                        self.header_value(path, name, section, bytes)?;
                    } else {
                        self.skip()?;
                    }
                }
            }
            Value::String | Value::Word => self.header_value(path, name, section, bytes)?,
        }
        Ok(())
    }

    fn header_value(
        &mut self,
        path: Path,
        name: Option<Text>,
        section: usize,
        bytes: &mut usize,
    ) -> Result<(), Stop> {
        if self.value()? != Value::String {
            let value = self.text(path)?.or_else(|| self.capture.strings.intern(""));
            self.push_line(path, name, value, section, bytes);
            return Ok(());
        }
        let content = self.string()?;
        if let Content::Scratch = content
            && self.scratch.contains(&b'\n')
        {
            // Chrome's debugging protocol joins the lines of one name this way.
            let joined = std::mem::take(&mut self.scratch);
            for line in joined.split(|&byte| byte == b'\n') {
                let line = line.strip_suffix(b"\r").unwrap_or(line);
                let value = self.capture.strings.intern_bytes(line);
                self.push_line(path, name, value, section, bytes);
            }
            self.scratch = joined;
            return Ok(());
        }
        let value = self.intern(content);
        self.push_line(path, name, value, section, bytes);
        Ok(())
    }

    fn push_line(
        &mut self,
        path: Path,
        name: Option<Text>,
        value: Option<Text>,
        section: usize,
        bytes: &mut usize,
    ) {
        // A name that comes later takes the place of this one.
        let (Some(name), Some(value)) = (name.or(value), value) else {
            let offset = self.window.offset();
            self.note(
                offset,
                path,
                "the capture holds more text than is kept; a header was left out",
            );
            return;
        };
        *bytes += self.capture.strings.bytes(value).len();
        if self.capture.headers.len() - section >= MOST_HEADERS || *bytes > MOST_HEADER_BYTES {
            let offset = self.window.offset();
            self.note(
                offset,
                path,
                "the entry has more headers than are kept; the rest was left out",
            );
            return;
        }
        self.capture.headers.push(Header { name, value });
    }

    /// The text of a value: a string, or a number as it is written.
    pub fn text(&mut self, path: Path) -> Result<Option<Text>, Stop> {
        match self.value()? {
            Value::String => {
                let content = self.string()?;
                Ok(self.intern(content))
            }
            Value::Word => {
                let offset = self.window.mark();
                let word = self.word()?;
                if word.number().is_some() {
                    return Ok(self.capture.strings.intern_bytes(word.bytes()));
                }
                if !word.is_null() && word.truth().is_none() {
                    self.note(offset, path, NO_TEXT);
                }
                Ok(None)
            }
            Value::Object | Value::Array => {
                self.skip_noted(path, NO_TEXT)?;
                Ok(None)
            }
        }
    }

    /// As [`Json::text`], the empty string counted as absent.
    pub fn some_text(&mut self, path: Path) -> Result<Option<Text>, Stop> {
        let text = self.text(path)?;
        Ok(text.filter(|&text| !self.capture.strings.bytes(text).is_empty()))
    }

    /// A number, also where it is written as a string.
    fn number(&mut self, path: Path) -> Result<Option<f64>, Stop> {
        let value = self.value()?;
        let offset = self.window.mark();
        match value {
            Value::String => {
                let content = self.string()?;
                let text = self.bytes(content);
                let (number, empty) = (super::json::number(text), text.is_empty());
                match number {
                    Some(_) => self.note(offset, path, "a number written as a string"),
                    None if !empty => self.note(offset, path, NO_NUMBER),
                    None => {}
                }
                Ok(number)
            }
            Value::Word => {
                let word = self.word()?;
                let number = word.number();
                if number.is_none() && !word.is_null() {
                    self.note(offset, path, NO_NUMBER);
                }
                Ok(number)
            }
            Value::Object | Value::Array => {
                self.skip_noted(path, NO_NUMBER)?;
                Ok(None)
            }
        }
    }

    fn whole_number(&mut self, path: Path) -> Result<Option<i64>, Stop> {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "a float beyond the range saturates"
        )]
        Ok(self.number(path)?.map(|number| number as i64))
    }

    /// `true`, or anything else.
    fn truth(&mut self) -> Result<bool, Stop> {
        if self.value()? == Value::Word {
            return Ok(self.word()?.truth() == Some(true));
        }
        self.skip()?;
        Ok(false)
    }

    /// Takes the `{` of an object; passes over anything else, with a note unless it is `null`.
    pub fn object(&mut self, path: Path) -> Result<bool, Stop> {
        match self.value()? {
            Value::Object => {
                self.window.take(1);
                Ok(true)
            }
            Value::Word => self.null(path, NO_OBJECT).map(|()| false),
            Value::String | Value::Array => self.skip_noted(path, NO_OBJECT).map(|()| false),
        }
    }

    /// Passes over a word, with a note unless it is `null`.
    pub fn null(&mut self, path: Path, text: &'static str) -> Result<(), Stop> {
        let offset = self.window.mark();
        if !self.word()?.is_null() {
            self.note(offset, path, text);
        }
        Ok(())
    }

    /// Passes over a value that should not be there.
    pub fn skip_noted(&mut self, path: Path, text: &'static str) -> Result<(), Stop> {
        let offset = self.window.offset();
        self.note(offset, path, text);
        self.skip()
    }

    fn note_if_again(&mut self, seen: &mut Seen, member: u32, pointer: &'static str) {
        if seen.again(member) {
            let offset = self.window.offset();
            self.note(offset, at(pointer), TWICE);
        }
    }
}

impl Draft {
    /// Settles which of several fields counts.
    fn finish(&mut self, end: u64, start: u64) {
        let entry = &mut self.entry;
        entry.span = Span {
            start,
            len: u32::try_from(end - start).unwrap_or(u32::MAX),
        };
        entry.from_cache = entry.from_cache.or(self.fetch_type);
        entry.error = entry.error.or(self.own_error);
        entry.resource_type = entry.resource_type.or(self.request_type);
        let initiator = &self.initiator;
        entry.initiator_type = initiator.kind.or(entry.initiator_type);
        entry.initiator_url = initiator.url.or(initiator.stack_url);
        entry.initiator_request = initiator.request.or(entry.initiator_request);
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "milliseconds need no more digits"
)]
fn to_f32(number: f64) -> f32 {
    number as f32
}
