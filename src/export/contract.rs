//! The shape of the JSON report, version `corslens.report/1`: a public interface. Its JSON Schema
//! is `schema.json` beside this file. Fields may be added; none is removed or changes its meaning.

use std::collections::BTreeSet;

use serde::ser::SerializeMap as _;
use serde::{Serialize, Serializer};

use super::Options;
use crate::browsers::Profile;
use crate::capture::{Capture, EntryId};
use crate::exchange::Preflight;
use crate::report::summary::Summary as Counts;
use crate::report::{self, ExchangeId, FactText, Proof, Report};
use crate::verdict::{self, Outcome};

/// The name and version of the shape.
pub const SCHEMA: &str = "corslens.report/1";

/// One of `captures`.
#[derive(Debug, Serialize)]
pub struct CaptureInfo<'a> {
    file: &'a str,
    producer: Producer<'a>,
    entries: usize,
    pages: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    partial: Option<String>,
    limits: &'static [&'static str],
    notes: Vec<Note<'a>>,
}

#[derive(Debug, Serialize)]
struct Producer<'a> {
    name: &'a str,
    version: &'a str,
    dialect: &'static str,
    browser: Option<&'static str>,
    browser_version: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct Note<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pointer: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    offset: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    entry: Option<u32>,
    text: String,
}

/// One of `exchanges`.
#[derive(Debug, Serialize)]
pub struct Exchange {
    id: u32,
    capture: u32,
    entry: Option<u32>,
    preflights: Vec<u32>,
    cached_preflights: Vec<u32>,
    hops: Vec<u32>,
    url: String,
    method: String,
    started: Option<String>,
    page: Option<String>,
    status: Option<i32>,
    #[serde(rename = "type")]
    kind: Option<String>,
    origin: Fact,
    mode: Fact,
    credentials: Fact,
    recorded: &'static str,
    verdicts: Verdicts,
    headline: String,
    explanation: Vec<String>,
    findings: Vec<Finding>,
    unknowns: Vec<String>,
    cause: Option<String>,
}

#[derive(Debug, Serialize)]
struct Fact {
    value: Option<String>,
    source: &'static str,
    why: String,
}

/// One for the browser that made the capture, then one for each profile by its word.
#[derive(Debug)]
struct Verdicts {
    recorded_by: Verdict,
    by_profile: Vec<(&'static str, Verdict)>,
}

impl Serialize for Verdicts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(1 + self.by_profile.len()))?;
        map.serialize_entry("recorded_by", &self.recorded_by)?;
        for (word, verdict) in &self.by_profile {
            map.serialize_entry(word, verdict)?;
        }
        map.end()
    }
}

#[derive(Debug, Serialize)]
struct Verdict {
    #[serde(rename = "verdict")]
    outcome: &'static str,
    because: Option<&'static str>,
    needs: Vec<&'static str>,
    phase: Option<&'static str>,
    hop: Option<u16>,
}

#[derive(Debug, Serialize)]
struct Finding {
    rule: &'static str,
    phase: &'static str,
    hop: u16,
    severity: &'static str,
    possible: bool,
    summary: String,
    evidence: Vec<Evidence>,
    codes: Codes,
    console: Console,
}

#[derive(Debug, Serialize)]
struct Evidence {
    /// For a cause, which may be of any of the captures.
    #[serde(skip_serializing_if = "Option::is_none")]
    capture: Option<u32>,
    pointer: String,
    name: String,
    value: Option<String>,
}

#[derive(Debug, Serialize)]
struct Codes {
    chromium: Option<String>,
    firefox: Option<String>,
    mdn: Option<String>,
}

#[derive(Debug, Serialize)]
struct Console {
    chromium: Option<String>,
    firefox: Option<String>,
    webkit: Option<String>,
}

/// One of `causes`.
#[derive(Debug, Serialize)]
pub struct Cause {
    id: String,
    kind: &'static str,
    title: String,
    explanation: String,
    confidence: &'static str,
    settle: Option<String>,
    exchanges: Vec<u32>,
    evidence: Vec<Evidence>,
    fixes: Vec<Fix>,
}

#[derive(Debug, Serialize)]
struct Fix {
    stack: String,
    title: String,
    text: String,
    allows: usize,
    actor: &'static str,
    proof: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rests_on: Option<String>,
}

/// `summary`.
#[derive(Debug, Serialize)]
pub struct Summary {
    entries: usize,
    exchanges: usize,
    cross_origin: usize,
    verdicts: VerdictCounts,
    disagreements: usize,
    rules: Vec<Count>,
    causes: Vec<Count>,
    origins: Vec<Tally>,
    hosts: Vec<Tally>,
}

