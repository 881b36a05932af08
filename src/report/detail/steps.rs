//! The standard's steps as they were taken, with the values compared.

use super::super::{Step, StepOutcome};
use super::comparison::label;
use crate::exchange::RequestMode;
use crate::exchange::observe::ObservedPreflight;
use crate::fetch::preflight::Grants;
use crate::fetch::timing::timing_allow_check;
use crate::fetch::{Phase, Refusal, RefusalKind};
use crate::http::{HeaderList, method};
use crate::verdict::brief::Checked;
use crate::verdict::{Brief, Message};

pub(super) fn of(brief: &Brief<'_>) -> Vec<Step> {
    let Some(hypothesis) = brief.hypothesis() else {
        return Vec::new();
    };
    if hypothesis.mode != RequestMode::Cors {
        return Vec::new();
    }
    let refusals = brief.refusals(hypothesis);
    let mut table = Table {
        steps: Vec::new(),
        refusals: &refusals,
        credentials_are_open: brief.credentials().is_none(),
    };
    for Checked { message, origin } in brief.checked(&hypothesis.origin) {
        let label = label(brief, &message);
        match message.preflight {
            Some(preflight) if message.is_preflight() => {
                let hop = message.hop;
                table.preflight(&label, preflight, &origin, hypothesis.include, hop);
            }
            _ => table.response(&label, &message, &origin, hypothesis.include),
        }
    }
    table.steps
}

struct Table<'r> {
    steps: Vec<Step>,
    refusals: &'r [Refusal],
    /// Whether the capture leaves open that the request carries credentials.
    credentials_are_open: bool,
}

