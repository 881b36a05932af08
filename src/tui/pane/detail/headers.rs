//! Headers: what was asked, what was granted, what would do, with the difference marked inside
//! the values.

use ratatui::style::{Modifier, Style};
use ratatui::text::Span;

use super::{Page, difference};
use crate::report::{Comparison, Detail, ExchangeId, Report};
use crate::tui::text;
use crate::verdict::Outcome;

/// The width of `granted` and a space.
const LABEL: usize = 8;

pub(super) fn write(report: &Report, id: ExchangeId, detail: &Detail, page: &mut Page) {
    if detail.comparisons.is_empty() {
        let words = match report.row(id).outcome {
            Outcome::SameOrigin => {
                "The page asked its own origin: no header has to grant anything."
            }
            Outcome::NotCors => "This is no CORS request: no header has to grant anything.",
            Outcome::Failed => "There was no answer whose headers could grant anything.",
            _ => "There is nothing to compare.",
        };
        page.text(words, Style::new());
        return;
    }
    let mut message = "";
    for comparison in &detail.comparisons {
        if comparison.message != message {
            message = &comparison.message;
            page.heading(&text::value(message));
        } else {
            page.gap();
        }
        write_comparison(comparison, page);
    }
}

fn write_comparison(comparison: &Comparison, page: &mut Page) {
    let theme = page.theme;
    let (symbol, style) = match comparison.enough {
        Some(true) => ("✓ ", theme.outcome(Outcome::Allowed)),
        Some(false) => ("✗ ", theme.outcome(Outcome::Blocked)),
        None => ("? ", theme.outcome(Outcome::Undetermined)),
    };
    if let (Some(name), asked) = (comparison.asked_name, &comparison.asked) {
        let value = asked.as_deref().map_or("–".to_owned(), text::value);
        line(
            page,
            (symbol, style),
            "asked",
            name,
            vec![(Span::raw(value), false)],
        );
    } else if let Some(asked) = &comparison.asked {
        line(
            page,
            (symbol, style),
            "asked",
            "",
            vec![(Span::raw(text::value(asked)), false)],
        );
    }
    let first = if comparison.asked.is_some() || comparison.asked_name.is_some() {
        ("  ", style)
    } else {
        (symbol, style)
    };
    let absent = || {
        let span = Span::styled("absent", theme.outcome(Outcome::Blocked));
        vec![(span, comparison.enough == Some(false))]
    };
    let wrong = comparison.enough == Some(false);
    let granted = comparison.granted.as_deref().map(text::value);
    let needed = comparison.needed.as_deref().map(text::value);
    match (&granted, &needed) {
        (Some(granted), Some(needed)) if wrong => {
            let list = matches!(
                comparison.granted_name,
                "Access-Control-Allow-Methods"
                    | "Access-Control-Allow-Headers"
                    | "Access-Control-Expose-Headers"
            );
            let (there, wanted) = difference::parts(granted, needed, list);
            let mark = |parts: Vec<difference::Part<'_>>, outcome| {
                parts
                    .into_iter()
                    .map(|(part, same)| {
                        let style = if same {
                            Style::new()
                        } else {
                            theme.difference(outcome)
                        };
                        (Span::styled(part.to_owned(), style), !same)
                    })
                    .collect()
            };
            // What a list grants beyond what is needed does no harm, and is not marked.
            let there = if list {
                there.into_iter().map(|(part, _)| (part, true)).collect()
            } else {
                there
            };
            line(
                page,
                first,
                "granted",
                comparison.granted_name,
                mark(there, Outcome::Blocked),
            );
            let none = ("  ", Style::new());
            line(
                page,
                none,
                "needed",
                comparison.granted_name,
                mark(wanted, Outcome::Allowed),
            );
        }
        _ => {
            let value = granted.map_or_else(
                || {
                    if wrong {
                        absent()
                    } else {
                        vec![(Span::styled("absent", theme.faint()), false)]
                    }
                },
                |value| vec![(Span::raw(value), false)],
            );
            line(page, first, "granted", comparison.granted_name, value);
            if let Some(needed) = needed.filter(|_| comparison.enough != Some(true)) {
                let style = if wrong {
                    theme.difference(Outcome::Allowed)
                } else {
                    Style::new()
                };
                let value = vec![(Span::styled(needed, style), wrong)];
                line(
                    page,
                    ("  ", style.remove_modifier(Modifier::UNDERLINED)),
                    "needed",
                    comparison.granted_name,
                    value,
                );
            }
        }
    }
}

/// One line, and where it stays on one line, carets under the parts that differ.
fn line(
    page: &mut Page,
    (symbol, style): (&'static str, Style),
    label: &str,
    name: &str,
    value: Vec<(Span<'static>, bool)>,
) {
    let theme = page.theme;
    let mut spans = vec![
        Span::styled(symbol, style),
        Span::styled(text::fit(label, LABEL), theme.faint()),
    ];
    if !name.is_empty() {
        spans.push(Span::styled(format!("{name}: "), theme.name()));
    }
    let start: usize = spans.iter().map(Span::width).sum();
    let mut carets = String::new();
    for (part, differs) in &value {
        let mark = if *differs { "^" } else { " " };
        carets.push_str(&mark.repeat(part.width()));
    }
    spans.extend(value.into_iter().map(|(part, _)| part));
    let before = page.lines.len();
    page.spans(&spans, LABEL + 4);
    let carets = carets.trim_end();
    if page.lines.len() == before + 1 && !carets.is_empty() && start + carets.len() <= page.width {
        page.spans(
            &[
                Span::raw(" ".repeat(start)),
                Span::styled(carets.to_owned(), theme.strong()),
            ],
            0,
        );
    }
}
