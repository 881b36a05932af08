//! What a capture tells about the facts it does not record: credentials mode, origin, mode, and
//! what became of the exchange.

use std::collections::{HashMap, HashSet};

use url::Url;

use super::observe::{Observed, ObservedHop};
use super::outcome::{self, recorded};
use super::pair::page_set_names;
use super::stopped::{self, Forbidden, Scene, Signs};
use super::told::{Statements, Told};
use super::{CredentialsMode, Fact, Recorded, RequestMode, Source};
use crate::browsers::profile::{self, StorageAccess};
use crate::capture::recorder::{Outcome, Seat};
use crate::capture::{Browser, Capture, Entry, EntryId, Text};
use crate::fetch::RefusalKind;
use crate::fetch::corp::EmbedderPolicy;
use crate::fetch::local_network::AddressSpace;
use crate::fetch::opaque::Destination;
use crate::fetch::redirect::Location;
use crate::http::{HeaderList, Origin, method, site};

/// What is known about a whole capture that helps to read each exchange.
#[derive(Debug, Default)]
pub struct Context {
    /// The browsers that sent `Sec-Fetch-Storage-Access`.
    send_storage_access: Vec<Option<Browser>>,
    /// The workers that pages started.
    workers: Vec<Worker>,
    /// The connections that preflights used: those never carry credentials.
    preflight_connections: HashSet<Text>,
    /// By scheme and host, whether the request came from another site, and the browser: where and
    /// when its cookies were sent.
    cookies: HashMap<(String, bool, Option<Browser>), CookieTrail>,
    /// When the last request of the capture started.
    last: Option<i64>,
    /// The URL of each page, by its id.
    pages: HashMap<Text, Text>,
    /// The page's document, by the page's id.
    documents: HashMap<Text, EntryId>,
    /// What helps to tell who stopped a request.
    signs: Signs,
    /// What the capture says in so many words.
    statements: Statements,
}

/// Where and when a browser sent cookies to a host.
#[derive(Debug)]
struct CookieTrail {
    /// The first time, in microseconds since 1970.
    since: i64,
    /// The beginning that the paths of all those requests share. A cookie's path is a beginning
    /// of it, so that it goes to everything below.
    path: String,
}

/// A worker that a page started.
#[derive(Debug)]
struct Worker {
    page: Option<Text>,
    /// The origin of its script, and so of its requests.
    origin: String,
    /// When its script was requested, in microseconds since 1970: it asks for nothing before.
    since: Option<i64>,
}

impl Worker {
    /// The worker whose script an entry holds.
    fn of(capture: &Capture, entry: &Entry) -> Option<Self> {
        Some(Self {
            page: entry.page,
            origin: Origin::of_url(capture.url(entry))?.serialize().to_owned(),
            since: entry.started_at,
        })
    }
}

/// What the capture tells about one exchange.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct Evidence<'a> {
    /// The request's origin.
    pub origin: Fact<Origin<'a>>,
    /// Its mode.
    pub mode: Fact<RequestMode>,
    /// Its credentials mode.
    pub credentials: Fact<CredentialsMode>,
    /// What it is for.
    pub destination: Destination,
    /// The page's embedder policy, as far as the capture holds its document.
    pub embedder: EmbedderPolicy,
    /// What its `Document-Isolation-Policy` asks, which only Chromium knows.
    pub isolation: EmbedderPolicy,
    /// The directive of the page's Content Security Policy that forbids it.
    pub forbidden: Option<Forbidden<'a>>,
    /// Whether it is an `EventSource`'s.
    pub event_source: bool,
    /// How near the page's own server is, where the capture shows it.
    pub page_space: Option<AddressSpace>,
    /// How near the host is, where the capture shows it.
    pub address_space: Option<AddressSpace>,
    /// Whether an answer restricts who may embed it.
    pub has_resource_policy: bool,
    /// What the recorder says became of it.
    pub recorded: Recorded,
    /// Whether a preflight or a redirect was answered and nothing followed, in a recording that
    /// would show it.
    pub not_followed: bool,
    /// Whether what the recorder says holds for every browser: a connection that failed, but not a
    /// text that a refused response has as well.
    pub holds_everywhere: bool,
    /// What the recorder says was wrong, where it says more than that something was.
    pub recorded_kind: Option<RefusalKind>,
    /// Whether the recorder keeps nothing of a response that was refused, so that its absence
    /// does not show that the request was not sent.
    pub response_hidden: bool,
    /// What the recording says in so many words.
    pub told: Told,
}

