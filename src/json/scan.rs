//! Finding the next byte that matters, sixteen or sixty-four at a time. Pure functions over byte
//! slices; whatever needs memory between two slices is a small state that the caller keeps.

use wide::u8x16;

/// What a string's first bytes hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Plain {
    /// Printable ASCII without a backslash up to the closing quote, which is at this index.
    Closed(usize),
    /// Something else comes first, or the slice ends first.
    Other,
}

/// How many bytes at the beginning are spaces, line ends or other control characters.
#[must_use]
pub fn blank(bytes: &[u8]) -> usize {
    let mut at = 0;
    while let Some(chunk) = bytes.get(at..).and_then(<[u8]>::first_chunk::<16>) {
        let lanes = u8x16::new(*chunk);
        let mask = mask16(lanes.min(u8x16::splat(b' ')).simd_eq(lanes));
        if mask != 0xffff {
            return at + mask.trailing_ones() as usize;
        }
        at += 16;
    }
    at + bytes[at..].iter().take_while(|&&b| b <= b' ').count()
}

/// Looks for the closing quote of a string that needs no decoding.
#[must_use]
pub fn plain(bytes: &[u8]) -> Plain {
    let mut at = 0;
    while let Some(chunk) = bytes.get(at..).and_then(<[u8]>::first_chunk::<16>) {
        let lanes = u8x16::new(*chunk);
        let quote = lanes.simd_eq(u8x16::splat(b'"'));
        let backslash = lanes.simd_eq(u8x16::splat(b'\\'));
        let control = lanes.min(u8x16::splat(0x1f)).simd_eq(lanes);
        // The high bit of each lane: not ASCII.
        let mask = mask16(quote | backslash | control | lanes);
        if mask != 0 {
            let at = at + mask.trailing_zeros() as usize;
            return if bytes[at] == b'"' {
                Plain::Closed(at)
            } else {
                Plain::Other
            };
        }
        at += 16;
    }
    match bytes[at..]
        .iter()
        .position(|&b| matches!(b, 0..=0x1f | b'"' | b'\\' | 0x80..))
    {
        Some(further) if bytes[at + further] == b'"' => Plain::Closed(at + further),
        _ => Plain::Other,
    }
}

/// Looks for the closing quote of a string, backslashes respected.
#[derive(Debug, Clone, Copy, Default)]
pub struct StringEnd {
    /// The last byte seen was a backslash that escapes the next.
    escaped: bool,
}

impl StringEnd {
    /// The index of the closing quote, or `None` if it is not in these bytes.
    pub fn find(&mut self, bytes: &[u8]) -> Option<usize> {
        let mut at = 0;
        // Bodies in base64 and long plain texts: nothing to look at for a long while.
        let mut quiet = 0;
        while let Some(chunk) = bytes.get(at..).and_then(<[u8]>::first_chunk::<64>) {
            let (quote, backslash) = quotes_and_backslashes(chunk);
            if quote | backslash == 0 && !self.escaped {
                at += 64;
                quiet += 1;
                if quiet == 8 {
                    quiet = 0;
                    at += memchr::memchr2(b'"', b'\\', &bytes[at..]).unwrap_or(bytes.len() - at);
                }
                continue;
            }
            quiet = 0;
            let escaped = escapes(backslash, &mut self.escaped);
            let closing = quote & !escaped;
            if closing != 0 {
                self.escaped = false;
                return Some(at + closing.trailing_zeros() as usize);
            }
            at += 64;
        }
        for (further, &byte) in bytes[at..].iter().enumerate() {
            if self.escaped {
                self.escaped = false;
            } else if byte == b'\\' {
                self.escaped = true;
            } else if byte == b'"' {
                return Some(at + further);
            }
        }
        None
    }
}

/// Passes over objects and arrays without looking at what they hold.
#[derive(Debug, Clone, Copy)]
pub struct Skip {
    /// How many brackets are open.
    depth: u64,
    in_string: bool,
    escaped: bool,
    /// The last byte was one that a string may follow.
    ready: bool,
}

/// Where passing over a value came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Skipped {
    /// All brackets are closed; the last closing one is at this index.
    Closed(usize),
    /// A quote where no string can begin is at this index: the value is damaged.
    Stray(usize),
    /// A slash outside of strings is at this index: a comment may begin there. What comes behind it
    /// can be passed over too, or what comes behind the comment.
    Slash(usize),
    /// The bytes are used up.
    More,
}

impl Skip {
    /// Passing over what is left of `depth` open objects and arrays, from between two values.
    #[must_use]
    pub fn new(depth: u64) -> Self {
        Self {
            depth,
            in_string: false,
            escaped: false,
            ready: true,
        }
    }

