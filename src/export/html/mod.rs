//! The report as one HTML file: it loads nothing, and runs nothing but its own script, which its
//! own policy names by its hash.

use std::collections::BTreeMap;
use std::io::{self, Write};

use askama::Template;

use super::extent::{Extent, Listing};
use super::item::{Item, Request};
use super::words::{
    BROWSERS, SHOWN_FIXES, Turn, capture_title, code_line, count, group_title, limits, line,
    places, proof, verdict_sentence,
};
use super::{Options, words};
use crate::http::Origin;
use crate::report::group::{Group, GroupBy, group};
use crate::report::summary::{Summary, rule_names};
use crate::report::{Cause, Comparison, ExchangeId, Report};
use crate::verdict::Outcome;

pub(super) const STYLE: &str = include_str!("report.css");
const SCRIPT: &str = include_str!("report.js");
/// The hashes of the two, as the page's policy names them. A test says what they must be.
pub(super) const STYLE_HASH: &str = "sha256-2KpBwuEiXpV2j5ckt7tyX4Bi/B7ywP4+LtJcwXt7mLE=";
const SCRIPT_HASH: &str = "sha256-X5sA/cnvByI2qGEyhCSRD/3YR38L1zXlTgMwhW8Fyac=";

/// How many causes, requests, bars, origins and hosts are shown, unless all are asked for.
const CAUSES: usize = 50;
const ROWS: usize = 5000;
const BARS: usize = 200;
const ORIGINS: usize = 8;
const HOSTS: usize = 30;

/// The whole page.
pub fn write(
    out: &mut dyn Write,
    report: &Report,
    ids: &[ExchangeId],
    options: &Options,
) -> io::Result<()> {
    let summary = Summary::of(report, ids);
    let groups = group(report, ids, GroupBy::Cause);
    let all = options.extent == Extent::All;
    let told: Vec<&Group> = groups
        .iter()
        .filter(|group| group.outcome.is_failure() || group.outcome == Outcome::Undetermined)
        .collect();
    let shown = if all {
        told.len()
    } else {
        CAUSES.min(told.len())
    };
    let requests = told[shown..].iter().map(|group| group.members.len()).sum();
    let causes_left_out = (shown < told.len()).then(|| {
        let causes = count(told.len() - shown, "more cause", "more causes");
        format!("{causes} with {}", count(requests, "request", "requests"))
    });
    // Failures first: they are what the reader came for.
    let mut sorted: Vec<ExchangeId> = groups.iter().flat_map(|g| g.members.clone()).collect();
    let rows_shown = if all {
        sorted.len()
    } else {
        ROWS.min(sorted.len())
    };
    let rows_left_out = sorted.len() - rows_shown;
    sorted.truncate(rows_shown);
    let (bars, span) = bars(report, ids, options);
    let (origins, hosts) = hosts(report, ids, &summary, options);
    let page = Page {
        style: STYLE,
        style_hash: STYLE_HASH,
        script: SCRIPT,
        script_hash: SCRIPT_HASH,
        version: env!("CARGO_PKG_VERSION"),
        title: line(report.captures.first().map_or("", |capture| &capture.file)),
        captures: captures(report),
        sentence: verdict_sentence(report, &summary, options),
        counts: counts(&summary),
        causes: told[..shown]
            .iter()
            .map(|group| Block::of(report, group, options))
            .collect(),
        causes_left_out,
        origins,
        hosts,
        height: bars.len() * 6 + 24,
        bars,
        span,
        rows: sorted
            .iter()
            .map(|id| Row::of(report, *id, options))
            .collect(),
        rows_left_out: (rows_left_out > 0)
            .then(|| count(rows_left_out, "more request", "more requests")),
    };
    page.write_into(&mut *out)?;
    out.write_all(b"\n")
}

#[derive(Template)]
#[template(path = "report.html")]
struct Page {
    style: &'static str,
    style_hash: &'static str,
    script: &'static str,
    script_hash: &'static str,
    version: &'static str,
    title: String,
    captures: Vec<String>,
    sentence: String,
    counts: Vec<Count>,
    causes: Vec<Block>,
    causes_left_out: Option<String>,
    origins: Vec<String>,
    hosts: Vec<Host>,
    bars: Vec<Bar>,
    height: usize,
    span: String,
    rows: Vec<Row>,
    rows_left_out: Option<String>,
}

struct Count {
    symbol: &'static str,
    word: &'static str,
    number: usize,
}

/// A cause, or requests that cannot be decided.
struct Block {
    symbol: &'static str,
    word: &'static str,
    title: String,
    sentences: Vec<String>,
    evidence: Vec<String>,
    fixes: Vec<Fix>,
    example: Option<Example>,
    rows: Vec<String>,
}

struct Fix {
    label: &'static str,
    title: String,
    proof: String,
    text: String,
}

