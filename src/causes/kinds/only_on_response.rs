//! The headers are on the responses to requests only.

use super::declare_cause;
use crate::causes::case::{Case, Diagnosis};
use crate::causes::remedy::Plan;
use crate::causes::siblings::Class;
use crate::fetch::RefusalKind;
use crate::fixes::{Confidence, Trouble};

declare_cause! {
    /// # What happens
    /// `OPTIONS` succeeds without CORS headers: the framework or web server handles it by itself.
    /// Other responses of the same host do have the headers.
    /// # Common causes
    /// The headers are set in the handler of the request, and `OPTIONS` never gets there. Many
    /// frameworks respond to `OPTIONS` by themselves, with 200 and `Allow`.
    /// # What to look at
    /// Compare the response to `OPTIONS` with the response to a request.
    /// # Fix
    /// Let the CORS layer handle `OPTIONS`, before the framework does.
    /// # Not to be mistaken for
    /// A host without CORS headers on any response.
    KIND = {
        name: "only-on-response",
        title: "the CORS headers are missing from the response to OPTIONS",
        also_known_as: &["cors-on-response-only", "default-options"],
        settle: "Compare the response to OPTIONS with the response to a request.",
        diagnose: diagnose,
    }
}

fn diagnose(case: &Case<'_>) -> Option<Diagnosis> {
    let message = case.refused_preflight()?;
    if case.refusal.kind != RefusalKind::AllowOriginMissing || !(200..300).contains(&message.status)
    {
        return None;
    }
    let near = case
        .near_answers(message.url)
        .and_then(|answers| answers.first(Class::Granted));
    let good = near.or_else(|| {
        case.host_answers(message.url)
            .and_then(|answers| answers.first(Class::Granted))
    })?;
    let host = message.host();
    let allow = message.response.contains("Allow");
    let mut diagnosis = case.diagnosis(
        &message,
        if near.is_some() || allow {
            Confidence::Certain
        } else {
            Confidence::Likely
        },
    );
    diagnosis.trouble = Some(Trouble::PreflightNotRouted);
    diagnosis.what = format!("{host} responds to OPTIONS without CORS headers");
    diagnosis.detail = format!("({})", message.status_from());
    diagnosis.explanation = format!(
        "{host} sends CORS headers in its other responses, but the response to OPTIONS ({}) has \
         none{}. The request itself was never sent. Let the CORS layer handle OPTIONS.",
        message.status,
        if allow {
            ": its Allow header suggests that the framework made it"
        } else {
            ""
        }
    );
    diagnosis.evidence = case.response_header(message.id, &["Access-Control-Allow-Origin"]);
    diagnosis
        .evidence
        .extend(case.present_header(message.id, &["Allow"]));
    diagnosis
        .evidence
        .extend(case.response_header(good, &["Access-Control-Allow-Origin"]));
    diagnosis.plans = vec![Plan::Server];
    Some(diagnosis)
}
