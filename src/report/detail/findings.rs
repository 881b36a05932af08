//! The rules an exchange broke, with each browser's own words for them.

use super::super::{Codes, Console, Finding};
use super::told;
use crate::browsers::console::{Blame, Initiator};
use crate::browsers::{Profile, codes, console};
use crate::exchange::RequestMode;
use crate::fetch::opaque::Destination;
use crate::fetch::{Phase, Refusal, RefusalKind};
use crate::fixes::{self, Confidence, Stack};
use crate::rules::{self, Severity};
use crate::verdict::judge::{Hypothesis, Ruling, judge};
use crate::verdict::{self, Brief, Message, Outcome, Shown};

/// The rules that blocked it, then those that would block next, then what is fragile about it.
pub(super) fn of(brief: &Brief<'_>) -> Vec<Finding> {
    let mut findings = blocking(brief);
    for (rule, mut broken) in rules::notes(brief) {
        if let Some(setting) = exposing(brief, &broken) {
            broken.summary.push(' ');
            broken.summary.push_str(&setting);
        }
        findings.push(Finding {
            rule: rule.name,
            phase: broken.phase.word(),
            hop: broken.hop,
            severity: rule.severity,
            possible: false,
            summary: broken.summary,
            evidence: broken.exhibits,
            codes: Codes::default(),
            console: Console::default(),
        });
    }
    findings.sort_by_key(|finding| finding.severity);
    findings
}

/// What to set so that scripts can read the headers that a response keeps from them: in the terms
/// of the server that responded, where its headers show which one it is.
fn exposing(brief: &Brief<'_>, broken: &rules::Broken) -> Option<String> {
    if broken.expose.is_empty() {
        return None;
    }
    let hop = brief.observed.hops.get(usize::from(broken.hop))?;
    let known = fixes::detect(&hop.response)
        .into_iter()
        .find(|(stack, confidence)| stack.id != "headers" && *confidence >= Confidence::Likely)
        .and_then(|(stack, _)| Some((stack, stack.exposing(&broken.expose)?)));
    if let Some((stack, setting)) = known {
        return Some(format!("In {}, set `{setting}`.", stack.name));
    }
    let setting = Stack::named("headers")?.exposing(&broken.expose)?;
    Some(format!("Send `{setting}`."))
}

fn blocking(brief: &Brief<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let own = &brief.verdicts.recorded_by;
    if !own.outcome.is_failure() {
        return findings;
    }
    let possible = brief.reasons[1].is_some() && brief.evidence.recorded_kind.is_none();
    if possible {
        for reason in brief.reasons.into_iter().flatten() {
            let hypothesis = brief.hypothesis_of(reason);
            findings.push(finding(brief, reason, hypothesis, Severity::Error, true));
        }
        return findings;
    }
    let Some(reason) = own.because else {
        return findings;
    };
    let hypothesis = brief.hypothesis();
    findings.push(finding(brief, reason, hypothesis, Severity::Error, false));
    if let Some(hypothesis) = hypothesis
        && own.outcome == Outcome::Blocked
    {
        for next in brief.refusals(hypothesis) {
            if next != reason {
                let mut finding = finding(brief, next, Some(hypothesis), Severity::Warning, false);
                // Nobody prints what comes after the first.
                finding.console = Console::default();
                findings.push(finding);
            }
        }
    }
    findings
}

/// Why one browser refuses what another lets through, with its own words for it.
pub(super) fn in_profile(brief: &Brief<'_>, profile: Profile) -> Option<Finding> {
    let verdict = brief.verdicts.of(profile);
    let reason = verdict.because.filter(|_| verdict.outcome.is_failure())?;
    Some(finding(
        brief,
        reason,
        brief.hypothesis(),
        Severity::Warning,
        false,
    ))
}

