//! The state of the terminal UI.

use std::path::Path;
use std::sync::Arc;

use ratatui::layout::Size;

use super::keys::{Context, Keymap};
use super::layout::{Arrangement, Layout};
use super::message::{BodiesWanted, Command};
use super::pane::compare::ComparePane;
use super::pane::copy::CopyBox;
use super::pane::detail::{Bodies, DetailPane, Subject, raw};
use super::pane::export::ExportDialog;
use super::pane::filter::FilterBar;
use super::pane::list::{List, Order};
use super::pane::overview::OverviewPane;
use super::pane::palette::PaletteBox;
use super::pane::provisional::{Provisional, ProvisionalRow};
use super::pane::suppose::SupposeBox;
use super::searching::SearchLine;
use super::standing::Standing;
use super::text;
use super::theme::{Looks, Theme, ThemeName};
use super::totals::{Shared, Totals};
use super::tour::Tour;
use super::travel::{Letter, Travel};
use super::trials::Trials;
use super::work::{After, Judged, Old, Works};
use super::working::AT_ONCE;
use crate::exchange::{Hop, Preflight};
use crate::explain::Explanation;
use crate::input::Progress;
use crate::report::columns::Columns;
use crate::report::group::GroupBy;
use crate::report::{ExchangeId, Report};
use crate::rules::Rule;

/// Everything the screen is drawn from.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is one fact")]
pub struct Model {
    /// The size of the terminal.
    pub size: Size,
    /// What things look like.
    pub theme: Theme,
    /// What decides that, where it is known.
    pub looks: Option<Looks>,
    /// Which keys do what.
    pub keymap: Arc<Keymap>,
    /// What is wrong with the configuration, one line each.
    pub mistakes: Vec<String>,
    /// Whether no more than ASCII is shown of our own signs.
    pub ascii: bool,
    /// The files and how far they are.
    pub inputs: Vec<Input>,
    /// How far the whole is.
    pub stage: Stage,
    /// What is read, until everything is there.
    pub provisional: Provisional,
    /// What is shown, with the changes that are tried; empty until everything is there.
    pub report: Arc<Report>,
    /// What it is grouped and filtered by, as integers.
    pub columns: Arc<Columns>,
    /// The changes that are tried, the oldest first.
    pub trials: Trials,
    /// What the last of them does, in a sentence.
    pub trial_words: String,
    /// Causes that one change fixes together.
    pub shared: Shared,
    /// The whole in a sentence, and what the recorders leave out.
    pub standing: Standing,
    /// Its counts.
    pub totals: Totals,
    /// The pane that gets the keys.
    pub focus: Focus,
    /// The filter.
    pub filter: FilterBar,
    /// The list.
    pub list: List,
    /// The detail.
    pub detail: DetailPane,
    /// The view of the whole, where it is shown instead of the panes.
    pub overview: Option<OverviewPane>,
    /// The view of two captures, where two are compared.
    pub compare: Option<ComparePane>,
    /// Whether it is shown.
    pub comparing: bool,
    /// What is laid over the panes; the last gets the keys.
    pub overlays: Vec<Overlay>,
    /// What was last done or refused, until the next key.
    pub notice: Option<Notice>,
    /// Whether the filter was edited since the list was made.
    pub stale: bool,
    /// How far the tour of the screen is, where there is one.
    pub tour: Option<Tour>,
    /// Where one was.
    pub travel: Travel,
    /// How the panes share the screen.
    pub arrangement: Arrangement,
    /// Whether files are read again when they change.
    pub watching: bool,
    /// The files as they were before they began to be read again, while that goes on.
    pub reloading: Option<Vec<Input>>,
    /// What the list is to be grouped by, and what is to come first.
    pub wanted: (Option<GroupBy>, Order),
    /// Work that is under way beside the screen.
    pub works: Works,
    /// Up to so many exchanges work is done at once.
    pub at_once: usize,
    /// What is to be done outside since that was last asked.
    pub outbox: Vec<Command>,
    /// How often exchanges were judged.
    pub judged: u64,
    /// For which of these the list was made, and for which text of the filter.
    pub arranged_for: u64,
    /// The text of the filter that the list was made for.
    pub arranged_text: String,
    /// Where one was before the files were read again.
    kept: Kept,
    /// The exchange that was selected before another file was opened, and its URL.
    again: Option<(ExchangeId, String)>,
}

