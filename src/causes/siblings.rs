//! What else the hosts of the failing exchanges answered in the same capture. Looked through once,
//! so that a million failures cost no more than a million exchanges.

use std::collections::hash_map::Entry;

use foldhash::{HashMap, HashSet};

use super::paths::prefix_of;
use super::policy::Collected;
use crate::capture::{Capture, EntryId};
use crate::exchange::Preflight;
use crate::http::{HeaderList, Origin};
use crate::spread;
use crate::verdict::{Assessment, Outcome};

/// A sort of response, as far as CORS goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// To a preflight, with `Access-Control-Allow-Origin`.
    PreflightGranted,
    /// To a preflight, without it.
    PreflightBare,
    /// To a request, below 400, with it.
    Granted,
    /// To a request, below 400, without it.
    Bare,
    /// To a request, 400 and above, with it.
    ErrorGranted,
    /// To a request, 400 and above, without it.
    ErrorBare,
}

/// What was answered at one place.
#[derive(Debug, Clone, Default)]
pub(super) struct Answers {
    first: [Option<EntryId>; 6],
    count: [u32; 6],
    /// A response to a request, not to a preflight, that lists methods or headers.
    pub lists_on_response: Option<EntryId>,
    /// A response that lets the asking origin in (by name or by `*`).
    pub lets_in: Option<EntryId>,
    /// One that names another origin and does not come from a cache.
    pub names_other: Option<EntryId>,
}

impl Answers {
    pub(super) fn first(&self, class: Class) -> Option<EntryId> {
        self.first[class as usize]
    }

    pub(super) fn count(&self, class: Class) -> u32 {
        self.count[class as usize]
    }

    fn add(&mut self, class: Class, id: EntryId) {
        self.first[class as usize].get_or_insert(id);
        self.count[class as usize] += 1;
    }

    /// Takes in later answers.
    fn and(&mut self, later: &Self) {
        for (first, later) in self.first.iter_mut().zip(later.first) {
            *first = first.or(later);
        }
        for (count, later) in self.count.iter_mut().zip(later.count) {
            *count += later;
        }
        self.lists_on_response = self.lists_on_response.or(later.lists_on_response);
        self.lets_in = self.lets_in.or(later.lets_in);
        self.names_other = self.names_other.or(later.names_other);
    }
}

/// How one URL was answered over time.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Variants {
    /// To a request without `Origin`, without the CORS headers.
    pub without_origin: Option<EntryId>,
    /// With them.
    pub granted: Option<EntryId>,
    /// To a request, that there is nothing here: 404 or 410.
    pub nothing_here: Option<EntryId>,
    /// To a request, anything else.
    pub something_here: bool,
}

impl Variants {
    /// Takes in later answers.
    fn and(&mut self, later: Self) {
        self.without_origin = self.without_origin.or(later.without_origin);
        self.granted = self.granted.or(later.granted);
        self.nothing_here = self.nothing_here.or(later.nothing_here);
        self.something_here |= later.something_here;
    }
}

/// The hosts and the URLs (with their capture) of the failing exchanges.
#[derive(Debug, Default)]
struct Sought<'c> {
    hosts: HashSet<&'c str>,
    urls: HashSet<(u32, &'c str)>,
}

/// What the hosts of the failing exchanges answered.
#[derive(Debug, Default)]
pub(super) struct Siblings<'c> {
    places: HashMap<(u32, &'c str, &'c str), Answers>,
    urls: HashMap<(u32, &'c str), Variants>,
    /// The captures in which a service worker is loaded or answers.
    workers: HashSet<u32>,
    /// What pages want of each origin that fails somewhere.
    pub wanted: HashMap<&'c str, Collected>,
}

/// How many exchanges are looked through between two looks at what is left.
const CHUNK: usize = 4096;

impl<'c> Siblings<'c> {
    /// `failing` are the positions of the failing exchanges.
    pub(super) fn of(
        captures: &'c [Capture],
        origins: &[String],
        assessments: &[Assessment],
        failing: &[usize],
    ) -> Self {
        let mut sought = Sought::default();
        for assessment in failing.iter().map(|&number| &assessments[number]) {
            let capture = &captures[assessment.capture as usize];
            for (id, _) in messages(assessment) {
                let url = capture.url(capture.entry(id));
                sought.hosts.insert(host_of(url));
                sought.urls.insert((assessment.capture, url));
            }
        }
        let look = |assessments: &[Assessment]| {
            let mut part = Self::default();
            for assessment in assessments {
                let capture = &captures[assessment.capture as usize];
                let origin = assessment
                    .origin
                    .and_then(|origin| origins.get(origin as usize));
                part.look_at(capture, assessment, origin, &sought);
            }
            part
        };
        spread::joined(assessments, CHUNK, look, Self::and)
    }

