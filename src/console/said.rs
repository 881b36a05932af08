//! What a line of a log says became of a request, in the words of the model.

use std::sync::LazyLock;

use regex::Regex;

use super::{Line, plain, recognise};
use crate::capture::{Browser, RefusalKind as K, RefusalKinds};

/// What a line says of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Whose words they are.
    pub browser: Browser,
    /// What became of it.
    pub what: What,
    /// The URL that the line names; after a redirect the one that was refused.
    pub url: Option<String>,
    /// The URL that the page asked for, where the line names both.
    pub initial: Option<String>,
    /// The origin of the page.
    pub origin: Option<String>,
    /// The page, or the URL that redirected, where the line names one of them.
    pub page: Option<String>,
    /// What asked for it, in the browser's words: `fetch`, `XMLHttpRequest`, `font`.
    pub kind: Option<String>,
    /// The method.
    pub method: Option<String>,
    /// The status of the response.
    pub status: Option<i32>,
    /// What the check names: a header, a method, a value.
    pub subject: Option<String>,
    /// Whether it is a warning, which counts only where another line says that the request failed.
    pub warns: bool,
}

/// What became of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum What {
    /// The browser refused it.
    Refused {
        /// Which check did: one of these. Empty where the line says only that some check did.
        kinds: RefusalKinds,
        /// Whether it was the preflight's response; `None` where the line does not say.
        preflight: Option<bool>,
    },
    /// It failed, with the browser's error where the line has one. Such a line also follows one
    /// that says why the browser refused.
    Failed(Option<String>),
}

/// Words without which no line says anything of a request: a log is searched for these first.
static MARKS: LazyLock<regex::bytes::Regex> = LazyLock::new(|| {
    let marks = [
        "CORS",
        "Access to [A-Za-z]+ at '",
        "ross[- ][Oo]rigin",
        "ccess-Control",
        "access control",
        "net::ERR_",
        "Content Security Policy",
        "ixed [Cc]ontent",
        "mixed active content",
        "OpaqueResponseBlocking",
        "MIME type",
        "Preflight response",
        "Response for preflight",
        "Security Error: Content at",
        "blocked by content",
        "Blocked by [Cc]ontent",
        "redirections?",
        "Loading failed for the",
        "Could not connect to",
        "Unsafe attempt to load",
        "more-private address space",
        "address space",
        "Redirect location",
        "URL scheme must be",
        "Method .* is not allowed",
        "must not be the wildcard",
        "Request header field",
        "HTTP ok status",
        "for a preflight request",
        "Private-Network-Access",
        "Load request cancelled",
    ];
    regex::bytes::Regex::new(&marks.join("|")).expect("the marks make a pattern")
});

/// What Chromium prints of a request that failed, and of one whose place the log tells.
static FAILURES: LazyLock<[Regex; 3]> = LazyLock::new(|| {
    [
        r#"(?:^|[\s"])(?P<method>[A-Za-z]{3,16}) (?P<url>[a-z][a-z0-9+.-]*:\S+) (?P<error>net::ERR_[A-Z0-9_]+(?:\.[A-Za-z]+)?)(?: (?P<status>[1-5][0-9]{2})\b)?"#,
        r"Failed to load resource: (?P<error>net::ERR_[A-Z0-9_]+(?:\.[A-Za-z]+)?)",
        r#"Loading failed for the <[a-z]+> with source "(?P<url>[^"\s]+)""#,
    ]
    .map(|pattern| Regex::new(pattern).expect("the patterns are constant"))
});

/// Firefox prints this of scripts that it runs, and of scripts that it then refuses.
const WARNING: &str = "was loaded even though its MIME type";

/// What Chromium calls any refused response.
const REFUSED: &str = "net::ERR_FAILED";

/// Whether a line is worth a closer look.
#[must_use]
pub fn may_say(line: &[u8]) -> bool {
    MARKS.is_match(line)
}

/// What a line says of a request; `None` where it says nothing of any.
#[must_use]
pub fn said(line: &str) -> Option<Said> {
    let text = plain(line);
    if let Some(failure) = failure(&text) {
        return Some(failure);
    }
    let line = recognise(&text)?;
    let what = what(&line)?;
    let browser = match line.browser {
        "Firefox" => Browser::Firefox,
        "Safari" => Browser::WebKit,
        _ => Browser::Chromium,
    };
    let value = |hole| line.value(hole).map(str::to_owned);
    Some(Said {
        browser,
        what,
        url: value("url"),
        initial: value("initial"),
        origin: value("origin"),
        page: value("page"),
        kind: value("kind"),
        // A method that is named as refused is the one that was asked for.
        method: value("method"),
        status: line.value("status").and_then(|status| status.parse().ok()),
        subject: value("header").or(value("method")).or(value("value")),
        warns: text.contains(WARNING),
    })
}

