//! Why it really failed. A browser names the first check that said no; a cause is what a person
//! would have to change: one response behind many red lines.
//!
//! ```text
//! failing exchanges ──diagnose──▶ one kind each ──group by kind and host──▶ Cause ──remedy──▶ fixes
//!          ▲                                                                          │
//!          └── siblings: what else the same host answered          proven by what_if ─┘
//! ```
//!
//! A cause rests on what the capture shows, and says where. What it does not show is never filled
//! in: the confidence is lower then, and the cause says what would settle it.

mod alone;
mod case;
mod families;
mod kinds;
mod lacks;
mod layer;
mod page_side;
mod paths;
mod policy;
mod remedy;
mod senders;
mod siblings;
mod way;
mod whose;

use std::fmt::Write;

use foldhash::HashMap;

use crate::capture::Capture;
use crate::fixes::{Policy, Situation, Stack, Trouble};
pub use crate::layers::Actor;
use crate::spread;
use crate::verdict::{Assessment, Brief, Briefs, Shown};

use case::{Case, Diagnosis};
use paths::Paths;
use siblings::Siblings;

pub(crate) use alone::of_one;
pub use kinds::CAUSES;
pub(crate) use remedy::Trial;

/// What explains one or many failing exchanges.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Cause {
    /// Unique in the report, and the same in every report on the same fault, such as
    /// `preflight-unauthorized@graphql.example`; with `#` and the capture's number behind it where
    /// the report is on several captures.
    pub id: String,
    /// The capture that it is of, by its place in the report.
    pub capture: u32,
    /// Its kind, a name from [`CAUSES`].
    pub kind: &'static str,
    /// What a reader would act on, in a few words.
    pub title: String,
    /// In plain words, with what else follows from it.
    pub explanation: String,
    /// `certain`, `likely` or `possible`.
    pub confidence: &'static str,
    /// What would make it certain; empty where it is.
    pub settle: String,
    /// The exchanges it explains, in order.
    pub exchanges: Vec<u32>,
    /// Where it shows, in its capture.
    pub evidence: Vec<Shown>,
    /// What fixes it, the best first.
    pub fixes: Vec<Fix>,
    /// The policy that the server's fixes are made of, where it is the server that has to change.
    pub policy: Option<Policy>,
    /// The host that the policy is for.
    pub host: String,
    /// What went wrong, as far as a server's configuration depends on it.
    pub trouble: Option<Trouble>,
    /// Whether good responses of the host carry CORS headers already.
    pub behind: bool,
    /// Whether the policy leaves credentials out only because the capture does not show any.
    pub cookies_unknown: bool,
    /// The folder at the root that all its requests are in, such as `/api`.
    pub folder: Option<String>,
    /// What to mind about the policy, whatever the server.
    pub notes: Vec<String>,
}

/// A change that fixes a cause.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fix {
    /// The server stack, or `headers` for the plain headers, or `client` for a change of the page.
    pub stack: String,
    /// A few words.
    pub title: String,
    /// To paste.
    pub text: String,
    /// How many of the cause's exchanges Chromium, Firefox and WebKit would all allow with it;
    /// the others have another fault beside this one. 0 for advice, which cannot be tried.
    pub allows: usize,
    /// Who makes the change.
    pub actor: Actor,
    /// How it is known that it helps.
    pub proof: Proof,
    /// Whether it is a step after the first fix, rather than a change in its place.
    pub follows: bool,
    /// The change itself, to judge exchanges again with it; `None` for advice.
    pub(crate) trial: Option<Box<Trial>>,
}

/// How it is known that a change helps.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Proof {
    /// The exchanges were judged again with it: see [`Fix::allows`].
    #[default]
    Tested,
    /// The same, provided that something holds which the capture does not show.
    RestsOn(String),
    /// A capture cannot show it.
    Advice,
}

impl Proof {
    /// The word used in reports.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Tested => "tested",
            Self::RestsOn(_) => "rests-on",
            Self::Advice => "advice",
        }
    }
}

impl Cause {
    /// Why a stack cannot make the change; `None` where it can, or where it is not the server that
    /// has to change.
    #[must_use]
    pub fn cannot(&self, stack: &Stack) -> Option<&'static str> {
        stack.cannot(self.policy.as_ref()?)
    }

    /// The same change in another stack's terms; `None` where it is not the server that has to
    /// change, or where that stack cannot ([`Cause::cannot`]).
    #[must_use]
    pub fn fix_for(&self, stack: &Stack) -> Option<Fix> {
        let situation = Situation {
            host: Some(&self.host),
            trouble: self.trouble,
            behind: self.behind,
            cookies_unknown: self.cookies_unknown,
            folder: self.folder.as_deref(),
        };
        let policy = self.policy.as_ref()?;
        if self.cannot(stack).is_some() {
            return None;
        }
        let mut fix = remedy::in_stack(stack, policy, &situation, &self.notes);
        // It is the same policy, in other words.
        let same = self.fixes.iter().find(|fix| fix.stack == "headers")?;
        fix.allows = same.allows;
        fix.proof = same.proof.clone();
        fix.trial.clone_from(&same.trial);
        Some(fix)
    }
}

