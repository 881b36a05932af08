//! What is said about captures: a row for every exchange, a detail for the one looked at, causes,
//! counts. Everything that shows or writes results takes them from here.
//!
//! Rows borrow from the captures and cost little. Details are made when asked for, so that a
//! capture of a million exchanges holds a million verdicts but no sentence.

pub mod columns;
mod detail;
pub mod evidence;
pub mod filter;
pub mod group;
mod judging;
pub mod sanitize;
pub mod secrets;
pub mod shape;
pub mod summary;
mod trial;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use self::trial::Changes;
use self::trial::Tried;
use crate::browsers::Profile;
use crate::capture::{Capture, Entry, Note, Place};
use crate::causes;
pub use crate::causes::{Cause, Fix, Proof};
use crate::exchange::evidence::Context;
use crate::exchange::observe::Observed;
use crate::exchange::{Recorded, pair};
use crate::fetch::Refusal;
use crate::memory;
pub use crate::rules::Severity;
use crate::spread;
use crate::verdict::what_if::WhatIf;
pub use crate::verdict::{Assessment, Shown};
use crate::verdict::{Brief, Briefs, Outcome, Verdicts};
use crate::visit;

/// A capture of more entries than this is looked at by several threads.
const LARGE: usize = 1024;

/// Captures with the verdict for each of their exchanges.
#[derive(Debug, Default)]
pub struct Report {
    /// The captures, in the order they were given.
    pub(crate) captures: Arc<Vec<Capture>>,
    /// The exchanges of all captures, in the order of their first request.
    pub(crate) exchanges: Vec<Assessment>,
    /// What explains the failures; those that explain most come first.
    pub(crate) causes: Vec<Cause>,
    /// What is known about each capture as a whole.
    pub(crate) contexts: Arc<Vec<Context>>,
    /// The origins that requests were made from, each once.
    pub(crate) origins: Vec<String>,
    /// The exchanges that are judged with a change instead of as recorded.
    pub(crate) tried: BTreeMap<ExchangeId, Tried>,
}

/// The position of an exchange in [`Report::exchanges`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ExchangeId(pub u32);

/// What a list shows of an exchange.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    /// Its position in the report.
    pub id: ExchangeId,
    /// Its capture.
    pub capture: &'a Capture,
    /// The verdict for the browser that made the capture; the one that lists show.
    pub outcome: Outcome,
    /// The verdicts.
    pub verdicts: &'a Verdicts,
    /// What the recorder says.
    pub recorded: Recorded,
    /// The first hop's method (the one asked for, where only a preflight was recorded).
    pub method: &'a str,
    /// The first hop's URL.
    pub url: &'a str,
    /// The origin the request was made from, serialised; `None` where it is not known.
    pub origin: Option<&'a str>,
    /// The URL of the page, where it is known.
    pub page: Option<&'a str>,
    /// The status of the last response, where there is one.
    pub status: Option<i32>,
    /// The kind of resource in the producer's words (`fetch`, `xhr`, `font`, …), where known.
    pub resource: Option<&'a str>,
    /// `startedDateTime` as written.
    pub started: Option<&'a str>,
    /// Why it was blocked or what failed, where known.
    pub refusal: Option<Refusal>,
    /// The index of its cause.
    pub cause: Option<u32>,
}

/// Everything said about one exchange, in words.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Detail {
    /// One sentence that stands alone: what a reader would act on.
    pub headline: String,
    /// More sentences under it: what happened, in plain words.
    pub explanation: Vec<String>,
    /// The request's origin.
    pub origin: FactText,
    /// The request's mode.
    pub mode: FactText,
    /// The request's credentials mode.
    pub credentials: FactText,
    /// The rules it broke or nearly broke; those that blocked it first.
    pub findings: Vec<Finding>,
    /// The standard's steps as they were taken.
    pub steps: Vec<Step>,
    /// What was asked, granted and needed, header by header.
    pub comparisons: Vec<Comparison>,
    /// What is not known and how it could be captured, one sentence each.
    pub unknowns: Vec<String>,
}

/// A fact, in words. See [`crate::exchange::Fact`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FactText {
    /// The value; `None` where it is open.
    pub value: Option<String>,
    /// `recorded`, `inferred` or `assumed`.
    pub source: &'static str,
    /// What it rests on.
    pub why: String,
}

/// One rule that one exchange broke or nearly broke.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// The rule's name.
    pub rule: &'static str,
    /// `request`, `preflight`, `redirect` or `response`.
    pub phase: &'static str,
    /// At which hop, counted from 0.
    pub hop: u16,
    /// How much it matters.
    pub severity: Severity,
    /// Whether another error finding of this exchange is just as possible by the capture.
    pub possible: bool,
    /// One sentence with the values.
    pub summary: String,
    /// Where in the capture it shows.
    pub evidence: Vec<Shown>,
    /// The browsers' own names for it.
    pub codes: Codes,
    /// What each browser prints, word for word.
    pub console: Console,
}

