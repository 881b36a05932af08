//! One entry: which of its fields are kept, and in which forms producers write them.

use super::body;
use super::initiator::Initiator;
use super::marks::Marks;
use super::member::{Member, Named};
use super::notes::Path;
use super::state::Har;
use crate::capture::strings::Text;
use crate::capture::time;
use crate::capture::{BodyKind, Entry, HeaderRange, Phrases, Span};
use crate::json::decode;
use crate::json::shape::Progress;
use crate::json::tokens::{Stop, Value};

/// An entry as it was read, before it has its place in the capture.
#[derive(Debug, Default)]
pub struct Draft {
    /// What was read.
    pub entry: Entry,
    /// There is a `request` object.
    pub has_request: bool,
    /// The marks of its recorder.
    pub marks: Marks,
    initiator: Initiator,
    fetch_type: Option<Text>,
    own_error: Option<Text>,
    /// `WebPageTest`'s name for the resource type.
    request_type: Option<Text>,
    header_bytes: usize,
}

/// No name of a member that marks an entry is longer, with its quotes.
const LONGEST_NAME: usize = 64;

/// How an entry begins: from behind its `{` to its first value, and which member that is of.
#[derive(Debug, Clone, Default)]
pub struct EntryBeginning {
    /// Empty where it is not known.
    pub text: Box<[u8]>,
    /// The member.
    pub member: Option<Named>,
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

const TWICE: &str = "the member is here twice; the last one is used";

impl Har<'_> {
    /// Reads an entry whose `{` at `start` was taken, and, if `begun`, the name of its first member
    /// and the colon too.
    pub fn entry(&mut self, start: u64, begun: Option<Named>) -> Result<Draft, Stop> {
        let headers = self.capture.headers.len();
        let mut draft = Draft::default();
        match self.entry_members(&mut draft, begun) {
            Ok(()) => {
                draft.finish(self.json.window.offset(), start);
                Ok(draft)
            }
            Err(stop) => {
                self.capture.headers.truncate(headers);
                Err(stop)
            }
        }
    }

    /// How entries begin in this file, as far as one was read. Others are known by that again, also
    /// where none of the members that are read comes first.
    pub fn entry_beginning(&self) -> EntryBeginning {
        let first = self.shapes.entry.first();
        first.map_or_else(EntryBeginning::default, |(text, member)| EntryBeginning {
            text: text.into(),
            member: Some(member),
        })
    }

    /// Finds the next object that begins like an entry, or with `beginning`, wherever it stands
    /// before `limit`: where it begins, and its first member, whose name and colon are taken.
    pub fn find_entry(
        &mut self,
        limit: u64,
        beginning: &EntryBeginning,
    ) -> Result<(u64, Named), Stop> {
        loop {
            if self.json.window.offset() >= limit {
                return Err(Stop::End);
            }
            let Some(at) = memchr::memchr(b'{', self.json.window.rest()) else {
                self.json.window.take_all();
                if !self.json.window.more() {
                    return Err(Stop::End);
                }
                continue;
            };
            self.json.window.take(at);
            let start = self.json.window.mark();
            self.json.window.take(1);
            if let Some(member) = beginning.member {
                let length = beginning.text.len();
                self.json.window.ensure(length);
                if self.json.window.rest().starts_with(&beginning.text) {
                    self.json.window.take(length);
                    return Ok((start, member));
                }
            }
            if self.json.token()? != b'"' {
                continue;
            }
            // A name that the window ends in would be read another way, which marks its own place.
            self.json.window.ensure(LONGEST_NAME);
            let content = self.json.string()?;
            let member = Named::of(self.json.bytes(content));
            if !member.member.marks_an_entry() || self.json.token()? != b':' {
                continue;
            }
            self.json.window.take(1);
            return Ok((start, member));
        }
    }

    fn entry_members(&mut self, draft: &mut Draft, begun: Option<Named>) -> Result<(), Stop> {
        let mut seen = Seen::default();
        let mut progress = Progress::default();
        if let Some(Named { member, marks }) = begun {
            progress = Progress::begun();
            draft.marks |= marks;
            seen.again(member as u32);
            self.entry_member(draft, member)?;
        }
        loop {
            let entry = &mut self.shapes.entry;
            let found = self.json.member_of(entry, &mut progress, Named::of)?;
            let Some(Named { member, marks }) = found else {
                return Ok(());
            };
            draft.marks |= marks;
            if member != Member::Other && seen.again(member as u32) {
                self.json.token()?;
                let offset = self.json.window.offset();
                self.note(offset, Path::to(member.pointer()), TWICE);
            }
            self.entry_member(draft, member)?;
        }
    }

