//! A comparison written out: as text, as Markdown, as a page, or as JSON of the shape
//! `corslens.comparison/1`.

mod html;

use std::io::{self, Write};

use serde::Serialize;

use super::json::write_pretty;
use super::words::{count, line};
use crate::compare::{Change, Status, Subject};
use crate::report::sanitize::{markdown, markdown_code};
use crate::verdict::Outcome;

/// Two sides and what changed between them.
#[derive(Debug, Clone, Copy)]
pub struct Comparison<'a> {
    /// What the side before is, such as `shop.har, 27 requests`. Not yet escaped.
    pub before: &'a str,
    /// The same of the side after.
    pub after: &'a str,
    /// One for each endpoint.
    pub changes: &'a [Change<'a>],
    /// Whether every endpoint is wanted, not only the first of each status.
    pub all: bool,
}

/// A way to write a comparison out.
#[derive(Debug)]
pub struct ComparisonFormat {
    /// Its name, as in `--format text`.
    pub name: &'static str,
    /// What files of it end with, without the dot.
    pub extension: &'static str,
    /// What it is good for, in one line.
    pub help: &'static str,
    /// Writes the changes.
    pub write: fn(&mut dyn Write, &Comparison<'_>) -> io::Result<()>,
}

/// The formats of comparisons.
pub const COMPARISON_FORMATS: &[ComparisonFormat] = &[
    ComparisonFormat {
        name: "text",
        extension: "txt",
        help: "to read",
        write: text,
    },
    ComparisonFormat {
        name: "json",
        extension: "json",
        help: "everything, for programs: one object of the shape corslens.comparison/1",
        write: json,
    },
    ComparisonFormat {
        name: "html",
        extension: "html",
        help: "one page to open in a browser or to send",
        write: html::write,
    },
    ComparisonFormat {
        name: "markdown",
        extension: "md",
        help: "for a ticket or a merge request",
        write: markdown_table,
    },
];

/// How many endpoints of a status are shown.
const SHOWN: usize = 15;

/// What is told endpoint by endpoint.
const TOLD: [Status; 6] = [
    Status::Broken,
    Status::NewFailure,
    Status::Changed,
    Status::Open,
    Status::Fixed,
    Status::StillFails,
];

/// How many endpoints have each status, of those that there are.
fn counts(changes: &[Change]) -> Vec<(Status, usize)> {
    Status::ALL
        .into_iter()
        .map(|status| {
            let number = changes.iter().filter(|change| change.status == status);
            (status, number.count())
        })
        .filter(|(_, number)| *number > 0)
        .collect()
}

/// The comparison in a line.
#[must_use]
pub fn sentence(changes: &[Change]) -> String {
    let number = |status| changes.iter().filter(|c| c.status == status).count();
    let broken = number(Status::Broken) + number(Status::NewFailure);
    let fixed = number(Status::Fixed);
    let lost = changes.iter().filter(|change| {
        change.status == Status::Gone && change.before.iter().any(|own| own.outcome.is_failure())
    });
    let lost = match lost.count() {
        0 => String::new(),
        number => format!(
            " {} that failed before {} not occur any more.",
            endpoints(number),
            if number == 1 { "does" } else { "do" }
        ),
    };
    let sentence = match (broken, fixed) {
        _ if changes.is_empty() => "There is no request to compare.".to_owned(),
        (0, 0) => "Nothing broke and nothing was fixed.".to_owned(),
        (0, _) => format!("{} fixed, nothing broke.", endpoints(fixed)),
        (_, 0) => format!("{} broke, nothing was fixed.", endpoints(broken)),
        _ => format!("{} broke, {fixed} fixed.", endpoints(broken)),
    };
    sentence + &lost
}

fn endpoints(number: usize) -> String {
    count(number, "endpoint", "endpoints")
}

/// The endpoints of a status that are told one by one.
struct Section<'a> {
    status: Status,
    /// `2 endpoints did not fail before and fail now`.
    title: String,
    changes: &'a [&'a Change<'a>],
    left_out: usize,
}

