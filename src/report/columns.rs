//! What exchanges are grouped, filtered and counted by, as integers: one column for each question,
//! made once after judging. A list of a million exchanges is then put together without reading
//! them again.

use std::sync::{Arc, OnceLock};

use foldhash::HashMap;

use super::group::{GroupBy, label, without_query};
use super::summary::is_cross_origin;
use super::{ExchangeId, Report};
use crate::capture::Text;
use crate::exchange::{Preflight, Recorded};
use crate::fetch::Refusal;
use crate::spread;
use crate::verdict::{Assessment, Outcome, Verdict};

/// The bit of a mark that says that an exchange is between two origins.
const CROSS_ORIGIN: u8 = 1 << 3;

/// The bit of a mark that says that the recording contradicts its own headers.
const CONTRADICTS: u8 = 1 << 4;

/// The bit of a mark that says that browsers disagree.
const DISAGREE: u8 = 1 << 5;

/// The bits of a mark that hold the place of the outcome in [`Outcome::ALL`].
const OUTCOME: u8 = 0b111;

/// A value of each exchange, as a number.
#[derive(Debug, Clone, Default)]
pub struct Column {
    of: Vec<u32>,
    /// For each number an exchange that has it.
    samples: Vec<ExchangeId>,
}

impl Column {
    /// The number of an exchange.
    #[must_use]
    pub fn of(&self, id: ExchangeId) -> u32 {
        self.of[id.0 as usize]
    }

    /// For each number an exchange that has it.
    #[must_use]
    pub fn samples(&self) -> &[ExchangeId] {
        &self.samples
    }

    /// How many exchanges have each number.
    #[must_use]
    pub fn counts(&self) -> Vec<usize> {
        let mut counts = vec![0; self.samples.len()];
        for number in &self.of {
            counts[*number as usize] += 1;
        }
        counts
    }

    /// The numbers that exchanges have in common, where there is one.
    fn shared(&self, ids: &[ExchangeId]) -> Option<u32> {
        let first = self.of(*ids.first()?);
        ids.iter().all(|&id| self.of(id) == first).then_some(first)
    }
}

/// What a verdict is told by, whatever the reason.
type VerdictKey = (u64, Recorded);

/// What a reason is told by.
type RefusalKey = (Outcome, Option<Refusal>, [Option<Refusal>; 2]);

/// What trying a change does not alter.
#[derive(Debug, Default)]
struct Fixed {
    capture: Column,
    origin: Column,
    /// Where it was sent: scheme and authority of the URL.
    target: Column,
    method: Column,
    resource: Column,
    page: Column,
    status: Column,
    endpoint: Column,
    urls: Vec<Option<Text>>,
    /// For each number of `target` that of its host.
    hosts: Vec<u32>,
    host_samples: Vec<ExchangeId>,
    /// The place of each exchange in the order of URLs.
    by_url: OnceLock<Vec<u32>>,
}

/// The columns of a report.
#[derive(Debug, Default)]
pub struct Columns {
    fixed: Arc<Fixed>,
    marks: Vec<u8>,
    verdict: Column,
    verdicts: HashMap<VerdictKey, u32>,
    refusal: Column,
    refusals: HashMap<RefusalKey, u32>,
    /// For each number of `refusal` that of the rule or the outcome that it is grouped under.
    rules: Vec<u32>,
    rule_samples: Vec<ExchangeId>,
    rule_names: HashMap<String, u32>,
    /// The index of the cause; [`NO_CAUSE`] where there is none.
    cause: Vec<u32>,
    causes: u32,
}

/// Stands for an exchange without a cause.
const NO_CAUSE: u32 = u32::MAX;

/// Which column a question is decided by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Decided {
    /// By the origin that asked.
    Origin,
    /// By where it was sent.
    Target,
    /// By the method.
    Method,
    /// By the kind of resource.
    Resource,
    /// By the page.
    Page,
    /// By the capture.
    Capture,
    /// By the statuses of the last response and of the preflights.
    Status,
    /// By the verdicts.
    Verdict,
    /// By what refused it.
    Refusal,
}

