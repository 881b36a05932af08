//! The page's service worker handed an opaque response to a CORS request.

use super::declare_cause;
use crate::causes::case::{Case, Diagnosis};
use crate::causes::remedy::{Plan, advised};
use crate::fetch::RefusalKind;
use crate::fixes::Confidence;
use crate::layers::Actor;

declare_cause! {
    /// # What happens
    /// The page's service worker answered the request with an opaque response: one that it fetched
    /// with mode no-cors, or that it kept in its cache from such a request. A page that asks for
    /// CORS may not be given an opaque response, whatever headers the server sends.
    /// # How it comes about
    /// The worker's fetch handler makes a new request with mode: 'no-cors', or answers from a
    /// cache that holds opaque responses.
    /// # What to look at
    /// Two entries of one URL: the page's, which failed without a status, and the worker's, with
    /// Sec-Fetch-Mode: no-cors.
    /// # Fix
    /// Pass the page's own request on in the worker (fetch(event.request)), and cache only
    /// responses whose type is not opaque.
    /// # Not to be mistaken for
    /// A refused response of the server: there it has a status and headers.
    KIND = {
        name: "service-worker",
        title: "the page's service worker gave an opaque response",
        also_known_as: &["opaque-from-service-worker", "sw-opaque"],
        settle: "DevTools → Application → Service workers → Bypass for network: does it work then?",
        diagnose: diagnose,
    }
}

fn diagnose(case: &Case<'_>) -> Option<Diagnosis> {
    if case.refusal.kind != RefusalKind::Unexplained || !case.siblings.has_worker(case.number) {
        return None;
    }
    let message = case.message().filter(|message| message.status <= 0)?;
    let variants = case.siblings.variants(case.number, message.url);
    let other = variants.granted.or(variants.without_origin)?;
    let request = case
        .brief
        .capture
        .request_headers(case.brief.capture.entry(other));
    if request.first("Sec-Fetch-Mode") != Some("no-cors")
        || !matches!(request.first("Sec-Fetch-Dest"), None | Some("empty"))
    {
        return None;
    }
    let mut diagnosis = case.diagnosis(&message, Confidence::Likely);
    "the page's service worker gave an opaque response".clone_into(&mut diagnosis.what);
    diagnosis.detail = format!("for {}", message.host());
    diagnosis.explanation = format!(
        "The page has a service worker, and the worker fetched this URL itself with mode no-cors. \
         What came of that is an opaque response, and a request that asks for CORS may not be given \
         one. {} answered the worker; its headers are not at fault, and changing them does not help.",
        message.host()
    );
    diagnosis.evidence = vec![case.url_of(message.id), case.url_of(other)];
    diagnosis
        .evidence
        .extend(case.request_header(other, "Sec-Fetch-Mode"));
    diagnosis.plans = vec![
        Plan::Advice(advised(
            Actor::Page,
            "Pass the page's own request on in the service worker, without mode no-cors",
            "self.addEventListener(\"fetch\", (event) => {\n  \
               event.respondWith(fetch(event.request));      // not fetch(event.request.url, { mode: \"no-cors\" })\n\
             });\n\
             // cache only what is readable: if (response.type !== \"opaque\") cache.put(event.request, response.clone())\n\
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
