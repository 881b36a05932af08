//! The rules that block a request or its answer.

use super::Term;

pub(super) static TERMS: &[Term] = &[
    Term {
        name: "allow-origin-missing",
        title: "the answer has no Access-Control-Allow-Origin",
        meaning: "The server at {host} answered, but did not say that pages of {origin} may read \
                  the answer. So the browser keeps it from the page.",
        causes: &[
            "CORS was never set up on this server or on this route.",
            "The answer is an error (401, 404, 500, 502 …) made by something that does not set the \
             headers: an error handler, a gateway, a firewall.",
            "The server does set the header, but not for {origin}: its list holds other origins.",
            "A cache handed out an answer that was made for a request without Origin.",
        ],
        look_at: &[
            "The status of the answer first. Where it is an error, the error is the cause, and the \
             missing header follows from it.",
            "Other requests to {host}: do their answers have the header?",
            "Server, Via and the kind of body: does the answer come from the application at all?",
            "In a redirect chain, which of the hosts left the header out.",
        ],
        mend: &[
            "Send on every answer of this route, errors too: Access-Control-Allow-Origin: {origin} \
             (and Vary: Origin), or * where the answer is public and needs no cookies.",
            "Where the answer is an error, mend the error.",
        ],
        also_known_as: &[
            "acao-missing",
            "preflight-acao-missing",
            "MissingAllowOriginHeader",
            "PreflightMissingAllowOriginHeader",
            "CORSMissingAllowOrigin",
        ],
    },
    Term {
        name: "allow-origin-wildcard-with-credentials",
        title: "* does not work for requests with credentials",
        meaning: "The request carries cookies or HTTP authentication (credentials mode include), \
                  and the answer says Access-Control-Allow-Origin: *. The wildcard means anybody \
                  without a login; with one the origin must be named.",
        causes: &[
            "The server allows everybody, and the page asks with credentials: \"include\" or \
             withCredentials = true.",
            "A library that sends credentials unasked.",
        ],
        look_at: &[
            "Whether the request needs cookies at all. With a token in Authorization set by the \
             page it does not.",
        ],
        mend: &[
            "On the server: Access-Control-Allow-Origin: {origin}, \
             Access-Control-Allow-Credentials: true and Vary: Origin, for origins on a list.",
            "Or in the page: leave credentials out.",
            "Do not echo every Origin: then any page could act as the visitor.",
        ],
        also_known_as: &[
            "acao-wildcard-with-credentials",
            "preflight-acao-wildcard-with-credentials",
            "WildcardOriginNotAllowed",
            "PreflightWildcardOriginNotAllowed",
            "CORSNotSupportingCredentials",
        ],
    },
    Term {
        name: "allow-origin-multiple",
        title: "Access-Control-Allow-Origin holds more than one value",
        meaning: "The header may hold one origin, or *. Here it holds several: {value}. Two lines \
                  of the same header count as one with a comma, even where both are equal.",
        causes: &[
            "Two layers set it: the application and the proxy, gateway or CDN in front of it.",
            "A list of origins was written into the header as it is.",
        ],
        look_at: &[
            "Whether the header stands on two lines (two layers) or on one (a list).",
            "Which layer wrote which value: ask the application directly, past the proxy.",
            "The other Access-Control headers: set twice, Access-Control-Allow-Credentials becomes \
             true, true, which is not true.",
        ],
        mend: &[
            "Let one layer set the headers and take them out of the other (nginx: \
             proxy_hide_header Access-Control-Allow-Origin).",
            "From a list send the one that equals the request's Origin: {origin}, and Vary: Origin.",
        ],
        also_known_as: &[
            "acao-multiple-headers",
            "acao-multiple-values",
            "preflight-acao-multiple-headers",
            "preflight-acao-multiple-values",
            "MultipleAllowOriginValues",
            "PreflightMultipleAllowOriginValues",
            "CORSMultipleAllowOriginNotAllowed",
        ],
    },
    Term {
        name: "allow-origin-invalid",
        title: "Access-Control-Allow-Origin holds something that is no origin",
        meaning: "The header says {value}. It must be * or an origin the way a browser writes it: \
                  scheme://host, with :port only where it is not the default one.",
        causes: &[
            "The scheme was left out, or a wildcard stands in the host (*.example.com).",
            "A variable or placeholder was not filled in, or is empty.",
            "Quotes or brackets of a list came along.",
        ],
        look_at: &["The value, character by character, beside {origin}."],
        mend: &[
            "Compare the request's Origin with a list and send it back as it came: \
             Access-Control-Allow-Origin: {origin}, with Vary: Origin.",
        ],
        also_known_as: &[
            "acao-invalid",
            "preflight-acao-invalid",
            "InvalidAllowOriginValue",
            "PreflightInvalidAllowOriginValue",
        ],
    },
    Term {
        name: "allow-origin-mismatch",
        title: "Access-Control-Allow-Origin names another origin",
        meaning: "The answer is for pages of {value}; the page that asks is of {origin}. The two \
                  are compared letter by letter.",
        causes: &[
            "The configured origin differs in a detail: a slash at the end, http instead of https, \
             a port, www, localhost instead of 127.0.0.1.",
            "One fixed origin is configured where several pages ask (development, staging, \
             production).",
            "A cache handed out an answer that was made for another page: Vary: Origin is missing.",
            "After a redirect from one foreign host to another the browser sends Origin: null, and \
             no named origin equals that.",
        ],
        look_at: &[
            "The two values side by side.",
            "Age, X-Cache, CF-Cache-Status: did a cache answer?",
            "The Origin header of the request that failed, not of the first one.",
        ],
        mend: &[
            "Compare the request's Origin with a list and send it back where it is on it: \
             Access-Control-Allow-Origin: {origin}, with Vary: Origin.",
            "After a redirect: call the last URL of the chain directly.",
        ],
        also_known_as: &[
            "acao-mismatch",
            "preflight-acao-mismatch",
            "AllowOriginMismatch",
            "PreflightAllowOriginMismatch",
            "CORSAllowOriginNotMatchingOrigin",
        ],
    },
    Term {
        name: "allow-credentials-not-true",
        title: "Access-Control-Allow-Credentials is not true",
        meaning: "The request carries cookies or HTTP authentication, so the answer must say \
                  Access-Control-Allow-Credentials: true, in lower case. It says {value}.",
        causes: &[
            "The header is set on the answer to the preflight only, or on the other answer only.",
            "A boolean was printed the way the language prints it: True, 1.",
            "Two layers set it: true, true is not true.",
        ],
        look_at: &[
            "Both answers: to OPTIONS and to the request itself.",
            "Whether the request needs cookies at all.",
        ],
        mend: &[
            "Access-Control-Allow-Credentials: true on both answers, beside a named \
             Access-Control-Allow-Origin: {origin}.",
            "Or in the page: leave credentials out.",
        ],
        also_known_as: &[
            "acac-missing",
            "acac-not-true",
            "preflight-acac-missing",
            "preflight-acac-not-true",
            "InvalidAllowCredentials",
            "PreflightInvalidAllowCredentials",
            "CORSMissingAllowCredentials",
        ],
    },
    Term {
        name: "preflight-status-not-ok",
        title: "the preflight was answered with an error",
        meaning: "Before the request the browser asked for permission with OPTIONS, and the answer \
                  had the status {status} instead of one from 200 to 299. The request itself was \
                  never sent.",
        causes: &[
            "401 or 403: something asks OPTIONS for a login. A preflight never carries one.",
            "404, 405 or 501: no route answers OPTIONS.",
            "429 or 5xx: a limit, a firewall, or the server is in trouble.",
        ],
        look_at: &[
            "The status of the OPTIONS request, and WWW-Authenticate, Allow and Server in its \
             answer.",
        ],
        mend: &[
            "Answer OPTIONS with Access-Control-Request-Method with 204 and the Access-Control \
             headers, before authentication, routing and rate limits.",
        ],
        also_known_as: &[
            "PreflightInvalidStatus",
            "CORSPreflightDidNotSucceed",
            "PreflightResponseInvalid",
        ],
    },
    Term {
        name: "preflight-redirect",
        title: "the preflight was redirected",
        meaning: "Before the request the browser asked for permission with OPTIONS, and was sent \
                  elsewhere. A preflight must be answered at the URL itself. The request was never \
                  sent.",
        causes: &[
            "The URL lacks its final slash, or has one too many.",
            "http instead of https, or another spelling of the host (with or without www).",
            "No valid login: the redirect leads to a login page.",
        ],
        look_at: &["Location in the answer to OPTIONS, beside the URL: what differs?"],
        mend: &[
            "Call the URL that the redirect leads to.",
            "Or answer OPTIONS before anything redirects.",
        ],
        also_known_as: &[
            "PreflightDisallowedRedirect",
            "CORSExternalRedirectNotAllowed",
            "net::ERR_INVALID_REDIRECT",
        ],
    },
    Term {
        name: "preflight-failed",
        title: "the preflight got no answer",
        meaning: "Before the request the browser asked for permission with OPTIONS, and no answer \
                  came: no connection, no name, no TLS. It is not a question of CORS headers.",
        causes: &[
            "The server is down, or the port is wrong.",
            "The certificate is not valid, or the server wants a client certificate, which \
             preflights do not carry in every browser.",
            "A firewall drops OPTIONS.",
        ],
        look_at: &["The network error of the OPTIONS request; the same URL opened in a tab."],
        mend: &["Make the server reachable; exempt OPTIONS from client certificates."],
        also_known_as: &["preflight-network-error", "InvalidResponse"],
    },
    Term {
        name: "allow-methods-invalid",
        title: "Access-Control-Allow-Methods cannot be parsed",
        meaning: "The answer to the preflight lists methods in a form that is no list of names \
                  with commas: {value}. The whole answer counts for nothing then, even for GET.",
        causes: &[
            "A list of the programming language was printed as it is, with brackets or quotes.",
            "Spaces or semicolons instead of commas.",
        ],
        look_at: &["Access-Control-Allow-Methods in the answer to OPTIONS."],
        mend: &["Names with commas: Access-Control-Allow-Methods: GET, PUT, DELETE."],
        also_known_as: &[
            "acam-invalid",
            "InvalidAllowMethodsPreflightResponse",
            "CORSInvalidAllowMethod",
        ],
    },
    Term {
        name: "allow-headers-invalid",
        title: "Access-Control-Allow-Headers cannot be parsed",
        meaning: "The answer to the preflight lists headers in a form that is no list of names \
                  with commas: {value}. The whole answer counts for nothing then.",
        causes: &[
            "A list of the programming language was printed as it is, with brackets or quotes.",
            "Spaces or semicolons instead of commas.",
        ],
        look_at: &["Access-Control-Allow-Headers in the answer to OPTIONS."],
        mend: &["Names with commas: Access-Control-Allow-Headers: content-type, authorization."],
        also_known_as: &[
            "acah-invalid",
            "InvalidAllowHeadersPreflightResponse",
            "CORSInvalidAllowHeader",
        ],
    },
    Term {
        name: "method-not-allowed",
        title: "the preflight does not allow the method",
        meaning: "The page wants to send {method}, and the answer to the preflight does not list \
                  it in Access-Control-Allow-Methods. The request was never sent.",
        causes: &[
            "The method was forgotten, or the header is absent.",
            "Its case differs: patch is another method than PATCH.",
            "* stands there and the request carries credentials: then it allows nothing.",
            "The header is misspelt: Access-Control-Allow-Method.",
        ],
        look_at: &["Access-Control-Allow-Methods in the answer to OPTIONS (not Allow)."],
        mend: &[
            "List it: Access-Control-Allow-Methods: {method}, beside the others.",
            "Where the case differs, write the method in upper case in the page.",
        ],
        also_known_as: &["MethodDisallowedByPreflightResponse", "CORSMethodNotFound"],
    },
    Term {
        name: "header-not-allowed",
        title: "the preflight does not allow a request header",
        meaning: "The page wants to send the header {header}, and the answer to the preflight does \
                  not list it in Access-Control-Allow-Headers. The request was never sent.",
        causes: &[
            "The header is new in the page, or a library adds it: tracing, CSRF protection, a \
             framework.",
            "content-type: JSON bodies need it on the list.",
            "* stands there and the request carries credentials: then it allows nothing.",
            "The header is misspelt: Access-Control-Allow-Header.",
        ],
        look_at: &[
            "Access-Control-Request-Headers of OPTIONS beside Access-Control-Allow-Headers of its \
             answer: only the first missing name is reported, more may be missing.",
        ],
        mend: &[
            "List it: Access-Control-Allow-Headers: {header}, beside the others.",
            "Or do not send it to this host.",
        ],
        also_known_as: &[
            "HeaderDisallowedByPreflightResponse",
            "CORSMissingAllowHeaderFromPreflight",
        ],
    },
    Term {
        name: "authorization-not-covered",
        title: "* in Access-Control-Allow-Headers does not cover Authorization",
        meaning: "The page sends Authorization, and the answer to the preflight allows * only. By \
                  the standard Authorization must be listed by name. Today's browsers let it pass, \
                  some with a warning.",
        causes: &["The server allows every header with *."],
        look_at: &["Access-Control-Allow-Headers in the answer to OPTIONS."],
        mend: &["Access-Control-Allow-Headers: *, authorization."],
        also_known_as: &[
            "authorization-not-covered-by-wildcard",
            "CORSAllowHeaderFromPreflightDeprecation",
        ],
    },
    Term {
        name: "redirect-contains-credentials",
        title: "a redirect to a URL with user name and password",
        meaning: "The answer redirects to {url}, which holds a user name or password. A \
                  cross-origin request does not follow there.",
        causes: &["An old address of the form https://user:password@host in the server."],
        look_at: &["Location in the redirect."],
        mend: &["Redirect to the URL without user name and password."],
        also_known_as: &["RedirectContainsCredentials"],
    },
    Term {
        name: "redirect-scheme",
        title: "a redirect to something that cannot be fetched",
        meaning: "The answer redirects to a URL that is not http or https, or to none at all.",
        causes: &["A redirect to file:, mailto:, an app's scheme, or a broken URL."],
        look_at: &["Location in the redirect."],
        mend: &["Redirect to an http(s) URL, or answer with the data."],
        also_known_as: &[
            "redirect-non-http-scheme",
            "net::ERR_UNSAFE_REDIRECT",
            "ERR_UNSAFE_REDIRECT",
        ],
    },
    Term {
        name: "too-many-redirects",
        title: "more than 20 redirects",
        meaning: "The request was redirected more than 20 times; the browser gave up.",
        causes: &["Two servers, or two rules, send the request back and forth."],
        look_at: &["The chain of Location headers: where does it repeat?"],
        mend: &["Break the circle."],
        also_known_as: &["net::ERR_TOO_MANY_REDIRECTS", "ERR_TOO_MANY_REDIRECTS"],
    },
    Term {
        name: "redirect-mode",
        title: "redirected, though the page forbade it",
        meaning: "The page asked with redirect: \"error\" (or from a place that does not follow \
                  redirects), and the server redirects.",
        causes: &["The URL has moved, or the login has expired."],
        look_at: &["Location in the answer."],
        mend: &["Call the final URL, or leave out redirect: \"error\"."],
        also_known_as: &[
            "redirect-mode-error",
            "no-cors-redirect-mode",
            "NoCorsRedirectModeNotFollow",
        ],
    },
    Term {
        name: "disallowed-by-mode",
        title: "the request may not leave its own origin",
        meaning: "The request has the mode same-origin, and {url} is of another origin. Nothing \
                  was sent, and no header of the server changes that.",
        causes: &[
            "new Worker(…) with a script of another host.",
            "fetch with mode: \"same-origin\".",
        ],
        look_at: &["What starts the request."],
        mend: &["Serve the file from the page's own origin, or leave the mode out."],
        also_known_as: &["DisallowedByMode"],
    },
    Term {
        name: "scheme-not-supported",
        title: "only http and https can be fetched across origins",
        meaning: "The URL {url} has a scheme that cannot be fetched across origins. Nothing was \
                  sent.",
        causes: &[
            "The page was opened from disk: file: URLs are foreign to one another.",
            "A scheme is missing or misspelt: localhost:3000/x has the scheme localhost.",
        ],
        look_at: &["The address of the page and the URL of the request."],
        mend: &["Serve the page over http, for instance with npx serve or python3 -m http.server."],
        also_known_as: &[
            "cors-disabled-scheme",
            "CorsDisabledScheme",
            "CORSRequestNotHttp",
        ],
    },
    Term {
        name: "corp-same-origin",
        title: "the resource may only be used by its own origin",
        meaning: "The answer says Cross-Origin-Resource-Policy: same-origin, and the page is of \
                  another origin. This is not CORS: it concerns requests made without it, such as \
                  <img> and <script>.",
        causes: &["A security default (helmet, a proxy) on files that other sites shall use."],
        look_at: &["Cross-Origin-Resource-Policy in the answer."],
        mend: &["Cross-Origin-Resource-Policy: cross-origin on these files, or same-site."],
        also_known_as: &[
            "corp-blocked",
            "corp-not-same-origin",
            "net::ERR_BLOCKED_BY_RESPONSE.NotSameOrigin",
            "ERR_BLOCKED_BY_RESPONSE.NotSameOrigin",
        ],
    },
    Term {
        name: "corp-same-site",
        title: "the resource may only be used by its own site",
        meaning: "The answer says Cross-Origin-Resource-Policy: same-site, and the page is of \
                  another site, or http where the answer is https. This is not CORS: it concerns \
                  requests made without it, such as <img> and <script>.",
        causes: &["A security default on files that other sites shall use."],
        look_at: &["Cross-Origin-Resource-Policy in the answer."],
        mend: &["Cross-Origin-Resource-Policy: cross-origin on these files."],
        also_known_as: &[
            "corp-not-same-site",
            "net::ERR_BLOCKED_BY_RESPONSE.NotSameSite",
            "ERR_BLOCKED_BY_RESPONSE.NotSameSite",
        ],
    },
    Term {
        name: "coep-corp",
        title: "the page only takes resources that agree to be used",
        meaning: "The page has Cross-Origin-Embedder-Policy, so every file of another origin must \
                  say Cross-Origin-Resource-Policy or be loaded with CORS. This one does neither.",
        causes: &["The page was isolated (for SharedArrayBuffer), its files were not prepared."],
        look_at: &[
            "Cross-Origin-Embedder-Policy of the page, Cross-Origin-Resource-Policy of the file.",
        ],
        mend: &[
            "Cross-Origin-Resource-Policy: cross-origin on the file.",
            "Or crossorigin on the element, and Access-Control-Allow-Origin on the file.",
            "Or Cross-Origin-Embedder-Policy: credentialless on the page.",
        ],
        also_known_as: &[
            "coep-corp-blocked",
            "COEP",
            "corp-not-same-origin-after-defaulted-to-same-origin-by-coep",
            "corp-not-same-origin-after-defaulted-to-same-origin-by-coep-and-dip",
            "coep-frame-resource-needs-coep-header",
            "net::ERR_BLOCKED_BY_RESPONSE.NotSameOriginAfterDefaultedToSameOriginByCoep",
            "net::ERR_BLOCKED_BY_RESPONSE",
            "ERR_BLOCKED_BY_RESPONSE",
        ],
    },
    Term {
        name: "opaque-response-blocked",
        title: "an image or script turned out to be something else",
        meaning: "An element asked without CORS for an image, script or style, and got JSON, HTML \
                  or an error page. Browsers keep such answers out of the page's process (opaque \
                  response blocking). No CORS header would have changed that.",
        causes: &[
            "The URL answers with an error page or a login page.",
            "The Content-Type is wrong, and nosniff forbids a second look.",
            "JSON was requested with <script>.",
        ],
        look_at: &["Status, Content-Type and X-Content-Type-Options of the answer."],
        mend: &[
            "Mend the URL or the error; send the right Content-Type.",
            "Fetch data with fetch() and CORS, not with an element.",
        ],
        also_known_as: &[
            "orb-blocked",
            "ORB",
            "CORB",
            "net::ERR_BLOCKED_BY_ORB",
            "ERR_BLOCKED_BY_ORB",
            "OpaqueResponseBlocking",
        ],
    },
    Term {
        name: "mime-type-mismatch",
        title: "a script or style of the wrong type",
        meaning: "The file has the type {value}, and the browser refuses to use it as a script or \
                  style sheet. This is not CORS.",
        causes: &[
            "The file is not there, and the server answers with an HTML page instead of 404.",
            "The server does not know the type of the file's name.",
        ],
        look_at: &["Content-Type, status and body of the answer."],
        mend: &["Serve the file with its type (text/javascript, text/css); answer 404 honestly."],
        also_known_as: &[
            "nosniff-blocked",
            "MIMEMISMATCH",
            "MimeTypeMismatch",
            "MimeTypeMismatch2",
            "content-type",
            "CSS Loader",
        ],
    },
    Term {
        name: "mixed-content",
        title: "an http URL on an https page",
        meaning: "The page was loaded over https and asks for {url} over http. The browser does \
                  not even send the request. This is not CORS.",
        causes: &[
            "An address with http:// in the code or the configuration.",
            "A redirect from https to http, often by a server behind a proxy that does TLS.",
        ],
        look_at: &["The scheme of the URL, and of each Location on the way."],
        mend: &["Use https. Behind a proxy let the server see X-Forwarded-Proto."],
        also_known_as: &[
            "BlockMixedActiveContent",
            "Mixed Content Blocker",
            "MixedContent",
        ],
    },
    Term {
        name: "local-network-access",
        title: "the browser did not let the page into the local network",
        meaning: "A page from the internet asks a machine in the {space} address space (this \
                  computer, or the network at home or in the office). Chromium 142 and later ask \
                  the user first, and the user or a policy said no. No header of the server \
                  changes that.",
        causes: &[
            "The user refused, or was never asked because the page is not https or sits in a frame.",
            "The address is of the wrong kind: the page names another address space than the \
             server is in.",
        ],
        look_at: &[
            "The permission Local network access in the site's settings.",
            "Whether page and frame are loaded over https.",
        ],
        mend: &[
            "Let the user allow it, ask from a page over https, and give a frame \
             allow=\"local-network-access\".",
            "Or serve the page from the local machine itself.",
        ],
        also_known_as: &[
            "lna-permission-denied",
            "lna-insecure-context",
            "lna-target-mismatch",
            "LocalNetworkAccessPermissionDenied",
            "InsecureLocalNetwork",
            "InvalidLocalNetworkAccess",
            "InsecurePrivateNetwork",
            "InvalidPrivateNetworkAccess",
            "LNA",
            "net::ERR_BLOCKED_BY_LOCAL_NETWORK_ACCESS_CHECKS",
            "ERR_BLOCKED_BY_LOCAL_NETWORK_ACCESS_CHECKS",
        ],
    },
    Term {
        name: "content-security-policy",
        title: "the page's own policy forbids it",
        meaning: "The page's Content-Security-Policy does not list {host} for this kind of \
                  request. The browser did not send it. This is not CORS.",
        causes: &["connect-src, img-src, script-src … of the page lack the host."],
        look_at: &["Content-Security-Policy of the page (header or <meta>)."],
        mend: &["Add the host to the directive, such as connect-src 'self' https://{host}."],
        also_known_as: &[
            "csp-blocked",
            "csp",
            "CSP_CSPGenericViolation",
            "CSP_CSPStyleViolation",
            "net::ERR_BLOCKED_BY_CSP",
            "ERR_BLOCKED_BY_CSP",
        ],
    },
    Term {
        name: "blocked-by-client",
        title: "an extension of the browser blocked it",
        meaning: "An ad blocker or another extension stopped the request. This is not CORS, and \
                  the server never saw it.",
        causes: &["The URL looks like advertising or tracking to a filter list."],
        look_at: &["The same page in a private window without extensions."],
        mend: &["Choose another path or host, or exempt the page in the extension."],
        also_known_as: &[
            "net::ERR_BLOCKED_BY_CLIENT",
            "ERR_BLOCKED_BY_CLIENT",
            "inspector",
        ],
    },
    Term {
        name: "event-source-refused",
        title: "an EventSource got something that is not an event stream",
        meaning: "The page may read the response of {host}, but an EventSource takes only status 200 and text/event-stream, and gives up. This is not CORS.",
        causes: &[
            "The login has run out: 401 or a login page instead of the stream.",
            "The server sends JSON or an error page at this URL.",
        ],
        look_at: &["The status and Content-Type of the response."],
        mend: &["Respond with status 200 and Content-Type: text/event-stream."],
        also_known_as: &["Event Source"],
    },
    Term {
        name: "frame-refused",
        title: "the document may not be shown in this frame",
        meaning: "The document's own headers say who may show it in a frame, and this page is not among them. This is not CORS.",
        causes: &[
            "X-Frame-Options: DENY or SAMEORIGIN.",
            "frame-ancestors in the document's Content-Security-Policy lacks the page.",
        ],
        look_at: &["X-Frame-Options and Content-Security-Policy of the document."],
        mend: &[
            "Send Content-Security-Policy: frame-ancestors 'self' {origin} with the document, and no X-Frame-Options.",
        ],
        also_known_as: &["X-Frame-Options", "frame-ancestors"],
    },
    Term {
        name: "dip-corp",
        title: "the page is isolated, and the file does not agree",
        meaning: "The page's Document-Isolation-Policy accepts only files with Cross-Origin-Resource-Policy. Only Chromium knows it. This is not CORS.",
        causes: &["The file's server does not send Cross-Origin-Resource-Policy."],
        look_at: &[
            "Document-Isolation-Policy of the page, Cross-Origin-Resource-Policy of the file.",
        ],
        mend: &["Send Cross-Origin-Resource-Policy: cross-origin with the file."],
        also_known_as: &[
            "net::ERR_BLOCKED_BY_RESPONSE.NotSameOriginAfterDefaultedToSameOriginByDip",
            "corp-not-same-origin-after-defaulted-to-same-origin-by-dip",
        ],
    },
    Term {
        name: "port-blocked",
        title: "browsers do not talk to this port",
        meaning: "The port belongs to another protocol, and browsers refuse to connect to it. Nothing was sent. This is not CORS.",
        causes: &["A development server on a port such as 6000 or 6667."],
        look_at: &["The port in the URL."],
        mend: &["Use another port, such as 443, 3000 or 8080."],
        also_known_as: &["net::ERR_UNSAFE_PORT"],
    },
    Term {
        name: "websocket-refused",
        title: "the server refused the WebSocket handshake",
        meaning: "The server answered the handshake with another status than 101. CORS does not apply to WebSockets: the server itself checks Origin.",
        causes: &[
            "The server's own list of origins lacks {origin}.",
            "A login is missing, the path is wrong, or a proxy does not pass on Upgrade.",
        ],
        look_at: &["The status of the handshake, and the server's log."],
        mend: &["Add {origin} to the origins that the WebSocket server accepts."],
        also_known_as: &["Web Socket", "websocket-handshake"],
    },
    Term {
        name: "service-worker",
        title: "the page's service worker gave no usable response",
        meaning: "A service worker took the request and failed: its own request was refused, it threw an error, or it gave an opaque response.",
        causes: &[
            "The worker's own request fails CORS.",
            "fetch(url, { mode: 'no-cors' }) in the worker for a request that wants to be read.",
        ],
        look_at: &[
            "The worker's entry for the same URL.",
            "The request with `Bypass for network` ticked.",
        ],
        mend: &[
            "Fix the response to the worker's request; let the worker call fetch(event.request).",
        ],
        also_known_as: &["Service Worker Interception"],
    },
    Term {
        name: "stopped-in-browser",
        title: "stopped inside the browser",
        meaning: "Something inside the browser stopped the request before it was sent. This is not CORS, and the server never saw it.",
        causes: &[
            "A Content-Security-Policy in a <meta> of the page.",
            "An extension, tracking protection, or request blocking in the developer tools.",
        ],
        look_at: &[
            "The browser's console at the same moment.",
            "The same page in a private window without extensions.",
        ],
        mend: &["Change what the console names."],
        also_known_as: &["blocked:devtools", "blocked:other"],
    },
    Term {
        name: "body-incomplete",
        title: "the body broke off",
        meaning: "The response passed every check, but its body ended before the announced length. This is not CORS.",
        causes: &[
            "The server or a proxy broke off while it wrote the body.",
            "Content-Length is of the body before compression.",
        ],
        look_at: &["Content-Length, and the server's log."],
        mend: &["Let the server send as many bytes as it announces."],
        also_known_as: &[
            "net::ERR_CONTENT_LENGTH_MISMATCH",
            "net::ERR_INCOMPLETE_CHUNKED_ENCODING",
        ],
    },
    Term {
        name: "unexplained",
        title: "blocked, and the capture does not hold why",
        meaning: "The recorder says that the request failed, and nothing in the capture says \
                  which check refused it.",
        causes: &[
            "The export left headers out (Playwright, sanitized captures).",
            "net::ERR_FAILED stands for every CORS failure and for many other things.",
        ],
        look_at: &["The browser's console at the same moment."],
        mend: &[
            "Record again with the network panel open before the page loads, and export with \
             sensitive data.",
        ],
        also_known_as: &["net::ERR_FAILED", "ERR_FAILED"],
    },
    Term {
        name: "cors-disabled",
        title: "CORS is switched off in this browser",
        meaning: "Firefox's preference content.cors.disable is set, so every cross-origin request \
                  fails, whatever the server says.",
        causes: &["The preference was set by hand or by a policy."],
        look_at: &["about:config, content.cors.disable."],
        mend: &["Reset the preference."],
        also_known_as: &["cors-disabled-by-user", "CORSDisabled"],
    },
    Term {
        name: "origin-header-not-addable",
        title: "the browser could not add the Origin header",
        meaning: "Firefox could not add Origin to the request, which happens for pages of \
                  extensions. Nothing was sent.",
        causes: &["The request comes from an extension's code without permission for the host."],
        look_at: &["Which code makes the request."],
        mend: &["Give the extension the host permission, and request from its background script."],
        also_known_as: &["CORSOriginHeaderNotAdded"],
    },
    Term {
        name: "private-network-access",
        title: "a check of older Chromium versions for private networks",
        meaning: "Chromium up to about 141 sent a preflight with \
                  Access-Control-Request-Private-Network before a public page could reach a \
                  private address, and wanted Access-Control-Allow-Private-Network: true in the \
                  answer. Later versions ask the user instead.",
        causes: &["The server in the {space} address space does not answer that preflight."],
        look_at: &["The version of the browser; the address of the server."],
        mend: &[
            "For those versions: Access-Control-Allow-Private-Network: true on the answer to \
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
            "ERR_BLOCKED_BY_PRIVATE_NETWORK_ACCESS_CHECKS",
            "Access-Control-Allow-Private-Network",
            "Access-Control-Request-Private-Network",
        ],
    },
    Term {
        name: "network-error",
        title: "no answer came: this is not CORS",
        meaning: "The request to {host} got no answer at all. Firefox and Safari word that like a \
                  CORS failure, because script is not told the difference.",
        causes: &[
            "The server is down, or host or port are wrong.",
            "The certificate is not valid for this browser.",
            "An extension blocked it, or the page was left before the answer came.",
        ],
        look_at: &[
            "The URL opened in a tab of the same browser: what does it say?",
            "The network error in the network panel.",
        ],
        mend: &["Make the server reachable; no header helps while no answer comes."],
        also_known_as: &[
            "actual-network-error",
            "CORSDidNotSucceed",
            "net::ERR_CONNECTION_REFUSED",
            "net::ERR_CONNECTION_RESET",
            "net::ERR_CONNECTION_CLOSED",
            "net::ERR_CONNECTION_TIMED_OUT",
            "net::ERR_TIMED_OUT",
            "net::ERR_NAME_NOT_RESOLVED",
            "net::ERR_ADDRESS_UNREACHABLE",
            "net::ERR_INTERNET_DISCONNECTED",
            "net::ERR_NETWORK_CHANGED",
            "net::ERR_EMPTY_RESPONSE",
            "net::ERR_ABORTED",
            "net::ERR_SSL_PROTOCOL_ERROR",
            "net::ERR_SSL_CLIENT_AUTH_CERT_NEEDED",
            "net::ERR_CERT_AUTHORITY_INVALID",
            "net::ERR_CERT_COMMON_NAME_INVALID",
            "net::ERR_CERT_DATE_INVALID",
            "net::ERR_HTTP2_PROTOCOL_ERROR",
            "net::ERR_QUIC_PROTOCOL_ERROR",
            "NS_ERROR_CONNECTION_REFUSED",
            "NS_ERROR_UNKNOWN_HOST",
            "NS_ERROR_NET_RESET",
            "NS_ERROR_DOM_BAD_URI",
            "NS_BINDING_ABORTED",
        ],
    },
    Term {
        name: "same-origin-policy",
        title: "a page may not reach this URL at all",
        meaning: "Firefox refused the load before any request: the page may not load data from, or \
                  link to, {url}.",
        causes: &["A file: URL, or a redirect to one; a worker's script of another origin."],
        look_at: &["The URL's scheme, and what starts the request."],
        mend: &["Serve the file over http(s), a worker's script from the page's own origin."],
        also_known_as: &["SOP"],
    },
];