/// Where one was before the files were read again.
#[derive(Debug, Default)]
struct Kept {
    failures: usize,
    tried: bool,
    line: usize,
    offset: usize,
    scroll: usize,
    chosen: Option<(ExchangeId, String)>,
}

/// A file that is to be shown.
#[derive(Debug, Clone)]
pub struct Input {
    /// The name as given.
    pub name: String,
    /// How far it is.
    pub state: InputState,
}

/// How far a file is.
#[derive(Debug, Clone)]
pub enum InputState {
    /// Not begun, or not told yet.
    Waiting,
    /// Being read, or read.
    Reading(Progress),
    /// It cannot be read; why.
    Unreadable(String),
}

/// How far the whole is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Files are being read.
    Reading,
    /// The verdicts are being worked out.
    Judging,
    /// Everything is there.
    Ready,
}

/// The pane that gets the keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Focus {
    /// The list.
    List,
    /// The detail.
    Detail,
    /// The line of the filter.
    Filter,
}

/// Something laid over the panes.
#[derive(Debug)]
pub enum Overlay {
    /// The keys; the number is the first line shown.
    Help(usize),
    /// What is odd about the files; the number is the first line shown.
    Notes(usize),
    /// What a rule means, and the first line shown.
    Rule(&'static Rule, usize),
    /// All commands.
    Palette(PaletteBox),
    /// Where to write what.
    Export(ExportDialog),
    /// What a message is supposed to say.
    Suppose(SupposeBox),
    /// What can be copied.
    Copy(CopyBox),
    /// What the list is grouped by: the next key says it.
    Grouping,
    /// What comes first in the list: the next key says it.
    Sorting,
    /// A letter for a place.
    Letter(Letter),
    /// What is searched for in the detail.
    Search(SearchLine),
    /// What a pasted console line means, and the first line shown.
    Explained(Box<Explanation>, usize),
    /// Whether to replace a file.
    Overwrite(super::message::Save),
}

/// One line about what was last done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// What.
    pub text: String,
    /// Whether it is bad news.
    pub trouble: bool,
}

impl Model {
    /// The state before anything is read.
    #[must_use]
    pub fn new(names: Vec<String>, theme: Theme, size: Size) -> Self {
        Self {
            size,
            theme,
            looks: None,
            keymap: Arc::default(),
            mistakes: Vec::new(),
            ascii: false,
            inputs: names
                .into_iter()
                .map(|name| Input {
                    name,
                    state: InputState::Waiting,
                })
                .collect(),
            stage: Stage::Reading,
            provisional: Provisional::default(),
            report: Arc::default(),
            columns: Arc::default(),
            trials: Trials::default(),
            trial_words: String::new(),
            shared: Shared::default(),
            standing: Standing::default(),
            totals: Totals::default(),
            focus: Focus::List,
            filter: FilterBar::default(),
            list: List::default(),
            detail: DetailPane::default(),
            overview: None,
            compare: None,
            comparing: false,
            overlays: Vec::new(),
            notice: None,
            tour: None,
            travel: Travel::default(),
            arrangement: Arrangement::default(),
            watching: false,
            reloading: None,
            kept: Kept::default(),
            again: None,
            stale: false,
            wanted: (Some(GroupBy::Cause), Order::default()),
            works: Works::default(),
            at_once: AT_ONCE,
            outbox: Vec::new(),
            judged: 0,
            arranged_for: 0,
            arranged_text: String::new(),
        }
    }

