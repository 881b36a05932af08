//! The report for reading: on a terminal, in a log, in a mail.
//!
//! ```text
//! shop.har: Chromium 156.0.8078.79, 36 entries
//! 27 requests, 21 of them cross-origin; 17 failed: 16 blocked by the browser, 1 without a response.
//!
//! ## static.shop-cdn.example sends no CORS headers on /fonts/inter-roman.woff2: 2 requests
//!   Why it fails.
//!   shown by status: 200 at /log/entries/6/response/status
//!   fix: Allow it in Amazon S3 (tested: …)
//!     {
//!       "CORSRules": …
//!
//! ✗ GET https://static.shop-cdn.example/fonts/inter-roman.woff2
//!   What a reader would act on, in one sentence.
//!   needed   Access-Control-Allow-Origin: https://shop.example  (in the response, which has none)
//!   console  Access to font at …
//!   where    entry 6, /log/entries/6/response
//! ✗ GET https://static.shop-cdn.example/js/chat.js  (entry 31)
//! ```

mod cause;
mod item;
mod page;
mod rest;

use std::collections::HashSet;
use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::extent::{self, Extent, LeftOut, Room, is_few};
use super::words::{
    capture_title, captures_title, fix_title, group_title, limits, line, note_place, selector,
    to_explain, verdict_sentence,
};
use super::{Options, next};
use crate::report::group::{Group, GroupBy, group};
use crate::report::summary::Summary;
use crate::report::{ExchangeId, Report};
use crate::verdict::Outcome;
use page::{Page, Paint};

/// How many of the reader's notes are shown.
const NOTES: usize = 5;
/// How many captures are named.
const CAPTURES: usize = 10;
/// How many lines the causes of many failures may take, and what is left open. With what stands
/// around them that is two screens.
const LINES: usize = 80;
const OPEN_LINES: usize = 18;
/// How many causes a summary names: with the lines around them it has ten.
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
    let text = Text { report, options };
    if options.extent == Extent::Summary {
        return text.summary(out, &summary, &failed);
    }
    text.captures(out)?;
    let mut page = text.page(out);
    page.paragraph(
        "",
        Paint::Bold,
        &verdict_sentence(report, &summary, options),
    )?;

    let measure = if options.width.is_some() { lines } else { rows };
    let mut room = Room {
        left: match options.extent {
            Extent::Fitting if failed.len() > 1 && !is_few(&failed) => Some(LINES),
            _ => None,
        },
        measure,
    };
    let block = |out: &mut dyn Write, group: &Group, level, pasted: &mut HashSet<String>| {
        text.cause(out, group, level, pasted)
    };
    let mut left_out = extent::tell(
        out,
        &failed,
        options.extent,
        &mut room,
        "More causes:",
        block,
    )?;
    if let Some(words) = left_out.words() {
        writeln!(out, "\n… {words}")?;
    }
    room.left = (options.extent != Extent::All).then_some(OPEN_LINES);
    left_out.shortened |= text.open(out, &mut room, &rest)?;
    left_out.shortened |= text.disagreements(out, &mut room, ids)?;
    // Where something failed, the reader has enough to do.
    if failed.is_empty() {
        left_out.shortened |= text.fragile(out, &mut room, ids)?;
    }
    text.counts(out, &summary)?;
    text.next(out, &failed, left_out)
}

/// How many lines a text has.
fn lines(text: &[u8]) -> usize {
    memchr::memchr_iter(b'\n', text).count()
}

/// The same of a text that is not wrapped, as wide as logs are shown.
fn rows(text: &[u8]) -> usize {
    const WIDTH: usize = 120;
    let rows = |line: &str| line.width().div_ceil(WIDTH).max(1);
    String::from_utf8_lossy(text).lines().map(rows).sum()
}

/// What the parts of a report have in common.
struct Text<'a> {
    report: &'a Report,
    options: &'a Options,
}

