//! The last line: the keys that are most useful here, as many as there is room for; or what was
//! just done.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::keys::Action;
use super::model::Model;
use super::pane::detail::{Subject, Tab};
use super::text;

/// A key of the footer.
struct Hint {
    action: Action,
    key: String,
    words: &'static str,
}

impl Hint {
    fn width(&self) -> usize {
        text::width(&self.key) + text::width(self.words) + 3
    }
}

/// Whether a key does something in what is on the screen now.
fn is_of_use(model: &Model, action: Action) -> bool {
    let tab = model.detail.tab;
    match action {
        Action::Servers => tab == Tab::Fix,
        Action::Follow => matches!(tab, Tab::Why | Tab::Raw),
        Action::Suppose if model.overlays.is_empty() => tab == Tab::WhatIf,
        Action::Try => match &model.detail.subject {
            Subject::Exchange(_, told) => told.cause.is_some(),
            Subject::Group(..) => tab == Tab::Fix,
            Subject::Nothing => false,
        },
        Action::Beside => match &model.detail.subject {
            Subject::Exchange(id, _) => model.report.row(*id).outcome.is_failure(),
            Subject::Group(..) | Subject::Nothing => false,
        },
        Action::Compare => model.compare.is_some(),
        Action::ByFile => model.report.captures.len() > 1,
        _ => true,
    }
}

/// The keys that there is room for.
fn hints(model: &Model, width: usize) -> Vec<Hint> {
    let context = model.context();
    let mut hints: Vec<Hint> = model
        .keymap
        .rows()
        .filter(|row| row.binding.context.overlaps(context))
        .filter(|row| is_of_use(model, row.binding.action))
        .filter_map(|row| {
            Some(Hint {
                action: row.binding.action,
                key: row.keys.first()?.to_string(),
                words: row.binding.hint?,
            })
        })
        .collect();
    // Help and the way out are worth more than the rest.
    let stays = |hint: &Hint| {
        matches!(
            hint.action,
            Action::Help | Action::Quit | Action::Back | Action::Cancel
        )
    };
    let kept: usize = hints
        .iter()
        .filter(|hint| stays(hint))
        .map(Hint::width)
        .sum();
    let mut left = width.saturating_sub(kept);
    hints.retain(|hint| {
        let fits = hint.width() <= left;
        if fits && !stays(hint) {
            left -= hint.width();
        }
        fits || stays(hint)
    });
    hints
}

/// The action whose key stands at a column of the footer.
#[must_use]
pub fn action_at(model: &Model, width: u16, column: u16) -> Option<Action> {
    if model.notice.is_some() {
        return None;
    }
    let mut start = 0;
    for hint in hints(model, width.into()) {
        let place: Range<usize> = start..start + hint.width();
        if place.contains(&usize::from(column)) {
            return Some(hint.action);
        }
        start = place.end;
    }
    None
}

/// Draws the line.
pub fn draw(model: &Model, area: Rect, buffer: &mut Buffer) {
    let theme = model.theme;
    let width = usize::from(area.width);
    if let Some(notice) = &model.notice {
        let style = if notice.trouble {
            theme.trouble()
        } else {
            theme.strong()
        };
        let words = text::value(&notice.text);
        buffer.set_stringn(
            area.x + 1,
            area.y,
            text::clip(&words, width - 2),
            width,
            style,
        );
        return;
    }
    let mut line = Vec::new();
    for hint in hints(model, width) {
        line.push(Span::raw(" "));
        line.push(Span::styled(hint.key, theme.accent()));
        line.push(Span::styled(format!(" {} ", hint.words), theme.faint()));
    }
    buffer.set_line(area.x, area.y, &Line::from(line), area.width);
}
