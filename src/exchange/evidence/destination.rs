//! What a request is for.

use super::super::observe::{Observed, ObservedHop};
use crate::capture::Capture;
use crate::fetch::opaque::Destination;

pub(super) fn is_event_source(capture: &Capture, observed: &Observed<'_>) -> bool {
    observed
        .hops
        .first()
        .is_some_and(|first| match capture.optional(first.entry.resource_type) {
            Some("fetch" | "xhr") => false,
            Some("eventsource") => true,
            _ => first.request.first("Accept") == Some("text/event-stream"),
        })
}

pub(super) fn destination(capture: &Capture, observed: &Observed<'_>) -> Destination {
    let Some(first) = observed.hops.first() else {
        return Destination::Other;
    };
    let named = first
        .request
        .first("Sec-Fetch-Dest")
        .or_else(|| capture.optional(first.entry.resource_type));
    let accept = first.request.first("Accept").unwrap_or("");
    match named {
        Some("script") => Destination::Script,
        Some("style" | "stylesheet") => Destination::Style,
        Some("image" | "audio" | "video" | "media") => Destination::Media,
        Some("font") => Destination::Font,
        Some("iframe" | "frame" | "object" | "embed") => Destination::Frame,
        // What Firefox stopped, and what proxies and old browsers wrote down.
        None if accept.starts_with("text/css") => Destination::Style,
        None if accept.starts_with("application/font") || is_a_font(first) => Destination::Font,
        _ => Destination::Other,
    }
}

/// Whether a response is a font, by its type or else by the end of its URL.
fn is_a_font(hop: &ObservedHop<'_>) -> bool {
    let path = hop.url.split(['?', '#']).next().unwrap_or("");
    let named = [".woff2", ".woff", ".ttf", ".otf", ".eot"]
        .iter()
        .any(|end| path.ends_with(end));
    let mime = hop.response.first("Content-Type").unwrap_or("");
    let typed = [
        "font/",
        "application/font-",
        "application/x-font-",
        "application/vnd.ms-fontobject",
    ]
    .iter()
    .any(|start| mime.starts_with(start));
    hop.method == "GET" && (typed || (named && !mime.starts_with("text/html")))
}
