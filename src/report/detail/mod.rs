//! Everything said about one exchange, made when it is asked for.

mod comparison;
mod findings;
mod headline;
mod steps;

use super::{Assessment, Detail, FactText};
use crate::capture::Capture;
use crate::capture::recorder::{Habits, Missing};
use crate::exchange::evidence::{Context, Evidence};
use crate::exchange::observe::Observed;
use crate::exchange::{CredentialsMode, Fact, Recorded, RequestMode};
use crate::fetch::Refusal;
use crate::verdict::eliminate::{Survivors, survivors};
use crate::verdict::judge::{Hypothesis, Ruling, judge};
use crate::verdict::{Outcome, Unknown, Verdict, Verdicts};

/// One exchange and what is known about it: what the parts of a detail are made from.
struct Subject<'s> {
    capture: &'s Capture,
    observed: &'s Observed<'s>,
    evidence: &'s Evidence<'s>,
    survivors: &'s Survivors<'s>,
    verdicts: &'s Verdicts,
    reasons: [Option<Refusal>; 2],
}

/// The detail of one exchange.
pub(super) fn of(capture: &Capture, context: &Context, assessment: &Assessment) -> Detail {
    let observed = Observed::new(capture, &assessment.exchange);
    let evidence = context.evidence(capture, &observed);
    let survivors = survivors(capture, &observed, &evidence);
    let subject = Subject {
        capture,
        observed: &observed,
        evidence: &evidence,
        survivors: &survivors,
        verdicts: &assessment.verdicts,
        reasons: assessment.reasons,
    };
    let findings = findings::of(&subject);
    Detail {
        headline: headline::of(&subject),
        explanation: headline::explanation(&subject),
        origin: fact(&evidence.origin, |origin| origin.serialize().to_owned()),
        mode: fact(&evidence.mode, |mode: &RequestMode| mode.word().to_owned()),
        credentials: credentials(&evidence, &survivors),
        findings,
        steps: steps::of(&subject),
        comparisons: comparison::of(&subject),
        unknowns: unknowns(&subject),
    }
}

fn fact<T>(fact: &Fact<T>, text: impl Fn(&T) -> String) -> FactText {
    FactText {
        value: fact.value.as_ref().map(text),
        source: fact.source.word(),
        why: fact.why.to_owned(),
    }
}

fn credentials(evidence: &Evidence<'_>, survivors: &Survivors<'_>) -> FactText {
    if evidence.credentials.value.is_none()
        && let Some(mode) = survivors.credentials()
    {
        return FactText {
            value: Some(mode.word().to_owned()),
            source: "inferred",
            why: match mode {
                CredentialsMode::Include => {
                    "only with credentials do the recorded headers and the outcome go together"
                }
                CredentialsMode::Omit => {
                    "only without credentials do the recorded headers and the outcome go together"
                }
            }
            .to_owned(),
        };
    }
    fact(&evidence.credentials, |mode: &CredentialsMode| {
        mode.word().to_owned()
    })
}

impl Subject<'_> {
    /// The hypothesis that is shown where one has to be: the first under which the recording
    /// browser gives this reason, or the first of all.
    fn hypothesis(&self) -> Option<&Hypothesis<'_>> {
        let shown = self.reasons[0].and_then(|reason| {
            self.survivors
                .rulings
                .iter()
                .position(|ruling| *ruling == Ruling::Blocked(reason))
        });
        self.survivors.hypotheses.get(shown.unwrap_or(0))
    }

    /// Every check that says no under a hypothesis, the first first: each is found by passing
    /// over those before it.
    fn refusals(&self, hypothesis: &Hypothesis<'_>) -> Vec<Refusal> {
        let mut found = Vec::new();
        // An exchange has few messages and each has few checks; the bound is for the compiler's
        // peace and the reader's.
        for _ in 0..64 {
            match judge(self.survivors.profile, self.observed, hypothesis, &found) {
                Ruling::Blocked(refusal) => found.push(refusal),
                Ruling::Passes(_) | Ruling::Failed | Ruling::Open(_) => break,
            }
        }
        found
    }
}

/// What is not known, and how it could be captured.
fn unknowns(subject: &Subject<'_>) -> Vec<String> {
    let own = &subject.verdicts.recorded_by;
    let others = [
        ("Chromium", &subject.verdicts.chromium),
        ("Firefox", &subject.verdicts.firefox),
        ("WebKit", &subject.verdicts.webkit),
    ];
    let mut sentences: Vec<String> = own
        .needs
        .iter()
        .map(|unknown| {
            ask_for(
                unknown,
                own.outcome,
                subject.capture.producer.recorder.habits(),
            )
        })
        .collect();
    if subject.survivors.contradicted {
        sentences.push(match subject.evidence.recorded {
            Recorded::Delivered => "By the recorded headers the browser should have refused this \
                                    answer, but it delivered it: an extension, a header override \
                                    or disabled web security may have been at work."
                .to_owned(),
            _ => "By the recorded headers nothing stood in the way, yet the browser refused it: \
                  the console line of that moment would tell why (local network access, content \
                  security policy, an extension)."
                .to_owned(),
        });
    }
    for (name, verdict) in others {
        if own.outcome != Outcome::Undetermined && verdict.outcome == Outcome::Undetermined {
            sentences.push(format!("{name}: open. {}", missing(*verdict)));
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
                "It would have asked with a preflight of its own, and nobody knows the answer"
            }
            Unknown::Response => "It would have gone on to a response that was not recorded",
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
                "It was blocked either way, but the reason depends on whether the request carried \
                 credentials, and the capture does not show that."
            } else {
                "The capture does not show whether the request carried credentials, and the answer \
                 depends on it."
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
            "Whoever wrote this file never writes preflights. Record the request with the network \
             panel of Chrome or Firefox."
        }
        (Unknown::Preflight, _) => {
            "The preflight's answer is not in the capture. Record again with the cache disabled \
             and without a filter in the network panel."
        }
        (Unknown::Response, _) if habits.never_writes(Missing::Failed) => {
            "The response is not in the capture, and requests that failed are never in files of \
             this kind. Record the request with the network panel of Chrome or Firefox."
        }
        (Unknown::Response, _) => {
            "The response is not in the capture. Record again, and stop only when the request is \
             done."
        }
        (Unknown::RedirectMode, _) => {
            "The redirect was not followed. Look at the call: with redirect: 'manual' the page got \
             what it wanted, with redirect: 'error' it got an error; this capture looks the same \
             for both."
        }
        (Unknown::Body, _) => {
            "It depends on the body, which is not in the capture. Export the HAR with content."
        }
    };
    sentence.to_owned()
}
