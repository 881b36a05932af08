//! What helps where the host is not the reader's: a service that is known, or one that may be
//! somebody else's.

use url::Url;

use super::CauseKind;
use super::case::{Case, Diagnosis};
use super::layer::origin;
use super::remedy::Plan;
use crate::http::Origin;
use crate::http::site::schemelessly_same_site;
use crate::layers::{self, Actor, Seen, Whose, is_local};

/// The kinds that a stranger's server shows: it has nothing for pages, or not for this one.
const KINDS: &[&str] = &[
    "cors-not-configured",
    "other-origin-only",
    "method-not-listed",
    "new-request-header",
    "preflight-not-routed",
    "error-without-headers",
];

/// Adds to a diagnosis what somebody can do who does not run the server.
pub(super) fn add(case: &Case<'_>, kind: &CauseKind, diagnosis: &mut Diagnosis) {
    if !case.is_cors() {
        return;
    }
    let Some(message) = case.message() else {
        return;
    };
    let helps_others = |plan: &Plan| match plan {
        Plan::Advice(fix) => fix.actor != Actor::Server && fix.actor != Actor::Layer,
        Plan::DropHeaders { .. } | Plan::Direct(_) | Plan::MethodInCapitals { .. } => true,
        _ => false,
    };
    if let Some(vendor) = diagnosis.vendor {
        let said = diagnosis.layered
            && diagnosis
                .plans
                .iter()
                .any(|plan| matches!(plan, Plan::Advice(_)));
        if said || diagnosis.plans.iter().any(helps_others) {
            return;
        }
        let status = message.status;
        if status >= 400 {
            diagnosis.advise(
                Actor::Page,
                &format!("Find out why {} responds with {status}", diagnosis.host),
                &format!(
                    "# the missing headers hide the error: a wrong URL, a key or token that is \
                     not valid,\n\
                     # a limit (429), an address that is blocked. otherwise {} does allow pages\n\
                     curl -i \"{}\"      # with the same headers as the page's request\n",
                    vendor.name,
                    super::remedy::shown(message.url).unwrap_or_else(|| "URL".to_owned())
                ),
            );
        }
        diagnosis.advise(
            Actor::Backend,
            "Call it from your own backend or a small function",
            "// the page calls your server, which calls the service; keys then stay secret\n",
        );
    } else if KINDS.contains(&kind.name)
        && !diagnosis.layered
        && !diagnosis.granted
        && diagnosis.plans.contains(&Plan::Server)
        && matches!(
            message.request.first("Sec-Fetch-Dest"),
            None | Some("empty")
        )
        && maybe_foreign(case, message.url)
        && !rented(&Seen::of(case.brief.capture, message.id))
    {
        diagnosis.advise(
            Actor::Backend,
            &format!("If {} is not yours: call it from your own backend", diagnosis.host),
            &format!(
                "// only its owner can change its responses: ask them to allow {}, or let your \
                 server\n\
                 // (a function, a path of your own origin) call it and pass the data on to the page\n",
                origin(case.page())
            ),
        );
    }
}

/// Whether a host is on a platform that its owner rents: then it is most likely the reader's.
fn rented(seen: &Seen<'_>) -> bool {
    let mut layers = layers::shown(seen).into_iter();
    layers.any(|(layer, _)| layer.whose == Whose::Tenant)
}

/// Whether a host is of another site than the page, and not in the visitor's network.
pub(super) fn maybe_foreign(case: &Case<'_>, url: &str) -> bool {
    let Ok(parsed) = Url::parse(url) else {
        return false;
    };
    let Some(host) = parsed.host_str().filter(|host| !is_local(host)) else {
        return false;
    };
    let (Some(there), Some(page)) = (Origin::of_url(url), Origin::of_url(case.page())) else {
        return false;
    };
    host.contains('.') && !schemelessly_same_site(&there, &page)
}
