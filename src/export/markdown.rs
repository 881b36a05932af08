//! The report for a ticket or a merge request: a table of what failed, then each with its
//! evidence. Values from the capture stand in code spans.

use std::io::{self, Write};

use super::Options;
use super::words::{
    BROWSERS, CONTRADICTION, Item, Request, SHOWN_FIXES, alike, capture_title, code_line,
    contradictions, contradictions_title, disagreements, disagreements_title, fragile,
    fragile_title, group_title, limits, line, note_place, other_fixes, places, proof,
    verdict_sentence, verdict_words,
};
use crate::browsers::Profile;
use crate::report::group::{Group, GroupBy, group};
use crate::report::sanitize::{markdown, markdown_code};
use crate::report::summary::Summary;
use crate::report::{Cause, ExchangeId, Report};
use crate::verdict::Outcome;

/// Failures first, grouped; then what is open; then the counts.
pub fn write(
    out: &mut dyn Write,
    report: &Report,
    ids: &[ExchangeId],
    options: &Options,
) -> io::Result<()> {
    let summary = Summary::of(report, ids);
    writeln!(out, "# Cross-origin requests\n")?;
    for capture in &report.captures {
        writeln!(out, "- {}", prose(&capture_title(capture)))?;
        for limit in limits(capture) {
            writeln!(out, "  - {}", prose(limit))?;
        }
        for note in &capture.notes {
            let text = format!("{}: {}", note_place(note), options.text(&note.text));
            writeln!(out, "  - note: {}", prose(&text))?;
        }
    }
    writeln!(out, "\n**{}**", prose(&verdict_sentence(report, &summary)))?;

    let (failed, rest): (Vec<Group>, Vec<Group>) = group(report, ids, GroupBy::Cause)
        .into_iter()
        .partition(|group| group.outcome.is_failure());
    if !failed.is_empty() {
        writeln!(out, "\n| | request | why | where |")?;
        writeln!(out, "|---|---|---|---|")?;
    }
    // They stand below the table, and are written with it: details are costly to make.
    let mut sections = Vec::new();
    for group in &failed {
        heading(&mut sections, report, group, options)?;
        for id in &group.members {
            let item = Item::of(report, *id, options);
            table_row(out, &item)?;
            section(&mut sections, &item)?;
        }
    }
    out.write_all(&sections)?;
    drop(sections);
    for group in &rest {
        if group.outcome == Outcome::Undetermined {
            heading(out, report, group, options)?;
            undetermined(out, report, group, options)?;
        }
    }
    split(out, report, ids, options)?;
    // Where something failed, the reader has enough to do.
    if failed.is_empty() {
        for (rule, requests) in fragile(report, ids, options) {
            let title = fragile_title(rule, requests.len());
            writeln!(out, "\n## {}\n", prose(&title))?;
            for (id, summary) in requests {
                let request = Request::of(report, id, options);
                let (title, entry) = (code(&request.title), entry(&request));
                writeln!(out, "- {title}, {entry}: {}", prose(&summary))?;
            }
        }
    }
    counts(out, &summary)
}

/// What the members of a group have in common.
fn heading(
    out: &mut dyn Write,
    report: &Report,
    group: &Group,
    options: &Options,
) -> io::Result<()> {
    let title = prose(&group_title(report, group, options));
    writeln!(out, "\n## {title}")?;
    let cause = group.cause.map(|cause| report.causes.get(cause as usize));
    match cause.flatten() {
        Some(cause) => self::cause(out, cause, options),
        None => Ok(()),
    }
}

fn table_row(out: &mut dyn Write, item: &Item) -> io::Result<()> {
    writeln!(
        out,
        "| {} | {} | {} | {} |",
        item.request.outcome.symbol(),
        code(&item.request.title),
        prose(&item.headline),
        entry(&item.request)
    )
}

fn entry(request: &Request) -> String {
    match &request.file {
        Some(file) => format!("{}, entry {}", code(file), request.entry),
        None => format!("entry {}", request.entry),
    }
}

