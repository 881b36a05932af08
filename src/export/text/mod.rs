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

mod page;

use std::collections::HashSet;
use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::extent::{self, Extent, LeftOut, Level, Listing, Room, is_few};
use super::item::{Item, Request, likely};
use super::words::{
    BROWSERS, CONTRADICTION, SHOWN_FIXES, alike, capture_title, captures_title, code_line,
    contradictions, contradictions_title, count, disagreements, disagreements_title, fix_label,
    fragile, fragile_title, group_title, limits, line, note_place, other_fixes, places, proof,
    to_explain, verdict_sentence, verdict_words,
};
use super::{Options, next};
use crate::report::group::{Group, GroupBy, group};
use crate::report::summary::Summary;
use crate::report::{Cause, ExchangeId, Report};
use crate::verdict::Outcome;
use page::{Page, Paint};

/// How many of the reader's notes are shown.
const NOTES: usize = 5;
/// How many captures are named.
const CAPTURES: usize = 10;
/// How many lines the causes of many failures may take, and what is left open. With what stands
/// around them that is two screens.
const LINES: usize = 70;
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

    let measure = |text: &[u8]| text.split(|byte| *byte == b'\n').count() - 1;
    let mut room = Room {
        left: match options.extent {
            Extent::Fitting if !is_few(&failed) => Some(LINES),
            _ => None,
        },
        measure,
        least: 2,
    };
    let mut pasted = HashSet::new();
    let block = |out: &mut dyn Write, group: &Group, level, pasted: &mut HashSet<String>| {
        text.cause(out, group, level, pasted)
    };
    let mut left_out = extent::tell(out, &failed, options.extent, &mut room, &mut pasted, block)?;
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

