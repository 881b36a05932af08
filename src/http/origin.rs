//! Origins: scheme, host and port, or opaque.
//!
//! <https://html.spec.whatwg.org/multipage/browsers.html#origin>

use std::borrow::Cow;
use std::fmt;

use url::Url;

/// The origin of a page or of a URL.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Origin<'a> {
    /// Equal to nothing but itself; written `null`. Pages from disk, sandboxed frames, `data:`.
    Opaque,
    /// Scheme, host and port, in their serialised form: `https://shop.example` or
    /// `http://[::1]:8080`. Default ports are left out, the host is in lower case and punycode.
    Tuple(Cow<'a, str>),
}

impl<'a> Origin<'a> {
    /// The origin of an absolute URL. `None` where it is not a URL.
    #[must_use]
    pub fn of_url(url: &'a str) -> Option<Self> {
        if let Some(origin) = plain_origin(url) {
            return Some(Self::Tuple(Cow::Borrowed(origin)));
        }
        let parsed = Url::parse(url).ok()?;
        let inner = if parsed.scheme() == "blob" {
            Url::parse(parsed.path()).ok()?
        } else {
            parsed
        };
        match inner.scheme() {
            "http" | "https" | "ws" | "wss" | "ftp" => Some(Self::Tuple(Cow::Owned(
                inner.origin().ascii_serialization(),
            ))),
            // Extension and app pages have tuple origins in the browsers that load them.
            scheme @ ("chrome-extension"
            | "moz-extension"
            | "safari-web-extension"
            | "capacitor"
            | "ionic"
            | "tauri"
            | "app") => {
                let host = inner.host_str()?;
                Some(Self::Tuple(Cow::Owned(format!("{scheme}://{host}"))))
            }
            _ => Some(Self::Opaque),
        }
    }

    /// The origin as an `Origin` request header spells it: `null`, or a serialised origin.
    /// `None` where the value is neither.
    #[must_use]
    pub fn of_header(value: &'a str) -> Option<Self> {
        if value == "null" {
            return Some(Self::Opaque);
        }
        if plain_origin(value) == Some(value) {
            return Some(Self::Tuple(Cow::Borrowed(value)));
        }
        let (scheme, rest) = value.split_once("://")?;
        if scheme.is_empty() || rest.is_empty() || rest.contains(['/', ' ', ',']) {
            return None;
        }
        Some(Self::Tuple(Cow::Borrowed(value)))
    }

    /// The serialised form: `null` for an opaque origin.
    ///
    /// <https://html.spec.whatwg.org/multipage/browsers.html#ascii-serialisation-of-an-origin>
    #[must_use]
    pub fn serialize(&self) -> &str {
        match self {
            Self::Opaque => "null",
            Self::Tuple(text) => text,
        }
    }

    /// Same origin: opaque origins are equal to nothing that a capture could show twice.
    ///
    /// <https://html.spec.whatwg.org/multipage/browsers.html#same-origin>
    #[must_use]
    pub fn same_origin(&self, other: &Origin<'_>) -> bool {
        match (self, other) {
            (Self::Tuple(a), Origin::Tuple(b)) => a == b,
            _ => false,
        }
    }

    /// `https` of `https://shop.example:8443`. Empty for an opaque origin.
    #[must_use]
    pub fn scheme(&self) -> &str {
        match self {
            Self::Opaque => "",
            Self::Tuple(text) => split_scheme(text).0,
        }
    }

    /// `shop.example` of `https://shop.example:8443`, `[::1]` of `http://[::1]:80`.
    #[must_use]
    pub fn host(&self) -> &str {
        match self {
            Self::Opaque => "",
            Self::Tuple(text) => split_port(split_scheme(text).1).0,
        }
    }

    /// The port, where it is not the default one.
    #[must_use]
    pub fn port(&self) -> Option<u16> {
        match self {
            Self::Opaque => None,
            Self::Tuple(text) => split_port(split_scheme(text).1).1?.parse().ok(),
        }
    }

    /// Whether a browser counts it as secure without TLS or with it: https, wss, loopback hosts.
    ///
    /// <https://w3c.github.io/webappsec-secure-contexts/#is-origin-trustworthy>
    #[must_use]
    pub fn is_potentially_trustworthy(&self) -> bool {
        let host = self.host();
        matches!(self.scheme(), "https" | "wss")
            || host == "localhost"
            || host.ends_with(".localhost")
            || host == "[::1]"
            || is_loopback_v4(host)
    }

    /// The same origin, owning its text.
    #[must_use]
    pub fn into_owned(self) -> Origin<'static> {
        match self {
            Self::Opaque => Origin::Opaque,
            Self::Tuple(text) => Origin::Tuple(Cow::Owned(text.into_owned())),
        }
    }
}

impl fmt::Display for Origin<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.serialize())
    }
}

fn is_loopback_v4(host: &str) -> bool {
    host.parse::<std::net::Ipv4Addr>()
        .is_ok_and(|ip| ip.is_loopback())
}

