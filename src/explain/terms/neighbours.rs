//! Neighbours of CORS: policies, cookies and the like that are often taken for it.

use super::Term;

pub(super) static TERMS: &[Term] = &[
    Term {
        name: "cross-origin-opener-policy",
        title: "which windows may refer to each other",
        meaning: "Cross-Origin-Opener-Policy separates a page from windows of other origins, so \
                  window.opener is null and popups report as closed. This is not CORS. With \
                  Cross-Origin-Embedder-Policy it isolates the page.",
        causes: &[
            "A login popup that reports back through window.opener, and a page with same-origin.",
            "A sandboxed frame that navigates to a page with this policy.",
        ],
        look_at: &["Cross-Origin-Opener-Policy of both pages."],
        fix: &[
            "Cross-Origin-Opener-Policy: same-origin-allow-popups on the page that opens popups.",
        ],
        also_known_as: &[
            "COOP",
            "coop-sandboxed-iframe-cannot-navigate-to-coop-page",
            "CoopSandboxedIframeCannotNavigateToCoopPage",
        ],
    },
    Term {
        name: "cross-origin-isolation",
        title: "what SharedArrayBuffer needs",
        meaning: "SharedArrayBuffer and precise timers work only on an isolated page: one with \
                  Cross-Origin-Opener-Policy: same-origin and Cross-Origin-Embedder-Policy: \
                  require-corp or credentialless. Then every file of another origin needs \
                  Cross-Origin-Resource-Policy or CORS.",
        causes: &["WebAssembly with threads, ffmpeg.wasm, game engines."],
        look_at: &["crossOriginIsolated in the console: is it true?"],
        fix: &["Send both headers with the page, and prepare the files that it loads."],
        also_known_as: &[
            "SharedArrayBuffer",
            "SharedArrayBufferIssue",
            "crossOriginIsolated",
            "cross-origin isolated",
        ],
    },
    Term {
        name: "credentialless",
        title: "an isolated page that loads files without cookies",
        meaning: "Cross-Origin-Embedder-Policy: credentialless lets an isolated page load files of \
                  other origins that do not send Cross-Origin-Resource-Policy, but without cookies. \
                  <iframe credentialless> does the same for a frame. Safari does not support it.",
        look_at: &["Cross-Origin-Embedder-Policy of the page."],
        fix: &["Use it if the files need no cookies; otherwise let their servers send the header."],
        also_known_as: &["iframe credentialless"],
        ..Term::ROW
    },
    Term {
        name: "subresource-integrity",
        title: "a file with an integrity attribute must be loaded with CORS and match",
        meaning: "A script or style sheet with integrity is used only if it was loaded with CORS \
                  (or is of the page's origin) and its hash matches. This is not CORS alone.",
        causes: &[
            "crossorigin is missing on the element.",
            "The server does not send Access-Control-Allow-Origin.",
            "The file changed, so the hash or signature does not match.",
        ],
        look_at: &["The attributes of the element, and the file's response."],
        fix: &[
            "Add crossorigin=\"anonymous\", and let the file's server send \
             Access-Control-Allow-Origin: *.",
            "Update the hash if the file changed.",
        ],
        also_known_as: &[
            "SRI",
            "integrity",
            "IneligibleResource",
            "SRIMessageSignatureMismatch",
            "sri-message-signature-mismatch",
        ],
    },
    Term {
        name: "third-party-cookies",
        title: "cookies of another site may be missing",
        meaning: "Safari and Firefox, and Chrome by the user's choice, do not send cookies to a \
                  site that is not the one in the address bar, even with credentials: \"include\". \
                  CORS may allow the request, and the server still sees no login. \
                  Sec-Fetch-Storage-Access says whether the browser would send them.",
        causes: &["The page and the API are on different sites."],
        look_at: &["The Cookie header of the request, and the Cookies tab: why was it blocked?"],
        fix: &[
            "Serve the API from the page's own site, or send a token instead of a cookie.",
            "Partitioned cookies (CHIPS) or the Storage Access API for embedded pages.",
        ],
        also_known_as: &[
            "third party cookies",
            "storage access",
            "Storage Access API",
            "Sec-Fetch-Storage-Access",
            "partitioned cookies",
            "Partitioned",
            "CHIPS",
        ],
    },
    Term {
        name: "same-site-cookies",
        title: "SameSite decides whether a cookie goes to another site",
        meaning: "A cookie without SameSite=None is not sent with requests from other sites, \
                  whatever credentials: \"include\" says. Subdomains of one domain are the same \
                  site. This is not CORS: the request may be allowed and still lack the login.",
        causes: &[
            "The default is Lax.",
            "SameSite=None without Secure is rejected.",
        ],
        look_at: &["Set-Cookie in the login's response, and the Cookies tab of the request."],
        fix: &["Set-Cookie: …; SameSite=None; Secure, if other sites need the cookie."],
        also_known_as: &[
            "SameSite",
            "SameSite=None",
            "SameSite=Lax",
            "SameSite=Strict",
        ],
    },
    Term {
        name: "hsts",
        title: "the browser changes http to https by itself",
        meaning: "A host that once sent Strict-Transport-Security is requested over https, also if \
                  the URL says http. DevTools shows it as a 307 Internal Redirect. That redirect is \
                  made by the browser, and a preflight cannot follow it.",
        causes: &["A URL with http:// for a host that only supports https."],
        look_at: &["A 307 with Non-Authoritative-Reason: HSTS in the network panel."],
        fix: &["Write https:// in the page."],
        also_known_as: &[
            "Strict-Transport-Security",
            "307 Internal Redirect",
            "Internal Redirect",
            "Non-Authoritative-Reason: HSTS",
        ],
    },
    Term {
        name: "mixed-content-upgraded",
        title: "an http URL that the browser requested over https",
        meaning: "Browsers change the http URLs of images, audio and video on an https page to \
                  https. Nothing is blocked if the server supports https; otherwise the file is \
                  missing.",
        causes: &["A URL with http:// in the page."],
        look_at: &["The URL of the request in the network panel."],
        fix: &["Write https:// in the page."],
        also_known_as: &[
            "MixedContentAutomaticallyUpgraded",
            "MixedContentAutoUpgrade",
        ],
    },
    Term {
        name: "connection-allowlist",
        title: "the page's own list of allowed hosts",
        meaning: "The header Connection-Allowlist limits where a page may connect, whatever the \
                  other server says. Only Chromium supports it. This is not CORS.",
        causes: &["The host is not in the page's list, or the header cannot be parsed."],
        look_at: &["Connection-Allowlist of the page, and the Issues panel."],
        fix: &["Add the host to the page's header."],
        also_known_as: &["ConnectionAllowlistIssue"],
    },
    Term {
        name: "selective-permissions-intervention",
        title: "an advertisement was denied a permission",
        meaning: "Chrome denies some permissions to scripts that it classifies as advertising, \
                  and reports that as an issue. This is not CORS, and no request was blocked.",
        look_at: &["The script named in the Issues panel."],
        fix: &["None needed for CORS."],
        also_known_as: &["SelectivePermissionsInterventionIssue"],
        ..Term::ROW
    },
    Term {
        name: "csrf-failed",
        title: "the server's protection against forged requests",
        meaning: "The server got the request and rejected it, because a CSRF token is missing or \
                  its Origin or Referer is not trusted. This is not CORS: no header of the response \
                  changes it, although the page sees a CORS error if the error page has no \
                  Access-Control headers.",
        causes: &[
            "The token is not sent to another origin, or its cookie is missing.",
            "The page's origin is not in the list of trusted origins.",
        ],
        look_at: &["The body of the 403 response."],
        fix: &[
            "Django: CSRF_TRUSTED_ORIGINS = [\"{origin}\"]. Rails, Laravel, Spring: send the token, \
             or exempt API routes that use tokens instead of cookies.",
        ],
        also_known_as: &[
            "CSRF",
            "CSRF verification failed. Request aborted.",
            "CSRF token missing",
        ],
    },
];
