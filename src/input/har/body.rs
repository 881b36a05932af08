//! What a body is, from its first bytes.

use crate::capture::{BodyKind, Phrases};

/// How many bytes of a body's JSON string are looked at.
pub const LOOKED_AT: usize = 256;

/// The same for the body of an error, which says who made it and why.
pub const LOOKED_AT_IN_ERRORS: usize = 2048;

/// Whether a response of this status is an error, as far as is known.
#[must_use]
pub fn may_be_error(status: Option<i32>) -> bool {
    status.is_none_or(|status| status >= 400)
}

/// What the beginning of an error's body says. `base64`: the text is the encoded form.
#[must_use]
pub fn phrases(text: &[u8], base64: bool, status: Option<i32>) -> Phrases {
    if text.is_empty() || !may_be_error(status) {
        Phrases::default()
    } else if base64 {
        Phrases::of(&decode_base64(text))
    } else {
        Phrases::of(text)
    }
}

/// What a body looks like. `base64`: the text is the encoded form.
#[must_use]
pub fn kind(text: &[u8], base64: bool) -> BodyKind {
    if base64 {
        of_bytes(&decode_base64(text))
    } else {
        of_bytes(text)
    }
}

fn of_bytes(bytes: &[u8]) -> BodyKind {
    const MEDIA: &[(usize, &[u8])] = &[
        (0, b"\x89PNG"),
        (0, b"\xff\xd8\xff"),
        (0, b"GIF8"),
        (8, b"WEBP"),
        (8, b"WAVE"),
        (4, b"ftyp"),
        (0, b"OggS"),
        (0, b"ID3"),
        (0, b"fLaC"),
        (0, b"\x1a\x45\xdf\xa3"),
        (0, b"BM"),
        (0, b"\0\0\x01\0"),
        (0, b"\xff\xfb"),
    ];
    if MEDIA
        .iter()
        .any(|(at, magic)| bytes.get(*at..).is_some_and(|b| b.starts_with(magic)))
    {
        return BodyKind::Media;
    }
    let start = bytes
        .strip_prefix("\u{feff}".as_bytes())
        .unwrap_or(bytes)
        .trim_ascii_start();
    match start {
        [] => BodyKind::Unknown,
        [b'<', ..] => markup(start),
        [b'[', ..] => BodyKind::Json,
        [b'{', rest @ ..] if matches!(rest.trim_ascii_start(), [] | [b'"' | b'}', ..]) => {
            BodyKind::Json
        }
        _ if start.starts_with(b")]}'") => BodyKind::Json,
        _ => BodyKind::Other,
    }
}

fn markup(start: &[u8]) -> BodyKind {
    const HTML: &[&str] = &[
        "!--",
        "!doctype html",
        "a",
        "b",
        "body",
        "br",
        "center",
        "div",
        "form",
        "h1",
        "h2",
        "h3",
        "head",
        "hr",
        "html",
        "i",
        "link",
        "meta",
        "p",
        "pre",
        "script",
        "span",
        "style",
        "table",
        "title",
    ];
    let begins = |tag: &str| {
        let (name, rest) = start[1..].split_at_checked(tag.len())?;
        name.eq_ignore_ascii_case(tag.as_bytes()).then_some(rest)
    };
    let is_tag = |tag: &str| {
        begins(tag).is_some_and(|rest| {
            tag == "!--" || rest.first().is_none_or(|b| b" />\t\r\n".contains(b))
        })
    };
    if is_tag("svg") {
        BodyKind::Media
    } else if HTML.iter().any(|tag| is_tag(tag)) {
        BodyKind::Html
    } else {
        BodyKind::Xml
    }
}

/// As many bytes as the text gives; decoding stops at what is no base64.
fn decode_base64(text: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0);
    for &letter in text {
        let value = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'a'..=b'z' => letter - b'a' + 26,
            b'0'..=b'9' => letter - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'\r' | b'\n' => continue,
            _ => break,
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from(bits >> count & 0xff).unwrap_or_default());
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::{BodyKind, kind};

    #[test]
    fn bodies_are_known_by_their_first_bytes() {
        let table: &[(&str, bool, BodyKind)] = &[
            ("", false, BodyKind::Unknown),
            ("  \n", false, BodyKind::Unknown),
            ("<!doctype html>", false, BodyKind::Html),
            ("\n<html>", false, BodyKind::Html),
            ("<!DOCTYPE HTML PUBLIC", false, BodyKind::Html),
            ("<a href=x>", false, BodyKind::Html),
            ("<address>", false, BodyKind::Xml),
            ("<?XML version", false, BodyKind::Xml),
            ("<soap:Envelope", false, BodyKind::Xml),
            ("<svg xmlns", false, BodyKind::Media),
            (r#"{"a":1}"#, false, BodyKind::Json),
            ("[1]", false, BodyKind::Json),
            (")]}',\n[1]", false, BodyKind::Json),
            ("{a: 1}", false, BodyKind::Other),
            ("body { color: red }", false, BodyKind::Other),
            ("iVBORw0KGgoAAAANSUhEUg==", true, BodyKind::Media),
            ("/9j/4AAQSkZJRg==", true, BodyKind::Media),
            ("eyJhIjogMX0=", true, BodyKind::Json),
            ("PGh0bWw+", true, BodyKind::Html),
            ("!!!", true, BodyKind::Unknown),
        ];
        for (text, base64, expected) in table {
            assert_eq!(kind(text.as_bytes(), *base64), *expected, "{text}");
        }
    }
}
