//! The quick way through a list of header lines. Most lines are written, to the byte, as in a
//! message before: then name and value are known without being parsed, unescaped or looked up. What
//! is not as expected is left to the long way, which gives the same result for every input.

use crate::capture::strings::{Strings, Text};
use crate::json::decode::{self, Oddities};
use crate::json::scan::{self, Plain, StringEnd};

/// More lines than this are not remembered.
const MOST: usize = 64;

/// A line longer than this is not remembered.
const LONGEST: usize = 4 * 1024;

/// How many of the lines seen before may be missing.
const LOOK_AHEAD: usize = 16;

/// A header line, as it was written the last time.
#[derive(Debug)]
struct Line {
    /// From behind the comma before it to the `}` of the object.
    text: Vec<u8>,
    /// Where in that the name begins.
    name_at: usize,
    /// Where the value begins.
    value_at: usize,
    /// How much of it stands behind the value.
    tail: usize,
    name: Text,
    value: Text,
}

/// The lines of the messages before, in their order.
#[derive(Debug, Default)]
pub struct Expected {
    lines: Vec<Line>,
    /// The line that should come next.
    next: usize,
    /// A value whose escapes are undone.
    unescaped: Vec<u8>,
}

/// A header line that was read.
#[derive(Debug, Clone, Copy)]
pub struct Found {
    /// Its name.
    pub name: Text,
    /// Its value.
    pub value: Text,
    /// How many bytes it takes, with the comma before it.
    pub length: usize,
}

/// Where the parts of a line stand that is written in the usual way.
struct Parts {
    name: (usize, usize),
    value: (usize, usize),
    end: usize,
}

impl Expected {
    /// A new message begins.
    pub fn begin(&mut self) {
        self.next = 0;
    }

    /// Reads the header whose comma comes first in `rest`; if `first`, the one at the beginning of
    /// the list, which has none. `None` where it is not all there or not written in the usual way;
    /// then the long way finds everything as it was.
    pub fn read(&mut self, rest: &[u8], first: bool, strings: &mut Strings) -> Option<Found> {
        let text = if first {
            rest
        } else {
            rest.strip_prefix(b",")?
        };
        let ahead = self.lines.iter().skip(self.next).take(LOOK_AHEAD);
        let (name, value, length) = match ahead.enumerate().find(|(_, line)| line.begins(text)) {
            Some((further, line)) if text.starts_with(&line.text) => {
                self.next += further + 1;
                (line.name, line.value, line.text.len())
            }
            Some((further, line)) => {
                let (name, at) = (line.name, line.value_at);
                let value_end = at + self.value_length(&text[at..])?;
                let line = &mut self.lines[self.next + further];
                let tail = &line.text[line.text.len() - line.tail..];
                let length = value_end + tail.len();
                if text.get(value_end..length)? != tail {
                    return None;
                }
                let value = intern(&text[at..value_end], &self.unescaped, strings)?;
                if length <= LONGEST {
                    line.text.clear();
                    line.text.extend_from_slice(&text[..length]);
                    line.value = value;
                }
                self.next += further + 1;
                (name, value, length)
            }
            None => self.read_new(text, strings)?,
        };
        Some(Found {
            name,
            value,
            length: length + usize::from(!first),
        })
    }

    /// Reads a line with a name that was not expected.
    fn read_new(&mut self, text: &[u8], strings: &mut Strings) -> Option<(Text, Text, usize)> {
        let parts = self.parts(text)?;
        let name = strings.intern_bytes(&text[parts.name.0..parts.name.1])?;
        let value = &text[parts.value.0..parts.value.1];
        let value = intern(value, &self.unescaped, strings)?;
        if self.lines.len() < MOST && parts.end <= LONGEST {
            let line = Line {
                text: text[..parts.end].to_vec(),
                name_at: parts.name.0,
                value_at: parts.value.0,
                tail: parts.end - parts.value.1,
                name,
                value,
            };
            self.lines.insert(self.next, line);
            self.next += 1;
        }
        Some((name, value, parts.end))
    }

    /// The parts of the line that `text` begins with: an object with a name, a value, and no more.
    fn parts(&mut self, text: &[u8]) -> Option<Parts> {
        let mut at = scan::blank(text);
        expect(text, &mut at, &[b"{", b"\"name\"", b":", b"\""])?;
        let Plain::Closed(length) = scan::plain(&text[at..]) else {
            return None;
        };
        let name = (at, at + length);
        at = name.1;
        expect(text, &mut at, &[b"\"", b",", b"\"value\"", b":", b"\""])?;
        let value = (at, at + self.value_length(&text[at..])?);
        at = value.1;
        expect(text, &mut at, &[b"\"", b"}"])?;
        Some(Parts {
            name,
            value,
            end: at,
        })
    }

