//! The stretch of the file that is in memory: bytes come in at the end and leave at the front.
//! It grows only while somebody asks for more bytes at once than it holds.

use std::io::{self, Read};

/// Larger ones were measured to be no faster, and memory of this size is used again for the next
/// file.
pub const SIZE: usize = 64 * 1024;

/// Bytes of a source, a window at a time.
pub struct Window<'a> {
    source: Box<dyn Read + Send + 'a>,
    buffer: Vec<u8>,
    /// The next byte to be taken.
    at: usize,
    /// One past the last byte that was read.
    end: usize,
    /// Where in the file the buffer begins.
    base: u64,
    /// The line ends before the buffer.
    lines: u64,
    /// Bytes whose lines may be asked for after they left, and their lines once they did; the later
    /// one first.
    marked: [(u64, Option<u64>); 2],
    ended: bool,
    broken: Option<io::Error>,
}

impl<'a> Window<'a> {
    /// A window over a source whose first byte stands at `base` in the file.
    pub fn new(source: Box<dyn Read + Send + 'a>, base: u64, size: usize) -> Self {
        Self {
            source,
            buffer: vec![0; size.max(1)],
            at: 0,
            end: 0,
            base,
            lines: 0,
            marked: [(base, None); 2],
            ended: false,
            broken: None,
        }
    }

    /// Has the lines counted from `line`, which is that of the first byte.
    pub fn counting_from(mut self, line: u64) -> Self {
        self.lines = line - 1;
        self
    }

    /// The bytes in memory that were not taken yet.
    #[inline]
    pub fn rest(&self) -> &[u8] {
        &self.buffer[self.at..self.end]
    }

    /// The next byte, which stays; `None` at the end of the file.
    #[inline]
    pub fn peek(&mut self) -> Option<u8> {
        if self.at == self.end && !self.more() {
            return None;
        }
        Some(self.buffer[self.at])
    }

    /// Takes bytes that are in memory.
    #[inline]
    pub fn take(&mut self, count: usize) {
        debug_assert!(self.at + count <= self.end);
        self.at += count;
    }

    /// Takes everything that is in memory.
    #[inline]
    pub fn take_all(&mut self) {
        self.at = self.end;
    }

    /// Where in the file the next byte stands.
    #[inline]
    pub fn offset(&self) -> u64 {
        self.base + self.at as u64
    }

    /// The place in the buffer of the next byte, for [`Window::kept`].
    #[inline]
    pub fn position(&self) -> usize {
        self.at
    }

    /// Bytes that were taken since the last [`Window::more`], by position.
    #[inline]
    pub fn kept(&self, from: usize, to: usize) -> &[u8] {
        &self.buffer[from..to]
    }

    /// As [`Window::offset`]; the line of this byte can be asked for until the next mark but one: a
    /// value has a mark, and so has the string that it is.
    #[inline]
    pub fn mark(&mut self) -> u64 {
        let offset = self.offset();
        self.marked = [(offset, None), self.marked[0]];
        offset
    }

    /// Has at least `count` bytes in memory, unless the file ends before.
    pub fn ensure(&mut self, count: usize) {
        while self.end - self.at < count && self.more() {}
    }

    /// Reads on. What was taken is dropped, what was not stays. `false` at the end of the file.
    pub fn more(&mut self) -> bool {
        if self.ended {
            return false;
        }
        self.count_lines_taken();
        self.base += self.at as u64;
        self.buffer.copy_within(self.at..self.end, 0);
        self.end -= self.at;
        self.at = 0;
        if self.end == self.buffer.len() {
            self.buffer.resize(self.buffer.len() * 2, 0);
        }
        loop {
            match self.source.read(&mut self.buffer[self.end..]) {
                Ok(0) => {
                    self.ended = true;
                    return false;
                }
                Ok(count) => {
                    self.end += count;
                    return true;
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => {
                    self.broken = Some(error);
                    self.ended = true;
                    return false;
                }
            }
        }
    }

    /// Counts the lines of what was taken, which is about to be dropped.
    fn count_lines_taken(&mut self) {
        let mut counted = 0;
        for (offset, line) in self.marked.iter_mut().rev().filter(|mark| mark.1.is_none()) {
            let to = usize::try_from(offset.saturating_sub(self.base)).unwrap_or(usize::MAX);
            let to = to.clamp(counted, self.at);
            self.lines += count_lines(&self.buffer[counted..to]);
            counted = to;
            *line = Some(self.lines + 1);
        }
        self.lines += count_lines(&self.buffer[counted..self.at]);
    }

    /// What the source said when it could not be read to its end.
    pub fn broken(&self) -> Option<&io::Error> {
        self.broken.as_ref()
    }

    /// The line, counted from 1, of a byte that is in memory or is marked.
    pub fn line(&self, offset: u64) -> u64 {
        for (marked, line) in self.marked {
            if let Some(line) = line
                && marked == offset
            {
                return line;
            }
        }
        let known = offset.saturating_sub(self.base);
        let known = usize::try_from(known).unwrap_or(usize::MAX).min(self.end);
        self.lines + count_lines(&self.buffer[..known]) + 1
    }
}

fn count_lines(bytes: &[u8]) -> u64 {
    memchr::memchr_iter(b'\n', bytes).count() as u64
}

#[cfg(test)]
mod tests {
    use super::Window;

    #[test]
    fn the_lines_of_a_value_and_of_its_string_are_kept() {
        let text = b"1\n2\n\"3\n4\n5\n6\"";
        for size in [1, 2, 3, 64] {
            let mut window = Window::new(Box::new(&text[..]), 0, size);
            let take = |window: &mut Window<'_>, count: usize| {
                for _ in 0..count {
                    window.ensure(1);
                    window.take(1);
                }
            };
            take(&mut window, 4);
            let value = window.mark();
            take(&mut window, 1);
            let string = window.mark();
            take(&mut window, 8);
            window.ensure(1);
            assert_eq!((window.line(value), window.line(string)), (3, 3), "{size}");
            assert_eq!(window.line(window.offset()), 6, "{size}");
        }
    }

    #[test]
    fn offsets_and_lines_do_not_depend_on_the_size_of_the_window() {
        let text = b"one\ntwo\nthree\nfour";
        for size in [1, 2, 3, 7, 64] {
            let mut window = Window::new(Box::new(text.as_slice()), 0, size);
            let mut seen = Vec::new();
            while let Some(byte) = window.peek() {
                if byte == b't' {
                    seen.push((window.offset(), window.line(window.offset())));
                }
                window.take(1);
            }
            assert_eq!(seen, [(4, 2), (8, 3)], "size {size}");
        }
    }

    #[test]
    fn a_window_grows_when_more_is_asked_for_at_once() {
        let mut window = Window::new(Box::new(b"0123456789".as_slice()), 0, 2);
        window.take(0);
        window.ensure(8);
        assert!(window.rest().starts_with(b"01234567"));
        window.ensure(100);
        assert_eq!(window.rest(), b"0123456789");
    }
}
