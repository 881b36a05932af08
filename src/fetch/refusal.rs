//! A refusal: which check said no, and at which message of the exchange.

/// Which message of an exchange a check looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Phase {
    /// The request itself, before anything was sent.
    Request,
    /// The answer to a preflight.
    Preflight,
    /// A redirect response.
    Redirect,
    /// The final response.
    Response,
}

impl Phase {
    /// The word used in reports.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Preflight => "preflight",
            Self::Redirect => "redirect",
            Self::Response => "response",
        }
    }
}

/// What was wrong. The same fault has the same name in every phase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
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
    /// The browser blocked it and the capture does not hold why.
    Unexplained,
}

impl RefusalKind {
    /// All kinds, in the order of their declaration.
    pub const ALL: [Self; 31] = [
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
            Self::Unexplained => "unexplained",
        }
    }
}

/// A check that said no.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Refusal {
    /// What was wrong.
    pub kind: RefusalKind,
    /// With which message.
    pub phase: Phase,
    /// At which hop of the exchange, counted from 0.
    pub hop: u16,
}
