//! Problems in the files and limits of the recorders: files that could not be read, what was passed
//! over in the others, and what the recorders leave out.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::capture::Note;
use crate::tui::model::Model;
use crate::tui::text;
use crate::verdict::Outcome;

/// The widest the text gets.
pub const WIDTH: usize = 90;

/// How many notes of a file are listed.
const LISTED: usize = 200;

/// The text.
#[must_use]
pub fn lines(model: &Model, width: usize) -> Vec<Line<'static>> {
    let theme = model.theme;
    let mut lines = Vec::new();
    for reason in model
        .mistakes
        .iter()
        .map(String::as_str)
        .chain(model.unreadable())
    {
        let spans = [
            Span::styled("! ", theme.trouble()),
            Span::raw(text::value(reason)),
        ];
        lines.extend(text::wrap(&spans, width, 2));
    }
    for capture in model.report.captures.iter() {
        let limits = capture.producer.recorder.habits().limits;
        if limits.is_empty() && capture.notes.is_empty() {
            continue;
        }
        if !lines.is_empty() {
            lines.push(Line::default());
        }
        lines.push(Line::styled(text::value(&capture.file), theme.accent()));
        if !limits.is_empty() {
            let recorder = capture.producer.recorder.habits().name;
            lines.push(Line::styled(
                format!("  What recordings by {recorder} leave out"),
                theme.strong(),
            ));
        }
        for limit in limits {
            let spans = [
                Span::styled("  ! ", theme.outcome(Outcome::Failed)),
                Span::raw(*limit),
            ];
            lines.extend(text::wrap(&spans, width, 4));
        }
        if capture.notes.is_empty() {
            lines.push(Line::styled(
                "  The file was read without problems.",
                Style::new(),
            ));
        } else {
            lines.push(Line::styled("  Problems in the file", theme.strong()));
        }
        for note in capture.notes.iter().take(LISTED) {
            let spans = [
                Span::raw("  "),
                Span::raw(text::value(&note.text)),
                Span::styled(place(note), theme.faint()),
            ];
            lines.extend(text::wrap(&spans, width, 4));
        }
        let more = capture.notes.len().saturating_sub(LISTED);
        if more > 0 {
            lines.push(Line::styled(
                format!("  and {} more", text::count(more)),
                theme.faint(),
            ));
        }
    }
    if lines.is_empty() {
        lines.push(Line::styled(
            "No problems: every file was read completely.",
            Style::new(),
        ));
    }
    lines
}

fn place(note: &Note) -> String {
    let place = &note.place;
    let mut words = Vec::new();
    if let Some(entry) = place.entry {
        words.push(format!("entry {entry}"));
    }
    if let Some(line) = place.line {
        words.push(format!("line {line}"));
    }
    if let Some(offset) = place.offset {
        words.push(format!("byte {offset}"));
    }
    if let Some(pointer) = &place.pointer {
        words.push(text::value(pointer));
    }
    if words.is_empty() {
        String::new()
    } else {
        format!("  ({})", words.join(", "))
    }
}
