//! Work that the model asks for, and takes in when it is done. Part of `update`.

use std::sync::Arc;

use super::layout::Layout;
use super::message::Command;
use super::model::{Model, Stage};
use super::pane::list::arrange::{Arranged, Wanted};
use super::text;
use super::trials::{Make, Trials, Tried};
use super::work::{After, Done, Job, Old, Pending, Task};
use crate::report::filter;

/// Up to so many exchanges everything is done at once.
pub const AT_ONCE: usize = 5000;

impl Model {
    /// Works out what the filter lets through.
    pub fn refilter(&mut self) {
        self.refilter_and(After::Stay);
    }

    /// Works out what the filter lets through, and does something then.
    pub fn refilter_and(&mut self, after: After) {
        self.stale = false;
        let text = self.filter.text_in_force().to_owned();
        // Where more was typed, or only the order changes, what is there is enough.
        let known = self.arranged_for == self.judged;
        let among =
            (known && filter::narrows(&self.arranged_text, &text)).then(|| self.list.through());
        let same = known && self.arranged_text == text;
        let filter = self.filter.in_force().filter(|_| !same).cloned();
        let among = if same {
            Some(self.list.through())
        } else {
            among
        };
        let wanted = Wanted {
            filter,
            among,
            by: self.wanted.0,
            order: self.wanted.1,
        };
        let mut after = after;
        if let Some((before, _, wanted)) = self.works.arranging.take() {
            before.ticket.stop();
            if after == After::Stay {
                after = wanted;
            }
        }
        let pending = self.works.begin("filtering and grouping");
        let job = self.job(&pending, Task::Arrange(Box::new(wanted)));
        self.works.arranging = Some((pending, text, after));
        self.start(job);
    }

    /// Judges again with changes, unless that is being done.
    pub fn try_out(&mut self, trials: Trials, make: Make, told: Option<String>) {
        if self.works.trying.is_some() {
            self.tell("still working on the last change; Esc stops it".to_owned());
            return;
        }
        let pending = self.works.begin("trying the change");
        let job = self.job(&pending, Task::Try(trials, Box::new(make)));
        self.works.trying = Some((pending, told));
        self.start(job);
    }

    /// Counts the whole, and shows it then.
    pub fn show_overview(&mut self) {
        if let Some(before) = self.works.counting.take() {
            before.ticket.stop();
        }
        let pending = self.works.begin("counting");
        let job = self.job(&pending, Task::Count);
        self.works.counting = Some(pending);
        self.start(job);
    }

    fn job(&self, pending: &Pending, task: Task) -> Job {
        Job {
            number: pending.number,
            report: Arc::clone(&self.report),
            columns: Arc::clone(&self.columns),
            task,
            ticket: Arc::clone(&pending.ticket),
        }
    }

    /// Does work at once, or lets it be done beside the screen.
    fn start(&mut self, job: Job) {
        if self.columns.len() <= self.at_once {
            let done = job.run();
            self.take_work(job.number, done);
        } else {
            self.outbox.push(Command::Work(Box::new(job)));
        }
    }

    /// Takes in what came of work, if it is still wanted. Gives whether it is.
    pub fn take_work(&mut self, number: u64, done: Option<Done>) -> bool {
        let is_it = |pending: &Pending| pending.number == number;
        let works = &mut self.works;
        let wanted = match done {
            Some(Done::Arranged(arranged)) => {
                let taken = works.arranging.take_if(|(pending, ..)| is_it(pending));
                taken.map(|(_, text, after)| self.take_list(arranged, text, after))
            }
            Some(Done::Tried(tried)) => {
                let taken = works.trying.take_if(|(pending, _)| is_it(pending));
                taken.map(|(_, told)| match tried {
                    Ok(tried) => self.take_tried(*tried, told),
                    Err(reason) => self.tell(reason.to_owned()),
                })
            }
            Some(Done::Counted(overview)) => works
                .counting
                .take_if(|pending| is_it(pending))
                .map(|_| self.overview = Some(*overview)),
            // It was stopped; or it died, which is told where the program ends.
            None => {
                let arranging = works.arranging.take_if(|(pending, ..)| is_it(pending));
                let trying = works.trying.take_if(|(pending, _)| is_it(pending));
                let counting = works.counting.take_if(|pending| is_it(pending));
                let died = arranging.is_some() || trying.is_some() || counting.is_some();
                died.then(|| {
                    self.warn("internal error in corslens (please report it)".to_owned());
                })
            }
        };
        self.works.ended();
        wanted.is_some()
    }