fn failure(text: &str) -> Option<Said> {
    let (number, found) = FAILURES
        .iter()
        .enumerate()
        .find_map(|(number, pattern)| Some((number, pattern.captures(text)?)))?;
    let value = |name| found.name(name).map(|value| value.as_str().to_owned());
    let error = value("error");
    Some(Said {
        browser: if number == 2 {
            Browser::Firefox
        } else {
            Browser::Chromium
        },
        what: What::Failed(error),
        url: value("url"),
        initial: None,
        origin: None,
        page: None,
        kind: None,
        method: value("method"),
        status: value("status").and_then(|status| status.parse().ok()),
        subject: None,
        warns: false,
    })
}

/// What a recognised line says became of the request. Warnings, and what script is told whatever
/// the reason, say nothing of it.
fn what(line: &Line) -> Option<What> {
    let checks = |kinds: &[K], preflight| What::Refused {
        kinds: RefusalKinds::of(kinds),
        preflight,
    };
    // Chromium names the preflight wherever one of the checks of every response failed on it.
    let phase = match line.browser {
        "Chromium" => Some(line.preflight),
        _ => None,
    };
    Some(match line.term {
        "allow-origin-missing" if line.or.is_some() => checks(
            &[
                K::AllowOriginMissing,
                K::AllowOriginInvalid,
                K::AllowOriginMismatch,
                K::AllowOriginMultiple,
            ],
            phase,
        ),
        "allow-origin-mismatch" if line.browser == "Firefox" => checks(
            &[
                K::AllowOriginMultiple,
                K::AllowOriginInvalid,
                K::AllowOriginMismatch,
            ],
            phase,
        ),
        "allow-origin-missing" => checks(&[K::AllowOriginMissing], phase),
        "allow-origin-mismatch" => checks(&[K::AllowOriginMismatch], phase),
        "allow-origin-multiple" => checks(&[K::AllowOriginMultiple], phase),
        "allow-origin-invalid" => checks(&[K::AllowOriginInvalid], phase),
        "allow-origin-wildcard-with-credentials" => {
            checks(&[K::AllowOriginWildcardWithCredentials], phase)
        }
        "allow-credentials-not-true" => checks(&[K::AllowCredentialsNotTrue], phase),
        "preflight-status-not-ok" => checks(&[K::PreflightStatusNotOk], Some(true)),
        "preflight-redirect" => checks(&[K::PreflightRedirect], Some(true)),
        "preflight-failed" => checks(&[K::PreflightFailed], Some(true)),
        "allow-methods-invalid" => checks(&[K::AllowMethodsInvalid], Some(true)),
        "allow-headers-invalid" => checks(&[K::AllowHeadersInvalid], Some(true)),
        "method-not-allowed" => checks(&[K::MethodNotAllowed], Some(true)),
        "header-not-allowed" => checks(&[K::HeaderNotAllowed], Some(true)),
        "private-network-access" => checks(&[K::LocalNetworkAccess], None),
        "corp-same-origin" if line.or.is_some() || line.browser == "Safari" => {
            checks(&[K::CorpSameOrigin, K::CorpSameSite, K::CoepCorp], None)
        }
        // "may not load or link to": what a redirect leads to, or a page.
        "same-origin-policy" => checks(&[K::RedirectScheme, K::SchemeNotSupported], None),
        "access-control-checks" | "cors" | "cors-disabled" => checks(&[], None),
        "network-error" => What::Failed(None),
        // Without a URL it is about the page's own files.
        "mime-type-mismatch" if line.value("url").is_none() => return None,
        term @ ("local-network-access"
        | "redirect-contains-credentials"
        | "redirect-scheme"
        | "redirect-mode"
        | "too-many-redirects"
        | "disallowed-by-mode"
        | "scheme-not-supported"
        | "mixed-content"
        | "content-security-policy"
        | "mime-type-mismatch"
        | "opaque-response-blocked"
        | "corp-same-origin"
        | "corp-same-site"
        | "coep-corp"
        | "blocked-by-client") => checks(&[K::named(term)?], None),
        _ => return None,
    })
}

