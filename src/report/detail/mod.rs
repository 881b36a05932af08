//! Everything said about one exchange, made when it is asked for.

mod comparison;
mod findings;
mod headline;
mod steps;
mod told;

use super::{Detail, FactText, Finding};
use crate::browsers::Profile;
use crate::capture::recorder::{Habits, Missing};
use crate::exchange::{CredentialsMode, Fact, Recorded, RequestMode};
use crate::verdict::{Brief, Outcome, Unknown, Verdict};

/// The detail of one exchange.
pub(super) fn of(brief: &Brief<'_>) -> Detail {
    let gist = gist(brief);
    // Without a message there is nothing to walk through.
    if brief.is_only_told() {
        return gist;
    }
    Detail {
        steps: steps::of(brief),
        comparisons: comparison::of(brief),
        ..gist
    }
}

/// The same without steps and comparisons.
pub(super) fn gist(brief: &Brief<'_>) -> Detail {
    let evidence = &brief.evidence;
    Detail {
        headline: headline::of(brief),
        explanation: headline::explanation(brief),
        origin: fact(&evidence.origin, |origin| origin.serialize().to_owned()),
        mode: fact(&evidence.mode, |mode: &RequestMode| mode.word().to_owned()),
        credentials: credentials(brief),
        findings: findings::of(brief),
        steps: Vec::new(),
        comparisons: Vec::new(),
        unknowns: unknowns(brief),
    }
}

/// Why one browser refuses it.
pub(super) fn refused_in(brief: &Brief<'_>, profile: Profile) -> Option<Finding> {
    findings::in_profile(brief, profile)
}

fn fact<T>(fact: &Fact<T>, text: impl Fn(&T) -> String) -> FactText {
    FactText {
        value: fact.value.as_ref().map(text),
        source: fact.source.word(),
        why: fact.why.to_owned(),
    }
}

fn credentials(brief: &Brief<'_>) -> FactText {
    let recorded = &brief.evidence.credentials;
    if recorded.value.is_none()
        && let Some(mode) = brief.survivors.credentials()
    {
        return FactText {
            value: Some(mode.word().to_owned()),
            source: "inferred",
            why: match mode {
                CredentialsMode::Include => {
                    "the recorded headers fit the outcome only with credentials"
                }
                CredentialsMode::Omit => {
                    "the recorded headers fit the outcome only without credentials"
                }
            }
            .to_owned(),
        };
    }
    fact(recorded, |mode: &CredentialsMode| mode.word().to_owned())
}

/// What is not known, and how it could be captured.
fn unknowns(brief: &Brief<'_>) -> Vec<String> {
    let own = &brief.verdicts.recorded_by;
    let others = brief
        .verdicts
        .of_browsers()
        .map(|(profile, verdict)| (profile.name(), verdict));
    let mut sentences: Vec<String> = own
        .needs
        .iter()
        .map(|unknown| {
            let habits = brief.capture.producer.recorder.habits();
            ask_for(unknown, own.outcome, habits)
        })
        .collect();
    if brief.survivors.contradicted {
        sentences.push(match brief.evidence.recorded {
            Recorded::Delivered => "By the recorded headers the browser should have blocked this response, but it delivered it. An extension, a header override or disabled web security can cause that."
                .to_owned(),
            _ if brief.evidence.told.refused.is_some() && brief.sentence().is_some() => {
                told::contradiction(brief)
            }
            _ => "By the recorded headers nothing is wrong, but the browser blocked it. The \
                  console line from that moment shows why (local network access, content security \
                  policy, an extension)."
                .to_owned(),
        });
    }
    for (name, verdict) in others {
        if own.outcome != Outcome::Undetermined && verdict.outcome == Outcome::Undetermined {
            sentences.push(format!("{name}: not known. {}", missing(*verdict)));
        }
    }
    sentences
}

fn missing(verdict: Verdict) -> String {
    let reasons: Vec<&str> = verdict
        .needs
        .iter()
        .map(|unknown| match unknown {
            Unknown::Preflight => {
                "It would have sent its own preflight, and the response to that was not recorded"
            }
            Unknown::Response => "It would have continued to a response that was not recorded",
            Unknown::Body => "It depends on the body, which was not recorded",
            Unknown::Credentials => "It depends on the credentials mode",
            Unknown::Origin => "It depends on the origin of the page",
            Unknown::Mode => "It depends on the mode of the request",
            Unknown::RedirectMode => "It depends on the redirect mode of the request",
        })
        .collect();
    format!("{}.", reasons.join("; "))
}

fn ask_for(unknown: Unknown, outcome: Outcome, habits: &Habits) -> String {
    let sentence = match (unknown, outcome) {
        (Unknown::Credentials, outcome) => {
            let what = if outcome == Outcome::Blocked {
                "It was blocked either way. The reason depends on whether the request carried \
                 credentials, and the capture does not show that."
            } else {
                "The capture does not show whether the request carried credentials, and the verdict depends on it."
            };
            let export = if habits.leaves_out_credentials {
                ", or export the HAR with sensitive data"
            } else {
                ""
            };
            return format!(
                "{what} Look at the call (credentials: 'include', withCredentials, \
                 crossorigin){export}."
            );
        }
        (Unknown::Origin, _) => {
            "The capture does not show which origin made the request. Export it from the \
             browser's network panel with the page's own requests in it."
        }
        (Unknown::Mode, _) => {
            "The capture does not show whether this was a CORS request. Export it from the \
             browser's network panel, or from a browser that sends Sec-Fetch-Mode."
        }
        (Unknown::Preflight, _) if habits.never_writes(Missing::Preflights) => {
            "The program that wrote this file never writes preflights. Record the request with the network \
             panel of Chrome or Firefox."
        }
        (Unknown::Preflight, _) => {
            "The preflight's response is not in the capture. Record again with the cache disabled \
             and without a filter in the network panel."
        }
        (Unknown::Response, _) if habits.never_writes(Missing::Responses) => {
            "A console has no responses. Export the network panel as HAR too, and open both files."
        }
        (Unknown::Response, _) if habits.never_writes(Missing::Failed) => {
            "The response is not in the capture, and files of this kind never contain requests that failed. Record the request with the network panel of Chrome or Firefox."
        }
        (Unknown::Response, _) => {
            "The response is not in the capture. Record again, and stop only when the request is \
             done."
        }
        (Unknown::RedirectMode, _) => {
            "The redirect was not followed. Look at the call: with redirect: 'manual' the page \
             got the redirect as intended, with redirect: 'error' it got an error. This capture \
             looks the same for both."
        }
        (Unknown::Body, _) => {
            "It depends on the body, which is not in the capture. Export the HAR with response \
             bodies."
        }
    };
    sentence.to_owned()
}