    /// Goes on with these bytes.
    pub fn go(&mut self, bytes: &[u8]) -> Skipped {
        let mut at = 0;
        while let Some(chunk) = bytes.get(at..).and_then(<[u8]>::first_chunk::<64>) {
            match self.block(chunk) {
                Skipped::More => at += 64,
                Skipped::Closed(further) => return Skipped::Closed(at + further),
                Skipped::Stray(further) => return Skipped::Stray(at + further),
                Skipped::Slash(further) => return Skipped::Slash(at + further),
            }
        }
        for (further, &byte) in bytes[at..].iter().enumerate() {
            match self.byte(byte) {
                Skipped::More => {}
                Skipped::Closed(_) => return Skipped::Closed(at + further),
                Skipped::Stray(_) => return Skipped::Stray(at + further),
                Skipped::Slash(_) => return Skipped::Slash(at + further),
            }
        }
        Skipped::More
    }

    fn byte(&mut self, byte: u8) -> Skipped {
        if self.in_string {
            if self.escaped {
                self.escaped = false;
            } else if byte == b'\\' {
                self.escaped = true;
            } else if byte == b'"' {
                self.in_string = false;
            }
            self.ready = false;
            return Skipped::More;
        }
        match byte {
            b'"' if !self.ready => return Skipped::Stray(0),
            b'/' => {
                self.ready = true;
                return Skipped::Slash(0);
            }
            b'"' => self.in_string = true,
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' => {
                self.depth -= 1;
                if self.depth == 0 {
                    return Skipped::Closed(0);
                }
            }
            _ => {}
        }
        self.ready = matches!(byte, 0..=b' ' | b'{' | b'[' | b',' | b':');
        Skipped::More
    }

    fn block(&mut self, chunk: &[u8; 64]) -> Skipped {
        let before = *self;
        let masks = Masks::of(chunk);
        let quotes = if masks.backslash == 0 && !self.escaped {
            masks.quote
        } else {
            masks.quote & !escapes(masks.backslash, &mut self.escaped)
        };
        let inside = running_parity(quotes) ^ if self.in_string { u64::MAX } else { 0 };
        let outside = !inside & !quotes;
        let opens = (masks.open & outside).count_ones();
        let closes = (masks.close & outside).count_ones();
        let ready = (masks.open | masks.separator) & outside;
        let beginning = quotes & inside;
        let stray = beginning & !(ready << 1 | u64::from(self.ready));
        let odd = (masks.backslash & !inside) | (masks.slash & outside);
        if stray != 0 || odd != 0 || u64::from(closes) >= self.depth {
            // Close to the end, a comment or damage: byte by byte, from the state before this block.
            *self = before;
            return self.slowly(chunk);
        }
        self.depth = self.depth + u64::from(opens) - u64::from(closes);
        self.in_string = inside >> 63 == 1;
        self.ready = ready >> 63 == 1;
        Skipped::More
    }

    fn slowly(&mut self, chunk: &[u8; 64]) -> Skipped {
        for (at, &byte) in chunk.iter().enumerate() {
            match self.byte(byte) {
                Skipped::More => {}
                Skipped::Closed(_) => return Skipped::Closed(at),
                Skipped::Stray(_) => return Skipped::Stray(at),
                Skipped::Slash(_) => return Skipped::Slash(at),
            }
        }
        Skipped::More
    }
}

/// Where in 64 bytes the bytes stand that shape JSON, one bit a byte.
struct Masks {
    quote: u64,
    backslash: u64,
    slash: u64,
    open: u64,
    close: u64,
    /// Comma, colon, and blanks.
    separator: u64,
}

impl Masks {
    fn of(chunk: &[u8; 64]) -> Self {
        let mut masks = Self {
            quote: 0,
            backslash: 0,
            slash: 0,
            open: 0,
            close: 0,
            separator: 0,
        };
        for (part, sixteen) in chunk.as_chunks::<16>().0.iter().enumerate() {
            let lanes = u8x16::new(*sixteen);
            let shift = part * 16;
            let is = |byte: u8| lanes.simd_eq(u8x16::splat(byte));
            // `[` and `{`, `]` and `}` differ in one bit.
            let folded = lanes | u8x16::splat(0x20);
            masks.quote |= u64::from(mask16(is(b'"'))) << shift;
            masks.backslash |= u64::from(mask16(is(b'\\'))) << shift;
            masks.slash |= u64::from(mask16(is(b'/'))) << shift;
            masks.open |= u64::from(mask16(folded.simd_eq(u8x16::splat(b'{')))) << shift;
            masks.close |= u64::from(mask16(folded.simd_eq(u8x16::splat(b'}')))) << shift;
            let blank = lanes.min(u8x16::splat(b' ')).simd_eq(lanes);
            masks.separator |= u64::from(mask16(blank | is(b',') | is(b':'))) << shift;
        }
        masks
    }
}

