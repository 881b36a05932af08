//! What people copy that is neither a name nor a reason in a console: words of network and issues
//! panels, errors of frameworks, messages of servers. One row a wording.

use super::explanation::Explanation;
use super::names::by_name;
use crate::report::sanitize::terminal;

/// One wording.
struct Row {
    /// Whose words they are.
    said_by: &'static str,
    /// The parts of it that never change, in lower case, `…` between them; `^` and `$` hold them to
    /// the ends.
    words: &'static str,
    article: &'static str,
    /// What else there is to say about this wording.
    note: &'static str,
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
const FIRST: &[Row] = &[
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
const ROWS: &[Row] = &[
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

/// Chrome's blocked reasons, as `(blocked:…)` in the network panel, with the article of each.
const BLOCKED: &[(&str, &str)] = &[
    ("origin", "same-origin-policy"),
    ("corp", "corp-same-origin"),
    ("other", "stopped-in-browser"),
    ("devtools", "blocked-by-client"),
    ("coep", "coep-corp"),
    ("integrity", "subresource-integrity"),
    ("orb", "opaque-response-blocked"),
    ("corb", "opaque-response-blocked"),
    ("tracking", "tracking-protection"),
    ("subresource-filter", "blocked-by-client"),
];

/// Error codes by what they begin with; the first that fits is taken.
const CODES: &[(&str, &str)] = &[
    ("ERR_BLOCKED_BY_RESPONSE.", "coep-corp"),
    ("ERR_BLOCKED_BY_CSP", "content-security-policy"),
    ("ERR_BLOCKED_", "blocked-by-client"),
    ("ERR_PROXY_", "proxy-error"),
    ("ERR_TUNNEL_", "proxy-error"),
    ("ERR_SOCKS_", "proxy-error"),
    ("ERR_HTTPS_PROXY_", "proxy-error"),
    ("ERR_MANDATORY_PROXY_", "proxy-error"),
    ("ERR_NO_SUPPORTED_PROXIES", "proxy-error"),
    ("ERR_PAC_", "proxy-error"),
    ("ERR_RESPONSE_HEADERS_MULTIPLE_LOCATION", "redirect-scheme"),
    ("ERR_RESPONSE_HEADERS_", "malformed-response"),
    ("ERR_CONTENT_LENGTH_", "body-incomplete"),
    ("ERR_INCOMPLETE_", "body-incomplete"),
    ("ERR_CONTENT_DECODING_", "malformed-response"),
    ("ERR_INVALID_HTTP", "malformed-response"),
    ("ERR_INVALID_RESPONSE", "malformed-response"),
    ("ERR_INVALID_CHUNKED", "malformed-response"),
    ("ERR_CACHE_", "cache-miss"),
    ("ERR_UNSAFE_REDIRECT", "redirect-scheme"),
    ("ERR_DISALLOWED_URL_SCHEME", "scheme-not-supported"),
    ("ERR_FILE_", "page-from-disk"),
    ("ERR_ACCESS_DENIED", "page-from-disk"),
    ("ERR_CERT", "network-error"),
    ("ERR_SSL_", "network-error"),
    ("ERR_BAD_SSL_", "network-error"),
    ("ERR_ECH_", "network-error"),
    ("ERR_TLS", "network-error"),
    ("ERR_NAME_", "network-error"),
    ("ERR_DNS_", "network-error"),
    ("ERR_CONNECTION_", "network-error"),
    ("ERR_ADDRESS_", "network-error"),
    ("ERR_INTERNET_", "network-error"),
    ("ERR_NETWORK_", "network-error"),
    ("ERR_HTTP2_", "network-error"),
    ("ERR_HTTP_1_1_REQUIRED", "network-error"),
    ("ERR_SPDY_", "network-error"),
    ("ERR_QUIC_", "network-error"),
    ("ERR_SOCKET_", "network-error"),
    ("ERR_EMPTY_", "network-error"),
    ("ERR_TIMED_OUT", "network-error"),
    ("ERR_ABORTED", "network-error"),
    ("ERR_UNEXPECTED", "network-error"),
    ("ERR_INSUFFICIENT_RESOURCES", "network-error"),
    ("NS_ERROR_DOM_CORP_", "corp-same-origin"),
    ("NS_ERROR_DOM_COEP_", "coep-corp"),
    ("NS_ERROR_PROXY_", "proxy-error"),
    ("NS_ERROR_UNKNOWN_PROXY_", "proxy-error"),
    ("NS_ERROR_MALWARE_URI", "blocked-by-client"),
    ("NS_ERROR_PHISHING_URI", "blocked-by-client"),
    ("NS_ERROR_UNWANTED_URI", "blocked-by-client"),
    ("NS_ERROR_HARMFUL_URI", "blocked-by-client"),
    ("NS_ERROR_CONTENT_BLOCKED", "stopped-in-browser"),
    ("NS_ERROR_BLOCKED_BY_POLICY", "stopped-in-browser"),
    ("NS_ERROR_CORRUPTED_CONTENT", "malformed-response"),
    ("NS_ERROR_INVALID_CONTENT_ENCODING", "malformed-response"),
    ("NS_ERROR_NET_PARTIAL_TRANSFER", "body-incomplete"),
    ("NS_ERROR_PORT_ACCESS_NOT_ALLOWED", "port-blocked"),
    ("NS_ERROR_UNKNOWN_PROTOCOL", "scheme-not-supported"),
    ("NS_ERROR_REDIRECT_LOOP", "too-many-redirects"),
    ("NS_ERROR_NET_", "network-error"),
    ("NS_ERROR_CONNECTION_", "network-error"),
    ("NS_ERROR_UNKNOWN_HOST", "network-error"),
    ("NS_ERROR_OFFLINE", "network-error"),
    ("NS_ERROR_ABORT", "network-error"),
    ("NS_ERROR_FAILURE", "network-error"),
    ("NS_BINDING_", "network-error"),
    ("SEC_ERROR_", "network-error"),
    ("SSL_ERROR_", "network-error"),
    ("MOZILLA_PKIX_ERROR_", "network-error"),
    ("ECONNREFUSED", "fetch-failed-in-node"),
    ("ECONNRESET", "fetch-failed-in-node"),
    ("ENOTFOUND", "fetch-failed-in-node"),
    ("ETIMEDOUT", "fetch-failed-in-node"),
    ("EAI_AGAIN", "fetch-failed-in-node"),
];

/// A text that would also pass for a name.
pub(super) fn first(plain: &str) -> Option<Explanation> {
    by_rows(FIRST, plain)
}

/// A text of the table, or one of a kind: a blocked reason, a CORS error of the network panel, a
/// failed load with its status.
pub(super) fn any(plain: &str) -> Option<Explanation> {
    by_rows(ROWS, plain).or_else(|| by_kind(plain))
}

fn by_rows(rows: &[Row], plain: &str) -> Option<Explanation> {
    let lower = plain.to_lowercase();
    let row = rows.iter().find(|row| fits(row.words, &lower))?;
    let mut explanation = by_name(row.article)?;
    explanation.said_by = Some(row.said_by);
    if !row.note.is_empty() {
        explanation.observations.push(row.note.to_owned());
    }
    if let Some(url) = url(plain) {
        explanation.values.push(("url", terminal(url).into_owned()));
    }
    Some(explanation)
}

fn by_kind(plain: &str) -> Option<Explanation> {
    let lower = plain.to_lowercase();
    if let Some(rest) = lower.trim_start_matches('(').strip_prefix("blocked:") {
        let reason = rest.trim_end_matches(')').trim();
        let known = BLOCKED.iter().find(|(name, _)| *name == reason);
        return by_name(known.map_or(reason, |(_, article)| article));
    }
    if let Some((_, code)) = plain.split_once("Cross-Origin Resource Sharing error") {
        return by_name(code.trim_matches([':', ' ']));
    }
    for before in [
        "the server responded with a status of ",
        "request failed with status code ",
        "unexpected response code: ",
    ] {
        if let Some((_, status)) = lower.split_once(before) {
            let digits = status.split(|c: char| !c.is_ascii_digit()).next()?;
            return by_name(digits);
        }
    }
    None
}

/// The article of an error code, also of one that is not listed but begins like its kind.
pub(super) fn code(word: &str) -> Option<Explanation> {
    let name = word.trim_start_matches("(failed)");
    let name = name.strip_prefix("net::").unwrap_or(name);
    if !name.contains('_') && !name.starts_with('E') {
        return None;
    }
    by_name(name).or_else(|| {
        let found = CODES.iter().find(|(begin, _)| name.starts_with(begin));
        by_name(found?.1)
    })
}

/// Whether the parts of a wording are in a text, in order.
fn fits(words: &str, text: &str) -> bool {
    let (from_start, words) = match words.strip_prefix('^') {
        Some(rest) => (true, rest),
        None => (false, words),
    };
    let (to_end, words) = match words.strip_suffix('$') {
        Some(rest) => (true, rest),
        None => (false, words),
    };
    let mut rest = text;
    let last = words.matches('…').count();
    for (number, part) in words.split('…').enumerate() {
        let part = if number > 0 { part.trim_start() } else { part };
        let part = if number < last { part.trim_end() } else { part };
        let Some(at) = rest.find(part) else {
            return false;
        };
        if number == 0 && from_start && at > 0 {
            return false;
        }
        rest = &rest[at + part.len()..];
    }
    !to_end || rest.is_empty()
}

/// The first URL in a text.
pub(super) fn url(text: &str) -> Option<&str> {
    let start = ["https://", "http://", "wss://", "ws://", "file://"]
        .iter()
        .filter_map(|scheme| text.find(scheme))
        .min()?;
    let rest = &text[start..];
    let end = rest
        .find(|c: char| c.is_whitespace() || c.is_control() || "'\"<>()[]{}、。（），".contains(c))
        .unwrap_or(rest.len());
    Some(rest[..end].trim_end_matches(['.', ',', ':', ';']))
}

/// Curly quotes made straight, all white space made one space.
pub(super) fn plain(pasted: &str) -> String {
    let mut text = String::with_capacity(pasted.len());
    for word in pasted.split_whitespace() {
        if !text.is_empty() {
            text.push(' ');
        }
        text.extend(word.chars().map(|c| match c {
            '\u{2018}' | '\u{2019}' => '\'',
            '\u{201c}' | '\u{201d}' => '"',
            c => c,
        }));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_leads_to_an_article() {
        for row in FIRST.iter().chain(ROWS) {
            assert!(by_name(row.article).is_some(), "{}", row.article);
            assert_eq!(row.words, row.words.to_lowercase());
        }
        for (_, article) in BLOCKED.iter().chain(CODES) {
            assert!(by_name(article).is_some(), "{article}");
        }
    }

    #[test]
    fn parts_are_found_in_order_and_at_the_ends() {
        for (words, text, fit) in [
            ("a … c", "x a b c", true),
            ("a … c", "c a", false),
            ("^a", "a b", true),
            ("^a", "b a", false),
            ("^a$", "a", true),
            ("^a$", "a b", false),
        ] {
            assert_eq!(fits(words, text), fit, "{words} in {text}");
        }
    }

    #[test]
    fn the_url_of_a_line_ends_where_the_line_goes_on() {
        for (text, wanted) in [
            (
                "at https://a.example/x. (Grund: …)",
                Some("https://a.example/x"),
            ),
            (
                "https://a.example/xにある",
                Some("https://a.example/xにある"),
            ),
            ("no URL", None),
        ] {
            assert_eq!(url(text), wanted, "{text}");
        }
    }
}