/// The browsers' own names for a finding.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Codes {
    /// A `Network.CorsError` name, else a `net::` error or blocked reason.
    pub chromium: Option<String>,
    /// The console category.
    pub firefox: Option<String>,
    /// The last part of the MDN page's address.
    pub mdn: Option<String>,
}

/// What each browser prints for a finding, word for word; not redacted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Console {
    /// Chromium's console line.
    pub chromium: Option<String>,
    /// Firefox's console line.
    pub firefox: Option<String>,
    /// WebKit's console line.
    pub webkit: Option<String>,
}

/// How a step of the standard came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum StepOutcome {
    /// It holds.
    Passed,
    /// It does not hold; this is where the request was refused.
    Failed,
    /// It would have failed as well, had an earlier one not.
    AlsoFailed,
    /// It decides nothing here.
    Skipped,
    /// The capture does not hold what it looks at.
    Open,
}

/// One step of the standard as it was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The message it looked at, such as `preflight` or `response 2` (hop).
    pub message: String,
    /// The algorithm and the step's number, such as `CORS check 4`.
    pub step: &'static str,
    /// What it asks, in plain words.
    pub text: String,
    /// How it came out.
    pub outcome: StepOutcome,
    /// The two values compared: what was wanted, what was there.
    pub compared: Option<(String, String)>,
}

/// One line of the header comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// The message that the grant is in: `preflight`, `redirect`, `response`.
    pub message: String,
    /// What the request asked, such as `Origin` or `Access-Control-Request-Method`.
    pub asked_name: Option<&'static str>,
    /// Its value.
    pub asked: Option<String>,
    /// The response header that must grant it.
    pub granted_name: &'static str,
    /// Its value; `None` where the header is absent.
    pub granted: Option<String>,
    /// The value that would do.
    pub needed: Option<String>,
    /// Whether what was granted is enough; `None` where it is open or not needed.
    pub enough: Option<bool>,
}

impl Report {
    /// Joins the recordings of one visit, and pairs and judges the entries of the captures.
    #[must_use]
    pub fn new(captures: Vec<Capture>) -> Self {
        let mut captures = visit::join(captures);
        let mut report = Self::default();
        // A capture's context and its pairs have nothing to do with each other.
        let look = |capture: &Capture| match capture.entries.len() {
            0..=LARGE => (Context::of(capture), pair(capture)),
            _ => spread::both(|| Context::of(capture), || pair(capture)),
        };
        let looked = spread::each(&captures, true, |_, capture| look(capture));
        let mut contexts = Vec::with_capacity(captures.len());
        for (number, (context, exchanges)) in looked.into_iter().enumerate() {
            contexts.push(context);
            report.exchanges.reserve(exchanges.len());
            report.exchanges.extend(
                exchanges
                    .into_iter()
                    .map(|exchange| Assessment::open(index(number), exchange)),
            );
        }
        let mut briefs = Briefs::new(&captures, &contexts);
        report.origins = judging::judge_all(&mut briefs, &mut report.exchanges);
        let found = causes::find(
            &captures,
            &briefs,
            &report.origins,
            &mut report.exchanges,
            memory::most_causes(),
        );
        drop(briefs);
        report.causes = found.causes;
        if found.left_out > 0
            && let Some(first) = captures.first_mut()
        {
            let requests = match found.left_out {
                1 => "1 failed request has".to_owned(),
                count => format!("{count} failed requests have"),
            };
            first.notes.push(Note {
                place: Place::default(),
                text: format!(
                    "{}; {requests} a verdict, but no cause and no fix",
                    memory::reached()
                ),
            });
        }
        report.captures = Arc::new(captures);
        report.contexts = Arc::new(contexts);
        report
    }

    /// The captures, in the order they were given.
    #[must_use]
    pub fn captures(&self) -> &[Capture] {
        &self.captures
    }

    /// The exchanges of all captures, in the order of their first request.
    #[must_use]
    pub fn exchanges(&self) -> &[Assessment] {
        &self.exchanges
    }

    /// What explains the failures; those that explain most come first.
    #[must_use]
    pub fn causes(&self) -> &[Cause] {
        &self.causes
    }

    /// The ids of all exchanges, in order.
    pub fn ids(&self) -> impl Iterator<Item = ExchangeId> + use<> {
        (0..u32::try_from(self.exchanges.len()).unwrap_or(u32::MAX)).map(ExchangeId)
    }

