//! One exchange, laid out once: what was recorded of it, what that shows, the hypotheses that are
//! left and the verdicts. Rules, causes, details and what-if all work from this.

use foldhash::HashMap;

use super::eliminate::{Survivors, conclude, survivors};
use super::judge::{Hypothesis, Ruling, judge};
use super::{Assessment, Message, Shown, Verdicts};
use crate::capture::statement::Claim;
use crate::capture::{Capture, Entry};
use crate::exchange::evidence::{Context, Evidence};
use crate::exchange::observe::{Observed, ObservedHop, ObservedPreflight};
use crate::exchange::{CredentialsMode, Exchange};
use crate::fetch::preflight::Grants;
use crate::fetch::redirect::{self, Location};
use crate::fetch::{Phase, Refusal, RefusalKind};
use crate::http::Origin;

/// How many checks of one exchange can refuse it. An exchange has few messages, and each has few
/// checks.
const CHECKS: usize = 64;

/// Everything known about one exchange.
#[derive(Debug, Clone)]
pub struct Brief<'b> {
    /// Its capture.
    pub capture: &'b Capture,
    /// Its messages.
    pub observed: Observed<'b>,
    /// What the capture shows about it.
    pub evidence: Evidence<'b>,
    /// The hypotheses that the recording leaves open.
    pub survivors: Survivors<'b>,
    /// The verdicts.
    pub verdicts: Verdicts,
    /// The checks that the recording browser may have named: one where the capture decides it,
    /// two where it does not, none where it shows nothing about it.
    pub reasons: [Option<Refusal>; 2],
}

/// A message that the CORS check looks at, with the origin that it is checked for.
#[derive(Debug, Clone)]
pub struct Checked<'m> {
    /// The message.
    pub message: Message<'m>,
    /// The request's origin at that hop: `null` after some redirects.
    pub origin: String,
}

impl<'b> Brief<'b> {
    /// Lays out an exchange of a capture.
    #[must_use]
    pub fn new(capture: &'b Capture, context: &Context, exchange: &Exchange) -> Self {
        let observed = Observed::new(capture, exchange);
        let evidence = context.evidence(capture, &observed);
        let survivors = survivors(capture, &observed, &evidence);
        let conclusion = conclude(capture, &observed, &evidence, &survivors);
        Self {
            capture,
            observed,
            evidence,
            survivors,
            verdicts: conclusion.verdicts,
            reasons: conclusion.reasons,
        }
    }
}

