//! The model that every input fills: one capture with its entries, their header sections, and
//! where in the file everything else stands. Bodies are never held. Nothing here knows a file
//! format.

mod browser;
mod partial;
mod phrase;
mod place;
pub mod recorder;
mod refusal;
pub mod statement;
pub mod strings;
pub mod time;

use std::num::NonZeroU32;
use std::ops::Range;
use std::sync::Arc;

use crate::http::HeaderList;
use crate::http::header::trim_ows;
pub use browser::Browser;
pub use partial::Partial;
pub use phrase::{PHRASES, Phrases};
pub use place::{Numbered, Part, Source};
pub use recorder::Recorder;
pub use refusal::{Elsewhere, RefusalKind, RefusalKinds, RefusalRow};
pub use statement::Statement;
pub(crate) use strings::Translation;
pub use strings::{Strings, Text};

/// The position of an entry in the capture's `log.entries`, counted over the entries that could
/// be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EntryId(NonZeroU32);

impl EntryId {
    /// The entry at that position. (One more is kept, so that an entry or none takes no more room
    /// than an entry.)
    #[must_use]
    pub const fn new(number: u32) -> Self {
        match NonZeroU32::new(number.wrapping_add(1)) {
            Some(one_more) => Self(one_more),
            None => Self(NonZeroU32::MAX),
        }
    }

    /// The position.
    #[must_use]
    pub const fn number(self) -> u32 {
        self.0.get() - 1
    }

    /// As an index into [`Capture::entries`].
    #[must_use]
    pub fn index(self) -> usize {
        self.number() as usize
    }
}

/// One capture.
#[derive(Debug, Default)]
pub struct Capture {
    /// The name of the file as it was given, `-` for standard input.
    pub file: String,
    /// Who wrote it.
    pub producer: Producer,
    /// `log.pages`, in order.
    pub pages: Vec<Page>,
    /// What was odd or broken about the file, in the order of the file.
    pub notes: Vec<Note>,
    /// Why and how far it was read, where it was not read whole.
    pub partial: Option<Partial>,
    /// The entries, in the order of the file.
    pub entries: Vec<Entry>,
    /// The headers of all entries; each entry holds its ranges.
    pub headers: Vec<Header>,
    /// What it says of requests in so many words, in the order of the file.
    pub statements: Vec<Statement>,
    /// The other recordings of the same visit that were joined to it.
    pub joined: Vec<Recording>,
    /// The strings of the capture.
    pub strings: Strings,
    /// The input that it was read from; without one, places are numbers of entries.
    pub source: Option<Arc<dyn Source>>,
}

/// A recording that was joined to another one of the same visit.
#[derive(Debug, Clone)]
pub struct Recording {
    /// The name of the file as it was given.
    pub file: String,
    /// The input that it was read from.
    pub source: Option<Arc<dyn Source>>,
}

/// Who wrote a capture.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Producer {
    /// `log.creator.name`, as written; empty where there is none.
    pub name: String,
    /// `log.creator.version`, as written; empty where there is none.
    pub version: String,
    /// Whose habits the file follows.
    pub recorder: Recorder,
    /// The browser whose traffic it is, where the capture tells (`User-Agent`, `log.browser`). `None`
    /// too where it is the traffic of several: [`Capture::browser_of`] tells them apart.
    pub browser: Option<Browser>,
    /// Whether every request is that browser's, whatever its `User-Agent` says.
    pub one_browser: bool,
    /// The browser's version as far as the capture tells it, such as `156.0.8078.79` or `153.0`.
    pub browser_version: Option<String>,
}

/// One of `log.pages`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Its `id`, which entries name in `pageref`.
    pub id: Text,
    /// Its `title`: the page's URL in Chromium's, Firefox's and Safari's exports.
    pub title: Option<Text>,
}

/// Something in the file that is not as it should be, and was passed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Where.
    pub place: Place,
    /// What, and what was done about it, in one sentence without the place.
    pub text: String,
}

/// A place in a capture file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    /// The byte, counted from 0 in the file after unpacking (gzip, zip) and decoding (UTF-16).
    pub offset: Option<u64>,
    /// The line, counted from 1.
    pub line: Option<u64>,
    /// The entry, counted from 0 in the file's array.
    pub entry: Option<u32>,
    /// The JSON Pointer, such as `/log/entries/3/response/status`.
    pub pointer: Option<String>,
}

/// A stretch of bytes in the unpacked file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Span {
    /// The first byte.
    pub start: u64,
    /// How many bytes.
    pub len: u32,
}

/// One header line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Header {
    /// As written.
    pub name: Text,
    /// As written, escapes undone.
    pub value: Text,
}