/// Tells each status of which there are endpoints.
fn sections(
    comparison: &Comparison<'_>,
    mut tell: impl FnMut(&Section<'_>) -> io::Result<()>,
) -> io::Result<()> {
    for status in TOLD {
        let of = comparison.changes.iter();
        let of: Vec<&Change> = of.filter(|change| change.status == status).collect();
        if of.is_empty() {
            continue;
        }
        // A count in place of a single endpoint saves nothing.
        let shown = if comparison.all || of.len() <= SHOWN + 1 {
            of.len()
        } else {
            SHOWN
        };
        let meaning = status.meaning(of.len());
        tell(&Section {
            status,
            title: format!("{} {meaning}", endpoints(of.len())),
            changes: &of[..shown],
            left_out: of.len() - shown,
        })?;
    }
    Ok(())
}

fn title(change: &Change) -> String {
    let endpoint = &change.endpoint;
    let shown = change.after.iter().chain(&change.before).next();
    let url = shown.map_or(endpoint.shape.as_str(), |subject| subject.url.as_str());
    match &endpoint.origin {
        Some(origin) => format!("{} {url} from {origin}", endpoint.method),
        None => format!("{} {url}", endpoint.method),
    }
}

/// The mark of an endpoint that fails, or failed, or not.
fn symbol(change: &Change) -> &'static str {
    let worst = |side: &[&Subject]| {
        let outcomes = side.iter().map(|subject| subject.outcome);
        outcomes.min_by_key(|outcome| Outcome::ALL.iter().position(|other| other == outcome))
    };
    let outcome = worst(&change.after).or_else(|| worst(&change.before));
    outcome.map_or("", Outcome::symbol)
}

/// What became of the requests of one side: the failures, where there are some, each reason once.
fn outcome(side: &[&Subject]) -> String {
    if side.is_empty() {
        return "not requested".to_owned();
    }
    let failed = side.iter().filter(|subject| subject.outcome.is_failure());
    let failed: Vec<&Subject> = failed.copied().collect();
    let told = if failed.is_empty() {
        &side[..1]
    } else {
        &failed
    };
    let mut texts: Vec<String> = Vec::new();
    for subject in told {
        let word = subject.outcome.word();
        let text = match (&subject.reason, &subject.cause) {
            (Some(reason), Some(cause)) => format!("{word} ({reason}): {cause}"),
            (Some(reason), None) => format!("{word} ({reason})"),
            (None, Some(cause)) => format!("{word}: {cause}"),
            (None, None) => word.to_owned(),
        };
        if !texts.contains(&text) {
            texts.push(text);
        }
    }
    let mixed = if !failed.is_empty() && failed.len() < side.len() {
        format!("{} of {} requests ", failed.len(), side.len())
    } else {
        String::new()
    };
    format!("{mixed}{}", texts.join("; also "))
}

/// What became of both sides, with the words for each; one where both are the same.
fn outcomes(change: &Change) -> Vec<(&'static str, String)> {
    let (before, after) = (outcome(&change.before), outcome(&change.after));
    if before == after {
        vec![("both", after)]
    } else {
        vec![("before", before), ("after", after)]
    }
}

fn text(out: &mut dyn Write, comparison: &Comparison<'_>) -> io::Result<()> {
    let changes = comparison.changes;
    writeln!(out, "before: {}", line(comparison.before))?;
    writeln!(out, "after:  {}", line(comparison.after))?;
    writeln!(out, "{}", sentence(changes))?;
    let mut left_out = 0;
    sections(comparison, |section| {
        let (word, title) = (section.status.word(), &section.title);
        writeln!(out, "\n## {word}: {title}\n")?;
        for change in section.changes {
            writeln!(out, "{} {}", symbol(change), line(&self::title(change)))?;
            for (side, outcome) in outcomes(change) {
                writeln!(out, "  {side:<7} {}", line(&outcome))?;
            }
        }
        left_out += section.left_out;
        if section.left_out > 0 {
            writeln!(out, "… {} more", section.left_out)?;
        }
        Ok(())
    })?;
    if !changes.is_empty() {
        writeln!(out)?;
    }
    for (status, number) in counts(changes) {
        writeln!(out, "{number:>6} {}", status.meaning(number))?;
    }
    if left_out > 0 {
        writeln!(out, "\n--all names every endpoint.")?;
    }
    Ok(())
}