/// One kind of cause.
#[derive(Debug)]
pub struct CauseKind {
    /// Its name, in kebab case; stable, used in reports and filters.
    pub name: &'static str,
    /// What it is, in general.
    pub title: &'static str,
    /// What would make it certain where it is not.
    pub settle: &'static str,
    /// Other words for it.
    pub also_known_as: &'static [&'static str],
    /// The lines of its documentation as they stand in the source, each with a space before it.
    lines: &'static [&'static str],
    /// Looks whether this is what lies behind a failure.
    diagnose: fn(&Case<'_>) -> Option<Diagnosis>,
}

impl CauseKind {
    /// Its documentation, in Markdown: what happens, how it comes about, what to look at, the fix.
    /// Every section has a heading of the first level.
    #[must_use]
    pub fn documentation(&self) -> String {
        let mut text = String::new();
        for line in self.lines {
            text.push_str(line.strip_prefix(' ').unwrap_or(line));
            text.push('\n');
        }
        text
    }

    /// The paragraphs under one heading of its documentation, such as `Fix`.
    #[must_use]
    pub fn section(&self, heading: &str) -> Vec<String> {
        let mut paragraphs = vec![String::new()];
        let mut inside = false;
        for line in self.documentation().lines() {
            if let Some(found) = line.strip_prefix("# ") {
                inside = found == heading;
            } else if inside && line.is_empty() {
                paragraphs.push(String::new());
            } else if inside && let Some(paragraph) = paragraphs.last_mut() {
                if !paragraph.is_empty() {
                    paragraph.push(' ');
                }
                paragraph.push_str(line);
            }
        }
        paragraphs.retain(|paragraph| !paragraph.is_empty());
        paragraphs
    }
}

/// The kind with that name.
#[must_use]
pub fn by_name(name: &str) -> Option<&'static CauseKind> {
    CAUSES.iter().copied().find(|kind| kind.name == name)
}

/// How many failing exchanges are looked into between two looks at what is left; fewer are done
/// sooner than a thread is woken.
const CHUNK: usize = 256;

/// After how many of them it is seen whether there are more causes than can be kept.
const WINDOW: usize = 16 * CHUNK;

/// Exchanges of one cause, while they are collected.
struct Group {
    id: String,
    capture: u32,
    kind: &'static CauseKind,
    diagnosis: Diagnosis,
    paths: Paths,
    exchanges: Vec<u32>,
    /// The rules that the browser names, where they only follow from it.
    symptoms: Vec<&'static str>,
}

/// The groups in the order of their first exchange.
#[derive(Default)]
struct Groups {
    list: Vec<Group>,
    known: HashMap<String, usize>,
}

/// What was found.
#[derive(Default)]
pub(crate) struct Found {
    /// Those that explain most come first.
    pub causes: Vec<Cause>,
    /// How many failing exchanges were left without a cause, because no more causes may be kept.
    pub left_out: usize,
}

/// Finds the root cause of every failing exchange, and writes its index into the assessment. Of the
/// causes no more than `most` are kept, those of the first exchanges.
pub(crate) fn find(
    captures: &[Capture],
    briefs: &Briefs<'_>,
    origins: &[String],
    assessments: &mut [Assessment],
    most: usize,
) -> Found {
    let failing: Vec<usize> = (0..assessments.len())
        .filter(|&number| {
            let verdicts = &assessments[number].verdicts;
            verdicts.recorded_by.outcome.is_failure()
        })
        .collect();
    if failing.is_empty() {
        return Found::default();
    }
    let siblings = Siblings::of(captures, origins, assessments, &failing);
    let one = |&number: &usize| {
        let assessment = &assessments[number];
        let several = captures.len() > 1;
        let diagnosed = briefs.look(number, assessment, |brief| {
            diagnose(brief, assessment.capture, &siblings, several)
        });
        diagnosed.flatten().map(|mut group| {
            group.exchanges = vec![u32::try_from(number).unwrap_or(u32::MAX)];
            group
        })
    };
    let of = |numbers: &[usize]| Groups::of(numbers.iter().filter_map(one));
    let mut groups = Groups::default();
    let mut left_out = 0;
    for window in failing.chunks(WINDOW) {
        groups = groups.and(spread::joined(window, CHUNK, of, Groups::and));
        left_out += groups.keep(most);
    }
    let mut groups = groups.list;
    // Those that explain most first; ties as they came.
    groups.sort_by_key(|group| std::cmp::Reverse(group.exchanges.len()));
    let remedies = remedy::Remedies::new(captures, briefs, &siblings);
    let mend = |group: &Group| remedies.of(group, assessments);
    let mended = spread::each(&groups, failing.len() > CHUNK, |_, group| mend(group));
    let mut causes = Vec::with_capacity(groups.len());
    for (place, (group, mended)) in groups.into_iter().zip(mended).enumerate() {
        for exchange in &group.exchanges {
            assessments[*exchange as usize].cause = u32::try_from(place).ok();
        }
        causes.push(group.cause(mended));
    }
    Found { causes, left_out }
}

