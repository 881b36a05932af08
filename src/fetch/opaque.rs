//! Responses to no-cors requests that a browser keeps from the page all the same: wrong MIME
//! types (<https://fetch.spec.whatwg.org/#should-response-to-request-be-blocked-due-to-mime-type>,
//! <https://fetch.spec.whatwg.org/#should-response-to-request-be-blocked-due-to-nosniff>) and
//! opaque response blocking (<https://github.com/annevk/orb>).

use super::safelist::mime_essence;
use crate::har::capture::BodyKind;
use crate::http::HeaderList;

/// What a request is for, as far as these checks ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Destination {
    /// `<script>`, not a module.
    Script,
    /// `<link rel=stylesheet>`.
    Style,
    /// `<img>`, `<audio>`, `<video>`.
    Media,
    /// `fetch()` with mode `no-cors`, beacons, everything else.
    Other,
}

/// The answer of one of these checks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opaque {
    /// It may be used.
    Allowed,
    /// It is kept back.
    Blocked,
    /// Only the body would tell, and the capture does not hold it.
    DependsOnBody,
}

/// What these checks look at.
#[derive(Debug, Clone)]
pub struct Response {
    /// Type and subtype in lower case; `None` where there is none.
    pub essence: Option<String>,
    /// Whether `X-Content-Type-Options: nosniff` is set.
    pub nosniff: bool,
    /// The status.
    pub status: i32,
    /// What the body looks like.
    pub body: BodyKind,
}

impl Response {
    /// Takes it from the headers.
    #[must_use]
    pub fn of(headers: &HeaderList<'_>, status: i32, body: BodyKind) -> Self {
        let nosniff = headers
            .get_decode_split("X-Content-Type-Options")
            .and_then(|values| values.into_iter().next())
            .is_some_and(|value| value.eq_ignore_ascii_case("nosniff"));
        let essence = headers.get("Content-Type").and_then(|v| mime_essence(&v));
        Self {
            essence,
            nosniff,
            status,
            body,
        }
    }

    fn is(&self, types: &[&str]) -> bool {
        self.essence.as_deref().is_some_and(|e| types.contains(&e))
    }

    fn starts_with(&self, prefix: &str) -> bool {
        self.essence
            .as_deref()
            .is_some_and(|e| e.starts_with(prefix))
    }

    /// Whether it declares a script.
    ///
    /// <https://mimesniff.spec.whatwg.org/#javascript-mime-type>
    #[must_use]
    pub fn is_javascript(&self) -> bool {
        self.is(&[
            "application/ecmascript",
            "application/javascript",
            "application/x-ecmascript",
            "application/x-javascript",
            "text/ecmascript",
            "text/javascript",
            "text/javascript1.0",
            "text/javascript1.1",
            "text/javascript1.2",
            "text/javascript1.3",
            "text/javascript1.4",
            "text/javascript1.5",
            "text/jscript",
            "text/livescript",
            "text/x-ecmascript",
            "text/x-javascript",
        ])
    }

    fn is_data(&self) -> bool {
        self.is(&[
            "text/html",
            "application/json",
            "text/json",
            "text/xml",
            "application/xml",
        ]) || self
            .essence
            .as_deref()
            .is_some_and(|e| (e.ends_with("+json") || e.ends_with("+xml")) && e != "image/svg+xml")
    }
}

/// The standard's two checks of the MIME type, which every browser makes: style sheets must be
/// `text/css`, scripts must not be pictures, sound, film or CSV, and `nosniff` makes both strict.
#[must_use]
pub fn mime_type_blocks(destination: Destination, response: &Response) -> bool {
    match destination {
        Destination::Script => {
            response.starts_with("image/")
                || response.starts_with("audio/")
                || response.starts_with("video/")
                || response.is(&["text/csv"])
                || (response.nosniff && !response.is_javascript())
        }
        Destination::Style => {
            !response.is(&["text/css"]) && (response.nosniff || response.essence.is_some())
        }
        Destination::Media | Destination::Other => false,
    }
}

/// Opaque response blocking, as Chromium and Firefox do it.
#[must_use]
pub fn opaque_response_blocking(response: &Response) -> Opaque {
    let looks_like_data = matches!(
        response.body,
        BodyKind::Json | BodyKind::Html | BodyKind::Xml
    );
    if response.is(&["text/css", "image/svg+xml"]) {
        return Opaque::Allowed;
    }
    if response.is_javascript() {
        return Opaque::Allowed;
    }
    if response.is(&[
        "application/pdf",
        "application/zip",
        "application/gzip",
        "application/x-gzip",
        "application/x-protobuf",
        "text/csv",
        "text/event-stream",
        "text/vtt",
        "application/dash+xml",
        "application/vnd.apple.mpegurl",
    ]) || response.starts_with("multipart/")
    {
        return Opaque::Blocked;
    }
    if response.status == 206 && response.is_data() {
        return Opaque::Blocked;
    }
    if response.nosniff && (response.is_data() || response.is(&["text/plain"])) {
        return Opaque::Blocked;
    }
    match response.body {
        BodyKind::Media => return Opaque::Allowed,
        BodyKind::Unknown if !response.is_data() && response.essence.is_none() => {
            return Opaque::DependsOnBody;
        }
        _ => {}
    }
    if response.nosniff || looks_like_data || response.is_data() {
        return Opaque::Blocked;
    }
    if !(200..=299).contains(&response.status) {
        return Opaque::Blocked;
    }
    match response.body {
        BodyKind::Unknown => Opaque::DependsOnBody,
        _ if response.essence.is_none() => Opaque::Allowed,
        // Without a parser for scripts the rest stays open.
        _ => Opaque::DependsOnBody,
    }
}
