//! What one browser alone, or an older one, says.

use super::Term;

pub(super) static TERMS: &[Term] = &[
    Term {
        name: "cors-disabled",
        title: "CORS is disabled in this browser",
        meaning: "Firefox's preference content.cors.disable is set, so every cross-origin request \
                  fails, whatever the server says.",
        causes: &["The preference was set by hand or by a policy."],
        look_at: &["about:config, content.cors.disable."],
        fix: &["Reset the preference."],
        also_known_as: &["cors-disabled-by-user", "CORSDisabled"],
    },
    Term {
        name: "origin-header-not-addable",
        title: "the browser could not add the Origin header",
        meaning: "Firefox could not add Origin to the request, which happens for pages of \
                  extensions. Nothing was sent.",
        causes: &["The request comes from an extension's code without permission for the host."],
        look_at: &["Which code makes the request."],
        fix: &["Give the extension the host permission, and request from its background script."],
        also_known_as: &["CORSOriginHeaderNotAdded", "CORS Origin Header Missing"],
    },
    Term {
        name: "private-network-access",
        title: "a check of older Chromium versions for private networks",
        meaning: "Chromium up to about 141 sent a preflight with \
                  Access-Control-Request-Private-Network before a public page could reach a \
                  private address, and required Access-Control-Allow-Private-Network: true in the \
                  response. Later versions ask the user instead.",
        causes: &["The server in the {space} address space does not allow that preflight."],
        look_at: &["The version of the browser, and the address of the server."],
        fix: &[
            "For those versions: Access-Control-Allow-Private-Network: true in the response to \
             OPTIONS. For later ones see local-network-access.",
        ],
        also_known_as: &[
            "pna-header-missing",
            "pna-header-invalid",
            "pna-device-id-missing",
            "pna-device-name-missing",
            "pna-unexpected",
            "PNA",
            "PreflightMissingAllowPrivateNetwork",
            "PreflightInvalidAllowPrivateNetwork",
            "PreflightMissingAllowExternal",
            "PreflightInvalidAllowExternal",
            "PreflightMissingPrivateNetworkAccessId",
            "PreflightMissingPrivateNetworkAccessName",
            "UnexpectedPrivateNetworkAccess",
            "PrivateNetworkAccessPermissionUnavailable",
            "PrivateNetworkAccessPermissionDenied",
            "net::ERR_BLOCKED_BY_PRIVATE_NETWORK_ACCESS_CHECKS",
            "Access-Control-Allow-Private-Network",
            "Access-Control-Request-Private-Network",
            "Access-Control-Allow-Local-Network",
            "Access-Control-Request-Local-Network",
            "Access-Control-Allow-External",
            "Private-Network-Access-Name",
            "Private-Network-Access-ID",
        ],
    },
    Term {
        name: "same-origin-policy",
        title: "the page may not load this URL at all",
        meaning: "The browser blocked the load before any request: the page may not load data \
                  from, or link to, {url}.",
        causes: &[
            "A file: URL, or a redirect to one.",
            "A worker's script of another origin.",
        ],
        look_at: &["The URL's scheme, and what starts the request."],
        fix: &["Serve the file over http(s), and a worker's script from the page's own origin."],
        also_known_as: &["SOP", "CheckLoadURIError", "blocked:origin"],
    },
    Term {
        name: "tracking-protection",
        title: "the browser's tracking protection blocked it",
        meaning: "Firefox (Enhanced Tracking Protection), Safari, Edge or Brave blocked a request, \
                  its cookies or its storage, because the host is on a list of trackers. This is \
                  not CORS.",
        causes: &["An analytics, advertising or social host, or one that looks like it."],
        look_at: &["The shield in the address bar, and a private window with protection disabled."],
        fix: &[
            "Serve the file from your own host, or let the page work without it.",
            "If the host is listed by mistake, report it to the list.",
        ],
        also_known_as: &[
            "NS_ERROR_TRACKING_URI",
            "NS_ERROR_SOCIALTRACKING_URI",
            "NS_ERROR_FINGERPRINTING_URI",
            "NS_ERROR_CRYPTOMINING_URI",
            "NS_ERROR_EMAILTRACKING_URI",
            "Enhanced Tracking Protection",
            "ETP",
        ],
    },
    Term {
        name: "malformed-response",
        title: "the server's response is not valid HTTP",
        meaning: "The browser got bytes that it cannot read as a response. This is not CORS: no \
                  header was checked.",
        causes: &[
            "https and http are mixed up, or another protocol listens on the port.",
            "Headers that are too large or contradict each other (two Content-Length).",
            "A compressed or chunked body that is broken.",
        ],
        look_at: &["The raw response: curl -v --raw."],
        fix: &["Fix the server or the proxy that writes the response."],
        also_known_as: &[
            "net::ERR_INVALID_HTTP_RESPONSE",
            "net::ERR_INVALID_RESPONSE",
            "net::ERR_RESPONSE_HEADERS_TOO_BIG",
            "net::ERR_RESPONSE_HEADERS_TRUNCATED",
            "net::ERR_RESPONSE_HEADERS_MULTIPLE_CONTENT_LENGTH",
            "net::ERR_RESPONSE_HEADERS_MULTIPLE_CONTENT_DISPOSITION",
            "net::ERR_CONTENT_DECODING_FAILED",
            "net::ERR_CONTENT_DECODING_INIT_FAILED",
            "net::ERR_INVALID_CHUNKED_ENCODING",
        ],
    },
    Term {
        name: "proxy-error",
        title: "the browser's proxy failed",
        meaning: "The browser uses a proxy (of the system, a VPN or an extension), and the \
                  connection through it failed. This is not CORS.",
        causes: &["The proxy is down, requires a login, or does not allow this host or port."],
        look_at: &["The proxy settings of the system and the browser."],
        fix: &["Fix or bypass the proxy for this host."],
        also_known_as: &[
            "net::ERR_TUNNEL_CONNECTION_FAILED",
            "net::ERR_PROXY_CONNECTION_FAILED",
            "net::ERR_PROXY_AUTH_REQUESTED",
            "net::ERR_PROXY_CERTIFICATE_INVALID",
            "net::ERR_SOCKS_CONNECTION_FAILED",
            "NS_ERROR_PROXY_CONNECTION_REFUSED",
            "NS_ERROR_UNKNOWN_PROXY_HOST",
        ],
    },
    Term {
        name: "cache-miss",
        title: "the page asked for the cache only",
        meaning: "The request used cache: \"only-if-cached\", or the browser would have to send a \
                  form again, and the cache has no response. This is not CORS.",
        causes: &["Going back to a page that was the response to a form."],
        look_at: &["The cache option of the call."],
        fix: &["Load the page again, or remove the option."],
        also_known_as: &["net::ERR_CACHE_MISS", "only-if-cached"],
    },
    Term {
        name: "network-access-revoked",
        title: "the page gave up its network access",
        meaning: "A fenced frame disabled its network access, or a policy of the page removed it, \
                  and the request came after that. This is not CORS.",
        look_at: &["The code of the frame, and the policies of the page."],
        fix: &["Send the request before that."],
        also_known_as: &[
            "net::ERR_NETWORK_ACCESS_REVOKED",
            "net::ERR_NETWORK_ACCESS_DENIED",
        ],
        ..Term::ROW
    },
];
