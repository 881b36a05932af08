//! The list: exchanges in groups, of which each can be folded, or one after another.

pub mod arrange;
mod group;
mod order;
mod rows;
mod url;
mod words;

use std::collections::BTreeMap;
use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use self::arrange::Arranged;
pub use self::group::{Group, Heading, group_title, target_host};
pub use self::order::Order;
use self::rows::Columns;
pub use self::rows::{cause_words, status};
pub use self::url::{fitted, host};
use crate::report::columns;
use crate::report::group::GroupBy;
use crate::report::{ExchangeId, Report};
use crate::tui::theme::Theme;
use crate::verdict::Outcome;

/// One line of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListLine {
    /// The heading of a group.
    Group(usize),
    /// An exchange of a group.
    Exchange(usize, ExchangeId),
}

/// The list.
#[derive(Debug, Default)]
pub struct List {
    arranged: Arranged,
    /// The line at which each group begins, and the number of all lines.
    starts: Vec<usize>,
    selected: usize,
    /// The exchange that was selected last.
    remembered: Option<ExchangeId>,
    offset: usize,
    /// The groups that were folded or unfolded by hand.
    folded: BTreeMap<u32, bool>,
    /// Whether all groups were folded or unfolded by hand.
    all_folded: Option<bool>,
}

impl List {
    /// What the groups have in common; `None` where nothing is grouped.
    #[must_use]
    pub const fn grouping(&self) -> Option<GroupBy> {
        self.arranged.by
    }

    /// What comes first.
    #[must_use]
    pub const fn order(&self) -> Order {
        self.arranged.order
    }

    /// The groups; one, without a heading, where nothing is grouped.
    #[must_use]
    pub fn groups(&self) -> &[Group] {
        &self.arranged.groups
    }

    /// The exchanges of a group.
    #[must_use]
    pub fn members(&self, group: usize) -> &[ExchangeId] {
        self.groups()
            .get(group)
            .map_or(&[], |group| &self.arranged.ids[group.range()])
    }

    /// How many exchanges there are in the groups.
    #[must_use]
    pub fn shown(&self) -> usize {
        self.arranged.ids.len()
    }

    /// The exchanges shown, as recorded.
    #[must_use]
    pub fn through(&self) -> Arc<Vec<ExchangeId>> {
        Arc::clone(&self.arranged.through)
    }

    /// The exchanges shown, in order, those of folded groups too.
    #[must_use]
    pub fn ids(&self) -> &Arc<Vec<ExchangeId>> {
        &self.arranged.ids
    }

    /// The heading of the list.
    #[must_use]
    pub fn heading(&self) -> String {
        self.grouping().map_or_else(
            || "not grouped".to_owned(),
            |by| format!("by {}", by.word()),
        )
    }

    /// Takes the exchanges to show. Where they were narrowed by a filter, everything is unfolded.
    pub fn show(&mut self, columns: &columns::Columns, arranged: Arranged, narrowed: bool) {
        // What was selected before a filter hid it is selected again when it comes back.
        if let Some(id) = self.selected_exchange() {
            self.remembered = Some(id);
        } else if self.selection().is_some() {
            self.remembered = None;
        }
        if self.arranged.by != arranged.by {
            self.folded.clear();
            self.all_folded = None;
        }
        self.arranged = arranged;
        let alone = self.groups().len() == 1;
        // A request that is alone with its cause says itself what a heading would say.
        let told_by_row = matches!(
            self.grouping(),
            Some(GroupBy::Cause | GroupBy::Rule | GroupBy::Endpoint)
        );
        for group in &mut self.arranged.groups {
            let quiet = group.failures == 0 && group.worst != Outcome::Undetermined;
            let default = self.all_folded.unwrap_or(quiet && !narrowed && !alone);
            group.folded = self.folded.get(&group.number).copied().unwrap_or(default);
            group.alone = told_by_row && group.members == 1;
            group.folded &= !group.alone;
        }
        self.lay_out();
        if let Some(id) = self.remembered
            && !self.select_exchange(id)
        {
            self.select_first_failure(columns);
        }
    }

    fn lay_out(&mut self) {
        let headed = self.grouping().is_some();
        self.starts.clear();
        let mut line = 0;
        for group in &self.arranged.groups {
            self.starts.push(line);
            line += group.lines(headed);
        }
        self.starts.push(line);
        self.selected = self.selected.min(self.last());
    }

