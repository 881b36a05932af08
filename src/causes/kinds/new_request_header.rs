//! The page sends a header that the server does not list.

use super::declare_cause;
use crate::causes::case::{Case, Diagnosis, value};
use crate::causes::families::one_family;
use crate::causes::remedy::Plan;
use crate::causes::whose::maybe_foreign;
use crate::fetch::RefusalKind;
use crate::fixes::Confidence;

declare_cause! {
    /// # What happens
    /// The server responds to `OPTIONS` and allows the origin, but its list of request headers
    /// lacks one that the page, or a library in it, sends. The request itself was never sent.
    /// # Common causes
    /// Tracing libraries (`traceparent`, `baggage`, `sentry-trace`, `x-datadog-…`), protection
    /// against forged requests (`x-csrf-token`), frameworks (`x-requested-with`), a JSON body
    /// (`content-type`) or a login token (`authorization`).
    /// # What to look at
    /// Compare `Access-Control-Request-Headers` with `Access-Control-Allow-Headers`. The stack
    /// trace of the request in the network panel shows which code adds the header.
    /// # Fix
    /// Add the header to the server's list; or limit the library to the hosts that need it.
    /// # Not to be mistaken for
    /// A list that says `*` for a request with cookies: then `*` is what fails.
    KIND = {
        name: "new-request-header",
        title: "the page sends a header that the server does not list",
        also_known_as: &["header-not-listed", "header-missing-from-list", "traceparent"],
        settle: "The line of the configuration with the allowed headers.",
        diagnose: diagnose,
    }
}

fn diagnose(case: &Case<'_>) -> Option<Diagnosis> {
    const NAME: &str = "Access-Control-Allow-Headers";
    if !matches!(
        case.refusal.kind,
        RefusalKind::HeaderNotAllowed | RefusalKind::AuthorizationNotCovered
    ) {
        return None;
    }
    let message = case.refused_preflight()?;
    let missing = case.missing_headers();
    if missing.is_empty() {
        return None;
    }
    let names = missing.join(", ");
    let host = message.host();
    let family = one_family(&missing);
    let mut diagnosis = case.diagnosis(&message, Confidence::Certain);
    diagnosis.key = match family {
        Some(family) => family.key.to_owned(),
        None => missing.join("_").to_ascii_lowercase(),
    };
    let plural = if missing.len() == 1 { "" } else { "s" };
    let listed = message.response.get(NAME);
    diagnosis.what = format!(
        "{host} does not allow the request header{plural} {}",
        value(&names)
    );
    diagnosis.detail = match &listed {
        Some(listed) if !listed.is_empty() => format!("(it lists {})", value(listed)),
        _ => "(it lists none)".to_owned(),
    };
    let who = family.map_or_else(String::new, |family| format!(" {}", family.who));
    diagnosis.explanation = format!(
        "The page's request has the header{plural} {}, so the browser asked with OPTIONS first. \
         {host} responded and allowed the origin, but {NAME} does not list {}.{who} The request \
         itself was never sent.",
        value(&names),
        if missing.len() == 1 { "it" } else { "them" },
    );
    diagnosis.evidence = case.request_header(message.id, "Access-Control-Request-Headers");
    diagnosis
        .evidence
        .extend(case.response_header(message.id, &[NAME]));
    let needed = family.is_some_and(|family| {
        matches!(
            family.key,
            "content-type" | "authorization" | "csrf" | "api-key"
        )
    });
    let drop = Plan::DropHeaders {
        names: missing.iter().map(|name| (*name).to_owned()).collect(),
        hint: family.map_or("", |family| family.limit),
    };
    diagnosis.plans = vec![Plan::Server];
    // A library adds tracing headers by itself: at another site the page is what has to change.
    let tracing = family.is_some_and(|family| matches!(family.key, "tracing" | "tunnel"));
    if tracing && maybe_foreign(case, message.url) {
        diagnosis.plans.insert(0, drop);
    } else if !needed {
        diagnosis.plans.push(drop);
    }
    Some(diagnosis)
}
