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
    /// redirect as well as the one it leads to; so the browser does not follow. curl `-L` does.
    /// # Common causes
    /// The redirect is made by the web server in front of the application (http→https, old host
    /// to new host, slash), where CORS is not set up.
    /// # What to look at
    /// `Location`: what differs from the URL that was asked.
    /// # Fix
    /// Ask the final URL in the page. Where the redirect stays on the host, set the CORS headers
    /// on redirects too.
    /// # Not to be mistaken for
    /// A redirect to a login page: there the session is over.
    KIND = {
        name: "redirect-without-headers",
        title: "a redirect comes without the CORS headers",
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
    diagnosis.trouble = Some(Trouble::ErrorsWithoutHeaders);
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
        "The response is a redirect ({} to {to}), and the browser wants the CORS headers on it \
         before it follows. The page had better ask the final address itself: that spares the \
         detour{}.",
        message.status,
        if same {
            ""
        } else {
            ", and a redirect to another host would go on with Origin: null, which hardly any \
             server allows"
        }
    );
    diagnosis.evidence = vec![case.status_of(message.id)];
    diagnosis
        .evidence
        .extend(case.response_header(message.id, &["Location", "Access-Control-Allow-Origin"]));
    diagnosis.plans = vec![Plan::Direct(target.clone()), Plan::Server];
    Some(diagnosis)
}
