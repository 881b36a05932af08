//! The shape of a URL's path: what stays the same from one request to the next. `/v1/items/17` and
//! `/v1/items/4711` have the shape `/v1/items/{id}`.

use crate::http::Origin;

/// The host of a URL and the shape of its path, without query and fragment, such as
/// `api.example/v1/items/{id}`. As hostile as the URL.
#[must_use]
pub fn url_shape(url: &str) -> String {
    let origin = Origin::of_url(url).filter(|origin| !origin.host().is_empty());
    let Some(origin) = origin else {
        // `data:` and the like have no host; what follows the scheme is their content.
        let scheme = url.find(':').map_or(url, |colon| &url[..=colon]);
        return scheme.chars().take(40).collect();
    };
    let mut shape = origin.host().to_owned();
    if let Some(port) = origin.port() {
        shape.push(':');
        shape.push_str(&port.to_string());
    }
    shape.push_str(&path_shape(path(url)));
    shape
}

/// The shape of a path: segments that hold a number, an identifier or a hash are replaced by a
/// placeholder.
#[must_use]
pub fn path_shape(path: &str) -> String {
    let segments: Vec<String> = path.split('/').map(segment_shape).collect();
    segments.join("/")
}

/// The path of a URL that has a host.
fn path(url: &str) -> &str {
    let rest = url.find("://").map_or(url, |at| &url[at + 3..]);
    let rest = &rest[..rest.find(['?', '#']).unwrap_or(rest.len())];
    rest.find('/').map_or("/", |at| &rest[at..])
}

fn segment_shape(segment: &str) -> String {
    if segment.starts_with('[') || is_identifier(segment) {
        return "{id}".to_owned();
    }
    let Some((name, ending)) = segment.rsplit_once('.') else {
        return numbered(segment);
    };
    if !(1..=5).contains(&ending.len()) {
        return numbered(segment);
    }
    let mut shape = String::new();
    for part in name.split_inclusive(['.', '-', '_']) {
        let mark = part.chars().next_back().filter(|c| ".-_".contains(*c));
        let core = mark.map_or(part, |mark| &part[..part.len() - mark.len_utf8()]);
        if is_hash(core) {
            shape.push_str("{hash}");
        } else if is_identifier(core) {
            shape.push_str("{id}");
        } else {
            shape.push_str(core);
        }
        shape.extend(mark);
    }
    shape.push('.');
    shape.push_str(ending);
    shape
}

/// A name with a number behind it, such as `order-1042`. Versions such as `v2` stay.
fn numbered(segment: &str) -> String {
    let name = segment.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = segment.len() - name.len();
    if digits >= 2 && name.ends_with(['-', '_', '.', ':', '=']) {
        format!("{name}{{id}}")
    } else {
        segment.to_owned()
    }
}

/// A number, a UUID, a run of hex digits, or a long word in which digits and letters alternate.
fn is_identifier(segment: &str) -> bool {
    if segment.is_empty() {
        return false;
    }
    let digits = segment.bytes().filter(u8::is_ascii_digit).count();
    if digits == segment.len() {
        return true;
    }
    let only_hex = segment
        .bytes()
        .all(|byte| byte.is_ascii_hexdigit() || byte == b'-');
    (only_hex && digits > 0 && segment.len() >= 8)
        || (digits >= 3 && segment.len() >= 20 && !segment.contains('.'))
}

/// What builds put into the names of files, such as `B8x2kQ9z`.
fn is_hash(part: &str) -> bool {
    part.len() >= 8
        && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && part.bytes().any(|byte| byte.is_ascii_digit())
        && part.bytes().any(|byte| byte.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::url_shape;

    #[test]
    fn shapes_of_urls() {
        for (url, shape) in [
            (
                "https://api.example/v1/items/17?x=1#y",
                "api.example/v1/items/{id}",
            ),
            ("http://localhost:3000/v2/cart", "localhost:3000/v2/cart"),
            ("https://a.example", "a.example/"),
            (
                "https://a.example/users/3fa85f64-5717-4562-b3fc-2c963f66afa6/cart",
                "a.example/users/{id}/cart",
            ),
            (
                "https://a.example/o/d41d8cd98f00b204/x",
                "a.example/o/{id}/x",
            ),
            (
                "https://a.example/order-1042/items",
                "a.example/order-{id}/items",
            ),
            (
                "https://a.example/assets/index-B8x2kQ9z.css",
                "a.example/assets/index-{hash}.css",
            ),
            (
                "https://a.example/main.d587bbd6f3e4.js",
                "a.example/main.{hash}.js",
            ),
            ("https://a.example/img/0042.png", "a.example/img/{id}.png"),
            ("https://a.example/reset/[redacted]", "a.example/reset/{id}"),
            (
                "https://a.example/oauth2callback/iphone14",
                "a.example/oauth2callback/iphone14",
            ),
            ("data:text/plain,abc", "data:"),
            ("", ""),
        ] {
            assert_eq!(url_shape(url), shape, "{url}");
        }
    }
}
