//! The change behind a fix, kept so that exchanges can be judged again with it.

use super::{Candidate, Plan};
use crate::causes::siblings::host_of;
use crate::fixes::Policy;
use crate::verdict::Brief;
use crate::verdict::what_if::WhatIf;

/// The change behind a fix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Trial {
    plan: Plan,
    policy: Option<Policy>,
    without_credentials: bool,
    host: String,
}

impl Trial {
    /// The change of a candidate on that host; `None` for advice, which changes nothing here.
    pub(super) fn of(candidate: &Candidate<'_>, host: &str) -> Option<Box<Self>> {
        (!matches!(candidate.plan, Plan::Advice(_))).then(|| {
            Box::new(Self {
                plan: candidate.plan.clone(),
                policy: candidate.policy.clone(),
                without_credentials: candidate.without_credentials,
                host: host.to_owned(),
            })
        })
    }

    /// The change to one exchange; `None` where it changes nothing there.
    pub(crate) fn change(&self, brief: &Brief<'_>) -> Option<WhatIf> {
        let candidate = Candidate {
            plan: &self.plan,
            policy: self.policy.clone(),
            without_credentials: self.without_credentials,
            allows: 0,
        };
        candidate.change(brief, &self.host)
    }

    /// Whether a URL is one of the host's.
    pub(crate) fn concerns(&self, url: &str) -> bool {
        host_of(url) == self.host
    }

    /// The host whose server makes the change for all its requests: scheme, host and port. `None`
    /// where only the requests of the cause are changed.
    pub(crate) fn host(&self) -> Option<&str> {
        matches!(self.plan, Plan::Server | Plan::ServerForAll).then_some(self.host.as_str())
    }
}
