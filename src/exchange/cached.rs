//! Requests that needed a preflight and sent none, because the response to an earlier one was still
//! good.
//!
//! <https://fetch.spec.whatwg.org/#cors-preflight-cache>

use foldhash::HashMap;

use super::pair::page_set_names;
use super::{Exchange, Preflight};
use crate::browsers::Profile;
use crate::capture::{Browser, Capture, Entry, EntryId, Text};
use crate::fetch::cache::{MaxAgeRules, max_age};
use crate::fetch::cors_check::cors_check;
use crate::fetch::preflight::Grants;
use crate::http::{method, status};

/// The last preflight for a URL and an origin.
struct Kept {
    id: EntryId,
    /// In microseconds since 1970.
    from: i64,
    until: i64,
}

/// Finds, for each request without a preflight of its own, the earlier one that covers it.
/// `exchanges` are in the order of their time.
pub(super) fn fill(capture: &Capture, exchanges: &mut [Exchange]) {
    let mut kept: HashMap<(Text, &str, Option<Browser>), Kept> = HashMap::default();
    for exchange in exchanges {
        for hop in &mut exchange.hops {
            let entry = capture.entry(hop.entry);
            let Some(url) = entry.url else { continue };
            // Each browser has a cache of its own.
            let browser = capture.browser_of(entry);
            match hop.preflight {
                Preflight::Sent(id) => {
                    let preflight = capture.entry(id);
                    let origin = capture.request_header(preflight, "Origin");
                    let response = capture.response_headers(preflight);
                    let (Some(origin), Some(from)) = (origin, preflight.started_at) else {
                        continue;
                    };
                    // A refused preflight leaves what is there as it is.
                    let granted = preflight.status.is_some_and(status::is_ok)
                        && cors_check(origin, false, &response).is_ok();
                    if !granted {
                        continue;
                    }
                    if let Some(seconds) = max_age(&response, rules(capture, preflight)) {
                        let seconds = i64::try_from(seconds.min(1 << 32)).unwrap_or(i64::MAX);
                        let until = from.saturating_add(seconds.saturating_mul(1_000_000));
                        kept.insert((url, origin, browser), Kept { id, from, until });
                    } else {
                        kept.remove(&(url, origin, browser));
                    }
                }
                Preflight::NotSeen => {
                    if kept.is_empty() {
                        continue;
                    }
                    let origin = capture.request_header(entry, "Origin");
                    let (Some(origin), Some(at)) = (origin, entry.started_at) else {
                        continue;
                    };
                    let Some(kept) = kept.get(&(url, origin, browser)) else {
                        continue;
                    };
                    let request = capture.request_headers(entry);
                    let names = page_set_names(&request);
                    let wanted = capture.method(entry);
                    if method::is_cors_safelisted(wanted) && names.is_empty() {
                        continue;
                    }
                    let response = capture.response_headers(capture.entry(kept.id));
                    let grants = Grants::of(&response);
                    let covered = grants.allows_method(wanted, false)
                        && names.iter().all(|name| grants.allows_header(name, false));
                    if covered && kept.from < at && at <= kept.until {
                        hop.preflight = Preflight::Cached(kept.id);
                    }
                }
                Preflight::Cached(_) => {}
            }
        }
    }
}

fn rules(capture: &Capture, preflight: &Entry) -> MaxAgeRules {
    Profile::recording(capture, preflight)
        .unwrap_or_else(|| Profile::Chromium.row(None))
        .ways
        .max_age
}
