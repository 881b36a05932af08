//! Content Security Policy: whether a page's own policy lets it ask for a URL.
//!
//! <https://www.w3.org/TR/CSP3/#should-block-request>
//!
//! Only the lists of hosts are looked at. Nonces and hashes stand in the page, which a capture
//! seldom holds; where a list has them for this kind of request, nothing is concluded.

use url::Url;

use crate::http::{HeaderList, Origin};

/// What is asked for, as far as the choice of the directive goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// `fetch()`, `XMLHttpRequest`, `WebSocket`, `EventSource`, beacons.
    Connect,
    /// Fonts.
    Font,
    /// Frames.
    Frame,
    /// Images.
    Image,
    /// The manifest of a web application.
    Manifest,
    /// Sound, film, subtitles.
    Media,
    /// `<object>` and `<embed>`.
    Object,
    /// Scripts.
    Script,
    /// Style sheets.
    Style,
    /// Workers.
    Worker,
}

impl Kind {
    /// The kind behind a `Sec-Fetch-Dest` or a recorder's resource type; `None` where neither says
    /// it, and for what no policy governs.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        Some(match word {
            "empty" | "fetch" | "xhr" | "eventsource" | "websocket" | "ping" | "beacon" => {
                Self::Connect
            }
            "font" => Self::Font,
            "iframe" | "frame" | "fencedframe" => Self::Frame,
            "image" => Self::Image,
            "manifest" => Self::Manifest,
            "audio" | "video" | "track" | "media" | "texttrack" => Self::Media,
            "object" | "embed" => Self::Object,
            "script" => Self::Script,
            "style" | "stylesheet" => Self::Style,
            "worker" | "sharedworker" | "serviceworker" => Self::Worker,
            _ => return None,
        })
    }

    /// The directives that may decide, the first one that a policy has first.
    ///
    /// <https://www.w3.org/TR/CSP3/#directive-fallback-list>
    const fn directives(self) -> &'static [&'static str] {
        match self {
            Self::Connect => &["connect-src", "default-src"],
            Self::Font => &["font-src", "default-src"],
            Self::Frame => &["frame-src", "child-src", "default-src"],
            Self::Image => &["img-src", "default-src"],
            Self::Manifest => &["manifest-src", "default-src"],
            Self::Media => &["media-src", "default-src"],
            Self::Object => &["object-src", "default-src"],
            Self::Script => &["script-src-elem", "script-src", "default-src"],
            Self::Style => &["style-src-elem", "style-src", "default-src"],
            Self::Worker => &["worker-src", "child-src", "script-src", "default-src"],
        }
    }

    const fn takes_nonces(self) -> bool {
        matches!(self, Self::Script | Self::Style | Self::Worker)
    }
}

/// The directive that forbids a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Violation<'p> {
    /// Its name in small letters, one of the standard's.
    pub directive: &'static str,
    /// Its list, as written.
    pub sources: &'p str,
}

/// The first directive of the page's enforced policies that forbids a request to `url`.
/// `page` holds the headers of the page's document, `own` its origin. `redirected` says that a
/// redirect led there: paths then do not count. `Content-Security-Policy-Report-Only` forbids
/// nothing.
#[must_use]
pub fn violated<'p>(
    page: &HeaderList<'p>,
    own: &Origin<'_>,
    url: &str,
    kind: Kind,
    redirected: bool,
) -> Option<Violation<'p>> {
    let url = Url::parse(url).ok()?;
    policies(page).find_map(|policy| {
        kind.directives()
            .iter()
            .find_map(|&name| {
                let sources = directive(policy, name)?;
                Some((name, sources))
            })
            .filter(|(_, sources)| !allows(sources, own, &url, kind, redirected))
            .map(|(directive, sources)| Violation { directive, sources })
    })
}

/// Every enforced policy of a response.
///
/// <https://www.w3.org/TR/CSP3/#parse-response-csp>
pub(super) fn policies<'p>(response: &HeaderList<'p>) -> impl Iterator<Item = &'p str> {
    let lines: Vec<&'p str> = response
        .iter()
        .filter(|(name, _)| name.eq_ignore_ascii_case("Content-Security-Policy"))
        .map(|(_, value)| value)
        .collect();
    lines.into_iter().flat_map(|line| line.split(','))
}