    fn entry_member(&mut self, draft: &mut Draft, member: Member) -> Result<(), Stop> {
        let path = Path::to(member.pointer());
        match member {
            Member::Request => return self.request(draft),
            Member::Response => return self.response(draft),
            Member::Timings => return self.timings(draft),
            Member::Initiator => {
                draft.initiator = self.initiator()?;
                if draft.initiator.is_object {
                    draft.marks |= Marks::INITIATOR;
                }
            }
            Member::Other | Member::Cache => return self.json.skip(),
            Member::Started => {
                draft.entry.started = self.text(path)?;
                draft.entry.started_at = draft
                    .entry
                    .started
                    .and_then(|text| time::microseconds(self.capture.strings.get(text)));
                if draft.entry.started.is_some() && draft.entry.started_at.is_none() {
                    let offset = self.json.window.offset();
                    self.note(offset, path, "is not a date and time");
                }
            }
            Member::Time => draft.entry.time = self.number(path)?.map(to_f32),
            Member::PageRef => draft.entry.page = self.text(path)?,
            Member::ServerIp => draft.entry.server_ip = self.some_text(path)?,
            Member::Connection => draft.entry.connection = self.some_text(path)?,
            Member::ConnectionId => draft.entry.connection_id = self.some_text(path)?,
            Member::ResourceType => draft.entry.resource_type = self.resource_type(path)?,
            Member::RequestType => draft.request_type = self.resource_type(path)?,
            Member::InitiatorType => draft.entry.initiator_type = self.some_text(path)?,
            Member::InitiatorDetail => {
                draft.entry.initiator_request = self.initiator_detail(path)?;
            }
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
            Member::ZapType => {
                let kind = self.some_text(path)?;
                draft.entry.flags.folder =
                    kind.is_some_and(|kind| self.capture.strings.get(kind) == "0");
            }
            Member::SocketMessages => draft.entry.socket_error = self.socket_error()?,
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
        if !self.object(Path::to("/request"))? {
            return Ok(());
        }
        draft.has_request = true;
        let mut seen = Seen::default();
        let mut progress = Progress::default();
        while let Some(member) =
            self.json
                .member_of(&mut self.shapes.request, &mut progress, |name| match name {
                    b"method" => Some((0, "/request/method")),
                    b"url" => Some((1, "/request/url")),
                    b"httpVersion" => Some((2, "/request/httpVersion")),
                    b"headers" => Some((3, "/request/headers")),
                    b"headersSize" => Some((4, "/request/headersSize")),
                    b"postData" => Some((5, "/request/postData")),
                    _ => None,
                })?
        {
            let Some((number, pointer)) = member else {
                self.json.skip()?;
                continue;
            };
            self.note_if_again(&mut seen, number, pointer)?;
            let path = Path::to(pointer);
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
        if self.object(Path::to("/request/postData"))? {
            let mut progress = Progress::default();
            while let Some(is_mime) =
                self.json
                    .member_of(&mut self.shapes.post_data, &mut progress, |name| {
                        name == b"mimeType"
                    })?
            {
                if is_mime {
                    mime = self.some_text(Path::to("/request/postData/mimeType"))?;
                } else {
                    self.json.skip()?;
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
        entry.phrases = Phrases::default();
        entry.response_headers = HeaderRange::default();
        entry.flags.has_response = false;
        entry.flags.has_body = false;
        if !self.object(Path::to("/response"))? {
            return Ok(());
        }
        draft.entry.flags.has_response = true;
        let mut seen = Seen::default();
        let mut progress = Progress::default();
        while let Some(member) = self.json.member_of(
            &mut self.shapes.response,
            &mut progress,
            |name| match name {
                b"status" => Ok((0, "/response/status")),
                b"statusText" => Ok((1, "/response/statusText")),
                b"httpVersion" => Ok((2, "/response/httpVersion")),
                b"headers" => Ok((3, "/response/headers")),
                b"redirectURL" => Ok((4, "/response/redirectURL")),
                b"content" => Ok((5, "/response/content")),
                b"_error" => Ok((6, "/response/_error")),
                b"_failureText" => Ok((7, "/response/_failureText")),
                b"_fetchedViaServiceWorker" => Ok((8, "/response/_fetchedViaServiceWorker")),
                _ => Err(Marks::of(name)),
            },
        )? {
            let (number, pointer) = match member {
                Ok(member) => member,
                Err(marks) => {
                    draft.marks |= marks;
                    self.json.skip()?;
                    continue;
                }
            };
            self.note_if_again(&mut seen, number, pointer)?;
            let path = Path::to(pointer);
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
                    draft.marks |= Marks::of(b"_failureText");
                }
                _ => draft.entry.flags.service_worker |= self.truth()?,
            }
        }
        // The status may come after the body.
        if !body::may_be_error(draft.entry.status) {
            draft.entry.phrases = Phrases::default();
        }
        Ok(())
    }

    fn content(&mut self, entry: &mut Entry) -> Result<(), Stop> {
        if !self.object(Path::to("/response/content"))? {
            return Ok(());
        }
        // Which encoding it is may be said only after the body.
        let mut beginning = Vec::new();
        let mut base64 = false;
        let mut progress = Progress::default();
        while let Some(member) =
            self.json
                .member_of(&mut self.shapes.content, &mut progress, |name| match name {
                    b"text" => 0,
                    b"mimeType" => 1,
                    b"size" => 2,
                    b"encoding" => 3,
                    _ => 4,
                })?
        {
            match member {
                0 => self.body(entry, &mut beginning)?,
                1 => entry.mime = self.some_text(Path::to("/response/content/mimeType"))?,
                2 => entry.content_size = self.whole_number(Path::to("/response/content/size"))?,
                3 => {
                    let encoding = self.text(Path::to("/response/content/encoding"))?;
                    base64 = encoding.is_some_and(|encoding| {
                        self.capture
                            .strings
                            .get(encoding)
                            .eq_ignore_ascii_case("base64")
                    });
                }
                _ => self.json.skip()?,
            }
        }
        entry.flags.body_in_base64 = base64;
        entry.body_kind = body::kind(&beginning, base64);
        entry.phrases = body::phrases(&beginning, base64, entry.status);
        Ok(())
    }

    /// Passes over a body, keeping its first bytes and where it stands.
    fn body(&mut self, entry: &mut Entry, beginning: &mut Vec<u8>) -> Result<(), Stop> {
        beginning.clear();
        entry.body = Span::default();
        entry.flags.has_body = false;
        if self.json.value()? != Value::String {
            return self.json.skip();
        }
        let start = self.json.window.offset();
        let most = if body::may_be_error(entry.status) {
            body::LOOKED_AT_IN_ERRORS
        } else {
            body::LOOKED_AT
        };
        self.json.window.ensure(most);
        let rest = self.json.window.rest();
        let mut raw = &rest[1..rest.len().min(most)];
        if let Some(end) = crate::json::scan::StringEnd::default().find(raw) {
            raw = &raw[..end];
        }
        decode::unescape(raw, beginning);
        self.json.skip_string()?;
        entry.flags.has_body = true;
        entry.body = Span {
            start,
            len: u32::try_from(self.json.window.offset() - start).unwrap_or(u32::MAX),
        };
        Ok(())
    }

    fn timings(&mut self, draft: &mut Draft) -> Result<(), Stop> {
        draft.entry.exchange_time = None;
        draft.entry.flags.timings_empty = false;
        if !self.object(Path::to("/timings"))? {
            return Ok(());
        }
        let mut parts: [Option<f64>; 3] = [None; 3];
        let mut progress = Progress::default();
        while let Some(part) =
            self.json
                .member_of(&mut self.shapes.timings, &mut progress, |name| match name {
                    b"send" => Ok((0, "/timings/send")),
                    b"wait" => Ok((1, "/timings/wait")),
                    b"receive" => Ok((2, "/timings/receive")),
                    _ => Err(Marks::of(name)),
                })?
        {
            match part {
                Ok((part, pointer)) => {
                    let part: &mut Option<f64> = &mut parts[part];
                    *part = self.number(Path::to(pointer))?;
                }
                Err(marks) => {
                    draft.marks |= marks;
                    self.json.skip()?;
                }
            }
        }
        if !progress.begun {
            draft.entry.flags.timings_empty = true;
            draft.marks |= Marks::NO_TIMINGS;
        }
        if parts.iter().any(Option::is_some) {
            let sum = parts.iter().flatten().map(|part| part.max(0.0)).sum();
            draft.entry.exchange_time = Some(to_f32(sum));
        }
        Ok(())
    }

    fn note_if_again(
        &mut self,
        seen: &mut Seen,
        member: u32,
        pointer: &'static str,
    ) -> Result<(), Stop> {
        if seen.again(member) {
            // The place is that of the value.
            self.json.token()?;
            let offset = self.json.window.offset();
            self.note(offset, Path::to(pointer), TWICE);
        }
        Ok(())
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
