//! The same exchange, had the server answered otherwise: edited response headers, another status,
//! another credentials mode, another URL. Judged by the same rules, under the same hypotheses.
//!
//! It supposes nothing that is not asked for: a message without an edit stays as it was recorded.

use super::eliminate::{Survivors, agree, open_facts, recording_profile};
use super::judge::{Hypothesis, Ruling, judge};
use super::{Brief, Outcome, Verdict, Verdicts};
use crate::browsers::Profile;
use crate::exchange::observe::{
    Observed, ObservedHop, ObservedPreflight, RecordedBody, ResponseSource,
};
use crate::exchange::{CredentialsMode, Recorded};
use crate::fetch::Phase;
use crate::fetch::redirect::{self, Location};
use crate::http::{HeaderList, Origin, method, status};

/// A response of an exchange.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Message {
    /// The response to the preflight of the hop with this number.
    Preflight(usize),
    /// The response to the request of the hop with this number.
    Response(usize),
}

/// A response as it might have been.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Which one.
    pub message: Message,
    /// Its status; 0 where there is none.
    pub status: i32,
    /// All its headers, in order.
    pub headers: Vec<(String, String)>,
}

/// What is different. The default changes nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WhatIf {
    /// Responses that differ. One for a request that was never sent supposes that it is sent.
    pub answers: Vec<Answer>,
    /// Whether requests carry credentials; `None`: whatever the recording leaves possible.
    pub credentials: Option<CredentialsMode>,
    /// The page's origin, serialised.
    pub origin: Option<String>,
    /// The URL that the page asks instead, without a detour.
    pub url: Option<String>,
    /// Where the last redirect leads, to suppose that it is followed. Its responses are those of
    /// the next hop.
    pub follow: Option<String>,
    /// Whether the bodies are supposed to be what their types say, for checks that look at them.
    pub bodies_fit: bool,
    /// Names of request headers that the page does not send.
    pub without_request_headers: Vec<String>,
}

impl Answer {
    /// Sets a header: the first line of that name gets the value, further ones go.
    pub fn set(&mut self, name: &str, value: &str) {
        let mut kept = false;
        self.headers.retain_mut(|(own, old)| {
            if !own.eq_ignore_ascii_case(name) {
                return true;
            }
            value.clone_into(old);
            !std::mem::replace(&mut kept, true)
        });
        if !kept {
            self.headers.push((name.to_owned(), value.to_owned()));
        }
    }

    /// Takes all lines of that name out.
    pub fn remove(&mut self, name: &str) {
        self.headers
            .retain(|(own, _)| !own.eq_ignore_ascii_case(name));
    }
}

