//! Requests that no recording holds, and verdicts that a line of a console settles: said in the
//! browser's own words, with the place of the line.

use super::super::{Codes, Console, Finding};
use crate::browsers::{Profile, codes};
use crate::console;
use crate::fetch::{Phase, Refusal, RefusalKind};
use crate::rules::{RULES, Severity};
use crate::verdict::{Brief, host_of};

/// One sentence that stands alone.
pub(super) fn headline(brief: &Brief<'_>) -> String {
    let own = &brief.verdicts.recorded_by;
    match (own.because, brief.reasons) {
        (Some(reason), _) => sentence(brief, reason),
        (None, [Some(first), Some(second)]) => {
            format!("{} Or: {}", sentence(brief, first), sentence(brief, second))
        }
        _ => format!(
            "The browser blocked the request to {}, and the console does not say why.",
            host(brief)
        ),
    }
}

fn host(brief: &Brief<'_>) -> String {
    host_of(brief.last_message().map_or("", |message| message.url))
}

/// What was wrong, in the words of the rule, with what the line names.
pub(super) fn sentence(brief: &Brief<'_>, reason: Refusal) -> String {
    let rule = RULES.iter().find(|rule| rule.refusal == Some(reason.kind));
    let mut summary = rule
        .map_or("the browser blocked it", |rule| rule.summary)
        .to_owned();
    if reason.phase == Phase::Preflight
        && let Some(rest) = summary.strip_prefix("the response")
    {
        summary = format!("the preflight's response{rest}");
    }
    let said = said(brief);
    let subject = said.as_ref().and_then(|said| said.subject.clone());
    let named = match brief.recorded_error() {
        Some(error) if reason.kind == RefusalKind::NetworkError => format!(" ({error})"),
        _ => subject.map_or_else(String::new, |subject| format!(" (`{subject}`)")),
    };
    let host = match said.and_then(|said| said.url) {
        Some(refused) => host_of(&refused),
        None => host(brief),
    };
    let status =
        status(brief).map_or_else(String::new, |status| format!("; its status is {status}"));
    format!("{host}: {summary}{named}{status}.")
}

fn said(brief: &Brief<'_>) -> Option<console::Said> {
    console::said(&brief.sentence()?.value?)
}

/// The status of the refused response, where a line has it.
fn status(brief: &Brief<'_>) -> Option<i32> {
    let number = brief.evidence.told.sentence?;
    let statement = brief.capture.statements.get(number as usize)?;
    statement.about.status
}

/// Where the request is spoken of, in a capture that holds others.
pub(super) fn explanation(brief: &Brief<'_>) -> Vec<String> {
    if brief.capture.joined.is_empty() {
        return Vec::new();
    }
    let place = brief
        .sentence()
        .map_or_else(|| "the console".to_owned(), |sentence| sentence.place);
    vec![format!(
        "Only the console shows this request ({place}); it is not in {}.",
        brief.capture.file
    )]
}

/// Which line settles what the capture itself leaves open.
pub(super) fn settled(brief: &Brief<'_>) -> Option<String> {
    let told = brief.evidence.told.refused?;
    let sentence = brief.sentence().filter(|_| !told.kinds.is_empty())?;
    Some(format!(
        "The browser itself reported it: {}.",
        sentence.place
    ))
}

/// A line that names a check which the recorded headers pass.
pub(super) fn contradiction(brief: &Brief<'_>) -> String {
    let place = brief
        .sentence()
        .map_or_else(String::new, |shown| shown.place);
    format!(
        "The console ({place}) names a check that the recorded headers pass, so the two \
         contradict each other. They may be from different visits, or something changed the \
         response on the way."
    )
}

/// What blocked it, with the line as the console has it.
pub(super) fn finding(brief: &Brief<'_>, reason: Refusal, possible: bool) -> Finding {
    let words = brief.sentence().and_then(|shown| shown.value);
    let by = brief.survivors.profile;
    let line = |profile| words.clone().filter(|_| profile == by);
    let error = brief
        .recorded_error()
        .filter(|error| error.starts_with("net::"));
    Finding {
        rule: reason.kind.name(),
        phase: reason.phase.word(),
        hop: reason.hop,
        severity: Severity::Error,
        possible,
        summary: sentence(brief, reason),
        evidence: brief.sentence().into_iter().collect(),
        codes: Codes {
            chromium: match codes::chromium(reason) {
                Some(code) => Some(code),
                None => error,
            }
            .map(str::to_owned),
            // Of what leads to a file, Firefox tells in another category.
            firefox: match said(brief).and_then(|said| said.url) {
                Some(url)
                    if reason.kind == RefusalKind::RedirectScheme && url.starts_with("file:") =>
                {
                    Some("SOP")
                }
                _ => codes::firefox(reason),
            }
            .map(str::to_owned),
            mdn: codes::mdn(reason.kind).map(str::to_owned),
        },
        console: Console {
            chromium: line(Profile::Chromium),
            firefox: line(Profile::Firefox),
            webkit: line(Profile::WebKit),
        },
    }
}