    fn take_list(&mut self, arranged: Arranged, text: String, after: After) {
        let narrowed = !text.is_empty();
        self.arranged_text = text;
        self.arranged_for = self.judged;
        self.list.show(&self.columns, arranged, narrowed);
        self.detail.forget_group();
        match after {
            After::Stay => {}
            After::FirstFailure => self.list.select_first_failure(&self.columns),
            After::Select(id) => {
                self.list.select_exchange(id);
            }
            After::Replace => self.go_on(),
            After::Show(chosen) => self.begin(chosen),
        }
    }

    fn take_tried(&mut self, tried: Tried, told: Option<String>) {
        self.trials = tried.trials;
        let report = std::mem::replace(&mut self.report, tried.report);
        let columns = std::mem::replace(&mut self.columns, tried.columns);
        if columns.len() > self.at_once {
            self.outbox.push(Command::Discard(Old(report, columns)));
        }
        self.judged += 1;
        self.totals = tried.totals;
        self.trial_words = tried.words;
        self.detail.experiment = None;
        self.refilter();
        if self.overview.is_some() {
            self.show_overview();
        }
        self.settle();
        // What a change did is told where the line for it is not on the screen.
        let hidden = Layout::of(self).summary.is_none();
        match told {
            Some(told) => self.tell(told),
            None if hidden && !self.trials.is_empty() => self.tell(self.trial_words.clone()),
            None => {}
        }
    }

    /// Stops what is under way, and goes back to what is shown. Gives whether there was anything.
    pub fn stop_work(&mut self) -> bool {
        if self.stage != Stage::Ready || !self.works.stop() {
            return false;
        }
        self.stale = false;
        self.wanted = (self.list.grouping(), self.list.order());
        if self.filter.text_in_force() != self.arranged_text {
            self.filter.set(self.arranged_text.clone());
        }
        self.tell("stopped".to_owned());
        true
    }

    /// Begins to show a capture whose list is made.
    fn begin(&mut self, chosen: Option<crate::report::ExchangeId>) {
        self.stage = Stage::Ready;
        self.provisional = super::pane::provisional::Provisional::default();
        if !chosen.is_some_and(|id| self.list.select_exchange(id)) {
            self.list.select_first_failure(&self.columns);
        }
        // Where nothing failed there is nothing to begin with but the whole.
        let clear = self.totals.failures() == 0 && self.totals.undetermined == 0;
        if clear && chosen.is_none() && self.totals.cross_origin > 0 && !self.filter.is_in_force() {
            self.show_overview();
        }
        self.settle();
        let unreadable = self.unreadable().count();
        if !self.mistakes.is_empty() {
            let mistakes = text::counted(self.mistakes.len(), "mistake", "mistakes");
            self.warn(format!(
                "{mistakes} in the configuration, so its defaults are used; ! shows what"
            ));
        } else if unreadable > 0 {
            let files = text::counted(unreadable, "file", "files");
            self.warn(format!("{files} could not be read; ! tells why"));
        } else if let Some(partial) = self.report.captures.iter().find_map(|c| c.partial.as_ref()) {
            let why = &partial.why;
            self.warn(format!("read in part: {why}; ! tells more"));
        } else if self.totals.notes > 0 {
            let problems = text::counted(self.totals.notes, "problem", "problems");
            self.tell(format!("{problems} in the capture; ! shows what"));
        } else if !self.standing.limits.is_empty() && Layout::of(self).summary.is_none() {
            self.tell("this recorder leaves things out; ! shows what".to_owned());
        }
    }
}
