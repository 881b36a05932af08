//! How a configured origin differs from the one that asks, where it was meant to be the same.

use crate::http::Origin;

/// A slip in the spelling of an origin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slip {
    TrailingSlash,
    Path,
    NoScheme,
    Quotes,
    Placeholder,
    WildcardSubdomain,
    Case,
    DefaultPort,
    Scheme,
    Port,
    Www,
    Loopback,
}

impl Slip {
    /// A word for the cause's id.
    pub(super) const fn key(self) -> &'static str {
        match self {
            Self::TrailingSlash => "slash",
            Self::Path => "path",
            Self::NoScheme => "no-scheme",
            Self::Quotes => "quotes",
            Self::Placeholder => "placeholder",
            Self::WildcardSubdomain => "wildcard-subdomain",
            Self::Case => "case",
            Self::DefaultPort => "default-port",
            Self::Scheme => "scheme",
            Self::Port => "port",
            Self::Www => "www",
            Self::Loopback => "loopback",
        }
    }

    /// A few words for a title.
    pub(super) const fn title(self) -> &'static str {
        match self {
            Self::TrailingSlash => "a slash at the end",
            Self::Path => "a path behind the origin",
            Self::NoScheme => "no https:// in front",
            Self::Quotes => "quotes or brackets around it",
            Self::Placeholder => "a placeholder that was not filled in",
            Self::WildcardSubdomain => "a * inside the host",
            Self::Case => "capital letters",
            Self::DefaultPort => "the default port written out",
            Self::Scheme => "http and https mixed up",
            Self::Port => "another port",
            Self::Www => "www. too many or too few",
            Self::Loopback => "localhost and 127.0.0.1 mixed up",
        }
    }

    /// Why it matters, as one sentence.
    pub(super) const fn why(self) -> &'static str {
        match self {
            Self::TrailingSlash => "An origin ends after the host or the port, without a slash.",
            Self::Path => "An origin has no path; it ends after the host or the port.",
            Self::NoScheme => "An origin begins with its scheme, such as https://.",
            Self::Quotes => "The header holds the bare origin.",
            Self::Placeholder => {
                "The configuration's variable was sent as it is written, not its value."
            }
            Self::WildcardSubdomain => {
                "* stands for every origin and only alone; it is no pattern inside a host."
            }
            Self::Case => "Browsers send scheme and host in small letters.",
            Self::DefaultPort => "Browsers leave out port 443 of https and port 80 of http.",
            Self::Scheme => "Pages over http and over https are different origins.",
            Self::Port => "The port belongs to the origin: another port is another origin.",
            Self::Www => "With and without www. are different origins.",
            Self::Loopback => {
                "localhost, 127.0.0.1 and [::1] are one machine, but different origins."
            }
        }
    }
}

/// The slip by which `value`, which should be `origin`, is another; `None` where it is not alike.
pub(super) fn slip(value: &str, origin: &str) -> Option<Slip> {
    if value == origin {
        return None;
    }
    let bare = value.trim_matches(['"', '\'', '[', ']', '<', '>', '(', ')']);
    if bare != value && (bare == origin || slip(bare, origin).is_some()) && !is_ipv6(value) {
        return Some(Slip::Quotes);
    }
    if let Some(slip) = unfinished(value) {
        return Some(slip);
    }
    if value.eq_ignore_ascii_case(origin) {
        return Some(Slip::Case);
    }
    let (scheme, host) = origin.split_once("://")?;
    if let Some((begin, end)) = value.split_once('*') {
        let begin = begin
            .strip_prefix(scheme)
            .map_or(begin, |rest| rest.strip_prefix("://").unwrap_or(begin));
        let end = end.trim_end_matches('/');
        let inside = begin.is_empty() && end.len() > 1 && host.ends_with(end)
            || host
                .strip_suffix(&format!(":{}", end.trim_start_matches(':')))
                .is_some();
        let any_port = !begin.is_empty() && host.starts_with(begin) && end.is_empty();
        return (inside || any_port).then_some(Slip::WildcardSubdomain);
    }
    if value.trim_end_matches('/') == host {
        return Some(Slip::NoScheme);
    }
    if let Some(rest) = value.strip_prefix(origin)
        && let Some(path) = rest.strip_prefix('/')
    {
        return Some(if path.trim_matches('/').is_empty() {
            Slip::TrailingSlash
        } else {
            Slip::Path
        });
    }
    let granted = Origin::of_url(value)?;
    let asked = Origin::of_url(origin)?;
    let one_host = granted.host() == asked.host();
    if granted == asked {
        return Some(Slip::DefaultPort);
    }
    if one_host && granted.port() == asked.port() {
        return Some(Slip::Scheme);
    }
    if one_host {
        return Some(Slip::Port);
    }
    let bare = |host: &str| host.strip_prefix("www.").unwrap_or(host).to_owned();
    if bare(granted.host()) == bare(asked.host()) {
        return Some(Slip::Www);
    }
    let local = |host: &str| matches!(host, "localhost" | "127.0.0.1" | "[::1]");
    (local(granted.host()) && local(asked.host())).then_some(Slip::Loopback)
}

fn is_ipv6(value: &str) -> bool {
    value.contains("://[")
}

/// A variable's name instead of its value.
fn unfinished(value: &str) -> Option<Slip> {
    let open = ["${", "{{", "$(", "<%", "%(", "#{"];
    let named = value.starts_with('$') || (value.starts_with('%') && value.ends_with('%'));
    let placeholder = open.iter().any(|mark| value.contains(mark))
        || named
        || ["undefined", "None", "nil", "[object Object]", "your-domain"]
            .iter()
            .any(|word| value.contains(word))
        || value.starts_with('<') && value.ends_with('>');
    placeholder.then_some(Slip::Placeholder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_table() {
        let shop = "https://shop.example";
        let rows = [
            ("https://shop.example/", shop, Some(Slip::TrailingSlash)),
            ("https://shop.example/app", shop, Some(Slip::Path)),
            ("shop.example", shop, Some(Slip::NoScheme)),
            ("'https://shop.example'", shop, Some(Slip::Quotes)),
            ("[\"https://shop.example\"]", shop, Some(Slip::Quotes)),
            ("${ALLOWED_ORIGIN}", shop, Some(Slip::Placeholder)),
            ("$http_origin", shop, Some(Slip::Placeholder)),
            ("undefined", shop, Some(Slip::Placeholder)),
            ("*.example", shop, Some(Slip::WildcardSubdomain)),
            (
                "https://*.shop.example",
                "https://a.shop.example",
                Some(Slip::WildcardSubdomain),
            ),
            ("https://*.other.example", shop, None),
            (
                "http://localhost:*",
                "http://localhost:3000",
                Some(Slip::WildcardSubdomain),
            ),
            ("https://Shop.example", shop, Some(Slip::Case)),
            ("https://shop.example:443", shop, Some(Slip::DefaultPort)),
            ("http://shop.example", shop, Some(Slip::Scheme)),
            ("https://shop.example:8443", shop, Some(Slip::Port)),
            ("https://www.shop.example", shop, Some(Slip::Www)),
            (
                "http://127.0.0.1:3000",
                "http://localhost:3000",
                Some(Slip::Loopback),
            ),
            ("https://admin.shop.example", shop, None),
            ("https://partner.example", shop, None),
            ("null", shop, None),
            (shop, shop, None),
        ];
        for (value, origin, expected) in rows {
            assert_eq!(slip(value, origin), expected, "{value} for {origin}");
        }
    }
}
