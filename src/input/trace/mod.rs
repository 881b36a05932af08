//! Reading Playwright traces: the archive (`trace.zip`, and those in the `data` folder of an HTML
//! report), the files unpacked from one (`*.network`, `*.trace`), each by itself or with the ones
//! beside it.
//!
//! A trace holds the requests as Playwright's HAR does, and the lines of the console, which say why
//! a request was refused. Preflights are never in it.

pub(super) mod archive;
mod event;

use std::collections::HashMap;
use std::fmt::Debug;
use std::sync::Arc;

use event::{Line, Location, Snapshot};

use super::events::{Events, Next};
use super::lenient::Object;
use super::log::{self, Log, Notes};
use super::reader::{OpenError, Opened, Reading};
use super::{fill, lenient};
use crate::capture::statement::{About, At, Claim};
use crate::capture::{
    Browser, Capture, Entry, Page, Part, Recorder, Source, Statement, Text, time,
};
use crate::json::window::Window;

/// What the browser says beside the line that tells why: the URL of the request is the place of
/// the message.
const FAILED_TO_LOAD: &str = "Failed to load resource";

/// Whether a file begins as the lines of a trace.
pub(super) fn recognises(window: &mut Window<'_>) -> bool {
    let from = log::prelude(window);
    if log::is_another(&window.rest()[from..]) {
        return false;
    }
    window.ensure(from + 1024);
    let start = &window.rest()[from..];
    if !start.starts_with(b"{\"") {
        return false;
    }
    let kind = event::kind(start);
    kind.is_some_and(|kind| match kind {
        archive::MEMBER => true,
        b"context-options" => start[..start.len().min(1024)]
            .windows(b"\"browserName\"".len())
            .any(|name| name == b"\"browserName\""),
        b"resource-snapshot" => memchr::memmem::find(start, b"\"snapshot\"").is_some(),
        _ => false,
    })
}

/// Begins to read a trace.
pub(super) fn open(mut opened: Opened<'_>) -> Result<Box<dyn Reading + '_>, OpenError> {
    if opened.direct
        && let Some(disk) = opened.disk.take()
    {
        archive::with_neighbours(&mut opened, disk.path());
    }
    log::open(opened, |window, capture| Reader {
        events: Events::new(window),
        trace: Trace {
            capture,
            ..Trace::default()
        },
        notes: Notes::default(),
    })
}

/// A trace that is being read.
struct Reader<'a> {
    events: Events<'a>,
    trace: Trace,
    notes: Notes,
}

/// What was found in a trace.
#[derive(Default)]
struct Trace {
    capture: Capture,
    /// The files of the trace: the line among all lines behind which each begins, and its name.
    members: Lines,
    /// How many lines told of requests.
    known: usize,
    /// What is added to the trace's own clock to get milliseconds since 1970.
    clock: Option<f64>,
    /// Playwright's.
    version: String,
    browser: Option<Browser>,
    pages: HashMap<Text, usize>,
    /// Whether a test set routes, or a route took a request.
    routed: bool,
}

/// Places in a trace: lines, of the file that they stand in.
#[derive(Debug, Default)]
struct Lines {
    members: Vec<(u32, String)>,
}

impl Lines {
    fn name(&self, line: u32) -> String {
        let member = self.members.iter().rev().find(|(before, _)| *before < line);
        match member {
            Some((before, name)) => format!("{name} line {}", line - before),
            None => format!("line {line}"),
        }
    }
}

impl Source for Lines {
    fn place(&self, entry: &Entry, _: Part) -> String {
        self.name(entry.number)
    }

    fn field(&self, part: Part) -> &'static str {
        match part {
            Part::FailureText => "_failureText",
            _ => part.name(),
        }
    }
}

impl Log for Reader<'_> {
    fn capture(&self) -> &Capture {
        &self.trace.capture
    }

    fn step(&mut self) -> bool {
        match self.events.next() {
            Next::Event(number, bytes) => {
                if !event::kind(bytes).is_some_and(event::is_read) {
                    return true;
                }
                match serde_json::from_slice::<Line<'_>>(bytes) {
                    Ok(line) => self.trace.line(number, &line),
                    Err(_) => self.notes.unreadable("line", number),
                }
                true
            }
            Next::Odd(odd) => {
                self.notes.odd(&odd);
                true
            }
            Next::End { cut } => {
                self.notes.ended(self.events.broken(), cut);
                false
            }
        }
    }

    fn finish(self) -> Result<Capture, String> {
        let Self {
            mut trace,
            mut notes,
            ..
        } = self;
        if trace.known == 0 {
            return Err("has no line of a Playwright trace about requests".to_owned());
        }
        if trace.routed {
            notes.say(
                "routes were set: Playwright then responds to preflights itself, so requests may \
                 have succeeded that the server does not allow",
            );
        }
        if trace.capture.entries.is_empty() {
            notes.say("the trace has no requests: open the .network file, or the whole trace.zip");
        }
        let mut capture = trace.capture;
        for statement in &mut capture.statements {
            if let At::Line(line) = statement.place
                && let Some(name) = capture.strings.intern(&trace.members.name(line))
            {
                statement.place = At::Named(name);
            }
        }
        notes.finish(&mut capture);
        let producer = &mut capture.producer;
        producer.recorder = Recorder::PlaywrightTrace;
        "Playwright".clone_into(&mut producer.name);
        producer.version = std::mem::take(&mut trace.version);
        capture.settle_browser(trace.browser.map(|browser| (browser, String::new())));
        capture.source = Some(Arc::new(trace.members));
        capture.settle();
        Ok(capture)
    }
}

