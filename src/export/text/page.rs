//! Lines of text for a terminal: wrapped, indented, and coloured where wanted.

use std::borrow::Cow;
use std::io::{self, Write};

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::verdict::Outcome;

/// How a stretch of text is set off; the words say it too.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub enum Paint {
    Plain,
    Bold,
    Faint,
    Red,
    Yellow,
    Green,
}

impl Paint {
    pub const fn of(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Blocked | Outcome::Failed => Self::Red,
            Outcome::Undetermined => Self::Yellow,
            Outcome::Allowed => Self::Green,
            Outcome::SameOrigin | Outcome::NotCors => Self::Plain,
        }
    }

    const fn code(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Bold => "\u{1b}[1m",
            Self::Faint => "\u{1b}[2m",
            Self::Red => "\u{1b}[1;31m",
            Self::Yellow => "\u{1b}[1;33m",
            Self::Green => "\u{1b}[32m",
        }
    }
}

/// A stream with a width and, where wanted, colours.
pub struct Page<'a> {
    pub out: &'a mut dyn Write,
    pub width: Option<usize>,
    pub colour: bool,
}

impl Page<'_> {
    /// `label    text`, the text in a column of its own.
    pub fn labelled(&mut self, label: &str, text: &str) -> io::Result<()> {
        let label = format!("  {label:<9}");
        self.paint(Paint::Faint, &label)?;
        let indent = " ".repeat(label.len());
        self.wrapped(&indent, label.len(), Paint::Plain, text)
    }

    /// Explanations of which one may be right, the likeliest first.
    pub fn choices(&mut self, choices: &[String]) -> io::Result<()> {
        for (number, choice) in choices.iter().enumerate() {
            self.labelled(if number == 0 { "likely" } else { "or" }, choice)?;
        }
        Ok(())
    }

    /// One line, cut where the width ends.
    pub fn clipped(&mut self, paint: Paint, text: &str) -> io::Result<()> {
        self.clipped_before(paint, text, "")
    }

    /// The same, and something after it, which is cut only where it alone is longer than half of
    /// the line.
    pub fn clipped_before(&mut self, paint: Paint, text: &str, after: &str) -> io::Result<()> {
        let Some(width) = self.width else {
            self.paint(paint, text)?;
            return writeln!(self.out, "{after}");
        };
        let rest = clip(after, (width / 2).max(width.saturating_sub(text.width())));
        let text = clip(text, width.saturating_sub(rest.width()));
        self.paint(paint, &text)?;
        writeln!(self.out, "{rest}")
    }

    pub fn paragraph(&mut self, indent: &str, paint: Paint, text: &str) -> io::Result<()> {
        if text.is_empty() {
            return Ok(());
        }
        write!(self.out, "{indent}")?;
        self.wrapped(indent, indent.len(), paint, text)
    }

    /// Words, broken before the width is reached; a word that is too long stays whole, so that
    /// addresses can be copied.
    fn wrapped(&mut self, indent: &str, from: usize, paint: Paint, text: &str) -> io::Result<()> {
        let Some(width) = self.width else {
            self.paint(paint, text)?;
            return writeln!(self.out);
        };
        let mut lines = vec![String::new()];
        let mut column = from;
        for word in text.split(' ') {
            let length = word.width();
            let first = lines.last().is_none_or(String::is_empty);
            if !first && column + 1 + length > width {
                lines.push(String::new());
                column = indent.len();
            }
            if let Some(current) = lines.last_mut() {
                if !current.is_empty() {
                    current.push(' ');
                    column += 1;
                }
                current.push_str(word);
                column += length;
            }
        }
        for (number, current) in lines.iter().enumerate() {
            if number > 0 {
                write!(self.out, "{indent}")?;
            }
            self.paint(paint, current)?;
            writeln!(self.out)?;
        }
        Ok(())
    }

    pub fn paint(&mut self, paint: Paint, text: &str) -> io::Result<()> {
        if self.colour && !paint.code().is_empty() {
            write!(self.out, "{}{text}\u{1b}[0m", paint.code())
        } else {
            write!(self.out, "{text}")
        }
    }
}

/// As much of a text as fits, and a mark where it does not.
fn clip(text: &str, width: usize) -> Cow<'_, str> {
    if text.width() <= width {
        return Cow::Borrowed(text);
    }
    let mut column = 0;
    let end = text.char_indices().find(|(_, c)| {
        column += c.width().unwrap_or_default();
        column >= width
    });
    let shown = end.map_or(text, |(end, _)| &text[..end]);
    Cow::Owned(format!("{}…", shown.trim_end()))
}
