//! One failing exchange with everything that tells why.

use super::paths::{Paths, path_of};
use super::remedy::Plan;
use super::senders::Senders;
use super::siblings::{Answers, Class, Siblings, host_name, host_of};
use super::{CAUSES, CauseKind, Evidence};
use crate::capture::{Capture, Entry, EntryId, Part};
use crate::exchange::evidence;
use crate::exchange::observe::{Observed, ObservedHop, ObservedPreflight};
use crate::fetch::preflight::Grants;
use crate::fetch::redirect::Location;
use crate::fetch::{Phase, Refusal, RefusalKind};
use crate::fixes::{Confidence, Trouble};
use crate::http::HeaderList;
use crate::verdict::eliminate::Survivors;
use crate::verdict::judge::{Hypothesis, Ruling, judge};
use crate::verdict::{Assessment, Outcome};

/// One failing exchange.
pub(super) struct Case<'c> {
    pub capture: &'c Capture,
    pub observed: &'c Observed<'c>,
    pub evidence: &'c evidence::Evidence<'c>,
    pub survivors: &'c Survivors<'c>,
    pub assessment: &'c Assessment,
    pub siblings: &'c Siblings<'c>,
    /// The check that said no.
    pub refusal: Refusal,
    /// Which other check it may have been, where the capture leaves that open.
    other: Option<Refusal>,
}

/// The message that a check looked at.
#[derive(Clone, Copy)]
pub(super) struct Message<'c> {
    pub id: EntryId,
    pub entry: &'c Entry,
    pub url: &'c str,
    pub status: i32,
    pub request: &'c HeaderList<'c>,
    pub response: &'c HeaderList<'c>,
    pub is_preflight: bool,
}

/// What was found to lie behind a failure.
#[derive(Debug, Clone)]
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
    pub evidence: Vec<Evidence>,
    pub trouble: Option<Trouble>,
    /// Whether the browser complains of something else that only follows from this.
    pub hides_behind_symptom: bool,
    /// The message that was refused.
    pub message: EntryId,
    /// Whether good answers of the host carry CORS headers that let the page in.
    pub granted: bool,
    pub plans: Vec<Plan>,
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
        let detail = &self.detail;
        let space = if detail.is_empty() { "" } else { " " };
        format!("{}{paths}{space}{detail}", self.what)
    }
}

impl<'c> Case<'c> {
    pub(super) fn new(
        capture: &'c Capture,
        observed: &'c Observed<'c>,
        evidence: &'c evidence::Evidence<'c>,
        survivors: &'c Survivors<'c>,
        assessment: &'c Assessment,
        siblings: &'c Siblings<'c>,
    ) -> Self {
        let because = assessment.verdicts.recorded_by.because;
        let (refusal, other) = match (because, assessment.reasons) {
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
            capture,
            observed,
            evidence,
            survivors,
            assessment,
            siblings,
            refusal,
            other,
        }
    }

    /// The first kind of the table that explains it. Where two checks may have said no, both are
    /// looked into, and what explains only one of them is no more than possible.
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
                    " The capture does not show whether the request carried credentials; it may \
                     also be this: ",
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

    /// Whether this check says no under every hypothesis, if not first then later.
    fn either_way(&self, refusal: Refusal) -> bool {
        self.survivors.hypotheses.iter().all(|hypothesis| {
            let mut passed = Vec::new();
            while passed.len() < CHECKS {
                match judge(self.survivors.profile, self.observed, hypothesis, &passed) {
                    Ruling::Blocked(found) if found == refusal => return true,
                    Ruling::Blocked(found) => passed.push(found),
                    Ruling::Passes(_) | Ruling::Failed | Ruling::Open(_) => return false,
                }
            }
            false
        })
    }

    fn first_kind(&self) -> Option<(&'static CauseKind, Diagnosis)> {
        let (kind, mut diagnosis) = CAUSES
            .iter()
            .copied()
            .find_map(|kind| Some((kind, (kind.diagnose)(self)?)))?;
        // Behind a redirect there is always the way around it.
        let direct = diagnosis
            .plans
            .iter()
            .any(|plan| matches!(plan, Plan::Direct(_) | Plan::Unauthorized));
        if self.is_cors() && !direct {
            let target = match self.hop().map(|hop| &hop.location) {
                Some(Location::Url(target)) => Some(target.as_str()),
                _ if self.at_hop() > 0 => self.message().map(|message| message.url),
                _ => None,
            };
            diagnosis
                .plans
                .extend(target.map(|url| Plan::Direct(url.to_owned())));
        }
        Some((kind, diagnosis))
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
        self.assessment.verdicts.recorded_by.outcome == Outcome::Blocked
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
        self.observed.hops.get(self.at_hop())
    }