impl Trace {
    fn text(&mut self, text: &str) -> Option<Text> {
        fill::text(&mut self.capture, text)
    }

    fn line(&mut self, number: u32, line: &Line<'_>) {
        match line.kind.get().as_bytes() {
            archive::MEMBER => {
                let name = line.name.get().to_owned();
                self.members.members.push((number, name));
            }
            b"context-options" => self.context(line),
            b"resource-snapshot" => {
                if let Some(snapshot) = &line.snapshot.0 {
                    self.known += 1;
                    self.snapshot(number, snapshot);
                }
            }
            b"console" => self.said(number, &line.text, &line.location, line.time),
            b"object" if line.class.get() == "ConsoleMessage" => {
                if let Some(initializer) = &line.initializer.0 {
                    self.said(number, &initializer.text, &initializer.location, line.time);
                }
            }
            b"event" => self.event(number, line),
            _ => {
                let call = line.api_name.get().rsplit('.').next().unwrap_or_default();
                self.routed |= line.method.get().starts_with("setNetworkInterception")
                    || ["route", "routeFromHAR"].contains(&call);
            }
        }
    }

    fn context(&mut self, line: &Line<'_>) {
        self.known += 1;
        if let (Some(wall), Some(own)) = (line.wall_time.0, line.monotonic_time.0) {
            self.clock = Some(wall - own);
        }
        if !line.playwright_version.get().is_empty() {
            line.playwright_version.get().clone_into(&mut self.version);
        }
        let browser = match line.browser_name.get() {
            "chromium" => Some(Browser::Chromium),
            "firefox" => Some(Browser::Firefox),
            "webkit" => Some(Browser::WebKit),
            _ => None,
        };
        self.browser = browser.or(self.browser);
    }

    fn event(&mut self, number: u32, line: &Line<'_>) {
        let Some(params) = &line.params.0 else {
            return;
        };
        match line.method.get() {
            "console" => self.said(number, &params.text, &params.location, line.time),
            "pageError" => {
                let error = params.error.0.as_ref();
                let inner = error.and_then(|error| error.error.0.as_ref());
                let message = inner.or(error).map(|error| &error.message);
                if let Some(message) = message {
                    self.said(number, message, &Object(None), line.time);
                }
            }
            _ => {}
        }
    }

    /// A line of the console.
    fn said(
        &mut self,
        number: u32,
        text: &lenient::Str<'_>,
        location: &Object<Location<'_>>,
        at: lenient::Num,
    ) {
        let Some(words) = self.text(text.get()) else {
            return;
        };
        self.known += 1;
        let location = location
            .0
            .as_ref()
            .map_or("", |location| location.url.get());
        let url = text
            .get()
            .starts_with(FAILED_TO_LOAD)
            .then(|| self.text(location))
            .flatten();
        let time =
            at.0.zip(self.clock)
                .map(|(at, clock)| (at + clock) / 1000.0);
        self.capture.statements.push(Statement {
            recording: 0,
            place: At::Line(number),
            about: About {
                url,
                time: time.and_then(fill::microseconds),
                ..About::default()
            },
            claim: Claim::Words(words),
        });
    }

    fn snapshot(&mut self, number: u32, snapshot: &Snapshot<'_>) {
        let Some(request) = &snapshot.request.0 else {
            return;
        };
        let page = self.text(snapshot.pageref.get());
        let kind = snapshot.resource_type.get();
        let url = self.text(request.url.get());
        if let Some(page) = page {
            // The first document of a page is the page; a later one is the one it went to.
            let pages = &mut self.capture.pages;
            let at = *self.pages.entry(page).or_insert_with(|| {
                pages.push(Page {
                    id: page,
                    title: None,
                });
                pages.len() - 1
            });
            if kind == "document" && pages[at].title.is_none() {
                pages[at].title = url;
            }
        }
        let post = request.post_data.0.as_ref();
        let mut entry = Entry {
            number,
            started: self.text(snapshot.started_date_time.get()),
            started_at: time::microseconds(snapshot.started_date_time.get()),
            time: snapshot.time.0.and_then(fill::milliseconds),
            page,
            method: self.text(request.method.get()),
            url,
            http_version: self.text(request.http_version.get()),
            request_headers: fill::headers(&mut self.capture, &request.headers.0),
            post_mime: post.and_then(|post| self.text(post.mime_type.get())),
            server_ip: self.text(snapshot.server_address.get()),
            resource_type: self.text(kind),
            ..Entry::default()
        };
        entry.flags.fulfilled = snapshot.was_fulfilled.0 == Some(true);
        entry.flags.aborted = snapshot.was_aborted.0 == Some(true);
        entry.flags.api_request =
            snapshot.api_request.0 == Some(true) || !snapshot.api_request_ref.get().is_empty();
        self.routed |= entry.flags.fulfilled || entry.flags.aborted;
        if let Some(response) = &snapshot.response.0 {
            let content = response.content.0.as_ref();
            entry.flags.has_response = true;
            entry.status = response.status.0.and_then(fill::status);
            entry.status_text = self.text(response.status_text.get());
            entry.response_http_version = self.text(response.http_version.get());
            entry.response_headers = fill::headers(&mut self.capture, &response.headers.0);
            entry.redirect_url = self.text(response.redirect_url.get());
            entry.failure_text = self.text(response.failure_text.get());
            entry.mime = content.and_then(|content| self.text(content.mime_type.get()));
            entry.content_size = content
                .and_then(|content| content.size.0)
                .and_then(fill::status)
                .map(i64::from);
        }
        self.capture.entries.push(entry);
    }
}
