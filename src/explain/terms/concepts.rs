//! The words that the other explanations use.

use super::Term;

pub(super) static TERMS: &[Term] = &[
    Term {
        name: "cors",
        title: "cross-origin resource sharing",
        meaning: "A page may send requests to other origins, but its script may read a response \
                  only if the server allows it in headers of that response. The browser checks \
                  this, not the server: curl and other servers see every response.",
        look_at: &[
            "The Origin header of the request and Access-Control-Allow-Origin of the response.",
        ],
        fix: &["The change is nearly always on the server that responds."],
        also_known_as: &["cross-origin-resource-sharing"],
        ..Term::ROW
    },
    Term {
        name: "cors-error",
        title: "what the network panel shows for every CORS failure",
        meaning: "The browser kept a response from the page, or never sent the request. These \
                  words do not say which header is wrong. The red line in the console does.",
        causes: &[
            "The response has no Access-Control-Allow-Origin. This is by far the most common \
             cause, and often the response is an error page.",
            "The preflight's response was an error or a redirect.",
            "The header names another origin, or is * and cookies are sent.",
        ],
        look_at: &[
            "The red line in the console: paste it here.",
            "A HAR export of the network panel: corslens names the header.",
        ],
        fix: &["Fix what that line says. The change is nearly always on the server that responds."],
        also_known_as: &[
            "CORS errors",
            "CORS issue",
            "CorsIssue",
            "CORS policy",
            "blocked by CORS policy",
            "ResourceBlockedCORS",
        ],
    },
    Term {
        name: "origin",
        title: "scheme, host and port of a page",
        meaning: "https://shop.example is an origin. http://shop.example, https://www.shop.example \
                  and https://shop.example:8443 are three others. A default port is left out, and \
                  there is no slash at the end.",
        look_at: &["The Origin header of a request."],
        ..Term::ROW
    },
    Term {
        name: "preflight",
        title: "the OPTIONS request that browsers send before some requests",
        meaning: "Before a request that a plain form could not send, the browser sends OPTIONS \
                  with Access-Control-Request-Method and Access-Control-Request-Headers. It has \
                  no cookies, no Authorization and no body. The request itself is sent only if the \
                  response allows it.",
        causes: &[
            "A method other than GET, HEAD and POST.",
            "A header such as authorization, or content-type: application/json.",
            "A listener for the progress of an upload, or a stream as the body.",
        ],
        look_at: &["The OPTIONS requests before the request."],
        fix: &[
            "Respond to it with 204 and the Access-Control headers, before authentication and \
             routing.",
        ],
        also_known_as: &[
            "options",
            "simple-request",
            "Access-Control-Request-Method",
            "Access-Control-Request-Headers",
            "NS_ERROR_CORS_PREFLIGHT",
        ],
    },
    Term {
        name: "credentials-mode",
        title: "whether a request carries cookies",
        meaning: "fetch sends cookies to other origins only with credentials: \"include\", \
                  XMLHttpRequest only with withCredentials. Then the response must name the origin \
                  and say Access-Control-Allow-Credentials: true. A token that the page puts into \
                  Authorization itself is an ordinary header, not credentials.",
        look_at: &["The Cookie header of the request, and the call in the page."],
        fix: &["Leave credentials out if no cookie is needed."],
        also_known_as: &["credentials", "withCredentials", "include"],
        ..Term::ROW
    },
    Term {
        name: "no-cors",
        title: "a request without permission to read",
        meaning: "fetch with mode: \"no-cors\" sends the request, and the page gets an opaque \
                  response: no status, no headers, no body. It does not fix a CORS failure.",
        look_at: &["The option mode in the call of fetch."],
        fix: &["Remove the mode, and let the server send the headers."],
        also_known_as: &["opaque", "opaque-response"],
        ..Term::ROW
    },
    Term {
        name: "cors-safelisted",
        title: "what a request may have without a preflight",
        meaning: "GET, HEAD and POST with the headers accept, accept-language, content-language and \
                  content-type (only application/x-www-form-urlencoded, multipart/form-data and \
                  text/plain) need no permission, because a plain form could send them. Everything \
                  else makes the browser send a preflight.",
        look_at: &["The method and the headers that the page sets."],
        fix: &["List every other header in Access-Control-Allow-Headers, or do not send it."],
        also_known_as: &[
            "safelisted",
            "CORS-safelisted request header",
            "CORS-safelisted method",
            "CORS-unsafe request header",
            "simple header",
        ],
        ..Term::ROW
    },
    Term {
        name: "redirect-tainted-origin",
        title: "after a redirect the browser sends Origin: null",
        meaning: "When a request to another host is redirected to a third one, the browser no \
                  longer says which page it comes from: its Origin becomes null. A response that \
                  names {origin} does not match it.",
        causes: &["An API that redirects to a CDN, a storage service or a login."],
        look_at: &["The Origin header of the second request."],
        fix: &[
            "Request the last URL directly.",
            "Or let the last host send Access-Control-Allow-Origin: *, without credentials.",
        ],
        also_known_as: &[
            "redirect-tainted-origin-null",
            "redirect taint",
            "tainted origin",
        ],
    },
    Term {
        name: "preflight-missing",
        title: "a preflight was needed and is not in the capture",
        meaning: "The request needed permission by OPTIONS, but the capture has no such request. \
                  Usually nothing is wrong.",
        causes: &[
            "The browser still had the response to an earlier preflight.",
            "The capture began later, or the recorder leaves preflights out (Playwright, a filter).",
            "A service worker or an extension responded.",
        ],
        look_at: &["Earlier entries for the same URL, and the recorder's options."],
        fix: &["None needed. Record with the cache disabled to see every preflight."],
        ..Term::ROW
    },
    Term {
        name: "app-origin",
        title: "the origin of an app, an extension or a file",
        meaning: "Pages that do not come from a web server have special origins: \
                  capacitor://localhost and ionic://localhost (apps on iOS), http://localhost or \
                  https://localhost (the same on Android), tauri://localhost, \
                  chrome-extension://ID, vscode-webview://ID. Pages from disk send null.",
        look_at: &["The Origin header of the request."],
        fix: &[
            "Add that exact origin to the server's list.",
            "Or send the request natively, outside the web view: CORS does not apply to native \
             requests.",
        ],
        also_known_as: &[
            "capacitor://localhost",
            "ionic://localhost",
            "tauri://localhost",
            "http://tauri.localhost",
            "capacitor://",
            "ionic://",
            "tauri://",
            "vscode-webview://",
            "chrome-extension://",
            "moz-extension://",
            "safari-web-extension://",
        ],
        ..Term::ROW
    },
    Term {
        name: "sandbox",
        title: "a sandboxed frame has no origin",
        meaning: "A document in <iframe sandbox>, or with Content-Security-Policy: sandbox, has an \
                  opaque origin and sends Origin: null, unless allow-same-origin is set. A server \
                  that lists origins does not allow it.",
        causes: &["An online editor, a preview or a widget that runs code in a sandbox."],
        look_at: &["The sandbox attribute of the frame, and the Origin header of the request."],
        fix: &[
            "Add allow-same-origin if the frame shows your own page.",
            "Or send the request from the page around it. Do not allow null on the server.",
        ],
        also_known_as: &["sandboxed frame", "sandboxed iframe", "opaque origin"],
    },
    Term {
        name: "module-script",
        title: "modules are always loaded with CORS",
        meaning: "<script type=\"module\"> and import() load files with CORS, unlike plain \
                  scripts. A module of another origin needs Access-Control-Allow-Origin, and its \
                  Content-Type must be that of JavaScript. The error does not say which of these \
                  was missing, or whether the file exists.",
        causes: &[
            "The file no longer exists (a new version was deployed), and the server responds with \
             an HTML page.",
            "The CDN sends no Access-Control-Allow-Origin.",
            "The page was opened from disk.",
        ],
        look_at: &["Status, Content-Type and Access-Control-Allow-Origin of the file's response."],
        fix: &[
            "Access-Control-Allow-Origin: * on the files, and Content-Type: text/javascript.",
            "Reload the page if a deployed file no longer exists.",
        ],
        also_known_as: &[
            "module",
            "modules",
            "dynamically imported module",
            "import()",
        ],
    },
    Term {
        name: "webtransport",
        title: "CORS does not apply to WebTransport",
        meaning: "Like a WebSocket, a WebTransport session sends Origin, and the server itself \
                  decides. No Access-Control header is checked.",
        causes: &["The certificate, HTTP/3 or UDP port of the server, or its list of origins."],
        look_at: &["The server's log, and the console."],
        fix: &["Let the server accept the page's origin."],
        ..Term::ROW
    },
    Term {
        name: "timing-allow-origin-missing",
        title: "the page cannot see how long the request took",
        meaning: "Without Timing-Allow-Origin most values in the Resource Timing of a cross-origin \
                  request are zero. Nothing is blocked.",
        causes: &["The header is not sent."],
        look_at: &["Timing-Allow-Origin in the response."],
        fix: &["Timing-Allow-Origin: {origin}, if the page measures its requests."],
        also_known_as: &[
            "tao-missing",
            "TAO",
            "Timing-Allow-Origin",
            "timing",
            "Resource Timing",
        ],
    },
];
