//! The detail: everything about the selected exchange, in tabs, or about the selected group.

mod difference;
pub mod fix;
mod group;
mod headers;
pub mod raw;
mod steps;
pub mod what_if;
mod why;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use self::difference::Part;
use self::group::Overview;
use self::what_if::Experiment;
use super::list::{List, ListLine};
use crate::capture::EntryId;
use crate::fixes::stack::STACKS;
use crate::input::Body;
use crate::report::{Detail, ExchangeId, Report, Row};
use crate::rules::{self, Rule};
use crate::tui::layout::Layout;
use crate::tui::model::Model;
use crate::tui::text;
use crate::tui::theme::Theme;
use crate::verdict::Outcome;

/// A tab of the detail.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tab {
    /// What happened, in words.
    #[default]
    Why,
    /// What was asked, granted and needed.
    Headers,
    /// The standard's steps.
    Steps,
    /// What mends it.
    Fix,
    /// The messages as recorded.
    Raw,
    /// The verdicts, had the server answered otherwise.
    WhatIf,
}

impl Tab {
    /// All, from left to right.
    pub const ALL: [Self; 6] = [
        Self::Why,
        Self::Headers,
        Self::Steps,
        Self::Fix,
        Self::Raw,
        Self::WhatIf,
    ];

    /// The name on the tab.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Why => "Why",
            Self::Headers => "Headers",
            Self::Steps => "Steps",
            Self::Fix => "Fix",
            Self::Raw => "Raw",
            Self::WhatIf => "What if",
        }
    }

    /// The one so many places to the right, going round.
    #[must_use]
    pub fn after(self, places: usize) -> Self {
        let at = Self::ALL.iter().position(|&tab| tab == self).unwrap_or(0);
        Self::ALL[(at + places) % Self::ALL.len()]
    }
}

/// What the detail is about.
#[derive(Debug, Default)]
pub enum Subject {
    /// Nothing is selected.
    #[default]
    Nothing,
    /// A group of the list, by its place; it is counted once, when it is selected.
    Group(usize, Box<Overview>),
    /// An exchange; what is said about it is made once, when it is selected.
    Exchange(ExchangeId, Box<Detail>),
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
}

impl DetailPane {
    /// Takes what is selected in the list, if it is something else.
    pub fn follow(&mut self, report: &Report, list: &List, selection: Option<ListLine>) {
        let subject = match (selection, &self.subject) {
            (Some(ListLine::Exchange(_, id)), Subject::Exchange(shown, _)) if id == *shown => {
                return;
            }
            (Some(ListLine::Group(number)), Subject::Group(shown, _)) if number == *shown => {
                return;
            }
            (Some(ListLine::Exchange(_, id)), _) => {
                Subject::Exchange(id, Box::new(report.detail(id)))
            }
            (Some(ListLine::Group(number)), _) => match list.groups.get(number) {
                Some(group) => Subject::Group(number, Box::new(Overview::of(report, group))),
                None => Subject::Nothing,
            },
            (None, _) => Subject::Nothing,
        };
        self.subject = subject;
        self.experiment = None;
        self.scroll = 0;
    }

