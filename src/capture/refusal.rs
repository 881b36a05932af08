//! What can be wrong with a request or a response, in one word each: the word that a browser's
//! statement in a recording and the check of our own share. One row a refusal holds what is known
//! of it as data; the rule of the same name says what it means.

/// What is known of a refusal.
#[derive(Debug)]
#[non_exhaustive]
pub struct RefusalRow {
    /// The name of the rule that finds it.
    pub name: &'static str,
    /// Chromium's `Network.CorsError` name, else its blocked reason or `net::` error.
    pub chromium: Option<&'static str>,
    /// The same where it is the response to a preflight and has another name there.
    pub chromium_preflight: Option<&'static str>,
    /// The category of the message in Firefox's console.
    pub firefox: Option<&'static str>,
    /// The last part of the address of MDN's page, under `Web/HTTP/Guides/CORS/Errors/`.
    pub mdn: Option<&'static str>,
    /// Chromium's error texts in a recording that mean this refusal and nothing else.
    pub errors: &'static [&'static str],
    /// Whether other response headers of the host could change it.
    pub heeds_headers: bool,
    /// What other browsers make of it where a recording shows it.
    pub elsewhere: Elsewhere,
}

/// What other browsers make of a refusal that one browser's recording shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Elsewhere {
    /// Each goes by its own rules.
    Judged,
    /// They refuse as well.
    Same,
    /// Nobody knows: it depends on that browser's set-up.
    Open,
}

const ROW: RefusalRow = RefusalRow {
    name: "",
    chromium: None,
    chromium_preflight: None,
    firefox: None,
    mdn: None,
    errors: &[],
    heeds_headers: true,
    elsewhere: Elsewhere::Judged,
};

