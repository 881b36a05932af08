//! The detail: everything about the selected exchange, in tabs, or about the selected group.

mod beside;
mod difference;
pub mod fix;
mod group;
mod headers;
mod page;
pub mod raw;
mod steps;
mod tabs;
pub mod what_if;
pub mod why;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;

pub use self::beside::sides as write_beside;
use self::group::Overview;
pub use self::page::Page;
pub use self::tabs::{Tab, draw as draw_tabs, tabs};
use self::what_if::Experiment;
use super::list::{List, ListLine};
use crate::browsers::Profile;
use crate::capture::EntryId;
use crate::export::words::BROWSERS;
use crate::fixes::stack::STACKS;
use crate::input::Body;
use crate::report::columns::Columns;
use crate::report::{Cause, Detail, ExchangeId, Finding, Report};
use crate::rules::{self, Rule};
use crate::tui::layout::Layout;
use crate::tui::model::Model;

/// What the detail is about.
#[derive(Debug, Default)]
pub enum Subject {
    /// Nothing is selected.
    #[default]
    Nothing,
    /// A group of the list, by its place; it is counted once, when it is selected.
    Group(usize, Box<Overview>),
    /// An exchange; what is said about it is made once, when it is selected.
    Exchange(ExchangeId, Box<Told>),
}

/// What is said about an exchange.
#[derive(Debug, Default)]
pub struct Told {
    /// What happened.
    pub detail: Detail,
    /// What is behind it, in words of this exchange.
    pub cause: Option<Cause>,
    /// Where browsers disagree: why each of those refuses it that do.
    pub refused_in: Vec<(Profile, Finding)>,
}

impl Told {
    /// Works out what is said about an exchange.
    #[must_use]
    pub fn of(report: &Report, id: ExchangeId) -> Self {
        Self {
            detail: report.detail(id),
            cause: report.cause_of(id),
            refused_in: if report.row(id).verdicts.browsers_disagree() {
                let refused = |profile| Some((profile, report.refused_in(id, profile)?));
                BROWSERS.into_iter().filter_map(refused).collect()
            } else {
                Vec::new()
            },
        }
    }
}

/// The bodies in the tab Raw.
#[derive(Debug, Default)]
pub enum Bodies {
    /// They are not shown.
    #[default]
    Hidden,
    /// They are to be shown.
    Wanted,
    /// Those of this exchange are being fetched.
    Fetching(ExchangeId),
    /// Those of this exchange: each with its entry, or why it cannot be shown.
    Fetched(ExchangeId, Vec<(EntryId, Result<Body, String>)>),
}

/// The detail.
#[derive(Debug, Default)]
pub struct DetailPane {
    /// The open tab.
    pub tab: Tab,
    /// The first line shown.
    pub scroll: usize,
    /// What it is about.
    pub subject: Subject,
    /// The server for which fixes are shown, by its place in [`STACKS`]; `None` for those that
    /// were recognised.
    pub stack: Option<usize>,
    /// The bodies in the tab Raw.
    pub bodies: Bodies,
    /// What is supposed of the exchange.
    pub experiment: Option<Experiment>,
    /// The evidence that was followed last, by its place among that of the exchange.
    pub followed: Option<usize>,
    /// A request that works, beside the one that is shown.
    pub beside: Option<ExchangeId>,
    /// Where in the file the line stands that is marked in the tab Raw.
    pub target: Option<String>,
    /// What is searched for in the text; empty where nothing is.
    pub search: String,
    /// The line where it was found last.
    pub found: Option<usize>,
}

impl DetailPane {
    /// Takes what is selected in the list, if it is something else.
    pub fn follow(
        &mut self,
        report: &Report,
        columns: &Columns,
        list: &List,
        selection: Option<ListLine>,
    ) {
        let subject = match (selection, &self.subject) {
            (Some(ListLine::Exchange(_, id)), Subject::Exchange(shown, _)) if id == *shown => {
                return;
            }
            (Some(ListLine::Group(number)), Subject::Group(shown, _)) if number == *shown => {
                return;
            }
            (Some(ListLine::Exchange(_, id)), _) => {
                Subject::Exchange(id, Box::new(Told::of(report, id)))
            }
            (Some(ListLine::Group(number)), _) => {
                let counted = Overview::of(report, columns, list.members(number));
                Subject::Group(number, Box::new(counted))
            }
            (None, _) => Subject::Nothing,
        };
        self.subject = subject;
        self.experiment = None;
        self.followed = None;
        self.beside = None;
        self.target = None;
        self.found = None;
        self.scroll = 0;
    }

    /// Shows fixes for the next server; after the last come those that were recognised.
    pub fn next_stack(&mut self) {
        let last = STACKS.len() - 1;
        self.stack = match self.stack {
            None => Some(0),
            Some(at) => Some(at + 1).filter(|&at| at <= last),
        };
        self.open(Tab::Fix);
    }

    /// Has an experiment with the exchange where one is shown.
    pub fn experiment(&mut self, report: &Report) {
        if let (Tab::WhatIf, None, Subject::Exchange(id, _)) =
            (self.tab, &self.experiment, &self.subject)
        {
            self.experiment = Some(Experiment::new(report, *id));
        }
    }

