//! The export dialog: in which format, to which file, with or without secrets.

use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use ratatui::text::{Line, Span};
use tui_input::Input;

use crate::export::{FORMATS, Format};
use crate::report::{ExchangeId, Report};
use crate::tui::message::Save;
use crate::tui::text;
use crate::tui::theme::Theme;

/// The widest the box gets.
pub const WIDTH: usize = 64;

/// The column in which values begin.
const COLUMN: usize = 10;

/// A field of the dialog.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Field {
    /// The file's name.
    #[default]
    Name,
    /// The format.
    Format,
    /// Whether secrets are written.
    Secrets,
}

impl Field {
    /// All, from top to bottom.
    pub const ALL: [Self; 3] = [Self::Format, Self::Name, Self::Secrets];
}

/// A name as the shell would read it: with the user's home in place of `~/`.
fn expanded(name: &str) -> PathBuf {
    match (name.strip_prefix("~/"), std::env::home_dir()) {
        (Some(rest), Some(home)) => home.join(rest),
        _ => PathBuf::from(name),
    }
}

/// The dialog.
#[derive(Debug)]
pub struct ExportDialog {
    /// The file's name.
    pub name: Input,
    /// The field that gets the keys.
    pub field: Field,
    /// Whether cookies, tokens and the like are written.
    pub secrets: bool,
    /// What went wrong.
    pub problem: Option<String>,
    format: usize,
    ids: Arc<Vec<ExchangeId>>,
}

impl ExportDialog {
    /// For these exchanges of the report.
    #[must_use]
    pub fn new(report: &Report, ids: Arc<Vec<ExchangeId>>) -> Self {
        Self {
            name: Input::new(default_name(report)),
            field: Field::default(),
            secrets: false,
            problem: None,
            format: 0,
            ids,
        }
    }

    /// Goes to the next field (or the one before).
    pub fn next_field(&mut self, forwards: bool) {
        let count = Field::ALL.len();
        let at = Field::ALL
            .iter()
            .position(|&f| f == self.field)
            .unwrap_or(0);
        let step = if forwards { 1 } else { count - 1 };
        self.field = Field::ALL[(at + step) % count];
    }

    /// Takes the next format (or the one before), with the file name's ending.
    pub fn next_format(&mut self, forwards: bool) {
        let count = FORMATS.len();
        let step = if forwards { 1 } else { count - 1 };
        self.set_format((self.format + step) % count);
    }

    /// Takes a format, with the file name's ending.
    pub fn set_format(&mut self, format: usize) {
        let old = FORMATS[self.format].extension;
        self.format = format.min(FORMATS.len() - 1);
        if let Some(stem) = self.name.value().strip_suffix(&format!(".{old}")) {
            let new = FORMATS[self.format].extension;
            self.name = Input::new(format!("{stem}.{new}"));
        }
    }

    /// Takes the format that the file's name ends with, after the name was changed.
    pub fn renamed(&mut self) {
        let Some((_, ending)) = self.name.value().rsplit_once('.') else {
            return;
        };
        let named = FORMATS.iter().position(|format| {
            [format.extension, format.name]
                .iter()
                .any(|own| own.eq_ignore_ascii_case(ending))
        });
        self.format = named.unwrap_or(self.format);
    }

    /// Takes in a click on a row and a column of the box. Gives whether anything is there.
    pub fn click(&mut self, row: usize, column: usize, width: usize) -> bool {
        let Some(field) = Field::ALL.get(row) else {
            return false;
        };
        self.field = *field;
        let room = width.saturating_sub(COLUMN + 4);
        let Some(column) = column.checked_sub(COLUMN + 2) else {
            return true;
        };
        match field {
            Field::Format => {
                let mut end = 0;
                let hit = self.shown_formats(room).find(|at| {
                    end += FORMATS[*at].name.len() + 3;
                    column < end
                });
                if let Some(format) = hit {
                    self.set_format(format);
                }
            }
            Field::Secrets => self.secrets = !self.secrets,
            Field::Name => {}
        }
        true
    }

    /// What is to be written; `None` without a name.
    #[must_use]
    pub fn save(&self) -> Option<Save> {
        let name = self.name.value().trim();
        (!name.is_empty()).then(|| Save {
            path: expanded(name),
            format: self.format,
            ids: Arc::clone(&self.ids),
            secrets: self.secrets,
            overwrite: false,
        })
    }

