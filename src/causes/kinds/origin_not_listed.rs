//! The server looked at the origin and does not know it.

use super::declare_cause;
use super::preflight_rejected::varies_by_origin;
use crate::causes::case::{Case, Diagnosis};
use crate::causes::remedy::Plan;
use crate::fetch::{Phase, RefusalKind};
use crate::fixes::Confidence;

declare_cause! {
    /// # What happens
    /// The server supports CORS: its response depends on the origin (`Vary: Origin`). But it allows
    /// no origin here, so this page's origin is not on its list.
    /// # Common causes
    /// A new page, a preview, or another port on localhost; or a misspelt entry in the list, such
    /// as one with a slash at the end.
    /// # What to look at
    /// Compare the server's list of allowed origins with the `Origin` header.
    /// # Fix
    /// Add the origin as the `Origin` header has it.
    /// # Not to be mistaken for
    /// A server without CORS: its responses do not have `Vary: Origin`.
    KIND = {
        name: "origin-not-listed",
        title: "the page's origin is not on the server's list",
        also_known_as: &["origin-unknown-to-server"],
        settle: "curl -i with the Origin of a page that works, and with this one.",
        diagnose: diagnose,
    }
}

fn diagnose(case: &Case<'_>) -> Option<Diagnosis> {
    let message = case.message().filter(|_| case.is_cors())?;
    if case.refusal.kind != RefusalKind::AllowOriginMissing
        || case.refusal.phase == Phase::Redirect
        || message.status >= 400
        || !varies_by_origin(&message)
    {
        return None;
    }
    // It lets this page in elsewhere: then it is the route that lacks the headers.
    if case
        .near_answers(message.url)
        .is_some_and(|answers| answers.lets_in.is_some())
    {
        return None;
    }
    let host = message.host();
    let page = case.asked_as(&message);
    let mut diagnosis = case.diagnosis(&message, Confidence::Likely);
    diagnosis.what = format!("{page} is not on the list of {host}");
    diagnosis.path.clear();
    diagnosis.explanation = format!(
        "{host} supports CORS: its response has Vary: Origin, so it depends on the page's origin. \
         It allows no origin here, so {page} is not on its list, or is misspelt there (a slash at \
         the end, http instead of https)."
    );
    diagnosis.evidence = case.response_header(message.id, &["Vary", "Access-Control-Allow-Origin"]);
    diagnosis
        .evidence
        .extend(case.request_header(message.id, "Origin"));
    diagnosis.plans = vec![Plan::Server];
    Some(diagnosis)
}
