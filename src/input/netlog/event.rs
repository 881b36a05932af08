//! The events of a NetLog, as far as they tell of requests, and the constants that name their
//! numbers.
//!
//! <https://www.chromium.org/developers/design-documents/network-stack/netlog/>

use std::collections::HashMap;

use serde::Deserialize;

use crate::input::lenient::{Lines, Num, Object, Str};

/// What an event is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A page's request, from its preflight to the end of its response.
    CorsRequest,
    /// The preflight that a request waits for.
    PreflightSent,
    /// The preflight failed or was refused.
    PreflightError,
    /// The request that a preflight was sent for.
    CreatedBy,
    /// A request goes out; once more for each redirect.
    StartJob,
    /// A request lives.
    Alive,
    /// The headers that went over the wire.
    SentHeaders,
    /// The status and headers that came over the wire.
    ReceivedHeaders,
    /// The network layer asks whether to follow a redirect.
    ReceivedRedirect,
    /// A redirect is followed.
    Redirected,
    /// The network layer hands out a response.
    ResponseStarted,
    /// The address spaces of page and server were compared.
    LocalNetworkCheck,
    /// A cookie was looked at.
    Cookie,
    /// A piece of the response's body was handed out.
    BodyRead,
    /// The request was given up.
    Cancelled,
}

/// The names of the event types that are read. What sends and receives headers has a name for each
/// version of HTTP.
const KINDS: &[(&str, Kind)] = &[
    ("CORS_REQUEST", Kind::CorsRequest),
    ("CORS_PREFLIGHT_URL_REQUEST", Kind::PreflightSent),
    ("CORS_PREFLIGHT_ERROR", Kind::PreflightError),
    ("CREATED_BY", Kind::CreatedBy),
    ("URL_REQUEST_START_JOB", Kind::StartJob),
    ("REQUEST_ALIVE", Kind::Alive),
    ("HTTP_TRANSACTION_SEND_REQUEST_HEADERS", Kind::SentHeaders),
    (
        "HTTP_TRANSACTION_HTTP2_SEND_REQUEST_HEADERS",
        Kind::SentHeaders,
    ),
    (
        "HTTP_TRANSACTION_SPDY_SEND_REQUEST_HEADERS",
        Kind::SentHeaders,
    ),
    (
        "HTTP_TRANSACTION_QUIC_SEND_REQUEST_HEADERS",
        Kind::SentHeaders,
    ),
    (
        "HTTP_TRANSACTION_READ_RESPONSE_HEADERS",
        Kind::ReceivedHeaders,
    ),
    (
        "URL_REQUEST_FAKE_RESPONSE_HEADERS_CREATED",
        Kind::ReceivedHeaders,
    ),
    (
        "URL_REQUEST_DELEGATE_RECEIVED_REDIRECT",
        Kind::ReceivedRedirect,
    ),
    ("URL_REQUEST_REDIRECTED", Kind::Redirected),
    (
        "URL_REQUEST_DELEGATE_RESPONSE_STARTED",
        Kind::ResponseStarted,
    ),
    ("LOCAL_NETWORK_ACCESS_CHECK", Kind::LocalNetworkCheck),
    ("PRIVATE_NETWORK_ACCESS_CHECK", Kind::LocalNetworkCheck),
    ("COOKIE_INCLUSION_STATUS", Kind::Cookie),
    ("COOKIE_GET_BLOCKED_BY_NETWORK_DELEGATE", Kind::Cookie),
    ("URL_REQUEST_JOB_FILTERED_BYTES_READ", Kind::BodyRead),
    ("CANCELLED", Kind::Cancelled),
];

/// The part of an event's span that it stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Phase {
    Begin,
    End,
    /// An event without a length.
    None,
}

/// What the numbers in a log stand for.
#[derive(Debug, Default)]
pub(super) struct Constants {
    kinds: HashMap<u32, Kind>,
    phases: [Option<f64>; 2],
    net_errors: HashMap<i64, String>,
    load_flags: HashMap<String, f64>,
    /// What is added to an event's time to get milliseconds since 1970.
    pub tick_offset: f64,
    /// `clientInfo.name` and `clientInfo.version`.
    pub client: (String, String),
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Written<'a> {
    log_event_types: HashMap<String, Num>,
    log_event_phase: HashMap<String, Num>,
    net_error: HashMap<String, Num>,
    load_flag: HashMap<String, Num>,
    time_tick_offset: Num,
    #[serde(borrow)]
    client_info: Object<Client<'a>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Client<'a> {
    #[serde(borrow)]
    name: Str<'a>,
    #[serde(borrow)]
    version: Str<'a>,
}

/// A whole number in range, from one that was read leniently.
#[expect(
    clippy::cast_possible_truncation,
    reason = "the range is looked at first"
)]
fn whole(number: f64) -> Option<i64> {
    (number.fract() == 0.0 && number.abs() < 9e15).then_some(number as i64)
}

