//! The smallest policy that lets the recorded exchanges of a host through.

use std::collections::BTreeSet;

use foldhash::{HashMap, HashSet};

use super::siblings::{after_scheme, host_of};
use crate::capture::{Capture, EntryId};
use crate::exchange::{Exchange, Preflight};
use crate::fetch::preflight::requested_headers;
use crate::fixes::policy::{is_name, is_origin};
use crate::fixes::{Policy, Refused, Wanted};
use crate::http::HeaderList;
use crate::http::header::Extracted;

/// How many values of each sort a policy takes. One more is collected, which tells that there are
/// too many.
const MOST: usize = 200;
/// How long a preflight's response may be kept where the server has not said otherwise: long enough
/// to spare most preflights, short enough to fix a mistake the same hour.
const MAX_AGE: u32 = 600;

/// What to mind where the methods and headers are those of the recorded requests alone. Said only
/// where a configuration lists some.
pub(super) const FROM_THIS_CAPTURE: &str =
    "The methods and headers are those of the recorded requests: add what other requests use.";

/// What the pages of a capture want of one host.
#[derive(Debug, Clone, Default)]
pub(super) struct Collected {
    origins: BTreeSet<String>,
    methods: BTreeSet<String>,
    headers: BTreeSet<String>,
    exposed: BTreeSet<String>,
    max_age: Option<u32>,
    preflights: bool,
    /// What the server's own responses list, needed or not: who replaces a configuration must not
    /// take it away from other pages.
    listed: Listed,
    /// A request carries cookies, or the server says that it expects them.
    pub credentials: bool,
    /// A good response is public: `*`.
    public: bool,
}

/// What a server's responses allow.
#[derive(Debug, Clone, Default)]
struct Listed {
    /// Other pages that the server lets in by name.
    origins: BTreeSet<String>,
    methods: BTreeSet<String>,
    headers: BTreeSet<String>,
    /// `*` is among the methods.
    every_method: bool,
    /// `*` is among the headers.
    every_header: bool,
}

/// Adds what one exchange wants to the hosts that it asks.
pub(super) fn collect<'c>(
    wanted: &mut HashMap<&'c str, Collected>,
    hosts: &HashSet<&str>,
    capture: &'c Capture,
    origin: &str,
    exchange: &Exchange,
) {
    for hop in &exchange.hops {
        let entry = capture.entry(hop.entry);
        let host = host_of(capture.url(entry));
        if !hosts.contains(host) {
            continue;
        }
        let collected = wanted.entry(host).or_default();
        collected.add_origin(origin);
        add(&mut collected.methods, capture.method(entry));
        if !collected.preflights {
            let request = capture.request_headers(entry);
            collected.preflights = request
                .iter()
                .any(|(name, _)| name.eq_ignore_ascii_case("Authorization") || is_own(name));
        }
        if !collected.credentials {
            let request = capture.request_headers(entry);
            collected.credentials = (request.contains("Cookie") && request.contains("Origin"))
                || request.contains("Sec-Fetch-Storage-Access");
        }
        collected.read_response(capture, hop.entry);
        if let Preflight::Sent(id) | Preflight::Cached(id) = hop.preflight {
            collected.read_preflight(capture, id);
        }
    }
    if let Some(id) = exchange.orphan {
        let host = host_of(capture.url(capture.entry(id)));
        if hosts.contains(host) {
            let collected = wanted.entry(host).or_default();
            collected.add_origin(origin);
            collected.read_preflight(capture, id);
        }
    }
}

/// Whether no browser adds a request header of that name by itself.
fn is_own(name: &str) -> bool {
    let start = name.get(..2).unwrap_or("");
    start.eq_ignore_ascii_case("x-") && !name.eq_ignore_ascii_case("X-Client-Data")
}

/// Adds a value. Of too many the first in the alphabet are kept, whatever the order in which they
/// come: so parts can be put together in any way.
fn add(set: &mut BTreeSet<String>, value: &str) {
    let full = set.len() > MOST;
    if value.is_empty()
        || set.contains(value)
        || (full && set.last().is_some_and(|last| value > last.as_str()))
    {
        return;
    }
    set.insert(value.to_owned());
    if full {
        set.pop_last();
    }
}

impl Collected {
    /// An opaque origin is left out: every site can make one.
    fn add_origin(&mut self, origin: &str) {
        if origin != "null" {
            add(&mut self.origins, origin);
        }
    }

    fn read_preflight(&mut self, capture: &Capture, id: EntryId) {
        self.preflights = true;
        let entry = capture.entry(id);
        let request = capture.request_headers(entry);
        add(
            &mut self.methods,
            request.first("Access-Control-Request-Method").unwrap_or(""),
        );
        let names = request.get("Access-Control-Request-Headers");
        for name in requested_headers(names.as_deref().unwrap_or("")) {
            // These belong in responses; the page is to leave them out.
            if !name.to_ascii_lowercase().starts_with("access-control-") {
                add(&mut self.headers, &name.to_ascii_lowercase());
            }
        }
        let response = capture.response_headers(entry);
        self.credentials |=
            response.get("Access-Control-Allow-Credentials").as_deref() == Some("true");
        self.credentials |= request.contains("Sec-Fetch-Storage-Access");
        self.read_lists(&response);
        let seconds = response
            .first("Access-Control-Max-Age")
            .and_then(|value| value.parse().ok());
        self.max_age = self.max_age.max(seconds);
    }

