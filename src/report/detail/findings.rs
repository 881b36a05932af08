//! The rules an exchange broke, with each browser's own words for them.

use super::super::{Codes, Console, Evidence, Finding};
use super::Subject;
use crate::browsers::console::{Blame, Initiator};
use crate::browsers::{Profile, codes, console};
use crate::capture::{Entry, Part};
use crate::exchange::observe::{ObservedHop, ObservedPreflight};
use crate::fetch::opaque::Destination;
use crate::fetch::preflight::Grants;
use crate::fetch::redirect::Location;
use crate::fetch::{Phase, Refusal, RefusalKind};
use crate::http::HeaderList;
use crate::rules::{self, Severity};
use crate::verdict::Outcome;
use crate::verdict::judge::{Hypothesis, Ruling, judge};

/// The message that a refusal looked at.
pub(super) struct Judged<'s> {
    pub entry: &'s Entry,
    pub url: &'s str,
    pub status: i32,
    pub request: &'s HeaderList<'s>,
    pub response: &'s HeaderList<'s>,
    pub preflight: Option<&'s ObservedPreflight<'s>>,
}

/// The rules that blocked it, then those that would block next, then what is fragile about it.
pub(super) fn of(subject: &Subject<'_>) -> Vec<Finding> {
    let mut findings = blocking(subject);
    let subject = rules::Subject {
        capture: subject.capture,
        observed: subject.observed,
        evidence: subject.evidence,
        contradicted: subject.survivors.contradicted,
        credentials: subject
            .evidence
            .credentials
            .value
            .or(subject.survivors.credentials()),
        verdicts: subject.verdicts,
        reasons: subject.reasons,
    };
    for (rule, broken) in rules::notes(&subject) {
        findings.push(Finding {
            rule: rule.name,
            phase: broken.phase.word(),
            hop: broken.hop,
            severity: rule.severity,
            possible: false,
            summary: broken.summary,
            evidence: broken
                .exhibits
                .into_iter()
                .map(|exhibit| Evidence {
                    pointer: exhibit.pointer,
                    name: exhibit.name,
                    value: exhibit.value,
                })
                .collect(),
            codes: Codes::default(),
            console: Console::default(),
        });
    }
    findings.sort_by_key(|finding| finding.severity);
    findings
}

fn blocking(subject: &Subject<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let own = &subject.verdicts.recorded_by;
    if !own.outcome.is_failure() {
        return findings;
    }
    let possible = subject.reasons[1].is_some() && subject.evidence.recorded_kind.is_none();
    if possible {
        for reason in subject.reasons.into_iter().flatten() {
            let at = subject
                .survivors
                .rulings
                .iter()
                .position(|ruling| *ruling == Ruling::Blocked(reason));
            let hypothesis = at.and_then(|at| subject.survivors.hypotheses.get(at));
            findings.push(finding(subject, reason, hypothesis, Severity::Error, true));
        }
        return findings;
    }
    let Some(reason) = own.because else {
        return findings;
    };
    let hypothesis = subject.hypothesis();
    findings.push(finding(subject, reason, hypothesis, Severity::Error, false));
    if let Some(hypothesis) = hypothesis
        && own.outcome == Outcome::Blocked
    {
        for next in subject.refusals(hypothesis) {
            if next != reason {
                let mut finding =
                    finding(subject, next, Some(hypothesis), Severity::Warning, false);
                // Nobody prints what comes after the first.
                finding.console = Console::default();
                findings.push(finding);
            }
        }
    }
    findings
}

fn finding(
    subject: &Subject<'_>,
    reason: Refusal,
    hypothesis: Option<&Hypothesis<'_>>,
    severity: Severity,
    possible: bool,
) -> Finding {
    let own = |profile: Profile| -> Option<Refusal> {
        if profile == subject.survivors.profile {
            return Some(reason);
        }
        if severity != Severity::Error {
            return Some(reason);
        }
        if subject.evidence.recorded == crate::exchange::Recorded::Failed {
            return Some(reason);
        }
        match judge(profile, subject.observed, hypothesis?, &[]) {
            Ruling::Blocked(refusal) => Some(refusal),
            Ruling::Passes(_) | Ruling::Failed | Ruling::Open(_) => {
                let verdict = subject.verdicts.of(profile);
                verdict.because.filter(|_| verdict.outcome.is_failure())
            }
        }
    };
    let chromium = own(Profile::Chromium);
    let firefox = own(Profile::Firefox);
    let webkit = own(Profile::WebKit);
    let net_error = recorded_error(subject).filter(|error| error.starts_with("net::"));
    let line = |refusal: Option<Refusal>, print: fn(&Blame<'_>) -> Option<String>| {
        let refusal = refusal?;
        let judged = judged(subject, refusal)?;
        print(&blame(subject, refusal, &judged, hypothesis))
    };
    Finding {
        rule: reason.kind.name(),
        phase: reason.phase.word(),
        hop: reason.hop,
        severity,
        possible,
        summary: super::headline::sentence(subject, reason, hypothesis),
        evidence: evidence(subject, reason),
        codes: Codes {
            chromium: chromium.and_then(|refusal| match refusal.kind {
                RefusalKind::NetworkError
                | RefusalKind::PreflightFailed
                | RefusalKind::EventSourceRefused
                | RefusalKind::Unexplained => net_error.map(str::to_owned),
                RefusalKind::LocalNetworkAccess if is_insecure(subject) => {
                    Some("InsecureLocalNetwork".to_owned())
                }
                // A redirect is taken back with the error of a cancelled request.
                RefusalKind::ContentSecurityPolicy if refusal.phase == Phase::Redirect => {
                    net_error.map(str::to_owned)
                }
                _ => codes::chromium(refusal).map(str::to_owned),
            }),
            firefox: firefox.and_then(|refusal| {
                let judged = judged(subject, refusal);
                judged
                    .and_then(|judged| {
                        let blame = blame(subject, refusal, &judged, hypothesis);
                        codes::firefox_in_context(&blame)
                    })
                    .map(str::to_owned)
            }),
            mdn: codes::mdn(reason.kind).map(str::to_owned),
        },
        console: Console {
            chromium: line(chromium, console::chromium),
            firefox: line(firefox, console::firefox),
            webkit: line(webkit, console::webkit),
        },
    }
}