struct Example {
    title: String,
    headline: String,
    headers: Vec<Header>,
    console: Vec<String>,
}

struct Header {
    message: String,
    asked: String,
    name: &'static str,
    granted: Marked,
    needed: Marked,
}

/// A value with the part in which it differs from another.
#[derive(Debug, PartialEq, Eq)]
struct Marked {
    before: String,
    differs: String,
    after: String,
}

struct Host {
    name: String,
    cells: Vec<Cell>,
}

#[derive(Default, Clone, Copy)]
struct Cell {
    failed: usize,
    all: usize,
}

struct Bar {
    word: &'static str,
    x: String,
    y: usize,
    width: String,
    title: String,
}

struct Row {
    symbol: &'static str,
    word: &'static str,
    title: String,
    origin: String,
    status: String,
    reason: String,
    browsers: [&'static str; 3],
    entry: String,
}

fn captures(report: &Report) -> Vec<String> {
    let mut lines = Vec::new();
    let captures = &report.captures;
    for capture in captures.iter().take(10) {
        lines.push(line(&capture_title(capture)));
        lines.extend(limits(capture).iter().map(|limit| (*limit).to_owned()));
    }
    if captures.len() > 10 {
        lines.push(words::captures_title(&captures[10..], true));
    }
    lines
}

fn counts(summary: &Summary) -> Vec<Count> {
    let counts = Outcome::ALL.into_iter().map(|outcome| Count {
        symbol: outcome.symbol(),
        word: outcome.word(),
        number: summary.count(outcome),
    });
    counts.filter(|count| count.number > 0).collect()
}

impl Block {
    fn of(report: &Report, group: &Group, options: &Options) -> Self {
        let text = |text: &str| line(&options.text(text));
        let cause = group
            .cause
            .and_then(|cause| report.causes.get(cause as usize));
        let listing = Listing::of(report, &group.members, 1, 20, options);
        let mut sentences = Vec::new();
        if let Some(cause) = cause {
            sentences.push(text(&cause.explanation));
            if !cause.settle.is_empty() {
                let sure = format!("{}; to be sure: {}", cause.confidence, cause.settle);
                sentences.push(text(&format!("How sure: {sure}")));
            }
        }
        let rows = listing.rows.iter().map(|id| request(report, *id, options));
        let counted = listing.counted().into_iter();
        let example = listing.whole.first();
        Self {
            symbol: group.outcome.symbol(),
            word: group.outcome.word(),
            title: line(&group_title(report, group, options)),
            sentences,
            evidence: cause.map_or_else(Vec::new, |cause| {
                let places = places(cause, options);
                places.iter().map(|place| line(place)).collect()
            }),
            fixes: cause.map_or_else(Vec::new, |cause| fixes(cause, options)),
            example: example.map(|id| Example::of(report, *id, options)),
            rows: rows
                .chain(counted.map(|text| format!("… {}", line(&text))))
                .collect(),
        }
    }
}

fn request(report: &Report, id: ExchangeId, options: &Options) -> String {
    let request = Request::of(report, id, options);
    line(&format!("{} ({})", request.title, request.place))
}

fn fixes(cause: &Cause, options: &Options) -> Vec<Fix> {
    words::fixes(cause)
        .into_iter()
        .take(SHOWN_FIXES)
        .map(|(turn, fix)| Fix {
            label: match turn {
                Turn::First => "Fix",
                Turn::Then => "Then",
                Turn::Instead => "Another fix",
            },
            title: line(&options.text(&fix.title)),
            proof: line(&options.text(&proof(cause, fix))),
            text: options
                .text(&fix.text)
                .lines()
                .map(code_line)
                .collect::<Vec<_>>()
                .join("\n"),
        })
        .collect()
}

impl Example {
    fn of(report: &Report, id: ExchangeId, options: &Options) -> Self {
        let item = Item::of(report, id, options);
        let comparisons = report.detail(id).comparisons;
        let differing = comparisons
            .iter()
            .filter(|comparison| comparison.enough == Some(false));
        let mut console: Vec<String> = item
            .console
            .iter()
            .map(|(browser, text)| line(&format!("{browser}: {text}")))
            .collect();
        console.extend(item.unknowns.iter().map(|text| line(text)));
        Self {
            title: request(report, id, options),
            headline: line(&item.headline),
            headers: differing.map(|row| Header::of(row, options)).collect(),
            console,
        }
    }
}

impl Header {
    fn of(row: &Comparison, options: &Options) -> Self {
        let text = |text: &Option<String>| {
            let text = text.as_deref().map(|text| options.text(text));
            text.map_or_else(|| "—".to_owned(), |text| line(&text))
        };
        let asked = match row.asked_name {
            Some(name) => format!("{name}: {}", text(&row.asked)),
            None => "—".to_owned(),
        };
        let (granted, needed) = marked(&text(&row.granted), &text(&row.needed));
        Self {
            message: line(&row.message),
            asked,
            name: row.granted_name,
            granted,
            needed,
        }
    }
}

/// Two values with what lies between their common beginning and their common end marked.
fn marked(one: &str, other: &str) -> (Marked, Marked) {
    let pairs = one.chars().zip(other.chars());
    let same = pairs.take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8());
    let start: usize = same.sum();
    let (one_rest, other_rest) = (&one[start..], &other[start..]);
    let pairs = one_rest.chars().rev().zip(other_rest.chars().rev());
    let same = pairs.take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8());
    let end: usize = same.sum();
    let part = |text: &str| Marked {
        before: text[..start].to_owned(),
        differs: text[start..text.len() - end].to_owned(),
        after: text[text.len() - end..].to_owned(),
    };
    (part(one), part(other))
}

