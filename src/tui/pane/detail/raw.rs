//! Raw: the messages of the exchange as they were recorded, in the order in which they were sent.

use ratatui::style::Style;
use ratatui::text::Span;

use super::{Bodies, Page};
use crate::capture::{Capture, Entry, EntryId, Span as Place};
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

pub(super) fn write(report: &Report, id: ExchangeId, bodies: &Bodies, page: &mut Page) {
    let assessment = &report.exchanges[id.0 as usize];
    let capture = &report.captures[assessment.capture as usize];
    let exchange = &assessment.exchange;
    if let Some(orphan) = exchange.orphan {
        entry(
            capture,
            orphan,
            "Preflight; its request was not recorded",
            bodies,
            page,
        );
    }
    let last = exchange.hops.len().saturating_sub(1);
    for (number, hop) in exchange.hops.iter().enumerate() {
        match hop.preflight {
            Preflight::Sent(preflight) => entry(capture, preflight, "Preflight", bodies, page),
            Preflight::Cached(preflight) => {
                let title = "Preflight of an earlier request, whose answer was still cached";
                entry(capture, preflight, title, bodies, page);
            }
            Preflight::NotSeen => {}
        }
        if number < last {
            entry(
                capture,
                hop.entry,
                &format!("Redirect {}", number + 1),
                bodies,
                page,
            );
        } else {
            entry(capture, hop.entry, "Request", bodies, page);
        }
    }
}

fn entry(capture: &Capture, id: EntryId, title: &str, bodies: &Bodies, page: &mut Page) {
    let entry = capture.entry(id);
    let theme = page.theme;
    page.heading(&format!("{title} · entry {}", entry.number));
    let version = capture.optional(entry.http_version).unwrap_or("");
    page.spans(
        &[
            Span::styled(
                format!("{} ", text::value(capture.method(entry))),
                theme.strong(),
            ),
            Span::raw(text::value(capture.url(entry))),
            Span::styled(format!(" {}", text::value(version)), theme.faint()),
        ],
        2,
    );
    headers(&capture.request_headers(entry), page);
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
    page.spans(
        &[
            Span::styled(format!("{} ", text::value(version)), theme.faint()),
            Span::styled(status, theme.strong()),
            Span::raw(format!(" {}", text::value(words))),
        ],
        2,
    );
    headers(&capture.response_headers(entry), page);
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
            None => page.text("There are too many bodies to show this one.", faint),
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

fn headers(list: &HeaderList<'_>, page: &mut Page) {
    for (name, value) in list.iter() {
        let name = text::value(name);
        page.spans(
            &[
                Span::styled(format!("{name}: "), page.theme.name()),
                Span::styled(text::value(value), Style::new()),
            ],
            4,
        );
    }
}