impl Text<'_> {
    fn page<'a>(&self, out: &'a mut dyn Write) -> Page<'a> {
        Page {
            out,
            width: self.options.width,
            colour: self.options.colour,
        }
    }

    /// At most ten lines, none longer than the width.
    fn summary(&self, out: &mut dyn Write, summary: &Summary, failed: &[Group]) -> io::Result<()> {
        let (report, options) = (self.report, self.options);
        let mut page = self.page(out);
        let title = match report.captures.as_slice() {
            [capture] => capture_title(capture),
            captures => captures_title(captures, false),
        };
        page.clipped(Paint::Bold, &line(&title))?;
        page.clipped(
            Paint::Bold,
            &verdict_sentence(report, summary, self.options),
        )?;
        // A count in place of a single line saves nothing.
        let shown = if failed.len() == SUMMARISED + 1 {
            SUMMARISED + 1
        } else {
            SUMMARISED
        };
        for group in failed.iter().take(shown) {
            let symbol = group.outcome.symbol();
            let title = format!("{symbol} {}", group_title(report, group, options));
            let fix = fix_title(report, group, options);
            let fix = fix.map_or_else(String::new, |fix| format!("  fix: {fix}"));
            page.clipped_before(Paint::of(group.outcome), &line(&title), &line(&fix))?;
        }
        let left_out = LeftOut::after(failed, shown);
        if let Some(words) = left_out.words() {
            page.clipped(Paint::Plain, &format!("… {words}"))?;
        }
        page.clipped(Paint::Plain, &counts_line(summary))
    }

    fn captures(&self, out: &mut dyn Write) -> io::Result<()> {
        let captures = &self.report.captures;
        let all = self.options.extent == Extent::All || captures.len() <= CAPTURES + 1;
        let shown = if all { captures.len() } else { CAPTURES };
        let mut page = self.page(out);
        let mut notes = 0;
        let mut hidden = 0;
        for capture in &captures[..shown] {
            page.paragraph("", Paint::Bold, &line(&capture_title(capture)))?;
            for limit in limits(capture) {
                page.paragraph("  ", Paint::Faint, limit)?;
            }
            for note in &capture.notes {
                if notes >= NOTES && self.options.extent != Extent::All {
                    hidden += 1;
                    continue;
                }
                notes += 1;
                let text = self.options.text(&note.text);
                let text = format!("note: {}{text}", note_place(note));
                page.paragraph("  ", Paint::Faint, &line(&text))?;
            }
        }
        if hidden > 0 {
            let text = format!("note: and {hidden} more like these");
            page.paragraph("  ", Paint::Faint, &text)?;
        }
        if shown < captures.len() {
            let text = format!("… {}", captures_title(&captures[shown..], true));
            page.paragraph("", Paint::Bold, &text)?;
        }
        Ok(())
    }

    fn counts(&self, out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
        let counts = counts_line(summary);
        if counts.is_empty() {
            return Ok(());
        }
        writeln!(out)?;
        self.page(out).paragraph("", Paint::Plain, &counts)
    }

    /// What to do next.
    fn next(&self, out: &mut dyn Write, failed: &[Group], left_out: LeftOut) -> io::Result<()> {
        let word = to_explain(self.report, failed);
        let in_full = left_out.first_short.and_then(|number| failed.get(number));
        let in_full = in_full.map(|group| selector(self.report, group));
        let commands = next::commands(self.report, word, in_full, left_out.shortened);
        let column = commands.iter().map(|next| next.command.width()).max();
        let column = column.unwrap_or_default();
        let mut page = self.page(out);
        if !commands.is_empty() {
            writeln!(page.out, "\nNext:")?;
        }
        let longest = commands.iter().map(|next| next.what.width()).max();
        let width = column + longest.unwrap_or_default() + 6;
        let beside = page.width.is_none_or(|most| width <= most);
        for next::Next { command, what } in &commands {
            if beside {
                let space = " ".repeat(column - command.width());
                write!(page.out, "    {command}{space}  ")?;
                page.paint(Paint::Faint, what)?;
                writeln!(page.out)?;
            } else {
                // A command to paste is not broken.
                page.paragraph("  ", Paint::Faint, &format!("{what}:"))?;
                writeln!(page.out, "    {command}")?;
            }
        }
        Ok(())
    }
}

fn counts_line(summary: &Summary) -> String {
    let counts: Vec<String> = Outcome::ALL
        .into_iter()
        .filter(|outcome| summary.count(*outcome) > 0)
        .map(|outcome| {
            let number = summary.count(outcome);
            format!("{} {} {number}", outcome.symbol(), outcome.word())
        })
        .collect();
    counts.join("   ")
}
