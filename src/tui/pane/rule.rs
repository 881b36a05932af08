//! What a rule means: its documentation, set as text.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::rules::Rule;
use crate::tui::text;
use crate::tui::theme::Theme;

/// The widest the text gets.
pub const WIDTH: usize = 86;

/// The text.
#[must_use]
pub fn lines(rule: &Rule, theme: Theme, width: usize) -> Vec<Line<'static>> {
    let mut lines = vec![Line::styled(text::sentence(rule.summary), theme.strong())];
    let mut paragraph = String::new();
    let mut example = false;
    for line in rule.documentation().lines() {
        let fence = line.starts_with("```");
        let heading = line.strip_prefix("# ").filter(|_| !example);
        if fence || heading.is_some() || line.trim().is_empty() {
            lines.extend(set(&paragraph, theme, width));
            paragraph.clear();
        }
        if fence {
            example = !example;
        } else if let Some(heading) = heading {
            lines.push(Line::default());
            lines.push(Line::styled(heading.to_owned(), theme.accent()));
        } else if example {
            let line = Span::raw(format!("  {line}"));
            lines.extend(text::wrap(&[line], width, 6));
        } else {
            if !paragraph.is_empty() {
                paragraph.push(' ');
            }
            paragraph.push_str(line.trim());
        }
    }
    lines.extend(set(&paragraph, theme, width));
    lines.push(Line::default());
    lines.push(Line::styled(rule.spec, theme.faint()));
    lines
}

/// A paragraph, with what stands between backticks in the style of names.
fn set(paragraph: &str, theme: Theme, width: usize) -> Vec<Line<'static>> {
    if paragraph.is_empty() {
        return Vec::new();
    }
    let styles = [Style::new(), theme.name()];
    let spans: Vec<Span<'_>> = paragraph
        .split('`')
        .zip(styles.into_iter().cycle())
        .map(|(part, style)| Span::styled(part, style))
        .collect();
    text::wrap(&spans, width, 0)
}
