//! A cache handed out a response that was made for another page.

use super::declare_cause;
use super::preflight_rejected::varies_by_origin;
use crate::capture::EntryId;
use crate::causes::case::{Case, Diagnosis, value};
use crate::causes::remedy::{Plan, advised};
use crate::causes::siblings::{Class, cache_sign};
use crate::causes::way::Way;
use crate::fetch::RefusalKind;
use crate::fixes::{Confidence, Trouble};
use crate::http::HeaderList;
use crate::layers::Actor;
use crate::verdict::Message;

declare_cause! {
    /// # What happens
    /// The response came from a cache (of the CDN or of the browser). It was made for a page of
    /// another origin, or for a request without `Origin` (an `<img>` with the same URL, for
    /// example). The server's own response to this request might have been correct.
    /// # Common causes
    /// The server sends the page's origin back but not `Vary: Origin`, so the cache uses one
    /// response for every page; or `Origin` is missing from the CDN's cache key.
    /// # What to look at
    /// `Age`, `X-Cache`, `CF-Cache-Status`; whether it works with "Disable cache", or with `?x=1`
    /// added to the URL.
    /// # Fix
    /// Send `Vary: Origin` with every response of the route, including those without CORS headers;
    /// add `Origin` to the CDN's cache key; empty the cache once. For public files,
    /// `Access-Control-Allow-Origin: *` on every response is enough.
    /// # Not to be mistaken for
    /// A server that always names that other origin, also in responses that come from no cache.
    KIND = {
        name: "cached-response",
        title: "a cache returned a response made for another page",
        also_known_as: &[
            "cached-response-without-acao",
            "cached-for-another-origin",
            "cache-poisoned",
        ],
        settle: "The same URL with the browser's cache disabled; if a CDN or proxy keeps it, after an invalidation.",
        diagnose: diagnose,
    }
}

/// The browser refused the request for what its own HTTP cache holds, and did not ask the server.
fn from_the_browser(case: &Case<'_>, message: &Message<'_>) -> Option<Diagnosis> {
    let hop = case.hop()?;
    let (stored, _) = hop.stored?;
    // A worker's request without a page has the response of a page's, not of the cache.
    if hop.entry.status == Some(304) || hop.entry.page.is_none() {
        return None;
    }
    let element = element_of(case, stored);
    let host = message.host();
    let mut diagnosis = case.diagnosis(message, Confidence::Certain);
    diagnosis.trouble = Some(Trouble::Cached);
    let made_for = match message.response.get("Access-Control-Allow-Origin") {
        Some(allowed) => format!("that allows {}", value(&allowed)),
        None => "without Access-Control-Allow-Origin".to_owned(),
    };
    diagnosis.what = format!("the browser's cache holds a response of {host} {made_for}");
    diagnosis.explanation = format!(
        "The browser sent no new request to {host}. It took the response to an earlier request \
         for the same URL from its HTTP cache ({made_for}) and refused it for {}. {}",
        case.page(),
        match element {
            Some(_) =>
                "The earlier request was made without CORS, by an element without crossorigin. \
                 Load the file with crossorigin everywhere, the first time too. If the server \
                 sends Vary: Origin with every response, even if the request has no Origin header, \
                 the cache keeps the two apart.",
            None =>
                "The earlier request came from a page of another origin, or was made without CORS \
                 (an <img> without crossorigin, for example). Send Vary: Origin with every response \
                 of the route, even if the request has no Origin header; or load the file with \
                 crossorigin everywhere.",
        }
    );
    diagnosis.evidence = vec![case.url_of(stored)];
    diagnosis.evidence.extend(case.response_header(
        stored,
        &["Access-Control-Allow-Origin", "Vary", "Cache-Control"],
    ));
    let crossorigin = element.map(|element| with_crossorigin(element, diagnosis.way));
    diagnosis.plans.extend(crossorigin);
    diagnosis.plans.push(Plan::Server);
    diagnosis.hides_behind_symptom = true;
    Some(diagnosis)
}

