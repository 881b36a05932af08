//! The keys, those of the pane in use first.

use ratatui::text::{Line, Span};

use crate::tui::keys::{Context, Keymap};
use crate::tui::model::Focus;
use crate::tui::text;
use crate::tui::theme::Theme;

/// The widest the text gets.
pub const WIDTH: usize = 76;

/// The text.
#[must_use]
pub fn lines(keymap: &Keymap, focus: Focus, theme: Theme, width: usize) -> Vec<Line<'static>> {
    let first = match focus {
        Focus::List => Context::List,
        Focus::Detail => Context::Detail,
        Focus::Filter => Context::Filter,
    };
    let mut contexts = Context::ALL;
    contexts.sort_by_key(|&context| match context {
        c if c == first => 0,
        Context::Panes if first != Context::Filter => 1,
        _ => 2,
    });
    let mut lines = Vec::new();
    for context in contexts {
        if !lines.is_empty() {
            lines.push(Line::default());
        }
        lines.push(Line::styled(context.heading(), theme.accent()));
        for row in keymap.rows().filter(|row| row.binding.context == context) {
            let column = if width < 50 { 8 } else { 16 };
            let spans = [
                Span::styled(
                    format!("  {} ", text::fit(&row.names(), column)),
                    theme.strong(),
                ),
                Span::raw(row.binding.help),
            ];
            lines.extend(text::wrap(&spans, width, column + 3));
        }
    }
    lines
}
