//! The report for reading: on a terminal, in a log, in a mail.
//!
//! ```text
//! shop.har: Chromium 156.0.8078.79, 36 entries
//! 27 requests, 21 of them cross-origin. 17 failed: 16 blocked by the browser, 1 without an answer.
//!
//! ## allow-origin-missing: 8 requests, the response has no Access-Control-Allow-Origin
//!
//! ✗ GET https://static.shop-cdn.example/fonts/inter-roman.woff2
//!   What a reader would act on, in one sentence.
//!   needed   Access-Control-Allow-Origin: https://shop.example  (in the response, which has none)
//!   console  Access to font at …
//!   where    entry 6, /log/entries/6/response
//! ```

use std::collections::HashSet;
use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::Options;
use super::words::{
    BROWSERS, CONTRADICTION, Item, Request, SHOWN_FIXES, alike, capture_title, code_line,
    contradictions, contradictions_title, disagreements, disagreements_title, fix_label, fragile,
    fragile_title, group_title, limits, line, note_place, other_fixes, places, proof, to_explain,
    verdict_sentence, verdict_words,
};
use crate::report::group::{Group, GroupBy, group};
use crate::report::summary::Summary;
use crate::report::{Cause, ExchangeId, Report};
use crate::verdict::Outcome;

/// How many of the reader's notes are shown.
const NOTES: usize = 5;

/// Failures first, grouped; then what is open; then the counts.
pub fn write(
    out: &mut dyn Write,
    report: &Report,
    ids: &[ExchangeId],
    options: &Options,
) -> io::Result<()> {
    let summary = Summary::of(report, ids);
    let mut page = Page {
        out,
        width: options.width,
        colour: options.colour,
        pasted: HashSet::new(),
    };
    for capture in &report.captures {
        page.paragraph("", Paint::Bold, &line(&capture_title(capture)))?;
        for limit in limits(capture) {
            page.paragraph("  ", Paint::Faint, limit)?;
        }
        for note in capture.notes.iter().take(NOTES) {
            let text = format!("note: {}: {}", note_place(note), options.text(&note.text));
            page.paragraph("  ", Paint::Faint, &line(&text))?;
        }
        if capture.notes.len() > NOTES {
            let text = format!("note: and {} more like these", capture.notes.len() - NOTES);
            page.paragraph("  ", Paint::Faint, &text)?;
        }
    }
    page.paragraph("", Paint::Bold, &verdict_sentence(report, &summary))?;

    let groups = group(report, ids, GroupBy::Cause);
    let (failed, rest): (Vec<Group>, Vec<Group>) = groups
        .into_iter()
        .partition(|group| group.outcome.is_failure());
    for group in &failed {
        page.group(report, group, options)?;
    }
    for group in &rest {
        if group.outcome == Outcome::Undetermined {
            page.undetermined(report, group, options)?;
        }
    }
    page.disagreements(report, ids, options)?;
    // Where something failed, the reader has enough to do.
    if failed.is_empty() {
        page.fragile(report, ids, options)?;
    }
    page.counts(&summary)?;
    page.advice(to_explain(report, &failed))
}

fn entry(request: &Request) -> String {
    match &request.file {
        Some(file) => format!("{file}, entry {}", request.entry),
        None => format!("entry {}", request.entry),
    }
}

/// How a stretch of text is set off; the words say it too.
#[derive(Clone, Copy)]
enum Paint {
    Plain,
    Bold,
    Faint,
    Red,
    Yellow,
    Green,
}

impl Paint {
    const fn of(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Blocked | Outcome::Failed => Self::Red,
            Outcome::Undetermined => Self::Yellow,
            Outcome::Allowed => Self::Green,
            Outcome::SameOrigin | Outcome::NotCors => Self::Plain,
        }
    }

    const fn code(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Bold => "\u{1b}[1m",
            Self::Faint => "\u{1b}[2m",
            Self::Red => "\u{1b}[1;31m",
            Self::Yellow => "\u{1b}[1;33m",
            Self::Green => "\u{1b}[32m",
        }
    }
}

/// A stream with a width and, where wanted, colours.
struct Page<'a> {
    out: &'a mut dyn Write,
    width: Option<usize>,
    colour: bool,
    /// The fixes that were written, so that none is written twice.
    pasted: HashSet<String>,
}

