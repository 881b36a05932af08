//! The headers are on the response to OPTIONS only.

use super::declare_cause;
use crate::causes::case::{Case, Diagnosis};
use crate::causes::remedy::Plan;
use crate::fetch::RefusalKind;
use crate::fixes::Confidence;

declare_cause! {
    /// # What happens
    /// The response to `OPTIONS` has the CORS headers, but the response to the request does not.
    /// Both need `Access-Control-Allow-Origin` (and `-Credentials`).
    /// # Common causes
    /// A gateway responds to `OPTIONS`, and the function behind it sends no CORS headers (AWS
    /// Lambda behind API Gateway); or a hand-written route for `OPTIONS` sets them only there.
    /// # What to look at
    /// Compare both responses.
    /// # Fix
    /// Send the headers with the response to the request too.
    /// # Not to be mistaken for
    /// An error without headers: there the status is 400 or higher, and the error has to be fixed
    /// first.
    KIND = {
        name: "only-on-preflight",
        title: "the CORS headers are on the response to OPTIONS only",
        also_known_as: &["cors-on-preflight-only", "lambda-proxy"],
        settle: "Compare both responses.",
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
        "{host} responded to OPTIONS correctly, so the browser sent the request. Its response \
         ({}) has no Access-Control-Allow-Origin, and it needs the header too. Probably something \
         in front of the application handles OPTIONS, and the application itself does not set the \
         header.",
        message.status
    );
    diagnosis.evidence = case.response_header(message.id, &["Access-Control-Allow-Origin"]);
    diagnosis
        .evidence
        .extend(case.response_header(preflight.id, &["Access-Control-Allow-Origin"]));
    diagnosis.plans = vec![Plan::Server];
    Some(diagnosis)
}
