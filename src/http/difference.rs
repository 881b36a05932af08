//! How the value of a header differs from the origin that it should be, in one wording for
//! everyone who says it.

use std::fmt;

use super::Origin;

/// In what a value differs from an origin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Difference {
    /// Nothing is there.
    Empty,
    /// `null`.
    Null,
    /// Several values.
    List,
    /// Several values, and the origin is one of them.
    Listed,
    /// `https://shop.example/`.
    TrailingSlash,
    /// `https://shop.example/app`, `https://shop.example/*`.
    Path,
    /// `shop.example`.
    NoScheme,
    /// `https:/shop.example`, `https//shop.example`.
    BrokenScheme,
    /// `"https://shop.example"`.
    Quotes,
    /// `${ORIGIN}`.
    Placeholder,
    /// `undefined`, `[object Object]`, `(null)`, `true`.
    Printed,
    /// `https://*.example`, and the origin would fit it.
    WildcardSubdomain,
    /// Another pattern.
    Pattern,
    /// `**`.
    TwoWildcards,
    /// `https://Shop.example`.
    Case,
    /// `https://shop.example:443`.
    DefaultPort,
    /// `https://user@shop.example`.
    UserName,
    /// `https://bücher.example` instead of `https://xn--bcher-kva.example`.
    Unicode,
    /// http and https.
    Scheme,
    /// Another port.
    Port,
    /// With and without `www.`.
    Www,
    /// localhost and 127.0.0.1.
    Loopback,
}

impl Difference {
    /// A word that never changes.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Null => "null",
            Self::List | Self::Listed => "list",
            Self::TrailingSlash => "slash",
            Self::Path => "path",
            Self::NoScheme => "no-scheme",
            Self::BrokenScheme => "broken-scheme",
            Self::Quotes => "quotes",
            Self::Placeholder | Self::Printed => "placeholder",
            Self::WildcardSubdomain => "wildcard-subdomain",
            Self::Pattern => "pattern",
            Self::TwoWildcards => "two-wildcards",
            Self::Case => "case",
            Self::DefaultPort => "default-port",
            Self::UserName => "user-name",
            Self::Unicode => "unicode",
            Self::Scheme => "scheme",
            Self::Port => "port",
            Self::Www => "www",
            Self::Loopback => "loopback",
        }
    }

    /// A few words for a title.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Empty => "an empty value",
            Self::Null => "null",
            Self::List | Self::Listed => "a list",
            Self::TrailingSlash => "a slash at the end",
            Self::Path => "a path after the origin",
            Self::NoScheme => "no https:// in front",
            Self::BrokenScheme => "no :// after the scheme",
            Self::Quotes => "quotes or brackets around it",
            Self::Placeholder => "a placeholder that was not filled in",
            Self::Printed => "a program's value printed as text",
            Self::WildcardSubdomain => "a * inside the host",
            Self::Pattern => "a pattern",
            Self::TwoWildcards => "** instead of *",
            Self::Case => "upper case letters",
            Self::DefaultPort => "the default port written out",
            Self::UserName => "a user name in it",
            Self::Unicode => "the host not in its ASCII form",
            Self::Scheme => "http and https mixed up",
            Self::Port => "another port",
            Self::Www => "an extra or missing www.",
            Self::Loopback => "localhost and 127.0.0.1 mixed up",
        }
    }

    /// Whether the value was meant to be the origin and has a slip in it.
    #[must_use]
    pub const fn is_slip(self) -> bool {
        !matches!(
            self,
            Self::Empty
                | Self::Null
                | Self::List
                | Self::Listed
                | Self::Pattern
                | Self::TwoWildcards
        )
    }
}

impl fmt::Display for Difference {
    /// A clause that can follow a colon.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "the value is empty",
            Self::Null => "null is not the page's origin",
            Self::List => "it is a list, and the header must be one origin",
            Self::Listed => {
                "the origin is in the list, but the header must be one origin, not a list"
            }
            Self::TrailingSlash => "it ends with a slash, and an origin does not",
            Self::Path => "it has a path, and an origin ends after the host or the port",
            Self::NoScheme => "the scheme is missing",
            Self::BrokenScheme => "the scheme is not followed by ://",
            Self::Quotes => "it is wrapped in quotes or brackets",
            Self::Placeholder => "it is a placeholder that was not filled in",
            Self::Printed => "it is a program's value printed as text, not an origin",
            Self::WildcardSubdomain => {
                "wildcards inside a host are not supported; send the exact origin"
            }
            Self::Pattern => "patterns are not supported; send the exact origin",
            Self::TwoWildcards => "the wildcard is a single *",
            Self::Case => "an origin is in lower case",
            Self::DefaultPort => "an origin does not include the default port",
            Self::UserName => "an origin has no user name",
            Self::Unicode => "an origin has the host in its ASCII form (xn--…)",
            Self::Scheme => "the scheme differs",
            Self::Port => "the port differs",
            Self::Www => "only one of them has `www.`",
            Self::Loopback => "localhost, 127.0.0.1 and [::1] are different origins",
        })
    }
}

