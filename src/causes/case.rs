//! One failing exchange with everything that tells why.

use super::paths::{Paths, path_of};
use super::remedy::{Plan, advised};
use super::senders::Senders;
use super::siblings::{Answers, Class, Siblings, host_name, host_of};
use super::way::Way;
use super::{CAUSES, CauseKind};
use crate::capture::{EntryId, Part};
use crate::exchange::observe::{ObservedHop, ObservedPreflight};
use crate::fetch::{Phase, Refusal, RefusalKind};
use crate::fixes::{Confidence, Missing, Trouble};
use crate::http::HeaderList;
use crate::layers::{Actor, Layer};
use crate::verdict::{self, Brief, Outcome, Shown};

pub(super) use crate::verdict::Message;

/// One failing exchange.
#[derive(Clone, Copy)]
pub(super) struct Case<'c> {
    /// Everything known about it.
    pub brief: &'c Brief<'c>,
    /// The number of its capture.
    pub number: u32,
    pub siblings: &'c Siblings<'c>,
    /// The check that refused it.
    pub refusal: Refusal,
    /// Which other check it may have been, where the capture leaves that open.
    other: Option<Refusal>,
}

/// What was found to lie behind a failure.
#[derive(Debug, Clone)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is said of a cause by itself"
)]
pub(super) struct Diagnosis {
    /// Tells causes of one kind and host apart, where there can be several; plain characters.
    pub key: String,
    /// The host that has to change, with its port.
    pub host: String,
    /// The same as the siblings' key.
    pub origin_of_host: String,
    /// The path that the title names.
    pub path: String,
    /// The title before the paths.
    pub what: String,
    /// The title after the paths.
    pub detail: String,
    pub explanation: String,
    pub confidence: Confidence,
    pub evidence: Vec<Shown>,
    pub trouble: Option<Trouble>,
    /// Whether the browser complains of something else that only follows from this.
    pub hides_behind_symptom: bool,
    /// The message that was refused.
    pub message: EntryId,
    /// Whether good responses of the host carry CORS headers that let the page in.
    pub granted: bool,
    pub plans: Vec<Plan>,
    /// What has to hold before CORS headers of the server help.
    pub rests_on: Option<&'static str>,
    /// The stack that a layer's policy is written in, where it is known.
    pub stack: Option<&'static str>,
    /// Whether a font was loaded, as style sheets load it: never with cookies.
    pub font: bool,
    /// Whether the table of layers knows who answered.
    pub layered: bool,
    /// The vendor's service that the host belongs to, where it is not the reader's.
    pub vendor: Option<&'static Layer>,
    /// How the page made the request.
    pub way: Way,
    /// What the CORS configuration that answers today does not allow; `None` where the capture
    /// shows none.
    pub lacks: Option<Missing>,
}

impl Diagnosis {
    /// The id of the cause.
    pub(super) fn id(&self, kind: &CauseKind) -> String {
        let mut id = format!("{}@", kind.name);
        id.extend(self.host.chars().map(|c| {
            let plain = c.is_ascii_alphanumeric() || "-_.:[]".contains(c);
            if plain { c } else { '_' }
        }));
        if !self.key.is_empty() {
            id.push(':');
            id.extend(
                self.key
                    .chars()
                    .map(|c| {
                        let plain = c.is_ascii_alphanumeric() || "-_.".contains(c);
                        if plain { c } else { '_' }
                    })
                    .take(60),
            );
        }
        id
    }

    /// Adds a change in words that no capture can prove.
    pub(super) fn advise(&mut self, actor: Actor, title: &str, text: &str) {
        self.plans.push(Plan::Advice(advised(actor, title, text)));
    }

    /// Whether a change in front of the application must leave room for its own headers.
    pub(super) fn behind(&self, senders: &Senders) -> bool {
        let preflights = matches!(
            self.trouble,
            Some(
                Trouble::PreflightUnauthorized
                    | Trouble::PreflightNotRouted
                    | Trouble::PreflightRedirected
            )
        );
        senders.application || (self.granted && preflights)
    }

    /// The title for this exchange alone.
    fn headline(&self) -> String {
        let mut paths = Paths::default();
        paths.add(&self.path);
        self.title(&paths)
    }

    pub(super) fn title(&self, paths: &Paths) -> String {
        let paths = if self.path.is_empty() {
            String::new()
        } else {
            paths.words()
        };
        let what = sentence_case(&self.what);
        let detail = &self.detail;
        match (detail.is_empty(), paths.is_empty()) {
            (true, _) => format!("{what}{paths}"),
            (false, true) => format!("{what} {detail}"),
            (false, false) if detail.ends_with(')') => format!("{what} {detail}{paths}"),
            (false, false) => format!("{what} {detail},{paths}"),
        }
    }
}

