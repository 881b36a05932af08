//! The messages of the DevTools protocol, as far as they tell of requests, and what logs wrap
//! them in.
//!
//! <https://chromedevtools.github.io/devtools-protocol/tot/Network/>

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::input::lenient::{Flag, Lines, List, Num, Object, Str};

/// The events that are read; all others are passed over by their name alone.
const READ: [&[u8]; 17] = [
    b"Network.requestWillBeSent",
    b"Network.requestWillBeSentExtraInfo",
    b"Network.requestServedFromCache",
    b"Network.responseReceived",
    b"Network.responseReceivedExtraInfo",
    b"Network.loadingFinished",
    b"Network.loadingFailed",
    b"Network.webSocketCreated",
    b"Network.webSocketWillSendHandshakeRequest",
    b"Network.webSocketHandshakeResponseReceived",
    b"Network.webSocketFrameError",
    b"Audits.issueAdded",
    b"Log.entryAdded",
    b"Console.messageAdded",
    b"Runtime.consoleAPICalled",
    b"Runtime.exceptionThrown",
    b"Target.receivedMessageFromTarget",
];

/// Domains of the protocol: a file whose first events have such names is a log of it.
const DOMAINS: [&[u8]; 14] = [
    b"Network.",
    b"Page.",
    b"Runtime.",
    b"Log.",
    b"Audits.",
    b"Target.",
    b"Security.",
    b"Debugger.",
    b"DOM.",
    b"CSS.",
    b"Console.",
    b"Fetch.",
    b"Browser.",
    b"Inspector.",
];

/// A look at an event's method without reading the event: whether it is one that is read. `None`
/// where no method of the protocol stands in it.
pub(super) fn glance(event: &[u8]) -> Option<bool> {
    let name = method(event)?;
    Some(READ.contains(&name))
}

/// Whether an event is one of the DevTools protocol.
pub(super) fn is_protocol(event: &[u8]) -> bool {
    method(event).is_some_and(|name| DOMAINS.iter().any(|domain| name.starts_with(domain)))
}

/// The protocol's method in an event: the first value of a `method` that has a dot. In Selenium's
/// log the quotes around it are escaped.
fn method(event: &[u8]) -> Option<&[u8]> {
    memchr::memmem::find_iter(event, b"method").find_map(|at| {
        if at == 0 || event[at - 1] != b'"' {
            return None;
        }
        let behind = &event[at + b"method".len()..];
        let from = behind.iter().take(16).position(u8::is_ascii_alphabetic)?;
        let separators = &behind[..from];
        if !separators.contains(&b':') {
            return None;
        }
        let name = &behind[from..];
        let length = name
            .iter()
            .take(80)
            .position(|byte| !byte.is_ascii_alphanumeric() && *byte != b'.')?;
        Some(&name[..length]).filter(|name| name.contains(&b'.'))
    })
}

/// An event with whatever a log wraps around it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wrapped<'a> {
    #[serde(borrow)]
    pub method: Str<'a>,
    #[serde(borrow)]
    pub params: Object<Box<Params<'a>>>,
    /// Selenium's text, or the object that others put there.
    #[serde(borrow)]
    pub message: Inner<'a>,
}

