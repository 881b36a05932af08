//! A failing request beside one that works: what the responses say, line by line, what differs
//! marked.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::difference::{self, Part};
use super::{Page, raw};
use crate::capture::{Capture, Entry};
use crate::exchange::Exchange;
use crate::report::{ExchangeId, Report};
use crate::tui::text;
use crate::verdict::Outcome;

/// From this width both values stand side by side.
const SIDE_BY_SIDE: usize = 60;

/// The width of a header's name in the table.
const NAME: usize = 18;

/// Headers that are compared also where neither response has them.
const ALWAYS: [&str; 1] = ["Access-Control-Allow-Origin"];

pub(super) fn write(report: &Report, id: ExchangeId, other: ExchangeId, page: &mut Page) {
    let theme = page.theme;
    let sibling = report.row(other);
    page.spans(
        &[
            Span::raw("beside  "),
            Span::styled(
                format!("{} ", sibling.outcome.symbol()),
                theme.outcome(sibling.outcome),
            ),
            Span::styled(
                format!(
                    "{} {}",
                    text::value(sibling.method),
                    text::value(sibling.url)
                ),
                theme.strong(),
            ),
        ],
        8,
    );
    sides((report, id), (report, other), ("here", "there"), page);
    page.gap();
    page.text("p closes the comparison", theme.faint());
}

/// The name of each column, and the outcome in whose colour it marks what differs.
type Sides<'a> = [(&'a str, Outcome); 2];

/// What the responses of two exchanges say, with a name over each column.
pub fn sides(
    one: (&Report, ExchangeId),
    other: (&Report, ExchangeId),
    names: (&str, &str),
    page: &mut Page,
) {
    let outcome = |(report, id): (&Report, ExchangeId)| report.row(id).outcome;
    let sides = [(names.0, outcome(one)), (names.1, outcome(other))];
    let (own_capture, own) = exchange(one);
    let (other_capture, there) = exchange(other);
    for (title, is_preflight) in [("preflight", true), ("response", false)] {
        let one = message(own_capture, own, is_preflight);
        let two = message(other_capture, there, is_preflight);
        if one.is_none() && two.is_none() {
            continue;
        }
        page.heading(title);
        if page.width >= SIDE_BY_SIDE {
            let column = (page.width - NAME - 4) / 2;
            page.lines.push(Line::styled(
                format!(
                    "  {}{}{}",
                    " ".repeat(NAME),
                    text::fit(names.0, column + 2),
                    names.1
                ),
                page.theme.faint(),
            ));
        }
        compare((own_capture, one), (other_capture, two), sides, page);
    }
}

fn exchange((report, id): (&Report, ExchangeId)) -> (&Capture, &Exchange) {
    let assessment = &report.exchanges[id.0 as usize];
    let capture = &report.captures[assessment.capture as usize];
    (capture, &assessment.exchange)
}

/// The preflight of an exchange, or its last response.
fn message<'c>(capture: &'c Capture, exchange: &Exchange, is_preflight: bool) -> Option<&'c Entry> {
    let entries = raw::entries(exchange);
    let of_kind = |title: &String| title.starts_with("Preflight") == is_preflight;
    let (id, _) = entries
        .into_iter()
        .rev()
        .find(|(_, title)| of_kind(title))?;
    Some(capture.entry(id)).filter(|entry| entry.status.is_some_and(|status| status > 0))
}

