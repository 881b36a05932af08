//! Recognises what browsers print to their consoles, today's wordings and older ones, and takes
//! the values out of it.
//!
//! A line has a reason and mostly a frame around it that names the URL and the page. The two are
//! looked for separately, so that half a line is recognised too.

use std::fmt::Write;
use std::sync::LazyLock;

use regex::Regex;

/// What was recognised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// The name of the term.
    pub(super) term: &'static str,
    /// Another term that the same words stand for.
    pub(super) or: Option<&'static str>,
    /// Whose words they are.
    pub(super) browser: &'static str,
    /// Whether the line says that it was a preflight.
    pub(super) preflight: bool,
    /// The values by the names of their holes, in the order of the holes.
    pub(super) values: Vec<(&'static str, String)>,
}

/// Words that name a reason.
struct Reason {
    browser: &'static str,
    /// The words; `{…}` is a hole for a value, `~` a quote that may be absent.
    words: &'static str,
    term: &'static str,
    or: Option<&'static str>,
}

/// The holes, and what fits into each.
const HOLES: [(&str, &str); 10] = [
    ("url", r"[^\s']+?"),
    ("initial", r"[^\s']+?"),
    ("origin", r"[^\s']+?"),
    ("kind", r"[A-Za-z][A-Za-z ]*?"),
    ("value", r".*?"),
    ("method", r"[^\s']+?"),
    ("header", r"[^\s']+?"),
    ("status", r"[0-9]{3}|\(null\)"),
    ("space", r"[a-z]+"),
    ("page", r"[^\s']+?"),
];

const fn chromium(words: &'static str, term: &'static str) -> Reason {
    Reason {
        browser: "Chromium",
        words,
        term,
        or: None,
    }
}

const fn firefox(words: &'static str, term: &'static str) -> Reason {
    Reason {
        browser: "Firefox",
        words,
        term,
        or: None,
    }
}

const fn webkit(words: &'static str, term: &'static str) -> Reason {
    Reason {
        browser: "Safari",
        words,
        term,
        or: None,
    }
}

