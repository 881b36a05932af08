//! What a capture tells about the facts it does not record: credentials mode, origin, mode, and
//! what became of the exchange.

mod credentials;
mod destination;
mod mode;

use std::collections::{HashMap, HashSet};

use self::credentials::{CookieTrail, Worker};
use self::destination::{destination, is_event_source};
use self::mode::mode;
use super::observe::Observed;
use super::outcome::{self, recorded};
use super::stopped::{self, Forbidden, Scene, Signs};
use super::told::{Statements, Told};
use super::{CredentialsMode, Fact, Recorded, RequestMode, Source};
use crate::capture::recorder::{Outcome, Seat};
use crate::capture::{Browser, Capture, Entry, EntryId, Text};
use crate::fetch::RefusalKind;
use crate::fetch::corp::EmbedderPolicy;
use crate::fetch::local_network::AddressSpace;
use crate::fetch::opaque::Destination;
use crate::fetch::redirect::Location;
use crate::http::{HeaderList, Origin};

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
    /// Whether a response restricts who may embed it.
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

#[cfg(test)]
#[path = "evidence_tests.rs"]
mod tests;