impl Columns {
    /// Looks at every exchange of a report once.
    #[must_use]
    pub fn of(report: &Report) -> Self {
        let columns = Self {
            fixed: Arc::new(Fixed::of(report)),
            ..Self::default()
        };
        columns.judged(report)
    }

    /// Those of a report with the same exchanges, judged otherwise. Numbers stay.
    #[must_use]
    pub fn again(&self, report: &Report) -> Self {
        let columns = Self {
            fixed: Arc::clone(&self.fixed),
            verdicts: self.verdicts.clone(),
            refusals: self.refusals.clone(),
            rule_names: self.rule_names.clone(),
            verdict: Column {
                of: Vec::new(),
                samples: self.verdict.samples.clone(),
            },
            refusal: Column {
                of: Vec::new(),
                samples: self.refusal.samples.clone(),
            },
            rules: self.rules.clone(),
            rule_samples: self.rule_samples.clone(),
            ..Self::default()
        };
        columns.judged(report)
    }

    /// Fills what verdicts decide.
    fn judged(mut self, report: &Report) -> Self {
        let mut verdicts = Numbers::on(
            std::mem::take(&mut self.verdict),
            std::mem::take(&mut self.verdicts),
        );
        let mut refusals = Numbers::on(
            std::mem::take(&mut self.refusal),
            std::mem::take(&mut self.refusals),
        );
        let mut between: HashMap<(u32, u32), bool> = HashMap::default();
        self.causes = u32::try_from(report.causes.len()).unwrap_or(NO_CAUSE);
        for (id, assessment) in report.ids().zip(&report.exchanges) {
            let own = &assessment.verdicts;
            let outcome = own.recorded_by.outcome;
            verdicts.add(id, (verdict_key(assessment), assessment.recorded));
            refusals.add(id, (outcome, own.recorded_by.because, assessment.reasons));
            let cross_origin = match outcome {
                Outcome::SameOrigin => false,
                Outcome::Allowed | Outcome::Blocked => true,
                Outcome::Failed | Outcome::Undetermined | Outcome::NotCors => {
                    let ends = (self.fixed.origin.of(id), self.fixed.target.of(id));
                    *between
                        .entry(ends)
                        .or_insert_with(|| is_cross_origin(&report.row(id)))
                }
            };
            let mut mark = badness(outcome);
            if cross_origin {
                mark |= CROSS_ORIGIN;
            }
            if own.contradicts_headers {
                mark |= CONTRADICTS;
            }
            if own.browsers_disagree() {
                mark |= DISAGREE;
            }
            self.marks.push(mark);
            let cause = assessment.cause.filter(|cause| *cause < self.causes);
            self.cause.push(cause.unwrap_or(NO_CAUSE));
        }
        (self.verdict, self.verdicts) = verdicts.done();
        (self.refusal, self.refusals) = refusals.done();
        self.number_rules(report);
        self
    }

    /// Numbers the rules and outcomes that refusals are grouped under.
    fn number_rules(&mut self, report: &Report) {
        let counts = self.refusal.counts();
        self.rules.resize(self.refusal.samples.len(), 0);
        let mut found = vec![false; self.rule_names.len()];
        for (number, &id) in self.refusal.samples.iter().enumerate() {
            // What nothing has any more may stand for something else now.
            if counts[number] == 0 {
                continue;
            }
            let (name, _) = label(report, &report.row(id), GroupBy::Rule);
            let next = u32::try_from(self.rule_names.len()).unwrap_or(u32::MAX);
            let rule = *self.rule_names.entry(name.into_owned()).or_insert(next);
            let at = rule as usize;
            if at >= self.rule_samples.len() {
                self.rule_samples.push(id);
                found.push(true);
            } else if !std::mem::replace(&mut found[at], true) {
                self.rule_samples[at] = id;
            }
            self.rules[number] = rule;
        }
    }

