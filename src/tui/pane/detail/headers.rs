//! Headers: what was asked, what was granted, what would do, with the difference marked inside
//! the values.

use ratatui::style::Style;
use ratatui::text::Span;

use super::{Page, difference};
use crate::report::{Comparison, Detail, ExchangeId, Report};
use crate::tui::text;
use crate::verdict::Outcome;

/// The width of `granted` and a space.
const LABEL: usize = 8;

/// Where a value goes on that is too long for its line.
const HANG: usize = LABEL + 4;

/// Headers with names between commas.
const LISTS: [&str; 3] = [
    "Access-Control-Allow-Methods",
    "Access-Control-Allow-Headers",
    "Access-Control-Expose-Headers",
];

pub(super) fn write(report: &Report, id: ExchangeId, detail: &Detail, page: &mut Page) {
    if detail.comparisons.is_empty() {
        let words = match report.row(id).outcome {
            Outcome::SameOrigin => {
                "The request goes to the page's own origin: no header is needed."
            }
            Outcome::NotCors => "This is not a CORS request: no header is needed.",
            Outcome::Failed => "There was no response.",
            _ => "There is nothing to compare.",
        };
        page.text(words, Style::new());
        return;
    }
    let mut message = "";
    for comparison in &detail.comparisons {
        if comparison.message == message {
            page.gap();
        } else {
            message = &comparison.message;
            page.heading(&text::value(message));
        }
        write_comparison(comparison, page);
    }
}

fn write_comparison(comparison: &Comparison, page: &mut Page) {
    let theme = page.theme;
    let mut symbol = Some(match comparison.enough {
        Some(true) => ("✓ ", theme.outcome(Outcome::Allowed)),
        Some(false) => ("✗ ", theme.outcome(Outcome::Blocked)),
        None => ("? ", theme.outcome(Outcome::Undetermined)),
    });
    // The symbol stands before the first line only.
    let mut before = |label: &str, name: &str| {
        let (symbol, style) = symbol.take().unwrap_or(("  ", Style::new()));
        let mut spans = vec![
            Span::styled(symbol, style),
            Span::styled(text::fit(label, LABEL), theme.faint()),
        ];
        if !name.is_empty() {
            spans.push(Span::styled(format!("{name}: "), theme.name()));
        }
        spans
    };
    let name = comparison.granted_name;
    let wrong = comparison.enough == Some(false);
    if comparison.asked_name.is_some() || comparison.asked.is_some() {
        let asked = comparison
            .asked
            .as_deref()
            .map_or("–".to_owned(), text::value);
        let spans = before("asked", comparison.asked_name.unwrap_or(""));
        page.marked(spans, &[(&asked, true)], Outcome::Blocked, HANG);
    }
    let granted = comparison.granted.as_deref().map(|value| {
        if value.is_empty() {
            "(empty)".to_owned()
        } else {
            text::value(value)
        }
    });
    let needed = comparison.needed.as_deref().map(text::value);
    let (given, wanted) = match (&granted, &needed) {
        (Some(granted), Some(needed)) if wrong => {
            let list = LISTS.contains(&name);
            let (mut given, wanted) = difference::parts(granted, needed, list);
            if list {
                // What a list grants beyond what is needed does no harm.
                given = vec![(granted, true)];
            }
            (given, wanted)
        }
        _ => (
            vec![(
                granted.as_deref().unwrap_or("(none)"),
                !wrong || granted.is_some(),
            )],
            needed
                .iter()
                .map(|needed| (needed.as_str(), !wrong))
                .collect(),
        ),
    };
    page.marked(before("granted", name), &given, Outcome::Blocked, HANG);
    if comparison.enough != Some(true) && !wanted.is_empty() {
        // What is open is not needed for certain.
        let label = if wrong { "needed" } else { "perhaps" };
        page.marked(before(label, name), &wanted, Outcome::Allowed, HANG);
    }
}