/// An event inside of another one.
#[derive(Debug, Default)]
pub(super) enum Inner<'a> {
    #[default]
    None,
    Text(Cow<'a, str>),
    Event(Box<Wrapped<'a>>),
}

/// The parameters of every event that is read, together.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Params<'a> {
    #[serde(borrow)]
    pub request_id: Str<'a>,
    #[serde(borrow)]
    pub loader_id: Str<'a>,
    #[serde(rename = "documentURL", borrow)]
    pub document_url: Str<'a>,
    #[serde(borrow)]
    pub request: Object<Request<'a>>,
    #[serde(borrow)]
    pub redirect_response: Object<Response<'a>>,
    pub redirect_has_extra_info: Flag,
    #[serde(borrow)]
    pub response: Object<Response<'a>>,
    pub has_extra_info: Flag,
    pub timestamp: Num,
    pub wall_time: Num,
    #[serde(borrow)]
    pub initiator: Object<Initiator<'a>>,
    #[serde(rename = "type", borrow)]
    pub kind: Str<'a>,
    #[serde(borrow)]
    pub headers: Lines<'a>,
    pub status_code: Num,
    #[serde(borrow)]
    pub associated_cookies: List<AssociatedCookie<'a>>,
    #[serde(borrow)]
    pub client_security_state: Object<ClientSecurityState<'a>>,
    #[serde(rename = "resourceIPAddressSpace", borrow)]
    pub resource_space: Str<'a>,
    #[serde(borrow)]
    pub error_text: Str<'a>,
    #[serde(borrow)]
    pub blocked_reason: Str<'a>,
    #[serde(borrow)]
    pub cors_error_status: Object<CorsErrorStatus<'a>>,
    /// Of a WebSocket.
    #[serde(borrow)]
    pub url: Str<'a>,
    #[serde(borrow)]
    pub error_message: Str<'a>,
    #[serde(borrow)]
    pub issue: Object<Issue<'a>>,
    #[serde(borrow)]
    pub entry: Object<LogEntry<'a>>,
    /// Of the old `Console` domain an entry, of an old session's event a text.
    #[serde(borrow)]
    pub message: Message<'a>,
    #[serde(borrow)]
    pub args: List<Argument<'a>>,
    #[serde(borrow)]
    pub exception_details: Object<Exception<'a>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Request<'a> {
    #[serde(borrow)]
    pub url: Str<'a>,
    #[serde(borrow)]
    pub method: Str<'a>,
    #[serde(borrow)]
    pub headers: Lines<'a>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Response<'a> {
    #[serde(borrow)]
    pub url: Str<'a>,
    pub status: Num,
    #[serde(borrow)]
    pub status_text: Str<'a>,
    #[serde(borrow)]
    pub headers: Lines<'a>,
    /// What was sent, in logs of Chromium before 80.
    #[serde(borrow)]
    pub request_headers: Lines<'a>,
    #[serde(borrow)]
    pub mime_type: Str<'a>,
    pub from_disk_cache: Flag,
    pub from_prefetch_cache: Flag,
    pub from_service_worker: Flag,
    #[serde(rename = "remoteIPAddress", borrow)]
    pub remote_address: Str<'a>,
    #[serde(borrow)]
    pub connection_id: Str<'a>,
    #[serde(borrow)]
    pub protocol: Str<'a>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Initiator<'a> {
    #[serde(rename = "type", borrow)]
    pub kind: Str<'a>,
    #[serde(borrow)]
    pub url: Str<'a>,
    #[serde(borrow)]
    pub request_id: Str<'a>,
    #[serde(borrow)]
    pub stack: Object<Stack<'a>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Stack<'a> {
    #[serde(borrow)]
    pub call_frames: List<Frame<'a>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Frame<'a> {
    #[serde(borrow)]
    pub url: Str<'a>,
}

/// A cookie that goes with a request, or would but for a reason.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct AssociatedCookie<'a> {
    #[serde(borrow)]
    pub blocked_reasons: List<Str<'a>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct ClientSecurityState<'a> {
    #[serde(rename = "initiatorIPAddressSpace", borrow)]
    pub space: Str<'a>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct CorsErrorStatus<'a> {
    #[serde(borrow)]
    pub cors_error: Str<'a>,
    #[serde(borrow)]
    pub failed_parameter: Str<'a>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Issue<'a> {
    #[serde(borrow)]
    pub details: Object<IssueDetails<'a>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct IssueDetails<'a> {
    #[serde(rename = "corsIssueDetails", borrow)]
    pub cors: Object<CorsIssue<'a>>,
    #[serde(rename = "blockedByResponseIssueDetails", borrow)]
    pub blocked: Object<BlockedByResponse<'a>>,
    #[serde(rename = "mixedContentIssueDetails", borrow)]
    pub mixed: Object<MixedContent<'a>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct CorsIssue<'a> {
    #[serde(borrow)]
    pub cors_error_status: Object<CorsErrorStatus<'a>>,
    pub is_warning: Flag,
    #[serde(borrow)]
    pub request: Object<AffectedRequest<'a>>,
    #[serde(borrow)]
    pub initiator_origin: Str<'a>,
    #[serde(rename = "resourceIPAddressSpace", borrow)]
    pub resource_space: Str<'a>,
    #[serde(borrow)]
    pub client_security_state: Object<ClientSecurityState<'a>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct AffectedRequest<'a> {
    #[serde(borrow)]
    pub request_id: Str<'a>,
    #[serde(borrow)]
    pub url: Str<'a>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct BlockedByResponse<'a> {
    #[serde(borrow)]
    pub reason: Str<'a>,
    #[serde(borrow)]
    pub request: Object<AffectedRequest<'a>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct MixedContent<'a> {
    #[serde(borrow)]
    pub resolution_status: Str<'a>,
    #[serde(borrow)]
    pub request: Object<AffectedRequest<'a>>,
}

/// A console line of the browser's own.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct LogEntry<'a> {
    #[serde(borrow)]
    pub text: Str<'a>,
    #[serde(borrow)]
    pub url: Str<'a>,
    #[serde(borrow)]
    pub network_request_id: Str<'a>,
    pub timestamp: Num,
}

/// What a page gave to `console`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Argument<'a> {
    #[serde(borrow)]
    pub value: Str<'a>,
    #[serde(borrow)]
    pub description: Str<'a>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Exception<'a> {
    #[serde(borrow)]
    pub text: Str<'a>,
    #[serde(borrow)]
    pub exception: Object<Argument<'a>>,
}

/// A `message` among the parameters.
#[derive(Debug, Default)]
pub(super) enum Message<'a> {
    #[default]
    None,
    Text(Cow<'a, str>),
    Entry(LogEntry<'a>),
}

/// Reads what may be a text or an object; anything else is nothing.
macro_rules! text_or_object {
    ($type:ident, $object:ident, $read:expr) => {
        impl<'de: 'a, 'a> Deserialize<'de> for $type<'a> {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Reader;
                impl<'de> Visitor<'de> for Reader {
                    type Value = $type<'de>;

                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        f.write_str("a text or an object")
                    }
                    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
                        Ok($type::Text(Cow::Borrowed(text)))
                    }
                    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
                        Ok($type::Text(Cow::Owned(text.to_owned())))
                    }
                    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
                        let object = serde::de::value::MapAccessDeserializer::new(map);
                        Deserialize::deserialize(object).map($read)
                    }
                    fn visit_unit<E>(self) -> Result<Self::Value, E> {
                        Ok($type::None)
                    }
                    fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
                        Ok($type::None)
                    }
                    fn visit_u64<E>(self, _: u64) -> Result<Self::Value, E> {
                        Ok($type::None)
                    }
                    fn visit_i64<E>(self, _: i64) -> Result<Self::Value, E> {
                        Ok($type::None)
                    }
                    fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
                        Ok($type::None)
                    }
                    fn visit_seq<A: SeqAccess<'de>>(
                        self,
                        mut seq: A,
                    ) -> Result<Self::Value, A::Error> {
                        while seq.next_element::<IgnoredAny>()?.is_some() {}
                        Ok($type::None)
                    }
                }
                deserializer.deserialize_any(Reader)
            }
        }
    };
}

text_or_object!(Inner, Wrapped, |event| Inner::Event(Box::new(event)));
text_or_object!(Message, LogEntry, Message::Entry);

#[cfg(test)]
mod tests {
    use super::{glance, is_protocol};

    #[test]
    fn the_name_of_an_event_is_found_wherever_a_log_puts_it() {
        let table: &[(&str, Option<bool>)] = &[
            (
                r#"{"method":"Network.loadingFailed","params":{}}"#,
                Some(true),
            ),
            (
                r#"{"method": "Network.dataReceived", "params": {}}"#,
                Some(false),
            ),
            (
                r#"{"params":{"request":{"method":"GET"}},"method":"Network.requestWillBeSent"}"#,
                Some(true),
            ),
            (
                r#"{"level":"INFO","message":"{\"message\":{\"method\":\"Network.loadingFinished\"}}"}"#,
                Some(true),
            ),
            (r#"{"id":4,"result":{}}"#, None),
            (r#"{"request":{"method":"GET"}}"#, None),
            (r#"{"method":17}"#, None),
            (r#"{"method"#, None),
        ];
        for (event, expected) in table {
            assert_eq!(glance(event.as_bytes()), *expected, "{event}");
        }
        assert!(is_protocol(br#"{"method":"Page.loadEventFired"}"#));
        assert!(!is_protocol(br#"{"method":"shop.checkout"}"#));
    }
}
