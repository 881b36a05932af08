//! An `EventSource` and a response that is not a stream of events.

use super::{Blocked, Severity, declare_rule};
use crate::fetch::RefusalKind;

declare_rule! {
    /// # What it means
    /// The page may read the response, but an `EventSource` accepts only status 200 with
    /// `Content-Type: text/event-stream`. For anything else it gives up without retrying, and the
    /// page gets only an `error` event. This is not CORS.
    /// # Common causes
    /// - The login has expired: 401 or a login page instead of the stream.
    /// - The server sends JSON or an error page at this URL.
    /// # What to look at
    /// - Status and `Content-Type` of the response.
    /// # Example
    /// ```text
    /// GET https://api.example/events          Accept: text/event-stream
    /// 401 Unauthorized                        Content-Type: application/json
    /// ```
    /// # How to fix it
    /// Let the server respond with status 200 and
    /// ```text
    /// Content-Type: text/event-stream
    /// Access-Control-Allow-Origin: https://shop.example
    /// ```
    /// `EventSource` cannot tell the page that the login has expired; check it with `fetch()`
    /// first.
    /// # What browsers say
    /// ```text
    /// Chromium  EventSource's response has a MIME type ("application/json") that is not "text/event-stream". Aborting the connection.
    /// Firefox   Firefox can’t establish a connection to the server at https://….
    /// Safari    EventSource's response has a MIME type ("application/json") that is not "text/event-stream".
    /// ```
    RULE = {
        name: "event-source-refused",
        refusal: RefusalKind::EventSourceRefused,
        grants: &["Content-Type"],
        says: says,
        summary: "the response is not an event stream",
        severity: Severity::Error,
        spec: "https://html.spec.whatwg.org/multipage/server-sent-events.html#the-eventsource-interface",
        also_known_as: &["Event Source", "EventSource", "text/event-stream"],
    }
}

/// The refusal in one sentence.
fn says(blocked: &Blocked<'_>) -> String {
    format!(
        "The page may read the response from {}, but an EventSource accepts only status 200 and \
         text/event-stream; this is {} and {}. This is not a CORS error.",
        blocked.host,
        blocked.message.status,
        blocked
            .quoted("Content-Type")
            .unwrap_or_else(|| "no Content-Type".to_owned())
    )
}

#[cfg(test)]
mod tests {
    use super::super::cases::{get, passes, refuses};
    use super::RULE;

    #[test]
    fn table() {
        refuses(
            &RULE,
            &get().by("eventsource").answered(
                401,
                &[
                    "Access-Control-Allow-Origin: *",
                    "Content-Type: text/event-stream",
                ],
            ),
        );
        passes(
            &RULE,
            &get().by("eventsource").answered(
                200,
                &[
                    "Access-Control-Allow-Origin: *",
                    "Content-Type: text/event-stream; charset=utf-8",
                ],
            ),
        );
    }
}
