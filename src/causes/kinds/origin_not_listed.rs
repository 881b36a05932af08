//! The server looked at the origin and does not know it.

use super::declare_cause;
use super::preflight_rejected::varies_by_origin;
use crate::causes::case::{Case, Diagnosis};
use crate::causes::remedy::Plan;
use crate::fetch::{Phase, RefusalKind};
use crate::fixes::Confidence;

declare_cause! {
    /// # What happens
    /// The server has CORS: its response says that it depends on the origin (`Vary: Origin`). It
    /// names none for this page, which means that the page's origin is not on its list.
    /// # Common causes
    /// A new page, a preview, another port on localhost; or an entry of the list with a slip, such
    /// as a slash at the end, which matches nobody.
    /// # What to look at
    /// The server's list of allowed origins, beside the `Origin` header.
    /// # Fix
    /// Add the origin as the `Origin` header has it.
    /// # Not to be mistaken for
    /// A server without CORS: its responses do not say `Vary: Origin`.
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
        "{host} has CORS: its response says Vary: Origin, so it looked at who asks. It names no \
         origin for {page}, so that is not on its list, or is there with a mistake (a slash at \
         the end, http for https)."
    );
    diagnosis.evidence = case.response_header(message.id, &["Vary", "Access-Control-Allow-Origin"]);
    diagnosis
        .evidence
        .extend(case.request_header(message.id, "Origin"));
    diagnosis.plans = vec![Plan::Server];
    Some(diagnosis)
}
