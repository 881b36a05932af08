//! The block of a cause in the text report: from one line to every request with all that is said of
//! it.

use std::collections::HashSet;
use std::io::{self, Write};

use super::Text;
use super::item::{item, placed, placed_title};
use super::page::{Page, Paint};
use crate::export::extent::{Level, Listing, first_sentence, is_few};
use crate::export::item::{Item, Request, likely};
use crate::export::words::{
    SHOWN_FIXES, Turn, code_line, fixes, group_title, line, other_fixes, places, proof, selector,
    short_fix,
};
use crate::report::Cause;
use crate::report::group::Group;
use crate::spread;

impl Text<'_> {
    /// What is said of a cause at this level. Tells whether that leaves out anything.
    pub(super) fn cause(
        &self,
        out: &mut dyn Write,
        group: &Group,
        level: Level,
        pasted: &mut HashSet<String>,
    ) -> io::Result<bool> {
        let (report, options) = (self.report, self.options);
        let title = group_title(report, group, options);
        let mut page = self.page(out);
        if level == Level::Named {
            let fix = short_fix(report, group, options);
            let fix = fix.map_or_else(String::new, |fix| format!("; fix: {fix}"));
            let text = format!("{} {title}{fix}", group.outcome.symbol());
            page.paragraph("", Paint::of(group.outcome), &line(&text))?;
            return Ok(true);
        }
        writeln!(page.out)?;
        page.paragraph("", Paint::of(group.outcome), &line(&format!("## {title}")))?;
        if level == Level::Brief {
            self.brief(&mut page, group)?;
            return Ok(true);
        }
        if let Some(cause) = group.cause_in(report) {
            self.explanation(&mut page, cause, level, pasted)?;
        }
        page.choices(&likely(report, group))?;
        let (whole, rows) = match level {
            Level::Whole => (usize::MAX, 0),
            Level::Told if is_few(std::slice::from_ref(group)) => (1, usize::MAX - 1),
            Level::Told => (1, 5),
            Level::First | Level::Brief | Level::Named => (0, 2),
        };
        let listing = Listing::of(report, &group.members, whole, rows, options);
        spread::written(
            &listing.whole,
            |text, _, id| {
                writeln!(text)?;
                item(&mut self.page(text), &Item::of(report, *id, options))
            },
            |text| page.out.write_all(text),
        )?;
        if listing.whole.is_empty() {
            writeln!(page.out)?;
        }
        self.rows(&mut page, &listing)?;
        Ok(listing.whole.len() < group.members.len())
    }

    /// Why, which requests, and what helps, in a line each.
    fn brief(&self, page: &mut Page, group: &Group) -> io::Result<()> {
        let (report, options) = (self.report, self.options);
        let why = match (group.cause_in(report), group.members.first()) {
            (Some(cause), _) => options
                .text(first_sentence(&cause.explanation))
                .into_owned(),
            (None, Some(first)) => Item::of(report, *first, options).headline,
            (None, None) => String::new(),
        };
        if !why.is_empty() {
            page.labelled("why", &line(&why))?;
        }
        let listing = Listing::of(report, &group.members, 0, 1, options);
        for (number, id) in listing.rows.iter().enumerate() {
            let label = if number == 0 { "requests" } else { "" };
            let request = placed(&Request::of(report, *id, options));
            page.labelled(label, &line(&request))?;
        }
        let counted = listing.counted();
        if !counted.is_empty() {
            page.labelled("", &line(&format!("… {}", counted.join("; "))))?;
        }
        let whole = format!("in full: --filter {}", selector(report, group));
        match short_fix(report, group, options) {
            Some(fix) => page.labelled("fix", &line(&format!("{fix}; {whole}"))),
            None => page.labelled("", &whole),
        }
    }

    /// A line for each request that is listed, and the counts of the rest.
    pub(super) fn rows(&self, page: &mut Page, listing: &Listing) -> io::Result<()> {
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
        for (turn, fix) in fixes(cause).into_iter().take(shown) {
            let title = options.text(&fix.title);
            let text = options.text(&fix.text);
            let first = pasted.insert(format!("{} {text}", cause.host));
            let proof = if first {
                proof(cause, fix)
            } else {
                "the same as above".to_owned()
            };
            let label = match turn {
                Turn::First => "fix",
                Turn::Then => "then",
                Turn::Instead => "or",
            };
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
}