    /// The preflight at the hop that was refused.
    pub(super) fn preflight(&self) -> Option<&'c ObservedPreflight<'c>> {
        match self.hop() {
            Some(hop) => hop.preflight.as_ref(),
            None => self.observed.orphan.as_ref(),
        }
    }

    /// The message that was refused; the last one where the request itself was.
    pub(super) fn message(&self) -> Option<Message<'c>> {
        if self.refusal.phase == Phase::Preflight
            && let Some(preflight) = self.preflight()
        {
            return Some(Message::of_preflight(preflight));
        }
        self.hop()
            .or(self.observed.hops.last())
            .map(Message::of_hop)
            .or_else(|| self.observed.orphan.as_ref().map(Message::of_preflight))
    }

    /// The answer to the preflight, where it was what was refused.
    pub(super) fn refused_preflight(&self) -> Option<Message<'c>> {
        let message = self.message()?;
        (self.is_cors() && self.refusal.phase == Phase::Preflight && message.is_preflight)
            .then_some(message)
    }

    /// The answer to the request, where it was what was refused.
    pub(super) fn refused_response(&self) -> Option<Message<'c>> {
        let message = self.message()?;
        (self.is_cors() && self.refusal.phase == Phase::Response && !message.is_preflight)
            .then_some(message)
    }

    /// The origin that the page has.
    pub(super) fn page(&self) -> &str {
        self.evidence
            .origin
            .value
            .as_ref()
            .map_or("the page", |origin| origin.serialize())
    }

    /// The origin that the refused message was asked with: `null` behind some redirects.
    pub(super) fn asked_as<'s>(&'s self, message: &Message<'s>) -> &'s str {
        message.request.first("Origin").unwrap_or(self.page())
    }

    /// The hypothesis under which the check says no.
    pub(super) fn hypothesis(&self) -> Option<&'c Hypothesis<'c>> {
        let shown = self
            .survivors
            .rulings
            .iter()
            .position(|ruling| *ruling == Ruling::Blocked(self.refusal));
        self.survivors.hypotheses.get(shown.unwrap_or(0))
    }

    pub(super) fn include(&self) -> bool {
        self.hypothesis().is_some_and(|h| h.include)
    }

    /// The requested headers that the preflight's answer does not allow.
    pub(super) fn missing_headers(&self) -> Vec<&'c str> {
        let Some(preflight) = self.preflight() else {
            return Vec::new();
        };
        let grants = Grants::of(&preflight.response);
        // The standard wants this one by name, also where `*` allows the others.
        let unnamed = |name: &str| {
            self.refusal.kind == RefusalKind::AuthorizationNotCovered
                && name.eq_ignore_ascii_case("authorization")
                && !grants.names_authorization()
        };
        preflight
            .headers
            .iter()
            .copied()
            .filter(|name| !grants.allows_header(name, self.include()) || unnamed(name))
            .collect()
    }

    /// What the same host answered.
    pub(super) fn host_answers(&self, url: &'c str) -> Option<&'c Answers> {
        self.siblings.host(self.assessment.capture, url)
    }

    /// What the same host answered close by.
    pub(super) fn near_answers(&self, url: &'c str) -> Option<&'c Answers> {
        self.siblings.prefix(self.assessment.capture, url)
    }

    /// What the recorder wrote as the error.
    pub(super) fn recorded_error(&self) -> Option<&'c str> {
        let last = self.observed.hops.last();
        let entry = last
            .map(|hop| hop.entry)
            .or(self.observed.orphan.as_ref().map(|p| p.entry))?;
        Some(self.capture.recorded_error(entry)?.1)
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
        }
    }

    /// Where the entry's status stands.
    pub(super) fn status_of(&self, id: EntryId) -> Evidence {
        let entry = self.capture.entry(id);
        Evidence {
            pointer: self.capture.place(entry, Part::Status),
            name: "status".to_owned(),
            value: entry.status.map(|status| status.to_string()),
        }
    }

    /// Where response headers of these names stand, each once a line; for one that is absent, where
    /// it should be.
    pub(super) fn response_header(&self, id: EntryId, names: &[&str]) -> Vec<Evidence> {
        let entry = self.capture.entry(id);
        let response = self.capture.response_headers(entry);
        let mut found = Vec::new();
        for name in names {
            let before = found.len();
            for (line, (own, value)) in response.iter().enumerate() {
                if own.eq_ignore_ascii_case(name) {
                    found.push(Evidence {
                        pointer: self.capture.place(entry, Part::ResponseHeader(line)),
                        name: own.to_owned(),
                        value: Some(value.to_owned()),
                    });
                }
            }
            if found.len() == before {
                found.push(Evidence {
                    pointer: self.capture.place(entry, Part::ResponseHeaders),
                    name: (*name).to_owned(),
                    value: None,
                });
            }
        }
        found
    }

    /// The same, leaving out what is absent.
    pub(super) fn present_header(&self, id: EntryId, names: &[&str]) -> Vec<Evidence> {
        let mut found = self.response_header(id, names);
        found.retain(|evidence| evidence.value.is_some());
        found
    }

    /// Where request headers of this name stand.
    pub(super) fn request_header(&self, id: EntryId, name: &str) -> Vec<Evidence> {
        let entry = self.capture.entry(id);
        let request = self.capture.request_headers(entry);
        request
            .iter()
            .enumerate()
            .filter(|(_, (own, _))| own.eq_ignore_ascii_case(name))
            .map(|(line, (own, value))| Evidence {
                pointer: self.capture.place(entry, Part::RequestHeader(line)),
                name: own.to_owned(),
                value: Some(value.to_owned()),
            })
            .collect()
    }

    /// Where the entry's URL stands.
    pub(super) fn url_of(&self, id: EntryId) -> Evidence {
        let entry = self.capture.entry(id);
        Evidence {
            pointer: self.capture.place(entry, Part::Url),
            name: "url".to_owned(),
            value: Some(self.capture.url(entry).to_owned()),
        }
    }

    /// Where the recorder's error stands.
    pub(super) fn error_of(&self) -> Option<Evidence> {
        let last = self.observed.hops.last();
        let entry = last
            .map(|hop| hop.entry)
            .or(self.observed.orphan.as_ref().map(|p| p.entry))?;
        let (part, value) = self.capture.recorded_error(entry)?;
        Some(Evidence {
            pointer: self.capture.place(entry, part),
            name: self.capture.field(part).to_owned(),
            value: Some(value.to_owned()),
        })
    }
}