fn compare(
    (capture, here): (&Capture, Option<&Entry>),
    (other, there): (&Capture, Option<&Entry>),
    sides: Sides<'_>,
    page: &mut Page,
) {
    let status =
        |entry: Option<&Entry>| entry.and_then(|entry| entry.status).map(|s| s.to_string());
    line("status", [status(here), status(there)], sides, page);
    let mut names: Vec<String> = ALWAYS.iter().map(|name| (*name).to_owned()).collect();
    let responses = [(capture, here), (other, there)];
    for (capture, entry) in responses {
        let Some(entry) = entry else {
            continue;
        };
        for (name, _) in capture.response_headers(entry).iter() {
            let known = names.iter().any(|own| own.eq_ignore_ascii_case(name));
            if tells(name) && !known {
                names.push(name.to_owned());
            }
        }
    }
    names[ALWAYS.len()..].sort_by_key(|name| name.to_ascii_lowercase());
    for name in names {
        let value = |capture: &Capture, entry: Option<&Entry>| {
            let headers = capture.response_headers(entry?);
            headers.get(&name).map(std::borrow::Cow::into_owned)
        };
        line(
            &name,
            [value(capture, here), value(other, there)],
            sides,
            page,
        );
    }
}

/// Headers that tell who responded, and what pages may do.
fn tells(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.starts_with("access-control-")
        || name.starts_with("cross-origin-")
        || matches!(
            name.as_str(),
            "allow"
                | "vary"
                | "server"
                | "via"
                | "x-powered-by"
                | "location"
                | "content-type"
                | "age"
        )
}

/// A value, with the parts marked in which it differs from another.
fn marked(parts: Vec<Part<'_>>, style: Style) -> Vec<Span<'static>> {
    let span = |(text, same): Part<'_>| {
        let style = if same { Style::new() } else { style };
        Span::styled(text.to_owned(), style)
    };
    parts.into_iter().map(span).collect()
}

fn line(name: &str, values: [Option<String>; 2], sides: Sides<'_>, page: &mut Page) {
    let theme = page.theme;
    let differs = values[0] != values[1];
    let [own, other] =
        values.map(|value| value.map_or_else(|| "–".to_owned(), |value| text::value(&value)));
    let short = name
        .strip_prefix("access-control-")
        .or_else(|| name.strip_prefix("Access-Control-"))
        .unwrap_or(name);
    let mark = if differs { "~ " } else { "  " };
    let is_list = ["methods", "headers", "vary", "allow"]
        .iter()
        .any(|list| short.to_ascii_lowercase().ends_with(list));
    let parts = if differs {
        difference::parts(&own, &other, is_list)
    } else {
        (vec![(own.as_str(), true)], vec![(other.as_str(), true)])
    };
    let style = |outcome: Outcome| {
        theme.difference(if outcome.is_failure() {
            Outcome::Blocked
        } else {
            Outcome::Allowed
        })
    };
    let own = marked(parts.0, style(sides[0].1));
    let other = marked(parts.1, style(sides[1].1));
    if page.width < SIDE_BY_SIDE {
        page.spans(
            &[
                Span::styled(mark, theme.changed()),
                Span::styled(text::value(short), theme.name()),
            ],
            2,
        );
        let widest = sides.iter().map(|(label, _)| label.len()).max();
        let widest = widest.unwrap_or(0) + 1;
        for ((label, _), value) in sides.iter().zip([own, other]) {
            let mut spans = vec![Span::styled(
                format!("    {}", text::fit(label, widest)),
                theme.faint(),
            )];
            spans.extend(value);
            page.spans(&spans, 4 + widest);
        }
        return;
    }
    let column = (page.width - NAME - 4) / 2;
    let left = text::wrap(&own, column, 0);
    let right = text::wrap(&other, column, 0);
    for row in 0..left.len().max(right.len()) {
        let first = row == 0;
        let label = if first {
            text::value(short)
        } else {
            String::new()
        };
        let mut spans = vec![
            Span::styled(if first { mark } else { "  " }, theme.changed()),
            Span::styled(text::fit(&label, NAME), theme.name()),
        ];
        let mut used = 0;
        if let Some(line) = left.get(row) {
            used = line.width();
            spans.extend(line.spans.iter().cloned());
        }
        spans.push(Span::raw(" ".repeat((column + 2).saturating_sub(used))));
        if let Some(line) = right.get(row) {
            spans.extend(line.spans.iter().cloned());
        }
        page.lines.push(Line::from(spans));
    }
}