/// Whether a line that says only that the request failed has an error which says more: that some
/// policy of the browser was behind it.
fn says_more(capture: &Capture, observed: &Observed<'_>) -> bool {
    observed.hops.last().is_some_and(|last| {
        last.entry.flags.only_told && capture.recorded_error(last.entry).is_some()
    })
}

impl<T> Fact<T> {
    const fn recorded(value: T, why: &'static str) -> Self {
        Self {
            value: Some(value),
            source: Source::Recorded,
            why,
        }
    }

    const fn inferred(value: T, why: &'static str) -> Self {
        Self {
            value: Some(value),
            source: Source::Inferred,
            why,
        }
    }

    const fn open(why: &'static str) -> Self {
        Self {
            value: None,
            source: Source::Inferred,
            why,
        }
    }
}

impl Context {
    /// Looks through a capture once.
    #[must_use]
    pub fn of(capture: &Capture) -> Self {
        let mut context = Self {
            statements: Statements::of(capture),
            ..Self::default()
        };
        for page in &capture.pages {
            if let Some(title) = page.title {
                context.pages.insert(page.id, title);
            }
        }
        for (id, entry) in capture.iter() {
            context.last = context.last.max(entry.started_at);
            let request = capture.request_headers(entry);
            context.signs.see(capture, entry, &request);
            let is_document = request.first("Sec-Fetch-Dest") == Some("document")
                || capture.optional(entry.resource_type) == Some("document");
            if let Some(page) = entry.page
                && is_document
            {
                context.documents.entry(page).or_insert(id);
            }
            if request.contains("Sec-Fetch-Storage-Access") {
                let browser = capture.browser_of(entry);
                if !context.send_storage_access.contains(&browser) {
                    context.send_storage_access.push(browser);
                }
            }
            if matches!(
                request.first("Sec-Fetch-Dest"),
                Some("worker" | "sharedworker" | "serviceworker")
            ) {
                context.workers.extend(Worker::of(capture, entry));
            }
            if super::is_preflight(capture, entry) {
                context.preflight_connections.extend(entry.connection_id);
            }
            if request.contains("Cookie") {
                context.follow_cookie(capture, entry, &request);
            }
        }
        context
    }