    /// Begins to read one more file; everything is judged again, since one recording of a visit may
    /// settle what another leaves open. The filter stays, and so does the selection.
    pub fn open(&mut self, file: &Path) {
        self.reloading = None;
        self.remember_selection();
        self.inputs.push(Input {
            name: file.display().to_string(),
            state: InputState::Waiting,
        });
        for input in &mut self.inputs {
            input.state = InputState::Waiting;
        }
        self.stage = Stage::Reading;
        self.works.stop();
        self.trials = Trials::default();
        self.overview = None;
        self.detail.experiment = None;
        self.detail.bodies = Bodies::default();
    }

    fn remember_selection(&mut self) {
        let selected = self.list.selected_exchange();
        self.again = selected.map(|id| (id, self.report.row(id).url.to_owned()));
    }

    /// Begins to read all files again; what is shown stays until they are read. Gives whether
    /// that can be done.
    pub fn reload(&mut self) -> bool {
        if self.stage != Stage::Ready || self.reloading.is_some() {
            self.tell("the files are being read".to_owned());
            return false;
        }
        if self.inputs.iter().any(|input| input.name == "-") {
            self.tell("standard input cannot be read again".to_owned());
            return false;
        }
        self.reloading = Some(self.inputs.clone());
        for input in &mut self.inputs {
            input.state = InputState::Waiting;
        }
        true
    }

    /// Keeps what is shown, where the files could not be read again.
    pub fn keep_old(&mut self, reason: &str) {
        if let Some(inputs) = self.reloading.take() {
            self.inputs = inputs;
        }
        self.warn(format!("not read again: {}", text::value(reason)));
    }

    /// Takes what was read again. Filter, selection and scrolling stay, as far as the requests are
    /// the same.
    pub fn replace(&mut self, judged: Judged) {
        self.reloading = None;
        self.remember_selection();
        self.kept = Kept {
            failures: self.totals.failures(),
            tried: !self.trials.is_empty(),
            line: self.list.line(),
            offset: self.list.offset(),
            scroll: self.detail.scroll,
            chosen: self.again.clone(),
        };
        self.works.stop();
        self.trials = Trials::default();
        self.trial_words.clear();
        self.detail.experiment = None;
        self.detail.bodies = Bodies::default();
        self.take_report(judged);
        self.refilter_and(After::Replace);
    }

    /// Goes on where one was before the files were read again.
    pub fn go_on(&mut self) {
        let kept = std::mem::take(&mut self.kept);
        let chosen = self.selected_before();
        let same = chosen.is_some_and(|id| self.list.select_exchange(id));
        if !same && kept.chosen.is_some() {
            self.list.select_first_failure(&self.columns);
        } else if !same {
            self.list.select(kept.line);
        }
        self.list.scroll_to(kept.offset);
        self.settle();
        if same {
            self.detail.scroll = kept.scroll;
        }
        if self.overview.take().is_some() {
            self.show_overview();
        }
        self.settle();
        let before = text::count(kept.failures);
        let after = text::counted(self.totals.failures(), "failure", "failures");
        let tried = if kept.tried {
            "; the changes are taken back"
        } else {
            ""
        };
        self.tell(format!("read again: {before} → {after}{tried}"));
    }

    /// The exchange that a remembered one is now: the same, or the first with its URL.
    #[must_use]
    pub fn same_exchange(&self, id: ExchangeId, url: &str) -> Option<ExchangeId> {
        let same = |other: ExchangeId| self.report.row(other).url == url;
        if (id.0 as usize) < self.report.exchanges.len() && same(id) {
            return Some(id);
        }
        self.report.ids().find(|other| same(*other))
    }

    /// Shows the view of the whole, or the panes again.
    pub fn toggle_overview(&mut self) {
        if self.overview.take().is_none() {
            self.show_overview();
        }
    }