fn markdown_table(out: &mut dyn Write, comparison: &Comparison<'_>) -> io::Result<()> {
    let prose = |text: &str| markdown(&line(text)).into_owned();
    let changes = comparison.changes;
    writeln!(out, "# Cross-origin requests, before and after\n")?;
    writeln!(out, "- before: {}", prose(comparison.before))?;
    writeln!(out, "- after: {}\n", prose(comparison.after))?;
    writeln!(out, "**{}**", sentence(changes))?;
    let mut shortened = false;
    sections(comparison, |section| {
        writeln!(out, "\n## {}\n", section.title)?;
        // What is the same on both sides is said once.
        let same = section.status == Status::StillFails;
        let head = if same {
            "| | request | before and after |\n|---|---|---|"
        } else {
            "| | request | before | after |\n|---|---|---|---|"
        };
        writeln!(out, "{head}")?;
        for change in section.changes {
            let request = markdown_code(&line(&title(change)));
            let mut cells = vec![outcome(&change.before), outcome(&change.after)];
            if same && cells[0] == cells[1] {
                cells.truncate(1);
            } else if same {
                cells = vec![format!("before {}, after {}", cells[0], cells[1])];
            }
            let cells: Vec<String> = cells.iter().map(|cell| prose(cell)).collect();
            let cells = cells.join(" | ");
            writeln!(out, "| {} | {request} | {cells} |", symbol(change))?;
        }
        shortened |= section.left_out > 0;
        if section.left_out > 0 {
            writeln!(out, "\n… {} more", section.left_out)?;
        }
        Ok(())
    })?;
    if !changes.is_empty() {
        writeln!(out, "\n| endpoints | |\n|---:|---|")?;
    }
    for (status, number) in counts(changes) {
        writeln!(out, "| {number} | {} |", status.meaning(number))?;
    }
    if shortened {
        writeln!(out, "\n`corslens compare --all` names every endpoint.")?;
    }
    Ok(())
}

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    before: &'a str,
    after: &'a str,
    broke: bool,
    counts: Vec<Count>,
    changes: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Count {
    status: &'static str,
    endpoints: usize,
}

#[derive(Serialize)]
struct Row<'a> {
    status: &'static str,
    method: &'a str,
    endpoint: &'a str,
    origin: Option<&'a str>,
    before: Vec<Request<'a>>,
    after: Vec<Request<'a>>,
}

#[derive(Serialize)]
struct Request<'a> {
    exchange: u32,
    url: &'a str,
    verdict: &'static str,
    because: Option<&'a str>,
    cause: Option<&'a str>,
}

fn json(out: &mut dyn Write, comparison: &Comparison<'_>) -> io::Result<()> {
    let changes = comparison.changes;
    let rows = changes.iter().map(|change| Row {
        status: change.status.word(),
        method: &change.endpoint.method,
        endpoint: &change.endpoint.shape,
        origin: change.endpoint.origin.as_deref(),
        before: change.before.iter().map(|s| request(s)).collect(),
        after: change.after.iter().map(|s| request(s)).collect(),
    });
    write_pretty(
        out,
        &Document {
            schema: "corslens.comparison/1",
            before: comparison.before,
            after: comparison.after,
            broke: changes.iter().any(|change| change.status.is_broken()),
            counts: counts(changes)
                .into_iter()
                .map(|(status, endpoints)| Count {
                    status: status.word(),
                    endpoints,
                })
                .collect(),
            changes: rows.collect(),
        },
    )
}

fn request(subject: &Subject) -> Request<'_> {
    Request {
        exchange: subject.number,
        url: &subject.url,
        verdict: subject.outcome.word(),
        because: subject.reason.as_deref(),
        cause: subject.cause.as_deref(),
    }
}