/// Whether the page came over plain http from elsewhere: Chromium then lets it into no network
/// that is nearer, and does not ask.
pub(super) fn is_insecure(subject: &Subject<'_>) -> bool {
    let origin = subject.evidence.origin.value.as_ref();
    origin.is_some_and(|origin| !origin.is_potentially_trustworthy())
}

/// What the recorder wrote as the error of the last hop or its preflight.
pub(super) fn recorded_error<'s>(subject: &Subject<'s>) -> Option<&'s str> {
    let last = subject.observed.hops.last();
    let entry = last
        .map(|hop| hop.entry)
        .or(subject.observed.orphan.as_ref().map(|p| p.entry))?;
    Some(subject.capture.recorded_error(entry)?.1)
}

/// The message that a refusal looked at, where the exchange has it.
pub(super) fn judged<'s>(subject: &Subject<'s>, refusal: Refusal) -> Option<Judged<'s>> {
    let hop: Option<&'s ObservedHop<'s>> = subject.observed.hops.get(usize::from(refusal.hop));
    let preflight = match hop {
        Some(hop) => hop.preflight.as_ref(),
        None => subject.observed.orphan.as_ref(),
    };
    if refusal.phase == Phase::Preflight
        && let Some(preflight) = preflight
    {
        return Some(Judged {
            entry: preflight.entry,
            url: preflight.url,
            status: preflight.status,
            request: &preflight.request,
            response: &preflight.response,
            preflight: Some(preflight),
        });
    }
    let hop = hop?;
    Some(Judged {
        // A stored response stands in the entry that it was stored from.
        entry: hop.stored.map_or(hop.entry, |(_, from)| from),
        url: hop.url,
        status: hop.status,
        request: &hop.request,
        response: &hop.response,
        preflight: hop.preflight.as_ref(),
    })
}

fn blame<'s>(
    subject: &'s Subject<'_>,
    refusal: Refusal,
    judged: &'s Judged<'_>,
    hypothesis: Option<&'s Hypothesis<'_>>,
) -> Blame<'s> {
    let first_url = subject
        .observed
        .hops
        .first()
        .map_or(judged.url, |hop| hop.url);
    Blame {
        refusal,
        url: judged.url,
        location: match subject
            .observed
            .hops
            .get(usize::from(refusal.hop))
            .map(|h| &h.location)
        {
            Some(Location::Url(target)) => Some(target),
            _ => None,
        },
        first_url,
        origin: subject
            .evidence
            .origin
            .value
            .as_ref()
            .map_or("null", |o| o.serialize()),
        initiator: initiator(subject),
        status: judged.status,
        response: judged.response,
        method: judged.preflight.map_or("", |p| p.method),
        missing: missing_headers(judged, hypothesis),
        space: subject.evidence.address_space,
    }
}

/// The requested headers that are not allowed, in the order in which the preflight asked.
pub(super) fn missing_headers<'s>(
    judged: &Judged<'s>,
    hypothesis: Option<&Hypothesis<'_>>,
) -> Vec<&'s str> {
    let Some(preflight) = judged.preflight else {
        return Vec::new();
    };
    let include = hypothesis.is_some_and(|h| h.include);
    let grants = Grants::of(&preflight.response);
    preflight
        .headers
        .iter()
        .copied()
        .filter(|name| !grants.allows_header(name, include))
        .collect()
}

fn initiator(subject: &Subject<'_>) -> Initiator {
    let Some(first) = subject.observed.hops.first() else {
        return Initiator::Fetch;
    };
    match subject
        .capture
        .optional(first.entry.resource_type)
        .unwrap_or("")
    {
        "fetch" => return Initiator::Fetch,
        "xhr" => return Initiator::Xhr,
        "font" => return Initiator::Font,
        "ping" | "eventsource" | "manifest" => return Initiator::Other,
        _ => {}
    }
    match first.request.first("Sec-Fetch-Dest") {
        Some("font") => return Initiator::Font,
        Some("image") => return Initiator::Image,
        _ => {}
    }
    match subject.evidence.destination {
        Destination::Script => Initiator::Script,
        Destination::Style => Initiator::Style,
        Destination::Media => match subject.capture.optional(first.entry.resource_type) {
            Some("media") => Initiator::Media,
            _ => Initiator::Image,
        },
        Destination::Font => Initiator::Font,
        Destination::Frame => Initiator::Other,
        Destination::Other => Initiator::Fetch,
    }
}

