//! Exchanges to try rules on, in few words. Each becomes a capture as Chromium exports it and goes
//! the whole way: reading, pairing, evidence, verdict.

use serde_json::{Value, json};

use super::{Broken, Rule};
use crate::browsers::Profile;
use crate::exchange::evidence::Context;
use crate::exchange::pair;
use crate::fetch::RefusalKind;
use crate::input;
use crate::verdict::Brief;

const PAGE: &str = "https://shop.example";
const URL: &str = "https://api.example/items";
const AGENT: &str = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) \
                     Chrome/156.0.0.0 Safari/537.36";

/// Header lines, each `Name: value`.
type Lines = &'static [&'static str];

/// One exchange of `https://shop.example` with `https://api.example`.
#[derive(Debug, Clone)]
pub(super) struct Case {
    page: &'static str,
    method: &'static str,
    url: &'static str,
    resource: &'static str,
    request: Vec<(String, String)>,
    hops: Vec<(&'static str, u16, Lines)>,
    preflight: Option<(u16, Lines)>,
    unsafe_names: &'static str,
    answer: Option<(u16, Lines)>,
    error: Option<&'static str>,
}

/// `GET https://api.example/items` by `fetch()`, without credentials.
pub(super) fn get() -> Case {
    request("GET")
}

/// The same with another method.
pub(super) fn request(method: &'static str) -> Case {
    Case {
        page: PAGE,
        method,
        url: URL,
        resource: "fetch",
        request: Vec::new(),
        hops: Vec::new(),
        preflight: None,
        unsafe_names: "",
        answer: None,
        error: None,
    }
}

impl Case {
    /// With cookies.
    pub fn with_credentials(self) -> Self {
        self.header("Cookie", "session=1")
            .header("Sec-Fetch-Storage-Access", "active")
    }

    /// By another page.
    pub fn on(mut self, page: &'static str) -> Self {
        self.page = page;
        self
    }

    /// To another address.
    pub fn to(mut self, url: &'static str) -> Self {
        self.url = url;
        self
    }

    /// By an element: `image`, `script`, `stylesheet`.
    pub fn by(mut self, resource: &'static str) -> Self {
        self.resource = resource;
        self
    }

    /// With another request header.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.request.push((name.to_owned(), value.to_owned()));
        self
    }

    /// With headers that the preflight asks for.
    pub fn asking(mut self, names: &'static str) -> Self {
        self.unsafe_names = names;
        for name in names.split(',') {
            self.request.push((name.to_owned(), "1".to_owned()));
        }
        self
    }

    /// After a preflight that was answered so.
    pub fn preflight(mut self, status: u16, headers: Lines) -> Self {
        self.preflight = Some((status, headers));
        self
    }

    /// After a redirect from this address, with these headers.
    pub fn redirected(mut self, from: &'static str, status: u16, headers: Lines) -> Self {
        self.hops.push((from, status, headers));
        self
    }

    /// Answered so.
    pub fn answered(mut self, status: u16, headers: Lines) -> Self {
        self.answer = Some((status, headers));
        self
    }

    /// Refused by the browser.
    pub fn blocked(self) -> Self {
        self.failed("net::ERR_FAILED")
    }

    /// With this error in the capture.
    pub fn failed(mut self, error: &'static str) -> Self {
        self.error = Some(error);
        self
    }

    fn har(&self) -> Value {
        let mut entries = Vec::new();
        let simple = self.resource != "fetch";
        let mut at = 0;
        let mut left = false;
        let mut last = None;
        let mut requests: Vec<(&str, Option<(u16, Lines)>)> = self
            .hops
            .iter()
            .map(|(url, status, headers)| (*url, Some((*status, *headers))))
            .collect();
        requests.push((self.url, self.answer));
        let count = requests.len();
        for (number, (url, answer)) in requests.into_iter().enumerate() {
            let host = url.split('/').nth(2).unwrap_or("");
            left |=
                last.is_some_and(|last| last != host && Some(last) != self.page.split('/').nth(2));
            last = Some(host);
            let origin = if left { "null" } else { self.page };
            let is_last = number + 1 == count;
            let preflight = self.preflight.filter(|_| is_last);
            let sent = answer.is_some();
            let mut request = self.request.clone();
            request.push(("User-Agent".to_owned(), AGENT.to_owned()));
            if sent {
                let mode = if simple { "no-cors" } else { "cors" };
                request.push(("Sec-Fetch-Mode".to_owned(), mode.to_owned()));
                request.push(("Sec-Fetch-Site".to_owned(), "cross-site".to_owned()));
                if !simple {
                    request.push(("Origin".to_owned(), origin.to_owned()));
                }
            }
            request.push(("Referer".to_owned(), format!("{}/", self.page)));
            let (status, headers) = answer.unwrap_or((0, &[]));
            entries.push(entry(Entry {
                at,
                method: self.method,
                url,
                request: &request,
                status,
                headers,
                error: self.error.filter(|_| is_last),
                resource: self.resource,
            }));
            if let Some((status, headers)) = preflight {
                let mut request = vec![
                    ("Origin".to_owned(), origin.to_owned()),
                    (
                        "Access-Control-Request-Method".to_owned(),
                        self.method.to_owned(),
                    ),
                ];
                if !self.unsafe_names.is_empty() {
                    let names = self.unsafe_names.to_owned();
                    request.push(("Access-Control-Request-Headers".to_owned(), names));
                }
                for (name, value) in &self.request {
                    if name == "Cache-Control" || name == "Pragma" {
                        request.push((name.clone(), value.clone()));
                    }
                }
                entries.push(entry(Entry {
                    at: at + 1,
                    method: "OPTIONS",
                    url,
                    request: &request,
                    status,
                    headers,
                    error: None,
                    resource: "preflight",
                }));
            }
            at += 60;
        }
        json!({ "log": {
            "version": "1.2",
            "creator": { "name": "WebInspector", "version": "537.36" },
            "pages": [ { "id": "page_1", "title": format!("{}/", self.page),
                         "startedDateTime": "2026-11-22T10:00:00.000Z", "pageTimings": {} } ],
            "entries": entries,
        } })
    }

