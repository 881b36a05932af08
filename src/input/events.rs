//! JSON objects one after another, as logs hold them: a line each, or the elements of an array.
//! Each is given out as bytes; what is between them is passed over, and what is broken is told and
//! left behind. Memory is bounded by the longest event that is kept.

use crate::json::scan::{Skip, Skipped, blank};
use crate::json::window::Window;

/// Longer events are passed over: nothing that is looked for is as long.
const LONGEST: usize = 8 * 1024 * 1024;

/// Of a member's name outside the events, no more than this is looked at.
const LONGEST_NAME: usize = 256;

/// The events of a log.
pub(crate) struct Events<'a> {
    window: Window<'a>,
    /// Whether they are the elements of an array, which a bracket ends.
    array: bool,
    /// Whether an event that does not end with its line is broken: one was.
    by_line: bool,
    /// How many were met.
    count: u32,
    /// The line of the byte at [`Events::counted`].
    line: u64,
    /// Up to here line ends are counted.
    counted: u64,
    /// How events are counted for the user, once two are in sight.
    numbering: Option<Numbering>,
}

/// How a reader of the file finds an event again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Numbering {
    /// By the line it begins on, counted from 1.
    Lines,
    /// By its position among the events, counted from 0: several stand on one line.
    Positions,
}

impl Numbering {
    /// What one is called.
    pub(crate) const fn unit(self) -> &'static str {
        match self {
            Self::Lines => "line",
            Self::Positions => "event",
        }
    }
}

/// What comes next in a log.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Next<'e> {
    /// An event: its number for the user, and its bytes.
    Event(u32, &'e [u8]),
    /// Something that is no event, or a broken one.
    Odd(Oddity),
    /// The end of the log.
    End {
        /// Whether the file ends before the log does.
        cut: bool,
    },
}

/// Something that was passed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Oddity {
    /// The byte where it begins.
    pub offset: u64,
    /// The line where it begins.
    pub line: u64,
    /// What it is, and what was done about it.
    pub what: &'static str,
}

/// What a member of an object around the events holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Holds {
    /// An object, whose bytes [`Events::object`] gives.
    Object,
    /// An array; the next events are its elements.
    Array,
    /// A string, a number or a word, which was passed over.
    Word,
}

/// The extent of a value that was looked for.
enum Extent {
    Closed(usize),
    Broken,
    TooLong,
    Cut,
}

impl<'a> Events<'a> {
    /// The events that begin where the window stands: at the `[` of an array, or at the first
    /// event or what is before it.
    pub(crate) fn new(mut window: Window<'a>) -> Self {
        window.ensure(1);
        let array = window.peek() == Some(b'[');
        let line = window.line(window.offset());
        let counted = window.offset();
        if array {
            window.take(1);
        }
        Self {
            window,
            array,
            by_line: false,
            count: 0,
            line,
            counted,
            numbering: None,
        }
    }

    /// Has the first member of the object around the events read next.
    pub(crate) fn enter(&mut self) {
        self.pass(1);
    }

    /// The name of the next member of the object around the events and what it holds. `None` at
    /// the end of the object, and where it is broken.
    pub(crate) fn member(&mut self) -> Option<(String, Holds)> {
        if self.separators()? != b'"' {
            return None;
        }
        self.window.ensure(LONGEST_NAME);
        let length = memchr::memchr(b'"', &self.window.rest()[1..])?;
        let name = String::from_utf8_lossy(&self.window.rest()[1..=length]).into_owned();
        self.pass(length + 2);
        if self.separators()? != b':' {
            return None;
        }
        self.pass(1);
        let holds = match self.separators()? {
            b'{' => Holds::Object,
            b'[' => {
                self.pass(1);
                self.array = true;
                Holds::Array
            }
            first => {
                self.word(first);
                Holds::Word
            }
        };
        Some((name, holds))
    }

    /// The bytes of the object that comes next; `None` where it is broken, cut off or too long.
    pub(crate) fn object(&mut self) -> Option<&[u8]> {
        let extent = self.extent();
        let Extent::Closed(length) = extent else {
            return None;
        };
        let from = self.window.position();
        self.pass(length);
        Some(self.window.kept(from, from + length))
    }

