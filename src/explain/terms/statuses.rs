//! Statuses: what each means for a preflight and for a request, and why script is not told.

use super::Term;

pub(super) static TERMS: &[Term] = &[
    Term {
        name: "status-401",
        title: "a login is asked for",
        meaning: "A preflight carries no cookies and no Authorization, so a server that asks OPTIONS \
                  for a login refuses every preflight. On the request itself a 401 is an ordinary \
                  answer: script may read it where it has the Access-Control headers.",
        causes: &[
            "On OPTIONS: authentication stands before CORS in the server or gateway.",
            "On the request: token or cookie is missing or has run out.",
            "On the request: the error answer is written where no Access-Control headers are added, \
             so script sees a network error instead of the 401.",
        ],
        look_at: &[
            "Which of the two it was: OPTIONS or the request.",
            "Cookie and Authorization of the request, and WWW-Authenticate in the answer.",
        ],
        mend: &[
            "Answer OPTIONS before authentication.",
            "Add the Access-Control headers to error answers too.",
        ],
        also_known_as: &["401", "401 Unauthorized", "Unauthorized"],
    },
    Term {
        name: "status-403",
        title: "the request is forbidden",
        meaning: "A preflight with 403 fails, whatever its headers say. On the request itself a 403 \
                  is an ordinary answer: script may read it where it has the Access-Control headers.",
        causes: &[
            "The server refuses origins that are not on its list.",
            "A firewall, bot protection or storage service refuses OPTIONS.",
            "The error answer is written where no Access-Control headers are added.",
        ],
        look_at: &[
            "Which of the two it was: OPTIONS or the request.",
            "Server and the body of the answer: who wrote it?",
        ],
        mend: &[
            "Put the page's origin on the server's list, and let OPTIONS through.",
            "Add the Access-Control headers to error answers too.",
        ],
        also_known_as: &["403", "403 Forbidden", "Forbidden"],
    },
    Term {
        name: "status-404",
        title: "nothing answers at this URL",
        meaning: "A preflight with 404 fails: mostly the path exists for other methods and has no \
                  route for OPTIONS. On the request itself a 404 is an ordinary answer: script may \
                  read it where it has the Access-Control headers.",
        causes: &[
            "On OPTIONS: no route for that method.",
            "The path is misspelt, or lacks a prefix that a proxy takes away.",
            "The error answer is written where no Access-Control headers are added.",
        ],
        look_at: &["The path, letter by letter, and the same URL with another method."],
        mend: &[
            "Answer OPTIONS for every path.",
            "Add the Access-Control headers to error answers too.",
        ],
        also_known_as: &["404", "404 Not Found", "Not Found"],
    },
    Term {
        name: "status-405",
        title: "the method is not answered here",
        meaning: "A preflight with 405 fails: the server does not know OPTIONS at this path, so the \
                  browser never sends the request. On the request itself a 405 names a method that \
                  the path does not have.",
        causes: &[
            "On OPTIONS: the framework answers only the methods that have routes.",
            "On OPTIONS: the CORS module is not installed, or stands behind the router.",
            "On the request: the method is misspelt or in lower case, such as patch.",
        ],
        look_at: &["Allow in the answer: which methods does it list?"],
        mend: &["Answer OPTIONS with 204 and the Access-Control headers, before routing."],
        also_known_as: &["405", "405 Method Not Allowed"],
    },
    Term {
        name: "status-500",
        title: "the server failed",
        meaning: "A preflight with 500 fails. On the request itself the failure is the server's, and \
                  it only looks like CORS: the page for errors lacks the Access-Control headers, so \
                  script sees a network error instead of the 500.",
        causes: &[
            "Code that runs for the request throws, and the error handler drops the headers.",
            "On OPTIONS: code expects a body or a login that a preflight does not have.",
        ],
        look_at: &[
            "The server's log at that moment.",
            "The same request with curl.",
        ],
        mend: &[
            "Mend the failure; CORS is not its cause.",
            "Add the Access-Control headers to error answers too, to see such failures in script.",
        ],
        also_known_as: &["500", "500 Internal Server Error", "Internal Server Error"],
    },
    Term {
        name: "status-502",
        title: "a gateway got no good answer from the server behind it",
        meaning: "The answer comes from a proxy or gateway, not from the server that adds the \
                  Access-Control headers, so script sees a network error instead of the status. A \
                  preflight with such a status fails.",
        causes: &[
            "The server behind it is down, starting, or too slow.",
            "The gateway looks for it under a wrong host or port.",
            "The server's answer is too large or broken; headers of many kilobytes are enough.",
        ],
        look_at: &[
            "Server and Via in the answer: which gateway is it?",
            "The gateway's log at that moment.",
        ],
        mend: &[
            "Mend the way from the gateway to the server; CORS is not the cause.",
            "Let the gateway add the Access-Control headers to its own errors.",
        ],
        also_known_as: &[
            "502",
            "502 Bad Gateway",
            "Bad Gateway",
            "503",
            "503 Service Unavailable",
            "504",
            "504 Gateway Timeout",
            "Gateway Timeout",
        ],
    },
];