    /// How many exchanges there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.marks.len()
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.marks.is_empty()
    }

    /// The outcome for the browser that made the capture.
    #[must_use]
    pub fn outcome(&self, id: ExchangeId) -> Outcome {
        Outcome::ALL[usize::from(self.rank(id)).min(Outcome::ALL.len() - 1)]
    }

    /// The place of the outcome among all, worst first.
    #[must_use]
    pub fn rank(&self, id: ExchangeId) -> u8 {
        self.marks[id.0 as usize] & OUTCOME
    }

    /// Whether it is between two origins, as far as the capture tells.
    #[must_use]
    pub fn is_cross_origin(&self, id: ExchangeId) -> bool {
        self.marks[id.0 as usize] & CROSS_ORIGIN != 0
    }

    /// Whether the recording contradicts its own headers.
    #[must_use]
    pub fn contradicts(&self, id: ExchangeId) -> bool {
        self.marks[id.0 as usize] & CONTRADICTS != 0
    }

    /// The first hop's URL.
    #[must_use]
    pub fn url<'r>(&self, report: &'r Report, id: ExchangeId) -> &'r str {
        let capture = &report.captures[self.fixed.capture.of(id) as usize];
        let url = self.fixed.urls[id.0 as usize];
        capture.optional(url).unwrap_or("")
    }

    /// The column that decides a question.
    #[must_use]
    pub fn column(&self, decided: Decided) -> &Column {
        match decided {
            Decided::Origin => &self.fixed.origin,
            Decided::Target => &self.fixed.target,
            Decided::Method => &self.fixed.method,
            Decided::Resource => &self.fixed.resource,
            Decided::Page => &self.fixed.page,
            Decided::Capture => &self.fixed.capture,
            Decided::Status => &self.fixed.status,
            Decided::Verdict => &self.verdict,
            Decided::Refusal => &self.refusal,
        }
    }

    /// The number of the group that an exchange is in.
    #[must_use]
    pub fn group(&self, by: GroupBy, id: ExchangeId) -> u32 {
        match by {
            GroupBy::Cause => match self.cause[id.0 as usize] {
                NO_CAUSE => self.causes + self.rules[self.refusal.of(id) as usize],
                cause => cause,
            },
            GroupBy::Rule => self.rules[self.refusal.of(id) as usize],
            GroupBy::Origin => self.fixed.origin.of(id),
            GroupBy::Host => self.fixed.hosts[self.fixed.target.of(id) as usize],
            GroupBy::Endpoint => self.fixed.endpoint.of(id),
            GroupBy::Page => self.fixed.page.of(id),
            GroupBy::Agreement => u32::from(self.disagrees(id)),
            GroupBy::File => self.fixed.capture.of(id),
        }
    }

    /// How many groups there may be.
    #[must_use]
    pub fn groups(&self, by: GroupBy) -> usize {
        match by {
            GroupBy::Cause => self.causes as usize + self.rule_samples.len(),
            GroupBy::Rule => self.rule_samples.len(),
            GroupBy::Origin => self.fixed.origin.samples.len(),
            GroupBy::Host => self.fixed.host_samples.len(),
            GroupBy::Endpoint => self.fixed.endpoint.samples.len(),
            GroupBy::Page => self.fixed.page.samples.len(),
            GroupBy::Agreement => 2,
            GroupBy::File => self.fixed.capture.samples.len(),
        }
    }

    /// The index of the cause of an exchange.
    #[must_use]
    pub fn cause(&self, id: ExchangeId) -> Option<u32> {
        Some(self.cause[id.0 as usize]).filter(|cause| *cause != NO_CAUSE)
    }

    /// Whether these exchanges all have the same value in a column.
    #[must_use]
    pub fn share(&self, decided: Decided, ids: &[ExchangeId]) -> bool {
        self.column(decided).shared(ids).is_some()
    }

    /// The place of each exchange in the order of URLs; worked out when it is first asked for.
    #[must_use]
    pub fn by_url(&self, report: &Report) -> &[u32] {
        self.fixed.by_url.get_or_init(|| {
            let mut sorted: Vec<ExchangeId> = report.ids().collect();
            spread::sort(&mut sorted, |&one, &other| {
                let urls = self.url(report, one).cmp(self.url(report, other));
                urls.then(one.cmp(&other))
            });
            let mut places = vec![0; sorted.len()];
            for (place, id) in (0..).zip(sorted) {
                places[id.0 as usize] = place;
            }
            places
        })
    }

    /// Whether browsers disagree on it.
    #[must_use]
    pub fn disagrees(&self, id: ExchangeId) -> bool {
        self.marks[id.0 as usize] & DISAGREE != 0
    }
}