    /// The next event.
    pub(crate) fn next(&mut self) -> Next<'_> {
        let Some(first) = self.separators() else {
            return Next::End { cut: self.array };
        };
        let offset = self.window.offset();
        match first {
            b'{' => {}
            b']' if self.array => {
                self.pass(1);
                return Next::End { cut: false };
            }
            _ => {
                let line = self.line;
                self.resume();
                let what = "text that is not an event; it was skipped";
                return Next::Odd(Oddity { offset, line, what });
            }
        }
        let line = self.line;
        let what = match self.extent() {
            Extent::Closed(length) => {
                let numbering = match self.numbering {
                    Some(numbering) => numbering,
                    None => self.number(length),
                };
                let number = match numbering {
                    Numbering::Lines => u32::try_from(line).unwrap_or(u32::MAX),
                    Numbering::Positions => self.count,
                };
                self.count = self.count.saturating_add(1);
                let from = self.window.position();
                self.pass(length);
                return Next::Event(number, self.window.kept(from, from + length));
            }
            Extent::TooLong => {
                self.pass_over();
                "an event larger than 8 MiB; it was skipped"
            }
            Extent::Broken => {
                self.pass(1);
                self.by_line = true;
                self.resume();
                "a broken event; it was skipped"
            }
            Extent::Cut => {
                if !self.by_line && self.goes_on() {
                    self.pass(1);
                    self.by_line = true;
                    self.resume();
                    "a broken event; it was skipped"
                } else {
                    let rest = self.window.rest().len();
                    self.pass(rest);
                    return Next::End { cut: true };
                }
            }
        };
        self.count = self.count.saturating_add(1);
        Next::Odd(Oddity { offset, line, what })
    }

    /// How the events are counted.
    pub(crate) fn numbering(&self) -> Numbering {
        self.numbering.unwrap_or(Numbering::Lines)
    }

    /// Why the file could not be read to its end.
    pub(crate) fn broken(&self) -> Option<&std::io::Error> {
        self.window.broken()
    }

    /// Decides by what follows the first event, which has this length, how they are counted: a
    /// line each, or several on one.
    fn number(&mut self, length: usize) -> Numbering {
        self.window.ensure(length + 64);
        let behind = &self.window.rest()[length..];
        let same_line = behind
            .iter()
            .find(|byte| !matches!(byte, b' ' | b'\t' | b','))
            .is_some_and(|byte| *byte == b'{');
        let numbering = if same_line {
            Numbering::Positions
        } else {
            Numbering::Lines
        };
        self.numbering = Some(numbering);
        numbering
    }

    /// Passes over bytes that are in memory, and counts their line ends.
    fn pass(&mut self, length: usize) {
        let lines = memchr::memchr_iter(b'\n', &self.window.rest()[..length]).count();
        self.line += lines as u64;
        self.window.take(length);
        self.counted = self.window.offset();
    }

    /// Passes over blanks and commas; the byte behind them, which stays.
    fn separators(&mut self) -> Option<u8> {
        loop {
            let rest = self.window.rest();
            match rest.first().copied() {
                Some(b',') => self.pass(1),
                // A separator of JSON text sequences is a control character too.
                Some(byte) if byte <= b' ' => {
                    let length = blank(rest).max(1);
                    self.pass(length);
                }
                Some(byte) => return Some(byte),
                None => {
                    if !self.window.more() {
                        return None;
                    }
                }
            }
        }
    }

    /// How long the object is that comes next.
    fn extent(&mut self) -> Extent {
        let mut skip = Skip::new(1);
        let mut seen = 1;
        loop {
            let rest = self.window.rest();
            let end = if self.by_line {
                memchr::memchr(b'\n', &rest[seen..]).map(|at| seen + at)
            } else {
                None
            };
            match skip.go(&rest[seen..end.unwrap_or(rest.len())]) {
                Skipped::Closed(at) => return Extent::Closed(seen + at + 1),
                Skipped::Stray(_) | Skipped::Slash(_) => return Extent::Broken,
                Skipped::More if end.is_some() => return Extent::Broken,
                Skipped::More => {}
            }
            seen = rest.len();
            if seen > LONGEST {
                return Extent::TooLong;
            }
            if !self.window.more() {
                return Extent::Cut;
            }
        }
    }

    /// Whether more events follow on the lines behind a broken one that swallowed them.
    fn goes_on(&self) -> bool {
        let rest = self.window.rest();
        memchr::memchr_iter(b'\n', rest).any(|at| {
            let line = rest[at + 1..].trim_ascii_start();
            line.len() > 1 && line[0] == b'{'
        })
    }

    /// Passes over an object that is too long to be kept.
    fn pass_over(&mut self) {
        let mut skip = Skip::new(1);
        self.pass(1);
        loop {
            let rest = self.window.rest().len();
            match skip.go(self.window.rest()) {
                Skipped::Closed(at) | Skipped::Stray(at) => return self.pass(at + 1),
                Skipped::Slash(at) => {
                    self.pass(at + 1);
                    continue;
                }
                Skipped::More => self.pass(rest),
            }
            if !self.window.more() {
                return;
            }
        }
    }

    /// Goes on where the next event may begin: on a later line, or behind a comma.
    fn resume(&mut self) {
        loop {
            let rest = self.window.rest();
            let found = memchr::memchr2_iter(b'\n', b',', rest).find_map(|at| {
                let behind = &rest[at + 1..];
                let start = behind
                    .iter()
                    .position(|byte| !matches!(byte, b' ' | b'\t'))?;
                let begins = match (rest[at], behind[start]) {
                    (b'\n', b'{' | b']') => true,
                    (b',', b'{') => self.array && begins_an_event(&behind[start..]),
                    _ => false,
                };
                begins.then_some(at + 1 + start)
            });
            if let Some(at) = found {
                return self.pass(at);
            }
            // What a line end or comma is followed by may not be in memory yet.
            let rest = self.window.rest().len();
            let kept = rest.min(64);
            self.pass(rest - kept);
            if !self.window.more() {
                return self.pass(kept);
            }
        }
    }

    /// Passes over a string, a number or a word.
    fn word(&mut self, first: u8) {
        if first == b'"' {
            self.pass(1);
            let mut end = crate::json::scan::StringEnd::default();
            loop {
                let rest = self.window.rest().len();
                if let Some(at) = end.find(self.window.rest()) {
                    return self.pass(at + 1);
                }
                self.pass(rest);
                if !self.window.more() {
                    return;
                }
            }
        }
        while let Some(byte) = self.window.peek() {
            if matches!(byte, b',' | b'}' | b']') || byte <= b' ' {
                return;
            }
            self.pass(1);
        }
    }
}

