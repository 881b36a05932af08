//! What can be wrong with a request or a response, in one word each: the word that a browser's
//! statement in a recording and the check of our own share.

/// What was wrong. The same fault has the same name in every phase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum RefusalKind {
    /// No `Access-Control-Allow-Origin`.
    AllowOriginMissing,
    /// `*`, and the request carries credentials.
    AllowOriginWildcardWithCredentials,
    /// Several lines, or several values in one.
    AllowOriginMultiple,
    /// Neither `*` nor an origin.
    AllowOriginInvalid,
    /// Another origin.
    AllowOriginMismatch,
    /// `Access-Control-Allow-Credentials` is not `true`, and the request carries credentials.
    AllowCredentialsNotTrue,
    /// The preflight's status is not 200 to 299.
    PreflightStatusNotOk,
    /// The preflight was redirected.
    PreflightRedirect,
    /// The preflight got no answer.
    PreflightFailed,
    /// `Access-Control-Allow-Methods` cannot be parsed.
    AllowMethodsInvalid,
    /// `Access-Control-Allow-Headers` cannot be parsed.
    AllowHeadersInvalid,
    /// The method is not listed.
    MethodNotAllowed,
    /// A request header is not listed.
    HeaderNotAllowed,
    /// `Authorization` is not listed by name (the standard only).
    AuthorizationNotCovered,
    /// There was no answer: connection, name, TLS, aborted.
    NetworkError,
    /// A redirect to a URL with user name or password.
    RedirectContainsCredentials,
    /// A redirect to a scheme that is not http(s), or to no valid URL.
    RedirectScheme,
    /// More than 20 redirects.
    TooManyRedirects,
    /// A redirect that the request's redirect mode forbids.
    RedirectMode,
    /// Mode `same-origin`, another origin.
    DisallowedByMode,
    /// The URL's scheme cannot be fetched with CORS.
    SchemeNotSupported,
    /// `Cross-Origin-Resource-Policy: same-origin`.
    CorpSameOrigin,
    /// `Cross-Origin-Resource-Policy: same-site`.
    CorpSameSite,
    /// The page's `Cross-Origin-Embedder-Policy` wants a CORP header that is absent.
    CoepCorp,
    /// Opaque response blocking.
    OpaqueResponseBlocked,
    /// A script or style sheet of another type, with or without `nosniff`.
    MimeTypeMismatch,
    /// An http URL on an https page.
    MixedContent,
    /// Local network access was not permitted.
    LocalNetworkAccess,
    /// The page's Content Security Policy.
    ContentSecurityPolicy,
    /// An extension or the browser's own block list.
    BlockedByClient,
    /// `EventSource` takes only status 200 and `text/event-stream`.
    EventSourceRefused,
    /// `X-Frame-Options` or `frame-ancestors` keeps it out of the page's frame.
    FrameRefused,
    /// The page's `Document-Isolation-Policy` wants a CORP header that is absent (Chromium only).
    DipCorp,
    /// A port that browsers do not talk to.
    PortBlocked,
    /// The server did not accept the handshake of a WebSocket.
    WebSocketRefused,
    /// A service worker took the request and gave no usable response.
    ServiceWorker,
    /// Something inside the browser stopped it before the network.
    StoppedInBrowser,
    /// The body ended before its announced length.
    BodyIncomplete,
    /// The browser blocked it and the capture does not hold why.
    Unexplained,
}

impl RefusalKind {
    /// All kinds, in the order of their declaration.
    pub const ALL: [Self; 39] = [
        Self::AllowOriginMissing,
        Self::AllowOriginWildcardWithCredentials,
        Self::AllowOriginMultiple,
        Self::AllowOriginInvalid,
        Self::AllowOriginMismatch,
        Self::AllowCredentialsNotTrue,
        Self::PreflightStatusNotOk,
        Self::PreflightRedirect,
        Self::PreflightFailed,
        Self::AllowMethodsInvalid,
        Self::AllowHeadersInvalid,
        Self::MethodNotAllowed,
        Self::HeaderNotAllowed,
        Self::AuthorizationNotCovered,
        Self::NetworkError,
        Self::RedirectContainsCredentials,
        Self::RedirectScheme,
        Self::TooManyRedirects,
        Self::RedirectMode,
        Self::DisallowedByMode,
        Self::SchemeNotSupported,
        Self::CorpSameOrigin,
        Self::CorpSameSite,
        Self::CoepCorp,
        Self::OpaqueResponseBlocked,
        Self::MimeTypeMismatch,
        Self::MixedContent,
        Self::LocalNetworkAccess,
        Self::ContentSecurityPolicy,
        Self::BlockedByClient,
        Self::EventSourceRefused,
        Self::FrameRefused,
        Self::DipCorp,
        Self::PortBlocked,
        Self::WebSocketRefused,
        Self::ServiceWorker,
        Self::StoppedInBrowser,
        Self::BodyIncomplete,
        Self::Unexplained,
    ];