    /// Shows fixes for the next server (or the one before); after the last come those that were
    /// recognised.
    pub fn next_stack(&mut self, forwards: bool) {
        let last = STACKS.len() - 1;
        self.stack = match (self.stack, forwards) {
            (None, true) => Some(0),
            (None, false) => Some(last),
            (Some(at), true) => Some(at + 1).filter(|&at| at <= last),
            (Some(at), false) => at.checked_sub(1),
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
            Subject::Exchange(_, detail) => rules::by_name(detail.findings.first()?.rule),
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

/// Whether the tabs have their numbers in a heading of that width, and how far they are apart.
fn tab_style(width: u16) -> (bool, u16) {
    let names: usize = Tab::ALL.iter().map(|tab| tab.name().len()).sum();
    let fits = |(numbered, gap): &(bool, u16)| {
        let each = usize::from(*gap) + if *numbered { 4 } else { 2 };
        names + each * Tab::ALL.len() < width.into()
    };
    let styles = [(true, 1), (true, 0), (false, 1)];
    styles.into_iter().find(fits).unwrap_or((false, 0))
}

/// Where each tab stands in the heading, in columns from its left.
#[must_use]
pub fn tabs(width: u16) -> Vec<(Tab, std::ops::Range<u16>)> {
    let (numbered, gap) = tab_style(width);
    let mut at = 1;
    Tab::ALL
        .iter()
        .map(|&tab| {
            let start = at;
            let name = u16::try_from(tab.name().len()).unwrap_or(0);
            at += name + if numbered { 4 } else { 2 };
            let place = start..at;
            at += gap;
            (tab, place)
        })
        .collect()
}

/// Draws the tabs over the heading's rule.
pub fn draw_tabs(model: &Model, area: Rect, buffer: &mut Buffer) {
    let theme = model.theme;
    let focused = model.detail_has_focus();
    for (number, (tab, place)) in (1..).zip(tabs(area.width)) {
        let style = match (tab == model.detail.tab, focused) {
            (true, true) => theme.accent().add_modifier(Modifier::REVERSED),
            (true, false) => theme.accent(),
            (false, _) => theme.faint(),
        };
        let label = if tab_style(area.width).0 {
            format!(" {number} {} ", tab.name())
        } else {
            format!(" {} ", tab.name())
        };
        let room = area.width.saturating_sub(place.start);
        buffer.set_stringn(area.x + place.start, area.y, label, room.into(), style);
    }
}

/// The text of the detail, broken to a width.
#[must_use]
pub fn lines(model: &Model, width: usize) -> Vec<Line<'static>> {
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
            let Some(shown) = model.list.groups.get(*number) else {
                return page.lines;
            };
            if model.detail.tab == Tab::Fix {
                let cause = shown.cause;
                let cause = cause.and_then(|at| model.report.causes.get(at as usize));
                fix::write(cause, model.detail.stack, rows, &mut page);
            } else {
                group::write(&model.report, shown, overview, &mut page);
            }
        }
        Subject::Exchange(id, detail) => {
            let report = &*model.report;
            if model.detail.tab != Tab::Why {
                page.request(&report.row(*id));
            }
            match model.detail.tab {
                Tab::Why => why::write(report, *id, detail, &mut page),
                Tab::Headers => headers::write(report, *id, detail, &mut page),
                Tab::Steps => steps::write(detail, &mut page),
                Tab::Fix => {
                    let cause = report.row(*id).cause;
                    let cause = cause.and_then(|at| report.causes.get(at as usize));
                    fix::write(cause, model.detail.stack, rows, &mut page);
                }
                Tab::WhatIf => {
                    if let Some(experiment) = &model.detail.experiment {
                        what_if::write(report, experiment, &mut page);
                    }
                }
                Tab::Raw => raw::write(report, *id, &model.detail.bodies, &mut page),
            }
        }
    }
    page.lines
}

/// Draws the text from the line that is first.
pub fn draw(model: &Model, lines: &[Line<'_>], area: Rect, buffer: &mut Buffer) {
    let shown = lines.iter().skip(model.detail.scroll);
    for (row, line) in (area.y..area.bottom()).zip(shown) {
        buffer.set_line(area.x + 1, row, line, area.width.saturating_sub(1));
    }
}

/// A text under construction.
struct Page {
    theme: Theme,
    width: usize,
    lines: Vec<Line<'static>>,
}

impl Page {
    const fn new(theme: Theme, width: usize) -> Self {
        Self {
            theme,
            width,
            lines: Vec::new(),
        }
    }

    /// A paragraph; its later lines begin under its first, `hang` columns in.
    fn spans(&mut self, spans: &[Span<'_>], hang: usize) {
        self.lines.extend(text::wrap(spans, self.width, hang));
    }

    /// A paragraph of one style.
    fn text(&mut self, words: &str, style: Style) {
        self.spans(&[Span::styled(words, style)], 0);
    }

    /// A paragraph after a margin.
    fn indented(&mut self, margin: usize, words: &str, style: Style) {
        self.spans(
            &[Span::raw(" ".repeat(margin)), Span::styled(words, style)],
            margin,
        );
    }

    /// An empty line, unless there is one already or nothing above.
    fn gap(&mut self) {
        if self.lines.last().is_some_and(|line| line.width() > 0) {
            self.lines.push(Line::default());
        }
    }

    /// What the lines after it are about.
    fn heading(&mut self, words: &str) {
        self.gap();
        let style = self.theme.accent();
        self.text(words, style);
    }

    /// Which request it is about, in one line.
    fn request(&mut self, row: &Row<'_>) {
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
    fn marked(&mut self, before: Vec<Span<'_>>, parts: &[Part<'_>], outcome: Outcome, hang: usize) {
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
    fn field(&mut self, name: &str, column: usize, value: &[Span<'_>]) {
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
