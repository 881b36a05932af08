//! The section of a cause in the Markdown report: from a line to every request with all that is said
//! of it.

use std::collections::HashSet;
use std::io::{self, Write};

use super::{Markdown, code, entry, prose};
use crate::export::extent::{Level, Listing, first_sentence};
use crate::export::item::{Item, Request, likely};
use crate::export::words::{
    SHOWN_FIXES, Turn, code_line, fixes, group_title, other_fixes, places, proof, selector,
    short_fix,
};
use crate::report::Cause;
use crate::report::group::Group;
use crate::spread;

impl Markdown<'_> {
    /// What the requests of a group have in common, then the requests.
    pub(super) fn cause(
        &self,
        out: &mut dyn Write,
        group: &Group,
        level: Level,
        pasted: &mut HashSet<String>,
    ) -> io::Result<bool> {
        let (report, options) = (self.report, self.options);
        let title = prose(&group_title(report, group, options));
        if level == Level::Named {
            let fix = short_fix(report, group, options);
            let fix = fix.map_or_else(String::new, |fix| format!("; fix: {}", prose(&fix)));
            writeln!(out, "- {} {title}{fix}", group.outcome.symbol())?;
            return Ok(true);
        }
        let cause = group.cause_in(report);
        writeln!(out, "\n## {title}")?;
        if level == Level::Brief {
            self.brief(out, group)?;
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
            Level::First | Level::Brief | Level::Named => 3,
        };
        let listing = Listing::of(report, &group.members, 0, rows, options);
        let whole = match level {
            Level::Whole => usize::MAX,
            Level::Told => 1,
            Level::First | Level::Brief | Level::Named => 0,
        };
        self.table(out, &listing)?;
        spread::written(
            &listing.rows[..whole.min(listing.rows.len())],
            |text, _, id| section(text, &Item::of(report, *id, options)),
            |text| out.write_all(text),
        )?;
        Ok(level < Level::Told || !listing.rest.is_empty())
    }

    /// Why, what helps, and which requests.
    fn brief(&self, out: &mut dyn Write, group: &Group) -> io::Result<()> {
        let (report, options) = (self.report, self.options);
        if let Some(cause) = group.cause_in(report) {
            let why = options.text(first_sentence(&cause.explanation));
            writeln!(out, "\n{}", prose(&why))?;
        }
        let whole = code(&format!("--filter {}", selector(report, group)));
        match short_fix(report, group, options) {
            Some(fix) => writeln!(out, "\n**Fix:** {}; in full: {whole}", prose(&fix))?,
            None => writeln!(out, "\nIn full: {whole}")?,
        }
        let listing = Listing::of(report, &group.members, 0, 1, options);
        writeln!(out)?;
        self.list(out, &listing)
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
        for (turn, fix) in fixes(cause).into_iter().take(shown) {
            let title = prose(&options.text(&fix.title));
            let text = options.text(&fix.text);
            let label = match turn {
                Turn::First => "Fix",
                Turn::Then => "Then",
                Turn::Instead => "Another fix",
            };
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