impl<'c> Case<'c> {
    pub(super) fn new(brief: &'c Brief<'c>, number: u32, siblings: &'c Siblings<'c>) -> Self {
        let because = brief.verdicts.recorded_by.because;
        let (refusal, other) = match (because, brief.reasons) {
            (Some(refusal), _) => (refusal, None),
            (None, [Some(first), second]) => (first, second),
            (None, _) => (
                Refusal {
                    kind: RefusalKind::Unexplained,
                    phase: Phase::Request,
                    hop: 0,
                },
                None,
            ),
        };
        Self {
            brief,
            number,
            siblings,
            refusal,
            other,
        }
    }

    /// The first kind of the table that explains it. Where two checks may have said no, both are
    /// looked into, and what explains only one of them is only possible.
    pub(super) fn diagnose(&self) -> Option<(&'static CauseKind, Diagnosis)> {
        let own = self.first_kind();
        let Some(other) = self.other else {
            return own;
        };
        let with_other = Case {
            refusal: other,
            other: None,
            ..*self
        };
        let other = with_other.first_kind();
        match (own, other) {
            (Some(own), Some(other)) if own.0.name == other.0.name => Some(own),
            // What stands in the way either way is the cause; the other comes on top of it.
            (Some(sure), Some(more)) if self.either_way(self.refusal) => {
                Some(with_credentials(sure, &more.1))
            }
            (Some(more), Some(sure)) if self.either_way(with_other.refusal) => {
                Some(with_credentials(sure, &more.1))
            }
            (Some(own), Some(other)) => {
                let place = |name: &str| CAUSES.iter().position(|kind| kind.name == name);
                let (mut first, second) = if place(own.0.name) <= place(other.0.name) {
                    (own, other)
                } else {
                    (other, own)
                };
                first.1.confidence = Confidence::Possible;
                first.1.explanation.push_str(
                    " The capture does not show whether the request carried credentials. Another \
                     possible cause: ",
                );
                first.1.explanation.push_str(&second.1.headline());
                first.1.explanation.push('.');
                Some(first)
            }
            (found, None) | (None, found) => found.map(|(kind, mut diagnosis)| {
                diagnosis.confidence = Confidence::Possible;
                (kind, diagnosis)
            }),
        }
    }

    /// Whether this check refuses under every hypothesis, if not first then later.
    fn either_way(&self, refusal: Refusal) -> bool {
        let hypotheses = &mut self.brief.survivors.hypotheses.iter();
        hypotheses.all(|hypothesis| self.brief.refusals(hypothesis).contains(&refusal))
    }

    fn first_kind(&self) -> Option<(&'static CauseKind, Diagnosis)> {
        let by_layer = || super::layer::diagnose(self);
        let by_kind = || {
            CAUSES
                .iter()
                .copied()
                .find_map(|kind| Some((kind, (kind.diagnose)(self)?)))
        };
        let (kind, mut diagnosis) = by_layer().or_else(by_kind)?;
        if self.is_cors() {
            diagnosis.vendor = super::layer::vendor(self);
        }
        diagnosis.lacks = super::lacks::of(self, kind);
        self.quote(&mut diagnosis);
        super::page_side::add(self, &mut diagnosis);
        super::whose::add(self, kind, &mut diagnosis);
        // Behind a redirect there is always the way around it.
        let direct = diagnosis
            .plans
            .iter()
            .any(|plan| matches!(plan, Plan::Direct(_) | Plan::Unauthorized));
        if self.is_cors() && !direct && !diagnosis.layered {
            let target = match self.brief.target(self.refusal.hop) {
                None if self.at_hop() > 0 => self.message().map(|message| message.url),
                target => target,
            };
            diagnosis
                .plans
                .extend(target.map(|url| Plan::Direct(url.to_owned())));
        }
        Some((kind, diagnosis))
    }

    /// Adds what the body of the error says.
    fn quote(&self, diagnosis: &mut Diagnosis) {
        let entry = self.brief.capture.entry(diagnosis.message);
        let said: Vec<&str> = entry.phrases.iter().collect();
        let known = |shown: &Shown| shown.name == "body";
        if said.is_empty() || diagnosis.evidence.iter().any(known) {
            return;
        }
        diagnosis
            .explanation
            .push_str(" The body of the response says: \"");
        diagnosis.explanation.push_str(&said.join("\", \""));
        diagnosis.explanation.push_str("\".");
        diagnosis
            .evidence
            .push(self.body_of(diagnosis.message, said[0]));
    }

