//! In what a header's value differs from the origin it should be.

/// One sentence that names the difference; `None` where the two have little in common.
pub(super) fn difference(origin: &str, value: &str) -> Option<String> {
    if origin == value || value.is_empty() || origin == "null" {
        return None;
    }
    if value == "null" {
        return Some("The server allows the origin null, which is no real page's origin.".into());
    }
    if value.contains([',', ' ']) {
        return value.split([',', ' ']).any(|part| part == origin).then(|| {
            format!("{origin} is one of the values, but only one value may stand there.")
        });
    }
    if ["{", "}", "$", "%", "<", "undefined"]
        .iter()
        .any(|sign| value.contains(sign))
    {
        return Some("The value looks like a placeholder that was not filled in.".into());
    }
    if value.contains('*') {
        return Some(
            "A * inside an origin is no pattern: it stands alone, or the origin is written in full."
                .into(),
        );
    }
    let trimmed = value.trim_matches(['"', '\'', '[', ']']);
    if trimmed != value && trimmed == origin {
        return Some("The value stands in quotes or brackets.".into());
    }
    if value.strip_suffix('/') == Some(origin) {
        return Some("The value differs only by the slash at its end.".into());
    }
    if value
        .strip_prefix(origin)
        .is_some_and(|rest| rest.starts_with('/'))
    {
        return Some("The value has a path; an origin ends after host and port.".into());
    }
    if value.eq_ignore_ascii_case(origin) {
        return Some("The value differs only by upper and lower case.".into());
    }
    let (scheme, host, port) = parts(origin)?;
    let Some((other_scheme, other_host, other_port)) = parts(value) else {
        let bare = origin.split_once("://").map(|(_, rest)| rest);
        return (bare == Some(value)).then(|| format!("The value lacks its scheme, {scheme}://."));
    };
    if (scheme, host) == (other_scheme, other_host) {
        let default = if scheme == "https" { "443" } else { "80" };
        return Some(if other_port == default && port.is_empty() {
            format!("The default port :{default} must be left out.")
        } else {
            let name = |port: &str| {
                if port.is_empty() {
                    "none".to_owned()
                } else {
                    format!(":{port}")
                }
            };
            format!(
                "The ports differ: the page has {}, the value {}.",
                name(port),
                name(other_port)
            )
        });
    }
    if (host, port) == (other_host, other_port) {
        return Some(format!(
            "The schemes differ: the page is {scheme}, the value says {other_scheme}."
        ));
    }
    if host.strip_prefix("www.") == Some(other_host)
        || other_host.strip_prefix("www.") == Some(host)
    {
        return Some("One of the two has www, the other has not.".into());
    }
    let loopback = |host: &str| matches!(host, "localhost" | "127.0.0.1" | "[::1]");
    if loopback(host) && loopback(other_host) {
        return Some(format!(
            "{host} and {other_host} are the same machine, but not the same origin."
        ));
    }
    None
}

/// Scheme, host and port; the port is empty where none is written.
fn parts(origin: &str) -> Option<(&str, &str, &str)> {
    let (scheme, rest) = origin.split_once("://")?;
    if rest.ends_with(']') {
        return Some((scheme, rest, ""));
    }
    let (host, port) = rest.rsplit_once(':').unwrap_or((rest, ""));
    Some((scheme, host, port))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_difference_is_named() {
        let page = "https://shop.example";
        for (origin, value, word) in [
            (page, "https://shop.example/", "slash at its end"),
            (page, "https://shop.example/cart", "path"),
            (page, "http://shop.example", "schemes differ"),
            (page, "https://shop.example:8443", "ports differ"),
            (page, "https://shop.example:443", "default port :443"),
            (page, "https://www.shop.example", "www"),
            (page, "https://Shop.example", "upper and lower"),
            (page, "shop.example", "lacks its scheme"),
            (page, "https://*.example", "no pattern"),
            (page, "${ORIGIN}", "placeholder"),
            (page, "\"https://shop.example\"", "quotes"),
            (page, "null", "null"),
            (
                page,
                "https://a.example, https://shop.example",
                "one of the values",
            ),
            (
                "http://localhost:3000",
                "http://127.0.0.1:3000",
                "same machine",
            ),
            ("http://[::1]:3000", "http://[::1]:4000", "ports differ"),
        ] {
            let sentence = difference(origin, value).unwrap_or_default();
            assert!(sentence.contains(word), "{origin} {value}: {sentence}");
        }
        for (origin, value) in [
            (page, page),
            (page, "https://other.example"),
            (page, ""),
            ("null", page),
            (page, "https://a.example, https://b.example"),
        ] {
            assert_eq!(difference(origin, value), None, "{origin} {value}");
        }
    }
}