/// The outcomes for all browsers in one number.
fn verdict_key(assessment: &Assessment) -> u64 {
    let verdicts = &assessment.verdicts;
    let of = |verdict: &Verdict| u64::from(badness(verdict.outcome));
    let mut key = of(&verdicts.recorded_by);
    for profile in crate::browsers::Profile::ALL {
        key = key << 3 | of(verdicts.of(profile));
    }
    key << 1 | u64::from(verdicts.contradicts_headers)
}

/// The place among the outcomes, worst first.
fn badness(outcome: Outcome) -> u8 {
    let place = Outcome::ALL.iter().position(|own| *own == outcome);
    place
        .and_then(|place| u8::try_from(place).ok())
        .unwrap_or(5)
}

/// Gives each value a number as it comes.
struct Numbers<K> {
    column: Column,
    known: HashMap<K, u32>,
    /// Whether a number has come again since the column was begun.
    seen: Vec<bool>,
}

impl<K: std::hash::Hash + Eq> Numbers<K> {
    fn new(exchanges: usize) -> Self {
        Self::on(
            Column {
                of: Vec::with_capacity(exchanges),
                samples: Vec::new(),
            },
            HashMap::default(),
        )
    }

    /// Goes on with the numbers that there are.
    fn on(column: Column, numbers: HashMap<K, u32>) -> Self {
        let seen = vec![false; column.samples.len()];
        Self {
            column,
            known: numbers,
            seen,
        }
    }

    fn add(&mut self, id: ExchangeId, value: K) {
        let next = u32::try_from(self.column.samples.len()).unwrap_or(u32::MAX);
        let number = *self.known.entry(value).or_insert(next);
        if number == next {
            self.column.samples.push(id);
            self.seen.push(true);
        } else if !std::mem::replace(&mut self.seen[number as usize], true) {
            self.column.samples[number as usize] = id;
        }
        self.column.of.push(number);
    }

    fn done(self) -> (Column, HashMap<K, u32>) {
        (self.column, self.known)
    }
}

impl Fixed {
    fn of(report: &Report) -> Self {
        let ((target, endpoint), (mut fixed, (page, status))) = spread::both(
            || spread::both(|| targets(report), || endpoints(report)),
            || spread::both(|| Self::plain(report), || (pages(report), statuses(report))),
        );
        fixed.target = target;
        fixed.endpoint = endpoint;
        fixed.page = page;
        fixed.status = status;
        fixed.number_hosts(report);
        fixed
    }

