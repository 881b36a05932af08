//! The one sentence a reader would act on, and the sentences under it.

use super::told;
use crate::exchange::Recorded;
use crate::fetch::{Phase, Refusal};
use crate::http::difference;
use crate::rules::{self, Blocked};
use crate::verdict::judge::Hypothesis;
use crate::verdict::{Brief, Outcome, Unknown, host_of};

/// One sentence that stands alone.
pub(super) fn of(brief: &Brief<'_>) -> String {
    let own = &brief.verdicts.recorded_by;
    if brief.is_only_told() {
        return told::headline(brief);
    }
    match own.outcome {
        Outcome::Blocked | Outcome::Failed => match (own.because, brief.reasons) {
            (Some(reason), _) => sentence(brief, reason, brief.hypothesis()),
            (None, [Some(first), Some(second)]) => either(brief, first, second),
            _ if own.outcome == Outcome::Failed => format!("{} did not respond.", host(brief)),
            _ => NOT_SHOWN.to_owned(),
        },
        Outcome::Allowed => format!(
            "{} allows {} to read the response.",
            host(brief),
            brief.page()
        ),
        Outcome::SameOrigin => {
            "The page requested its own origin, so nothing is checked.".to_owned()
        }
        Outcome::NotCors => {
            "Not a CORS request: the page gets no access to the response, and needs \
                             none."
                .to_owned()
        }
        Outcome::Undetermined => {
            let needs: Vec<&str> = own
                .needs
                .iter()
                .map(|unknown| match unknown {
                    Unknown::Credentials => "whether the request carried credentials",
                    Unknown::Origin => "which origin made the request",
                    Unknown::Mode => "whether this was a CORS request",
                    Unknown::Preflight => "how the server responds to a preflight",
                    Unknown::Response => "the response",
                    Unknown::Body => "the body",
                    Unknown::RedirectMode => {
                        "whether the page wanted redirects to be followed (redirect: 'manual' and \
                         'error' look the same here)"
                    }
                })
                .collect();
            if needs.is_empty() {
                "The capture does not contain what would decide it.".to_owned()
            } else {
                format!(
                    "Undetermined: the capture does not show {}.",
                    needs.join(", nor ")
                )
            }
        }
    }
}

fn either(brief: &Brief<'_>, first: Refusal, second: Refusal) -> String {
    let (mut one, mut other) = (brief.hypothesis_of(first), brief.hypothesis_of(second));
    let (mut first, mut second) = (first, second);
    if one.is_some_and(|hypothesis| hypothesis.include) {
        (one, other) = (other, one);
        (first, second) = (second, first);
    }
    let by_credentials = match (one, other) {
        (Some(one), Some(other)) => one.include != other.include,
        _ => true,
    };
    if !by_credentials {
        return format!(
            "Blocked either way. If it was a CORS request: {} If not: {}",
            sentence(brief, first, one),
            sentence(brief, second, other),
        );
    }
    format!(
        "Blocked either way. If the request carried no credentials: {} If it did: {}",
        sentence(brief, first, one),
        sentence(brief, second, other),
    )
}

fn host(brief: &Brief<'_>) -> String {
    host_of(brief.last_message().map_or("", |message| message.url))
}

/// What was wrong, with the values, in the words of its rule.
pub(super) fn sentence(
    brief: &Brief<'_>,
    reason: Refusal,
    hypothesis: Option<&Hypothesis<'_>>,
) -> String {
    if brief.is_only_told() {
        return told::sentence(brief, reason);
    }
    let says = rules::of(reason.kind).and_then(|rule| rule.says);
    match says.zip(Blocked::new(brief, reason, hypothesis)) {
        Some((says, blocked)) => says(&blocked),
        None => NOT_SHOWN.to_owned(),
    }
}

const NOT_SHOWN: &str = "The browser blocked it, and the capture does not show why.";

/// What happened, in plain words.
pub(super) fn explanation(brief: &Brief<'_>) -> Vec<String> {
    if brief.is_only_told() {
        return told::explanation(brief);
    }
    let mut sentences = Vec::new();
    let own = &brief.verdicts.recorded_by;
    let phase = own.because.or(brief.reasons[0]).map(|reason| reason.phase);
    if own.outcome == Outcome::Blocked {
        match phase {
            Some(Phase::Preflight) => sentences.push(
                "The browser sent a preflight (OPTIONS) first. Its response failed the check, so \
                 the request itself was never sent."
                    .to_owned(),
            ),
            Some(Phase::Response) => sentences.push(
                "The server responded, and the browser kept the response from the page.".to_owned(),
            ),
            Some(Phase::Redirect) => sentences
                .push("The browser stopped at the redirect and did not follow it.".to_owned()),
            Some(Phase::Request) | None => {}
        }
        sentences.extend(told::settled(brief));
        if brief.evidence.recorded == Recorded::Unknown {
            sentences.push(
                "The recording does not say whether it was blocked. By the browser's rules it was."
                    .to_owned(),
            );
        }
    }
    if own.outcome.is_failure()
        && let Some(app) = difference::app(brief.page())
    {
        sentences.push(format!("{} is the origin of {app}.", brief.page()));
    }
    sentences
}
