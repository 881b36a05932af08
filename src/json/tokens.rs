//! JSON, a token at a time, from a window: what a reader needs that knows what it looks for and
//! passes over the rest. Lenient with values, strict with structure: where brackets, quotes, commas
//! and colons do not fit, that is [`Stop::Damage`], and the caller finds a place to go on.

use super::decode::{self, Oddities};
use super::scan::{self, Plain, Skip, Skipped, StringEnd};
use super::shape::{Progress, Shape};
use super::window::Window;

/// Of a string that is kept, no more than this is.
pub const LONGEST_TEXT: usize = 64 * 1024;

/// Why reading cannot go on here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Stop {
    /// The file ends.
    End,
    /// The structure is broken: what was expected and is not there.
    Damage(&'static str),
}

/// Where the text of a string is after it was read.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum Content {
    /// In the window, as it is in the file.
    Window(usize, usize),
    /// Decoded, in [`Json::scratch`].
    Scratch,
}

/// What kind of value comes next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Value {
    /// A string; its opening quote comes next.
    String,
    /// An object.
    Object,
    /// An array.
    Array,
    /// A number, `true`, `false`, `null`, or a word that JSON does not know.
    Word,
}

/// Is told of everything that is not written as JSON has it, and was taken as it was most likely
/// meant.
pub trait Sink {
    /// What begins at `offset` is odd; `what` says how, without the place. The line can be had from
    /// the window.
    fn odd(&mut self, window: &Window<'_>, offset: u64, what: &'static str);
}

/// The state of reading.
pub struct Json<'a, S> {
    /// The file.
    pub window: Window<'a>,
    /// What is told of oddities.
    pub sink: S,
    /// A decoded string.
    pub scratch: Vec<u8>,
    raw: Vec<u8>,
    /// How often something was odd.
    oddities: u64,
}

impl<'a, S: Sink> Json<'a, S> {
    /// Reading that begins where the window begins.
    pub fn new(window: Window<'a>, sink: S) -> Self {
        Self {
            window,
            sink,
            scratch: Vec::new(),
            raw: Vec::new(),
            oddities: 0,
        }
    }

    #[cold]
    fn odd(&mut self, offset: u64, what: &'static str) {
        self.oddities += 1;
        self.sink.odd(&self.window, offset, what);
    }

    /// Passes over blanks; the next byte, which stays.
    #[inline]
    pub fn token(&mut self) -> Result<u8, Stop> {
        loop {
            let rest = self.window.rest();
            if let Some(&byte) = rest.first() {
                if byte > b' ' {
                    if byte == b'/' && self.comment()? {
                        continue;
                    }
                    return Ok(byte);
                }
                let blank = scan::blank(rest);
                self.window.take(blank);
            } else if !self.window.more() {
                return Err(Stop::End);
            }
        }
    }

    /// Passes over a comment, if one comes next.
    #[cold]
    fn comment(&mut self) -> Result<bool, Stop> {
        self.window.ensure(2);
        let (end, length): (&[u8], _) = match self.window.rest() {
            [b'/', b'/', ..] => (b"\n", 1),
            [b'/', b'*', ..] => (b"*/", 2),
            _ => return Ok(false),
        };
        let start = self.window.mark();
        self.window.take(2);
        loop {
            if let Some(at) = memchr::memmem::find(self.window.rest(), end) {
                self.window.take(at + length);
                break;
            }
            // The first byte of the end may be the last in memory.
            let seen = self.window.rest().len().saturating_sub(length - 1);
            self.window.take(seen);
            if !self.window.more() {
                self.window.take_all();
                if length > 1 {
                    return Err(Stop::End);
                }
                break;
            }
        }
        self.odd(
            start,
            "a comment, which JSON does not allow; it was skipped",
        );
        Ok(true)
    }

    /// The kind of the value that comes next.
    pub fn value(&mut self) -> Result<Value, Stop> {
        match self.token()? {
            b'"' => Ok(Value::String),
            b'{' => Ok(Value::Object),
            b'[' => Ok(Value::Array),
            b',' | b':' | b'}' | b']' => Err(Stop::Damage("a value is missing")),
            _ => Ok(Value::Word),
        }
    }

    /// Goes to the next member of an object whose `{` was taken, up to its value. `None` after the
    /// last.
    #[inline]
    pub fn member<T>(
        &mut self,
        first: &mut bool,
        name: impl FnOnce(&[u8]) -> T,
    ) -> Result<Option<T>, Stop> {
        match self.token()? {
            b'}' => {
                self.window.take(1);
                return Ok(None);
            }
            b',' if !*first => {
                let comma = self.window.mark();
                self.window.take(1);
                match self.token()? {
                    b'"' => {}
                    b'}' => {
                        self.odd(comma, "a comma after the last member");
                        self.window.take(1);
                        return Ok(None);
                    }
                    _ => return Err(Stop::Damage("a member's name is expected here")),
                }
            }
            b'"' if *first => {}
            b'"' => {
                let offset = self.window.offset();
                self.odd(offset, "a comma is missing");
            }
            _ if *first => return Err(Stop::Damage("a member's name is expected here")),
            _ => {
                return Err(Stop::Damage(
                    "a comma or the end of the object is expected here",
                ));
            }
        }
        *first = false;
        let content = self.string()?;
        let name = name(self.bytes(content));
        if self.token()? != b':' {
            return Err(Stop::Damage("a colon is expected here"));
        }
        self.window.take(1);
        Ok(Some(name))
    }