/// One entry: a request with its response. `None` means that the capture does not say.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Entry {
    /// Which of the files it stands in, as in [`Statement::recording`].
    pub recording: u16,
    /// Its number in the file, as the input counts (a HAR's from 0), from which the [`Source`] says
    /// where its parts stand.
    pub number: u32,
    /// Where the entry's object stands in the file.
    pub span: Span,
    /// Where `response.content.text` stands in the file, quotes included.
    pub body: Span,
    /// What the first bytes of the body look like, where the capture holds a body.
    pub body_kind: BodyKind,
    /// What the body of an error says, where the capture holds it.
    pub phrases: Phrases,
    /// `startedDateTime` as written.
    pub started: Option<Text>,
    /// `startedDateTime` in microseconds since 1970, where it can be read.
    pub started_at: Option<i64>,
    /// `time` in milliseconds.
    pub time: Option<f32>,
    /// `timings.send + wait + receive` in milliseconds, negative members counted as 0.
    pub exchange_time: Option<f32>,
    /// `pageref`.
    pub page: Option<Text>,
    /// `request.method`.
    pub method: Option<Text>,
    /// `request.url`, as written.
    pub url: Option<Text>,
    /// `request.httpVersion`.
    pub http_version: Option<Text>,
    /// `request.headers`, a range of [`Capture::headers`].
    pub request_headers: HeaderRange,
    /// `request.postData.mimeType`.
    pub post_mime: Option<Text>,
    /// `response.status`; negative from some recorders.
    pub status: Option<i32>,
    /// `response.statusText`.
    pub status_text: Option<Text>,
    /// `response.httpVersion`.
    pub response_http_version: Option<Text>,
    /// `response.headers`, a range of [`Capture::headers`].
    pub response_headers: HeaderRange,
    /// `response.redirectURL`, where it is not empty.
    pub redirect_url: Option<Text>,
    /// `response.content.mimeType`.
    pub mime: Option<Text>,
    /// `response.content.size` in bytes.
    pub content_size: Option<i64>,
    /// `response._error` (Chromium, mitmproxy, `BrowserMob`), or an entry's own `_error`.
    pub error: Option<Text>,
    /// `response._failureText` (Playwright).
    pub failure_text: Option<Text>,
    /// The error that stands in the place of a WebSocket's first message, where its handshake
    /// failed (Chromium).
    pub socket_error: Option<Text>,
    /// `serverIPAddress`, where it is not empty.
    pub server_ip: Option<Text>,
    /// `connection`, where it is not empty.
    pub connection: Option<Text>,
    /// `_connectionId` (Chromium).
    pub connection_id: Option<Text>,
    /// `_resourceType`, or `WebPageTest`'s and others' equivalents.
    pub resource_type: Option<Text>,
    /// `_initiator.type`, or `_initiator_type`.
    pub initiator_type: Option<Text>,
    /// `_initiator.url`, `_initiator` where it is a string, or the first http(s) URL of the
    /// initiator's stack.
    pub initiator_url: Option<Text>,
    /// The id of the request that caused a preflight: `_initiator.requestId`, or the one inside
    /// chrome-har's `_initiator_detail`.
    pub initiator_request: Option<Text>,
    /// `_requestId` (chrome-har).
    pub request_id: Option<Text>,
    /// `_fromCache` (Chromium), `_fetchType` (Safari).
    pub from_cache: Option<Text>,
    /// Yes-or-no facts.
    pub flags: Flags,
}

/// A range of [`Capture::headers`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct HeaderRange {
    /// The first header.
    pub start: u32,
    /// One past the last header.
    pub end: u32,
}

impl HeaderRange {
    /// From `start` to before `end`.
    pub(crate) fn new(start: usize, end: usize) -> Self {
        let number = |place: usize| u32::try_from(place).unwrap_or(u32::MAX);
        Self {
            start: number(start),
            end: number(end),
        }
    }
}

impl Entry {
    /// Every text, absent ones too.
    fn texts(&mut self) -> [&mut Option<Text>; 22] {
        [
            &mut self.started,
            &mut self.page,
            &mut self.method,
            &mut self.url,
            &mut self.http_version,
            &mut self.post_mime,
            &mut self.status_text,
            &mut self.response_http_version,
            &mut self.redirect_url,
            &mut self.mime,
            &mut self.error,
            &mut self.failure_text,
            &mut self.socket_error,
            &mut self.server_ip,
            &mut self.connection,
            &mut self.connection_id,
            &mut self.resource_type,
            &mut self.initiator_type,
            &mut self.initiator_url,
            &mut self.initiator_request,
            &mut self.request_id,
            &mut self.from_cache,
        ]
    }
}

