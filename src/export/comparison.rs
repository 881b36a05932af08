//! A comparison written out: as text, as Markdown, or as JSON of the shape
//! `corslens.comparison/1`.

use std::io::{self, Write};

use serde::Serialize;

use super::json::write_pretty;
use super::words::{count, line};
use crate::compare::{Change, Status, Subject};
use crate::report::sanitize::{markdown, markdown_code};

/// A way to write a comparison out.
#[derive(Debug)]
pub struct ComparisonFormat {
    /// Its name, as in `--format text`.
    pub name: &'static str,
    /// What files of it end with, without the dot.
    pub extension: &'static str,
    /// What it is good for, in one line.
    pub help: &'static str,
    /// Writes the changes; unless all are wanted, only the first of each status.
    pub write: fn(&mut dyn Write, &[Change], all: bool) -> io::Result<()>,
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

/// `1 endpoint is broken`, in a line for each status.
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
    match (broken, fixed) {
        _ if changes.is_empty() => "There is no request to compare.".to_owned(),
        (0, 0) => "Nothing broke and nothing was fixed.".to_owned(),
        (0, _) => format!("{} fixed, nothing broke.", endpoints(fixed)),
        (_, 0) => format!("{} broke, nothing was fixed.", endpoints(broken)),
        _ => format!("{} broke, {fixed} fixed.", endpoints(broken)),
    }
}

fn endpoints(number: usize) -> String {
    count(number, "endpoint", "endpoints")
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

/// What became of the requests of one side: the failure, where there is one.
fn outcome(side: &[&Subject]) -> String {
    let failed = side.iter().find(|subject| subject.outcome.is_failure());
    let Some(subject) = failed.or(side.first()) else {
        return "not requested".to_owned();
    };
    let word = subject.outcome.word();
    match (&subject.reason, &subject.cause) {
        (Some(reason), Some(cause)) => format!("{word} ({reason}): {cause}"),
        (Some(reason), None) => format!("{word} ({reason})"),
        (None, Some(cause)) => format!("{word}: {cause}"),
        (None, None) => word.to_owned(),
    }
}

fn text(out: &mut dyn Write, changes: &[Change], all: bool) -> io::Result<()> {
    writeln!(out, "{}", sentence(changes))?;
    for status in TOLD {
        let of: Vec<&Change> = changes.iter().filter(|c| c.status == status).collect();
        if of.is_empty() {
            continue;
        }
        let (number, meaning) = (endpoints(of.len()), status.meaning());
        writeln!(out, "\n## {}: {number} that {meaning}\n", status.word())?;
        let shown = if all { of.len() } else { SHOWN };
        for change in of.iter().take(shown) {
            writeln!(out, "{}", line(&title(change)))?;
            writeln!(out, "  before  {}", line(&outcome(&change.before)))?;
            writeln!(out, "  after   {}", line(&outcome(&change.after)))?;
        }
        if of.len() > shown {
            writeln!(out, "… {} more", of.len() - shown)?;
        }
    }
    if !changes.is_empty() {
        writeln!(out)?;
    }
    for (status, number) in counts(changes) {
        writeln!(out, "{number:>6} {}", status.meaning())?;
    }
    Ok(())
}

fn markdown_table(out: &mut dyn Write, changes: &[Change], all: bool) -> io::Result<()> {
    let prose = |text: &str| markdown(&line(text)).into_owned();
    writeln!(out, "# Cross-origin requests, before and after\n")?;
    writeln!(out, "**{}**", sentence(changes))?;
    for status in TOLD {
        let of: Vec<&Change> = changes.iter().filter(|c| c.status == status).collect();
        if of.is_empty() {
            continue;
        }
        let (number, meaning) = (endpoints(of.len()), status.meaning());
        writeln!(out, "\n## {number} that {meaning}\n")?;
        writeln!(out, "| request | before | after |\n|---|---|---|")?;
        let shown = if all { of.len() } else { SHOWN };
        for change in of.iter().take(shown) {
            let request = markdown_code(&line(&title(change)));
            let (before, after) = (outcome(&change.before), outcome(&change.after));
            writeln!(
                out,
                "| {request} | {} | {} |",
                prose(&before),
                prose(&after)
            )?;
        }
        if of.len() > shown {
            writeln!(out, "| … {} more | | |", of.len() - shown)?;
        }
    }
    if !changes.is_empty() {
        writeln!(out, "\n| endpoints | |\n|---:|---|")?;
    }
    for (status, number) in counts(changes) {
        writeln!(out, "| {number} | {} |", status.meaning())?;
    }
    Ok(())
}

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
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

fn json(out: &mut dyn Write, changes: &[Change], _all: bool) -> io::Result<()> {
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
