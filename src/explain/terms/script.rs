//! What script, a framework or a second console line says of a failure: never the reason.

use super::Term;

pub(super) static TERMS: &[Term] = &[
    Term {
        name: "failed-to-fetch",
        title: "what a script sees for every failure",
        meaning: "Every CORS failure looks like this to the script, and so does every connection \
                  that fails. The script never gets the reason, because that would reveal \
                  something about servers it may not read. The console or a capture shows it.",
        causes: &[
            "A CORS failure.",
            "The connection, the name lookup or TLS failed.",
            "An extension (an ad blocker) stopped the request.",
        ],
        look_at: &[
            "The other red line in the console: explain that one.",
            "A HAR export of the network panel: corslens names the header.",
        ],
        fix: &["Fix what that line says."],
        also_known_as: &[
            "Failed to fetch",
            "TypeError: Failed to fetch",
            "NetworkError when attempting to fetch resource",
            "Load failed",
            "ERR_NETWORK",
        ],
    },
    Term {
        name: "fetch-failed-in-node",
        title: "a failure outside the browser: not CORS",
        meaning: "\"This message comes from Node.js (undici), not from a browser. Node does not \
                  enforce CORS: the connection failed, and error.cause has the reason.",
        causes: &[
            "ECONNREFUSED: nothing is listening there. Node resolves localhost to ::1 first.",
            "ENOTFOUND, a certificate that is not trusted, or a timeout.",
        ],
        look_at: &["error.cause in the log of the server or the build."],
        fix: &["Fix the connection. No header helps."],
        also_known_as: &["TypeError: fetch failed", "undici"],
    },
    Term {
        name: "script-error",
        title: "an error inside a script of another origin",
        meaning: "window.onerror gets only \"Script error.\" for a script of another origin that \
                  was loaded without CORS. The request itself worked.",
        causes: &["An exception in a script from a CDN or a third party."],
        look_at: &["The console, which shows the full error."],
        fix: &[
            "Add crossorigin to the <script> element, and let its server send \
             Access-Control-Allow-Origin: *.",
        ],
        also_known_as: &["Script error", "Script error."],
    },
    Term {
        name: "access-control-checks",
        title: "the second line that Safari prints",
        meaning: "Safari ends every failed request to another origin with this line, even if the \
                  server could not be reached at all. The reason is in the line before it.",
        look_at: &[
            "The line before: explain that one.",
            "The request in the network panel.",
        ],
        fix: &["Fix what the line before says."],
        also_known_as: &["due-to-access-control-checks"],
        ..Term::ROW
    },
    Term {
        name: "answer-withheld",
        title: "the server responded, but the browser kept the response from the page",
        meaning: "The response of {url} had the status {status}, but the browser did not give it \
                  to the page: net::ERR_FAILED together with a status is nearly always CORS. The \
                  request did reach the server.",
        causes: &[
            "The response has no Access-Control-Allow-Origin, or one that does not match the page.",
            "Cookies are sent, and Access-Control-Allow-Credentials or a named origin is missing.",
            "Less often: Cross-Origin-Resource-Policy, or an extension.",
        ],
        look_at: &[
            "The console line before it, \"has been blocked by CORS policy\": explain that one.",
            "The response headers of {url} in the network panel.",
        ],
        fix: &[
            "Let {host} send Access-Control-Allow-Origin with the page's origin on every response, \
             including errors.",
        ],
        also_known_as: &["response-withheld"],
    },
    Term {
        name: "nothing-came-back",
        title: "the request failed without a status: there was no response",
        meaning: "{url} has no status, so there was no response to this request. Either a \
                  preflight failed and the request was never sent, or something stopped it.",
        causes: &[
            "The preflight (OPTIONS) failed. This is likely if the console also says CORS.",
            "A redirect failed the check.",
            "An extension, a service worker or a policy stopped it.",
        ],
        look_at: &[
            "The console line before it: explain that one.",
            "An OPTIONS request to {url} in the network panel, and its status.",
        ],
        fix: &["If OPTIONS failed, respond to it with 204 and the Access-Control headers."],
        ..Term::ROW
    },
    Term {
        name: "tainted-canvas",
        title: "a canvas with an image of another origin cannot be read",
        meaning: "An image of another origin that was loaded without CORS taints the canvas: \
                  toDataURL, toBlob, getImageData and WebGL textures then throw a SecurityError. \
                  The image itself was loaded.",
        causes: &["<img> without crossorigin, or a server that does not send the header."],
        look_at: &["How the image is loaded, and Access-Control-Allow-Origin in its response."],
        fix: &[
            "Set crossorigin=\"anonymous\" before src, and let the image's server send \
             Access-Control-Allow-Origin.",
            "If it still fails, the cache has a copy without the header: add Vary: Origin.",
        ],
        also_known_as: &[
            "tainted canvas",
            "tainted canvases",
            "The operation is insecure",
        ],
    },
    Term {
        name: "cross-origin-frame",
        title: "a script cannot read a frame of another origin",
        meaning: "A page may not read or change the document of a frame or window of another \
                  origin. This is the same-origin policy, not CORS, and no header changes it.",
        causes: &["contentWindow.document, parent or opener of another origin, scheme or port."],
        look_at: &["The origins of the two documents."],
        fix: &["Use postMessage between the two documents."],
        also_known_as: &["cross-origin frame", "contentDocument"],
    },
    Term {
        name: "preload-mismatch",
        title: "a preload that does not match the request",
        meaning: "The preloaded file was not used, because <link rel=\"preload\"> and the request \
                  differ in their credentials mode. It costs a second download; nothing is blocked.",
        causes: &["Fonts and modules are always loaded with CORS, and the preload is not."],
        look_at: &["The crossorigin attribute of the <link> element."],
        fix: &["Add crossorigin to <link rel=\"preload\" as=\"font\">, or to what you preload."],
        also_known_as: &["preload"],
    },
];