impl Said {
    /// Whether it says which check refused.
    #[must_use]
    pub fn names_a_check(&self) -> bool {
        matches!(&self.what, What::Refused { kinds, .. } if !kinds.is_empty())
    }

    /// Whether it is a whole sentence: it says what happened, so that nothing more follows.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.names_a_check() || matches!(self.what, What::Failed(_))
    }

    /// Whether it says no more than the line before it: that the request failed, and not why.
    #[must_use]
    pub fn only_follows(&self) -> bool {
        match &self.what {
            What::Refused { kinds, .. } => kinds.is_empty(),
            What::Failed(error) => error.as_deref().is_none_or(|error| error == REFUSED),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::table::REASONS;
    use super::{What, may_say, said};
    use crate::capture::RefusalKind as K;

    #[test]
    fn every_line_that_says_something_has_a_mark() {
        let unmarked: Vec<String> = REASONS
            .iter()
            .map(|reason| reason.words.replace('~', "'"))
            .filter(|words| said(words).is_some() && !may_say(words.as_bytes()))
            .collect();
        assert!(unmarked.is_empty(), "{unmarked:#?}");
    }

    #[test]
    fn lines_say_which_check_refused_and_of_which_response() {
        let table: &[(&str, &str, &[K], Option<bool>)] = &[
            (
                "Access to fetch at 'https://a.example/x' from origin 'https://b.example' has been blocked by CORS policy: Response to preflight request doesn't pass access control check: No 'Access-Control-Allow-Origin' header is present on the requested resource.",
                "https://a.example/x",
                &[K::AllowOriginMissing],
                Some(true),
            ),
            (
                "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at https://a.example/x. (Reason: CORS header ‘Access-Control-Allow-Origin’ does not match ‘*, *’). 2",
                "https://a.example/x",
                &[
                    K::AllowOriginMultiple,
                    K::AllowOriginInvalid,
                    K::AllowOriginMismatch,
                ],
                None,
            ),
            (
                "XMLHttpRequest cannot load https://a.example/x due to access control checks.",
                "https://a.example/x",
                &[],
                None,
            ),
        ];
        for (line, url, expected, phase) in table {
            let said = said(line).expect("it says something");
            assert_eq!(said.url.as_deref(), Some(*url), "{line}");
            let What::Refused { kinds, preflight } = said.what else {
                panic!("{line}");
            };
            assert_eq!(kinds.iter().collect::<Vec<_>>(), *expected, "{line}");
            assert_eq!(preflight, *phase, "{line}");
        }
    }

    #[test]
    fn lines_about_failures_name_the_error_the_method_and_the_status() {
        let table = [
            (
                "driver.js:24  DELETE https://a.example/x net::ERR_FAILED 403 (Forbidden)",
                Some("net::ERR_FAILED"),
                Some("DELETE"),
                Some(403),
            ),
            (
                "GET https://a.example/x net::ERR_BLOCKED_BY_RESPONSE.NotSameOrigin 200 (OK)",
                Some("net::ERR_BLOCKED_BY_RESPONSE.NotSameOrigin"),
                Some("GET"),
                Some(200),
            ),
            (
                "Loading failed for the <script> with source “https://a.example/x”.",
                None,
                None,
                None,
            ),
        ];
        for (line, error, method, status) in table {
            let said = said(line).expect("it says something");
            assert_eq!(said.what, What::Failed(error.map(str::to_owned)), "{line}");
            assert_eq!(said.method.as_deref(), method, "{line}");
            assert_eq!(said.status, status, "{line}");
            assert_eq!(said.url.as_deref(), Some("https://a.example/x"), "{line}");
        }
    }

    #[test]
    fn warnings_and_other_lines_say_nothing_of_a_request() {
        for line in [
            "TypeError: Failed to fetch",
            "Refused to get unsafe header \"X-Total\"",
            "driver.js:24  GET https://a.example/x 404 (Not Found)",
            "Cross-Origin Request Warning: The Same Origin Policy will disallow reading the remote resource at https://a.example/x soon. (Reason: When the `Access-Control-Allow-Headers` is `*`, the `Authorization` header is not covered.)",
            "listening on port 3000, CORS enabled",
        ] {
            assert_eq!(said(line), None, "{line}");
        }
    }
}