/// The list of a directive. Of two of one name the first counts.
pub(super) fn directive<'p>(policy: &'p str, name: &str) -> Option<&'p str> {
    policy.split(';').find_map(|part| {
        let part = part.trim();
        let end = part
            .find(|c: char| c.is_ascii_whitespace())
            .unwrap_or(part.len());
        let (found, list) = part.split_at(end);
        found.eq_ignore_ascii_case(name).then(|| list.trim())
    })
}

fn allows(sources: &str, own: &Origin<'_>, url: &Url, kind: Kind, redirected: bool) -> bool {
    sources.split_ascii_whitespace().any(|source| {
        let unknowable = kind.takes_nonces()
            && [
                "'nonce-",
                "'sha256-",
                "'sha384-",
                "'sha512-",
                "'strict-dynamic'",
            ]
            .iter()
            .any(|start| begins(source, start));
        unknowable || matches_source(source, own, url, redirected)
    })
}

fn begins(text: &str, start: &str) -> bool {
    text.get(..start.len())
        .is_some_and(|begin| begin.eq_ignore_ascii_case(start))
}

/// Whether a URL matches one expression of a list.
///
/// <https://www.w3.org/TR/CSP3/#match-url-to-source-expression>
pub(super) fn matches_source(source: &str, own: &Origin<'_>, url: &Url, redirected: bool) -> bool {
    let scheme = url.scheme();
    // Step 1: `*` is for the schemes of the network, and for the page's own.
    if source == "*" {
        return matches!(scheme, "http" | "https" | "ws" | "wss") || scheme == own.scheme();
    }
    // Step 4: 'self' is the page's origin, and the same host with a safer scheme.
    if source.eq_ignore_ascii_case("'self'") {
        return is_self(own, url);
    }
    if source.starts_with('\'') {
        return false;
    }
    // Step 2: a scheme alone.
    if let Some(wanted) = source.strip_suffix(':')
        && !wanted.contains(['/', '.', '*'])
    {
        return scheme_part_matches(wanted, scheme);
    }
    // Step 3: a host.
    host_source_matches(source, own, url, redirected)
}

fn is_self(own: &Origin<'_>, url: &Url) -> bool {
    let Origin::Tuple(_) = own else { return false };
    let Ok(page) = Url::parse(own.serialize()) else {
        return false;
    };
    if page.host() != url.host() {
        return false;
    }
    let same_ports = page.port_or_known_default() == url.port_or_known_default();
    let default_ports = page.port().is_none() && url.port().is_none();
    (page.scheme() == url.scheme() && same_ports)
        || (scheme_part_matches(page.scheme(), url.scheme()) && (same_ports || default_ports))
        || (page.scheme() == "https" && url.scheme() == "wss" && same_ports)
        || (page.scheme() == "http"
            && matches!(url.scheme(), "ws" | "wss")
            && (same_ports || default_ports))
}

/// <https://www.w3.org/TR/CSP3/#scheme-part-match>
fn scheme_part_matches(wanted: &str, scheme: &str) -> bool {
    let wanted = wanted.to_ascii_lowercase();
    match wanted.as_str() {
        "http" => matches!(scheme, "http" | "https"),
        "ws" => matches!(scheme, "ws" | "wss" | "http" | "https"),
        "wss" => matches!(scheme, "wss" | "https"),
        wanted => wanted == scheme,
    }
}