fn diagnose(case: &Case<'_>) -> Option<Diagnosis> {
    if case.refusal.kind == RefusalKind::Unexplained {
        return in_browser(case);
    }
    let message = case.refused_response()?;
    let missing = match case.refusal.kind {
        RefusalKind::AllowOriginMissing => true,
        RefusalKind::AllowOriginMismatch => false,
        _ => return None,
    };
    if let Some(diagnosis) = from_the_browser(case, &message) {
        return Some(diagnosis);
    }
    let (name, shown) = cache_sign(case.brief.capture, message.entry, message.response)?;
    if message.status >= 400 || case.asked_as(&message) == "null" {
        return None;
    }
    let answers = case.host_answers(message.url)?;
    let variants = case.siblings.variants(case.number, message.url);
    let confidence = if missing {
        // Without headers on a server that never has any there is nothing to cache wrongly.
        match (variants.granted, variants.without_origin) {
            (Some(_), _) => Confidence::Certain,
            (None, Some(_)) if answers.count(Class::Granted) > 0 => Confidence::Certain,
            (None, Some(_)) => Confidence::Likely,
            (None, None) if answers.count(Class::Granted) > 0 => Confidence::Likely,
            (None, None) => return None,
        }
    } else {
        // Fresh responses that name the same other origin: not the cache's doing.
        if answers.names_other.is_some() && answers.lets_in.is_none() {
            return None;
        }
        if answers.lets_in.is_some() || variants.granted != Some(message.id) {
            Confidence::Certain
        } else {
            Confidence::Likely
        }
    };
    let host = message.host();
    let allowed = message.response.get("Access-Control-Allow-Origin");
    let mut diagnosis = case.diagnosis(&message, confidence);
    diagnosis.trouble = Some(Trouble::Cached);
    let made_for = match &allowed {
        Some(allowed) => format!("made for {}", value(allowed)),
        None => "made for a request without Origin".to_owned(),
    };
    diagnosis.what = format!("a cache of {host} returns a response {made_for}");
    diagnosis.detail = format!("({name}: {})", value(shown));
    let vary = if varies_by_origin(&message) {
        "The response does have Vary: Origin, but this cache ignores it."
    } else {
        "The response does not have Vary: Origin, so the cache uses one response for every page."
    };
    diagnosis.explanation = format!(
        "This response comes from a cache ({name}: {}). It was {made_for}, not for {}. {vary} \
         Send Vary: Origin with every response of the route and empty the cache once.",
        value(shown),
        case.page()
    );
    diagnosis.evidence = if name.starts_with('_') || name == "status" {
        vec![case.status_of(message.id)]
    } else {
        case.response_header(message.id, &[name])
    };
    diagnosis
        .evidence
        .extend(case.response_header(message.id, &["Access-Control-Allow-Origin", "Vary"]));
    diagnosis
        .evidence
        .extend(case.request_header(message.id, "Origin"));
    if let Some(earlier) = variants.without_origin.filter(|_| missing) {
        diagnosis.evidence.push(case.url_of(earlier));
    }
    diagnosis.plans = vec![Plan::Server];
    diagnosis.hides_behind_symptom = true;
    Some(diagnosis)
}

/// The element that loaded an entry without CORS; `None` where it was none.
fn element_of(case: &Case<'_>, id: EntryId) -> Option<Way> {
    let capture = case.brief.capture;
    let entry = capture.entry(id);
    let request = capture.request_headers(entry);
    let kind = capture.optional(entry.resource_type).unwrap_or("");
    Some(Way::named(kind, &request)).filter(|way| way.is_element() && !request.contains("Origin"))
}

/// The page loads a file with CORS wherever it loads it.
fn with_crossorigin(first: Way, second: Way) -> Plan {
    Plan::Advice(advised(
        Actor::Page,
        "Load the file with crossorigin everywhere, the first time too",
        &format!(
            "{}\n\n// or, only for the second request: pass the cached copy by\n{}\n",
            first.with_crossorigin(),
            second.past_the_cache()
        ),
    ))
}

/// The browser's cache holds a response to a request without `Origin` (an image, a script) and
/// gives it to a request that asks for CORS: refused without anything on the wire.
fn in_browser(case: &Case<'_>) -> Option<Diagnosis> {
    let message = case.message().filter(|message| message.status <= 0)?;
    let variants = case.siblings.variants(case.number, message.url);
    let earlier = variants
        .without_origin
        .filter(|earlier| *earlier < message.id)?;
    let entry = case.brief.capture.entry(earlier);
    let response = case.brief.capture.response_headers(entry);
    let control = response
        .get("Cache-Control")
        .unwrap_or_default()
        .to_ascii_lowercase();
    let kept = !control.contains("no-store")
        && (control.contains("max-age")
            || control.contains("immutable")
            || response.contains("Expires")
            || response.contains("Last-Modified"));
    if !kept || varies(&response) || !matches!(entry.status, Some(200 | 203 | 206 | 301 | 308)) {
        return None;
    }
    let host = message.host();
    let mut diagnosis = case.diagnosis(&message, Confidence::Likely);
    "browser".clone_into(&mut diagnosis.key);
    "the browser's cache holds a copy without CORS headers".clone_into(&mut diagnosis.what);
    diagnosis.detail = format!("from {host}");
    diagnosis.explanation = format!(
        "The same URL was loaded earlier without an Origin header, as an <img> or a script is. \
         That response had no CORS headers and no Vary: Origin, and the browser stored it ({}). \
         The browser then used the stored copy for the CORS request, and refused it. Nothing was \
         sent to {host} the second time.",
        value(if control.is_empty() {
            "cacheable"
        } else {
            &control
        }),
    );
    diagnosis.evidence = vec![case.url_of(message.id), case.url_of(earlier)];
    diagnosis
        .evidence
        .extend(case.present_header(earlier, &["Cache-Control"]));
    diagnosis
        .evidence
        .extend(case.response_header(earlier, &["Access-Control-Allow-Origin", "Vary"]));
    diagnosis.trouble = Some(Trouble::Cached);
    diagnosis.plans = vec![
        with_crossorigin(
            element_of(case, earlier).unwrap_or(Way::Image),
            diagnosis.way,
        ),
        Plan::Advice(advised(
            Actor::Server,
            "Send Vary: Origin and the CORS headers with every response of the URL",
            "Vary: Origin\nAccess-Control-Allow-Origin: *       # for public files: always, even \
             if the request has no Origin\n\
             # S3 sends both only if the request has an Origin: put CloudFront with a response\n\
             # headers policy in front, or use crossorigin in the page\n",
        )),
    ];
    Some(diagnosis)
}

fn varies(response: &HeaderList<'_>) -> bool {
    response
        .lines("Vary")
        .flat_map(|line| line.split(','))
        .any(|name| matches!(name.trim(), "*") || name.trim().eq_ignore_ascii_case("origin"))
}