/// How many checks one exchange can fail at most, as far as anybody wants to know.
const CHECKS: usize = 32;

/// A cause that holds either way, with what comes on top where the request carries credentials.
fn with_credentials(
    (kind, mut diagnosis): (&'static CauseKind, Diagnosis),
    more: &Diagnosis,
) -> (&'static CauseKind, Diagnosis) {
    diagnosis.explanation.push_str(
        " The capture does not show whether the request carries credentials; if it does, there is \
         this too: ",
    );
    diagnosis.explanation.push_str(&more.headline());
    diagnosis.explanation.push('.');
    (kind, diagnosis)
}

impl<'c> Message<'c> {
    pub(super) fn of_preflight(preflight: &'c ObservedPreflight<'c>) -> Self {
        Self {
            id: preflight.id,
            entry: preflight.entry,
            url: preflight.url,
            status: preflight.status,
            request: &preflight.request,
            response: &preflight.response,
            is_preflight: true,
        }
    }

    pub(super) fn of_hop(hop: &'c ObservedHop<'c>) -> Self {
        // Where the browser used a stored response, that is what was refused.
        let (id, entry) = hop.stored.unwrap_or((hop.id, hop.entry));
        Self {
            id,
            entry,
            url: hop.url,
            status: hop.status,
            request: &hop.request,
            response: &hop.response,
            is_preflight: false,
        }
    }

    pub(super) fn host(&self) -> String {
        host_name(self.url)
    }

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
