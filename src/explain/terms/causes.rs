//! What lies behind a refusal: one answer behind many red lines.

use super::Term;

pub(super) static TERMS: &[Term] = &[
    Term {
        name: "preflight-unauthorized",
        title: "something asks the preflight for a login",
        meaning: "The browser asks for permission with OPTIONS, without cookies and without \
                  Authorization, as the standard wants it. The server at {host} answers 401 or 403 \
                  because it misses them.",
        causes: &[
            "Authentication runs before CORS: order of middleware, an API gateway's authorizer, \
             an API key, a firewall.",
        ],
        look_at: &["Status and WWW-Authenticate of the answer to OPTIONS."],
        mend: &["Answer OPTIONS before anything asks for a login."],
        also_known_as: &["options-unauthorized", "preflight-401", "preflight-403"],
    },
    Term {
        name: "preflight-not-routed",
        title: "no route answers OPTIONS",
        meaning: "The browser asks for permission with OPTIONS; the server at {host} knows only \
                  the other methods of this path and answers 404, 405 or 501.",
        causes: &["The framework routes by method, and CORS is not set up before routing."],
        look_at: &["Allow in the answer: it lists what there is (Allow is not CORS)."],
        mend: &["Add the CORS middleware before the routes, or a route for OPTIONS."],
        also_known_as: &["options-not-routed", "preflight-404", "preflight-405"],
    },
    Term {
        name: "error-without-headers",
        title: "errors come without the CORS headers",
        meaning: "Good answers of {host} have the headers, this error has not. The page then sees \
                  a CORS failure instead of the error.",
        causes: &[
            "The error is made outside the CORS middleware: an exception handler, the framework's \
             own 404 or 413.",
            "nginx's add_header without always.",
        ],
        look_at: &["The status, and the server's log at that moment."],
        mend: &["Mend the error; and set the headers on errors too, so that pages can show them."],
        also_known_as: &["error-without-cors-headers"],
    },
    Term {
        name: "gateway-answered",
        title: "a gateway, firewall or limit answered in the server's place",
        meaning: "The answer was not made by the application but by something in front of it, \
                  which knows nothing of CORS.",
        causes: &["502, 503, 504 from a proxy; 403 or 429 from a firewall or rate limit."],
        look_at: &["Server, Via, CF-Ray, Retry-After, and an HTML body where JSON was due."],
        mend: &["Mend what the gateway complains of; set the headers in the gateway too."],
        also_known_as: &["gateway-error", "waf", "rate-limited"],
    },
    Term {
        name: "login-redirect",
        title: "the request was sent to a login page",
        meaning: "The session is over, and the server redirects the request to a login page. That \
                  is meant for people; a page's request ends there as a CORS failure.",
        causes: &["oauth2-proxy, an identity provider, or a framework's login_required."],
        look_at: &["Location: signin, login, authorize, client_id."],
        mend: &["Answer requests of scripts with 401 instead (Sec-Fetch-Mode is not navigate)."],
        also_known_as: &["redirected-to-login"],
    },
    Term {
        name: "headers-set-twice",
        title: "two layers set the CORS headers",
        meaning: "The application and something in front of it both set the headers, and double \
                  headers are invalid.",
        causes: &["CORS was switched on in the proxy, gateway or CDN as well."],
        look_at: &["The same header on two lines; the application's answer without the proxy."],
        mend: &["Let one layer set them."],
        also_known_as: &["set-twice", "duplicate-headers"],
    },
    Term {
        name: "cached-response",
        title: "a cache handed out an answer made for another page",
        meaning: "The answer came from a cache, and was made for a page of another origin, or for \
                  a request without Origin (an <img> of the same URL, say).",
        causes: &["Vary: Origin is missing, or the CDN's cache key lacks Origin."],
        look_at: &["Age, X-Cache, CF-Cache-Status; whether it works with the cache disabled."],
        mend: &["Vary: Origin on every answer; empty the cache once."],
        also_known_as: &["cached-response-without-acao", "cached-for-another-origin"],
    },
    Term {
        name: "origin-misspelt",
        title: "the configured origin differs in a detail",
        meaning: "The server names {value} where {origin} asks. The two are compared letter by \
                  letter.",
        causes: &[
            "A slash at the end, http for https, a port too many or too few, www, localhost for \
             127.0.0.1, a * in the host, a placeholder that was not filled in.",
        ],
        look_at: &["The two values side by side."],
        mend: &["Write the origin as the Origin header has it."],
        also_known_as: &["origin-mismatch"],
    },
    Term {
        name: "new-request-header",
        title: "the page sends a header that the server does not list",
        meaning: "The page, or a library in it, began to send {header}, and the server's list was \
                  made before.",
        causes: &[
            "Tracing (traceparent, tracestate, baggage, sentry-trace, x-datadog-…), CSRF tokens, \
             x-requested-with, cache-control.",
        ],
        look_at: &["Who adds the header: the stack of the request in the network panel."],
        mend: &[
            "List the header, or limit the library to the hosts that are meant \
             (tracePropagationTargets, for instance).",
        ],
        also_known_as: &["header-not-listed"],
    },
    Term {
        name: "cors-header-misspelt",
        title: "a CORS header with a wrong name",
        meaning: "The server sends a header that looks like one of the Access-Control headers and \
                  is none, so it does nothing.",
        causes: &[
            "Access-Control-Allow-Method and -Header without s, Allow-Control-…, and the like.",
        ],
        look_at: &["The names of the answer's headers, letter by letter."],
        mend: &["Correct the name."],
        also_known_as: &["header-name-misspelt"],
    },
    Term {
        name: "cors-headers-in-request",
        title: "the page sends CORS headers",
        meaning: "Access-Control-Allow-… are headers of answers. In a request they do nothing but \
                  need permission themselves.",
        causes: &["They were added in fetch() or axios in the hope of allowing something."],
        look_at: &["Access-Control-Request-Headers of OPTIONS."],
        mend: &["Take them out of the page; set them on the server."],
        also_known_as: &["cors-headers-sent-by-client"],
    },
    Term {
        name: "only-on-preflight",
        title: "the CORS headers are on one of the two answers only",
        meaning: "Both answers need the headers: the one to OPTIONS and the one to the request.",
        causes: &[
            "A gateway answers OPTIONS, and the function behind it sends no headers itself (AWS \
             Lambda proxy integration).",
            "A hand-written handler for OPTIONS.",
        ],
        look_at: &["Both answers side by side."],
        mend: &["Send Access-Control-Allow-Origin (and -Credentials) on both."],
        also_known_as: &["cors-on-preflight-only"],
    },
    Term {
        name: "nginx-without-always",
        title: "nginx adds the headers to good answers only",
        meaning: "add_header without always leaves out every status but 200, 201, 204, 206 and the \
                  redirects; and one add_header in a nested block drops all those outside.",
        causes: &["always is missing at the end of add_header."],
        look_at: &["Which statuses have the header."],
        mend: &["add_header Access-Control-Allow-Origin … always;"],
        also_known_as: &["add_header"],
    },
    Term {
        name: "page-from-disk",
        title: "the page was opened from disk or sits in a sandbox",
        meaning: "A page from file: or in a sandboxed frame has no origin; its requests say \
                  Origin: null, and answers that name an origin do not match.",
        causes: &[
            "index.html opened with a double click; <iframe sandbox> without allow-same-origin.",
        ],
        look_at: &["The address of the page."],
        mend: &["Serve the page over http, for instance with npx serve."],
        also_known_as: &["file-origin", "null-origin", "origin-null"],
    },
    Term {
        name: "cors-not-configured",
        title: "the server knows nothing of CORS",
        meaning: "No answer of {host} has any Access-Control header.",
        causes: &["It was built for pages of its own origin, or for other servers."],
        look_at: &["Other requests to the host."],
        mend: &["Set up CORS on it, or call it through the page's own server."],
        also_known_as: &["never-configured"],
    },
];
