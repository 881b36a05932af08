//! A plan as a change to an exchange.

use super::{Candidate, LOCAL, Plan};
use crate::causes::siblings::host_of;
use crate::exchange::CredentialsMode;
use crate::exchange::observe::Observed;
use crate::fetch::redirect::{self, Location};
use crate::fixes::Policy;
use crate::http::{Origin, status};
use crate::verdict::Brief;
use crate::verdict::what_if::{Answer, Message, WhatIf};

impl Candidate<'_> {
    /// The change to one exchange; `None` where it does not apply to it.
    pub(super) fn change(&self, brief: &Brief<'_>, host: &str) -> Option<WhatIf> {
        let observed = &brief.observed;
        let page = brief.evidence.origin.value.as_ref()?;
        let mut change = WhatIf::recorded(observed);
        if self.without_credentials {
            if brief.survivors.credentials() == Some(CredentialsMode::Include) {
                return None;
            }
            change.credentials = Some(CredentialsMode::Omit);
        }
        match self.plan {
            Plan::Advice(_) => return None,
            Plan::Server | Plan::ServerForAll => {
                obey(&mut change, observed, host, page, self.policy.as_ref()?);
            }
            Plan::Unauthorized => {
                obey(&mut change, observed, host, page, self.policy.as_ref()?);
                let mut redirects = false;
                for answer in &mut change.answers {
                    let Message::Response(number) = answer.message else {
                        continue;
                    };
                    let here = observed
                        .hops
                        .get(number)
                        .is_some_and(|hop| host_of(hop.url) == host);
                    if here && status::is_redirect(answer.status) {
                        answer.status = 401;
                        answer.remove("Location");
                        redirects = true;
                    }
                }
                redirects.then_some(())?;
                change.follow = None;
            }
            Plan::Direct(url) | Plan::Secure(url) => {
                let policy = self.policy.as_ref()?;
                change.answers = vec![
                    answer(Message::Preflight(0), 204, policy, page.serialize()),
                    answer(Message::Response(0), 200, policy, page.serialize()),
                ];
                change.url = Some(url.clone());
            }
            Plan::DropHeaders { names, .. } => {
                (!names.is_empty()).then_some(())?;
                change.without_request_headers.clone_from(names);
                answered(&mut change, observed, page);
            }
            Plan::MethodInCapitals { method } => {
                // The server's list has it; nothing else may stand in the way.
                let preflight = observed
                    .hops
                    .first()
                    .and_then(|hop| hop.preflight.as_ref())
                    .or(observed.orphan.as_ref())?;
                let listed = preflight.response.get("Access-Control-Allow-Methods")?;
                let own = preflight.method;
                let renamed = listed
                    .split(',')
                    .map(|item| {
                        if item.trim() == method {
                            own
                        } else {
                            item.trim()
                        }
                    })
                    .collect::<Vec<_>>()
                    .join(", ");
                change
                    .answers
                    .iter_mut()
                    .filter(|answer| matches!(answer.message, Message::Preflight(_)))
                    .for_each(|answer| answer.set("Access-Control-Allow-Methods", &renamed));
                answered(&mut change, observed, page);
            }
            Plan::OmitCredentials => {
                change.credentials = Some(CredentialsMode::Omit);
                answered(&mut change, observed, page);
            }
            Plan::Header { name, value, .. } => {
                change.bodies_fit = true;
                for answer in &mut change.answers {
                    answer.set(name, value);
                }
            }
            Plan::ServePage => {
                change.origin = Some(LOCAL.to_owned());
                for answer in &mut change.answers {
                    let number = match answer.message {
                        Message::Preflight(number) | Message::Response(number) => number,
                    };
                    if number == 0 {
                        answer.set("Access-Control-Allow-Origin", LOCAL);
                        answer.set("Access-Control-Allow-Credentials", "true");
                    }
                }
                let origin = Origin::of_header(LOCAL)?;
                answered(&mut change, observed, &origin);
            }
        }
        // A change that changes nothing allows nothing.
        (change != WhatIf::recorded(observed)).then_some(change)
    }
}

fn answer(message: Message, status: i32, policy: &Policy, origin: &str) -> Answer {
    let is_preflight = matches!(message, Message::Preflight(_));
    Answer {
        message,
        status,
        headers: policy
            .response_headers(Some(origin), is_preflight)
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value))
            .collect(),
    }
}

