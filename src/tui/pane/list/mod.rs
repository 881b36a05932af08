//! The list: exchanges in groups, of which each can be folded, or one after another.

mod rows;
mod url;
mod words;

use std::collections::BTreeMap;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use self::rows::Columns;
pub use self::rows::{cause_words, status};
pub use self::url::host;
use crate::http::Origin;
use crate::report::group::{GroupBy, group};
use crate::report::{ExchangeId, Report};
use crate::rules;
use crate::tui::text;
use crate::tui::theme::Theme;
use crate::verdict::Outcome;

/// What comes first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Order {
    /// Failures, then what is open, then the rest.
    #[default]
    FailuresFirst,
    /// What was recorded first.
    Recorded,
    /// By URL.
    Url,
}

impl Order {
    /// All, in the order in which they follow one another.
    pub const ALL: [Self; 3] = [Self::FailuresFirst, Self::Recorded, Self::Url];

    /// In words.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::FailuresFirst => "failures first",
            Self::Recorded => "as recorded",
            Self::Url => "by URL",
        }
    }
}

/// Exchanges with something in common.
#[derive(Debug, Clone)]
pub struct Group {
    /// What they have in common, in words.
    pub title: String,
    /// The exchanges.
    pub ids: Vec<ExchangeId>,
    /// How many of them are failures.
    pub failures: usize,
    /// The worst of their outcomes.
    pub worst: Outcome,
    /// The index of the cause that explains them.
    pub cause: Option<u32>,
    /// The host that all of them were sent to, which titles may begin with; empty where there are
    /// several.
    pub host: String,
    /// The kind of the cause; empty where there is none.
    pub kind: &'static str,
    /// Whether the rows are hidden.
    pub folded: bool,
    /// Whether a single row stands for the whole group.
    pub alone: bool,
    /// What tells it from the others of its grouping, to remember whether it is folded.
    key: (Option<u32>, String),
}

impl Group {
    /// Whether its heading says why its requests failed.
    const fn names_its_rows(&self) -> bool {
        self.cause.is_some() && !self.alone
    }
}

/// One line of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListLine {
    /// The heading of a group.
    Group(usize),
    /// An exchange of a group.
    Exchange(usize, ExchangeId),
}

/// The list.
#[derive(Debug)]
pub struct List {
    /// What the groups have in common; `None` where nothing is grouped.
    pub grouping: Option<GroupBy>,
    /// What comes first.
    pub order: Order,
    /// The groups; one, without a heading, where nothing is grouped.
    pub groups: Vec<Group>,
    /// How many exchanges there are in the groups.
    pub shown: usize,
    lines: Vec<ListLine>,
    selected: usize,
    /// The exchange that was selected last.
    remembered: Option<ExchangeId>,
    offset: usize,
    /// The groups that were folded or unfolded by hand.
    folded: BTreeMap<(Option<u32>, String), bool>,
}

impl Default for List {
    fn default() -> Self {
        Self {
            grouping: Some(GroupBy::Cause),
            order: Order::default(),
            groups: Vec::new(),
            shown: 0,
            lines: Vec::new(),
            selected: 0,
            remembered: None,
            offset: 0,
            folded: BTreeMap::new(),
        }
    }
}

impl List {
    /// Groups by something else from when exchanges are next taken.
    pub fn group_by(&mut self, grouping: Option<GroupBy>) {
        self.folded.clear();
        self.grouping = grouping;
    }

    /// The heading of the list.
    #[must_use]
    pub fn heading(&self) -> String {
        self.grouping.map_or_else(
            || "not grouped".to_owned(),
            |by| format!("by {}", by.word()),
        )
    }

    /// Takes the exchanges to show. Where they were narrowed by a filter, everything is unfolded.
    pub fn show(&mut self, report: &Report, ids: Vec<ExchangeId>, narrowed: bool) {
        // What was selected before a filter hid it is selected again when it comes back.
        if let Some(id) = self.selected_exchange() {
            self.remembered = Some(id);
        } else if self.selection().is_some() {
            self.remembered = None;
        }
        self.shown = ids.len();
        self.groups = groups(report, ids, self.grouping);
        for group in &mut self.groups {
            self.order.sort(report, &mut group.ids);
        }
        match self.order {
            // They come with the worst and largest first.
            Order::FailuresFirst => {}
            Order::Recorded => self.groups.sort_by_key(|group| group.ids.first().copied()),
            Order::Url => self.groups.sort_by(|a, b| a.title.cmp(&b.title)),
        }
        let alone = self.groups.len() == 1;
        for group in &mut self.groups {
            let quiet = group.failures == 0 && group.worst != Outcome::Undetermined;
            let default = quiet && !narrowed && !alone;
            group.folded = self.folded.get(&group.key).copied().unwrap_or(default);
            // A request that is alone with its cause says itself what a heading would say.
            let told_by_row = matches!(
                self.grouping,
                Some(GroupBy::Cause | GroupBy::Rule | GroupBy::Endpoint)
            );
            group.alone = told_by_row && group.ids.len() == 1;
            group.folded &= !group.alone;
        }
        self.lay_out();
        if let Some(id) = self.remembered
            && !self.select_exchange(id)
        {
            self.select_first_failure(report);
        }
    }

