//! Reads and judges captures on a thread of its own, and tells of it as it goes on.
//!
//! What is told waits in a mailbox of bounded size: what is read while nobody looks becomes one
//! message with what waits already about the same file. Whoever looks is not woken by every entry,
//! but at most once in [`PAUSE`], and at once when all is there.

use std::mem;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use anyhow::{Context as _, anyhow};
use tokio::sync::Notify;
use tokio::time::{Instant, sleep_until};

use super::message::Message;
use super::pane::provisional::{MOST, ProvisionalRow};
use super::work::Judged;
use crate::capture::{Capture, EntryId};
use crate::input::{OpenError, Reader};
use crate::report::Report;
use crate::spread;

/// How long nothing is told after something was told, unless it is the end.
const PAUSE: Duration = Duration::from_millis(50);

/// Where what the thread tells can be had.
pub struct Loading {
    mailbox: Arc<Mailbox>,
    /// When the next message may be taken.
    next: Instant,
}

/// What is read.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The files.
    pub inputs: Vec<PathBuf>,
    /// So many of them are read already.
    pub read: usize,
    /// What the rest of them is compared with.
    pub before: Before,
}

/// What is compared with what is read.
#[derive(Debug, Clone)]
pub enum Before {
    /// Nothing.
    Nothing,
    /// The first file.
    First,
    /// This.
    Report(Arc<Report>),
}

impl Loading {
    /// Begins to read.
    pub fn start(plan: Plan) -> anyhow::Result<Self> {
        let (sender, loading) = channel();
        thread::Builder::new()
            .name("reader".to_owned())
            .spawn(move || {
                let result = load(&plan, &sender);
                sender.finish(result);
            })
            .context("cannot start reading")?;
        Ok(loading)
    }

    /// What is new, in order; nothing any more where the thread has ended. Nothing is lost where
    /// the wait is given up.
    ///
    /// # Errors
    ///
    /// There is nothing to show; why.
    pub async fn news(&mut self) -> anyhow::Result<Vec<Message>> {
        loop {
            let waiting = {
                let mut state = self.mailbox.state();
                if state.urgent || (!state.messages.is_empty() && Instant::now() >= self.next) {
                    self.next = Instant::now() + PAUSE;
                    if let Some(error) = state.error.take() {
                        return Err(error);
                    }
                    return Ok(mem::take(&mut state.messages));
                }
                !state.messages.is_empty()
            };
            tokio::select! {
                () = self.mailbox.wake.notified() => {}
                () = sleep_until(self.next), if waiting => {}
            }
        }
    }
}

fn channel() -> (Sender, Loading) {
    let mailbox = Arc::<Mailbox>::default();
    let sender = Sender(Arc::clone(&mailbox));
    let next = Instant::now();
    (sender, Loading { mailbox, next })
}

#[derive(Default)]
struct Mailbox {
    state: Mutex<State>,
    wake: Notify,
}

#[derive(Default)]
struct State {
    messages: Vec<Message>,
    error: Option<anyhow::Error>,
    /// Nothing that is worth waiting for comes after it.
    urgent: bool,
}

impl State {
    /// What waits already about the input that is being read in `message`.
    fn of_same_input(&mut self, message: &Message) -> Option<&mut Message> {
        let Message::Reading { input, .. } = message else {
            return None;
        };
        // Few inputs are read at a time, and what they tell comes in turns.
        self.messages.iter_mut().rev().find(
            |waiting| matches!(waiting, Message::Reading { input: same, .. } if same == input),
        )
    }
}

impl Mailbox {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The thread's end. When it is dropped, the one that waits is told.
struct Sender(Arc<Mailbox>);

impl Sender {
    /// Tells something. Gives `false` when nobody wants to know any more.
    fn tell(&self, message: Message) -> bool {
        let mut state = self.0.state();
        let first = state.messages.is_empty();
        match (state.of_same_input(&message), message) {
            (
                Some(Message::Reading { progress, rows, .. }),
                Message::Reading {
                    progress: further,
                    rows: more,
                    ..
                },
            ) => {
                *progress = further;
                rows.extend(more);
            }
            (_, message) => state.messages.push(message),
        }
        drop(state);
        if first {
            self.0.wake.notify_one();
        }
        Arc::strong_count(&self.0) > 1
    }

