//! The whole capture counted: who requests what from whom, causes, preflights and what they cost,
//! and when what was sent.

use std::collections::BTreeMap;

use foldhash::{HashMap, HashSet};

use super::pane::list::host;
use crate::capture::{Capture, Entry, EntryId};
use crate::exchange::Preflight;
use crate::report::summary::is_cross_origin;
use crate::report::{ExchangeId, Report};
use crate::verdict::Outcome;

/// How many exchanges the timeline has.
const BARS: usize = 400;

/// The whole capture counted.
#[derive(Debug, Default)]
pub struct Overview {
    /// The origins that requests were made from, those with most failures first.
    pub origins: Vec<String>,
    /// The hosts that they were sent to, in the same order.
    pub hosts: Vec<String>,
    /// The counts for an origin and a host, by their places.
    pub cells: HashMap<(usize, usize), Cell>,
    /// The causes by their place in the report, with how many requests still fail for each.
    pub causes: Vec<(u32, usize)>,
    /// The preflights.
    pub preflights: Preflights,
    /// When what was sent, in the order of time.
    pub bars: Vec<Bar>,
    /// How many exchanges have no bar.
    pub more_bars: usize,
}

/// Counts for one origin and one host.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cell {
    /// Requests that failed.
    pub failed: usize,
    /// Requests that are undetermined.
    pub open: usize,
    /// Requests that were allowed, or needed no permission.
    pub allowed: usize,
}

/// The preflights of a capture.
#[derive(Debug, Default)]
pub struct Preflights {
    /// How many there are.
    pub count: usize,
    /// How long they took together, in milliseconds.
    pub time: f32,
    /// How many would have been spared by `Access-Control-Max-Age: 600`.
    pub avoidable: usize,
    /// The same for each host: name, count, time; those that took longest first.
    pub hosts: Vec<(String, usize, f32)>,
}

/// An exchange in time.
#[derive(Debug)]
pub struct Bar {
    /// Which.
    pub id: ExchangeId,
    /// Its messages in order: whether each is a preflight, and its begin and end in microseconds.
    pub parts: Vec<(bool, i64, i64)>,
}

impl Overview {
    /// Counts a report.
    #[must_use]
    pub fn of(report: &Report) -> Self {
        let mut pairs: HashMap<(&str, &str), Cell> = HashMap::default();
        let mut origins: BTreeMap<&str, Cell> = BTreeMap::new();
        let mut hosts: BTreeMap<&str, Cell> = BTreeMap::new();
        let mut causes: BTreeMap<u32, usize> = BTreeMap::new();
        for id in report.ids() {
            let row = report.row(id);
            if !is_cross_origin(&row) {
                continue;
            }
            let (from, to) = (row.origin.unwrap_or("unknown"), host(row.url));
            for cell in [
                pairs.entry((from, to)).or_default(),
                origins.entry(from).or_default(),
                hosts.entry(to).or_default(),
            ] {
                cell.add(row.outcome);
            }
            if let Some(cause) = row.cause {
                *causes.entry(cause).or_default() += 1;
            }
        }
        let (origins, hosts) = (sorted(origins), sorted(hosts));
        let (from_places, to_places) = (places(&origins), places(&hosts));
        let cells = pairs
            .into_iter()
            .filter_map(|((from, to), cell)| {
                Some(((*from_places.get(from)?, *to_places.get(to)?), cell))
            })
            .collect();
        let mut causes: Vec<(u32, usize)> = causes.into_iter().collect();
        causes.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let mut overview = Self {
            origins,
            hosts,
            cells,
            causes,
            preflights: preflights(report),
            ..Self::default()
        };
        overview.add_bars(report);
        overview
    }

    fn add_bars(&mut self, report: &Report) {
        for id in report.ids().filter(|&id| is_cross_origin(&report.row(id))) {
            let assessment = &report.exchanges[id.0 as usize];
            let capture = &report.captures[assessment.capture as usize];
            let mut parts = Vec::new();
            let mut add = |id: EntryId, is_preflight: bool| {
                let entry = capture.entry(id);
                if let Some(begin) = entry.started_at {
                    parts.push((is_preflight, begin, begin + length(entry)));
                }
            };
            for hop in &assessment.exchange.hops {
                if let Preflight::Sent(preflight) = hop.preflight {
                    add(preflight, true);
                }
                add(hop.entry, false);
            }
            if let Some(orphan) = assessment.exchange.orphan {
                add(orphan, true);
            }
            if parts.is_empty() {
                continue;
            }
            parts.sort_by_key(|part| part.1);
            self.bars.push(Bar { id, parts });
        }
        self.bars.sort_by_key(|bar| bar.parts[0].1);
        self.more_bars = self.bars.len().saturating_sub(BARS);
        self.bars.truncate(BARS);
    }

    /// The begin and the end of the timeline, in microseconds.
    #[must_use]
    pub fn span(&self) -> Option<(i64, i64)> {
        let begin = self.bars.first()?.parts.first()?.1;
        let ends = self.bars.iter().flat_map(|bar| &bar.parts);
        let end = ends.map(|part| part.2).max()?;
        Some((begin, end.max(begin + 1)))
    }
}