    /// Forgets what other exchanges want of the hosts.
    pub(super) fn want_only(
        &mut self,
        captures: &'c [Capture],
        origins: &[String],
        assessment: &Assessment,
    ) {
        self.wanted.clear();
        let capture = &captures[assessment.capture as usize];
        let hosts = messages(assessment)
            .map(|(id, _)| host_of(capture.url(capture.entry(id))))
            .collect();
        let origin = assessment
            .origin
            .and_then(|origin| origins.get(origin as usize));
        if let Some(origin) = origin {
            super::policy::collect(
                &mut self.wanted,
                &hosts,
                capture,
                origin,
                &assessment.exchange,
            );
        }
    }

    fn look_at(
        &mut self,
        capture: &'c Capture,
        assessment: &Assessment,
        origin: Option<&String>,
        sought: &Sought<'_>,
    ) {
        for (id, is_preflight) in messages(assessment) {
            let entry = capture.entry(id);
            let host = host_of(capture.url(entry));
            if is_worker(capture, entry) {
                self.workers.insert(assessment.capture);
            }
            if sought.hosts.contains(host) {
                let key = (assessment.capture, capture.url(entry));
                let message = (id, entry, is_preflight);
                self.add(key, capture, message, host, sought.urls.contains(&key));
            }
        }
        let outcome = assessment.verdicts.recorded_by.outcome;
        if let Some(origin) = origin
            && !matches!(outcome, Outcome::SameOrigin | Outcome::NotCors)
        {
            super::policy::collect(
                &mut self.wanted,
                &sought.hosts,
                capture,
                origin,
                &assessment.exchange,
            );
        }
    }