#[derive(Debug, Serialize)]
struct VerdictCounts {
    blocked: usize,
    failed: usize,
    undetermined: usize,
    allowed: usize,
    #[serde(rename = "not-cors")]
    not_cors: usize,
    #[serde(rename = "same-origin")]
    same_origin: usize,
}

#[derive(Debug, Serialize)]
struct Count {
    name: String,
    exchanges: usize,
}

#[derive(Debug, Serialize)]
struct Tally {
    name: String,
    exchanges: usize,
    verdicts: VerdictCounts,
}

impl<'a> CaptureInfo<'a> {
    /// What the report says of a capture as a whole.
    #[must_use]
    pub fn of(capture: &'a Capture, options: &Options) -> Self {
        let producer = &capture.producer;
        Self {
            file: &capture.file,
            producer: Producer {
                name: &producer.name,
                version: &producer.version,
                dialect: producer.recorder.habits().word,
                browser: producer.browser.map(super::words::browser_word),
                browser_version: producer.browser_version.as_deref(),
            },
            entries: capture.entries.len(),
            pages: capture.pages.len(),
            partial: capture.read_in_part(),
            limits: producer.recorder.habits().limits,
            notes: capture
                .notes
                .iter()
                .map(|note| Note {
                    pointer: note.place.pointer.as_deref(),
                    // The schema asks for one of the two.
                    offset: match note.place.pointer {
                        None => Some(note.place.offset.unwrap_or_default()),
                        Some(_) => note.place.offset,
                    },
                    line: note.place.line,
                    entry: note.place.entry,
                    text: options.text(&note.text).into_owned(),
                })
                .collect(),
        }
    }
}

impl Exchange {
    /// Everything the report says of an exchange.
    #[must_use]
    pub fn of(report: &Report, id: ExchangeId, options: &Options) -> Self {
        let row = report.row(id);
        let detail = report.gist(id);
        let assessment = &report.exchanges[id.0 as usize];
        let exchange = &assessment.exchange;
        let number = |entry: EntryId| row.capture.entry(entry).number;
        let preflights = exchange.hops.iter().filter_map(|hop| match hop.preflight {
            Preflight::Sent(entry) => Some(number(entry)),
            Preflight::NotSeen | Preflight::Cached(_) => None,
        });
        let cached_preflights = exchange.hops.iter().filter_map(|hop| match hop.preflight {
            Preflight::Cached(entry) => Some(number(entry)),
            Preflight::NotSeen | Preflight::Sent(_) => None,
        });
        let verdicts = row.verdicts;
        let texts = |texts: Vec<String>| texts.into_iter().map(|t| options.taken(t)).collect();
        Self {
            id: id.0,
            capture: assessment.capture,
            entry: assessment.first_entry().map(number),
            preflights: preflights.chain(exchange.orphan.map(number)).collect(),
            cached_preflights: cached_preflights.collect(),
            hops: exchange.hops.iter().map(|hop| number(hop.entry)).collect(),
            url: options.url(row.url).into_owned(),
            method: row.method.to_owned(),
            started: row.started.map(str::to_owned),
            page: row.page.map(|page| options.url(page).into_owned()),
            status: row.status,
            kind: row.resource.map(str::to_owned),
            origin: Fact::of(detail.origin, options),
            mode: Fact::plain(detail.mode),
            credentials: Fact::plain(detail.credentials),
            recorded: row.recorded.word(),
            verdicts: Verdicts {
                recorded_by: Verdict::of(verdicts.recorded_by),
                by_profile: Profile::ALL
                    .map(|profile| (profile.word(), Verdict::of(*verdicts.of(profile))))
                    .into(),
            },
            headline: options.taken(detail.headline),
            explanation: texts(detail.explanation),
            findings: detail
                .findings
                .into_iter()
                .map(|finding| Finding::of(finding, options))
                .collect(),
            unknowns: texts(detail.unknowns),
            cause: row
                .cause
                .and_then(|cause| report.causes.get(cause as usize))
                .map(|cause| cause.id.clone()),
        }
    }
}

impl Fact {
    fn of(fact: FactText, options: &Options) -> Self {
        Self::plain(FactText {
            value: fact.value.map(|value| options.taken(value)),
            ..fact
        })
    }

    /// Of a fact whose value is one of our words, as the reason always is.
    fn plain(fact: FactText) -> Self {
        Self {
            value: fact.value,
            source: if fact.source.is_empty() {
                "assumed"
            } else {
                fact.source
            },
            why: fact.why,
        }
    }
}