    /// How many lines there are.
    #[must_use]
    pub fn lines(&self) -> usize {
        self.starts.last().copied().unwrap_or(0)
    }

    fn last(&self) -> usize {
        self.lines().saturating_sub(1)
    }

    /// What stands on a line.
    fn at(&self, line: usize) -> Option<ListLine> {
        if line >= self.lines() {
            return None;
        }
        let number = self.starts.partition_point(|&start| start <= line) - 1;
        let group = self.groups()[number];
        let row = line - self.starts[number];
        let headed = self.grouping().is_some() && !group.alone;
        match (headed, row) {
            (true, 0) => Some(ListLine::Group(number)),
            (true, row) => Some(self.row(number, row - 1)),
            (false, row) => Some(self.row(number, row)),
        }
    }

    fn row(&self, group: usize, row: usize) -> ListLine {
        let start = self.groups()[group].start;
        ListLine::Exchange(group, self.arranged.ids[start + row])
    }

    /// The place of the selected line.
    #[must_use]
    pub const fn line(&self) -> usize {
        self.selected
    }

    /// The first line seen.
    #[must_use]
    pub const fn offset(&self) -> usize {
        self.offset
    }

    /// Scrolls to a line, as far as the selection stays in view.
    pub fn scroll_to(&mut self, line: usize) {
        self.offset = line.min(self.last());
    }

    /// The selected line.
    #[must_use]
    pub fn selection(&self) -> Option<ListLine> {
        self.at(self.selected)
    }

    /// The selected exchange, where it is not a group that is selected.
    #[must_use]
    pub fn selected_exchange(&self) -> Option<ExchangeId> {
        match self.selection()? {
            ListLine::Exchange(_, id) => Some(id),
            ListLine::Group(_) => None,
        }
    }

    /// The selected exchange, or those of the selected group.
    #[must_use]
    pub fn selected_ids(&self) -> &[ExchangeId] {
        match self.selection() {
            Some(ListLine::Group(number)) => self.members(number),
            Some(ListLine::Exchange(number, id)) => {
                let members = self.members(number);
                let at = members.iter().position(|own| *own == id).unwrap_or(0);
                &members[at..=at]
            }
            None => &[],
        }
    }

