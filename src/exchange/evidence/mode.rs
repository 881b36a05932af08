//! The mode of a request, by what it carries and by what the recorder says of it.

use super::super::observe::{Observed, ObservedHop};
use super::super::pair::page_set_names;
use super::super::{Fact, RequestMode, Source};
use crate::capture::Capture;
use crate::capture::recorder::Outcome;
use crate::fetch::redirect::Location;
use crate::http::{HeaderList, Origin, method};

/// The mode that a `Sec-Fetch-Mode` header names.
fn named_mode(header: &str) -> Option<RequestMode> {
    match header {
        "cors" => Some(RequestMode::Cors),
        "no-cors" => Some(RequestMode::NoCors),
        "same-origin" => Some(RequestMode::SameOrigin),
        "navigate" => Some(RequestMode::Navigate),
        "websocket" | "webtransport" => Some(RequestMode::WebSocket),
        _ => None,
    }
}

pub(super) fn mode(
    capture: &Capture,
    observed: &Observed<'_>,
    origin: &Fact<Origin<'_>>,
) -> Fact<RequestMode> {
    let header = observed
        .hops
        .iter()
        .map(|hop| &hop.request)
        .chain(observed.preflights().map(|p| &p.request))
        .find_map(|request| request.first("Sec-Fetch-Mode"));
    if let Some(mode) = header.and_then(named_mode) {
        return Fact::recorded(mode, "the Sec-Fetch-Mode header");
    }
    if observed.preflights().next().is_some() {
        return Fact::inferred(RequestMode::Cors, "it has a preflight");
    }
    let Some(first) = observed.hops.first() else {
        return Fact::open("no request is recorded");
    };
    if first.url.starts_with("ws:") || first.url.starts_with("wss:") {
        return Fact::inferred(RequestMode::WebSocket, "the scheme of the URL");
    }
    if is_a_handshake(&first.request) {
        return Fact::inferred(RequestMode::WebSocket, "the headers of a handshake");
    }
    if first.method == "CONNECT" {
        return Fact::inferred(RequestMode::Navigate, "a tunnel, which no page requested");
    }
    let has_origin = first.request.contains("Origin");
    let cross_origin = origin
        .value
        .as_ref()
        .is_some_and(|o| !o.same_origin(&first.url_origin));
    let by_origin = |why_cors: &'static str, why_not: &'static str| {
        if has_origin {
            Fact::inferred(RequestMode::Cors, why_cors)
        } else {
            Fact::inferred(RequestMode::NoCors, why_not)
        }
    };
    match capture.optional(first.entry.resource_type).unwrap_or("") {
        "xhr" | "eventsource" | "font" | "manifest" => {
            return Fact::inferred(RequestMode::Cors, "the kind of resource");
        }
        "fetch" => {
            // Chromium hides what a no-cors fetch() brought: a status, but no header of either
            // side and no origin, and the body reported as aborted.
            let hidden = first.answered() && first.response.is_empty() && !has_origin;
            if !has_origin && redirect_passed_unchecked(capture, first) {
                return Fact::inferred(
                    RequestMode::NoCors,
                    "a fetch whose redirect was followed without Access-Control-Allow-Origin",
                );
            }
            return if hidden {
                Fact::inferred(
                    RequestMode::NoCors,
                    "a fetch whose response the recorder hides",
                )
            } else {
                Fact::inferred(RequestMode::Cors, "the kind of resource")
            };
        }
        "document" => return Fact::inferred(RequestMode::Navigate, "the kind of resource"),
        "websocket" => return Fact::inferred(RequestMode::WebSocket, "the kind of resource"),
        "ping" | "csp-violation-report" => {
            return Fact::inferred(RequestMode::NoCors, "the kind of resource");
        }
        "script" | "image" | "stylesheet" | "media" | "texttrack" => {
            return by_origin(
                "an element's request with an Origin header",
                "an element's request without an Origin header",
            );
        }
        _ => {}
    }
    if has_origin && cross_origin && only_cors_sends(first) {
        return Fact::inferred(
            RequestMode::Cors,
            "only a CORS request has such a method or such headers",
        );
    }
    let is_get = matches!(first.method, "GET" | "HEAD");
    if !has_origin && first.answered() && shows_the_wire(&first.request) {
        return Fact::inferred(
            RequestMode::NoCors,
            "it was sent without an Origin header, which every CORS request to another origin has",
        );
    }
    if has_origin && is_get && cross_origin {
        return Fact::inferred(
            RequestMode::Cors,
            "a GET with the Origin header of another origin",
        );
    }
    if !has_origin && is_get && first.answered() && is_for_an_element(capture, first) {
        return Fact {
            value: Some(RequestMode::NoCors),
            source: Source::Assumed,
            why: "pages usually load images, style sheets and scripts without CORS",
        };
    }
    Fact::open("neither Sec-Fetch-Mode nor the kind of resource is recorded")
}

/// Whether a request opens a WebSocket. Proxies, and recorders of HTTP/1.1, write the handshake as
/// the GET that it is.
fn is_a_handshake(request: &HeaderList<'_>) -> bool {
    request.contains("Sec-WebSocket-Key")
        || request
            .first("Upgrade")
            .is_some_and(|value| value.eq_ignore_ascii_case("websocket"))
}

/// Whether a request has a method or headers that neither a form nor an element nor a `no-cors`
/// request can have.
fn only_cors_sends(hop: &ObservedHop<'_>) -> bool {
    // A browser adds these by itself, for a server that asked for a password.
    const BY_ITSELF: [&str; 4] = ["basic", "digest", "negotiate", "ntlm"];
    let is_by_itself = |name: &str| {
        let value = hop.request.first(name).unwrap_or("");
        match name {
            "authorization" => {
                let scheme = value.split(' ').next().unwrap_or("");
                BY_ITSELF
                    .iter()
                    .any(|known| known.eq_ignore_ascii_case(scheme))
            }
            // Android's web views name their app in it.
            "x-requested-with" => !value.eq_ignore_ascii_case("XMLHttpRequest"),
            _ => false,
        }
    };
    !method::is_cors_safelisted(hop.method)
        || page_set_names(&hop.request)
            .iter()
            .any(|name| !is_by_itself(name))
}

/// Whether this is a redirect that the check of a CORS request would have refused, and the
/// recorder, which marks what is refused, did not mark it.
fn redirect_passed_unchecked(capture: &Capture, hop: &ObservedHop<'_>) -> bool {
    capture.producer.recorder.habits().outcome == Outcome::ErrorTexts
        && hop.entry.error.is_none()
        && matches!(hop.location, Location::Url(_))
        && !hop.response.contains("Access-Control-Allow-Origin")
}

/// Whether the type of the response is one that elements ask for.
fn is_for_an_element(capture: &Capture, hop: &ObservedHop<'_>) -> bool {
    let named = hop.response.first("Content-Type");
    let named = named.or_else(|| capture.optional(hop.entry.mime));
    let essence = named.unwrap_or("").split(';').next().unwrap_or("").trim();
    let essence = essence.to_ascii_lowercase();
    essence.starts_with("image/")
        || essence == "text/css"
        || matches!(
            essence.as_str(),
            "text/javascript" | "application/javascript" | "application/x-javascript"
        )
}

/// Whether these are the headers as they were sent, and not those that the page gave: the network
/// layer adds these.
fn shows_the_wire(request: &HeaderList<'_>) -> bool {
    ["Host", ":authority", "Accept-Encoding", "Connection"]
        .into_iter()
        .any(|name| request.contains(name))
}