impl Verdict {
    fn of(verdict: verdict::Verdict) -> Self {
        Self {
            outcome: verdict.outcome.word(),
            because: verdict.because.map(|refusal| refusal.kind.name()),
            needs: verdict.needs.iter().map(verdict::Unknown::word).collect(),
            phase: verdict.because.map(|refusal| refusal.phase.word()),
            hop: verdict.because.map(|refusal| refusal.hop),
        }
    }
}

impl Finding {
    fn of(finding: report::Finding, options: &Options) -> Self {
        let text = |text: Option<String>| text.map(|text| options.taken(text));
        Self {
            rule: finding.rule,
            phase: finding.phase,
            hop: finding.hop,
            severity: finding.severity.word(),
            possible: finding.possible,
            summary: options.taken(finding.summary),
            evidence: evidence(finding.evidence, None, options),
            codes: Codes {
                chromium: text(finding.codes.chromium),
                firefox: text(finding.codes.firefox),
                mdn: finding.codes.mdn,
            },
            console: Console {
                chromium: text(finding.console.chromium),
                firefox: text(finding.console.firefox),
                webkit: text(finding.console.webkit),
            },
        }
    }
}

fn evidence(
    evidence: Vec<report::Shown>,
    capture: Option<u32>,
    options: &Options,
) -> Vec<Evidence> {
    evidence
        .into_iter()
        .map(|place| Evidence {
            capture,
            value: place
                .value
                .map(|value| options.value(&place.name, &value).into_owned()),
            pointer: place.place,
            name: place.name,
        })
        .collect()
}

/// The causes that explain at least one of these exchanges.
#[must_use]
pub fn causes(report: &Report, ids: &[ExchangeId], options: &Options) -> Vec<Cause> {
    let chosen: BTreeSet<u32> = ids.iter().map(|id| id.0).collect();
    let causes = report.causes.iter().map(|cause| Cause {
        id: cause.id.clone(),
        kind: cause.kind,
        title: options.text(&cause.title).into_owned(),
        explanation: options.text(&cause.explanation).into_owned(),
        confidence: cause.confidence,
        settle: Some(&cause.settle).filter(|text| !text.is_empty()).cloned(),
        exchanges: cause
            .exchanges
            .iter()
            .copied()
            .filter(|number| chosen.contains(number))
            .collect(),
        evidence: evidence(cause.evidence.clone(), Some(cause.capture), options),
        fixes: cause
            .fixes
            .iter()
            .map(|fix| Fix {
                stack: fix.stack.clone(),
                title: options.text(&fix.title).into_owned(),
                text: options.text(&fix.text).into_owned(),
                allows: fix.allows,
                actor: fix.actor.word(),
                proof: fix.proof.word(),
                rests_on: match &fix.proof {
                    Proof::RestsOn(what) => Some(options.text(what).into_owned()),
                    Proof::Tested | Proof::Advice => None,
                },
            })
            .collect(),
    });
    causes.filter(|cause| !cause.exchanges.is_empty()).collect()
}

impl Summary {
    /// The counts over these exchanges.
    #[must_use]
    pub fn of(report: &Report, ids: &[ExchangeId], causes: &[Cause], options: &Options) -> Self {
        let counts = Counts::of(report, ids);
        let tally = |tally: &report::summary::Tally| Tally {
            name: options.text(&tally.name).into_owned(),
            exchanges: tally.exchanges,
            verdicts: VerdictCounts::of(|outcome| tally.count(outcome)),
        };
        Self {
            entries: report.captures.iter().map(|c| c.entries.len()).sum(),
            exchanges: counts.exchanges,
            cross_origin: counts.cross_origin,
            verdicts: VerdictCounts::of(|outcome| counts.count(outcome)),
            disagreements: counts.disagreements,
            rules: counts
                .rules
                .iter()
                .map(|(name, exchanges)| Count {
                    name: name.clone(),
                    exchanges: *exchanges,
                })
                .collect(),
            causes: causes
                .iter()
                .map(|cause| Count {
                    name: cause.id.clone(),
                    exchanges: cause.exchanges.len(),
                })
                .collect(),
            origins: counts.origins.iter().map(tally).collect(),
            hosts: counts.hosts.iter().map(tally).collect(),
        }
    }
}

impl VerdictCounts {
    fn of(count: impl Fn(Outcome) -> usize) -> Self {
        Self {
            blocked: count(Outcome::Blocked),
            failed: count(Outcome::Failed),
            undetermined: count(Outcome::Undetermined),
            allowed: count(Outcome::Allowed),
            not_cors: count(Outcome::NotCors),
            same_origin: count(Outcome::SameOrigin),
        }
    }
}
