//! Work that may take long with a large capture: filtering, grouping, trying a change, counting the
//! whole. It is plain data that is done beside the screen and comes back as a message; with a small
//! capture it is done at once.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use super::comparison::Comparison;
use super::pane::list::arrange::{Arranged, Wanted, arrange};
use super::pane::overview::OverviewPane;
use super::totals::Totals;
use super::trials::{Make, Trials, Tried};
use crate::report::Report;
use crate::report::columns::Columns;

/// How far a piece of work is, and whether it is still wanted.
#[derive(Debug, Default)]
pub struct Ticket {
    stopped: AtomicBool,
    done: AtomicUsize,
    all: AtomicUsize,
}

impl Ticket {
    /// The work is not wanted any more.
    pub fn stop(&self) {
        self.stopped.store(true, Ordering::Relaxed);
    }

    /// A part of the work begins that has so many pieces.
    pub fn begin(&self, pieces: usize) {
        self.done.store(0, Ordering::Relaxed);
        self.all.store(pieces, Ordering::Relaxed);
    }

    /// So many pieces more are done. Gives whether to go on.
    pub fn go_on(&self, pieces: usize) -> bool {
        self.done.fetch_add(pieces, Ordering::Relaxed);
        !self.stopped.load(Ordering::Relaxed)
    }

    /// How much of a hundred is done of a part that has pieces.
    #[must_use]
    pub fn percent(&self) -> Option<usize> {
        let all = self.all.load(Ordering::Relaxed);
        let done = self.done.load(Ordering::Relaxed).min(all);
        (all > 0).then(|| done * 100 / all)
    }
}

/// A piece of work.
#[derive(Debug, Clone)]
pub struct Job {
    /// Its number, which tells what it comes back for.
    pub number: u64,
    /// What is looked at.
    pub report: Arc<Report>,
    /// Its columns.
    pub columns: Arc<Columns>,
    /// What is to be done.
    pub task: Task,
    /// How far it is.
    pub ticket: Arc<Ticket>,
}

/// What is to be done.
#[derive(Debug, Clone)]
pub enum Task {
    /// Filter, group and sort.
    Arrange(Box<Wanted>),
    /// Try changes.
    Try(Trials, Box<Make>),
    /// Count the whole.
    Count,
}

/// What came of it.
#[derive(Debug)]
pub enum Done {
    /// The list.
    Arranged(Arranged),
    /// The capture with changes, or why there is nothing to try.
    Tried(Result<Box<Tried>, &'static str>),
    /// The whole, counted.
    Counted(Box<OverviewPane>),
}

impl Job {
    /// Does it. `None` where it was stopped.
    #[must_use]
    pub fn run(&self) -> Option<Done> {
        let (report, columns) = (&self.report, &self.columns);
        match &self.task {
            Task::Arrange(wanted) => {
                arrange(report, columns, wanted, &self.ticket).map(Done::Arranged)
            }
            Task::Try(trials, make) => {
                let tried = make.run(report, columns, trials.clone(), &self.ticket)?;
                Some(Done::Tried(tried.map(Box::new)))
            }
            Task::Count => Some(Done::Counted(Box::new(OverviewPane::of(report)))),
        }
    }
}

impl PartialEq for Job {
    fn eq(&self, other: &Self) -> bool {
        self.number == other.number
    }
}

impl Eq for Job {}

/// A capture that was judged, with what is counted of it once.
#[derive(Debug)]
pub struct Judged {
    /// What is said about it.
    pub report: Arc<Report>,
    /// Its columns.
    pub columns: Arc<Columns>,
    /// Its counts.
    pub totals: Totals,
    /// Causes that one change fixes together.
    pub shared: super::totals::Shared,
    /// The whole in a sentence.
    pub standing: super::standing::Standing,
    /// It beside an earlier one, where two are compared.
    pub comparison: Option<Arc<Comparison>>,
}

impl Judged {
    /// Counts a report.
    #[must_use]
    pub fn of(report: Arc<Report>) -> Box<Self> {
        let columns = Columns::of(&report);
        let totals = Totals::of(&report, &columns);
        Box::new(Self {
            shared: super::totals::Shared::among(&report),
            standing: super::standing::Standing::of(&report, &totals),
            columns: Arc::new(columns),
            report,
            totals,
            comparison: None,
        })
    }

    /// Counts a report, and sets it beside an earlier one.
    #[must_use]
    pub fn beside(before: Arc<Report>, report: Arc<Report>) -> Box<Self> {
        let mut judged = Self::of(Arc::clone(&report));
        judged.comparison = Some(Arc::new(Comparison::of(before, report)));
        judged
    }
}

/// What is dropped elsewhere, because that takes long.
#[derive(Debug, Clone)]
pub struct Old(pub Arc<Report>, pub Arc<Columns>);

impl PartialEq for Old {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) && Arc::ptr_eq(&self.1, &other.1)
    }
}

impl Eq for Old {}

/// What is done once the list is there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum After {
    /// Nothing: what was selected stays selected.
    #[default]
    Stay,
    /// The first failure is selected.
    FirstFailure,
    /// This exchange is selected.
    Select(crate::report::ExchangeId),
    /// What was read again is shown in place of what was.
    Replace,
    /// The capture is shown for the first time, with this exchange selected if it is there.
    Show(Option<crate::report::ExchangeId>),
}

/// Work that is under way.
#[derive(Debug)]
pub struct Pending {
    /// Its number.
    pub number: u64,
    /// What it is, in a word.
    pub what: &'static str,
    /// How far it is.
    pub ticket: Arc<Ticket>,
}

/// All work that is under way, one of a kind.
#[derive(Debug, Default)]
pub struct Works {
    last: u64,
    /// The list is made, for this text of the filter; what is done then.
    pub arranging: Option<(Pending, String, After)>,
    /// A change is tried; what is told then.
    pub trying: Option<(Pending, Option<String>)>,
    /// The whole is counted.
    pub counting: Option<Pending>,
    /// A file is written.
    pub saving: Option<Pending>,
    /// How far the work is that is under way for a while.
    pub shown: Option<String>,
}

impl Works {
    /// Begins a piece of work.
    pub fn begin(&mut self, what: &'static str) -> Pending {
        self.last += 1;
        Pending {
            number: self.last,
            what,
            ticket: Arc::default(),
        }
    }

    fn all(&self) -> impl Iterator<Item = &Pending> {
        let arranging = self.arranging.as_ref().map(|(pending, ..)| pending);
        let trying = self.trying.as_ref().map(|(pending, _)| pending);
        let rest = self.counting.iter().chain(&self.saving);
        arranging.into_iter().chain(trying).chain(rest)
    }

    /// Whether anything is under way.
    #[must_use]
    pub fn is_idle(&self) -> bool {
        self.all().next().is_none()
    }

    /// Brings up to date how far the work is.
    pub fn tick(&mut self) {
        let shown = self.all().next().map(|pending| {
            let percent = pending.ticket.percent();
            let percent = percent.map_or_else(String::new, |percent| format!(" {percent} %"));
            format!("{}{percent}", pending.what)
        });
        self.shown = shown;
    }

    /// Forgets what is shown once nothing is under way.
    pub fn ended(&mut self) {
        if self.is_idle() {
            self.shown = None;
        }
    }

    /// Stops everything. Gives whether there was anything.
    pub fn stop(&mut self) -> bool {
        let any = !self.is_idle();
        for pending in self.all() {
            pending.ticket.stop();
        }
        self.arranging = None;
        self.trying = None;
        self.counting = None;
        self.saving = None;
        self.shown = None;
        any
    }
}
