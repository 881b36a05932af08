//! The page has no origin.

use super::declare_cause;
use crate::causes::case::{Case, Diagnosis, value};
use crate::causes::remedy::Plan;
use crate::fixes::Confidence;
use crate::http::Origin;

declare_cause! {
    /// # What happens
    /// The page was opened from disk (`file:`), or is in a sandboxed frame. Such a page has no
    /// origin. Its requests have `Origin: null`, which matches no origin that a response names.
    /// # Common causes
    /// `index.html` opened with a double click; `<iframe sandbox>` without `allow-same-origin`;
    /// a page made from a `data:` URL.
    /// # What to look at
    /// The address of the page.
    /// # Fix
    /// Serve the folder over http (`npx serve`, `python3 -m http.server`) and let the server allow
    /// that origin. Do not allow `null`: any site can make a page with that origin.
    /// # Not to be mistaken for
    /// `Origin: null` after a redirect: there the page has an origin, and the redirect is the
    /// cause.
    KIND = {
        name: "page-from-disk",
        title: "the page was opened from disk or is in a sandboxed frame",
        also_known_as: &["file-origin", "null-origin", "origin-null"],
        settle: "The address of the page.",
        diagnose: diagnose,
    }
}

fn diagnose(case: &Case<'_>) -> Option<Diagnosis> {
    if !case.is_cors_check() || case.at_hop() > 0 {
        return None;
    }
    if !matches!(case.brief.evidence.origin.value, Some(Origin::Opaque)) {
        return None;
    }
    let message = case.message()?;
    let host = message.host();
    let first = case.brief.observed.hops.first();
    let file = first
        .and_then(|hop| case.brief.capture.optional(hop.entry.initiator_url))
        .is_some_and(|url| url.starts_with("file:"));
    let mut diagnosis = case.diagnosis(
        &message,
        if file {
            Confidence::Certain
        } else {
            Confidence::Likely
        },
    );
    diagnosis.what = format!("{host} gets a request from a page without an origin");
    "(Origin: null)".clone_into(&mut diagnosis.detail);
    let allowed = message.response.get("Access-Control-Allow-Origin");
    diagnosis.explanation = format!(
        "{} Its requests have Origin: null, and {} Serve the page over http, on your own machine \
         too, and let the server allow that origin. Allowing null would allow every sandboxed \
         frame of every site.",
        if file {
            "The page was opened from disk (file:), so it has no origin."
        } else {
            "The page has no origin: it was opened from disk, or is in a sandboxed frame."
        },
        match allowed {
            Some(allowed) => format!("{host} allows {}.", value(&allowed)),
            None => format!("{host} does not allow that."),
        }
    );
    diagnosis.evidence = case.request_header(message.id, "Origin");
    diagnosis
        .evidence
        .extend(case.response_header(message.id, &["Access-Control-Allow-Origin"]));
    diagnosis.plans = vec![Plan::ServePage];
    diagnosis.hides_behind_symptom = true;
    Some(diagnosis)
}