    /// The formats that have room: from the first on, or up to the chosen one where it stands
    /// further on.
    fn shown_formats(&self, room: usize) -> Range<usize> {
        let width = |format: &Format| format.name.len() + 3;
        // Room for the sign that there are more.
        let room = room.saturating_sub(2);
        let mut from = 0;
        while from < self.format
            && FORMATS[from..=self.format].iter().map(width).sum::<usize>() > room
        {
            from += 1;
        }
        let mut used = 0;
        let fitting = FORMATS[from..]
            .iter()
            .take_while(|format| {
                used += width(format);
                used <= room
            })
            .count();
        from..(from + fitting).max(self.format + 1)
    }

    /// The lines of the box, and where the cursor is in them.
    #[must_use]
    pub fn lines(
        &self,
        theme: Theme,
        width: usize,
    ) -> (Vec<Line<'static>>, Option<(usize, usize)>) {
        let room = width.saturating_sub(COLUMN + 4);
        let scroll = self.name.visual_scroll(room);
        let name: String = self.name.value().chars().skip(scroll).collect();
        let shown = self.shown_formats(room);
        let mut formats: Vec<Span<'static>> = FORMATS[shown.clone()]
            .iter()
            .map(|format| {
                if format.name == FORMATS[self.format].name {
                    Span::styled(format!("[{}] ", format.name), theme.strong())
                } else {
                    Span::styled(format!(" {}  ", format.name), theme.faint())
                }
            })
            .collect();
        if shown.end < FORMATS.len() {
            formats.push(Span::styled("…", theme.faint()));
        }
        let secrets = if self.secrets { "[x] " } else { "[ ] " };
        let mut lines = Vec::new();
        for field in Field::ALL {
            let (label, value) = match field {
                Field::Format => ("format", formats.clone()),
                Field::Name => (
                    "file",
                    vec![Span::raw(text::clip(&name, room).into_owned())],
                ),
                Field::Secrets => (
                    "secrets",
                    vec![
                        Span::raw(secrets),
                        Span::styled("cookies, tokens, keys in URLs", theme.faint()),
                    ],
                ),
            };
            let current = field == self.field;
            let style = if current {
                theme.accent()
            } else {
                theme.name()
            };
            let marker = if current { "> " } else { "  " };
            let mut spans = vec![
                Span::styled(marker, style),
                Span::styled(text::fit(label, COLUMN), style),
            ];
            spans.extend(value);
            lines.push(Line::from(spans));
        }
        let count = text::counted(self.ids.len(), "request, as shown", "requests, as shown");
        lines.push(Line::default());
        match &self.problem {
            Some(problem) => lines.extend(text::wrap(
                &[Span::styled(text::value(problem), theme.trouble())],
                width,
                0,
            )),
            None => lines.push(Line::styled(format!("  {count}"), theme.faint())),
        }
        let cursor = (self.field == Field::Name).then(|| {
            (
                2 + COLUMN + self.name.visual_cursor().saturating_sub(scroll),
                1,
            )
        });
        (lines, cursor)
    }
}

/// The name of the first capture with another ending, in the folder the program runs in.
fn default_name(report: &Report) -> String {
    let file = report.captures.first().map_or("", |capture| &capture.file);
    let last = file.rsplit(['/', '\\']).next().unwrap_or("");
    let mut stem = last;
    for ending in [".gz", ".zip", ".har", ".json"] {
        stem = stem.strip_suffix(ending).unwrap_or(stem);
    }
    let stem: String = stem
        .chars()
        .filter(|c| c.is_alphanumeric() || "._-".contains(*c))
        .collect();
    let stem = stem.trim_start_matches(['.', '-']);
    let stem = if stem.is_empty() { "capture" } else { stem };
    let ending = FORMATS.first().map_or("txt", |format| format.extension);
    format!("{stem}-cors.{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::capture::Capture;

    #[test]
    fn the_default_name_comes_from_the_capture() {
        for (file, name) in [
            ("fixtures/shop.har", "shop-cors.txt"),
            ("shop.har.gz", "shop-cors.txt"),
            ("-", "capture-cors.txt"),
            ("", "capture-cors.txt"),
            ("../../.har", "capture-cors.txt"),
            ("a\u{1b}[31mb.har", "a31mb-cors.txt"),
        ] {
            let report = Report {
                captures: vec![Capture {
                    file: file.to_owned(),
                    ..Capture::default()
                }]
                .into(),
                ..Report::default()
            };
            assert_eq!(default_name(&report), name, "{file:?}");
        }
    }

    #[test]
    fn the_ending_follows_the_format() {
        let mut dialog = ExportDialog::new(&Report::default(), Arc::default());
        for format in FORMATS {
            assert!(
                dialog
                    .name
                    .value()
                    .ends_with(&format!(".{}", format.extension))
            );
            dialog.next_format(true);
        }
        dialog.name = Input::new("mine".to_owned());
        dialog.next_format(true);
        assert_eq!(dialog.name.value(), "mine");
    }
}
