//! Requests without CORS: resource policies, isolation, and the kind of the response.

use super::{Ruling, Walk};
use crate::capture::BodyKind;
use crate::exchange::observe::{Observed, ObservedHop, RecordedBody, ResponseSource};
use crate::fetch::corp::{EmbedderPolicy, corp_check};
use crate::fetch::opaque::{self, Destination, Opaque};
use crate::fetch::redirect::Location;
use crate::fetch::{Phase, RefusalKind};
use crate::verdict::{Needs, Outcome, Unknown};

impl Walk<'_> {
    pub(super) fn no_cors(&self, observed: &Observed<'_>) -> Result<Ruling, Ruling> {
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
            // No policy, but the same for the page: what is not a picture or a sound fails.
            refuse(RefusalKind::MimeTypeMismatch)?;
        }
        if opaque::mime_type_blocks(destination, &response) {
            refuse(RefusalKind::MimeTypeMismatch)?;
        }
        Ok(())
    }
}