impl WhatIf {
    /// Every response as it was recorded, to begin an edit with.
    #[must_use]
    pub fn recorded(observed: &Observed<'_>) -> Self {
        let mut answers = Vec::new();
        let owned = |list: &HeaderList<'_>| {
            list.iter()
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect()
        };
        for (number, hop) in observed.hops.iter().enumerate() {
            if let Some(preflight) = &hop.preflight {
                answers.push(Answer {
                    message: Message::Preflight(number),
                    status: preflight.status,
                    headers: owned(&preflight.response),
                });
            }
            answers.push(Answer {
                message: Message::Response(number),
                status: hop.status,
                headers: owned(&hop.response),
            });
        }
        if let Some(preflight) = &observed.orphan {
            answers.push(Answer {
                message: Message::Preflight(observed.hops.len()),
                status: preflight.status,
                headers: owned(&preflight.response),
            });
        }
        Self {
            answers,
            ..Self::default()
        }
    }

    /// The response to this message, if it is edited.
    #[must_use]
    pub fn answer(&self, message: Message) -> Option<&Answer> {
        self.answers.iter().find(|a| a.message == message)
    }

    /// The verdicts that the exchange would get.
    #[must_use]
    pub fn verdicts(&self, brief: &Brief<'_>) -> Verdicts {
        let unchanged = *self == Self::default() || *self == Self::recorded(&brief.observed);
        let unheard = !heeds_answers(brief) && self.url.is_none();
        if unchanged || unheard {
            return brief.verdicts;
        }
        let observed = self.apply(&brief.observed);
        let hypotheses = self.hypotheses(&brief.survivors);
        let predict = |profile: Profile| {
            let rulings: Vec<Ruling> = hypotheses
                .iter()
                .map(|hypothesis| judge(profile, &observed, hypothesis, &[]))
                .collect();
            let verdict = agree(&rulings, open_facts(&brief.evidence));
            // Nobody answered, and nothing is supposed to have.
            let silent = observed.hops.last().is_some_and(|hop| !hop.answered());
            if brief.evidence.recorded == Recorded::Failed
                && silent
                && verdict.outcome == Outcome::Undetermined
            {
                return Verdict::plain(Outcome::Failed);
            }
            verdict
        };
        let recording = recording_profile(&brief.observed).unwrap_or(Profile::Standard);
        Verdicts::new(predict(recording), predict)
    }

    /// Whether every browser would let the page have the response.
    #[must_use]
    pub fn allows(&self, brief: &Brief<'_>) -> bool {
        self.verdicts(brief).of_browsers().all(|(_, verdict)| {
            matches!(
                verdict.outcome,
                Outcome::Allowed | Outcome::NotCors | Outcome::SameOrigin
            )
        })
    }

    fn hypotheses<'h>(&'h self, survivors: &'h Survivors<'_>) -> Vec<Hypothesis<'h>> {
        survivors
            .hypotheses
            .iter()
            .map(|hypothesis| {
                let mut hypothesis = hypothesis.clone();
                if let Some(mode) = self.credentials {
                    hypothesis.include = mode == CredentialsMode::Include;
                }
                if let Some(origin) = &self.origin {
                    hypothesis.origin = Origin::of_header(origin).unwrap_or(Origin::Opaque);
                }
                hypothesis
            })
            .collect()
    }

    /// The exchange as it would have been recorded.
    fn apply<'b>(&'b self, observed: &'b Observed<'b>) -> Observed<'b> {
        let mut hops: Vec<ObservedHop<'b>> = observed.hops.clone();
        let mut orphan = observed.orphan.clone();
        if let Some(url) = &self.url {
            // The first request, at another address.
            hops.truncate(1);
            if !hops.is_empty() {
                orphan = None;
            }
            if let Some(hop) = hops.first_mut() {
                hop.url = url;
                hop.url_origin = Origin::of_url(url).unwrap_or(Origin::Opaque);
                if let Some(preflight) = &mut hop.preflight {
                    preflight.url = url;
                }
            }
            if let Some(preflight) = &mut orphan {
                preflight.url = url;
            }
        }
        if let Some(preflight) = orphan.take_if(|_| {
            let next = Message::Response(hops.len());
            self.answer(next).is_some()
        }) {
            hops.push(request_of(preflight));
        }
        if let Some(url) = &self.follow
            && let Some(last) = hops.last()
        {
            let next = self.followed(last, url, hops.len());
            hops.push(next);
        }
        for (number, hop) in hops.iter_mut().enumerate() {
            self.drop_request_headers(hop);
            if let Some(preflight) = &mut hop.preflight
                && let Some(answer) = self.answer(Message::Preflight(number))
            {
                edit_preflight(preflight, answer);
            }
            if let Some(answer) = self.answer(Message::Response(number)) {
                hop.status = answer.status;
                hop.response = list_of(answer);
                hop.location = if status::is_redirect(answer.status) {
                    redirect::location(hop.url, &hop.response, None)
                } else {
                    Location::None
                };
                hop.body = if self.bodies_fit {
                    RecordedBody::Delivered
                } else {
                    RecordedBody::Unknown
                };
            }
        }
        if let Some(preflight) = &mut orphan
            && let Some(answer) = self.answer(Message::Preflight(hops.len()))
        {
            edit_preflight(preflight, answer);
        }
        // What followed a redirect that is none any more did not happen.
        if let Some(end) = hops
            .iter()
            .position(|hop| hop.answered() && !matches!(hop.location, Location::Url(_)))
            && (end + 1 < hops.len() || orphan.is_some())
        {
            hops.truncate(end + 1);
            orphan = None;
        }
        Observed {
            hops,
            orphan,
            browser: observed.browser,
        }
    }

    /// The hop behind a redirect that is supposed to be followed: as the one before it, with the
    /// method that the redirect leaves.
    fn followed<'b>(&self, last: &ObservedHop<'b>, url: &'b str, number: usize) -> ObservedHop<'b> {
        let code = u16::try_from(last.status).unwrap_or(0);
        let mut next = last.clone();
        next.url = url;
        next.url_origin = Origin::of_url(url).unwrap_or(Origin::Opaque);
        next.method = method::after_redirect(code, last.method);
        next.status = 0;
        next.response = HeaderList::default();
        next.location = Location::None;
        next.request = HeaderList::new(
            last.request
                .iter()
                .filter(|(name, _)| !name.eq_ignore_ascii_case("Origin"))
                .collect(),
        );
        next.preflight = next
            .preflight
            .filter(|_| self.answer(Message::Preflight(number)).is_some());
        if let Some(preflight) = &mut next.preflight {
            preflight.url = url;
            preflight.method = next.method;
            preflight.request = HeaderList::default();
            preflight.cached = false;
        }
        next
    }

    fn drop_request_headers(&self, hop: &mut ObservedHop<'_>) {
        if self.without_request_headers.is_empty() {
            return;
        }
        let dropped = |name: &str| {
            self.without_request_headers
                .iter()
                .any(|gone| gone.eq_ignore_ascii_case(name))
        };
        hop.request = HeaderList::new(
            hop.request
                .iter()
                .filter(|(name, _)| !dropped(name))
                .collect(),
        );
        if let Some(preflight) = &mut hop.preflight {
            let before = preflight.headers.len();
            preflight.headers.retain(|name| !dropped(name));
            let nothing_left = preflight.headers.is_empty() && before > 0;
            if nothing_left && method::is_cors_safelisted(preflight.method) {
                hop.preflight = None;
            }
        }
    }
}

