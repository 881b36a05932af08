//! What blocks nothing now, but will, or explains something else.

use super::Term;

pub(super) static TERMS: &[Term] = &[
    Term {
        name: "allow-origin-null",
        title: "Access-Control-Allow-Origin: null",
        meaning: "null is what browsers send for pages without an origin: files, sandboxed frames, \
                  data: URLs, and requests that were redirected from one foreign host to another. \
                  Whoever allows it allows every site, for any site can make such a page.",
        causes: &["The list of allowed origins was filled while testing with a file or a sandbox."],
        look_at: &["The Origin header of the request, and the address of the page."],
        mend: &["Serve the page over http(s), list its real origin, and take null off the list."],
        also_known_as: &["acao-null-literal"],
    },
    Term {
        name: "preflight-missing",
        title: "a preflight was needed and is not in the capture",
        meaning: "The request needed a permission by OPTIONS, and the capture holds none. That is \
                  mostly no fault.",
        causes: &[
            "The browser still knew the answer to an earlier preflight.",
            "The capture began later, or the recorder leaves preflights out (Playwright, a filter).",
            "A service worker or an extension answered.",
        ],
        look_at: &["Earlier entries to the same URL; the recorder's options."],
        mend: &["Nothing; record with the cache disabled to see every preflight."],
        also_known_as: &[],
    },
    Term {
        name: "redirect-tainted-origin",
        title: "after a redirect the browser sends Origin: null",
        meaning: "A request that is redirected from one foreign host to another is no longer \
                  trusted to come from the page, so its Origin becomes null. An answer that names \
                  {origin} does not match any more.",
        causes: &["An API that redirects to a CDN, a storage service or a login."],
        look_at: &["The Origin header of the second request."],
        mend: &[
            "Call the last URL directly.",
            "Or let the last host answer Access-Control-Allow-Origin: *, without credentials.",
        ],
        also_known_as: &["redirect-tainted-origin-null"],
    },
    Term {
        name: "max-age-invalid",
        title: "Access-Control-Max-Age is no number of seconds",
        meaning: "The header must be a plain number of seconds. Otherwise browsers fall back to 5 \
                  seconds (Firefox keeps nothing), and ask again before nearly every request.",
        causes: &["A unit (10m), a negative number, or the header set twice (600, 600)."],
        look_at: &["Access-Control-Max-Age in the answer to OPTIONS."],
        mend: &["Access-Control-Max-Age: 600."],
        also_known_as: &[],
    },
    Term {
        name: "local-network-granted",
        title: "the visitor had to allow access to the local network",
        meaning: "A page of the internet reached this machine or the local network. Chromium and \
                  Firefox ask every visitor before they allow that.",
        causes: &["The page talks to a program on the visitor's machine, or to a device at home."],
        look_at: &["The addresses of the page and of {host} in the capture."],
        mend: &["Let the page work without it, and explain why it asks."],
        also_known_as: &["loopback-network", "local-network"],
    },
    Term {
        name: "max-age-capped",
        title: "browsers keep a preflight's answer for less time than that",
        meaning: "Access-Control-Max-Age is cut: Chromium keeps an answer for at most 2 hours, \
                  Firefox for 24 hours, Safari for 10 minutes. Without the header all keep it for \
                  5 seconds.",
        causes: &["A larger number than browsers take, or none."],
        look_at: &["How many OPTIONS the capture holds for one URL."],
        mend: &["Access-Control-Max-Age: 7200, and URLs that do not change with every request."],
        also_known_as: &["max-age-missing", "Access-Control-Max-Age"],
    },
    Term {
        name: "expose-headers-missing",
        title: "the page cannot see this response header",
        meaning: "Script sees only a few headers of a cross-origin answer (Cache-Control, \
                  Content-Language, Content-Length, Content-Type, Expires, Last-Modified, Pragma). \
                  All others, such as {header}, must be listed. headers.get() gives null \
                  otherwise, without an error.",
        causes: &[
            "Access-Control-Expose-Headers is missing, or stands on the answer to OPTIONS only.",
            "* stands there and the request carries credentials: then it exposes nothing.",
        ],
        look_at: &["Access-Control-Expose-Headers of the answer itself, not of the preflight's."],
        mend: &[
            "Access-Control-Expose-Headers: etag, link, x-total-count — the names that script reads.",
        ],
        also_known_as: &[
            "expose-headers-on-preflight",
            "Access-Control-Expose-Headers",
        ],
    },
    Term {
        name: "vary-origin-missing",
        title: "the answer depends on the page, and caches are not told",
        meaning: "The server names the origin that asked, but does not send Vary: Origin. A cache \
                  (the browser's own too) may hand the answer to a page of another origin, which \
                  is then refused.",
        causes: &["The header was built by hand: libraries add Vary themselves."],
        look_at: &["Vary in all answers of the route, also those without Origin in the request."],
        mend: &["Vary: Origin on every answer of the route, and Origin in the cache key of a CDN."],
        also_known_as: &["Vary", "cached-response-without-acao"],
    },
    Term {
        name: "timing-allow-origin-missing",
        title: "the page cannot see how long the request took",
        meaning: "Without Timing-Allow-Origin the Resource Timing of a cross-origin request is \
                  mostly zero. Nothing is blocked.",
        causes: &["The header is not sent."],
        look_at: &["Timing-Allow-Origin in the answer."],
        mend: &["Timing-Allow-Origin: {origin}, where the page measures its requests."],
        also_known_as: &["tao-missing", "TAO", "Timing-Allow-Origin"],
    },
];
