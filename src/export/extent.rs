//! How much a report for people says. Failures come by the thousand and have few causes: unless
//! everything is asked for, a report tells the causes, shows the first requests of each, and counts
//! the rest.

use std::collections::HashMap;
use std::io::{self, Write};

use super::Options;
use super::words::count;
use crate::report::group::Group;
use crate::report::shape::url_shape;
use crate::report::{ExchangeId, Report};

/// How much a report for people says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Extent {
    /// What fits two screens of text, or a ticket: few failures whole, many by their causes.
    #[default]
    Fitting,
    /// So many causes whole; the others by name.
    Top(usize),
    /// Everything.
    All,
    /// Ten lines.
    Summary,
}

/// Reports of at most this many failures are written whole.
const FEW: usize = 20;
/// Causes are named up to this many; the rest are counted.
const NAMED: usize = 8;

/// How much of a cause is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Level {
    /// Its title and the title of its fix.
    Named,
    /// The same, why it fails, the first fix to paste, one request.
    First,
    /// The evidence, the fixes, the first requests.
    Told,
    /// Every request with all that is said of it.
    Whole,
}

/// What is shown of the requests of a cause.
#[derive(Debug, Default)]
pub struct Listing {
    /// Those with all that is said of them.
    pub whole: Vec<ExchangeId>,
    /// Those with a row each.
    pub rows: Vec<ExchangeId>,
    /// The rest, by method, host and path shape, most first. Redacted, not yet escaped.
    pub rest: Vec<(String, usize)>,
    /// How many requests `rest` leaves out.
    pub uncounted: usize,
}

/// Shapes of paths are listed up to this many.
const SHAPES: usize = 5;

impl Listing {
    /// Of these requests, some whole and some by a row; the rest counted.
    pub fn of(
        report: &Report,
        ids: &[ExchangeId],
        whole: usize,
        rows: usize,
        options: &Options,
    ) -> Self {
        let (first, later) = ids.split_at(whole.min(ids.len()));
        let mut listing = Self {
            whole: first.to_vec(),
            ..Self::default()
        };
        // A count in place of a single row saves nothing.
        let rows = if later.len() <= rows + 1 {
            later.len()
        } else {
            rows
        };
        let (shown, rest) = later.split_at(rows);
        listing.rows = shown.to_vec();
        let mut places: HashMap<String, usize> = HashMap::new();
        for id in rest {
            let row = report.row(*id);
            let shape = format!("{} {}", row.method, url_shape(&options.url(row.url)));
            let place = *places.entry(shape).or_insert_with_key(|shape| {
                listing.rest.push((shape.clone(), 0));
                listing.rest.len() - 1
            });
            listing.rest[place].1 += 1;
        }
        listing
            .rest
            .sort_by_key(|(_, requests)| std::cmp::Reverse(*requests));
        if listing.rest.len() > SHAPES + 1 {
            let left_out = listing.rest.split_off(SHAPES);
            listing.uncounted = left_out.iter().map(|(_, requests)| requests).sum();
        }
        listing
    }

    /// What is counted, one line each: `480 more like GET api.example/v1/items/{id}`.
    pub fn counted(&self) -> Vec<String> {
        let mut lines: Vec<String> = self
            .rest
            .iter()
            .map(|(shape, requests)| format!("{requests} more like {shape}"))
            .collect();
        if self.uncounted > 0 {
            lines.push(format!("{} more of other paths", self.uncounted));
        }
        lines
    }
}

/// The room that is left, and how what is written is measured.
#[derive(Debug, Clone, Copy)]
pub struct Room {
    /// How much fits; `None` where everything does.
    pub left: Option<usize>,
    /// How much of it a text takes.
    pub measure: fn(&[u8]) -> usize,
    /// What the least that is said of a cause takes.
    pub least: usize,
}

impl Room {
    /// Takes the room for this text, if that leaves so much.
    pub fn take(&mut self, text: &[u8], reserved: usize) -> bool {
        let Some(left) = self.left else {
            return true;
        };
        let rest = left.checked_sub((self.measure)(text));
        let fits = rest.is_some_and(|rest| rest >= reserved);
        if fits {
            self.left = rest;
        }
        fits
    }

    /// Writes a part of a report if it fits.
    pub fn put(
        &mut self,
        out: &mut dyn Write,
        part: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> io::Result<bool> {
        if self.left.is_none() {
            part(out)?;
            return Ok(true);
        }
        let mut text = Vec::new();
        part(&mut text)?;
        let fits = self.take(&text, 0);
        if fits {
            out.write_all(&text)?;
        }
        Ok(fits)
    }
}

/// What was not told of the causes of a report.
#[derive(Debug, Default, Clone, Copy)]
pub struct LeftOut {
    /// How many causes are not even named.
    pub causes: usize,
    /// How many requests those have.
    pub requests: usize,
    /// Whether anything is shorter than it could be.
    pub shortened: bool,
}

impl LeftOut {
    /// `40 more causes with 120 requests`; `None` where every cause is named.
    pub fn words(&self) -> Option<String> {
        (self.causes > 0).then(|| {
            format!(
                "{} with {}",
                count(self.causes, "more cause", "more causes"),
                count(self.requests, "request", "requests")
            )
        })
    }
}

/// Whether a report of these failures is short enough to be written whole.
pub fn is_few(failed: &[Group]) -> bool {
    failed
        .iter()
        .map(|group| group.members.len())
        .sum::<usize>()
        <= FEW
}

/// Writes a block for each cause, as fully as there is room, the largest first. A block tells
/// whether it leaves out anything. `state` is what one block leaves for the next; it is taken back
/// where a block turns out too long.
pub fn tell<S: Clone>(
    out: &mut dyn Write,
    groups: &[Group],
    extent: Extent,
    room: &mut Room,
    state: &mut S,
    mut block: impl FnMut(&mut dyn Write, &Group, Level, &mut S) -> io::Result<bool>,
) -> io::Result<LeftOut> {
    let mut left_out = LeftOut::default();
    // A report has no room for so many causes that later ones need not be tried.
    let mut full = false;
    for (number, group) in groups.iter().enumerate() {
        if extent == Extent::All {
            block(out, group, Level::Whole, state)?;
            continue;
        }
        let levels: &[Level] = match extent {
            Extent::Top(top) if number >= top => &[Level::Named],
            _ if full => &[],
            _ => &[Level::Told, Level::First, Level::Named],
        };
        let later = (groups.len() - number - 1).min(NAMED);
        let mut written = false;
        for level in levels {
            // Unless all are told, only so many are worth a line.
            if *level == Level::Named && number >= NAMED {
                break;
            }
            let before = state.clone();
            let mut text = Vec::new();
            let shortened = block(&mut text, group, *level, state)?;
            let reserved = if *level == Level::Named {
                0
            } else {
                later * room.least
            };
            if room.take(&text, reserved) {
                out.write_all(&text)?;
                left_out.shortened |= shortened;
                written = true;
                break;
            }
            *state = before;
        }
        if !written {
            full = true;
            left_out.causes += 1;
            left_out.requests += group.members.len();
            left_out.shortened = true;
        }
    }
    Ok(left_out)
}
