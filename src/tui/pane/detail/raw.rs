//! Raw: the messages of the exchange as they were recorded, in the order in which they were sent.

use ratatui::style::Style;
use ratatui::text::Span;

use super::Page;
use crate::exchange::Preflight;
use crate::har::{Capture, EntryId};
use crate::http::HeaderList;
use crate::report::{ExchangeId, Report};
use crate::tui::text;

pub(super) fn write(report: &Report, id: ExchangeId, page: &mut Page) {
    let assessment = &report.exchanges[id.0 as usize];
    let capture = &report.captures[assessment.capture as usize];
    let exchange = &assessment.exchange;
    if let Some(orphan) = exchange.orphan {
        entry(
            capture,
            orphan,
            "Preflight; its request was not recorded",
            page,
        );
    }
    let last = exchange.hops.len().saturating_sub(1);
    for (number, hop) in exchange.hops.iter().enumerate() {
        match hop.preflight {
            Preflight::Sent(preflight) => entry(capture, preflight, "Preflight", page),
            Preflight::Cached(preflight) => {
                let title = "Preflight of an earlier request, whose answer was still cached";
                entry(capture, preflight, title, page);
            }
            Preflight::NotSeen => {}
        }
        if number < last {
            entry(
                capture,
                hop.entry,
                &format!("Redirect {}", number + 1),
                page,
            );
        } else {
            entry(capture, hop.entry, "Request", page);
        }
    }
}

fn entry(capture: &Capture, id: EntryId, title: &str, page: &mut Page) {
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