/// Where in the capture a refusal shows.
fn evidence(subject: &Subject<'_>, refusal: Refusal) -> Vec<Evidence> {
    use RefusalKind as K;
    let Some(judged) = judged(subject, refusal) else {
        return Vec::new();
    };
    let place = |part| subject.capture.place(judged.entry, part);
    // The request stands in its own entry, also where a stored response was refused.
    let asked = match subject.observed.hops.get(usize::from(refusal.hop)) {
        Some(hop) if refusal.phase != Phase::Preflight => hop.entry,
        _ => judged.entry,
    };
    let mut evidence = Vec::new();
    let mut request = |name: &str| {
        for (line, (found, value)) in judged.request.iter().enumerate() {
            if found.eq_ignore_ascii_case(name) {
                evidence.push(Evidence {
                    pointer: subject.capture.place(asked, Part::RequestHeader(line)),
                    name: found.to_owned(),
                    value: Some(value.to_owned()),
                });
            }
        }
    };
    match refusal.kind {
        K::AllowOriginMissing
        | K::AllowOriginWildcardWithCredentials
        | K::AllowOriginMultiple
        | K::AllowOriginInvalid
        | K::AllowOriginMismatch
        | K::AllowCredentialsNotTrue => {
            request("Origin");
            request("Cookie");
        }
        K::MethodNotAllowed => request("Access-Control-Request-Method"),
        K::HeaderNotAllowed | K::AuthorizationNotCovered => {
            request("Access-Control-Request-Headers");
        }
        _ => {}
    }
    let names: &[&str] = match refusal.kind {
        K::AllowOriginMissing
        | K::AllowOriginWildcardWithCredentials
        | K::AllowOriginMultiple
        | K::AllowOriginInvalid
        | K::AllowOriginMismatch => &["Access-Control-Allow-Origin"],
        K::AllowCredentialsNotTrue => &["Access-Control-Allow-Credentials"],
        K::AllowMethodsInvalid | K::MethodNotAllowed => &["Access-Control-Allow-Methods"],
        K::AllowHeadersInvalid | K::HeaderNotAllowed | K::AuthorizationNotCovered => {
            &["Access-Control-Allow-Headers"]
        }
        K::PreflightRedirect
        | K::RedirectContainsCredentials
        | K::RedirectScheme
        | K::TooManyRedirects
        | K::RedirectMode => &["Location"],
        K::CorpSameOrigin | K::CorpSameSite | K::CoepCorp | K::DipCorp => {
            &["Cross-Origin-Resource-Policy"]
        }
        K::FrameRefused => &["X-Frame-Options", "Content-Security-Policy"],
        K::EventSourceRefused => &["Content-Type"],
        K::BodyIncomplete => &["Content-Length"],
        K::OpaqueResponseBlocked | K::MimeTypeMismatch => {
            &["Content-Type", "X-Content-Type-Options"]
        }
        _ => &[],
    };
    for name in names {
        let mut present = false;
        for (line, (found, value)) in judged.response.iter().enumerate() {
            if found.eq_ignore_ascii_case(name) {
                present = true;
                evidence.push(Evidence {
                    pointer: place(Part::ResponseHeader(line)),
                    name: found.to_owned(),
                    value: Some(value.to_owned()),
                });
            }
        }
        if !present {
            evidence.push(Evidence {
                pointer: place(Part::ResponseHeaders),
                name: (*name).to_owned(),
                value: None,
            });
        }
    }
    if refusal.kind == K::ContentSecurityPolicy
        && let Some(forbidden) = &subject.evidence.forbidden
    {
        let document = subject.capture.entry(forbidden.document);
        let headers = subject.capture.response_headers(document);
        for (line, (found, value)) in headers.iter().enumerate() {
            if found.eq_ignore_ascii_case("Content-Security-Policy") {
                evidence.push(Evidence {
                    pointer: subject.capture.place(document, Part::ResponseHeader(line)),
                    name: found.to_owned(),
                    value: Some(value.to_owned()),
                });
            }
        }
    }
    if names.is_empty() || refusal.phase == Phase::Preflight {
        evidence.push(Evidence {
            pointer: place(Part::Status),
            name: "status".to_owned(),
            value: Some(judged.status.to_string()),
        });
    }
    if let Some(last) = subject.observed.hops.last()
        && let Some((part, error)) = subject.capture.recorded_error(last.entry)
    {
        evidence.push(Evidence {
            pointer: subject.capture.place(last.entry, part),
            name: subject.capture.field(part).to_owned(),
            value: Some(error.to_owned()),
        });
    }
    evidence
}