/// The first that fits is taken: those that say more come first.
const REASONS: &[Reason] = &[
    chromium(
        "header in the response must not be the wildcard '*' when the request's credentials mode is",
        "allow-origin-wildcard-with-credentials",
    ),
    // Until about version 60.
    chromium(
        "A wildcard '*' cannot be used in the 'Access-Control-Allow-Origin' header when the credentials flag is true",
        "allow-origin-wildcard-with-credentials",
    ),
    chromium(
        "The value of the 'Access-Control-Allow-Credentials' header in the response is '{value}' which must be 'true'",
        "allow-credentials-not-true",
    ),
    // Until about version 60.
    chromium(
        "Credentials flag is ~true~, but the 'Access-Control-Allow-Credentials' header is '{value}'.",
        "allow-credentials-not-true",
    ),
    chromium(
        "'Access-Control-Allow-Origin' header contains multiple values '{value}', but only one is allowed",
        "allow-origin-multiple",
    ),
    chromium(
        "'Access-Control-Allow-Origin' header contains the invalid value '{value}'.",
        "allow-origin-invalid",
    ),
    chromium(
        "'Access-Control-Allow-Origin' header has a value '{value}' that is not equal to the supplied origin",
        "allow-origin-mismatch",
    ),
    chromium(
        "No 'Access-Control-Allow-Origin' header is present on the requested resource",
        "allow-origin-missing",
    ),
    chromium("It does not have HTTP ok status", "preflight-status-not-ok"),
    chromium(
        "Response for preflight has invalid HTTP status code {status}",
        "preflight-status-not-ok",
    ),
    chromium(
        "Redirect is not allowed for a preflight request",
        "preflight-redirect",
    ),
    chromium(
        "Response for preflight is invalid (redirect)",
        "preflight-redirect",
    ),
    chromium(
        "The request was redirected to '{value}', which is disallowed for cross-origin requests that require preflight",
        "preflight-redirect",
    ),
    chromium(
        "Cannot parse Access-Control-Allow-Methods response header field in preflight response",
        "allow-methods-invalid",
    ),
    chromium(
        "Cannot parse Access-Control-Allow-Headers response header field in preflight response",
        "allow-headers-invalid",
    ),
    chromium(
        "Method {method} is not allowed by Access-Control-Allow-Methods in preflight response",
        "method-not-allowed",
    ),
    chromium(
        "Request header field {header} is not allowed by Access-Control-Allow-Headers in preflight response",
        "header-not-allowed",
    ),
    chromium(
        "Redirect location '{value}' contains a username and password",
        "redirect-contains-credentials",
    ),
    chromium(
        "Redirect location '{value}' has a disallowed scheme",
        "redirect-scheme",
    ),
    chromium(
        "Cross origin requests are not allowed by request mode",
        "disallowed-by-mode",
    ),
    chromium(
        "Cross origin requests are only supported for",
        "scheme-not-supported",
    ),
    chromium(
        "URL scheme must be \"http\" or \"https\" for CORS request",
        "scheme-not-supported",
    ),
    chromium(
        "Permission was denied for this request to access the `{space}` address space",
        "local-network-access",
    ),
    chromium(
        "The request client is not a secure context and the resource is in more-private address space `{space}`",
        "local-network-access",
    ),
    chromium(
        "Request had a target IP address space of `{value}` yet the resource is in address space `{space}`",
        "local-network-access",
    ),
    chromium(
        "'Access-Control-Allow-Private-Network' header {value} targeting the `{space}` address space",
        "private-network-access",
    ),
    chromium(
        "'Access-Control-Allow-Private-Network' header",
        "private-network-access",
    ),
    chromium(
        "'Private-Network-Access-{value}' header",
        "private-network-access",
    ),
    chromium(
        "Request had no target IP address space, yet the resource is in address space `{space}`",
        "private-network-access",
    ),
    chromium(
        "Unable to ask for permission to access the `{space}` IP address space",
        "private-network-access",
    ),
    chromium(
        "Authorization will not be covered by the wildcard symbol",
        "authorization-not-covered",
    ),
    chromium(
        "Refused to get unsafe header \"{header}\"",
        "expose-headers-missing",
    ),
    chromium(
        "Mixed Content: The page at '{page}' was loaded over HTTPS, but requested an insecure {kind} '{url}'",
        "mixed-content",
    ),
    chromium(
        "Refused to connect to '{url}' because it violates the following Content Security Policy directive",
        "content-security-policy",
    ),
    chromium(
        "Connecting to '{url}' violates the following Content Security Policy directive",
        "content-security-policy",
    ),
    chromium(
        "violates the following Content Security Policy directive",
        "content-security-policy",
    ),
    chromium(
        "from '{url}' because its MIME type ('{value}') is not",
        "mime-type-mismatch",
    ),
    chromium(
        "Cross-Origin Read Blocking (CORB) blocked cross-origin response {url} with MIME type {value}.",
        "opaque-response-blocked",
    ),
    firefox(
        "CORS header ~Access-Control-Allow-Origin~ missing",
        "allow-origin-missing",
    ),
    firefox(
        "Multiple CORS header ~Access-Control-Allow-Origin~ not allowed",
        "allow-origin-multiple",
    ),
    firefox(
        "Credential is not supported if the CORS header ~Access-Control-Allow-Origin~ is",
        "allow-origin-wildcard-with-credentials",
    ),
    firefox(
        "CORS header ~Access-Control-Allow-Origin~ does not match ~{value}~).",
        "allow-origin-mismatch",
    ),
    firefox(
        "CORS header ~Access-Control-Allow-Origin~ does not match",
        "allow-origin-mismatch",
    ),
    firefox(
        "expected ~true~ in CORS header ~Access-Control-Allow-Credentials~",
        "allow-credentials-not-true",
    ),
    firefox(
        "CORS preflight response did not succeed",
        "preflight-status-not-ok",
    ),
    firefox(
        "CORS preflight channel did not succeed",
        "preflight-status-not-ok",
    ),
    firefox(
        "CORS request external redirect not allowed",
        "preflight-redirect",
    ),
    firefox(
        "invalid token ~{value}~ in CORS header ~Access-Control-Allow-Methods~",
        "allow-methods-invalid",
    ),
    firefox(
        "invalid token ~{value}~ in CORS header ~Access-Control-Allow-Headers~",
        "allow-headers-invalid",
    ),
    firefox(
        "Did not find method in CORS header ~Access-Control-Allow-Methods~",
        "method-not-allowed",
    ),
    firefox(
        "header ~{header}~ is not allowed according to header ~Access-Control-Allow-Headers~ from CORS preflight",
        "header-not-allowed",
    ),
    firefox(
        "missing token ~{header}~ in CORS header ~Access-Control-Allow-Headers~ from CORS preflight",
        "header-not-allowed",
    ),
    firefox(
        "the `Authorization` header is not covered",
        "authorization-not-covered",
    ),
    firefox("CORS request did not succeed", "network-error"),
    firefox("CORS request failed", "network-error"),
    firefox("CORS request not http", "scheme-not-supported"),
    firefox("CORS request not HTTP", "scheme-not-supported"),
    firefox("CORS disabled", "cors-disabled"),
    firefox(
        "CORS header ~Origin~ cannot be added",
        "origin-header-not-addable",
    ),
    Reason {
        browser: "Firefox",
        words: "was blocked due to its Cross-Origin-Resource-Policy header (or lack thereof)",
        term: "corp-same-origin",
        or: Some("coep-corp"),
    },
    firefox(
        "was blocked by OpaqueResponseBlocking. Reason: \"{value}\".",
        "opaque-response-blocked",
    ),
    firefox(
        "was blocked by OpaqueResponseBlocking",
        "opaque-response-blocked",
    ),
    firefox(
        "was blocked due to MIME type (\"{value}\") mismatch",
        "mime-type-mismatch",
    ),
    firefox(
        "was blocked because of a disallowed MIME type (\"{value}\")",
        "mime-type-mismatch",
    ),
    firefox(
        "because its MIME type, \"{value}\", is not",
        "mime-type-mismatch",
    ),
    firefox(
        "was loaded even though its MIME type (\"{value}\") is not",
        "mime-type-mismatch",
    ),
    firefox(
        "Blocked loading mixed active content \"{url}\"",
        "mixed-content",
    ),
    firefox(
        "Security Error: Content at {page} may not load data from {url}.$",
        "same-origin-policy",
    ),
    firefox(
        "Security Error: Content at {page} may not load or link to {url}.$",
        "same-origin-policy",
    ),
    // Safari says the same of an absent header and of another origin; version 15 and older say no
    // status.
    Reason {
        browser: "Safari",
        words: "Origin {origin} is not allowed by Access-Control-Allow-Origin",
        term: "allow-origin-missing",
        or: Some("allow-origin-mismatch"),
    },
    webkit(
        "Cannot use wildcard in Access-Control-Allow-Origin when credentials flag is true",
        "allow-origin-wildcard-with-credentials",
    ),
    webkit(
        "Access-Control-Allow-Origin cannot contain more than one origin",
        "allow-origin-multiple",
    ),
    webkit(
        "Credentials flag is true, but Access-Control-Allow-Credentials is not",
        "allow-credentials-not-true",
    ),
    webkit(
        "Preflight response is not successful",
        "preflight-status-not-ok",
    ),
    webkit("CORS-preflight request was blocked", "preflight-failed"),
    webkit("Preflight response was blocked", "preflight-failed"),
    webkit(
        "Header Access-Control-Allow-Methods has an invalid value: {value}$",
        "allow-methods-invalid",
    ),
    webkit(
        "Header Access-Control-Allow-Headers has an invalid value: {value}$",
        "allow-headers-invalid",
    ),
    webkit(
        "Method {method} is not allowed by Access-Control-Allow-Methods",
        "method-not-allowed",
    ),
    webkit(
        "Request header field {header} is not allowed by Access-Control-Allow-Headers",
        "header-not-allowed",
    ),
    webkit(
        "redirection URL {value} has credentials",
        "redirect-contains-credentials",
    ),
    webkit(
        "not allowed to follow a cross-origin CORS redirection with non CORS scheme",
        "redirect-scheme",
    ),
    webkit(
        "Load cannot follow more than 20 redirections",
        "too-many-redirects",
    ),
    webkit(
        "Not allowed to follow a redirection while loading {url}$",
        "redirect-mode",
    ),
    webkit(
        "Unsafe attempt to load URL {url} from origin {origin}. Domains",
        "disallowed-by-mode",
    ),
    webkit(
        "Cancelled load to {url} because it violates the resource's Cross-Origin-Resource-Policy",
        "corp-same-origin",
    ),
    webkit("Could not connect to", "network-error"),
    webkit("Load request cancelled", "network-error"),
    webkit(
        "Blocked by Content Security Policy",
        "content-security-policy",
    ),
    webkit("Blocked by content extension", "blocked-by-client"),
    webkit("due to access control checks", "access-control-checks"),
    // What says that it is CORS and not why.
    firefox(
        "This can be fixed by moving the resource to the same domain or enabling CORS",
        "cors",
    ),
    chromium("has been blocked by CORS policy", "cors"),
    // The second line of Chromium, after the one with the reason.
    chromium("net::ERR_FAILED {status}", "answer-withheld"),
    chromium("{method} {url} net::ERR_FAILED", "nothing-came-back"),
    // What script is told, whatever the reason.
    chromium("TypeError: Failed to fetch", "failed-to-fetch"),
    firefox(
        "NetworkError when attempting to fetch resource",
        "failed-to-fetch",
    ),
    webkit("TypeError: Load failed", "failed-to-fetch"),
];

