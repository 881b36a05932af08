//! Where everything stands on a screen of some size. Drawing and the mouse use the same answer.
//!
//! ```text
//! title
//! the whole in a sentence, and under it what the recorder leaves out
//! / filter                                47/312
//!          ^ what is wrong with it
//! ─ by cause ──────────┬─ 1 Why ─ 2 Headers ────
//! list                 │ detail
//! keys, or a notice
//! ```

use ratatui::layout::{Position, Rect, Size};

use super::model::{Focus, Model, Stage};
use super::pane::detail::{Subject, Tab};

/// From this width list and detail stand side by side.
const SIDE_BY_SIDE: u16 = 96;
/// From this width a third pane stands between them: why, beside another tab.
const WITH_WHY: u16 = 200;
/// From this height they stand one above the other, where they cannot stand side by side.
const STACKED: u16 = 36;
/// From this height a list alone on the screen leaves room for what the selected row says.
const WITH_PREVIEW: u16 = 18;
/// From this height the line of the filter is there even where nothing is filtered.
const WITH_FILTER_LINE: u16 = 18;
/// From this height the whole is said in a sentence.
const WITH_SUMMARY: u16 = 20;
/// From this height the tour has a line for its hints.
const WITH_TOUR: u16 = 12;
/// Below this nothing can be shown.
const SMALLEST: Size = Size {
    width: 20,
    height: 5,
};

/// How the panes share the screen, as far as the user says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Arrangement {
    /// Whether the pane in use fills the screen.
    pub zoom: bool,
    /// How much of the screen the list has, in percent, where that was chosen.
    pub split: Option<u16>,
    /// Whether the line between list and detail is being moved with the mouse.
    pub dragging: bool,
}

/// Where the panes are. A pane's first row is its heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layout {
    /// The file and its counts.
    pub title: Rect,
    /// The whole in a sentence.
    pub summary: Option<Rect>,
    /// What the recorder leaves out.
    pub limit: Option<Rect>,
    /// The filter.
    pub filter: Option<Rect>,
    /// What is wrong with the filter, or what could be typed.
    pub help: Option<Rect>,
    /// The hint of the tour.
    pub tour: Option<Rect>,
    /// The view of the whole.
    pub overview: Option<Rect>,
    /// The list.
    pub list: Option<Rect>,
    /// The line between list and detail, where they stand side by side.
    pub divider: Option<Rect>,
    /// Why, where the detail shows another tab beside it; with the line at its left.
    pub why: Option<Rect>,
    /// The detail.
    pub detail: Option<Rect>,
    /// What the selected row says, where the detail is not shown.
    pub preview: Option<Rect>,
    /// The keys.
    pub footer: Rect,
}

/// Whether a screen is too small for anything.
#[must_use]
pub fn too_small(size: Size) -> bool {
    size.width < SMALLEST.width || size.height < SMALLEST.height
}

/// Whether only one of list and detail is shown at a time.
#[must_use]
pub fn one_at_a_time(size: Size) -> bool {
    size.width < SIDE_BY_SIDE && size.height < STACKED
}

/// The least and the most of the screen that the list gets, in percent.
const SPLIT: (u16, u16) = (20, 80);

/// Gives the list more room, or less.
pub fn widen(model: &mut Model, more: bool) {
    let layout = Layout::of(model);
    let (Some(list), Some(detail)) = (layout.list, layout.detail) else {
        model.tell("only one pane is shown; z shows both where there is room".to_owned());
        return;
    };
    let (part, whole) = if list.y == detail.y {
        (list.width, list.width + detail.width)
    } else {
        (list.height, list.height + detail.height)
    };
    let now = (u32::from(part) * 100).div_ceil(u32::from(whole.max(1)));
    let now = u16::try_from(now).unwrap_or(50);
    let to = if more { now + 5 } else { now.saturating_sub(5) };
    model.arrangement.split = Some(to.clamp(SPLIT.0, SPLIT.1));
}

/// Moves the line between list and detail to a column.
pub fn move_divider(model: &mut Model, column: u16) {
    let width = u32::from(model.size.width.max(1));
    let percent = (u32::from(column) * 100).div_ceil(width);
    let percent = u16::try_from(percent).unwrap_or(50);
    model.arrangement.split = Some(percent.clamp(SPLIT.0, SPLIT.1));
}