/// The difference between a header's value and the origin it should be; `None` where they are
/// equal or have nothing in common.
#[must_use]
pub fn difference(value: &str, origin: &str) -> Option<Difference> {
    use Difference as D;
    if value == origin || origin == "null" {
        return None;
    }
    if value.is_empty() {
        return Some(D::Empty);
    }
    if value == "null" {
        return Some(D::Null);
    }
    if PRINTED.iter().any(|text| value.eq_ignore_ascii_case(text)) {
        return Some(D::Printed);
    }
    let bare = value.trim_matches(['"', '\'', '[', ']', '<', '>', '(', ')']);
    if bare != value
        && !value.contains("://[")
        && (bare == origin || difference(bare, origin).is_some_and(Difference::is_slip))
    {
        return Some(D::Quotes);
    }
    if is_placeholder(value) {
        return Some(D::Placeholder);
    }
    if value.contains([',', ' ', ';', '|']) {
        let mut members = value.split([',', ' ', ';', '|']);
        return Some(if members.any(|member| member == origin) {
            D::Listed
        } else {
            D::List
        });
    }
    if value.eq_ignore_ascii_case(origin) {
        return Some(D::Case);
    }
    if let Some(rest) = value.strip_prefix(origin)
        && let Some(path) = rest.strip_prefix('/')
    {
        return Some(if path.trim_matches('/').is_empty() {
            D::TrailingSlash
        } else {
            D::Path
        });
    }
    let (scheme, host) = origin.split_once("://")?;
    if value.contains('*') {
        return Some(pattern(value, scheme, host));
    }
    if value.trim_end_matches('/') == host {
        return Some(D::NoScheme);
    }
    if is_broken_scheme(value, host) {
        return Some(D::BrokenScheme);
    }
    let (granted, asked) = (Origin::of_url(value)?, Origin::of_url(origin)?);
    if granted == asked {
        return Some(if value.contains('@') {
            D::UserName
        } else if value.is_ascii() {
            D::DefaultPort
        } else {
            D::Unicode
        });
    }
    if granted.host() == asked.host() {
        return Some(if granted.port() == asked.port() {
            D::Scheme
        } else {
            D::Port
        });
    }
    let bare = |host: &str| host.strip_prefix("www.").unwrap_or(host).to_owned();
    if bare(granted.host()) == bare(asked.host()) {
        return Some(D::Www);
    }
    let local = |host: &str| matches!(host, "localhost" | "127.0.0.1" | "[::1]");
    (local(granted.host()) && local(asked.host())).then_some(D::Loopback)
}

/// What programs print for a value that is not there, or is not a text.
const PRINTED: [&str; 9] = [
    "undefined",
    "none",
    "nil",
    "(null)",
    "true",
    "false",
    "[object Object]",
    "NaN",
    "<nil>",
];

/// A variable's name instead of its value.
fn is_placeholder(value: &str) -> bool {
    let open = ["${", "{{", "$(", "<%", "%(", "#{"];
    open.iter().any(|mark| value.contains(mark))
        || value.starts_with('$')
        || (value.starts_with('%') && value.ends_with('%'))
        || (value.starts_with('<') && value.ends_with('>'))
        || ["undefined", "your-domain"]
            .iter()
            .any(|word| value.contains(word))
}

/// A value with a `*` in it.
fn pattern(value: &str, scheme: &str, host: &str) -> Difference {
    if value.bytes().all(|byte| byte == b'*') {
        return Difference::TwoWildcards;
    }
    let Some((begin, end)) = value.split_once('*') else {
        return Difference::Pattern;
    };
    let begin = begin
        .strip_prefix(scheme)
        .map_or(begin, |rest| rest.strip_prefix("://").unwrap_or(begin));
    let end = end.trim_end_matches('/');
    let inside = begin.is_empty() && end.len() > 1 && host.ends_with(end)
        || host
            .strip_suffix(&format!(":{}", end.trim_start_matches(':')))
            .is_some();
    let any_port = !begin.is_empty() && host.starts_with(begin) && end.is_empty();
    if inside || any_port {
        Difference::WildcardSubdomain
    } else {
        Difference::Pattern
    }
}