    fn look<T>(&self, look: impl FnOnce(&Brief<'_>) -> T) -> T {
        let text = self.har().to_string();
        let capture = input::read(&mut text.as_bytes(), "case.har", &mut |_| {}).expect("a HAR");
        let exchanges = pair(&capture);
        assert_eq!(exchanges.len(), 1, "{self:?}");
        let context = Context::of(&capture);
        look(&Brief::new(&capture, &context, &exchanges[0]))
    }

    /// Why the recording browser refused it.
    fn refusal(&self) -> Option<RefusalKind> {
        self.look(|brief| {
            brief
                .verdicts
                .recorded_by
                .because
                .map(|refusal| refusal.kind)
        })
    }
}

/// The exchange is refused by the standard alone, by what this rule stands for.
pub(super) fn only_the_standard_refuses(rule: &Rule, case: &Case) {
    let (standard, others) = case.look(|brief| {
        let refusal = |profile| {
            brief
                .verdicts
                .of(profile)
                .because
                .map(|refusal| refusal.kind)
        };
        let others = [Profile::Chromium, Profile::Firefox, Profile::WebKit];
        (refusal(Profile::Standard), others.map(refusal))
    });
    assert_eq!(standard, rule.refusal, "{case:?}");
    assert_eq!(others, [None; 3], "{case:?}");
}

/// The exchange is refused by what this rule stands for.
pub(super) fn refuses(rule: &Rule, case: &Case) {
    assert_eq!(case.refusal(), rule.refusal, "{case:?}");
}

/// The exchange is not refused, or by something else.
pub(super) fn passes(rule: &Rule, case: &Case) {
    assert_ne!(case.refusal(), rule.refusal, "{case:?}");
}

/// What the rule has to say; it must be one thing.
pub(super) fn noted(rule: &Rule, case: &Case) -> Broken {
    let found = case.look(|brief| rule.check.map(|check| check(brief)));
    let mut found = found.unwrap_or_default();
    assert_eq!(found.len(), 1, "{case:?}: {found:?}");
    assert!(!found[0].exhibits.is_empty(), "{case:?}");
    found.remove(0)
}

/// The rule has nothing to say.
pub(super) fn quiet(rule: &Rule, case: &Case) {
    let found = case.look(|brief| rule.check.map(|check| check(brief)));
    assert_eq!(found, Some(Vec::new()), "{case:?}");
}

#[derive(Clone, Copy)]
struct Entry<'e> {
    at: u32,
    method: &'e str,
    url: &'e str,
    request: &'e [(String, String)],
    status: u16,
    headers: Lines,
    error: Option<&'e str>,
    resource: &'e str,
}

fn entry(from: Entry<'_>) -> Value {
    let request: Vec<Value> = from
        .request
        .iter()
        .map(|(name, value)| json!({ "name": name, "value": value }))
        .collect();
    let response: Vec<Value> = from
        .headers
        .iter()
        .map(|line| line.split_once(": ").unwrap_or((*line, "")))
        .map(|(name, value)| json!({ "name": name, "value": value }))
        .collect();
    let location = from
        .headers
        .iter()
        .find_map(|line| line.strip_prefix("Location: "))
        .unwrap_or("");
    json!({
        "_resourceType": from.resource,
        "pageref": "page_1",
        "startedDateTime": format!("2026-11-22T10:00:00.{:03}Z", from.at),
        // What is stopped inside the browser ends at once, and has an empty text.
        "time": if from.error == Some("") { 0.03 } else { 10.0 },
        "request": { "method": from.method, "url": from.url, "headers": request },
        "response": { "status": from.status, "headers": response, "content": { "size": 0 },
                      "redirectURL": location, "_error": from.error },
        "timings": { "send": 0, "wait": 10, "receive": 0 },
    })
}