    /// As [`Json::member`], for an object of which there are many: `shape` is how they are written.
    #[inline]
    pub fn member_of<T: Copy>(
        &mut self,
        shape: &mut Shape<T>,
        progress: &mut Progress,
        name: impl FnOnce(&[u8]) -> T,
    ) -> Result<Option<T>, Stop> {
        if let Some((length, meaning)) = shape.next(progress, self.window.rest()) {
            self.window.take(length);
            return Ok(Some(meaning));
        }
        self.new_member_of(shape, progress, name)
    }

    fn new_member_of<T: Copy>(
        &mut self,
        shape: &mut Shape<T>,
        progress: &mut Progress,
        name: impl FnOnce(&[u8]) -> T,
    ) -> Result<Option<T>, Stop> {
        let (start, offset) = (self.window.position(), self.window.offset());
        let oddities = self.oddities;
        let mut first = !progress.begun;
        let found = self.member(&mut first, name)?;
        let first = !std::mem::replace(&mut progress.begun, !first);
        if let Some(meaning) = found {
            self.token()?;
            let end = self.window.position();
            // What was odd is to be noted each time, and what left the window cannot be looked at.
            let length = end.checked_sub(start).map(|length| length as u64);
            let in_window = length == Some(self.window.offset() - offset);
            if in_window && oddities == self.oddities {
                shape.learn(progress, first, self.window.kept(start, end), meaning);
            }
        }
        Ok(found)
    }

    /// Goes to the next element of an array whose `[` was taken. `false` after the last.
    #[inline]
    pub fn element(&mut self, first: &mut bool) -> Result<bool, Stop> {
        match self.token()? {
            b']' => {
                self.window.take(1);
                return Ok(false);
            }
            b',' if !*first => {
                let comma = self.window.mark();
                self.window.take(1);
                if self.token()? == b']' {
                    self.odd(comma, "a comma after the last element");
                    self.window.take(1);
                    return Ok(false);
                }
            }
            _ if *first => {}
            b'{' | b'[' | b'"' => {
                let offset = self.window.offset();
                self.odd(offset, "a comma is missing");
            }
            _ => {
                return Err(Stop::Damage(
                    "a comma or the end of the array is expected here",
                ));
            }
        }
        *first = false;
        Ok(true)
    }

    /// Reads a string whose opening quote comes next.
    #[inline]
    pub fn string(&mut self) -> Result<Content, Stop> {
        self.window.take(1);
        let start = self.window.position();
        match scan::plain(self.window.rest()) {
            Plain::Closed(length) => {
                self.window.take(length + 1);
                Ok(Content::Window(start, start + length))
            }
            Plain::Other => self.odd_string(),
        }
    }

    /// Reads the rest of a string that needs decoding, or goes beyond the window.
    fn odd_string(&mut self) -> Result<Content, Stop> {
        let start = self.window.mark();
        let mut end = StringEnd::default();
        let mut cut = false;
        self.raw.clear();
        loop {
            let rest = self.window.rest();
            let found = end.find(rest);
            let length = found.unwrap_or(rest.len());
            let kept = length.min(LONGEST_TEXT - self.raw.len());
            self.raw.extend_from_slice(&rest[..kept]);
            cut |= kept < length;
            if found.is_some() {
                self.window.take(length + 1);
                break;
            }
            self.window.take_all();
            if !self.window.more() {
                return Err(Stop::End);
            }
        }
        self.scratch.clear();
        let mut odd = decode::unescape(&self.raw, &mut self.scratch);
        odd.cut = cut;
        if odd != Oddities::default() {
            self.note_oddities(start, odd);
        }
        Ok(Content::Scratch)
    }

    #[cold]
    fn note_oddities(&mut self, offset: u64, odd: Oddities) {
        let table = [
            (
                odd.lone_surrogate,
                "half of a surrogate pair in a string was replaced by U+FFFD",
            ),
            (
                odd.bad_escape,
                "a backslash in a string that escapes nothing was removed",
            ),
            (
                odd.raw_control,
                "a line end or control character in a string is not escaped",
            ),
            (
                odd.invalid_utf8,
                "bytes in a string that are not UTF-8 were replaced by U+FFFD",
            ),
            (odd.cut, "a text was cut off after 64 KiB"),
        ];
        for (is, text) in table {
            if is {
                self.odd(offset, text);
            }
        }
    }

    /// The text of the string that was read last.
    #[inline]
    pub fn bytes(&self, content: Content) -> &[u8] {
        match content {
            Content::Window(from, to) => self.window.kept(from, to),
            Content::Scratch => &self.scratch,
        }
    }