/// `https:/host`, `https//host`, `https:host`.
fn is_broken_scheme(value: &str, host: &str) -> bool {
    ["https", "http"].iter().any(|scheme| {
        let rest = value.strip_prefix(scheme);
        rest.is_some_and(|rest| {
            !rest.starts_with("://")
                && rest.starts_with([':', '/'])
                && rest.trim_start_matches([':', '/']).trim_end_matches('/') == host
        })
    })
}

/// What has such an origin, where it is not a page of the web: an app, an extension, a file.
#[must_use]
pub fn app(origin: &str) -> Option<&'static str> {
    const APPS: &[(&str, &str)] = &[
        ("capacitor://", "a Capacitor app on iOS"),
        ("ionic://", "an Ionic app"),
        ("tauri://", "a Tauri app"),
        ("http://tauri.localhost", "a Tauri app on Windows"),
        ("wails://", "a Wails app"),
        ("vscode-webview://", "a webview of VS Code"),
        ("vscode-file://", "VS Code"),
        ("app://obsidian", "Obsidian"),
        ("app://", "a desktop app"),
        ("file://", "a page from disk"),
        ("chrome-extension://", "an extension of Chrome"),
        ("moz-extension://", "an extension of Firefox"),
        ("safari-web-extension://", "an extension of Safari"),
    ];
    let found = APPS.iter().find(|(start, _)| origin.starts_with(start));
    found.map(|(_, name)| *name)
}

#[cfg(test)]
mod tests {
    use super::Difference as D;
    use super::{app, difference};

    const PAGE: &str = "https://shop.example";

    #[test]
    fn the_difference_from_the_origin_is_named() {
        for (value, wanted) in [
            ("", Some(D::Empty)),
            ("null", Some(D::Null)),
            ("(null)", Some(D::Printed)),
            ("true", Some(D::Printed)),
            ("undefined", Some(D::Printed)),
            ("None", Some(D::Printed)),
            ("[object Object]", Some(D::Printed)),
            ("${ALLOWED_ORIGIN}", Some(D::Placeholder)),
            ("$http_origin", Some(D::Placeholder)),
            ("https://your-domain.com", Some(D::Placeholder)),
            ("https://a.example, https://shop.example", Some(D::Listed)),
            ("https://a.example, https://b.example", Some(D::List)),
            ("*, https://shop.example", Some(D::Listed)),
            ("https://shop.example/", Some(D::TrailingSlash)),
            ("https://shop.example/app", Some(D::Path)),
            ("https://shop.example/*", Some(D::Path)),
            ("shop.example", Some(D::NoScheme)),
            ("shop.example/", Some(D::NoScheme)),
            ("https:/shop.example", Some(D::BrokenScheme)),
            ("https//shop.example", Some(D::BrokenScheme)),
            ("http:shop.example", Some(D::BrokenScheme)),
            ("'https://shop.example'", Some(D::Quotes)),
            ("[\"https://shop.example\"]", Some(D::Quotes)),
            ("*.example", Some(D::WildcardSubdomain)),
            ("https://*.other.example", Some(D::Pattern)),
            ("**", Some(D::TwoWildcards)),
            ("https://Shop.example", Some(D::Case)),
            ("https://shop.example:443", Some(D::DefaultPort)),
            ("https://me@shop.example", Some(D::UserName)),
            ("http://shop.example", Some(D::Scheme)),
            ("https://shop.example:8443", Some(D::Port)),
            ("https://www.shop.example", Some(D::Www)),
            ("https://admin.shop.example", None),
            ("https://partner.example", None),
            (PAGE, None),
        ] {
            assert_eq!(difference(value, PAGE), wanted, "{value}");
        }
        for (value, origin, wanted) in [
            (
                "https://*.shop.example",
                "https://a.shop.example",
                Some(D::WildcardSubdomain),
            ),
            (
                "http://localhost:*",
                "http://localhost:3000",
                Some(D::WildcardSubdomain),
            ),
            (
                "http://127.0.0.1:3000",
                "http://localhost:3000",
                Some(D::Loopback),
            ),
            ("http://[::1]:4000", "http://[::1]:3000", Some(D::Port)),
            (
                "https://bücher.example",
                "https://xn--bcher-kva.example",
                Some(D::Unicode),
            ),
            (PAGE, "null", None),
        ] {
            assert_eq!(difference(value, origin), wanted, "{value} for {origin}");
        }
    }

    #[test]
    fn origins_that_are_no_pages_of_the_web_are_named() {
        assert_eq!(app("capacitor://localhost"), Some("a Capacitor app on iOS"));
        assert_eq!(app("file://"), Some("a page from disk"));
        assert_eq!(app("vscode-webview://1a2b"), Some("a webview of VS Code"));
        assert_eq!(app(PAGE), None);
    }
}