fn finding(
    brief: &Brief<'_>,
    reason: Refusal,
    hypothesis: Option<&Hypothesis<'_>>,
    severity: Severity,
    possible: bool,
) -> Finding {
    let own = |profile: Profile| -> Option<Refusal> {
        if profile == brief.survivors.profile {
            return Some(reason);
        }
        if severity != Severity::Error {
            return Some(reason);
        }
        if brief.evidence.recorded == crate::exchange::Recorded::Failed {
            return Some(reason);
        }
        match judge(profile, &brief.observed, hypothesis?, &[]) {
            Ruling::Blocked(refusal) => Some(refusal),
            Ruling::Passes(_) | Ruling::Failed | Ruling::Open(_) => {
                let verdict = brief.verdicts.of(profile);
                verdict.because.filter(|_| verdict.outcome.is_failure())
            }
        }
    };
    if brief.is_only_told() && severity == Severity::Error {
        return told::finding(brief, reason, possible);
    }
    let chromium = own(Profile::Chromium);
    let firefox = own(Profile::Firefox);
    let webkit = own(Profile::WebKit);
    let net_error = brief
        .recorded_error()
        .filter(|error| error.starts_with("net::"));
    let line = |refusal: Option<Refusal>, print: fn(&Blame<'_>) -> Option<String>| {
        let refusal = refusal?;
        let message = brief.message(refusal)?;
        print(&blame(brief, refusal, &message, hypothesis))
    };
    Finding {
        rule: reason.kind.name(),
        phase: reason.phase.word(),
        hop: reason.hop,
        severity,
        possible,
        summary: super::headline::sentence(brief, reason, hypothesis),
        evidence: evidence(brief, reason),
        codes: Codes {
            chromium: chromium.and_then(|refusal| match refusal.kind {
                RefusalKind::NetworkError
                | RefusalKind::PreflightFailed
                | RefusalKind::EventSourceRefused
                | RefusalKind::Unexplained => net_error.map(str::to_owned),
                RefusalKind::LocalNetworkAccess if rules::is_insecure(brief) => {
                    Some("InsecureLocalNetwork".to_owned())
                }
                // A redirect is taken back with the error of a cancelled request.
                RefusalKind::ContentSecurityPolicy if refusal.phase == Phase::Redirect => {
                    net_error.map(str::to_owned)
                }
                _ => codes::chromium(refusal).map(str::to_owned),
            }),
            firefox: firefox.and_then(|refusal| {
                let message = brief.message(refusal)?;
                let blame = blame(brief, refusal, &message, hypothesis);
                codes::firefox_in_context(&blame).map(str::to_owned)
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

fn blame<'s>(
    brief: &'s Brief<'_>,
    refusal: Refusal,
    message: &Message<'s>,
    hypothesis: Option<&Hypothesis<'_>>,
) -> Blame<'s> {
    let first = brief.observed.hops.first();
    let include = hypothesis.is_some_and(|hypothesis| hypothesis.include);
    Blame {
        refusal,
        url: message.url,
        location: brief.target(refusal.hop),
        first_url: first.map_or(message.url, |hop| hop.url),
        origin: brief.origin().unwrap_or("null"),
        initiator: initiator(brief),
        status: message.status,
        response: message.response,
        method: message.preflight.map_or("", |p| p.method),
        missing: brief.missing_headers(refusal, include),
        space: brief.evidence.address_space,
        no_cors: brief
            .evidence
            .mode
            .value
            .is_some_and(|mode| mode != RequestMode::Cors),
        after_preflight: brief.survivors.profile == Profile::Firefox
            && message.preflight.is_some_and(|preflight| {
                // Firefox's mark for HTTP/2 and later.
                preflight.answered() && !preflight.response.contains("X-Firefox-Spdy")
            }),
    }
}

fn initiator(brief: &Brief<'_>) -> Initiator {
    let Some(first) = brief.observed.hops.first() else {
        return Initiator::Fetch;
    };
    match brief
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
    match brief.evidence.destination {
        Destination::Script => Initiator::Script,
        Destination::Style => Initiator::Style,
        Destination::Media => match brief.capture.optional(first.entry.resource_type) {
            Some("media") => Initiator::Media,
            _ => Initiator::Image,
        },
        Destination::Font => Initiator::Font,
        Destination::Frame => Initiator::Other,
        Destination::Other => Initiator::Fetch,
    }
}

/// Where in the capture a refusal shows.
fn evidence(brief: &Brief<'_>, refusal: Refusal) -> Vec<Shown> {
    let Some(message) = brief.message(refusal) else {
        return Vec::new();
    };
    let mut evidence = Vec::new();
    let rule = rules::of(refusal.kind);
    for name in rule.map_or(&[][..], |rule| rule.asks) {
        evidence.extend(message.asked(name));
    }
    let names = rule.map_or(&[][..], |rule| rule.grants);
    for name in names {
        evidence.extend(message.shows(name));
    }
    if refusal.kind == RefusalKind::ContentSecurityPolicy
        && let Some(forbidden) = &brief.evidence.forbidden
    {
        let document = brief.capture.entry(forbidden.document);
        let headers = brief.capture.response_headers(document);
        let name = "Content-Security-Policy";
        let mut shown = verdict::response_header(brief.capture, document, &headers, name);
        shown.retain(|shown| shown.value.is_some());
        evidence.extend(shown);
    }
    if names.is_empty() || refusal.phase == Phase::Preflight {
        evidence.push(message.shows_status());
    }
    if !brief.observed.hops.is_empty() {
        evidence.extend(brief.shown_error());
    }
    evidence
}
