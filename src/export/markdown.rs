//! The report for a ticket or a merge request: a table of what failed, then each with its
//! evidence. Values from the capture stand in code spans.

use std::io::{self, Write};

use super::Options;
use super::words::{
    BROWSERS, Item, alike, capture_title, disagreements, disagreements_title, fragile,
    fragile_title, group_title, limits, line, note_place, places, proof, verdict_sentence,
    verdict_words,
};
use crate::browsers::Profile;
use crate::report::group::{GroupBy, group};
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

    let groups: Vec<_> = group(report, ids, GroupBy::Cause)
        .into_iter()
        .filter(|group| group.outcome.is_failure() || group.outcome == Outcome::Undetermined)
        .collect();
    if groups.iter().any(|group| group.outcome.is_failure()) {
        writeln!(out, "\n| | request | why | where |")?;
        writeln!(out, "|---|---|---|---|")?;
        let failed = groups.iter().filter(|group| group.outcome.is_failure());
        for group in failed {
            for id in &group.members {
                table_row(out, &Item::of(report, *id, options))?;
            }
        }
    }
    for group in &groups {
        let cause = group
            .cause
            .and_then(|cause| report.causes.get(cause as usize));
        let title = prose(&group_title(report, group, options));
        writeln!(out, "\n## {title}")?;
        if let Some(cause) = cause {
            self::cause(out, cause, options)?;
        }
        if group.outcome == Outcome::Undetermined {
            for items in alike(report, group, options) {
                undetermined(out, &items)?;
            }
            continue;
        }
        for id in &group.members {
            let item = Item::of(report, *id, options);
            section(out, &item)?;
        }
    }
    split(out, report, ids, options)?;
    // Where something failed, the reader has enough to do.
    if !groups.iter().any(|group| group.outcome.is_failure()) {
        for (rule, requests) in fragile(report, ids, options) {
            let title = fragile_title(rule, requests.len());
            writeln!(out, "\n## {}\n", prose(&title))?;
            for (item, summary) in &requests {
                let request = code(&format!("{} {}", item.method, item.url));
                writeln!(out, "- {request}, {}: {}", entry(item), prose(summary))?;
            }
        }
    }
    counts(out, &summary)
}

fn table_row(out: &mut dyn Write, item: &Item) -> io::Result<()> {
    let request = code(&format!("{} {}", item.method, item.url));
    writeln!(
        out,
        "| {} | {request} | {} | {} |",
        item.outcome.symbol(),
        prose(&item.headline),
        entry(item)
    )
}

fn entry(item: &Item) -> String {
    match &item.file {
        Some(file) => format!("{}, entry {}", code(file), item.entry),
        None => format!("entry {}", item.entry),
    }
}

fn section(out: &mut dyn Write, item: &Item) -> io::Result<()> {
    let title = code(&format!("{} {}", item.method, item.url));
    writeln!(out, "\n### {} {title}\n", item.outcome.symbol())?;
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
    let mut places = vec![entry(item)];
    places.extend(item.pointers.iter().map(|pointer| code(pointer)));
    writeln!(out, "- Where: {}", places.join(", "))?;
    if !item.rules.is_empty() {
        let rules: Vec<String> = item.rules.iter().map(|rule| code(rule)).collect();
        writeln!(out, "- Rule: {}", rules.join(" or "))?;
    }
    Ok(())
}

/// Requests for which the same is not known.
fn undetermined(out: &mut dyn Write, items: &[Item]) -> io::Result<()> {
    writeln!(out)?;
    for item in items {
        let title = code(&format!("{} {}", item.method, item.url));
        writeln!(out, "- {title}, {}", entry(item))?;
    }
    for unknown in items.iter().take(1).flat_map(|item| &item.unknowns) {
        writeln!(out, "\n{}", prose(unknown))?;
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
        let request = code(&format!("{} {}", row.method, options.url(row.url)));
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
    if let Some(fix) = cause.fixes.first() {
        let title = prose(&options.text(&fix.title));
        writeln!(out, "\n**Fix:** {title} ({})\n", proof(cause, fix))?;
        for text in options.text(&fix.text).lines() {
            // Indented by four: a code block that nothing inside can end.
            writeln!(out, "    {}", line(text))?;
        }
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
