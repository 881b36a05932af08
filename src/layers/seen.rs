//! One message as the table looks at it.

use url::Url;

use crate::capture::{BodyKind, Capture, EntryId, Phrases};
use crate::http::HeaderList;

/// One request with its response, as far as it tells who answered.
#[derive(Debug)]
pub struct Seen<'c> {
    /// Whether it is a preflight.
    pub is_preflight: bool,
    /// Its host, in lower case; empty where the URL cannot be read.
    pub host: String,
    /// Its port, also where it is the scheme's own.
    pub port: Option<u16>,
    /// Its path.
    pub path: String,
    /// Its query, without the question mark.
    pub query: String,
    /// The status, 0 where there is none.
    pub status: i32,
    /// The status text, which HTTP/1.1 has.
    pub status_text: &'c str,
    /// The request's headers.
    pub request: HeaderList<'c>,
    /// The response's headers.
    pub response: HeaderList<'c>,
    /// Whether the body is HTML, by its type or by its first bytes.
    pub html: bool,
    /// What the body of an error says, where the capture holds it.
    pub phrases: Phrases,
    /// Where the response redirects to.
    pub target: Option<Url>,
}

impl<'c> Seen<'c> {
    /// The message of an entry.
    #[must_use]
    pub fn of(capture: &'c Capture, id: EntryId) -> Self {
        let entry = capture.entry(id);
        let request = capture.request_headers(entry);
        let response = capture.response_headers(entry);
        let url = Url::parse(capture.url(entry)).ok();
        let status = entry.status.unwrap_or(0);
        let location = response
            .first("Location")
            .filter(|location| !location.is_empty())
            .or(capture.optional(entry.redirect_url))
            .filter(|_| (300..400).contains(&status));
        let target = location.and_then(|location| url.as_ref()?.join(location).ok());
        let text = |part: Option<&str>| part.unwrap_or("").to_owned();
        let is_html = response.first("Content-Type").is_some_and(|kind| {
            kind.trim_start()
                .to_ascii_lowercase()
                .starts_with("text/html")
        });
        Self {
            is_preflight: capture.method(entry) == "OPTIONS"
                && request.contains("Access-Control-Request-Method"),
            host: text(url.as_ref().and_then(Url::host_str)),
            port: url.as_ref().and_then(Url::port_or_known_default),
            path: text(url.as_ref().map(Url::path)),
            query: text(url.as_ref().and_then(Url::query)),
            status,
            status_text: capture.optional(entry.status_text).unwrap_or(""),
            html: is_html || entry.body_kind == BodyKind::Html,
            phrases: entry.phrases,
            target,
            request,
            response,
        }
    }

    /// Whether every test of a sign holds.
    #[must_use]
    pub fn shows(&self, sign: &[super::Test]) -> bool {
        sign.iter().all(|test| test.holds(self))
    }

    /// Whether one of the signs shows.
    #[must_use]
    pub fn shows_one_of(&self, signs: &[&[super::Test]]) -> bool {
        signs.iter().any(|sign| self.shows(sign))
    }
}
