//! The quick way through a list of header lines. Within a file, what stands between a header's name
//! and its value, and between one header and the next, is the same every time to the byte; and most
//! lines are those of the message before. So they are compared, not parsed. What is not as expected
//! is left to the long way, which gives the same result for every input.

use super::decode::{self, Oddities};
use super::scan::{self, Plain, StringEnd};
use super::strings::{Strings, Text};

/// What stands around names and values in this file.
#[derive(Debug, Default)]
pub struct Frame {
    /// From behind one header to the next one's name: `,{"name":"`.
    before: Vec<u8>,
    /// From the name to the value: `","value":"`.
    between: Vec<u8>,
    /// From the value to the end of the header: `"}`.
    after: Vec<u8>,
}

/// A frame longer than this is not worth comparing.
const LONGEST_FRAME: usize = 256;

/// A longer value with escapes is read the long way.
const LONGEST_ESCAPED: usize = 4 * 1024;

/// How many lines of the message before may be missing in this one.
const LOOK_AHEAD: usize = 16;

impl Frame {
    /// The frame of the header whose comma comes first in `rest`, if it is written in the usual way.
    pub fn learn(&mut self, rest: &[u8]) -> bool {
        self.try_learn(rest).is_some()
    }

    fn try_learn(&mut self, rest: &[u8]) -> Option<()> {
        let mut at = 0;
        expect(rest, &mut at, &[b",", b"{", b"\"name\"", b":", b"\""])?;
        let before = &rest[..at];
        let Plain::Closed(name) = scan::plain(&rest[at..]) else {
            return None;
        };
        let start = at + name;
        at = start;
        expect(rest, &mut at, &[b"\"", b",", b"\"value\"", b":", b"\""])?;
        let between = &rest[start..at];
        let Plain::Closed(value) = scan::plain(&rest[at..]) else {
            return None;
        };
        let start = at + value;
        at = start;
        expect(rest, &mut at, &[b"\"", b"}"])?;
        let after = &rest[start..at];
        if before.len().max(between.len()).max(after.len()) > LONGEST_FRAME {
            return None;
        }
        self.before = before.to_vec();
        self.between = between.to_vec();
        self.after = after.to_vec();
        Some(())
    }
}

/// Passes over these tokens and the blanks before each; the first has none before it.
fn expect(rest: &[u8], at: &mut usize, tokens: &[&[u8]]) -> Option<()> {
    for (number, token) in tokens.iter().enumerate() {
        if number > 0 {
            *at += scan::blank(rest.get(*at..)?);
        }
        if !rest.get(*at..)?.starts_with(token) {
            return None;
        }
        *at += token.len();
    }
    Some(())
}

/// A line of the message before.
#[derive(Debug, Clone, Copy)]
struct Line {
    name: Text,
    value: Text,
    /// The value stands in the file with escapes.
    escaped: bool,
}

/// The lines of the message before and of this one.
#[derive(Debug, Default)]
pub struct Expected {
    before: Vec<Line>,
    now: Vec<Line>,
    /// The line of the message before that should come next.
    next: usize,
    /// A value whose escapes are undone.
    unescaped: Vec<u8>,
}

/// A header line that was found as expected.
#[derive(Debug, Clone, Copy)]
pub struct Found {
    /// Its name.
    pub name: Text,
    /// Its value.
    pub value: Text,
    /// How many bytes it takes with its frame.
    pub length: usize,
}

impl Expected {
    /// A new message begins.
    pub fn begin(&mut self) {
        std::mem::swap(&mut self.before, &mut self.now);
        self.now.clear();
        self.next = 0;
    }

    /// Where to go on after a line that was not the expected one: one was left out or put in.
    fn resume(&self, name: Text) -> usize {
        let ahead = self.before.iter().skip(self.next).take(LOOK_AHEAD);
        match ahead.map(|line| line.name).position(|known| known == name) {
            Some(further) => self.next + further + 1,
            None => self.next,
        }
    }

    /// Reads the header whose comma comes first in `rest`; if `first`, the one at the beginning of the
    /// list, which has none. `None`, and nothing changed, where it is not all there or not as
    /// expected.
    pub fn read(
        &mut self,
        frame: &Frame,
        rest: &[u8],
        first: bool,
        strings: &mut Strings,
    ) -> Option<Found> {
        let before = frame.before.get(usize::from(first)..)?;
        if before.is_empty() {
            return None;
        }
        let behind = rest.strip_prefix(before)?;
        let guess = self.before.get(self.next).copied();
        let (name, name_length) = match guess {
            Some(line) if is(behind, strings.bytes(line.name)) => {
                (Ok(line.name), strings.bytes(line.name).len())
            }
            _ => match scan::plain(behind) {
                Plain::Closed(length) => (Err(&behind[..length]), length),
                Plain::Other => return None,
            },
        };
        let behind = behind[name_length..].strip_prefix(frame.between.as_slice())?;
        let guess = guess.filter(|line| name == Ok(line.name));
        let (value, value_length) = match guess {
            Some(line) if !line.escaped && is(behind, strings.bytes(line.value)) => {
                (Value::Known(line.value), strings.bytes(line.value).len())
            }
            _ => match scan::plain(behind) {
                Plain::Closed(length) => (Value::Plain(&behind[..length]), length),
                Plain::Other => {
                    let length = self.unescape(behind)?;
                    (Value::Escaped, length)
                }
            },
        };
        let behind = behind[value_length..].strip_prefix(frame.after.as_slice())?;
        let length = rest.len() - behind.len();
        let name = name
            .or_else(|name| strings.intern_bytes(name).ok_or(()))
            .ok()?;
        let escaped = matches!(value, Value::Escaped);
        let value = match value {
            Value::Known(value) => value,
            Value::Plain(value) => strings.intern_bytes(value)?,
            Value::Escaped => strings.intern_bytes(&self.unescaped)?,
        };
        self.now.push(Line {
            name,
            value,
            escaped,
        });
        self.next = match guess {
            Some(_) => self.next + 1,
            None => self.resume(name),
        };
        Some(Found {
            name,
            value,
            length,
        })
    }

    /// Undoes the escapes of the string that `rest` begins with; how long it is as it is written. `None`
    /// where it is odd, or has line ends, which stand for several lines.
    fn unescape(&mut self, rest: &[u8]) -> Option<usize> {
        let length = StringEnd::default().find(&rest[..rest.len().min(LONGEST_ESCAPED)])?;
        self.unescaped.clear();
        let odd = decode::unescape(&rest[..length], &mut self.unescaped);
        (odd == Oddities::default() && !self.unescaped.contains(&b'\n')).then_some(length)
    }
}

/// A value as it stands in the file.
enum Value<'f> {
    /// That of the message before.
    Known(Text),
    /// Without escapes.
    Plain(&'f [u8]),
    /// With escapes; [`Expected::unescaped`] is without.
    Escaped,
}

/// Whether a string that reads `text` ends where `text` ends. Only texts that stand in the file as they
/// read are compared, so they hold no quote and no backslash.
fn is(rest: &[u8], text: &[u8]) -> bool {
    rest.len() > text.len() && rest[text.len()] == b'"' && rest.starts_with(text)
}
