//! From the bytes between the quotes of a JSON string to its text. Nothing is refused: what breaks
//! the rules is taken as it was most likely meant, and said to be odd.

/// What was odd about a string.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is one kind of oddity")]
pub struct Oddities {
    /// Half of a surrogate pair alone, such as `\ud800`; became the replacement character.
    pub lone_surrogate: bool,
    /// A backslash before a character that needs none; the backslash was dropped.
    pub bad_escape: bool,
    /// A line end, a tab or another control character that should have been escaped.
    pub raw_control: bool,
    /// Bytes that are not UTF-8 became replacement characters.
    pub invalid_utf8: bool,
    /// The string was longer than is kept.
    pub cut: bool,
}

/// Undoes the escapes of `raw`, appending to `text` as UTF-8.
pub fn unescape(raw: &[u8], text: &mut Vec<u8>) -> Oddities {
    let mut odd = Oddities::default();
    let mut at = 0;
    while at < raw.len() {
        let run = memchr::memchr(b'\\', &raw[at..]).unwrap_or(raw.len() - at);
        copy(&raw[at..at + run], text, &mut odd);
        at += run;
        // `raw[at]` is a backslash, or the end was reached.
        let Some(&escape) = raw.get(at + 1) else {
            break;
        };
        at += 2;
        match escape {
            b'"' | b'\\' | b'/' => text.push(escape),
            b'b' => text.push(8),
            b'f' => text.push(12),
            b'n' => text.push(b'\n'),
            b'r' => text.push(b'\r'),
            b't' => text.push(b'\t'),
            b'u' => at += unicode(&raw[at..], text, &mut odd),
            _ => {
                odd.bad_escape = true;
                // What follows is copied with the next run, whole characters together.
                at -= 1;
            }
        }
    }
    odd
}

/// The character of a `\u` escape whose digits begin here, with its second half if it has one.
/// Returns how many bytes it took.
fn unicode(digits: &[u8], text: &mut Vec<u8>, odd: &mut Oddities) -> usize {
    let Some(first) = four_digits(digits) else {
        odd.bad_escape = true;
        text.push(b'u');
        return 0;
    };
    let (code, taken) = match first {
        0xd800..0xdc00 => {
            let second = digits
                .get(4..)
                .filter(|d| d.starts_with(b"\\u"))
                .and_then(|d| four_digits(&d[2..]))
                .filter(|second| (0xdc00..0xe000).contains(second));
            match second {
                Some(second) => (0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00), 10),
                None => (first, 4),
            }
        }
        _ => (first, 4),
    };
    let character = char::from_u32(code).unwrap_or_else(|| {
        odd.lone_surrogate = true;
        char::REPLACEMENT_CHARACTER
    });
    text.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
    taken
}

fn four_digits(digits: &[u8]) -> Option<u32> {
    digits.get(..4)?.iter().try_fold(0, |value, &digit| {
        Some(value * 16 + char::from(digit).to_digit(16)?)
    })
}

fn copy(bytes: &[u8], text: &mut Vec<u8>, odd: &mut Oddities) {
    odd.raw_control |= bytes.iter().any(|&b| b < b' ');
    for chunk in bytes.utf8_chunks() {
        text.extend_from_slice(chunk.valid().as_bytes());
        if !chunk.invalid().is_empty() {
            odd.invalid_utf8 = true;
            text.extend_from_slice("\u{fffd}".as_bytes());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Oddities, unescape};

    fn text(raw: &[u8]) -> (String, Oddities) {
        let mut text = Vec::new();
        let odd = unescape(raw, &mut text);
        (
            String::from_utf8(text).unwrap_or_else(|_| "not UTF-8".to_owned()),
            odd,
        )
    }

    #[test]
    fn escapes_are_undone_and_odd_ones_are_taken_as_meant() {
        let none = Oddities::default();
        let lone = Oddities {
            lone_surrogate: true,
            ..none
        };
        let bad = Oddities {
            bad_escape: true,
            ..none
        };
        let control = Oddities {
            raw_control: true,
            ..none
        };
        let utf8 = Oddities {
            invalid_utf8: true,
            ..none
        };
        let table: &[(&[u8], &str, Oddities)] = &[
            (b"plain", "plain", none),
            (br#"a\"b\\c\/d\n"#, "a\"b\\c/d\n", none),
            (br"\u0041\u00e9", "A\u{e9}", none),
            (br"\ud83d\ude00!", "\u{1f600}!", none),
            (br"\ud83d!", "\u{fffd}!", lone),
            (br"\ud83d\u0041", "\u{fffd}A", lone),
            (br"\ude00", "\u{fffd}", lone),
            (br"\x41", "x41", bad),
            (b"\\\xc3\xa9", "\u{e9}", bad),
            (br"\u00g1", "u00g1", bad),
            (br"\u12", "u12", bad),
            (b"a\nb", "a\nb", control),
            (b"a\xffb", "a\u{fffd}b", utf8),
            (b"cut \\", "cut ", none),
        ];
        for (raw, expected, odd) in table {
            assert_eq!(text(raw), ((*expected).to_owned(), *odd), "{raw:?}");
        }
    }
}
