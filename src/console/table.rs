//! The words themselves: reasons, and the frames around them. A new wording is one row.

/// Words that name a reason.
pub(super) struct Reason {
    pub(super) browser: &'static str,
    /// The words; `{…}` is a hole for a value, `~` a quote that may be absent.
    pub(super) words: &'static str,
    pub(super) term: &'static str,
    pub(super) or: Option<&'static str>,
}

const fn chromium(words: &'static str, term: &'static str) -> Reason {
    Reason {
        browser: "Chromium",
        words,
        term,
        or: None,
    }
}

const fn firefox(words: &'static str, term: &'static str) -> Reason {
    Reason {
        browser: "Firefox",
        words,
        term,
        or: None,
    }
}

const fn webkit(words: &'static str, term: &'static str) -> Reason {
    Reason {
        browser: "Safari",
        words,
        term,
        or: None,
    }
}

/// The first that fits is taken: those that say more come first.
pub(super) const REASONS: &[Reason] = &[
    chromium(
        "header in the response must not be the wildcard '*' when the request's credentials mode is",
        "allow-origin-wildcard-with-credentials",
    ),
    // Until about version 60.
    chromium(
        "A wildcard '*' cannot be used in the 'Access-Control-Allow-Origin' header when the credentials flag is true",
        "allow-origin-wildcard-with-credentials",
    ),
    chromium(
        "The value of the 'Access-Control-Allow-Credentials' header in the response is '{value}' which must be 'true'",
        "allow-credentials-not-true",
    ),
    // Until about version 60.
    chromium(
        "Credentials flag is ~true~, but the 'Access-Control-Allow-Credentials' header is '{value}'.",
        "allow-credentials-not-true",
    ),
    chromium(
        "'Access-Control-Allow-Origin' header contains multiple values '{value}', but only one is allowed",
        "allow-origin-multiple",
    ),
    chromium(
        "'Access-Control-Allow-Origin' header contains the invalid value '{value}'.",
        "allow-origin-invalid",
    ),
    chromium(
        "'Access-Control-Allow-Origin' header has a value '{value}' that is not equal to the supplied origin",
        "allow-origin-mismatch",
    ),
    chromium(
        "No 'Access-Control-Allow-Origin' header is present on the requested resource",
        "allow-origin-missing",
    ),
    chromium("It does not have HTTP ok status", "preflight-status-not-ok"),
    chromium(
        "Response for preflight has invalid HTTP status code {status}",
        "preflight-status-not-ok",
    ),
    chromium(
        "Redirect is not allowed for a preflight request",
        "preflight-redirect",
    ),
    chromium(
        "Response for preflight is invalid (redirect)",
        "preflight-redirect",
    ),
    chromium(
        "The request was redirected to '{value}', which is disallowed for cross-origin requests that require preflight",
        "preflight-redirect",
    ),
    chromium(
        "Cannot parse Access-Control-Allow-Methods response header field in preflight response",
        "allow-methods-invalid",
    ),
    chromium(
        "Cannot parse Access-Control-Allow-Headers response header field in preflight response",
        "allow-headers-invalid",
    ),
    chromium(
        "Method {method} is not allowed by Access-Control-Allow-Methods in preflight response",
        "method-not-allowed",
    ),
    chromium(
        "Request header field {header} is not allowed by Access-Control-Allow-Headers in preflight response",
        "header-not-allowed",
    ),
    chromium(
        "Redirect location '{value}' contains a username and password",
        "redirect-contains-credentials",
    ),
    chromium(
        "Redirect location '{value}' has a disallowed scheme",
        "redirect-scheme",
    ),
    chromium(
        "Cross origin requests are not allowed by request mode",
        "disallowed-by-mode",
    ),
    chromium(
        "Cross origin requests are only supported for",
        "scheme-not-supported",
    ),
    chromium(
        "URL scheme must be \"http\" or \"https\" for CORS request",
        "scheme-not-supported",
    ),
    chromium(
        "Permission was denied for this request to access the `{space}` address space",
        "local-network-access",
    ),
    chromium(
        "The request client is not a secure context and the resource is in more-private address space `{space}`",
        "local-network-access",
    ),
    chromium(
        "Request had a target IP address space of `{value}` yet the resource is in address space `{space}`",
        "local-network-access",
    ),
    chromium(
        "'Access-Control-Allow-Private-Network' header {value} targeting the `{space}` address space",
        "private-network-access",
    ),
    chromium(
        "'Access-Control-Allow-Private-Network' header",
        "private-network-access",
    ),
    chromium(
        "'Private-Network-Access-{value}' header",
        "private-network-access",
    ),
    chromium(
        "Request had no target IP address space, yet the resource is in address space `{space}`",
        "private-network-access",
    ),
    chromium(
        "Unable to ask for permission to access the `{space}` IP address space",
        "private-network-access",
    ),
    chromium(
        "Authorization will not be covered by the wildcard symbol",
        "authorization-not-covered",
    ),
    chromium(
        "Refused to get unsafe header \"{header}\"",
        "expose-headers-missing",
    ),
    chromium(
        "Mixed Content: The page at '{page}' was loaded over HTTPS, but requested an insecure {kind} '{url}'",
        "mixed-content",
    ),
    chromium(
        "Refused to connect to '{url}' because it violates the following Content Security Policy directive",
        "content-security-policy",
    ),
    chromium(
        "Connecting to '{url}' violates the following Content Security Policy directive",
        "content-security-policy",
    ),
    chromium(
        "violates the following Content Security Policy directive",
        "content-security-policy",
    ),
    chromium(
        "from '{url}' because its MIME type ('{value}') is not",
        "mime-type-mismatch",
    ),
    chromium(
        "Cross-Origin Read Blocking (CORB) blocked cross-origin response {url} with MIME type {value}.",
        "opaque-response-blocked",
    ),
    firefox(
        "CORS header ~Access-Control-Allow-Origin~ missing",
        "allow-origin-missing",
    ),
    firefox(
        "Multiple CORS header ~Access-Control-Allow-Origin~ not allowed",
        "allow-origin-multiple",
    ),
    firefox(
        "Credential is not supported if the CORS header ~Access-Control-Allow-Origin~ is",
        "allow-origin-wildcard-with-credentials",
    ),
    firefox(
        "CORS header ~Access-Control-Allow-Origin~ does not match ~{value}~).",
        "allow-origin-mismatch",
    ),
    firefox(
        "CORS header ~Access-Control-Allow-Origin~ does not match",
        "allow-origin-mismatch",
    ),
    firefox(
        "expected ~true~ in CORS header ~Access-Control-Allow-Credentials~",
        "allow-credentials-not-true",
    ),
    firefox(
        "CORS preflight response did not succeed",
        "preflight-status-not-ok",
    ),
    firefox(
        "CORS preflight channel did not succeed",
        "preflight-status-not-ok",
    ),
    firefox(
        "CORS request external redirect not allowed",
        "preflight-redirect",
    ),
    firefox(
        "invalid token ~{value}~ in CORS header ~Access-Control-Allow-Methods~",
        "allow-methods-invalid",
    ),
    firefox(
        "invalid token ~{value}~ in CORS header ~Access-Control-Allow-Headers~",
        "allow-headers-invalid",
    ),
    firefox(
        "Did not find method in CORS header ~Access-Control-Allow-Methods~",
        "method-not-allowed",
    ),
    firefox(
        "header ~{header}~ is not allowed according to header ~Access-Control-Allow-Headers~ from CORS preflight",
        "header-not-allowed",
    ),
    firefox(
        "missing token ~{header}~ in CORS header ~Access-Control-Allow-Headers~ from CORS preflight",
        "header-not-allowed",
    ),
    firefox(
        "the `Authorization` header is not covered",
        "authorization-not-covered",
    ),
    firefox("CORS request did not succeed", "network-error"),
    firefox("CORS request failed", "network-error"),
    firefox("CORS request not http", "scheme-not-supported"),
    firefox("CORS request not HTTP", "scheme-not-supported"),
    firefox("CORS disabled", "cors-disabled"),
    firefox(
        "CORS header ~Origin~ cannot be added",
        "origin-header-not-addable",
    ),
    Reason {
        browser: "Firefox",
        words: "was blocked due to its Cross-Origin-Resource-Policy header (or lack thereof)",
        term: "corp-same-origin",
        or: Some("coep-corp"),
    },
    firefox(
        "was blocked by OpaqueResponseBlocking. Reason: \"{value}\".",
        "opaque-response-blocked",
    ),
    firefox(
        "was blocked by OpaqueResponseBlocking",
        "opaque-response-blocked",
    ),
    firefox(
        "was blocked due to MIME type (\"{value}\") mismatch",
        "mime-type-mismatch",
    ),
    firefox(
        "was blocked because of a disallowed MIME type (\"{value}\")",
        "mime-type-mismatch",
    ),
    firefox(
        "because its MIME type, \"{value}\", is not",
        "mime-type-mismatch",
    ),
    firefox(
        "was loaded even though its MIME type (\"{value}\") is not",
        "mime-type-mismatch",
    ),
    firefox(
        "Blocked loading mixed active content \"{url}\"",
        "mixed-content",
    ),
    firefox(
        "Security Error: Content at {page} may not load data from {url}.$",
        "same-origin-policy",
    ),
    firefox(
        "Security Error: Content at {page} may not load or link to {url}.$",
        "same-origin-policy",
    ),
    // Safari says the same of an absent header and of another origin; version 15 and older say no
    // status.
    Reason {
        browser: "Safari",
        words: "Origin {origin} is not allowed by Access-Control-Allow-Origin",
        term: "allow-origin-missing",
        or: Some("allow-origin-mismatch"),
    },
    webkit(
        "Cannot use wildcard in Access-Control-Allow-Origin when credentials flag is true",
        "allow-origin-wildcard-with-credentials",
    ),
    webkit(
        "Access-Control-Allow-Origin cannot contain more than one origin",
        "allow-origin-multiple",
    ),
    webkit(
        "Credentials flag is true, but Access-Control-Allow-Credentials is not",
        "allow-credentials-not-true",
    ),
    webkit(
        "Preflight response is not successful",
        "preflight-status-not-ok",
    ),
    webkit("CORS-preflight request was blocked", "preflight-failed"),
    webkit("Preflight response was blocked", "preflight-failed"),
    webkit(
        "Header Access-Control-Allow-Methods has an invalid value: {value}$",
        "allow-methods-invalid",
    ),
    webkit(
        "Header Access-Control-Allow-Headers has an invalid value: {value}$",
        "allow-headers-invalid",
    ),
    webkit(
        "Method {method} is not allowed by Access-Control-Allow-Methods",
        "method-not-allowed",
    ),
    webkit(
        "Request header field {header} is not allowed by Access-Control-Allow-Headers",
        "header-not-allowed",
    ),
    webkit(
        "redirection URL {value} has credentials",
        "redirect-contains-credentials",
    ),
    webkit(
        "not allowed to follow a cross-origin CORS redirection with non CORS scheme",
        "redirect-scheme",
    ),
    webkit(
        "Load cannot follow more than 20 redirections",
        "too-many-redirects",
    ),
    webkit(
        "Not allowed to follow a redirection while loading {url}$",
        "redirect-mode",
    ),
    webkit(
        "Unsafe attempt to load URL {url} from origin {origin}. Domains",
        "disallowed-by-mode",
    ),
    webkit(
        "Cancelled load to {url} because it violates the resource's Cross-Origin-Resource-Policy",
        "corp-same-origin",
    ),
    webkit("Could not connect to", "network-error"),
    webkit("Load request cancelled", "network-error"),
    webkit(
        "Blocked by Content Security Policy",
        "content-security-policy",
    ),
    webkit("Blocked by content extension", "blocked-by-client"),
    webkit("due to access control checks", "access-control-checks"),
    // What says that it is CORS and not why.
    firefox(
        "This can be fixed by moving the resource to the same domain or enabling CORS",
        "cors",
    ),
    chromium("has been blocked by CORS policy", "cors"),
    // The second line of Chromium, after the one with the reason.
    chromium("net::ERR_FAILED {status}", "answer-withheld"),
    chromium("{method} {url} net::ERR_FAILED", "nothing-came-back"),
    // What script is told, whatever the reason.
    chromium("TypeError: Failed to fetch", "failed-to-fetch"),
    firefox(
        "NetworkError when attempting to fetch resource",
        "failed-to-fetch",
    ),
    webkit("TypeError: Load failed", "failed-to-fetch"),
];

/// Frames that name URL, page and the like.
pub(super) const FRAMES: &[&str] = &[
    "Access to {kind} at '{url}' (redirected from '{initial}') from origin '{origin}' has been blocked",
    "Access to {kind} at '{url}' from origin '{origin}' has been blocked",
    // Chromium until about version 60, for what script did not request: not the page's origin.
    "{kind} from origin '{url}' has been blocked from loading by",
    "Redirect from '{initial}' to '{url}' has been blocked by CORS policy",
    "Failed to load {url}: ",
    "XMLHttpRequest cannot load {url}. ",
    "Fetch API cannot load {url}. ",
    "EventSource cannot load {url}. ",
    " cannot load {url} due to access control checks",
    "Origin '{origin}' is therefore not allowed access",
    "The response had HTTP status code {status}",
    "disallows reading the remote resource at ~{url}~. ",
    "disallows reading the remote resource at ~{url}~.$",
    "Status code: {status}",
    "Cross-origin redirection to {url} denied by",
    "The resource at \"{url}\" was blocked",
    "resource from \"{url}\" was ",
    "cript from \"{url}\" was ",
    "The stylesheet {url} was not loaded",
    "{method} {url} net::ERR_",
];
