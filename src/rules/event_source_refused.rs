//! An `EventSource` and a response that is not a stream of events.

use super::{Severity, declare_rule};
use crate::fetch::RefusalKind;

declare_rule! {
    /// # What it does
    /// Finds responses to an `EventSource` with another status than 200, or another type than
    /// `text/event-stream`.
    /// # Why it fails
    /// This is not CORS: the page may read the response. `EventSource` takes nothing else and gives
    /// up for good, so the page gets only an `error` event.
    /// # Example
    /// ```text
    /// GET https://api.example/events          Accept: text/event-stream
    /// 401 Unauthorized                        Content-Type: application/json
    /// ```
    /// # Fix
    /// Let the server respond with status 200 and
    /// ```text
    /// Content-Type: text/event-stream
    /// Access-Control-Allow-Origin: https://shop.example
    /// ```
    /// A login that has run out cannot be told to an `EventSource`; ask for it with `fetch()` first.
    /// # What browsers say
    /// ```text
    /// Chromium  EventSource's response has a MIME type ("application/json") that is not "text/event-stream". Aborting the connection.
    /// Firefox   Firefox can’t establish a connection to the server at https://….
    /// Safari    EventSource's response has a MIME type ("application/json") that is not "text/event-stream".
    /// ```
    RULE = {
        name: "event-source-refused",
        refusal: RefusalKind::EventSourceRefused,
        summary: "the response is not an event stream",
        severity: Severity::Error,
        spec: "https://html.spec.whatwg.org/multipage/server-sent-events.html#the-eventsource-interface",
        also_known_as: &["Event Source"],
    }
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
