//! What the text report says of requests that did not fail.

use std::io::{self, Write};

use super::Text;
use super::item::{self, placed_title};
use super::page::Paint;
use crate::export::extent::{Listing, Room};
use crate::export::item::Request;
use crate::export::words::{
    BROWSERS, CONTRADICTION, alike, contradictions, contradictions_title, count, disagreements,
    disagreements_title, fragile, fragile_title, group_title, line, verdict_words,
};
use crate::report::ExchangeId;
use crate::report::group::Group;
use crate::verdict::Outcome;

impl Text<'_> {
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
    pub(super) fn disagreements(
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
            item::title(&mut page, &Request::of(report, *id, options), "")?;
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
    pub(super) fn fragile(
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
}
