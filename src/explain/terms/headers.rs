//! Headers, and what DevTools shows beside them.

use super::Term;

pub(super) static TERMS: &[Term] = &[
    Term {
        name: "access-control-allow-origin",
        title: "which page may read the response",
        meaning: "* for everyone (without credentials), or one origin exactly as the Origin header \
                  has it. Lists and patterns are not supported.",
        look_at: &["The response to OPTIONS and the response to the request: both need it."],
        fix: &["Compare Origin with a list, send it back, and add Vary: Origin."],
        also_known_as: &["acao"],
        ..Term::ROW
    },
    Term {
        name: "access-control-allow-credentials",
        title: "whether a response to a request with cookies may be read",
        meaning: "true, in lower case, or not sent at all. It needs an Access-Control-Allow-Origin \
                  that names the origin.",
        look_at: &["Both responses: to OPTIONS and to the request."],
        fix: &["Send it only to origins on a list."],
        also_known_as: &["acac"],
        ..Term::ROW
    },
    Term {
        name: "access-control-allow-methods",
        title: "which methods the preflight allows",
        meaning: "Method names separated by commas, in upper case. GET, HEAD and POST need not be \
                  listed. * means all, but only without credentials. Only the response to OPTIONS \
                  needs it.",
        look_at: &["The response to OPTIONS."],
        fix: &["Access-Control-Allow-Methods: GET, PUT, PATCH, DELETE."],
        also_known_as: &["acam"],
        ..Term::ROW
    },
    Term {
        name: "access-control-allow-headers",
        title: "which request headers the preflight allows",
        meaning: "Header names separated by commas, in any case. * means all but Authorization, \
                  and only without credentials. Only the response to OPTIONS needs it.",
        look_at: &["Access-Control-Request-Headers of OPTIONS: what the page wants to send."],
        fix: &["Access-Control-Allow-Headers: authorization, content-type."],
        also_known_as: &["acah"],
        ..Term::ROW
    },
    Term {
        name: "authorization",
        title: "a header that always needs a preflight",
        meaning: "A page that sets Authorization makes the browser send a preflight, and the \
                  response must list authorization by name: * does not cover it. The header is not \
                  credentials, so Access-Control-Allow-Credentials is not needed for it.",
        causes: &["A token (Bearer, Basic) that the page sends to an API."],
        look_at: &["Access-Control-Allow-Headers in the response to OPTIONS."],
        fix: &[
            "Access-Control-Allow-Headers: authorization, content-type.",
            "Let OPTIONS through before the token is checked: a preflight never carries it.",
        ],
        also_known_as: &["Bearer", "bearer token"],
    },
    Term {
        name: "sec-fetch",
        title: "how the browser describes a request to the server",
        meaning: "Sec-Fetch-Mode says cors, no-cors, navigate or same-origin; Sec-Fetch-Site says \
                  how page and URL relate; Sec-Fetch-Dest says what the response is for; \
                  Sec-Fetch-User marks navigations by the user. Browsers set them, script cannot, \
                  and they are not part of the CORS check.",
        causes: &[
            "A server that rejects cross-site requests by these headers (resource isolation).",
        ],
        look_at: &["Sec-Fetch-Mode: cors means that the response is checked."],
        fix: &[
            "If the server filters by them, let it accept cors requests of the origins it allows.",
        ],
        also_known_as: &[
            "Sec-Fetch-Mode",
            "Sec-Fetch-Site",
            "Sec-Fetch-Dest",
            "Sec-Fetch-User",
        ],
    },
    Term {
        name: "strict-origin-when-cross-origin",
        title: "a referrer policy, not the cause",
        meaning: "DevTools shows it for every request, failed or not. It is the default for how \
                  much of the page's address goes into the Referer header (to other origins only \
                  the origin). It has nothing to do with CORS, and changing it fixes nothing.",
        causes: &["DevTools prints it under the heading General, next to the failed status."],
        look_at: &["The red line in the console: explain that one."],
        fix: &["Leave it as it is."],
        also_known_as: &[
            "Referrer Policy",
            "Referrer-Policy",
            "Referer",
            "no-referrer",
            "no-referrer-when-downgrade",
            "origin-when-cross-origin",
        ],
    },
    Term {
        name: "provisional-headers",
        title: "the request was not sent, or not seen on the network",
        meaning: "Chrome shows these headers when it has none from the network: the request was \
                  blocked or cancelled before it was sent, or the response came from a cache or a \
                  service worker. It is not an error in itself.",
        causes: &[
            "An extension, a policy or a refused preflight stopped the request.",
            "The response came from the memory or disk cache.",
        ],
        look_at: &["The status column of the same request, and the console."],
        fix: &["Disable the cache while DevTools is open, and look at the status of the request."],
        also_known_as: &["Provisional headers are shown"],
    },
    Term {
        name: "x-content-type-options",
        title: "nosniff: the declared type counts",
        meaning: "With X-Content-Type-Options: nosniff the browser does not guess a type. Scripts \
                  and style sheets with another Content-Type are then blocked (mime-type-mismatch), \
                  and so is data that an element requests (opaque-response-blocked). It is not \
                  CORS.",
        look_at: &["Content-Type of the response."],
        fix: &["Send the right Content-Type. Keep the header."],
        also_known_as: &["nosniff"],
        ..Term::ROW
    },
    Term {
        name: "crossorigin",
        title: "the attribute that loads a file with CORS",
        meaning: "<img crossorigin>, <script crossorigin>, <link crossorigin> and <video \
                  crossorigin> load the file with CORS: without cookies (anonymous, the default) or \
                  with them (use-credentials). The response then needs Access-Control-Allow-Origin, \
                  or the file is not used. Without the attribute most files need no header.",
        causes: &["A canvas, error reports of scripts, integrity or SharedArrayBuffer need it."],
        look_at: &["Access-Control-Allow-Origin in the file's response."],
        fix: &[
            "Let the file's server send Access-Control-Allow-Origin: *.",
            "Or remove the attribute if the page does not read the file.",
        ],
        also_known_as: &[
            "crossorigin=anonymous",
            "crossorigin=use-credentials",
            "use-credentials",
        ],
    },
    Term {
        name: "reporting-endpoints",
        title: "where the browser sends reports",
        meaning: "Reporting-Endpoints names URLs for policy reports (CSP, COEP, COOP). Reports to \
                  another origin are sent with CORS, so that server needs to respond to their \
                  preflight. A failed report blocks nothing.",
        look_at: &["OPTIONS requests to the reporting URL."],
        fix: &["Let the endpoint allow POST with content-type from your origin."],
        also_known_as: &["Report-To", "report-uri"],
        ..Term::ROW
    },
    Term {
        name: "clear-site-data",
        title: "a response that empties the browser's storage",
        meaning: "Clear-Site-Data removes cookies, storage or the cache of the responding origin. \
                  It is not CORS; a request after it may lack the cookies that it had before.",
        look_at: &["Logout responses."],
        fix: &["None needed for CORS."],
        ..Term::ROW
    },
];
