//! The detail: everything about the selected exchange, in tabs, or about the selected group.

mod beside;
mod difference;
pub mod fix;
mod group;
mod headers;
pub mod raw;
mod steps;
pub mod what_if;
pub mod why;

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
use crate::report::{Cause, Detail, ExchangeId, Report, Row};
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
    /// What fixes it.
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
    Exchange(ExchangeId, Box<Told>),
}

/// What is said about an exchange.
#[derive(Debug, Default)]
pub struct Told {
    /// What happened.
    pub detail: Detail,
    /// What is behind it, in words of this exchange.
    pub cause: Option<Cause>,
}

impl Told {
    /// Works out what is said about an exchange.
    #[must_use]
    pub fn of(report: &Report, id: ExchangeId) -> Self {
        Self {
            detail: report.detail(id),
            cause: report.cause_of(id),
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
                Subject::Exchange(id, Box::new(Told::of(report, id)))
            }
            (Some(ListLine::Group(number)), _) => match list.groups.get(number) {
                Some(group) => Subject::Group(number, Box::new(Overview::of(report, group))),
                None => Subject::Nothing,
            },
            (None, _) => Subject::Nothing,
        };
        self.subject = subject;
        self.experiment = None;
        self.followed = None;
        self.beside = None;
        self.target = None;
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

/// Draws the tabs over the heading's rule. The active one stands in brackets, so that it is told
/// without colours too.
pub fn draw_tabs(model: &Model, area: Rect, buffer: &mut Buffer) {
    let theme = model.theme;
    let focused = model.detail_has_focus();
    for (number, (tab, place)) in (1..).zip(tabs(area.width)) {
        let active = tab == model.detail.tab;
        let style = match (active, focused) {
            (true, true) => theme.accent().add_modifier(Modifier::REVERSED),
            (true, false) => theme.accent(),
            (false, _) => theme.faint(),
        };
        let name = if tab_style(area.width).0 {
            format!("{number} {}", tab.name())
        } else {
            tab.name().to_owned()
        };
        let label = if active {
            format!("[{name}]")
        } else {
            format!(" {name} ")
        };
        let room = area.width.saturating_sub(place.start);
        let place = Rect::new(area.x + place.start, area.y, place.end - place.start, 1);
        // The rule under it is faint, and styles add up.
        buffer.set_style(place.intersection(area), Style::reset());
        buffer.set_stringn(place.x, place.y, label, room.into(), style);
    }
}

/// The text of the detail, broken to a width, with what can be followed from it.
#[must_use]
pub fn page(model: &Model, width: usize) -> Page {
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
                return page;
            };
            let common = model.shared.of(shown.cause);
            match model.detail.tab {
                Tab::Why => group::write(&model.report, shown, overview, common, &mut page),
                Tab::Fix => {
                    let cause = shown.cause;
                    let cause = cause.and_then(|at| model.report.causes.get(at as usize));
                    fix::write(cause, model.detail.stack, common, rows, &mut page);
                }
                Tab::Headers | Tab::Steps | Tab::Raw | Tab::WhatIf => {
                    page.text(
                        "This tab is about one request. Select one of the group: J goes to its \
                         first.",
                        Style::new(),
                    );
                }
            }
        }
        Subject::Exchange(id, told) => {
            let report = &*model.report;
            if model.detail.tab != Tab::Why {
                page.request(&report.row(*id));
            }
            match model.detail.tab {
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

/// A text under construction.
pub struct Page {
    theme: Theme,
    width: usize,
    /// The lines so far.
    pub lines: Vec<Line<'static>>,
    /// The lines at which evidence stands, each with its place among the evidence.
    pub links: Vec<(usize, usize)>,
    /// The line that is marked.
    pub marked: Option<usize>,
    mark_next: bool,
}

impl Page {
    const fn new(theme: Theme, width: usize) -> Self {
        Self {
            theme,
            width,
            lines: Vec::new(),
            links: Vec::new(),
            marked: None,
            mark_next: false,
        }
    }

    /// The next line is a piece of evidence.
    fn link(&mut self, number: usize) {
        self.links.push((self.lines.len(), number));
    }

    /// Marks the next paragraph.
    const fn mark_if(&mut self, marked: bool) {
        self.mark_next |= marked;
    }

    /// A paragraph; its later lines begin under its first, `hang` columns in.
    fn spans(&mut self, spans: &[Span<'_>], hang: usize) {
        let first = self.lines.len();
        self.lines.extend(text::wrap(spans, self.width, hang));
        if std::mem::take(&mut self.mark_next) {
            self.marked = Some(first);
            for line in &mut self.lines[first..] {
                let spans = std::mem::take(&mut line.spans);
                let style = self.theme.marked();
                line.spans = spans
                    .into_iter()
                    .map(|span| span.patch_style(style))
                    .collect();
            }
        }
    }

    /// A line of configuration: comments are faint, and what does not fit goes on under a mark, so
    /// that no wrapped line looks like one of its own.
    fn code(&mut self, line: &str) {
        let line = text::code(line, "    ");
        let start = line.trim_start();
        let margin = line.len() - start.len();
        let comment = ["#", "//", "/*", "* ", "<!--", "--", ";"]
            .iter()
            .any(|mark| start.starts_with(mark));
        let style = if comment {
            self.theme.faint()
        } else {
            self.theme.code()
        };
        let hang = margin.min(20) + 6;
        let first = self.lines.len();
        self.lines.extend(text::wrap(
            &[Span::raw("  "), Span::styled(line, style)],
            self.width,
            hang,
        ));
        for wrapped in self.lines.iter_mut().skip(first + 1) {
            if let Some(indent) = wrapped.spans.first_mut()
                && indent.content.len() >= 4
                && indent.content.trim().is_empty()
            {
                let space = " ".repeat(indent.content.len() - 2);
                *indent = Span::styled(format!("{space}↪ "), self.theme.faint());
            }
        }
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
