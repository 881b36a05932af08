//! The report as one JSON object, for programs.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter};

use super::Options;
use super::contract::{self, CaptureInfo, Exchange, SCHEMA};
use crate::report::sanitize;
use crate::report::{ExchangeId, Report};
use crate::spread;

/// Exchange by exchange, so that no report is too long to write.
pub fn write(
    out: &mut dyn Write,
    report: &Report,
    ids: &[ExchangeId],
    options: &Options,
) -> io::Result<()> {
    let causes = contract::causes(report, ids, options);
    let captures: Vec<CaptureInfo> = report
        .captures
        .iter()
        .map(|capture| CaptureInfo::of(capture, options))
        .collect();
    let summary = contract::Summary::of(report, ids, &causes, options);
    write!(out, "{{\n  \"schema\": \"{SCHEMA}\",\n  \"captures\": ")?;
    out.write_all(&inside(&captures, 1)?)?;
    write!(out, ",\n  \"exchanges\": [")?;
    spread::written(
        ids,
        |text, number, id| {
            let comma = if number == 0 { "" } else { "," };
            write!(text, "{comma}\n    ")?;
            write_inside(text, &Exchange::of(report, *id, options), 2)
        },
        |text| out.write_all(text),
    )?;
    out.write_all(if ids.is_empty() { b"]" } else { b"\n  ]" })?;
    write!(out, ",\n  \"causes\": ")?;
    out.write_all(&inside(&causes, 1)?)?;
    write!(out, ",\n  \"summary\": ")?;
    out.write_all(&inside(&summary, 1)?)?;
    out.write_all(b"\n}\n")
}

/// One value, set out for reading.
pub(super) fn write_pretty(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    out.write_all(&inside(value, 0)?)?;
    out.write_all(b"\n")
}

/// One value on one line, and its line end.
pub(super) fn line_of(value: &impl Serialize) -> io::Result<Vec<u8>> {
    let mut line = Vec::new();
    write_line(&mut line, value)?;
    Ok(line)
}

/// One value on one line.
pub(super) fn write_line(out: &mut Vec<u8>, value: &impl Serialize) -> io::Result<()> {
    let formatter = Visible(CompactFormatter);
    value.serialize(&mut serde_json::Serializer::with_formatter(
        &mut *out, formatter,
    ))?;
    out.push(b'\n');
    Ok(())
}

/// A value, set out for reading, so deep inside others.
fn inside(value: &impl Serialize, depth: usize) -> io::Result<Vec<u8>> {
    let mut text = Vec::new();
    write_inside(&mut text, value, depth)?;
    Ok(text)
}

fn write_inside(out: &mut Vec<u8>, value: &impl Serialize, depth: usize) -> io::Result<()> {
    let formatter = Visible(Pretty {
        depth,
        holds_something: false,
    });
    value.serialize(&mut serde_json::Serializer::with_formatter(out, formatter))?;
    Ok(())
}

/// Sets out JSON for reading, a member or an element a line, as `serde_json` does; it may begin deep
/// inside others, and writes a line's indent at once.
struct Pretty {
    depth: usize,
    holds_something: bool,
}

impl Pretty {
    fn begin<W: ?Sized + Write>(&mut self, writer: &mut W, bracket: &[u8]) -> io::Result<()> {
        self.depth += 1;
        self.holds_something = false;
        writer.write_all(bracket)
    }

    fn end<W: ?Sized + Write>(&mut self, writer: &mut W, bracket: &[u8]) -> io::Result<()> {
        self.depth -= 1;
        if self.holds_something {
            self.line(writer, true)?;
        }
        writer.write_all(bracket)
    }

    fn line<W: ?Sized + Write>(&self, writer: &mut W, first: bool) -> io::Result<()> {
        const START: &[u8] = b",\n                                ";
        let start = if first { &START[1..] } else { START };
        let length = start.len() - (START.len() - 2) + 2 * self.depth;
        if let Some(line) = start.get(..length) {
            return writer.write_all(line);
        }
        writer.write_all(start)?;
        for _ in start.len()..length {
            writer.write_all(b" ")?;
        }
        Ok(())
    }
}

impl Formatter for Pretty {
    fn begin_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.begin(writer, b"[")
    }

    fn end_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.end(writer, b"]")
    }

    fn begin_array_value<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        first: bool,
    ) -> io::Result<()> {
        self.line(writer, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.holds_something = true;
        Ok(())
    }

    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.begin(writer, b"{")
    }

    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.end(writer, b"}")
    }

    fn begin_object_key<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        first: bool,
    ) -> io::Result<()> {
        self.line(writer, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b": ")
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.holds_something = true;
        Ok(())
    }
}

/// Writes strings so that a terminal shows them and does not obey them: JSON allows any character
/// to be written as an escape, so nothing is lost.
struct Visible<F>(F);

impl<F: Formatter> Formatter for Visible<F> {
    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let mut rest = fragment;
        while let Some((at, c)) = first_unprintable(rest) {
            writer.write_all(&rest.as_bytes()[..at])?;
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(writer, "\\u{unit:04x}")?;
            }
            rest = &rest[at + c.len_utf8()..];
        }
        writer.write_all(rest.as_bytes())
    }

    fn begin_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_array(writer)
    }

    fn end_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_array(writer)
    }

    fn begin_array_value<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        first: bool,
    ) -> io::Result<()> {
        self.0.begin_array_value(writer, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_array_value(writer)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_object(writer)
    }

    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_object(writer)
    }

    fn begin_object_key<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        first: bool,
    ) -> io::Result<()> {
        self.0.begin_object_key(writer, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_object_value(writer)
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_object_value(writer)
    }
}

fn first_unprintable(text: &str) -> Option<(usize, char)> {
    // Most text is plain.
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return None;
    }
    text.char_indices()
        .find(|(_, c)| sanitize::is_unprintable(*c))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::inside;

    #[test]
    fn json_is_set_out_as_usual_however_deep() {
        let mut value = json!({ "a": [], "b": {}, "c": [1, { "d": null }], "e": "x" });
        for _ in 0..30 {
            let text = String::from_utf8(inside(&value, 0).unwrap()).unwrap();
            assert_eq!(text, serde_json::to_string_pretty(&value).unwrap());
            let deep = String::from_utf8(inside(&value, 3).unwrap()).unwrap();
            assert_eq!(deep, text.replace('\n', "\n      "));
            value = json!([value, Value::Null]);
        }
    }
}
