//! Whether a request carried credentials: what the wire shows, and what its absence shows.

use url::Url;

use super::super::observe::{Observed, ObservedHop};
use super::super::{CredentialsMode, Fact};
use super::Context;
use crate::browsers::profile::{self, StorageAccess};
use crate::capture::{Browser, Capture, Entry, Text};
use crate::fetch::opaque::Destination;
use crate::http::{HeaderList, Origin, site};

/// Where and when a browser sent cookies to a host.
#[derive(Debug)]
pub(super) struct CookieTrail {
    /// The first time, in microseconds since 1970.
    since: i64,
    /// The beginning that the paths of all those requests share. A cookie's path is a beginning
    /// of it, so that it goes to everything below.
    path: String,
}

/// A worker that a page started.
#[derive(Debug)]
pub(super) struct Worker {
    page: Option<Text>,
    /// The origin of its script, and so of its requests.
    origin: String,
    /// When its script was requested, in microseconds since 1970: it asks for nothing before.
    since: Option<i64>,
}

impl Worker {
    /// The worker whose script an entry holds.
    pub(super) fn of(capture: &Capture, entry: &Entry) -> Option<Self> {
        Some(Self {
            page: entry.page,
            origin: Origin::of_url(capture.url(entry))?.serialize().to_owned(),
            since: entry.started_at,
        })
    }
}

impl Context {
    /// Which requests with credentials carry `Sec-Fetch-Storage-Access`, so that its absence tells
    /// something; `None` where their browser sends it with none, or its version is not known.
    pub(super) fn storage_access(
        &self,
        capture: &Capture,
        observed: &Observed<'_>,
    ) -> Option<StorageAccess> {
        let row = observed.browser?;
        let entry = observed.first_entry()?;
        let browser = capture.browser_of(entry);
        let row = if self.send_storage_access.contains(&browser) {
            row.profile.row(None)
        } else {
            Some(row).filter(|_| profile::major(capture, entry).is_some())?
        };
        row.headers.storage_access
    }

    /// Whether a worker may have made the request: its page had started one of that origin, and it
    /// is not for an element. The origin of a worker from a `data:` URL is `null`.
    fn may_come_from_a_worker(&self, observed: &Observed<'_>, origin: &Fact<Origin<'_>>) -> bool {
        if self.workers.is_empty() {
            return false;
        }
        let hops = observed.hops.iter().map(|hop| (hop.entry, &hop.request));
        let orphan = observed.orphan.iter().map(|p| (p.entry, &p.request));
        let Some((entry, request)) = hops.chain(orphan).next() else {
            return false;
        };
        let for_element = request
            .first("Sec-Fetch-Dest")
            .is_some_and(|destination| destination != "empty");
        let origin = origin.value.as_ref().map(Origin::serialize);
        !for_element
            && self.workers.iter().any(|worker| {
                let before = match (entry.started_at, worker.since) {
                    (Some(at), Some(since)) => at < since,
                    _ => false,
                };
                worker.page == entry.page
                    && !before
                    && origin.is_none_or(|origin| origin == worker.origin || origin == "null")
            })
    }

    pub(super) fn follow_cookie(
        &mut self,
        capture: &Capture,
        entry: &Entry,
        request: &HeaderList<'_>,
    ) {
        let (Some(at), Ok(url)) = (entry.started_at, Url::parse(capture.url(entry))) else {
            return;
        };
        let Some(host) = url.host_str() else { return };
        let key = (
            format!("{}://{host}", url.scheme()),
            comes_from_another_site(request),
            capture.browser_of(entry),
        );
        match self.cookies.get_mut(&key) {
            None => {
                let path = url.path().to_owned();
                self.cookies.insert(key, CookieTrail { since: at, path });
            }
            Some(trail) => {
                trail.since = trail.since.min(at);
                let shared = trail
                    .path
                    .char_indices()
                    .zip(url.path().chars())
                    .find(|((_, a), b)| a != b)
                    .map_or(trail.path.len().min(url.path().len()), |((at, _), _)| at);
                trail.path.truncate(shared);
                // Only whole segments count.
                if trail.path != url.path() {
                    trail
                        .path
                        .truncate(trail.path.rfind('/').map_or(0, |slash| slash + 1));
                }
            }
        }
    }

