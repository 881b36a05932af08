//! What fixes a cause, tried before it is shown: the exchanges are judged again as if the change
//! had been made, and what would not let them through is left out.

mod change;
mod trial;
mod words;

use super::case::Diagnosis;
use super::senders::Senders;
use super::siblings::{Siblings, host_of};
use super::{Actor, CHUNK, Fix, Group, Proof};
use crate::capture::Capture;
use crate::exchange::CredentialsMode;
use crate::fixes::{Policy, Trouble};
use crate::spread;
use crate::verdict::{Assessment, Brief, Briefs};

pub(crate) use trial::Trial;
use words::{ANEW, WHATEVER};
pub(super) use words::{advised, in_stack, shown};

/// Where a page from disk would be served from, in the example.
const LOCAL: &str = "http://localhost:8000";

/// A change that might fix a cause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Plan {
    /// The host sends what the policy of its requests says.
    Server,
    /// The same, open to every page; the only way where the browser asks with `Origin: null`.
    ServerForAll,
    /// The host responds with 401 where it redirects to a login page.
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
    /// The page sends the method in upper case.
    MethodInCapitals { method: String },
    /// The page sends no credentials.
    OmitCredentials,
    /// The response gets this header.
    Header {
        title: &'static str,
        name: &'static str,
        value: String,
    },
    /// The page is served over http instead of opened from disk.
    ServePage,
    /// What no capture can prove, in words.
    Advice(Fix),
}

/// What fixes a cause.
#[derive(Debug, Default)]
pub(super) struct Mended {
    pub fixes: Vec<Fix>,
    pub policy: Option<Policy>,
    pub trouble: Option<Trouble>,
    pub behind: bool,
    pub cookies_unknown: bool,
    pub notes: Vec<String>,
    /// The folder that all requests are in.
    folder: Option<String>,
    /// What has to hold for the fixes of the server.
    rests_on: Option<String>,
}

/// What is needed to try changes.
pub(super) struct Remedies<'r> {
    captures: &'r [Capture],
    briefs: &'r Briefs<'r>,
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
    allows: usize,
}

/// What came of trying the candidates on some exchanges.
struct Tried {
    /// How many exchanges each lets through.
    allows: Vec<usize>,
    /// Whether one of the exchanges carries credentials for certain.
    carries_credentials: bool,
}

impl Tried {
    fn new(candidates: usize) -> Self {
        Self {
            allows: vec![0; candidates],
            carries_credentials: false,
        }
    }

    /// What came of trying them on others too.
    fn and(mut self, others: Self) -> Self {
        for (allows, more) in self.allows.iter_mut().zip(others.allows) {
            *allows += more;
        }
        self.carries_credentials |= others.carries_credentials;
        self
    }
}

impl<'r> Remedies<'r> {
    pub(super) fn new(
        captures: &'r [Capture],
        briefs: &'r Briefs<'r>,
        siblings: &'r Siblings<'r>,
    ) -> Self {
        Self {
            captures,
            briefs,
            siblings,
        }
    }

