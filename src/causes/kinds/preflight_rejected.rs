//! The server's own CORS layer turns the preflight down.

use super::declare_cause;
use crate::causes::case::{Case, Diagnosis, Message};
use crate::causes::remedy::Plan;
use crate::causes::siblings::starts_with_ignoring_case;
use crate::fixes::Confidence;

declare_cause! {
    /// # What happens
    /// The server supports CORS and refused what the browser asked for: its response to `OPTIONS`
    /// is 400 or 403, and shows that it depends on the origin. Spring, Starlette, S3 and others
    /// refuse this way instead of responding without the headers.
    /// # Common causes
    /// The page's origin, the method or one of the headers is not in the server's configuration.
    /// The status does not show which; Starlette and Spring name it in the body.
    /// # What to look at
    /// The body of the response ("Disallowed CORS origin", "Invalid CORS request"), and
    /// `Access-Control-Request-Method` and `-Headers`, compared with the configuration.
    /// # Fix
    /// Add the origin, the method and the headers to the server's CORS configuration.
    /// # Not to be mistaken for
    /// 401 or 403 of a login check, which ignores the origin: no `Vary: Origin` there.
    KIND = {
        name: "preflight-rejected",
        title: "the server's CORS configuration does not cover the request",
        also_known_as: &["invalid-cors-request", "disallowed-cors-origin"],
        settle: "The body of the response to OPTIONS.",
        diagnose: diagnose,
    }
}

fn diagnose(case: &Case<'_>) -> Option<Diagnosis> {
    let message = case.refused_preflight()?;
    if !matches!(message.status, 400 | 403) || !speaks_cors(&message) {
        return None;
    }
    let host = message.host();
    let preflight = case.preflight()?;
    let mut wanted = format!(
        "the origin {} and the method {}",
        case.page(),
        preflight.method
    );
    if !preflight.headers.is_empty() {
        wanted.push_str(" and the headers ");
        wanted.push_str(&preflight.headers.join(", "));
    }
    let mut diagnosis = case.diagnosis(&message, Confidence::Likely);
    diagnosis.what = format!("the CORS configuration of {host} refuses the request");
    diagnosis.detail = format!("({} to OPTIONS)", message.status_from());
    diagnosis.explanation = format!(
        "{host} supports CORS: its response to OPTIONS depends on the page's origin. Here it is \
         {}, because the configuration lacks one of {wanted}. The request itself was never sent.",
        message.status
    );
    diagnosis.evidence = vec![case.status_of(message.id)];
    diagnosis
        .evidence
        .extend(case.present_header(message.id, &["Vary", "Server"]));
    for name in [
        "Origin",
        "Access-Control-Request-Method",
        "Access-Control-Request-Headers",
    ] {
        diagnosis
            .evidence
            .extend(case.request_header(message.id, name));
    }
    diagnosis.plans = vec![Plan::Server];
    diagnosis.hides_behind_symptom = true;
    Some(diagnosis)
}

/// Whether a response shows that a CORS layer has looked at the request.
pub(super) fn speaks_cors(message: &Message<'_>) -> bool {
    varies_by_origin(message)
        || message
            .response
            .iter()
            .any(|(name, _)| starts_with_ignoring_case(name, "access-control-"))
}

/// Whether a response says that it depends on the origin that asks.
pub(super) fn varies_by_origin(message: &Message<'_>) -> bool {
    message
        .response
        .lines("Vary")
        .flat_map(|line| line.split(','))
        .any(|name| name.trim().eq_ignore_ascii_case("origin"))
}
