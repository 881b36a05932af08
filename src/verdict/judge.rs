//! Walks one exchange as one browser would, under one hypothesis about what the capture leaves
//! open.
//!
//! <https://fetch.spec.whatwg.org/#concept-main-fetch>, once for each hop.

use std::borrow::Cow;

use super::{Needs, Outcome, Unknown};
use crate::browsers::Profile;
use crate::browsers::profile::{EmptyLocation, PreflightOrder, PreflightOrigin, Ways};
use crate::capture::BodyKind;
use crate::exchange::RequestMode;
use crate::exchange::observe::{
    Observed, ObservedHop, ObservedPreflight, RecordedBody, ResponseSource,
};
use crate::fetch::corp::{EmbedderPolicy, corp_check};
use crate::fetch::cors_check::{self, cors_check};
use crate::fetch::opaque::{self, Destination, Opaque};
use crate::fetch::preflight::Grants;
use crate::fetch::redirect::{self, Location};
use crate::fetch::safelist::{self, CLIENT_HINTS};
use crate::fetch::{Phase, Refusal, RefusalKind, event_source, frames, mixed_content, ports};
use crate::http::header::Extracted;
use crate::http::{HeaderList, Origin, method};

/// One assignment of the facts that a capture leaves open.
#[derive(Debug, Clone)]
pub struct Hypothesis<'a> {
    /// The page's origin.
    pub origin: Origin<'a>,
    /// The request's mode.
    pub mode: RequestMode,
    /// Whether its credentials mode is `include`.
    pub include: bool,
    /// What it is for.
    pub destination: Destination,
    /// The page's embedder policy.
    pub embedder: EmbedderPolicy,
    /// What its `Document-Isolation-Policy` asks.
    pub isolation: EmbedderPolicy,
    /// Whether it is an `EventSource`'s.
    pub event_source: bool,
}

/// What a browser does under a hypothesis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Ruling {
    /// It lets the page read the answer, or there is nothing to check.
    Passes(Outcome),
    /// It refuses.
    Blocked(Refusal),
    /// There is no answer.
    Failed,
    /// The capture does not hold what it would look at.
    Open(Needs),
}

/// Judges the exchange. `forgiven` refusals are passed over, to find out what would come next.
#[must_use]
pub fn judge(
    profile: Profile,
    observed: &Observed<'_>,
    hypothesis: &Hypothesis<'_>,
    forgiven: &[Refusal],
) -> Ruling {
    let walk = Walk {
        ways: observed.ways(profile),
        hypothesis,
        forgiven,
    };
    match walk.run(observed) {
        Ok(ruling) | Err(ruling) => ruling,
    }
}

struct Walk<'w> {
    ways: &'static Ways,
    hypothesis: &'w Hypothesis<'w>,
    forgiven: &'w [Refusal],
}