impl Table<'_> {
    fn preflight(
        &mut self,
        label: &str,
        preflight: &ObservedPreflight<'_>,
        origin: &str,
        include: bool,
        hop: u16,
    ) {
        let mark = |kind| Refusal {
            kind,
            phase: Phase::Preflight,
            hop,
        };
        self.cors_check(
            label,
            &preflight.response,
            origin,
            include,
            Phase::Preflight,
            hop,
        );
        let status = preflight.status.to_string();
        let redirect = mark(RefusalKind::PreflightRedirect);
        if self.refusals.contains(&redirect) {
            self.push(
                label,
                "CORS-preflight fetch 7",
                "The response is not a redirect",
                &[redirect],
                Some(("200 to 299".to_owned(), status.clone())),
            );
        }
        self.push(
            label,
            "CORS-preflight fetch 7",
            "The status is 200 to 299",
            &[mark(RefusalKind::PreflightStatusNotOk)],
            Some(("200 to 299".to_owned(), status)),
        );
        let grants = Grants::of(&preflight.response);
        let value = |name: &str| {
            preflight
                .response
                .get(name)
                .map_or_else(|| "—".to_owned(), std::borrow::Cow::into_owned)
        };
        let methods = value("Access-Control-Allow-Methods");
        let headers = value("Access-Control-Allow-Headers");
        self.push(
            label,
            "CORS-preflight fetch 7.3",
            "Both lists can be parsed",
            &[
                mark(RefusalKind::AllowMethodsInvalid),
                mark(RefusalKind::AllowHeadersInvalid),
            ],
            None,
        );
        if method::is_cors_safelisted(preflight.method) {
            self.steps.push(Step {
                message: label.to_owned(),
                step: "CORS-preflight fetch 7.5",
                text: format!("{} needs no permission", preflight.method),
                outcome: StepOutcome::Skipped,
                compared: None,
            });
        } else {
            self.push(
                label,
                "CORS-preflight fetch 7.5",
                "The method is allowed",
                &[mark(RefusalKind::MethodNotAllowed)],
                Some((preflight.method.to_owned(), methods)),
            );
        }
        for name in &preflight.headers {
            let allowed = grants.allows_header(name, include);
            let kinds = [
                mark(RefusalKind::HeaderNotAllowed),
                mark(RefusalKind::AuthorizationNotCovered),
            ];
            let marks: &[Refusal] = if allowed { &[] } else { &kinds };
            self.push(
                label,
                "CORS-preflight fetch 7.7",
                "The header is allowed",
                marks,
                Some(((*name).to_owned(), headers.clone())),
            );
        }
    }

    fn response(&mut self, label: &str, message: &Message<'_>, origin: &str, include: bool) {
        let Message {
            phase,
            hop,
            response,
            ..
        } = *message;
        self.cors_check(label, response, origin, include, phase, hop);
        if response.contains("Timing-Allow-Origin") {
            let allowed = timing_allow_check(origin, response);
            let value = response.get("Timing-Allow-Origin");
            self.steps.push(Step {
                message: label.to_owned(),
                step: "TAO check",
                text: if allowed {
                    "The page may see how long it took".to_owned()
                } else {
                    "The page may not see how long it took; nothing is blocked".to_owned()
                },
                outcome: if allowed {
                    StepOutcome::Passed
                } else {
                    StepOutcome::Skipped
                },
                compared: Some((origin.to_owned(), value.unwrap_or_default().into_owned())),
            });
        }
        if phase == Phase::Redirect {
            let mark = |kind| Refusal { kind, phase, hop };
            let target = response.get("Location").unwrap_or_default().into_owned();
            self.push(
                label,
                "HTTP-redirect fetch 6",
                "The target is an http or https URL",
                &[mark(RefusalKind::RedirectScheme)],
                Some(("http or https".to_owned(), target)),
            );
            self.push(
                label,
                "HTTP-redirect fetch 9",
                "The target has no user name or password",
                &[mark(RefusalKind::RedirectContainsCredentials)],
                None,
            );
        }
    }

    fn push(
        &mut self,
        label: &str,
        step: &'static str,
        text: &str,
        marks: &[Refusal],
        compared: Option<(String, String)>,
    ) {
        let first = self.refusals.first();
        let outcome = if marks.iter().any(|mark| Some(mark) == first) {
            StepOutcome::Failed
        } else if marks.iter().any(|mark| self.refusals.contains(mark)) {
            StepOutcome::AlsoFailed
        } else {
            StepOutcome::Passed
        };
        self.steps.push(Step {
            message: label.to_owned(),
            step,
            text: text.to_owned(),
            outcome,
            compared,
        });
    }

    fn cors_check(
        &mut self,
        label: &str,
        response: &HeaderList<'_>,
        origin: &str,
        include: bool,
        phase: Phase,
        hop: u16,
    ) {
        use RefusalKind as K;
        let mark = |kind| Refusal { kind, phase, hop };
        let value = response.get("Access-Control-Allow-Origin");
        let shown = value.as_deref().unwrap_or("—").to_owned();
        self.push(
            label,
            "CORS check 2",
            "Access-Control-Allow-Origin is present",
            &[mark(K::AllowOriginMissing)],
            None,
        );
        if value.is_none() {
            return;
        }
        if !include && value.as_deref() == Some("*") {
            let text = if self.credentials_are_open {
                "It is `*`, which is enough unless the request carries credentials; that is not known"
            } else {
                "It is `*`, and the request carries no credentials"
            };
            self.push(
                label,
                "CORS check 3",
                text,
                &[],
                Some(("*".to_owned(), shown)),
            );
            return;
        }
        self.push(
            label,
            "CORS check 4",
            "It equals the request's origin, character for character",
            &[
                mark(K::AllowOriginMismatch),
                mark(K::AllowOriginInvalid),
                mark(K::AllowOriginMultiple),
                mark(K::AllowOriginWildcardWithCredentials),
            ],
            Some((origin.to_owned(), shown)),
        );
        if include {
            let credentials = response.get("Access-Control-Allow-Credentials");
            self.push(
                label,
                "CORS check 7",
                "Access-Control-Allow-Credentials is `true`",
                &[mark(K::AllowCredentialsNotTrue)],
                Some((
                    "true".to_owned(),
                    credentials.as_deref().unwrap_or("—").to_owned(),
                )),
            );
        } else {
            self.steps.push(Step {
                message: label.to_owned(),
                step: "CORS check 5",
                text: if self.credentials_are_open {
                    "That is enough unless the request carries credentials, which is not known"
                } else {
                    "The request carries no credentials, so that is enough"
                }
                .to_owned(),
                outcome: StepOutcome::Skipped,
                compared: None,
            });
        }
    }
}