impl Brief<'_> {
    /// The page's origin, serialised; `None` where it is not known.
    #[must_use]
    pub fn origin(&self) -> Option<&str> {
        self.evidence.origin.value.as_ref().map(Origin::serialize)
    }

    /// Whether no recording holds the request: a console speaks of it, and that is all.
    #[must_use]
    pub fn is_only_told(&self) -> bool {
        self.observed
            .hops
            .iter()
            .any(|hop| hop.entry.flags.only_told)
    }

    /// The browser's own sentence about it, with its place.
    #[must_use]
    pub fn sentence(&self) -> Option<Shown> {
        let number = self.evidence.told.sentence?;
        let statement = self.capture.statements.get(number as usize)?;
        let Claim::Words(words) = statement.claim else {
            return None;
        };
        Some(Shown {
            place: self.capture.cite(statement),
            name: "console".to_owned(),
            value: Some(self.capture.text(words).to_owned()),
        })
    }

    /// The page's origin in a sentence.
    #[must_use]
    pub fn page(&self) -> &str {
        self.origin().unwrap_or("the page")
    }

    /// The credentials mode, where it is recorded or only one goes with the outcome.
    #[must_use]
    pub fn credentials(&self) -> Option<CredentialsMode> {
        let recorded = self.evidence.credentials.value;
        recorded.or(self.survivors.credentials())
    }

    /// The first hypothesis under which the recording browser refuses for this reason.
    #[must_use]
    pub fn hypothesis_of(&self, reason: Refusal) -> Option<&Hypothesis<'_>> {
        let rulings = &mut self.survivors.rulings.iter();
        let at = rulings.position(|ruling| *ruling == Ruling::Blocked(reason))?;
        self.survivors.hypotheses.get(at)
    }

    /// The hypothesis that is shown where one has to be: the first under which the recording
    /// browser refuses for the likeliest reason, or the first of all.
    #[must_use]
    pub fn hypothesis(&self) -> Option<&Hypothesis<'_>> {
        self.reasons[0]
            .and_then(|reason| self.hypothesis_of(reason))
            .or(self.survivors.hypotheses.first())
    }

    /// Every check that refuses under a hypothesis, in order: each is found by passing over those
    /// before it.
    #[must_use]
    pub fn refusals(&self, hypothesis: &Hypothesis<'_>) -> Vec<Refusal> {
        let mut found = Vec::new();
        while found.len() < CHECKS {
            match judge(self.survivors.profile, &self.observed, hypothesis, &found) {
                Ruling::Blocked(refusal) => found.push(refusal),
                Ruling::Passes(_) | Ruling::Failed | Ruling::Open(_) => break,
            }
        }
        found
    }

    /// A hop, counted from 0.
    #[must_use]
    pub fn hop(&self, number: u16) -> Option<&ObservedHop<'_>> {
        self.observed.hops.get(usize::from(number))
    }

    /// Where the response of a hop redirects to.
    #[must_use]
    pub fn target(&self, number: u16) -> Option<&str> {
        match &self.hop(number)?.location {
            Location::Url(target) => Some(target),
            Location::None | Location::Invalid => None,
        }
    }

    /// The preflight that was sent at a hop.
    #[must_use]
    pub fn preflight(&self, hop: u16) -> Option<&ObservedPreflight<'_>> {
        match self.hop(hop) {
            Some(hop) => hop.preflight.as_ref(),
            None => self.observed.orphan.as_ref(),
        }
    }

    /// The message that a refusal looked at, where the exchange has it.
    #[must_use]
    pub fn message(&self, refusal: Refusal) -> Option<Message<'_>> {
        let number = usize::from(refusal.hop);
        if refusal.phase == Phase::Preflight
            && let Some(preflight) = self.preflight(refusal.hop)
        {
            return Some(Message::of_preflight(self.capture, preflight, number));
        }
        let hop = self.hop(refusal.hop)?;
        Some(Message::of_hop(self.capture, hop, number))
    }

    /// The last message.
    #[must_use]
    pub fn last_message(&self) -> Option<Message<'_>> {
        let hops = &self.observed.hops;
        match (hops.last(), &self.observed.orphan) {
            (Some(hop), _) => Some(Message::of_hop(self.capture, hop, hops.len() - 1)),
            (None, Some(preflight)) => {
                Some(Message::of_preflight(self.capture, preflight, hops.len()))
            }
            (None, None) => None,
        }
    }

    /// Every message that was sent for this exchange; a request stands before its preflight.
    pub fn sent(&self) -> impl Iterator<Item = Message<'_>> {
        let hops = self.observed.hops.iter().enumerate();
        let hops = hops.flat_map(|(number, hop)| {
            let preflight = hop.preflight.as_ref();
            let preflight = preflight.filter(|preflight| !preflight.cached);
            let request = Message::of_hop(self.capture, hop, number);
            let asked = |preflight| Message::of_preflight(self.capture, preflight, number);
            std::iter::once(request).chain(preflight.map(asked))
        });
        let orphan = self.observed.orphan.as_ref().map(|preflight| {
            Message::of_preflight(self.capture, preflight, self.observed.hops.len())
        });
        hops.chain(orphan)
    }

    /// The messages that a page of this origin can read only with permission, in order: what goes
    /// to another origin, and everything after it. A request without a response is not among them.
    #[must_use]
    pub fn checked(&self, page: &Origin<'_>) -> Vec<Checked<'_>> {
        let mut messages = Vec::new();
        let mut cors = false;
        let mut tainted = false;
        let hops = &self.observed.hops;
        let origin = |tainted| if tainted { "null" } else { page.serialize() }.to_owned();
        for (number, hop) in hops.iter().enumerate() {
            cors |= !page.same_origin(&hop.url_origin);
            if cors {
                if let Some(preflight) = &hop.preflight {
                    messages.push(Checked {
                        message: Message::of_preflight(self.capture, preflight, number),
                        origin: origin(tainted),
                    });
                }
                if hop.answered() {
                    messages.push(Checked {
                        message: Message::of_hop(self.capture, hop, number),
                        origin: origin(tainted),
                    });
                }
            }
            if let Location::Url(target) = &hop.location
                && let Some(target) = Origin::of_url(target)
            {
                tainted |= redirect::taints(page, &hop.url_origin, &target);
            }
        }
        if let Some(preflight) = &self.observed.orphan {
            messages.push(Checked {
                message: Message::of_preflight(self.capture, preflight, hops.len()),
                origin: origin(tainted),
            });
        }
        messages
    }

    /// The requested headers that the preflight of a refusal does not allow, in the order in which
    /// it asks for them.
    #[must_use]
    pub fn missing_headers(&self, refusal: Refusal, include: bool) -> Vec<&str> {
        let Some(preflight) = self.preflight(refusal.hop) else {
            return Vec::new();
        };
        let grants = Grants::of(&preflight.response);
        // The standard wants this one by name, also where `*` allows the others.
        let unnamed = |name: &str| {
            refusal.kind == RefusalKind::AuthorizationNotCovered
                && name.eq_ignore_ascii_case("authorization")
                && !grants.names_authorization()
        };
        preflight
            .headers
            .iter()
            .copied()
            .filter(|name| !grants.allows_header(name, include) || unnamed(name))
            .collect()
    }

    /// What the recorder says went wrong with the last request, or with its preflight.
    #[must_use]
    pub fn recorded_error(&self) -> Option<&str> {
        Some(self.capture.recorded_error(self.last_entry()?)?.1)
    }

    /// The same, with its place.
    #[must_use]
    pub fn shown_error(&self) -> Option<Shown> {
        let entry = self.last_entry()?;
        let (part, value) = self.capture.recorded_error(entry)?;
        Some(Shown {
            place: self.capture.place(entry, part),
            name: self.capture.field(part).to_owned(),
            value: Some(value.to_owned()),
        })
    }

    fn last_entry(&self) -> Option<&Entry> {
        Some(self.capture.entry(self.last_message()?.asking))
    }
}