/// Frames that name URL, page and the like.
const FRAMES: &[&str] = &[
    "Access to {kind} at '{url}' (redirected from '{initial}') from origin '{origin}' has been blocked",
    "Access to {kind} at '{url}' from origin '{origin}' has been blocked",
    // Chromium until about version 60, for what script did not request: not the page's origin.
    "{kind} from origin '{url}' has been blocked from loading by",
    "Redirect from '{initial}' to '{url}' has been blocked by CORS policy",
    "Failed to load {url}: ",
    "XMLHttpRequest cannot load {url}. ",
    "Fetch API cannot load {url}. ",
    "EventSource cannot load {url}. ",
    " cannot load {url} due to access control checks",
    "Origin '{origin}' is therefore not allowed access",
    "The response had HTTP status code {status}",
    "disallows reading the remote resource at ~{url}~. ",
    "disallows reading the remote resource at ~{url}~.$",
    "Status code: {status}",
    "Cross-origin redirection to {url} denied by",
    "The resource at \"{url}\" was blocked",
    "resource from \"{url}\" was ",
    "cript from \"{url}\" was ",
    "The stylesheet {url} was not loaded",
    "{method} {url} net::ERR_",
];

static REASON_PATTERNS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    REASONS
        .iter()
        .map(|reason| compiled(reason.words))
        .collect()
});

