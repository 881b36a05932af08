//! Walks one exchange as one browser would, under one hypothesis about what the capture leaves
//! open.
//!
//! <https://fetch.spec.whatwg.org/#concept-main-fetch>, once for each hop.

mod no_cors;
mod preflight;

use std::borrow::Cow;

use self::preflight::{Asked, Later};
use super::{Needs, Outcome, Unknown};
use crate::browsers::Profile;
use crate::browsers::profile::{EmptyLocation, Ways};
use crate::exchange::RequestMode;
use crate::exchange::observe::{Observed, ObservedHop, RecordedBody, ResponseSource};
use crate::fetch::corp::EmbedderPolicy;
use crate::fetch::cors_check::{self, cors_check};
use crate::fetch::opaque::Destination;
use crate::fetch::redirect::{self, Location};
use crate::fetch::{Phase, Refusal, RefusalKind, event_source, frames, mixed_content, ports};
use crate::http::{HeaderList, Origin};

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
    /// It lets the page read the response, or there is nothing to check.
    Passes(Outcome),
    /// It refuses.
    Blocked(Refusal),
    /// There is no response.
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
}

/// Whether the server says that its response depends on who asks.
pub(super) fn varies(response: &HeaderList<'_>) -> bool {
    response
        .lines("Vary")
        .flat_map(|line| line.split(','))
        .any(|name| name.trim().eq_ignore_ascii_case("origin"))
}
