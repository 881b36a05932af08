//! Redirects that no browser follows.

use super::declare_cause;
use crate::causes::case::{Case, Diagnosis};
use crate::causes::siblings::host_name;
use crate::fetch::RefusalKind as K;
use crate::fetch::redirect::Location;
use crate::fixes::Confidence;
use crate::layers::Actor;

declare_cause! {
    /// # What happens
    /// The server redirects in a way that no browser follows across origins: in a loop, to a
    /// URL with a user name and password in it, or to a URL that is not http or https.
    /// # Common causes
    /// Rules for http→https and for slashes that redirect to each other; a cookie that is never
    /// sent (the server redirects until it arrives); an internal URL with credentials that leaks
    /// into `Location`; a redirect into an app (`myapp:`).
    /// # What to look at
    /// The `Location` of each redirect in turn.
    /// # Fix
    /// Correct the redirect, or request the final URL directly.
    /// # Not to be mistaken for
    /// A redirect without CORS headers: that one can be followed once it has them.
    KIND = {
        name: "redirect-unusable",
        title: "a redirect that browsers do not follow",
        also_known_as: &["redirect-loop", "redirect-with-password"],
        settle: "The Location of each redirect in turn.",
        diagnose: diagnose,
    }
}

fn diagnose(case: &Case<'_>) -> Option<Diagnosis> {
    let (key, what, explanation, (title, text)) = match case.refusal.kind {
        K::TooManyRedirects => (
            "loop",
            "redirects in a loop",
            "Browsers give up after 20 redirects. Either two rules redirect to each other, or the \
             server waits for a cookie that a cross-origin request does not carry.",
            (
                "Find the two rules that redirect to each other, and remove one",
                "# follow it by hand: curl -sIL --max-redirs 5 URL | grep -iE \"^(HTTP|location)\"\n\
                 # http to https behind a proxy: trust X-Forwarded-Proto. Cloudflare: SSL mode Full, not Flexible\n\
                 # a slash or www rule on two layers; a page that sets a cookie and redirects to itself\n",
            ),
        ),
        K::RedirectContainsCredentials => (
            "credentials",
            "redirects to a URL with a user name or password",
            "Across origins browsers do not follow a redirect to https://user:password@host/. \
             Remove the user name and password from the Location header. They also leak to \
             everyone who reads it.",
            (
                "Remove the user name and password from the Location header",
                "# the redirect's target is often an internal URL from the configuration: use the public one\n",
            ),
        ),
        K::RedirectScheme => (
            "scheme",
            "redirects to a URL that is not http or https",
            "A script's request can only be redirected to http: and https: URLs.",
            (
                "Send the target as data, and let the page navigate to it",
                "// server: res.json({ url: target })        instead of a redirect to another scheme\n\
                 // page:   location.assign((await response.json()).url)\n",
            ),
        ),
        _ => return None,
    };
    let message = case.message()?;
    let mut diagnosis = case.diagnosis(&message, Confidence::Certain);
    key.clone_into(&mut diagnosis.key);
    diagnosis.what = format!("{} {what}", message.host());
    if let Some(Location::Url(target)) = case.hop().map(|hop| &hop.location) {
        diagnosis.detail = format!("({} to {})", message.status, host_name(target));
    }
    explanation.clone_into(&mut diagnosis.explanation);
    diagnosis.evidence = case.response_header(message.id, &["Location"]);
    diagnosis.advise(Actor::Server, title, text);
    Some(diagnosis)
}
