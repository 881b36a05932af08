//! The report for a ticket, a merge request or a chat: the causes in a table, then each with its fix
//! and its requests. Values from the capture stand in code spans, and what is to be pasted stands
//! in fenced blocks: those are what GitHub, GitLab, Jira and chats have in common.

use std::collections::HashSet;
use std::io::{self, Write};

use super::Options;
use super::extent::{self, Extent, LeftOut, Level, Listing, Room};
use super::item::{Item, Request, likely};
use super::words::{
    BROWSERS, CONTRADICTION, SHOWN_FIXES, alike, capture_title, captures_title, code_line,
    contradictions, contradictions_title, count, disagreements, disagreements_title, fragile,
    fragile_title, group_title, limits, line, note_place, other_fixes, places, proof,
    verdict_sentence, verdict_words,
};
use crate::browsers::Profile;
use crate::report::group::{Group, GroupBy, group};
use crate::report::sanitize::{markdown, markdown_code};
use crate::report::summary::Summary;
use crate::report::{Cause, ExchangeId, Report};
use crate::verdict::Outcome;

/// The most characters that issue trackers take is 65,536. This much is for the causes, the rest for
/// what stands around them.
const CAUSES: usize = 42_000;
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
        least: 200,
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
    let mut pasted = HashSet::new();
    let block = |out: &mut dyn Write, group: &Group, level, pasted: &mut HashSet<String>| {
        text.cause(out, group, level, pasted)
    };
    let mut left_out = extent::tell(out, &failed, options.extent, &mut room, &mut pasted, block)?;
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
            writeln!(out, "- {} {title}", group.outcome.symbol())?;
        }
        let rest = failed.iter().skip(SUMMARISED);
        let left_out = LeftOut {
            causes: failed.len().saturating_sub(SUMMARISED),
            requests: rest.map(|group| group.members.len()).sum(),
            shortened: true,
        };
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
            let cause = self.cause_of(group);
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

    fn cause_of(&self, group: &Group) -> Option<&Cause> {
        let cause = group.cause?;
        self.report.causes.get(cause as usize)
    }

    /// What the requests of a group have in common, then the requests.
    fn cause(
        &self,
        out: &mut dyn Write,
        group: &Group,
        level: Level,
        pasted: &mut HashSet<String>,
    ) -> io::Result<bool> {
        let (report, options) = (self.report, self.options);
        let title = prose(&group_title(report, group, options));
        let cause = self.cause_of(group);
        writeln!(out, "\n## {title}")?;
        if level == Level::Named {
            if let Some(fix) = cause.and_then(|cause| cause.fixes.first()) {
                writeln!(out, "\n**Fix:** {}", prose(&options.text(&fix.title)))?;
            }
            return Ok(true);
        }
        if let Some(cause) = cause {
            self.explanation(out, cause, level, pasted)?;
        }
        for (number, reason) in likely(report, group).iter().enumerate() {
            let lead = if number == 0 { "\n- Likely" } else { "- Or" };
            writeln!(out, "{lead}: {}", prose(reason))?;
        }
        let rows = match level {
            Level::Whole => group.members.len(),
            Level::Told => 20,
            Level::First | Level::Named => 3,
        };
        let listing = Listing::of(report, &group.members, 0, rows, options);
        let whole = match level {
            Level::Whole => usize::MAX,
            Level::Told => 1,
            Level::First | Level::Named => 0,
        };
        self.table(out, &listing)?;
        for id in listing.rows.iter().take(whole) {
            section(out, &Item::of(report, *id, options))?;
        }
        Ok(level < Level::Told || !listing.rest.is_empty())
    }

    fn table(&self, out: &mut dyn Write, listing: &Listing) -> io::Result<()> {
        writeln!(out, "\n| | request | status | where |")?;
        writeln!(out, "|---|---|---:|---|")?;
        for id in &listing.rows {
            let request = Request::of(self.report, *id, self.options);
            let status = self.report.row(*id).status;
            let status = status.map_or_else(String::new, |status| status.to_string());
            writeln!(
                out,
                "| {} | {} | {status} | {} |",
                request.outcome.symbol(),
                code(&request.title),
                entry(&request)
            )?;
        }
        for text in listing.counted() {
            writeln!(out, "| … | {} | | |", prose(&text))?;
        }
        Ok(())
    }

    fn explanation(
        &self,
        out: &mut dyn Write,
        cause: &Cause,
        level: Level,
        pasted: &mut HashSet<String>,
    ) -> io::Result<()> {
        let options = self.options;
        writeln!(out, "\n{}", prose(&options.text(&cause.explanation)))?;
        if level >= Level::Told {
            let shown: Vec<String> = places(cause, options)
                .iter()
                .map(|text| code(text))
                .collect();
            if !shown.is_empty() || !cause.settle.is_empty() {
                writeln!(out)?;
            }
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
        }
        let shown = if level >= Level::Told { SHOWN_FIXES } else { 1 };
        for (number, fix) in cause.fixes.iter().take(shown).enumerate() {
            let title = prose(&options.text(&fix.title));
            let text = options.text(&fix.text);
            let label = if number == 0 { "Fix" } else { "Another fix" };
            if !pasted.insert(format!("{} {text}", cause.host)) {
                writeln!(out, "\n**{label}:** {title} (the same as above)")?;
                continue;
            }
            let proof = prose(&options.text(&proof(cause, fix)));
            writeln!(out, "\n**{label}:** {title} ({proof})")?;
            if !text.trim().is_empty() {
                fenced(out, &text)?;
            }
        }
        if let Some(others) = other_fixes(cause, shown) {
            writeln!(out, "\nOther fixes: {}", prose(&options.text(&others)))?;
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
            writeln!(out, "\n## {}", prose(&group_title(report, group, options)))?;
            let mut left_out = 0;
            for (unknowns, ids) in alike(report, group, options) {
                let rows = if room.left.is_none() { ids.len() } else { 5 };
                let listing = Listing::of(report, &ids, 0, rows, options);
                shortened |= !listing.rest.is_empty();
                let told = room.put(out, |out| {
                    writeln!(out)?;
                    self.list(out, &listing)?;
                    for unknown in &unknowns {
                        writeln!(out, "\n{}", prose(unknown))?;
                    }
                    Ok(())
                })?;
                if !told {
                    left_out += ids.len();
                }
            }
            if left_out > 0 {
                shortened = true;
                writeln!(
                    out,
                    "\n… {}",
                    count(left_out, "more request", "more requests")
                )?;
            }
        }
        Ok(shortened)
    }

    fn list(&self, out: &mut dyn Write, listing: &Listing) -> io::Result<()> {
        for id in &listing.rows {
            let request = Request::of(self.report, *id, self.options);
            writeln!(out, "- {}, {}", code(&request.title), entry(&request))?;
        }
        for text in listing.counted() {
            writeln!(out, "- {}", prose(&text))?;
        }
        Ok(())
    }

    /// Requests that the browsers judge differently, and those whose recording contradicts its own
    /// headers. Tells whether something is left out.
    fn split(&self, out: &mut dyn Write, room: &mut Room, ids: &[ExchangeId]) -> io::Result<bool> {
        let (report, options) = (self.report, self.options);
        let mut shortened = false;
        let contradictions = contradictions(report, ids);
        if !contradictions.is_empty() {
            let rows = if room.left.is_none() {
                contradictions.len()
            } else {
                5
            };
            let listing = Listing::of(report, &contradictions, 0, rows, options);
            shortened |= !listing.rest.is_empty();
            writeln!(out, "\n## {}\n", contradictions_title(contradictions.len()))?;
            writeln!(out, "{CONTRADICTION}")?;
            shortened |= !room.put(out, |out| {
                writeln!(out)?;
                self.list(out, &listing)
            })?;
        }
        let split = disagreements(report, ids);
        if split.is_empty() {
            return Ok(shortened);
        }
        writeln!(out, "\n## {}\n", disagreements_title(split.len()))?;
        let names = BROWSERS.map(Profile::name);
        writeln!(out, "| request | {} |", names.join(" | "))?;
        writeln!(out, "|---|---|---|---|")?;
        let mut left_out = 0;
        for (number, id) in split.iter().enumerate() {
            let request = code(&Request::of(report, *id, options).title);
            let row = report.row(*id);
            let verdicts = BROWSERS.map(|profile| verdict_words(*row.verdicts.of(profile)));
            let row =
                |out: &mut dyn Write| writeln!(out, "| {request} | {} |", verdicts.join(" | "));
            let told = (room.left.is_none() || number < 10) && room.put(out, row)?;
            left_out += usize::from(!told);
        }
        if left_out > 0 {
            shortened = true;
            writeln!(
                out,
                "\n… {}",
                count(left_out, "more request", "more requests")
            )?;
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
        let mut shortened = false;
        for (rule, requests) in fragile(self.report, ids, self.options) {
            let title = fragile_title(rule, requests.len());
            writeln!(out, "\n## {}\n", prose(&title))?;
            let mut left_out = 0;
            for (number, (id, summary)) in requests.iter().enumerate() {
                let request = Request::of(self.report, *id, self.options);
                let (title, entry) = (code(&request.title), entry(&request));
                let row =
                    |out: &mut dyn Write| writeln!(out, "- {title}, {entry}: {}", prose(summary));
                let told = (room.left.is_none() || number < 5) && room.put(out, row)?;
                left_out += usize::from(!told);
            }
            if left_out > 0 {
                shortened = true;
                writeln!(
                    out,
                    "- … {}",
                    count(left_out, "more request", "more requests")
                )?;
            }
        }
        Ok(shortened)
    }
}

/// Text to paste, in a fence that is longer than any in it.
fn fenced(out: &mut dyn Write, text: &str) -> io::Result<()> {
    let longest = text.split(|c| c != '`').map(str::len).max();
    let fence = "`".repeat(longest.unwrap_or_default().max(2) + 1);
    writeln!(out, "\n{fence}text")?;
    for line in text.lines() {
        writeln!(out, "{}", code_line(line).trim_end())?;
    }
    writeln!(out, "{fence}")
}

fn entry(request: &Request) -> String {
    match &request.file {
        Some(file) => format!("{}, {}", code(file), prose(&request.place)),
        None => prose(&request.place),
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
    places.extend(item.other_places().map(code));
    writeln!(out, "- Where: {}", places.join(", "))?;
    if !item.rules.is_empty() {
        let rules: Vec<String> = item.rules.iter().map(|rule| code(rule)).collect();
        writeln!(out, "- Rule: {}", rules.join(" or "))?;
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
