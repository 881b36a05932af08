//! The page's service worker handed an opaque response to a CORS request.

use super::declare_cause;
use crate::capture::EntryId;
use crate::causes::case::{Case, Diagnosis, Message};
use crate::causes::remedy::{Plan, advised};
use crate::fetch::RefusalKind;
use crate::fixes::Confidence;
use crate::layers::Actor;

declare_cause! {
    /// # What happens
    /// The page's service worker responded with an opaque response: one that it fetched with mode
    /// no-cors, or that is in its cache from such a request. A CORS request does not accept an
    /// opaque response, whatever headers the server sends.
    /// # Common causes
    /// The worker's fetch handler makes a new request with mode: 'no-cors', or responds from a
    /// cache that holds opaque responses.
    /// # What to look at
    /// Two entries with the same URL: the page's, which failed without a status, and the worker's,
    /// with Sec-Fetch-Mode: no-cors.
    /// # Fix
    /// Pass the page's own request on in the worker (fetch(event.request)), and cache only
    /// responses whose type is not opaque.
    /// # Not to be mistaken for
    /// A refused response of the server: that one has a status and headers.
    KIND = {
        name: "service-worker",
        title: "the page's service worker gave an opaque response",
        also_known_as: &["opaque-from-service-worker", "sw-opaque"],
        settle: "DevTools → Application → Service workers → Bypass for network: does it work then?",
        diagnose: diagnose,
    }
}

fn diagnose(case: &Case<'_>) -> Option<Diagnosis> {
    let message = case.message().filter(|message| message.status <= 0)?;
    let host = message.host();
    let opaque = opaque(case, &message);
    let confidence = match (case.refusal.kind, opaque) {
        (RefusalKind::ServiceWorker, Some(_)) => Confidence::Certain,
        (RefusalKind::ServiceWorker, None) => Confidence::Likely,
        (RefusalKind::Unexplained, Some(_)) if case.siblings.has_worker(case.number) => {
            Confidence::Likely
        }
        _ => return None,
    };
    let mut diagnosis = case.diagnosis(&message, confidence);
    diagnosis.evidence = vec![case.url_of(message.id)];
    if let Some(other) = opaque {
        "the page's service worker gave an opaque response".clone_into(&mut diagnosis.what);
        diagnosis.explanation = format!(
            "The page has a service worker, and the worker fetched this URL itself with mode \
             no-cors. The result is an opaque response, and a CORS request does not accept one. \
             {host} did respond to the worker. Its headers are not the problem, and changing them \
             does not help."
        );
        diagnosis.evidence.push(case.url_of(other));
        diagnosis
            .evidence
            .extend(case.request_header(other, "Sec-Fetch-Mode"));
    } else {
        "the page's service worker gave no usable response".clone_into(&mut diagnosis.what);
        diagnosis.explanation = format!(
            "The page's service worker handled this request and gave no usable response. Either \
             it fetched the response with mode no-cors, or took such a response from its cache; \
             or its own request to {host} failed. If the capture has the worker's own request, \
             that one shows why."
        );
    }
    diagnosis.detail = format!("for {host}");
    diagnosis.plans = vec![
        Plan::Advice(advised(
            Actor::Page,
            "Pass the page's own request on in the service worker, without mode no-cors",
            "self.addEventListener(\"fetch\", (event) => {\n  \
               event.respondWith(fetch(event.request));      // not fetch(event.request.url, { \
               mode: \"no-cors\" })\n\
             });\n\
             // cache only readable responses: if (response.type !== \"opaque\") \
               cache.put(event.request, response.clone())\n\
             // Workbox: fetchOptions: { mode: \"cors\" }, CacheableResponsePlugin({ statuses: [200] })\n\
             // then delete the old cache: caches.delete(NAME)\n",
        )),
        Plan::Advice(advised(
            Actor::Visitor,
            "To see whether it is the worker: bypass it once",
            "# DevTools → Application → Service workers → Bypass for network, or Unregister\n",
        )),
    ];
    Some(diagnosis)
}

/// The worker's own request for the same URL, where it was made with mode no-cors.
fn opaque(case: &Case<'_>, message: &Message<'_>) -> Option<EntryId> {
    let variants = case.siblings.variants(case.number, message.url);
    let other = variants.granted.or(variants.without_origin)?;
    let capture = case.brief.capture;
    let request = capture.request_headers(capture.entry(other));
    let scripted = matches!(request.first("Sec-Fetch-Dest"), None | Some("empty"));
    (request.first("Sec-Fetch-Mode") == Some("no-cors") && scripted).then_some(other)
}
