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
/// As many causes are told of in a report however much they take.
const FEW_CAUSES: usize = 2;
/// Causes are named up to this many; the rest are counted.
const NAMED: usize = 40;

/// How much of a cause is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Level {
    /// Its title and the title of its fix, in one line.
    Named,
    /// The same, one sentence that says why, its requests in a line or two.
    Brief,
    /// Why it fails, the first fix to paste, the first requests.
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
}

impl Room {
    /// Takes so much room, if it is there.
    fn take(&mut self, much: usize) -> bool {
        let Some(left) = self.left else {
            return true;
        };
        let rest = left.checked_sub(much);
        if rest.is_some() {
            self.left = rest;
        }
        rest.is_some()
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
        let fits = self.take((self.measure)(&text));
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
    /// The first cause of which the fix is not written out.
    pub first_short: Option<usize>,
    /// Whether anything is shorter than it could be.
    pub shortened: bool,
}

impl LeftOut {
    /// What is left out where only the first so many are told of.
    pub fn after(groups: &[Group], told: usize) -> Self {
        let rest = groups.get(told..).unwrap_or_default();
        Self {
            causes: rest.len(),
            requests: rest.iter().map(|group| group.members.len()).sum(),
            first_short: None,
            shortened: !rest.is_empty(),
        }
    }

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
    let requests: usize = failed.iter().map(|group| group.members.len()).sum();
    failed.len() <= FEW_CAUSES && requests <= FEW
}

/// What writes the block of a cause, and tells whether it leaves out anything. `S` is what one
/// block leaves for the next.
pub trait Block<S>: FnMut(&mut dyn Write, &Group, Level, &mut S) -> io::Result<bool> {}

impl<S, B> Block<S> for B where B: FnMut(&mut dyn Write, &Group, Level, &mut S) -> io::Result<bool> {}

/// Writes a block for each cause, as fully as there is room, the largest first; `heading` stands
/// before those that are only named.
pub fn tell<S: Default>(
    out: &mut dyn Write,
    groups: &[Group],
    extent: Extent,
    room: &mut Room,
    heading: &str,
    mut block: impl Block<S>,
) -> io::Result<LeftOut> {
    let levels = match extent {
        Extent::All => vec![Level::Whole; groups.len()],
        Extent::Top(top) => {
            let mut levels = vec![Level::Told; groups.len().min(top)];
            levels.resize(groups.len().min(top.saturating_add(NAMED)), Level::Named);
            levels
        }
        Extent::Fitting | Extent::Summary if room.left.is_none() => {
            vec![Level::Told; groups.len()]
        }
        Extent::Fitting | Extent::Summary => fitting(groups, room, heading, &mut block)?,
    };
    let mut state = S::default();
    let mut left_out = LeftOut::after(groups, levels.len());
    for (number, (group, level)) in groups.iter().zip(&levels).enumerate() {
        if *level == Level::Named && (number == 0 || levels[number - 1] != Level::Named) {
            writeln!(out, "\n{heading}")?;
        }
        if *level < Level::First && left_out.first_short.is_none() {
            left_out.first_short = Some(number);
        }
        left_out.shortened |= block(out, group, *level, &mut state)?;
    }
    Ok(left_out)
}

/// How fully each cause is told so that all fit: first each is named, then each is told in brief,
/// then the largest are told more fully. Those that are not in the list cannot even be named.
///
/// A block only gets shorter by what stands before it (`the same as above`), so each is measured
/// by itself.
fn fitting<S: Default>(
    groups: &[Group],
    room: &mut Room,
    heading: &str,
    block: &mut impl Block<S>,
) -> io::Result<Vec<Level>> {
    let measure = room.measure;
    let mut size = |group: &Group, level| -> io::Result<usize> {
        let mut text = Vec::new();
        block(&mut text, group, level, &mut S::default())?;
        Ok(measure(&text))
    };
    // The heading of those that are only named, and how many are not.
    room.take(measure(
        format!("\n{heading}\n\n… 1 more cause\n").as_bytes(),
    ));
    // Two fifths of the room are for those that are told of.
    let reserved = room.left.map_or(0, |left| left * 2 / 5);
    let mut levels = Vec::new();
    let mut sizes = Vec::new();
    for group in groups.iter().take(NAMED) {
        let named = size(group, Level::Named)?;
        if room.left.is_some_and(|left| left < reserved + named) || !room.take(named) {
            break;
        }
        levels.push(Level::Named);
        sizes.push(named);
    }
    for level in [Level::Brief, Level::First, Level::Told] {
        for (number, group) in groups.iter().enumerate().take(levels.len()) {
            // What is not told in brief is not told more fully.
            if level > Level::Brief && levels[number] == Level::Named {
                break;
            }
            let larger = size(group, level)?;
            if room.take(larger.saturating_sub(sizes[number])) {
                levels[number] = level;
                sizes[number] = larger;
            } else if level == Level::Brief {
                break;
            }
        }
    }
    Ok(levels)
}

/// The first sentence of a text.
pub fn first_sentence(text: &str) -> &str {
    let end = text.match_indices(". ").find(|(place, _)| {
        let next = text[place + 2..].chars().next();
        next.is_some_and(char::is_uppercase)
    });
    end.map_or(text, |(place, _)| &text[..=place])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_where_the_next_begins() {
        for (text, first) in [
            ("One. Two.", "One."),
            (
                "nginx/1.25 responds with 405. It",
                "nginx/1.25 responds with 405.",
            ),
            ("It says v. 2 of it. Then", "It says v. 2 of it."),
            ("One", "One"),
            ("", ""),
        ] {
            assert_eq!(first_sentence(text), first);
        }
    }
}
