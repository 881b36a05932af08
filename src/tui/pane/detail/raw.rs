//! Raw: the messages of the exchange as they were recorded, in the order in which they were sent.

use ratatui::style::Style;
use ratatui::text::Span;

use super::{Bodies, Page};
use crate::capture::{Capture, Entry, EntryId, Part, Span as Place};
use crate::exchange::{Exchange, Preflight};
use crate::http::HeaderList;
use crate::report::{ExchangeId, Report, sanitize};
use crate::tui::text;

/// So many bodies of an exchange are shown.
const MOST: usize = 16;

/// Where in the file the bodies of an exchange stand that can be shown as text.
#[must_use]
pub fn spans(capture: &Capture, exchange: &Exchange) -> Vec<(EntryId, Place)> {
    let mut entries: Vec<EntryId> = exchange.orphan.into_iter().collect();
    for hop in &exchange.hops {
        if let Preflight::Sent(preflight) | Preflight::Cached(preflight) = hop.preflight {
            entries.push(preflight);
        }
        entries.push(hop.entry);
    }
    let has_text = |id: &EntryId| has_body(capture.entry(*id)) && !in_base64(capture.entry(*id));
    let span = |id: EntryId| (id, capture.entry(id).body);
    entries
        .into_iter()
        .filter(has_text)
        .map(span)
        .take(MOST)
        .collect()
}

/// Whether a body was recorded that is not empty. (The quotes are in the span.)
const fn has_body(entry: &Entry) -> bool {
    entry.flags.has_body && entry.body.len > 2
}

const fn in_base64(entry: &Entry) -> bool {
    entry.flags.body_in_base64
}

/// The entries of an exchange in the order in which they are shown, each with what it is.
pub fn entries(exchange: &Exchange) -> Vec<(EntryId, String)> {
    let mut entries = Vec::new();
    if let Some(orphan) = exchange.orphan {
        entries.push((
            orphan,
            "Preflight (its request was not recorded)".to_owned(),
        ));
    }
    let last = exchange.hops.len().saturating_sub(1);
    for (number, hop) in exchange.hops.iter().enumerate() {
        match hop.preflight {
            Preflight::Sent(preflight) => entries.push((preflight, "Preflight".to_owned())),
            Preflight::Cached(preflight) => {
                let title = "Preflight of an earlier request (its response was still cached)";
                entries.push((preflight, title.to_owned()));
            }
            Preflight::NotSeen => {}
        }
        if number < last {
            entries.push((hop.entry, format!("Redirect {}", number + 1)));
        } else {
            entries.push((hop.entry, "Request".to_owned()));
        }
    }
    entries
}

/// Whether a place is of an entry.
pub fn is_of(capture: &Capture, id: EntryId, place: &str) -> bool {
    let entry = capture.entry(id);
    let own = capture.place(entry, Part::Entry);
    if let Some(rest) = place.strip_prefix(own.as_str()) {
        return rest.is_empty() || rest.starts_with('/');
    }
    // Some inputs number every part.
    let parts = [Part::Status, Part::RequestHeaders, Part::ResponseHeaders];
    parts
        .into_iter()
        .any(|part| capture.place(entry, part) == place)
}

/// Which message of the exchange a place is in, in words; `None` where it is in another one.
pub fn role(report: &Report, id: ExchangeId, place: &str) -> Option<String> {
    let assessment = &report.exchanges[id.0 as usize];
    let capture = &report.captures[assessment.capture as usize];
    let (entry, title) = entries(&assessment.exchange)
        .into_iter()
        .find(|(entry, _)| is_of(capture, *entry, place))?;
    let what = match title.split([' ', ';']).next().unwrap_or_default() {
        "Preflight" => "preflight",
        "Redirect" => "redirect",
        _ if place.contains("/request") => "request",
        _ => "response",
    };
    Some(format!("{what} · entry {}", capture.entry(entry).number))
}

pub(super) fn write(
    report: &Report,
    id: ExchangeId,
    bodies: &Bodies,
    target: Option<&str>,
    page: &mut Page,
) {
    let assessment = &report.exchanges[id.0 as usize];
    let capture = &report.captures[assessment.capture as usize];
    let several = report.captures.len() > 1;
    for (id, title) in entries(&assessment.exchange) {
        let target = target.filter(|place| is_of(capture, id, place));
        entry(capture, id, &title, several, (bodies, target), page);
    }
}

