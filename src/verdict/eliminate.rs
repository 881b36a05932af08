//! Judges an exchange under every hypothesis that the capture leaves open, drops those that the
//! recording rules out, and gives the verdict that the rest agree on.

mod survivors;

pub use survivors::{Survivors, hypotheses, recording_profile, survivors};

use self::survivors::rule;
use super::judge::{Ruling, varies};
use super::{Needs, Outcome, Unknown, Verdict, Verdicts, outcome_of};
use crate::browsers::Profile;
use crate::capture::recorder::Seat;
use crate::capture::{Capture, Elsewhere};
use crate::exchange::evidence::Evidence;
use crate::exchange::observe::{Observed, ObservedHop, ResponseSource};
use crate::exchange::{Recorded, RequestMode};
use crate::fetch::redirect::Location;
use crate::fetch::{Phase, Refusal, RefusalKind};

/// What is concluded about one exchange.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Conclusion {
    /// The verdicts.
    pub verdicts: Verdicts,
    /// The checks that the recording browser may have named: one where the capture decides it,
    /// two where it does not, none where it holds nothing about it.
    pub reasons: [Option<Refusal>; 2],
}

/// Judges one exchange of a capture.
#[must_use]
pub fn conclude(
    capture: &Capture,
    observed: &Observed<'_>,
    evidence: &Evidence<'_>,
    survivors: &Survivors<'_>,
) -> Conclusion {
    if let Some(verdict) = no_browser(capture, observed, evidence) {
        return Conclusion {
            verdicts: Verdicts::all(verdict),
            reasons: [None, None],
        };
    }
    let recorder = recording_profile(observed);
    let surviving = &survivors.rulings;
    let reasons = reasons(surviving, observed, evidence);
    let recorded_by = recorded_by(capture, survivors, evidence, observed, reasons);
    let predict = |profile: Profile| {
        if recorder == Some(profile) {
            return recorded_by;
        }
        if let Some(verdict) = everywhere(evidence, observed, recorded_by) {
            return verdict;
        }
        let predicted = |observed: &Observed<'_>| {
            let rulings: Vec<Ruling> = survivors
                .hypotheses
                .iter()
                .map(|hypothesis| rule(profile, observed, evidence, hypothesis))
                .collect();
            agree(&rulings, open_facts(evidence))
        };
        let verdict = predicted(observed);
        if cache_may_differ(observed, verdict, predicted) {
            return Verdict::undetermined(Needs::of(Unknown::Response));
        }
        verdict
    };
    let mut verdicts = Verdicts::new(recorded_by, predict);
    verdicts.contradicts_headers =
        survivors.contradicted && evidence.recorded == Recorded::Delivered;
    Conclusion { verdicts, reasons }
}

/// Whether another browser may have got another response: each has an HTTP cache of its own, and
/// what a cache holds for one origin is another's response where the server makes a difference.
/// `rule` judges an exchange by that browser's rules.
fn cache_may_differ<'a>(
    observed: &Observed<'a>,
    verdict: Verdict,
    rule: impl Fn(&Observed<'a>) -> Verdict,
) -> bool {
    if verdict.outcome == Outcome::Blocked
        && observed.hops.iter().any(ObservedHop::cache_had_a_part)
    {
        return true;
    }
    let kept_for_one_origin =
        |hop: &ObservedHop<'_>| hop.source == ResponseSource::BrowserCache && varies(&hop.response);
    if verdict.outcome == Outcome::Allowed && observed.hops.iter().any(kept_for_one_origin) {
        return true;
    }
    if observed.hops.iter().all(|hop| hop.rival.is_none()) {
        return false;
    }
    let mut other = observed.clone();
    for hop in &mut other.hops {
        if let Some(rival) = hop.rival.take() {
            hop.response = rival;
        }
    }
    rule(&other).outcome != verdict.outcome
}

/// Whether no check could be made: what it looks at is not recorded.
fn nothing_to_judge(rulings: &[Ruling]) -> bool {
    rulings
        .iter()
        .all(|ruling| matches!(ruling, Ruling::Open(_)))
}