/// The origins that asked most, and for each host how many of their requests failed.
fn hosts(
    report: &Report,
    ids: &[ExchangeId],
    summary: &Summary,
    options: &Options,
) -> (Vec<String>, Vec<Host>) {
    let origins: Vec<&str> = summary
        .origins
        .iter()
        .take(ORIGINS)
        .map(|tally| tally.name.as_str())
        .collect();
    let mut cells: BTreeMap<String, Vec<Cell>> = BTreeMap::new();
    for id in ids {
        let row = report.row(*id);
        let host = Origin::of_url(row.url).map(|origin| origin.host().to_owned());
        let origin = row.origin.unwrap_or("unknown");
        let place = origins.iter().position(|known| *known == origin);
        if let (Some(host), Some(place)) = (host, place) {
            let row_of_host = cells
                .entry(host)
                .or_insert_with(|| vec![Cell::default(); origins.len()]);
            row_of_host[place].all += 1;
            row_of_host[place].failed += usize::from(row.outcome.is_failure());
        }
    }
    let hosts = summary.hosts.iter().take(HOSTS).filter_map(|tally| {
        Some(Host {
            name: line(&options.text(&tally.name)),
            cells: cells.remove(&tally.name)?,
        })
    });
    let hosts = hosts.collect();
    let names = origins.iter().map(|name| line(&options.text(name)));
    (names.collect(), hosts)
}

/// The first requests by time, each a bar from its start to its end; and how long they took.
fn bars(report: &Report, ids: &[ExchangeId], options: &Options) -> (Vec<Bar>, String) {
    let timed = |id: &ExchangeId| {
        let assessment = &report.exchanges[id.0 as usize];
        let capture = &report.captures[assessment.capture as usize];
        let entry = capture.entry(assessment.first_entry()?);
        let took = f64::from(entry.time?);
        (took.is_finite() && took >= 0.0).then_some((entry.started_at?, took, *id))
    };
    let mut timed: Vec<(i64, f64, ExchangeId)> = ids.iter().filter_map(timed).collect();
    timed.sort_by_key(|(start, _, id)| (*start, id.0));
    timed.truncate(BARS);
    let Some(&(first, ..)) = timed.first() else {
        return (Vec::new(), String::new());
    };
    let from = |start: i64| {
        let micros = start.saturating_sub(first);
        // As exact as a picture needs.
        f64::from(u32::try_from(micros / 1000).unwrap_or(u32::MAX))
    };
    let end = timed
        .iter()
        .map(|(start, took, _)| from(*start) + took)
        .fold(1.0, f64::max);
    let bars = timed.iter().enumerate().map(|(number, (start, took, id))| {
        let row = report.row(*id);
        let title = Request::of(report, *id, options).title;
        Bar {
            word: row.outcome.word(),
            x: format!("{:.1}", from(*start) / end * 1000.0),
            y: number * 6 + 2,
            width: format!("{:.1}", (took / end * 1000.0).max(2.0)),
            title: line(&format!("{}: {title}, {took:.0} ms", row.outcome.word())),
        }
    });
    (bars.collect(), format!("{end:.0} ms"))
}

impl Row {
    fn of(report: &Report, id: ExchangeId, options: &Options) -> Self {
        let row = report.row(id);
        let request = Request::of(report, id, options);
        let reason = match (row.outcome, row.refusal) {
            (Outcome::Blocked, _) => rule_names(report, &row),
            (_, Some(refusal)) => refusal.kind.name().to_owned(),
            _ => String::new(),
        };
        Self {
            symbol: row.outcome.symbol(),
            word: row.outcome.word(),
            title: line(&request.title),
            origin: line(row.origin.unwrap_or_default()),
            status: row.status.map_or_else(String::new, |s| s.to_string()),
            reason,
            browsers: BROWSERS.map(|profile| row.verdicts.of(profile).outcome.word()),
            entry: match request.file {
                Some(file) => line(&format!("{file}, {}", request.place)),
                None => line(&request.place),
            },
        }
    }
}

#[cfg(test)]
mod tests;
