//! What `EventSource` makes of a response that passed every other check.
//!
//! <https://html.spec.whatwg.org/multipage/server-sent-events.html#the-eventsource-interface>

use super::safelist::mime_essence;
use crate::http::HeaderList;

/// Whether it is taken for a stream of events: status 200 and the type `text/event-stream`.
/// Anything else fails the connection for good.
#[must_use]
pub fn is_stream(status: i32, response: &HeaderList<'_>) -> bool {
    status == 200
        && response
            .get("Content-Type")
            .and_then(|value| mime_essence(&value))
            .is_some_and(|essence| essence == "text/event-stream")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_table() {
        for (status, mime, expected) in [
            (200, "text/event-stream", true),
            (200, "Text/Event-Stream; charset=utf-8", true),
            (200, "application/json", false),
            (200, "", false),
            (204, "text/event-stream", false),
            (401, "text/event-stream", false),
        ] {
            let headers = HeaderList::new(vec![("content-type", mime)]);
            assert_eq!(is_stream(status, &headers), expected, "{status} {mime}");
        }
    }
}
