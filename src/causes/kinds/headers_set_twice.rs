//! Two layers set the headers.

use super::declare_cause;
use crate::causes::case::{Case, Diagnosis, value};
use crate::causes::remedy::Plan;
use crate::fetch::RefusalKind;
use crate::fixes::{Confidence, Trouble};

declare_cause! {
    /// # What happens
    /// Two layers set the CORS headers: the application, and something in front of it. Only one
    /// value is allowed. The browser rejects two, even if they are equal.
    /// # Common causes
    /// CORS is also on in the proxy, the ingress, the API gateway or the CDN; or one application
    /// has two CORS middlewares.
    /// # What to look at
    /// The same header on two lines, or a value with a comma; the application's response to a
    /// request that bypasses the proxy.
    /// # Fix
    /// Set the headers in one layer only; or make the outer layer remove those of the inner one.
    /// # Not to be mistaken for
    /// A list of different origins in one value: one layer printed its whole configuration.
    KIND = {
        name: "headers-set-twice",
        title: "two layers set the CORS headers",
        also_known_as: &["set-twice", "duplicate-headers", "double-headers"],
        settle: "The application's response to a request that bypasses the proxy.",
        diagnose: diagnose,
    }
}

fn diagnose(case: &Case<'_>) -> Option<Diagnosis> {
    let name = match case.refusal.kind {
        RefusalKind::AllowOriginMultiple => "Access-Control-Allow-Origin",
        RefusalKind::AllowCredentialsNotTrue => "Access-Control-Allow-Credentials",
        _ => return None,
    };
    let message = case.message().filter(|_| case.is_cors())?;
    let lines = message.response.lines(name).count();
    let combined = message.response.get(name)?;
    let parts: Vec<&str> = combined
        .split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    let page = case.asked_as(&message);
    let equal = parts.len() > 1 && parts.iter().all(|part| *part == parts[0]);
    // One layer echoes or lists the origin, the other says `*`.
    let both_fit = parts.len() > 1 && parts.iter().all(|part| *part == "*" || *part == page);
    if lines < 2 && !(parts.len() > 1 && (equal || both_fit)) {
        return None;
    }
    let host = message.host();
    let sure = lines > 1 || equal;
    let confidence = if sure {
        Confidence::Certain
    } else {
        Confidence::Likely
    };
    let mut diagnosis = case.diagnosis(&message, confidence);
    diagnosis.trouble = Some(Trouble::SetTwice);
    diagnosis.what = format!("{host} sets the CORS headers twice");
    diagnosis.detail = format!("({})", value(&combined));
    diagnosis.explanation = format!(
        "{name} is there twice ({}). Each value may be right, but only one is allowed. Two layers \
         set it, usually the application and a proxy, gateway or CDN in front of it{}. Turn it \
         off in one of them.",
        value(&combined),
        if equal {
            ""
        } else {
            "; the values differ, so they come from two layers"
        }
    );
    diagnosis.evidence = case.response_header(message.id, &[name]);
    diagnosis
        .evidence
        .extend(case.present_header(message.id, &["Server", "Via"]));
    diagnosis.plans = vec![Plan::Server];
    Some(diagnosis)
}
