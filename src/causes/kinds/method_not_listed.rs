//! The method is not on the server's list.

use super::declare_cause;
use crate::causes::case::{Case, Diagnosis, value};
use crate::causes::remedy::Plan;
use crate::fetch::RefusalKind;
use crate::fetch::preflight::Grants;
use crate::fixes::Confidence;
use crate::http::header::Extracted;

declare_cause! {
    /// # What happens
    /// The server responds to `OPTIONS` and allows the origin, but its list of methods lacks the
    /// one that the page uses. The request itself was never sent.
    /// # Common causes
    /// A new endpoint uses `PATCH` or `DELETE`, and the list is older; a framework's default list
    /// is `GET, POST, PUT`; the page sends `patch` in lower case, which is not the same method as
    /// `PATCH`.
    /// # What to look at
    /// Compare `Access-Control-Request-Method` with `Access-Control-Allow-Methods`, character for
    /// character.
    /// # Fix
    /// Add the method to the list; or write it in upper case in the page.
    /// # Not to be mistaken for
    /// A list that says `*` for a request with cookies: then `*` is what fails.
    KIND = {
        name: "method-not-listed",
        title: "the method is not on the server's list",
        also_known_as: &["method-missing", "patch-not-allowed"],
        settle: "The line of the configuration with the allowed methods.",
        diagnose: diagnose,
    }
}

fn diagnose(case: &Case<'_>) -> Option<Diagnosis> {
    const NAME: &str = "Access-Control-Allow-Methods";
    if case.refusal.kind != RefusalKind::MethodNotAllowed {
        return None;
    }
    let message = case.refused_preflight()?;
    let method = case.preflight()?.method;
    let host = message.host();
    let listed = match Grants::of(message.response).methods {
        Extracted::List(list) => list,
        Extracted::Absent | Extracted::Failure { .. } => Vec::new(),
    };
    let in_capitals = listed
        .iter()
        .find(|other| other.eq_ignore_ascii_case(method));
    let mut diagnosis = case.diagnosis(&message, Confidence::Certain);
    method.clone_into(&mut diagnosis.key);
    let shown = value(method);
    if let Some(right) = in_capitals {
        diagnosis.what = format!("the page sends the method {shown} to {host}");
        diagnosis.detail = format!("which is not {}", value(right));
        diagnosis.explanation = format!(
            "Method names are case-sensitive. {host} allows {}, but the page sends {shown}. \
             fetch() changes only DELETE, GET, HEAD, OPTIONS, POST and PUT to upper case by \
             itself.",
            value(right)
        );
        diagnosis.plans = vec![
            Plan::MethodInCapitals {
                method: (*right).to_owned(),
            },
            Plan::Server,
        ];
    } else {
        diagnosis.what = format!("{host} does not allow the method {shown}");
        diagnosis.detail = if listed.is_empty() {
            "(it lists none)".to_owned()
        } else {
            format!("(it lists {})", value(&listed.join(", ")))
        };
        diagnosis.explanation = format!(
            "The browser asked with OPTIONS whether {shown} is allowed. {host} responded and \
             allowed the origin, but {NAME} does not list {shown}. Every method other than GET, \
             HEAD and POST must be listed. The request itself was never sent."
        );
        diagnosis.plans = vec![Plan::Server];
    }
    diagnosis.evidence = case.request_header(message.id, "Access-Control-Request-Method");
    diagnosis
        .evidence
        .extend(case.response_header(message.id, &[NAME]));
    Some(diagnosis)
}
