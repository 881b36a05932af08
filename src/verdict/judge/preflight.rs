//! Whether a browser asks first, and what it makes of the response.

use super::{Ruling, Walk, varies};
use crate::browsers::profile::{PreflightOrder, PreflightOrigin};
use crate::exchange::observe::{Observed, ObservedHop, ObservedPreflight};
use crate::fetch::cors_check::cors_check;
use crate::fetch::preflight::Grants;
use crate::fetch::safelist::{self, CLIENT_HINTS};
use crate::fetch::{Phase, RefusalKind};
use crate::http::header::Extracted;
use crate::http::method;
use crate::verdict::{Needs, Unknown};

/// Whether a preflight was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asked {
    NotNeeded,
    Answered,
    /// This browser would have made one, and nobody knows what the server would have said.
    Unseen,
}

/// What came before a hop.
pub(super) struct Later<'w, 'a> {
    pub(super) number: usize,
    pub(super) preflighted: bool,
    pub(super) observed: &'w Observed<'a>,
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

impl Walk<'_> {
    /// Sends a preflight where this browser would, and looks at the response if it is there.
    pub(super) fn ask_first(
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

    /// Looks at the response to a preflight for a request from `origin`; `own` says that it went to
    /// the page's own origin.
    pub(super) fn answer(
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
        // The response was given to another origin than this browser would have named.
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
}

fn is_client_hint(name: &str) -> bool {
    CLIENT_HINTS
        .iter()
        .any(|hint| hint.eq_ignore_ascii_case(name))
}
