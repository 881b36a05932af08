//! What mends a cause, tried before it is shown: the exchanges are judged again as if the change
//! had been made, and what would not let them through is left out.

use std::fmt::Write;

use url::Url;

use super::Fix;
use super::case::Diagnosis;
use super::policy::Collected;
use super::siblings::{Siblings, host_of};
use crate::exchange::CredentialsMode;
use crate::exchange::evidence::Context;
use crate::exchange::observe::Observed;
use crate::fetch::redirect::{self, Location};
use crate::fixes::{Policy, Situation, Stack, Trouble};
use crate::har::Capture;
use crate::http::{Origin, status};
use crate::verdict::Assessment;
use crate::verdict::eliminate::survivors;
use crate::verdict::what_if::{Answer, Given, Message, WhatIf};

/// How many recognised stacks are offered at once; the others are one key away.
const OFFERED: usize = 2;
/// Where a page from disk would be served from, in the example.
const LOCAL: &str = "http://localhost:8000";

/// A change that might mend a cause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Plan {
    /// The host sends what the policy of its requests says.
    Server,
    /// The same, open to every page; the only way where the browser asks with `Origin: null`.
    ServerForAll,
    /// The host answers 401 where it redirects to a login page.
    Unauthorized,
    /// The page asks this URL instead.
    Direct(String),
    /// The same URL over https.
    Secure(String),
    /// The page does not send these request headers.
    DropHeaders {
        names: Vec<String>,
        hint: &'static str,
    },
    /// The page sends the method in capitals.
    MethodInCapitals { method: String },
    /// The page sends no credentials.
    OmitCredentials,
    /// The answer gets this header.
    Header {
        title: &'static str,
        name: &'static str,
        value: String,
    },
    /// The page is served over http instead of opened from disk.
    ServePage,
}

/// What mends a cause.
#[derive(Debug, Default)]
pub(super) struct Mended {
    pub fixes: Vec<Fix>,
    pub policy: Option<Policy>,
    pub trouble: Option<Trouble>,
}

/// What is needed to try changes.
pub(super) struct Remedies<'r> {
    captures: &'r [Capture],
    contexts: &'r [Context],
    siblings: &'r Siblings<'r>,
}

impl Mended {
    /// Adds a fix, unless a surer one of the same sort is there.
    fn add(&mut self, fix: Fix) {
        if !self.fixes.iter().any(|other| other.title == fix.title) {
            self.fixes.push(fix);
        }
    }
}

/// A plan with what is needed to try it.
struct Candidate<'p> {
    plan: &'p Plan,
    policy: Option<Policy>,
    /// Supposes that the request carries no credentials, where the capture does not show it.
    without_credentials: bool,
    /// How many exchanges it lets through.
    mends: usize,
}

impl<'r> Remedies<'r> {
    pub(super) fn new(
        captures: &'r [Capture],
        contexts: &'r [Context],
        siblings: &'r Siblings<'r>,
    ) -> Self {
        Self {
            captures,
            contexts,
            siblings,
        }
    }

    /// The fixes of a cause that let its exchanges through.
    pub(super) fn of(
        &self,
        diagnosis: &Diagnosis,
        exchanges: &[u32],
        assessments: &[Assessment],
    ) -> Mended {
        let mut candidates: Vec<Candidate<'_>> = diagnosis
            .plans
            .iter()
            .flat_map(|plan| self.candidates(plan, diagnosis))
            .collect();
        let mut carries_credentials = false;
        for exchange in exchanges {
            if candidates.is_empty() {
                break;
            }
            let assessment = &assessments[*exchange as usize];
            let capture = &self.captures[assessment.capture as usize];
            let Some(context) = self.contexts.get(assessment.capture as usize) else {
                continue;
            };
            let observed = Observed::new(capture, &assessment.exchange);
            let evidence = context.evidence(capture, &observed);
            let survivors = survivors(capture, &observed, &evidence);
            carries_credentials |= survivors.credentials() == Some(CredentialsMode::Include);
            let given = Given {
                capture,
                observed: &observed,
                evidence: &evidence,
                survivors: &survivors,
                verdicts: &assessment.verdicts,
            };
            for candidate in &mut candidates {
                let change = candidate.change(&given, &diagnosis.origin_of_host);
                let mends = change.is_some_and(|change| change.mends(&given));
                candidate.mends += usize::from(mends);
            }
        }
        let mut mended = Mended {
            trouble: diagnosis.trouble,
            ..Mended::default()
        };
        let wanted = self.siblings.wanted.get(diagnosis.origin_of_host.as_str());
        let known = carries_credentials || wanted.is_some_and(|wanted| wanted.credentials);
        // Where nothing lets all of them through, some have another fault beside this one: then
        // what mends most.
        let most = candidates.iter().map(|candidate| candidate.mends).max();
        let best = candidates
            .iter()
            .filter(|candidate| candidate.mends > 0 && Some(candidate.mends) == most);
        for candidate in best {
            candidate.write(diagnosis, known, &mut mended);
        }
        for fix in &mut mended.fixes {
            fix.mends = most.unwrap_or(0);
        }
        mended
    }