    fn lay_out(&mut self) {
        self.lines.clear();
        let flat = self.grouping.is_none();
        for (number, group) in self.groups.iter().enumerate() {
            if !flat && !group.alone {
                self.lines.push(ListLine::Group(number));
            }
            if flat || !group.folded {
                let rows = group.ids.iter();
                self.lines
                    .extend(rows.map(|&id| ListLine::Exchange(number, id)));
            }
        }
        self.selected = self.selected.min(self.last());
    }

    fn last(&self) -> usize {
        self.lines.len().saturating_sub(1)
    }

    /// The place of the selected line.
    #[must_use]
    pub const fn line(&self) -> usize {
        self.selected
    }

    /// The selected line.
    #[must_use]
    pub fn selection(&self) -> Option<ListLine> {
        self.lines.get(self.selected).copied()
    }

    /// The selected exchange, where it is not a group that is selected.
    #[must_use]
    pub fn selected_exchange(&self) -> Option<ExchangeId> {
        match self.selection()? {
            ListLine::Exchange(_, id) => Some(id),
            ListLine::Group(_) => None,
        }
    }

    /// Whether nothing is shown.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// The exchanges shown, in order, those of folded groups too.
    pub fn ids(&self) -> impl Iterator<Item = ExchangeId> {
        self.groups
            .iter()
            .flat_map(|group| group.ids.iter().copied())
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
        (line < self.lines.len()).then_some(line)
    }

    /// Moves what is seen by so many lines, and the selection only where it would go out of view.
    pub fn scroll_by(&mut self, lines: isize, rows: usize) {
        let last = self.lines.len().saturating_sub(rows);
        self.offset = self.offset.saturating_add_signed(lines).min(last);
        let bottom = (self.offset + rows).saturating_sub(1).min(self.last());
        self.selected = self.selected.clamp(self.offset.min(bottom), bottom);
    }

