//! The names of an entry's members.

use super::marks::Marks;

/// A member of an entry, as far as its name tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Named {
    /// Which it is.
    pub member: Member,
    /// Whom it is a mark of.
    pub marks: Marks,
}

impl Named {
    /// The member of that name.
    pub fn of(name: &[u8]) -> Self {
        Self {
            member: Member::of(name),
            marks: Marks::of(name),
        }
    }
}

/// A member that is read, by its number among them, and where it stands in the entry.
pub type Field = (u32, &'static str);

/// The members of an entry that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Member {
    Started,
    Time,
    Timings,
    PageRef,
    Request,
    Response,
    Cache,
    ServerIp,
    Connection,
    ConnectionId,
    ResourceType,
    RequestType,
    Initiator,
    InitiatorType,
    InitiatorDetail,
    RequestId,
    FromCache,
    FetchType,
    ServiceWorker,
    Fulfilled,
    Aborted,
    ApiRequest,
    Error,
    SocketMessages,
    ZapType,
    Other,
}

impl Member {
    /// The member of that name.
    pub fn of(name: &[u8]) -> Self {
        match name {
            b"startedDateTime" => Self::Started,
            b"time" => Self::Time,
            b"timings" => Self::Timings,
            b"pageref" => Self::PageRef,
            b"request" => Self::Request,
            b"response" => Self::Response,
            b"cache" => Self::Cache,
            b"serverIPAddress" => Self::ServerIp,
            b"connection" => Self::Connection,
            b"_connectionId" => Self::ConnectionId,
            b"_resourceType" => Self::ResourceType,
            b"_request_type" => Self::RequestType,
            b"_initiator" => Self::Initiator,
            b"_initiator_type" => Self::InitiatorType,
            b"_initiator_detail" => Self::InitiatorDetail,
            b"_requestId" => Self::RequestId,
            b"_fromCache" => Self::FromCache,
            b"_fetchType" => Self::FetchType,
            b"_fetchedViaServiceWorker" => Self::ServiceWorker,
            b"_wasFulfilled" => Self::Fulfilled,
            b"_wasAborted" => Self::Aborted,
            b"_apiRequestRef" => Self::ApiRequest,
            b"_error" => Self::Error,
            b"_webSocketMessages" => Self::SocketMessages,
            b"_zapMessageType" => Self::ZapType,
            _ => Self::Other,
        }
    }

    /// Whether an object that has it is an entry rather than a `log`.
    pub fn marks_an_entry(self) -> bool {
        !matches!(self, Self::Other | Self::Error | Self::Time)
    }

    /// Where it stands in the entry.
    pub fn pointer(self) -> &'static str {
        match self {
            Self::Started => "/startedDateTime",
            Self::Time => "/time",
            Self::Timings => "/timings",
            Self::PageRef => "/pageref",
            Self::Request => "/request",
            Self::Response => "/response",
            Self::Cache => "/cache",
            Self::ServerIp => "/serverIPAddress",
            Self::Connection => "/connection",
            Self::ConnectionId => "/_connectionId",
            Self::ResourceType => "/_resourceType",
            Self::RequestType => "/_request_type",
            Self::Initiator => "/_initiator",
            Self::InitiatorType => "/_initiator_type",
            Self::InitiatorDetail => "/_initiator_detail",
            Self::RequestId => "/_requestId",
            Self::FromCache => "/_fromCache",
            Self::FetchType => "/_fetchType",
            Self::ServiceWorker => "/_fetchedViaServiceWorker",
            Self::Fulfilled => "/_wasFulfilled",
            Self::Aborted => "/_wasAborted",
            Self::ApiRequest => "/_apiRequestRef",
            Self::Error => "/_error",
            Self::SocketMessages => "/_webSocketMessages",
            Self::ZapType => "/_zapMessageType",
            Self::Other => "",
        }
    }
}
