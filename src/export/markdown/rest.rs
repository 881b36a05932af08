//! What the Markdown report says of requests that did not fail.

use std::io::{self, Write};

use super::{Markdown, code, entry, prose};
use crate::browsers::Profile;
use crate::export::extent::{Listing, Room};
use crate::export::item::Request;
use crate::export::words::{
    BROWSERS, CONTRADICTION, alike, contradictions, contradictions_title, count, disagreements,
    disagreements_title, fragile, fragile_title, group_title, verdict_words,
};
use crate::report::ExchangeId;
use crate::report::group::Group;
use crate::verdict::Outcome;

impl Markdown<'_> {
    /// Requests that cannot be decided; those for which the same is not known stand together.
    /// Tells whether something is left out.
    pub(super) fn open(
        &self,
        out: &mut dyn Write,
        room: &mut Room,
        rest: &[Group],
    ) -> io::Result<bool> {
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

    /// A list item for each request that is listed, and the counts of the rest.
    pub(super) fn list(&self, out: &mut dyn Write, listing: &Listing) -> io::Result<()> {
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
    pub(super) fn split(
        &self,
        out: &mut dyn Write,
        room: &mut Room,
        ids: &[ExchangeId],
    ) -> io::Result<bool> {
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
    pub(super) fn fragile(
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
