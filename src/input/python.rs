//! What Python prints of a dictionary (`{'log': {'pages': None}}`), turned into JSON as it streams
//! by. People paste it in place of what `json.dump` writes.

use std::io::{self, Read};

/// Whether a text begins with a dictionary, or a list of them, whose first name stands in single
/// quotes.
pub fn begins(start: &[u8]) -> bool {
    let start = start.trim_ascii_start();
    let start = match start.strip_prefix(b"[") {
        Some(rest) => rest.trim_ascii_start(),
        None => start,
    };
    start
        .strip_prefix(b"{")
        .is_some_and(|rest| rest.trim_ascii_start().starts_with(b"'"))
}

/// Where in the text one is.
#[derive(Debug, Clone, Copy)]
enum State {
    /// Between strings.
    Outside,
    /// In a string that ends with this quote.
    Text(u8),
    /// Behind a backslash in such a string.
    Escape(u8),
    /// In the digits of `\x`, `\u` or `\U`: how many are still to come, and their value.
    Digits(u8, u8, u32),
}

/// JSON made of Python's notation.
pub struct Python<R> {
    source: R,
    input: Vec<u8>,
    output: Vec<u8>,
    given: usize,
    state: State,
    /// A word that has begun, such as `None`.
    word: Vec<u8>,
    ended: bool,
}

impl<R: Read> Python<R> {
    /// JSON made of what `source` gives.
    pub fn new(source: R) -> Self {
        Self {
            source,
            input: vec![0; 16 * 1024],
            output: Vec::new(),
            given: 0,
            state: State::Outside,
            word: Vec::new(),
            ended: false,
        }
    }

    fn more(&mut self) -> io::Result<()> {
        self.output.clear();
        self.given = 0;
        let count = self.source.read(&mut self.input)?;
        if count == 0 {
            self.ended = true;
            self.end_word(None);
        }
        for at in 0..count {
            self.byte(self.input[at]);
        }
        Ok(())
    }

    fn byte(&mut self, byte: u8) {
        match self.state {
            State::Outside => self.outside(byte),
            State::Text(quote) => match byte {
                b'\\' => self.state = State::Escape(quote),
                _ if byte == quote => {
                    self.output.push(b'"');
                    self.state = State::Outside;
                }
                b'"' => self.output.extend_from_slice(b"\\\""),
                _ => self.output.push(byte),
            },
            State::Escape(quote) => self.escape(byte, quote),
            State::Digits(quote, left, value) => self.digit(byte, quote, left, value),
        }
    }

    fn outside(&mut self, byte: u8) {
        if byte.is_ascii_alphabetic() {
            // No word that means something is longer.
            if self.word.len() >= 16 {
                self.end_word(None);
            }
            self.word.push(byte);
            return;
        }
        self.end_word(Some(byte));
        match byte {
            b'\'' | b'"' => {
                self.output.push(b'"');
                self.state = State::Text(byte);
            }
            // Tuples.
            b'(' => self.output.push(b'['),
            b')' => self.output.push(b']'),
            _ => self.output.push(byte),
        }
    }

    /// Writes the word that ends before `next`.
    fn end_word(&mut self, next: Option<u8>) {
        let json: &[u8] = match (self.word.as_slice(), next) {
            (b"None", _) => b"null",
            (b"True", _) => b"true",
            (b"False", _) => b"false",
            // How a string of bytes begins.
            (b"b" | b"u" | b"r", Some(b'\'' | b'"')) => b"",
            (word, _) => word,
        };
        self.output.extend_from_slice(json);
        self.word.clear();
    }