    fn candidates<'p>(&self, plan: &'p Plan, diagnosis: &Diagnosis) -> Vec<Candidate<'p>> {
        let own = self.siblings.wanted.get(diagnosis.origin_of_host.as_str());
        let candidate = |policy: Option<Policy>| Candidate {
            plan,
            policy,
            without_credentials: false,
            mends: 0,
        };
        match plan {
            Plan::Server => [false, true]
                .into_iter()
                .filter_map(|credentials| own?.policy(credentials, false).ok())
                .map(|policy| candidate(Some(policy)))
                .collect(),
            Plan::ServerForAll => own
                .and_then(|own| own.policy(false, true).ok())
                .map(|policy| candidate(Some(policy)))
                .into_iter()
                .collect(),
            Plan::Unauthorized => [false, true]
                .into_iter()
                .filter_map(|credentials| own?.policy(credentials, false).ok())
                .map(|policy| candidate(Some(policy)))
                .collect(),
            Plan::Direct(url) | Plan::Secure(url) => {
                let there = self.siblings.wanted.get(host_of(url));
                let wanted = match (own, there) {
                    (Some(own), Some(there)) => Some(Collected::both(own, there)),
                    (own, there) => own.or(there).cloned(),
                };
                [false, true]
                    .into_iter()
                    .filter_map(|credentials| wanted.as_ref()?.policy(credentials, false).ok())
                    .map(|policy| candidate(Some(policy)))
                    .collect()
            }
            Plan::DropHeaders { .. } | Plan::MethodInCapitals { .. } => vec![
                candidate(None),
                Candidate {
                    without_credentials: true,
                    ..candidate(None)
                },
            ],
            Plan::OmitCredentials | Plan::Header { .. } | Plan::ServePage => {
                vec![candidate(None)]
            }
        }
    }
}

impl Candidate<'_> {
    fn say_if_unsure(&self, text: &mut String) {
        if self.without_credentials {
            text.push_str("\n# if the request carries no cookies; the capture does not show it\n");
        }
    }

    /// The change to one exchange; `None` where it does not apply to it.
    fn change(&self, given: &Given<'_>, host: &str) -> Option<WhatIf> {
        let observed = given.observed;
        let page = given.evidence.origin.value.as_ref()?;
        let mut change = WhatIf::recorded(observed);
        if self.without_credentials {
            if given.survivors.credentials() == Some(CredentialsMode::Include) {
                return None;
            }
            change.credentials = Some(CredentialsMode::Omit);
        }
        match self.plan {
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
        Some(change)
    }

    fn write(&self, diagnosis: &Diagnosis, credentials_known: bool, mended: &mut Mended) {
        match (self.plan, &self.policy) {
            (Plan::Server | Plan::ServerForAll, Some(policy)) => {
                // With credentials only where it does not do without.
                if mended.policy.is_some() {
                    return;
                }
                let situation = Situation {
                    host: Some(&diagnosis.host),
                    trouble: diagnosis.trouble,
                };
                let unsure = policy.credentials() && !credentials_known;
                let ids = diagnosis
                    .stacks
                    .iter()
                    .copied()
                    .filter(|id| *id != "headers")
                    .take(OFFERED)
                    .chain(["headers"]);
                for stack in ids.filter_map(Stack::named) {
                    let mut fix = in_stack(stack, policy, &situation);
                    if unsure {
                        fix.text.push_str(&note(stack, UNSURE));
                    }
                    mended.fixes.push(fix);
                }
                mended.policy = Some(policy.clone());
            }
            (Plan::Unauthorized, Some(policy)) => {
                let mut text = "HTTP/1.1 401 Unauthorized\n".to_owned();
                let origin = policy.listed_origins().first().map(String::as_str);
                lines(&mut text, &policy.response_headers(origin, false));
                text.push_str(
                    "# for requests of scripts: Sec-Fetch-Mode is not navigate, or Accept asks \
                     for JSON\n# the page then sees the 401 and can send the person to the login \
                     itself\n",
                );
                mended.add(Fix {
                    stack: "headers".to_owned(),
                    title: UNAUTHORIZED.to_owned(),
                    text,
                    mends: 0,
                });
            }
            (Plan::Direct(url) | Plan::Secure(url), Some(policy)) => {
                let Some(url) = shown(url) else { return };
                let title = match self.plan {
                    Plan::Secure(_) => SECURE,
                    _ => DIRECT,
                };
                let mut text = format!("fetch(\"{url}\")\n\n# which has to answer with\n");
                let origin = policy.listed_origins().first().map(String::as_str);
                lines(&mut text, &policy.response_headers(origin, false));
                mended.add(client(title, text));
            }
            (Plan::DropHeaders { names, hint }, _) => {
                let names: Vec<&str> = names
                    .iter()
                    .map(String::as_str)
                    .filter(|name| crate::http::header::is_token(name))
                    .collect();
                let mut text = format!("# request headers to leave out\n{}\n", names.join("\n"));
                if !hint.is_empty() {
                    let _ = write!(text, "\n# {hint}\n");
                }
                self.say_if_unsure(&mut text);
                mended.add(client(
                    "Let the page not send it, where the server does not need it",
                    text,
                ));
            }
            (Plan::MethodInCapitals { method }, _) => {
                let mut text = format!(
                    "fetch(url, {{ method: \"{method}\" }})\n\n# fetch() puts only DELETE, GET, \
                     HEAD, OPTIONS, POST and PUT into capitals by itself\n"
                );
                self.say_if_unsure(&mut text);
                mended.add(client("Write the method in capitals in the page", text));
            }
            (Plan::OmitCredentials, _) => {
                let text = "fetch(url, { credentials: \"omit\" })   // XMLHttpRequest: \
                            withCredentials = false\n"
                    .to_owned();
                mended.fixes.push(client(
                    "Send no cookies, where the server does not need them",
                    text,
                ));
            }
            (Plan::Header { title, name, value }, _) => mended.fixes.push(Fix {
                stack: "headers".to_owned(),
                title: (*title).to_owned(),
                text: format!("{name}: {value}\n"),
                mends: 0,
            }),
            (Plan::ServePage, _) => {
                let text = format!(
                    "python3 -m http.server 8000     # in the page's folder; or: npx serve -l 8000\n\
                     # open {LOCAL}/ and let the server allow that origin:\n\
                     Access-Control-Allow-Origin: {LOCAL}\nVary: Origin\n"
                );
                mended.fixes.push(client(
                    "Serve the page over http, also on your own machine",
                    text,
                ));
            }
            (
                Plan::Server
                | Plan::ServerForAll
                | Plan::Unauthorized
                | Plan::Direct(_)
                | Plan::Secure(_),
                None,
            ) => {}
        }
    }
}