fn entry(
    capture: &Capture,
    id: EntryId,
    title: &str,
    several: bool,
    (bodies, target): (&Bodies, Option<&str>),
    page: &mut Page,
) {
    let entry = capture.entry(id);
    let theme = page.theme;
    let is_target = |part: Part| target.is_some_and(|place| capture.place(entry, part) == place);
    let file = if several {
        format!(" of {}", text::value(text::file_name(&capture.file)))
    } else {
        String::new()
    };
    page.heading(&format!("{title} · entry {}{file}", entry.number));
    page.mark_if(is_target(Part::Entry));
    let version = capture.optional(entry.http_version).unwrap_or("");
    page.mark_if(is_target(Part::Url) || is_target(Part::Method));
    page.spans(
        &[
            Span::styled(
                format!("{} ", text::value(capture.method(entry))),
                theme.strong(),
            ),
            Span::raw(text::whole(capture.url(entry))),
            Span::styled(format!(" {}", text::value(version)), theme.faint()),
        ],
        2,
    );
    page.mark_if(is_target(Part::RequestHeaders));
    headers(&capture.request_headers(entry), page, |line| {
        is_target(Part::RequestHeader(line))
    });
    page.gap();
    if !entry.flags.has_response {
        page.text("No response was recorded.", theme.faint());
        return;
    }
    let version = capture.optional(entry.response_http_version).unwrap_or("");
    let status = entry
        .status
        .map_or_else(|| "no status".to_owned(), |s| s.to_string());
    let words = capture.optional(entry.status_text).unwrap_or("");
    page.mark_if(
        is_target(Part::Status) || is_target(Part::StatusText) || is_target(Part::ResponseHeaders),
    );
    page.spans(
        &[
            Span::styled(format!("{} ", text::value(version)), theme.faint()),
            Span::styled(status, theme.strong()),
            Span::raw(format!(" {}", text::value(words))),
        ],
        2,
    );
    headers(&capture.response_headers(entry), page, |line| {
        is_target(Part::ResponseHeader(line))
    });
    let mut facts = Vec::new();
    if let Some(error) = capture.optional(entry.error).filter(|e| !e.is_empty()) {
        facts.push(format!("error {}", text::value(error)));
    }
    if let Some(failure) = capture.optional(entry.failure_text) {
        facts.push(text::value(failure));
    }
    if let Some(time) = entry.time {
        facts.push(format!("{time:.0} ms"));
    }
    if let Some(size) = entry.content_size.and_then(|s| u64::try_from(s).ok()) {
        facts.push(format!("body {}", text::bytes(size)));
    }
    if let Some(address) = capture.optional(entry.server_ip) {
        facts.push(text::value(address));
    }
    if !facts.is_empty() {
        page.gap();
        let errors = [Part::Error, Part::FailureText, Part::SocketError];
        page.mark_if(errors.into_iter().any(is_target));
        page.text(&facts.join(" · "), theme.faint());
    }
    body(id, entry, bodies, page);
}

/// The body of an entry, or how to see it.
fn body(id: EntryId, entry: &Entry, bodies: &Bodies, page: &mut Page) {
    if !has_body(entry) {
        return;
    }
    let faint = page.theme.faint();
    page.gap();
    if in_base64(entry) && !matches!(bodies, Bodies::Hidden) {
        let length = text::count(entry.body.len.saturating_sub(2) as usize);
        page.text(&format!("{length} bytes of base64"), faint);
        return;
    }
    match bodies {
        Bodies::Hidden => page.text("b shows the body", faint),
        Bodies::Wanted | Bodies::Fetching(_) => page.text("The body is being read …", faint),
        Bodies::Fetched(_, bodies) => match bodies.iter().find(|(of, _)| *of == id) {
            None => page.text("Too many bodies are loaded to show this one.", faint),
            Some((_, Err(reason))) => {
                let words = format!("The body cannot be shown: {}.", text::value(reason));
                page.text(&words, faint);
            }
            Some((_, Ok(body))) => {
                for line in body.text.lines() {
                    let line = line.replace('\t', "    ");
                    page.text(&sanitize::terminal(&line), Style::new());
                }
                if body.cut {
                    let length = text::bytes(entry.body.len.into());
                    page.text(&format!("… and so on, {length} in all"), faint);
                }
            }
        },
    }
}

fn headers(list: &HeaderList<'_>, page: &mut Page, is_target: impl Fn(usize) -> bool) {
    for (line, (name, value)) in list.iter().enumerate() {
        let name = text::value(name);
        page.mark_if(is_target(line));
        page.spans(
            &[
                Span::styled(format!("{name}: "), page.theme.name()),
                Span::styled(text::whole(value), Style::new()),
            ],
            4,
        );
    }
}