    /// The name of the rule that finds it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::AllowOriginMissing => "allow-origin-missing",
            Self::AllowOriginWildcardWithCredentials => "allow-origin-wildcard-with-credentials",
            Self::AllowOriginMultiple => "allow-origin-multiple",
            Self::AllowOriginInvalid => "allow-origin-invalid",
            Self::AllowOriginMismatch => "allow-origin-mismatch",
            Self::AllowCredentialsNotTrue => "allow-credentials-not-true",
            Self::PreflightStatusNotOk => "preflight-status-not-ok",
            Self::PreflightRedirect => "preflight-redirect",
            Self::PreflightFailed => "preflight-failed",
            Self::AllowMethodsInvalid => "allow-methods-invalid",
            Self::AllowHeadersInvalid => "allow-headers-invalid",
            Self::MethodNotAllowed => "method-not-allowed",
            Self::HeaderNotAllowed => "header-not-allowed",
            Self::AuthorizationNotCovered => "authorization-not-covered",
            Self::NetworkError => "network-error",
            Self::RedirectContainsCredentials => "redirect-contains-credentials",
            Self::RedirectScheme => "redirect-scheme",
            Self::TooManyRedirects => "too-many-redirects",
            Self::RedirectMode => "redirect-mode",
            Self::DisallowedByMode => "disallowed-by-mode",
            Self::SchemeNotSupported => "scheme-not-supported",
            Self::CorpSameOrigin => "corp-same-origin",
            Self::CorpSameSite => "corp-same-site",
            Self::CoepCorp => "coep-corp",
            Self::OpaqueResponseBlocked => "opaque-response-blocked",
            Self::MimeTypeMismatch => "mime-type-mismatch",
            Self::MixedContent => "mixed-content",
            Self::LocalNetworkAccess => "local-network-access",
            Self::ContentSecurityPolicy => "content-security-policy",
            Self::BlockedByClient => "blocked-by-client",
            Self::EventSourceRefused => "event-source-refused",
            Self::FrameRefused => "frame-refused",
            Self::DipCorp => "dip-corp",
            Self::PortBlocked => "port-blocked",
            Self::WebSocketRefused => "websocket-refused",
            Self::ServiceWorker => "service-worker",
            Self::StoppedInBrowser => "stopped-in-browser",
            Self::BodyIncomplete => "body-incomplete",
            Self::Unexplained => "unexplained",
        }
    }
}

impl RefusalKind {
    /// The kind with that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// A set of [`RefusalKind`]s: browsers have one word for several.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct RefusalKinds(u64);

impl RefusalKinds {
    /// The set of these.
    #[must_use]
    pub const fn of(kinds: &[RefusalKind]) -> Self {
        let mut set = 0;
        let mut at = 0;
        while at < kinds.len() {
            set |= 1 << kinds[at] as u64;
            at += 1;
        }
        Self(set)
    }

    /// Whether it is one of them.
    #[must_use]
    pub const fn contains(self, kind: RefusalKind) -> bool {
        self.0 & (1 << kind as u64) != 0
    }

    /// Those that are in both sets.
    #[must_use]
    pub const fn shared(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The only one, where it is only one.
    #[must_use]
    pub fn only(self) -> Option<RefusalKind> {
        let mut all = self.iter();
        all.next().filter(|_| all.next().is_none())
    }

    /// The members, in order.
    pub fn iter(self) -> impl Iterator<Item = RefusalKind> {
        RefusalKind::ALL
            .into_iter()
            .filter(move |kind| self.contains(*kind))
    }
}

#[cfg(test)]
mod tests {
    use super::{RefusalKind, RefusalKinds};

    #[test]
    fn a_set_holds_what_was_put_in() {
        for kind in RefusalKind::ALL {
            let set = RefusalKinds::of(&[kind]);
            assert_eq!(set.only(), Some(kind));
            assert_eq!(RefusalKind::named(kind.name()), Some(kind));
        }
        let all = RefusalKinds::of(&RefusalKind::ALL);
        assert_eq!(all.iter().count(), RefusalKind::ALL.len());
        assert_eq!(all.only(), None);
        assert!(RefusalKinds::default().is_empty());
    }
}
