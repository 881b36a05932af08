//! The redirect itself lacks the CORS headers.

use super::declare_cause;
use crate::causes::case::{Case, Diagnosis};
use crate::causes::remedy::Plan;
use crate::causes::siblings::host_name;
use crate::fetch::redirect::Location;
use crate::fetch::{Phase, RefusalKind};
use crate::fixes::{Confidence, Trouble};

declare_cause! {
    /// # What happens
    /// The response is a redirect without CORS headers. Every response on the way needs them, the
    /// redirect as well as the final one, so the browser does not follow it. `curl -L` does.
    /// # Common causes
    /// The redirect comes from the web server in front of the application (http→https, old host to
    /// new host, slash), where CORS is not set up.
    /// # What to look at
    /// `Location`: how it differs from the requested URL.
    /// # Fix
    /// Request the final URL in the page. If the redirect stays on the same host, set the CORS
    /// headers on redirects too.
    /// # Not to be mistaken for
    /// A redirect to a login page: there the session has expired.
    KIND = {
        name: "redirect-without-headers",
        title: "a redirect lacks the CORS headers",
        also_known_as: &["redirect-without-cors-headers", "moved"],
        settle: "curl -i with an Origin header against the URL.",
        diagnose: diagnose,
    }
}

fn diagnose(case: &Case<'_>) -> Option<Diagnosis> {
    if !case.is_cors()
        || case.refusal.phase != Phase::Redirect
        || case.refusal.kind != RefusalKind::AllowOriginMissing
    {
        return None;
    }
    let message = case.message()?;
    let Some(Location::Url(target)) = case.hop().map(|hop| &hop.location) else {
        return None;
    };
    let host = message.host();
    let there = host_name(target);
    let mut diagnosis = case.diagnosis(&message, Confidence::Certain);
    diagnosis.trouble = Some(Trouble::RedirectsWithoutHeaders);
    let same = host == there;
    let to = if same {
        crate::causes::paths::path_of(target)
    } else {
        there
    };
    diagnosis.what = format!("{host} redirects to {to} without CORS headers");
    diagnosis.path.clear();
    diagnosis.detail = format!("({})", message.status_from());
    diagnosis.explanation = format!(
        "The response is a redirect ({} to {to}), and the browser follows it only if it has the \
         CORS headers. Better request the final URL directly in the page: then there is no \
         redirect{}.",
        message.status,
        if same {
            ""
        } else {
            ". After a redirect to another host the browser also sends Origin: null, which hardly \
             any server allows"
        }
    );
    diagnosis.evidence = vec![case.status_of(message.id)];
    diagnosis
        .evidence
        .extend(case.response_header(message.id, &["Location", "Access-Control-Allow-Origin"]));
    diagnosis.plans = vec![Plan::Direct(target.clone()), Plan::Server];
    Some(diagnosis)
}