    fn finish(&self, result: anyhow::Result<()>) {
        self.0.state().error = result.err();
    }
}

impl Drop for Sender {
    fn drop(&mut self) {
        self.0.state().urgent = true;
        self.0.wake.notify_one();
    }
}

/// Reads all captures and judges them. An error where there is nothing to show.
fn load(plan: &Plan, to: &Sender) -> anyhow::Result<()> {
    let rows = AtomicUsize::new(0);
    let inputs = &plan.inputs[plan.read.min(plan.inputs.len())..];
    let read = spread::each(inputs, true, |at, path| {
        let input = plan.read + at;
        let result = open(input, path, to, &rows);
        if let Err(error) = &result {
            let reason = error.to_string();
            to.tell(Message::Unreadable { input, reason });
        }
        result
    });
    let mut captures = Vec::new();
    let mut reasons = Vec::new();
    for result in read {
        match result {
            Ok(Some(capture)) => captures.push(capture),
            // Nobody wants it any more.
            Ok(None) => return Ok(()),
            Err(error) => reasons.push(error.to_string()),
        }
    }
    let compares = !matches!(plan.before, Before::Nothing);
    // Where one side is missing there is nothing to compare.
    if captures.is_empty() || (compares && !reasons.is_empty()) {
        return Err(anyhow!(reasons.join("\n")));
    }
    if to.tell(Message::Judging) {
        let before = match &plan.before {
            Before::Nothing => None,
            Before::First => Some(Arc::new(Report::new(vec![captures.remove(0)]))),
            Before::Report(report) => Some(Arc::clone(report)),
        };
        let report = Arc::new(Report::new(captures));
        to.tell(Message::Loaded(match before {
            Some(before) => Judged::beside(before, report),
            None => Judged::of(report),
        }));
    }
    Ok(())
}

/// Reads a capture. `None` when nobody wants it any more. `rows` counts those that were told.
fn open(
    input: usize,
    path: &Path,
    to: &Sender,
    rows: &AtomicUsize,
) -> Result<Option<Capture>, OpenError> {
    let mut reader = Reader::open(path)?;
    let (mut told, mut own_rows) = (0, 0);
    // The first entries come one by one: a program that writes into a pipe may write no more.
    let mut more = true;
    while more {
        more = reader.batch(1 + told / 64);
        let capture = reader.capture();
        let read = capture.entries.len();
        // Another file may take the same room; the list takes no more than it shows.
        let room = MOST.saturating_sub(rows.load(Ordering::Relaxed));
        let wanted = told..read.min(told + room);
        rows.fetch_add(wanted.len(), Ordering::Relaxed);
        own_rows += wanted.len();
        let row = |at| {
            let id = EntryId::new(u32::try_from(at).unwrap_or(u32::MAX));
            ProvisionalRow::of(input, capture, id)
        };
        let message = Message::Reading {
            input,
            progress: reader.progress(),
            rows: wanted.map(row).collect(),
        };
        told = read;
        if !to.tell(message) {
            return Ok(None);
        }
    }
    let capture = reader.finish();
    if capture.is_err() {
        // What it had is forgotten.
        rows.fetch_sub(own_rows, Ordering::Relaxed);
    }
    capture.map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::Progress;

    fn reading(input: usize, entries: usize) -> Message {
        let progress = Progress {
            entries,
            ..Progress::default()
        };
        Message::Reading {
            input,
            progress,
            rows: Vec::new(),
        }
    }

    fn news(loading: &mut Loading) -> anyhow::Result<Vec<Message>> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .build()
            .expect("a runtime");
        runtime.block_on(loading.news())
    }

    #[test]
    fn what_is_told_while_nobody_looks_is_one_message() {
        let (sender, mut loading) = channel();
        for entries in 1..=100_000 {
            assert!(sender.tell(reading(0, entries)));
        }
        // Several files are read at once.
        for entries in 1..=1000 {
            sender.tell(reading(1, entries));
            sender.tell(reading(0, 100_000 + entries));
        }
        sender.tell(Message::Judging);
        let told = news(&mut loading).expect("news");
        let [first, second, Message::Judging] = told.as_slice() else {
            panic!("{told:?}");
        };
        for (message, expected) in [(first, (0, 101_000)), (second, (1, 1000))] {
            let Message::Reading {
                input, progress, ..
            } = message
            else {
                panic!("{message:?}");
            };
            assert_eq!((*input, progress.entries), expected);
        }
    }

    #[test]
    fn the_end_is_told_and_so_is_an_error() {
        let (sender, mut loading) = channel();
        sender.finish(Err(anyhow!("no capture")));
        drop(sender);
        assert_eq!(
            news(&mut loading).expect_err("an error").to_string(),
            "no capture"
        );
        assert!(news(&mut loading).expect("the end").is_empty());
    }

    #[test]
    fn the_thread_learns_that_nobody_wants_to_know() {
        let (sender, loading) = channel();
        drop(loading);
        assert!(!sender.tell(Message::Judging));
    }
}