    /// How long the value is that `text` begins with. Where it has escapes, [`Expected::unescaped`]
    /// is the value without; otherwise that is empty. `None` where it is odd, or has line ends,
    /// which stand for several lines.
    fn value_length(&mut self, text: &[u8]) -> Option<usize> {
        self.unescaped.clear();
        if let Plain::Closed(length) = scan::plain(text) {
            return Some(length);
        }
        let length = StringEnd::default().find(&text[..text.len().min(LONGEST)])?;
        let odd = decode::unescape(&text[..length], &mut self.unescaped);
        (odd == Oddities::default() && !self.unescaped.contains(&b'\n')).then_some(length)
    }
}

impl Line {
    /// Whether `text` begins with this line up to its value.
    fn begins(&self, text: &[u8]) -> bool {
        // Names differ in length more often than not.
        text.len() > self.value_at
            && text[self.name_at] == self.text[self.name_at]
            && text[self.value_at - 1] == b'"'
            && text.starts_with(&self.text[..self.value_at])
    }
}

/// The handle of a value: as it stands, or without its escapes if it has any.
fn intern(raw: &[u8], unescaped: &[u8], strings: &mut Strings) -> Option<Text> {
    strings.intern_bytes(if unescaped.is_empty() { raw } else { unescaped })
}

/// Passes over these tokens and the blanks before each; the first has none before it.
fn expect(text: &[u8], at: &mut usize, tokens: &[&[u8]]) -> Option<()> {
    for (number, token) in tokens.iter().enumerate() {
        if number > 0 {
            *at += scan::blank(text.get(*at..)?);
        }
        if !text.get(*at..)?.starts_with(token) {
            return None;
        }
        *at += token.len();
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::{Expected, Strings};

    /// Reads the lines of a list as far as the quick way goes.
    fn lines(expected: &mut Expected, mut list: &str, strings: &mut Strings) -> Vec<String> {
        expected.begin();
        let mut read = Vec::new();
        while let Some(found) = expected.read(list.as_bytes(), read.is_empty(), strings) {
            let (name, value) = (strings.get(found.name), strings.get(found.value));
            read.push(format!("{name}={value}"));
            list = &list[found.length..];
        }
        read.push(list.to_owned());
        read
    }

    #[test]
    fn lines_are_read_alike_the_first_time_and_later() {
        let table: &[(&str, &[&str])] = &[
            (
                r#"{"name":"a","value":"1"},{"name":"b","value":"2"}]"#,
                &["a=1", "b=2", "]"],
            ),
            // One is missing, one is new, one has another value.
            (
                r#"{"name":"b","value":"3"},{"name":"c","value":""}]"#,
                &["b=3", "c=", "]"],
            ),
            (
                r#" { "name" : "a" , "value" : "1" } , {"name":"b","value":"3"}"#,
                &["a=1", r#" , {"name":"b","value":"3"}"#],
            ),
            (
                r#"{"name":"a","value":"say \"A\""},{"name":"b","value":"\u00e9"}"#,
                &["a=say \"A\"", "b=\u{e9}", ""],
            ),
            // Left to the long way: several lines in one, another member, no string, damage.
            (
                r#"{"name":"a","value":"1\n2"}"#,
                &[r#"{"name":"a","value":"1\n2"}"#],
            ),
            (
                r#"{"name":"a","value":"1","comment":""}"#,
                &[r#"{"name":"a","value":"1","comment":""}"#],
            ),
            (r#"{"name":"a","value":1}"#, &[r#"{"name":"a","value":1}"#]),
            (
                r#",{"name":"a","value":"1"}"#,
                &[r#",{"name":"a","value":"1"}"#],
            ),
            (r#"{"name":"a","value":"1"#, &[r#"{"name":"a","value":"1"#]),
        ];
        let (mut expected, mut strings) = (Expected::default(), Strings::default());
        for round in 0..3 {
            for (list, read) in table {
                assert_eq!(
                    lines(&mut expected, list, &mut strings),
                    *read,
                    "{list}, round {round}"
                );
            }
        }
    }
}
