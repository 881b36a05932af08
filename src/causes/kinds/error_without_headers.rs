//! Errors come without the CORS headers that good responses have.

use super::{article, declare_cause};
use crate::causes::case::{Case, Diagnosis};
use crate::causes::remedy::Plan;
use crate::causes::siblings::Class;
use crate::fetch::RefusalKind;
use crate::fixes::{Confidence, Trouble};
use crate::layers::Actor;

declare_cause! {
    /// # What happens
    /// The server responded with an error, and its error responses have no CORS headers. The page
    /// sees a CORS failure instead of the error. CORS is not what went wrong.
    /// # Common causes
    /// Exceptions are turned into responses outside the CORS middleware; the framework's own 404,
    /// 413 or 422 does not pass through it; a 401 for a missing login is sent before the middleware
    /// runs.
    /// # What to look at
    /// The status first, then the server's log for that moment.
    /// # Fix
    /// Fix the error first. Then make CORS the outermost layer, so error responses get the headers
    /// too and the page can read the status.
    /// # Not to be mistaken for
    /// A server whose successful responses have no CORS headers either: there CORS was never set
    /// up.
    KIND = {
        name: "error-without-headers",
        title: "error responses lack the CORS headers",
        also_known_as: &["error-without-cors-headers", "hidden-error"],
        settle: "The same URL when it succeeds: does it have the headers then?",
        diagnose: diagnose,
    }
}

fn diagnose(case: &Case<'_>) -> Option<Diagnosis> {
    let message = case.refused_response()?;
    if message.status < 400 || case.refusal.kind != RefusalKind::AllowOriginMissing {
        return None;
    }
    let own = case
        .preflight()
        .filter(|preflight| preflight.response.contains("Access-Control-Allow-Origin"))
        .map(|preflight| preflight.id);
    let answers = case.host_answers(message.url);
    let good = answers.and_then(|answers| {
        answers
            .first(Class::Granted)
            .or(answers.first(Class::PreflightGranted))
    });
    // Good answers without headers, and none with them: it was never set up.
    let bare = answers.is_some_and(|answers| answers.count(Class::Bare) > 0);
    if own.is_none() && good.is_none() && bare {
        return None;
    }
    let near = case
        .near_answers(message.url)
        .is_some_and(|answers| answers.count(Class::Granted) > 0);
    let confidence = if own.is_some() || near {
        Confidence::Certain
    } else if good.is_some() {
        Confidence::Likely
    } else {
        Confidence::Possible
    };
    let host = message.host();
    let mut diagnosis = case.diagnosis(&message, confidence);
    diagnosis.trouble = Some(Trouble::ErrorsWithoutHeaders);
    diagnosis.what = format!("{host} responds with {}", article(message.status));
    "(hidden by a CORS error)".clone_into(&mut diagnosis.detail);
    let rest = if own.is_some() {
        "The preflight succeeded, so CORS is set up, but not for error responses."
    } else if good.is_some() {
        "Other responses of this host have the headers, so CORS is set up, but not for error \
         responses."
    } else {
        "This capture does not show whether its successful responses have the headers."
    };
    diagnosis.explanation = format!(
        "The request reached {host} and failed there with {}. Without CORS headers on the error, \
         the page sees a CORS failure instead. {rest} First find out why the server responds with \
         {} ({}). Then send the headers with errors too, so the page can read them.",
        message.status,
        message.status,
        meaning(message.status),
    );
    diagnosis.evidence = vec![case.status_of(message.id)];
    diagnosis
        .evidence
        .extend(case.response_header(message.id, &["Access-Control-Allow-Origin"]));
    if let Some(good) = own.or(good) {
        diagnosis.evidence.push(case.status_of(good));
        diagnosis
            .evidence
            .extend(case.present_header(good, &["Access-Control-Allow-Origin"]));
    }
    // What failed comes first; that the page can read it, second.
    let (actor, title, text) = first_step(message.status);
    diagnosis.advise(actor, title, text);
    diagnosis.plans.push(Plan::Server);
    diagnosis.hides_behind_symptom = true;
    Some(diagnosis)
}

/// What to do about the error itself.
const fn first_step(status: i32) -> (Actor, &'static str, &'static str) {
    match status {
        401 | 403 | 407 => (
            Actor::Page,
            "Find out why the request is refused: its token, cookie or permission",
            "# is the token or cookie sent, is it still valid, and does this user have the \
             permission?\n\
             # send the same request with curl -i and the page's headers: the body names the \
             reason\n\
             # cookies: credentials: \"include\" in the page, SameSite=None; Secure on the cookie\n",
        ),
        404 | 405 | 410 => (
            Actor::Page,
            "Correct the URL or the method",
            "# base URL, path, version, slash at the end, and the method that the route accepts\n",
        ),
        413 | 414 | 431 => (
            Actor::Page,
            "Send less, or raise the limit",
            "# the body, the URL or the headers (a large cookie) are over one of the server's \
             limits\n",
        ),
        429 => (
            Actor::Page,
            "Send fewer requests, or raise the limit",
            "# wait as long as Retry-After says; load data once and reuse it\n",
        ),
        400..=499 => (
            Actor::Page,
            "Find out what the server does not accept in the request",
            "# send the same request with curl -i and the page's body and headers: the response \
             body names the reason\n",
        ),
        _ => (
            Actor::Server,
            "Fix the error itself",
            "# it is in the log of the server for that moment: an exception that no exception handler caught,\n\
             # a timeout, a database that is down. Once errors carry the CORS headers, the page sees the status\n",
        ),
    }
}

const fn meaning(status: i32) -> &'static str {
    match status {
        400 => "the request is not valid for it",
        401 => "a login is required: the token or cookie is missing or no longer valid",
        403 => "this caller is not allowed to do that",
        404 => "nothing exists at this URL",
        405 => "this URL has no route for the method",
        413 => "the body is too large",
        415 => "it does not accept this Content-Type",
        422 => "the values in the body are not valid",
        429 => "too many requests",
        500 => "an exception; see its log",
        _ => "see its log",
    }
}
