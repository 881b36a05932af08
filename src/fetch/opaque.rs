//! Responses to no-cors requests that a browser keeps from the page all the same: wrong MIME
//! types (<https://fetch.spec.whatwg.org/#should-response-to-request-be-blocked-due-to-mime-type>,
//! <https://fetch.spec.whatwg.org/#should-response-to-request-be-blocked-due-to-nosniff>) and
//! opaque response blocking (<https://github.com/annevk/orb>).

use super::safelist::mime_essence;
use crate::capture::BodyKind;
use crate::http::HeaderList;

/// What a request is for, as far as these checks ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Destination {
    /// `<script>`, not a module.
    Script,
    /// `<link rel=stylesheet>`.
    Style,
    /// `<img>`, `<audio>`, `<video>`.
    Media,
    /// A font: always a CORS request, with credentials mode `same-origin`.
    Font,
    /// A document for a frame, an `<object>` or an `<embed>`.
    Frame,
    /// `fetch()` with mode `no-cors`, beacons, everything else.
    Other,
}

/// The result of one of these checks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
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
        Destination::Media | Destination::Font | Destination::Frame | Destination::Other => false,
    }
}

/// No picture, sound or film has so few bytes.
const SHORTER_THAN_MEDIA: i64 = 12;

/// Whether a response cannot be the picture, sound or film that an element wants: it is declared
/// as data, and its body (`size` bytes, where that is recorded) is none of them either. Browsers
/// look at the body and not at the type.
#[must_use]
pub fn is_no_media(response: &Response, size: Option<i64>) -> bool {
    let too_short = size.is_some_and(|size| (1..SHORTER_THAN_MEDIA).contains(&size));
    let is_text = matches!(
        response.body,
        BodyKind::Json | BodyKind::Html | BodyKind::Xml
    );
    response.status == 200 && response.is_data() && (is_text || too_short)
}

/// Opaque response blocking, as Chromium and Firefox do it.
#[must_use]
pub fn opaque_response_blocking(response: &Response) -> Opaque {
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
    let is_media = ["image/", "audio/", "video/"]
        .iter()
        .any(|kind| response.starts_with(kind));
    match response.body {
        BodyKind::Media => Opaque::Allowed,
        BodyKind::Json | BodyKind::Html | BodyKind::Xml => Opaque::Blocked,
        BodyKind::Unknown | BodyKind::Other if response.is_data() => Opaque::Blocked,
        BodyKind::Other if !is_media => other(response),
        // The first bytes may still be those of a picture or a film.
        BodyKind::Unknown | BodyKind::Other => Opaque::DependsOnBody,
    }
}

/// The last steps, for a body that is neither data nor a picture, a sound or a film.
fn other(response: &Response) -> Opaque {
    if response.nosniff || !(200..=299).contains(&response.status) {
        Opaque::Blocked
    } else if response.essence.is_none() {
        Opaque::Allowed
    } else {
        // Only a parser for scripts would tell.
        Opaque::DependsOnBody
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn response(mime: &str, nosniff: bool, status: i32, body: BodyKind) -> Response {
        let mut lines = Vec::new();
        if !mime.is_empty() {
            lines.push(("Content-Type", mime));
        }
        if nosniff {
            lines.push(("x-content-type-options", "NoSniff, x"));
        }
        Response::of(&HeaderList::new(lines), status, body)
    }

    #[test]
    fn opaque_response_blocking_table() {
        use BodyKind as B;
        use Opaque::{Allowed, Blocked, DependsOnBody};
        let rows: &[(&str, bool, i32, BodyKind, Opaque)] = &[
            ("text/css", true, 200, B::Json, Allowed),
            ("image/svg+xml", false, 200, B::Unknown, Allowed),
            ("text/javascript", true, 500, B::Other, Allowed),
            ("application/pdf", false, 200, B::Unknown, Blocked),
            ("text/csv", false, 200, B::Other, Blocked),
            ("multipart/mixed", false, 200, B::Unknown, Blocked),
            ("application/json", false, 206, B::Media, Blocked),
            ("image/png", false, 206, B::Media, Allowed),
            ("application/json", true, 200, B::Media, Blocked),
            ("text/plain", true, 200, B::Media, Blocked),
            ("text/plain", false, 200, B::Media, Allowed),
            ("image/png", true, 200, B::Media, Allowed),
            ("image/png", true, 200, B::Unknown, DependsOnBody),
            ("image/png", true, 200, B::Other, DependsOnBody),
            ("image/png", false, 200, B::Json, Blocked),
            ("text/html", false, 200, B::Unknown, Blocked),
            ("application/problem+json", false, 404, B::Unknown, Blocked),
            (
                "application/octet-stream",
                false,
                200,
                B::Unknown,
                DependsOnBody,
            ),
            ("application/octet-stream", false, 200, B::Html, Blocked),
            ("application/octet-stream", true, 200, B::Other, Blocked),
            ("application/octet-stream", false, 404, B::Other, Blocked),
            ("text/plain", false, 200, B::Other, DependsOnBody),
            ("", false, 299, B::Other, Allowed),
            ("", false, 200, B::Unknown, DependsOnBody),
        ];
        for (mime, nosniff, status, body, expected) in rows {
            let found = opaque_response_blocking(&response(mime, *nosniff, *status, *body));
            assert_eq!(found, *expected, "{mime} {nosniff} {status} {body:?}");
        }
    }

    #[test]
    fn mime_types_of_scripts_and_style_sheets() {
        use Destination::{Media, Other, Script, Style};
        let rows: &[(Destination, &str, bool, bool)] = &[
            // destination, type, nosniff, blocked
            (Script, "text/javascript", true, false),
            (Script, "text/html", false, false),
            (Script, "text/html", true, true),
            (Script, "image/png", false, true),
            (Script, "audio/ogg", false, true),
            (Script, "video/mp4", false, true),
            (Script, "text/csv", false, true),
            (Script, "", true, true),
            (Style, "text/css", true, false),
            (Style, "text/plain", false, true),
            (Style, "", false, false),
            (Style, "", true, true),
            (Media, "text/html", true, false),
            (Other, "text/csv", true, false),
        ];
        for (destination, mime, nosniff, expected) in rows {
            let found = mime_type_blocks(
                *destination,
                &response(mime, *nosniff, 200, BodyKind::Unknown),
            );
            assert_eq!(found, *expected, "{destination:?} {mime} {nosniff}");
        }
    }

    #[test]
    fn what_is_declared_as_data_and_is_too_short_for_a_picture_is_none() {
        let rows: &[(&str, BodyKind, Option<i64>, bool)] = &[
            ("application/json", BodyKind::Unknown, Some(2), true),
            ("application/json", BodyKind::Json, None, true),
            ("text/html", BodyKind::Html, Some(5000), true),
            ("application/json", BodyKind::Unknown, Some(5000), false),
            ("application/json", BodyKind::Unknown, Some(0), false),
            ("application/json", BodyKind::Media, Some(5000), false),
            ("image/png", BodyKind::Unknown, Some(2), false),
            ("text/plain", BodyKind::Unknown, Some(2), false),
        ];
        for (mime, body, size, expected) in rows {
            let headers = HeaderList::new(vec![("Content-Type", *mime)]);
            let response = Response::of(&headers, 200, *body);
            assert_eq!(is_no_media(&response, *size), *expected, "{mime} {size:?}");
        }
    }
}