impl Constants {
    /// The constants of a log; `None` where these are none.
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let written: Written<'_> = serde_json::from_slice(bytes).ok()?;
        if written.log_event_types.is_empty() {
            return None;
        }
        let kinds = KINDS
            .iter()
            .filter_map(|(name, kind)| {
                let number = written.log_event_types.get(*name)?.0?;
                Some((u32::try_from(whole(number)?).ok()?, *kind))
            })
            .collect();
        let phase = |name: &str| written.log_event_phase.get(name).and_then(|n| n.0);
        let client = written.client_info.0.unwrap_or_default();
        Some(Self {
            kinds,
            phases: [phase("PHASE_BEGIN"), phase("PHASE_END")],
            net_errors: written
                .net_error
                .into_iter()
                .filter_map(|(name, number)| Some((whole(number.0?)?, name)))
                .collect(),
            load_flags: written
                .load_flag
                .into_iter()
                .filter_map(|(name, number)| Some((name, number.0?)))
                .collect(),
            tick_offset: written.time_tick_offset.0.unwrap_or(0.0),
            client: (client.name.0.into_owned(), client.version.0.into_owned()),
        })
    }

    /// What an event type is, if it is one that is read.
    pub(super) fn kind(&self, number: u32) -> Option<Kind> {
        self.kinds.get(&number).copied()
    }

    pub(super) fn phase(&self, number: Option<f64>) -> Phase {
        match number {
            Some(_) if number == self.phases[0] => Phase::Begin,
            Some(_) if number == self.phases[1] => Phase::End,
            _ => Phase::None,
        }
    }

    /// The name of a net error, such as `net::ERR_FAILED`.
    pub(super) fn net_error(&self, number: f64) -> Option<String> {
        let name = self.net_errors.get(&whole(number)?)?;
        Some(format!("net::{name}"))
    }

    /// Whether a request's load flags have the one with that name; `None` where the log has no such
    /// flag.
    pub(super) fn has_flag(&self, flags: f64, name: &str) -> Option<bool> {
        let (flag, flags) = (whole(*self.load_flags.get(name)?)?, whole(flags)?);
        Some(flags & flag != 0)
    }
}

/// A look at an event's type, which is the last member in what Chromium writes. `None` where the
/// whole event must be read to know.
pub(super) fn glance(event: &[u8]) -> Option<u32> {
    let tail = &event[event.len().saturating_sub(32)..];
    let inner = tail.strip_suffix(b"}")?.trim_ascii_end();
    let digits = inner
        .iter()
        .rev()
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    let (before, digits) = inner.split_at(inner.len() - digits);
    let before = before.trim_ascii_end().strip_suffix(b":")?.trim_ascii_end();
    if !before.ends_with(b"\"type\"") {
        return None;
    }
    std::str::from_utf8(digits).ok()?.parse().ok()
}

/// An event.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Event<'a> {
    #[serde(rename = "type")]
    pub number: Num,
    pub phase: Num,
    pub source: Object<Source>,
    pub time: Num,
    #[serde(borrow)]
    pub params: Object<Params<'a>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Source {
    pub id: Num,
}

/// The parameters of every event that is read, together.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Params<'a> {
    #[serde(borrow)]
    pub url: Str<'a>,
    #[serde(borrow)]
    pub method: Str<'a>,
    #[serde(borrow)]
    pub initiator: Str<'a>,
    pub load_flags: Num,
    #[serde(borrow)]
    pub request_type: Str<'a>,
    #[serde(borrow)]
    pub headers: Lines<'a>,
    #[serde(borrow)]
    pub line: Str<'a>,
    #[serde(borrow)]
    pub request_headers: Object<RequestHeaders<'a>>,
    pub source_dependency: Object<Source>,
    #[serde(borrow)]
    pub error: Str<'a>,
    /// A number of Chromium's `CorsError`, which the constants do not name.
    #[serde(rename = "cors-error")]
    pub cors_error: Num,
    #[serde(rename = "failed-parameter", borrow)]
    pub failed_parameter: Str<'a>,
    pub net_error: Num,
    #[serde(borrow)]
    pub client_address_space: Str<'a>,
    #[serde(borrow)]
    pub resource_address_space: Str<'a>,
    #[serde(borrow)]
    pub transport_info: Str<'a>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct RequestHeaders<'a> {
    #[serde(borrow)]
    pub headers: Lines<'a>,
    #[serde(borrow)]
    pub line: Str<'a>,
}

impl Num {
    /// The id of a source.
    pub(super) fn id(self) -> Option<u32> {
        u32::try_from(whole(self.0?)?).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::{Constants, Kind, Phase, glance};

    #[test]
    fn the_type_is_the_last_member_of_what_chromium_writes() {
        let table: &[(&str, Option<u32>)] = &[
            (
                r#"{"phase":1,"source":{"id":3,"type":1},"time":"7","type":151}"#,
                Some(151),
            ),
            (r#"{"time": "7", "type": 151 }"#, Some(151)),
            (r#"{"type":151,"source":{"id":3,"type":1}}"#, None),
            (r#"{"type":151,"time":"7"}"#, None),
            ("{}", None),
            ("", None),
        ];
        for (event, expected) in table {
            assert_eq!(glance(event.as_bytes()), *expected, "{event}");
        }
    }

    #[test]
    fn numbers_mean_what_the_constants_say() {
        let text = br#"{"logEventTypes": {"CORS_REQUEST": 9, "CANCELLED": 4, "OTHER": 1},
            "logEventPhase": {"PHASE_BEGIN": 5, "PHASE_END": 6},
            "netError": {"ERR_FAILED": -2}, "loadFlag": {"DO_NOT_SAVE_COOKIES": 64},
            "timeTickOffset": "1795571095982", "clientInfo": {"name": "Chromium"}}"#;
        let constants = Constants::read(text).expect("constants");
        assert_eq!(constants.kind(9), Some(Kind::CorsRequest));
        assert_eq!(constants.kind(1), None);
        assert_eq!(constants.phase(Some(5.0)), Phase::Begin);
        assert_eq!(constants.phase(Some(0.0)), Phase::None);
        assert_eq!(
            constants.net_error(-2.0).as_deref(),
            Some("net::ERR_FAILED")
        );
        assert_eq!(constants.has_flag(65.0, "DO_NOT_SAVE_COOKIES"), Some(true));
        assert_eq!(constants.has_flag(65.0, "MAIN_FRAME"), None);
        assert!(Constants::read(br#"{"netError": {}}"#).is_none());
        assert!(Constants::read(b"[]").is_none());
    }
}
