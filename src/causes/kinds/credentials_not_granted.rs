//! The server allows the origin, and not its credentials.

use super::declare_cause;
use crate::causes::case::{Case, Diagnosis, value};
use crate::causes::remedy::Plan;
use crate::fetch::{Phase, RefusalKind};
use crate::fixes::Confidence;

declare_cause! {
    /// # What happens
    /// The page sends cookies. The server allows its origin but not the cookies:
    /// `Access-Control-Allow-Credentials` is missing or is not exactly `true`.
    /// # Common causes
    /// The option is off; the header is in only one of the two responses (to `OPTIONS` and to the
    /// request); or a language wrote its own `True`, `1` or `yes`.
    /// # What to look at
    /// The header in both responses, character for character.
    /// # Fix
    /// Send `Access-Control-Allow-Credentials: true` in both responses. Or send no cookies, if the
    /// server does not need them.
    /// # Not to be mistaken for
    /// `*` with credentials: there the server has to name the origin.
    KIND = {
        name: "credentials-not-granted",
        title: "the server does not allow cookies",
        also_known_as: &["allow-credentials-missing", "missing-allow-credentials"],
        settle: "The call in the page: credentials: 'include', withCredentials.",
        diagnose: diagnose,
    }
}

fn diagnose(case: &Case<'_>) -> Option<Diagnosis> {
    const NAME: &str = "Access-Control-Allow-Credentials";
    if case.refusal.kind != RefusalKind::AllowCredentialsNotTrue {
        return None;
    }
    let message = case.message().filter(|_| case.is_cors())?;
    let host = message.host();
    let mut diagnosis = case.diagnosis(&message, Confidence::Certain);
    let own = message.response.get(NAME);
    diagnosis.what = format!("{host} allows {} but not its cookies", case.page());
    diagnosis.detail = match &own {
        Some(own) => format!("({NAME}: {})", value(own)),
        None => String::new(),
    };
    // The other response may have it.
    let beside = case.preflight().filter(|preflight| {
        case.refusal.phase == Phase::Response
            && preflight.response.get(NAME).as_deref() == Some("true")
    });
    diagnosis.explanation = format!(
        "The page sent the request to {host} with credentials (cookies). {} {}",
        match &own {
            Some(own) => format!(
                "The response has {NAME}: {}. Only true, in lower case, is accepted.",
                value(own)
            ),
            None => format!("The response does not have {NAME}: true."),
        },
        if beside.is_some() {
            "The response to OPTIONS has it; both need it."
        } else {
            "Both responses need it: the one to OPTIONS and the one to the request."
        }
    );
    diagnosis.evidence = case.response_header(message.id, &[NAME]);
    if let Some(beside) = beside {
        diagnosis
            .evidence
            .extend(case.response_header(beside.id, &[NAME]));
    }
    diagnosis
        .evidence
        .extend(case.request_header(message.id, "Cookie"));
    diagnosis.plans = vec![Plan::Server, Plan::OmitCredentials];
    Some(diagnosis)
}
