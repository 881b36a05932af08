//! The report for a ticket, a merge request or a chat: the causes in a table, then each with its fix
//! and its requests. Values from the capture stand in code spans, and what is to be pasted stands
//! in fenced blocks: those are what GitHub, GitLab, Jira and chats have in common.

mod cause;
mod rest;

use std::collections::HashSet;
use std::io::{self, Write};

use super::Options;
use super::extent::{self, Extent, LeftOut, Room};
use super::item::Request;
use super::words::{
    capture_title, captures_title, count, fix_title, group_title, limits, line, note_place,
    verdict_sentence,
};
use crate::report::group::{Group, GroupBy, group};
use crate::report::sanitize::{markdown, markdown_code};
use crate::report::summary::Summary;
use crate::report::{ExchangeId, Report};
use crate::verdict::Outcome;

/// The most characters that issue trackers take is 65,536. The causes get less, so that somebody
/// reads them; what stands around them has its own room.
const CAUSES: usize = 24_000;
const AROUND: usize = 16_000;
/// How many captures are named, and how many of their notes.
const CAPTURES: usize = 10;
const NOTES: usize = 10;
/// How many causes a summary names.
const SUMMARISED: usize = 5;

/// Failures first, grouped; then what is open; then the counts.
pub fn write(
    out: &mut dyn Write,
    report: &Report,
    ids: &[ExchangeId],
    options: &Options,
) -> io::Result<()> {
    let summary = Summary::of(report, ids);
    let (failed, rest): (Vec<Group>, Vec<Group>) = group(report, ids, GroupBy::Cause)
        .into_iter()
        .partition(|group| group.outcome.is_failure());
    let text = Markdown { report, options };
    if options.extent == Extent::Summary {
        return text.summary(out, &summary, &failed);
    }
    let room = |left| Room {
        left: (options.extent != Extent::All).then_some(left),
        measure: |text| String::from_utf8_lossy(text).chars().count(),
    };
    let (mut around, mut room) = (room(AROUND), room(CAUSES));
    writeln!(out, "# Cross-origin requests\n")?;
    text.captures(out, &mut around)?;
    writeln!(
        out,
        "\n**{}**",
        prose(&verdict_sentence(report, &summary, options))
    )?;
    if failed.len() > 1 {
        text.overview(out, &mut room, &failed)?;
    }
    let block = |out: &mut dyn Write, group: &Group, level, pasted: &mut HashSet<String>| {
        text.cause(out, group, level, pasted)
    };
    let mut left_out = extent::tell(
        out,
        &failed,
        options.extent,
        &mut room,
        "## More causes\n",
        block,
    )?;
    if let Some(words) = left_out.words() {
        writeln!(out, "\n… {words}")?;
    }
    left_out.shortened |= text.open(out, &mut around, &rest)?;
    left_out.shortened |= text.split(out, &mut around, ids)?;
    // Where something failed, the reader has enough to do.
    if failed.is_empty() {
        left_out.shortened |= text.fragile(out, &mut around, ids)?;
    }
    counts(out, &summary)?;
    if left_out.shortened {
        writeln!(
            out,
            "\nThis report is shortened so that it fits. `corslens check --all` writes everything."
        )?;
    }
    Ok(())
}

/// What the parts of a report have in common.
struct Markdown<'a> {
    report: &'a Report,
    options: &'a Options,
}

impl Markdown<'_> {
    /// A few lines for a chat.
    fn summary(&self, out: &mut dyn Write, summary: &Summary, failed: &[Group]) -> io::Result<()> {
        let report = self.report;
        let title = match report.captures.as_slice() {
            [capture] => capture_title(capture),
            captures => captures_title(captures, false),
        };
        writeln!(out, "{}\n", prose(&title))?;
        writeln!(
            out,
            "**{}**\n",
            prose(&verdict_sentence(report, summary, self.options))
        )?;
        for group in failed.iter().take(SUMMARISED) {
            let title = prose(&group_title(report, group, self.options));
            let fix = fix_title(report, group, self.options);
            let fix = fix.map_or_else(String::new, |fix| format!("; fix: {}", prose(&fix)));
            writeln!(out, "- {} {title}{fix}", group.outcome.symbol())?;
        }
        let left_out = LeftOut::after(failed, SUMMARISED);
        if let Some(words) = left_out.words() {
            writeln!(out, "- … {words}")?;
        }
        Ok(())
    }

    fn captures(&self, out: &mut dyn Write, room: &mut Room) -> io::Result<()> {
        let captures = &self.report.captures;
        let all = room.left.is_none();
        let shown = if all { captures.len() } else { CAPTURES };
        for capture in captures.iter().take(shown) {
            room.put(out, |out| {
                writeln!(out, "- {}", prose(&capture_title(capture)))?;
                for limit in limits(capture) {
                    writeln!(out, "  - {}", prose(limit))?;
                }
                Ok(())
            })?;
            let mut hidden = 0;
            for (number, note) in capture.notes.iter().enumerate() {
                let text = self.options.text(&note.text);
                let text = format!("{}{text}", note_place(note));
                let told = (all || number < NOTES)
                    && room.put(out, |out| writeln!(out, "  - note: {}", prose(&text)))?;
                hidden += usize::from(!told);
            }
            if hidden > 0 {
                writeln!(out, "  - {}", count(hidden, "more note", "more notes"))?;
            }
        }
        if shown < captures.len() {
            writeln!(out, "- {}", captures_title(&captures[shown..], true))?;
        }
        Ok(())
    }

    /// The causes at a glance.
    fn overview(&self, out: &mut dyn Write, room: &mut Room, failed: &[Group]) -> io::Result<()> {
        writeln!(out, "\n| | requests | cause | fix |")?;
        writeln!(out, "|---|---:|---|---|")?;
        for group in failed {
            let cause = group.cause_in(self.report);
            let fix = cause.and_then(|cause| cause.fixes.first());
            let fix = fix.map_or_else(String::new, |fix| prose(&self.options.text(&fix.title)));
            let title = match cause {
                Some(cause) => self.options.text(&cause.title).into_owned(),
                None => group_title(self.report, group, self.options),
            };
            let (symbol, requests) = (group.outcome.symbol(), group.members.len());
            let row = |out: &mut dyn Write| {
                writeln!(out, "| {symbol} | {requests} | {} | {fix} |", prose(&title))
            };
            if room.left.is_some_and(|left| left < CAUSES * 4 / 5) || !room.put(out, row)? {
                break;
            }
        }
        Ok(())
    }
}

fn entry(request: &Request) -> String {
    match &request.file {
        Some(file) => format!("{}, {}", code(file), prose(&request.place)),
        None => prose(&request.place),
    }
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
