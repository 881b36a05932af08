//! The smallest policy that lets the recorded exchanges of a host through.

use std::collections::BTreeSet;

use foldhash::{HashMap, HashSet};

use super::siblings::host_of;
use crate::exchange::{Exchange, Preflight};
use crate::fetch::preflight::requested_headers;
use crate::fixes::{Policy, Refused, Wanted};
use crate::har::{Capture, EntryId};
use crate::http::header::{Extracted, is_token};
use crate::http::method::is_cors_safelisted;

/// How many values of each sort are collected; a policy takes no more than this either.
const MOST: usize = 200;
/// How many names a note lists, and how long they may be.
const SHOWN: usize = 20;
const LONGEST: usize = 60;
/// How long a preflight's answer may be kept where the server has not said otherwise: long enough
/// to spare most preflights, short enough to mend a mistake the same hour.
const MAX_AGE: u32 = 600;

/// What the pages of a capture want of one host.
#[derive(Debug, Clone, Default)]
pub(super) struct Collected {
    origins: BTreeSet<String>,
    methods: BTreeSet<String>,
    headers: BTreeSet<String>,
    exposed: BTreeSet<String>,
    max_age: Option<u32>,
    preflights: bool,
    /// What answers to preflights list, needed or not.
    listed_methods: BTreeSet<String>,
    listed_headers: BTreeSet<String>,
    /// A request carries cookies, or the server says that it expects them.
    pub credentials: bool,
    /// A good answer is public: `*`.
    public: bool,
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

fn add(set: &mut BTreeSet<String>, value: &str) {
    if set.len() <= MOST && !value.is_empty() && !set.contains(value) {
        set.insert(value.to_owned());
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
            // These belong into answers; the page is to leave them out.
            if !name.to_ascii_lowercase().starts_with("access-control-") {
                add(&mut self.headers, &name.to_ascii_lowercase());
            }
        }
        let response = capture.response_headers(entry);
        self.credentials |=
            response.get("Access-Control-Allow-Credentials").as_deref() == Some("true");
        self.credentials |= request.contains("Sec-Fetch-Storage-Access");
        if let Extracted::List(names) = response.extract("Access-Control-Allow-Methods") {
            for name in names.into_iter().filter(|name| *name != "*") {
                add(&mut self.listed_methods, name);
            }
        }
        if let Extracted::List(names) = response.extract("Access-Control-Allow-Headers") {
            for name in names.into_iter().filter(|name| *name != "*") {
                add(&mut self.listed_headers, &name.to_ascii_lowercase());
            }
        }
        let seconds = response
            .first("Access-Control-Max-Age")
            .and_then(|value| value.parse().ok());
        self.max_age = self.max_age.max(seconds);
    }

    fn read_response(&mut self, capture: &Capture, id: EntryId) {
        let response = capture.response_headers(capture.entry(id));
        self.credentials |=
            response.get("Access-Control-Allow-Credentials").as_deref() == Some("true");
        self.public |= response.get("Access-Control-Allow-Origin").as_deref() == Some("*");
        if let Extracted::List(names) = response.extract("Access-Control-Expose-Headers") {
            for name in names.into_iter().filter(|name| *name != "*") {
                add(&mut self.exposed, &name.to_ascii_lowercase());
            }
        }
    }

    /// What the server allows today and nothing in the capture needs: whoever replaces a
    /// configuration should know.
    pub(super) fn allowed_beside(&self, policy: &Policy) -> Option<String> {
        let beside = |listed: &BTreeSet<String>, kept: &[String]| {
            let names: Vec<&str> = listed
                .iter()
                .map(String::as_str)
                .filter(|name| !kept.iter().any(|kept| kept == name))
                .filter(|name| is_token(name) && name.len() <= LONGEST)
                .take(SHOWN)
                .collect();
            names.join(", ")
        };
        let methods: BTreeSet<String> = self
            .listed_methods
            .iter()
            .filter(|name| !is_cors_safelisted(name) && *name != "OPTIONS")
            .cloned()
            .collect();
        let methods = beside(&methods, policy.methods());
        let headers = beside(&self.listed_headers, policy.request_headers());
        let what = match (methods.is_empty(), headers.is_empty()) {
            (true, true) => return None,
            (false, true) => format!("the methods {methods}"),
            (true, false) => format!("the headers {headers}"),
            (false, false) => format!("the methods {methods} and the headers {headers}"),
        };
        Some(format!(
            "Today's answers also list {what}, which nothing in this capture needs: add what is \
             still in use."
        ))
    }

    /// What is wanted of either.
    pub(super) fn both(one: &Self, other: &Self) -> Self {
        let mut both = one.clone();
        let join = |into: &mut BTreeSet<String>, from: &BTreeSet<String>| {
            for value in from {
                add(into, value);
            }
        };
        join(&mut both.origins, &other.origins);
        join(&mut both.methods, &other.methods);
        join(&mut both.headers, &other.headers);
        join(&mut both.exposed, &other.exposed);
        both.max_age = both.max_age.max(other.max_age);
        both.preflights |= other.preflights;
        both.credentials |= other.credentials;
        both.public |= other.public;
        both
    }

    /// The policy, with credentials where a request needs them for sure or `credentials` says so.
    pub(super) fn policy(&self, credentials: bool, only_any: bool) -> Result<Policy, Refused> {
        let credentials = credentials || self.credentials;
        Policy::new(Wanted {
            origins: self.origins.iter().cloned().collect(),
            any_origin: only_any || (self.public && !credentials),
            // GET, HEAD and POST need no permission, but every list of methods has them.
            methods: self.methods.iter().cloned().collect(),
            request_headers: self.headers.iter().cloned().collect(),
            credentials: credentials && !only_any,
            exposed_headers: self.exposed.iter().cloned().collect(),
            max_age: self.preflights.then_some(self.max_age.unwrap_or(MAX_AGE)),
            path: None,
        })
    }
}
