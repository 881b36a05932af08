//! Statuses: what each means for a preflight and for a request, and why script is not told.

use super::Term;

pub(super) static TERMS: &[Term] = &[
    Term {
        name: "status-0",
        title: "status 0: the script got no response",
        meaning: "XMLHttpRequest and frameworks report status 0 if there is no response that the \
                  script may read: a CORS failure, a connection that failed, or a cancelled \
                  request. The reason is in the console. In a HAR, status 0 means that the \
                  recorder saw no response.",
        causes: &[
            "A CORS failure.",
            "The connection, the name lookup or TLS failed.",
            "The page cancelled the request or was left.",
        ],
        look_at: &["The red line in the console: explain that one."],
        fix: &["Fix what that line says."],
        also_known_as: &["0", "status 0", "status: 0", "status code 0"],
    },
    Term {
        name: "status-200",
        title: "200, and still a CORS error",
        meaning: "A success status says nothing about CORS: the server responded, and the browser \
                  hands the response to the page only if its Access-Control headers allow it.",
        causes: &["The response lacks Access-Control-Allow-Origin, or it names another origin."],
        look_at: &["The response headers in the network panel."],
        fix: &["Let the server send the Access-Control headers with this response."],
        also_known_as: &["200", "200 OK", "204", "204 No Content"],
    },
    Term {
        name: "status-301",
        title: "the request is redirected",
        meaning: "A redirect needs Access-Control-Allow-Origin too, and a preflight must not be \
                  redirected at all. After a redirect from one foreign host to another the browser \
                  sends Origin: null. 307 and 308 keep the method and the body.",
        causes: &[
            "http instead of https, a slash at the end, with or without www.",
            "A login page, where the session has expired.",
            "307 Internal Redirect is made by the browser itself (see hsts).",
        ],
        look_at: &["Location in the response: where does it lead?"],
        fix: &["Request the URL that the redirect leads to."],
        also_known_as: &[
            "301",
            "302",
            "303",
            "307",
            "308",
            "301 Moved Permanently",
            "302 Found",
            "303 See Other",
            "307 Temporary Redirect",
            "308 Permanent Redirect",
            "Moved Permanently",
        ],
    },
    Term {
        name: "status-400",
        title: "the server rejects the request",
        meaning: "A preflight with 400 fails: some CORS libraries respond like this if the \
                  origin, the method or a header is not in their list. On the request itself a \
                  400 is an ordinary response: script may read it if it has the Access-Control \
                  headers.",
        causes: &[
            "On OPTIONS: the CORS middleware does not allow it (Starlette says \"Disallowed CORS \
             origin\").",
            "On the request: the body or a parameter is not valid.",
        ],
        look_at: &["The body of the response."],
        fix: &["Allow what the body names, and add the Access-Control headers to errors too."],
        also_known_as: &["400", "400 Bad Request", "Bad Request"],
    },
    Term {
        name: "status-401",
        title: "a login is required",
        meaning: "A preflight carries no cookies and no Authorization, so a server that requires a \
                  login for OPTIONS rejects every preflight. On the request itself a 401 is an \
                  ordinary response: script may read it if it has the Access-Control headers.",
        causes: &[
            "On OPTIONS: authentication runs before CORS in the server or gateway.",
            "On the request: the token or cookie is missing or has expired.",
            "On the request: the error page has no Access-Control headers, so script sees a network \
             error instead of the 401.",
        ],
        look_at: &[
            "Which of the two it was: OPTIONS or the request.",
            "Cookie and Authorization of the request, and WWW-Authenticate in the response.",
        ],
        fix: &[
            "Respond to OPTIONS before authentication.",
            "Add the Access-Control headers to error responses too.",
        ],
        also_known_as: &["401", "401 Unauthorized", "Unauthorized"],
    },
    Term {
        name: "status-403",
        title: "the request is forbidden",
        meaning: "A preflight with 403 fails, whatever its headers say. On the request itself a 403 \
                  is an ordinary response: script may read it if it has the Access-Control headers.",
        causes: &[
            "The server rejects origins that are not on its list.",
            "A firewall, bot protection or storage service rejects OPTIONS.",
            "The error page has no Access-Control headers.",
        ],
        look_at: &[
            "Which of the two it was: OPTIONS or the request.",
            "The Server header and the body of the response: which program sent it?",
        ],
        fix: &[
            "Add the page's origin to the server's list, and let OPTIONS through.",
            "Add the Access-Control headers to error responses too.",
        ],
        also_known_as: &["403", "403 Forbidden", "Forbidden"],
    },
    Term {
        name: "status-404",
        title: "nothing is found at this URL",
        meaning: "A preflight with 404 fails: usually the path exists for other methods but has \
                  no route for OPTIONS. On the request itself a 404 is an ordinary response: \
                  script may read it if it has the Access-Control headers.",
        causes: &[
            "On OPTIONS: no route for that method.",
            "The path is misspelt, or lacks a prefix that a proxy removes.",
            "The error page has no Access-Control headers.",
        ],
        look_at: &["The path, character for character, and the same URL with another method."],
        fix: &[
            "Respond to OPTIONS for every path.",
            "Add the Access-Control headers to error responses too.",
        ],
        also_known_as: &["404", "404 Not Found", "Not Found"],
    },
    Term {
        name: "status-405",
        title: "the method has no route here",
        meaning: "A preflight with 405 fails: the server does not support OPTIONS on this path, so \
                  the browser never sends the request. On the request itself a 405 means a method \
                  that the path does not have.",
        causes: &[
            "On OPTIONS: the framework supports only the methods that have routes.",
            "On OPTIONS: the CORS module is not installed, or it comes after the router.",
            "On the request: the method is misspelt or in lower case, such as patch.",
        ],
        look_at: &["Allow in the response: which methods does it list?"],
        fix: &["Respond to OPTIONS with 204 and the Access-Control headers, before routing."],
        also_known_as: &["405", "405 Method Not Allowed"],
    },
    Term {
        name: "status-413",
        title: "the body is too large",
        meaning: "A server in front rejects the body before the application sees it. Its error page \
                  has no Access-Control headers, so script sees a CORS error instead of the 413.",
        causes: &["A limit such as nginx's client_max_body_size (1 MB by default)."],
        look_at: &["The Server header of the response, and the size of the body."],
        fix: &["Raise the limit, and add the headers to error responses too (nginx: always)."],
        also_known_as: &[
            "413",
            "413 Payload Too Large",
            "413 Request Entity Too Large",
        ],
    },
    Term {
        name: "status-429",
        title: "too many requests",
        meaning: "A rate limit rejected the request, or its preflight. The error page usually has no \
                  Access-Control headers, so script sees a CORS error instead of the 429.",
        causes: &[
            "Preflights count against the limit.",
            "A loop or a retry in the page.",
        ],
        look_at: &["Retry-After, and which of the two it was: OPTIONS or the request."],
        fix: &[
            "Exempt OPTIONS, let browsers keep preflights with Access-Control-Max-Age, slow down.",
        ],
        also_known_as: &["429", "429 Too Many Requests", "Too Many Requests"],
    },
    Term {
        name: "status-500",
        title: "the server failed",
        meaning: "A preflight with 500 fails. On the request itself it is a server error that \
                  only looks like CORS: the error page lacks the Access-Control headers, so \
                  script sees a network error instead of the 500.",
        causes: &[
            "Code that runs for the request throws, and the error handler drops the headers.",
            "On OPTIONS: code expects a body or a login that a preflight does not have.",
        ],
        look_at: &[
            "The server's log at that moment.",
            "The same request with curl.",
        ],
        fix: &[
            "Fix the failure; CORS is not its cause.",
            "Add the Access-Control headers to error responses too, to see such failures in script.",
        ],
        also_known_as: &[
            "500",
            "500 Internal Server Error",
            "Internal Server Error",
            "501",
        ],
    },
    Term {
        name: "status-502",
        title: "a gateway got no valid response from the server behind it",
        meaning: "The response comes from a proxy or gateway, not from the server that adds the \
                  Access-Control headers, so script sees a network error instead of the status. A \
                  preflight with such a status fails.",
        causes: &[
            "The server behind it is down, starting, or too slow.",
            "The gateway uses a wrong host or port.",
            "The server's response is too large or broken; headers of many kilobytes are enough.",
        ],
        look_at: &[
            "Server and Via in the response: which gateway is it?",
            "The gateway's log at that moment.",
        ],
        fix: &[
            "Fix the connection from the gateway to the server; CORS is not the cause.",
            "Let the gateway add the Access-Control headers to its own errors.",
        ],
        also_known_as: &[
            "502",
            "502 Bad Gateway",
            "Bad Gateway",
            "503",
            "503 Service Unavailable",
            "Service Unavailable",
            "504",
            "504 Gateway Timeout",
            "Gateway Timeout",
        ],
    },
];
