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
    /// Before the request the browser asks for permission with `OPTIONS`. The server routes by
    /// method, has no route for `OPTIONS` on this path, and responds with 404, 405 or 501. The request
    /// itself was never sent.
    /// # Common causes
    /// CORS is set up behind the router, or only on some routes; or it was never needed before
    /// this request got a method or header that needs a preflight (JSON, a token, `PUT`).
    /// # What to look at
    /// `Allow` in the response lists what there is. It is a header of HTTP and not of CORS: `OPTIONS`
    /// or the method in it permits nothing.
    /// # Fix
    /// Put the CORS middleware before the routes, or add a route for `OPTIONS` that responds with 204
    /// with the CORS headers.
    /// # Not to be mistaken for
    /// A preflight that passes and a request that gets 404, or a URL that answers every method so:
    /// there the path is wrong.
    KIND = {
        name: "preflight-not-routed",
        title: "no route answers OPTIONS",
        also_known_as: &["options-not-routed", "preflight-404", "preflight-405"],
        settle: "curl -i -X OPTIONS against the URL, and against one that works.",
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
            " Its Allow header lists {}; that is a list of routes and permits nothing.",
            value(allow)
        ),
        (None, 404 | 410) => {
            " Whether the path exists at all for other methods, this response does \
                              not show."
                .to_owned()
        }
        (None, _) => String::new(),
    };
    let reached = case
        .near_answers(message.url)
        .is_some_and(|answers| answers.count(Class::PreflightGranted) > 0);
    diagnosis.explanation = format!(
        "Before the request the browser asks for permission with OPTIONS, and {host} responded with {}: \
         it knows only the other methods of this path.{reason}{} The request itself was never \
         sent. Let the CORS layer answer OPTIONS before the routes are looked at.",
        message.status,
        if reached {
            " Elsewhere on the same host OPTIONS succeeds, so CORS is set up per route, \
             and this one was forgotten."
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
        "Before the request the browser asks for permission with OPTIONS, and {host} responded with {}. \
         It is not that OPTIONS has no route: {method} on the same URL is answered {status} in \
         this capture too. The URL itself is not there: look at its path, its version and the \
         deployment before CORS.",
        message.status
    );
    diagnosis.evidence = vec![case.status_of(message.id), case.status_of(other)];
    diagnosis.advise(
        Actor::Page,
        "Correct the URL, or deploy what it names",
        "# base URL, path, version, a slash too many or too few, an undefined in the path; the deployment's log\n",
    );
    diagnosis.hides_behind_symptom = true;
    diagnosis
}
