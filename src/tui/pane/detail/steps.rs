//! Steps: the standard's steps as they were taken, with what was compared.

use ratatui::style::Style;
use ratatui::text::Span;

use super::{Page, difference};
use crate::report::{Detail, Step, StepOutcome};
use crate::tui::text;
use crate::verdict::Outcome;

pub(super) fn write(detail: &Detail, page: &mut Page) {
    if detail.steps.is_empty() {
        page.text("No check of the standard applies here.", Style::new());
        return;
    }
    let mut message = "";
    for step in &detail.steps {
        if step.message != message {
            message = &step.message;
            page.heading(&text::value(message));
        }
        write_step(step, page);
    }
}

fn write_step(step: &Step, page: &mut Page) {
    let theme = page.theme;
    let (symbol, style) = match step.outcome {
        StepOutcome::Passed => ("✓", theme.outcome(Outcome::Allowed)),
        StepOutcome::Failed => ("✗", theme.outcome(Outcome::Blocked)),
        StepOutcome::AlsoFailed => ("✗", theme.faint()),
        StepOutcome::Skipped => ("–", theme.faint()),
        StepOutcome::Open => ("?", theme.outcome(Outcome::Undetermined)),
    };
    let words = match step.outcome {
        StepOutcome::Failed => theme.strong(),
        StepOutcome::Skipped => theme.faint(),
        _ => Style::new(),
    };
    let mut spans = vec![
        Span::styled(format!("  {symbol} "), style),
        Span::styled(text::value(&step.text), words),
        Span::styled(
            format!("  {}", step.step.replace(' ', "\u{a0}")),
            theme.faint(),
        ),
    ];
    match step.outcome {
        StepOutcome::AlsoFailed => spans.push(Span::styled(", would fail too", theme.faint())),
        StepOutcome::Open => spans.push(Span::styled(", not in the capture", theme.faint())),
        _ => {}
    }
    page.spans(&spans, 4);
    let Some((wanted, given)) = &step.compared else {
        return;
    };
    let (wanted, given) = (text::value(wanted), text::value(given));
    let differs = matches!(step.outcome, StepOutcome::Failed | StepOutcome::AlsoFailed);
    let (wanted, given) = if differs {
        difference::parts(&wanted, &given, false)
    } else {
        (vec![(&*wanted, true)], vec![(&*given, true)])
    };
    for (label, parts, outcome) in [
        ("wanted", wanted, Outcome::Allowed),
        ("was", given, Outcome::Blocked),
    ] {
        let before = vec![Span::styled(format!("      {label:<7}"), theme.faint())];
        if parts.is_empty() {
            page.marked(before, &[("(nothing)", !differs)], outcome, 13);
        } else {
            page.marked(before, &parts, outcome, 13);
        }
    }
}