/// Steps 3.1 to 3.6.
fn host_source_matches(source: &str, own: &Origin<'_>, url: &Url, redirected: bool) -> bool {
    let (scheme, rest) = match source.split_once("://") {
        Some((scheme, rest)) => (Some(scheme), rest),
        None => (None, source),
    };
    let scheme_fits = match scheme {
        Some(scheme) => scheme_part_matches(scheme, url.scheme()),
        None => match own.scheme() {
            "https" => matches!(url.scheme(), "https" | "wss"),
            _ => matches!(url.scheme(), "http" | "https" | "ws" | "wss"),
        },
    };
    let (authority, path) = match rest.find('/') {
        Some(slash) => rest.split_at(slash),
        None => (rest, ""),
    };
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, Some(port)),
        _ => (authority, None),
    };
    let Some(asked) = url.host_str() else {
        return false;
    };
    let host_fits = match host.strip_prefix("*.") {
        Some(parent) => asked
            .len()
            .checked_sub(parent.len())
            .and_then(|at| asked.get(at..))
            .is_some_and(|end| {
                end.eq_ignore_ascii_case(parent)
                    && asked[..asked.len() - parent.len()].ends_with('.')
            }),
        None => host == "*" || host.eq_ignore_ascii_case(asked),
    };
    let port_fits = match port {
        Some("*") => true,
        Some(port) => port.parse::<u16>().is_ok_and(|port| {
            url.port_or_known_default() == Some(port)
                || (port == 80 && url.port_or_known_default() == Some(443))
        }),
        None => url.port().is_none(),
    };
    // After a redirect the path does not count, so that it does not tell where it led.
    let path_fits = redirected
        || match path {
            "" | "/" => true,
            path if path.ends_with('/') => url.path().starts_with(path),
            path => url.path() == path,
        };
    scheme_fits && host_fits && port_fits && path_fits
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(policy: &str, url: &str, kind: Kind, redirected: bool) -> Option<&'static str> {
        let page = HeaderList::new(vec![("content-security-policy", policy)]);
        let own = Origin::of_url("https://shop.example/").unwrap();
        violated(&page, &own, url, kind, redirected).map(|found| found.directive)
    }

    #[test]
    fn directives_table() {
        use Kind as K;
        let other = "https://api.example/x";
        for (policy, kind, expected) in [
            ("connect-src 'self'", K::Connect, Some("connect-src")),
            ("connect-src 'self'", K::Image, None),
            ("default-src 'self'", K::Image, Some("default-src")),
            ("default-src 'self'; img-src *", K::Image, None),
            (
                "default-src 'none'; connect-src https://api.example",
                K::Connect,
                None,
            ),
            (
                "default-src *, connect-src 'none'",
                K::Connect,
                Some("connect-src"),
            ),
            (
                "CONNECT-SRC 'self'; connect-src *",
                K::Connect,
                Some("connect-src"),
            ),
            ("script-src 'self'", K::Script, Some("script-src")),
            ("script-src 'self' 'nonce-abc'", K::Script, None),
            ("script-src 'strict-dynamic' 'sha256-x'", K::Script, None),
            ("connect-src 'nonce-abc'", K::Connect, Some("connect-src")),
            ("child-src 'self'", K::Frame, Some("child-src")),
            (
                "frame-ancestors 'none'; upgrade-insecure-requests",
                K::Frame,
                None,
            ),
            ("connect-src", K::Connect, Some("connect-src")),
            ("", K::Connect, None),
        ] {
            assert_eq!(check(policy, other, kind, false), expected, "{policy}");
        }
        let report = HeaderList::new(vec![(
            "Content-Security-Policy-Report-Only",
            "connect-src 'none'",
        )]);
        let own = Origin::of_url("https://shop.example/").unwrap();
        assert_eq!(violated(&report, &own, other, K::Connect, false), None);
    }

    #[test]
    fn sources_table() {
        for (source, url, expected) in [
            ("*", "https://api.example/", true),
            ("*", "data:text/plain,x", false),
            ("https:", "https://api.example/", true),
            ("http:", "https://api.example/", true),
            ("https:", "http://api.example/", false),
            ("data:", "data:text/plain,x", true),
            ("'self'", "https://shop.example/api", true),
            ("'self'", "wss://shop.example/socket", true),
            ("'self'", "https://shop.example:8443/", false),
            ("'self'", "http://shop.example/", false),
            ("'self'", "https://www.shop.example/", false),
            ("api.example", "https://api.example/x", true),
            ("api.example", "https://api.example:8443/x", false),
            ("api.example:*", "https://api.example:8443/x", true),
            ("api.example:8443", "https://api.example:8443/x", true),
            ("http://api.example:80", "https://api.example/x", true),
            ("*.example", "https://api.example/x", true),
            ("*.api.example", "https://api.example/x", false),
            ("*.pi.example", "https://api.example/x", false),
            ("https://api.example/v1/", "https://api.example/v1/x", true),
            ("https://api.example/v1/", "https://api.example/v2/x", false),
            ("https://api.example/v1", "https://api.example/v1/x", false),
            ("wss://api.example", "wss://api.example/x", true),
            ("'unsafe-inline'", "https://api.example/x", false),
            ("[::1]", "http://[::1]/", false),
        ] {
            let own = Origin::of_url("https://shop.example/").unwrap();
            let url = Url::parse(url).unwrap();
            assert_eq!(
                matches_source(source, &own, &url, false),
                expected,
                "{source} {url}"
            );
        }
    }

    #[test]
    fn paths_do_not_count_after_a_redirect() {
        let policy = "connect-src https://api.example/v1/";
        let url = "https://api.example/v2/x";
        assert_eq!(
            check(policy, url, Kind::Connect, false),
            Some("connect-src")
        );
        assert_eq!(check(policy, url, Kind::Connect, true), None);
    }
}