    /// The ids of the exchanges that are wanted, in order. Works on all cores: not while captures
    /// are read, which may wait for a pipe.
    #[must_use]
    pub fn select(&self, wanted: impl Fn(&Row<'_>) -> bool + Sync) -> Vec<ExchangeId> {
        let is_wanted = |id: &ExchangeId| wanted(&self.row(*id));
        let ids: Vec<ExchangeId> = self.ids().collect();
        let wanted = |part: &[ExchangeId]| -> Vec<ExchangeId> {
            part.iter().copied().filter(is_wanted).collect()
        };
        spread::joined(&ids, LARGE, wanted, |mut ids, more| {
            ids.extend(more);
            ids
        })
    }

    /// What a list shows of an exchange.
    #[must_use]
    pub fn row(&self, id: ExchangeId) -> Row<'_> {
        let assessment = &self.exchanges[id.0 as usize];
        let capture = &self.captures[assessment.capture as usize];
        let first = assessment.first_entry();
        let entry = first.map(|e| capture.entry(e));
        Row {
            id,
            capture,
            outcome: assessment.verdicts.recorded_by.outcome,
            verdicts: &assessment.verdicts,
            recorded: assessment.recorded,
            method: self.method(id),
            url: entry.map_or("", |e| capture.url(e)),
            origin: assessment
                .origin
                .and_then(|origin| self.origins.get(origin as usize))
                .map(String::as_str),
            page: entry.and_then(|e| {
                self.contexts
                    .get(assessment.capture as usize)
                    .and_then(|context| context.page(capture, e.page))
            }),
            status: assessment.exchange.hops.last().map_or_else(
                || entry.and_then(|e| e.status),
                |hop| capture.entry(hop.entry).status,
            ),
            resource: entry.and_then(|e| capture.optional(e.resource_type)),
            started: entry.and_then(|e| capture.optional(e.started)),
            refusal: assessment.verdicts.recorded_by.because,
            cause: assessment.cause,
        }
    }

    /// The first hop's method (the one asked for, where only a preflight was recorded).
    #[must_use]
    pub fn method(&self, id: ExchangeId) -> &str {
        let assessment = &self.exchanges[id.0 as usize];
        let capture = &self.captures[assessment.capture as usize];
        match (assessment.exchange.hops.first(), assessment.first_entry()) {
            (Some(hop), _) => capture.method(capture.entry(hop.entry)),
            (None, Some(entry)) => asked_method(capture, capture.entry(entry)),
            (None, None) => "",
        }
    }

    /// Every response of an exchange as it was recorded, to begin an edit with.
    #[must_use]
    pub fn recorded_answers(&self, id: ExchangeId) -> WhatIf {
        let assessment = &self.exchanges[id.0 as usize];
        let capture = &self.captures[assessment.capture as usize];
        WhatIf::recorded(&Observed::new(capture, &assessment.exchange))
    }

    /// The verdicts that an exchange would get if the server responded otherwise.
    #[must_use]
    pub fn what_if(&self, id: ExchangeId, change: &WhatIf) -> Verdicts {
        match self.brief(id) {
            Some(brief) => change.verdicts(&brief),
            None => self.exchanges[id.0 as usize].verdicts,
        }
    }

    /// Everything said about an exchange.
    #[must_use]
    pub fn detail(&self, id: ExchangeId) -> Detail {
        let brief = self.brief(id);
        brief.map_or_else(Detail::default, |brief| detail::of(&brief))
    }

    /// Why one browser refuses an exchange, with its own words for it; `None` where it does not.
    #[must_use]
    pub fn refused_in(&self, id: ExchangeId, profile: Profile) -> Option<Finding> {
        detail::refused_in(&self.brief(id)?, profile)
    }

    /// The same without the steps and the comparisons, which most reports do not tell.
    #[must_use]
    pub fn gist(&self, id: ExchangeId) -> Detail {
        let brief = self.brief(id);
        brief.map_or_else(Detail::default, |brief| detail::gist(&brief))
    }

    /// What explains the failure of one exchange, told of this exchange: a cause with several
    /// exchanges is worked out again for it alone. `None` where it has no cause.
    #[must_use]
    pub fn cause_of(&self, id: ExchangeId) -> Option<Cause> {
        let number = self.exchanges[id.0 as usize].cause?;
        let cause = self.causes.get(number as usize)?;
        let alone = || {
            let briefs = Briefs::new(&self.captures, &self.contexts);
            let at = id.0 as usize;
            causes::of_one(&self.captures, &briefs, &self.origins, &self.exchanges, at)
        };
        match cause.exchanges.len() {
            0 | 1 => Some(cause.clone()),
            _ => alone().or_else(|| Some(cause.clone())),
        }
    }

    fn brief(&self, id: ExchangeId) -> Option<Brief<'_>> {
        let assessment = &self.exchanges[id.0 as usize];
        Briefs::new(&self.captures, &self.contexts).lay_out(assessment)
    }
}

/// The method that a preflight asks for.
fn asked_method<'a>(capture: &'a Capture, entry: &Entry) -> &'a str {
    capture
        .request_headers(entry)
        .first("Access-Control-Request-Method")
        .unwrap_or("")
}

fn index(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