impl Layout {
    /// Where the panes of this model are.
    #[must_use]
    #[expect(clippy::too_many_lines, reason = "one screen from top to bottom")]
    pub fn of(model: &Model) -> Self {
        let size = model.size;
        let mut top = 0;
        let mut row = || {
            top += 1;
            Rect::new(0, top - 1, size.width, 1).intersection(Rect::from(size))
        };
        let title = row();
        let roomy = size.height >= WITH_SUMMARY && model.stage == Stage::Ready;
        let summary = roomy.then(&mut row);
        let limit = (roomy && !model.comparing && !model.standing.limits.is_empty()).then(&mut row);
        let wanted = !model.comparing
            && (size.height >= WITH_FILTER_LINE
                || model.focus == Focus::Filter
                || !model.filter.text().is_empty());
        let filter = wanted.then(&mut row);
        // While one types, the line is there with or without something wrong, so that nothing
        // jumps.
        let typing = model.focus == Focus::Filter && size.height >= WITH_FILTER_LINE;
        let help = (wanted && (typing || model.filter.problem().is_some())).then(&mut row);
        let footer = Rect::new(0, size.height.saturating_sub(1), size.width, 1);
        let touring = model.tour.is_some() && size.height >= WITH_TOUR;
        let tour = touring.then(|| Rect::new(0, size.height - 2, size.width, 1));
        let body = Rect::new(
            0,
            top,
            size.width,
            size.height
                .saturating_sub(top + 1)
                .saturating_sub(u16::from(touring)),
        );
        let mut layout = Self {
            title,
            summary,
            limit,
            filter,
            help,
            tour,
            overview: None,
            list: None,
            divider: None,
            why: None,
            detail: None,
            preview: None,
            footer,
        };
        if model.overview.is_some() {
            layout.overview = Some(body);
            return layout;
        }
        if model.arrangement.zoom {
            if model.detail_has_focus() {
                layout.detail = Some(body);
            } else {
                layout.list = Some(body);
            }
        } else if size.width >= SIDE_BY_SIDE {
            // A narrow detail needs its columns more than a narrow list.
            let percent = if size.width < 116 { 45 } else { 47 };
            let three = size.width >= WITH_WHY
                && model.detail.tab != Tab::Why
                && !model.comparing
                && matches!(model.detail.subject, Subject::Exchange(..));
            let percent = if three { 34 } else { percent };
            let percent = model.arrangement.split.unwrap_or(percent);
            let left = body.width * percent / 100;
            layout.list = Some(Rect {
                width: left,
                ..body
            });
            layout.divider = Some(Rect {
                x: left,
                width: 1,
                ..body
            });
            let mut rest = Rect {
                x: left + 1,
                width: body.width - left - 1,
                ..body
            };
            if three {
                let width = rest.width / 2;
                layout.why = Some(Rect { width, ..rest });
                rest.x += width;
                rest.width -= width;
            }
            layout.detail = Some(rest);
        } else if size.height >= STACKED {
            let above = body.height * model.arrangement.split.unwrap_or(40) / 100;
            layout.list = Some(Rect {
                height: above,
                ..body
            });
            layout.detail = Some(Rect {
                y: body.y + above,
                height: body.height - above,
                ..body
            });
        } else if model.detail_has_focus() {
            layout.detail = Some(body);
        } else if size.height >= WITH_PREVIEW && !model.comparing {
            let below = 5;
            layout.list = Some(Rect {
                height: body.height - below,
                ..body
            });
            layout.preview = Some(Rect {
                y: body.y + body.height - below,
                height: below,
                ..body
            });
        } else {
            layout.list = Some(body);
        }
        layout
    }

    /// The rows of the view of the whole.
    #[must_use]
    pub fn overview_rows(&self) -> usize {
        self.overview.map_or(0, |area| body(area).height).into()
    }

    /// The rows of the list under its heading.
    #[must_use]
    pub fn list_rows(&self) -> usize {
        self.list.map_or(0, |area| body(area).height).into()
    }

    /// The rows of the detail under its heading.
    #[must_use]
    pub fn detail_rows(&self) -> usize {
        self.detail.map_or(0, |area| body(area).height).into()
    }

    /// The columns of the detail's text.
    #[must_use]
    pub fn detail_columns(&self) -> usize {
        self.detail.map_or(0, |area| body(area).width).into()
    }
}

/// A pane without its heading.
#[must_use]
pub fn body(area: Rect) -> Rect {
    Rect {
        y: area.y + 1,
        height: area.height.saturating_sub(1),
        ..area
    }
}

/// The row of an area in which a position is, counted from its first.
#[must_use]
pub fn row_in(area: Rect, position: Position) -> Option<usize> {
    area.contains(position)
        .then(|| usize::from(position.y - area.y))
}

/// A box in the middle of the screen, for what is laid over it.
#[must_use]
pub fn overlay(size: Size, width: u16, height: u16) -> Rect {
    let width = width.min(size.width);
    let height = height.min(size.height.saturating_sub(1));
    Rect::new(
        (size.width - width) / 2,
        (size.height - height) / 3,
        width,
        height,
    )
}
