//! The header lines of a message, in any of the forms that producers write them in.

use super::notes::Path;
use super::state::Har;
use super::values::NO_ARRAY;
use crate::capture::strings::Text;
use crate::capture::{Header, HeaderRange};
use crate::json::shape::Progress;
use crate::json::tokens::{Content, Stop, Value};

/// Of an entry with more header lines, the rest is left out.
const MOST_HEADERS: usize = 100_000;
/// Of an entry with longer headers in sum, the rest is left out.
const MOST_HEADER_BYTES: usize = 4 * 1024 * 1024;

impl Har<'_> {
    /// The header lines of a message, in any of the forms they are written in.
    pub(super) fn headers(
        &mut self,
        side: usize,
        [whole, line]: [&'static str; 2],
        bytes: &mut usize,
    ) -> Result<HeaderRange, Stop> {
        let start = self.capture.headers.len();
        match self.json.value()? {
            Value::Array => {
                self.json.window.take(1);
                self.expected[side].begin();
                let mut index = self.expected_headers(side, true, start, bytes);
                let mut first = index == 0;
                while self.json.element(&mut first)? {
                    let path = Path {
                        pattern: line,
                        index: Some(index),
                    };
                    self.header(path, start, bytes)?;
                    index += 1;
                    index += self.expected_headers(side, false, start, bytes);
                }
            }
            // A map from name to value or values.
            Value::Object => {
                self.json.window.take(1);
                let mut first = true;
                while let Some(name) = self.json.member(&mut first, <[u8]>::to_vec)? {
                    let name = self.capture.strings.intern_bytes(&name);
                    let values = self.capture.headers.len();
                    self.header_values(Path::to(whole), name, start, bytes)?;
                    self.name_lines(values, name);
                }
            }
            Value::String => self.skip_noted(Path::to(whole), NO_ARRAY)?,
            Value::Word => self.null(Path::to(whole), NO_ARRAY)?,
        }
        Ok(HeaderRange::new(start, self.capture.headers.len()))
    }

    /// Reads as many header lines as are written in the usual way: from the beginning of the list
    /// if `first`, else from behind one; up to behind another. Returns how many there were.
    fn expected_headers(
        &mut self,
        side: usize,
        mut first: bool,
        section: usize,
        bytes: &mut usize,
    ) -> u32 {
        let mut count = 0;
        while self.capture.headers.len() - section < MOST_HEADERS {
            let strings = &mut self.capture.strings;
            let rest = self.json.window.rest();
            let Some(line) = self.expected[side].read(rest, first, strings) else {
                break;
            };
            *bytes += strings.bytes(line.value).len();
            if *bytes > MOST_HEADER_BYTES {
                // The long way notes it; that it counts the line once more changes nothing then.
                break;
            }
            self.capture.headers.push(Header {
                name: line.name,
                value: line.value,
            });
            self.json.window.take(line.length);
            count += 1;
            first = false;
        }
        count
    }

    /// One element of an array of headers.
    fn header(&mut self, path: Path, section: usize, bytes: &mut usize) -> Result<(), Stop> {
        let lines = self.capture.headers.len();
        let mut name = None;
        match self.json.value()? {
            Value::Object => {
                self.json.window.take(1);
                let mut progress = Progress::default();
                while let Some(member) = self.json.member_of(
                    &mut self.shapes.header,
                    &mut progress,
                    |name| match name {
                        b"name" => 0,
                        b"value" => 1,
                        _ => 2,
                    },
                )? {
                    match member {
                        0 => name = self.text(path)?,
                        1 => {
                            self.capture.headers.truncate(lines);
                            self.header_values(path, name, section, bytes)?;
                        }
                        _ => self.json.skip()?,
                    }
                }
            }
            // Slack writes pairs.
            Value::Array => {
                self.json.window.take(1);
                let mut first = true;
                let mut index = 0;
                while self.json.element(&mut first)? {
                    match index {
                        0 => name = self.text(path)?,
                        1 => self.header_values(path, name, section, bytes)?,
                        _ => self.json.skip()?,
                    }
                    index += 1;
                }
            }
            Value::String | Value::Word => {
                return self
                    .skip_noted(path, "should be a header's name and value; it was skipped");
            }
        }
        match name {
            Some(_) if self.capture.headers.len() == lines => {
                // A name alone: the value is empty.
                let value = self.capture.strings.intern("");
                self.push_line(path, name, value, section, bytes);
            }
            Some(_) => self.name_lines(lines, name),
            None => {
                self.capture.headers.truncate(lines);
                let offset = self.json.window.offset();
                self.note(offset, path, "a header without a name; it was skipped");
            }
        }
        Ok(())
    }

    /// Gives the lines from `from` on their name, which may have come after the value.
    fn name_lines(&mut self, from: usize, name: Option<Text>) {
        if let Some(name) = name {
            for line in &mut self.capture.headers[from..] {
                line.name = name;
            }
        }
    }

    /// The value of a header: a string, several strings (Polly.JS), or an object that holds one
    /// (`WebDriver` `BiDi`).
    fn header_values(
        &mut self,
        path: Path,
        name: Option<Text>,
        section: usize,
        bytes: &mut usize,
    ) -> Result<(), Stop> {
        match self.json.value()? {
            Value::Array => {
                self.json.window.take(1);
                let mut first = true;
                while self.json.element(&mut first)? {
                    self.header_value(path, name, section, bytes)?;
                }
            }
            Value::Object => {
                self.json.window.take(1);
                let mut first = true;
                while let Some(is_value) = self.json.member(&mut first, |name| name == b"value")? {
                    if is_value {
                        self.header_value(path, name, section, bytes)?;
                    } else {
                        self.json.skip()?;
                    }
                }
            }
            Value::String | Value::Word => self.header_value(path, name, section, bytes)?,
        }
        Ok(())
    }

    fn header_value(
        &mut self,
        path: Path,
        name: Option<Text>,
        section: usize,
        bytes: &mut usize,
    ) -> Result<(), Stop> {
        if self.json.value()? != Value::String {
            let value = self.text(path)?.or_else(|| self.capture.strings.intern(""));
            self.push_line(path, name, value, section, bytes);
            return Ok(());
        }
        let content = self.json.string()?;
        if let Content::Scratch = content
            && self.json.scratch.contains(&b'\n')
        {
            // Chrome's debugging protocol joins the lines of one name this way.
            let joined = std::mem::take(&mut self.json.scratch);
            for line in joined.split(|&byte| byte == b'\n') {
                let line = line.strip_suffix(b"\r").unwrap_or(line);
                let value = self.capture.strings.intern_bytes(line);
                self.push_line(path, name, value, section, bytes);
            }
            self.json.scratch = joined;
            return Ok(());
        }
        let value = self.intern(content);
        self.push_line(path, name, value, section, bytes);
        Ok(())
    }

    fn push_line(
        &mut self,
        path: Path,
        name: Option<Text>,
        value: Option<Text>,
        section: usize,
        bytes: &mut usize,
    ) {
        // A name that comes later takes the place of this one.
        let (Some(name), Some(value)) = (name.or(value), value) else {
            let offset = self.json.window.offset();
            self.note(
                offset,
                path,
                "the capture is over the limit for text; a header was left out",
            );
            return;
        };
        *bytes += self.capture.strings.bytes(value).len();
        if self.capture.headers.len() - section >= MOST_HEADERS || *bytes > MOST_HEADER_BYTES {
            let offset = self.json.window.offset();
            self.note(
                offset,
                path,
                "the entry is over the limit for headers; the rest was left out",
            );
            return;
        }
        self.capture.headers.push(Header { name, value });
    }
}
