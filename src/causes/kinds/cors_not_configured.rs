//! The server does not support CORS.

use super::declare_cause;
use crate::capture::{BodyKind, EntryId};
use crate::causes::case::{Case, Diagnosis, Message, content_type, value};
use crate::causes::remedy::Plan;
use crate::causes::siblings::{Class, cache_sign};
use crate::fetch::{Phase, RefusalKind};
use crate::fixes::Confidence;
use crate::http::HeaderList;
use crate::layers::Actor;

declare_cause! {
    /// # What happens
    /// The responses of the host, or of this route, have no `Access-Control-…` header at all. It
    /// was built for pages of its own origin, or for servers.
    /// # Common causes
    /// A static file host or bucket without CORS rules (fonts and `crossorigin` scripts need them),
    /// an API that only servers have called so far, or a route that was forgotten.
    /// # What to look at
    /// Other requests to the host: do any of their responses have such headers?
    /// # Fix
    /// Set up CORS on the host; or call it through the page's own server.
    /// # Not to be mistaken for
    /// Headers that are missing only on errors, only on `OPTIONS`, or only for this origin.
    KIND = {
        name: "cors-not-configured",
        title: "the server sends no CORS headers",
        also_known_as: &["never-configured", "no-cors-headers"],
        settle: "curl -i with an Origin header against another path of the host.",
        diagnose: diagnose,
    }
}

fn diagnose(case: &Case<'_>) -> Option<Diagnosis> {
    let message = case.message().filter(|_| case.is_cors())?;
    if case.refusal.phase == Phase::Redirect || case.refusal.kind != RefusalKind::AllowOriginMissing
    {
        return None;
    }
    let host = message.host();
    let answers = case.host_answers(message.url);
    let elsewhere = answers.and_then(|answers| {
        [Class::Granted, Class::PreflightGranted, Class::ErrorGranted]
            .into_iter()
            .find_map(|class| answers.first(class))
    });
    let bare = answers.map_or(0, |answers| {
        answers.count(Class::Bare)
            + answers.count(Class::ErrorBare)
            + answers.count(Class::PreflightBare)
    });
    let confidence = match (elsewhere, bare) {
        (None, 2..) => Confidence::Certain,
        _ => Confidence::Likely,
    };
    let mut diagnosis = case.diagnosis(&message, confidence);
    let to = if message.is_preflight() {
        " to OPTIONS"
    } else {
        ""
    };
    let same = case
        .siblings
        .variants(case.number, message.url)
        .granted
        .filter(|granted| *granted != message.id);
    if let Some(same) = same {
        let differences = differences(case, &message, same);
        "once".clone_into(&mut diagnosis.key);
        diagnosis.what = format!("{host} sends no CORS headers");
        "although another response to the same URL has them".clone_into(&mut diagnosis.detail);
        diagnosis.explanation = format!(
            "The response{to} here ({}) has no CORS headers. Another response to the same URL in \
             this capture has Access-Control-Allow-Origin. {} Possible reasons: two servers \
             behind one name, a cache, or code that returns before the headers are set.",
            message.status,
            if differences.is_empty() {
                "Method, status, origin, cookies and server are the same in both.".to_owned()
            } else {
                format!(
                    "What differs (this response, the other): {}.",
                    differences.join("; ")
                )
            }
        );
    } else if elsewhere.is_some() {
        "route".clone_into(&mut diagnosis.key);
        diagnosis.what = format!("{host} sends no CORS headers");
        "although it does on other paths".clone_into(&mut diagnosis.detail);
        diagnosis.explanation = format!(
            "The response of {host}{to} here ({}) has no CORS headers, but other responses of the \
             host do. The CORS setup does not cover this route: another handler or another server \
             behind the same name responded.",
            message.status
        );
    } else {
        diagnosis.what = format!("{host} sends no CORS headers");
        diagnosis.explanation = format!(
            "No response of {host} in this capture has any CORS header, so pages of other origins \
             may not read them. The response{to} ({}) did arrive; the browser kept it from the \
             page. curl works because it does not enforce CORS.",
            message.status
        );
    }
    diagnosis.evidence = case.response_header(message.id, &["Access-Control-Allow-Origin"]);
    diagnosis.evidence.push(case.status_of(message.id));
    diagnosis
        .evidence
        .extend(case.present_header(message.id, &["Server"]));
    if let Some(elsewhere) = same.or(elsewhere) {
        diagnosis
            .evidence
            .extend(case.present_header(elsewhere, &["Access-Control-Allow-Origin"]));
    }
    diagnosis.plans = vec![Plan::Server];
    let page =
        content_type(message.response) == "text/html" || message.entry.body_kind == BodyKind::Html;
    let data = message.request.first("Sec-Fetch-Dest") == Some("empty");
    if page && data && !message.is_preflight() && message.status < 400 {
        diagnosis.explanation.push_str(
            " The response is an HTML page: perhaps a start page, a login, or a notice that the \
             service is starting. Often that is not what the page requested.",
        );
        diagnosis.advise(
            Actor::Page,
            "Check the URL: the response is an HTML page",
            "# open the URL in a tab. A single-page application returns its index.html for every \
             unknown path:\n\
             # correct the API's base URL, its path or the proxy rule that should forward it\n",
        );
    }
    Some(diagnosis)
}

/// What is not the same in two requests for one URL and their responses.
fn differences(case: &Case<'_>, message: &Message<'_>, other: EntryId) -> Vec<String> {
    let entry = case.brief.capture.entry(other);
    let request = case.brief.capture.request_headers(entry);
    let response = case.brief.capture.response_headers(entry);
    let cookies = |request: &HeaderList<'_>| {
        if request.contains("Cookie") {
            "sent"
        } else {
            "none seen"
        }
    };
    let cached = |entry, response: &HeaderList<'_>| {
        cache_sign(case.brief.capture, entry, response).map_or("no", |_| "yes")
    };
    let first = |list: &HeaderList<'_>, name| value(list.first(name).unwrap_or("none"));
    [
        (
            "method",
            value(case.brief.capture.method(message.entry)),
            value(case.brief.capture.method(entry)),
        ),
        (
            "status",
            message.status.to_string(),
            entry.status.unwrap_or(0).to_string(),
        ),
        (
            "Origin",
            first(message.request, "Origin"),
            first(&request, "Origin"),
        ),
        (
            "cookies",
            cookies(message.request).to_owned(),
            cookies(&request).to_owned(),
        ),
        (
            "from a cache",
            cached(message.entry, message.response).to_owned(),
            cached(entry, &response).to_owned(),
        ),
        (
            "Server",
            first(message.response, "Server"),
            first(&response, "Server"),
        ),
    ]
    .into_iter()
    .filter(|(_, here, there)| here != there)
    .map(|(name, here, there)| format!("{name} {here}, {there}"))
    .collect()
}