impl Walk<'_> {
    fn run(&self, observed: &Observed<'_>) -> Result<Ruling, Ruling> {
        // With credentials it is a preload with `crossorigin`, which is a CORS request everywhere.
        let font = self.hypothesis.destination == Destination::Font && !self.hypothesis.include;
        match self.hypothesis.mode {
            RequestMode::Cors if font && !self.ways.fonts_use_cors => self.no_cors(observed),
            RequestMode::Cors | RequestMode::SameOrigin => self.cors(observed),
            RequestMode::NoCors => self.no_cors(observed),
            RequestMode::Navigate => self.navigate(observed),
            RequestMode::WebSocket => Ok(Ruling::Passes(Outcome::NotCors)),
        }
    }

    fn refuse(&self, kind: RefusalKind, phase: Phase, hop: usize) -> Result<(), Ruling> {
        let hop = u16::try_from(hop).unwrap_or(u16::MAX);
        let refusal = Refusal { kind, phase, hop };
        if self.forgiven.contains(&refusal) {
            Ok(())
        } else {
            Err(Ruling::Blocked(refusal))
        }
    }

    fn cors(&self, observed: &Observed<'_>) -> Result<Ruling, Ruling> {
        let page = &self.hypothesis.origin;
        let mut cors = false;
        let mut tainted = false;
        let mut preflighted = false;
        for (number, hop) in observed.hops.iter().enumerate() {
            if !cors && page.same_origin(&hop.url_origin) {
                // Main fetch, step 12: nothing to check at home.
                if !hop.answered() {
                    return Err(if hop.entry.status.is_some() {
                        Ruling::Failed
                    } else {
                        Ruling::Open(Needs::of(Unknown::Response))
                    });
                }
            } else {
                if self.hypothesis.mode == RequestMode::SameOrigin {
                    self.refuse(RefusalKind::DisallowedByMode, Phase::Request, number)?;
                }
                self.port(hop, number)?;
                self.mixed_content(hop, number)?;
                self.scheme(hop, number)?;
                cors = true;
                let origin = if tainted { "null" } else { page.serialize() };
                if hop.source == ResponseSource::ServiceWorker && hop.answered() {
                    // What a service worker makes is not checked, and not preflighted.
                    continue;
                }
                let later = Later {
                    number,
                    preflighted,
                    observed,
                };
                if hop.streams_upload && !self.ways.streams_uploads {
                    return Err(Ruling::Open(Needs::of(Unknown::Response)));
                }
                let asked = self.ask_first(hop, &later, origin)?;
                preflighted |= asked != Asked::NotNeeded;
                if !hop.answered() {
                    return Err(Ruling::Open(Needs::of(Unknown::Response)));
                }
                if hop.status == 304
                    && hop.stored.is_none()
                    && !hop.response.contains("Access-Control-Allow-Origin")
                {
                    // The stored response is checked, and the capture does not hold it.
                    return Err(Ruling::Open(Needs::of(Unknown::Response)));
                }
                self.response(hop, number, origin)?;
                if asked == Asked::Unseen {
                    return Err(Ruling::Open(Needs::of(Unknown::Preflight)));
                }
            }
            let is_last = number + 1 == observed.hops.len();
            if let Some(target) = self.redirect_target(hop, number, cors, is_last)? {
                let Some(target) = Origin::of_url(&target) else {
                    continue;
                };
                tainted |= redirect::taints(page, &hop.url_origin, &target);
                if is_last && observed.orphan.is_none() {
                    return Err(Ruling::Open(Needs::of(Unknown::Response)));
                }
            }
        }
        if let Some(preflight) = &observed.orphan {
            let number = observed.hops.len();
            let origin = if tainted { "null" } else { page.serialize() };
            let own = Origin::of_url(preflight.url).is_some_and(|url| page.same_origin(&url));
            self.answer(preflight, &preflight.headers, number, origin, own)?;
            return Err(Ruling::Open(Needs::of(Unknown::Response)));
        }
        if let Some((number, last)) = observed.hops.iter().enumerate().next_back() {
            self.use_of(last, number)?;
        }
        Ok(Ruling::Passes(if cors {
            Outcome::Allowed
        } else {
            Outcome::SameOrigin
        }))
    }

    /// What may still go wrong with a response that the page may read.
    fn use_of(&self, hop: &ObservedHop<'_>, number: usize) -> Result<(), Ruling> {
        if self.hypothesis.event_source
            && hop.status > 0
            && !event_source::is_stream(hop.status, &hop.response)
        {
            self.refuse(RefusalKind::EventSourceRefused, Phase::Response, number)?;
        }
        if hop.body == RecordedBody::Cut {
            self.refuse(RefusalKind::BodyIncomplete, Phase::Response, number)?;
        }
        if self.hypothesis.destination == Destination::Media && hop.is_no_media() {
            self.refuse(RefusalKind::MimeTypeMismatch, Phase::Response, number)?;
        }
        Ok(())
    }

    /// A document that is shown in a frame may say who may show it.
    fn navigate(&self, observed: &Observed<'_>) -> Result<Ruling, Ruling> {
        let framed = self.hypothesis.destination == Destination::Frame;
        if let Some((number, last)) = observed.hops.iter().enumerate().next_back()
            && framed
            && last.answered()
            && last.location == Location::None
            && matches!(self.hypothesis.origin, Origin::Tuple(_))
        {
            let page = &self.hypothesis.origin;
            if frames::may_be_framed(page, &last.url_origin, &last.response).is_err() {
                self.refuse(RefusalKind::FrameRefused, Phase::Response, number)?;
            }
        }
        Ok(Ruling::Passes(Outcome::NotCors))
    }

    fn port(&self, hop: &ObservedHop<'_>, number: usize) -> Result<(), Ruling> {
        // What was answered was sent, whatever the list says: browsers have settings for it.
        if !hop.answered() && ports::is_bad(hop.url) {
            return self.refuse(RefusalKind::PortBlocked, Phase::Request, number);
        }
        Ok(())
    }

    fn mixed_content(&self, hop: &ObservedHop<'_>, number: usize) -> Result<(), Ruling> {
        // What was answered was sent, whatever the rule says: browsers make exceptions.
        if !hop.answered() && mixed_content::is_blocked(&self.hypothesis.origin, &hop.url_origin) {
            return self.refuse(RefusalKind::MixedContent, Phase::Request, number);
        }
        Ok(())
    }

    fn scheme(&self, hop: &ObservedHop<'_>, number: usize) -> Result<(), Ruling> {
        let scheme = hop.url.split(':').next().unwrap_or("");
        if matches!(scheme, "http" | "https") {
            return Ok(());
        }
        // What was answered inside the browser has no server to ask: `data:`, `blob:`, the
        // resources of extensions.
        if number == 0 && (scheme == "data" || hop.answered()) {
            return Err(Ruling::Passes(Outcome::NotCors));
        }
        if number > 0 {
            return self.refuse(RefusalKind::RedirectScheme, Phase::Redirect, number - 1);
        }
        self.refuse(RefusalKind::SchemeNotSupported, Phase::Request, number)
    }

    /// Sends a preflight where this browser would, and looks at the answer if it is there.
    fn ask_first(
        &self,
        hop: &ObservedHop<'_>,
        later: &Later<'_, '_>,
        origin: &str,
    ) -> Result<Asked, Ruling> {
        let number = later.number;
        let Some(preflight) = &hop.preflight else {
            let unknown = self.needs_preflight_unseen(hop, later);
            return Ok(if unknown {
                Asked::Unseen
            } else {
                Asked::NotNeeded
            });
        };
        let names = self.names_to_ask(preflight, hop, later);
        if !self.needs_preflight(preflight, &names, later) {
            return Ok(Asked::NotNeeded);
        }
        let own = self.hypothesis.origin.same_origin(&hop.url_origin);
        self.answer(preflight, &names, number, origin, own)?;
        Ok(Asked::Answered)
    }

    /// Looks at the answer to a preflight for a request from `origin`; `own` says that it went to
    /// the page's own origin.
    fn answer(
        &self,
        preflight: &ObservedPreflight<'_>,
        names: &[&str],
        number: usize,
        origin: &str,
        own: bool,
    ) -> Result<(), Ruling> {
        let (origin, own) = match self.ways.preflight_origin {
            PreflightOrigin::Page => (self.hypothesis.origin.serialize(), own),
            PreflightOrigin::Request => (origin, false),
        };
        // The answer was given to another origin than this browser would have named.
        let asked_by = preflight.request.first("Origin").unwrap_or(origin);
        if asked_by != origin && varies(&preflight.response) {
            return Err(Ruling::Open(Needs::of(Unknown::Preflight)));
        }
        let unchecked = own && self.ways.own_origin_preflight_unchecked;
        self.preflight(preflight, names, number, origin, unchecked)
    }

    /// The header names that this browser's preflight would list.
    fn names_to_ask<'a>(
        &self,
        preflight: &ObservedPreflight<'a>,
        hop: &ObservedHop<'a>,
        later: &Later<'_, '_>,
    ) -> Vec<&'a str> {
        let mut names: Vec<&str> = preflight.headers.clone();
        if self.ways.client_hints_are_safe {
            names.retain(|name| !is_client_hint(name));
        } else if later.number == 0 {
            for (name, _) in hop.request.iter() {
                if is_client_hint(name) && !names.iter().any(|n| n.eq_ignore_ascii_case(name)) {
                    names.push(name);
                }
            }
        }
        if self.ways.drops_user_agent {
            names.retain(|name| !name.eq_ignore_ascii_case("user-agent"));
        }
        if !self.ways.limits_safelisted_total {
            names.retain(|name| {
                let value = safelist::MAY_BE_SAFE
                    .iter()
                    .any(|safe| safe.eq_ignore_ascii_case(name))
                    .then(|| hop.request.first(name))
                    .flatten();
                !value.is_some_and(|v| safelist::is_cors_safelisted_request_header(name, v))
            });
        }
        names
    }

    fn needs_preflight(
        &self,
        preflight: &ObservedPreflight<'_>,
        names: &[&str],
        later: &Later<'_, '_>,
    ) -> bool {
        if !method::is_cors_safelisted(preflight.method) || !names.is_empty() {
            return true;
        }
        if later.number > 0 {
            return (self.ways.preflights_stick && later.preflighted) || later.upload_flag();
        }
        // Nothing in it needs permission: the page listens to the upload's progress, or sends a
        // body that it is still making.
        preflight.headers.is_empty()
    }

    /// Whether this browser would have sent a preflight where the recording shows none.
    fn needs_preflight_unseen(&self, hop: &ObservedHop<'_>, later: &Later<'_, '_>) -> bool {
        if later.number > 0 {
            return self.ways.preflights_stick && later.preflighted;
        }
        !self.ways.client_hints_are_safe && hop.request.iter().any(|(name, _)| is_client_hint(name))
    }

    /// <https://fetch.spec.whatwg.org/#cors-preflight-fetch-0> step 7
    fn preflight(
        &self,
        preflight: &ObservedPreflight<'_>,
        names: &[&str],
        hop: usize,
        origin: &str,
        origin_unchecked: bool,
    ) -> Result<(), Ruling> {
        use RefusalKind as K;
        if !preflight.answered() {
            return Err(Ruling::Failed);
        }
        let include = self.hypothesis.include;
        let grants = Grants::of(&preflight.response);
        let refuse = |kind| self.refuse(kind, Phase::Preflight, hop);
        let redirect = || {
            if preflight.redirects {
                refuse(K::PreflightRedirect)
            } else {
                Ok(())
            }
        };
        let origin = || {
            if origin_unchecked {
                return Ok(());
            }
            let response = self.allow_origin_lines(&preflight.response);
            cors_check(origin, include, &response).or_else(|failure| refuse(failure.kind()))
        };
        let status = || {
            // Of one that Firefox lost the status of, the rest decides.
            if preflight.status == 0 || crate::http::status::is_ok(preflight.status) {
                Ok(())
            } else {
                refuse(K::PreflightStatusNotOk)
            }
        };
        let parsed = |list: &Extracted<'_>, kind| match list {
            Extracted::Failure { .. } => refuse(kind),
            Extracted::Absent | Extracted::List(_) => Ok(()),
        };
        let methods_parse = || parsed(&grants.methods, K::AllowMethodsInvalid);
        let headers_parse = || parsed(&grants.headers, K::AllowHeadersInvalid);
        // A version that knows no wildcards compares them as names, as all do with credentials.
        let literal = include || !self.ways.lists_take_wildcards;
        let allows_method = || {
            if matches!(grants.methods, Extracted::Failure { .. })
                || grants.allows_method(preflight.method, literal)
            {
                Ok(())
            } else {
                refuse(K::MethodNotAllowed)
            }
        };
        let allows_headers = || {
            if matches!(grants.headers, Extracted::Failure { .. }) {
                return Ok(());
            }
            if self.ways.authorization_must_be_named
                && names
                    .iter()
                    .any(|name| name.eq_ignore_ascii_case("authorization"))
                && !grants.names_authorization()
            {
                refuse(K::AuthorizationNotCovered)?;
            }
            if names.iter().all(|name| grants.allows_header(name, literal)) {
                Ok(())
            } else {
                refuse(K::HeaderNotAllowed)
            }
        };
        match self.ways.order {
            PreflightOrder::RedirectFirst => {
                redirect()?;
                origin()?;
                status()?;
                methods_parse()?;
                headers_parse()?;
                allows_method()?;
                allows_headers()
            }
            PreflightOrder::OriginFirst => {
                origin()?;
                redirect()?;
                status()?;
                methods_parse()?;
                allows_method()?;
                headers_parse()?;
                allows_headers()
            }
            PreflightOrder::StatusFirst => {
                redirect()?;
                status()?;
                origin()?;
                methods_parse()?;
                headers_parse()?;
                allows_method()?;
                allows_headers()
            }
        }
    }

    fn response(&self, hop: &ObservedHop<'_>, number: usize, origin: &str) -> Result<(), Ruling> {
        let phase = match hop.location {
            Location::None => Phase::Response,
            Location::Url(_) | Location::Invalid => Phase::Redirect,
        };
        let response = self.allow_origin_lines(&hop.response);
        cors_check(origin, self.hypothesis.include, &response)
            .or_else(|failure: cors_check::Failure<'_>| self.refuse(failure.kind(), phase, number))
    }

    fn allow_origin_lines<'h, 'a>(&self, response: &'h HeaderList<'a>) -> Cow<'h, HeaderList<'a>> {
        const NAME: &str = "Access-Control-Allow-Origin";
        if !self.ways.empty_allow_origin_lines_dropped
            || response.lines(NAME).count() < 2
            || response.lines(NAME).all(str::is_empty)
        {
            return Cow::Borrowed(response);
        }
        let kept = response
            .iter()
            .filter(|(name, value)| !(name.eq_ignore_ascii_case(NAME) && value.trim().is_empty()));
        Cow::Owned(HeaderList::new(kept.collect()))
    }

    /// Where this browser goes next, if the response redirects it. `is_last`: the recording shows
    /// nothing after it.
    fn redirect_target(
        &self,
        hop: &ObservedHop<'_>,
        number: usize,
        cors: bool,
        is_last: bool,
    ) -> Result<Option<String>, Ruling> {
        let target = match &hop.location {
            Location::None => return Ok(None),
            Location::Invalid => {
                self.refuse(RefusalKind::RedirectScheme, Phase::Redirect, number)?;
                return Ok(None);
            }
            Location::Url(target) => target,
        };
        if hop.response.first("Location") == Some("") {
            match self.ways.empty_location {
                EmptyLocation::NoRedirect => return Ok(None),
                EmptyLocation::Follow if !is_last => {}
                EmptyLocation::Follow => {
                    self.refuse(RefusalKind::TooManyRedirects, Phase::Redirect, number)?;
                }
            }
        }
        if let Err(kind) = redirect::may_follow(target, &self.hypothesis.origin, cors, number) {
            self.refuse(kind, Phase::Redirect, number)?;
        }
        if Origin::of_url(target)
            .is_some_and(|target| mixed_content::is_blocked(&self.hypothesis.origin, &target))
        {
            self.refuse(RefusalKind::MixedContent, Phase::Redirect, number)?;
        }
        Ok(Some(target.clone()))
    }

    fn no_cors(&self, observed: &Observed<'_>) -> Result<Ruling, Ruling> {
        let page = &self.hypothesis.origin;
        let mut cross = false;
        for (number, hop) in observed.hops.iter().enumerate() {
            cross |= !page.same_origin(&hop.url_origin);
            self.port(hop, number)?;
            if !hop.answered() {
                return Err(Ruling::Open(Needs::of(Unknown::Response)));
            }
            let phase = match hop.location {
                Location::None => Phase::Response,
                Location::Url(_) | Location::Invalid => Phase::Redirect,
            };
            if !cross {
                continue;
            }
            let (embedder, isolation) = (self.hypothesis.embedder, self.isolation());
            let isolated = [embedder, isolation]
                .iter()
                .any(|policy| *policy != EmbedderPolicy::UnsafeNone);
            if isolated && hop.response.is_empty() {
                // Chromium hides the headers of what a no-cors fetch() brought.
                return Err(Ruling::Open(Needs::of(Unknown::Response)));
            }
            let check = |policy: EmbedderPolicy| {
                // Under `credentialless` no-cors requests go without credentials.
                let credentials =
                    self.hypothesis.include && policy != EmbedderPolicy::Credentialless;
                corp_check(page, &hop.url_origin, &hop.response, policy, credentials)
            };
            if let Err(kind) = check(embedder) {
                self.refuse(kind, phase, number)?;
            } else if check(isolation).is_err() {
                self.refuse(RefusalKind::DipCorp, phase, number)?;
            }
        }
        if !cross {
            return Ok(Ruling::Passes(Outcome::SameOrigin));
        }
        if let Some((number, last)) = observed.hops.iter().enumerate().next_back() {
            self.opaque(last, number)?;
        }
        Ok(Ruling::Passes(Outcome::NotCors))
    }

    /// What this browser makes of the page's `Document-Isolation-Policy`.
    fn isolation(&self) -> EmbedderPolicy {
        if self.ways.knows_document_isolation {
            self.hypothesis.isolation
        } else {
            EmbedderPolicy::UnsafeNone
        }
    }

    fn opaque(&self, hop: &ObservedHop<'_>, number: usize) -> Result<(), Ruling> {
        let destination = self.hypothesis.destination;
        if matches!(
            destination,
            Destination::Other | Destination::Font | Destination::Frame
        ) {
            return Ok(());
        }
        let refuse = |kind| self.refuse(kind, Phase::Response, number);
        let response = hop.opaque_response();
        if hop.source == ResponseSource::ServiceWorker {
            // What a service worker made is not opaque; its type counts all the same.
            if opaque::mime_type_blocks(destination, &response) {
                refuse(RefusalKind::MimeTypeMismatch)?;
            }
            return Ok(());
        }
        let mut opaque = opaque::opaque_response_blocking(&response);
        let may_be_data = response.body == BodyKind::Json && response.is_javascript();
        if self.ways.sniffs_scripts_for_json && may_be_data {
            opaque = Opaque::DependsOnBody;
        }
        if opaque == Opaque::DependsOnBody {
            // Chromium says so, and Firefox exports the body of what it let through and an empty
            // one of what it kept back. Both look at the same things.
            opaque = match hop.body {
                RecordedBody::Withheld => Opaque::Blocked,
                RecordedBody::Delivered if !may_be_data => Opaque::Allowed,
                RecordedBody::Delivered | RecordedBody::Cut | RecordedBody::Unknown => opaque,
            };
        }
        let mime_first = match destination {
            Destination::Script => self.ways.script_type_before_opaque,
            Destination::Style => self.ways.script_type_before_opaque && response.nosniff,
            Destination::Media | Destination::Font | Destination::Frame | Destination::Other => {
                false
            }
        };
        if mime_first && opaque == Opaque::Blocked {
            refuse(RefusalKind::MimeTypeMismatch)?;
        }
        if self.ways.blocks_opaque_responses {
            match opaque {
                Opaque::Allowed => {}
                Opaque::Blocked => refuse(RefusalKind::OpaqueResponseBlocked)?,
                Opaque::DependsOnBody => return Err(Ruling::Open(Needs::of(Unknown::Body))),
            }
        } else if destination == Destination::Media && opaque == Opaque::Blocked {
            // No policy, but the same for the page: what is no picture and no sound fails.
            refuse(RefusalKind::MimeTypeMismatch)?;
        }
        if opaque::mime_type_blocks(destination, &response) {
            refuse(RefusalKind::MimeTypeMismatch)?;
        }
        Ok(())
    }
}

/// Whether a preflight was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    NotNeeded,
    Answered,
    /// This browser would have made one, and nobody knows what the server would have said.
    Unseen,
}

/// What came before a hop.
struct Later<'w, 'a> {
    number: usize,
    preflighted: bool,
    observed: &'w Observed<'a>,
}

impl Later<'_, '_> {
    /// Whether the page listens to the upload's progress, which makes every hop need a preflight.
    fn upload_flag(&self) -> bool {
        self.observed
            .hops
            .first()
            .and_then(|hop| hop.preflight.as_ref())
            .is_some_and(|preflight| {
                method::is_cors_safelisted(preflight.method) && preflight.headers.is_empty()
            })
    }
}

fn is_client_hint(name: &str) -> bool {
    CLIENT_HINTS
        .iter()
        .any(|hint| hint.eq_ignore_ascii_case(name))
}

/// Whether the server says that its response depends on who asks.
pub(super) fn varies(response: &HeaderList<'_>) -> bool {
    response
        .lines("Vary")
        .flat_map(|line| line.split(','))
        .any(|name| name.trim().eq_ignore_ascii_case("origin"))
}
