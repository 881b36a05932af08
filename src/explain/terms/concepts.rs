//! The words and headers that the other explanations use.

use super::Term;

pub(super) static TERMS: &[Term] = &[
    Term {
        name: "cors",
        title: "cross-origin resource sharing",
        meaning: "A page may send requests to other origins, but its script may only read the \
                  answer where the server agrees, in headers of the answer. The browser checks \
                  that, not the server: curl and other servers see every answer.",
        causes: &[],
        look_at: &[
            "The Origin header of the request and Access-Control-Allow-Origin of the answer.",
        ],
        mend: &["The change is nearly always on the server that answers."],
        also_known_as: &["cross-origin", "cross-origin-resource-sharing"],
    },
    Term {
        name: "cors-error",
        title: "what the network panel shows for every CORS failure",
        meaning: "The browser did not let the page read an answer, or never sent the request, and \
                  these words do not tell which header was at fault. The console's red line does.",
        causes: &[
            "The answer has no Access-Control-Allow-Origin: by far the commonest, often an error \
             page.",
            "The preflight was answered with an error or a redirect.",
            "The header names another origin, or is * where cookies are sent.",
        ],
        look_at: &[
            "The red line in the console: paste it here.",
            "A HAR export of the network panel: corslens names the header.",
        ],
        mend: &["What that line says; the change is nearly always on the server that answers."],
        also_known_as: &[
            "CORS errors",
            "CORS failed",
            "CORS issue",
            "CORS policy",
            "blocked by CORS policy",
        ],
    },
    Term {
        name: "answer-withheld",
        title: "the server answered, and the browser withheld the answer",
        meaning: "{url} answered with status {status}, and the browser did not hand the answer to \
                  the page: net::ERR_FAILED beside a status is nearly always CORS. The request did \
                  reach the server.",
        causes: &[
            "The answer has no Access-Control-Allow-Origin, or one that does not fit the page.",
            "Cookies are sent, and Access-Control-Allow-Credentials or a named origin is missing.",
            "More seldom: Cross-Origin-Resource-Policy, or an extension.",
        ],
        look_at: &[
            "The console line before it, \"has been blocked by CORS policy\": explain that one.",
            "The response headers of {url} in the network panel.",
        ],
        mend: &[
            "Let {host} send Access-Control-Allow-Origin with the page's origin on every answer, \
             errors too.",
        ],
        also_known_as: &[],
    },
    Term {
        name: "nothing-came-back",
        title: "the request failed without a status: nothing came back",
        meaning: "{url} gave no status, so no answer to this request came back. Either a preflight \
                  was refused and the request was never sent, or something stopped it on the way.",
        causes: &[
            "The preflight (OPTIONS) was refused: likely where the console also says CORS.",
            "A redirect was refused.",
            "An extension, a service worker or a policy stopped it.",
        ],
        look_at: &[
            "The console line before it: explain that one.",
            "An OPTIONS request to {url} in the network panel, and its status.",
        ],
        mend: &["Where OPTIONS was refused: answer it with 204 and the Access-Control headers."],
        also_known_as: &[],
    },
    Term {
        name: "strict-origin-when-cross-origin",
        title: "a referrer policy, not the cause",
        meaning: "Browsers show it beside every request, failed or not: it is the default for how \
                  much of the page's address goes into the Referer header (to other origins only \
                  the origin). It has no part in CORS, and changing it mends nothing.",
        causes: &["DevTools prints it under the heading General, next to the failed status."],
        look_at: &["The red line in the console: explain that one."],
        mend: &["Leave it as it is."],
        also_known_as: &[
            "Referrer Policy",
            "Referrer Policy: strict-origin-when-cross-origin",
            "Referrer-Policy: strict-origin-when-cross-origin",
        ],
    },
    Term {
        name: "origin",
        title: "scheme, host and port of a page",
        meaning: "https://shop.example is an origin; http://shop.example, https://www.shop.example \
                  and https://shop.example:8443 are three others. A default port is left out, and \
                  there is no slash at the end.",
        causes: &[],
        look_at: &["The Origin header of a request."],
        mend: &[],
        also_known_as: &[],
    },
    Term {
        name: "preflight",
        title: "the question that the browser asks before some requests",
        meaning: "Before a request that a plain form could not send, the browser asks with OPTIONS \
                  whether method and headers are welcome (Access-Control-Request-Method, \
                  Access-Control-Request-Headers). It carries no cookies and no Authorization. \
                  Only after a good answer is the request sent.",
        causes: &[
            "A method other than GET, HEAD and POST.",
            "A header such as authorization, or content-type: application/json.",
        ],
        look_at: &["OPTIONS entries before the request."],
        mend: &["Answer it with 204 and the Access-Control headers, before any login."],
        also_known_as: &[
            "options",
            "Access-Control-Request-Method",
            "Access-Control-Request-Headers",
            "simple-request",
        ],
    },
    Term {
        name: "credentials-mode",
        title: "whether a request carries cookies",
        meaning: "fetch sends cookies to other origins only with credentials: \"include\", \
                  XMLHttpRequest only with withCredentials. Then the answer must name the origin \
                  and say Access-Control-Allow-Credentials: true. A token that the page puts into \
                  Authorization itself is an ordinary header, not credentials.",
        causes: &[],
        look_at: &["The Cookie header of the request; the call in the page."],
        mend: &["Leave credentials out where no cookie is needed."],
        also_known_as: &["credentials", "withCredentials", "include"],
    },
    Term {
        name: "no-cors",
        title: "a request without permission to read",
        meaning: "fetch with mode: \"no-cors\" sends the request, and the page gets an empty, \
                  opaque answer: no status, no headers, no body. It mends no CORS failure.",
        causes: &[],
        look_at: &["mode in the call of fetch."],
        mend: &["Leave the mode out, and let the server send the headers."],
        also_known_as: &["opaque", "opaque-response"],
    },
    Term {
        name: "failed-to-fetch",
        title: "what script is told of every failure",
        meaning: "Script only learns that a request failed, never why: that would tell a page \
                  about servers it may not read. The reason stands in the console and in the \
                  network panel.",
        causes: &[
            "A CORS failure.",
            "No connection, no name, no TLS.",
            "An ad blocker.",
        ],
        look_at: &["The other red line in the console: explain that one."],
        mend: &["What that line says."],
        also_known_as: &[
            "Failed to fetch",
            "TypeError: Failed to fetch",
            "NetworkError when attempting to fetch resource",
            "Load failed",
            "ERR_NETWORK",
        ],
    },
    Term {
        name: "access-control-checks",
        title: "the second line that Safari prints",
        meaning: "Safari ends every failed request to another origin with this line, also where \
                  the server could not be reached at all. The reason stands in the line before it.",
        causes: &[],
        look_at: &[
            "The line before: explain that one.",
            "The request in the network panel.",
        ],
        mend: &["What the line before says."],
        also_known_as: &["due-to-access-control-checks"],
    },
    Term {
        name: "access-control-allow-origin",
        title: "who may read the answer",
        meaning: "* for everybody (without credentials), or one origin exactly as the Origin header \
                  has it. Never a list, never a pattern.",
        causes: &[],
        look_at: &["The answer to OPTIONS and the answer to the request: both need it."],
        mend: &["Compare Origin with a list, send it back, and add Vary: Origin."],
        also_known_as: &["acao"],
    },
    Term {
        name: "access-control-allow-credentials",
        title: "whether answers to requests with cookies may be read",
        meaning: "true, in lower case, or nothing. It needs a named Access-Control-Allow-Origin.",
        causes: &[],
        look_at: &["Both answers: to OPTIONS and to the request."],
        mend: &["Only for origins on a list."],
        also_known_as: &["acac"],
    },
    Term {
        name: "access-control-allow-methods",
        title: "which methods the preflight allows",
        meaning: "Names with commas, in upper case. GET, HEAD and POST need not be listed. * means \
                  all, but only without credentials. Only the answer to OPTIONS needs it.",
        causes: &[],
        look_at: &["The answer to OPTIONS."],
        mend: &["Access-Control-Allow-Methods: GET, PUT, PATCH, DELETE."],
        also_known_as: &["acam"],
    },
    Term {
        name: "access-control-allow-headers",
        title: "which request headers the preflight allows",
        meaning: "Names with commas, in any case. * means all but Authorization, and only without \
                  credentials. Only the answer to OPTIONS needs it.",
        causes: &[],
        look_at: &["Access-Control-Request-Headers of OPTIONS: what is asked for."],
        mend: &["Access-Control-Allow-Headers: authorization, content-type."],
        also_known_as: &["acah"],
    },
];
