//! The hypotheses that a recording leaves open, and those that it rules out.

use super::super::judge::{Hypothesis, Ruling, judge};
use super::{ends_in_a_redirect, unexplained};
use crate::browsers::Profile;
use crate::capture::{Capture, recorder};
use crate::exchange::evidence::Evidence;
use crate::exchange::observe::{Observed, ObservedHop};
use crate::exchange::{CredentialsMode, Recorded, RequestMode};
use crate::fetch::redirect::Location;
use crate::fetch::{Phase, Refusal};
use crate::http::Origin;

/// The browser whose rules the exchange followed when it was recorded.
#[must_use]
pub fn recording_profile(observed: &Observed<'_>) -> Option<Profile> {
    observed.browser.map(|row| row.profile)
}

/// Every hypothesis that the evidence leaves open.
#[must_use]
pub fn hypotheses<'a>(evidence: &Evidence<'a>) -> Vec<Hypothesis<'a>> {
    let origin = match (&evidence.origin.value, evidence.mode.value) {
        (Some(origin), _) => origin,
        // These look at no origin.
        (None, Some(RequestMode::Navigate | RequestMode::WebSocket)) => &Origin::Opaque,
        (None, Some(RequestMode::NoCors)) if !evidence.has_resource_policy => &Origin::Opaque,
        (None, _) => return Vec::new(),
    };
    let modes: &[RequestMode] = match &evidence.mode.value {
        Some(mode) => std::slice::from_ref(mode),
        None => &[RequestMode::Cors, RequestMode::NoCors],
    };
    let credentials: &[bool] = match evidence.credentials.value {
        Some(CredentialsMode::Include) => &[true],
        Some(CredentialsMode::Omit) => &[false],
        None => &[false, true],
    };
    let mut all = Vec::new();
    for &mode in modes {
        for &include in credentials {
            all.push(Hypothesis {
                origin: origin.clone(),
                mode,
                include,
                destination: evidence.destination,
                embedder: evidence.embedder,
                isolation: evidence.isolation,
                event_source: evidence.event_source,
            });
        }
    }
    all
}

/// The hypotheses under which a recording makes sense.
#[derive(Debug, Clone)]
pub struct Survivors<'a> {
    /// The browser whose rules the recording followed; the standard's where it is not known.
    pub profile: Profile,
    /// What survived; everything, where nothing did.
    pub hypotheses: Vec<Hypothesis<'a>>,
    /// What the recording browser does under each.
    pub rulings: Vec<Ruling>,
    /// Whether nothing survived: the recording contradicts the rules.
    pub contradicted: bool,
}

/// Drops the hypotheses that the recording rules out.
#[must_use]
pub fn survivors<'a>(
    capture: &Capture,
    observed: &Observed<'_>,
    evidence: &Evidence<'a>,
) -> Survivors<'a> {
    let profile = recording_profile(observed).unwrap_or(Profile::Standard);
    let all = hypotheses(evidence);
    let rulings: Vec<Ruling> = all
        .iter()
        .map(|hypothesis| rule(profile, observed, evidence, hypothesis))
        .collect();
    let marks = capture.producer.recorder.habits().outcome == recorder::Outcome::ErrorTexts;
    let went_on = |refusal: Refusal| went_on(observed, refusal, marks);
    // A request that was not sent, or not followed up, was refused by the preflight under some
    // hypothesis; those under which it would have gone on are out.
    let refused = rulings
        .iter()
        .any(|ruling| matches!(ruling, Ruling::Blocked(refusal) if !went_on(*refusal)));
    let unsent = evidence.recorded == Recorded::Blocked && !evidence.response_hidden;
    // A redirect that was not followed may be one that the page wanted to see itself.
    let unfollowed = evidence.not_followed && observed.orphan.is_some();
    let stopped = refused && (unsent || unfollowed);
    let fits = |ruling: &Ruling| match ruling {
        Ruling::Blocked(refusal) => {
            evidence.recorded != Recorded::Delivered
                && !went_on(*refusal)
                && is_told(evidence, *refusal)
        }
        _ if stopped => false,
        ruling => consistent(*ruling, evidence.recorded),
    };
    let contradicted = !all.is_empty() && !rulings.iter().any(fits);
    let (hypotheses, rulings) = all
        .into_iter()
        .zip(rulings)
        .filter(|(_, ruling)| contradicted || fits(ruling))
        .unzip();
    Survivors {
        profile,
        hypotheses,
        rulings,
        contradicted,
    }
}

/// What a browser does under one hypothesis. Where nothing forbade a redirect that the recorder
/// marks as refused, the page itself did (`redirect: "error"`).
pub(super) fn rule(
    profile: Profile,
    observed: &Observed<'_>,
    evidence: &Evidence<'_>,
    hypothesis: &Hypothesis<'_>,
) -> Ruling {
    let ruling = judge(profile, observed, hypothesis, &[]);
    let refused = evidence.recorded == Recorded::Blocked && evidence.recorded_kind.is_none();
    match ruling {
        Ruling::Open(_) if refused && ends_in_a_redirect(observed) => {
            Ruling::Blocked(unexplained(observed))
        }
        ruling => ruling,
    }
}

impl Survivors<'_> {
    /// The credentials mode, where only one is left.
    #[must_use]
    pub fn credentials(&self) -> Option<CredentialsMode> {
        let first = self.hypotheses.first()?.include;
        let agreed = !self.contradicted && self.hypotheses.iter().all(|h| h.include == first);
        agreed.then_some(if first {
            CredentialsMode::Include
        } else {
            CredentialsMode::Omit
        })
    }
}

/// Whether the recording shows the exchange going on behind the check that would have stopped it.
/// `marks`: the recorder marks what is refused.
fn went_on(observed: &Observed<'_>, refusal: Refusal, marks: bool) -> bool {
    let at = usize::from(refusal.hop);
    let was_sent = |hop: usize| {
        observed
            .hops
            .get(hop)
            .is_some_and(|hop| hop.answered() || hop.preflight.is_some())
    };
    // A redirect without a mark was followed, though its target is not in the capture.
    let was_followed = |hop: usize| {
        marks
            && observed.hops.get(hop).is_some_and(|hop| {
                hop.entry.error.is_none() && matches!(hop.location, Location::Url(_))
            })
    };
    match refusal.phase {
        Phase::Request => false,
        Phase::Preflight => observed.hops.get(at).is_some_and(ObservedHop::answered),
        Phase::Redirect | Phase::Response => was_sent(at + 1) || was_followed(at),
    }
}

/// Whether a refusal is what the recording says in so many words, where it says anything.
fn is_told(evidence: &Evidence<'_>, refusal: Refusal) -> bool {
    let Some(told) = &evidence.told.refused else {
        return true;
    };
    let preflight = refusal.phase == Phase::Preflight;
    (told.kinds.is_empty() || told.kinds.contains(refusal.kind))
        && told.preflight.is_none_or(|told| told == preflight)
}

/// Whether a ruling can have led to what was recorded.
fn consistent(ruling: Ruling, recorded: Recorded) -> bool {
    match recorded {
        Recorded::Unknown | Recorded::Failed => true,
        Recorded::Blocked => !matches!(ruling, Ruling::Passes(_)),
        Recorded::Delivered => !matches!(ruling, Ruling::Blocked(_) | Ruling::Failed),
    }
}