    /// Begins to read a file that is compared with what is shown, which is the earlier one.
    pub fn compare_with(&mut self, file: &Path) {
        self.inputs.push(Input {
            name: file.display().to_string(),
            state: InputState::Waiting,
        });
        self.stage = Stage::Reading;
        self.works.stop();
        self.trials = Trials::default();
        self.overview = None;
        self.comparing = false;
        self.detail.experiment = None;
        self.detail.bodies = Bodies::default();
        self.filter.set(String::new());
    }

    /// The exchange that was selected before another file was opened.
    fn selected_before(&mut self) -> Option<ExchangeId> {
        let (id, url) = self.again.take()?;
        self.same_exchange(id, &url)
    }

    /// Takes what is to be shown. What somebody chose while it was read stays selected.
    pub fn show(&mut self, judged: Judged) {
        self.take_report(judged);
        let chosen = self
            .provisional
            .chosen()
            .and_then(|row| self.exchange_of(row))
            .or_else(|| self.selected_before());
        self.refilter_and(After::Show(chosen));
    }

    fn take_report(&mut self, judged: Judged) {
        self.totals = judged.totals;
        self.shared = judged.shared;
        self.standing = judged.standing;
        let report = std::mem::replace(&mut self.report, judged.report);
        let columns = std::mem::replace(&mut self.columns, judged.columns);
        if columns.len() > self.at_once {
            self.outbox.push(Command::Discard(Old(report, columns)));
        }
        // What is read again is shown as before.
        let shown = self.comparing || self.compare.is_none();
        self.comparing = judged.comparison.is_some() && shown;
        self.compare = judged.comparison.map(ComparePane::new);
        self.judged += 1;
        self.detail.subject = Subject::Nothing;
    }

    /// Puts on another theme.
    pub fn wear(&mut self, name: ThemeName) {
        if let Some(looks) = &mut self.looks {
            looks.name = name;
            self.theme = looks.theme();
        }
    }

    /// The inputs that are in the report, in its order.
    fn readable(&self) -> impl Iterator<Item = usize> {
        let inputs = self.inputs.iter().enumerate();
        inputs
            .filter(|(_, input)| !matches!(input.state, InputState::Unreadable(_)))
            .map(|(number, _)| number)
    }

    /// What is to be fetched for the detail, if that was not said before.
    pub fn bodies_wanted(&mut self) -> Option<BodiesWanted> {
        let id = self.detail.wants_bodies()?;
        let assessment = &self.report.exchanges[id.0 as usize];
        let capture = assessment.capture as usize;
        let input = self.input_of(capture)?;
        let spans = raw::spans(&self.report.captures[capture], &assessment.exchange);
        if spans.is_empty() {
            self.detail.bodies = Bodies::Fetched(id, Vec::new());
            return None;
        }
        self.detail.bodies = Bodies::Fetching(id);
        Some(BodiesWanted { id, input, spans })
    }

    /// The input that a capture was read from; several recordings of one visit are one capture.
    fn input_of(&self, capture: usize) -> Option<usize> {
        let file = &self.report.captures.get(capture)?.file;
        let named = self.readable().find(|input| {
            self.inputs
                .get(*input)
                .is_some_and(|input| input.name == *file)
        });
        named.or_else(|| self.readable().nth(capture))
    }

    /// The exchange that an entry became part of.
    fn exchange_of(&self, row: &ProvisionalRow) -> Option<ExchangeId> {
        let capture =
            (0..self.report.captures.len()).find(|c| self.input_of(*c) == Some(row.input))?;
        self.report.ids().find(|id| {
            let assessment = &self.report.exchanges[id.0 as usize];
            let exchange = &assessment.exchange;
            let among =
                |hop: &Hop| hop.entry == row.entry || hop.preflight == Preflight::Sent(row.entry);
            assessment.capture as usize == capture
                && (exchange.hops.iter().any(among) || exchange.orphan == Some(row.entry))
        })
    }