    /// The rules by which the browser refused it: what it complains of.
    pub(super) fn symptoms(&self) -> impl Iterator<Item = &'static str> {
        [Some(self.refusal), self.other]
            .into_iter()
            .flatten()
            .map(|refusal| refusal.kind.name())
    }

    /// Whether it was CORS that said no, and not another policy or nobody.
    pub(super) fn is_cors(&self) -> bool {
        use RefusalKind as K;
        self.brief.verdicts.recorded_by.outcome == Outcome::Blocked
            && matches!(
                self.refusal.kind,
                K::AllowOriginMissing
                    | K::AllowOriginWildcardWithCredentials
                    | K::AllowOriginMultiple
                    | K::AllowOriginInvalid
                    | K::AllowOriginMismatch
                    | K::AllowCredentialsNotTrue
                    | K::PreflightStatusNotOk
                    | K::PreflightRedirect
                    | K::AllowMethodsInvalid
                    | K::AllowHeadersInvalid
                    | K::MethodNotAllowed
                    | K::HeaderNotAllowed
                    | K::AuthorizationNotCovered
            )
    }

    /// Whether the check that said no is one of the CORS check proper: who may read.
    pub(super) fn is_cors_check(&self) -> bool {
        use RefusalKind as K;
        self.is_cors()
            && matches!(
                self.refusal.kind,
                K::AllowOriginMissing
                    | K::AllowOriginWildcardWithCredentials
                    | K::AllowOriginMultiple
                    | K::AllowOriginInvalid
                    | K::AllowOriginMismatch
                    | K::AllowCredentialsNotTrue
            )
    }

    pub(super) fn at_hop(&self) -> usize {
        usize::from(self.refusal.hop)
    }

    pub(super) fn hop(&self) -> Option<&'c ObservedHop<'c>> {
        self.brief.hop(self.refusal.hop)
    }

    /// The preflight at the hop that was refused.
    pub(super) fn preflight(&self) -> Option<&'c ObservedPreflight<'c>> {
        self.brief.preflight(self.refusal.hop)
    }

    /// The message that was refused; the last one where the request itself was.
    pub(super) fn message(&self) -> Option<Message<'c>> {
        let brief = self.brief;
        brief.message(self.refusal).or_else(|| brief.last_message())
    }

    /// The response to the preflight, where it was what was refused.
    pub(super) fn refused_preflight(&self) -> Option<Message<'c>> {
        let message = self.message()?;
        (self.is_cors() && self.refusal.phase == Phase::Preflight && message.is_preflight())
            .then_some(message)
    }

    /// The response to the request, where it was what was refused.
    pub(super) fn refused_response(&self) -> Option<Message<'c>> {
        let message = self.message()?;
        (self.is_cors() && self.refusal.phase == Phase::Response && !message.is_preflight())
            .then_some(message)
    }

    /// The origin that the page has.
    pub(super) fn page(&self) -> &'c str {
        self.brief.page()
    }

    /// The origin that the refused message was asked with: `null` behind some redirects.
    pub(super) fn asked_as<'s>(&'s self, message: &Message<'s>) -> &'s str {
        message.request.first("Origin").unwrap_or(self.page())
    }

    /// Whether the check refuses a request with credentials.
    pub(super) fn include(&self) -> bool {
        let hypothesis = self.brief.hypothesis_of(self.refusal);
        let first = self.brief.survivors.hypotheses.first();
        hypothesis.or(first).is_some_and(|h| h.include)
    }

    /// The requested headers that the preflight's response does not allow.
    pub(super) fn missing_headers(&self) -> Vec<&'c str> {
        self.brief.missing_headers(self.refusal, self.include())
    }

    /// What the same host answered.
    pub(super) fn host_answers(&self, url: &'c str) -> Option<&'c Answers> {
        self.siblings.host(self.number, url)
    }

    /// What the same host answered close by.
    pub(super) fn near_answers(&self, url: &'c str) -> Option<&'c Answers> {
        self.siblings.prefix(self.number, url)
    }

    /// What the recorder wrote as the error.
    pub(super) fn recorded_error(&self) -> Option<&'c str> {
        self.brief.recorded_error()
    }

    /// A diagnosis about the host of a message; the rest is for the kind to fill in.
    pub(super) fn diagnosis(&self, message: &Message<'_>, confidence: Confidence) -> Diagnosis {
        let answers = self.host_answers(message.url);
        Diagnosis {
            key: String::new(),
            host: host_name(message.url),
            origin_of_host: host_of(message.url).to_owned(),
            path: path_of(message.url),
            what: String::new(),
            detail: String::new(),
            explanation: String::new(),
            confidence,
            evidence: Vec::new(),
            trouble: None,
            hides_behind_symptom: false,
            message: message.id,
            granted: answers.is_some_and(|answers| {
                answers.count(Class::Granted) > 0 && answers.lets_in.is_some()
            }),
            plans: Vec::new(),
            rests_on: None,
            stack: None,
            font: message.request.first("Sec-Fetch-Dest") == Some("font"),
            layered: false,
            vendor: None,
            way: Way::of(self.brief),
            lacks: None,
        }
    }

    /// Where the entry's status stands.
    pub(super) fn status_of(&self, id: EntryId) -> Shown {
        let entry = self.brief.capture.entry(id);
        Shown {
            place: self.brief.capture.place(entry, Part::Status),
            name: "status".to_owned(),
            value: entry.status.map(|status| status.to_string()),
        }
    }

    /// Where the body stands that says something.
    pub(super) fn body_of(&self, id: EntryId, phrase: &str) -> Shown {
        let entry = self.brief.capture.entry(id);
        Shown {
            place: self.brief.capture.place(entry, Part::Body),
            name: "body".to_owned(),
            value: Some(format!("… {phrase} …")),
        }
    }

    /// Where the entry's status text stands.
    pub(super) fn status_text_of(&self, id: EntryId) -> Option<Shown> {
        let capture = self.brief.capture;
        let entry = capture.entry(id);
        Some(Shown {
            place: capture.place(entry, Part::StatusText),
            name: capture.field(Part::StatusText).to_owned(),
            value: Some(capture.optional(entry.status_text)?.to_owned()),
        })
    }

    /// Where response headers of these names stand, each once a line; for one that is absent, where
    /// it should be.
    pub(super) fn response_header(&self, id: EntryId, names: &[&str]) -> Vec<Shown> {
        let capture = self.brief.capture;
        let entry = capture.entry(id);
        let response = capture.response_headers(entry);
        names
            .iter()
            .flat_map(|name| verdict::response_header(capture, entry, &response, name))
            .collect()
    }

    /// The same, leaving out what is absent.
    pub(super) fn present_header(&self, id: EntryId, names: &[&str]) -> Vec<Shown> {
        let mut found = self.response_header(id, names);
        found.retain(|shown| shown.value.is_some());
        found
    }

    /// Where request headers of this name stand.
    pub(super) fn request_header(&self, id: EntryId, name: &str) -> Vec<Shown> {
        let capture = self.brief.capture;
        let entry = capture.entry(id);
        verdict::request_header(capture, entry, &capture.request_headers(entry), name)
    }

    /// Where the entry's URL stands.
    pub(super) fn url_of(&self, id: EntryId) -> Shown {
        let entry = self.brief.capture.entry(id);
        Shown {
            place: self.brief.capture.place(entry, Part::Url),
            name: "url".to_owned(),
            value: Some(self.brief.capture.url(entry).to_owned()),
        }
    }

    /// Where the recorder's error stands.
    pub(super) fn error_of(&self) -> Option<Shown> {
        self.brief.shown_error()
    }
}