    /// The fixes of a cause that let its exchanges through.
    pub(super) fn of(&self, group: &Group, assessments: &[Assessment]) -> Mended {
        let Group {
            diagnosis,
            exchanges,
            ..
        } = group;
        let mut candidates: Vec<Candidate<'_>> = diagnosis
            .plans
            .iter()
            .flat_map(|plan| self.candidates(plan, diagnosis))
            .collect();
        let mut carries_credentials = false;
        if !candidates.is_empty() {
            let all = |exchanges: &[u32]| {
                let mut tried = Tried::new(candidates.len());
                for exchange in exchanges {
                    let number = *exchange as usize;
                    self.briefs.look(number, &assessments[number], |brief| {
                        try_all(&candidates, diagnosis, brief, &mut tried);
                    });
                }
                tried
            };
            let tried = spread::joined(exchanges, CHUNK, all, Tried::and);
            carries_credentials = tried.carries_credentials;
            for (candidate, allows) in candidates.iter_mut().zip(tried.allows) {
                candidate.allows = allows;
            }
        }
        let capture = &self.captures[group.capture as usize];
        let answers = self
            .siblings
            .at_host(group.capture, &diagnosis.origin_of_host);
        let senders = Senders::of(capture, diagnosis.message, answers, diagnosis.stack);
        let mut mended = Mended {
            trouble: diagnosis.trouble,
            behind: diagnosis.behind(&senders),
            folder: group.paths.folder().map(str::to_owned),
            ..Mended::default()
        };
        let wanted = self.siblings.wanted.get(diagnosis.origin_of_host.as_str());
        let known = carries_credentials || wanted.is_some_and(|wanted| wanted.credentials);
        // Where nothing lets all of them through, some have another fault beside this one: then
        // what helps most.
        let most = candidates.iter().map(|candidate| candidate.allows).max();
        let best = candidates.iter().filter(|candidate| {
            matches!(candidate.plan, Plan::Advice(_))
                || (candidate.allows > 0 && Some(candidate.allows) == most)
        });
        for candidate in best {
            let before = mended.fixes.len();
            candidate.write((diagnosis, &senders), known, wanted, &mut mended);
            for fix in &mut mended.fixes[before..] {
                fix.trial = Trial::of(candidate, &diagnosis.origin_of_host);
            }
        }
        for fix in &mut mended.fixes {
            if fix.proof != Proof::Advice {
                fix.allows = most.unwrap_or(0);
            }
        }
        // A configuration in another's place comes after what is smaller.
        let anew = |fix: &Fix| fix.title.ends_with(ANEW);
        mended.fixes.sort_by_key(anew);
        // The same in plain headers comes after every other change.
        let plain = |fix: &Fix| fix.stack == "headers" && fix.title.ends_with(WHATEVER);
        let in_a_stack = mended.fixes.iter().any(|fix| {
            fix.actor == Actor::Server && fix.proof != Proof::Advice && fix.stack != "headers"
        });
        if in_a_stack {
            mended.fixes.sort_by_key(plain);
        }
        // A server that is somebody else's comes last.
        if diagnosis.vendor.is_some() {
            mended
                .fixes
                .sort_by_key(|fix| fix.actor == Actor::Server && fix.proof != Proof::Advice);
        }
        mended
    }

    fn candidates<'p>(&self, plan: &'p Plan, diagnosis: &Diagnosis) -> Vec<Candidate<'p>> {
        let own = self.siblings.wanted.get(diagnosis.origin_of_host.as_str());
        let candidate = |policy: Option<Policy>| Candidate {
            plan,
            policy,
            without_credentials: false,
            allows: 0,
        };
        match plan {
            Plan::Server => {
                // With credentials only where they are used for certain: the capture may not show
                // it, and then it is supposed that they are not.
                let mut all: Vec<Candidate<'_>> = [(false, false), (false, true), (true, false)]
                    .into_iter()
                    .filter_map(|(credentials, without_credentials)| {
                        Some(Candidate {
                            without_credentials,
                            ..candidate(Some(own?.policy(credentials, false).ok()?))
                        })
                    })
                    .collect();
                // Where the server's own responses allow credentials, so do all of them.
                if own.is_some_and(|own| own.credentials) {
                    all.retain(|candidate| !candidate.without_credentials);
                }
                all
            }
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
                let mut wanted = own.or(there).cloned();
                if let (Some(both), Some(there)) = (&mut wanted, there) {
                    both.and(there);
                }
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
            Plan::OmitCredentials | Plan::Header { .. } | Plan::ServePage | Plan::Advice(_) => {
                vec![candidate(None)]
            }
        }
    }
}

/// Judges one exchange again with each change.
fn try_all(
    candidates: &[Candidate<'_>],
    diagnosis: &Diagnosis,
    brief: &Brief<'_>,
    tried: &mut Tried,
) {
    let credentials = brief.survivors.credentials();
    tried.carries_credentials |= credentials == Some(CredentialsMode::Include);
    for (candidate, allows) in candidates.iter().zip(&mut tried.allows) {
        let change = candidate.change(brief, &diagnosis.origin_of_host);
        *allows += usize::from(change.is_some_and(|change| change.allows(brief)));
    }
}