/// The checks that the recording browser may have named.
fn reasons(
    rulings: &[Ruling],
    observed: &Observed<'_>,
    evidence: &Evidence<'_>,
) -> [Option<Refusal>; 2] {
    let mut found = [None, None];
    if !matches!(evidence.recorded, Recorded::Blocked | Recorded::Unknown) {
        return found;
    }
    if nothing_to_judge(rulings)
        && let Some(told) = &evidence.told.refused
    {
        // Nothing was recorded that could be judged: what is said is all there is. Where one
        // sentence is said of several faults, the two commonest are given: it is rarely a list.
        let mut kinds: Vec<RefusalKind> = told.kinds.iter().collect();
        kinds.sort_by_key(|kind| {
            matches!(
                kind,
                RefusalKind::AllowOriginMultiple | RefusalKind::AllowOriginInvalid
            )
        });
        return [kinds.first(), kinds.get(1)].map(|kind| {
            Some(recorded_refusal(
                *kind?,
                observed,
                [None, None],
                told.preflight,
            ))
        });
    }
    let all_refuse = || {
        rulings
            .iter()
            .all(|ruling| matches!(ruling, Ruling::Blocked(_)))
    };
    if evidence.response_hidden && !all_refuse() {
        return found;
    }
    for ruling in rulings {
        let Ruling::Blocked(refusal) = ruling else {
            continue;
        };
        if found[0].is_none() {
            found[0] = Some(*refusal);
        } else if found[0] != Some(*refusal) && found[1].is_none() {
            found[1] = Some(*refusal);
        }
    }
    found
}

/// Whether the page cancelled a request to its own origin, which no rule of ours is about.
fn was_cancelled_at_home(
    capture: &Capture,
    observed: &Observed<'_>,
    evidence: &Evidence<'_>,
) -> bool {
    observed.hops.last().is_some_and(|last| {
        let error = capture.optional(last.entry.error.or(last.entry.failure_text));
        let at_home = evidence.origin.value.as_ref();
        matches!(error, Some("net::ERR_ABORTED" | "NS_BINDING_ABORTED"))
            && at_home.is_some_and(|origin| origin.same_origin(&last.url_origin))
    })
}

fn recorded_by(
    capture: &Capture,
    survivors: &Survivors<'_>,
    evidence: &Evidence<'_>,
    observed: &Observed<'_>,
    reasons: [Option<Refusal>; 2],
) -> Verdict {
    let rulings = &survivors.rulings;
    match evidence.recorded {
        Recorded::Failed if was_cancelled_at_home(capture, observed, evidence) => {
            Verdict::plain(Outcome::SameOrigin)
        }
        Recorded::Failed => failed(observed, evidence.recorded_kind),
        Recorded::Delivered => delivered(rulings, evidence),
        Recorded::Blocked => {
            if let Some(kind) = evidence.recorded_kind {
                let preflight = evidence.told.refused.and_then(|told| told.preflight);
                return Verdict::blocked(recorded_refusal(kind, observed, reasons, preflight));
            }
            match reasons {
                [Some(only), None] => Verdict::blocked(only),
                [Some(_), Some(_)] => Verdict {
                    outcome: Outcome::Blocked,
                    because: None,
                    needs: if nothing_to_judge(rulings) {
                        Needs::of(Unknown::Response)
                    } else {
                        open_facts(evidence)
                    },
                },
                _ => Verdict::blocked(unexplained(observed)),
            }
        }
        Recorded::Unknown => {
            if rulings.is_empty() {
                return Verdict::undetermined(open_facts(evidence));
            }
            if evidence.not_followed && observed.orphan.is_none() && nothing_to_judge(rulings) {
                // The page may have wanted no redirect (`error`), or the redirect itself
                // (`manual`): both look alike.
                return Verdict::undetermined(Needs::of(Unknown::RedirectMode));
            }
            let verdict = agree(rulings, open_facts(evidence));
            if survivors.contradicted && verdict.outcome == Outcome::Blocked {
                // It went on behind the check that says no, so that something else is true of it
                // than what the capture shows.
                return Verdict::undetermined(Needs::of(Unknown::Response));
            }
            verdict
        }
    }
}

/// The verdict for a response that reached the page. Whether the page's code could read it hangs
/// on the mode.
fn delivered(rulings: &[Ruling], evidence: &Evidence<'_>) -> Verdict {
    let mut passed = rulings.iter().filter_map(|ruling| match ruling {
        Ruling::Passes(outcome) => Some(*outcome),
        _ => None,
    });
    match (passed.next(), evidence.mode.value) {
        (Some(first), _) if passed.all(|outcome| outcome == first) => Verdict::plain(first),
        (None, Some(RequestMode::Cors)) => Verdict::plain(Outcome::Allowed),
        (None, Some(_)) => Verdict::plain(Outcome::NotCors),
        (Some(_), None) => Verdict::undetermined(Needs::of(Unknown::Mode)),
        (None, None) | (Some(_), Some(_)) => Verdict::undetermined(open_facts(evidence)),
    }
}