    /// Which requests with credentials carry `Sec-Fetch-Storage-Access`, so that its absence tells
    /// something; `None` where their browser sends it with none, or its version is not known.
    fn storage_access(&self, capture: &Capture, observed: &Observed<'_>) -> Option<StorageAccess> {
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

    /// What the capture tells about one exchange.
    #[must_use]
    pub fn evidence<'a>(&self, capture: &'a Capture, observed: &Observed<'a>) -> Evidence<'a> {
        let told = self.statements.about(capture, observed);
        let said = told
            .origin
            .and_then(|text| Origin::of_header(capture.text(text)));
        let origin = match said {
            Some(origin) => Fact::recorded(origin, "the browser names it"),
            None => self.origin(capture, observed),
        };
        let mode = mode(capture, observed, &origin);
        let (recorded, kind) = recorded(capture, observed, &origin);
        let document = self.document(observed);
        let forbidden = document.and_then(|id| stopped::forbidden(capture, observed, &origin, id));
        let event_source = is_event_source(capture, observed);
        let page_space = document
            .and_then(|id| capture.optional(capture.entry(id).server_ip))
            .and_then(AddressSpace::of_text);
        let destination = destination(capture, observed);
        let scene = Scene {
            capture,
            observed,
            origin: &origin,
            mode: mode.value,
            event_source,
            destination,
            page_space,
            forbidden: forbidden.is_some(),
        };
        let mut found = scene.refine(&self.signs, recorded, kind);
        if let Some(refused) = &told.refused {
            found.recorded = Recorded::Blocked;
            found.kind = refused.kinds.only().or(found.kind);
        } else if told.delivered {
            (found.recorded, found.kind) = (Recorded::Delivered, None);
        } else if told.failed && !says_more(capture, observed) {
            (found.recorded, found.kind) = (Recorded::Failed, None);
        }
        if found.recorded == Recorded::Blocked && found.kind.is_none() && told.refused.is_none() {
            // `net::ERR_FAILED` has many meanings; without a CORS request it is none of ours.
            let sent = observed
                .hops
                .iter()
                .any(|hop| hop.answered() || hop.preflight.is_some());
            let other_mode = matches!(
                mode.value,
                Some(RequestMode::NoCors | RequestMode::Navigate | RequestMode::WebSocket)
            );
            if other_mode && !sent {
                found.recorded = Recorded::Failed;
            }
        }
        let holds_everywhere =
            found.recorded != Recorded::Failed || !outcome::is_ambiguous(capture, observed);
        let credentials = match told.include {
            Some((true, why)) => Fact::recorded(CredentialsMode::Include, why),
            Some((false, why)) => Fact::recorded(CredentialsMode::Omit, why),
            None => self.credentials(capture, observed, &origin, destination),
        };
        Evidence {
            credentials,
            destination,
            embedder: policy_of(capture, document, EmbedderPolicy::of),
            isolation: policy_of(capture, document, EmbedderPolicy::of_document_isolation),
            forbidden,
            event_source,
            page_space,
            address_space: observed
                .hops
                .last()
                .and_then(|hop| self.signs.space(&hop.url_origin)),
            has_resource_policy: observed
                .hops
                .iter()
                .any(|hop| hop.response.contains("Cross-Origin-Resource-Policy")),
            origin,
            mode,
            recorded: found.recorded,
            recorded_kind: found.kind,
            response_hidden: found.response_hidden,
            not_followed: self.not_followed(capture, observed),
            holds_everywhere,
            told,
        }
    }

    /// The URL of the page that an exchange belongs to.
    #[must_use]
    pub fn page<'a>(&self, capture: &'a Capture, page: Option<Text>) -> Option<&'a str> {
        let title = capture.text(*self.pages.get(&page?)?);
        Origin::of_url(title).map(|_| title)
    }

    /// Whether a preflight was answered, or a redirect, and what had to follow never came, though
    /// the recording went on.
    fn not_followed(&self, capture: &Capture, observed: &Observed<'_>) -> bool {
        let goes_on = |entry: &Entry| self.last > entry.started_at;
        let habits = capture.producer.recorder.habits();
        if let Some(preflight) = &observed.orphan {
            // A panel's filter may have left the request out, though not what a redirect in the
            // file led to. What passes a wire is all there.
            let is_complete = habits.seat == Seat::Wire
                || (habits.outcome == Outcome::EmptyTimings && !observed.hops.is_empty());
            return is_complete && preflight.status > 0 && goes_on(preflight.entry);
        }
        // Firefox exports what comes from its cache as well, so that a target that is not there was
        // not asked for. A proxy would not have seen it.
        habits.outcome == Outcome::EmptyTimings
            && observed.hops.last().is_some_and(|hop| {
                hop.answered() && matches!(hop.location, Location::Url(_)) && goes_on(hop.entry)
            })
    }

    /// The document of the page that the exchange belongs to.
    fn document(&self, observed: &Observed<'_>) -> Option<EntryId> {
        let page = observed.hops.first()?.entry.page?;
        self.documents.get(&page).copied()
    }

    fn origin<'a>(&self, capture: &'a Capture, observed: &Observed<'a>) -> Fact<Origin<'a>> {
        let first = observed.hops.first();
        let own = first.and_then(|hop| hop.request.first("Origin"));
        if let Some(origin) = own.and_then(Origin::of_header) {
            return Fact::recorded(origin, "the request's Origin header");
        }
        let preflight = match first {
            Some(hop) => hop.preflight.as_ref().filter(|p| !p.cached),
            None => observed.orphan.as_ref(),
        };
        if let Some(origin) = preflight
            .and_then(|p| p.request.first("Origin"))
            .and_then(Origin::of_header)
        {
            return Fact::recorded(origin, "the Origin header of its preflight");
        }
        let Some(first) = first else {
            return Fact::open("the preflight has no Origin header");
        };
        if matches!(first.request.first("Sec-Fetch-Site"), Some("same-origin")) {
            return Fact::inferred(
                first.url_origin.clone(),
                "Sec-Fetch-Site says that the request is same-origin",
            );
        }
        for hop in &observed.hops[1..] {
            if let Some(origin @ Origin::Tuple(_)) =
                hop.request.first("Origin").and_then(Origin::of_header)
            {
                return Fact::recorded(origin, "the Origin header after the redirect");
            }
        }
        let referer = first.request.first("Referer").and_then(Origin::of_url);
        if let Some(origin @ Origin::Tuple(_)) = referer {
            return Fact::inferred(origin, "the Referer header");
        }
        if let Some(origin) = self
            .page(capture, first.entry.page)
            .and_then(Origin::of_url)
        {
            return Fact::inferred(origin, "the URL of the page");
        }
        let initiator = capture
            .optional(first.entry.initiator_url)
            .filter(|url| url.starts_with("http"))
            .and_then(Origin::of_url);
        if let Some(origin @ Origin::Tuple(_)) = initiator {
            return Fact::inferred(
                origin,
                "the URL of the script or page that made the request",
            );
        }
        Fact::open("no Origin, no Referer, no page and no initiator is recorded")
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

    fn follow_cookie(&mut self, capture: &Capture, entry: &Entry, request: &HeaderList<'_>) {
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

    fn credentials(
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
                "Sec-Fetch-Storage-Access, which goes with credentials only",
            );
        }
        if destination == Destination::Font {
            return Fact::inferred(
                Omit,
                "a font, which browsers ask another origin for without credentials",
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
                "it carries no cookie, though the browser has one for this host",
            );
        }
        Fact::open("nothing on the wire shows whether the request carries credentials")
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

/// The mode that a `Sec-Fetch-Mode` header names.
fn named_mode(header: &str) -> Option<RequestMode> {
    match header {
        "cors" => Some(RequestMode::Cors),
        "no-cors" => Some(RequestMode::NoCors),
        "same-origin" => Some(RequestMode::SameOrigin),
        "navigate" => Some(RequestMode::Navigate),
        "websocket" | "webtransport" => Some(RequestMode::WebSocket),
        _ => None,
    }
}

fn mode(
    capture: &Capture,
    observed: &Observed<'_>,
    origin: &Fact<Origin<'_>>,
) -> Fact<RequestMode> {
    let header = observed
        .hops
        .iter()
        .map(|hop| &hop.request)
        .chain(observed.preflights().map(|p| &p.request))
        .find_map(|request| request.first("Sec-Fetch-Mode"));
    if let Some(mode) = header.and_then(named_mode) {
        return Fact::recorded(mode, "the Sec-Fetch-Mode header");
    }
    if observed.preflights().next().is_some() {
        return Fact::inferred(RequestMode::Cors, "it has a preflight");
    }
    let Some(first) = observed.hops.first() else {
        return Fact::open("no request is recorded");
    };
    if first.url.starts_with("ws:") || first.url.starts_with("wss:") {
        return Fact::inferred(RequestMode::WebSocket, "the scheme of the URL");
    }
    // Proxies, and recorders of HTTP/1.1, write the handshake as the GET that it is.
    let upgrades = first
        .request
        .first("Upgrade")
        .is_some_and(|value| value.eq_ignore_ascii_case("websocket"));
    if upgrades || first.request.contains("Sec-WebSocket-Key") {
        return Fact::inferred(RequestMode::WebSocket, "the headers of a handshake");
    }
    if first.method == "CONNECT" {
        return Fact::inferred(RequestMode::Navigate, "a tunnel, which no page asked for");
    }
    let has_origin = first.request.contains("Origin");
    let cross_origin = origin
        .value
        .as_ref()
        .is_some_and(|o| !o.same_origin(&first.url_origin));
    let by_origin = |why_cors: &'static str, why_not: &'static str| {
        if has_origin {
            Fact::inferred(RequestMode::Cors, why_cors)
        } else {
            Fact::inferred(RequestMode::NoCors, why_not)
        }
    };
    match capture.optional(first.entry.resource_type).unwrap_or("") {
        "xhr" | "eventsource" | "font" | "manifest" => {
            return Fact::inferred(RequestMode::Cors, "the kind of resource");
        }
        "fetch" => {
            // Chromium hides what a no-cors fetch() brought: a status, but no header of either
            // side and no origin, and the body reported as aborted.
            let hidden = first.answered() && first.response.is_empty() && !has_origin;
            if !has_origin && redirect_passed_unchecked(capture, first) {
                return Fact::inferred(
                    RequestMode::NoCors,
                    "a fetch whose redirect was followed without Access-Control-Allow-Origin",
                );
            }
            return if hidden {
                Fact::inferred(
                    RequestMode::NoCors,
                    "a fetch whose answer the recorder hides",
                )
            } else {
                Fact::inferred(RequestMode::Cors, "the kind of resource")
            };
        }
        "document" => return Fact::inferred(RequestMode::Navigate, "the kind of resource"),
        "websocket" => return Fact::inferred(RequestMode::WebSocket, "the kind of resource"),
        "ping" | "csp-violation-report" => {
            return Fact::inferred(RequestMode::NoCors, "the kind of resource");
        }
        "script" | "image" | "stylesheet" | "media" | "texttrack" => {
            return by_origin(
                "an element's request with an Origin header",
                "an element's request without an Origin header",
            );
        }
        _ => {}
    }
    if has_origin && cross_origin && only_cors_sends(first) {
        return Fact::inferred(
            RequestMode::Cors,
            "only a CORS request has such a method or such headers",
        );
    }
    let is_get = matches!(first.method, "GET" | "HEAD");
    if !has_origin && first.answered() && shows_the_wire(&first.request) {
        return Fact::inferred(
            RequestMode::NoCors,
            "it was sent without an Origin header, which every CORS request to another origin has",
        );
    }
    if has_origin && is_get && cross_origin {
        return Fact::inferred(
            RequestMode::Cors,
            "a GET with the Origin header of another origin",
        );
    }
    if !has_origin && is_get && first.answered() && is_for_an_element(capture, first) {
        return Fact {
            value: Some(RequestMode::NoCors),
            source: Source::Assumed,
            why: "a page asks for images, style sheets and scripts without CORS as a rule",
        };
    }
    Fact::open("neither Sec-Fetch-Mode nor the kind of resource is recorded")
}

/// Whether a request has a method or headers that neither a form nor an element nor a `no-cors`
/// request can have.
fn only_cors_sends(hop: &ObservedHop<'_>) -> bool {
    // A browser adds these by itself, for a server that asked for a password.
    const BY_ITSELF: [&str; 4] = ["basic", "digest", "negotiate", "ntlm"];
    let is_by_itself = |name: &str| {
        let value = hop.request.first(name).unwrap_or("");
        match name {
            "authorization" => {
                let scheme = value.split(' ').next().unwrap_or("");
                BY_ITSELF
                    .iter()
                    .any(|known| known.eq_ignore_ascii_case(scheme))
            }
            // Android's web views name their app in it.
            "x-requested-with" => !value.eq_ignore_ascii_case("XMLHttpRequest"),
            _ => false,
        }
    };
    !method::is_cors_safelisted(hop.method)
        || page_set_names(&hop.request)
            .iter()
            .any(|name| !is_by_itself(name))
}

/// Whether this is a redirect that the check of a CORS request would have refused, and the
/// recorder, which marks what is refused, did not mark it.
fn redirect_passed_unchecked(capture: &Capture, hop: &ObservedHop<'_>) -> bool {
    capture.producer.recorder.habits().outcome == Outcome::ErrorTexts
        && hop.entry.error.is_none()
        && matches!(hop.location, Location::Url(_))
        && !hop.response.contains("Access-Control-Allow-Origin")
}

/// Whether the type of the response is one that elements ask for.
fn is_for_an_element(capture: &Capture, hop: &ObservedHop<'_>) -> bool {
    let named = hop.response.first("Content-Type");
    let named = named.or_else(|| capture.optional(hop.entry.mime));
    let essence = named.unwrap_or("").split(';').next().unwrap_or("").trim();
    let essence = essence.to_ascii_lowercase();
    essence.starts_with("image/")
        || essence == "text/css"
        || matches!(
            essence.as_str(),
            "text/javascript" | "application/javascript" | "application/x-javascript"
        )
}

/// Whether these are the headers as they were sent, and not those that the page gave: the network
/// layer adds these.
fn shows_the_wire(request: &HeaderList<'_>) -> bool {
    ["Host", ":authority", "Accept-Encoding", "Connection"]
        .into_iter()
        .any(|name| request.contains(name))
}

fn policy_of(
    capture: &Capture,
    document: Option<EntryId>,
    read: fn(&HeaderList<'_>) -> EmbedderPolicy,
) -> EmbedderPolicy {
    document
        .map(|id| read(&capture.response_headers(capture.entry(id))))
        .unwrap_or_default()
}

fn is_event_source(capture: &Capture, observed: &Observed<'_>) -> bool {
    observed
        .hops
        .first()
        .is_some_and(|first| match capture.optional(first.entry.resource_type) {
            Some("fetch" | "xhr") => false,
            Some("eventsource") => true,
            _ => first.request.first("Accept") == Some("text/event-stream"),
        })
}

fn destination(capture: &Capture, observed: &Observed<'_>) -> Destination {
    let Some(first) = observed.hops.first() else {
        return Destination::Other;
    };
    let named = first
        .request
        .first("Sec-Fetch-Dest")
        .or_else(|| capture.optional(first.entry.resource_type));
    let accept = first.request.first("Accept").unwrap_or("");
    match named {
        Some("script") => Destination::Script,
        Some("style" | "stylesheet") => Destination::Style,
        Some("image" | "audio" | "video" | "media") => Destination::Media,
        Some("font") => Destination::Font,
        Some("iframe" | "frame" | "object" | "embed") => Destination::Frame,
        // What Firefox stopped, and what proxies and old browsers wrote down.
        None if accept.starts_with("text/css") => Destination::Style,
        None if accept.starts_with("application/font") || is_a_font(first) => Destination::Font,
        _ => Destination::Other,
    }
}

/// Whether a response is a font, by its type or else by the end of its URL.
fn is_a_font(hop: &ObservedHop<'_>) -> bool {
    let path = hop.url.split(['?', '#']).next().unwrap_or("");
    let named = [".woff2", ".woff", ".ttf", ".otf", ".eot"]
        .iter()
        .any(|end| path.ends_with(end));
    let mime = hop.response.first("Content-Type").unwrap_or("");
    let typed = [
        "font/",
        "application/font-",
        "application/x-font-",
        "application/vnd.ms-fontobject",
    ]
    .iter()
    .any(|start| mime.starts_with(start));
    hop.method == "GET" && (typed || (named && !mime.starts_with("text/html")))
}

#[cfg(test)]
#[path = "evidence_tests.rs"]
mod tests;