    /// Passes over a string whose opening quote comes next.
    pub fn skip_string(&mut self) -> Result<(), Stop> {
        self.window.take(1);
        let mut end = StringEnd::default();
        loop {
            if let Some(length) = end.find(self.window.rest()) {
                self.window.take(length + 1);
                return Ok(());
            }
            self.window.take_all();
            if !self.window.more() {
                return Err(Stop::End);
            }
        }
    }

    /// Passes over a value.
    pub fn skip(&mut self) -> Result<(), Stop> {
        match self.value()? {
            Value::String => self.skip_string(),
            Value::Object => self.skip_open(b'}'),
            Value::Array => self.skip_open(b']'),
            Value::Word => self.word().map(|_| ()),
        }
    }

    /// Passes over an object or array whose bracket comes next. Most that are passed over are
    /// empty.
    fn skip_open(&mut self, close: u8) -> Result<(), Stop> {
        self.window.take(1);
        if self.window.rest().first() == Some(&close) {
            self.window.take(1);
            return Ok(());
        }
        self.skip_out(1, close)
    }

    /// Passes over what is left of `depth` open objects and arrays, the outermost of which is
    /// closed by `close`.
    pub fn skip_out(&mut self, depth: u64, close: u8) -> Result<(), Stop> {
        let mut skip = Skip::new(depth);
        loop {
            match skip.go(self.window.rest()) {
                Skipped::Closed(at) => {
                    self.window.take(at);
                    if self.window.peek() != Some(close) {
                        return Err(Stop::Damage(
                            "a bracket is closed by a bracket of another kind",
                        ));
                    }
                    self.window.take(1);
                    return Ok(());
                }
                Skipped::Stray(at) => {
                    self.window.take(at);
                    return Err(Stop::Damage("a quote where no string can begin"));
                }
                Skipped::Slash(at) => {
                    self.window.take(at);
                    if !self.comment()? {
                        self.window.take(1);
                    }
                }
                Skipped::More => {
                    self.window.take_all();
                    if !self.window.more() {
                        return Err(Stop::End);
                    }
                }
            }
        }
    }

    /// Reads a number, `true`, `false`, `null`, or whatever stands there without quotes.
    pub fn word(&mut self) -> Result<Word, Stop> {
        let mut word = Word::default();
        let mut seen = 0;
        while self.window.peek().is_some() {
            let rest = self.window.rest();
            let end = rest.iter().position(|byte| ENDS_A_WORD[usize::from(*byte)]);
            let here = &rest[..end.unwrap_or(rest.len())];
            let left = word.bytes.get_mut(seen..).unwrap_or_default();
            let kept = here.len().min(left.len());
            left[..kept].copy_from_slice(&here[..kept]);
            seen += here.len();
            let count = here.len();
            self.window.take(count);
            if end.is_some() {
                break;
            }
        }
        if seen == 0 {
            return Err(Stop::Damage("a value is missing"));
        }
        // A number is cut off with its file: `20` may have been `200`.
        if self.window.peek().is_none() {
            return Err(Stop::End);
        }
        word.length = seen.min(word.bytes.len());
        word.whole = seen <= word.bytes.len();
        Ok(word)
    }
}

/// For every byte, whether a word ends before it.
const ENDS_A_WORD: [bool; 256] = {
    let mut ends = [false; 256];
    let mut byte = 0;
    while byte < ends.len() {
        ends[byte] = byte <= b' ' as usize;
        byte += 1;
    }
    let others = b",:\"{}[]/";
    let mut at = 0;
    while at < others.len() {
        ends[others[at] as usize] = true;
        at += 1;
    }
    ends
};

/// A value without quotes.
#[derive(Debug, Clone, Copy)]
pub struct Word {
    bytes: [u8; 40],
    length: usize,
    whole: bool,
}

impl Default for Word {
    fn default() -> Self {
        Self {
            bytes: [0; 40],
            length: 0,
            whole: true,
        }
    }
}

impl Word {
    /// As written, up to 40 bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes[..self.length]
    }

    /// Whether it is `null`.
    pub fn is_null(&self) -> bool {
        self.bytes() == b"null"
    }

    /// Its value, if it is a number.
    pub fn number(&self) -> Option<f64> {
        number(self.bytes()).filter(|_| self.whole)
    }

    /// Its value, if it is `true` or `false`.
    pub fn truth(&self) -> Option<bool> {
        match self.bytes() {
            b"true" => Some(true),
            b"false" => Some(false),
            _ => None,
        }
    }
}

/// The value of a number in any form that JSON or a producer's language has, infinities and NaN
/// excepted.
pub fn number(bytes: &[u8]) -> Option<f64> {
    // Most numbers: a few digits.
    if (1..=9).contains(&bytes.len()) && bytes.iter().all(u8::is_ascii_digit) {
        return Some(f64::from(
            bytes
                .iter()
                .fold(0, |n, digit| n * 10 + u32::from(digit - b'0')),
        ));
    }
    let number: f64 = std::str::from_utf8(bytes).ok()?.trim().parse().ok()?;
    number.is_finite().then_some(number)
}