    /// Shows bodies, or hides them.
    pub fn toggle_bodies(&mut self) {
        let shown = self.tab == Tab::Raw && !matches!(self.bodies, Bodies::Hidden);
        if shown {
            self.bodies = Bodies::Hidden;
        } else if matches!(self.bodies, Bodies::Hidden) {
            self.bodies = Bodies::Wanted;
        }
        self.open(Tab::Raw);
    }

    /// The exchange whose bodies are to be fetched now.
    #[must_use]
    pub fn wants_bodies(&self) -> Option<ExchangeId> {
        let Subject::Exchange(id, _) = &self.subject else {
            return None;
        };
        let wanted = match &self.bodies {
            Bodies::Hidden => false,
            Bodies::Wanted => true,
            Bodies::Fetching(shown) | Bodies::Fetched(shown, _) => shown != id,
        };
        (wanted && self.tab == Tab::Raw).then_some(*id)
    }

    /// Takes bodies that were fetched, if they are still wanted. Gives whether they are.
    pub fn take_bodies(
        &mut self,
        id: ExchangeId,
        bodies: Vec<(EntryId, Result<Body, String>)>,
    ) -> bool {
        let wanted = matches!(self.bodies, Bodies::Fetching(fetching) if fetching == id);
        if wanted {
            self.bodies = Bodies::Fetched(id, bodies);
        }
        wanted
    }

    /// The rule that the exchange broke first.
    #[must_use]
    pub fn rule(&self) -> Option<&'static Rule> {
        match &self.subject {
            Subject::Exchange(_, told) => rules::by_name(told.detail.findings.first()?.rule),
            Subject::Group(..) | Subject::Nothing => None,
        }
    }

    /// Forgets a group, after the groups have changed.
    pub fn forget_group(&mut self) {
        if matches!(self.subject, Subject::Group(..)) {
            self.subject = Subject::Nothing;
        }
    }

    /// Opens a tab.
    pub fn open(&mut self, tab: Tab) {
        if self.tab != tab {
            self.tab = tab;
            self.scroll = 0;
        }
    }
}

/// The text of the detail, broken to a width, with what can be followed from it.
#[must_use]
pub fn page(model: &Model, width: usize) -> Page {
    page_of(model, model.detail.tab, width)
}

/// The text of a tab.
#[must_use]
pub fn page_of(model: &Model, tab: Tab, width: usize) -> Page {
    // A column is left free at either side.
    let mut page = Page::new(model.theme, width.saturating_sub(2));
    let rows = Layout::of(model).detail_rows();
    match &model.detail.subject {
        Subject::Nothing => {
            if let Some(row) = model.provisional.selected() {
                page.lines = row.lines(page.theme, page.width);
            }
        }
        Subject::Group(number, overview) => {
            let Some(shown) = model.list.groups().get(*number) else {
                return page;
            };
            let by = model.list.grouping();
            let cause = shown.cause(&model.report, by);
            let common = model.shared.of(cause);
            match tab {
                Tab::Why => {
                    let told = (&*model.report, by);
                    group::write(told, shown, overview, common, &mut page);
                }
                Tab::Fix => {
                    let cause = cause.and_then(|at| model.report.causes.get(at as usize));
                    fix::write(cause, model.detail.stack, common, rows, &mut page);
                }
                Tab::Headers | Tab::Steps | Tab::Raw | Tab::WhatIf => {
                    page.text(
                        "This tab shows one request. Select one in the group: J goes to the first.",
                        Style::new(),
                    );
                }
            }
        }
        Subject::Exchange(id, told) => {
            let report = &*model.report;
            if tab != Tab::Why {
                page.request(&report.row(*id));
            }
            match tab {
                Tab::Why => why::write(report, *id, told, &model.shared, &mut page),
                Tab::Headers => match model.detail.beside {
                    Some(other) => beside::write(report, *id, other, &mut page),
                    None => headers::write(report, *id, &told.detail, &mut page),
                },
                Tab::Steps => steps::write(&told.detail, &mut page),
                Tab::Fix => {
                    let common = model.shared.of(report.row(*id).cause);
                    let cause = told.cause.as_ref();
                    fix::write(cause, model.detail.stack, common, rows, &mut page);
                }
                Tab::WhatIf => {
                    if let Some(experiment) = &model.detail.experiment {
                        what_if::write(report, experiment, &mut page);
                    }
                }
                Tab::Raw => {
                    let target = model.detail.target.as_deref();
                    raw::write(report, *id, &model.detail.bodies, target, &mut page);
                }
            }
        }
    }
    page
}

/// Draws the text from the line that is first.
pub fn draw(model: &Model, lines: &[Line<'_>], area: Rect, buffer: &mut Buffer) {
    let shown = lines.iter().skip(model.detail.scroll);
    for (row, line) in (area.y..area.bottom()).zip(shown) {
        buffer.set_line(area.x + 1, row, line, area.width.saturating_sub(1));
    }
}
