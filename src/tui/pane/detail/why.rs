//! Why: the headline, what happened, the fix, what each browser says, what is not known.

use ratatui::style::Style;
use ratatui::text::Span;

use super::Page;
use crate::browsers::Profile;
use crate::report::{Cause, Detail, ExchangeId, FactText, Finding, Fix, Report, Severity};
use crate::tui::text;
use crate::verdict::{Outcome, Unknown};

pub(super) fn write(report: &Report, id: ExchangeId, detail: &Detail, page: &mut Page) {
    let row = report.row(id);
    let theme = page.theme;
    page.spans(
        &[
            Span::styled(format!("{} ", text::value(row.method)), theme.strong()),
            Span::raw(text::value(row.url)),
        ],
        2,
    );
    let mut facts = vec![Span::styled(
        format!("{} {}", row.outcome.symbol(), row.outcome.word()),
        theme.outcome(row.outcome),
    )];
    if let Some(status) = row.status.filter(|&status| status > 0) {
        facts.push(Span::styled(format!(" · {status}"), theme.faint()));
    }
    if let Some(resource) = row.resource {
        facts.push(Span::styled(
            format!(" · {}", text::value(resource)),
            theme.faint(),
        ));
    }
    if let Some(origin) = row.origin {
        facts.push(Span::styled(
            format!(" · from {}", text::value(origin)),
            theme.faint(),
        ));
    }
    page.spans(&facts, 2);
    page.gap();
    page.text(&text::value(&detail.headline), theme.strong());
    for sentence in &detail.explanation {
        page.gap();
        page.text(&text::value(sentence), Style::new());
    }
    if let Some(cause) = row.cause.and_then(|at| report.causes.get(at as usize)) {
        write_cause(cause, page);
    }
    write_browsers(report, id, detail, page);
    write_unknowns(detail, page);
    write_facts(detail, page);
    write_findings(detail, page);
}

/// A cause with the best of its fixes.
pub(super) fn write_cause(cause: &Cause, page: &mut Page) {
    let theme = page.theme;
    page.heading("Cause");
    page.spans(
        &[
            Span::raw("  "),
            Span::styled(text::value(&cause.title), theme.strong()),
            Span::styled(format!(" ({})", cause.confidence), theme.faint()),
        ],
        2,
    );
    if !cause.explanation.is_empty() {
        page.indented(2, &text::value(&cause.explanation), Style::new());
    }
    if !cause.settle.is_empty() {
        page.indented(2, &text::value(&cause.settle), theme.faint());
    }
    if let Some(fix) = cause.fixes.first() {
        write_fix(fix, page);
    }
}

/// A change, to paste.
pub(super) fn write_fix(fix: &Fix, page: &mut Page) {
    page.heading(&format!("Fix: {}", text::value(&fix.title)));
    for line in fix.text.lines() {
        let line = text::code(line, "    ");
        let margin = line.len() - line.trim_start().len();
        page.spans(&[Span::raw("  "), Span::raw(line)], margin.min(20) + 6);
    }
}

fn write_browsers(report: &Report, id: ExchangeId, detail: &Detail, page: &mut Page) {
    let theme = page.theme;
    let row = report.row(id);
    page.heading("Browsers");
    for profile in Profile::ALL {
        let verdict = row.verdicts.of(profile);
        let refused = verdict.outcome != Outcome::Allowed;
        let findings: Vec<&Finding> = detail
            .findings
            .iter()
            .filter(|finding| refused && finding.severity == Severity::Error)
            .collect();
        let mut spans = vec![
            Span::styled(
                format!("  {} ", verdict.outcome.symbol()),
                theme.outcome(verdict.outcome),
            ),
            Span::raw(text::fit(profile.name(), 13)),
            Span::styled(verdict.outcome.word(), theme.outcome(verdict.outcome)),
        ];
        let needs: Vec<&str> = verdict.needs.iter().map(Unknown::word).collect();
        if !needs.is_empty() {
            let needs = format!("  depends on {}", needs.join(", "));
            spans.push(Span::styled(needs, theme.faint()));
        }
        for code in findings.iter().filter_map(|finding| code(finding, profile)) {
            let code = format!("  {}", text::value(code));
            spans.push(Span::styled(code, theme.faint()));
        }
        page.spans(&spans, 17);
        let consoles = findings.iter().filter_map(|f| console(f, profile));
        for line in consoles.flat_map(str::lines) {
            page.indented(4, &text::value(line), Style::new());
        }
    }
}

fn code(finding: &Finding, profile: Profile) -> Option<&str> {
    match profile {
        Profile::Chromium => finding.codes.chromium.as_deref(),
        Profile::Firefox => finding.codes.firefox.as_deref(),
        Profile::WebKit | Profile::Standard => None,
    }
}

fn console(finding: &Finding, profile: Profile) -> Option<&str> {
    match profile {
        Profile::Chromium => finding.console.chromium.as_deref(),
        Profile::Firefox => finding.console.firefox.as_deref(),
        Profile::WebKit => finding.console.webkit.as_deref(),
        Profile::Standard => None,
    }
}

fn write_unknowns(detail: &Detail, page: &mut Page) {
    if detail.unknowns.is_empty() {
        return;
    }
    page.heading("Not in the capture");
    for unknown in &detail.unknowns {
        page.spans(
            &[
                Span::styled("  ? ", page.theme.outcome(Outcome::Undetermined)),
                Span::raw(text::value(unknown)),
            ],
            4,
        );
    }
}

fn write_facts(detail: &Detail, page: &mut Page) {
    let facts = [
        ("origin", &detail.origin),
        ("mode", &detail.mode),
        ("credentials", &detail.credentials),
    ];
    if facts.iter().all(|(_, fact)| **fact == FactText::default()) {
        return;
    }
    page.heading("The request");
    for (name, fact) in facts {
        let value = fact.value.as_deref().unwrap_or("not known");
        let mut spans = vec![Span::raw(text::value(value))];
        let source = [fact.source, &fact.why];
        let source: Vec<&str> = source.into_iter().filter(|s| !s.is_empty()).collect();
        if !source.is_empty() {
            let source = text::value(&source.join(": "));
            spans.push(Span::styled(format!("  {source}"), page.theme.faint()));
        }
        page.field(name, 12, &spans);
    }
}

fn write_findings(detail: &Detail, page: &mut Page) {
    if detail.findings.is_empty() {
        return;
    }
    page.heading("Findings");
    for finding in &detail.findings {
        let theme = page.theme;
        let (symbol, style) = match finding.severity {
            Severity::Error => ("✗", theme.outcome(Outcome::Blocked)),
            Severity::Warning => ("!", theme.outcome(Outcome::Failed)),
            Severity::Note => ("·", theme.faint()),
        };
        let sure = if finding.possible { ", possibly" } else { "" };
        page.spans(
            &[
                Span::styled(format!("  {symbol} "), style),
                Span::styled(finding.rule, theme.strong()),
                Span::styled(
                    format!(" ({}, {}{sure})", finding.severity.word(), finding.phase),
                    theme.faint(),
                ),
            ],
            4,
        );
        // The headline is the summary of the finding that matters most.
        if finding.summary != detail.headline {
            page.indented(4, &text::value(&finding.summary), Style::new());
        }
        for evidence in &finding.evidence {
            let value = evidence.value.as_deref().map_or_else(
                || "(none)".to_owned(),
                |value| format!("“{}”", text::value(value)),
            );
            let name = text::value(&evidence.name);
            page.indented(4, &format!("{name}: {value}"), Style::new());
            page.indented(6, &text::value(&evidence.place), theme.faint());
        }
    }
}