/// What lies behind one failing exchange: a group without exchanges.
fn diagnose(
    brief: &Brief<'_>,
    number: u32,
    siblings: &Siblings<'_>,
    several: bool,
) -> Option<Group> {
    if brief.is_only_told() {
        // A cause is read from messages, and there are none.
        return None;
    }
    let case = Case::new(brief, number, siblings);
    let (kind, diagnosis) = case.diagnose()?;
    // One capture may be of yesterday's server: each has its own causes.
    let mut id = diagnosis.id(kind);
    if several {
        let _ = write!(id, "#{number}");
    }
    let mut group = Group {
        id,
        capture: number,
        kind,
        paths: Paths::default(),
        exchanges: Vec::new(),
        symptoms: Vec::new(),
        diagnosis,
    };
    group.paths.add(&group.diagnosis.path);
    if group.diagnosis.hides_behind_symptom {
        group.add_symptoms(case.symptoms());
    }
    Some(group)
}

impl Groups {
    fn of(groups: impl Iterator<Item = Group>) -> Self {
        let mut all = Self::default();
        groups.for_each(|group| all.add(group));
        all
    }

    fn and(mut self, later: Self) -> Self {
        later.list.into_iter().for_each(|group| self.add(group));
        self
    }

    /// Keeps the first of them; gives how many exchanges were in the others.
    fn keep(&mut self, most: usize) -> usize {
        if self.list.len() <= most {
            return 0;
        }
        let gone = self.list.split_off(most);
        for group in &gone {
            self.known.remove(&group.id);
        }
        gone.iter().map(|group| group.exchanges.len()).sum()
    }

    fn add(&mut self, group: Group) {
        if let Some(&place) = self.known.get(&group.id) {
            self.list[place].add(group);
        } else {
            self.known.insert(group.id.clone(), self.list.len());
            self.list.push(group);
        }
    }
}

/// At most so many characters of a text; what a capture holds may be of any length.
fn cut(text: &str, most: usize) -> String {
    if text.chars().nth(most).is_none() {
        return text.to_owned();
    }
    let mut cut: String = text.chars().take(most - 1).collect();
    cut.push('…');
    cut
}

impl Group {
    /// Takes in later exchanges of the same cause.
    fn add(&mut self, later: Self) {
        self.paths.and(&later.paths);
        self.exchanges.extend(later.exchanges);
        self.add_symptoms(later.symptoms);
        // The surest of them speaks for all.
        if later.diagnosis.confidence > self.diagnosis.confidence {
            self.diagnosis = later.diagnosis;
        }
    }

    fn add_symptoms(&mut self, symptoms: impl IntoIterator<Item = &'static str>) {
        for symptom in symptoms {
            if !self.symptoms.contains(&symptom) {
                self.symptoms.push(symptom);
            }
        }
    }

    fn cause(self, mended: remedy::Mended) -> Cause {
        let Self {
            id,
            capture,
            kind,
            diagnosis,
            paths,
            exchanges,
            symptoms,
        } = self;
        let mut explanation = diagnosis.explanation.clone();
        if !symptoms.is_empty() {
            explanation.push_str(" The error that the browser reports (");
            explanation.push_str(&symptoms.join(", "));
            explanation.push_str(") is only a consequence of this.");
        }
        Cause {
            id,
            capture,
            kind: kind.name,
            title: cut(&diagnosis.title(&paths), 300),
            explanation: cut(&explanation, 4000),
            confidence: diagnosis.confidence.word(),
            settle: if diagnosis.confidence == crate::fixes::Confidence::Certain {
                String::new()
            } else {
                kind.settle.to_owned()
            },
            exchanges,
            evidence: diagnosis.evidence,
            fixes: mended.fixes,
            policy: mended.policy,
            host: diagnosis.host,
            trouble: mended.trouble,
            behind: mended.behind,
            cookies_unknown: mended.cookies_unknown,
            folder: paths.folder().map(str::to_owned),
            notes: mended.notes,
        }
    }
}