    /// The entries that are read so far, also those that are not shown.
    #[must_use]
    pub fn entries_read(&self) -> usize {
        let read = |input: &Input| match &input.state {
            InputState::Reading(progress) => progress.entries,
            InputState::Waiting | InputState::Unreadable(_) => 0,
        };
        self.inputs.iter().map(read).sum()
    }

    /// The files that could not be read, with why.
    pub fn unreadable(&self) -> impl Iterator<Item = &str> {
        self.inputs.iter().filter_map(|input| match &input.state {
            InputState::Unreadable(reason) => Some(reason.as_str()),
            InputState::Waiting | InputState::Reading(_) => None,
        })
    }

    /// Works out what the filter lets through, where that may have changed.
    pub fn catch_up(&mut self) {
        if self.stale {
            self.refilter();
            self.settle();
        }
    }

    /// Brings the rest in line with the list's selection and the screen's size.
    pub fn settle(&mut self) {
        let layout = Layout::of(self);
        let size = (self.size.width.into(), layout.overview_rows());
        if let Some(overview) = &mut self.overview {
            overview.keep_in_view(&self.report, self.theme, size);
        }
        let rows = layout.list_rows();
        if let Some(compare) = &mut self.compare {
            compare.keep_in_view(rows);
            if compare.scroll > 0 {
                let columns = layout.detail_columns();
                let lines = compare.page(self.theme, columns).lines.len();
                let last = lines.saturating_sub(layout.detail_rows());
                compare.scroll = compare.scroll.min(last);
            }
        }
        self.list.keep_in_view(rows);
        self.provisional.keep_in_view(rows);
        self.detail.follow(
            &self.report,
            &self.columns,
            &self.list,
            self.list.selection(),
        );
        self.detail.experiment(&self.report);
        self.clamp_detail();
    }

    /// Keeps the detail from being scrolled past its end.
    pub fn clamp_detail(&mut self) {
        if self.detail.scroll > 0 {
            let layout = Layout::of(self);
            let lines = super::pane::detail::page(self, layout.detail_columns())
                .lines
                .len();
            let last = lines.saturating_sub(layout.detail_rows());
            self.detail.scroll = self.detail.scroll.min(last);
        }
    }

    /// Whether the detail has the focus, or had it before the filter.
    #[must_use]
    pub fn detail_has_focus(&self) -> bool {
        self.focus == Focus::Detail
    }

    /// Where keys work now.
    #[must_use]
    pub fn context(&self) -> Context {
        match self.overlays.last() {
            Some(
                Overlay::Help(_) | Overlay::Notes(_) | Overlay::Rule(..) | Overlay::Explained(..),
            ) => Context::Text,
            Some(Overlay::Copy(_)) => Context::Copy,
            Some(Overlay::Grouping) => Context::Grouping,
            Some(Overlay::Sorting) => Context::Sorting,
            Some(Overlay::Letter(_)) => Context::Letter,
            Some(Overlay::Search(_)) => Context::Search,
            Some(Overlay::Palette(_)) => Context::Palette,
            Some(Overlay::Export(_)) => Context::Export,
            Some(Overlay::Suppose(_)) => Context::Suppose,
            Some(Overlay::Overwrite(_)) => Context::Overwrite,
            None if self.overview.is_some() => Context::Overview,
            None if self.comparing => Context::Compare,
            None => match self.focus {
                Focus::List => Context::List,
                Focus::Detail => Context::Detail,
                Focus::Filter => Context::Filter,
            },
        }
    }

    /// Tells something in the last line.
    pub fn tell(&mut self, text: String) {
        self.notice = Some(Notice {
            text,
            trouble: false,
        });
    }

    /// Tells bad news in the last line.
    pub fn warn(&mut self, text: String) {
        self.notice = Some(Notice {
            text,
            trouble: true,
        });
    }
}
