//! The headers are on the response to OPTIONS only.

use super::declare_cause;
use crate::causes::case::{Case, Diagnosis};
use crate::causes::remedy::Plan;
use crate::fetch::RefusalKind;
use crate::fixes::Confidence;

declare_cause! {
    /// # What happens
    /// The response to `OPTIONS` has the CORS headers, the response to the request has not. Both need
    /// `Access-Control-Allow-Origin` (and `-Credentials`).
    /// # Common causes
    /// A gateway answers `OPTIONS`, and the function behind it sends no headers itself (AWS Lambda
    /// behind API Gateway); a route for `OPTIONS` written by hand.
    /// # What to look at
    /// Both responses side by side.
    /// # Fix
    /// Send the headers with the response to the request too.
    /// # Not to be mistaken for
    /// An error without headers: there a status of 400 or more is what went wrong first.
    KIND = {
        name: "only-on-preflight",
        title: "the CORS headers are on the response to OPTIONS only",
        also_known_as: &["cors-on-preflight-only", "lambda-proxy"],
        settle: "Both responses side by side.",
        diagnose: diagnose,
    }
}

fn diagnose(case: &Case<'_>) -> Option<Diagnosis> {
    let message = case.refused_response()?;
    if case.refusal.kind != RefusalKind::AllowOriginMissing || message.status >= 400 {
        return None;
    }
    let preflight = case.preflight()?;
    if !preflight.response.contains("Access-Control-Allow-Origin") {
        return None;
    }
    let host = message.host();
    let mut diagnosis = case.diagnosis(&message, Confidence::Certain);
    diagnosis.what = format!("{host} sends CORS headers only to OPTIONS");
    diagnosis.explanation = format!(
        "{host} responded to OPTIONS correctly, so the browser sent the request; its response ({}) has no \
         Access-Control-Allow-Origin. It needs the header as well: something in front answers \
         OPTIONS, and what answers the request itself does not set it.",
        message.status
    );
    diagnosis.evidence = case.response_header(message.id, &["Access-Control-Allow-Origin"]);
    diagnosis
        .evidence
        .extend(case.response_header(preflight.id, &["Access-Control-Allow-Origin"]));
    diagnosis.plans = vec![Plan::Server];
    Some(diagnosis)
}