/// The briefs of an analysis: those that later steps need again are kept.
#[derive(Debug)]
pub struct Briefs<'b> {
    captures: &'b [Capture],
    contexts: &'b [Context],
    kept: HashMap<usize, Brief<'b>>,
}

impl<'b> Briefs<'b> {
    /// How many are worth keeping; further exchanges are laid out again when they are needed.
    pub const MOST: usize = 8192;

    /// None kept yet.
    #[must_use]
    pub fn new(captures: &'b [Capture], contexts: &'b [Context]) -> Self {
        Self {
            captures,
            contexts,
            kept: HashMap::default(),
        }
    }

    /// Lays out one exchange; `None` where its capture is not known.
    #[must_use]
    pub fn lay_out(&self, assessment: &Assessment) -> Option<Brief<'b>> {
        let number = assessment.capture as usize;
        let (capture, context) = (self.captures.get(number)?, self.contexts.get(number)?);
        Some(Brief::new(capture, context, &assessment.exchange))
    }

    /// Keeps briefs by the numbers of their exchanges.
    pub fn keep(&mut self, briefs: impl IntoIterator<Item = (usize, Brief<'b>)>) {
        self.kept.extend(briefs);
    }

    /// Looks at the brief of one exchange.
    pub fn look<T>(
        &self,
        number: usize,
        assessment: &Assessment,
        look: impl FnOnce(&Brief<'_>) -> T,
    ) -> Option<T> {
        match self.kept.get(&number) {
            Some(brief) => Some(look(brief)),
            None => Some(look(&self.lay_out(assessment)?)),
        }
    }
}