fn entry(request: &Request) -> String {
    match &request.file {
        Some(file) => format!("{file}, {}", request.place),
        None => request.place.clone(),
    }
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
            let text = format!("{symbol} {}", group_title(report, group, options));
            page.clipped(Paint::of(group.outcome), &line(&text))?;
        }
        let rest = failed.iter().skip(shown);
        let left_out = LeftOut {
            causes: failed.len().saturating_sub(shown),
            requests: rest.map(|group| group.members.len()).sum(),
            shortened: true,
        };
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

    fn cause(
        &self,
        out: &mut dyn Write,
        group: &Group,
        level: Level,
        pasted: &mut HashSet<String>,
    ) -> io::Result<bool> {
        let (report, options) = (self.report, self.options);
        let cause = group
            .cause
            .and_then(|cause| report.causes.get(cause as usize));
        let title = format!("## {}", group_title(report, group, options));
        let mut page = self.page(out);
        if level == Level::Named {
            page.paragraph("", Paint::of(group.outcome), &line(&title))?;
            let fix = cause.and_then(|cause| cause.fixes.first());
            if let Some(fix) = fix {
                page.labelled("fix", &line(&options.text(&fix.title)))?;
            }
            return Ok(true);
        }
        writeln!(page.out)?;
        page.paragraph("", Paint::of(group.outcome), &line(&title))?;
        if let Some(cause) = cause {
            self.explanation(&mut page, cause, level, pasted)?;
        }
        page.choices(&likely(report, group))?;
        let (whole, rows) = match level {
            Level::Whole => (usize::MAX, 0),
            Level::Told if is_few(std::slice::from_ref(group)) => (1, usize::MAX - 1),
            Level::Told => (1, 5),
            Level::First | Level::Named => (0, 2),
        };
        let listing = Listing::of(report, &group.members, whole, rows, options);
        for id in &listing.whole {
            writeln!(page.out)?;
            item(&mut page, &Item::of(report, *id, options))?;
        }
        if listing.whole.is_empty() {
            writeln!(page.out)?;
        }
        self.rows(&mut page, &listing)?;
        Ok(listing.whole.len() < group.members.len())
    }

    fn rows(&self, page: &mut Page, listing: &Listing) -> io::Result<()> {
        for id in &listing.rows {
            placed_title(page, &Request::of(self.report, *id, self.options))?;
        }
        for text in listing.counted() {
            page.paragraph("", Paint::Plain, &line(&format!("… {text}")))?;
        }
        Ok(())
    }

    fn explanation(
        &self,
        page: &mut Page,
        cause: &Cause,
        level: Level,
        pasted: &mut HashSet<String>,
    ) -> io::Result<()> {
        let options = self.options;
        let explanation = options.text(&cause.explanation);
        page.paragraph("  ", Paint::Plain, &line(&explanation))?;
        if level >= Level::Told {
            for (number, place) in places(cause, options).iter().enumerate() {
                let label = if number == 0 { "shown by" } else { "" };
                page.labelled(label, &line(place))?;
            }
            if !cause.settle.is_empty() {
                let text = format!("{}; to be sure: {}", cause.confidence, cause.settle);
                page.labelled("how sure", &line(&text))?;
            }
        }
        let shown = if level >= Level::Told { SHOWN_FIXES } else { 1 };
        for (number, fix) in cause.fixes.iter().take(shown).enumerate() {
            let title = options.text(&fix.title);
            let text = options.text(&fix.text);
            let first = pasted.insert(format!("{} {text}", cause.host));
            let proof = if first {
                proof(cause, fix)
            } else {
                "the same as above".to_owned()
            };
            let label = fix_label(number);
            let title = format!("{label}: {title} ({})", options.text(&proof));
            page.paragraph("  ", Paint::Bold, &line(&title))?;
            if first {
                for text in text.lines() {
                    let text = format!("    {}", code_line(text));
                    writeln!(page.out, "{}", text.trim_end())?;
                }
            }
        }
        if let Some(others) = other_fixes(cause, shown) {
            page.labelled("others", &line(&options.text(&others)))?;
        }
        Ok(())
    }

    /// Requests that cannot be decided; those for which the same is not known stand together.
    /// Tells whether something is left out.
    fn open(&self, out: &mut dyn Write, room: &mut Room, rest: &[Group]) -> io::Result<bool> {
        let (report, options) = (self.report, self.options);
        let mut shortened = false;
        for group in rest {
            if group.outcome != Outcome::Undetermined {
                continue;
            }
            let title = format!("## {}", group_title(report, group, options));
            let mut page = self.page(out);
            writeln!(page.out)?;
            page.paragraph("", Paint::of(group.outcome), &line(&title))?;
            let mut requests_left_out = 0;
            for (unknowns, ids) in alike(report, group, options) {
                let rows = if room.left.is_none() { ids.len() } else { 3 };
                let listing = Listing::of(report, &ids, 0, rows, options);
                shortened |= !listing.rest.is_empty();
                let told = room.put(out, |out| {
                    let mut page = self.page(out);
                    writeln!(page.out)?;
                    self.rows(&mut page, &listing)?;
                    for unknown in &unknowns {
                        page.labelled("open", &line(unknown))?;
                    }
                    Ok(())
                })?;
                if !told {
                    requests_left_out += ids.len();
                }
            }
            if requests_left_out > 0 {
                shortened = true;
                let requests = count(requests_left_out, "more request", "more requests");
                writeln!(out, "\n… {requests}")?;
            }
        }
        Ok(shortened)
    }

    /// Requests that went well here and would not elsewhere, and those whose recording contradicts
    /// its own headers. Tells whether something is left out.
    fn disagreements(
        &self,
        out: &mut dyn Write,
        room: &mut Room,
        ids: &[ExchangeId],
    ) -> io::Result<bool> {
        let (report, options) = (self.report, self.options);
        let shown = if room.left.is_none() { usize::MAX } else { 3 };
        let mut shortened = false;
        let contradictions = contradictions(report, ids);
        if !contradictions.is_empty() {
            let listing = Listing::of(
                report,
                &contradictions,
                0,
                shown.min(usize::MAX - 1),
                options,
            );
            shortened |= !listing.rest.is_empty();
            let mut page = self.page(out);
            writeln!(page.out)?;
            let title = format!("## {}", contradictions_title(contradictions.len()));
            page.paragraph("", Paint::Yellow, &title)?;
            writeln!(page.out)?;
            page.paragraph("", Paint::Plain, CONTRADICTION)?;
            writeln!(page.out)?;
            self.rows(&mut page, &listing)?;
        }
        let split = disagreements(report, ids);
        if split.is_empty() {
            return Ok(shortened);
        }
        let mut page = self.page(out);
        writeln!(page.out)?;
        let title = format!("## {}", disagreements_title(split.len()));
        page.paragraph("", Paint::Yellow, &title)?;
        for id in split.iter().take(shown) {
            writeln!(page.out)?;
            self::title(&mut page, &Request::of(report, *id, options), "")?;
            for profile in BROWSERS {
                let verdict = *report.row(*id).verdicts.of(profile);
                page.labelled(profile.name(), &verdict_words(verdict))?;
            }
        }
        if split.len() > shown {
            shortened = true;
            let more = count(split.len() - shown, "more request", "more requests");
            writeln!(out, "\n… {more}")?;
        }
        Ok(shortened)
    }

    /// What is fragile about requests that work. Tells whether something is left out.
    fn fragile(
        &self,
        out: &mut dyn Write,
        room: &mut Room,
        ids: &[ExchangeId],
    ) -> io::Result<bool> {
        let shown = if room.left.is_none() { usize::MAX } else { 5 };
        let mut shortened = false;
        for (rule, requests) in fragile(self.report, ids, self.options) {
            let mut page = self.page(out);
            writeln!(page.out)?;
            let title = format!("## {}", fragile_title(rule, requests.len()));
            page.paragraph("", Paint::Yellow, &title)?;
            for (id, summary) in requests.iter().take(shown) {
                writeln!(page.out)?;
                placed_title(&mut page, &Request::of(self.report, *id, self.options))?;
                page.paragraph("  ", Paint::Plain, &line(summary))?;
            }
            if requests.len() > shown {
                shortened = true;
                let more = count(requests.len() - shown, "more request", "more requests");
                writeln!(out, "\n… {more}")?;
            }
        }
        Ok(shortened)
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
        let commands = next::commands(self.report, word, left_out.shortened);
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

fn title(page: &mut Page, request: &Request, after: &str) -> io::Result<()> {
    let outcome = request.outcome;
    page.paint(Paint::of(outcome), outcome.symbol())?;
    writeln!(page.out, " {}{after}", line(&request.title))
}

fn placed_title(page: &mut Page, request: &Request) -> io::Result<()> {
    title(page, request, &format!("  ({})", line(&entry(request))))
}

fn item(page: &mut Page, item: &Item) -> io::Result<()> {
    title(page, &item.request, "")?;
    for redirect in &item.redirects {
        writeln!(page.out, "  → {}", line(redirect))?;
    }
    page.paragraph("  ", Paint::Bold, &line(&item.headline))?;
    for sentence in &item.explanation {
        page.paragraph("  ", Paint::Plain, &line(sentence))?;
    }
    for unknown in &item.unknowns {
        page.labelled("open", &line(unknown))?;
    }
    for needed in &item.needed {
        let instead = match &needed.granted {
            None => "has none".to_owned(),
            Some(granted) => format!("has `{granted}`"),
        };
        let text = format!("{}  ({}, which {instead})", needed.header, needed.place);
        page.labelled("needed", &line(&text))?;
    }
    for (number, (_, console)) in item.console.iter().enumerate() {
        let label = if number == 0 { "console" } else { "or" };
        page.labelled(label, &line(console))?;
    }
    let mut place = entry(&item.request);
    for pointer in item.other_places() {
        place.push_str(", ");
        place.push_str(pointer);
    }
    page.labelled("where", &line(&place))
}