/// Lets every response of the host follow the policy; requests that were never sent are answered.
fn obey(
    change: &mut WhatIf,
    observed: &Observed<'_>,
    host: &str,
    page: &Origin<'_>,
    policy: &Policy,
) {
    let here = |number: usize| match observed.hops.get(number) {
        Some(hop) => host_of(hop.url) == host,
        None => observed
            .orphan
            .as_ref()
            .is_some_and(|preflight| host_of(preflight.url) == host),
    };
    let asked = |number: usize, is_preflight: bool| {
        let hop = observed.hops.get(number);
        let preflight = match hop {
            Some(hop) => hop.preflight.as_ref(),
            None => observed.orphan.as_ref(),
        };
        let own = hop.map(|hop| &hop.request).filter(|_| !is_preflight);
        own.or(preflight.map(|preflight| &preflight.request))
            .and_then(|request| request.first("Origin"))
            .unwrap_or(page.serialize())
            .to_owned()
    };
    for given in &mut change.answers {
        let (number, is_preflight) = match given.message {
            Message::Preflight(number) => (number, true),
            Message::Response(number) => (number, false),
        };
        if !here(number) {
            continue;
        }
        given
            .headers
            .retain(|(name, _)| !name.to_ascii_lowercase().starts_with("access-control-"));
        for (name, value) in
            policy.response_headers(Some(&asked(number, is_preflight)), is_preflight)
        {
            given.headers.push((name.to_owned(), value));
        }
        if is_preflight && !status::is_ok(given.status) {
            given.status = 204;
            given.remove("Location");
        } else if given.status == 0 {
            given.status = 200;
        }
    }
    let count = observed.hops.len();
    if observed.orphan.is_some() && here(count) {
        change.answers.push(answer(
            Message::Response(count),
            200,
            policy,
            &asked(count, false),
        ));
    }
    follow(change, observed, host, page, policy);
}

/// A redirect that the browser stopped at is followed, and the same host answers alike.
fn follow(
    change: &mut WhatIf,
    observed: &Observed<'_>,
    host: &str,
    page: &Origin<'_>,
    policy: &Policy,
) {
    let (Some(last), None) = (observed.hops.last(), &observed.orphan) else {
        return;
    };
    let Location::Url(target) = &last.location else {
        return;
    };
    if host_of(last.url) != host {
        return;
    }
    let Some(next) = Origin::of_url(target) else {
        return;
    };
    let left = observed
        .hops
        .windows(2)
        .any(|pair| redirect::taints(page, &pair[0].url_origin, &pair[1].url_origin));
    let tainted = left || redirect::taints(page, &last.url_origin, &next);
    let origin = if tainted { "null" } else { page.serialize() };
    let number = observed.hops.len();
    if last.preflight.is_some() {
        change
            .answers
            .push(answer(Message::Preflight(number), 204, policy, origin));
    }
    change
        .answers
        .push(answer(Message::Response(number), 200, policy, origin));
    change.follow = Some(target.clone());
}

/// Supposes that requests that were never sent are sent, and answered as their preflights were,
/// for a change of the page alone.
fn answered(change: &mut WhatIf, observed: &Observed<'_>, page: &Origin<'_>) {
    let granted = |preflight: Option<&Answer>| -> Vec<(String, String)> {
        match preflight {
            Some(preflight) => preflight
                .headers
                .iter()
                .filter(|(name, _)| {
                    name.eq_ignore_ascii_case("Access-Control-Allow-Origin")
                        || name.eq_ignore_ascii_case("Access-Control-Allow-Credentials")
                })
                .cloned()
                .collect(),
            None => vec![(
                "Access-Control-Allow-Origin".to_owned(),
                page.serialize().to_owned(),
            )],
        }
    };
    for number in 0..observed.hops.len() + usize::from(observed.orphan.is_some()) {
        let headers = granted(change.answer(Message::Preflight(number)));
        match change
            .answers
            .iter_mut()
            .find(|answer| answer.message == Message::Response(number))
        {
            Some(answer) if answer.status == 0 => {
                answer.status = 200;
                answer.headers = headers;
            }
            Some(_) => {}
            None => change.answers.push(Answer {
                message: Message::Response(number),
                status: 200,
                headers,
            }),
        }
    }
}