    /// Whether nothing is shown.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lines() == 0
    }

    /// Moves the selection by so many lines.
    pub fn move_by(&mut self, lines: isize) {
        self.selected = self.selected.saturating_add_signed(lines).min(self.last());
    }

    /// Selects a line.
    pub fn select(&mut self, line: usize) {
        self.selected = line.min(self.last());
    }

    /// The line at a row of the pane.
    #[must_use]
    pub fn line_at(&self, row: usize) -> Option<usize> {
        let line = self.offset + row;
        (line < self.lines()).then_some(line)
    }

    /// Moves what is seen by so many lines, and the selection only where it would go out of view.
    pub fn scroll_by(&mut self, lines: isize, rows: usize) {
        let last = self.lines().saturating_sub(rows);
        self.offset = self.offset.saturating_add_signed(lines).min(last);
        let bottom = (self.offset + rows).saturating_sub(1).min(self.last());
        self.selected = self.selected.clamp(self.offset.min(bottom), bottom);
    }

    /// Moves what is seen so that the selection is in it.
    pub fn keep_in_view(&mut self, rows: usize) {
        if rows == 0 {
            return;
        }
        self.offset = self.offset.min(self.lines().saturating_sub(rows));
        if self.selected < self.offset {
            self.offset = self.selected;
            // The heading of the group is worth a row.
            let above = self.selected.saturating_sub(1);
            if matches!(self.at(above), Some(ListLine::Group(_))) {
                self.offset = above;
            }
        } else if self.selected >= self.offset + rows {
            self.offset = self.selected + 1 - rows;
        }
    }

    /// Folds (`true`) or unfolds the selected group, or the one of the selected exchange. Gives
    /// whether anything changed.
    pub fn fold(&mut self, folded: bool) -> bool {
        let Some(ListLine::Group(number) | ListLine::Exchange(number, _)) = self.selection() else {
            return false;
        };
        let group = self.groups()[number];
        if self.grouping().is_none() || group.alone || group.folded == folded {
            return false;
        }
        self.set_folded(number, folded);
        self.lay_out();
        self.selected = self.starts[number];
        true
    }

    /// Folds the selected group if it is unfolded, and unfolds it if it is folded.
    pub fn toggle(&mut self) {
        if let Some(ListLine::Group(number)) = self.selection() {
            let folded = !self.groups()[number].folded;
            self.fold(folded);
        }
    }

    /// Folds all groups, or unfolds them if all are folded.
    pub fn fold_all(&mut self) {
        let groups = self.groups();
        let folded = !groups.iter().all(|group| group.folded || group.alone);
        let Some(ListLine::Group(at) | ListLine::Exchange(at, _)) = self.selection() else {
            return;
        };
        let selected = self.selected_exchange();
        self.folded.clear();
        self.all_folded = Some(folded);
        for group in &mut self.arranged.groups {
            group.folded = folded && !group.alone;
        }
        self.lay_out();
        self.selected = self.starts[at];
        if let Some(id) = selected
            && !self.groups()[at].folded
        {
            self.select_exchange(id);
        }
    }

    fn set_folded(&mut self, number: usize, folded: bool) {
        let group = &mut self.arranged.groups[number];
        group.folded = folded;
        self.folded.insert(group.number, folded);
    }

    /// Selects an exchange, unfolding its group. Gives whether it is there.
    pub fn select_exchange(&mut self, id: ExchangeId) -> bool {
        let Some(at) = self.arranged.ids.iter().position(|own| *own == id) else {
            return false;
        };
        self.select_place(at);
        true
    }

    /// Selects the exchange at a place among those of the list, unfolding its group.
    fn select_place(&mut self, at: usize) {
        let number = self.groups().partition_point(|group| group.start <= at) - 1;
        if self.groups()[number].folded {
            self.set_folded(number, false);
            self.lay_out();
        }
        let group = self.groups()[number];
        let heading = usize::from(self.grouping().is_some() && !group.alone);
        self.selected = self.starts[number] + heading + (at - group.start);
    }

    /// Selects the first failure, or the first line.
    pub fn select_first_failure(&mut self, columns: &columns::Columns) {
        self.selected = 0;
        let mut ids = self.arranged.ids.iter();
        if let Some(at) = ids.position(|&id| columns.outcome(id).is_failure()) {
            self.select_place(at);
        }
    }

    /// Selects the next exchange after the selected line (or the one before it) of which `wanted`
    /// holds, going round at the end. Gives whether there is one.
    pub fn seek(&mut self, forwards: bool, wanted: impl Fn(ExchangeId) -> bool) -> bool {
        let ids = &self.arranged.ids;
        // The selection stands on an exchange, or just before the first one of its group.
        let (here, on) = match self.selection() {
            None => return false,
            Some(ListLine::Exchange(number, id)) => {
                let place = self.members(number).iter().position(|own| *own == id);
                (self.groups()[number].start + place.unwrap_or(0), true)
            }
            Some(ListLine::Group(number)) => (self.groups()[number].start, false),
        };
        let count = ids.len();
        let found = if forwards {
            let first = here + usize::from(on);
            (first..first + count).find(|&at| wanted(ids[at % count]))
        } else {
            (here..here + count)
                .rev()
                .find(|&at| wanted(ids[at % count]))
        };
        if let Some(at) = found {
            self.select_place(at % count);
        }
        found.is_some()
    }

    /// Draws the rows.
    pub fn draw(
        &self,
        report: &Report,
        theme: Theme,
        focused: bool,
        area: Rect,
        buffer: &mut Buffer,
    ) {
        let files = report.captures.len();
        let columns = Columns::of(area.width.into(), self.grouping(), files);
        let seen: Vec<(usize, ListLine)> = (self.offset..self.lines())
            .take(area.height.into())
            .filter_map(|number| Some((number, self.at(number)?)))
            .collect();
        for (number, line) in columns.lines(report, self, &seen, theme) {
            let row = u16::try_from(number - self.offset).unwrap_or(0);
            let place = Rect::new(area.x, area.y + row, area.width, 1);
            buffer.set_line(place.x, place.y, &line, place.width);
            if number == self.selected {
                buffer.set_style(
                    place,
                    if focused {
                        theme.selected()
                    } else {
                        theme.selected_elsewhere()
                    },
                );
            }
        }
    }
}