/// What is left where no check of ours said no: a redirect that was not followed though nothing
/// forbade it was one that the page did not want; of the rest the capture holds nothing.
fn unexplained(observed: &Observed<'_>) -> Refusal {
    let (kind, phase) = if ends_in_a_redirect(observed) {
        (RefusalKind::RedirectMode, Phase::Redirect)
    } else {
        (RefusalKind::Unexplained, Phase::Request)
    };
    Refusal {
        kind,
        phase,
        hop: last_hop(observed),
    }
}

/// Whether the last response that was recorded redirects.
fn ends_in_a_redirect(observed: &Observed<'_>) -> bool {
    observed.orphan.is_none()
        && observed
            .hops
            .last()
            .is_some_and(|hop| hop.answered() && matches!(hop.location, Location::Url(_)))
}

fn failed(observed: &Observed<'_>, kind: Option<RefusalKind>) -> Verdict {
    if let Some(kind) = kind {
        return Verdict {
            outcome: Outcome::Failed,
            because: Some(recorded_refusal(kind, observed, [None, None], None)),
            needs: Needs::default(),
        };
    }
    let unanswered = observed
        .hops
        .last()
        .and_then(|hop| hop.preflight.as_ref())
        .or(observed.orphan.as_ref())
        .is_some_and(|preflight| !preflight.answered());
    let (kind, phase) = if unanswered {
        (RefusalKind::PreflightFailed, Phase::Preflight)
    } else {
        (RefusalKind::NetworkError, Phase::Request)
    };
    Verdict {
        outcome: Outcome::Failed,
        because: Some(Refusal {
            kind,
            phase,
            hop: last_hop(observed),
        }),
        needs: Needs::default(),
    }
}

/// The refusal that the recorder names, at the place where the rules find it.
fn recorded_refusal(
    kind: RefusalKind,
    observed: &Observed<'_>,
    reasons: [Option<Refusal>; 2],
    preflight: Option<bool>,
) -> Refusal {
    let is_told = |r: &Refusal| {
        r.kind == kind && preflight.is_none_or(|told| told == (r.phase == Phase::Preflight))
    };
    if let Some(found) = reasons.into_iter().flatten().find(is_told) {
        return found;
    }
    let redirected = observed
        .hops
        .last()
        .is_some_and(|hop| matches!(hop.location, Location::Url(_)));
    let phase = match kind {
        kind if preflight == Some(true) || kind == RefusalKind::PreflightRedirect => {
            Phase::Preflight
        }
        RefusalKind::RedirectScheme | RefusalKind::TooManyRedirects => Phase::Redirect,
        RefusalKind::ContentSecurityPolicy if redirected => Phase::Redirect,
        RefusalKind::OpaqueResponseBlocked
        | RefusalKind::FrameRefused
        | RefusalKind::DipCorp
        | RefusalKind::EventSourceRefused
        | RefusalKind::BodyIncomplete
        | RefusalKind::WebSocketRefused
        | RefusalKind::CorpSameOrigin
        | RefusalKind::CorpSameSite
        | RefusalKind::CoepCorp
        | RefusalKind::AllowOriginMissing
        | RefusalKind::AllowOriginWildcardWithCredentials
        | RefusalKind::AllowOriginMultiple
        | RefusalKind::AllowOriginInvalid
        | RefusalKind::AllowOriginMismatch
        | RefusalKind::AllowCredentialsNotTrue => Phase::Response,
        _ => Phase::Request,
    };
    Refusal {
        kind,
        phase,
        hop: last_hop(observed),
    }
}

fn last_hop(observed: &Observed<'_>) -> u16 {
    u16::try_from(observed.hops.len().saturating_sub(1)).unwrap_or(u16::MAX)
}