fn section(out: &mut dyn Write, item: &Item) -> io::Result<()> {
    let (symbol, title) = (item.request.outcome.symbol(), code(&item.request.title));
    writeln!(out, "\n### {symbol} {title}\n")?;
    if !item.headline.is_empty() {
        writeln!(out, "**{}**", prose(&item.headline))?;
    }
    if !item.explanation.is_empty() {
        let sentences: Vec<String> = item.explanation.iter().map(|text| prose(text)).collect();
        writeln!(out, "\n{}", sentences.join(" "))?;
    }
    writeln!(out)?;
    for redirect in &item.redirects {
        writeln!(out, "- Redirected to {}", code(redirect))?;
    }
    for unknown in &item.unknowns {
        writeln!(out, "- Open: {}", prose(unknown))?;
    }
    for needed in &item.needed {
        let instead = needed.granted.as_deref().map_or("none".to_owned(), code);
        let (header, place) = (code(&needed.header), prose(&needed.place));
        writeln!(out, "- Needed: {header} {place}, which has {instead}")?;
    }
    for (browser, console) in &item.console {
        writeln!(out, "- {browser}'s console: {}", code(console))?;
    }
    let mut places = vec![entry(&item.request)];
    places.extend(item.pointers.iter().map(|pointer| code(pointer)));
    writeln!(out, "- Where: {}", places.join(", "))?;
    if !item.rules.is_empty() {
        let rules: Vec<String> = item.rules.iter().map(|rule| code(rule)).collect();
        writeln!(out, "- Rule: {}", rules.join(" or "))?;
    }
    Ok(())
}

/// Requests for which the same is not known stand together.
fn undetermined(
    out: &mut dyn Write,
    report: &Report,
    group: &Group,
    options: &Options,
) -> io::Result<()> {
    for (unknowns, ids) in alike(report, group, options) {
        writeln!(out)?;
        for id in ids {
            let request = Request::of(report, id, options);
            writeln!(out, "- {}, {}", code(&request.title), entry(&request))?;
        }
        for unknown in &unknowns {
            writeln!(out, "\n{}", prose(unknown))?;
        }
    }
    Ok(())
}

/// Requests that the browsers judge differently.
fn split(
    out: &mut dyn Write,
    report: &Report,
    ids: &[ExchangeId],
    options: &Options,
) -> io::Result<()> {
    let contradictions = contradictions(report, ids);
    if !contradictions.is_empty() {
        writeln!(out, "\n## {}\n", contradictions_title(contradictions.len()))?;
        writeln!(out, "{CONTRADICTION}\n")?;
        for id in contradictions {
            writeln!(out, "- {}", code(&Request::of(report, id, options).title))?;
        }
    }
    let split = disagreements(report, ids);
    if split.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n## {}\n", disagreements_title(split.len()))?;
    let names = BROWSERS.map(Profile::name);
    writeln!(out, "| request | {} |", names.join(" | "))?;
    writeln!(out, "|---|---|---|---|")?;
    for id in split {
        let row = report.row(id);
        let request = code(&Request::of(report, id, options).title);
        let verdicts = BROWSERS.map(|profile| verdict_words(*row.verdicts.of(profile)));
        writeln!(out, "| {request} | {} |", verdicts.join(" | "))?;
    }
    Ok(())
}

fn cause(out: &mut dyn Write, cause: &Cause, options: &Options) -> io::Result<()> {
    writeln!(out, "\n{}\n", prose(&options.text(&cause.explanation)))?;
    let shown: Vec<String> = places(cause, options)
        .iter()
        .map(|text| code(text))
        .collect();
    if !shown.is_empty() {
        writeln!(out, "- Shown by: {}", shown.join(", "))?;
    }
    if !cause.settle.is_empty() {
        let text = format!(
            "How sure: {}; to be sure: {}",
            cause.confidence, cause.settle
        );
        writeln!(out, "- {}", prose(&text))?;
    }
    for (number, fix) in cause.fixes.iter().take(SHOWN_FIXES).enumerate() {
        let title = prose(&options.text(&fix.title));
        let label = if number == 0 { "Fix" } else { "Another fix" };
        let proof = prose(&options.text(&proof(cause, fix)));
        writeln!(out, "\n**{label}:** {title} ({proof})\n")?;
        for text in options.text(&fix.text).lines() {
            // Indented by four: a code block that nothing inside can end.
            let text = format!("    {}", code_line(text));
            writeln!(out, "{}", text.trim_end())?;
        }
    }
    if let Some(others) = other_fixes(cause) {
        writeln!(out, "\nOther fixes: {}", prose(&options.text(&others)))?;
    }
    Ok(())
}

fn counts(out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
    writeln!(out, "\n## Counts\n")?;
    writeln!(out, "| verdict | requests |")?;
    writeln!(out, "|---|---:|")?;
    for outcome in Outcome::ALL {
        let number = summary.count(outcome);
        if number > 0 {
            writeln!(
                out,
                "| {} {} | {number} |",
                outcome.symbol(),
                outcome.word()
            )?;
        }
    }
    Ok(())
}

fn prose(text: &str) -> String {
    markdown(&line(text)).into_owned()
}

fn code(value: &str) -> String {
    markdown_code(&line(value))
}
