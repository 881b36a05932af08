//! Why: the headline, what happened, the cause with what shows it, the fix, what each browser says,
//! what is not known.

use ratatui::style::Style;
use ratatui::text::Span;

use super::{Page, Told, fix, raw};
use crate::browsers::Profile;
use crate::export::words::{BROWSERS, CONTRADICTION};
use crate::report::{Cause, Detail, ExchangeId, FactText, Finding, Report, Severity, Shown};
use crate::rules;
use crate::tui::pane::list::status;
use crate::tui::text;
use crate::tui::totals::Shared;
use crate::verdict::{Outcome, Unknown, Verdict};

/// How many pieces of evidence are listed.
const EVIDENCE: usize = 6;

pub(super) fn write(
    report: &Report,
    id: ExchangeId,
    told: &Told,
    shared: &Shared,
    page: &mut Page,
) {
    let row = report.row(id);
    let theme = page.theme;
    let detail = &told.detail;
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
    let mut fact = |words: String| facts.push(Span::styled(format!(" · {words}"), theme.faint()));
    if let Some(status) = status(report, &row) {
        fact(match status.strip_prefix('P') {
            Some(status) => format!("preflight {status}"),
            None => status,
        });
    }
    if let Some(resource) = row.resource {
        fact(text::value(resource));
    }
    if let Some(origin) = row.origin {
        fact(format!("from {}", text::value(origin)));
    }
    if report.captures.len() > 1 {
        fact(text::value(text::file_name(&row.capture.file)));
    }
    page.spans(&facts, 2);
    page.gap();
    write_trial(report, id, page);
    page.text(&text::value(&detail.headline), theme.strong());
    if row.verdicts.contradicts_headers {
        page.gap();
        page.spans(
            &[
                Span::styled("≠ ", theme.outcome(Outcome::Failed)),
                Span::raw(CONTRADICTION),
            ],
            2,
        );
    }
    for sentence in &detail.explanation {
        page.gap();
        page.text(&text::value(sentence), Style::new());
    }
    if let Some(cause) = &told.cause {
        write_cause(cause, "Cause", page);
    }
    write_evidence(report, id, told, page);
    if let Some(cause) = &told.cause
        && let Some(best) = cause.fixes.first()
    {
        fix::write_fix(cause, best, shared.of(row.cause), page);
        let more = cause.fixes.len() - 1;
        if more > 0 || cause.policy.is_some() {
            let others = match more {
                0 => "4 other servers".to_owned(),
                more => format!(
                    "4 other servers, and {}",
                    text::counted(more, "other fix", "other fixes")
                ),
            };
            page.indented(2, &others, theme.faint());
        }
    }
    write_browsers(report, id, told, page);
    write_unknowns(detail, page);
    write_facts(detail, page);
    write_findings(told, page);
}

/// What is different where a change is tried.
fn write_trial(report: &Report, id: ExchangeId, page: &mut Page) {
    if report.change(id).is_none() {
        return;
    }
    let theme = page.theme;
    let recorded = report.recorded_verdicts(id).recorded_by.outcome;
    let now = report.row(id).verdicts.recorded_by;
    page.spans(
        &[
            Span::styled("~ ", theme.changed()),
            Span::raw("with the change: "),
            Span::styled(
                format!("{} {}", now.outcome.symbol(), now.outcome.word()),
                theme.outcome(now.outcome),
            ),
            Span::raw(format!(
                " (recorded: {} {}). The rest of this tab is as recorded; 6 shows the change, u \
                 undoes it.",
                recorded.symbol(),
                recorded.word()
            )),
        ],
        2,
    );
    if let Some(words) = progress(now) {
        page.indented(2, words, Style::new());
    }
    page.gap();
}

/// What a change achieved where a verdict is still open.
pub(super) fn progress(now: Verdict) -> Option<&'static str> {
    let open = now.outcome == Outcome::Undetermined;
    let response = now.needs.iter().any(|need| need == Unknown::Response);
    (open && response).then_some(
        "The preflight passes now. The response was never recorded, so the request itself stays \
         undetermined.",
    )
}

/// A cause in its own words.
pub(super) fn write_cause(cause: &Cause, heading: &str, page: &mut Page) {
    let theme = page.theme;
    page.heading(heading);
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
        let words = format!("To be sure: {}", text::value(&cause.settle));
        page.indented(2, &words, theme.faint());
    }
}