    fn escape(&mut self, byte: u8, quote: u8) {
        self.state = State::Text(quote);
        match byte {
            b'x' => self.state = State::Digits(quote, 2, 0),
            b'u' => self.state = State::Digits(quote, 4, 0),
            b'U' => self.state = State::Digits(quote, 8, 0),
            b'n' | b'r' | b't' | b'b' | b'f' | b'\\' | b'"' => {
                self.output.extend_from_slice(&[b'\\', byte]);
            }
            b'\'' => self.output.push(byte),
            b'a' => self.output.extend_from_slice(b"\\u0007"),
            b'v' => self.output.extend_from_slice(b"\\u000b"),
            b'0' => self.output.extend_from_slice(b"\\u0000"),
            // The string goes on on the next line.
            b'\n' => {}
            // Python keeps a backslash that escapes nothing.
            _ => self.output.extend_from_slice(&[b'\\', b'\\', byte]),
        }
    }

    fn digit(&mut self, byte: u8, quote: u8, left: u8, value: u32) {
        let Some(digit) = char::from(byte).to_digit(16) else {
            // No escape after all: the reader of JSON says so.
            self.output.extend_from_slice(b"\\u");
            self.state = State::Text(quote);
            return self.byte(byte);
        };
        let value = value << 4 | digit;
        if left > 1 {
            self.state = State::Digits(quote, left - 1, value);
            return;
        }
        self.state = State::Text(quote);
        if value < 0x1_0000 {
            // As an escape: it may be a quote, or half of a surrogate pair.
            self.output
                .extend_from_slice(format!("\\u{value:04x}").as_bytes());
        } else {
            let character = char::from_u32(value).unwrap_or(char::REPLACEMENT_CHARACTER);
            let mut bytes = [0; 4];
            self.output
                .extend_from_slice(character.encode_utf8(&mut bytes).as_bytes());
        }
    }
}

impl<R: Read> Read for Python<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.given == self.output.len() {
            if self.ended {
                return Ok(0);
            }
            self.more()?;
        }
        let count = buffer.len().min(self.output.len() - self.given);
        buffer[..count].copy_from_slice(&self.output[self.given..self.given + count]);
        self.given += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::{Python, begins};

    /// Gives a byte at a time.
    struct Drops<'a>(&'a [u8]);

    impl Read for Drops<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let count = usize::from(!self.0.is_empty());
            buffer[..count].copy_from_slice(&self.0[..count]);
            self.0 = &self.0[count..];
            Ok(count)
        }
    }

    #[test]
    fn what_python_prints_becomes_json() {
        let table = [
            (
                r"{'a': None, 'b': True, 'c': [False, 1.5, -2]}",
                r#"{"a": null, "b": true, "c": [false, 1.5, -2]}"#,
            ),
            (
                r#"{'a': 'say "A"', "it's": "it's"}"#,
                r#"{"a": "say \"A\"", "it's": "it's"}"#,
            ),
            (r"['\'', '\\', '\n', '\\n']", r#"["'", "\\", "\n", "\\n"]"#),
            (
                r"['\x1b\xe9', '\u2028', '\U0001f600']",
                "[\"\\u001b\\u00e9\", \"\\u2028\", \"\u{1f600}\"]",
            ),
            (r"[b'a', ('x', 'y')]", r#"["a", ["x", "y"]]"#),
            (r"['None', 'True']", r#"["None", "True"]"#),
            ("{'é': 'ü'}", "{\"é\": \"ü\"}"),
            (r"['\xg']", r#"["\ug"]"#),
            ("{'a': Non", "{\"a\": Non"),
        ];
        for (python, json) in table {
            let mut whole = String::new();
            Python::new(python.as_bytes())
                .read_to_string(&mut whole)
                .expect("text");
            assert_eq!(whole, json);
            let mut drops = String::new();
            Python::new(Drops(python.as_bytes()))
                .read_to_string(&mut drops)
                .expect("text");
            assert_eq!(drops, json);
        }
    }

    #[test]
    fn json_is_not_taken_for_python() {
        let table = [
            ("{'log'", true),
            ("[{'a'", true),
            (" [ { 'a'", true),
            ("{\"log\"", false),
            ("[]", false),
            ("'a'", false),
            ("", false),
        ];
        for (start, python) in table {
            assert_eq!(begins(start.as_bytes()), python, "{start}");
        }
    }
}
