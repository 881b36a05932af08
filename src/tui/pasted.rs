//! A pasted console line or URL: the requests that it is about, or what it means.

use ratatui::text::Line;

use super::theme::Theme;
use crate::explain::{self, Answer, Explanation};
use crate::report::{ExchangeId, Report};

/// How long a pasted text may be that is looked at.
const MOST: usize = 16 * 1024;

/// What a pasted text is.
#[derive(Debug)]
pub enum Pasted {
    /// It is about these requests, the likeliest first.
    Requests(Vec<ExchangeId>),
    /// It is a line of a console that no request here gave rise to.
    Known(Box<Explanation>),
    /// It is a URL that no request here was sent to.
    UnknownUrl,
    /// It is something else.
    Other,
}

/// Reads a pasted text.
#[must_use]
pub fn read(report: &Report, text: &str) -> Pasted {
    let end = text
        .char_indices()
        .nth(MOST)
        .map_or(text.len(), |(at, _)| at);
    let text = text[..end].trim();
    if is_url(text) {
        let ids = sent_to(report, text);
        return if ids.is_empty() {
            Pasted::UnknownUrl
        } else {
            Pasted::Requests(sorted(report, ids, None))
        };
    }
    match explain::explain(text) {
        Answer::Found(explanation) if explanation.said_by.is_some() => {
            let ids = of_line(report, &explanation);
            if ids.is_empty() {
                Pasted::Known(explanation)
            } else {
                Pasted::Requests(ids)
            }
        }
        _ => Pasted::Other,
    }
}

/// An explanation to be laid over the panes, broken to a width.
#[must_use]
pub fn lines(explanation: &Explanation, theme: Theme, width: usize) -> Vec<Line<'static>> {
    let text = explanation.text(Some(width));
    let line = |(number, line): (usize, &str)| {
        let heading = number == 0 || (!line.starts_with(' ') && !line.contains(['.', ':']));
        let style = if heading && !line.is_empty() {
            theme.strong()
        } else {
            ratatui::style::Style::new()
        };
        Line::styled(super::text::value(line), style)
    };
    text.lines().enumerate().map(line).collect()
}

fn is_url(text: &str) -> bool {
    let schemes = ["https://", "http://", "wss://", "ws://"];
    schemes.iter().any(|scheme| text.starts_with(scheme)) && !text.contains(char::is_whitespace)
}

/// The exchanges of which a message was sent to that URL; the fragment is no part of it.
fn sent_to(report: &Report, url: &str) -> Vec<ExchangeId> {
    let url = url.split('#').next().unwrap_or(url);
    let is_it = |id: &ExchangeId| {
        let assessment = &report.exchanges[id.0 as usize];
        let capture = &report.captures[assessment.capture as usize];
        let exchange = &assessment.exchange;
        let entries = exchange.hops.iter().map(|hop| hop.entry);
        entries.chain(exchange.orphan).any(|entry| {
            let own = capture.url(capture.entry(entry));
            own.split('#').next() == Some(url)
        })
    };
    report.ids().filter(is_it).collect()
}

/// The exchanges that a line of a console is about: those sent to its URL, or, where it names
/// none, those from its origin that were refused for its reason.
fn of_line(report: &Report, line: &Explanation) -> Vec<ExchangeId> {
    let value = |name: &str| {
        let mut values = line.values.iter();
        values.find_map(|(own, value)| (*own == name).then_some(value.as_str()))
    };
    let mut ids = Vec::new();
    for url in [value("initial"), value("url")].into_iter().flatten() {
        if ids.is_empty() {
            ids = sent_to(report, url);
        }
    }
    if ids.is_empty() && value("url").is_none() {
        let refused = |id: &ExchangeId| {
            let row = report.row(*id);
            let reason = row.refusal.map(|refusal| refusal.kind.name());
            reason == Some(line.term)
        };
        ids = report.ids().filter(refused).collect();
    }
    if let Some(origin) = value("origin") {
        let own = |id: &ExchangeId| report.row(*id).origin == Some(origin);
        if ids.iter().any(own) {
            ids.retain(own);
        }
    }
    sorted(report, ids, Some(line.term))
}

/// Those that were refused for the reason first, then the other failures.
fn sorted(report: &Report, mut ids: Vec<ExchangeId>, term: Option<&str>) -> Vec<ExchangeId> {
    ids.sort_by_key(|&id| {
        let row = report.row(id);
        let reason = row.refusal.map(|refusal| refusal.kind.name());
        (
            !(reason.is_some() && reason == term),
            !row.outcome.is_failure(),
        )
    });
    ids
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Severity;
    use crate::tui::sample;

    #[test]
    fn every_console_line_of_a_report_leads_back_to_its_request() {
        let report = sample::fixture("shop.har");
        let (mut lines, mut first) = (0, 0);
        for id in report.ids() {
            for finding in report.detail(id).findings {
                if finding.severity != Severity::Error {
                    continue;
                }
                let console = finding.console;
                let said = [console.chromium, console.firefox, console.webkit];
                for line in said.into_iter().flatten() {
                    let Pasted::Requests(ids) = read(&report, &line) else {
                        continue;
                    };
                    lines += 1;
                    let url = report.row(id).url;
                    let found = ids.iter().any(|&other| report.row(other).url == url);
                    assert!(found || !line.contains(url), "{line}");
                    first += usize::from(ids[0] == id);
                }
            }
        }
        assert!(lines >= 30, "{lines} lines lead to a request");
        assert!(
            first * 10 >= lines * 8,
            "{first} of {lines} lead to it at once"
        );
    }

    #[test]
    fn a_url_leads_to_its_request_and_other_text_to_none() {
        let report = sample::fixture("shop.har");
        let url = report.row(ExchangeId(3)).url.to_owned();
        let Pasted::Requests(ids) = read(&report, &format!(" {url}#top\n")) else {
            panic!("{url}");
        };
        assert!(ids.contains(&ExchangeId(3)));
        assert!(matches!(
            read(&report, "https://nowhere.example/"),
            Pasted::UnknownUrl
        ));
        assert!(matches!(read(&report, "status:200"), Pasted::Other));
        let line = "Access to fetch at 'https://nowhere.example/' from origin \
                    'https://shop.example' has been blocked by CORS policy: No \
                    'Access-Control-Allow-Origin' header is present on the requested resource.";
        assert!(matches!(read(&report, line), Pasted::Known(_)));
    }
}
