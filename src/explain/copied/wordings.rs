//! The wordings that people copy, one row each.

/// One wording.
pub(super) struct Row {
    /// Whose words they are.
    pub said_by: &'static str,
    /// The parts of it that never change, in lower case, `…` between them; `^` and `$` hold them to
    /// the ends.
    pub words: &'static str,
    pub article: &'static str,
    /// What else there is to say about this wording.
    pub note: &'static str,
}

const fn row(said_by: &'static str, words: &'static str, article: &'static str) -> Row {
    Row {
        said_by,
        words,
        article,
        note: "",
    }
}

const CHROME: &str = "Chrome's DevTools";
const CHROMIUM: &str = "Chromium";
const FIREFOX: &str = "Firefox";
const SAFARI: &str = "Safari";
const SCRIPT: &str = "a framework";

/// Those that come first: they would pass for a name, or for a more general line.
pub(super) const FIRST: &[Row] = &[
    row(SCRIPT, "^network error$", "failed-to-fetch"),
    row(SCRIPT, "^networkerror$", "failed-to-fetch"),
    row(FIREFOX, "^cors failed$", "network-error"),
    row(
        CHROMIUM,
        "refused to frame … because an ancestor violates",
        "frame-refused",
    ),
    row(
        CHROMIUM,
        "framing … violates … frame-ancestors",
        "frame-refused",
    ),
    row(
        "Swagger UI",
        "failed to fetch. possible reasons: cors",
        "failed-to-fetch",
    ),
];

