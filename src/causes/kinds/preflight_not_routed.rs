//! No route answers OPTIONS.

use super::declare_cause;
use crate::capture::EntryId;
use crate::causes::case::{Case, Diagnosis, Message, value};
use crate::causes::remedy::Plan;
use crate::causes::siblings::Class;
use crate::fixes::{Confidence, Trouble};
use crate::layers::Actor;

declare_cause! {
    /// # What happens
    /// The browser asks for permission with `OPTIONS` first. The server has no route for `OPTIONS`
    /// on this path and responds with 404, 405 or 501. The request itself was never sent.
    /// # Common causes
    /// CORS runs after the router, or only on some routes; or no preflight was needed until this
    /// request got a new method or header (JSON, a token, `PUT`).
    /// # What to look at
    /// `Allow` in the response lists the methods that have a route. It has nothing to do with CORS:
    /// a method in it is not permitted by that.
    /// # Fix
    /// Put the CORS middleware before the routes, or add a route for `OPTIONS` that responds with
    /// 204 and the CORS headers.
    /// # Not to be mistaken for
    /// A preflight that passes before a request that gets 404, or a URL with this status for every
    /// method: there the path is wrong.
    KIND = {
        name: "preflight-not-routed",
        title: "no route handles OPTIONS",
        also_known_as: &["options-not-routed", "preflight-404", "preflight-405"],
        settle: "curl -i -X OPTIONS with this URL, and with one that works.",
        diagnose: diagnose,
    }
}

fn diagnose(case: &Case<'_>) -> Option<Diagnosis> {
    let message = case.refused_preflight()?;
    if !matches!(message.status, 404 | 405 | 410 | 501) {
        return None;
    }
    let host = message.host();
    let confidence = match message.status {
        405 | 501 => Confidence::Certain,
        _ => Confidence::Likely,
    };
    let mut diagnosis = case.diagnosis(&message, confidence);
    diagnosis.trouble = Some(Trouble::PreflightNotRouted);
    message.status.to_string().clone_into(&mut diagnosis.key);
    diagnosis.what = format!("{host} has no route for OPTIONS");
    diagnosis.detail = format!("({})", message.status_from());
    let variants = case.siblings.variants(case.number, message.url);
    if let Some(other) = variants.nothing_here.filter(|_| !variants.something_here)
        && matches!(message.status, 404 | 410)
    {
        return Some(nothing_here(case, &message, diagnosis, other));
    }
    let allow = message.response.first("Allow");
    let reason = match (allow, message.status) {
        (Some(allow), _) => format!(
            " Its Allow header lists {}, but that only describes the routes; it is not a \
             permission.",
            value(allow)
        ),
        (None, 404 | 410) => {
            " This response does not show whether the path exists for other methods.".to_owned()
        }
        (None, _) => String::new(),
    };
    let reached = case
        .near_answers(message.url)
        .is_some_and(|answers| answers.count(Class::PreflightGranted) > 0);
    diagnosis.explanation = format!(
        "The browser asks for permission with OPTIONS first, and {host} responded with {}: it has \
         no route for OPTIONS on this path.{reason}{} The request itself was never sent. Let the \
         CORS layer handle OPTIONS before routing.",
        message.status,
        if reached {
            " OPTIONS succeeds for other URLs of the host, so CORS is set up per route, and this \
             one was forgotten."
        } else {
            ""
        }
    );
    diagnosis.evidence = vec![case.status_of(message.id)];
    diagnosis
        .evidence
        .extend(case.present_header(message.id, &["Allow", "Server"]));
    diagnosis.plans = vec![Plan::Server];
    diagnosis.hides_behind_symptom = true;
    Some(diagnosis)
}

/// The URL answers other methods no better: CORS is not what is wrong.
fn nothing_here(
    case: &Case<'_>,
    message: &Message<'_>,
    mut diagnosis: Diagnosis,
    other: EntryId,
) -> Diagnosis {
    let host = message.host();
    let entry = case.brief.capture.entry(other);
    let method = value(case.brief.capture.method(entry));
    let status = entry.status.unwrap_or(0);
    "no-such-url".clone_into(&mut diagnosis.key);
    diagnosis.trouble = None;
    diagnosis.confidence = Confidence::Certain;
    diagnosis.what = format!("{host} has nothing");
    diagnosis.detail = format!("({} to OPTIONS, {status} to {method})", message.status);
    diagnosis.explanation = format!(
        "The browser asks for permission with OPTIONS first, and {host} responded with {}. In \
         this capture {method} on the same URL gets {status} too, so the URL itself does not \
         exist. Before CORS, check its path, its version and the deployment.",
        message.status
    );
    diagnosis.evidence = vec![case.status_of(message.id), case.status_of(other)];
    diagnosis.advise(
        Actor::Page,
        "Correct the URL, or deploy what it names",
        "# base URL, path, version, an extra or missing slash, an \"undefined\" in the path; the \
         deployment's log\n",
    );
    diagnosis.hides_behind_symptom = true;
    diagnosis
}