/// What shows the failure and its cause, each once.
pub fn evidence(told: &Told) -> Vec<&Shown> {
    let of_cause = told.cause.iter().flat_map(|cause| &cause.evidence);
    let errors = told
        .detail
        .findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error);
    let mut all: Vec<&Shown> = Vec::new();
    for shown in of_cause.chain(errors.flat_map(|finding| &finding.evidence)) {
        let known = |other: &&Shown| other.place == shown.place && other.name == shown.name;
        if !all.iter().any(known) {
            all.push(shown);
        }
    }
    all.truncate(EVIDENCE);
    all
}

fn write_evidence(report: &Report, id: ExchangeId, told: &Told, page: &mut Page) {
    let evidence = evidence(told);
    if evidence.is_empty() {
        return;
    }
    let theme = page.theme;
    page.heading("How we know");
    for (number, shown) in evidence.into_iter().enumerate() {
        let value = shown.value.as_deref().map(text::value);
        let what = match value {
            Some(value) => format!("{}: {value}", text::value(&shown.name)),
            None => format!("no {}", text::value(&shown.name)),
        };
        let place =
            raw::role(report, id, &shown.place).unwrap_or_else(|| text::value(&shown.place));
        page.link(number);
        page.spans(
            &[
                Span::styled("  › ", theme.accent()),
                Span::raw(what),
                Span::styled(format!("  {place}"), theme.faint()),
            ],
            6,
        );
    }
}

fn write_browsers(report: &Report, id: ExchangeId, told: &Told, page: &mut Page) {
    let detail = &told.detail;
    let theme = page.theme;
    let row = report.row(id);
    page.heading("Browsers");
    let own = row.verdicts.recorded_by.outcome;
    let mut profiles = Profile::ALL.to_vec();
    // Where they disagree, those come first that differ from what was recorded.
    if row.verdicts.browsers_disagree() {
        profiles.sort_by_key(|profile| row.verdicts.of(*profile).outcome == own);
    }
    let first = report.exchanges[id.0 as usize].first_entry();
    let recording =
        first.and_then(|first| Profile::recording(row.capture, row.capture.entry(first)));
    let asked = recording.map_or(Profile::Chromium, |row| row.profile);
    for profile in profiles {
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
        let refused = told.refused_in.iter();
        let refused = refused.filter(|(own, _)| *own == profile && findings.is_empty());
        let refused: Vec<&Finding> = refused.map(|(_, finding)| finding).collect();
        let told_of = findings.iter().chain(&refused);
        for code in told_of.filter_map(|finding| code(finding, profile)) {
            let code = format!("  {}", text::value(code));
            spans.push(Span::styled(code, theme.faint()));
        }
        page.spans(&spans, 17);
        // A browser that refuses for a reason of its own says which.
        let differs = verdict.outcome != own || findings.is_empty();
        if let Some(rule) = verdict
            .because
            .filter(|_| differs)
            .and_then(|refusal| rules::of(refusal.kind))
        {
            let words = format!("{} ({})", text::sentence(rule.summary), rule.name);
            page.indented(4, &words, Style::new());
        }
        let printed = refused
            .iter()
            .filter_map(|finding| console(finding, profile));
        for line in printed.flat_map(str::lines) {
            page.indented(4, &text::value(line), theme.faint());
        }
        // The console of the recording browser is the one that people have before them.
        if profile == asked {
            let consoles = findings.iter().filter_map(|f| console(f, profile));
            for line in consoles.flat_map(str::lines) {
                page.indented(4, &text::value(line), Style::new());
            }
        }
    }
    let others = BROWSERS
        .into_iter()
        .filter(|profile| *profile != asked)
        .filter_map(|profile| {
            let refused = row.verdicts.of(profile).outcome != Outcome::Allowed;
            let said = detail.findings.iter().find_map(|f| console(f, profile));
            said.filter(|_| refused).map(|said| (profile, said))
        });
    for (profile, said) in others {
        page.heading(&format!("{} prints", profile.name()));
        for line in said.lines() {
            page.indented(2, &text::value(line), theme.faint());
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
        let value = fact.value.as_deref().unwrap_or("unknown");
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

fn write_findings(told: &Told, page: &mut Page) {
    if told.detail.findings.is_empty() {
        return;
    }
    page.heading("Findings");
    let known = evidence(told);
    for finding in &told.detail.findings {
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
        if finding.summary != told.detail.headline {
            page.indented(4, &text::value(&finding.summary), Style::new());
        }
        let new = finding
            .evidence
            .iter()
            .filter(|shown| !known.contains(shown));
        for evidence in new {
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
