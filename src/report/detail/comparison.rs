//! What was asked, what was granted, what is needed: header by header, message by message.

use super::super::Comparison;
use super::Subject;
use crate::exchange::RequestMode;
use crate::exchange::observe::{ObservedHop, ObservedPreflight};
use crate::fetch::cors_check::cors_check;
use crate::fetch::preflight::Grants;
use crate::fetch::redirect::{self, Location};
use crate::http::header::Extracted;
use crate::http::{HeaderList, Origin, method};
use crate::verdict::judge::Hypothesis;

pub(super) fn of(subject: &Subject<'_>) -> Vec<Comparison> {
    let Some(hypothesis) = subject.hypothesis() else {
        return Vec::new();
    };
    if hypothesis.mode != RequestMode::Cors {
        return Vec::new();
    }
    let mut rows = Vec::new();
    for message in &messages(subject, hypothesis) {
        match message {
            Message::Preflight {
                preflight,
                origin,
                label,
                ..
            } => {
                preflight_rows(&mut rows, preflight, origin, label, hypothesis, subject);
            }
            Message::Response {
                hop, origin, label, ..
            } => {
                origin_rows(
                    &mut rows,
                    &hop.request,
                    &hop.response,
                    origin,
                    label,
                    hypothesis,
                    subject,
                );
            }
        }
    }
    rows
}

/// A message of the exchange that the CORS check looks at.
pub(super) enum Message<'s> {
    Preflight {
        /// At which hop, as refusals count them.
        number: u16,
        preflight: &'s ObservedPreflight<'s>,
        origin: String,
        label: String,
    },
    Response {
        /// At which hop.
        number: u16,
        hop: &'s ObservedHop<'s>,
        origin: String,
        label: String,
    },
}

fn counted(hop: usize) -> u16 {
    u16::try_from(hop).unwrap_or(u16::MAX)
}

/// The messages that are checked, in order, with the origin that each is checked for.
pub(super) fn messages<'s>(subject: &Subject<'s>, hypothesis: &Hypothesis<'_>) -> Vec<Message<'s>> {
    let page = &hypothesis.origin;
    let mut messages = Vec::new();
    let mut cors = false;
    let mut tainted = false;
    let hops = &subject.observed.hops;
    for (number, hop) in hops.iter().enumerate() {
        if cors || !page.same_origin(&hop.url_origin) {
            cors = true;
            let origin = if tainted { "null" } else { page.serialize() }.to_owned();
            let suffix = if hops.len() > 1 {
                format!(" {}", number + 1)
            } else {
                String::new()
            };
            if let Some(preflight) = &hop.preflight {
                let cached = if preflight.cached { " (cached)" } else { "" };
                messages.push(Message::Preflight {
                    number: counted(number),
                    preflight,
                    origin: origin.clone(),
                    label: format!("preflight{suffix}{cached}"),
                });
            }
            if hop.answered() {
                let kind = match hop.location {
                    Location::None => "response",
                    Location::Url(_) | Location::Invalid => "redirect",
                };
                messages.push(Message::Response {
                    number: counted(number),
                    hop,
                    origin,
                    label: format!("{kind}{suffix}"),
                });
            }
        }
        if let Location::Url(target) = &hop.location
            && let Some(target) = Origin::of_url(target)
        {
            tainted |= redirect::taints(page, &hop.url_origin, &target);
        }
    }
    if let Some(preflight) = &subject.observed.orphan {
        let origin = if tainted { "null" } else { page.serialize() }.to_owned();
        messages.push(Message::Preflight {
            number: counted(hops.len()),
            preflight,
            origin,
            label: "preflight".to_owned(),
        });
    }
    messages
}

fn preflight_rows(
    rows: &mut Vec<Comparison>,
    preflight: &ObservedPreflight<'_>,
    origin: &str,
    label: &str,
    hypothesis: &Hypothesis<'_>,
    subject: &Subject<'_>,
) {
    origin_rows(
        rows,
        &preflight.request,
        &preflight.response,
        origin,
        label,
        hypothesis,
        subject,
    );
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
    request: &HeaderList<'_>,
    response: &HeaderList<'_>,
    origin: &str,
    label: &str,
    hypothesis: &Hypothesis<'_>,
    subject: &Subject<'_>,
) {
    let without = cors_check(origin, false, response).is_ok();
    let granted = response.get("Access-Control-Allow-Origin");
    let wildcard = granted.as_deref() == Some("*");
    let open =
        subject.survivors.credentials().is_none() && subject.evidence.credentials.value.is_none();
    rows.push(Comparison {
        message: label.to_owned(),
        asked_name: Some("Origin"),
        asked: Some(request.first("Origin").unwrap_or(origin).to_owned()),
        granted_name: "Access-Control-Allow-Origin",
        granted: granted.map(std::borrow::Cow::into_owned),
        // Nobody should allow `null` for the sake of a redirect; the cause says what to do.
        needed: (origin != "null" || hypothesis.origin.serialize() == "null")
            .then(|| origin.to_owned()),
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