    /// Takes in what later exchanges show.
    #[expect(
        clippy::iter_over_hash_type,
        reason = "what is put together under one key does not depend on the other keys"
    )]
    fn and(mut self, later: Self) -> Self {
        for (place, answers) in later.places {
            self.places.entry(place).or_default().and(&answers);
        }
        for (url, variants) in later.urls {
            self.urls.entry(url).or_default().and(variants);
        }
        self.workers.extend(later.workers);
        for (host, wanted) in later.wanted {
            match self.wanted.entry(host) {
                Entry::Occupied(mut known) => known.get_mut().and(&wanted),
                Entry::Vacant(new) => {
                    new.insert(wanted);
                }
            }
        }
        self
    }

    fn add(
        &mut self,
        (number, url): (u32, &'c str),
        capture: &'c Capture,
        (id, entry, is_preflight): (EntryId, &'c crate::capture::Entry, bool),
        host: &'c str,
        url_is_sought: bool,
    ) {
        let status = entry.status.unwrap_or(0);
        if status <= 0 {
            return;
        }
        let response = capture.response_headers(entry);
        let allowed = response.get("Access-Control-Allow-Origin");
        let origin = capture.request_header(entry, "Origin");
        if url_is_sought && !is_preflight {
            let variants = self.urls.entry((number, url)).or_default();
            if matches!(status, 404 | 410) {
                variants.nothing_here.get_or_insert(id);
            } else {
                variants.something_here = true;
            }
            if allowed.is_some() {
                variants.granted.get_or_insert(id);
            } else if origin.is_none() {
                variants.without_origin.get_or_insert(id);
            }
        }
        let class = match (is_preflight, status >= 400, allowed.is_some()) {
            (true, _, true) => Class::PreflightGranted,
            (true, _, false) => Class::PreflightBare,
            (false, false, true) => Class::Granted,
            (false, true, true) => Class::ErrorGranted,
            // Servers may leave the headers out where nobody asks.
            (false, _, false) if origin.is_none() => return,
            (false, false, false) => Class::Bare,
            (false, true, false) => Class::ErrorBare,
        };
        let own = origin.is_some_and(|origin| allowed.as_deref() == Some(origin));
        let wildcard = allowed.as_deref() == Some("*");
        let other = allowed
            .as_deref()
            .is_some_and(|value| origin.is_some() && !own && value.contains("://"))
            && !wildcard
            && cache_sign(capture, entry, &response).is_none();
        let lists = !is_preflight
            && (response.contains("Access-Control-Allow-Methods")
                || response.contains("Access-Control-Allow-Headers"));
        for place in [(number, host, ""), (number, host, prefix_of(url))] {
            let answers = self.places.entry(place).or_default();
            answers.add(class, id);
            let mut note = |holds: bool, slot: fn(&mut Answers) -> &mut Option<EntryId>| {
                if holds {
                    slot(answers).get_or_insert(id);
                }
            };
            note(lists, |a| &mut a.lists_on_response);
            note(own || wildcard, |a| &mut a.lets_in);
            note(other, |a| &mut a.names_other);
        }
    }

    /// What the same host answered.
    pub(super) fn host<'s>(&'s self, capture: u32, url: &'s str) -> Option<&'s Answers> {
        self.at_host(capture, host_of(url))
    }

    /// What the host with that key ([`host_of`]) answered.
    pub(super) fn at_host<'s>(&'s self, capture: u32, host: &'s str) -> Option<&'s Answers> {
        self.places.get(&(capture, host, ""))
    }

    /// What the same host answered on paths with the same first segment.
    pub(super) fn prefix<'s>(&'s self, capture: u32, url: &'s str) -> Option<&'s Answers> {
        self.places.get(&(capture, host_of(url), prefix_of(url)))
    }

    /// Whether a service worker is loaded or answers in a capture.
    pub(super) fn has_worker(&self, capture: u32) -> bool {
        self.workers.contains(&capture)
    }

    /// What was answered to the same URL.
    pub(super) fn variants(&self, capture: u32, url: &str) -> Variants {
        self.urls.get(&(capture, url)).copied().unwrap_or_default()
    }
}

/// Whether an entry loads the script of a service worker, or was answered by one.
fn is_worker(capture: &Capture, entry: &crate::capture::Entry) -> bool {
    entry.flags.service_worker
        || capture.request_header(entry, "Service-Worker").is_some()
        || capture.request_header(entry, "Sec-Fetch-Dest") == Some("serviceworker")
}

/// The entries of an exchange, and whether each is a preflight.
fn messages(assessment: &Assessment) -> impl Iterator<Item = (EntryId, bool)> {
    assessment
        .exchange
        .hops
        .iter()
        .flat_map(|hop| {
            let preflight = match hop.preflight {
                Preflight::Sent(id) => Some((id, true)),
                Preflight::Cached(_) | Preflight::NotSeen => None,
            };
            [preflight, Some((hop.entry, false))]
        })
        .flatten()
        .chain(assessment.exchange.orphan.map(|id| (id, true)))
}

/// Scheme, host and port of a URL as a key: what stands before the path.
pub(super) fn host_of(url: &str) -> &str {
    let start = after_scheme(url);
    let end = url[start..]
        .find(['/', '?', '#'])
        .map_or(url.len(), |at| start + at);
    &url[..end]
}

/// Where the host of a URL begins.
pub(super) fn after_scheme(url: &str) -> usize {
    // The first colon stands behind the scheme in all but odd URLs.
    match url.find(':') {
        Some(colon) if url[colon..].starts_with("://") => colon + 3,
        _ => url.find("://").map_or(0, |at| at + 3),
    }
}

/// Host and port of a URL, for people; cut where it is longer than any name can be.
pub(super) fn host_name(url: &str) -> String {
    let host = Origin::of_url(url)
        .map(|origin| match origin.port() {
            Some(port) => format!("{}:{port}", origin.host()),
            None => origin.host().to_owned(),
        })
        .filter(|host| !host.is_empty())
        .unwrap_or_else(|| {
            url.split([':', '/', '?', '#'])
                .next()
                .unwrap_or("")
                .to_owned()
        });
    super::cut(&host, 260)
}

/// The field or header by which a response shows that it comes from a cache.
pub(super) fn cache_sign<'c>(
    capture: &'c Capture,
    entry: &crate::capture::Entry,
    response: &HeaderList<'c>,
) -> Option<(&'static str, &'c str)> {
    if let Some(cache) = capture.optional(entry.from_cache) {
        return Some(("_fromCache", cache));
    }
    if entry.status == Some(304) {
        return Some(("status", "304"));
    }
    if let Some(age) = response.first("Age")
        && age.parse::<u64>().is_ok_and(|age| age > 0)
    {
        return Some(("Age", age));
    }
    [
        "X-Cache",
        "CF-Cache-Status",
        "X-Cache-Status",
        "X-Proxy-Cache",
        "Cache-Status",
    ]
    .into_iter()
    .find_map(|name| {
        let value = response.first(name)?;
        value
            .to_ascii_lowercase()
            .contains("hit")
            .then_some((name, value))
    })
}

pub(super) fn starts_with_ignoring_case(text: &str, start: &str) -> bool {
    text.get(..start.len())
        .is_some_and(|begin| begin.eq_ignore_ascii_case(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_what_stands_before_the_path() {
        for (url, host) in [
            ("https://a.example:8443/x", "https://a.example:8443"),
            ("https://a.example?x", "https://a.example"),
            ("nonsense", "nonsense"),
            ("", ""),
        ] {
            assert_eq!(host_of(url), host);
        }
    }

    #[test]
    fn the_name_of_a_host_never_holds_what_stands_behind_it() {
        for (url, host) in [
            ("https://a.example:8443/x?token=s", "a.example:8443"),
            ("api.example/x?token=s3cr3t", "api.example"),
            ("api.example?token=s3cr3t:1", "api.example"),
            ("?token=s3cr3t", ""),
        ] {
            assert_eq!(host_name(url), host);
        }
    }
}
