//! An ad blocker or a rule of the administrator.

use super::declare_cause;
use crate::causes::case::{Case, Diagnosis, value};
use crate::fetch::RefusalKind;
use crate::fixes::Confidence;
use crate::layers::Actor;

declare_cause! {
    /// # What happens
    /// Something in the visitor's browser stopped the request before it was sent: an ad blocker, a
    /// privacy extension, or a rule of the administrator. This is not CORS, and the server never
    /// received the request.
    /// # Common causes
    /// Block lists match known hosts and words in the URL: `ads`, `analytics`, `track`, `metrics`.
    /// # What to look at
    /// Whether it works in a private window without extensions.
    /// # Fix
    /// Make the page work without the response. If it needs the response, use a host and a path
    /// that no block list names.
    /// # Not to be mistaken for
    /// A refused connection: there the browser did send something.
    KIND = {
        name: "extension-blocked",
        title: "not CORS: an extension or a rule of the browser blocked it",
        also_known_as: &["ad-blocker", "adblock", "blocked-by-extension"],
        settle: "Whether it works in a private window without extensions.",
        diagnose: diagnose,
    }
}

fn diagnose(case: &Case<'_>) -> Option<Diagnosis> {
    if case.refusal.kind != RefusalKind::BlockedByClient {
        return None;
    }
    let message = case.message()?;
    let mut diagnosis = case.diagnosis(&message, Confidence::Certain);
    let error = case.recorded_error().unwrap_or("");
    let administrator = error.contains("ADMINISTRATOR");
    let who = if administrator {
        "a rule of the administrator"
    } else {
        "an extension, most likely an ad blocker,"
    };
    diagnosis.what = format!("{} is blocked in the browser", message.host());
    diagnosis.detail = format!("({})", value(error));
    diagnosis.explanation = format!(
        "In the visitor's browser, {who} stopped the request before it was sent. The server never \
         received it, so no header helps. Make the page work without the response: visitors with \
         such a block list will never get it."
    );
    diagnosis.evidence = vec![case.url_of(message.id)];
    diagnosis.evidence.extend(case.error_of());
    if administrator {
        diagnosis.advise(
            Actor::Visitor,
            "Ask the administrator to allow the host",
            "# chrome://policy shows the rule: URLBlocklist, and URLAllowlist beside it\n",
        );
    } else {
        diagnosis.advise(
            Actor::Visitor,
            "Turn the blocker off for the page, to see whether it is the cause",
            "# a private window without extensions, or the blocker's allow list\n",
        );
        diagnosis.advise(
            Actor::Page,
            "Use a host and a path of your own that no block list names, or make the page work \
             without the response",
            "// block lists match known hosts and words in the URL: ads, track, analytics, metrics, pixel\n\
             // Sentry: Sentry.init({ tunnel: \"/tunnel\" }); others: a reverse proxy on your own origin\n\
             fetch(url).catch(() => {})      // this request fails for many visitors\n",
        );
    }
    Some(diagnosis)
}