const UNAUTHORIZED: &str = "Answer requests of scripts with 401 instead of the redirect";
const SECURE: &str = "Ask the https address in the page";
const DIRECT: &str = "Ask the final address in the page";
const UNSURE: &str = "The capture does not show whether the request carries cookies. If it does \
                      not, leave Access-Control-Allow-Credentials out.";

/// A policy in a stack's terms.
pub(super) fn in_stack(stack: &Stack, policy: &Policy, situation: &Situation<'_>) -> Fix {
    let remedy = stack.remedy(policy, situation);
    Fix {
        stack: stack.id.to_owned(),
        title: title(stack, situation.trouble, &remedy.title),
        text: remedy.text(),
        mends: 0,
    }
}

fn title(stack: &Stack, trouble: Option<Trouble>, plain: &str) -> String {
    let name = stack.name;
    if stack.id == "headers" {
        return "Send these headers, whatever the server".to_owned();
    }
    match trouble {
        Some(Trouble::PreflightUnauthorized) => {
            format!("Answer OPTIONS before the login, in {name}")
        }
        Some(Trouble::PreflightNotRouted | Trouble::PreflightRedirected) => {
            format!("Answer OPTIONS in {name}")
        }
        Some(Trouble::ErrorsWithoutHeaders) => {
            format!("Let errors carry the headers too, in {name}")
        }
        Some(Trouble::SetTwice) => format!("Set them once, in {name}"),
        Some(Trouble::Cached) => format!("Tell caches apart who asks, in {name}"),
        None => plain.to_owned(),
    }
}

fn note(stack: &Stack, text: &str) -> String {
    format!("{} - {text}\n", stack.comment())
}

fn client(title: &str, text: String) -> Fix {
    Fix {
        stack: "client".to_owned(),
        title: title.to_owned(),
        text,
        mends: 0,
    }
}

fn lines(text: &mut String, headers: &[(&'static str, String)]) {
    for (name, value) in headers {
        let _ = writeln!(text, "{name}: {value}");
    }
}

/// A URL to paste: normal form, without query, which may hold secrets.
fn shown(url: &str) -> Option<String> {
    let mut url = Url::parse(url).ok()?;
    let _ = url.set_username("");
    let _ = url.set_password(None);
    let had_query = url.query().is_some();
    url.set_query(None);
    url.set_fragment(None);
    let mut text = String::from(url);
    if had_query {
        text.push_str("?…");
    }
    Some(text)
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

/// Lets every answer of the host follow the policy; requests that were never sent are answered.
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
