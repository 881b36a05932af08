//! The text of the detail under construction.

use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use super::difference::Part;
use crate::report::Row;
use crate::tui::text;
use crate::tui::theme::Theme;
use crate::verdict::Outcome;

/// A text under construction.
pub struct Page {
    /// What things look like.
    pub theme: Theme,
    /// The columns of its text.
    pub width: usize,
    /// The lines so far.
    pub lines: Vec<Line<'static>>,
    /// The lines at which evidence stands, each with its place among the evidence.
    pub links: Vec<(usize, usize)>,
    /// The line that is marked.
    pub marked: Option<usize>,
    mark_next: bool,
}

impl Page {
    /// An empty one.
    #[must_use]
    pub const fn new(theme: Theme, width: usize) -> Self {
        Self {
            theme,
            width,
            lines: Vec::new(),
            links: Vec::new(),
            marked: None,
            mark_next: false,
        }
    }

    /// The next line is a piece of evidence.
    pub fn link(&mut self, number: usize) {
        self.links.push((self.lines.len(), number));
    }

    /// Marks the next paragraph.
    pub const fn mark_if(&mut self, marked: bool) {
        self.mark_next |= marked;
    }

    /// A paragraph; its later lines begin under its first, `hang` columns in.
    pub fn spans(&mut self, spans: &[Span<'_>], hang: usize) {
        let first = self.lines.len();
        self.lines.extend(text::wrap(spans, self.width, hang));
        if std::mem::take(&mut self.mark_next) {
            self.marked = Some(first);
            for line in &mut self.lines[first..] {
                let spans = std::mem::take(&mut line.spans);
                let style = self.theme.marked();
                line.spans = spans
                    .into_iter()
                    .map(|span| span.patch_style(style))
                    .collect();
            }
        }
    }

    /// A line of configuration: comments are faint, and what does not fit goes on under a mark, so
    /// that no wrapped line looks like one of its own.
    pub fn code(&mut self, line: &str) {
        let line = text::code(line, "    ");
        let start = line.trim_start();
        let margin = line.len() - start.len();
        let comment = ["#", "//", "/*", "* ", "<!--", "--", ";"]
            .iter()
            .any(|mark| start.starts_with(mark));
        let style = if comment {
            self.theme.faint()
        } else {
            self.theme.code()
        };
        let hang = margin.min(20) + 6;
        let first = self.lines.len();
        self.lines.extend(text::wrap(
            &[Span::raw("  "), Span::styled(line, style)],
            self.width,
            hang,
        ));
        for wrapped in self.lines.iter_mut().skip(first + 1) {
            if let Some(indent) = wrapped.spans.first_mut()
                && indent.content.len() >= 4
                && indent.content.trim().is_empty()
            {
                let space = " ".repeat(indent.content.len() - 2);
                *indent = Span::styled(format!("{space}↪ "), self.theme.faint());
            }
        }
    }

    /// A paragraph of one style.
    pub fn text(&mut self, words: &str, style: Style) {
        self.spans(&[Span::styled(words, style)], 0);
    }

    /// A paragraph after a margin.
    pub fn indented(&mut self, margin: usize, words: &str, style: Style) {
        self.spans(
            &[Span::raw(" ".repeat(margin)), Span::styled(words, style)],
            margin,
        );
    }

    /// An empty line, unless there is one already or nothing above.
    pub fn gap(&mut self) {
        if self.lines.last().is_some_and(|line| line.width() > 0) {
            self.lines.push(Line::default());
        }
    }

    /// What the lines after it are about.
    pub fn heading(&mut self, words: &str) {
        self.gap();
        let style = self.theme.accent();
        self.text(words, style);
    }

    /// Which request it is about, in one line.
    pub fn request(&mut self, row: &Row<'_>) {
        let words = format!("{} {}", text::value(row.method), text::value(row.url));
        let room = self.width.saturating_sub(2);
        let style = self.theme.outcome(row.outcome);
        self.lines.push(Line::from(vec![
            Span::styled(format!("{} ", row.outcome.symbol()), style),
            Span::styled(text::clip_middle(&words, room), self.theme.strong()),
        ]));
        self.gap();
    }

    /// A value after what it is, with the parts underlined in which it differs from another, and
    /// carets under them.
    pub fn marked(
        &mut self,
        before: Vec<Span<'_>>,
        parts: &[Part<'_>],
        outcome: Outcome,
        hang: usize,
    ) {
        let mut spans = before;
        for (part, same) in parts {
            let style = if *same {
                Style::new()
            } else {
                self.theme.difference(outcome)
            };
            spans.push(Span::styled((*part).to_owned(), style));
        }
        let lines = text::wrap(&spans, self.width, hang);
        let carets: Vec<String> = lines.iter().map(carets).collect();
        // Under a long value that differs as a whole they would be noise.
        let few = carets.iter().filter(|carets| !carets.is_empty()).count() <= 2;
        for (line, carets) in lines.into_iter().zip(carets) {
            self.lines.push(line);
            if few && !carets.is_empty() {
                self.lines.push(Line::styled(carets, self.theme.strong()));
            }
        }
    }

    /// A name in a column and its value beside it.
    pub fn field(&mut self, name: &str, column: usize, value: &[Span<'_>]) {
        let mut spans = vec![Span::styled(
            format!("  {}", text::fit(name, column)),
            self.theme.name(),
        )];
        spans.extend_from_slice(value);
        self.spans(&spans, column + 2);
    }
}

/// Carets under what is underlined.
fn carets(line: &Line<'_>) -> String {
    let mut carets = String::new();
    for span in &line.spans {
        let marked = span.style.add_modifier.contains(Modifier::UNDERLINED);
        let mark = if marked { "^" } else { " " };
        carets.push_str(&mark.repeat(span.width()));
    }
    carets.truncate(carets.trim_end().len());
    carets
}