/// The rest; the first that fits is taken.
pub(super) const ROWS: &[Row] = &[
    // Issues of Chrome, by their titles.
    row(
        CHROME,
        "ensure cors requests are made on supported schemes",
        "scheme-not-supported",
    ),
    row(
        CHROME,
        "ensure only same-origin resources are fetched with same-origin request mode",
        "disallowed-by-mode",
    ),
    row(
        CHROME,
        "ensure cors request includes only allowed headers",
        "header-not-allowed",
    ),
    row(
        CHROME,
        "ensure cors request uses allowed method",
        "method-not-allowed",
    ),
    Row {
        note: "Chrome uses this title for a missing, an invalid and a repeated \
               Access-Control-Allow-Origin, and for lists that cannot be parsed: the issue names the \
               header.",
        ..row(
            CHROME,
            "ensure cors response header values are valid",
            "allow-origin-missing",
        )
    },
    Row {
        note: "Chrome uses this title for a status outside 200 to 299 and for a redirect.",
        ..row(
            CHROME,
            "ensure preflight responses are valid",
            "preflight-status-not-ok",
        )
    },
    row(
        CHROME,
        "ensure cors requests include credentials only when allowed",
        "allow-credentials-not-true",
    ),
    row(
        CHROME,
        "ensure credentialed requests aren't sent to cors resources with origin wildcards",
        "allow-origin-wildcard-with-credentials",
    ),
    row(
        CHROME,
        "ensure credentialed requests are not sent to cors resources with origin wildcards",
        "allow-origin-wildcard-with-credentials",
    ),
    row(
        CHROME,
        "ensure cors requesting origin matches resource's allowed origin",
        "allow-origin-mismatch",
    ),
    row(
        CHROME,
        "ensure cors requests … redirected to urls containing credentials",
        "redirect-contains-credentials",
    ),
    row(
        CHROME,
        "ensure cors requests … redirected to url containing credentials",
        "redirect-contains-credentials",
    ),
    row(
        CHROME,
        "ensure no-cors requests configure redirect mode follow",
        "redirect-mode",
    ),
    row(
        CHROME,
        "ensure that local network requests are compatible with restrictions",
        "local-network-access",
    ),
    row(
        CHROME,
        "ensure private network requests are … allow them",
        "private-network-access",
    ),
    row(
        CHROME,
        "ensure private network requests",
        "local-network-access",
    ),
    row(
        CHROME,
        "specify a more permissive cross-origin resource policy",
        "corp-same-origin",
    ),
    row(
        CHROME,
        "specify a cross-origin resource policy",
        "coep-corp",
    ),
    row(
        CHROME,
        "specify a cross-origin embedder policy",
        "coep-corp",
    ),
    row(
        CHROME,
        "specify a more strict cross-origin opener policy",
        "cross-origin-opener-policy",
    ),
    row(
        CHROME,
        "an iframe navigation has been blocked by cross-origin opener policy",
        "cross-origin-opener-policy",
    ),
    row(
        CHROME,
        "response was blocked by corb",
        "opaque-response-blocked",
    ),
    row(
        CHROME,
        "response was blocked by orb",
        "opaque-response-blocked",
    ),
    row(
        CHROME,
        "sharedarraybuffer usage is restricted",
        "cross-origin-isolation",
    ),
    row(CHROME, "migrate entirely to https", "mixed-content"),
    row(
        CHROME,
        "content security policy of your site blocks",
        "content-security-policy",
    ),
    row(
        CHROME,
        "indicate whether to send a cookie in a cross-site request",
        "same-site-cookies",
    ),
    row(
        CHROME,
        "mark cross-site cookies as secure",
        "same-site-cookies",
    ),
    // Hover texts and notes of Chrome's network panel.
    row(
        CHROME,
        "http status of preflight request didn't indicate success",
        "preflight-status-not-ok",
    ),
    row(
        CHROME,
        "response to preflight was a redirect",
        "preflight-redirect",
    ),
    row(
        CHROME,
        "no content available for preflight request",
        "preflight",
    ),
    row(
        CHROME,
        "provisional headers are shown",
        "provisional-headers",
    ),
    row(
        CHROME,
        "to embed this frame in your document, the response needs to enable the cross-origin embedder policy",
        "coep-corp",
    ),
    row(
        CHROME,
        "the server needs to specify a cross-origin resource policy",
        "coep-corp",
    ),
    row(
        CHROME,
        "relax the cross-origin resource policy … different site",
        "corp-same-site",
    ),
    row(
        CHROME,
        "relax the cross-origin resource policy",
        "corp-same-origin",
    ),
    row(
        CHROME,
        "this request was blocked due to misconfigured response headers",
        "coep-corp",
    ),
    row(
        CHROME,
        "^cross-origin resource sharing error$",
        "cors-error",
    ),
    row(CHROME, "xhr failed loading: ", "failed-to-fetch"),
    row(CHROME, "fetch failed loading: ", "failed-to-fetch"),
    row(
        CHROME,
        "^referrer policy: ",
        "strict-origin-when-cross-origin",
    ),
    row(
        CHROME,
        "^referrer-policy: ",
        "strict-origin-when-cross-origin",
    ),
    // Service workers.
    row(
        CHROMIUM,
        "the fetchevent for … resulted in a network error response",
        "service-worker",
    ),
    row(
        FIREFOX,
        "a serviceworker passed a … to fetchevent.respondwith()",
        "service-worker",
    ),
    row(
        FIREFOX,
        "a serviceworker passed an … to fetchevent.respondwith()",
        "service-worker",
    ),
    row(
        FIREFOX,
        "a serviceworker intercepted the request",
        "service-worker",
    ),
    row(
        SAFARI,
        "fetchevent.respondwith received an error",
        "service-worker",
    ),
    // Integrity.
    row(
        CHROMIUM,
        "has an integrity attribute, but the resource requires the request to be cors enabled",
        "subresource-integrity",
    ),
    row(
        CHROMIUM,
        "failed to find a valid digest in the 'integrity' attribute",
        "subresource-integrity",
    ),
    row(
        FIREFOX,
        "is not eligible for integrity checks",
        "subresource-integrity",
    ),
    row(
        FIREFOX,
        "hashes in the integrity attribute match the content",
        "subresource-integrity",
    ),
    row(
        SAFARI,
        "failed integrity metadata check",
        "subresource-integrity",
    ),
    // Preloads.
    row(
        CHROMIUM,
        "a preload for … is found, but is not used because",
        "preload-mismatch",
    ),
    row(
        CHROMIUM,
        "was preloaded using link preload but not used",
        "preload-mismatch",
    ),
    // Event streams and sockets.
    row(
        CHROMIUM,
        "eventsource's response has a ",
        "event-source-refused",
    ),
    row(
        CHROMIUM,
        "websocket connection to … failed",
        "websocket-refused",
    ),
    row(
        CHROMIUM,
        "error during websocket handshake",
        "websocket-refused",
    ),
    row(
        FIREFOX,
        "can't establish a connection to the server at ws",
        "websocket-refused",
    ),
    row(
        FIREFOX,
        "can't establish a connection to the server at http",
        "event-source-refused",
    ),
    // Requests that never leave the page's origin.
    row(
        CHROMIUM,
        "request mode is \"same-origin\" but the url's origin is not same as the request origin",
        "disallowed-by-mode",
    ),
    row(
        CHROMIUM,
        "failed to construct 'worker': script at … cannot be accessed from origin",
        "disallowed-by-mode",
    ),
    row(
        CHROMIUM,
        "unsafe attempt to load url … 'file:' urls are treated as unique security origins",
        "page-from-disk",
    ),
    row(SAFARI, "unsafe attempt to load url", "disallowed-by-mode"),
    row(
        CHROMIUM,
        "not allowed to load local resource",
        "same-origin-policy",
    ),
    row(
        SAFARI,
        "not allowed to request resource",
        "same-origin-policy",
    ),
    row(
        SAFARI,
        "not allowed to use restricted network port",
        "port-blocked",
    ),
    row(FIREFOX, "this address is restricted", "port-blocked"),
    // Frames and windows.
    row(
        CHROMIUM,
        "refused to display … in a frame because",
        "frame-refused",
    ),
    row(FIREFOX, "in a frame is denied by", "frame-refused"),
    row(SCRIPT, "blocked a frame with origin", "cross-origin-frame"),
    row(
        SCRIPT,
        "permission denied to access property",
        "cross-origin-frame",
    ),
    row(
        CHROMIUM,
        "unsafe attempt to initiate navigation",
        "cross-origin-frame",
    ),
    row(
        CHROMIUM,
        "cross-origin-opener-policy policy would block",
        "cross-origin-opener-policy",
    ),
    // Policies.
    row(
        SAFARI,
        "because it appears in neither the … directive of the content security policy",
        "content-security-policy",
    ),
    row(
        SAFARI,
        "because it does not appear in the … directive of the content security policy",
        "content-security-policy",
    ),
    row(
        FIREFOX,
        "content-security-policy: the page's settings",
        "content-security-policy",
    ),
    row(
        FIREFOX,
        "content security policy: the page's settings",
        "content-security-policy",
    ),
    row(
        CHROMIUM,
        "sharedarraybuffer will require cross-origin isolation",
        "cross-origin-isolation",
    ),
    row(
        SCRIPT,
        "sharedarraybuffer is not defined",
        "cross-origin-isolation",
    ),
    row(
        SCRIPT,
        "can't find variable: sharedarraybuffer",
        "cross-origin-isolation",
    ),
    // Types.
    row(
        CHROMIUM,
        "failed to load module script: expected a",
        "mime-type-mismatch",
    ),
    row(
        CHROMIUM,
        "refused to apply style from",
        "mime-type-mismatch",
    ),
    row(
        CHROMIUM,
        "refused to execute script from",
        "mime-type-mismatch",
    ),
    row(SAFARI, "did not parse stylesheet at", "mime-type-mismatch"),
    row(
        SAFARI,
        "is not a valid javascript mime type",
        "mime-type-mismatch",
    ),
    // Modules.
    row(
        FIREFOX,
        "error loading dynamically imported module",
        "module-script",
    ),
    row(
        CHROMIUM,
        "failed to fetch dynamically imported module",
        "module-script",
    ),
    row(SAFARI, "importing a module script failed", "module-script"),
    row("webpack", "chunkloaderror", "module-script"),
    row("Vite", "unable to preload css for", "module-script"),
    // Canvases.
    row(CHROMIUM, "tainted canvases may not be ", "tainted-canvas"),
    row(
        CHROMIUM,
        "canvas has been tainted by cross-origin data",
        "tainted-canvas",
    ),
    row(
        CHROMIUM,
        "contains cross-origin data, and may not be loaded",
        "tainted-canvas",
    ),
    row(
        FIREFOX,
        "securityerror: the operation is insecure",
        "tainted-canvas",
    ),
    // Cookies, trackers, extensions.
    row(
        FIREFOX,
        "because it came from a tracker",
        "tracking-protection",
    ),
    row(
        FIREFOX,
        "because enhanced tracking protection is enabled",
        "tracking-protection",
    ),
    row(
        FIREFOX,
        "because content blocking is enabled",
        "tracking-protection",
    ),
    row(
        FIREFOX,
        "because we are blocking all third-party storage access requests",
        "third-party-cookies",
    ),
    row(
        FIREFOX,
        "partitioned cookie or storage access was provided to",
        "third-party-cookies",
    ),
    row(
        CHROMIUM,
        "third-party cookie will be blocked",
        "third-party-cookies",
    ),
    row(
        CHROMIUM,
        "third-party cookie is blocked",
        "third-party-cookies",
    ),
    row(
        FIREFOX,
        "has been rejected because it is in a cross-site context and its \"samesite\"",
        "same-site-cookies",
    ),
    row(
        CHROMIUM,
        "set-cookie … blocked because it had the \"samesite",
        "same-site-cookies",
    ),
    row(SAFARI, "blocked by content blocker", "blocked-by-client"),
    // Safari's short lines.
    row(
        SAFARI,
        "preflight response was a redirect",
        "preflight-redirect",
    ),
    row(
        SAFARI,
        "access-control-allow-origin header is invalid",
        "allow-origin-invalid",
    ),
    row(
        SAFARI,
        "^cross-origin … load denied by cross-origin resource sharing policy",
        "cors",
    ),
    // What script is told.
    row(
        "Angular",
        "http failure response for … 0 unknown error",
        "failed-to-fetch",
    ),
    row("axios", "axioserror: network error", "failed-to-fetch"),
    row("axios", "error: network error", "failed-to-fetch"),
    row("React Native", "network request failed", "failed-to-fetch"),
    row(
        "superagent",
        "request has been terminated possible causes: the network is offline",
        "failed-to-fetch",
    ),
    row("Dart", "xmlhttprequest error", "failed-to-fetch"),
    row("Apollo", "[network error]:", "failed-to-fetch"),
    row("RTK Query", "\"fetch_error\"", "failed-to-fetch"),
    row("RTK Query", "^fetch_error$", "failed-to-fetch"),
    row(
        SCRIPT,
        "domexception: a network error occurred",
        "failed-to-fetch",
    ),
    row(
        FIREFOX,
        "networkerror when attempting to fetch resource",
        "failed-to-fetch",
    ),
    row(SAFARI, "typeerror: load failed", "failed-to-fetch"),
    row(CHROMIUM, "typeerror: failed to fetch", "failed-to-fetch"),
    row(SAFARI, "^load failed (", "failed-to-fetch"),
    row(CHROMIUM, "^failed to fetch", "failed-to-fetch"),
    row(
        "gRPC-Web",
        "http response at 400 or 500 level",
        "failed-to-fetch",
    ),
    row("Node.js", "typeerror: fetch failed", "fetch-failed-in-node"),
    row("Node.js", "^fetch failed$", "fetch-failed-in-node"),
    row("Node.js", "connect econnrefused", "fetch-failed-in-node"),
    row("Node.js", "getaddrinfo enotfound", "fetch-failed-in-node"),
    // Servers.
    row(
        "Spring",
        "when allowcredentials is true, allowedorigin",
        "spring-any-origin-with-credentials",
    ),
    Row {
        note: "Spring writes this (403) if the origin, the method or a header of the request is not \
               in its CORS configuration. Run corslens explain spring for the configuration.",
        ..row("Spring", "invalid cors request", "preflight-rejected")
    },
    row(
        "ASP.NET Core",
        "the cors protocol does not allow specifying a wildcard (any) origin and credentials",
        "aspnet-any-origin-with-credentials",
    ),
    row(
        "ASP.NET Core",
        "cors policy execution failed",
        "aspnet-policy-failed",
    ),
    row(
        "ASP.NET Core",
        "no cors policy found for the specified request",
        "aspnet-policy-failed",
    ),
    row(
        "ASP.NET Core",
        "request origin … does not have permission to access the resource",
        "aspnet-policy-failed",
    ),
    row(
        "ASP.NET Core",
        "contains cors metadata, but a middleware was not found that supports cors",
        "aspnet-policy-failed",
    ),
    row(
        "tower-http",
        "invalid cors configuration: cannot combine",
        "tower-http-wildcard-with-credentials",
    ),
    row(
        "django-cors-headers",
        "corsheaders.e0",
        "django-origin-setting",
    ),
    row(
        "the npm package cors",
        "not allowed by cors",
        "express-not-allowed-by-cors",
    ),
    row("S3", "corsresponse: ", "s3-cors-not-allowed"),
    row("S3", "<code>accessforbidden", "s3-cors-not-allowed"),
    Row {
        note: "Azure Storage writes this if no CORS rule of the account matches the origin, the \
               method and the headers. Run corslens explain azure-storage for the rule.",
        ..row(
            "Azure Storage",
            "cors not enabled or no matching rule found for this request",
            "preflight-rejected",
        )
    },
    row("Starlette", "disallowed cors ", "starlette-disallowed"),
    Row {
        note: "@fastify/cors writes this (400) if the preflight lacks Origin or \
               Access-Control-Request-Method.",
        ..row("Fastify", "invalid preflight request", "preflight-rejected")
    },
    Row {
        note: "rs/cors logs why: the origin, the method or a header is not in its options.",
        ..row("rs/cors", "preflight aborted: ", "preflight-rejected")
    },
    row("Django", "csrf verification failed", "csrf-failed"),
    row("Django", "origin checking failed", "csrf-failed"),
    row("Laravel", "csrf token mismatch", "csrf-failed"),
    row("a server", "invalid csrf token", "csrf-failed"),
    row(
        "Rails",
        "can't verify csrf token authenticity",
        "csrf-failed",
    ),
    row("Rails", "invalidauthenticitytoken", "csrf-failed"),
    // Lines that break off before their reason.
    row(CHROMIUM, "access to … at 'http … from origin '", "cors"),
    row(
        FIREFOX,
        "cross-origin request blocked: the same origin policy disallows",
        "cors",
    ),
    row(
        FIREFOX,
        "cross-origin request warning: the same origin policy will disallow",
        "authorization-not-covered",
    ),
    row(
        SAFARI,
        "^cross-origin redirection to … denied by cross-origin resource sharing policy",
        "cors",
    ),
];
