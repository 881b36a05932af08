//! The tests that signs are made of.

use super::Seen;

/// Something that a message shows or does not show. Names and values of headers are compared
/// without regard to case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Test {
    /// The host is this one; `*.x` stands for every name under x.
    Host(&'static str),
    /// The host is one of these, each as in [`Test::Host`].
    OneOf(&'static [&'static str]),
    /// The host's name holds this.
    Named(&'static str),
    /// The host is the machine itself or in its network: loopback or a private address.
    Local,
    /// The port is this one.
    Port(u16),
    /// The path holds this.
    Path(&'static str),
    /// The path is this one, or begins with it and a slash.
    Under(&'static str),
    /// The query has a parameter of this name.
    Query(&'static str),
    /// It is a preflight.
    Preflight,
    /// It is not a preflight.
    Request,
    /// The status lies between these, both included.
    Status(i32, i32),
    /// The status text holds this.
    Says(&'static str),
    /// A response header of this name has a line that holds this; empty where presence is enough.
    Header(&'static str, &'static str),
    /// A response header of this name has a line that is exactly this.
    Line(&'static str, &'static str),
    /// The response has no header of this name.
    Without(&'static str),
    /// The request has a header of this name whose value holds this.
    Sends(&'static str, &'static str),
    /// The body of the error says this: one of the phrases of [`crate::capture::PHRASES`].
    Body(&'static str),
    /// The body is HTML.
    Html,
    /// The body is not HTML.
    NotHtml,
    /// The response redirects to this host; `*.x` stands for every name under x.
    Leads(&'static str),
    /// The path of the redirect's target holds this.
    LeadsPath(&'static str),
    /// The query of the redirect's target holds this.
    LeadsQuery(&'static str),
}

impl Test {
    pub(super) fn holds(self, seen: &Seen<'_>) -> bool {
        let has = |text: &str, part: &str| {
            let part = part.as_bytes();
            let mut places = text.as_bytes().windows(part.len().max(1));
            part.is_empty() || places.any(|place| place.eq_ignore_ascii_case(part))
        };
        match self {
            Self::Host(pattern) => matches(&seen.host, pattern),
            Self::OneOf(patterns) => patterns.iter().any(|one| matches(&seen.host, one)),
            Self::Named(part) => seen.host.contains(part),
            Self::Local => is_local(&seen.host),
            Self::Port(port) => seen.port == Some(port),
            Self::Path(part) => seen.path.contains(part),
            Self::Under(start) => seen
                .path
                .strip_prefix(start)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/')),
            Self::Query(name) => seen
                .query
                .split('&')
                .any(|pair| pair.split('=').next() == Some(name)),
            Self::Preflight => seen.is_preflight,
            Self::Request => !seen.is_preflight,
            Self::Status(from, to) => (from..=to).contains(&seen.status),
            Self::Says(words) => has(seen.status_text, words),
            Self::Header(name, part) => seen.response.lines(name).any(|value| has(value, part)),
            Self::Line(name, whole) => seen
                .response
                .lines(name)
                .any(|value| value.trim().eq_ignore_ascii_case(whole)),
            Self::Without(name) => !seen.response.contains(name),
            Self::Sends(name, part) => seen.request.lines(name).any(|value| has(value, part)),
            Self::Body(phrase) => seen.phrases.contains(phrase),
            Self::Html => seen.html,
            Self::NotHtml => !seen.html,
            Self::Leads(pattern) => target(seen, |url| {
                url.host_str().is_some_and(|host| matches(host, pattern))
            }),
            Self::LeadsPath(part) => target(seen, |url| url.path().contains(part)),
            Self::LeadsQuery(part) => target(seen, |url| {
                url.query().is_some_and(|query| query.contains(part))
            }),
        }
    }
}

fn target(seen: &Seen<'_>, holds: impl Fn(&url::Url) -> bool) -> bool {
    seen.target.as_ref().is_some_and(holds)
}

/// Whether a host is the one of a pattern, or under it.
fn matches(host: &str, pattern: &str) -> bool {
    match pattern.strip_prefix("*.") {
        None => host == pattern,
        Some(parent) => host
            .strip_suffix(parent)
            .is_some_and(|labels| labels.len() > 1 && labels.ends_with('.')),
    }
}

/// Whether a host is the machine itself, or an address of a private network.
#[must_use]
pub fn is_local(host: &str) -> bool {
    if host == "localhost" || host.ends_with(".localhost") || host == "[::1]" {
        return true;
    }
    host.parse::<std::net::Ipv4Addr>().is_ok_and(|address| {
        address.is_loopback() || address.is_private() || address.is_unspecified()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_match_as_a_whole_or_under_a_name() {
        for (host, pattern, expected) in [
            ("a.example", "a.example", true),
            ("xa.example", "a.example", false),
            ("b.a.example", "*.a.example", true),
            ("a.example", "*.a.example", false),
            ("ba.example", "*.a.example", false),
            (".a.example", "*.a.example", false),
        ] {
            assert_eq!(matches(host, pattern), expected, "{host} {pattern}");
        }
    }

    #[test]
    fn private_addresses_are_local() {
        for (host, expected) in [
            ("localhost", true),
            ("127.0.0.1", true),
            ("192.168.0.7", true),
            ("[::1]", true),
            ("8.8.8.8", false),
            ("localhost.example", false),
        ] {
            assert_eq!(is_local(host), expected, "{host}");
        }
    }
}