/// A cause that holds either way, with what comes on top where the request carries credentials.
fn with_credentials(
    (kind, mut diagnosis): (&'static CauseKind, Diagnosis),
    more: &Diagnosis,
) -> (&'static CauseKind, Diagnosis) {
    diagnosis.explanation.push_str(
        " The capture does not show whether the request carries credentials. If it does, there is \
         a second problem: ",
    );
    diagnosis.explanation.push_str(&more.headline());
    diagnosis.explanation.push('.');
    (kind, diagnosis)
}

impl Message<'_> {
    /// ` from nginx`: who says to have answered; empty where nobody does.
    pub(super) fn from(&self) -> String {
        server(self.response).map_or_else(String::new, |server| format!(" from {server}"))
    }

    /// `405 from nginx`.
    pub(super) fn status_from(&self) -> String {
        format!("{}{}", self.status, self.from())
    }
}

/// Who says to have answered, in a word: `nginx` of `nginx/1.25.3`.
pub(super) fn server<'h>(response: &HeaderList<'h>) -> Option<&'h str> {
    let value = response.first("Server")?;
    let word = value.split(['/', ' ', '(']).next()?;
    (!word.is_empty() && word.len() <= 40).then_some(word)
}

/// Begins a title with an upper-case letter, unless it begins with a name, which stays as it is:
/// of a host, a server or a header.
fn sentence_case(title: &str) -> String {
    let ordinary = matches!(
        title.split(' ').next(),
        Some("the" | "this" | "a" | "an" | "another" | "some" | "no" | "something")
    );
    let mut letters = title.chars();
    match letters.next() {
        Some(first) if ordinary => first.to_uppercase().chain(letters).collect(),
        _ => title.to_owned(),
    }
}

/// The type in a `Content-Type`, in lower case, without parameters.
pub(super) fn content_type(response: &HeaderList<'_>) -> String {
    response
        .first("Content-Type")
        .and_then(|value| value.split(';').next())
        .unwrap_or("")
        .trim()
        .to_ascii_lowercase()
}

/// A value of the capture inside a sentence: cut where it is long.
pub(super) fn value(text: &str) -> String {
    super::cut(text, 120)
}
