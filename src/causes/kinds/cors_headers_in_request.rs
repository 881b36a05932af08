//! The page sends CORS headers.

use super::declare_cause;
use crate::causes::case::{Case, Diagnosis};
use crate::causes::remedy::Plan;
use crate::causes::siblings::starts_with_ignoring_case;
use crate::fetch::RefusalKind;
use crate::fixes::Confidence;

declare_cause! {
    /// # What happens
    /// The page puts `Access-Control-Allow-…` into its request. These headers belong in responses.
    /// In a request they allow nothing, and as unusual headers they need permission themselves.
    /// # Common causes
    /// They were added to `fetch()` or axios in an attempt to turn CORS on.
    /// # What to look at
    /// `Access-Control-Request-Headers` of the `OPTIONS` request.
    /// # Fix
    /// Remove them from the page; the server has to send them.
    /// # Not to be mistaken for
    /// Any other request header that the server does not list.
    KIND = {
        name: "cors-headers-in-request",
        title: "the page itself sends CORS headers",
        also_known_as: &["cors-headers-sent-by-client", "cors-headers-in-fetch"],
        settle: "The headers of the call in the page.",
        diagnose: diagnose,
    }
}

fn diagnose(case: &Case<'_>) -> Option<Diagnosis> {
    if case.refusal.kind != RefusalKind::HeaderNotAllowed {
        return None;
    }
    let message = case.refused_preflight()?;
    let missing = case.missing_headers();
    let own: Vec<&str> = missing
        .iter()
        .copied()
        .filter(|name| starts_with_ignoring_case(name, "access-control-"))
        .collect();
    if own.is_empty() {
        return None;
    }
    let host = message.host();
    let mut diagnosis = case.diagnosis(&message, Confidence::Certain);
    "the page sends CORS headers itself".clone_into(&mut diagnosis.what);
    diagnosis.detail = format!("({})", own.join(", "));
    diagnosis.explanation = format!(
        "The page put {} into its request to {host}. These headers belong in responses. In a \
         request they allow nothing, and they need permission themselves, which {host} does not \
         give. Remove them from the call.{}",
        own.join(", "),
        if missing.len() > own.len() {
            " Other request headers are not allowed either: see the list."
        } else {
            ""
        }
    );
    diagnosis.evidence = case.request_header(message.id, "Access-Control-Request-Headers");
    diagnosis
        .evidence
        .extend(case.response_header(message.id, &["Access-Control-Allow-Headers"]));
    diagnosis.plans = vec![
        Plan::DropHeaders {
            names: own.iter().map(|name| (*name).to_owned()).collect(),
            hint: "",
        },
        Plan::DropHeaders {
            names: missing.iter().map(|name| (*name).to_owned()).collect(),
            hint: "",
        },
    ];
    diagnosis.plans.dedup();
    Some(diagnosis)
}