static FRAME_PATTERNS: LazyLock<Vec<Regex>> =
    LazyLock::new(|| FRAMES.iter().map(|words| compiled(words)).collect());

/// Recognises a pasted line. `None` where no browser says such a thing.
pub(super) fn recognise(pasted: &str) -> Option<Line> {
    let text = plain(pasted);
    let (reason, found) = REASONS
        .iter()
        .zip(REASON_PATTERNS.iter())
        .find_map(|(reason, pattern)| Some((reason, pattern.captures(&text)?)))?;
    let frames = FRAME_PATTERNS.iter().filter_map(|p| p.captures(&text));
    let all: Vec<_> = std::iter::once(found).chain(frames).collect();
    let values: Vec<(&'static str, String)> = HOLES
        .iter()
        .filter_map(|(hole, _)| {
            let value = all.iter().find_map(|captures| captures.name(hole))?;
            Some((*hole, value.as_str().to_owned()))
        })
        .collect();
    let redirected = values
        .iter()
        .any(|(hole, value)| *hole == "status" && value.starts_with('3'));
    Some(Line {
        // Safari does not tell the two apart.
        term: if reason.term == "preflight-status-not-ok"
            && reason.browser == "Safari"
            && redirected
        {
            "preflight-redirect"
        } else {
            reason.term
        },
        or: reason.or,
        browser: reason.browser,
        preflight: text.contains("Response to preflight request doesn't pass"),
        values,
    })
}

/// The words of a table as a pattern.
fn compiled(words: &str) -> Regex {
    let mut pattern = String::new();
    let mut rest = words;
    while let Some(c) = rest.chars().next() {
        if let Some((hole, after)) = rest.strip_prefix('{').and_then(|r| r.split_once('}')) {
            let fits = HOLES.iter().find(|(name, _)| *name == hole);
            let (_, fits) = fits.unwrap_or_else(|| panic!("{words}: no hole {hole}"));
            let _ = write!(pattern, "(?P<{hole}>{fits})");
            rest = after;
            continue;
        }
        match c {
            '~' => pattern.push_str("'?"),
            '$' => pattern.push('$'),
            c => pattern.push_str(&regex::escape(c.encode_utf8(&mut [0; 4]))),
        }
        rest = &rest[c.len_utf8()..];
    }
    // The tables are constant, and a test compiles all of them.
    Regex::new(&pattern).expect("words of the tables make a pattern")
}

/// Curly quotes made straight, line breaks with the spaces around them made one space.
fn plain(pasted: &str) -> String {
    let mut text = String::with_capacity(pasted.len());
    for line in pasted.lines() {
        let line = line.trim();
        if line.is_empty() {
            continue;
        }
        if !text.is_empty() {
            text.push(' ');
        }
        for c in line.chars() {
            text.push(match c {
                '\u{2018}' | '\u{2019}' => '\'',
                '\u{201c}' | '\u{201d}' => '"',
                '\u{a0}' => ' ',
                c => c,
            });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_compiles_and_names_a_term() {
        assert_eq!(REASON_PATTERNS.len(), REASONS.len());
        assert_eq!(FRAME_PATTERNS.len(), FRAMES.len());
        for reason in REASONS {
            assert!(
                crate::explain::names::title(reason.term).is_some(),
                "{}",
                reason.term
            );
            if let Some(or) = reason.or {
                assert!(crate::explain::names::title(or).is_some(), "{or}");
            }
        }
    }

    /// What was pasted, the term, and values that must be found in it.
    type Row = (
        &'static str,
        &'static str,
        &'static [(&'static str, &'static str)],
    );

    const OLD_AND_RARE: &[Row] = &[
        (
            "XMLHttpRequest cannot load http://localhost:8080/good-beers. No \
             'Access-Control-Allow-Origin' header is present on the requested resource. Origin \
             'http://localhost:8100' is therefore not allowed access. The response had HTTP status \
             code 401.",
            "allow-origin-missing",
            &[
                ("url", "http://localhost:8080/good-beers"),
                ("origin", "http://localhost:8100"),
                ("status", "401"),
            ],
        ),
        (
            "jsonp:1 Failed to load http://a.example/x: No 'Access-Control-Allow-Origin' header is \
             present on the requested resource. Origin 'null' is therefore not allowed access.",
            "allow-origin-missing",
            &[("url", "http://a.example/x"), ("origin", "null")],
        ),
        (
            "Access to fetch at 'https://a.example/x' from origin 'https://b.example' has been \
             blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the \
             requested resource. If an opaque response serves your needs, set the request's mode \
             to 'no-cors' to fetch the resource with CORS disabled.",
            "allow-origin-missing",
            &[
                ("kind", "fetch"),
                ("url", "https://a.example/x"),
                ("origin", "https://b.example"),
            ],
        ),
        (
            "XMLHttpRequest cannot load http://a.example/. A wildcard '*' cannot be used in the \
             'Access-Control-Allow-Origin' header when the credentials flag is true. Origin \
             'http://b.example' is therefore not allowed access.",
            "allow-origin-wildcard-with-credentials",
            &[("origin", "http://b.example")],
        ),
        (
            "Fetch API cannot load http://a.example/. Credentials flag is 'true', but the \
             'Access-Control-Allow-Credentials' header is ''. It must be 'true' to allow \
             credentials. Origin 'http://b.example' is therefore not allowed access.",
            "allow-credentials-not-true",
            &[("url", "http://a.example/"), ("value", "")],
        ),
        (
            "Font from origin 'http://www.a.example' has been blocked from loading by Cross-Origin \
             Resource Sharing policy: The 'Access-Control-Allow-Origin' header has a value \
             'http://www.a.example' that is not equal to the supplied origin. Origin \
             'http://a.example' is therefore not allowed access.",
            "allow-origin-mismatch",
            &[
                ("value", "http://www.a.example"),
                ("kind", "Font"),
                ("url", "http://www.a.example"),
                ("origin", "http://a.example"),
            ],
        ),
        (
            "Failed to load https://a.example/like: Redirect from 'https://a.example/like' to \
             'https://a.example/login' has been blocked by CORS policy: The value of the \
             'Access-Control-Allow-Origin' header in the response must not be the wildcard '*' \
             when the request's credentials mode is 'include'. Origin 'http://b.example' is \
             therefore not allowed access.",
            "allow-origin-wildcard-with-credentials",
            &[
                ("initial", "https://a.example/like"),
                ("url", "https://a.example/login"),
                ("origin", "http://b.example"),
            ],
        ),
        (
            "Fetch API cannot load http://localhost:1437/add. Response for preflight has invalid \
             HTTP status code 404",
            "preflight-status-not-ok",
            &[("url", "http://localhost:1437/add"), ("status", "404")],
        ),
        (
            "XMLHttpRequest cannot load http://a.example/. Response for preflight is invalid \
             (redirect)",
            "preflight-redirect",
            &[("url", "http://a.example/")],
        ),
        (
            "Failed to load file:///home/x/data.json: Cross origin requests are only supported for \
             protocol schemes: http, data, chrome, https.",
            "scheme-not-supported",
            &[("url", "file:///home/x/data.json")],
        ),
        (
            "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote \
             resource at https://a.example/x. (Reason: CORS header 'Access-Control-Allow-Origin' \
             missing).",
            "allow-origin-missing",
            &[("url", "https://a.example/x")],
        ),
        (
            "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote \
             resource at https://a.example/x. (Reason: missing token ‘x-token’ in CORS header \
             ‘Access-Control-Allow-Headers’ from CORS preflight channel).",
            "header-not-allowed",
            &[("header", "x-token"), ("url", "https://a.example/x")],
        ),
        (
            "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote \
             resource at https://a.example/x. This can be fixed by moving the resource to the same \
             domain or enabling CORS.",
            "cors",
            &[("url", "https://a.example/x")],
        ),
        (
            "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote \
             resource at https://a.example/x. (Reason: CORS header ‘Access-Control-Allow-Origin’ \
             does not match ‘(null)’).",
            "allow-origin-mismatch",
            &[("value", "(null)")],
        ),
        (
            "Origin http://localhost:3000 is not allowed by Access-Control-Allow-Origin.",
            "allow-origin-missing",
            &[("origin", "http://localhost:3000")],
        ),
        (
            "Preflight response is not successful. Status code: 301",
            "preflight-redirect",
            &[("status", "301")],
        ),
        (
            "Cross-origin redirection to http://127.0.0.1:8803/x denied by Cross-Origin Resource \
             Sharing policy: Origin http://localhost:8801 is not allowed by \
             Access-Control-Allow-Origin. Status code: 302",
            "allow-origin-missing",
            &[("url", "http://127.0.0.1:8803/x"), ("status", "302")],
        ),
        (
            "XMLHttpRequest cannot load https://a.example/x due to access control checks.",
            "access-control-checks",
            &[("url", "https://a.example/x")],
        ),
        (
            "Credentials flag is true, but Access-Control-Allow-Credentials is not \"true\".",
            "allow-credentials-not-true",
            &[],
        ),
        (
            "Access to fetch at 'http://localhost:9/' from origin 'https://b.example' has been \
             blocked by CORS policy: Permission was denied for this request to access the \
             `loopback` address space.",
            "local-network-access",
            &[("space", "loopback")],
        ),
        (
            "Access to fetch at 'http://10.0.0.1/' from origin 'https://b.example' has been blocked \
             by CORS policy: Response to preflight request doesn't pass access control check: No \
             'Access-Control-Allow-Private-Network' header was present in the preflight response \
             for this private network request targeting the `local` address space.",
            "private-network-access",
            &[("space", "local"), ("origin", "https://b.example")],
        ),
        (
            "Refused to get unsafe header \"X-Total-Count\"",
            "expose-headers-missing",
            &[("header", "X-Total-Count")],
        ),
        (
            "Access to fetch at 'https://a.example/x' from origin\n   'https://b.example' has been \
             blocked by CORS policy: Method\nPATCH is not allowed by Access-Control-Allow-Methods \
             in preflight response.",
            "method-not-allowed",
            &[("method", "PATCH"), ("origin", "https://b.example")],
        ),
    ];

    #[test]
    fn old_and_rare_wordings() {
        for (pasted, term, values) in OLD_AND_RARE {
            let line = recognise(pasted).unwrap_or_else(|| panic!("{pasted}"));
            assert_eq!(line.term, *term, "{pasted}");
            for (hole, value) in *values {
                let found = line.values.iter().find(|(name, _)| name == hole);
                let found = found.map(|(_, value)| value.as_str());
                assert_eq!(found, Some(*value), "{hole} of {pasted}");
            }
        }
    }

    #[test]
    fn what_no_browser_says_is_not_recognised() {
        for text in [
            "",
            "hello",
            "TypeError: x is undefined",
            "Access to everything",
        ] {
            assert_eq!(recognise(text), None, "{text}");
        }
    }
}
