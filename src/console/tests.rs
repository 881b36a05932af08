//! Wordings that captures of today no longer hold.

use super::*;

#[test]
fn every_wording_compiles() {
    assert_eq!(REASON_PATTERNS.len(), REASONS.len());
    assert_eq!(FRAME_PATTERNS.len(), FRAMES.len());
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