/// Yes-or-no facts of an entry.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is one field of a HAR")]
pub struct Flags {
    /// There is a `response` object.
    pub has_response: bool,
    /// `timings` is an empty object (Firefox, for a request that was never sent).
    pub timings_empty: bool,
    /// `request.headersSize` is 0 (Firefox, for a request that was never sent).
    pub request_headers_size_zero: bool,
    /// `_fetchedViaServiceWorker` (Chromium) or `_fetchType: "Service Worker"` (Safari).
    pub service_worker: bool,
    /// Playwright's `_wasFulfilled`: a test's route answered, not the server.
    pub fulfilled: bool,
    /// Playwright's `_wasAborted`: a test's route aborted it.
    pub aborted: bool,
    /// Playwright's `_apiRequestRef`: made by test code, not by a page.
    pub api_request: bool,
    /// ZAP's `_zapMessageType` 0: a folder of its site tree, made up from a request below it.
    pub folder: bool,
    /// It stands in no recording of requests: a console speaks of it, and that is all.
    pub only_told: bool,
    /// The response content has a `text`.
    pub has_body: bool,
    /// That `text` is base64.
    pub body_in_base64: bool,
}

/// What the first bytes of a recorded body look like.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum BodyKind {
    /// No body was recorded, or it is empty.
    #[default]
    Unknown,
    /// Begins like HTML.
    Html,
    /// Begins like XML.
    Xml,
    /// Begins like JSON: `{` with a string key, `[`, or the `)]}'` guard.
    Json,
    /// Begins like an image, a sound or a film.
    Media,
    /// Something else.
    Other,
}

impl Capture {
    /// The string behind a handle.
    #[must_use]
    pub fn text(&self, text: Text) -> &str {
        self.strings.get(text)
    }

    /// The string behind a handle that may be absent.
    #[must_use]
    pub fn optional(&self, text: Option<Text>) -> Option<&str> {
        text.map(|t| self.text(t))
    }

    /// The entry with that id.
    #[must_use]
    pub fn entry(&self, id: EntryId) -> &Entry {
        &self.entries[id.index()]
    }

    /// Every entry with its id, in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = (EntryId, &Entry)> {
        (0..).map(EntryId::new).zip(&self.entries)
    }

    /// The request's headers.
    #[must_use]
    pub fn request_headers(&self, entry: &Entry) -> HeaderList<'_> {
        self.header_list(entry.request_headers)
    }

    /// The response's headers.
    #[must_use]
    pub fn response_headers(&self, entry: &Entry) -> HeaderList<'_> {
        self.header_list(entry.response_headers)
    }

    /// The value of the first line of that name among the request's headers. Where more than one
    /// is looked for, [`Capture::request_headers`] is faster.
    #[must_use]
    pub fn request_header(&self, entry: &Entry, name: &str) -> Option<&str> {
        self.lines(entry.request_headers)
            .iter()
            .find(|line| self.text(line.name).eq_ignore_ascii_case(name))
            .map(|line| trim_ows(self.text(line.value)))
    }

    /// The request's URL, `""` where there is none.
    #[must_use]
    pub fn url(&self, entry: &Entry) -> &str {
        self.optional(entry.url).unwrap_or("")
    }

    /// The request's method, `""` where there is none.
    #[must_use]
    pub fn method(&self, entry: &Entry) -> &str {
        self.optional(entry.method).unwrap_or("")
    }

    /// Takes in the entries of the part of the file that comes next, the first of which is the
    /// file's entry `number`.
    pub(crate) fn absorb(&mut self, part: Capture, number: u32) {
        let texts = self.strings.absorb(&part.strings);
        for mut entry in part.entries {
            entry.number += number;
            for text in entry.texts() {
                *text = text.and_then(|text| texts.get(text));
            }
            for range in [&mut entry.request_headers, &mut entry.response_headers] {
                let lines = &part.headers[range.start as usize..range.end as usize];
                let start = self.headers.len();
                self.headers.extend(lines.iter().filter_map(|line| {
                    let (name, value) = (texts.get(line.name)?, texts.get(line.value)?);
                    Some(Header { name, value })
                }));
                *range = HeaderRange::new(start, self.headers.len());
            }
            self.entries.push(entry);
        }
    }

    /// Gives back the memory that only reading needs.
    pub(crate) fn settle(&mut self) {
        self.strings.settle();
        self.entries.shrink_to_fit();
        self.headers.shrink_to_fit();
    }

    fn header_list(&self, range: HeaderRange) -> HeaderList<'_> {
        HeaderList::new(
            self.lines(range)
                .iter()
                .map(|h| (self.text(h.name), self.text(h.value)))
                .collect(),
        )
    }

    fn lines(&self, range: HeaderRange) -> &[Header] {
        let range: Range<usize> = range.start as usize..range.end as usize;
        self.headers.get(range).unwrap_or(&[])
    }
}