fn quotes_and_backslashes(chunk: &[u8; 64]) -> (u64, u64) {
    let (mut quote, mut backslash) = (0, 0);
    for (part, sixteen) in chunk.as_chunks::<16>().0.iter().enumerate() {
        let lanes = u8x16::new(*sixteen);
        quote |= u64::from(mask16(lanes.simd_eq(u8x16::splat(b'"')))) << (part * 16);
        backslash |= u64::from(mask16(lanes.simd_eq(u8x16::splat(b'\\')))) << (part * 16);
    }
    (quote, backslash)
}

fn mask16(lanes: u8x16) -> u32 {
    lanes.to_bitmask()
}

/// Which bytes are escaped by a backslash before them. In a run of backslashes every second one
/// is escaped; `carry` says whether the first byte of this block, then of the next, is.
fn escapes(backslash: u64, carry: &mut bool) -> u64 {
    const ODD: u64 = 0xaaaa_aaaa_aaaa_aaaa;
    let carried = u64::from(*carry);
    let escaping = backslash & !carried;
    // Subtracting a run's bits from the bits after them, with all odd places set, borrows through
    // each run and so leaves the places apart that an odd run and an even run end on.
    let terminal = ((escaping << 1) | ODD).wrapping_sub(escaping) ^ ODD;
    *carry = (terminal & backslash) >> 63 == 1;
    terminal ^ (backslash | carried)
}

/// Bit n of the result is the parity of bits 0 to n.
fn running_parity(mut bits: u64) -> u64 {
    for shift in [1, 2, 4, 8, 16, 32] {
        bits ^= bits << shift;
    }
    bits
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Plain, Skip, Skipped, StringEnd, blank, plain};

    /// The same in pieces of one byte, which never take the wide path.
    fn string_end_slowly(bytes: &[u8]) -> Option<usize> {
        let mut state = StringEnd::default();
        bytes.chunks(1).position(|byte| state.find(byte).is_some())
    }

    fn skip_slowly(depth: u64, bytes: &[u8]) -> Skipped {
        let mut state = Skip::new(depth);
        for (at, byte) in bytes.chunks(1).enumerate() {
            match state.go(byte) {
                Skipped::More => {}
                Skipped::Closed(_) => return Skipped::Closed(at),
                Skipped::Stray(_) => return Skipped::Stray(at),
                Skipped::Slash(_) => return Skipped::Slash(at),
            }
        }
        Skipped::More
    }

    #[test]
    fn skipping_stops_at_the_last_bracket() {
        let table: &[(&str, Skipped)] = &[
            ("}", Skipped::Closed(0)),
            (r#""a": 1}, "#, Skipped::Closed(6)),
            (r#""a": "}", "b": {"c": []}}"#, Skipped::Closed(24)),
            (r#""a": "\\", "b": "\"}"}"#, Skipped::Closed(21)),
            (r#""a": "b"c"}"#, Skipped::Stray(9)),
            (r#""a": "never"#, Skipped::More),
            (r#""a": "b/c", /* } */ "d": 1}"#, Skipped::Slash(12)),
        ];
        for (text, expected) in table {
            assert_eq!(Skip::new(1).go(text.as_bytes()), *expected, "{text}");
        }
    }

    #[test]
    fn blanks_are_counted_to_the_first_other_byte() {
        for count in 0..80 {
            let text = format!(
                "{}x   ",
                " \n\t ".repeat(20).get(..count).unwrap_or_default()
            );
            assert_eq!(blank(text.as_bytes()), count);
        }
    }

    proptest! {
        #[test]
        fn wide_and_narrow_agree_on_strings(text in r#"[a"\\ ]{0,300}"#) {
            prop_assert_eq!(StringEnd::default().find(text.as_bytes()), string_end_slowly(text.as_bytes()));
        }

        #[test]
        fn wide_and_narrow_agree_on_values(text in r#"([a-c/]|"|"a/"|\\|\[|\]|\{|\}|,|:| |\n|"\\""|"b\\\\":){0,200}"#, depth in 1_u64..40) {
            prop_assert_eq!(Skip::new(depth).go(text.as_bytes()), skip_slowly(depth, text.as_bytes()));
        }

        #[test]
        fn wide_and_narrow_agree_on_long_calm_strings(calm in 0_usize..2000, rest in r#"["\\a]{0,80}"#) {
            let text = format!("{}{rest}", "x".repeat(calm));
            prop_assert_eq!(StringEnd::default().find(text.as_bytes()), string_end_slowly(text.as_bytes()));
        }

        #[test]
        fn plain_strings_are_those_without_anything_to_decode(text in "[a-z ]{0,40}[\"\\\\\u{e9}\n]?[a-z\"]{0,20}") {
            let first = text.bytes().position(|b| matches!(b, 0..=0x1f | b'"' | b'\\' | 0x80..));
            let expected = match first {
                Some(at) if text.as_bytes()[at] == b'"' => Plain::Closed(at),
                _ => Plain::Other,
            };
            prop_assert_eq!(plain(text.as_bytes()), expected);
        }
    }
}