/// Whether another response of the server could change anything: not where the request was stopped
/// by something that does not look at responses, or for a reason nobody knows.
fn heeds_answers(brief: &Brief<'_>) -> bool {
    let own = brief.verdicts.recorded_by;
    if own.outcome == Outcome::Blocked && brief.survivors.contradicted {
        return false;
    }
    !own.because.is_some_and(|refusal| {
        !refusal.kind.row().heeds_headers && refusal.phase != Phase::Redirect
    })
}

fn list_of(answer: &Answer) -> HeaderList<'_> {
    HeaderList::new(
        answer
            .headers
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect(),
    )
}

fn edit_preflight<'b>(preflight: &mut ObservedPreflight<'b>, answer: &'b Answer) {
    preflight.status = answer.status;
    preflight.response = list_of(answer);
    preflight.redirects = status::is_redirect(answer.status)
        && preflight
            .response
            .first("Location")
            .is_some_and(|value| !value.is_empty());
}

/// The request that a preflight without one was sent for.
fn request_of(preflight: ObservedPreflight<'_>) -> ObservedHop<'_> {
    ObservedHop {
        id: preflight.id,
        entry: preflight.entry,
        url: preflight.url,
        url_origin: Origin::of_url(preflight.url).unwrap_or(Origin::Opaque),
        method: preflight.method,
        request: HeaderList::default(),
        response: HeaderList::default(),
        status: 0,
        location: Location::None,
        body: RecordedBody::Unknown,
        preflight: Some(preflight),
        streams_upload: false,
        source: ResponseSource::Network,
        stored: None,
        rival: None,
    }
}
