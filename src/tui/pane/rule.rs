//! What a rule means: its documentation, set as text; the same that `corslens explain` prints.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::rules::{Block, Rule};
use crate::tui::text;
use crate::tui::theme::Theme;

/// The widest the text gets.
pub const WIDTH: usize = 86;

/// The text.
#[must_use]
pub fn lines(rule: &Rule, theme: Theme, width: usize) -> Vec<Line<'static>> {
    let mut lines = vec![Line::styled(text::sentence(rule.summary), theme.strong())];
    for section in rule.sections() {
        lines.push(Line::default());
        lines.push(Line::styled(section.heading, theme.accent()));
        for (number, block) in section.blocks.iter().enumerate() {
            let after_paragraph =
                number > 0 && matches!(section.blocks[number - 1], Block::Paragraph(_));
            match block {
                Block::Paragraph(words) => {
                    if after_paragraph {
                        lines.push(Line::default());
                    }
                    lines.extend(set("", words, theme, width));
                }
                Block::Item(words) => lines.extend(set("- ", words, theme, width)),
                Block::Code(code) => {
                    for line in code {
                        let line = Span::raw(format!("  {line}"));
                        lines.extend(text::wrap(&[line], width, 6));
                    }
                }
            }
        }
    }
    lines.push(Line::default());
    lines.push(Line::styled(rule.spec, theme.faint()));
    lines
}

/// A paragraph or an item, with what is between backticks in the style of names.
fn set(mark: &'static str, words: &str, theme: Theme, width: usize) -> Vec<Line<'static>> {
    let styles = [Style::new(), theme.name()];
    let parts = words.split('`').zip(styles.into_iter().cycle());
    let spans: Vec<Span<'_>> = std::iter::once(Span::raw(mark))
        .chain(parts.map(|(part, style)| Span::styled(part, style)))
        .collect();
    text::wrap(&spans, width, mark.len())
}