/// The scheme, and the host with its port; empty where the text is not an origin.
fn split_scheme(origin: &str) -> (&str, &str) {
    // The first colon stands behind the scheme in all that is well formed.
    let usual = origin
        .split_once(':')
        .and_then(|(scheme, rest)| Some((scheme, rest.strip_prefix("//")?)));
    usual
        .or_else(|| origin.split_once("://"))
        .unwrap_or_default()
}

fn split_port(host_and_port: &str) -> (&str, Option<&str>) {
    let end_of_host = host_and_port.rfind(']').map_or(0, |i| i + 1);
    match host_and_port[end_of_host..].rfind(':') {
        Some(colon) => {
            let at = end_of_host + colon;
            (&host_and_port[..at], Some(&host_and_port[at + 1..]))
        }
        None => (host_and_port, None),
    }
}

/// The serialised origin as a slice of the URL, where the URL already spells it that way: a known
/// scheme, a lower-case ASCII name, no userinfo, no default port. This is what nearly every
/// recorded URL looks like; all others go through the URL parser.
fn plain_origin(url: &str) -> Option<&str> {
    let (prefix, default_port) = if url.starts_with("https://") {
        (8, ":443")
    } else if url.starts_with("http://") {
        (7, ":80")
    } else {
        return None;
    };
    let bytes = url.as_bytes();
    let mut end = prefix;
    let mut colon = None;
    let mut label = prefix;
    let (mut has_letter, mut has_hyphen) = (false, false);
    while let Some(&byte) = bytes.get(end) {
        match byte {
            b'a'..=b'z' => has_letter = true,
            b'0'..=b'9' => {}
            b'-' if colon.is_none() => has_hyphen = true,
            b'.' if colon.is_none() => label = end + 1,
            b':' if colon.is_none() => colon = Some(end),
            b'/' | b'?' | b'#' => break,
            _ => return None,
        }
        end += 1;
    }
    let host_end = colon.unwrap_or(end);
    // An address in digits may be written in other forms, and `xn--` labels can be invalid.
    if !has_letter || (has_hyphen && url[prefix..host_end].contains("xn--")) {
        return None;
    }
    // No host at all, a dot at its end, or an address.
    if label == host_end || bytes[label].is_ascii_digit() {
        return None;
    }
    if let Some(colon) = colon {
        let port = &url[colon..end];
        if port == default_port || port.len() < 2 || port.as_bytes()[1] == b'0' {
            return None;
        }
        if port[1..].parse::<u16>().is_err() {
            return None;
        }
    }
    Some(&url[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odd_origins_have_the_parts_that_stand_around_the_slashes() {
        for (value, scheme, host) in [
            ("https://a.example:8443", "https", "a.example"),
            ("a:b://h", "a:b", "h"),
        ] {
            let origin = Origin::of_header(value).unwrap();
            assert_eq!((origin.scheme(), origin.host()), (scheme, host));
        }
    }

    #[test]
    fn origins_of_urls() {
        for (url, expected) in [
            ("https://shop.example/a?b", "https://shop.example"),
            ("https://shop.example:443/a", "https://shop.example"),
            ("http://shop.example:80", "http://shop.example"),
            ("http://shop.example:8080/", "http://shop.example:8080"),
            ("HTTPS://Shop.Example/", "https://shop.example"),
            ("https://user:pw@shop.example/", "https://shop.example"),
            ("http://[::1]:3000/x", "http://[::1]:3000"),
            ("http://[2001:DB8::0:1]/x", "http://[2001:db8::1]"),
            ("http://127.1:9000/", "http://127.0.0.1:9000"),
            ("https://bücher.example/", "https://xn--bcher-kva.example"),
            ("wss://live.example/", "wss://live.example"),
            ("file:///home/a/index.html", "null"),
            ("data:text/html,x", "null"),
            ("blob:https://shop.example/1-2", "https://shop.example"),
            (
                "chrome-extension://abcdef/page.html",
                "chrome-extension://abcdef",
            ),
        ] {
            assert_eq!(Origin::of_url(url).unwrap().serialize(), expected, "{url}");
        }
        assert_eq!(Origin::of_url("/relative"), None);
    }

    #[test]
    fn plain_spelling_agrees_with_the_url_parser() {
        for url in [
            "https://a.example/x",
            "http://a-b.c9.example:81?x",
            "https://localhost#x",
        ] {
            let parsed = Url::parse(url).unwrap().origin().ascii_serialization();
            assert_eq!(plain_origin(url), Some(parsed.as_str()), "{url}");
        }
    }

    #[test]
    fn parts_of_an_origin() {
        let origin = Origin::of_url("http://[::1]:3000/").unwrap();
        assert_eq!(
            (origin.scheme(), origin.host(), origin.port()),
            ("http", "[::1]", Some(3000))
        );
        assert!(origin.is_potentially_trustworthy());
        assert!(
            !Origin::of_url("http://shop.example")
                .unwrap()
                .is_potentially_trustworthy()
        );
    }

    #[test]
    fn opaque_origins_equal_nothing() {
        assert!(!Origin::Opaque.same_origin(&Origin::Opaque));
    }
}