/// Declares the kinds, each with its row.
macro_rules! refusals {
    ($($(#[$doc:meta])* $kind:ident { $($field:ident: $value:expr,)* })*) => {
        /// What was wrong. The same fault has the same name in every phase.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum RefusalKind {
            $($(#[$doc])* $kind,)*
        }

        /// The rows, in the order of the kinds.
        static ROWS: &[RefusalRow] = &[$(RefusalRow { $($field: $value,)* ..ROW },)*];

        impl RefusalKind {
            /// All kinds, in the order of their declaration.
            pub const ALL: [Self; [$(stringify!($kind)),*].len()] = [$(Self::$kind),*];
        }
    };
}

refusals! {
    /// No `Access-Control-Allow-Origin`.
    AllowOriginMissing {
        name: "allow-origin-missing",
        chromium: Some("MissingAllowOriginHeader"),
        chromium_preflight: Some("PreflightMissingAllowOriginHeader"),
        firefox: Some("CORSMissingAllowOrigin2"),
        mdn: Some("CORSMissingAllowOrigin"),
    }
    /// `*`, and the request carries credentials.
    AllowOriginWildcardWithCredentials {
        name: "allow-origin-wildcard-with-credentials",
        chromium: Some("WildcardOriginNotAllowed"),
        chromium_preflight: Some("PreflightWildcardOriginNotAllowed"),
        firefox: Some("CORSNotSupportingCredentials"),
        mdn: Some("CORSNotSupportingCredentials"),
    }
    /// Several lines, or several values in one.
    AllowOriginMultiple {
        name: "allow-origin-multiple",
        chromium: Some("MultipleAllowOriginValues"),
        chromium_preflight: Some("PreflightMultipleAllowOriginValues"),
        firefox: Some("CORSAllowOriginNotMatchingOrigin"),
        mdn: Some("CORSMultipleAllowOriginNotAllowed"),
    }
    /// Neither `*` nor an origin.
    AllowOriginInvalid {
        name: "allow-origin-invalid",
        chromium: Some("InvalidAllowOriginValue"),
        chromium_preflight: Some("PreflightInvalidAllowOriginValue"),
        firefox: Some("CORSAllowOriginNotMatchingOrigin"),
        mdn: Some("CORSAllowOriginNotMatchingOrigin"),
    }
    /// Another origin.
    AllowOriginMismatch {
        name: "allow-origin-mismatch",
        chromium: Some("AllowOriginMismatch"),
        chromium_preflight: Some("PreflightAllowOriginMismatch"),
        firefox: Some("CORSAllowOriginNotMatchingOrigin"),
        mdn: Some("CORSAllowOriginNotMatchingOrigin"),
    }
    /// `Access-Control-Allow-Credentials` is not `true`, and the request carries credentials.
    AllowCredentialsNotTrue {
        name: "allow-credentials-not-true",
        chromium: Some("InvalidAllowCredentials"),
        chromium_preflight: Some("PreflightInvalidAllowCredentials"),
        firefox: Some("CORSMissingAllowCredentials"),
        mdn: Some("CORSMissingAllowCredentials"),
    }
    /// The preflight's status is not 200 to 299.
    PreflightStatusNotOk {
        name: "preflight-status-not-ok",
        chromium: Some("PreflightInvalidStatus"),
        firefox: Some("CORSPreflightDidNotSucceed3"),
        mdn: Some("CORSPreflightDidNotSucceed"),
    }
    /// The preflight was redirected.
    PreflightRedirect {
        name: "preflight-redirect",
        chromium: Some("PreflightDisallowedRedirect"),
        firefox: Some("CORSExternalRedirectNotAllowed"),
        mdn: Some("CORSExternalRedirectNotAllowed"),
        errors: &["net::ERR_INVALID_REDIRECT"],
    }
    /// The preflight got no answer.
    PreflightFailed {
        name: "preflight-failed",
        firefox: Some("CORSDidNotSucceed2"),
        mdn: Some("CORSDidNotSucceed"),
    }
    /// `Access-Control-Allow-Methods` cannot be parsed.
    AllowMethodsInvalid {
        name: "allow-methods-invalid",
        chromium: Some("InvalidAllowMethodsPreflightResponse"),
        firefox: Some("CORSInvalidAllowMethod"),
        mdn: Some("CORSInvalidAllowMethod"),
    }
    /// `Access-Control-Allow-Headers` cannot be parsed.
    AllowHeadersInvalid {
        name: "allow-headers-invalid",
        chromium: Some("InvalidAllowHeadersPreflightResponse"),
        firefox: Some("CORSInvalidAllowHeader"),
        mdn: Some("CORSInvalidAllowHeader"),
    }
    /// The method is not listed.
    MethodNotAllowed {
        name: "method-not-allowed",
        chromium: Some("MethodDisallowedByPreflightResponse"),
        firefox: Some("CORSMethodNotFound"),
        mdn: Some("CORSMethodNotFound"),
    }
    /// A request header is not listed.
    HeaderNotAllowed {
        name: "header-not-allowed",
        chromium: Some("HeaderDisallowedByPreflightResponse"),
        firefox: Some("CORSMissingAllowHeaderFromPreflight2"),
        mdn: Some("CORSMissingAllowHeaderFromPreflight"),
    }
    /// `Authorization` is not listed by name (the standard only).
    AuthorizationNotCovered {
        name: "authorization-not-covered",
        chromium: Some("HeaderDisallowedByPreflightResponse"),
        firefox: Some("CORSMissingAllowHeaderFromPreflight2"),
        mdn: Some("CORSMissingAllowHeaderFromPreflight"),
    }
    /// There was no answer: connection, name, TLS, aborted.
    NetworkError {
        name: "network-error",
        firefox: Some("CORSDidNotSucceed2"),
        mdn: Some("CORSDidNotSucceed"),
    }
    /// A redirect to a URL with user name or password.
    RedirectContainsCredentials {
        name: "redirect-contains-credentials",
        chromium: Some("RedirectContainsCredentials"),
        firefox: Some("CORSDidNotSucceed2"),
    }
    /// A redirect to a scheme that is not http(s), or to no valid URL.
    RedirectScheme {
        name: "redirect-scheme",
        chromium: Some("net::ERR_UNSAFE_REDIRECT"),
        // To ftp:, mailto: or javascript:.
        firefox: Some("CORSDidNotSucceed2"),
        mdn: Some("CORSRequestNotHttp"),
        errors: &["net::ERR_UNSAFE_REDIRECT", "net::ERR_UNKNOWN_URL_SCHEME"],
        elsewhere: Elsewhere::Same,
    }
    /// More than 20 redirects.
    TooManyRedirects {
        name: "too-many-redirects",
        chromium: Some("net::ERR_TOO_MANY_REDIRECTS"),
        firefox: Some("CORSDidNotSucceed2"),
        errors: &["net::ERR_TOO_MANY_REDIRECTS"],
        elsewhere: Elsewhere::Same,
    }
    /// A redirect that the request's redirect mode forbids.
    RedirectMode {
        name: "redirect-mode",
        chromium: Some("net::ERR_FAILED"),
        heeds_headers: false,
    }
    /// Mode `same-origin`, another origin.
    DisallowedByMode {
        name: "disallowed-by-mode",
        chromium: Some("DisallowedByMode"),
        firefox: Some("SOP"),
        heeds_headers: false,
        elsewhere: Elsewhere::Same,
    }
    /// The URL's scheme cannot be fetched with CORS.
    SchemeNotSupported {
        name: "scheme-not-supported",
        chromium: Some("CorsDisabledScheme"),
        firefox: Some("CORSRequestNotHttp"),
        mdn: Some("CORSRequestNotHttp"),
        heeds_headers: false,
    }
    /// `Cross-Origin-Resource-Policy: same-origin`.
    CorpSameOrigin {
        name: "corp-same-origin",
        chromium: Some("corp-not-same-origin"),
        firefox: Some("COEP"),
        errors: &["net::ERR_BLOCKED_BY_RESPONSE.NotSameOrigin"],
        elsewhere: Elsewhere::Same,
    }
    /// `Cross-Origin-Resource-Policy: same-site`.
    CorpSameSite {
        name: "corp-same-site",
        chromium: Some("corp-not-same-site"),
        firefox: Some("COEP"),
        errors: &["net::ERR_BLOCKED_BY_RESPONSE.NotSameSite"],
        elsewhere: Elsewhere::Same,
    }
    /// The page's `Cross-Origin-Embedder-Policy` wants a CORP header that is absent.
    CoepCorp {
        name: "coep-corp",
        chromium: Some("corp-not-same-origin-after-defaulted-to-same-origin-by-coep"),
        firefox: Some("COEP"),
        heeds_headers: false,
        elsewhere: Elsewhere::Same,
    }
    /// Opaque response blocking.
    OpaqueResponseBlocked {
        name: "opaque-response-blocked",
        chromium: Some("net::ERR_BLOCKED_BY_ORB"),
        firefox: Some("ORB"),
        errors: &["net::ERR_BLOCKED_BY_ORB"],
    }
    /// A script or style sheet of another type, with or without `nosniff`.
    MimeTypeMismatch {
        name: "mime-type-mismatch",
        firefox: Some("MIMEMISMATCH"),
    }
    /// An http URL on an https page.
    MixedContent {
        name: "mixed-content",
        chromium: Some("mixed-content"),
        firefox: Some("Mixed Content Blocker"),
        heeds_headers: false,
        elsewhere: Elsewhere::Same,
    }
    /// Local network access was not permitted.
    LocalNetworkAccess {
        name: "local-network-access",
        chromium: Some("LocalNetworkAccessPermissionDenied"),
        errors: &[
            "net::ERR_BLOCKED_BY_LOCAL_NETWORK_ACCESS_CHECKS",
            "net::ERR_BLOCKED_BY_PRIVATE_NETWORK_ACCESS_CHECKS",
        ],
        heeds_headers: false,
        elsewhere: Elsewhere::Open,
    }
    /// The page's Content Security Policy.
    ContentSecurityPolicy {
        name: "content-security-policy",
        chromium: Some("csp"),
        firefox: Some("CSP_CSPGenericViolation"),
        errors: &["net::ERR_BLOCKED_BY_CSP"],
        heeds_headers: false,
        elsewhere: Elsewhere::Same,
    }
    /// An extension or the browser's own block list.
    BlockedByClient {
        name: "blocked-by-client",
        chromium: Some("net::ERR_BLOCKED_BY_CLIENT"),
        errors: &["net::ERR_BLOCKED_BY_CLIENT", "net::ERR_BLOCKED_BY_ADMINISTRATOR"],
        heeds_headers: false,
        elsewhere: Elsewhere::Open,
    }
    /// `EventSource` takes only status 200 and `text/event-stream`.
    EventSourceRefused {
        name: "event-source-refused",
        firefox: Some("Event Source"),
        heeds_headers: false,
    }
    /// `X-Frame-Options` or `frame-ancestors` keeps it out of the page's frame.
    FrameRefused {
        name: "frame-refused",
        chromium: Some("net::ERR_BLOCKED_BY_RESPONSE"),
        firefox: Some("X-Frame-Options"),
        heeds_headers: false,
        elsewhere: Elsewhere::Same,
    }
    /// The page's `Document-Isolation-Policy` wants a CORP header that is absent (Chromium only).
    DipCorp {
        name: "dip-corp",
        chromium: Some("corp-not-same-origin-after-defaulted-to-same-origin-by-dip"),
        errors: &["net::ERR_BLOCKED_BY_RESPONSE.NotSameOriginAfterDefaultedToSameOriginByDip"],
        heeds_headers: false,
    }
    /// A port that browsers do not talk to.
    PortBlocked {
        name: "port-blocked",
        chromium: Some("net::ERR_UNSAFE_PORT"),
        firefox: Some("CORSDidNotSucceed2"),
        errors: &["net::ERR_UNSAFE_PORT"],
        heeds_headers: false,
        elsewhere: Elsewhere::Same,
    }
    /// The server did not accept the handshake of a WebSocket.
    WebSocketRefused {
        name: "websocket-refused",
        firefox: Some("Web Socket"),
        heeds_headers: false,
    }
    /// A service worker took the request and gave no usable response.
    ServiceWorker {
        name: "service-worker",
        chromium: Some("net::ERR_FAILED"),
        firefox: Some("Service Worker Interception"),
        heeds_headers: false,
        elsewhere: Elsewhere::Same,
    }
    /// Something inside the browser stopped it before the network.
    StoppedInBrowser {
        name: "stopped-in-browser",
        chromium: Some("inspector"),
        heeds_headers: false,
        elsewhere: Elsewhere::Open,
    }
    /// The body ended before its announced length.
    BodyIncomplete {
        name: "body-incomplete",
        chromium: Some("net::ERR_CONTENT_LENGTH_MISMATCH"),
        heeds_headers: false,
    }
    /// The browser blocked it and the capture does not hold why.
    Unexplained {
        name: "unexplained",
        heeds_headers: false,
    }
}

impl RefusalKind {
    /// What is known of it.
    #[must_use]
    pub fn row(self) -> &'static RefusalRow {
        &ROWS[self as usize]
    }

    /// The name of the rule that finds it.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// The kind with that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// The kind that an error text of Chromium means, where it means only one.
    #[must_use]
    pub fn of_error(error: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.row().errors.contains(&error))
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