/// The verdict where no page made the request, so that nobody checked anything: API clients, test
/// code.
fn no_browser(
    capture: &Capture,
    observed: &Observed<'_>,
    evidence: &Evidence<'_>,
) -> Option<Verdict> {
    if evidence.told.refused.is_some() {
        return None;
    }
    let last = observed.hops.last()?;
    let from_a_page = observed
        .hops
        .iter()
        .any(|hop| hop.request.contains("Sec-Fetch-Mode") || hop.request.contains("Origin"));
    let client = capture.producer.recorder.habits().seat == Seat::Client && !from_a_page;
    let is_web = ["http:", "https:", "ws:", "wss:"]
        .iter()
        .any(|scheme| last.url.starts_with(scheme));
    let inside = !is_web && observed.hops.len() == 1 && last.entry.error.is_none();
    let no_tunnel = last.answered() && !crate::http::status::is_ok(last.status);
    if last.method == "CONNECT" && (no_tunnel || evidence.recorded == Recorded::Failed) {
        return Some(failed(observed, None));
    }
    if last.method == "CONNECT" || (inside && !last.url.is_empty()) {
        return Some(Verdict::plain(Outcome::NotCors));
    }
    // A recorder that wrote down no header of any request cannot be asked about headers.
    let no_headers = capture.producer.recorder.habits().seat == Seat::Unknown
        && evidence.recorded != Recorded::Failed
        && observed.hops.iter().all(|hop| hop.request.is_empty());
    if inside || (no_headers && !observed.hops.is_empty()) {
        return Some(Verdict::undetermined(Needs::of(Unknown::Response)));
    }
    if !client && !last.entry.flags.api_request {
        return None;
    }
    Some(match evidence.recorded {
        Recorded::Failed if client && last.entry.error.is_none() => {
            Verdict::undetermined(Needs::of(Unknown::Response))
        }
        Recorded::Failed => failed(observed, evidence.recorded_kind),
        _ if last.answered() => Verdict::plain(Outcome::NotCors),
        _ => Verdict::undetermined(Needs::of(Unknown::Response)),
    })
}

/// What every browser meets alike, whatever its rules.
fn everywhere(
    evidence: &Evidence<'_>,
    observed: &Observed<'_>,
    recorded_by: Verdict,
) -> Option<Verdict> {
    if evidence.recorded == Recorded::Failed && !evidence.holds_everywhere {
        return Some(Verdict::undetermined(Needs::of(Unknown::Response)));
    }
    if evidence.recorded == Recorded::Failed {
        return Some(recorded_by);
    }
    if recorded_by
        .because
        .is_some_and(|refusal| refusal.kind == RefusalKind::RedirectMode)
    {
        return Some(recorded_by);
    }
    match evidence.recorded_kind? {
        // Every browser looks for this header, whatever else it makes of the request.
        RefusalKind::AllowOriginMissing
            if observed.hops.iter().any(|hop| hop.entry.flags.only_told)
                && evidence.told.refused.and_then(|told| told.preflight) == Some(false) =>
        {
            Some(recorded_by)
        }
        kind => match kind.row().elsewhere {
            Elsewhere::Same => Some(Verdict::blocked(recorded_refusal(
                kind,
                observed,
                [None, None],
                None,
            ))),
            Elsewhere::Open => Some(Verdict::undetermined(Needs::of(Unknown::Response))),
            Elsewhere::Judged => None,
        },
    }
}

/// The verdict that all rulings share.
pub(super) fn agree(rulings: &[Ruling], open: Needs) -> Verdict {
    let mut needs = Needs::default();
    let mut shared: Option<Outcome> = None;
    let mut refused: Option<Refusal> = None;
    let (mut one_outcome, mut one_refusal) = (true, true);
    for ruling in rulings {
        let outcome = match ruling {
            Ruling::Passes(outcome) => *outcome,
            Ruling::Blocked(refusal) => {
                one_refusal &= *refused.get_or_insert(*refusal) == *refusal;
                outcome_of(refusal.kind)
            }
            Ruling::Failed => Outcome::Failed,
            Ruling::Open(missing) => {
                needs = needs.and(*missing);
                Outcome::Undetermined
            }
        };
        one_outcome &= *shared.get_or_insert(outcome) == outcome;
    }
    match shared {
        None => Verdict::undetermined(open),
        Some(_) if !one_outcome => Verdict::undetermined(needs.and(open)),
        Some(Outcome::Undetermined) => Verdict::undetermined(needs),
        Some(outcome) if refused.is_some() => Verdict {
            outcome,
            because: refused.filter(|_| one_refusal),
            needs: if one_refusal { Needs::default() } else { open },
        },
        Some(only) => Verdict::plain(only),
    }
}

/// The facts that the capture leaves open.
pub(super) fn open_facts(evidence: &Evidence<'_>) -> Needs {
    let mut needs = Needs::default();
    if evidence.credentials.value.is_none() {
        needs = needs.and(Needs::of(Unknown::Credentials));
    }
    if evidence.origin.value.is_none() {
        needs = needs.and(Needs::of(Unknown::Origin));
    }
    if evidence.mode.value.is_none() {
        needs = needs.and(Needs::of(Unknown::Mode));
    }
    needs
}
