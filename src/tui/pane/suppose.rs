//! The line in which another response of the server is written, for the tab What if.

use ratatui::text::{Line, Span};
use tui_input::Input;

use super::detail::what_if::Experiment;
use crate::tui::text;
use crate::tui::theme::Theme;

/// The widest the box gets.
pub const WIDTH: usize = 78;

/// The rows of the box.
pub const HEIGHT: u16 = 5;

/// The line under construction.
#[derive(Debug, Default)]
pub struct SupposeBox {
    /// The message that it is of, among those of the experiment.
    pub message: usize,
    /// What was typed.
    pub input: Input,
    /// Why it was not taken.
    pub problem: Option<&'static str>,
    offered: usize,
}

impl SupposeBox {
    /// Begins with the message that failed and the line that it lacks; where there is none, with
    /// the last message, the one that the page would get.
    #[must_use]
    pub fn new(experiment: &Experiment, start: Option<(usize, String)>) -> Self {
        let mut new = Self {
            message: experiment.messages().saturating_sub(1),
            ..Self::default()
        };
        new.offer(experiment, 0);
        if let Some((message, line)) = start {
            new.message = message;
            new.input = Input::new(text::value(&line));
        }
        new
    }

    /// Goes to the next message, or the one before.
    pub fn next_message(&mut self, experiment: &Experiment, forwards: bool) {
        let count = experiment.messages().max(1);
        let step = if forwards { 1 } else { count - 1 };
        self.message = (self.message + step) % count;
        self.offered = 0;
        self.offer(experiment, 0);
    }

    /// Begins with the line that is so many further on.
    pub fn offer(&mut self, experiment: &Experiment, by: isize) {
        let lines = experiment.lines(self.message);
        let last = lines.len().saturating_sub(1);
        self.offered = self.offered.saturating_add_signed(by).min(last);
        self.problem = None;
        self.input = Input::new(lines.into_iter().nth(self.offered).unwrap_or_default());
    }

    /// The text of the box, and the column of the cursor in its first line.
    #[must_use]
    pub fn lines(&self, theme: Theme, width: usize) -> (Vec<Line<'static>>, usize) {
        let scroll = self.input.visual_scroll(width.saturating_sub(1));
        let typed: String = self.input.value().chars().skip(scroll).collect();
        let hint = match self.problem {
            Some(problem) => Line::styled(problem, theme.trouble()),
            None => Line::styled("Name: value, or -Name, or a status", theme.faint()),
        };
        let keys = "Enter applies it, ↑ ↓ choose a header, Tab the message";
        let lines = vec![
            Line::from(Span::raw(typed)),
            hint,
            Line::styled(keys, theme.faint()),
        ];
        (lines, self.input.visual_cursor().saturating_sub(scroll))
    }
}
