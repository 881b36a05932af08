//! The server allows another origin than the page's.

use super::declare_cause;
use crate::causes::case::{Case, Diagnosis, value};
use crate::causes::remedy::Plan;
use crate::fetch::RefusalKind;
use crate::fixes::Confidence;

declare_cause! {
    /// # What happens
    /// The server allows one origin, and it is not this page's.
    /// # Common causes
    /// The configuration has one fixed origin, such as that of the production page, and this page
    /// is another: a preview, a subdomain, a second product. Or the server always sends the first
    /// origin of its list.
    /// # What to look at
    /// Whether responses to other pages name the same origin: then it is fixed.
    /// # Fix
    /// Turn it into a list, look up the request's `Origin` in it, and send that origin back with
    /// `Vary: Origin`.
    /// # Not to be mistaken for
    /// A misspelling of this page's own origin; a cached response that was made for another page.
    KIND = {
        name: "other-origin-only",
        title: "the server allows another origin",
        also_known_as: &["static-origin", "single-origin"],
        settle: "The server's response to the other origin, and to a third one.",
        diagnose: diagnose,
    }
}

fn diagnose(case: &Case<'_>) -> Option<Diagnosis> {
    const NAME: &str = "Access-Control-Allow-Origin";
    if !matches!(
        case.refusal.kind,
        RefusalKind::AllowOriginMismatch | RefusalKind::AllowOriginInvalid
    ) {
        return None;
    }
    let message = case.message().filter(|_| case.is_cors())?;
    let allowed = message.response.get(NAME)?;
    let host = message.host();
    let null = allowed == "null";
    let mut diagnosis = case.diagnosis(&message, Confidence::Certain);
    diagnosis.what = format!("{host} allows only {}", value(&allowed));
    diagnosis.detail = format!("but the page is {}", case.asked_as(&message));
    diagnosis.path.clear();
    diagnosis.explanation = if null {
        format!(
            "{host} allows null, the origin of pages opened from disk and of sandboxed frames. \
             Perhaps it was set during a test with such a page. This page is {}.",
            case.asked_as(&message)
        )
    } else {
        format!(
            "{host} allows {}, but the page is {}. If both should be allowed, the server needs a \
             list, and must send back the one that matches the request's Origin.",
            value(&allowed),
            case.asked_as(&message)
        )
    };
    diagnosis.evidence = case.response_header(message.id, &[NAME, "Vary"]);
    diagnosis
        .evidence
        .extend(case.request_header(message.id, "Origin"));
    diagnosis.plans = vec![Plan::Server];
    Some(diagnosis)
}