impl Page<'_> {
    fn group(&mut self, report: &Report, group: &Group, options: &Options) -> io::Result<()> {
        let cause = group
            .cause
            .and_then(|cause| report.causes.get(cause as usize));
        let title = format!("## {}", group_title(report, group, options));
        writeln!(self.out)?;
        self.paragraph("", Paint::of(group.outcome), &line(&title))?;
        if let Some(cause) = cause {
            self.cause(cause, options)?;
        }
        for id in &group.members {
            writeln!(self.out)?;
            self.item(&Item::of(report, *id, options))?;
        }
        Ok(())
    }

    /// Requests for which the same is not known stand together.
    fn undetermined(
        &mut self,
        report: &Report,
        group: &Group,
        options: &Options,
    ) -> io::Result<()> {
        let title = format!("## {}", group_title(report, group, options));
        writeln!(self.out)?;
        self.paragraph("", Paint::of(group.outcome), &line(&title))?;
        for (unknowns, ids) in alike(report, group, options) {
            writeln!(self.out)?;
            for id in ids {
                self.placed_title(&Request::of(report, id, options))?;
            }
            for unknown in &unknowns {
                self.labelled("open", &line(unknown))?;
            }
        }
        Ok(())
    }

    fn title(&mut self, request: &Request, after: &str) -> io::Result<()> {
        let outcome = request.outcome;
        self.paint(Paint::of(outcome), outcome.symbol())?;
        writeln!(self.out, " {}{after}", line(&request.title))
    }

    fn placed_title(&mut self, request: &Request) -> io::Result<()> {
        self.title(request, &format!("  ({})", line(&entry(request))))
    }

    fn cause(&mut self, cause: &Cause, options: &Options) -> io::Result<()> {
        let explanation = options.text(&cause.explanation);
        self.paragraph("  ", Paint::Plain, &line(&explanation))?;
        for (number, place) in places(cause, options).iter().enumerate() {
            let label = if number == 0 { "shown by" } else { "" };
            self.labelled(label, &line(place))?;
        }
        if !cause.settle.is_empty() {
            let text = format!("{}; to be sure: {}", cause.confidence, cause.settle);
            self.labelled("how sure", &line(&text))?;
        }
        for (number, fix) in cause.fixes.iter().take(SHOWN_FIXES).enumerate() {
            let title = options.text(&fix.title);
            let text = options.text(&fix.text);
            let first = self.pasted.insert(format!("{} {text}", cause.host));
            let proof = if first {
                proof(cause, fix)
            } else {
                "the same as above".to_owned()
            };
            let label = fix_label(number);
            let title = format!("{label}: {title} ({proof})");
            self.paragraph("  ", Paint::Bold, &line(&title))?;
            if first {
                for text in text.lines() {
                    let text = format!("    {}", code_line(text));
                    writeln!(self.out, "{}", text.trim_end())?;
                }
            }
        }
        if let Some(others) = other_fixes(cause) {
            self.labelled("others", &line(&options.text(&others)))?;
        }
        Ok(())
    }

    fn item(&mut self, item: &Item) -> io::Result<()> {
        self.title(&item.request, "")?;
        for redirect in &item.redirects {
            writeln!(self.out, "  → {}", line(redirect))?;
        }
        self.paragraph("  ", Paint::Bold, &line(&item.headline))?;
        for sentence in &item.explanation {
            self.paragraph("  ", Paint::Plain, &line(sentence))?;
        }
        for unknown in &item.unknowns {
            self.labelled("open", &line(unknown))?;
        }
        for needed in &item.needed {
            let instead = match &needed.granted {
                None => "has none".to_owned(),
                Some(granted) => format!("has `{granted}`"),
            };
            let text = format!("{}  ({}, which {instead})", needed.header, needed.place);
            self.labelled("needed", &line(&text))?;
        }
        for (number, (_, console)) in item.console.iter().enumerate() {
            let label = if number == 0 { "console" } else { "or" };
            self.labelled(label, &line(console))?;
        }
        let mut place = entry(&item.request);
        for pointer in &item.pointers {
            place.push_str(", ");
            place.push_str(pointer);
        }
        self.labelled("where", &line(&place))
    }

    /// Requests that went well here and would not elsewhere, and those whose recording contradicts
    /// its own headers.
    fn disagreements(
        &mut self,
        report: &Report,
        ids: &[ExchangeId],
        options: &Options,
    ) -> io::Result<()> {
        let contradictions = contradictions(report, ids);
        if !contradictions.is_empty() {
            writeln!(self.out)?;
            let title = format!("## {}", contradictions_title(contradictions.len()));
            self.paragraph("", Paint::Yellow, &title)?;
            writeln!(self.out)?;
            self.paragraph("", Paint::Plain, CONTRADICTION)?;
            for id in contradictions {
                writeln!(self.out)?;
                self.placed_title(&Request::of(report, id, options))?;
            }
        }
        let split = disagreements(report, ids);
        if split.is_empty() {
            return Ok(());
        }
        writeln!(self.out)?;
        let title = format!("## {}", disagreements_title(split.len()));
        self.paragraph("", Paint::Yellow, &title)?;
        for id in split {
            writeln!(self.out)?;
            self.title(&Request::of(report, id, options), "")?;
            for profile in BROWSERS {
                let verdict = *report.row(id).verdicts.of(profile);
                self.labelled(profile.name(), &verdict_words(verdict))?;
            }
        }
        Ok(())
    }

    fn fragile(
        &mut self,
        report: &Report,
        ids: &[ExchangeId],
        options: &Options,
    ) -> io::Result<()> {
        for (rule, requests) in fragile(report, ids, options) {
            writeln!(self.out)?;
            let title = format!("## {}", fragile_title(rule, requests.len()));
            self.paragraph("", Paint::Yellow, &title)?;
            for (id, summary) in requests {
                writeln!(self.out)?;
                self.placed_title(&Request::of(report, id, options))?;
                self.paragraph("  ", Paint::Plain, &line(&summary))?;
            }
        }
        Ok(())
    }

    fn counts(&mut self, summary: &Summary) -> io::Result<()> {
        let counts: Vec<String> = Outcome::ALL
            .into_iter()
            .filter(|outcome| summary.count(*outcome) > 0)
            .map(|outcome| {
                let number = summary.count(outcome);
                format!("{} {} {number}", outcome.symbol(), outcome.word())
            })
            .collect();
        if counts.is_empty() {
            return Ok(());
        }
        writeln!(self.out)?;
        self.paragraph("", Paint::Plain, &counts.join("   "))
    }

    /// Where there is more to read.
    fn advice(&mut self, word: Option<&str>) -> io::Result<()> {
        let Some(word) = word else {
            return Ok(());
        };
        let advice = format!("More about the first fault: corslens explain {word}");
        self.paragraph("", Paint::Faint, &advice)
    }

    /// `label    text`, the text in a column of its own.
    fn labelled(&mut self, label: &str, text: &str) -> io::Result<()> {
        let label = format!("  {label:<9}");
        self.paint(Paint::Faint, &label)?;
        let indent = " ".repeat(label.len());
        self.wrapped(&indent, label.len(), Paint::Plain, text)
    }

    fn paragraph(&mut self, indent: &str, paint: Paint, text: &str) -> io::Result<()> {
        if text.is_empty() {
            return Ok(());
        }
        write!(self.out, "{indent}")?;
        self.wrapped(indent, indent.len(), paint, text)
    }

    /// Words, broken before the width is reached; a word that is too long stays whole, so that
    /// addresses can be copied.
    fn wrapped(&mut self, indent: &str, from: usize, paint: Paint, text: &str) -> io::Result<()> {
        let Some(width) = self.width else {
            self.paint(paint, text)?;
            return writeln!(self.out);
        };
        let mut lines = vec![String::new()];
        let mut column = from;
        for word in text.split(' ') {
            let length = word.width();
            let first = lines.last().is_none_or(String::is_empty);
            if !first && column + 1 + length > width {
                lines.push(String::new());
                column = indent.len();
            }
            if let Some(current) = lines.last_mut() {
                if !current.is_empty() {
                    current.push(' ');
                    column += 1;
                }
                current.push_str(word);
                column += length;
            }
        }
        for (number, current) in lines.iter().enumerate() {
            if number > 0 {
                write!(self.out, "{indent}")?;
            }
            self.paint(paint, current)?;
            writeln!(self.out)?;
        }
        Ok(())
    }

    fn paint(&mut self, paint: Paint, text: &str) -> io::Result<()> {
        if self.colour && !paint.code().is_empty() {
            write!(self.out, "{}{text}\u{1b}[0m", paint.code())
        } else {
            write!(self.out, "{text}")
        }
    }
}