    /// Moves what is seen so that the selection is in it.
    pub fn keep_in_view(&mut self, rows: usize) {
        if rows == 0 {
            return;
        }
        self.offset = self.offset.min(self.lines.len().saturating_sub(rows));
        if self.selected < self.offset {
            self.offset = self.selected;
            // The heading of the group is worth a row.
            let above = self.selected.saturating_sub(1);
            if matches!(self.lines.get(above), Some(ListLine::Group(_))) {
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
        let group = &self.groups[number];
        if self.grouping.is_none() || group.alone || group.folded == folded {
            return false;
        }
        self.set_folded(number, folded);
        self.lay_out();
        self.select_group(number);
        true
    }

    /// Folds the selected group if it is unfolded, and unfolds it if it is folded.
    pub fn toggle(&mut self) {
        if let Some(ListLine::Group(number)) = self.selection() {
            let folded = !self.groups[number].folded;
            self.fold(folded);
        }
    }

    /// Folds all groups, or unfolds them if all are folded.
    pub fn fold_all(&mut self) {
        let folded = !self.groups.iter().all(|group| group.folded || group.alone);
        let Some(ListLine::Group(at) | ListLine::Exchange(at, _)) = self.selection() else {
            return;
        };
        let selected = self.selection();
        for number in 0..self.groups.len() {
            if !self.groups[number].alone {
                self.set_folded(number, folded);
            }
        }
        self.lay_out();
        let stays = self.lines.iter().position(|line| Some(*line) == selected);
        match stays {
            Some(line) => self.selected = line,
            None => self.select_group(at),
        }
    }

    fn set_folded(&mut self, number: usize, folded: bool) {
        let group = &mut self.groups[number];
        group.folded = folded;
        self.folded.insert(group.key.clone(), folded);
    }

    fn select_group(&mut self, number: usize) {
        let heading = self
            .lines
            .iter()
            .position(|l| *l == ListLine::Group(number));
        self.selected = heading.unwrap_or(self.selected);
    }

    /// Selects an exchange, unfolding its group. Gives whether it is there.
    pub fn select_exchange(&mut self, id: ExchangeId) -> bool {
        let holds = |group: &Group| group.ids.contains(&id);
        let Some(number) = self.groups.iter().position(holds) else {
            return false;
        };
        if self.groups[number].folded {
            self.set_folded(number, false);
            self.lay_out();
        }
        let row = ListLine::Exchange(number, id);
        if let Some(line) = self.lines.iter().position(|line| *line == row) {
            self.selected = line;
        }
        true
    }

    /// Selects the first failure, or the first line.
    pub fn select_first_failure(&mut self, report: &Report) {
        self.selected = 0;
        let first = self.ids().find(|&id| outcome(report, id).is_failure());
        if let Some(id) = first {
            self.select_exchange(id);
        }
    }

    /// Selects the next exchange after the selected line (or the one before it) of which `wanted`
    /// holds, going round at the end. Gives whether there is one.
    pub fn seek(&mut self, forwards: bool, wanted: impl Fn(ExchangeId) -> bool) -> bool {
        let ids: Vec<ExchangeId> = self.ids().collect();
        // The selection stands on an exchange, or just before the first one of its group.
        let (here, on) = match self.selection() {
            None => return false,
            Some(ListLine::Exchange(_, id)) => {
                (ids.iter().position(|&i| i == id).unwrap_or(0), true)
            }
            Some(ListLine::Group(number)) => (
                self.groups[..number].iter().map(|g| g.ids.len()).sum(),
                false,
            ),
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
        found.is_some_and(|at| self.select_exchange(ids[at % count]))
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
        let columns = Columns::of(area.width.into(), self.grouping, files);
        let seen: Vec<(usize, ListLine)> = (self.offset..self.lines.len())
            .take(area.height.into())
            .map(|number| (number, self.lines[number]))
            .collect();
        for (number, line) in columns.lines(report, &self.groups, &seen, theme, self.selected) {
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

impl Order {
    fn sort(self, report: &Report, ids: &mut [ExchangeId]) {
        match self {
            Self::FailuresFirst => ids.sort_by_key(|&id| rank(outcome(report, id))),
            Self::Recorded => {}
            Self::Url => ids.sort_by_cached_key(|&id| report.row(id).url),
        }
    }
}

fn outcome(report: &Report, id: ExchangeId) -> Outcome {
    report.exchanges[id.0 as usize].verdicts.recorded_by.outcome
}

fn rank(outcome: Outcome) -> usize {
    let place = Outcome::ALL.iter().position(|&o| o == outcome);
    place.unwrap_or(Outcome::ALL.len())
}

fn groups(report: &Report, ids: Vec<ExchangeId>, grouping: Option<GroupBy>) -> Vec<Group> {
    let Some(by) = grouping else {
        let worst = ids
            .iter()
            .map(|&id| outcome(report, id))
            .min_by_key(|&o| rank(o));
        return worst
            .map(|worst| Group {
                title: String::new(),
                failures: failures(report, &ids),
                ids,
                worst,
                cause: None,
                host: String::new(),
                kind: "",
                folded: false,
                alone: false,
                key: (None, String::new()),
            })
            .into_iter()
            .collect();
    };
    group(report, &ids, by)
        .into_iter()
        .map(|group| Group {
            title: title(&group.label, by),
            failures: failures(report, &group.members),
            host: shared_host(report, &group.members).to_owned(),
            ids: group.members,
            worst: group.outcome,
            cause: group.cause,
            kind: group
                .cause
                .and_then(|at| report.causes.get(at as usize))
                .map_or("", |cause| cause.kind),
            folded: false,
            alone: false,
            key: (group.cause, group.label),
        })
        .collect()
}

fn failures(report: &Report, ids: &[ExchangeId]) -> usize {
    let failed = ids.iter().filter(|&&id| outcome(report, id).is_failure());
    failed.count()
}

/// The host that all of these were sent to; empty where there are several.
fn shared_host<'a>(report: &'a Report, ids: &[ExchangeId]) -> &'a str {
    let mut hosts = ids.iter().map(|&id| host(report.row(id).url));
    let first = hosts.next().unwrap_or("");
    if hosts.all(|host| host == first) {
        first
    } else {
        ""
    }
}

/// The label of a group in words for people.
fn title(label: &str, by: GroupBy) -> String {
    if matches!(by, GroupBy::Cause | GroupBy::Rule) {
        if let Some(rule) = rules::by_name(label) {
            return text::sentence(rule.summary);
        }
        if let Some(outcome) = Outcome::ALL.into_iter().find(|o| o.word() == label) {
            return match outcome {
                Outcome::Allowed => "Allowed",
                Outcome::Blocked => "Blocked",
                Outcome::Failed => "No response",
                Outcome::SameOrigin => "Same origin",
                Outcome::NotCors => "Not subject to CORS",
                Outcome::Undetermined => "Undetermined",
            }
            .to_owned();
        }
    }
    text::value(label)
}

/// What a filter on the target host is made from.
#[must_use]
pub fn target_host(url: &str) -> Option<String> {
    let origin = Origin::of_url(url)?;
    let host = origin.host();
    (!host.is_empty()).then(|| host.to_owned())
}