impl Cell {
    const fn add(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::Blocked | Outcome::Failed => self.failed += 1,
            Outcome::Undetermined => self.open += 1,
            Outcome::Allowed | Outcome::SameOrigin | Outcome::NotCors => self.allowed += 1,
        }
    }

    const fn all(self) -> usize {
        self.failed + self.open + self.allowed
    }
}

fn sorted(names: BTreeMap<&str, Cell>) -> Vec<String> {
    let mut names: Vec<(&str, Cell)> = names.into_iter().collect();
    names.sort_by_key(|(_, cell)| std::cmp::Reverse((cell.failed, cell.all())));
    let names = names.into_iter().map(|(name, _)| name.to_owned());
    names.collect()
}

fn places(names: &[String]) -> HashMap<&str, usize> {
    let places = names.iter().enumerate();
    places.map(|(at, name)| (name.as_str(), at)).collect()
}

/// How long an entry took, in microseconds.
fn length(entry: &Entry) -> i64 {
    let time = f64::from(entry.time.unwrap_or(0.0)).clamp(0.0, 1e9);
    #[expect(
        clippy::cast_possible_truncation,
        reason = "it is at most a billion milliseconds"
    )]
    let length = (time * 1000.0) as i64;
    length
}

/// Counts the preflights, each once, also where several requests rest on it.
fn preflights(report: &Report) -> Preflights {
    let mut all = Preflights::default();
    let mut seen = HashSet::default();
    let mut known: HashMap<Question<'_>, i64> = HashMap::default();
    let mut hosts: BTreeMap<&str, (usize, f32)> = BTreeMap::new();
    for id in report.ids() {
        let assessment = &report.exchanges[id.0 as usize];
        let capture = &report.captures[assessment.capture as usize];
        let hops = assessment.exchange.hops.iter();
        let sent = hops.filter_map(|hop| match hop.preflight {
            Preflight::Sent(id) => Some(id),
            Preflight::Cached(_) | Preflight::NotSeen => None,
        });
        for entry in sent.chain(assessment.exchange.orphan) {
            if !seen.insert((assessment.capture, entry)) {
                continue;
            }
            let entry = capture.entry(entry);
            let time = entry.time.unwrap_or(0.0).max(0.0);
            all.count += 1;
            all.time += time;
            let of_host = hosts.entry(host(capture.url(entry))).or_default();
            of_host.0 += 1;
            of_host.1 += time;
            if is_spared(assessment.capture, capture, entry, &mut known) {
                all.avoidable += 1;
            }
        }
    }
    all.hosts = hosts
        .into_iter()
        .map(|(name, (count, time))| (name.to_owned(), count, time))
        .collect();
    all.hosts
        .sort_by(|a, b| b.2.total_cmp(&a.2).then(b.1.cmp(&a.1)));
    all
}

/// What a preflight asks: capture, URL, origin, method, headers.
type Question<'c> = (u32, &'c str, &'c str, &'c str, &'c str);

/// Whether the same was asked less than ten minutes before, and answered well.
fn is_spared<'c>(
    number: u32,
    capture: &'c Capture,
    entry: &'c Entry,
    known: &mut HashMap<Question<'c>, i64>,
) -> bool {
    const KEPT: i64 = 600 * 1_000_000;
    let asked = |name: &str| capture.request_header(entry, name).unwrap_or("");
    let question = (
        number,
        capture.url(entry),
        asked("Origin"),
        asked("Access-Control-Request-Method"),
        asked("Access-Control-Request-Headers"),
    );
    let Some(now) = entry.started_at else {
        return false;
    };
    let spared = known
        .get(&question)
        .is_some_and(|before| (0..KEPT).contains(&(now - before)));
    let well = entry
        .status
        .is_some_and(|status| (200..300).contains(&status));
    if well && !spared {
        known.insert(question, now);
    }
    spared
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::sample;

    #[test]
    fn every_cross_origin_request_is_in_one_cell() {
        let report = sample::fixture("shop.har");
        let overview = Overview::of(&report);
        let counted: usize = overview.cells.values().map(|cell| cell.all()).sum();
        let cross_origin = report.ids().filter(|&id| is_cross_origin(&report.row(id)));
        assert_eq!(counted, cross_origin.count());
        let failed: usize = overview.cells.values().map(|cell| cell.failed).sum();
        assert_eq!(failed, 17);
        let of_causes: usize = overview.causes.iter().map(|(_, count)| count).sum();
        assert_eq!(of_causes, 17);
    }

    #[test]
    fn preflights_are_counted_once_and_repeated_ones_could_be_spared() {
        let overview = Overview::of(&sample::fixture("shop.har"));
        let preflights = &overview.preflights;
        assert_eq!(
            preflights.hosts.iter().map(|host| host.1).sum::<usize>(),
            preflights.count
        );
        assert!(preflights.count > 3 && preflights.avoidable < preflights.count);
        let (begin, end) = overview.span().expect("a timeline");
        assert!(begin < end);
    }

    #[test]
    fn nothing_is_counted_in_an_empty_capture() {
        let overview = Overview::of(&Report::default());
        assert_eq!(overview.preflights.count, 0);
        assert_eq!(overview.span(), None);
    }
}
