//! The lists are in the wrong response.

use super::declare_cause;
use crate::causes::case::{Case, Diagnosis};
use crate::causes::remedy::Plan;
use crate::fetch::RefusalKind;
use crate::fixes::Confidence;

declare_cause! {
    /// # What happens
    /// `Access-Control-Allow-Methods` and `-Headers` are missing from the response to `OPTIONS`,
    /// where the browser looks for them. They are in the other responses, where they have no
    /// effect.
    /// # Common causes
    /// The headers were added to the handler of the request, but `OPTIONS` is handled elsewhere,
    /// such as by the framework itself.
    /// # What to look at
    /// Compare the response to `OPTIONS` with the other responses of the host.
    /// # Fix
    /// Send both lists in the response to `OPTIONS`.
    /// # Not to be mistaken for
    /// A list in the response to `OPTIONS` that lacks a name.
    KIND = {
        name: "cors-header-misplaced",
        title: "the lists of methods and headers are in the wrong response",
        also_known_as: &["header-on-wrong-response"],
        settle: "Compare the response to OPTIONS with the other responses of the host.",
        diagnose: diagnose,
    }
}

fn diagnose(case: &Case<'_>) -> Option<Diagnosis> {
    let name = match case.refusal.kind {
        RefusalKind::MethodNotAllowed => "Access-Control-Allow-Methods",
        RefusalKind::HeaderNotAllowed => "Access-Control-Allow-Headers",
        _ => return None,
    };
    let message = case.refused_preflight()?;
    let elsewhere = case.host_answers(message.url)?.lists_on_response?;
    let there = case
        .brief
        .capture
        .response_headers(case.brief.capture.entry(elsewhere));
    if message.response.contains(name) || !there.contains(name) {
        return None;
    }
    let host = message.host();
    let mut diagnosis = case.diagnosis(&message, Confidence::Likely);
    diagnosis.what = format!("{host} sends {name} in the wrong responses");
    diagnosis.explanation = format!(
        "The browser looks for {name} in the response to OPTIONS, and it is not there. {host} \
         sends it in its other responses, where it has no effect. Send it in the response to \
         OPTIONS."
    );
    diagnosis.evidence = case.response_header(message.id, &[name]);
    diagnosis
        .evidence
        .extend(case.response_header(elsewhere, &[name]));
    diagnosis.plans = vec![Plan::Server];
    Some(diagnosis)
}