    /// What a response lists. OPTIONS is left out: no page asks with it.
    fn read_lists(&mut self, response: &HeaderList<'_>) {
        let allowed = response.get("Access-Control-Allow-Origin");
        for origin in allowed.as_deref().unwrap_or("").split([',', ' ']) {
            if origin != "null" && is_origin(origin) {
                add(&mut self.listed.origins, origin);
            }
        }
        if let Extracted::List(names) = response.extract("Access-Control-Allow-Methods") {
            self.listed.every_method |= names.contains(&"*");
            for name in names.into_iter().filter(|name| *name != "OPTIONS") {
                if is_name(name) {
                    add(&mut self.listed.methods, name);
                }
            }
        }
        if let Extracted::List(names) = response.extract("Access-Control-Allow-Headers") {
            self.listed.every_header |= names.contains(&"*");
            for name in names.into_iter().filter(|name| is_name(name)) {
                add(&mut self.listed.headers, &name.to_ascii_lowercase());
            }
        }
    }

    fn read_response(&mut self, capture: &Capture, id: EntryId) {
        let response = capture.response_headers(capture.entry(id));
        self.credentials |=
            response.get("Access-Control-Allow-Credentials").as_deref() == Some("true");
        self.read_lists(&response);
        self.public |= response.get("Access-Control-Allow-Origin").as_deref() == Some("*");
        if let Extracted::List(names) = response.extract("Access-Control-Expose-Headers") {
            for name in names.into_iter().filter(|name| *name != "*") {
                add(&mut self.exposed, &name.to_ascii_lowercase());
            }
        }
    }

    /// The pages that the server lets in today, but for those that are one of these with another
    /// scheme or port written: a mistake, which the fix is to correct.
    fn other_origins(&self) -> BTreeSet<String> {
        let host = |origin: &str| {
            let rest = &origin[after_scheme(origin)..];
            let end = rest.rfind(':').filter(|at| !rest[*at..].ends_with(']'));
            rest[..end.unwrap_or(rest.len())].to_owned()
        };
        let asking: BTreeSet<String> = self.origins.iter().map(|origin| host(origin)).collect();
        let others = self.listed.origins.iter();
        others
            .filter(|origin| !asking.contains(&host(origin)))
            .cloned()
            .collect()
    }

    /// What to mind where the lists are shorter than what the server allows, or may be.
    pub(super) fn narrower(&self) -> Option<String> {
        let what = match (self.listed.every_method, self.listed.every_header) {
            (false, false) if self.listed.methods.is_empty() && self.listed.headers.is_empty() => {
                return Some(FROM_THIS_CAPTURE.to_owned());
            }
            (false, false) => return None,
            (true, false) => "every method",
            (false, true) => "every header",
            (true, true) => "every method and every header",
        };
        Some(format!(
            "The server's responses now allow {what} (*). These lists hold only what this capture \
             shows: add everything else that is in use."
        ))
    }

    /// Takes in what others want.
    pub(super) fn and(&mut self, others: &Self) {
        let join = |into: &mut BTreeSet<String>, from: &BTreeSet<String>| {
            for value in from {
                add(into, value);
            }
        };
        join(&mut self.origins, &others.origins);
        join(&mut self.methods, &others.methods);
        join(&mut self.headers, &others.headers);
        join(&mut self.exposed, &others.exposed);
        join(&mut self.listed.origins, &others.listed.origins);
        join(&mut self.listed.methods, &others.listed.methods);
        join(&mut self.listed.headers, &others.listed.headers);
        self.listed.every_method |= others.listed.every_method;
        self.listed.every_header |= others.listed.every_header;
        self.max_age = self.max_age.max(others.max_age);
        self.preflights |= others.preflights;
        self.credentials |= others.credentials;
        self.public |= others.public;
    }

    /// The policy, with credentials where a request needs them for sure or `credentials` says so.
    pub(super) fn policy(&self, credentials: bool, only_any: bool) -> Result<Policy, Refused> {
        let credentials = credentials || self.credentials;
        Policy::new(Wanted {
            origins: with_listed(&self.origins, &self.other_origins()),
            any_origin: only_any || (self.public && !credentials),
            // GET, HEAD and POST need no permission, but every list of methods has them.
            methods: with_listed(&self.methods, &self.listed.methods),
            request_headers: with_listed(&self.headers, &self.listed.headers),
            credentials: credentials && !only_any,
            exposed_headers: self.exposed.iter().cloned().collect(),
            max_age: self.preflights.then_some(self.max_age.unwrap_or(MAX_AGE)),
            path: None,
        })
    }
}

/// What is needed, and what the server allows besides as far as a policy takes it.
fn with_listed(needed: &BTreeSet<String>, listed: &BTreeSet<String>) -> Vec<String> {
    let besides = listed.difference(needed);
    let room = MOST.saturating_sub(needed.len());
    needed.iter().chain(besides.take(room)).cloned().collect()
}