    /// What is there as a number already, or has few values.
    fn plain(report: &Report) -> Self {
        let exchanges = report.exchanges.len();
        let mut captures = Numbers::new(exchanges);
        let mut origins = Numbers::new(exchanges);
        let mut methods = Numbers::new(exchanges);
        let mut resources = Numbers::new(exchanges);
        let mut urls = Vec::with_capacity(exchanges);
        for (id, assessment) in report.ids().zip(&report.exchanges) {
            let capture = &report.captures[assessment.capture as usize];
            let entry = assessment.first_entry().map(|entry| capture.entry(entry));
            captures.add(id, assessment.capture);
            origins.add(id, assessment.origin);
            methods.add(id, report.method(id));
            resources.add(id, entry.and_then(|e| capture.optional(e.resource_type)));
            urls.push(entry.and_then(|entry| entry.url));
        }
        Self {
            capture: captures.done().0,
            origin: origins.done().0,
            method: methods.done().0,
            resource: resources.done().0,
            urls,
            ..Self::default()
        }
    }

    fn number_hosts(&mut self, report: &Report) {
        let mut names: HashMap<String, u32> = HashMap::default();
        for &id in &self.target.samples {
            let (name, _) = label(report, &report.row(id), GroupBy::Host);
            let next = u32::try_from(self.host_samples.len()).unwrap_or(u32::MAX);
            let number = *names.entry(name.into_owned()).or_insert(next);
            if number == next {
                self.host_samples.push(id);
            }
            self.hosts.push(number);
        }
    }
}

/// The URL of the first hop.
fn url<'r>(report: &'r Report, assessment: &Assessment) -> &'r str {
    let capture = &report.captures[assessment.capture as usize];
    let entry = assessment.first_entry().map(|entry| capture.entry(entry));
    entry.map_or("", |entry| capture.url(entry))
}

fn targets(report: &Report) -> Column {
    let mut targets = Numbers::new(report.exchanges.len());
    for (id, assessment) in report.ids().zip(&report.exchanges) {
        targets.add(id, authority(url(report, assessment)));
    }
    targets.done().0
}

/// A URL up to the end of its authority, where it has one; all of it otherwise.
fn authority(url: &str) -> &str {
    let schemes = ["https://", "http://", "wss://", "ws://"];
    let Some(scheme) = schemes.iter().find(|scheme| url.starts_with(**scheme)) else {
        return url;
    };
    let rest = &url[scheme.len()..];
    let end = rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len());
    &url[..scheme.len() + end]
}

fn endpoints(report: &Report) -> Column {
    let mut endpoints = Numbers::new(report.exchanges.len());
    for (id, assessment) in report.ids().zip(&report.exchanges) {
        let path = without_query(url(report, assessment));
        endpoints.add(id, (report.method(id), path));
    }
    endpoints.done().0
}

fn pages(report: &Report) -> Column {
    let mut known: HashMap<(u32, Option<Text>), Option<&str>> = HashMap::default();
    let mut pages = Numbers::new(report.exchanges.len());
    for (id, assessment) in report.ids().zip(&report.exchanges) {
        let capture = &report.captures[assessment.capture as usize];
        let page = assessment.first_entry().and_then(|e| capture.entry(e).page);
        let page = *known
            .entry((assessment.capture, page))
            .or_insert_with(|| report.row(id).page);
        pages.add(id, page);
    }
    pages.done().0
}

/// The status of the last response, and those of the preflights.
fn statuses(report: &Report) -> Column {
    let mut statuses = Numbers::new(report.exchanges.len());
    for (id, assessment) in report.ids().zip(&report.exchanges) {
        let capture = &report.captures[assessment.capture as usize];
        let exchange = &assessment.exchange;
        let last = exchange.hops.last().map(|hop| hop.entry);
        let last = last.or_else(|| assessment.first_entry());
        let sent = exchange.hops.iter().filter_map(|hop| match hop.preflight {
            Preflight::Sent(entry) => Some(entry),
            Preflight::NotSeen | Preflight::Cached(_) => None,
        });
        let preflights: Vec<Option<i32>> = sent
            .chain(exchange.orphan)
            .map(|entry| capture.entry(entry).status)
            .collect();
        let last = last.and_then(|entry| capture.entry(entry).status);
        statuses.add(id, (last, preflights));
    }
    statuses.done().0
}
