//! What a recorder says became of an exchange: each producer in its own way.

use super::observe::{Observed, ObservedHop};
use super::{Fact, Recorded};
use crate::capture::Capture;
use crate::capture::recorder::Outcome;
use crate::fetch::RefusalKind;
use crate::fetch::mixed_content;
use crate::fetch::redirect::{self, Location};
use crate::http::Origin;

/// What the recorder says became of an exchange.
pub(super) fn recorded(
    capture: &Capture,
    observed: &Observed<'_>,
    origin: &Fact<Origin<'_>>,
) -> (Recorded, Option<RefusalKind>) {
    let Some(last) = observed.hops.last() else {
        let failed = observed
            .orphan
            .as_ref()
            .is_some_and(|preflight| preflight.status == 0);
        return (
            if failed {
                Recorded::Failed
            } else {
                Recorded::Unknown
            },
            None,
        );
    };
    if observed.orphan.is_some() {
        return (Recorded::Unknown, None);
    }
    let told = capture.producer.recorder.habits().outcome;
    let error = capture
        .optional(last.entry.error)
        .or(capture.optional(last.entry.failure_text))
        .or(capture.optional(last.entry.socket_error));
    let mixed = origin
        .value
        .as_ref()
        .is_some_and(|origin| mixed_content::is_blocked(origin, &last.url_origin));
    if let Some(error) = error {
        if told == Outcome::AnyFailure && error == REFUSED && !mixed {
            return (Recorded::Failed, None);
        }
        let framed = last
            .request
            .first("Sec-Fetch-Dest")
            .or(capture.optional(last.entry.resource_type))
            .is_some_and(|word| {
                matches!(word, "iframe" | "frame" | "document" | "object" | "embed")
            });
        return from_net_error(error, last, mixed, framed);
    }
    if answered_by_an_extension(last) {
        return (Recorded::Blocked, Some(RefusalKind::BlockedByClient));
    }
    if last.answered() && matches!(last.location, Location::Url(_)) {
        // Where it led is not in the capture.
        return (Recorded::Unknown, None);
    }
    let no_response = last.entry.flags.has_response && last.entry.status.is_some_and(|s| s <= 0);
    match told {
        Outcome::ErrorTexts | Outcome::AnyFailure if last.answered() => (Recorded::Delivered, None),
        Outcome::EmptyTimings => from_timings(last, observed.hops.len() > 1, mixed),
        // Proxies write no status for a tunnel into which they do not look.
        _ if last.method == "CONNECT" => (Recorded::Unknown, None),
        Outcome::AnyFailure | Outcome::NoResponse if no_response => (Recorded::Failed, None),
        // Where it is silent, nothing is known.
        Outcome::ErrorTexts | Outcome::Stated | Outcome::AnyFailure | Outcome::NoResponse => {
            (Recorded::Unknown, None)
        }
    }
}

/// The text that Chromium has for every refused response.
const REFUSED: &str = "net::ERR_FAILED";

/// Whether the recorder's text for what became of an exchange leaves open whether another browser
/// would have met the same: it is empty for what was stopped inside the browser, one about the
/// certificate tells of what this browser trusts, and where it is one for any failure, a response
/// that only this browser refuses has it too.
pub(super) fn is_ambiguous(capture: &Capture, observed: &Observed<'_>) -> bool {
    let any_failure = capture.producer.recorder.habits().outcome == Outcome::AnyFailure;
    observed.hops.last().is_some_and(|last| {
        match capture.optional(last.entry.error.or(last.entry.failure_text)) {
            // A console that names no error has the same words for refusals of several kinds.
            None => last.entry.flags.only_told,
            Some(REFUSED) => any_failure,
            // Each browser has certificates of its own that its user trusts.
            Some(error) => error.is_empty() || error.starts_with("net::ERR_CERT_"),
        }
    })
}

/// Whether the browser led the request to a file of an extension, so that no server saw it.
fn answered_by_an_extension(last: &ObservedHop<'_>) -> bool {
    match &last.location {
        Location::Url(target) => redirect::leads_to_an_extension(target),
        Location::None | Location::Invalid => false,
    }
}

fn from_net_error(
    error: &str,
    last: &ObservedHop<'_>,
    mixed: bool,
    framed: bool,
) -> (Recorded, Option<RefusalKind>) {
    let blocked = |kind| (Recorded::Blocked, Some(kind));
    match error {
        // Mixed content has a reason, but no error text.
        "" if mixed => blocked(RefusalKind::MixedContent),
        "" if last.answered() => (Recorded::Delivered, None),
        // A cancelled body, a HEAD, a 204: not a failure. A redirect to http is one.
        "net::ERR_ABORTED" if last.answered() => match &last.location {
            Location::Url(target)
                if target.starts_with("http:") && last.url_origin.scheme() == "https" =>
            {
                blocked(RefusalKind::MixedContent)
            }
            Location::Url(_) => (Recorded::Failed, None),
            _ => (Recorded::Delivered, None),
        },
        REFUSED if mixed && !last.answered() => blocked(RefusalKind::MixedContent),
        REFUSED => (Recorded::Blocked, None),
        "net::ERR_CONTENT_LENGTH_MISMATCH" | "net::ERR_INCOMPLETE_CHUNKED_ENCODING"
            if last.answered() =>
        {
            (Recorded::Failed, Some(RefusalKind::BodyIncomplete))
        }
        // Without a word more: a frame that its own response forbids, for one.
        "net::ERR_BLOCKED_BY_RESPONSE" if framed => blocked(RefusalKind::FrameRefused),
        "net::ERR_BLOCKED_BY_RESPONSE" => (Recorded::Blocked, None),
        _ => match RefusalKind::of_error(error) {
            Some(kind) => blocked(kind),
            None if error.starts_with("net::ERR_BLOCKED_BY_RESPONSE") => {
                blocked(RefusalKind::CoepCorp)
            }
            None => (Recorded::Failed, None),
        },
    }
}

fn from_timings(
    last: &ObservedHop<'_>,
    later_hop: bool,
    mixed: bool,
) -> (Recorded, Option<RefusalKind>) {
    if last.answered() {
        // A response that failed its check looks like any other.
        return (Recorded::Unknown, None);
    }
    if !last.response.is_empty() {
        // The response had begun when the capture was taken.
        return (Recorded::Unknown, None);
    }
    if !last.entry.flags.timings_empty {
        return (Recorded::Failed, None);
    }
    if mixed {
        return (Recorded::Blocked, Some(RefusalKind::MixedContent));
    }
    // What an <object> or <embed> shows is loaded by another process, and listed as never sent.
    if matches!(
        last.request.first("Sec-Fetch-Dest"),
        Some("object" | "embed")
    ) {
        return (Recorded::Unknown, None);
    }
    match &last.preflight {
        Some(preflight) if !preflight.answered() => (Recorded::Failed, None),
        // The target of a redirect that was refused.
        None if later_hop => (Recorded::Blocked, None),
        // It was cancelled, or something in the browser stopped it before anything was sent.
        None => (Recorded::Failed, None),
        Some(_) => (Recorded::Blocked, None),
    }
}
