//! The page itself asked for something that rules the response out.

use super::declare_cause;
use crate::causes::case::{Case, Diagnosis, value};
use crate::causes::remedy::Plan;
use crate::fetch::RefusalKind as K;
use crate::fetch::redirect::Location;
use crate::fixes::Confidence;
use crate::layers::Actor;

declare_cause! {
    /// # What happens
    /// The page's own call forbids it: mode `same-origin` with a URL of another origin, redirect
    /// mode `error` with a URL that redirects, or a URL with a scheme other than http and https.
    /// # Common causes
    /// `fetch(url, {mode: 'same-origin'})` or `{redirect: 'error'}`, a worker script from another
    /// origin, a `file:` URL in a page opened from disk.
    /// # What to look at
    /// The call in the page: the stack trace of the request in the network panel leads to it.
    /// # Fix
    /// Remove the option from the call, request the final URL, or serve the file over http.
    /// # Not to be mistaken for
    /// A response without CORS headers: there the server did receive the request, and has to
    /// change.
    KIND = {
        name: "mode-forbids",
        title: "an option of the page's own call forbids it",
        also_known_as: &["same-origin-mode", "redirect-error"],
        settle: "The options of the call in the page.",
        diagnose: diagnose,
    }
}

fn diagnose(case: &Case<'_>) -> Option<Diagnosis> {
    let message = case.message()?;
    let (key, what, explanation) = match case.refusal.kind {
        K::DisallowedByMode => (
            "same-origin",
            format!("the page requests {} in mode same-origin", message.host()),
            "The call accepts only responses from the page's own origin (mode: 'same-origin', or \
             a worker's script), and this URL has another origin. Leave the mode out and let the \
             server send CORS headers, or serve the file from the page's own origin.",
        ),
        K::RedirectMode => (
            "redirect",
            format!(
                "the page does not accept a redirect from {}",
                message.host()
            ),
            "The response is a redirect, and the call does not accept one (redirect: 'error' or \
             'manual'). Request the final URL, or leave the option out.",
        ),
        K::SchemeNotSupported => (
            "scheme",
            format!(
                "the page requests a {}: URL",
                value(message.url.split(':').next().unwrap_or(""))
            ),
            "Only http: and https: URLs work across origins. A page opened from disk cannot read \
             other files on the disk. Serve the folder over http (npx serve, python3 -m \
             http.server).",
        ),
        _ => return None,
    };
    let mut diagnosis = case.diagnosis(&message, Confidence::Certain);
    if case.refusal.kind == K::RedirectMode {
        diagnosis.confidence = Confidence::Likely;
        if let Some(Location::Url(target)) = case.hop().map(|hop| &hop.location) {
            diagnosis.plans.push(Plan::Direct(target.clone()));
        }
    }
    if let Some((title, text)) = match case.refusal.kind {
        K::DisallowedByMode => Some((
            "Leave mode: \"same-origin\" out, or serve the file from the page's own origin",
            "fetch(url)                       // and let its server send CORS headers\n\
             // new Worker(url), SharedWorker and service worker scripts: the page's own origin \
             only. Load the text\n\
             // with fetch and start it from a blob: URL, or copy the file to your own site\n",
        )),
        K::SchemeNotSupported => Some((
            "Serve the folder over http, and use an http or https URL",
            "npx serve -l 8000       # or: python3 -m http.server 8000\n\
             // a missing scheme: fetch(\"localhost:3000/x\") uses the scheme localhost:, write \
             http://localhost:3000/x\n",
        )),
        K::RedirectMode => Some((
            "Leave redirect: \"error\" or \"manual\" out of the call",
            "fetch(url)            // follows redirects\n",
        )),
        _ => None,
    } {
        diagnosis.advise(Actor::Page, title, text);
    }
    key.clone_into(&mut diagnosis.key);
    diagnosis.what = what;
    explanation.clone_into(&mut diagnosis.explanation);
    diagnosis.evidence = vec![case.url_of(message.id)];
    diagnosis.evidence.extend(case.error_of());
    Some(diagnosis)
}