    /// Whether a request of hop 0 goes without the cookie that the browser sent to this host
    /// before it. A cookie seen on requests of other sites goes with all; one seen
    /// only on the site's own requests may be `SameSite`.
    fn lacks_its_cookie(&self, browser: Option<Browser>, hop: &ObservedHop<'_>) -> bool {
        if self.cookies.is_empty()
            || !hop.answered()
            || !hop.request.contains("Sec-Fetch-Site")
            || hop.request.contains("Cookie")
        {
            return false;
        }
        let (Some(at), Ok(url)) = (hop.entry.started_at, Url::parse(hop.url)) else {
            return false;
        };
        let Some(host) = url.host_str() else {
            return false;
        };
        let another_site = comes_from_another_site(&hop.request);
        let trails: &[bool] = if another_site {
            &[true]
        } else {
            &[true, false]
        };
        trails.iter().any(|&trail| {
            self.cookies
                .get(&(format!("{}://{host}", url.scheme()), trail, browser))
                .is_some_and(|trail| {
                    trail.since < at && !trail.path.is_empty() && is_below(url.path(), &trail.path)
                })
        })
    }

    pub(super) fn credentials(
        &self,
        capture: &Capture,
        observed: &Observed<'_>,
        origin: &Fact<Origin<'_>>,
        destination: Destination,
    ) -> Fact<CredentialsMode> {
        use CredentialsMode::{Include, Omit};
        let is_cross = |hop: &ObservedHop<'_>| {
            origin
                .value
                .as_ref()
                .is_some_and(|origin| !origin.same_origin(&hop.url_origin))
        };
        for hop in observed.hops.iter().filter(|hop| is_cross(hop)) {
            if hop.request.contains("Cookie") {
                return Fact::recorded(Include, "the cross-origin request carries cookies");
            }
            let asked = hop.preflight.as_ref().filter(|p| !p.cached);
            if hop.request.contains("Authorization")
                && asked.is_some_and(|p| {
                    !p.headers
                        .iter()
                        .any(|name| name.eq_ignore_ascii_case("authorization"))
                })
            {
                return Fact::inferred(
                    Include,
                    "the browser itself added Authorization, which its preflight did not ask for",
                );
            }
        }
        let storage_access = observed
            .hops
            .iter()
            .map(|hop| &hop.request)
            .chain(observed.preflights().map(|p| &p.request))
            .any(|request| request.contains("Sec-Fetch-Storage-Access"));
        if storage_access {
            return Fact::inferred(
                Include,
                "Sec-Fetch-Storage-Access, which is sent only with credentials",
            );
        }
        if destination == Destination::Font {
            return Fact::inferred(
                Omit,
                "a font, which browsers request from other origins without credentials",
            );
        }
        if let Some(sent) = self.storage_access(capture, observed)
            && (sent.from_workers || !self.may_come_from_a_worker(observed, origin))
        {
            let absent =
                |request: &HeaderList<'_>| request.first("Sec-Fetch-Site") == Some("cross-site");
            let first_hop = observed
                .hops
                .first()
                .is_some_and(|hop| absent(&hop.request));
            let preflight = sent.on_preflights && observed.preflights().any(|p| absent(&p.request));
            let later = sent.on_later_hops
                && observed.hops.iter().skip(1).any(|hop| {
                    absent(&hop.request)
                        && origin
                            .value
                            .as_ref()
                            .is_some_and(|origin| !site::same_site(origin, &hop.url_origin))
                });
            if first_hop || preflight || later {
                return Fact::inferred(
                    Omit,
                    "no Sec-Fetch-Storage-Access, which this browser sends with credentials",
                );
            }
        }
        for hop in &observed.hops {
            if let Some(connection) = hop.entry.connection_id
                && is_cross(hop)
                && self.preflight_connections.contains(&connection)
            {
                return Fact::inferred(
                    Omit,
                    "it shares its connection with a preflight, which carries no credentials",
                );
            }
        }
        if observed
            .hops
            .first()
            .is_some_and(|hop| self.lacks_its_cookie(capture.browser_of(hop.entry), hop))
        {
            return Fact::inferred(
                Omit,
                "it carries no cookie, although the browser has one for this host",
            );
        }
        Fact::open("nothing in the recorded headers shows whether the request carries credentials")
    }
}

/// Whether a cookie that goes to `trail` goes to `path` as well: the same, or below it.
///
/// <https://www.rfc-editor.org/rfc/rfc6265#section-5.1.4>
fn is_below(path: &str, trail: &str) -> bool {
    path.strip_prefix(trail)
        .is_some_and(|rest| rest.is_empty() || trail.ends_with('/') || rest.starts_with('/'))
}

fn comes_from_another_site(request: &HeaderList<'_>) -> bool {
    request.first("Sec-Fetch-Site") == Some("cross-site")
}
