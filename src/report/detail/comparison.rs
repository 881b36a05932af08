//! What was asked, what was granted, what is needed: header by header, message by message.

use std::fmt::Write;

use super::super::Comparison;
use crate::exchange::RequestMode;
use crate::exchange::observe::ObservedPreflight;
use crate::fetch::cors_check::cors_check;
use crate::fetch::preflight::Grants;
use crate::http::header::Extracted;
use crate::http::{method, status};
use crate::verdict::brief::Checked;
use crate::verdict::judge::Hypothesis;
use crate::verdict::{Brief, Message};

pub(super) fn of(brief: &Brief<'_>) -> Vec<Comparison> {
    let Some(hypothesis) = brief.hypothesis() else {
        return Vec::new();
    };
    if hypothesis.mode != RequestMode::Cors {
        return Vec::new();
    }
    let mut rows = Vec::new();
    for checked in brief.checked(&hypothesis.origin) {
        let label = label(brief, &checked.message);
        origin_rows(&mut rows, &checked, &label, hypothesis, brief);
        if checked.message.is_preflight()
            && let Some(preflight) = checked.message.preflight
        {
            preflight_rows(&mut rows, preflight, &label, hypothesis);
        }
    }
    rows
}

/// The message in a few words: `preflight 1 (cached)`, `redirect 2`, `response`; the number stands
/// where there are several hops.
pub(super) fn label(brief: &Brief<'_>, message: &Message<'_>) -> String {
    let hops = brief.observed.hops.len();
    let hop = usize::from(message.hop);
    let mut label = message.phase.word().to_owned();
    if hops > 1 && hop < hops {
        let _ = write!(label, " {}", hop + 1);
    }
    if message.is_preflight() && message.preflight.is_some_and(|preflight| preflight.cached) {
        label.push_str(" (cached)");
    }
    label
}

fn preflight_rows(
    rows: &mut Vec<Comparison>,
    preflight: &ObservedPreflight<'_>,
    label: &str,
    hypothesis: &Hypothesis<'_>,
) {
    if preflight.answered() && !status::is_ok(preflight.status) {
        rows.push(Comparison {
            message: label.to_owned(),
            asked_name: None,
            asked: None,
            granted_name: "status",
            granted: Some(preflight.status.to_string()),
            needed: Some("200 to 299".to_owned()),
            enough: Some(false),
        });
    }
    let grants = Grants::of(&preflight.response);
    let include = hypothesis.include;
    let safe = method::is_cors_safelisted(preflight.method);
    let granted = preflight.response.get("Access-Control-Allow-Methods");
    let readable = !matches!(grants.methods, Extracted::Failure { .. });
    rows.push(Comparison {
        message: label.to_owned(),
        asked_name: Some("Access-Control-Request-Method"),
        asked: Some(preflight.method.to_owned()),
        granted_name: "Access-Control-Allow-Methods",
        granted: granted.map(std::borrow::Cow::into_owned),
        needed: (!safe).then(|| preflight.method.to_owned()),
        enough: Some(readable && grants.allows_method(preflight.method, include)),
    });
    let asked = preflight.headers.join(", ");
    let readable = !matches!(grants.headers, Extracted::Failure { .. });
    rows.push(Comparison {
        message: label.to_owned(),
        asked_name: Some("Access-Control-Request-Headers"),
        asked: (!asked.is_empty()).then(|| asked.clone()),
        granted_name: "Access-Control-Allow-Headers",
        granted: preflight
            .response
            .get("Access-Control-Allow-Headers")
            .map(std::borrow::Cow::into_owned),
        needed: (!asked.is_empty()).then_some(asked),
        enough: Some(
            readable
                && preflight
                    .headers
                    .iter()
                    .all(|h| grants.allows_header(h, include)),
        ),
    });
}

fn origin_rows(
    rows: &mut Vec<Comparison>,
    checked: &Checked<'_>,
    label: &str,
    hypothesis: &Hypothesis<'_>,
    brief: &Brief<'_>,
) {
    let Checked { message, origin } = checked;
    let (request, response) = (message.request, message.response);
    let without = cors_check(origin, false, response).is_ok();
    let granted = response.get("Access-Control-Allow-Origin");
    let wildcard = granted.as_deref() == Some("*");
    let open = brief.credentials().is_none();
    rows.push(Comparison {
        message: label.to_owned(),
        asked_name: Some("Origin"),
        asked: Some(
            request
                .first("Origin")
                .unwrap_or(origin.as_str())
                .to_owned(),
        ),
        granted_name: "Access-Control-Allow-Origin",
        granted: granted.map(std::borrow::Cow::into_owned),
        // Nobody should allow `null` for the sake of a redirect; the cause says what to do.
        needed: (origin != "null" || hypothesis.origin.serialize() == "null")
            .then(|| origin.clone()),
        enough: if wildcard && open {
            None
        } else {
            Some(if hypothesis.include {
                without && !wildcard
            } else {
                without
            })
        },
    });
    if hypothesis.include || open {
        let value = response.get("Access-Control-Allow-Credentials");
        let enough = value.as_deref() == Some("true");
        rows.push(Comparison {
            message: label.to_owned(),
            asked_name: None,
            asked: Some(
                if open {
                    "credentials: not recorded"
                } else {
                    "credentials: include"
                }
                .to_owned(),
            ),
            granted_name: "Access-Control-Allow-Credentials",
            granted: value.map(std::borrow::Cow::into_owned),
            needed: Some("true".to_owned()),
            enough: if enough {
                Some(true)
            } else if open {
                None
            } else {
                Some(false)
            },
        });
    }
}