/// Whether an object begins as events do: with the first member's name that logs begin with. Other
/// objects stand inside events.
fn begins_an_event(bytes: &[u8]) -> bool {
    let starts: [&[u8]; 5] = [
        b"{\"method\":",
        b"{\"params\":",
        b"{\"phase\":",
        b"{\"level\":",
        b"{\"message\":",
    ];
    starts.iter().any(|start| bytes.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::{Events, Holds, Next};
    use crate::json::window::Window;

    fn read(text: &str, size: usize) -> Vec<String> {
        let window = Window::new(Box::new(text.as_bytes()), 0, size);
        let mut events = Events::new(window);
        let mut found = Vec::new();
        loop {
            found.push(match events.next() {
                Next::Event(number, bytes) => {
                    format!("{number} {}", String::from_utf8_lossy(bytes))
                }
                Next::Odd(odd) => format!("line {}: {}", odd.line, odd.what),
                Next::End { cut } => {
                    found.push(if cut { "cut" } else { "end" }.to_owned());
                    return found;
                }
            });
        }
    }

    #[test]
    fn events_are_found_in_every_arrangement_and_by_windows_of_any_size() {
        let odd = "text that is not an event; it was skipped";
        let broken = "a broken event; it was skipped";
        let table: &[(&str, &[&str])] = &[
            ("", &["end"]),
            ("[]", &["end"]),
            (
                "{\"a\":1}\n{\"b\":[2]}\n",
                &["1 {\"a\":1}", "2 {\"b\":[2]}", "end"],
            ),
            (
                "[{\"a\":1},{\"b\":2}]",
                &["0 {\"a\":1}", "1 {\"b\":2}", "end"],
            ),
            (
                "[\n{\"a\":1},\n{\"b\":2}\n]",
                &["2 {\"a\":1}", "3 {\"b\":2}", "end"],
            ),
            ("[{\"a\":1},\n{\"b\":", &["1 {\"a\":1}", "cut"]),
            ("[{\"a\":1},\n", &["1 {\"a\":1}", "cut"]),
            (
                "{\"a\":1}\nand so on\n{\"b\":2}\n",
                &[
                    "1 {\"a\":1}",
                    &format!("line 2: {odd}"),
                    "3 {\"b\":2}",
                    "end",
                ],
            ),
            (
                "{\"a\":1}\n{\"b\":{\"c\":1\n{\"d\":2}\n{\"e\":3}\n",
                &[
                    "1 {\"a\":1}",
                    &format!("line 2: {broken}"),
                    "3 {\"d\":2}",
                    "4 {\"e\":3}",
                    "end",
                ],
            ),
            (
                "[{\"method\":1},{\"method\"\"},{\"method\":3}]",
                &[
                    "0 {\"method\":1}",
                    &format!("line 1: {broken}"),
                    "2 {\"method\":3}",
                    "end",
                ],
            ),
        ];
        for (text, expected) in table {
            for size in [1 << 16, 64, 300] {
                let found = read(text, size);
                assert_eq!(&found, expected, "{text} by {size}");
            }
        }
    }

    #[test]
    fn an_object_around_the_events_is_entered_member_by_member() {
        let text = r#"{ "n" : -1.5, "s":"a\"}", "constants": {"a":[1]}, "events": [ {"x":1} ] }"#;
        let mut events = Events::new(Window::new(Box::new(text.as_bytes()), 0, 16));
        events.enter();
        assert_eq!(events.member(), Some(("n".to_owned(), Holds::Word)));
        assert_eq!(events.member(), Some(("s".to_owned(), Holds::Word)));
        assert_eq!(
            events.member(),
            Some(("constants".to_owned(), Holds::Object))
        );
        assert_eq!(events.object(), Some(br#"{"a":[1]}"#.as_slice()));
        assert_eq!(events.member(), Some(("events".to_owned(), Holds::Array)));
        assert_eq!(events.next(), Next::Event(1, br#"{"x":1}"#.as_slice()));
        assert_eq!(events.next(), Next::End { cut: false });
    }
}
